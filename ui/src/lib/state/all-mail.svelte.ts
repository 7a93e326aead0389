import type { Change, MessageFilter, MessagePage, MessageSummary } from '$lib/bindings';
import { passesFilter } from '$lib/filter-and-sort-messages';
import { compareMessages } from './core-model';
import { PagedList } from './paged-list.svelte';
import type { WindowNavigationState } from './view-state.svelte';

type ListFunction = (
  filter: MessageFilter,
  limit: number,
  cursor: string | null,
) => Promise<MessagePage>;

const NO_FILTER: MessageFilter = { unread: false, with_code: false, with_attachments: false };

/** Owns the messages of all inboxes, as far as they are listed. */
export class AllInboxesMessageList {
  readonly #view: WindowNavigationState;
  readonly #list: PagedList<MessageSummary>;
  #filter = $state.raw(NO_FILTER);
  /** Messages that were opened. They stay listed when they no longer pass the filter. */
  #visited = $state.raw<readonly MessageSummary[]>([]);

  readonly messages = $derived.by(() => {
    const items = this.#list.items ?? [];
    if (this.#visited.length === 0) return items;
    const { openMessageId, visitedMessageIds } = this.#view;
    const retained = this.#visited.filter(
      (message) =>
        (message.id === openMessageId || visitedMessageIds.includes(message.id)) &&
        passesFilter(message, this.#filter, true) &&
        !items.some(({ id }) => id === message.id),
    );
    return retained.length > 0 ? [...items, ...retained].sort(compareMessages) : items;
  });

  constructor(
    view: WindowNavigationState,
    listAllMail: ListFunction,
    reportFailure: (thrown: unknown) => void,
  ) {
    this.#view = view;
    const getFilterKey = () => JSON.stringify(this.#filter);
    this.#list = new PagedList<MessageSummary>({
      get key() {
        return getFilterKey();
      },
      get active() {
        return view.isAllMail;
      },
      fetchPage: async (key, limit, cursor) => {
        const { messages, next } = await listAllMail(
          JSON.parse(key) as MessageFilter,
          limit,
          cursor,
        );
        return { items: messages, next };
      },
      reportFailure,
    });
  }

  /** Whether the first response has arrived. */
  get loaded(): boolean {
    return this.#list.items !== null;
  }

  /** Lists the messages from the beginning. */
  load(filter: MessageFilter): Promise<void> {
    this.#list.items = null;
    return this.setFilter(filter);
  }

  setFilter(filter: MessageFilter): Promise<void> {
    this.#filter = filter;
    this.#visited = this.#visited.filter(({ id }) => id === this.#view.openMessageId);
    return this.refresh();
  }

  refresh(): Promise<void> {
    return this.#list.refresh();
  }

  loadMore(): Promise<void> {
    return this.#list.loadMore();
  }

  /** Keeps a message that is opened in the list. */
  retainMessage(message: MessageSummary): void {
    this.#visited = [...this.#visited.filter(({ id }) => id !== message.id), message];
  }

  /** Applies an event to the listed messages at once; a refresh follows. */
  applyChange(change: Change): void {
    switch (change.kind) {
      case 'messages': {
        const { inbox_id, messages } = change;
        this.#updateMessages((list) =>
          list.map((message) =>
            message.inbox_id === inbox_id
              ? (messages.find(({ id }) => id === message.id) ?? message)
              : message,
          ),
        );
        break;
      }
      case 'message_removed':
        this.#updateMessages((list) =>
          list.filter(({ id, inbox_id }) => id !== change.id || inbox_id !== change.inbox_id),
        );
        break;
      case 'inbox_removed':
        this.#updateMessages((list) => list.filter(({ inbox_id }) => inbox_id !== change.id));
        break;
    }
  }

  #updateMessages(update: (list: readonly MessageSummary[]) => readonly MessageSummary[]): void {
    if (this.#list.items) this.#list.items = update(this.#list.items);
    this.#visited = update(this.#visited);
  }
}
