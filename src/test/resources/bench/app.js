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
      case 'sequence': return about.sequence + 1;
      case 'previous': return about.previous;
      case 'digest': return randomBytes(32).toString('hex');
      default: throw new Error(role);
    }
  });
}

async function act(name, release, person) {
  const about = { release, person, unique: `n${process.pid}x${++numbers}`, now: new Date(), sequence: 0, previous: '' };
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (const [index, statement] of acts[name].entries()) {
      const query = { text: statement.sql, values: values(statement, about) };
      if (prepared) {
        query.name = name + index;
      }
      const result = await client.query(query);
      if (statement.sql.startsWith('select sequence, digest from events') && result.rows.length > 0) {
        about.sequence = Number(result.rows[0].sequence);
        about.previous = result.rows[0].digest;
      }
    }
    await client.query('commit');
  } catch (error) {
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
