import { describe, expect, it } from 'vitest';
import { Feedback } from '$lib/state/feedback.svelte';
import { failure } from './fake-core';

const refresh = { kind: 'refresh-inbox', inboxId: 1 } as const;

/** An action that runs until the test ends it. */
function startActionUntilEnded(feedback: Feedback) {
  let end = () => {};
  const work = new Promise<void>((resolve) => (end = resolve));
  const result = feedback.runAction(refresh, {}, () => work);
  return {
    end: () => {
      end();
      return result;
    },
  };
}

describe('an action', () => {
  it('is running until the last of its runs has ended', async () => {
    const feedback = new Feedback();
    const [first, second] = [startActionUntilEnded(feedback), startActionUntilEnded(feedback)];
    await first.end();
    expect(feedback.isRunning(refresh)).toBe(true);
    await second.end();
    expect(feedback.isRunning(refresh)).toBe(false);
  });

  it('on another inbox is another action', () => {
    const feedback = new Feedback();
    startActionUntilEnded(feedback);
    expect(feedback.isRunning({ kind: 'refresh-inbox', inboxId: 2 })).toBe(false);
  });

  it('that succeeds removes its earlier failure, and no other', async () => {
    const feedback = new Feedback();
    const fail = async () => {
      throw failure('offline');
    };
    await feedback.runAction(refresh, { failureText: () => 'refresh' }, fail);
    await feedback.runAction({ kind: 'create-inbox' }, { failureText: () => 'create' }, fail);
    expect(feedback.failures.map(({ text }) => text?.())).toEqual(['refresh', 'create']);
    await feedback.runAction(refresh, {}, () => Promise.resolve());
    expect(feedback.failures.map(({ text }) => text?.())).toEqual(['create']);
  });
});
