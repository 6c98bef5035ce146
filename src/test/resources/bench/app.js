// A plain Bolt for JavaScript app that takes the same clicks as the bot and asks the same of PostgreSQL, in the same
// transactions: click.json has the statements as they were listened to. What the gate, the record and the message come
// to isn't worked out here, so it is spared all of that.
const { App } = require('@slack/bolt');
const { Pool } = require('pg');
const { randomBytes, randomUUID } = require('node:crypto');
const acts = require('./click.json');

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 12 });
pool.on('error', (error) => console.error('an idle connection ended', error.message));
const prepared = process.env.PREPARED === 'true';
const answeredAt = new Map();
// Where the records end: whoever holds a release's row goes on from there.
const ends = new Map();
let numbers = 0;

function values(statement, about) {
  return statement.values.map(({ role, is }) => {
    switch (role) {
      case 'text':
        return is.replaceAll('{release}', about.release).replaceAll('{person}', about.person)
          .replaceAll('{unique}', about.unique);
      case 'constant': return is === undefined ? null : is;
      case 'uuid': return randomUUID();
      case 'now': return about.now;
      case 'answering':
        answeredAt.set(about.release + about.person, about.now);
        return about.now;
      case 'answered': return answeredAt.get(about.release + about.person);
      case 'sequence': return about.next.sequence;
      case 'previous': return about.last.digest;
      case 'digest': return about.next.digest;
      default: throw new Error(role);
    }
  });
}

async function end(client, release) {
  const { rows } = await client.query(
    'select sequence, digest from events where release_key = $1 order by sequence desc limit 1', [release]);
  return rows.length > 0 ? { sequence: Number(rows[0].sequence), digest: rows[0].digest } : { sequence: 0, digest: '' };
}

async function act(name, release, person) {
  const about = { release, person, unique: `n${process.pid}x${++numbers}`, now: new Date() };
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (const [index, statement] of acts[name].entries()) {
      const appends = statement.sql.startsWith('insert into events');
      if (appends) {
        about.last = ends.get(release) ?? await end(client, release);
        about.next = { sequence: about.last.sequence + 1, digest: randomBytes(32).toString('hex') };
      }
      const query = { text: statement.sql, values: values(statement, about) };
      if (prepared) {
        query.name = name + index;
      }
      await client.query(query);
      if (appends) {
        // Before the commit, which lets the next one at the row.
        ends.set(release, about.next);
      }
    }
    await client.query('commit');
  } catch (error) {
    ends.delete(release);
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

const app = new App({
  signingSecret: process.env.SLACK_SIGNING_SECRET,
  authorize: async () => ({ botToken: process.env.SLACK_BOT_TOKEN, botId: 'B0REHEARSAL', botUserId: 'U0REHEARSAL' }),
});

app.view(/.*/, async ({ ack, view, body }) => {
  await act('ready', JSON.parse(view.private_metadata).k, body.user.id);
  await ack();
});

app.action(/.*/, async ({ ack, action, body }) => {
  await act('withdraw', action.value.split(':')[0], body.user.id);
  await ack();
});

app.start({ port: 0, host: '127.0.0.1' }).then((server) => {
  console.log(`Serving port=${server.address().port}`);
});
