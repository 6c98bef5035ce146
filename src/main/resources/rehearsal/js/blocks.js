// Block Kit's blocks. `surface`: `{key, kind, target, form, blocks}`; `kind` is message, modal or home.

import {append, h, patchList, uid} from './dom.js';
import {drawElement} from './elements.js';
import {blockId, isStateful} from './form.js';
import {dispatcher} from './dispatch.js';
import {icon} from './icons.js';
import {link} from './inline.js';
import {markdown} from './markdown.js';
import {picture} from './picture.js';
import {richText} from './richtext.js';
import {epoch} from './epoch.js';
import {plain, rich} from './text.js';

/** Longer texts fold, as in Slack, unless the section says `expand`. */
const FOLD_AT = 700;

/** Brings `parent` in line with these blocks, keeping every block that has not changed. */
export function patchBlocks(parent, blocks, surface) {
  patchList(parent, blocks ?? [], {
    key: (block, index) => `${block.type}:${blockId(block, index)}`,
    print: (block) => `${JSON.stringify(block)}|${epoch()}`,
    render: (block, index) => drawBlock(block, blockId(block, index), surface),
  });
}

export function drawBlock(block, id, surface) {
  let node;
  try {
    node = (DRAW[block?.type] ?? unknown)(block, id, surface);
  } catch (problem) {
    console.warn('A block could not be drawn', block?.type, problem);
    node = unknown(block);
  }
  node.classList.add('block', `block-${String(block?.type ?? 'unknown').replace(/[^\w]/g, '-')}`);
  node.dataset.blockId = id;
  return node;
}

/** What an element needs to know of where it stands. */
function placeOf(block, id, surface, more = {}) {
  const send = dispatcher(surface, id);
  return {surface, form: surface.form, blockId: id, target: surface.target, input: false, dispatches: true, dispatch: send, ...more};
}

const DRAW = {
  section(block, id, surface) {
    const text = block.text ? h('div', {class: 'section-text'}, rich(block.text)) : null;
    const body = h('div', {class: 'section-body'}, text && folded(text, block),
      block.fields?.length ? h('div', {class: 'fields'}, block.fields.map((each) => h('div', {class: 'fact'}, rich(each)))) : null);
    const accessory = block.accessory
      ? h('div', {class: isStateful(block.accessory) ? 'accessory accessory-field' : 'accessory'},
        drawElement(block.accessory, placeOf(block, id, surface))) : null;
    return h('div', {class: 'section'}, body, accessory);
  },

  header: (block) => h('h3', {class: 'header-block'}, plain(block.text)),

  divider: () => h('hr', {class: 'divider'}),

  context: (block) => h('div', {class: 'context'}, (block.elements ?? []).map((each) =>
    (each.type === 'image' ? picture(each, 'context-image') : h('span', {class: 'context-text'}, rich(each))))),

  actions: (block, id, surface) => h('div', {class: 'actions'},
    (block.elements ?? []).map((each) => drawElement(each, placeOf(block, id, surface)))),

  context_actions: (block, id, surface) => h('div', {class: 'actions actions-quiet'},
    (block.elements ?? []).map((each) => drawElement(each, placeOf(block, id, surface)))),

  image: (block) => h('figure', {class: 'figure'},
    block.title ? h('figcaption', {}, plain(block.title)) : null, picture(block, 'figure-image')),

  rich_text: (block) => richText(block),

  markdown: (block) => markdown(block.text),

  input(block, id, surface) {
    const labelId = uid('label');
    const hintId = uid('hint');
    const faultId = uid('fault');
    const element = block.element ?? {};
    const place = placeOf(block, id, surface, {
      input: true, dispatches: block.dispatch_action === true, labelId, required: !block.optional,
      describedBy: `${faultId}${block.hint ? ` ${hintId}` : ''}`, touched: () => surface.touched?.(id),
    });
    return h('div', {class: 'field', 'data-testid': `input-${id}`},
      h('div', {class: 'label', id: labelId}, plain(block.label),
        block.optional ? h('span', {class: 'optional'}, ' (optional)') : null),
      drawElement(element, place),
      h('div', {class: 'fault', id: faultId, 'data-fault': id, 'data-testid': `fault-${id}`, role: 'alert', hidden: true}),
      block.hint ? h('div', {class: 'hint-text', id: hintId}, plain(block.hint)) : null);
  },

  table(block) {
    const [head, ...rows] = block.rows ?? [];
    return tableNode('Table', head ?? [], rows, block.column_settings);
  },

  data_table(block) {
    const [head, ...rows] = block.rows ?? [];
    const caption = typeof block.caption === 'string' ? block.caption : plain(block.caption);
    const size = block.page_size ?? 5;
    const holder = h('div', {class: 'data-table'});
    let page = 0;
    const pages = Math.max(1, Math.ceil(rows.length / size));
    const draw = () => {
      holder.replaceChildren(
        caption ? h('div', {class: 'table-caption'}, caption) : '',
        tableNode(caption || 'Table', head ?? [], rows.slice(page * size, (page + 1) * size), block.column_settings,
          block.row_header_column_index ?? 0),
        pages > 1 ? h('div', {class: 'pager'},
          turn('Previous', page === 0, -1), h('span', {}, `${page + 1} of ${pages}`), turn('Next', page === pages - 1, 1)) : '');
    };
    const turn = (words, end, step) => h('button', {type: 'button', class: 'button button-small', disabled: end,
      on: {click: () => {
        page += step;
        draw();
      }}}, words);
    draw();
    return holder;
  },

  container(block, id, surface) {
    const blocks = block.child_blocks ?? block.blocks ?? [];
    const inner = h('div', {class: 'container-body'}, blocks.map((each, index) => drawBlock(each, blockId(each, index), surface)));
    const title = [h('span', {class: 'container-title'}, words(block.title)),
      block.subtitle ? h('small', {}, words(block.subtitle)) : null];
    if (!block.is_collapsible) {
      return h('section', {class: 'container'}, h('div', {class: 'container-head'}, title), inner);
    }
    return h('details', {class: 'container', open: !block.default_collapsed},
      h('summary', {class: 'container-head'}, icon('chevron', 16), title), inner);
  },

  alert: (block) => h('div', {class: `alert alert-${['info', 'warning', 'error', 'success'].includes(block.level) ? block.level : 'default'}`,
    role: 'note'}, icon({warning: 'warn', error: 'warn', success: 'check'}[block.level] ?? 'info', 18), h('div', {}, words(block.text))),

  card: (block, id, surface) => h('article', {class: 'card'},
    block.hero_image ? picture(block.hero_image, 'card-hero') : null,
    h('div', {class: 'card-title'}, block.icon ? picture(block.icon, 'context-image') : null, words(block.title)),
    block.subtitle ? h('div', {class: 'card-subtitle'}, words(block.subtitle)) : null,
    block.body ? h('div', {class: 'card-body'}, words(block.body)) : null,
    block.subtext ? h('small', {}, words(block.subtext)) : null,
    block.actions?.length ? h('div', {class: 'actions'}, block.actions.map((each) => drawElement(each, placeOf(block, id, surface)))) : null),

  carousel: (block, id, surface) => h('div', {class: 'carousel', tabindex: '0', role: 'group', 'aria-label': 'Cards'},
    (block.elements ?? []).map((each) => DRAW.card(each, id, surface))),

  video: (block) => h('figure', {class: 'figure'}, h('figcaption', {}, plain(block.title)),
    h('div', {class: 'picture-missing'}, icon('file', 18), h('span', {}, block.alt_text ?? 'Video'),
      block.title_url || block.video_url ? link(block.title_url ?? block.video_url, 'Watch') : null)),

  plan: (block) => h('section', {class: 'container'},
    h('div', {class: 'container-head'}, h('span', {class: 'container-title'}, words(block.title))),
    h('div', {class: 'container-body'}, (block.tasks ?? []).map(task))),

  task_card: (block) => task(block),

  file: (block) => h('div', {class: 'unsupported'}, icon('file', 16), `File ${block.external_id ?? ''}`),
};

