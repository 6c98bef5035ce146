// Slack's mrkdwn, parsed to DOM nodes: *bold*, _italic_, ~strike~, `code`, ```blocks```, > quotes, <links|and>
// mentions, dates, :emoji:. Lists are left as typed, for Slack's mrkdwn knows none.

import {h} from './dom.js';
import {emoji} from './emoji.js';
import {broadcast, channelMention, dateNode, emojiNode, groupMention, link, userMention} from './inline.js';

const STYLES = {'*': 'strong', _: 'em', '~': 's'};
const WORD = /[\p{L}\p{N}]/u;

/** The nodes of a mrkdwn text. `verbatim` leaves bare addresses unlinked. */
export function mrkdwn(text, {verbatim = false} = {}) {
  const out = document.createDocumentFragment();
  const parts = String(text ?? '').replace(/\r\n?/g, '\n').split(/```([\s\S]+?)```/);
  parts.forEach((part, index) => {
    if (index % 2 === 1) {
      out.append(h('pre', {class: 'pre'}, h('code', {}, plainTokens(part.replace(/^\n/, '').replace(/\n$/, '')))));
      return;
    }
    let words = part;
    if (index > 0) {
      words = words.replace(/^ *\n/, '');
    }
    if (index < parts.length - 1) {
      words = words.replace(/\n *$/, '');
    }
    if (words !== '') {
      paragraphs(words, verbatim, out);
    }
  });
  return out;
}

function paragraphs(text, verbatim, out) {
  const lines = text.split('\n');
  let plain = [];
  let quoted = [];
  const flushPlain = () => {
    if (plain.length) {
      out.append(h('span', {class: 'lines'}, joined(plain, verbatim)));
      plain = [];
    }
  };
  const flushQuote = () => {
    if (quoted.length) {
      out.append(h('blockquote', {class: 'quote'}, joined(quoted, verbatim)));
      quoted = [];
    }
  };
  for (let i = 0; i < lines.length; i += 1) {
    const rest = /^(?:&gt;|>){3} ?/.exec(lines[i]);
    if (rest) {
      flushPlain();
      quoted.push(lines[i].slice(rest[0].length), ...lines.slice(i + 1));
      break;
    }
    const quote = /^(?:&gt;|>) ?/.exec(lines[i]);
    if (quote) {
      flushPlain();
      quoted.push(lines[i].slice(quote[0].length));
    } else {
      flushQuote();
      plain.push(lines[i]);
    }
  }
  flushPlain();
  flushQuote();
}

function joined(lines, verbatim) {
  const nodes = [];
  lines.forEach((line, index) => {
    if (index > 0) {
      nodes.push('\n');
    }
    nodes.push(...inline(line, verbatim));
  });
  return nodes;
}

/** The nodes of one line. */
function inline(text, verbatim, before = '') {
  const nodes = [];
  let words = '';
  const flush = () => {
    if (words) {
      nodes.push(words);
      words = '';
    }
  };
  const push = (node) => {
    flush();
    nodes.push(node);
  };
  let i = 0;
  while (i < text.length) {
    const char = text[i];
    const previous = i > 0 ? text[i - 1] : before;
    const rest = text.slice(i);
    if (char === '<') {
      const match = /^<([^<>\n]+)>/.exec(rest);
      if (match) {
        push(token(match[1], i === 0 && before === ''));
        i += match[0].length;
        continue;
      }
    } else if (char === '&') {
      const match = /^&(amp|lt|gt);/.exec(rest);
      if (match) {
        words += {amp: '&', lt: '<', gt: '>'}[match[1]];
        i += match[0].length;
        continue;
      }
    } else if (char === '`') {
      const end = text.indexOf('`', i + 1);
      if (end > i + 1 && !WORD.test(previous)) {
        push(h('code', {class: 'code'}, plainTokens(text.slice(i + 1, end))));
        i = end + 1;
        continue;
      }
    } else if (Object.hasOwn(STYLES, char)) {
      const end = closing(text, i, previous);
      if (end > 0) {
        push(h(STYLES[char], {}, inline(text.slice(i + 1, end), verbatim, char)));
        i = end + 1;
        continue;
      }
    } else if (char === ':') {
      const match = /^:([a-z0-9_+-]+):(?::skin-tone-[2-6]:)?/.exec(rest);
      if (match && emoji(match[1])) {
        push(emojiNode(match[1]));
        i += match[0].length;
        continue;
      }
    } else if (char === 'h' && !verbatim && !WORD.test(previous)) {
      const match = /^https?:\/\/[^\s<>|]+/.exec(rest);
      if (match) {
        const url = match[0].replace(/(?:[.,;:!?)\]'"*_~]|&gt;|&lt;)+$/, '');
        push(link(decode(url), null));
        i += url.length;
        continue;
      }
    }
    words += char;
    i += 1;
  }
  flush();
  return nodes;
}

/** Where the style that opens at `start` closes, or -1 if nothing opens there. */
function closing(text, start, previous) {
  const mark = text[start];
  const next = text[start + 1];
  if ((previous && (WORD.test(previous) || previous === mark)) || !next || /\s/.test(next) || next === mark) {
    return -1;
  }
  let i = start + 1;
  while (i < text.length) {
    if (text[i] === '<') {
      const match = /^<[^<>\n]+>/.exec(text.slice(i));
      if (match) {
        i += match[0].length;
        continue;
      }
    }
    if (text[i] === '`' && mark !== '`') {
      const end = text.indexOf('`', i + 1);
      if (end > i + 1) {
        i = end + 1;
        continue;
      }
    }
    if (text[i] === mark && i > start + 1 && !/\s/.test(text[i - 1]) && text[i - 1] !== mark) {
      const after = text[i + 1];
      if (!after || (!WORD.test(after) && after !== mark)) {
        return i;
      }
    }
    i += 1;
  }
  return -1;
}

const decode = (text) => text.replace(/&(amp|lt|gt);/g, (whole, name) => ({amp: '&', lt: '<', gt: '>'})[name]);

function split(text) {
  const bar = text.indexOf('|');
  return bar < 0 ? [text, null] : [text.slice(0, bar), decode(text.slice(bar + 1))];
}

/** What stands between < and >. */
function token(body, opening = false) {
  const [target, label] = split(body);
  if (target.startsWith('@')) {
    return userMention(target.slice(1), label);
  }
  if (target.startsWith('#')) {
    return channelMention(target.slice(1), label);
  }
  if (target.startsWith('!')) {
    return special(target.slice(1), label, opening);
  }
  return link(decode(target), label);
}

function special(target, label, opening) {
  if (target.startsWith('subteam^')) {
    return groupMention(target.slice('subteam^'.length), label);
  }
  if (target.startsWith('date^')) {
    const [, seconds, pattern, url] = target.split('^');
    return dateNode(seconds, decode(pattern ?? ''), label, url, opening);
  }
  if (['here', 'channel', 'everyone', 'group'].includes(target)) {
    return broadcast(target);
  }
  return document.createTextNode(label ?? `<!${target}>`);
}

/** Inside code nothing is formatted, but addresses and mentions still show as their words. */
function plainTokens(text) {
  const nodes = [];
  let last = 0;
  for (const match of text.matchAll(/<([^<>\n]+)>/g)) {
    nodes.push(decode(text.slice(last, match.index)), token(match[1]));
    last = match.index + match[0].length;
  }
  nodes.push(decode(text.slice(last)));
  return nodes.filter((each) => each !== '');
}
