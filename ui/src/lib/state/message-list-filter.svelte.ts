import type { MessageFilter, MessageId, MessageFilterAndOrder, MessageSort } from '$lib/bindings';
import { filterAndSortMessages } from '$lib/filter-and-sort-messages';
import type { AllInboxesMessageList } from './all-mail.svelte';
import type { WindowNavigationState } from './view-state.svelte';

/** A property that a list of messages can be filtered by. */
export type MessageFilterName = keyof MessageFilter;

/** Owns the filter and order of the message list, and derives the visible messages. */
export class FilteredMessageList {
  readonly #view: WindowNavigationState;
  readonly #allMail: AllInboxesMessageList;
  #options = $state.raw<MessageFilterAndOrder>({
    filter: { unread: false, with_code: false, with_attachments: false },
    sort: 'newest',
  });

  /** Messages that stay in a list of unread messages after they were opened. */
  readonly #retainedIds: ReadonlySet<MessageId> = $derived.by(
    () =>
      // Never changed, only replaced.
      // eslint-disable-next-line svelte/prefer-svelte-reactivity
      new Set(
        [...this.#view.visitedMessageIds, this.#view.openMessageId].filter((id) => id !== null),
      ),
  );
  readonly messages = $derived.by(() =>
    this.#view.isAllMail
      ? this.#allMail.messages
      : filterAndSortMessages(
          this.#view.inboxMessages?.messages ?? [],
          this.#options,
          this.#retainedIds,
        ),
  );
  readonly isFiltered = $derived(Object.values(this.#options.filter).includes(true));

  constructor(view: WindowNavigationState, allMail: AllInboxesMessageList) {
    this.#view = view;
    this.#allMail = allMail;
  }

  get options(): MessageFilterAndOrder {
    return this.#options;
  }

  get filter(): MessageFilter {
    return this.#options.filter;
  }

  toggleFilter(name: MessageFilterName): void {
    const { filter } = this.#options;
    this.#setOptions({ ...this.#options, filter: { ...filter, [name]: !filter[name] } });
  }

  clearFilter(): void {
    const filter = { unread: false, with_code: false, with_attachments: false };
    this.#setOptions({ ...this.#options, filter });
  }

  setSort(sort: MessageSort): void {
    this.#setOptions({ ...this.#options, sort });
  }

  /** Sets all options at once. */
  replaceListOptions(options: MessageFilterAndOrder): void {
    this.#setOptions(options);
  }

  #setOptions(options: MessageFilterAndOrder): void {
    this.#options = options;
    this.#view.visitedMessageIds = [];
    if (this.#view.isAllMail) void this.#allMail.setFilter(options.filter);
  }

  /** The user marked these messages as read or unread: a list of unread messages need not keep them. */
  removeFromVisitedMessages(ids: readonly MessageId[]): void {
    this.#view.visitedMessageIds = this.#view.visitedMessageIds.filter((id) => !ids.includes(id));
  }
}
