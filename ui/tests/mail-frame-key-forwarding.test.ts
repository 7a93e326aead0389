import { afterEach, expect, it, vi } from 'vitest';
import { forwardMailFrameKeyPresses } from '../src/lib/mail-frame-key-forwarding';

function buildPage() {
  document.body.innerHTML = `
    <section data-pane="messages"><button aria-current="true">Row</button></section>
    <main data-pane="reading" tabindex="-1"><iframe title="Mail" tabindex="0"></iframe></main>`;
  const [row, frame] = [document.querySelector('button'), document.querySelector('iframe')];
  // jsdom has no layout.
  row!.getClientRects = () => [{}] as unknown as DOMRectList;
  return { row: row!, frame: frame! };
}

const dispatchMailKey = (key: string, ctrlKey = false) =>
  dispatchEvent(new CustomEvent('mayfly-key', { detail: { key, ctrlKey } }));

let end = () => {};
afterEach(() => end());

it('a key pressed inside a mail is dispatched at its row, and the mail keeps the focus', () => {
  const { row, frame } = buildPage();
  const heard = vi.fn();
  row.addEventListener('keydown', ({ key, ctrlKey }) => void heard(key, ctrlKey));
  end = forwardMailFrameKeyPresses();
  dispatchMailKey('k', true);
  expect(heard).not.toHaveBeenCalled();
  frame.focus();
  dispatchMailKey('k', true);
  expect(heard.mock.calls).toEqual([['k', true]]);
  expect(document.activeElement).toBe(frame);
});

it('Escape pressed inside a frame of a dialog closes the dialog, and other keys stay in it', () => {
  const { row } = buildPage();
  const dialog = document.createElement('dialog');
  dialog.innerHTML = '<iframe title="Attachment" tabindex="0"></iframe>';
  document.body.append(dialog);
  dialog.open = true;
  const [closed, heardByDialog, heardByRow] = [vi.fn(), vi.fn(), vi.fn()];
  dialog.addEventListener('cancel', closed);
  dialog.addEventListener('keydown', ({ key }) => void heardByDialog(key));
  row.addEventListener('keydown', heardByRow);
  end = forwardMailFrameKeyPresses();
  dialog.querySelector('iframe')!.focus();
  dispatchMailKey('=', true);
  expect(heardByDialog.mock.calls).toEqual([['=']]);
  expect(closed).not.toHaveBeenCalled();
  dispatchMailKey('Escape');
  expect(closed).toHaveBeenCalledTimes(1);
  expect(heardByRow).not.toHaveBeenCalled();
});

it('a key that closes the mail moves the focus to its row', () => {
  const { row, frame } = buildPage();
  end = forwardMailFrameKeyPresses();
  frame.focus();
  dispatchMailKey('Delete');
  expect(document.activeElement).toBe(row);
});
