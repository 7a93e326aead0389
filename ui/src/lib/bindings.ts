// Stand-in until this file is generated from crates/mayfly-core/src/view.rs. Same shape, same names.
import { invoke, type Channel } from '@tauri-apps/api/core';

export type Snapshot = {
  seq: number;
  phase: Phase;
  account: AccountView | null;
  inboxes: InboxView[];
  selected_inbox: number | null;
  quota: QuotaView | null;
  sync: SyncView;
  transfers: TransferView[];
  notices: Notice[];
};
export type Phase =
  | { kind: 'starting' }
  | { kind: 'keychain_blocked'; error: ErrorView }
  | { kind: 'welcome' }
  | { kind: 'ready' };
export type AccountView = { id: number; base_url: string; kind: AccountKind };
export type AccountKind = 'kept' | 'session_only' | 'demo';
export type InboxView = {
  id: number;
  address: string;
  label: string | null;
  state: InboxState;
  created_at: string;
  expires_at: string | null;
  replaced_by: string | null;
  unread: number;
  total: number;
  checked_at: string | null;
};
export type InboxState = 'active' | 'expiring' | 'expired' | 'replaced' | 'deleted';
export type MessageSummary = {
  id: string;
  inbox_id: number;
  from_name: string;
  from_address: string;
  subject: string;
  snippet: string;
  received_at: string;
  unread: boolean;
  attachments: number;
  code: string | null;
};
export type MessageView = {
  summary: MessageSummary;
  to: string;
  misleading_sender: boolean;
  codes: string[];
  link: LinkView | null;
  attachments: AttachmentView[];
  remote_images: number;
  trackers: number;
  truncated: boolean;
};
export type LinkView = { href: string; host: string; text: string };
export type AttachmentView = {
  index: number;
  name: string;
  safe_name: string;
  size: number | null;
  dangerous: boolean;
};
export type QuotaView = { limit: number; used: number; remaining: number; resets_at: string | null };
export type SyncView =
  | { kind: 'idle' }
  | { kind: 'online' }
  | { kind: 'offline'; since: string; retry_at: string }
  | { kind: 'waiting'; until: string }
  | { kind: 'key_refused' };
export type TransferView = {
  id: number;
  message_id: string;
  index: number;
  file_name: string;
  received: number;
  total: number | null;
  state: TransferState;
};
export type TransferState =
  | { kind: 'running' }
  | { kind: 'done'; path: string }
  | { kind: 'cancelled' }
  | { kind: 'failed'; error: ErrorView };
export type Notice = { id: number; error: ErrorView };
export type ErrorView = { code: ErrorCode; message: string; details: ErrorDetails };
export type ErrorDetails = {
  service_message: string | null;
  retry_at: string | null;
  path: string | null;
};
export type ErrorCode =
  | 'invalid_key'
  | 'invalid_base_url'
  | 'insecure_base_url'
  | 'invalid_username'
  | 'invalid_domain'
  | 'key_refused'
  | 'not_allowed'
  | 'not_found'
  | 'refused'
  | 'rate_limited'
  | 'service_fault'
  | 'unexpected_answer'
  | 'answer_too_large'
  | 'timeout'
  | 'tls'
  | 'offline'
  | 'not_signed_in'
  | 'unknown_inbox'
  | 'unknown_message'
  | 'unknown_attachment'
  | 'keychain_unavailable'
  | 'keychain_locked'
  | 'store_unreadable'
  | 'store_too_new'
  | 'store_failed'
  | 'disk_full'
  | 'file_failed'
  | 'cancelled'
  | 'clipboard_failed'
  | 'internal';
export type DomainView = { domain: string; plan: string; custom: boolean };
export type NewInbox = { inbox: InboxView; copied: boolean };
export type Event = { seq: number; change: Change };
export type Change =
  | { kind: 'reset'; snapshot: Snapshot }
  | { kind: 'inbox'; inbox: InboxView }
  | { kind: 'inbox_removed'; id: number }
  | { kind: 'messages'; inbox_id: number; messages: MessageSummary[] }
  | { kind: 'message_removed'; inbox_id: number; id: string }
  | { kind: 'quota'; quota: QuotaView }
  | { kind: 'sync'; sync: SyncView }
  | { kind: 'transfer'; transfer: TransferView }
  | { kind: 'notice'; notice: Notice };

export const commands = {
  subscribe: (events: Channel<Event>) => invoke<Snapshot>('subscribe', { events }),
  windowReady: () => invoke<null>('window_ready'),
  connect: (key: string, baseUrl: string | null) => invoke<null>('connect', { key, baseUrl }),
  retryKeychain: () => invoke<null>('retry_keychain'),
  useSessionOnly: () => invoke<null>('use_session_only'),
  quit: () => invoke<null>('quit'),
  startDemo: () => invoke<null>('start_demo'),
  signOut: () => invoke<null>('sign_out'),
  wipeData: () => invoke<null>('wipe_data'),
  presetBaseUrl: () => invoke<string | null>('preset_base_url'),
  listDomains: () => invoke<DomainView[]>('list_domains'),
  createInbox: () => invoke<NewInbox>('create_inbox'),
  createCustomInbox: (username: string, domain: string) =>
    invoke<NewInbox>('create_custom_inbox', { username, domain }),
  changeInbox: (inboxId: number, username: string, domain: string) =>
    invoke<NewInbox>('change_inbox', { inboxId, username, domain }),
  deleteInbox: (inboxId: number) => invoke<null>('delete_inbox', { inboxId }),
  removeInbox: (inboxId: number) => invoke<null>('remove_inbox', { inboxId }),
  selectInbox: (inboxId: number | null) => invoke<null>('select_inbox', { inboxId }),
  listMessages: (inboxId: number, refresh: boolean) =>
    invoke<MessageSummary[]>('list_messages', { inboxId, refresh }),
  readMessage: (messageId: string) => invoke<MessageView>('read_message', { messageId }),
  deleteMessage: (messageId: string) => invoke<null>('delete_message', { messageId }),
  downloadAttachment: (messageId: string, index: number) =>
    invoke<TransferView | null>('download_attachment', { messageId, index }),
  cancelTransfer: (transferId: number) => invoke<null>('cancel_transfer', { transferId }),
  revealTransfer: (transferId: number) => invoke<null>('reveal_transfer', { transferId }),
  copyAddress: (inboxId: number) => invoke<null>('copy_address', { inboxId }),
  copyCode: (messageId: string, code: string) => invoke<null>('copy_code', { messageId, code }),
  dismissNotice: (noticeId: number) => invoke<null>('dismiss_notice', { noticeId }),
};
