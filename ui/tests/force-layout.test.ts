import { afterEach, expect, it, vi } from 'vitest';
import { forceFrameLayout } from '$lib/force-layout';

/** Animation frames that the test runs. */
function frames() {
  const waiting = new Map<number, () => void>();
  let last = 0;
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => (waiting.set(++last, run), last));
  vi.stubGlobal('cancelAnimationFrame', (id: number) => waiting.delete(id));
  const pass = () => {
    const due = [...waiting.values()];
    waiting.clear();
    for (const run of due) run();
  };
  return { waiting, pass };
}

afterEach(() => vi.unstubAllGlobals());

it('requests animation frames until the message is loaded', () => {
  const { waiting, pass } = frames();
  const frame = document.createElement('iframe');
  forceFrameLayout(frame);
  for (let n = 0; n < 5; n++) {
    expect(waiting.size).toBe(1);
    pass();
  }
  frame.dispatchEvent(new Event('load'));
  expect(waiting.size).toBe(0);
});

it('requests no more frames after another message was opened or after the limit', () => {
  const { waiting, pass } = frames();
  forceFrameLayout(document.createElement('iframe'))();
  expect(waiting.size).toBe(0);
  forceFrameLayout(document.createElement('iframe'));
  for (let n = 0; n < 100; n++) pass();
  expect(waiting.size).toBe(0);
});
