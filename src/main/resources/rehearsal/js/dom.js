// Builds and patches DOM nodes. The whole page is made with these functions: content from messages only ever
// becomes text nodes and checked attributes, never markup.

let counter = 0;

/** An id that is unique in this page, for aria references. */
export function uid(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

/**
 * Makes an element. `props`: `class`, `on: {event: listener}`, anything else is an attribute; null and false are
 * left out, true becomes an empty attribute. Children may be nodes, strings, nested arrays, null or false.
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value)) {
        node.addEventListener(event, listener);
      }
    } else {
      node.setAttribute(name === 'class' ? 'class' : name, value === true ? '' : String(value));
    }
  }
  append(node, children);
  return node;
}

/** Appends nodes and strings, however nested. */
export function append(parent, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) {
      continue;
    }
    parent.append(child);
  }
  return parent;
}

export function setHidden(node, hidden) {
  if (node.hidden !== hidden) {
    node.hidden = hidden;
  }
}

export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

export function setAttr(node, name, value) {
  if (value === null || value === undefined || value === false) {
    if (node.hasAttribute(name)) {
      node.removeAttribute(name);
    }
  } else if (node.getAttribute(name) !== String(value)) {
    node.setAttribute(name, String(value));
  }
}

/**
 * Brings the children of `parent` in line with `items`, touching only what changed: a child whose key and fingerprint
 * are the same stays the very same node, so that typed text, focus and caret survive. Focus inside a replaced child
 * moves to the element with the same `data-focus-key` in its successor.
 */
export function patchList(parent, items, {key, print, render}) {
  const present = new Map();
  for (const child of [...parent.children]) {
    if (child.patchKey === undefined || present.has(child.patchKey)) {
      child.remove();
    } else {
      present.set(child.patchKey, child);
    }
  }
  const used = new Set();
  let place = parent.firstElementChild;
  items.forEach((item, index) => {
    let itemKey = key(item, index);
    while (used.has(itemKey)) {
      itemKey = `${itemKey}+`;
    }
    used.add(itemKey);
    const fingerprint = print(item, index);
    const old = present.get(itemKey);
    let node = old;
    if (!old || old.patchPrint !== fingerprint) {
      node = render(item, index);
      node.patchKey = itemKey;
      node.patchPrint = fingerprint;
      if (old) {
        const focus = focusIn(old);
        if (place === old) {
          place = node;
        }
        old.replaceWith(node);
        refocus(node, focus);
        present.set(itemKey, node);
      }
    }
    if (node !== place) {
      parent.insertBefore(node, place);
    } else {
      place = place.nextElementSibling;
    }
  });
  for (const [itemKey, node] of present) {
    if (!used.has(itemKey)) {
      node.remove();
    }
  }
}

function focusIn(node) {
  const active = document.activeElement;
  if (!active || !node.contains(active)) {
    return null;
  }
  let caret = null;
  try {
    caret = [active.selectionStart, active.selectionEnd];
  } catch {
    caret = null;
  }
  return {key: active.dataset.focusKey, caret};
}

function refocus(node, focus) {
  if (!focus || !focus.key) {
    return;
  }
  const successor = [...node.querySelectorAll('[data-focus-key]')].find((each) => each.dataset.focusKey === focus.key);
  if (!successor) {
    return;
  }
  successor.focus({preventScroll: true});
  if (focus.caret && focus.caret[0] !== null && focus.caret[0] !== undefined) {
    try {
      successor.setSelectionRange(focus.caret[0], focus.caret[1]);
    } catch {
      // Date and number fields have no caret to restore.
    }
  }
}

/** What Tab can reach inside a node, in order. */
export function focusable(node) {
  const all = node.querySelectorAll(
    'a[href], button, input, textarea, select, summary, [tabindex]:not([tabindex="-1"])');
  return [...all].filter((each) => !each.disabled && each.tabIndex >= 0 && each.getClientRects().length > 0);
}
