import type { Component } from 'svelte';
import type { DialogView } from '$lib/state/dialog';

/** What the first page does without, and is read once it is there. */
class Late {
  Dialogs = $state.raw<Component<{ dialog: DialogView }>>();

  async load(): Promise<void> {
    this.Dialogs = (await import('./Dialogs.svelte')).default;
  }
}

export const late = new Late();
