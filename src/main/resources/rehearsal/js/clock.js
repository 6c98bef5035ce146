// Release time on this page: the server's last word, carried on at the chosen speed.

import {api, Unreachable} from './api.js';
import {changed, modals, store, tell} from './store.js';

/** Release time now, in epoch milliseconds. */
export function now() {
  const clock = store.state?.clock;
  if (!clock) {
    return Date.now();
  }
  const base = Date.parse(clock.now);
  if (clock.running === false) {
    return base;
  }
  return base + (performance.now() - (store.takenAt ?? performance.now())) * (clock.speed ?? 1);
}

export const speed = () => store.state?.clock?.speed ?? 1;

/** When the next timer is due, in epoch milliseconds, or null. */
export const nextTimer = () => (store.state?.clock?.next_timer ? Date.parse(store.state.clock.next_timer) : null);

async function command(body) {
  try {
    const answer = await api.clock(body);
    if (answer.ok === false) {
      tell(`The clock did not move: ${answer.error}`);
      return false;
    }
    return true;
  } catch (problem) {
    if (!(problem instanceof Unreachable)) {
      throw problem;
    }
    tell('The clock did not move: the rehearsal did not answer.');
    return false;
  }
}

// While a form is open, time runs at its natural pace, so that nobody's deadline flies by while they type.
let resumeAt = null;
let slowing = false;

let lastFree = 1;

/** The speed that comes back when the form is closed, or null. Either this page holds the clock, or the server does. */
export function heldSpeed() {
  if (resumeAt !== null) {
    return resumeAt;
  }
  const asked = store.state?.clock?.asked_speed ?? (modals().length ? lastFree : speed());
  return speed() === 1 && asked > 1 ? asked : null;
}

export async function setSpeed(value) {
  if (resumeAt !== null) {
    resumeAt = value;
    changed();
    return;
  }
  lastFree = value;
  await command({speed: value});
}

export async function jump() {
  store.jumping = true;
  changed();
  await command({jump: 'next_timer'});
  store.jumping = false;
  changed();
}

/** Called at each change: slows the clock for an open form and lets it go again afterwards. */
export async function mindForms() {
  if (slowing || !store.state || store.connection !== 'ok') {
    return;
  }
  const open = modals().length > 0;
  if (!open && resumeAt === null) {
    lastFree = speed();
  }
  if (open && resumeAt === null && speed() > 1) {
    resumeAt = speed();
    slowing = true;
    await command({speed: 1});
    slowing = false;
    changed();
  } else if (!open && resumeAt !== null) {
    const back = resumeAt;
    resumeAt = null;
    if (back !== 1) {
      slowing = true;
      await command({speed: back});
      slowing = false;
    }
    changed();
  }
}
