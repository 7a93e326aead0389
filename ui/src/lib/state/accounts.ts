import type { AccountView } from '$lib/bindings';
import { t } from '$lib/i18n';
import type { Screen } from './screen.svelte';

/** Several accounts: opening another one, and forgetting one. */
export class Accounts {
  readonly #screen: Screen;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Opens another account; one that is signed out asks for its key. */
  open(account: AccountView): void {
    const screen = this.#screen;
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
        .then((opened) => {
          if (!opened) screen.dialog = null;
        });
    } else {
      screen.dialog = { kind: 'add-account', again: account };
    }
  }

  /** Asks first: its addresses and mail go with it. */
  askRemove({ id, name }: AccountView): void {
    this.#screen.dialog = {
      kind: 'confirm',
      title: t.confirm.removeAccountTitle,
      text: t.confirm.removeAccountText(name),
      action: t.confirm.removeAccountAction,
      run: () =>
        this.#screen.done(
          'remove-account',
          () => t.failed.removeAccount,
          t.toasts.accountRemoved(name),
          () => this.#screen.api.removeAccount(id),
        ),
    };
  }
}
