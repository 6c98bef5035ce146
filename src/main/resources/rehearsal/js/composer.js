// Where one writes: plain words, or a slash command with suggestions.

import {h, setAttr, setHidden, setText, uid} from './dom.js';
import {icon} from './icons.js';
import {openMenu} from './menu.js';
import {openPopup} from './popup.js';
import {act, store, tell} from './store.js';

const drafts = new Map();

export class Composer {
  #target = null;
  #popup = null;
  #rows = [];
  #active = -1;
  #sending = 0;
  #sent = Promise.resolve();

  constructor({testid, thread = false}) {
    this.thread = thread;
    const listId = uid('suggestions');
    this.input = h('textarea', {
      class: 'composer-input', rows: '1', dir: 'auto', 'data-testid': testid, 'aria-label': 'Message', 'aria-autocomplete': 'list',
      'aria-controls': listId, 'aria-expanded': 'false', role: 'combobox', autocomplete: 'off', enterkeyhint: 'send',
      on: {
        input: () => this.#typed(),
        keydown: (event) => this.#key(event),
        blur: () => setTimeout(() => document.activeElement !== this.input && this.#close(), 0),
      },
    });
    this.list = h('div', {class: 'options suggestions', role: 'listbox', id: listId, 'aria-label': 'Commands',
      'data-testid': `${testid}-suggestions`, on: {pointerdown: (event) => event.preventDefault()}});
    this.send = h('button', {type: 'button', class: 'send', 'aria-label': 'Send', title: 'Send (Enter)', 'data-testid': `${testid}-send`,
      on: {click: () => this.#submit()}}, icon('send', 18));
    this.shortcuts = thread ? null : h('button', {
      type: 'button', class: 'icon-button', 'aria-label': 'Shortcuts', title: 'Shortcuts', 'aria-haspopup': 'menu', 'aria-expanded': 'false',
      'data-testid': 'shortcuts', hidden: true, on: {click: (event) => this.#shortcutMenu(event.currentTarget)},
    }, icon('storm', 18));
    this.closed = h('p', {class: 'composer-closed', hidden: true});
    this.box = h('div', {class: 'composer-box'}, this.shortcuts, this.input, this.send);
    this.foot = h('p', {class: 'composer-foot'}, h('kbd', {}, 'Enter'), ' sends, ', h('kbd', {}, 'Shift'), ' ', h('kbd', {}, 'Enter'), ' starts a line',
      thread ? null : [', ', h('kbd', {}, '/'), ' shows commands']);
    this.node = h('footer', {class: 'composer'}, this.box, this.closed, this.foot);
  }

  focus() {
    this.input.focus();
  }

  update(target) {
    if (this.#target?.key !== target.key) {
      if (this.#target) {
        drafts.set(this.#target.key, this.input.value);
      }
      this.#close();
      this.input.value = drafts.get(target.key) ?? '';
      this.#target = target;
      this.#fit();
    }
    this.#target = target;
    setAttr(this.input, 'placeholder', target.placeholder);
    setAttr(this.input, 'aria-label', target.placeholder);
    setHidden(this.box, Boolean(target.closed));
    setHidden(this.foot, Boolean(target.closed));
    setHidden(this.closed, !target.closed);
    setText(this.closed, target.closed ?? '');
    setAttr(this.send, 'aria-disabled', this.input.value.trim() ? null : 'true');
    if (this.shortcuts) {
      setHidden(this.shortcuts, this.#globalShortcuts().length === 0);
    }
  }

  #globalShortcuts() {
    return (store.state?.shortcuts ?? []).filter((each) => each.type === 'global');
  }

  #shortcutMenu(button) {
    openMenu(button, this.#globalShortcuts().map((each) => ({
      label: each.name, detail: each.description, testid: `shortcut-${each.callback_id}`,
      run: () => act({type: 'shortcut', callback_id: each.callback_id, channel: null, message_ts: null}),
    })), {align: 'start'});
  }

  #typed() {
    this.#fit();
    setAttr(this.send, 'aria-disabled', this.input.value.trim() ? null : 'true');
    this.#suggest();
  }

  #fit() {
    this.input.style.height = 'auto';
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
  }

  // ---------------------------------------------------------------- suggestions

