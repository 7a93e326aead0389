import type { SearchHit, SearchPage } from '$lib/bindings';

/** More are asked for as the list is scrolled to its end. */
const PAGE = 100;

type Ask = (query: string, limit: number, cursor: string | null) => Promise<SearchPage>;

/** What the user looks for in all mail, and what the core found. One question is under way at a time. */
export class Search {
  query = $state('');
  /** Null until the first answer to a query. */
  hits = $state.raw<readonly SearchHit[] | null>(null);
  readonly active = $derived(this.query.trim() !== '');

  readonly #ask: Ask;
  readonly #failed: (thrown: unknown) => void;
  #next: string | null = null;
  #working = false;
  #again = false;

  constructor(ask: Ask, failed: (thrown: unknown) => void) {
    this.#ask = ask;
    this.#failed = failed;
  }

  type(query: string): void {
    this.query = query;
    if (!this.active) this.hits = null;
    else void this.renew();
  }

  clear(): void {
    this.type('');
  }

  /** Asks for the query as it is now; what is on the screen stays until the answer comes. */
  async renew(): Promise<void> {
    if (this.#working) {
      this.#again = true;
      return;
    }
    this.#working = true;
    do {
      this.#again = false;
      const limit = Math.max(PAGE, this.hits?.length ?? 0);
      await this.#take(() => this.#ask(this.query, limit, null), false);
    } while (this.#again && this.active);
    this.#working = false;
  }

  /** The end of the list is in sight. */
  async more(): Promise<void> {
    const cursor = this.#next;
    if (cursor === null || this.#working) return;
    this.#working = true;
    await this.#take(() => this.#ask(this.query, PAGE, cursor), true);
    this.#working = false;
    if (this.#again) void this.renew();
  }

  async #take(ask: () => Promise<SearchPage>, after: boolean): Promise<void> {
    const query = this.query;
    try {
      const { hits, next } = await ask();
      if (query !== this.query) return;
      this.hits = after ? [...(this.hits ?? []), ...hits] : hits;
      this.#next = next;
    } catch (thrown) {
      this.#again = false;
      this.#failed(thrown);
    }
  }
}
