import type { CoreCommands } from './core-commands';
import type { CoreStateCopy } from './core-state.svelte';
import type { Dialogs } from './dialogs.svelte';
import type { Feedback } from './feedback.svelte';
import type { Navigation } from './navigation';
import type { WindowNavigationState } from './view-state.svelte';
import type { WindowShape } from '$lib/bindings';

/** Switches between the full window and the pocket window, and chooses the address that the pocket window shows. */
export class PocketWindowController {
  readonly #commands: CoreCommands;
  readonly #core: CoreStateCopy;
  readonly #feedback: Feedback;
  readonly #dialogs: Dialogs;
  readonly #view: WindowNavigationState;
  readonly #navigation: Navigation;

  constructor(
    commands: CoreCommands,
    core: CoreStateCopy,
    feedback: Feedback,
    dialogs: Dialogs,
    view: WindowNavigationState,
    navigation: Navigation,
  ) {
    this.#commands = commands;
    this.#core = core;
    this.#feedback = feedback;
    this.#dialogs = dialogs;
    this.#view = view;
    this.#navigation = navigation;
  }

  /** Whether the window has the pocket's shape. */
  get isPocketWindowShown(): boolean {
    return this.#core.model.window_shape === 'pocket';
  }

  toggle(): void {
    if (this.isPocketWindowShown) this.restoreFullWindow();
    else this.#setWindowShape('pocket');
  }

  /** Makes the window the full window again. */
  restoreFullWindow(): void {
    this.#setWindowShape('full');
  }

  /** Selects the address that was copied last if it receives mail, or else keeps the selected one. */
  selectPocketInbox(): void {
    const { copied_address } = this.#core.model;
    const live = this.#core.liveInboxes;
    const copied = live.find(({ address }) => address === copied_address);
    const shown = copied ?? this.#view.selectedInbox ?? live[0];
    if (shown && shown.id !== this.#view.selectedInboxId) this.#navigation.selectInbox(shown.id);
  }

  #setWindowShape(shape: WindowShape): void {
    // No dialog has room in the pocket window.
    this.#dialogs.closeDialog();
    void this.#feedback.runAction({ kind: 'set-window-shape' }, {}, () =>
      this.#commands.setWindowShape(shape),
    );
  }
}
