// One message: who, when, what, and what can be done with it.

import {h} from './dom.js';
import {avatar, botAvatar} from './avatar.js';
import {patchBlocks} from './blocks.js';
import {now} from './clock.js';
import {showBusy} from './dispatch.js';
import {epoch} from './epoch.js';
import {formOf} from './form.js';
import {icon} from './icons.js';
import {openMenu} from './menu.js';
import {mrkdwn} from './mrkdwn.js';
import {picture} from './picture.js';
import {act, openThread, person, store, zone} from './store.js';
import {link} from './inline.js';
import {clockTime, distance, exact} from './time.js';
import {withEmoji} from './emoji.js';

export const messageTime = (message) =>
  (message.shown_at ? Date.parse(message.shown_at) : Number.parseFloat(message.ts) * 1000);

const surfaceKey = (conversation, message) => `message:${store.me}:${conversation.id}:${message.ts}`;

/** What decides whether a message must be drawn anew. */
export function messagePrint(message, replies, joined, inThread) {
  const last = replies?.at(-1);
  return `${JSON.stringify(message)}|${replies?.length ?? 0}|${last?.ts ?? ''}|${joined}|${inThread}|${epoch()}`;
}

/**
 * Draws a message. `replies`: its thread's replies as far as known; `joined`: it goes on the one above, of the same
 * person; `inThread`: it is shown in the thread pane.
 */
export function drawMessage(message, conversation, {replies = [], joined = false, inThread = false} = {}) {
  const author = message.user ? person(message.user) : null;
  const isBot = message.bot || (!author && message.username);
  const name = (isBot ? message.username : null) || author?.real_name || author?.name || message.username || 'Somebody';
  const at = messageTime(message);
  const time = h('time', {class: 'message-time', datetime: new Date(at).toISOString(), title: exact(at, zone())}, clockTime(at, zone()));
  const body = h('div', {class: 'message-body'});
  if (message.blocks?.length) {
    const surface = {
      key: surfaceKey(conversation, message), kind: 'message', target: {channel: conversation.id, message_ts: message.ts},
      form: formOf(surfaceKey(conversation, message), {conversation: conversation.id}), blocks: () => message.blocks,
      redraw: () => patchBlocks(body, [], surface) || patchBlocks(body, message.blocks, surface),
    };
    patchBlocks(body, message.blocks, surface);
  } else if (message.text) {
    body.append(mrkdwn(message.text));
  }
  for (const attachment of message.attachments ?? []) {
    body.append(h('div', {class: 'attachment'}, attachment.text ? mrkdwn(attachment.text) : attachment.fallback ?? ''));
  }
  const node = h('article', {
    class: `message${joined ? ' message-joined' : ''}${message.ephemeral ? ' message-ephemeral' : ''}${isBot ? ' message-bot' : ''}`,
    'data-testid': `message-${message.ts}`, 'data-ts': message.ts, 'data-ephemeral': message.ephemeral ? 'true' : null,
    'aria-label': `${name}, ${clockTime(at, zone())}`,
  },
  h('div', {class: 'message-side'}, joined ? time : isBot ? botAvatar() : avatar(author ?? {real_name: name})),
  h('div', {class: 'message-main'},
    message.ephemeral ? h('div', {class: 'only-you'}, icon('eye', 14), 'Only visible to you') : null,
    joined ? null : h('div', {class: 'message-head'}, h('bdi', {class: 'message-name'}, withEmoji(name)),
      isBot ? h('span', {class: 'app-mark'}, 'App') : null, time),
    body,
    message.edited ? h('span', {class: 'edited'}, '(edited)') : null,
    files(message),
    inThread ? null : summary(message, replies)),
  message.ephemeral ? null : tools(message, conversation, inThread));
  showBusy(node, surfaceKey(conversation, message));
  return node;
}

/** Marks the messages whose act is under way, without drawing them anew. */
export function showBusyMessages(root, conversation) {
  for (const node of root.querySelectorAll('[data-ts]')) {
    showBusy(node, surfaceKey(conversation, {ts: node.dataset.ts}));
  }
}

function files(message) {
  const all = message.files ?? [];
  return all.length === 0 ? null : h('div', {class: 'files'}, all.map((file) =>
    (/^image\//.test(file.mimetype ?? '') || /\.(png|jpe?g|gif|svg)$/i.test(file.name ?? '')
      ? h('figure', {class: 'figure'}, h('figcaption', {}, file.title ?? file.name ?? ''),
        picture({image_url: file.url, alt_text: file.alt_txt || file.title}, 'figure-image'))
      : h('div', {class: 'file'}, icon('file', 18), /^https?:/.test(file.url ?? '') ? link(file.url, file.title || file.name)
        : h('a', {class: 'link', href: localPath(file.url), download: file.name ?? ''}, file.title || file.name || 'File')))));
}

const localPath = (url) => (/^\/[^/]/.test(url ?? '') ? url : '#');

function summary(message, replies) {
  const count = Math.max(message.reply_count ?? 0, replies.length);
  if (!count || (message.thread_ts && message.thread_ts !== message.ts)) {
    return null;
  }
  const last = replies.at(-1);
  const authors = [...new Map(replies.map((each) => [each.bot ? 'bot' : each.user, each])).values()].slice(0, 4);
  return h('button', {
    type: 'button', class: 'thread-summary', 'data-testid': `thread-open-${message.ts}`, 'data-focus-key': 'thread',
    on: {click: () => openThread(message.ts)},
  },
  h('span', {class: 'faces'}, authors.map((each) => (each.bot ? botAvatar('xs') : avatar(person(each.user), 'xs')))),
  h('strong', {}, `${count} ${count === 1 ? 'reply' : 'replies'}`),
  last ? h('small', {title: exact(messageTime(last), zone())}, `last at ${clockTime(messageTime(last), zone())}`) : null);
}

function tools(message, conversation, inThread) {
  const shortcuts = (store.state?.shortcuts ?? []).filter((each) => each.type === 'message');
  const root = message.thread_ts ?? message.ts;
  return h('div', {class: 'message-tools'},
    inThread ? null : h('button', {type: 'button', class: 'tool', 'aria-label': 'Reply in thread', title: 'Reply in thread',
      'data-testid': `reply-${message.ts}`, 'data-focus-key': 'reply', on: {click: () => openThread(root)}}, icon('reply', 17)),
    shortcuts.length ? h('button', {
      type: 'button', class: 'tool', 'aria-label': 'Message shortcuts', title: 'Message shortcuts', 'aria-haspopup': 'menu',
      'aria-expanded': 'false', 'data-testid': `message-menu-${message.ts}`, 'data-focus-key': 'menu',
      on: {
        click: (event) => openMenu(event.currentTarget, shortcuts.map((each) => ({
          label: each.name, testid: `shortcut-${each.callback_id}`,
          run: () => act({type: 'shortcut', callback_id: each.callback_id, channel: conversation.id, message_ts: message.ts}),
        }))),
      },
    }, icon('more', 17)) : null);
}

/** "4 min ago", for headings. */
export const ago = (message) => distance(messageTime(message), now());
