import { afterEach, expect, it, vi } from 'vitest';
import { forwardMailKeys } from '../src/lib/mail-frame-keys';

function page() {
  document.body.innerHTML = `
    <section data-pane="messages"><button aria-current="true">Row</button></section>
    <main data-pane="reading" tabindex="-1"><iframe title="Mail" tabindex="0"></iframe></main>`;
  const [row, frame] = [document.querySelector('button'), document.querySelector('iframe')];
  // jsdom draws nothing.
  row!.getClientRects = () => [{}] as unknown as DOMRectList;
  return { row: row!, frame: frame! };
}

const tell = (key: string, ctrlKey = false) =>
  dispatchEvent(new CustomEvent('mayfly-key', { detail: { key, ctrlKey } }));

let end = () => {};
afterEach(() => end());

it('a key that a mail kept is pressed at its row, and the mail keeps the focus', () => {
  const { row, frame } = page();
  const heard = vi.fn();
  row.addEventListener('keydown', ({ key, ctrlKey }) => void heard(key, ctrlKey));
  end = forwardMailKeys();
  tell('k', true);
  expect(heard).not.toHaveBeenCalled();
  frame.focus();
  tell('k', true);
  expect(heard.mock.calls).toEqual([['k', true]]);
  expect(document.activeElement).toBe(frame);
});

it('one that takes the mail away takes the focus to the row', () => {
  const { row, frame } = page();
  end = forwardMailKeys();
  frame.focus();
  tell('Delete');
  expect(document.activeElement).toBe(row);
});
