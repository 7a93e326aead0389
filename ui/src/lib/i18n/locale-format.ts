/** Formats dates, durations and numbers for one locale. */

import { memoize } from './memoize';
import { isWrittenAsPlainDigits } from './is-plain-integer';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The formatting functions of one locale. Times are ISO 8601; `now` is in milliseconds. */
export interface LocaleFormat {
  number(value: number): string;
  /** A file size with its unit. */
  fileSize(value: number): string;
  /** The time of day; with the date unless it is today. */
  dateTime(iso: string, now: number): string;
  /** The full date and time, for titles. */
  fullDateTime(iso: string): string;
  /** How long ago, in a short form. */
  timeAgo(iso: string, now: number): string;
  /** For a column of times: minutes, then the time of day, the weekday, the date. */
  listTime(iso: string, now: number): string;
  /** A duration: minutes and seconds under two minutes, else its one or two largest units. */
  duration(ms: number): string;
  /** The interval of something regular: seconds under two minutes, else as a duration. */
  interval(seconds: number): string;
  /** Compares two texts without regard to case and accents. */
  compareTexts(a: string, b: string): number;
}

/** The texts of short durations. */
export interface DurationTexts {
  readonly now: string;
  seconds(count: number): string;
  minutes(count: number): string;
  hours(count: number): string;
  days(count: number): string;
}

export function createLocaleFormat(locale: string, texts: DurationTexts): LocaleFormat {
  // Creating a platform format takes milliseconds: each is created once, when it is first needed.
  const number = memoize(() => new Intl.NumberFormat(locale));
  const oneDecimal = memoize(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
  const relative = memoize(
    () => new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'narrow' }),
  );
  const collator = memoize(() => new Intl.Collator(locale, { sensitivity: 'base', numeric: true }));
  const createDateFormatter = (options: Intl.DateTimeFormatOptions) =>
    memoize(() => new Intl.DateTimeFormat(locale, options));
  const time = createDateFormatter({ hour: 'numeric', minute: '2-digit' });
  const weekday = createDateFormatter({ weekday: 'short' });
  const day = createDateFormatter({ day: 'numeric', month: 'short' });
  const dayOfYear = createDateFormatter({ dateStyle: 'medium' });
  const dayAndTime = createDateFormatter({
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  });
  const full = createDateFormatter({ dateStyle: 'full', timeStyle: 'long' });
  // The short form of this one unit reads "216 byte".
  const wholeBytes = memoize(
    () => new Intl.NumberFormat(locale, { style: 'unit', unit: 'byte', unitDisplay: 'long' }),
  );
  const duration = (ms: number): string => {
    const seconds = Math.max(0, Math.ceil(ms / SECOND));
    if (seconds < 120) {
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    }
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return texts.minutes(minutes);
    const hours = Math.floor(minutes / 60);
    if (hours < 24) {
      const rest = minutes % 60;
      return rest ? `${texts.hours(hours)} ${texts.minutes(rest)}` : texts.hours(hours);
    }
    return texts.days(Math.floor(hours / 24));
  };

  return {
    duration,

    interval: (seconds) => (seconds < 120 ? texts.seconds(seconds) : duration(seconds * SECOND)),

    number: (value) => (isWrittenAsPlainDigits(value) ? String(value) : number().format(value)),

    fileSize(value) {
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

    dateTime(iso, now) {
      const at = new Date(iso);
      if (Number.isNaN(at.getTime())) return iso;
      return isSameDay(at, new Date(now)) ? time().format(at) : dayAndTime().format(at);
    },

    fullDateTime(iso) {
      const at = new Date(iso);
      return Number.isNaN(at.getTime()) ? iso : full().format(at);
    },

    timeAgo(iso, now) {
      const passed = Math.max(0, now - Date.parse(iso));
      if (!(passed >= 2 * SECOND)) return texts.now;
      if (passed < MINUTE) return relative().format(-Math.floor(passed / SECOND), 'second');
      if (passed < HOUR) return relative().format(-Math.floor(passed / MINUTE), 'minute');
      if (passed < DAY) return relative().format(-Math.floor(passed / HOUR), 'hour');
      return relative().format(-Math.floor(passed / DAY), 'day');
    },

    listTime(iso, now) {
      const at = new Date(iso);
      const passed = now - at.getTime();
      if (Number.isNaN(passed)) return '';
      if (passed < MINUTE) return texts.now;
      if (passed < HOUR) return texts.minutes(Math.floor(passed / MINUTE));
      if (isSameDay(at, new Date(now))) return time().format(at);
      if (passed < 6 * DAY) return weekday().format(at);
      return at.getFullYear() === new Date(now).getFullYear()
        ? day().format(at)
        : dayOfYear().format(at);
    },

    compareTexts: (a, b) => collator().compare(a, b),
  };
}

function isSameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString();
}
