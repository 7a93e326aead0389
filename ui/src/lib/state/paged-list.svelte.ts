/** A part of a list that is fetched page by page. */
export interface ListPage<Item> {
  items: readonly Item[];
  /** The cursor of the next page; null on the last page. */
  next: string | null;
}

/** What a list is made of: its key, such as a query, may change at any time. */
export interface PagedListSource<Item> {
  readonly key: string;
  /** Whether the list is to be filled. */
  readonly active: boolean;
  fetchPage(key: string, limit: number, cursor: string | null): Promise<ListPage<Item>>;
  reportFailure(thrown: unknown): void;
}

/** Items requested at first, and each time the list is scrolled to its end. */
const PAGE_SIZE = 100;
/** The core returns no more at a time. */
const MAX_PAGE_SIZE = 200;

/** Owns the items of a list that the core returns page by page. One request is under way at a time. */
export class PagedList<Item> {
  /** Null until the first response. */
  items = $state.raw<readonly Item[] | null>(null);

  readonly #source: PagedListSource<Item>;
  #nextCursor: string | null = null;
  /** The key that the items belong to. */
  #itemsKey: string | null = null;
  #isRequesting = false;
  /** Items were asked for again while a request was under way. */
  #isRefreshPending = false;

  constructor(source: PagedListSource<Item>) {
    this.#source = source;
  }

  /** Requests the items of the current key; the previous ones stay until the response arrives. */
  async refresh(): Promise<void> {
    if (this.#isRequesting) {
      this.#isRefreshPending = true;
      return;
    }
    this.#isRequesting = true;
    do {
      this.#isRefreshPending = false;
      await this.#requestItems((key) => this.#refetchShownItems(key), false);
      // The fields change while the request is awaited.
    } while (this.#shouldRefreshAgain());
    this.#isRequesting = false;
  }

  #shouldRefreshAgain(): boolean {
    return this.#isRefreshPending && this.#source.active;
  }

  /** Fetches as many items as are shown: a list cut to its first page would lose its scroll position. */
  async #refetchShownItems(key: string): Promise<ListPage<Item>> {
    const shownCount = key === this.#itemsKey ? (this.items?.length ?? 0) : 0;
    let items: Item[] = [];
    let next: string | null = null;
    do {
      const limit = Math.min(MAX_PAGE_SIZE, Math.max(PAGE_SIZE, shownCount - items.length));
      const page: ListPage<Item> = await this.#source.fetchPage(key, limit, next);
      items = [...items, ...page.items];
      next = page.next;
    } while (next !== null && items.length < shownCount && key === this.#source.key);
    return { items, next };
  }

  /** Loads the next page. */
  async loadMore(): Promise<void> {
    const cursor = this.#nextCursor;
    if (cursor === null || this.#isRequesting) return;
    this.#isRequesting = true;
    await this.#requestItems((key) => this.#source.fetchPage(key, PAGE_SIZE, cursor), true);
    this.#isRequesting = false;
    if (this.#shouldRefreshAgain()) void this.refresh();
  }

  async #requestItems(
    fetchItems: (key: string) => Promise<ListPage<Item>>,
    append: boolean,
  ): Promise<void> {
    const { key } = this.#source;
    try {
      const { items, next } = await fetchItems(key);
      if (key !== this.#source.key) return;
      this.items = append ? [...(this.items ?? []), ...items] : items;
      this.#nextCursor = next;
      this.#itemsKey = key;
    } catch (thrown) {
      // The visible items may belong to another key, and so may the cursor.
      if (!append) this.#nextCursor = null;
      if (key === this.#source.key) this.#isRefreshPending = false;
      this.#source.reportFailure(thrown);
    }
  }
}
