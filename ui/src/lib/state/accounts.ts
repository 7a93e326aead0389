import type { AccountView } from '$lib/bindings';
import { t } from '$lib/i18n';
import type { DialogView } from './dialog';
import type { Screen } from './screen.svelte';

/** Several accounts: opening another one, and forgetting one. */
export class Accounts {
  readonly #screen: Screen;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Opens another account; one that is signed out asks for its key, and a no to that leads back. */
  open(account: AccountView, back?: DialogView): void {
    const screen = this.#screen;
    const asked = screen.dialog;
    if (account.id === screen.model.account?.id) {
      screen.dialog = null;
    } else if (account.signed_in) {
      void screen
        .done(
          'open-account',
          () => t.failed.openAccount,
          null,
          () => screen.api.openAccount(account.id),
        )
        .then(() => {
          if (screen.dialog === asked) screen.dialog = null;
        });
    } else {
      screen.dialog = { kind: 'add-account', again: account, back };
    }
  }

  /** Asks first: its addresses and mail go with it. */
  askRemove({ id, name }: AccountView, back: DialogView): void {
    const screen = this.#screen;
    const question: DialogView = {
      kind: 'confirm',
      title: t.confirm.removeAccountTitle,
      text: t.confirm.removeAccountText(name),
      action: t.confirm.removeAccountAction,
      run: async () => {
        const removed = await screen.done(
          'remove-account',
          () => t.failed.removeAccount,
          t.toasts.accountRemoved(name),
          () => screen.api.removeAccount(id),
        );
        // Its control is gone with it.
        if (removed && screen.dialog === question) screen.dialog = { kind: 'accounts' };
        return removed;
      },
      back,
    };
    screen.dialog = question;
  }
}
