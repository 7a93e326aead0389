import { describe, expect, it } from 'vitest';
import { splitAddress, splitFileName, usernameProblem } from '$lib/address';
import { expiry } from '$lib/expiry';
import { formats } from '$lib/i18n/format';
import { moveIn } from '$lib/keys';
import { webLink } from '$lib/links';
import { at, inbox, NOW } from './core';

describe('how long an inbox has left', () => {
  it.each([
    ['minutes', inbox(1, { expires_at: at(540) }), '9 min left', false],
    [
      'seconds when it ends soon',
      inbox(1, { state: 'expiring', expires_at: at(92) }),
      '1:32 left',
      true,
    ],
    ['its last second', inbox(1, { state: 'expiring', expires_at: at(0.4) }), '0:01 left', true],
    [
      'over, before the core says so',
      inbox(1, { state: 'expiring', expires_at: at(-1) }),
      'Ending…',
      true,
    ],
    ['hours and minutes', inbox(1, { expires_at: at(3600 * 5 + 120) }), '5 hr 2 min left', false],
    ['days', inbox(1, { expires_at: at(86_400 * 3 + 50) }), '3 days left', false],
    ['no end', inbox(1, { expires_at: null }), 'No end given', false],
    ['expired', inbox(1, { state: 'expired', expires_at: at(-300) }), 'Expired 5min ago', false],
    ['expired early', inbox(1, { state: 'expired', expires_at: at(300) }), 'Expired', false],
    ['replaced', inbox(1, { state: 'replaced' }), 'Replaced', false],
    ['deleted', inbox(1, { state: 'deleted' }), 'Deleted', false],
  ])('%s', (_, box, text, urgent) => {
    expect(expiry(box, NOW)).toMatchObject({ text, urgent });
  });

  it('as a part of its life', () => {
    const box = inbox(1, { created_at: at(-300), expires_at: at(300) });
    expect(expiry(box, NOW).fraction).toBeCloseTo(0.5);
    expect(expiry(box, NOW + 400_000).fraction).toBe(0);
    expect(expiry({ ...box, created_at: at(300) }, NOW).fraction).toBe(1);
  });
});

describe('times in the list', () => {
  const f = formats('en-GB', 'now');
  it.each([
    [at(-20), 'now'],
    [at(20), 'now'],
    [at(-60 * 12), '12 min'],
    ['nonsense', ''],
  ])('%s is %s', (iso, text) => expect(f.listTime(iso, NOW)).toBe(text));

  it('older ones are named by day, then date, then year', () => {
    expect(f.listTime(at(-86_400 * 3), NOW)).toBe('Thu');
    expect(f.listTime(at(-86_400 * 30), NOW)).toBe('29 May');
    expect(f.listTime(at(-86_400 * 400), NOW)).toBe('24 May 2025');
  });
});

describe('a name before the @', () => {
  it.each([
    ['demo123', null],
    ['a', null],
    ['Ferry.Club-2_x', null],
    ['  spaced  ', null],
    ['', 'empty'],
    ['   ', 'empty'],
    ['a b', 'characters'],
    ['me@example.com', 'characters'],
    ['naïve', 'characters'],
    ['a/../b', 'characters'],
    ['.start', 'edges'],
    ['end-', 'edges'],
    ['a..b', 'dots'],
    ['x'.repeat(65), 'long'],
  ])('%j: %s', (name, problem) => expect(usernameProblem(name)).toBe(problem));
});

it.each([
  ['https://example.com/a', true],
  ['http://example.com', true],
  ['javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['mailto:a@example.com', false],
  ['//example.com', false],
  ['', false],
])('%j may be a link: %s', (href, may) => expect(webLink(href) !== null).toBe(may));

it('addresses and file names are split where they may be shortened', () => {
  expect(splitAddress('a.b@example.com')).toEqual({ local: 'a.b', domain: '@example.com' });
  expect(splitAddress('nonsense')).toEqual({ local: 'nonsense', domain: '' });
  expect(splitFileName('photo.jpg.exe')).toEqual({ stem: 'photo.jpg', extension: '.exe' });
  expect(splitFileName('.profile')).toEqual({ stem: '.profile', extension: '' });
});

it.each([
  ['ArrowDown', 3, 4],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 0, 0],
  ['PageDown', 3, 9],
  ['PageUp', 3, 0],
  ['Home', 3, 0],
  ['End', 3, 9],
  ['Enter', 3, null],
])('%s from row %i of 10 goes to %s', (key, from, to) => expect(moveIn(key, from, 10)).toBe(to));
