// What the page knows: the newest state from the server, who is being acted as, and where that person is looking.
// Every part of the page subscribes here and draws itself from it.

import {api, Unreachable} from './api.js';

export const store = {
  state: null,
  me: null,
  place: null,
  thread: null,
  connection: 'connecting',
  busy: new Set(),
  notes: [],
  drawer: false,
};

const listeners = [];
let scheduled = false;

/** Calls the listener after each change, once for many changes at once. */
export function subscribe(listener) {
  listeners.push(listener);
}

/** Something changed: everybody draws again, soon. */
export function changed() {
  if (scheduled) {
    return;
  }
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    for (const listener of listeners) {
      listener();
    }
  });
}

// ------------------------------------------------------------------ who and what

export const people = () => store.state?.people ?? [];
export const person = (id) => people().find((each) => each.id === id) ?? null;
export const self = () => person(store.me);
export const zone = () => self()?.tz || 'UTC';
export const conversations = () => store.state?.conversations ?? [];
export const conversation = (id) => conversations().find((each) => each.id === id) ?? null;
export const usergroup = (id) => (store.state?.usergroups ?? store.state?.groups ?? []).find((each) => each.id === id) ?? null;
export const modals = () => store.state?.modals ?? [];

/** The conversation on screen, or null on Home. */
export const here = () => (store.place?.kind === 'conversation' ? conversation(store.place.id) : null);

// ------------------------------------------------------------------ where

const places = new Map();

/** Goes to a place: `{kind: 'conversation', id}` or `{kind: 'home'}`. */
export function go(place, thread = null) {
  store.place = place;
  store.thread = thread;
  store.drawer = false;
  if (store.me) {
    places.set(store.me, {place, thread});
  }
  remember();
  if (place.kind === 'home') {
    act({type: 'open_home'}, {quiet: true});
  }
  changed();
}

export function openThread(ts) {
  store.thread = ts;
  if (store.me) {
    places.set(store.me, {place: store.place, thread: ts});
  }
  changed();
}

function remember() {
  const words = new URLSearchParams();
  if (store.me) {
    words.set('as', store.me);
  }
  if (store.place) {
    words.set('at', store.place.kind === 'home' ? 'home' : store.place.id);
  }
  history.replaceState(null, '', `#${words}`);
}

/** What the address says: `#as=U…&at=C…`, so that a reload comes back to the same place. */
function recall() {
  const words = new URLSearchParams(location.hash.slice(1));
  const at = words.get('at');
  return {as: words.get('as'), place: at ? (at === 'home' ? {kind: 'home'} : {kind: 'conversation', id: at}) : null};
}

function settlePlace() {
  const place = store.place;
  const stands = place && (place.kind === 'home' || conversation(place.id));
  if (stands) {
    return;
  }
  const waiting = conversations().find((each) => each.kind === 'im' && each.unread > 0);
  const first = waiting ?? conversations().find((each) => each.unread > 0) ?? conversations()[0];
  store.thread = null;
  store.place = first ? {kind: 'conversation', id: first.id} : {kind: 'home'};
  places.set(store.me, {place: store.place, thread: null});
  remember();
}

/** Becomes another person; each one's place is kept. A first visit goes where the bot wrote to that person. */
export function become(id) {
  if (id === store.me) {
    store.drawer = false;
    changed();
    return;
  }
  const before = here();
  store.me = id;
  store.drawer = false;
  const kept = places.get(id);
  if (kept) {
    store.place = kept.place;
    store.thread = kept.thread;
  } else {
    store.place = null;
    store.thread = null;
    store.arriving = before?.kind === 'channel' ? before.id : null;
  }
  remember();
  feed.restart();
}

// ------------------------------------------------------------------ the feed

function take(state) {
  store.state = state;
  if (!store.me || !person(store.me)) {
    store.me = state.me;
  }
  store.takenAt = performance.now();
  if (store.arriving !== undefined && store.arriving !== null && !store.place) {
    const waiting = conversations().find((each) => each.kind === 'im' && each.unread > 0);
    if (!waiting && conversation(store.arriving)) {
      store.place = {kind: 'conversation', id: store.arriving};
    }
  }
  store.arriving = null;
  settlePlace();
}

class Feed {
  #round = 0;
  #abort = null;
  #wake = null;

  restart() {
    this.#abort?.abort();
    this.#wake?.();
    this.#round += 1;
    this.#run(this.#round);
  }

