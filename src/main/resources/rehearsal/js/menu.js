// A small menu of actions: overflow elements and what can be done with a message.

import {h} from './dom.js';
import {closePopup, openPopup} from './popup.js';

/** Opens a menu at a button. `items`: `{label, detail, danger, testid, run}`. */
export function openMenu(button, items, {align = 'end'} = {}) {
  const rows = items.map((item) => h('button', {
    type: 'button', role: 'menuitem', class: item.danger ? 'menu-item menu-danger' : 'menu-item', tabindex: '-1',
    'data-testid': item.testid,
    on: {
      click: () => {
        closePopup();
        button.focus();
        item.run();
      },
    },
  }, h('span', {}, item.label), item.detail ? h('small', {}, item.detail) : null));
  const menu = h('div', {class: 'menu', role: 'menu', on: {keydown}}, rows);
  button.setAttribute('aria-expanded', 'true');
  openPopup(button, menu, {align, onClose: () => button.setAttribute('aria-expanded', 'false')});
  rows[0]?.focus();

  function keydown(event) {
    const at = rows.indexOf(document.activeElement);
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step) {
      rows[(at + step + rows.length) % rows.length]?.focus();
    } else if (event.key === 'Home') {
      rows[0]?.focus();
    } else if (event.key === 'End') {
      rows.at(-1)?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      closePopup();
      button.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}
