// Block Kit's interactive elements. Each draws itself from the form of its surface and tells it of each change.

import {h, uid} from './dom.js';
import {api} from './api.js';
import {conversations, people, person, conversation, store, zone} from './store.js';
import {fromLocal, toLocal} from './time.js';
import {icon} from './icons.js';
import {openMenu} from './menu.js';
import {combobox, narrow} from './select.js';
import {plain, rich} from './text.js';
import {picture} from './picture.js';

/**
 * Draws an element. `place`: `{surface, form, blockId, input, dispatches, label, dispatch, target}`; `dispatch(element,
 * payload)` sends a click, `input` says that it stands in an input block, `dispatches` whether changes are sent.
 */
export function drawElement(element, place) {
  const draw = DRAW[element?.type];
  if (!draw) {
    return element?.type === 'image' ? picture(element, 'element-image')
      : h('span', {class: 'unsupported'}, `(${element?.type ?? 'nothing'}: not shown here)`);
  }
  const node = draw(element, place);
  node.classList.add('element');
  node.dataset.actionId ??= element.action_id ?? '';
  return node;
}

/** The attributes by which tests and screen readers find a field. */
function field(element, place) {
  return {
    'data-focus-key': `${place.blockId}/${element.action_id}`,
    'data-testid': `field-${element.action_id}`,
    'data-field': element.action_id,
    'aria-label': place.labelId ? null : plain(element.placeholder) || element.action_id,
    'aria-labelledby': place.labelId,
    'aria-describedby': place.describedBy,
    'aria-required': place.required ? 'true' : null,
  };
}

/** Records a change and, where the element is meant to, sends it. */
function changedTo(element, place, part) {
  const before = place.form.get(place.blockId, element);
  place.form.set(place.blockId, element, part);
  place.touched?.();
  if (place.dispatches) {
    place.dispatch(element, part, () => place.form.restore(place.blockId, element, before));
  }
}