  #suggest() {
    const text = this.input.value;
    const commands = store.state?.commands ?? [];
    this.#rows = [];
    this.#active = -1;
    let note = null;
    if (!this.thread && /^\/\S*$/.test(text)) {
      this.#rows = commands.filter((each) => each.command.startsWith(text.toLowerCase()))
        .map((each) => ({words: each.command, hint: each.usage_hint, detail: each.description, becomes: `${each.command} `}));
      this.#active = this.#rows.length && !this.#rows.some((each) => each.words === text) ? 0 : -1;
    } else if (!this.thread) {
      const match = /^(\/\S+)\s+(\S*)$/.exec(text);
      const command = match && commands.find((each) => each.command === match[1]);
      if (command) {
        this.#rows = subcommands(command).filter((each) => each.name.startsWith(match[2]) && each.name !== match[2])
          .map((each) => ({words: each.name, hint: each.hint, detail: each.description, becomes: `${match[1]} ${each.name} `}));
        note = this.#rows.length ? 'Tab or arrows choose, Enter sends what you typed' : null;
      }
    }
    if (!this.#rows.length) {
      this.#close();
      return;
    }
    this.list.replaceChildren(...this.#rows.map((row, index) => h('div', {
      class: 'option', role: 'option', id: `${this.list.id}-${index}`, 'aria-selected': 'false', 'data-command': row.words,
      on: {click: () => this.#take(index)},
    }, h('span', {class: 'option-words'}, h('span', {}, h('strong', {}, row.words), row.hint ? h('span', {class: 'usage'}, ` ${row.hint}`) : null),
      row.detail ? h('small', {}, row.detail) : null))), ...(note ? [h('div', {class: 'options-note', role: 'presentation'}, note)] : []));
    if (!this.#popup?.isOpen()) {
      this.#popup = openPopup(this.box, this.list, {width: 'anchor', onClose: () => setAttr(this.input, 'aria-expanded', 'false')});
      setAttr(this.input, 'aria-expanded', 'true');
    }
    this.#popup.place();
    this.#mark(this.#active);
  }

  #mark(index) {
    this.#active = index;
    [...this.list.querySelectorAll('.option')].forEach((row, at) => {
      row.classList.toggle('option-active', at === index);
      row.setAttribute('aria-selected', String(at === index));
      if (at === index) {
        row.scrollIntoView({block: 'nearest'});
      }
    });
    setAttr(this.input, 'aria-activedescendant', index >= 0 ? `${this.list.id}-${index}` : null);
  }

  #take(index) {
    this.input.value = this.#rows[index].becomes;
    this.input.focus();
    this.#typed();
  }

  #close() {
    this.#popup?.close();
    this.#rows = [];
    this.#active = -1;
  }

  #key(event) {
    if (event.isComposing) {
      return;
    }
    const open = this.#popup?.isOpen() && this.#rows.length > 0;
    if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const from = this.#active < 0 && step < 0 ? 0 : this.#active;
      this.#mark((from + step + this.#rows.length) % this.#rows.length);
    } else if (open && event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    } else if (open && event.key === 'Tab' && !event.shiftKey) {
      event.preventDefault();
      this.#take(Math.max(0, this.#active));
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      if (open && this.#active >= 0) {
        this.#take(this.#active);
      } else {
        this.#submit();
      }
    }
  }

  // ---------------------------------------------------------------- sending

  async #submit() {
    const text = this.input.value.trim();
    const target = this.#target;
    if (!text || target.closed) {
      return;
    }
    this.#close();
    const slash = /^\/[a-z0-9_-]+/i.exec(text);
    if (slash) {
      const command = (store.state?.commands ?? []).find((each) => each.command === slash[0].toLowerCase());
      if (!command) {
        tell(`${slash[0]} is not a valid command.`);
        return;
      }
      if (this.thread) {
        tell(`${slash[0]} is not supported in threads. Sorry!`);
        return;
      }
    }
    this.#sending += 1;
    this.node.setAttribute('aria-busy', 'true');
    this.input.value = '';
    this.#fit();
    target.sent();
    const body = slash ? {as: store.me, type: 'command', channel: target.channel, text}
      : {as: store.me, type: 'say', channel: target.channel, text, thread_ts: target.thread};
    // One after the other, in the order in which they were written.
    const answering = this.#sent.then(() => act(body));
    this.#sent = answering.catch(() => null);
    try {
      const answer = await answering;
      if (answer.ok === false && ['unreachable', 'busy'].includes(answer.error) && this.#target.key === target.key && !this.input.value) {
        this.input.value = text;
        this.#fit();
      }
    } finally {
      this.#sending -= 1;
      if (this.#sending === 0) {
        this.node.removeAttribute('aria-busy');
      }
      setAttr(this.send, 'aria-disabled', this.input.value.trim() ? null : 'true');
    }
  }
}

/** What may follow a command: as the server lists it, or read out of the usage hint (`new | edit | list`). */
function subcommands(command) {
  if (command.subcommands) {
    return command.subcommands;
  }
  const words = /^[[(<]?\s*([a-z-]+(?:\s*\|\s*[a-z-]+)+)/i.exec(command.usage_hint ?? '');
  return words ? words[1].split('|').map((each) => ({name: each.trim()})) : [];
}
