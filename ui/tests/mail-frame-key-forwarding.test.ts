import { afterEach, expect, it, vi } from 'vitest';
import { forwardMailFrameKeyPresses } from '../src/lib/mail-frame-key-forwarding';

function page() {
  document.body.innerHTML = `
    <section data-pane="messages"><button aria-current="true">Row</button></section>
    <main data-pane="reading" tabindex="-1"><iframe title="Mail" tabindex="0"></iframe></main>`;
  const [row, frame] = [document.querySelector('button'), document.querySelector('iframe')];
  // jsdom has no layout.
  row!.getClientRects = () => [{}] as unknown as DOMRectList;
  return { row: row!, frame: frame! };
}

const emitChange = (key: string, ctrlKey = false) =>
  dispatchEvent(new CustomEvent('mayfly-key', { detail: { key, ctrlKey } }));

let end = () => {};
afterEach(() => end());

it('a key pressed inside a mail is dispatched at its row, and the mail keeps the focus', () => {
  const { row, frame } = page();
  const heard = vi.fn();
  row.addEventListener('keydown', ({ key, ctrlKey }) => void heard(key, ctrlKey));
  end = forwardMailFrameKeyPresses();
  emitChange('k', true);
  expect(heard).not.toHaveBeenCalled();
  frame.focus();
  emitChange('k', true);
  expect(heard.mock.calls).toEqual([['k', true]]);
  expect(document.activeElement).toBe(frame);
});

it('a key that closes the mail moves the focus to its row', () => {
  const { row, frame } = page();
  end = forwardMailFrameKeyPresses();
  frame.focus();
  emitChange('Delete');
  expect(document.activeElement).toBe(row);
});
