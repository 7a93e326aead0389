/** A fake core for tests: returns given responses and lets a test emit events. */
import type { Channel } from '@tauri-apps/api/core';
import { vi } from 'vitest';
import type {
  AccountView,
  Change,
  ErrorCode,
  ErrorTextValues,
  ErrorView,
  Event,
  InboxView,
  MessageSummary,
  Snapshot,
} from '$lib/bindings';
import { App } from '$lib/state/app';
import type { CoreCommands } from '$lib/state/core-commands';
import { createEmptyModel } from '$lib/state/core-model';

export const NOW = Date.parse('2026-06-28T09:40:00Z');
export const isoTimeAt = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();

export function inbox(id: number, change: Partial<InboxView> = {}): InboxView {
  return {
    id,
    address: `box${id}@example.com`,
    label: null,
    state: 'active',
    created_at: isoTimeAt(-60 * id),
    expires_at: isoTimeAt(540),
    replaced_by: null,
    unread: 0,
    total: 0,
    checked_at: null,
    gone_recheck_at: null,
    muted: false,
    pinned: false,
    ...change,
  };
}

export function message(id: string, change: Partial<MessageSummary> = {}): MessageSummary {
  return {
    id,
    inbox_id: 1,
    from_name: 'Harbour Tickets',
    from_address: 'no-reply@harbour.example',
    subject: `Subject ${id}`,
    snippet: 'First words',
    received_at: isoTimeAt(-60),
    unread: true,
    attachments: 0,
    code: null,
    ...change,
  };
}

export function account(id: number, change: Partial<AccountView> = {}): AccountView {
  return {
    id,
    name: `Account ${id}`,
    base_url: 'https://api.example.com/api',
    storage: 'kept',
    signed_in: true,
    key_refused: false,
    unread: 0,
    quota: null,
    ...change,
  };
}

export function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    seq: 10,
    phase: { kind: 'ready' },
    account: account(1),
    accounts: [account(1)],
    inboxes: [inbox(1), inbox(2)],
    selected_inbox: 1,
    quota: null,
    sync: { kind: 'online' },
    transfers: [],
    notices: [],
    settings: createEmptyModel().settings,
    system_locale: 'en',
    session_only: false,
    open_message: null,
    copied_address: null,
    window_shape: 'full',
    desktop: createEmptyModel().desktop,
    ...change,
  };
}

export function failure(code: ErrorCode, details: Partial<ErrorTextValues> = {}): ErrorView {
  return {
    code,
    message: code,
    details: {
      service_message: null,
      retry_at: null,
      path: null,
      keychain: null,
      proxy: null,
      import_fault: null,
      ...details,
    },
  };
}

