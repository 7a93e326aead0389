import type { InboxView, NewInbox } from '$lib/bindings';
import { receives } from '$lib/expiry';
import { t } from '$lib/i18n';
import * as reduce from './reduce';
import type { Screen } from './screen.svelte';

/** What is done with inboxes. */
export class Inboxes {
  readonly #screen: Screen;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  async create(): Promise<void> {
    const account = this.#screen.model.account?.id;
    const made = await this.#screen.run(
      'create',
      () => t.failed.create,
      () => this.#screen.api.createInbox(),
    );
    if (made) this.made(made, account);
  }

  /** An inbox was made in this account; meanwhile another one may have been opened. */
  made({ inbox, copied }: NewInbox, account: number | undefined): void {
    this.#show(inbox, account);
    const { address } = inbox;
    if (copied) this.#screen.copied(t.toasts.createdCopied(address));
    else this.#screen.toast(t.toasts.created(address));
  }

  #show(inbox: InboxView, account: number | undefined): void {
    if (account !== this.#screen.model.account?.id) return;
    this.#screen.model = reduce.ensureInbox(this.#screen.model, inbox);
    this.#screen.selectInbox(inbox.id);
  }

  /** Deletes an inbox, or takes it off the list when it is over. */
  discard(inbox: InboxView): void {
    if (receives(inbox)) this.askDelete(inbox);
    else void this.remove(inbox);
  }

  /** Asks first: the service can't bring an address back. */
  askDelete({ id, address }: InboxView): void {
    this.#screen.dialog = {
      kind: 'confirm',
      title: t.confirm.deleteTitle,
      text: `${t.confirm.deleteText(address)} ${t.messages.kept[this.#screen.model.settings.keep_mail]}`,
      action: t.confirm.deleteAction,
      run: () =>
        this.#screen.done(
          `delete:${id}`,
          () => t.failed.deleteInbox,
          t.toasts.inboxDeleted(address),
          () => this.#screen.api.deleteInbox(id),
        ),
    };
  }

  /** Takes an inbox that is over off the list, for a while only. */
  async remove({ id, address }: InboxView): Promise<void> {
    const removed = await this.#screen.done(
      `delete:${id}`,
      () => t.failed.removeInbox,
      null,
      () => this.#screen.api.removeInbox(id),
    );
    if (!removed) return;
    this.#screen.toast(t.toasts.inboxRemoved(address), () => void this.#restore(id));
  }

  async #restore(id: number): Promise<void> {
    const account = this.#screen.model.account?.id;
    const inbox = await this.#screen.run(
      'restore',
      () => t.failed.restore,
      () => this.#screen.api.restoreInbox(id),
    );
    if (inbox) this.#show(inbox, account);
  }

  /** Has new mail to it announced or not. */
  mute({ id, address }: InboxView, muted: boolean): Promise<boolean> {
    const said = muted ? t.toasts.muted(address) : t.toasts.unmuted(address);
    return this.#screen.done(
      `mute:${id}`,
      () => t.failed.mute,
      said,
      () => this.#screen.api.setInboxMuted(id, muted),
    );
  }

  copyAddress({ id, address }: InboxView): Promise<boolean> {
    return this.#screen.copy(t.toasts.copied(address), () => this.#screen.api.copyAddress(id));
  }
}
