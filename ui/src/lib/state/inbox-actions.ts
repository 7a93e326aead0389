import type {
  AccountId,
  InboxAdoptionReport,
  InboxId,
  InboxView,
  InboxWithCopyResult,
} from '$lib/bindings';
import { t } from '$lib/i18n';
import { isReceivingMail } from '$lib/inbox-expiry';
import type { CoreCommands } from './core-commands';
import { addInboxIfMissing } from './core-model';
import type { CoreStateCopy } from './core-state.svelte';
import type { Dialogs } from './dialogs.svelte';
import type { Feedback } from './feedback.svelte';
import type { Navigation } from './navigation';

/** Creates, deletes, removes, mutes and imports inboxes, and copies their addresses. */
export class InboxActions {
  readonly #commands: CoreCommands;
  readonly #core: CoreStateCopy;
  readonly #feedback: Feedback;
  readonly #dialogs: Dialogs;
  readonly #navigation: Navigation;

  constructor(
    commands: CoreCommands,
    core: CoreStateCopy,
    feedback: Feedback,
    dialogs: Dialogs,
    navigation: Navigation,
  ) {
    this.#commands = commands;
    this.#core = core;
    this.#feedback = feedback;
    this.#dialogs = dialogs;
    this.#navigation = navigation;
  }

  get isCreating(): boolean {
    return this.#feedback.isRunning({ kind: 'create-inbox' });
  }

