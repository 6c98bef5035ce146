// Images. Only what this machine serves is loaded; anything else is named by its alternative text, for the rehearsal
// fetches nothing from outside.

import {h} from './dom.js';
import {icon} from './icons.js';
import {conversations} from './store.js';
import {link} from './inline.js';

const LOCAL = /^(127\.0\.0\.1|localhost|\[::1\])$/;

function usable(url) {
  if (!url) {
    return null;
  }
  if (/^data:image\/(png|jpeg|gif|webp);/i.test(url)) {
    return url;
  }
  try {
    const parsed = new URL(url, location.href);
    const local = parsed.origin === location.origin || (LOCAL.test(parsed.hostname) && parsed.protocol === 'http:');
    return local ? parsed.href : null;
  } catch {
    return null;
  }
}

function address(image) {
  if (image.image_url) {
    return image.image_url;
  }
  if (image.slack_file) {
    const file = conversations().flatMap((each) => each.messages ?? []).flatMap((each) => each.files ?? [])
      .find((each) => each.id === image.slack_file.id || each.url === image.slack_file.url);
    return file?.url ?? image.slack_file.url ?? (image.slack_file.id ? `/files/${encodeURIComponent(image.slack_file.id)}` : null);
  }
  return null;
}

/** An image block or element. */
export function picture(image, look) {
  const wanted = address(image);
  const src = usable(wanted);
  const words = image.alt_text ?? image.alt_txt ?? '';
  const instead = () => h('span', {class: `${look} picture-missing`, role: 'img', 'aria-label': words}, icon('file', 18),
    h('span', {}, words || 'Image'), wanted && !src ? h('small', {}, link(wanted, 'not loaded in the rehearsal')) : null);
  if (!src) {
    return instead();
  }
  const node = h('img', {class: look, src, alt: words, loading: 'lazy', on: {error: () => node.replaceWith(instead())}});
  return node;
}
