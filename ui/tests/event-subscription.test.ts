import { describe, expect, it, vi } from 'vitest';
import type { Event, Snapshot } from '$lib/bindings';
import { ResumingEventSubscription } from '$lib/state/event-subscription';
import { inbox, snapshot } from './fake-core';

const event = (seq: number): Event => ({ seq, change: { kind: 'inbox', inbox: inbox(seq) } });

/** A subscription whose responses the test controls. */
function controlledSubscription(takes: (seq: number) => boolean = () => true) {
  const subscriptions: {
    send: (event: Event) => void;
    answer: (snapshot: Snapshot) => void;
    refuse: (error: unknown) => void;
  }[] = [];
  const log: string[] = [];
  const subscription = new ResumingEventSubscription(
    (send) =>
      new Promise((answer, refuse) => {
        subscriptions.push({ send, answer, refuse });
      }),
    {
      applySnapshot: ({ seq }) => log.push(`snapshot ${seq}`),
      applyEvent: ({ seq }) => {
        log.push(`event ${seq}`);
        return takes(seq);
      },
      handleError: (thrown) => log.push(`failed ${String(thrown)}`),
    },
  );
  return { subscription, subscriptions, log };
}

describe('the subscription to the core', () => {
  it('queues events that arrive before the snapshot and applies them in order', async () => {
    const { subscription, subscriptions, log } = controlledSubscription();
    const started = subscription.subscribeToEvents();
    subscriptions[0]?.send(event(12));
    subscriptions[0]?.send(event(11));
    subscriptions[0]?.answer(snapshot({ seq: 10 }));
    await started;
    subscriptions[0]?.send(event(13));
    expect(log).toEqual(['snapshot 10', 'event 11', 'event 12', 'event 13']);
  });

  it('subscribes anew after a gap and ignores the old subscription', async () => {
    const { subscription, subscriptions, log } = controlledSubscription((seq) => seq !== 15);
    const started = subscription.subscribeToEvents();
    subscriptions[0]?.answer(snapshot({ seq: 10 }));
    await started;
    subscriptions[0]?.send(event(15));
    subscriptions[0]?.send(event(16));
    subscriptions[1]?.answer(snapshot({ seq: 16 }));
    await vi.waitFor(() => expect(log).toEqual(['snapshot 10', 'event 15', 'snapshot 16']));
    expect(subscriptions).toHaveLength(2);
  });

  it('reports that it could not subscribe', async () => {
    const { subscription, subscriptions, log } = controlledSubscription();
    const started = subscription.subscribeToEvents();
    subscriptions[0]?.refuse('no core');
    await started;
    expect(log).toEqual(['failed no core']);
  });
});