const DRAW = {
  button(element, place) {
    const look = {primary: 'button button-primary', danger: 'button button-danger'}[element.style] ?? 'button';
    return h('button', {
      type: 'button', class: look, 'data-action-id': element.action_id ?? '', 'data-value': element.value,
      'data-focus-key': `${place.blockId}/${element.action_id}`, 'data-testid': `button-${element.action_id}`,
      'aria-label': element.accessibility_label ?? null, title: element.url ?? null,
      on: {
        click: (event) => place.dispatch(element, {value: element.value ?? null}, null, event.currentTarget),
      },
    }, h('span', {class: 'button-words'}, plain(element.text)));
  },

  overflow(element, place) {
    return h('button', {
      type: 'button', class: 'button button-icon', 'aria-label': 'More actions', 'aria-haspopup': 'menu', 'aria-expanded': 'false',
      'data-testid': `overflow-${element.action_id}`, 'data-focus-key': `${place.blockId}/${element.action_id}`,
      on: {
        click: (event) => openMenu(event.currentTarget, (element.options ?? []).map((option) => ({
          label: plain(option.text), detail: plain(option.description),
          run: () => place.dispatch({...element, url: option.url}, {selected_option: option}),
        }))),
      },
    }, icon('more', 18));
  },

  plain_text_input(element, place) {
    const entry = place.form.get(place.blockId, element);
    const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
    const multiline = element.multiline === true;
    const count = element.max_length
      ? h('span', {class: 'count', 'aria-hidden': 'true'}, '') : null;
    const recount = () => {
      if (count) {
        const left = element.max_length - [...input.value].length;
        count.textContent = left <= 100 ? String(left) : '';
        count.classList.toggle('count-over', left < 0);
      }
    };
    let timer = null;
    const input = h(multiline ? 'textarea' : 'input', {
      class: multiline ? 'input input-multi' : 'input', rows: multiline ? '4' : null, type: multiline ? null : 'text', dir: 'auto',
      placeholder: plain(element.placeholder) || null, autocomplete: 'off', ...field(element, place),
      on: {
        input: () => {
          const part = {value: input.value === '' ? null : input.value};
          recount();
          if (place.dispatches && triggers.includes('on_character_entered')) {
            place.form.set(place.blockId, element, part);
            place.touched?.();
            clearTimeout(timer);
            timer = setTimeout(() => place.dispatch(element, {value: input.value}), 400);
          } else {
            place.form.set(place.blockId, element, part);
            place.touched?.();
          }
        },
        keydown: (event) => {
          if (event.key === 'Enter' && !multiline && !event.ctrlKey && !event.metaKey && place.dispatches
              && triggers.includes('on_enter_pressed')) {
            event.preventDefault();
            place.dispatch(element, {value: input.value});
          }
        },
      },
    });
    input.value = entry.value ?? '';
    recount();
    return count ? h('div', {class: 'counted'}, input, count) : h('div', {}, input);
  },

  number_input: (element, place) => textual(element, place, {type: 'text', inputmode: element.is_decimal_allowed ? 'decimal' : 'numeric',
    class: 'input input-short'}),
  email_text_input: (element, place) => textual(element, place, {type: 'email', inputmode: 'email', class: 'input'}),
  url_text_input: (element, place) => textual(element, place, {type: 'url', inputmode: 'url', class: 'input', placeholder: 'https://'}),

  rich_text_input(element, place) {
    const entry = place.form.get(place.blockId, element);
    const input = h('textarea', {
      class: 'input input-multi', rows: String(Math.max(3, element.min_lines ?? 3)), dir: 'auto',
      placeholder: plain(element.placeholder) || null, ...field(element, place),
      on: {input: () => changedTo(element, {...place, dispatches: false}, {rich_text_value: toRichText(input.value)})},
    });
    input.value = fromRichText(entry.rich_text_value);
    return h('div', {}, input);
  },

  file_input: () => h('div', {class: 'unsupported', role: 'note'}, icon('file', 16),
    'Files can’t be attached in the rehearsal. In Slack this field takes them.'),

  static_select: (element, place) => select(element, place, optionSource(element)),
  multi_static_select: (element, place) => select(element, place, optionSource(element)),
  external_select: (element, place) => select(element, place, remoteSource(element, place)),
  multi_external_select: (element, place) => select(element, place, remoteSource(element, place)),
  users_select: (element, place) => select(element, place, userSource()),
  multi_users_select: (element, place) => select(element, place, userSource()),
  channels_select: (element, place) => select(element, place, conversationSource(element, true)),
  multi_channels_select: (element, place) => select(element, place, conversationSource(element, true)),
  conversations_select: (element, place) => select(element, place, conversationSource(element, false)),
  multi_conversations_select: (element, place) => select(element, place, conversationSource(element, false)),

  datepicker(element, place) {
    const entry = place.form.get(place.blockId, element);
    return temporal(element, place, {type: 'date'}, entry.selected_date ?? '',
      (value) => ({selected_date: value || null}), (value) => !value || value >= '1900-01-01');
  },

  timepicker(element, place) {
    const entry = place.form.get(place.blockId, element);
    const note = element.timezone ? element.timezone : null;
    return temporal(element, place, {type: 'time'}, entry.selected_time ?? '',
      (value) => ({selected_time: value || null}), () => true, note);
  },

  datetimepicker(element, place) {
    const entry = place.form.get(place.blockId, element);
    const tz = zone();
    const value = entry.selected_date_time ? toLocal(entry.selected_date_time * 1000, tz) : '';
    return temporal(element, place, {type: 'datetime-local'}, value, (reading) => {
      const at = fromLocal(reading, tz);
      return {selected_date_time: at === null ? null : Math.floor(at / 1000)};
    }, (reading) => !reading || reading >= '1900', tz.replaceAll('_', ' '));
  },

  checkboxes(element, place) {
    const group = h('div', {class: 'choices', role: 'group', ...field(element, place)});
    const selected = () => place.form.get(place.blockId, element).selected_options ?? [];
    for (const option of element.options ?? []) {
      const box = h('input', {
        type: 'checkbox', value: option.value, 'data-focus-key': `${place.blockId}/${element.action_id}/${option.value}`,
        on: {
          change: () => {
            const others = selected().filter((each) => each.value !== option.value);
            const next = box.checked ? [...others, option] : others;
            const order = (element.options ?? []).map((each) => each.value);
            next.sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
            changedTo(element, place, {selected_options: next});
          },
        },
      });
      box.checked = selected().some((each) => each.value === option.value);
      group.append(choice(box, option));
    }
    return group;
  },

  radio_buttons(element, place) {
    const group = h('div', {class: 'choices', role: 'radiogroup', ...field(element, place)});
    const name = uid('radio');
    const chosen = place.form.get(place.blockId, element).selected_option?.value;
    for (const option of element.options ?? []) {
      const box = h('input', {
        type: 'radio', name, value: option.value, 'data-focus-key': `${place.blockId}/${element.action_id}/${option.value}`,
        on: {change: () => changedTo(element, place, {selected_option: option})},
      });
      box.checked = chosen === option.value;
      group.append(choice(box, option));
    }
    return group;
  },

  feedback_buttons(element, place) {
    const one = (button, name) => button && h('button', {
      type: 'button', class: 'button button-quiet', 'aria-label': button.accessibility_label ?? plain(button.text),
      on: {click: () => place.dispatch(element, {value: button.value ?? null})},
    }, icon(name, 16), plain(button.text));
    return h('span', {class: 'feedback'}, one(element.positive_button, 'up'), one(element.negative_button, 'down'));
  },

  icon_button(element, place) {
    if (element.visible_to_user_ids?.length && !element.visible_to_user_ids.includes(store.me)) {
      return h('span', {hidden: true});
    }
    return h('button', {
      type: 'button', class: 'button button-quiet', 'data-testid': `button-${element.action_id}`,
      on: {click: () => place.dispatch(element, {value: element.value ?? null})},
    }, icon(element.icon === 'trash' ? 'trash' : 'spark', 16), plain(element.text));
  },

  workflow_button: (element) => h('button', {type: 'button', class: 'button', 'aria-disabled': 'true',
    title: 'Workflows do not run in the rehearsal'}, plain(element.text)),
};

