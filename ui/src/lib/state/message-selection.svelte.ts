import { SvelteSet } from 'svelte/reactivity';
import type { MessageId } from '$lib/bindings';

/** Owns which messages of the list are selected for a joint action. */
export class MessageSelection {
  readonly ids = new SvelteSet<MessageId>();
  /** The message where a range starts. */
  #anchor: MessageId | null = null;

  get size(): number {
    return this.ids.size;
  }

  has(id: MessageId): boolean {
    return this.ids.has(id);
  }

  toggleMessage(id: MessageId): void {
    if (!this.ids.delete(id)) this.ids.add(id);
    this.#anchor = id;
  }

  /** Adds everything from the last toggled message to this one, in the list's order. */
  selectRangeTo(id: MessageId, list: readonly MessageId[]): void {
    const to = list.indexOf(id);
    const from = this.#anchor === null ? to : list.indexOf(this.#anchor);
    if (to < 0) return;
    const start = from < 0 ? to : from;
    this.selectMessages(list.slice(Math.min(start, to), Math.max(start, to) + 1));
  }

  selectMessages(ids: readonly MessageId[]): void {
    for (const id of ids) this.ids.add(id);
  }

  deselectMessages(ids: readonly MessageId[]): void {
    for (const id of ids) this.ids.delete(id);
  }

  clearSelection(): void {
    this.ids.clear();
    this.#anchor = null;
  }

  /** Removes messages that are no longer in the list. */
  deselectUnlistedMessages(list: readonly MessageId[]): void {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- local to this call
    const listed = new Set(list);
    this.deselectMessages([...this.ids].filter((id) => !listed.has(id)));
  }
}
