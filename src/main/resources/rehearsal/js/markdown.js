// The subset of standard Markdown that Slack's markdown block shows: headings, lists, quotes, fences, tables, links.

import {h} from './dom.js';
import {emoji} from './emoji.js';
import {emojiNode, link} from './inline.js';

export function markdown(text) {
  const lines = String(text ?? '').replace(/\r\n?/g, '\n').split('\n');
  const out = h('div', {class: 'markdown'});
  let i = 0;
  while (i < lines.length) {
    const line = lines[i];
    const fence = /^\s*(```|~~~)/.exec(line);
    if (fence) {
      const body = [];
      i += 1;
      while (i < lines.length && !lines[i].trim().startsWith(fence[1])) {
        body.push(lines[i]);
        i += 1;
      }
      i += 1;
      out.append(h('pre', {class: 'pre'}, h('code', {}, body.join('\n'))));
      continue;
    }
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    if (heading) {
      out.append(h(`h${Math.min(6, heading[1].length + 2)}`, {class: `md-h md-h${heading[1].length}`}, spans(heading[2])));
      i += 1;
      continue;
    }
    if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
      out.append(h('hr', {class: 'divider'}));
      i += 1;
      continue;
    }
    if (/^\s*>/.test(line)) {
      const body = [];
      while (i < lines.length && /^\s*>/.test(lines[i])) {
        body.push(lines[i].replace(/^\s*> ?/, ''));
        i += 1;
      }
      out.append(h('blockquote', {class: 'quote'}, markdown(body.join('\n'))));
      continue;
    }
    if (line.includes('|') && i + 1 < lines.length && /^\s*\|?[\s:|-]+\|[\s:|-]*$/.test(lines[i + 1])) {
      const head = cells(line);
      i += 2;
      const rows = [];
      while (i < lines.length && lines[i].includes('|')) {
        rows.push(cells(lines[i]));
        i += 1;
      }
      out.append(h('div', {class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': 'Table'},
        h('table', {class: 'table'},
          h('thead', {}, h('tr', {}, head.map((each) => h('th', {scope: 'col'}, spans(each))))),
          h('tbody', {}, rows.map((row) => h('tr', {}, row.map((each) => h('td', {}, spans(each)))))))));
      continue;
    }
    if (item(line)) {
      const block = [];
      const [, indent, mark] = item(line);
      const ends = (each) => each && each[1].length <= indent.length && /\d/.test(each[2]) !== /\d/.test(mark);
      while (i < lines.length && (item(lines[i]) || /^\s+\S/.test(lines[i])) && !ends(item(lines[i]))) {
        block.push(lines[i]);
        i += 1;
      }
      out.append(list(block));
      continue;
    }
    if (line.trim() === '') {
      i += 1;
      continue;
    }
    const body = [];
    while (i < lines.length && lines[i].trim() !== '' && !item(lines[i]) && !/^(\s*>|#{1,6}\s|\s*```)/.test(lines[i])) {
      body.push(lines[i]);
      i += 1;
    }
    out.append(h('p', {class: 'lines'}, spans(body.join('\n'))));
  }
  return out;
}

const cells = (line) => line.trim().replace(/^\||\|$/g, '').split('|').map((each) => each.trim());
const item = (line) => /^(\s*)([-*+]|\d+[.)])\s+(.*)$/.exec(line);

function list(lines) {
  const first = item(lines[0]);
  const depth = first[1].length;
  const ordered = /\d/.test(first[2]);
  const node = h(ordered ? 'ol' : 'ul', {class: 'list', start: ordered ? Number.parseInt(first[2], 10) : null});
  let i = 0;
  while (i < lines.length) {
    const here = item(lines[i]);
    const task = here ? /^\[([ xX])\]\s+(.*)$/.exec(here[3]) : null;
    const words = task ? `${task[1] === ' ' ? '☐' : '☑'} ${task[2]}` : here ? here[3] : lines[i].trim();
    const entry = h('li', {}, spans(words));
    i += 1;
    const inner = [];
    while (i < lines.length && (!item(lines[i]) || item(lines[i])[1].length > depth)) {
      inner.push(lines[i]);
      i += 1;
    }
    const begins = inner.findIndex((each) => item(each));
    const loose = begins < 0 ? inner : inner.slice(0, begins);
    if (loose.length) {
      entry.append(' ', ...spans(loose.map((each) => each.trim()).join(' ')));
    }
    if (begins >= 0) {
      entry.append(list(inner.slice(begins)));
    }
    node.append(entry);
  }
  return node;
}

const RULES = [
  [/^\\([\\`*_{}[\]()#+\-.!~>|])/, (match) => match[1]],
  [/^`([^`\n]+)`/, (match) => h('code', {class: 'code'}, match[1])],
  [/^!?\[([^\]\n]*)\]\(([^)\s]+)\)/, (match) => link(match[2], match[1])],
  [/^<(https?:[^>\s]+)>/, (match) => link(match[1], null)],
  [/^(\*\*|__)(?=\S)([\s\S]*?\S)\1/, (match) => h('strong', {}, spans(match[2]))],
  [/^~~(?=\S)([\s\S]*?\S)~~/, (match) => h('s', {}, spans(match[1]))],
  [/^\*(?=[^\s*])([^*]*?[^\s*])\*/, (match) => h('em', {}, spans(match[1]))],
  [/^_(?=[^\s_])([^_]*?[^\s_])_(?![\p{L}\p{N}])/u, (match) => h('em', {}, spans(match[1]))],
  [/^https?:\/\/[^\s<>)]*[^\s<>).,;:!?]/, (match) => link(match[0], null)],
  [/^:([a-z0-9_+-]+):/, (match) => (emoji(match[1]) ? emojiNode(match[1]) : match[0])],
];

function spans(text) {
  const nodes = [];
  let words = '';
  let i = 0;
  while (i < text.length) {
    const rest = text.slice(i);
    const wordBefore = i > 0 && /[\p{L}\p{N}]/u.test(text[i - 1]);
    let found = null;
    if (/[\\`!<*_~[h:]/.test(text[i]) && !(wordBefore && /[_h]/.test(text[i]))) {
      for (const [pattern, make] of RULES) {
        const match = pattern.exec(rest);
        if (match) {
          found = [match[0].length, make(match)];
          break;
        }
      }
    }
    if (found) {
      if (words) {
        nodes.push(words);
        words = '';
      }
      nodes.push(found[1]);
      i += found[0];
    } else {
      words += text[i];
      i += 1;
    }
  }
  if (words) {
    nodes.push(words);
  }
  return nodes;
}
