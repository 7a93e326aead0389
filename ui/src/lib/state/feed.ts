import type { Event, Snapshot } from '$lib/bindings';

export interface Sink {
  snapshot(snapshot: Snapshot): void;
  /** Takes one event; false when only a new snapshot can tell what is so now. */
  event(event: Event): boolean;
  failed(thrown: unknown): void;
}

/**
 * The line to the core: one snapshot, then every event after it in order. Events that overtake the snapshot
 * wait for it; a gap or a reset starts again from a new snapshot.
 */
export class Feed {
  /** Tells the current subscription from those it replaced. */
  #generation = 0;
  readonly #subscribe: (listener: (event: Event) => void) => Promise<Snapshot>;
  readonly #sink: Sink;

  constructor(subscribe: (listener: (event: Event) => void) => Promise<Snapshot>, sink: Sink) {
    this.#subscribe = subscribe;
    this.#sink = sink;
  }

  async start(): Promise<void> {
    const generation = ++this.#generation;
    const current = () => generation === this.#generation;
    const early: Event[] = [];
    let live = false;
    const take = (event: Event) => {
      if (current() && !this.#sink.event(event)) void this.start();
    };
    try {
      const snapshot = await this.#subscribe((event) => (live ? take(event) : early.push(event)));
      if (!current()) return;
      live = true;
      this.#sink.snapshot(snapshot);
      early.sort((a, b) => a.seq - b.seq).forEach(take);
    } catch (thrown) {
      if (current()) this.#sink.failed(thrown);
    }
  }

  stop(): void {
    this.#generation++;
  }
}
