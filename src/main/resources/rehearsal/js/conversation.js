// The middle: a channel or direct message with its composer, and the thread pane at its right.

import {h, patchList, setHidden, setText} from './dom.js';
import {botAvatar} from './avatar.js';
import {now} from './clock.js';
import {Composer} from './composer.js';
import {drawMessage, messagePrint, messageTime, showBusyMessages} from './message.js';
import {icon} from './icons.js';
import {act, here, openThread, self, store, zone} from './store.js';
import {dayHeading, isoDay} from './time.js';
import {menuButton} from './sidebar.js';

/** Messages of one person within this time stand together. */
const TOGETHER = 5 * 60_000;

const narrow = matchMedia('(max-width: 800px)');

const byTime = (a, b) => (a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0);
const isReply = (message) => message.thread_ts && message.thread_ts !== message.ts;

function repliesOf(conversation) {
  const found = new Map();
  for (const message of conversation.messages ?? []) {
    if (isReply(message)) {
      found.set(message.thread_ts, [...(found.get(message.thread_ts) ?? []), message]);
    }
  }
  return found;
}

/** A list that stays at its end while it grows, unless the reader has scrolled up. */
class Scroller {
  #atEnd = true;

  constructor(node, notice) {
    this.node = node;
    this.notice = notice;
    node.addEventListener('scroll', () => {
      this.#atEnd = node.scrollHeight - node.scrollTop - node.clientHeight < 60;
      if (this.#atEnd) {
        setHidden(notice, true);
      }
    }, {passive: true});
    notice.addEventListener('click', () => this.toEnd());
    new ResizeObserver(() => this.#atEnd && this.toEnd()).observe(node);
  }

  toEnd() {
    this.#atEnd = true;
    this.node.scrollTop = this.node.scrollHeight;
    setHidden(this.notice, true);
  }

  grown(count) {
    if (this.#atEnd) {
      this.toEnd();
    } else if (count) {
      setHidden(this.notice, false);
    }
  }
}

const newMessages = () => h('button', {type: 'button', class: 'new-messages', hidden: true}, icon('down_arrow', 15), 'New messages');

function topicOf(conversation) {
  if (conversation.kind === 'im') {
    return 'Direct message from the app';
  }
  return [conversation.bot_member === false ? 'The bot is not in this channel' : null, conversation.topic].filter(Boolean).join(' · ');
}

/** Why nobody can write here, or null. */
function closedTo(conversation) {
  const name = self()?.real_name ?? 'This person';
  if (self()?.deactivated) {
    return `${name} has left the workspace.`;
  }
  if (conversation.archived) {
    return 'This channel is archived.';
  }
  return conversation.member === false ? `${name} is not in this channel and can only look.` : null;
}

export class ConversationPane {
  #shown = null;
  #newest = '';
  #lastRead = '';

  constructor() {
    this.title = h('h1', {class: 'pane-title'});
    this.topic = h('p', {class: 'pane-topic'});
    this.hint = h('aside', {class: 'hint', 'data-testid': 'hint', 'aria-label': 'What to try', hidden: true});
    this.list = h('div', {class: 'messages', role: 'log', 'aria-label': 'Messages', 'aria-live': 'polite', tabindex: '0'});
    this.notice = newMessages();
    this.composer = new Composer({testid: 'composer'});
    this.face = botAvatar('sm');
    this.node = h('section', {class: 'pane', 'data-testid': 'conversation'},
      h('header', {class: 'pane-head'}, menuButton(), this.face, h('div', {class: 'pane-words'}, this.title, this.topic)),
      this.hint, h('div', {class: 'messages-frame'}, this.list, this.notice), this.composer.node);
    this.scroller = new Scroller(this.list, this.notice);
  }

  update() {
    const conversation = here();
    if (!conversation) {
      return;
    }
    const key = `${store.me}|${conversation.id}`;
    const fresh = this.#shown !== key;
    this.#shown = key;
    this.#head(conversation);
    const replies = repliesOf(conversation);
    const messages = [...(conversation.messages ?? [])].sort(byTime).filter((each) => !isReply(each) || each.ephemeral || each.broadcast || each.subtype === 'thread_broadcast');
    const items = [];
    let day = null;
    let before = null;
    for (const message of messages) {
      const at = messageTime(message);
      const thisDay = isoDay(at, zone());
      if (thisDay !== day) {
        items.push({day: thisDay, at});
        day = thisDay;
        before = null;
      }
      const joined = Boolean(before) && !message.bot && !before.bot && before.user === message.user && !message.ephemeral
        && !before.ephemeral && at - messageTime(before) < TOGETHER && !message.blocks?.length;
      items.push({message, joined, replies: replies.get(message.ts) ?? []});
      before = message;
    }
    if (!messages.length) {
      items.push({empty: true});
    }
    patchList(this.list, items, {
      key: (item) => (item.message ? item.message.ts : item.day ?? 'empty'),
      print: (item) => (item.message ? `${key}${messagePrint(item.message, item.replies, item.joined, false)}`
        : item.day ? `${dayHeading(item.at, zone(), now())}` : key),
      render: (item) => (item.message ? drawMessage(item.message, conversation, item)
        : item.day ? h('div', {class: 'day', role: 'separator'}, h('span', {}, dayHeading(item.at, zone(), now()))) : emptiness(conversation)),
    });
    showBusyMessages(this.list, conversation);
    const newest = messages.at(-1)?.ts ?? '';
    if (fresh) {
      this.scroller.toEnd();
    } else {
      this.scroller.grown(newest > this.#newest);
    }
    this.#newest = newest;
    this.composer.update({
      key, channel: conversation.id, thread: null,
      placeholder: conversation.kind === 'im' ? `Message ${conversation.name}` : (narrow.matches ? `Message #${conversation.name}` : `Message #${conversation.name}, or type / for commands`),
      closed: closedTo(conversation),
      sent: () => this.scroller.toEnd(),
    });
    this.#read(conversation, newest);
  }

  #head(conversation) {
    const mark = conversation.kind === 'im' ? null : icon(conversation.private ? 'lock' : 'hash', 18);
    const name = conversation.name ?? conversation.id;
    if (this.title.dataset.name !== `${conversation.id}${name}`) {
      this.title.dataset.name = `${conversation.id}${name}`;
      this.title.replaceChildren(...[mark, h('bdi', {}, name)].filter(Boolean));
    }
    setHidden(this.face, conversation.kind !== 'im');
    setText(this.topic, topicOf(conversation));
    this.#drawHint();
  }

