import type { MessageView } from '$lib/bindings';
import { t } from '$lib/i18n';
import type { Screen } from './screen.svelte';
import type { Said } from './speech.svelte';

/** What is done with messages, one or several. */
export class Mail {
  readonly #screen: Screen;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  async delete(id: string): Promise<boolean> {
    const name = `delete-message:${id}`;
    if (this.#screen.busy.has(name)) return false;
    return this.#screen.done(
      name,
      () => t.failed.deleteMessage,
      t.toasts.messageDeleted,
      () => this.#screen.api.deleteMessage(id),
    );
  }

  /** Asks first: the service can't bring mail back. */
  askDelete(ids: readonly string[]): void {
    this.#screen.dialog = {
      kind: 'confirm',
      title: t.confirm.deleteMessagesTitle(ids.length),
      text: t.confirm.deleteMessagesText,
      action: t.confirm.deleteMessagesAction,
      run: () => this.#deleteAll(ids),
    };
  }

  async #deleteAll(ids: readonly string[]): Promise<void> {
    const screen = this.#screen;
    const outcome = await screen.run(
      'delete-messages',
      () => t.failed.deleteMessage,
      () => screen.api.deleteMessages([...ids]),
    );
    if (!outcome) return;
    const { deleted, failed, untried, stopped } = outcome;
    for (const id of deleted) screen.selection.ids.delete(id);
    const left = failed.length + untried.length;
    const reason = stopped ?? failed[0]?.error;
    if (left > 0 && reason) screen.fail(() => t.failed.deleteMessages(left, ids.length), reason);
    else screen.toast(t.toasts.messagesDeleted(deleted.length));
  }

  /** Marks messages here; the service only knows of mail that was opened. */
  async mark(ids: readonly string[], unread: boolean): Promise<void> {
    const marked = await this.#screen.done(
      'mark',
      () => t.failed.mark,
      null,
      () => this.#screen.api.setMessagesUnread([...ids], unread),
    );
    if (!marked) return;
    this.#screen.letGo(ids);
    this.#screen.selection.clear();
    if (unread && ids.includes(this.#screen.open?.summary.id ?? '')) this.#screen.closeMessage();
  }

  async copyCode(messageId: string, code: string): Promise<boolean> {
    const copied = await this.#screen.copy(t.toasts.copied(code), () =>
      this.#screen.api.copyCode(messageId, code),
    );
    if (copied) this.#screen.codeCopied = true;
    return copied;
  }

  copySource(messageId: string): Promise<boolean> {
    return this.#screen.copy(null, () => this.#screen.api.copySource(messageId));
  }

  print(messageId: string, plain: boolean): void {
    void this.#screen.run(
      `print:${messageId}`,
      () => t.failed.print,
      () => this.#screen.api.printMessage(messageId, plain),
    );
  }

  /** Shows a message's remote images: this time, or always for its sender. */
  showImages(messageId: string, always: boolean): Promise<void> {
    return this.#images(
      messageId,
      () => t.failed.showImages,
      () => this.#screen.api.showRemoteImages(messageId, always),
    );
  }

  hideImages(messageId: string): Promise<void> {
    return this.#images(
      messageId,
      () => t.failed.hideImages,
      () => this.#screen.api.forgetRemoteImages(messageId),
    );
  }

  /** Its images may be shown otherwise now. */
  reread(): void {
    if (!this.#screen.open?.view) return;
    const { id } = this.#screen.open.summary;
    void this.#images(
      id,
      () => t.failed.read,
      () => this.#screen.api.readMessage(id),
    );
  }

  async #images(messageId: string, what: Said, action: () => Promise<MessageView>): Promise<void> {
    if (this.#screen.busy.has(`images:${messageId}`)) return;
    const view = await this.#screen.run(`images:${messageId}`, what, action);
    const { open } = this.#screen;
    if (view && open?.summary.id === messageId) {
      const other = open.view?.images_shown !== view.images_shown;
      const edition = open.edition + (other ? 1 : 0);
      this.#screen.open = { summary: view.summary, view, edition };
    }
  }
}
