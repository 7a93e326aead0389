import type { AccountView, InboxView, LinkQuestion } from '$lib/bindings';

/** Which pane a narrow window shows. */
export type Pane = 'inboxes' | 'messages' | 'reading';

export type DialogView =
  | { kind: 'name'; convert: InboxView | null }
  | { kind: 'settings' }
  | { kind: 'label'; inbox: InboxView }
  | { kind: 'palette' }
  | { kind: 'shortcuts' }
  | { kind: 'about' }
  | { kind: 'licences' }
  | { kind: 'key' }
  | { kind: 'accounts'; renamed?: number }
  | { kind: 'image-senders' }
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
