import type { Component } from 'svelte';
import type { DialogView } from '$lib/state/dialog';

/** What the first page does without, and is read once it is there. */
class Late {
  /** The first picture is there: what it doesn't show can be made. */
  painted = $state(false);
  Dialogs = $state.raw<Component<{ dialog: DialogView }>>();

  async load(): Promise<void> {
    this.Dialogs = (await import('./Dialogs.svelte')).default;
  }
}

export const late = new Late();
