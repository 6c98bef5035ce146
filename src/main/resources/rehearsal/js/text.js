// Text objects: plain_text and mrkdwn.

import {h} from './dom.js';
import {withEmoji} from './emoji.js';
import {mrkdwn} from './mrkdwn.js';

/** The words of a plain_text object. */
export function plain(object) {
  if (!object) {
    return '';
  }
  if (typeof object === 'string') {
    return object;
  }
  return object.emoji === false ? object.text ?? '' : withEmoji(object.text ?? '');
}

/** The nodes of any text object. */
export function rich(object) {
  if (!object) {
    return '';
  }
  if (object.type === 'mrkdwn') {
    return mrkdwn(object.text, {verbatim: object.verbatim});
  }
  return h('span', {class: 'lines'}, plain(object));
}
