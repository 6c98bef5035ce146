// Modals: the top of the stack, with what the person has typed kept apart from it.

import {focusable, h, setAttr, setHidden, setText, uid} from './dom.js';
import {patchBlocks} from './blocks.js';
import {trapTab} from './confirm.js';
import {showBusy} from './dispatch.js';
import {formOf, keepForms, statefulElements} from './form.js';
import {icon} from './icons.js';
import {closePopup} from './popup.js';
import {act, changed, here, modals, store} from './store.js';
import {plain} from './text.js';
import {withEmoji} from './emoji.js';

export class Modals {
  #open = null;
  #back = null;

  constructor(root) {
    this.root = root;
  }

  update() {
    const stack = modals();
    keepForms(`modal:${store.me}:`, new Set(stack.map((each) => keyOf(each))));
    const view = stack.at(-1) ?? null;
    const app = document.getElementById('app');
    app.inert = Boolean(view);
    if (!view) {
      if (this.#open) {
        closePopup();
        this.root.replaceChildren();
        this.#open = null;
        if (this.#back?.isConnected) {
          this.#back.focus({preventScroll: true});
        }
        this.#back = null;
      }
      return;
    }
    if (this.#open?.key !== keyOf(view)) {
      this.#back ??= document.activeElement;
      closePopup();
      this.#open = new OpenModal(view);
      this.root.replaceChildren(this.#open.node);
      this.#open.update(view, stack.length);
      this.#open.focusFirst();
    } else {
      this.#open.update(view, stack.length);
    }
  }
}

const keyOf = (view) => `modal:${store.me}:${view.id}`;

class OpenModal {
  #view;
  #depth = 1;
  #heardErrors = '';

