import type { InboxId, InboxView } from '$lib/bindings';
import { t } from '$lib/i18n';
import { isReceivingMail } from '$lib/inbox-expiry';
import type { CoreCommands } from './core-commands';
import type { CoreStateCopy } from './core-state.svelte';
import type { Dialogs } from './dialogs.svelte';
import type { Feedback } from './feedback.svelte';
import type { InboxActions } from './inbox-actions';
import type { ListSelection } from './list-selection.svelte';

/** Copies, mutes, deletes and removes the inboxes that are selected in the list. */
export class BulkInboxActions {
  readonly #commands: CoreCommands;
  readonly #core: CoreStateCopy;
  readonly #feedback: Feedback;
  readonly #dialogs: Dialogs;
  readonly #inboxes: InboxActions;
  readonly #selection: ListSelection<InboxId>;

  constructor(
    commands: CoreCommands,
    core: CoreStateCopy,
    feedback: Feedback,
    dialogs: Dialogs,
    inboxes: InboxActions,
    selection: ListSelection<InboxId>,
  ) {
    this.#commands = commands;
    this.#core = core;
    this.#feedback = feedback;
    this.#dialogs = dialogs;
    this.#inboxes = inboxes;
    this.#selection = selection;
  }

  get isBusy(): boolean {
    return (
      this.#feedback.isRunning({ kind: 'discard-inboxes' }) ||
      this.#feedback.isRunning({ kind: 'mute-inboxes' })
    );
  }

  /** The selected inboxes, in the order of the list. */
  get inboxes(): readonly InboxView[] {
    const { liveInboxes, endedInboxes } = this.#core;
    return [...liveInboxes, ...endedInboxes].filter(({ id }) => this.#selection.has(id));
  }

  get liveInboxes(): readonly InboxView[] {
    return this.inboxes.filter((inbox) => isReceivingMail(inbox));
  }

  /** Copies the addresses, one a line. */
  copyAddresses(): Promise<boolean> {
    const ids = this.inboxes.map(({ id }) => id);
    return this.#feedback.copyToClipboard(t.toasts.addressesCopied(ids.length), () =>
      this.#commands.copyAddresses(ids),
    );
  }

  /** Turns the notifications of the selected inboxes that receive mail off or on. */
  async setSelectedInboxesMuted(muted: boolean): Promise<void> {
    const ids = this.liveInboxes.map(({ id }) => id);
    await this.#feedback.attemptAction(
      { kind: 'mute-inboxes' },
      { failureText: () => t.failed.mute },
      () => this.#commands.setInboxesMuted(ids, muted),
    );
  }

  /** Deletes those that receive mail, after a confirmation, and removes those that have ended. */
  deleteOrRemoveInboxes(): void {
    const live = this.liveInboxes.map(({ id }) => id);
    const ended = this.inboxes.filter((inbox) => !isReceivingMail(inbox)).map(({ id }) => id);
    if (live.length === 0) {
      void this.#removeInboxes(ended);
      return;
    }
    const endedText = ended.length > 0 ? ` ${t.confirm.deleteInboxesEnded(ended.length)}` : '';
    this.#dialogs.openDialog({
      kind: 'confirm',
      title: t.confirm.deleteInboxesTitle(live.length),
      text: `${t.confirm.deleteInboxesText(live.length)}${endedText}`,
      actionLabel: t.confirm.deleteInboxesAction(live.length),
      perform: async () => {
        await this.#deleteInboxes(live);
        if (ended.length > 0) await this.#removeInboxes(ended);
      },
    });
  }

  async #deleteInboxes(ids: readonly InboxId[]): Promise<void> {
    const report = await this.#feedback.runAction(
      { kind: 'discard-inboxes' },
      { failureText: () => t.failed.deleteInbox },
      () => this.#commands.deleteInboxes([...ids]),
    );
    if (!report) return;
    this.#selection.deselectGivenRows(report.deleted);
    this.#feedback.reportDeletion(
      report,
      (remaining) => t.failed.deleteInboxes(remaining, ids.length),
      t.toasts.inboxesDeleted(report.deleted.length),
    );
  }

  async #removeInboxes(ids: readonly InboxId[]): Promise<void> {
    const { accountId } = this.#core;
    const removed = await this.#feedback.runAction(
      { kind: 'discard-inboxes' },
      { failureText: () => t.failed.removeInbox },
      () => this.#commands.removeInboxes([...ids]),
    );
    if (removed) this.#inboxes.offerToRestore(removed, accountId);
  }
}
