import { expect, test, vi } from 'vitest';
import { ignoreKeysOfInputMethods } from '$lib/composition-keys';

test.each([
  ['Enter while a word is composed', { key: 'Enter', isComposing: true }, false],
  ['Escape while a word is composed', { key: 'Escape', isComposing: true }, false],
  ['the key that begins a word', { key: 'v', keyCode: 229 }, false],
  ['Enter after the word', { key: 'Enter', keyCode: 13 }, true],
])('%s', (_, init, reaches) => {
  const stop = ignoreKeysOfInputMethods();
  const listener = vi.fn();
  document.body.addEventListener('keydown', listener);
  const event = new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true });
  document.body.dispatchEvent(event);
  expect(listener).toHaveBeenCalledTimes(reaches ? 1 : 0);
  expect(event.defaultPrevented).toBe(false);

  stop();
  document.body.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true }));
  expect(listener).toHaveBeenCalledTimes(reaches ? 2 : 1);
  document.body.removeEventListener('keydown', listener);
});