  /** A few lines what to try; the server has the words. */
  #drawHint() {
    const words = store.state?.hint;
    const dismissed = remembered('hint') === words;
    setHidden(this.hint, !words || dismissed);
    if (!words || this.hint.dataset.words === words) {
      return;
    }
    this.hint.dataset.words = words;
    const lines = String(words).split('\n').map((each) => each.trim()).filter(Boolean);
    this.hint.replaceChildren(
      h('span', {class: 'hint-mark', 'aria-hidden': 'true'}, icon('spark', 20)),
      h('div', {class: 'hint-words'}, lines.map((each, index) => h('p', {class: index === 0 ? 'hint-first' : null}, each))),
      h('button', {type: 'button', class: 'button button-small', 'data-testid': 'hint-dismiss', on: {
        click: () => {
          remember('hint', words);
          setHidden(this.hint, true);
          this.composer.focus();
        },
      }}, 'Got it'));
  }

  #read(conversation, newest) {
    const mark = `${store.me}|${conversation.id}|${newest}|${conversation.unread}`;
    if (conversation.unread > 0 && !document.hidden && this.#lastRead !== mark) {
      this.#lastRead = mark;
      act({type: 'read', channel: conversation.id}, {quiet: true});
    }
  }

  /** Called when the page is looked at again. */
  looked() {
    this.#lastRead = '';
  }
}

function emptiness(conversation) {
  return h('div', {class: 'empty'}, h('span', {class: 'empty-mark'}, icon(conversation.kind === 'im' ? 'reply' : 'hash', 26)),
    h('h2', {}, conversation.kind === 'im' ? 'Nothing has been sent to you yet' : `This is the beginning of #${conversation.name}`),
    h('p', {}, conversation.kind === 'im' ? 'When the bot needs something from you, it writes here.'
      : 'Type / below to see what the bot can do.'));
}

export class ThreadPane {
  #shown = null;
  #newest = '';

  constructor(node) {
    this.node = node;
    this.where = h('p', {class: 'pane-topic'});
    this.list = h('div', {class: 'messages', role: 'log', 'aria-label': 'Thread', 'aria-live': 'polite', tabindex: '0'});
    this.notice = newMessages();
    this.composer = new Composer({testid: 'thread-composer', thread: true});
    node.append(
      h('header', {class: 'pane-head'}, h('div', {class: 'pane-words'}, h('h2', {class: 'pane-title'}, 'Thread'), this.where),
        h('button', {type: 'button', class: 'icon-button', 'aria-label': 'Close thread', 'data-testid': 'thread-close',
          on: {click: () => openThread(null)}}, icon('close', 18))),
      h('div', {class: 'messages-frame'}, this.list, this.notice), this.composer.node);
    this.scroller = new Scroller(this.list, this.notice);
    node.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented) {
        openThread(null);
      }
    });
  }

  update() {
    const conversation = here();
    const messages = conversation && store.thread
      ? (conversation.messages ?? []).filter((each) => each.ts === store.thread || each.thread_ts === store.thread).sort(byTime) : [];
    const open = messages.length > 0;
    setHidden(this.node, !open);
    document.getElementById('app').classList.toggle('with-thread', open);
    if (!open) {
      this.#shown = null;
      return;
    }
    const key = `${store.me}|${conversation.id}|${store.thread}`;
    const fresh = this.#shown !== key;
    this.#shown = key;
    setText(this.where, conversation.kind === 'im' ? conversation.name : `#${conversation.name}`);
    const count = messages.length - 1;
    const items = messages.flatMap((message, index) => (index === 1
      ? [{mark: `${count} ${count === 1 ? 'reply' : 'replies'}`}, {message}] : [{message}]));
    patchList(this.list, items, {
      key: (item) => item.message?.ts ?? 'mark',
      print: (item) => (item.message ? `${key}${messagePrint(item.message, null, false, true)}` : item.mark),
      render: (item) => (item.message ? drawMessage(item.message, conversation, {inThread: true})
        : h('div', {class: 'day day-replies'}, h('span', {}, item.mark))),
    });
    showBusyMessages(this.list, conversation);
    const newest = messages.at(-1).ts;
    if (fresh) {
      this.scroller.toEnd();
    } else {
      this.scroller.grown(newest > this.#newest);
    }
    this.#newest = newest;
    this.composer.update({
      key, channel: conversation.id, thread: store.thread, placeholder: 'Reply …',
      closed: closedTo(conversation), sent: () => this.scroller.toEnd(),
    });
  }
}

function remembered(name) {
  try {
    return localStorage.getItem(`rehearsal.${name}`);
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(`rehearsal.${name}`, value);
  } catch {
    // Without storage the hint comes back at the next visit, no more.
  }
}
