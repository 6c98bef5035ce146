// The requests to the rehearsal's server. Every one has an end: a request without an answer is given up.

export class Unreachable extends Error {}

async function request(method, path, body, {timeout = 20_000, signal} = {}) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), timeout);
  const stop = () => giveUp.abort();
  signal?.addEventListener('abort', stop);
  try {
    const answer = await fetch(path, {
      method,
      headers: body === undefined ? {} : {'Content-Type': 'application/json'},
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: giveUp.signal,
      cache: 'no-store',
    });
    let json = null;
    try {
      json = await answer.json();
    } catch {
      throw new Unreachable(`no readable answer from ${path} (${answer.status})`);
    }
    if (!answer.ok) {
      return {ok: false, status: answer.status, error: json?.error ?? `HTTP ${answer.status}`};
    }
    return json;
  } catch (problem) {
    if (problem instanceof Unreachable) {
      throw problem;
    }
    throw new Unreachable(String(problem?.message ?? problem));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

export const api = {
  /** What a person sees. With `after`, waits up to 25 s for a change. */
  state: (as, after, signal) => {
    const query = new URLSearchParams();
    if (as) {
      query.set('as', as);
    }
    if (after !== null && after !== undefined) {
      query.set('after', after);
    }
    const words = query.toString();
    return request('GET', words ? `/ui/state?${words}` : '/ui/state', undefined, {timeout: 40_000, signal});
  },
  act: (body) => request('POST', '/ui/act', body, {timeout: 30_000}),
  clock: (body) => request('POST', '/ui/clock', body),
  log: () => request('GET', '/ui/log?last=300'),
  faults: () => request('GET', '/ui/faults'),
  fail: (body) => request('POST', '/ui/faults', body),
  metrics: () => request('GET', '/ui/metrics'),
  steer: (body) => request('POST', '/ui/metrics', body),
  mend: () => request('DELETE', '/ui/faults'),
};
