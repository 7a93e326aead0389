import type { AccountView, InboxView, LinkQuestion } from '$lib/bindings';

/** Which pane a narrow window shows. */
export type Pane = 'inboxes' | 'messages' | 'reading';

/** Where one was in a long dialog: how far it was scrolled, and the control with the focus. */
export interface Spot {
  top: number;
  /** A selector. */
  control: string;
}

export type DialogView =
  | { kind: 'name'; convert: InboxView | null }
  | { kind: 'settings'; at?: Spot }
  | { kind: 'label'; inbox: InboxView }
  | { kind: 'palette' }
  | { kind: 'shortcuts' }
  | { kind: 'about' }
  | { kind: 'licences' }
  | { kind: 'key' }
  | { kind: 'accounts'; at?: Spot }
  | { kind: 'image-senders'; back: DialogView }
  | { kind: 'add-account'; again: AccountView | null; back?: DialogView }
  | { kind: 'rename-account'; account: AccountView; back: DialogView }
  | { kind: 'link'; link: LinkQuestion }
  | { kind: 'source'; messageId: string }
  | {
      kind: 'confirm';
      title: string;
      text: string;
      action: string;
      run: () => Promise<unknown>;
      /** What it was asked from, and goes back to. */
      back?: DialogView;
    };

const scroller = () => document.querySelector<HTMLDialogElement>('dialog[open]');

/** The settings as they are now, for coming back to them from what this control opens. */
export function settingsAt(testid: string): DialogView {
  return { kind: 'settings', at: spot(`[data-testid="${testid}"]`) };
}

/** The same of the accounts, for a control of one of them or of all. */
export function accountsAt(testid: string, account?: number): DialogView {
  const row = account === undefined ? '' : `li:has([data-account="${account}"]) `;
  return { kind: 'accounts', at: spot(`${row}[data-testid="${testid}"]`) };
}

const spot = (control: string): Spot => ({ top: scroller()?.scrollTop ?? 0, control });

/** Back where one was in the dialog that is open. */
export function goBackTo({ top, control }: Spot): void {
  const dialog = scroller();
  if (!dialog) return;
  // It may be in a list that scrolls by itself.
  dialog.querySelector<HTMLElement>(control)?.focus();
  dialog.scrollTop = top;
}

/** Whether a dialog is about what is in the open account, and has no meaning in another one. */
export function isOfAccount(dialog: DialogView): boolean {
  switch (dialog.kind) {
    case 'name':
      return dialog.convert !== null;
    case 'confirm':
      return dialog.back?.kind !== 'accounts';
    case 'label':
    case 'key':
    case 'link':
    case 'source':
    case 'image-senders':
      return true;
    default:
      return false;
  }
}
