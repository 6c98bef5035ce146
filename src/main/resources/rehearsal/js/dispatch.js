// Sends what a person did with an element: confirmation first, one act at a time per surface.

import {confirmed} from './confirm.js';
import {act, changed, store} from './store.js';

/** A function that sends clicks of the elements of one block of a surface. */
export function dispatcher(surface, blockId) {
  return async (element, payload, undo = null) => {
    if (store.busy.has(surface.key)) {
      undo?.();
      surface.redraw?.();
      return;
    }
    if (!(await confirmed(element.confirm))) {
      if (undo) {
        undo();
        surface.redraw?.();
      }
      return;
    }
    if (element.url && /^https?:/i.test(element.url)) {
      window.open(element.url, '_blank', 'noopener,noreferrer');
    }
    store.working = `${blockId}/${element.action_id}`;
    await act({
      type: 'click', ...surface.target, block_id: blockId, action_id: element.action_id, ...payload,
      state: surface.form.state(surface.blocks()),
    }, {busy: surface.key});
    store.working = null;
    changed();
  };
}

/** Shows a surface whose act is under way: its buttons are inert, the one that was pressed turns. */
export function showBusy(root, key) {
  const busy = store.busy.has(key);
  if ((root.getAttribute('aria-busy') === 'true') !== busy) {
    root.setAttribute('aria-busy', String(busy));
  }
  for (const button of root.querySelectorAll('button.button')) {
    if (busy !== (button.dataset.inert === 'true')) {
      if (busy) {
        button.dataset.inert = 'true';
        button.setAttribute('aria-disabled', 'true');
      } else {
        delete button.dataset.inert;
        button.removeAttribute('aria-disabled');
      }
    }
    button.classList.toggle('working', busy && Boolean(store.working) && button.dataset.focusKey === store.working);
  }
}
