import type { MessageId, MessageView } from '$lib/bindings';
import { t } from '$lib/i18n';
import type { CoreCommands } from './core-commands';
import type { CoreStateCopy } from './core-state.svelte';
import type { Dialogs } from './dialogs.svelte';
import type { Feedback, LocalisedTextGetter } from './feedback.svelte';
import type { FilteredMessageList } from './message-list-filter.svelte';
import type { ListSelection } from './list-selection.svelte';
import type { Navigation } from './navigation';
import type { WindowNavigationState } from './view-state.svelte';

/** Deletes, marks, prints and copies messages, and controls their remote images. */
export class MessageActions {
  readonly #commands: CoreCommands;
  readonly #core: CoreStateCopy;
  readonly #feedback: Feedback;
  readonly #dialogs: Dialogs;
  readonly #view: WindowNavigationState;
  readonly #list: FilteredMessageList;
  readonly #selection: ListSelection<MessageId>;
  readonly #navigation: Navigation;
  #codeCopied = $state(false);

  constructor(
    commands: CoreCommands,
    core: CoreStateCopy,
    feedback: Feedback,
    dialogs: Dialogs,
    view: WindowNavigationState,
    list: FilteredMessageList,
    selection: ListSelection<MessageId>,
    navigation: Navigation,
  ) {
    this.#commands = commands;
    this.#core = core;
    this.#feedback = feedback;
    this.#dialogs = dialogs;
    this.#view = view;
    this.#list = list;
    this.#selection = selection;
    this.#navigation = navigation;
  }

  /** A code was copied since this account was opened. */
  get hasCopiedAnyCode(): boolean {
    return this.#codeCopied;
  }

  resetCodeCopied(): void {
    this.#codeCopied = false;
  }

  async deleteMessage(messageId: MessageId): Promise<boolean> {
    const action = { kind: 'delete-message', messageId } as const;
    if (this.#feedback.isRunning(action)) return false;
    return this.#feedback.attemptAction(
      action,
      { failureText: () => t.failed.deleteMessage, successText: t.toasts.messageDeleted },
      () => this.#commands.deleteMessage(messageId),
    );
  }

  /** Opens the confirmation of a deletion of several messages: the service can't restore mail. */
  requestMessageDeletionConfirmation(ids: readonly MessageId[]): void {
    this.#dialogs.openDialog({
      kind: 'confirm',
      title: t.confirm.deleteMessagesTitle(ids.length),
      text: t.confirm.deleteMessagesText(ids.length),
      actionLabel: t.confirm.deleteMessagesAction,
      perform: () => this.#deleteMessages(ids),
    });
  }

  async #deleteMessages(ids: readonly MessageId[]): Promise<void> {
    const report = await this.#feedback.runAction(
      { kind: 'delete-messages' },
      { failureText: () => t.failed.deleteMessage },
      () => this.#commands.deleteMessages([...ids]),
    );
    if (!report) return;
    this.#selection.deselectGivenRows(report.deleted);
    this.#feedback.reportDeletion(
      report,
      (remaining) => t.failed.deleteMessages(remaining, ids.length),
      t.toasts.messagesDeleted(report.deleted.length),
    );
  }

  /** Marks messages of the open account here; the service only records which messages were opened. */
  async markMessages(ids: readonly MessageId[], unread: boolean): Promise<void> {
    const { accountId } = this.#core;
    if (accountId === undefined) return;
    const marked = await this.#feedback.attemptAction(
      { kind: 'mark-messages' },
      { failureText: () => t.failed.mark },
      () => this.#commands.setMessagesUnread(accountId, [...ids], unread),
    );
    // The selection and the open message of another account are not concerned.
    if (!marked || accountId !== this.#core.accountId) return;
    this.#list.removeFromVisitedMessages(ids);
    this.#selection.clearSelection();
    const { openMessageId } = this.#view;
    if (unread && openMessageId !== null && ids.includes(openMessageId)) {
      this.#navigation.closeMessage();
    }
  }

  /** Turns the notifications of a message's sender off, and offers to undo that. */
  async muteSender(messageId: MessageId): Promise<void> {
    const address = await this.#feedback.runAction(
      { kind: 'mute-sender' },
      { failureText: () => t.failed.mute },
      () => this.#commands.muteSenderOfMessage(messageId),
    );
    if (!address) return;
    this.#feedback.showToast(
      t.toasts.senderMuted(address),
      () =>
        void this.#feedback.runAction(
          { kind: 'mute-sender' },
          { failureText: () => t.failed.mute },
          () => this.#commands.unmuteSender(address),
        ),
    );
  }

  async copyCode(messageId: MessageId, code: string): Promise<boolean> {
    const copied = await this.#feedback.copyToClipboard(t.toasts.copied(code), () =>
      this.#commands.copyCode(messageId, code),
    );
    if (copied) this.#codeCopied = true;
    return copied;
  }

  copySource(messageId: MessageId): Promise<boolean> {
    return this.#feedback.copyToClipboard(null, () => this.#commands.copySource(messageId));
  }

  printMessage(messageId: MessageId, plainText: boolean): void {
    void this.#feedback.runAction(
      { kind: 'print-message', messageId },
      { failureText: () => t.failed.print },
      () => this.#commands.printMessage(messageId, plainText),
    );
  }

  isReloadingMessage(messageId: MessageId): boolean {
    return this.#feedback.isRunning({ kind: 'reload-message', messageId });
  }

  /** Shows a message's remote images: once, or always for its sender. */
  showImages(messageId: MessageId, always: boolean): Promise<void> {
    return this.#reloadMessage(
      messageId,
      () => t.failed.showImages,
      () => this.#commands.showRemoteImages(messageId, always),
    );
  }

  blockImages(messageId: MessageId): Promise<void> {
    return this.#reloadMessage(
      messageId,
      () => t.failed.hideImages,
      () => this.#commands.blockRemoteImages(messageId),
    );
  }

  /** Shows all of a message again that had made the page stop responding. */
  showMessageInFull(messageId: MessageId): Promise<void> {
    return this.#reloadMessage(
      messageId,
      () => t.failed.read,
      () => this.#commands.showMessageInFull(messageId),
    );
  }

  /** Reads the open message again, after the rules for its remote images changed. */
  reloadOpenMessage(): void {
    const messageId = this.#view.openMessageId;
    if (messageId === null || !this.#view.openMessage?.view) return;
    void this.#reloadMessage(
      messageId,
      () => t.failed.read,
      () => this.#commands.readMessage(messageId),
    );
  }

  async #reloadMessage(
    messageId: MessageId,
    failureText: LocalisedTextGetter,
    read: () => Promise<MessageView>,
  ): Promise<void> {
    if (this.isReloadingMessage(messageId)) return;
    const action = { kind: 'reload-message', messageId } as const;
    const view = await this.#feedback.runAction(action, { failureText }, read);
    const { openMessage } = this.#view;
    if (view && openMessage?.summary.id === messageId) {
      const documentChanged =
        openMessage.view?.images_shown !== view.images_shown ||
        openMessage.view.display !== view.display;
      const revision = openMessage.revision + (documentChanged ? 1 : 0);
      this.#view.openMessage = { summary: view.summary, view, revision };
    }
  }
}