/** Creates an app on a fake core with this snapshot and these messages. */
export async function createAppOnFakeCore(
  first: Snapshot,
  mail: Record<number, MessageSummary[]> = {},
  answers: Partial<CoreCommands> = {},
) {
  let channel: Channel<Event> | undefined;
  let current = first;
  let seq = first.seq;
  // Commands without a result return null or undefined.
  const nothing = async () => null as never;
  const api: CoreCommands = {
    subscribe: vi.fn(async (events: Channel<Event>) => {
      channel = events;
      return { ...current, seq };
    }),
    connect: nothing,
    retryKeychain: nothing,
    continueWithoutKeychain: nothing,
    quit: nothing,
    startDemo: nothing,
    signOut: nothing,
    wipeData: nothing,
    presetBaseUrl: nothing,
    listDomains: async () => [
      { domain: 'example.com', plan: 'Free', custom: false },
      { domain: 'example.org', plan: 'Premium', custom: false },
    ],
    createInbox: async () => ({ inbox: inbox(99), copied: true }),
    createCustomInbox: async () => ({ inbox: inbox(99), copied: true }),
    convertInbox: async () => ({ inbox: inbox(99), copied: true }),
    suggestUsername: async () => 'quiet-otter-42',
    adoptInboxes: async () => ({
      adopted: [],
      already_present: [],
      failed: [],
      not_attempted: [],
      stop_reason: null,
    }),
    deleteInbox: nothing,
    listMailDatabases: async () => [],
    switchToOtherDatabase: nothing,
    importOtherDatabase: async () => ({ addresses: 0, messages: 0, accounts_to_sign_in: 0 }),
    deleteOtherDatabase: nothing,
    startBesideStoredMail: nothing,
    removeInbox: nothing,
    removeEndedInboxes: async () => [],
    restoreInboxes: nothing,
    recreateInbox: async (id) => ({ inbox: inbox(id), copied: true }),
    setInboxPinned: nothing,
    recheckExpiredInbox: async (id) => inbox(id),
    restoreInbox: async (_, id) => inbox(id),
    setInboxLabel: nothing,
    selectInbox: nothing,
    listMessages: async (id) => mail[id] ?? [],
    closeMessage: nothing,
    showMessageInFull: nothing,
    prerenderMessage: nothing,
    readMessage: async (id) => ({
      summary: {
        ...(Object.values(mail)
          .flat()
          .find((known) => known.id === id) ?? message(id)),
        unread: false,
      },
      to: 'box1@example.com',
      misleading_sender: false,
      codes: [],
      link: null,
      attachments: [],
      remote_images: 0,
      trackers: 0,
      images_shown: false,
      images_always: false,
      images_by_default: false,
      truncated: false,
      is_empty: false,
      display: 'full',
      inline_images_missing: 0,
      is_html: true,
    }),
    listMessagePage: async (id) => ({ messages: mail[id] ?? [], next: null }),
    listAllMail: async () => ({ messages: Object.values(mail).flat(), next: null }),
    searchMessages: async () => ({ hits: [], next: null }),
    setMessagesUnread: nothing,
    deleteMessage: nothing,
    deleteMessages: async (ids) => ({
      deleted: ids,
      failed: [],
      not_attempted: [],
      stop_reason: null,
    }),
    downloadAttachment: nothing,
    downloadAttachments: async () => [],
    cancelTransfer: nothing,
    revealTransfer: nothing,
    copyAddress: nothing,
    copyCode: nothing,
    showRemoteImages: nothing,
    blockRemoteImages: nothing,
    requestLinkConfirmation: nothing,
    openAttachmentPreview: async () => ({
      number: 1,
      content: { kind: 'picture', width: 300, height: 200 },
    }),
    closeAttachmentPreview: nothing,
    openLink: nothing,
    copyLink: nothing,
    requestAccountPageConfirmation: nothing,
    messageSource: async () => ({ text: '<p>Words</p>', size: 12, truncated: false }),
    copySource: nothing,
    printMessage: nothing,
    saveMessage: nothing,
    saveMailbox: nothing,
    exportInboxes: nothing,
    importInboxes: async () => ({ added: 0, already_present: 0 }),
    updateSettings: nothing,
    setProxy: nothing,
    setInboxesMuted: nothing,
    copyAddresses: nothing,
    listMutedSenders: async () => [],
    muteSenderOfMessage: nothing,
    unmuteSender: nothing,
    deleteInboxes: async (ids) => ({
      deleted: ids,
      failed: [],
      not_attempted: [],
      stop_reason: null,
    }),
    removeInboxes: async (ids) => ids,
    setCheckingPaused: nothing,
    retryGlobalShortcut: nothing,
    setWindowShape: nothing,
    countExpiredMessages: async () => 0,
    listSenderImageRules: async () => [],
    removeSenderImageRule: nothing,
    clearSenderImageRules: nothing,
    replaceApiKey: nothing,
    addAccount: nothing,
    switchToAccount: nothing,
    renameAccount: nothing,
    removeAccount: nothing,
    dismissNotice: nothing,
    appInfo: async () => ({ version: '1.2.3', data_folder: '/home/me/.local/share/mayfly' }),
    ...answers,
  };
  const app = new App(api);
  await app.connection.openConnection();
  return {
    app,
    api,
    /** Emits a reset; later subscriptions get this snapshot. */
    reset: (next: Snapshot) => {
      current = next;
      channel?.onmessage({ seq: ++seq, change: { kind: 'reset' } });
    },
    /** Emits the next event. */
    emitChange: (change: Change) => channel?.onmessage({ seq: ++seq, change }),
    /** Emits an event with a given sequence number. */
    emitEvent: (number: number, change: Change) => channel?.onmessage({ seq: number, change }),
  };
}
