// The small pieces that text is made of, whatever its syntax: mentions, links, dates, emoji. Shared by mrkdwn,
// markdown and rich text.

import {h} from './dom.js';
import {emoji} from './emoji.js';
import {conversation, go, person, store, usergroup, zone} from './store.js';
import {now} from './clock.js';
import {exact, slackDate} from './time.js';

const SAFE = /^(https?:|mailto:|tel:)/i;

/** A link, if its address is of a harmless kind; otherwise just its words. */
export function link(url, label) {
  const words = label || url;
  if (!SAFE.test(url)) {
    return h('span', {class: 'link-refused', title: 'Not a web address'}, words);
  }
  return h('a', {class: 'link', href: url, target: '_blank', rel: 'noopener noreferrer', title: url}, words);
}

export function userMention(id, label) {
  const known = person(id);
  const bot = id === store.state?.bot ? store.state.bot_name : null;
  const name = known ? known.real_name || known.name : bot || label || id;
  const mine = id === store.me;
  return h('bdi', {class: mine ? 'mention mention-me' : 'mention', title: known?.title || null}, `@${name}`);
}

export function channelMention(id, label) {
  const known = conversation(id);
  const name = known?.name ?? label ?? id;
  if (!known) {
    return h('bdi', {class: 'mention'}, `#${name}`);
  }
  return h('button', {
    type: 'button', class: 'mention mention-link', on: {click: () => go({kind: 'conversation', id})},
  }, `#${name}`);
}

export function groupMention(id, label) {
  const known = usergroup(id);
  const name = (label || known?.handle || known?.name || id).replace(/^@/, '');
  return h('bdi', {class: 'mention'}, `@${name}`);
}

export const broadcast = (range) => h('bdi', {class: 'mention mention-me'}, `@${range}`);

export function emojiNode(name, unicode = null) {
  const found = emoji(name) ?? fromUnicode(unicode);
  if (!found) {
    return document.createTextNode(`:${name}:`);
  }
  return h('span', {class: 'emoji', role: 'img', 'aria-label': name.replaceAll('_', ' '), title: `:${name}:`}, found);
}

function fromUnicode(hex) {
  if (!hex || !/^[0-9a-f-]+$/i.test(hex)) {
    return null;
  }
  try {
    return String.fromCodePoint(...hex.split('-').map((each) => Number.parseInt(each, 16)));
  } catch {
    return null;
  }
}

/** A moment in the reader's zone. */
export function dateNode(seconds, pattern, fallback, url, opening = false) {
  const at = Number(seconds) * 1000;
  if (!Number.isFinite(at)) {
    return document.createTextNode(fallback ?? '');
  }
  const words = h('time', {datetime: new Date(at).toISOString(), title: exact(at, zone())},
    slackDate(at, pattern, zone(), now(), opening));
  if (url && SAFE.test(url)) {
    const anchor = link(url, ' ');
    anchor.replaceChildren(words);
    return anchor;
  }
  return words;
}
