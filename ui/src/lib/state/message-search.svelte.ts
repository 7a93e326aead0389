import type { SearchHit, SearchPage } from '$lib/bindings';
import { PagedList } from './paged-list.svelte';

type MessagePageSearch = (
  query: string,
  limit: number,
  cursor: string | null,
) => Promise<SearchPage>;

/** Owns the search query and its hits. */
export class MessageSearch {
  query = $state('');
  readonly active = $derived(this.query.trim() !== '');

  readonly #list: PagedList<SearchHit>;

  constructor(searchMessages: MessagePageSearch, reportFailure: (thrown: unknown) => void) {
    const getQuery = () => this.query;
    const isActive = () => this.active;
    this.#list = new PagedList<SearchHit>({
      get key() {
        return getQuery();
      },
      get active() {
        return isActive();
      },
      fetchPage: async (query, limit, cursor) => {
        const { hits, next } = await searchMessages(query, limit, cursor);
        return { items: hits, next };
      },
      reportFailure,
    });
  }

  /** Null until the first response to a query. */
  get hits(): readonly SearchHit[] | null {
    return this.#list.items;
  }

  setQuery(query: string): void {
    this.query = query;
    if (!this.active) this.#list.items = null;
    else void this.refreshHits();
  }

  clearQuery(): void {
    this.setQuery('');
  }

  /** Requests the hits of the current query; the previous ones stay visible until the response arrives. */
  refreshHits(): Promise<void> {
    return this.#list.refresh();
  }

  /** Loads the next page of hits. */
  loadMoreHits(): Promise<void> {
    return this.#list.loadMore();
  }
}
