import { SvelteMap } from 'svelte/reactivity';
import type { DeletionReport, ErrorView } from '$lib/bindings';
import { toErrorView } from '$lib/to-error-view';
import { formatActionIdentity, type ActionIdentity } from './action-identity';

/** A text that is looked up when it is shown, so that it follows a change of language. */
export type LocalisedTextGetter = () => string;

/** An action that failed, shown until the user dismisses it or the action succeeds. */
export interface ActionFailure {
  id: number;
  action: ActionIdentity | null;
  /** Which effect did not happen; null where the error's own sentence is enough. */
  text: LocalisedTextGetter | null;
  error: ErrorView;
  /** Stays visible on the screen that replaces this one. */
  outlivesScreen: boolean;
}

export interface Toast {
  id: number;
  text: string;
  /** Reverts the action that the toast reports; null where that is not possible. */
  undo: (() => void) | null;
  /** The toast names the content of the clipboard. */
  clipboard: boolean;
}

/** How the outcome of an action is reported. */
export interface ActionFeedbackOptions {
  failureText?: LocalisedTextGetter;
  successText?: string;
  /** The action may replace the screen although it failed: its failure is shown on the next screen too. */
  outlivesScreen?: boolean;
}

const TOAST_MS = 4000;
const UNDO_TOAST_MS = 9000;
const MAX_SHOWN = 3;

/** Owns what the window reports to the user: failures, toasts, announcements, and which actions are running. */
export class Feedback {
  failures = $state.raw<readonly ActionFailure[]>([]);
  toasts = $state.raw<readonly Toast[]>([]);
  /** The latest text for screen readers alone. */
  announcement = $state('');
  /** How many runs of each action are under way. */
  readonly #running = new SvelteMap<string, number>();
  #nextId = 1;

  isRunning(action: ActionIdentity): boolean {
    return (this.#running.get(formatActionIdentity(action)) ?? 0) > 0;
  }

  /** Runs an action and reports its failure. Resolves to undefined when it failed. */
  async runAction<T>(
    action: ActionIdentity,
    { failureText, successText, outlivesScreen = false }: ActionFeedbackOptions,
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    const identity = formatActionIdentity(action);
    this.#running.set(identity, (this.#running.get(identity) ?? 0) + 1);
    try {
      const result = await work();
      this.dropFailures(
        (failure) => !!failure.action && formatActionIdentity(failure.action) === identity,
      );
      if (successText) this.showToast(successText);
      return result;
    } catch (thrown) {
      this.reportFailure(failureText ?? null, thrown, action, outlivesScreen);
      return undefined;
    } finally {
      this.#running.set(identity, (this.#running.get(identity) ?? 1) - 1);
    }
  }

  /** Runs an action without a result. Resolves to whether it succeeded. */
  async attemptAction(
    action: ActionIdentity,
    report: ActionFeedbackOptions,
    work: () => Promise<unknown>,
  ): Promise<boolean> {
    const succeeded = await this.runAction(action, report, async () => {
      await work();
      return true;
    });
    return succeeded ?? false;
  }

  reportFailure(
    text: LocalisedTextGetter | null,
    thrown: unknown,
    action: ActionIdentity | null = null,
    outlivesScreen = false,
  ): void {
    const error = toErrorView(thrown);
    if (error.code === 'cancelled') return;
    // A repeated failure replaces its banner instead of adding another one.
    const others = this.failures.filter(
      (failure) => failure.text?.() !== text?.() || failure.error.code !== error.code,
    );
    const failure = { id: this.#nextId++, action, text, error, outlivesScreen };
    this.failures = [...others, failure].slice(-MAX_SHOWN);
  }

  /** Reports the deletion of several things: why some of them are left, or that it succeeded. */
  reportDeletion(
    { failed, not_attempted, stop_reason }: DeletionReport<unknown>,
    failureText: (remaining: number) => string,
    successText: string,
  ): void {
    const remaining = failed.length + not_attempted.length;
    const error = stop_reason ?? failed[0]?.error;
    if (remaining > 0 && error) this.reportFailure(() => failureText(remaining), error);
    else this.showToast(successText);
  }

  dismissFailure(id: number): void {
    this.dropFailures((failure) => failure.id === id);
  }

  dropFailures(isDropped: (failure: ActionFailure) => boolean): void {
    this.failures = this.failures.filter((failure) => !isDropped(failure));
  }

  /** The screen was replaced: failures of the previous one are dropped, the others stay for this one only. */
  dropFailuresOfPreviousScreen(): void {
    this.failures = this.failures
      .filter((failure) => failure.outlivesScreen)
      .map((failure) => ({ ...failure, outlivesScreen: false }));
  }

  showToast(text: string, undo: (() => void) | null = null, clipboard = false): void {
    const id = this.#nextId++;
    const others = this.toasts.filter((toast) => toast.text !== text);
    this.toasts = [...others, { id, text, undo, clipboard }].slice(-MAX_SHOWN);
    setTimeout(() => this.dismissToast(id), undo ? UNDO_TOAST_MS : TOAST_MS);
  }

  dismissToast(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }

  /** Runs a command that writes to the clipboard. Resolves to whether it succeeded. */
  async copyToClipboard(toastText: string | null, write: () => Promise<unknown>): Promise<boolean> {
    const copied = await this.attemptAction({ kind: 'copy' }, {}, write);
    if (copied) this.replaceClipboardToast(toastText);
    return copied;
  }

  /** The clipboard has new content: toasts that name the old one are removed. */
  replaceClipboardToast(toastText: string | null): void {
    this.toasts = this.toasts.filter(({ clipboard }) => !clipboard);
    if (toastText) this.showToast(toastText, null, true);
  }
}
