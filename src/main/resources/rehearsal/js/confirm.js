// Block Kit's confirmation dialog.

import {focusable, h, uid} from './dom.js';
import {plain, rich} from './text.js';

/** Asks; resolves to true if the person goes ahead. No `confirm` object: goes ahead at once. */
export function confirmed(confirm) {
  if (!confirm) {
    return Promise.resolve(true);
  }
  return new Promise((resolve) => {
    const back = document.activeElement;
    const titleId = uid('confirm');
    const textId = uid('confirm');
    const done = (answer) => {
      root.replaceChildren();
      back?.focus?.();
      resolve(answer);
    };
    const style = confirm.style === 'danger' ? 'button button-danger' : 'button button-primary';
    const dialog = h('div', {
      class: 'dialog confirm', role: 'alertdialog', 'aria-modal': 'true', 'aria-labelledby': titleId,
      'aria-describedby': textId, 'data-testid': 'confirm', on: {keydown},
    },
    h('h2', {id: titleId, class: 'dialog-title'}, plain(confirm.title)),
    h('div', {id: textId, class: 'confirm-text'}, rich(confirm.text)),
    h('div', {class: 'dialog-actions'},
      h('button', {type: 'button', class: 'button', 'data-testid': 'confirm-deny', on: {click: () => done(false)}},
        plain(confirm.deny) || 'Cancel'),
      h('button', {type: 'button', class: style, 'data-testid': 'confirm-yes', on: {click: () => done(true)}},
        plain(confirm.confirm) || 'Yes')));
    const root = document.getElementById('confirm-root');
    root.replaceChildren(h('div', {class: 'backdrop', on: {pointerdown: (event) => event.target === event.currentTarget && done(false)}}, dialog));
    dialog.querySelector('.dialog-actions .button:last-child').focus();

    function keydown(event) {
      if (event.key === 'Escape') {
        event.stopPropagation();
        done(false);
      } else if (event.key === 'Tab') {
        trapTab(dialog, event);
      }
    }
  });
}

/** Keeps Tab inside a dialog. */
export function trapTab(dialog, event) {
  const all = focusable(dialog);
  if (!all.length) {
    event.preventDefault();
    return;
  }
  const at = all.indexOf(document.activeElement);
  if (event.shiftKey && at <= 0) {
    event.preventDefault();
    all.at(-1).focus();
  } else if (!event.shiftKey && (at === -1 || at === all.length - 1)) {
    event.preventDefault();
    all[0].focus();
  }
}
