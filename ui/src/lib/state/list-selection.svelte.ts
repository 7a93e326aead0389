import { SvelteSet } from 'svelte/reactivity';

/** Owns which messages or inboxes of a list are selected for a joint action. */
export class ListSelection<Id> {
  readonly ids = new SvelteSet<Id>();
  /** The row where a range starts. */
  #anchor: Id | null = null;

  get size(): number {
    return this.ids.size;
  }

  has(id: Id): boolean {
    return this.ids.has(id);
  }

  toggleRow(id: Id): void {
    if (!this.ids.delete(id)) this.ids.add(id);
    this.#anchor = id;
  }

  /** Adds everything from the last toggled message to this one, in the list's order. */
  selectRangeTo(id: Id, list: readonly Id[]): void {
    const to = list.indexOf(id);
    const from = this.#anchor === null ? to : list.indexOf(this.#anchor);
    if (to < 0) return;
    const start = from < 0 ? to : from;
    this.selectRows(list.slice(Math.min(start, to), Math.max(start, to) + 1));
  }

  selectRows(ids: readonly Id[]): void {
    for (const id of ids) this.ids.add(id);
  }

  deselectGivenRows(ids: readonly Id[]): void {
    for (const id of ids) this.ids.delete(id);
  }

  clearSelection(): void {
    this.ids.clear();
    this.#anchor = null;
  }

  /** Removes rows that are no longer in the list. */
  deselectUnlistedRows(list: readonly Id[]): void {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- local to this call
    const listed = new Set(list);
    this.deselectGivenRows([...this.ids].filter((id) => !listed.has(id)));
  }
}
