import { SvelteSet } from 'svelte/reactivity';
import type { ErrorView } from '$lib/bindings';
import { toErrorView } from '$lib/errors';

/** What didn't happen, said in whatever language is spoken when it is read. */
export type Said = () => string;

/** An action that didn't work out, until the user dismisses it. */
export interface Failure {
  id: number;
  /** The action, as `run` knows it. */
  name: string | null;
  what: Said | null;
  error: ErrorView;
  /** What failed also changes the screen: it is told on the next one. */
  outlives: boolean;
}

export interface Toast {
  id: number;
  text: string;
  /** What can still be taken back. */
  undo: (() => void) | null;
  /** It says what is on the clipboard. */
  clipboard: boolean;
}

const TOAST_MS = 4000;
const UNDO_MS = 9000;

/** What is being said to the user, and what is being done meanwhile. */
export class Speech {
  failures = $state.raw<readonly Failure[]>([]);
  toasts = $state.raw<readonly Toast[]>([]);
  /** Actions under way, by name. */
  readonly busy = new SvelteSet<string>();
  #nextId = 1;

  /** Runs a command under a name that controls can show as busy; undefined when it failed. */
  async run<T>(name: string, what: Said | null, action: () => Promise<T>): Promise<T | undefined> {
    this.busy.add(name);
    try {
      const done = await action();
      // It works again.
      this.failures = this.failures.filter((failure) => failure.name !== name);
      return done;
    } catch (thrown) {
      this.fail(what, thrown, name);
      return undefined;
    } finally {
      this.busy.delete(name);
    }
  }

  /** The same for a command that answers with nothing; says so when it is done. */
  async done(
    name: string,
    what: Said | null,
    said: string | null,
    action: () => Promise<unknown>,
  ): Promise<boolean> {
    const done = await this.run(name, what, async () => {
      await action();
      return true;
    });
    if (done && said) this.toast(said);
    return done ?? false;
  }

  fail(what: Said | null, thrown: unknown, name: string | null = null): void {
    const error = toErrorView(thrown);
    if (error.code === 'cancelled') return;
    // The same failure twice is one banner, not a pile.
    const others = this.failures.filter(
      (f) => f.what?.() !== what?.() || f.error.code !== error.code,
    );
    const outlives = name === 'wipe';
    this.failures = [...others, { id: this.#nextId++, name, what, error, outlives }].slice(-3);
  }

  dismissFailure(id: number): void {
    this.failures = this.failures.filter((failure) => failure.id !== id);
  }

  toast(text: string, undo: (() => void) | null = null, clipboard = false): void {
    const id = this.#nextId++;
    const others = this.toasts.filter((toast) => toast.text !== text);
    this.toasts = [...others, { id, text, undo, clipboard }].slice(-3);
    setTimeout(() => this.dismissToast(id), undo ? UNDO_MS : TOAST_MS);
  }

  /** Copies something and says so. */
  async copy(said: string | null, action: () => Promise<unknown>): Promise<boolean> {
    const copied = await this.done('copy', null, null, action);
    if (copied) this.copied(said);
    return copied;
  }

  /** Something else is on the clipboard: what was said of it is no longer so. */
  copied(said: string | null): void {
    this.toasts = this.toasts.filter(({ clipboard }) => !clipboard);
    if (said) this.toast(said, null, true);
  }

  dismissToast(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }
}
