// Avatars: initials on the person's colour, and the bot's mark.

import {h} from './dom.js';
import {icon} from './icons.js';

const letters = (name) => {
  const words = String(name ?? '?').replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').trim().split(/\s+/);
  const first = [...(words[0] ?? '?')][0] ?? '?';
  const last = words.length > 1 ? [...words.at(-1)][0] : '';
  return (first + last).toLocaleUpperCase();
};

function channels(color) {
  const match = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color ?? '');
  return match ? match.slice(1).map((each) => Number.parseInt(each, 16)) : [92, 107, 120];
}

const luminance = (rgb) => {
  const [r, g, b] = rgb.map((each) => {
    const part = each / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** The colour, darkened until white letters on it can be read. */
function readable(color) {
  let rgb = channels(color);
  while (1.05 / (luminance(rgb) + 0.05) < 4.6) {
    rgb = rgb.map((each) => Math.floor(each * 0.93));
  }
  return `rgb(${rgb.join(', ')})`;
}

export function avatar(person, size = 'md') {
  const node = h('span', {class: `avatar avatar-${size}`, 'aria-hidden': 'true'}, letters(person?.real_name || person?.name));
  node.style.backgroundColor = readable(person?.color);
  return node;
}

export const botAvatar = (size = 'md') =>
  h('span', {class: `avatar avatar-bot avatar-${size}`, 'aria-hidden': 'true'}, icon('check', size === 'md' ? 22 : 14));
