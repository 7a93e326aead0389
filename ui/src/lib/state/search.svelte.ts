import type { SearchHit, SearchPage } from '$lib/bindings';

/** More are asked for as the list is scrolled to its end. */
const PAGE = 100;
/** The core gives no more at a time. */
const MOST = 200;

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
  /** The query that the hits are of. */
  #found: string | null = null;
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
      await this.#take((query) => this.#anew(query), false);
    } while (this.#again && this.active);
    this.#working = false;
  }

  /** As many as there were of it: a list that is cut to its first page would lose its place. */
  async #anew(query: string): Promise<SearchPage> {
    const shown = query === this.#found ? (this.hits?.length ?? 0) : 0;
    let [hits, next]: [SearchHit[], string | null] = [[], null];
    do {
      const limit = Math.min(MOST, Math.max(PAGE, shown - hits.length));
      const page: SearchPage = await this.#ask(query, limit, next);
      hits = [...hits, ...page.hits];
      next = page.next;
    } while (next !== null && hits.length < shown && query === this.query);
    return { hits, next };
  }

  /** The end of the list is in sight. */
  async more(): Promise<void> {
    const cursor = this.#next;
    if (cursor === null || this.#working) return;
    this.#working = true;
    await this.#take((query) => this.#ask(query, PAGE, cursor), true);
    this.#working = false;
    if (this.#again && this.active) void this.renew();
  }

  async #take(ask: (query: string) => Promise<SearchPage>, after: boolean): Promise<void> {
    const query = this.query;
    try {
      const { hits, next } = await ask(query);
      if (query !== this.query) return;
      this.hits = after ? [...(this.hits ?? []), ...hits] : hits;
      this.#next = next;
      this.#found = query;
    } catch (thrown) {
      // What is shown may be of another query, and so its end.
      if (!after) this.#next = null;
      if (query === this.query) this.#again = false;
      this.#failed(thrown);
    }
  }
}
