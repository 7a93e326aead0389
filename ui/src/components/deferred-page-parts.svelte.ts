import type { Component } from 'svelte';
import type { DialogState } from '$lib/state/dialogs.svelte';

/** The parts of the page that are rendered or loaded after the first paint. */
class DeferredPageParts {
  /** The first paint is done: what it did not show can be rendered. */
  firstPaintDone = $state(false);
  /** The component that shows dialogs; undefined until its chunk is loaded. */
  Dialogs = $state.raw<Component<{ dialog: DialogState }>>();

  async loadDialogs(): Promise<void> {
    this.Dialogs = (await import('./Dialogs.svelte')).default;
  }
}

export const deferredPageParts = new DeferredPageParts();