const TASK = {pending: 'Waiting', in_progress: 'In progress', complete: 'Done', error: 'Failed'};

const task = (each) => h('div', {class: 'task'}, h('span', {class: `pill pill-${each.status ?? 'pending'}`}, TASK[each.status] ?? 'Waiting'),
  h('span', {}, words(each.title)));

function words(value) {
  return typeof value === 'string' ? value : rich(value);
}

function unknown(block) {
  return h('div', {class: 'unsupported', role: 'note'}, icon('info', 16),
    `A “${String(block?.type ?? 'nameless').slice(0, 40)}” block, which the rehearsal does not draw`);
}

/** A long text shows its beginning and a button for the rest. */
function folded(node, block) {
  if (block.expand || (block.text?.text?.length ?? 0) <= FOLD_AT) {
    return node;
  }
  node.classList.add('folded');
  const more = h('button', {type: 'button', class: 'see-more', 'aria-expanded': 'false', on: {
    click: () => {
      const open = node.classList.toggle('unfolded');
      more.textContent = open ? 'See less' : 'See more';
      more.setAttribute('aria-expanded', String(open));
    },
  }}, 'See more');
  return [node, more];
}

function cell(content) {
  if (content === null || content === undefined) {
    return '';
  }
  if (typeof content !== 'object') {
    return String(content);
  }
  if (content.type === 'rich_text') {
    return richText(content);
  }
  return content.text === undefined ? String(content.value ?? '') : words(content.text);
}

function tableNode(name, head, rows, settings = [], rowHead = -1) {
  const look = (index) => {
    const align = settings?.[index]?.align;
    return ['center', 'right'].includes(align) ? `cell-${align}` : null;
  };
  const body = rows.map((row) => append(h('tr'), (row ?? []).map((each, index) => (index === rowHead
    ? h('th', {scope: 'row', class: look(index)}, cell(each)) : h('td', {class: look(index)}, cell(each))))));
  return h('div', {class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': name},
    h('table', {class: 'table'},
      h('thead', {}, h('tr', {}, head.map((each, index) => h('th', {scope: 'col', class: look(index)}, cell(each))))),
      h('tbody', {}, body)));
}
