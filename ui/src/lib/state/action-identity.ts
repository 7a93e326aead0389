import type { InboxId, MessageId } from '$lib/bindings';

/** Something the user started that takes time. Controls look up by it whether it is running. */
export type ActionIdentity =
  | { kind: 'copy' }
  | { kind: 'create-inbox' }
  | { kind: 'suggest-name' }
  | { kind: 'set-window-shape' }
  | { kind: 'delete-inbox'; inboxId: InboxId }
  | { kind: 'remove-inbox'; inboxId: InboxId }
  | { kind: 'recreate-inbox'; inboxId: InboxId }
  | { kind: 'remove-ended' }
  | { kind: 'discard-inboxes' }
  | { kind: 'mute-inboxes' }
  | { kind: 'mute-sender' }
  | { kind: 'restore-inboxes' }
  | { kind: 'pin-inbox'; inboxId: InboxId }
  | { kind: 'restore-inbox'; inboxId: InboxId }
  | { kind: 'mute-inbox'; inboxId: InboxId }
  | { kind: 'recheck-inbox'; inboxId: InboxId }
  | { kind: 'refresh-inbox'; inboxId: InboxId }
  | { kind: 'export-inboxes' }
  | { kind: 'import-inboxes' }
  | { kind: 'read-message'; messageId: MessageId }
  | { kind: 'delete-message'; messageId: MessageId }
  | { kind: 'delete-messages' }
  | { kind: 'mark-messages' }
  | { kind: 'reload-message'; messageId: MessageId }
  | { kind: 'print-message'; messageId: MessageId }
  | { kind: 'save-message'; messageId: MessageId }
  | { kind: 'save-all'; messageId: MessageId }
  | { kind: 'save-attachment'; messageId: MessageId; index: number }
  | { kind: 'save-mailbox'; inboxId: InboxId }
  | { kind: 'control-transfer'; transferId: number }
  | { kind: 'confirm-link'; messageId: MessageId }
  | { kind: 'open-link' }
  | { kind: 'open-account-page' }
  | { kind: 'pause-checking' }
  | { kind: 'update-settings' }
  | { kind: 'dismiss-notice' }
  | { kind: 'open-store' }
  | { kind: 'start-demo' }
  | { kind: 'open-account' }
  | { kind: 'remove-account' }
  | { kind: 'sign-out' }
  | { kind: 'wipe-data' };

/** A string that two actions share exactly when they are equal. */
export function formatActionIdentity(action: ActionIdentity): string {
  return Object.entries(action).sort().join();
}