function choice(box, option) {
  return h('label', {class: 'choice'}, box,
    h('span', {class: 'choice-words'}, h('span', {class: 'choice-text'}, rich(option.text)),
      option.description ? h('small', {class: 'choice-detail'}, rich(option.description)) : null));
}

function textual(element, place, attributes) {
  const entry = place.form.get(place.blockId, element);
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  const input = h('input', {
    autocomplete: 'off', ...attributes, ...field(element, place),
    placeholder: plain(element.placeholder) || attributes.placeholder || null,
    on: {
      input: () => {
        place.form.set(place.blockId, element, {value: input.value.trim() === '' ? null : input.value.trim()});
        place.touched?.();
      },
      keydown: (event) => {
        if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && place.dispatches && triggers.includes('on_enter_pressed')) {
          event.preventDefault();
          place.dispatch(element, {value: input.value});
        }
      },
    },
  });
  input.value = entry.value ?? '';
  return h('div', {}, input);
}

function temporal(element, place, attributes, value, toPart, isWhole, note = null) {
  let timer = null;
  const send = () => {
    clearTimeout(timer);
    if (isWhole(input.value)) {
      changedTo(element, place, toPart(input.value));
    }
  };
  const input = h('input', {
    class: 'input input-date', ...attributes, ...field(element, place),
    on: {
      change: () => {
        if (!place.dispatches) {
          send();
          return;
        }
        // A date typed by keyboard changes with each digit; only the settled one is sent.
        clearTimeout(timer);
        timer = setTimeout(send, 500);
      },
      blur: () => timer && send(),
    },
  });
  input.value = value;
  return h('div', {class: 'dated'}, input, note ? h('small', {class: 'zone'}, note) : null);
}

