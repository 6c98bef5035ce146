// What Slack itself tells a person: errors and time-outs. They stay a while and can be put away.

import {h, patchList} from './dom.js';
import {icon} from './icons.js';
import {act, forgetNote, store} from './store.js';

const STAY = {error: 20_000, info: 10_000};

export class Toasts {
  #gone = new Set();
  #timed = new Set();

  constructor(node) {
    this.node = node;
  }

  update() {
    const all = [...(store.state?.toasts ?? []), ...store.notes].filter((each) => !this.#gone.has(each.id));
    patchList(this.node, all, {
      key: (each) => each.id,
      print: (each) => `${each.level}${each.text}`,
      render: (each) => h('div', {class: `toast toast-${each.level === 'info' ? 'info' : 'error'}`, role: each.level === 'info' ? 'status' : 'alert',
        'data-testid': `toast-${each.id}`},
      icon(each.level === 'info' ? 'info' : 'warn', 18), h('p', {}, each.text),
      h('button', {type: 'button', class: 'icon-button', 'aria-label': 'Dismiss', on: {click: () => this.#dismiss(each)}}, icon('close', 16))),
    });
    for (const each of all) {
      if (!this.#timed.has(each.id)) {
        this.#timed.add(each.id);
        setTimeout(() => this.#dismiss(each), STAY[each.level] ?? STAY.error);
      }
    }
  }

  #dismiss(toast) {
    if (this.#gone.has(toast.id)) {
      return;
    }
    this.#gone.add(toast.id);
    if (toast.local) {
      forgetNote(toast.id);
    } else {
      this.update();
      act({type: 'dismiss_toast', id: toast.id}, {quiet: true});
    }
  }
}
