import type { AttachmentView, TransferView } from '$lib/bindings';
import { t } from '$lib/i18n';
import * as reduce from './reduce';
import type { Screen } from './screen.svelte';
import type { Said } from './speech.svelte';

/** What is saved to files, and how far that is. */
export class Files {
  readonly #screen: Screen;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** The latest transfer of an attachment, or of the message itself. */
  transferOf(messageId: string, index: number | null): TransferView | null {
    return (
      this.#screen.model.transfers.findLast(
        (transfer) => transfer.message_id === messageId && transfer.index === index,
      ) ?? null
    );
  }

  saveAttachment(messageId: string, file: AttachmentView): Promise<void> {
    return this.save(
      `save:${messageId}:${file.index}`,
      () => t.failed.save(file.safe_name),
      () => this.#screen.api.downloadAttachment(messageId, file.index),
    );
  }

  saveMessage(messageId: string, attachments: boolean): Promise<void> {
    return this.save(
      `save:${messageId}`,
      () => t.failed.saveMessage,
      () => this.#screen.api.saveMessage(messageId, attachments),
    );
  }

  saveMailbox(inboxId: number): Promise<void> {
    return this.save(
      'save-mailbox',
      () => t.failed.saveMailbox,
      () => this.#screen.api.saveMailbox(inboxId),
    );
  }

  /** Starts a transfer, unless the user chooses no place for it. */
  async save(key: string, what: Said, ask: () => Promise<TransferView | null>): Promise<void> {
    const transfer = await this.#screen.run(key, what, ask);
    if (transfer) this.#screen.model = reduce.ensureTransfer(this.#screen.model, transfer);
  }

  cancel(id: number): void {
    void this.#screen.run(`transfer:${id}`, null, () => this.#screen.api.cancelTransfer(id));
  }

  reveal(id: number): void {
    void this.#screen.run(
      `transfer:${id}`,
      () => t.failed.reveal,
      () => this.#screen.api.revealTransfer(id),
    );
  }
}