  /** Asks at once instead of waiting out the back-off. */
  nudge() {
    this.#wake?.();
  }

  async #run(round) {
    let after = null;
    let failures = 0;
    while (round === this.#round) {
      const began = performance.now();
      try {
        this.#abort = new AbortController();
        const state = await api.state(store.me, after, this.#abort.signal);
        if (round !== this.#round) {
          return;
        }
        if (state.ok === false && state.status) {
          if (store.me && failures === 0) {
            // The person of the address is gone (another workspace, perhaps): let the server choose.
            store.me = null;
            failures += 1;
            continue;
          }
          throw new Unreachable(state.error);
        }
        failures = 0;
        const same = after === state.version;
        after = state.version;
        take(state);
        store.connection = 'ok';
        changed();
        if (same && performance.now() - began < 200) {
          await this.#pause(400);
        }
      } catch (problem) {
        if (round !== this.#round) {
          return;
        }
        if (!(problem instanceof Unreachable)) {
          throw problem;
        }
        failures += 1;
        after = null;
        if (store.connection !== 'lost') {
          store.connection = 'lost';
          changed();
        }
        await this.#pause(Math.min(5000, 400 * 2 ** Math.min(failures, 4)) * (0.8 + Math.random() * 0.4));
      }
    }
  }

  #pause(millis) {
    return new Promise((resume) => {
      const timer = setTimeout(resume, millis);
      this.#wake = () => {
        clearTimeout(timer);
        resume();
      };
    });
  }
}

export const feed = new Feed();

export function begin() {
  const {as, place} = recall();
  store.me = as;
  store.place = place;
  window.addEventListener('online', () => feed.nudge());
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && store.connection === 'lost') {
      feed.nudge();
    }
  });
  window.addEventListener('hashchange', () => {
    const wanted = recall();
    if (wanted.as && wanted.as !== store.me) {
      become(wanted.as);
    }
    if (wanted.place) {
      go(wanted.place);
    }
  });
  feed.restart();
}

// ------------------------------------------------------------------ acts

let noteNumber = 0;

/** Tells the person something that only this page knows, as Slack would. */
export function tell(text, level = 'error') {
  noteNumber += 1;
  store.notes = [...store.notes.slice(-3), {id: `note-${noteNumber}`, level, text, local: true}];
  changed();
}

export function forgetNote(id) {
  store.notes = store.notes.filter((each) => each.id !== id);
  changed();
}

const WORDS = {
  operation_timeout: 'The app took too long to answer. Slack gave up after three seconds.',
  not_in_channel: 'This person is not in that channel.',
  is_archived: 'That channel is archived.',
  account_inactive: 'This person has left the workspace and can do nothing here any more.',
  message_not_found: 'That message is gone.',
  element_not_found: 'That message has changed meanwhile; look again.',
  view_not_found: 'That form is no longer open.',
  unreachable: 'That did not reach the rehearsal: it is being restarted, perhaps. Please try again.',
};

/**
 * Does something as the present person. `busy`: the surface that waits meanwhile (its buttons are inert). Answers
 * the server's answer, `{ok: false}` when there was none.
 */
export async function act(body, {busy = null, quiet = false} = {}) {
  const as = store.me;
  if (busy) {
    if (store.busy.has(busy)) {
      return {ok: false, error: 'busy'};
    }
    store.busy.add(busy);
    changed();
  }
  const seen = new Set((store.state?.toasts ?? []).map((each) => each.id));
  try {
    const answer = await api.act({as, ...body});
    if (answer.ok === false && !quiet) {
      explain(answer, seen);
    }
    return answer;
  } catch (problem) {
    if (!(problem instanceof Unreachable)) {
      throw problem;
    }
    if (!quiet) {
      tell(WORDS.unreachable);
    }
    return {ok: false, error: 'unreachable'};
  } finally {
    if (busy) {
      store.busy.delete(busy);
      changed();
    }
  }
}

/** The server has a word for most failures (a toast); where none comes, the page says it. */
function explain(answer, seen) {
  const said = () => (store.state?.toasts ?? []).some((each) => !seen.has(each.id));
  setTimeout(() => {
    if (!said()) {
      tell(WORDS[answer.error] ?? `That did not work: ${answer.error ?? 'unknown error'}`);
    }
  }, 900);
}
