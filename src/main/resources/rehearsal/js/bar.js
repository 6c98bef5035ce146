// The bar at the top: that this is a rehearsal, release time and its controls, and the doors to backstage.

import {h, setAttr, setHidden, setText} from './dom.js';
import {heldSpeed, jump, nextTimer, now, setSpeed, speed} from './clock.js';
import {icon} from './icons.js';
import {backstage} from './backstage.js';
import {store, zone} from './store.js';
import {clockSeconds, clockTime, distance, exact, isoDay, shortDay} from './time.js';

const SPEEDS = [1, 10, 60, 600];

export class Bar {
  constructor(node) {
    this.time = h('time', {class: 'clock-time', 'data-testid': 'clock-now'});
    this.day = h('span', {class: 'clock-day'});
    this.utc = h('span', {class: 'clock-utc', 'data-testid': 'clock-utc'});
    this.speeds = SPEEDS.map((each) => h('button', {
      type: 'button', class: 'speed', 'data-testid': `clock-speed-${each}`, 'aria-pressed': 'false', title: each === 1 ? 'Natural pace' : `${each} times as fast`,
      on: {click: () => setSpeed(each)},
    }, `${each}×`));
    this.held = h('span', {class: 'clock-held', role: 'status', 'data-testid': 'clock-held', hidden: true});
    this.next = h('span', {class: 'jump-when', 'data-testid': 'clock-next'});
    this.jump = h('button', {type: 'button', class: 'jump', 'data-testid': 'clock-jump', on: {click: () => {
      if (this.jump.getAttribute('aria-disabled') !== 'true') {
        jump();
      }
    }}}, icon('skip', 17), h('span', {class: 'jump-words'}, 'Jump to next timer'), this.next);
    this.log = door('log', 'ear', 'What Slack heard');
    this.metrics = door('metrics', 'pulse', 'Steer the metrics');
    this.faults = door('faults', 'storm', 'Make Slack fail');
    node.append(
      h('div', {class: 'brand'}, h('span', {class: 'brand-mark', 'aria-hidden': 'true'}, icon('check', 18)),
        h('span', {class: 'brand-words'}, h('strong', {}, 'Rehearsal'), h('small', {}, 'nothing here is real'))),
      h('div', {class: 'clock', role: 'group', 'aria-label': 'Release time'},
        h('div', {class: 'clock-face'}, this.time, h('div', {class: 'clock-side'}, this.day, this.utc)),
        h('div', {class: 'clock-controls'}, h('div', {class: 'speeds', role: 'group', 'aria-label': 'Speed of release time'}, this.speeds), this.held, this.jump)),
      h('div', {class: 'doors'}, this.metrics, this.log, this.faults));
    setInterval(() => this.tick(), 250);
  }

  update() {
    const held = heldSpeed();
    const shown = held ?? speed();
    this.speeds.forEach((button, index) => setAttr(button, 'aria-pressed', String(SPEEDS[index] === shown)));
    setHidden(this.held, held === null);
    setText(this.held, held === null ? '' : `1× while this form is open, then ${held}×`);
    for (const [button, name] of [[this.metrics, 'metrics'], [this.log, 'log'], [this.faults, 'faults']]) {
      setAttr(button, 'aria-expanded', String(backstage.open === name));
    }
    this.tick();
  }

  tick() {
    if (!store.state) {
      return;
    }
    const at = now();
    const tz = zone();
    setText(this.time, clockSeconds(at, tz));
    setAttr(this.time, 'datetime', new Date(at).toISOString().slice(0, 19) + 'Z');
    setText(this.day, shortDay(at, tz));
    setText(this.utc, `${clockTime(at, 'UTC')} UTC`);
    const due = nextTimer();
    const idle = due === null || store.jumping || store.connection === 'lost';
    setAttr(this.jump, 'aria-disabled', idle ? 'true' : null);
    setText(this.next, due === null ? 'none is set'
      : `${isoDay(due, tz) === isoDay(at, tz) ? '' : `${shortDay(due, tz)} `}${clockTime(due, tz)}, ${due > at ? distance(due, at) : 'due'}`);
    setAttr(this.jump, 'title', due === null ? 'No timer is set' : `Next timer: ${exact(due, tz)}`);
  }
}

function door(name, picture, words) {
  return h('button', {type: 'button', class: 'door', 'data-testid': `${name}-toggle`, 'aria-controls': 'backstage', 'aria-expanded': 'false',
    title: words, on: {click: () => backstage.toggle(name)}}, icon(picture, 17), h('span', {class: 'door-words'}, words));
}
