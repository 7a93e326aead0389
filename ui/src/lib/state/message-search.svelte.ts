import type { SearchHit, SearchPage } from '$lib/bindings';

/** Hits requested at first, and each time the list is scrolled to its end. */
const PAGE_SIZE = 100;
/** The core returns no more at a time. */
const MAX_PAGE_SIZE = 200;

type SearchFunction = (query: string, limit: number, cursor: string | null) => Promise<SearchPage>;

/** Owns the search query and its hits. One request is under way at a time. */
export class MessageSearch {
  query = $state('');
  /** Null until the first response to a query. */
  hits = $state.raw<readonly SearchHit[] | null>(null);
  readonly active = $derived(this.query.trim() !== '');

  readonly #searchMessages: SearchFunction;
  readonly #reportFailure: (thrown: unknown) => void;
  #nextCursor: string | null = null;
  /** The query that the hits belong to. */
  #hitsQuery: string | null = null;
  #isRequesting = false;
  /** Results were asked for again while a request was under way. */
  #isRefreshPending = false;

  constructor(searchMessages: SearchFunction, reportFailure: (thrown: unknown) => void) {
    this.#searchMessages = searchMessages;
    this.#reportFailure = reportFailure;
  }

  setQuery(query: string): void {
    this.query = query;
    if (!this.active) this.hits = null;
    else void this.refreshHits();
  }

  clearQuery(): void {
    this.setQuery('');
  }

  /** Requests the hits of the current query; the previous ones stay visible until the response arrives. */
  async refreshHits(): Promise<void> {
    if (this.#isRequesting) {
      this.#isRefreshPending = true;
      return;
    }
    this.#isRequesting = true;
    do {
      this.#isRefreshPending = false;
      await this.#requestHits((query) => this.#refetchShownHits(query), false);
      // The fields change while the request is awaited.
    } while (this.#shouldRefreshAgain());
    this.#isRequesting = false;
  }

  #shouldRefreshAgain(): boolean {
    return this.#isRefreshPending && this.active;
  }

  /** Fetches as many hits as are shown: a list cut to its first page would lose its scroll position. */
  async #refetchShownHits(query: string): Promise<SearchPage> {
    const shownCount = query === this.#hitsQuery ? (this.hits?.length ?? 0) : 0;
    let hits: SearchHit[] = [];
    let next: string | null = null;
    do {
      const limit = Math.min(MAX_PAGE_SIZE, Math.max(PAGE_SIZE, shownCount - hits.length));
      const page: SearchPage = await this.#searchMessages(query, limit, next);
      hits = [...hits, ...page.hits];
      next = page.next;
    } while (next !== null && hits.length < shownCount && query === this.query);
    return { hits, next };
  }

  /** Loads the next page of hits. */
  async loadMoreHits(): Promise<void> {
    const cursor = this.#nextCursor;
    if (cursor === null || this.#isRequesting) return;
    this.#isRequesting = true;
    await this.#requestHits((query) => this.#searchMessages(query, PAGE_SIZE, cursor), true);
    this.#isRequesting = false;
    if (this.#shouldRefreshAgain()) void this.refreshHits();
  }

  async #requestHits(
    fetchPage: (query: string) => Promise<SearchPage>,
    append: boolean,
  ): Promise<void> {
    const query = this.query;
    try {
      const { hits, next } = await fetchPage(query);
      if (query !== this.query) return;
      this.hits = append ? [...(this.hits ?? []), ...hits] : hits;
      this.#nextCursor = next;
      this.#hitsQuery = query;
    } catch (thrown) {
      // The visible hits may belong to another query, and so may the cursor.
      if (!append) this.#nextCursor = null;
      if (query === this.query) this.#isRefreshPending = false;
      this.#reportFailure(thrown);
    }
  }
}