  async createInbox(): Promise<void> {
    const { accountId } = this.#core;
    const created = await this.#feedback.runAction(
      { kind: 'create-inbox' },
      { failureText: () => t.failed.create },
      () => this.#commands.createInbox(),
    );
    if (created) this.showNewInbox(created, accountId);
  }

  /** Selects an inbox that was created in an account, if that account is still open, and reports it. */
  showNewInbox({ inbox, copied }: InboxWithCopyResult, accountId: AccountId | undefined): void {
    this.#addAndSelectIfAccountActive(inbox, accountId);
    const { address } = inbox;
    if (copied) this.#feedback.replaceClipboardToast(t.toasts.createdCopied(address));
    else this.#feedback.showToast(t.toasts.created(address));
  }

  #addAndSelectIfAccountActive(inbox: InboxView, accountId: AccountId | undefined): void {
    if (accountId !== this.#core.accountId) return;
    this.#core.replaceModel(addInboxIfMissing(this.#core.model, inbox));
    this.#navigation.selectInbox(inbox.id);
  }

  /** Shows inboxes that were made elsewhere and added to an account, and reports how many. */
  showAdoptedInboxes(
    { adopted, already_present }: InboxAdoptionReport,
    accountId: AccountId | undefined,
  ): void {
    const [first] = adopted;
    if (first) this.#addAndSelectIfAccountActive(first, accountId);
    if (first || already_present.length > 0) {
      this.#feedback.showToast(t.toasts.imported(adopted.length, already_present.length));
    }
  }

  /** Deletes a live inbox after a confirmation; removes an ended one from the list. */
  deleteOrRemoveInbox(inbox: InboxView): void {
    if (isReceivingMail(inbox)) this.requestInboxDeletionConfirmation(inbox);
    else void this.removeInbox(inbox);
  }

  /** Opens the confirmation of a deletion: the service can't restore an address. */
  requestInboxDeletionConfirmation({ id, address }: InboxView): void {
    const retention = t.messages.kept[this.#core.model.settings.keep_mail];
    this.#dialogs.openDialog({
      kind: 'confirm',
      title: t.confirm.deleteTitle,
      text: `${t.confirm.deleteText(address)} ${retention}`,
      actionLabel: t.confirm.deleteAction,
      perform: () =>
        this.#feedback.attemptAction(
          { kind: 'delete-inbox', inboxId: id },
          {
            failureText: () => t.failed.deleteInbox,
            successText: t.toasts.inboxDeleted(address),
          },
          () => this.#commands.deleteInbox(id),
        ),
    });
  }

  /** Removes an ended inbox from the list, and offers to undo that. */
  async removeInbox({ id, address }: InboxView): Promise<void> {
    const { accountId } = this.#core;
    const removed = await this.#feedback.attemptAction(
      { kind: 'remove-inbox', inboxId: id },
      { failureText: () => t.failed.removeInbox },
      () => this.#commands.removeInbox(id),
    );
    if (!removed || accountId === undefined) return;
    // Undo may be chosen after another account was opened.
    this.#feedback.showToast(
      t.toasts.inboxRemoved(address),
      () => void this.#restoreInbox(accountId, id),
    );
  }

  isRecheckingExpiredInbox({ id }: InboxView): boolean {
    return this.#feedback.isRunning({ kind: 'recheck-inbox', inboxId: id });
  }

  /** Asks the service whether an expired inbox still exists; if it does, the inbox is open again. */
  async recheckExpiredInbox({ id, address }: InboxView): Promise<void> {
    await this.#feedback.attemptAction(
      { kind: 'recheck-inbox', inboxId: id },
      {
        failureText: () => t.failed.recheckInbox,
        successText: t.toasts.inboxReopened(address),
      },
      () => this.#commands.recheckExpiredInbox(id),
    );
  }

  isRecreating({ id }: InboxView): boolean {
    return this.#feedback.isRunning({ kind: 'recreate-inbox', inboxId: id });
  }

  /** Makes the address of an ended inbox anew, if the service gives it. */
  async recreateInbox(inbox: InboxView): Promise<void> {
    const { accountId } = this.#core;
    if (this.isRecreating(inbox)) return;
    const created = await this.#feedback.runAction(
      { kind: 'recreate-inbox', inboxId: inbox.id },
      { failureText: () => t.failed.recreate(inbox.address) },
      () => this.#commands.recreateInbox(inbox.id),
    );
    if (created) this.showNewInbox(created, accountId);
  }

  /** Removes all ended inboxes from the list, and offers to undo that. */
  async removeEndedInboxes(): Promise<void> {
    const { accountId } = this.#core;
    const removed = await this.#feedback.runAction(
      { kind: 'remove-ended' },
      { failureText: () => t.failed.removeInbox },
      () => this.#commands.removeEndedInboxes(),
    );
    if (removed) this.offerToRestore(removed, accountId);
  }

  /** Reports inboxes that were removed from an account, and offers to undo that. */
  offerToRestore(ids: InboxId[], accountId: AccountId | undefined): void {
    if (ids.length === 0 || accountId === undefined) return;
    this.#feedback.showToast(
      t.toasts.inboxesRemoved(ids.length),
      () =>
        void this.#feedback.runAction(
          { kind: 'restore-inboxes' },
          { failureText: () => t.failed.restore },
          () => this.#commands.restoreInboxes(accountId, ids),
        ),
    );
  }

  /** Keeps an inbox on top of the list while it receives mail, or no longer does. */
  setInboxPinned({ id }: InboxView, pinned: boolean): Promise<boolean> {
    return this.#feedback.attemptAction(
      { kind: 'pin-inbox', inboxId: id },
      { failureText: () => t.failed.pin },
      () => this.#commands.setInboxPinned(id, pinned),
    );
  }

  async #restoreInbox(accountId: AccountId, inboxId: InboxId): Promise<void> {
    const inbox = await this.#feedback.runAction(
      { kind: 'restore-inbox', inboxId },
      { failureText: () => t.failed.restore },
      () => this.#commands.restoreInbox(accountId, inboxId),
    );
    if (inbox) this.#addAndSelectIfAccountActive(inbox, accountId);
  }

  /** Turns the notifications about an inbox's new mail off or on. */
  setInboxMuted({ id, address }: InboxView, muted: boolean): Promise<boolean> {
    return this.#feedback.attemptAction(
      { kind: 'mute-inbox', inboxId: id },
      {
        failureText: () => t.failed.mute,
        successText: muted ? t.toasts.muted(address) : t.toasts.unmuted(address),
      },
      () => this.#commands.setInboxesMuted([id], muted),
    );
  }

  copyAddress({ id, address }: InboxView): Promise<boolean> {
    return this.#feedback.copyToClipboard(t.toasts.copied(address), () =>
      this.#commands.copyAddress(id),
    );
  }

  /** Adds the inboxes of an exported list that the user chooses. */
  async importInboxes(): Promise<void> {
    const summary = await this.#feedback.runAction(
      { kind: 'import-inboxes' },
      { failureText: () => t.failed.import },
      () => this.#commands.importInboxes(),
    );
    if (summary) {
      this.#feedback.showToast(t.toasts.imported(summary.added, summary.already_present));
    }
  }
}
