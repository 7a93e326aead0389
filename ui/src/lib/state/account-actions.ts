import type { AccountView } from '$lib/bindings';
import { t } from '$lib/i18n';
import type { ActionIdentity } from './action-identity';
import type { CoreCommands } from './core-commands';
import type { CoreStateCopy } from './core-state.svelte';
import type { Dialogs, DialogState } from './dialogs.svelte';
import type { ActionFeedbackOptions, Feedback } from './feedback.svelte';

/** Opens and removes accounts, signs out, and erases all data. */
export class AccountActions {
  readonly #commands: CoreCommands;
  readonly #core: CoreStateCopy;
  readonly #feedback: Feedback;
  readonly #dialogs: Dialogs;

  constructor(commands: CoreCommands, core: CoreStateCopy, feedback: Feedback, dialogs: Dialogs) {
    this.#commands = commands;
    this.#core = core;
    this.#feedback = feedback;
    this.#dialogs = dialogs;
  }

  get isOpeningAccount(): boolean {
    return this.#feedback.isRunning({ kind: 'open-account' });
  }

  get isSigningOut(): boolean {
    return this.#feedback.isRunning({ kind: 'sign-out' });
  }

  /** Opens another account. One that is signed out needs its API key: the dialog for that returns to `returnTo`. */
  switchToAccount(account: AccountView, returnTo?: DialogState): void {
    const opener = this.#dialogs.current;
    if (account.id === this.#core.accountId) {
      this.#dialogs.closeDialog();
    } else if (account.signed_in) {
      void this.#feedback
        .attemptAction({ kind: 'open-account' }, { failureText: () => t.failed.openAccount }, () =>
          this.#commands.switchToAccount(account.id),
        )
        .then(() => this.#dialogs.closeDialogIfCurrent(opener));
    } else {
      this.#dialogs.openDialog({ kind: 'add-account', signedOut: account, returnTo });
    }
  }

  /** Opens the confirmation of a removal: the account's addresses and mail are deleted with it. */
  requestAccountRemovalConfirmation({ id, name }: AccountView, returnTo: DialogState): void {
    const confirmation: DialogState = {
      kind: 'confirm',
      title: t.confirm.removeAccountTitle,
      text: t.confirm.removeAccountText(name),
      actionLabel: t.confirm.removeAccountAction,
      perform: async () => {
        const removed = await this.#feedback.attemptAction(
          { kind: 'remove-account' },
          {
            failureText: () => t.failed.removeAccount,
            successText: t.toasts.accountRemoved(name),
          },
          () => this.#commands.removeAccount(id),
        );
        // The control that `returnTo` would focus is gone.
        if (removed && this.#dialogs.current === confirmation) {
          this.#dialogs.openDialog({ kind: 'accounts' });
        }
        return removed;
      },
      returnTo,
    };
    this.#dialogs.openDialog(confirmation);
  }

  /** Signs out after a confirmation; leaves the demo without one. */
  signOut(returnTo?: DialogState): void {
    const storage = this.#core.model.account?.storage;
    const perform = () =>
      this.#leaveScreen({ kind: 'sign-out' }, { failureText: () => t.failed.signOut }, () =>
        this.#commands.signOut(),
      );
    if (storage === 'demo') {
      void perform();
      return;
    }
    this.#dialogs.openDialog({
      kind: 'confirm',
      title: t.confirm.signOutTitle,
      text: storage === 'session_only' ? t.confirm.signOutText : t.confirm.signOutKept,
      actionLabel: t.confirm.signOutAction,
      perform,
      returnTo,
    });
  }

  /** Opens the confirmation of erasing all data. */
  requestDataWipeConfirmation(returnTo?: DialogState): void {
    this.#dialogs.openDialog({
      kind: 'confirm',
      title: t.confirm.wipeTitle,
      text: t.confirm.wipeText,
      actionLabel: t.confirm.wipeAction,
      perform: () =>
        this.#leaveScreen(
          { kind: 'wipe-data' },
          {
            failureText: () => t.failed.wipe,
            successText: t.toasts.wiped,
            outlivesScreen: true,
          },
          () => this.#commands.wipeData(),
        ),
      returnTo,
    });
  }

  /** Performs an action that ends with another screen: no dialog of this one is returned to. */
  async #leaveScreen(
    action: ActionIdentity,
    report: ActionFeedbackOptions,
    work: () => Promise<unknown>,
  ): Promise<boolean> {
    const succeeded = await this.#feedback.attemptAction(action, report, work);
    if (succeeded) this.#dialogs.closeDialog();
    return succeeded;
  }
}
