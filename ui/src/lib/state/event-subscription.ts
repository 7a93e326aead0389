import type { Event, Snapshot } from '$lib/bindings';

/** Receives what a subscription delivers. */
export interface SubscriptionHandler {
  applySnapshot(snapshot: Snapshot): void;
  /** Applies one event; false requests a new snapshot. */
  applyEvent(event: Event): boolean;
  handleError(thrown: unknown): void;
}

type Subscribe = (listener: (event: Event) => void) => Promise<Snapshot>;

/**
 * A subscription to the core: one snapshot, then every later event in order. Events that arrive before the snapshot
 * are queued; after a gap or a reset it subscribes anew.
 */
export class ResumingEventSubscription {
  /** Tells the current subscription from the ones it replaced. */
  #generation = 0;
  readonly #subscribe: Subscribe;
  readonly #handler: SubscriptionHandler;

  constructor(subscribe: Subscribe, handler: SubscriptionHandler) {
    this.#subscribe = subscribe;
    this.#handler = handler;
  }

  /** Subscribes; resolves when the snapshot was applied or the attempt failed. */
  async subscribeToEvents(): Promise<void> {
    const generation = ++this.#generation;
    const isCurrent = () => generation === this.#generation;
    const queue: Event[] = [];
    let hasSnapshot = false;
    const deliverEvent = (event: Event) => {
      if (isCurrent() && !this.#handler.applyEvent(event)) void this.subscribeToEvents();
    };
    try {
      const snapshot = await this.#subscribe((event) => {
        if (hasSnapshot) deliverEvent(event);
        else queue.push(event);
      });
      if (!isCurrent()) return;
      hasSnapshot = true;
      this.#handler.applySnapshot(snapshot);
      queue.sort((a, b) => a.seq - b.seq).forEach(deliverEvent);
    } catch (thrown) {
      if (isCurrent()) this.#handler.handleError(thrown);
    }
  }
}
