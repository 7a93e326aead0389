/** Which keys of a global shortcut are read from a key event. */
import { describe, expect, it } from 'vitest';
import { parseShortcutKeyEvent } from '$lib/shortcut-recording';

const press = (key: string, code: string, held = '') =>
  parseShortcutKeyEvent(
    new KeyboardEvent('keydown', {
      key,
      code,
      ctrlKey: held.includes('c'),
      altKey: held.includes('a'),
      shiftKey: held.includes('s'),
      metaKey: held.includes('m'),
    }),
  );

describe('recorded keys', () => {
  it.each([
    ['m', 'KeyM', 'ca', 'Ctrl+Alt+M'],
    ['M', 'KeyM', 'cs', 'Ctrl+Shift+M'],
    // A French keyboard: A is where others have Q, and digits need Shift.
    ['a', 'KeyQ', 'c', 'Ctrl+A'],
    ['&', 'Digit1', 'ca', 'Ctrl+Alt+1'],
    // A Russian keyboard has no Latin letters.
    ['ь', 'KeyM', 'ca', 'Ctrl+Alt+M'],
    ['n', 'KeyN', 'm', 'Super+N'],
    ['F9', 'F9', '', 'F9'],
    ['ArrowUp', 'ArrowUp', 'ca', 'Ctrl+Alt+Up'],
    ['5', 'Numpad5', 'c', 'Ctrl+Num5'],
    [' ', 'Space', 'cs', 'Ctrl+Shift+Space'],
  ])('%s (%s) with %s are %s', (key, code, held, keys) => {
    expect(press(key, code, held)).toEqual({ kind: 'complete', keys });
  });

  it('need more than modifiers, and a modifier where they would write', () => {
    expect(press('Control', 'ControlLeft', 'c').kind).toBe('incomplete');
    expect(press('AltGraph', 'AltRight').kind).toBe('incomplete');
    expect(press('m', 'KeyM').kind).toBe('unusable');
    expect(press('M', 'KeyM', 's').kind).toBe('unusable');
    expect(press('Enter', 'Enter', 'c').kind).toBe('unusable');
    expect(press('Dead', '', 'c').kind).toBe('unusable');
  });
});
