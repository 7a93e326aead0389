import { SvelteSet } from 'svelte/reactivity';

/** Which messages of a list are picked, to do something with all of them. */
export class Selection {
  readonly ids = new SvelteSet<string>();
  /** Where a range starts. */
  #anchor: string | null = null;

  get size(): number {
    return this.ids.size;
  }

  toggle(id: string): void {
    if (!this.ids.delete(id)) this.ids.add(id);
    this.#anchor = id;
  }

  /** Everything between the one picked last and this one, in the list's order. */
  extend(list: readonly string[], id: string): void {
    const to = list.indexOf(id);
    const from = this.#anchor === null ? to : list.indexOf(this.#anchor);
    if (to < 0) return;
    const start = from < 0 ? to : from;
    for (const one of list.slice(Math.min(start, to), Math.max(start, to) + 1)) this.ids.add(one);
  }

  all(list: readonly string[]): void {
    for (const id of list) this.ids.add(id);
  }

  clear(): void {
    this.ids.clear();
    this.#anchor = null;
  }

  /** Forgets what is no longer in the list. */
  keep(list: readonly string[]): void {
    const known = new Set(list);
    for (const id of this.ids) if (!known.has(id)) this.ids.delete(id);
  }
}
