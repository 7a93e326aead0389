import { describe, expect, it } from 'vitest';
import { extractDomainWithAt, findUsernameProblem } from '$lib/email-address';
import { extractFileExtension, replaceBidiControls } from '$lib/file-name-display';
import { createCatalogue } from '$lib/i18n/fluent-catalogue';
import { resources } from '$lib/i18n/languages';
import { describeInboxExpiry } from '$lib/inbox-expiry';
import { findListIndexForKeyPress } from '$lib/list-keyboard-navigation';
import { parseWebUrl } from '$lib/url-display';
import { isoTimeAt, inbox, NOW } from './fake-core';

describe('how long an inbox has left', () => {
  it.each([
    ['minutes', inbox(1, { expires_at: isoTimeAt(540) }), '9 min left', false],
    [
      'seconds when it ends soon',
      inbox(1, { state: 'expiring', expires_at: isoTimeAt(92) }),
      '1:32 left',
      true,
    ],
    [
      'its last second',
      inbox(1, { state: 'expiring', expires_at: isoTimeAt(0.4) }),
      '0:01 left',
      true,
    ],
    [
      'over, before the core says so',
      inbox(1, { state: 'expiring', expires_at: isoTimeAt(-1) }),
      'Ending…',
      true,
    ],
    [
      'hours and minutes',
      inbox(1, { expires_at: isoTimeAt(3600 * 5 + 120) }),
      '5 hr 2 min left',
      false,
    ],
    ['days', inbox(1, { expires_at: isoTimeAt(86_400 * 3 + 50) }), '3 days left', false],
    ['no end', inbox(1, { expires_at: null }), 'No end given', false],
    [
      'expired',
      inbox(1, { state: 'expired', expires_at: isoTimeAt(-300) }),
      /^Expired 5 ?m(in)?\.? ago$/,
      false,
    ],
    ['expired early', inbox(1, { state: 'expired', expires_at: isoTimeAt(300) }), 'Expired', false],
    ['replaced', inbox(1, { state: 'replaced' }), 'Replaced', false],
    ['deleted', inbox(1, { state: 'deleted' }), 'Deleted', false],
  ])('%s', (_, box, text, urgent) => {
    const said = describeInboxExpiry(box, NOW);
    if (text instanceof RegExp) expect(said.text).toMatch(text);
    else expect(said.text).toBe(text);
    expect(said.urgent).toBe(urgent);
  });

  it('as a part of its life', () => {
    const box = inbox(1, { created_at: isoTimeAt(-300), expires_at: isoTimeAt(300) });
    expect(describeInboxExpiry(box, NOW).fractionLeft).toBeCloseTo(0.5);
    expect(describeInboxExpiry(box, NOW + 400_000).fractionLeft).toBe(0);
    expect(describeInboxExpiry({ ...box, created_at: isoTimeAt(300) }, NOW).fractionLeft).toBe(1);
  });
});

describe('times in the list', () => {
  const f = createCatalogue('en-GB', resources.en).format;
  it.each([
    [isoTimeAt(-20), 'now'],
    [isoTimeAt(20), 'now'],
    ['nonsense', ''],
  ])('%s is %s', (iso, text) => expect(f.listTime(iso, NOW)).toBe(text));

  it('minutes are counted', () => expect(f.listTime(isoTimeAt(-60 * 12), NOW)).toBe('12 min'));

  it('older ones are named by day, then date, then year', () => {
    expect(f.listTime(isoTimeAt(-86_400 * 3), NOW)).toBe('Thu');
    expect(f.listTime(isoTimeAt(-86_400 * 30), NOW)).toBe('29 May');
    expect(f.listTime(isoTimeAt(-86_400 * 400), NOW)).toBe('24 May 2025');
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
  ])('%j: %s', (name, problem) => expect(findUsernameProblem(name)).toBe(problem));
});

it.each([
  ['https://example.com/a', true],
  ['http://example.com', true],
  ['javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['mailto:a@example.com', false],
  ['//example.com', false],
  ['', false],
])('%j may be a link: %s', (href, may) => expect(parseWebUrl(href) !== null).toBe(may));

it('an address keeps its domain and a file its extension', () => {
  expect(extractDomainWithAt('a.b@example.com')).toBe('@example.com');
  expect(extractDomainWithAt('nonsense')).toBe('');
  expect(extractFileExtension('photo.jpg.exe')).toBe('.exe');
  expect(extractFileExtension('.profile')).toBe('');
  expect(extractFileExtension('a sentence. Another one, not an extension')).toBe('');
});

it('a file’s name can’t be turned round', () => {
  expect(replaceBidiControls('photo\u202egpj.exe')).toBe('photo\ufffdgpj.exe');
  expect(replaceBidiControls('見積書.xlsx')).toBe('見積書.xlsx');
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
])('%s from row %i of 10 goes to %s', (key, from, to) =>
  expect(findListIndexForKeyPress(key, from, 10)).toBe(to),
);
