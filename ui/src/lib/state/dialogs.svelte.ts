import type {
  AccountId,
  AccountView,
  AttachmentView,
  InboxView,
  LinkConfirmation,
  MessageId,
} from '$lib/bindings';
import { captureDialogScrollAndFocus, type SavedDialogPosition } from './dialog-scroll-and-focus';

/** A dialog with what it needs. `returnTo` is the dialog it was opened from, shown again when it closes. */
export type DialogState =
  | { kind: 'custom-address'; convert: InboxView | null }
  | { kind: 'adopt-address' }
  | { kind: 'settings'; position?: SavedDialogPosition }
  | { kind: 'proxy' }
  | { kind: 'inbox-label'; inbox: InboxView }
  | { kind: 'command-palette' }
  | { kind: 'shortcuts' }
  | { kind: 'about' }
  | { kind: 'licences' }
  | { kind: 'replace-api-key' }
  | { kind: 'accounts'; position?: SavedDialogPosition }
  | { kind: 'sender-image-rules'; returnTo: DialogState }
  | { kind: 'muted-senders'; returnTo: DialogState }
  | { kind: 'stored-mail'; returnTo?: DialogState }
  | { kind: 'add-account'; signedOut: AccountView | null; returnTo?: DialogState }
  | { kind: 'rename-account'; account: AccountView; returnTo: DialogState }
  | { kind: 'confirm-link'; link: LinkConfirmation }
  | { kind: 'message-source'; messageId: MessageId }
  | { kind: 'attachment-preview'; messageId: MessageId; file: AttachmentView }
  | Confirmation;

/** A question that is answered before an action is performed. */
export interface Confirmation {
  kind: 'confirm';
  title: string;
  text: string;
  /** The label of the button that performs the action. */
  actionLabel: string;
  /** Performs the action; false reports a failure. */
  perform: () => Promise<unknown>;
  returnTo?: DialogState;
}

/** Owns which dialog is open; at most one is. */
export class Dialogs {
  current = $state.raw<DialogState | null>(null);

  openDialog(dialog: DialogState): void {
    this.current = dialog;
  }

  closeDialog(): void {
    this.current = null;
  }

  /** Closes a dialog unless another one has taken its place. */
  closeDialogIfCurrent(dialog: DialogState | null): void {
    if (this.current === dialog) this.current = null;
  }

  /** Closes the dialog that is open and shows the one it was opened from, if there is one. */
  returnToDialog(dialog: DialogState | undefined): void {
    this.current = dialog ?? null;
  }
}

/** The settings dialog in its present position, as the target to return to from what the control opens. */
export function settingsDialogToReturnTo(testId: string): DialogState {
  return { kind: 'settings', position: captureDialogScrollAndFocus(`[data-testid="${testId}"]`) };
}

/** The accounts dialog in its present position; the control belongs to one account or to the whole list. */
export function accountsDialogToReturnTo(testId: string, accountId?: AccountId): DialogState {
  const row = accountId === undefined ? '' : `li:has([data-account="${accountId}"]) `;
  return {
    kind: 'accounts',
    position: captureDialogScrollAndFocus(`${row}[data-testid="${testId}"]`),
  };
}

/** Whether a dialog is about content of the open account and has no meaning in another one. */
export function isDialogAboutOpenAccount(dialog: DialogState): boolean {
  switch (dialog.kind) {
    case 'custom-address':
      return dialog.convert !== null;
    case 'confirm':
      return dialog.returnTo?.kind !== 'accounts';
    case 'inbox-label':
    case 'replace-api-key':
    case 'confirm-link':
    case 'message-source':
    case 'muted-senders':
    case 'attachment-preview':
    case 'sender-image-rules':
      return true;
    default:
      return false;
  }
}