// ------------------------------------------------------------------ selects

const fromOption = (option, group) => ({
  key: option.value, label: plain(option.text), description: plain(option.description) || null, group, raw: option,
});

function optionSource(element) {
  const all = element.option_groups
    ? element.option_groups.flatMap((group) => (group.options ?? []).map((each) => fromOption(each, plain(group.label))))
    : (element.options ?? []).map((each) => fromOption(each));
  return {
    load: (query) => narrow(all, query),
    chosen: (entry) => (entry.selected_options ?? (entry.selected_option ? [entry.selected_option] : [])).map((each) => fromOption(each)),
    part: (choices, many) => (many ? {selected_options: choices.map((each) => each.raw)} : {selected_option: choices[0]?.raw ?? null}),
  };
}

function remoteSource(element, place) {
  return {
    ...optionSource({options: []}),
    remote: true,
    minimum: element.min_query_length ?? 3,
    load: async (query) => {
      let answer;
      try {
        answer = await api.act({
          as: store.me, type: 'options', ...place.target, block_id: place.blockId, action_id: element.action_id, query,
        });
      } catch {
        throw new Error('The options could not be loaded: no answer.');
      }
      if (answer.ok === false) {
        throw new Error(`The options could not be loaded: ${answer.error}`);
      }
      return answer.option_groups
        ? answer.option_groups.flatMap((group) => (group.options ?? []).map((each) => fromOption(each, plain(group.label))))
        : (answer.options ?? []).map((each) => fromOption(each));
    },
  };
}

function idSource(all, name, one, many) {
  return {
    load: (query) => narrow(all(), query),
    chosen: (entry) => (entry[many] ?? (entry[one] ? [entry[one]] : [])).map((id) => all().find((each) => each.key === id)
      ?? {key: id, label: name(id)}),
    part: (choices, multiple) => (multiple ? {[many]: choices.map((each) => each.key)} : {[one]: choices[0]?.key ?? null}),
  };
}

const userSource = () => idSource(
  () => people().filter((each) => !each.deactivated).map((each) => ({key: each.id, label: each.real_name || each.name, description: each.title})),
  (id) => person(id)?.real_name ?? id, 'selected_user', 'selected_users');

function conversationSource(element, channelsOnly) {
  const include = element.filter?.include;
  const kinds = (each) => (each.kind === 'im' ? 'im' : each.private ? 'private' : 'public');
  const fits = (each) => (channelsOnly ? each.kind === 'channel' && !each.private : !include || include.includes(kinds(each)));
  const source = idSource(
    () => conversations().filter(fits).map((each) => ({key: each.id, label: each.kind === 'im' ? each.name : `#${each.name}`})),
    (id) => conversation(id)?.name ?? id,
    channelsOnly ? 'selected_channel' : 'selected_conversation', channelsOnly ? 'selected_channels' : 'selected_conversations');
  return source;
}

function select(element, place, source) {
  const multiple = element.type.startsWith('multi_');
  const attributes = field(element, place);
  const label = attributes['aria-label'];
  delete attributes['aria-label'];
  const node = combobox({
    label,
    placeholder: plain(element.placeholder),
    chosen: source.chosen(place.form.get(place.blockId, element)),
    load: source.load,
    remote: source.remote,
    minimum: source.minimum ?? 0,
    multiple,
    most: element.max_selected_items ?? null,
    clearable: place.input && !place.required,
    attributes,
    change: (choices) => changedTo(element, place, source.part(choices, multiple)),
  });
  return node;
}

// ------------------------------------------------------------------ rich text, as plain words

function toRichText(words) {
  return words.trim() === '' ? null
    : {type: 'rich_text', elements: [{type: 'rich_text_section', elements: [{type: 'text', text: words}]}]};
}

function fromRichText(value) {
  const words = (element) => element.text ?? element.url ?? (element.elements ?? []).map(words).join(element.type === 'rich_text_list' ? '\n' : '');
  return (value?.elements ?? []).map(words).join('\n');
}
