import { afterEach, expect, it, vi } from 'vitest';
import { forceFrameLayout } from '$lib/force-mail-frame-layout';

/** Animation frames that the test runs. */
function stubAnimationFrames() {
  const waiting = new Map<number, () => void>();
  let last = 0;
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => (waiting.set(++last, run), last));
  vi.stubGlobal('cancelAnimationFrame', (id: number) => waiting.delete(id));
  const runWaiting = () => {
    const due = [...waiting.values()];
    waiting.clear();
    for (const run of due) run();
  };
  return { waiting, runWaiting };
}

afterEach(() => vi.unstubAllGlobals());

it('requests animation frames until the message is loaded', () => {
  const { waiting, runWaiting } = stubAnimationFrames();
  const frame = document.createElement('iframe');
  forceFrameLayout(frame);
  for (let n = 0; n < 5; n++) {
    expect(waiting.size).toBe(1);
    runWaiting();
  }
  frame.dispatchEvent(new Event('load'));
  expect(waiting.size).toBe(0);
});

it('requests no more frames after another message was opened or after the limit', () => {
  const { waiting, runWaiting } = stubAnimationFrames();
  forceFrameLayout(document.createElement('iframe'))();
  expect(waiting.size).toBe(0);
  forceFrameLayout(document.createElement('iframe'));
  for (let n = 0; n < 100; n++) runWaiting();
  expect(waiting.size).toBe(0);
});
