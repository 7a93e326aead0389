/** Dates and numbers of one locale. Every function takes `now` from outside, so that tests can. */

import { once } from './once';
import { isPlain } from './plain';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface Formats {
  number(value: number): string;
  /** Bytes with a unit, as people write file sizes. */
  bytes(value: number): string;
  /** A short time of day; with the date where it isn't today. */
  moment(iso: string, now: number): string;
  /** Everything about a moment, for titles. */
  exact(iso: string): string;
  /** How long ago, as short as a list needs it. */
  ago(iso: string, now: number): string;
  /** The column of times in a list: minutes, then the time of day, the weekday, the date. */
  listTime(iso: string, now: number): string;
  /** A length of time: seconds under two minutes, else the two largest units worth saying. */
  duration(ms: number): string;
  /** How often something happens: seconds under two minutes, else as a duration. */
  interval(seconds: number): string;
  /** The order of two texts, without regard to case and accents. */
  compare(a: string, b: string): number;
}

/** Lengths of time, as short as they are understood. */
export interface TimeWords {
  readonly now: string;
  seconds(count: number): string;
  minutes(count: number): string;
  hours(count: number): string;
  days(count: number): string;
}

export function formats(locale: string, words: TimeWords): Formats {
  // Each takes the platform milliseconds to make, so it is made once, and not before it is needed.
  const number = once(() => new Intl.NumberFormat(locale));
  const oneDecimal = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
  const relative = once(
    () => new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'narrow' }),
  );
  const collator = once(() => new Intl.Collator(locale, { sensitivity: 'base', numeric: true }));
  const date = (options: Intl.DateTimeFormatOptions) =>
    once(() => new Intl.DateTimeFormat(locale, options));
  const time = date({ hour: 'numeric', minute: '2-digit' });
  const weekday = date({ weekday: 'short' });
  const day = date({ day: 'numeric', month: 'short' });
  const dayOfYear = date({ dateStyle: 'medium' });
  const dayAndTime = date({ day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });
  const full = date({ dateStyle: 'full', timeStyle: 'long' });
  // The short form of this one unit reads "216 byte".
  const wholeBytes = once(
    () => new Intl.NumberFormat(locale, { style: 'unit', unit: 'byte', unitDisplay: 'long' }),
  );
  const duration = (ms: number): string => {
    const seconds = Math.max(0, Math.ceil(ms / SECOND));
    if (seconds < 120) {
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    }
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return words.minutes(minutes);
    const hours = Math.floor(minutes / 60);
    if (hours < 24) {
      const rest = minutes % 60;
      return rest ? `${words.hours(hours)} ${words.minutes(rest)}` : words.hours(hours);
    }
    return words.days(Math.floor(hours / 24));
  };

  return {
    duration,

    interval: (seconds) => (seconds < 120 ? words.seconds(seconds) : duration(seconds * SECOND)),

    number: (value) => (isPlain(value) ? String(value) : number().format(value)),

    bytes(value) {
      if (value < 1000) return wholeBytes().format(value);
      for (const [size, name] of [
        [1e9, 'GB'],
        [1e6, 'MB'],
        [1e3, 'kB'],
      ] as const) {
        if (value >= size) return `${oneDecimal().format(value / size)} ${name}`;
      }
      return number().format(value);
    },

    moment(iso, now) {
      const at = new Date(iso);
      if (Number.isNaN(at.getTime())) return iso;
      return sameDay(at, new Date(now)) ? time().format(at) : dayAndTime().format(at);
    },

    exact(iso) {
      const at = new Date(iso);
      return Number.isNaN(at.getTime()) ? iso : full().format(at);
    },

    ago(iso, now) {
      const passed = Math.max(0, now - Date.parse(iso));
      if (!(passed >= 2 * SECOND)) return words.now;
      if (passed < MINUTE) return relative().format(-Math.floor(passed / SECOND), 'second');
      if (passed < HOUR) return relative().format(-Math.floor(passed / MINUTE), 'minute');
      if (passed < DAY) return relative().format(-Math.floor(passed / HOUR), 'hour');
      return relative().format(-Math.floor(passed / DAY), 'day');
    },

    listTime(iso, now) {
      const at = new Date(iso);
      const passed = now - at.getTime();
      if (Number.isNaN(passed)) return '';
      if (passed < MINUTE) return words.now;
      if (passed < HOUR) return words.minutes(Math.floor(passed / MINUTE));
      if (sameDay(at, new Date(now))) return time().format(at);
      if (passed < 6 * DAY) return weekday().format(at);
      return at.getFullYear() === new Date(now).getFullYear()
        ? day().format(at)
        : dayOfYear().format(at);
    },

    compare: (a, b) => collator().compare(a, b),
  };
}

function sameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString();
}