  constructor(view) {
    this.#view = view;
    this.key = keyOf(view);
    this.form = formOf(this.key, {conversation: here()?.id});
    const titleId = uid('modal');
    this.title = h('h2', {class: 'dialog-title', id: titleId});
    this.backButton = h('button', {type: 'button', class: 'icon-button', 'aria-label': 'Back', 'data-testid': 'modal-back', hidden: true,
      on: {click: () => this.#close(false)}}, icon('back', 18));
    this.body = h('div', {class: 'modal-blocks'});
    this.scroll = h('div', {class: 'modal-scroll'}, this.body);
    this.summary = h('p', {class: 'modal-summary', role: 'alert', hidden: true});
    this.cancel = h('button', {type: 'button', class: 'button', 'data-testid': 'modal-close', on: {click: () => this.#close(false)}});
    this.submit = h('button', {type: 'button', class: 'button button-primary', 'data-testid': 'modal-submit', 'data-focus-key': '/submit',
      title: 'Ctrl+Enter', on: {click: () => this.#submit()}}, h('span', {class: 'button-words'}));
    this.dialog = h('div', {
      class: 'dialog modal', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': titleId, 'data-testid': 'modal', 'data-view-id': view.id,
      'data-callback-id': view.callback_id, tabindex: '-1', on: {keydown: (event) => this.#keydown(event)},
    },
    h('header', {class: 'dialog-head'}, this.backButton, h('span', {class: 'avatar avatar-bot avatar-sm', 'aria-hidden': 'true'}, icon('check', 16)), this.title,
      h('button', {type: 'button', class: 'icon-button', 'aria-label': 'Close', 'data-testid': 'modal-x', on: {click: () => this.#close(this.#depth > 1)}}, icon('close', 18))),
    this.scroll,
    h('footer', {class: 'dialog-foot'}, this.summary, h('div', {class: 'dialog-actions'}, this.cancel, this.submit)));
    this.node = h('div', {class: 'backdrop'}, this.dialog);
    this.surface = {
      key: this.key, kind: 'modal', target: {view_id: view.id}, form: this.form, blocks: () => this.#view.blocks ?? [],
      touched: (id) => this.#touched(id),
      redraw: () => {
        this.body.replaceChildren();
        this.update(this.#view, this.#depth);
      },
    };
  }

  update(view, depth) {
    this.#view = view;
    this.#depth = depth;
    this.form.hear(view.state?.values);
    setText(this.title, withEmoji(plain(view.title)));
    setHidden(this.backButton, depth < 2);
    setText(this.cancel, plain(view.close) || 'Close');
    const needsSubmit = Boolean(view.submit) || (view.blocks ?? []).some((each) => each.type === 'input');
    setHidden(this.submit, !needsSubmit);
    setText(this.submit.firstElementChild, plain(view.submit) || 'Submit');
    setAttr(this.dialog, 'data-hash', view.hash);
    patchBlocks(this.body, view.blocks ?? [], this.surface);
    const errors = JSON.stringify(view.errors ?? {});
    if (errors !== this.#heardErrors) {
      this.#heardErrors = errors;
      this.form.answered.clear();
      this.#showFaults(Object.keys(view.errors ?? {}).length > 0);
    } else {
      this.#showFaults(false);
    }
    showBusy(this.dialog, this.key);
  }

  focusFirst() {
    const wanted = statefulElements(this.#view.blocks).find(({element}) => element.focus_on_load);
    const node = wanted ? this.body.querySelector(`[data-focus-key="${CSS.escape(`${wanted.blockId}/${wanted.element.action_id}`)}"]`) : null;
    const touch = matchMedia('(pointer: coarse)').matches;
    const first = node ?? (touch ? null : focusable(this.body).find((each) => /^(INPUT|TEXTAREA|SELECT)$/.test(each.tagName)));
    (first ?? this.dialog).focus({preventScroll: true});
    this.scroll.scrollTop = 0;
  }

  #faults() {
    const server = Object.entries(this.#view.errors ?? {}).filter(([id]) => !this.form.answered.has(id));
    return {...Object.fromEntries(server), ...this.form.faults};
  }

  #showFaults(reveal) {
    const faults = this.#faults();
    const shown = new Set();
    let first = null;
    for (const node of this.body.querySelectorAll('[data-fault]')) {
      const words = faults[node.dataset.fault];
      setHidden(node, !words);
      setText(node, words ?? '');
      node.parentElement.classList.toggle('field-wrong', Boolean(words));
      for (const input of node.parentElement.querySelectorAll('input, textarea')) {
        setAttr(input, 'aria-invalid', words ? 'true' : null);
      }
      if (words) {
        shown.add(node.dataset.fault);
        first ??= node.parentElement;
      }
    }
    const stray = Object.entries(faults).filter(([id]) => !shown.has(id)).map(([, words]) => words);
    const words = stray.length ? stray.join(' ')
      : shown.size > 1 ? `${shown.size} fields need your attention.` : '';
    setHidden(this.summary, words === '');
    setText(this.summary, words);
    if (reveal && first) {
      first.scrollIntoView({block: 'nearest'});
      focusable(first)[0]?.focus({preventScroll: true});
    }
  }

  #touched(id) {
    this.form.answered.add(id);
    this.#showFaults(false);
  }

  async #submit() {
    if (store.busy.has(this.key) || this.submit.hidden) {
      return;
    }
    closePopup();
    this.form.faults = this.form.check(this.#view.blocks);
    if (Object.keys(this.form.faults).length) {
      this.#showFaults(true);
      return;
    }
    this.form.answered.clear();
    const before = this.#heardErrors;
    store.working = '/submit';
    await act({type: 'submit', view_id: this.#view.id, state: this.form.state(this.#view.blocks)}, {busy: this.key});
    store.working = null;
    // The same faults again are news too: show them once more at their fields.
    if (before === this.#heardErrors && this.dialog.isConnected) {
      this.#showFaults(before !== '{}' && before !== '');
    }
    changed();
  }

  #close(clear) {
    if (store.busy.has(this.key)) {
      return;
    }
    closePopup();
    act({type: 'close', view_id: this.#view.id, ...(clear ? {clear: true} : {})}, {busy: this.key});
  }

  #keydown(event) {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault();
      this.#close(false);
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === 'Tab') {
      trapTab(this.dialog, event);
    }
  }
}
