// Moments as a person reads them: in the person's zone, on a 24-hour clock. All functions take epoch milliseconds.

const formats = new Map();

function format(tz, options) {
  const id = `${tz}|${JSON.stringify(options)}`;
  let made = formats.get(id);
  if (!made) {
    try {
      made = new Intl.DateTimeFormat('en-GB', {timeZone: tz, ...options});
    } catch {
      made = new Intl.DateTimeFormat('en-GB', {timeZone: 'UTC', ...options});
    }
    formats.set(id, made);
  }
  return made;
}

export const clockTime = (at, tz) => format(tz, {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'}).format(at);
export const clockSeconds = (at, tz) =>
  format(tz, {hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'}).format(at);
export const shortDay = (at, tz) => format(tz, {weekday: 'short', day: 'numeric', month: 'short'}).format(at);
export const longDay = (at, tz) =>
  format(tz, {weekday: 'long', day: 'numeric', month: 'long', year: 'numeric'}).format(at);
export const exact = (at, tz) => `${shortDay(at, tz)} ${clockSeconds(at, tz)} (${tz})`;

/** The calendar day, as `2026-11-22`. */
export const isoDay = (at, tz) => {
  const parts = Object.fromEntries(
    format(tz, {year: 'numeric', month: '2-digit', day: '2-digit'}).formatToParts(at).map((p) => [p.type, p.value]));
  return `${parts.year}-${parts.month}-${parts.day}`;
};

/** "today", "yesterday", "tomorrow", or null for any other day. */
export function nearDay(at, tz, now) {
  const day = 86_400_000;
  const that = isoDay(at, tz);
  if (that === isoDay(now, tz)) {
    return 'today';
  }
  if (that === isoDay(now - day, tz)) {
    return 'yesterday';
  }
  return that === isoDay(now + day, tz) ? 'tomorrow' : null;
}

/** A heading between the days of a conversation. */
export function dayHeading(at, tz, now) {
  const near = nearDay(at, tz, now);
  return near ? near[0].toUpperCase() + near.slice(1) : longDay(at, tz);
}

/** "in 4 min", "2 h 5 min ago". */
export function distance(at, now) {
  const words = span(Math.abs(at - now));
  return at >= now ? `in ${words}` : `${words} ago`;
}

export function span(millis) {
  const seconds = Math.round(millis / 1000);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 48) {
    return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  }
  return `${Math.round(hours / 24)} days`;
}

const DATE_FORMATS = {
  date_num: {year: 'numeric', month: '2-digit', day: '2-digit'},
  date: {day: 'numeric', month: 'long', year: 'numeric'},
  date_short: {day: 'numeric', month: 'short', year: 'numeric'},
  date_long: {weekday: 'long', day: 'numeric', month: 'long', year: 'numeric'},
};

/** Slack's date tokens (`{date_short_pretty} at {time}`), in the reader's zone. `opening`: it begins a line. */
export function slackDate(at, pattern, tz, now, opening = false) {
  return pattern.replace(/\{(\w+)\}/g, (whole, token, offset) => {
    if (token === 'time') {
      return clockTime(at, tz);
    }
    if (token === 'time_secs') {
      return clockSeconds(at, tz);
    }
    if (token === 'ago') {
      return distance(at, now);
    }
    if (token === 'date_num') {
      return isoDay(at, tz);
    }
    const pretty = token.endsWith('_pretty');
    const base = token === 'day_divider_pretty' ? 'date_long' : pretty ? token.slice(0, -'_pretty'.length) : token;
    if (!Object.hasOwn(DATE_FORMATS, base)) {
      return whole;
    }
    const near = pretty ? nearDay(at, tz, now) : null;
    if (near) {
      return opening && offset === 0 ? near[0].toUpperCase() + near.slice(1) : near;
    }
    return format(tz, DATE_FORMATS[base]).format(at);
  });
}

function offsetAt(at, tz) {
  const parts = Object.fromEntries(
    format(tz, {
      year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
      hourCycle: 'h23',
    }).formatToParts(at).map((p) => [p.type, Number(p.value)]));
  const asUtc = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
  return asUtc - Math.floor(at / 1000) * 1000;
}

/** The moment of a wall-clock reading such as `2026-11-22T16:00` in a zone; null when it can't be read. */
export function fromLocal(reading, tz) {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(reading);
  if (!match) {
    return null;
  }
  const [, year, month, day, hour, minute] = match.map(Number);
  const utc = Date.UTC(year, month - 1, day, hour, minute);
  const first = utc - offsetAt(utc, tz);
  return utc - offsetAt(first, tz);
}

/** The wall-clock reading of a moment in a zone, as `2026-11-22T16:00`. */
export const toLocal = (at, tz) => `${isoDay(at, tz)}T${clockTime(at, tz)}`;
