// Backstage: what passed between the bot and Slack, and the means to make Slack fail or to steer what the shop measures.
// Closed until asked for.

import {h, patchList, setHidden, setText} from './dom.js';
import {api, Unreachable} from './api.js';
import {icon} from './icons.js';
import {Metrics} from './metrics.js';
import {changed, store, tell, zone} from './store.js';
import {clockSeconds} from './time.js';

const METHODS = ['*', 'chat.postMessage', 'chat.update', 'chat.postEphemeral', 'views.open', 'views.update', 'views.publish',
  'conversations.open', 'users.info', 'usergroups.list', 'auth.test'];

const KINDS = {
  http_500: 'answers HTTP 500', rate_limited: 'answers 429, rate limited', slow: 'answers slowly', hang: 'never answers',
  lost_answer: 'does it, but the answer is lost', error: 'refuses: internal_error',
};

const TITLES = {log: 'What Slack heard', faults: 'Make Slack fail', metrics: 'Steer the metrics'};

const reasons = (each) => each.why ?? (each.messages ?? []).join('; ');

class Backstage {
  open = null;
  #log = {requests: [], refused: []};
  #faults = [];
  #asking = false;
  #timer = null;
  #only = 'all';

  mount(node) {
    this.node = node;
    this.heading = h('h2', {class: 'backstage-title'});
    this.rows = h('tbody');
    this.none = h('p', {class: 'backstage-none'});
    this.filters = ['all', 'refused'].map((each) => h('button', {type: 'button', class: 'speed', 'aria-pressed': String(each === 'all'),
      'data-testid': `log-${each}`, on: {click: () => this.#filter(each)}}, each === 'all' ? 'Everything' : 'Refused'));
    this.logPanel = h('div', {class: 'log', 'data-testid': 'log-panel', hidden: true},
      h('div', {class: 'speeds speeds-plain', role: 'group', 'aria-label': 'Show'}, this.filters),
      h('div', {class: 'table-scroll log-scroll', tabindex: '0', role: 'region', 'aria-label': 'Requests'},
        h('table', {class: 'table log-table'}, h('thead', {}, h('tr', {},
          ['Time', 'From', 'What', 'Result', 'Took'].map((each) => h('th', {scope: 'col'}, each)))), this.rows)), this.none);
    this.faultPanel = this.#faultForm();
    this.metrics = new Metrics();
    node.append(h('header', {class: 'backstage-head'}, this.heading, h('button', {type: 'button', class: 'icon-button', 'aria-label': 'Close',
      'data-testid': 'backstage-close', on: {click: () => this.toggle(null)}}, icon('close', 18))), this.logPanel, this.faultPanel, this.metrics.node);
    node.addEventListener('keydown', (event) => event.key === 'Escape' && this.toggle(null));
  }

  toggle(name) {
    this.open = this.open === name ? null : name;
    clearInterval(this.#timer);
    if (this.open) {
      this.#fetch();
      this.#timer = setInterval(() => this.#fetch(), 2000);
    }
    changed();
  }

  #filter(name) {
    this.#only = name;
    this.filters[0].setAttribute('aria-pressed', String(name === 'all'));
    this.filters[1].setAttribute('aria-pressed', String(name === 'refused'));
    this.update();
  }

  async #fetch() {
    if (this.#asking || store.connection === 'lost' || document.hidden) {
      return;
    }
    this.#asking = true;
    try {
      if (this.open === 'log') {
        const answer = await api.log();
        this.#log = {requests: answer.requests ?? [], refused: answer.refused ?? []};
      } else if (this.open === 'faults') {
        const answer = await api.faults();
        this.#faults = Array.isArray(answer) ? answer : answer.faults ?? [];
      } else if (this.open === 'metrics') {
        await this.metrics.fetch();
      }
      this.update();
    } catch (problem) {
      if (!(problem instanceof Unreachable)) {
        throw problem;
      }
    } finally {
      this.#asking = false;
    }
  }

  update() {
    setHidden(this.node, !this.open);
    setHidden(this.logPanel, this.open !== 'log');
    setHidden(this.faultPanel, this.open !== 'faults');
    setHidden(this.metrics.node, this.open !== 'metrics');
    if (!this.open) {
      return;
    }
    setText(this.heading, TITLES[this.open]);
    if (this.open === 'log') {
      const refused = this.#log.refused.map((each) => (typeof each === 'string' ? {error: each} : each));
      const all = this.#only === 'refused' ? refused : this.#log.requests;
      const rows = all.slice(-300).reverse();
      setHidden(this.none, rows.length > 0);
      setText(this.none, this.#only === 'refused' ? 'Slack has refused nothing.' : 'Nothing has passed yet.');
      patchList(this.rows, rows, {
        key: (each, index) => `${this.#only}|${each.at ?? ''}|${each.method ?? ''}|${all.length - index}`,
        print: (each) => `${JSON.stringify(each)}${zone()}`,
        render: (each) => this.#row(each),
      });
    } else if (this.open === 'faults') {
      setText(this.standing, this.#faults.length ? 'Now in force:' : 'Slack is well: no fault is in force.');
      patchList(this.faultList, this.#faults, {
        key: (each, index) => `${each.method}${each.kind}${index}`,
        print: (each) => JSON.stringify(each),
        render: (each) => h('li', {}, h('code', {class: 'code'}, each.method === '*' ? 'every method' : each.method), ` ${KINDS[each.kind] ?? each.kind}`,
          each.times ? `, ${each.times} more ${each.times === 1 ? 'time' : 'times'}` : ''),
      });
      setHidden(this.mend, this.#faults.length === 0);
    }
  }

  #row(each) {
    const bad = each.ok === false || each.error || each.status >= 400;
    const result = [each.status, each.error ?? (each.ok === false ? 'refused' : null), each.retry_after ? `retry after ${each.retry_after} s` : null]
      .filter(Boolean).join(' ');
    return h('tr', {class: bad ? 'log-bad' : null},
      h('td', {class: 'log-time'}, each.at ? clockSeconds(Date.parse(each.at), zone()) : ''),
      h('td', {}, each.direction === 'to_bot' ? 'Slack → bot' : each.direction === 'to_slack' ? 'bot → Slack' : ''),
      h('td', {class: 'log-what'}, each.method ?? ''),
      h('td', {}, result || 'ok', reasons(each) ? h('small', {}, ` ${reasons(each)}`) : null),
      h('td', {class: 'cell-right'}, each.millis === undefined || each.millis === null ? '' : `${each.millis} ms`));
  }

  #faultForm() {
    const method = h('select', {class: 'input', 'data-testid': 'fault-method'}, METHODS.map((each) => h('option', {value: each}, each === '*' ? 'every method' : each)));
    const kind = h('select', {class: 'input', 'data-testid': 'fault-kind'}, Object.entries(KINDS).map(([value, words]) => h('option', {value}, words)));
    const times = h('input', {class: 'input', type: 'number', min: '1', max: '1000', value: '3', 'data-testid': 'fault-times'});
    const seconds = h('input', {class: 'input', type: 'number', min: '1', max: '60', value: '2', 'data-testid': 'fault-seconds'});
    const row = (words, input) => h('label', {class: 'fault-field'}, h('span', {}, words), input);
    this.standing = h('p', {class: 'fault-standing', 'data-testid': 'fault-standing'});
    this.faultList = h('ul', {class: 'fault-list', 'data-testid': 'fault-list'});
    this.mend = h('button', {type: 'button', class: 'button', 'data-testid': 'fault-clear', hidden: true, on: {
      click: () => this.#send(() => api.mend()),
    }}, 'End all faults');
    return h('div', {class: 'faults', 'data-testid': 'faults-panel', hidden: true},
      h('p', {class: 'backstage-lead'}, 'See how the bot holds up when Slack does not. Nobody’s act may be lost or doubled.'),
      h('div', {class: 'fault-form'}, row('When the bot calls', method), row('Slack', kind), row('this many times', times), row('for or after seconds', seconds),
        h('button', {type: 'button', class: 'button button-danger', 'data-testid': 'fault-add', on: {
          click: () => this.#send(() => api.fail({method: method.value, kind: kind.value, times: Number(times.value) || 1, seconds: Number(seconds.value) || 1})),
        }}, 'Make it fail')),
      this.standing, this.faultList, this.mend);
  }

  async #send(call) {
    try {
      const answer = await call();
      if (answer.ok === false) {
        tell(`That fault was not set: ${answer.error}`);
      }
    } catch (problem) {
      if (!(problem instanceof Unreachable)) {
        throw problem;
      }
      tell('That fault was not set: the rehearsal did not answer.');
    }
    await this.#fetch();
  }
}

export const backstage = new Backstage();
