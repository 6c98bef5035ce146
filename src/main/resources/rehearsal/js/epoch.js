// A fingerprint of what every rendering depends on besides its own content: who reads, in which zone, on which day,
// and how people and channels are called. When it changes, everything is drawn anew.

import {now} from './clock.js';
import {conversations, people, store, zone} from './store.js';
import {isoDay} from './time.js';

let forState = null;
let names = '';

export function epoch() {
  if (forState !== store.state) {
    forState = store.state;
    names = `${people().map((each) => `${each.id}${each.real_name}${each.color}`).join()}`
      + `${conversations().map((each) => `${each.id}${each.name}`).join()}`;
  }
  return `${store.me}|${zone()}|${isoDay(now(), zone())}|${names}`;
}
