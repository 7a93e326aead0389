import type { AttachmentView, InboxId, MessageId, TransferView } from '$lib/bindings';
import { t } from '$lib/i18n';
import type { ActionIdentity } from './action-identity';
import type { CoreCommands } from './core-commands';
import { addTransferIfMissing } from './core-model';
import type { CoreStateCopy } from './core-state.svelte';
import type { Feedback, LocalisedTextGetter } from './feedback.svelte';

/** Saves attachments, messages and lists to files, and controls the transfers that do it. */
export class TransferActions {
  readonly #commands: CoreCommands;
  readonly #core: CoreStateCopy;
  readonly #feedback: Feedback;

  constructor(commands: CoreCommands, core: CoreStateCopy, feedback: Feedback) {
    this.#commands = commands;
    this.#core = core;
    this.#feedback = feedback;
  }

  /** The latest transfer of an attachment, or with null of the message itself. */
  findLatestSaveTransfer(messageId: MessageId, index: number | null): TransferView | null {
    return (
      this.#core.model.transfers.findLast(
        (transfer) => transfer.message_id === messageId && transfer.index === index,
      ) ?? null
    );
  }

  saveAttachment(messageId: MessageId, { index, safe_name }: AttachmentView): Promise<void> {
    return this.#startTransfer(
      { kind: 'save-attachment', messageId, index },
      () => t.failed.save(safe_name),
      () => this.#commands.downloadAttachment(messageId, index),
    );
  }

  /** Saves all attachments of a message into a folder that the user chooses. */
  async saveAllAttachments(messageId: MessageId): Promise<void> {
    const transfers = await this.#feedback.runAction(
      { kind: 'save-all', messageId },
      { failureText: () => t.failed.saveAll },
      () => this.#commands.downloadAttachments(messageId),
    );
    for (const transfer of transfers ?? []) {
      this.#core.replaceModel(addTransferIfMissing(this.#core.model, transfer));
    }
  }

  saveMessage(messageId: MessageId, withAttachments: boolean): Promise<void> {
    return this.#startTransfer(
      { kind: 'save-message', messageId },
      () => t.failed.saveMessage,
      () => this.#commands.saveMessage(messageId, withAttachments),
    );
  }

  saveMailbox(inboxId: InboxId): Promise<void> {
    return this.#startTransfer(
      { kind: 'save-mailbox', inboxId },
      () => t.failed.saveMailbox,
      () => this.#commands.saveMailbox(inboxId),
    );
  }

  exportInboxes(includeSecrets: boolean): Promise<void> {
    return this.#startTransfer(
      { kind: 'export-inboxes' },
      () => t.failed.export,
      () => this.#commands.exportInboxes(includeSecrets),
    );
  }

  /** Starts a transfer; `start` resolves to null where the user chose no file. */
  async #startTransfer(
    action: ActionIdentity,
    failureText: LocalisedTextGetter,
    start: () => Promise<TransferView | null>,
  ): Promise<void> {
    const transfer = await this.#feedback.runAction(action, { failureText }, start);
    if (transfer) this.#core.replaceModel(addTransferIfMissing(this.#core.model, transfer));
  }

  cancelTransfer(transferId: number): void {
    void this.#feedback.runAction({ kind: 'control-transfer', transferId }, {}, () =>
      this.#commands.cancelTransfer(transferId),
    );
  }

  /** Shows the saved file in its folder. */
  revealSavedFile(transferId: number): void {
    void this.#feedback.runAction(
      { kind: 'control-transfer', transferId },
      { failureText: () => t.failed.reveal },
      () => this.#commands.revealTransfer(transferId),
    );
  }
}
