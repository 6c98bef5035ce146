// One field for every kind of select: a combobox whose list narrows as one types, for one choice or several, with
// options at hand or asked for from the bot.

import {append, h, uid} from './dom.js';
import {icon} from './icons.js';
import {openPopup} from './popup.js';

/**
 * Makes a combobox. `load(query)` gives `[{key, label, description, group}]` or a promise of it; it throws when they
 * can't be had. `chosen`: the present choices in the same shape. `change(choices)` hears each change.
 */
export function combobox({
  label, placeholder, chosen, load, change, multiple = false, most = null, clearable = false, minimum = 0, remote = false, attributes = {},
}) {
  let choices = [...chosen];
  let options = [];
  let active = -1;
  let popup = null;
  let asked = 0;
  let timer = null;
  const listId = uid('options');
  const list = h('div', {class: 'options', role: 'listbox', id: listId, 'aria-label': label ?? placeholder,
    'aria-multiselectable': multiple ? 'true' : null, on: {pointerdown: (event) => event.preventDefault()}});
  const input = h('input', {
    type: 'text', class: 'combo-input', role: 'combobox', autocomplete: 'off', spellcheck: 'false',
    'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': listId, 'aria-label': label ?? null,
    placeholder: placeholder || 'Choose an option', ...attributes,
    on: {
      click: () => open(),
      focus: () => !multiple && input.select(),
      input: () => open(true),
      keydown,
      blur: () => setTimeout(() => {
        if (document.activeElement !== input) {
          popup?.close();
          settle();
        }
      }, 0),
    },
  });
  const chips = multiple ? h('span', {class: 'chips'}) : null;
  const clear = h('button', {type: 'button', class: 'combo-clear', tabindex: '-1', 'aria-label': 'Clear', hidden: true,
    on: {click: () => choose([])}}, icon('close', 14));
  const node = h('div', {class: multiple ? 'combo combo-multi' : 'combo', on: {
    click: (event) => {
      if (event.target === node || event.target.closest('.combo-arrow')) {
        input.focus();
        open();
      }
    },
  }}, chips, input, clear, h('span', {class: 'combo-arrow'}, icon('chevron', 16)));
  settle();
  return node;

  /** Shows the present choices in the field. */
  function settle() {
    if (multiple) {
      chips.replaceChildren(...choices.map((each) => h('span', {class: 'chip'}, h('bdi', {}, each.label),
        h('button', {type: 'button', class: 'chip-remove', 'aria-label': `Remove ${each.label}`,
          on: {click: () => choose(choices.filter((other) => other.key !== each.key))}}, icon('close', 12)))));
      input.value = '';
      input.placeholder = choices.length ? '' : placeholder || 'Choose options';
    } else {
      input.value = choices[0]?.label ?? '';
    }
    clear.hidden = multiple || !clearable || choices.length === 0;
  }

  function choose(next) {
    choices = next;
    change(choices);
    settle();
    if (popup?.isOpen()) {
      draw();
      popup.place();
    }
  }

  function open(typed = false) {
    if (input.getAttribute('aria-disabled') === 'true') {
      return;
    }
    if (!popup?.isOpen()) {
      popup = openPopup(node, list, {width: 'anchor', onClose: () => {
        input.setAttribute('aria-expanded', 'false');
        input.removeAttribute('aria-activedescendant');
        active = -1;
      }});
      input.setAttribute('aria-expanded', 'true');
    }
    const query = typed || (multiple && input.value) ? input.value.trim() : '';
    ask(query);
  }

  function ask(query) {
    clearTimeout(timer);
    asked += 1;
    const number = asked;
    if ([...query].length < minimum) {
      say(`Type at least ${minimum} ${minimum === 1 ? 'letter' : 'letters'} to search`);
      return;
    }
    if (!remote) {
      show(load(query));
      return;
    }
    say('Searching …');
    timer = setTimeout(async () => {
      try {
        const found = await load(query);
        if (number === asked && popup?.isOpen()) {
          show(found);
        }
      } catch (problem) {
        if (number === asked && popup?.isOpen()) {
          say(problem.message || 'The options could not be loaded.');
        }
      }
    }, 180);
  }

  function show(found) {
    options = found;
    active = options.findIndex((each) => !multiple && each.key === choices[0]?.key);
    if (active < 0 && options.length) {
      active = 0;
    }
    draw();
    popup?.place();
  }

  function say(words) {
    options = [];
    active = -1;
    list.replaceChildren(h('div', {class: 'options-note', role: 'presentation'}, words));
    popup?.place();
  }

  function draw() {
    if (!options.length) {
      list.replaceChildren(h('div', {class: 'options-note', role: 'presentation'}, 'Nothing found'));
      return;
    }
    let group = null;
    const rows = [];
    options.forEach((each, index) => {
      if (each.group && each.group !== group) {
        rows.push(h('div', {class: 'options-group', role: 'presentation'}, each.group));
      }
      group = each.group ?? null;
      const selected = choices.some((other) => other.key === each.key);
      rows.push(h('div', {
        class: index === active ? 'option option-active' : 'option', role: 'option', id: `${listId}-${index}`,
        'aria-selected': String(selected), 'data-key': each.key,
        on: {click: () => pick(index), pointermove: () => index !== active && mark(index)},
      }, h('span', {class: 'option-words'}, h('bdi', {}, each.label), each.description ? h('small', {}, each.description) : null),
      selected ? icon('check', 16) : null));
    });
    append(list, []);
    list.replaceChildren(...rows);
    mark(active, true);
  }

  function mark(index, scroll = false) {
    active = index;
    for (const row of list.querySelectorAll('.option')) {
      row.classList.toggle('option-active', row.id === `${listId}-${index}`);
    }
    if (index >= 0) {
      input.setAttribute('aria-activedescendant', `${listId}-${index}`);
      if (scroll) {
        list.querySelector('.option-active')?.scrollIntoView({block: 'nearest'});
      }
    }
  }

  function pick(index) {
    const option = options[index];
    if (!option) {
      return;
    }
    if (!multiple) {
      popup?.close();
      if (option.key !== choices[0]?.key) {
        choose([option]);
      } else {
        settle();
      }
      input.focus();
      return;
    }
    const has = choices.some((each) => each.key === option.key);
    if (!has && most && choices.length >= most) {
      say(`At most ${most} can be chosen`);
      return;
    }
    choose(has ? choices.filter((each) => each.key !== option.key) : [...choices, option]);
    input.focus();
  }

  function keydown(event) {
    const isOpen = popup?.isOpen();
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        if (!isOpen) {
          open();
        } else if (options.length) {
          mark((active + (event.key === 'ArrowDown' ? 1 : -1) + options.length) % options.length, true);
        }
        break;
      case 'Enter':
        if (isOpen && !event.ctrlKey && !event.metaKey) {
          event.preventDefault();
          event.stopPropagation();
          pick(active);
        }
        break;
      case 'Escape':
        if (isOpen) {
          event.preventDefault();
          event.stopPropagation();
          popup.close();
          settle();
        }
        break;
      case 'Backspace':
        if (multiple && input.value === '' && choices.length) {
          choose(choices.slice(0, -1));
        }
        break;
      default:
    }
  }
}

/** Narrows options at hand by what was typed. */
export function narrow(options, query) {
  const words = query.toLocaleLowerCase();
  return words === '' ? options
    : options.filter((each) => `${each.label} ${each.description ?? ''}`.toLocaleLowerCase().includes(words));
}
