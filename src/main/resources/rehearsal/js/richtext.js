// Slack's rich_text block: sections, lists, quotes, preformatted text, and their inline elements.

import {append, h} from './dom.js';
import {broadcast, channelMention, dateNode, emojiNode, groupMention, link, userMention} from './inline.js';

export function richText(block) {
  return h('div', {class: 'rich-text'}, (block.elements ?? []).map(part));
}

function part(element) {
  switch (element.type) {
    case 'rich_text_section':
      return h('div', {class: 'lines'}, inlines(element));
    case 'rich_text_list':
      return listOf(element);
    case 'rich_text_quote':
      return h('blockquote', {class: 'quote lines'}, inlines(element));
    case 'rich_text_preformatted':
      return h('pre', {class: 'pre'}, h('code', {}, inlines(element)));
    default:
      return h('div', {class: 'lines'}, inlines(element));
  }
}

function listOf(element) {
  const ordered = element.style === 'ordered';
  const node = h(ordered ? 'ol' : 'ul', {
    class: `list list-level-${Math.min(6, element.indent ?? 0)}${element.border ? ' list-border' : ''}`,
    start: ordered && element.offset ? element.offset + 1 : null,
  });
  return append(node, (element.elements ?? []).map((each) =>
    h('li', {class: 'lines'}, each.type === 'rich_text_section' ? inlines(each) : part(each))));
}

const inlines = (element) => (element.elements ?? []).map((each) => styled(inline(each), each.style));

function inline(element) {
  switch (element.type) {
    case 'text':
      return element.text ?? '';
    case 'link':
      return link(element.url ?? '', element.text);
    case 'user':
      return userMention(element.user_id, null);
    case 'usergroup':
      return groupMention(element.usergroup_id, null);
    case 'channel':
      return channelMention(element.channel_id, null);
    case 'emoji':
      return emojiNode(element.name ?? '', element.unicode);
    case 'broadcast':
      return broadcast(element.range ?? 'channel');
    case 'date':
      return dateNode(element.timestamp, element.format ?? '{date_short_pretty} at {time}', element.fallback, element.url);
    case 'color':
      return h('code', {class: 'code'}, element.value ?? '');
    default:
      return element.text ?? '';
  }
}

function styled(content, style) {
  let node = content;
  if (style?.code) {
    node = h('code', {class: 'code'}, node);
  }
  if (style?.bold) {
    node = h('strong', {}, node);
  }
  if (style?.italic) {
    node = h('em', {}, node);
  }
  if (style?.strike) {
    node = h('s', {}, node);
  }
  if (style?.underline) {
    node = h('u', {}, node);
  }
  return node;
}
