// What a person has typed and chosen in one surface (a view, or a message with inputs), apart from its DOM, so that
// news from the server never loses a word. Entries have the shape of Slack's view.state.values.

/** Types whose value is part of the state. */
const EMPTY = {
  plain_text_input: {value: null},
  number_input: {value: null},
  email_text_input: {value: null},
  url_text_input: {value: null},
  rich_text_input: {rich_text_value: null},
  static_select: {selected_option: null},
  external_select: {selected_option: null},
  users_select: {selected_user: null},
  conversations_select: {selected_conversation: null},
  channels_select: {selected_channel: null},
  multi_static_select: {selected_options: []},
  multi_external_select: {selected_options: []},
  multi_users_select: {selected_users: []},
  multi_conversations_select: {selected_conversations: []},
  multi_channels_select: {selected_channels: []},
  datepicker: {selected_date: null},
  timepicker: {selected_time: null},
  datetimepicker: {selected_date_time: null},
  checkboxes: {selected_options: []},
  radio_buttons: {selected_option: null},
  file_input: {files: []},
};

export const isStateful = (element) => Object.hasOwn(EMPTY, element?.type);

/** What an element holds before anybody touched it. */
export function initialEntry(element, context = {}) {
  const entry = {type: element.type, ...structuredClone(EMPTY[element.type] ?? {})};
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      entry.value = element.initial_value || null;
      break;
    case 'rich_text_input':
      entry.rich_text_value = element.initial_value ?? null;
      break;
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      entry.selected_option = element.initial_option ?? null;
      break;
    case 'users_select':
      entry.selected_user = element.initial_user ?? null;
      break;
    case 'conversations_select':
      entry.selected_conversation =
        element.initial_conversation ?? (element.default_to_current_conversation ? context.conversation ?? null : null);
      break;
    case 'channels_select':
      entry.selected_channel = element.initial_channel ?? null;
      break;
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      entry.selected_options = [...(element.initial_options ?? [])];
      break;
    case 'multi_users_select':
      entry.selected_users = [...(element.initial_users ?? [])];
      break;
    case 'multi_conversations_select':
      entry.selected_conversations = [...(element.initial_conversations ?? [])];
      break;
    case 'multi_channels_select':
      entry.selected_channels = [...(element.initial_channels ?? [])];
      break;
    case 'datepicker':
      entry.selected_date = element.initial_date ?? null;
      break;
    case 'timepicker':
      entry.selected_time = element.initial_time ?? null;
      if (element.timezone) {
        entry.timezone = element.timezone;
      }
      break;
    case 'datetimepicker':
      entry.selected_date_time = element.initial_date_time ?? null;
      break;
    default:
  }
  return entry;
}

/** The elements of a block that hold state, with the ids that name them. */
export function statefulElements(blocks) {
  const found = [];
  for (const [index, block] of (blocks ?? []).entries()) {
    const id = blockId(block, index);
    const inside = block.type === 'input' ? [block.element]
      : block.type === 'section' ? [block.accessory]
        : block.type === 'actions' ? block.elements ?? [] : [];
    for (const element of inside) {
      if (isStateful(element)) {
        found.push({block, blockId: id, element});
      }
    }
    if (block.type === 'container') {
      found.push(...statefulElements(block.child_blocks ?? block.blocks ?? []));
    }
  }
  return found;
}

export const blockId = (block, index) => block.block_id || `block-${index}`;

const isEmpty = (entry) =>
  Object.entries(entry).every(([name, value]) =>
    name === 'type' || name === 'timezone' || value === null || value === '' || (Array.isArray(value) && !value.length));

export class Form {
  #values = new Map();
  #heard = new Map();
  /** Faults that this page found, by block id. */
  faults = {};
  /** Blocks whose fault the person has answered by changing the field. */
  answered = new Set();

  constructor(context = {}) {
    this.context = context;
  }

  #key = (block, action) => `${block}\u0000${action}`;

  /** Takes over what the server remembers, for what isn't known here yet. */
  hear(values) {
    for (const [block, actions] of Object.entries(values ?? {})) {
      for (const [action, entry] of Object.entries(actions ?? {})) {
        this.#heard.set(this.#key(block, action), entry);
      }
    }
  }

  get(block, element) {
    const key = this.#key(block, element.action_id);
    const entry = this.#values.get(key) ?? this.#heard.get(key);
    return entry && entry.type === element.type ? entry : initialEntry(element, this.context);
  }

  set(block, element, part) {
    this.#values.set(this.#key(block, element.action_id), {...this.get(block, element), type: element.type, ...part});
    this.answered.add(block);
    delete this.faults[block];
  }

  restore(block, element, entry) {
    this.#values.set(this.#key(block, element.action_id), entry);
  }

  /** Slack's `state`: the entries of the elements that these blocks have now. */
  state(blocks) {
    const values = {};
    for (const {blockId: id, element} of statefulElements(blocks)) {
      values[id] ??= {};
      values[id][element.action_id] = this.get(id, element);
    }
    return {values};
  }

  /** What Slack's own client would refuse to send: `{block: words}`. */
  check(blocks) {
    const faults = {};
    for (const {block, blockId: id, element} of statefulElements(blocks)) {
      if (block.type !== 'input') {
        continue;
      }
      const entry = this.get(id, element);
      const words = isEmpty(entry) ? (block.optional ? null : 'Please complete this required field.') : wrong(element, entry);
      if (words) {
        faults[id] = words;
      }
    }
    return faults;
  }
}

function wrong(element, entry) {
  const value = entry.value;
  switch (element.type) {
    case 'plain_text_input': {
      const length = [...value].length;
      if (element.min_length && length < element.min_length) {
        return `Please write at least ${element.min_length} characters.`;
      }
      return element.max_length && length > element.max_length ? `Please write at most ${element.max_length} characters.` : null;
    }
    case 'email_text_input':
      return /^\S+@\S+\.\S+$/.test(value) ? null : 'Enter a valid email address.';
    case 'url_text_input':
      return /^https?:\/\/\S+\.?\S*$/i.test(value) ? null : 'Enter a valid URL.';
    case 'number_input': {
      const number = Number(value);
      if (!Number.isFinite(number)) {
        return 'Enter a number.';
      }
      if (!element.is_decimal_allowed && !Number.isInteger(number)) {
        return 'Enter a whole number.';
      }
      if (element.min_value !== undefined && number < Number(element.min_value)) {
        return `Enter a number that is at least ${element.min_value}.`;
      }
      return element.max_value !== undefined && number > Number(element.max_value)
        ? `Enter a number that is at most ${element.max_value}.` : null;
    }
    default:
      return null;
  }
}

const forms = new Map();

/** The form of a surface, made on first sight. */
export function formOf(key, context) {
  if (!forms.has(key)) {
    forms.set(key, new Form(context));
  }
  return forms.get(key);
}

/** Forgets the forms of views that are gone. */
export function keepForms(prefix, alive) {
  for (const key of forms.keys()) {
    if (key.startsWith(prefix) && !alive.has(key)) {
      forms.delete(key);
    }
  }
}
