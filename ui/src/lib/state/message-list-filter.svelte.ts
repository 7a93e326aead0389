import type { MessageId, MessageListOptions, MessageSort } from '$lib/bindings';
import { filterAndSortMessages } from '$lib/filter-and-sort-messages';
import type { ViewState } from './view-state.svelte';

/** Owns the filter and order of the message list, and derives the visible messages. */
export class MessageListFilter {
  readonly #view: ViewState;
  #options = $state.raw<MessageListOptions>({ unread_only: false, sort: 'newest' });

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
    filterAndSortMessages(this.#view.mailbox?.messages ?? [], this.#options, this.#retainedIds),
  );

  constructor(view: ViewState) {
    this.#view = view;
  }

  get options(): MessageListOptions {
    return this.#options;
  }

  setUnreadOnly(unreadOnly: boolean): void {
    this.#setOptions({ ...this.#options, unread_only: unreadOnly });
  }

  setSort(sort: MessageSort): void {
    this.#setOptions({ ...this.#options, sort });
  }

  /** Sets all options at once. */
  replaceOptions(options: MessageListOptions): void {
    this.#setOptions(options);
  }

  #setOptions(options: MessageListOptions): void {
    this.#options = options;
    this.#view.visitedMessageIds = [];
  }

  /** The user marked these messages as read or unread: a list of unread messages need not keep them. */
  forgetVisitedMessages(ids: readonly MessageId[]): void {
    this.#view.visitedMessageIds = this.#view.visitedMessageIds.filter((id) => !ids.includes(id));
  }
}
