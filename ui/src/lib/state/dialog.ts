import type { AccountView, InboxView, LinkQuestion } from '$lib/bindings';

/** Which pane a narrow window shows. */
export type Pane = 'inboxes' | 'messages' | 'reading';

/** Where one was in a long dialog: how far it was scrolled, and the control with the focus. */
export interface Spot {
  top: number;
  testid: string;
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
  | { kind: 'accounts'; renamed?: number }
  | { kind: 'image-senders'; back: DialogView }
  | { kind: 'add-account'; again: AccountView | null }
  | { kind: 'rename-account'; account: AccountView }
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
  return { kind: 'settings', at: { top: scroller()?.scrollTop ?? 0, testid } };
}

/** Back where one was in the dialog that is open. */
export function goBackTo({ top, testid }: Spot): void {
  const dialog = scroller();
  if (!dialog) return;
  dialog.querySelector<HTMLElement>(`[data-testid="${testid}"]`)?.focus({ preventScroll: true });
  dialog.scrollTop = top;
}
