/**
 * A scripted mock of the core, for running the window in a plain browser (`npm run mock`). The query chooses the
 * scene: `?scene=ready|demo|welcome|starting|keychain|empty|waiting|offline|saving|scarce|resting|paused|on-request|pocket|quota|refused|errors`,
 * and the system’s language: `&locale=vi`.
 */
import type { Channel } from '@tauri-apps/api/core';
import type * as real from '../src/lib/bindings';
import { bodies, createError, domains, mail, minutesFromNow, now, storedMail, views } from './data';
import { accounts, query, responseDelay, scene, state } from './scene';

export { defaultSettings } from '../src/lib/bindings';
export type * from '../src/lib/bindings';

// The Tauri runtime provides it otherwise.
Object.assign(window, {
  __TAURI_INTERNALS__: {
    transformCallback: () => 0,
    convertFileSrc: (id: string) =>
      `data:text/html;charset=utf-8,${encodeURIComponent(bodies[id] ?? bodies.plain ?? '')}`,
  },
});

const wait = (ms = responseDelay) => new Promise((resolve) => setTimeout(resolve, ms));

let channel: Channel<real.Event> | null = null;
let seq = state.seq;
let imageRules: real.SenderImageRule[] = [
  { address: 'news@harbour.example', allowed: true },
  { address: 'offers@a-shop-with-a-very-long-name.example', allowed: false },
];
function emitChange(change: real.Change) {
  channel?.onmessage({ seq: ++seq, change });
}

function resetState(change: Partial<real.Snapshot>) {
  Object.assign(state, change);
  emitChange({ kind: 'reset' });
}

function findInbox(id: number): real.InboxView {
  const inbox = state.inboxes.find((known) => known.id === id);
  if (!inbox) throw createError('unknown_inbox');
  return inbox;
}

function putInbox(inbox: real.InboxView) {
  state.inboxes = state.inboxes.some(({ id }) => id === inbox.id)
    ? state.inboxes.map((known) => (known.id === inbox.id ? inbox : known))
    : [inbox, ...state.inboxes];
  emitChange({ kind: 'inbox', inbox });
}

function addInbox(address: string): real.InboxWithCopyResult {
  const inbox: real.InboxView = {
    id: 100 + seq,
    address,
    label: null,
    state: 'active',
    created_at: new Date().toISOString(),
    expires_at: minutesFromNow(10),
    replaced_by: null,
    unread: 0,
    total: 0,
    checked_at: null,
    gone_recheck_at: null,
    muted: false,
    pinned: false,
  };
  mail[inbox.id] = [];
  putInbox(inbox);
  setTimeout(() => putInbox({ ...inbox, checked_at: new Date().toISOString() }), 800);
  return { inbox, copied: true };
}

function failInErrorScene() {
  if (scene === 'errors') {
    throw createError('service_fault', { retry_at: minutesFromNow(1) });
  }
}

function findMessage(id: string): real.MessageSummary {
  const message = Object.values(mail)
    .flat()
    .find((known) => known.id === id);
  if (!message) throw createError('unknown_message');
  return message;
}

function passesFilter(message: real.MessageSummary, filter: real.MessageFilter): boolean {
  return (
    (!filter.unread || message.unread) &&
    (!filter.with_code || message.code !== null) &&
    (!filter.with_attachments || message.attachments > 0)
  );
}

let transferCount = 0;
const runningTransfers = new Map<number, ReturnType<typeof setInterval>>();

function startDownload(messageId: string, index: number): real.TransferView {
  const file = views[messageId]?.attachments?.[index];
  if (!file) throw createError('unknown_attachment');
  const total = file.size;
  let transfer: real.TransferView = {
    id: ++transferCount,
    message_id: messageId,
    index,
    file_name: file.safe_name,
    received: 0,
    total,
    state: { kind: 'running' },
  };
  const updateTransfer = (change: Partial<real.TransferView>) => {
    transfer = { ...transfer, ...change };
    emitChange({ kind: 'transfer', transfer });
  };
  runningTransfers.set(
    transfer.id,
    setInterval(() => {
      const received = transfer.received + (total ?? 4e6) / 30;
      if (received < (total ?? 4e6)) return updateTransfer({ received: Math.round(received) });
      clearInterval(runningTransfers.get(transfer.id));
      updateTransfer({
        received: total ?? 4e6,
        state: { kind: 'done', path: `/tmp/${file.safe_name}` },
      });
    }, 150),
  );
  return transfer;
}

/** Removed inboxes, which can be restored. */
const removedInboxes = new Map<number, real.InboxView>();

export const commands: typeof real.commands = {
  async subscribe(events) {
    await wait(scene === 'starting' ? 10 : 5);
    channel = events;
    if (scene === 'live') setTimeout(simulateNewMessage, 1500);
    return { ...state, seq };
  },
  async connect(apiKey) {
    await wait(700);
    if (apiKey === 'offline') throw createError('offline');
    if (apiKey === 'bad') throw createError('key_refused', { service_message: 'Invalid API key.' });
    resetState({ phase: { kind: 'ready' }, sync: { kind: 'online' }, account: state.account });
    return null;
  },
  async retryKeychain() {
    await wait(900);
    throw createError('keychain_locked');
  },
  async continueWithoutKeychain() {
    resetState({ phase: { kind: 'welcome' } });
    return null;
  },
  quit: async () => {},
  async startDemo() {
    await wait(500);
    resetState({
      phase: { kind: 'ready' },
      account: accounts[0] && { ...accounts[0], id: 9, storage: 'demo' },
    });
    return null;
  },
  async signOut() {
    resetState({ phase: { kind: 'welcome' }, account: null });
    return null;
  },
  async wipeData() {
    await wait(500);
    resetState({ phase: { kind: 'welcome' }, account: null, inboxes: [] });
    return null;
  },
  presetBaseUrl: async () => query.get('preset'),
  async listDomains() {
    await wait(400);
    failInErrorScene();
    return domains;
  },
  async createInbox() {
    await wait(500);
    failInErrorScene();
    return addInbox(`quiet.heron${seq}@mailbox.example`);
  },
  async suggestUsername() {
    const names = ['quiet-otter-42', 'sunny-harbour-27', 'gentle-wren-63'];
    return names[seq++ % names.length] ?? 'quiet-otter-42';
  },
  async adoptInboxes(text) {
    await wait(700);
    const addresses = text.split(/[\s,;]+/).filter(Boolean);
    return {
      adopted: addresses
        .filter((address) => address.includes('@') && !address.startsWith('no'))
        .map((address) => addInbox(address).inbox),
      already_present: [],
      failed: addresses
        .filter((address) => !address.includes('@') || address.startsWith('no'))
        .map((address) => ({
          address,
          error: createError(address.includes('@') ? 'not_found' : 'invalid_address'),
        })),
      not_attempted: [],
      stop_reason: null,
    };
  },
  async createCustomInbox(username, domain, label) {
    await wait(500);
    if (username === 'taken') {
      throw createError('refused', { service_message: 'This username is already in use.' });
    }
    const created = addInbox(`${username}@${domain}`);
    const inbox = { ...created.inbox, label };
    putInbox(inbox);
    return { ...created, inbox };
  },
  async convertInbox(inboxId, username, domain) {
    await wait(500);
    const old = findInbox(inboxId);
    putInbox({ ...old, state: 'replaced', replaced_by: `${username}@${domain}` });
    return addInbox(`${username}@${domain}`);
  },
  async deleteInbox(inboxId) {
    await wait(500);
    failInErrorScene();
    putInbox({ ...findInbox(inboxId), state: 'deleted' });
    return null;
  },
  async removeInbox(inboxId) {
    await wait();
    removedInboxes.set(inboxId, findInbox(inboxId));
    state.inboxes = state.inboxes.filter(({ id }) => id !== inboxId);
    emitChange({ kind: 'inbox_removed', id: inboxId });
    return null;
  },
  async listMailDatabases() {
    await wait();
    return storedMail;
  },
  async switchToOtherDatabase() {
    await wait(900);
    return null;
  },
  async importOtherDatabase(id) {
    await wait(900);
    const mail = storedMail.find((other) => other.id === id);
    if (mail) mail.taken_over = true;
    return { addresses: 3, messages: 12, accounts_to_sign_in: 0 };
  },
  async deleteOtherDatabase(id) {
    await wait();
    storedMail.splice(
      storedMail.findIndex((other) => other.id === id),
      1,
    );
    return null;
  },
  async startBesideStoredMail() {
    await wait();
    return null;
  },
  async removeEndedInboxes() {
    await wait();
    const ended = state.inboxes.filter(
      ({ state: kind }) => kind !== 'active' && kind !== 'expiring',
    );
    for (const { id } of ended) await commands.removeInbox(id);
    return ended.map(({ id }) => id);
  },
  async restoreInboxes(accountId, inboxIds) {
    for (const id of inboxIds) await commands.restoreInbox(accountId, id);
    return null;
  },
  async recreateInbox(inboxId) {
    await wait(500);
    failInErrorScene();
    const inbox = {
      ...findInbox(inboxId),
      state: 'active' as const,
      created_at: new Date().toISOString(),
      expires_at: minutesFromNow(10),
    };
    putInbox(inbox);
    return { inbox, copied: true };
  },
  async setInboxPinned(inboxId, pinned) {
    putInbox({ ...findInbox(inboxId), pinned });
    return null;
  },
  async recheckExpiredInbox(inboxId) {
    await wait(900);
    failInErrorScene();
    const inbox = { ...findInbox(inboxId), state: 'active' as const, expires_at: null };
    putInbox(inbox);
    return inbox;
  },
  async restoreInbox(_accountId, inboxId) {
    await wait();
    const inbox = removedInboxes.get(inboxId);
    if (!inbox) throw createError('unknown_inbox');
    removedInboxes.delete(inboxId);
    putInbox(inbox);
    return inbox;
  },
  async setInboxLabel(inboxId, label) {
    putInbox({ ...findInbox(inboxId), label: label?.trim() || null });
    return null;
  },
  selectInbox: async () => null,
  async listMessages(inboxId, refresh) {
    await wait(refresh ? 900 : responseDelay);
    if (refresh) {
      failInErrorScene();
      putInbox({
        ...findInbox(inboxId),
        checked_at: new Date().toISOString(),
        gone_recheck_at: null,
      });
    }
    return mail[inboxId] ?? [];
  },
  async listAllMail(filter, limit, cursor) {
    await wait();
    const found = Object.values(mail)
      .flat()
      .filter((message) => passesFilter(message, filter))
      .toSorted((a, b) => b.received_at.localeCompare(a.received_at));
    const from = Number(cursor ?? 0);
    const next = from + limit < found.length ? String(from + limit) : null;
    return { messages: found.slice(from, from + limit), next };
  },
  async listMessagePage(inboxId, options, limit, cursor) {
    await wait();
    const filtered = (mail[inboxId] ?? []).filter((message) =>
      passesFilter(message, options.filter),
    );
    const sortBy = (textOf: (message: real.MessageSummary) => string) =>
      filtered.toSorted((a, b) => textOf(a).localeCompare(textOf(b)));
    const sorted = {
      newest: () => sortBy((message) => message.received_at).reverse(),
      oldest: () => sortBy((message) => message.received_at),
      sender: () => sortBy((message) => message.from_name || message.from_address),
      subject: () => sortBy((message) => message.subject),
    }[options.sort]();
    const from = Number(cursor ?? 0);
    const next = from + limit < sorted.length ? String(from + limit) : null;
    return { messages: sorted.slice(from, from + limit), next };
  },
  /** Finds messages that contain all words. */
  async searchMessages(text, limit, cursor) {
    await wait();
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const splitAtMatches = (line: string) =>
      words.length === 0
        ? [{ text: line, matches: false }]
        : line
            .split(
              new RegExp(
                `(${words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, '\\$&')).join('|')})`,
                'i',
              ),
            )
            .map((piece, index) => ({ text: piece, matches: index % 2 === 1 }))
            .filter((segment) => segment.text !== '');
    const searchableText = (m: real.MessageSummary) =>
      `${m.from_name} ${m.from_address} ${m.subject} ${m.snippet} ${m.code ?? ''}`.toLowerCase();
    const found = Object.values(mail)
      .flat()
      .filter(
        (message) =>
          words.length > 0 && words.every((word) => searchableText(message).includes(word)),
      )
      .toSorted((a, b) => b.received_at.localeCompare(a.received_at));
    const from = Number(cursor ?? 0);
    const hits = found.slice(from, from + limit).map((message) => ({
      message,
      inbox_address: findInbox(message.inbox_id).address,
      inbox_label: findInbox(message.inbox_id).label,
      from_name: splitAtMatches(message.from_name),
      from_address: splitAtMatches(message.from_address),
      subject: splitAtMatches(message.subject),
      snippet: splitAtMatches(message.snippet),
    }));
    return { hits, next: from + limit < found.length ? String(from + limit) : null };
  },
  async setMessagesUnread(_accountId, messageIds, unread) {
    for (const id of messageIds) {
      const message = { ...findMessage(id), unread };
      const inbox = findInbox(message.inbox_id);
      const list = (mail[inbox.id] ?? []).map((known) => (known.id === id ? message : known));
      mail[inbox.id] = list;
      emitChange({ kind: 'messages', inbox_id: inbox.id, messages: [message] });
      putInbox({ ...inbox, unread: list.filter((known) => known.unread).length });
    }
    return null;
  },
  async showRemoteImages(messageId, always) {
    await wait(200);
    const view = { ...views[messageId], images_shown: true };
    views[messageId] = always ? { ...view, images_always: true } : view;
    return commands.readMessage(messageId);
  },
  async blockRemoteImages(messageId) {
    await wait(200);
    views[messageId] = { ...views[messageId], images_shown: false, images_always: false };
    return commands.readMessage(messageId);
  },
  async closeMessage() {},
  async showMessageInFull(messageId) {
    views[messageId] = { ...views[messageId], display: 'full' };
    return commands.readMessage(messageId);
  },
  async prerenderMessage() {
    return null;
  },
  async readMessage(messageId) {
    await wait(10);
    const summary = { ...findMessage(messageId), unread: false };
    mail[summary.inbox_id] = (mail[summary.inbox_id] ?? []).map((m) =>
      m.id === messageId ? summary : m,
    );
    emitChange({ kind: 'messages', inbox_id: summary.inbox_id, messages: [summary] });
    const inbox = findInbox(summary.inbox_id);
    putInbox({ ...inbox, unread: (mail[inbox.id] ?? []).filter((m) => m.unread).length });
    return {
      summary,
      to: inbox.address,
      misleading_sender: false,
      codes: summary.code ? [summary.code] : [],
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
      ...views[messageId],
    };
  },
  async deleteMessage(messageId) {
    await wait(300);
    failInErrorScene();
    const { inbox_id } = findMessage(messageId);
    mail[inbox_id] = (mail[inbox_id] ?? []).filter(({ id }) => id !== messageId);
    emitChange({ kind: 'message_removed', inbox_id, id: messageId });
    return null;
  },
  async deleteMessages(messageIds) {
    const deleted = [];
    for (const id of messageIds) {
      await commands.deleteMessage(id);
      deleted.push(id);
    }
    return { deleted, failed: [], not_attempted: [], stop_reason: null };
  },
  async downloadAttachment(messageId, index) {
    await wait(200);
    failInErrorScene();
    return startDownload(messageId, index);
  },
  async downloadAttachments(messageId) {
    const files = views[messageId]?.attachments ?? [];
    return files.map((_, index) => startDownload(messageId, index));
  },
  async cancelTransfer(transferId) {
    clearInterval(runningTransfers.get(transferId));
  },
  revealTransfer: async () => null,
  copyAddress: async () => null,
  copyCode: async () => null,
  async openAttachmentPreview() {
    await wait(300);
    failInErrorScene();
    return { number: 1, content: { kind: 'text', size: 2_000_000, truncated: true } };
  },
  async closeAttachmentPreview() {},
  async requestLinkConfirmation(_messageId, href) {
    await wait(20);
    requestConfirmation(href);
    return null;
  },
  openLink: async () => null,
  copyLink: async () => null,
  async requestAccountPageConfirmation() {
    requestConfirmation('https://tempmailg.com/');
  },
  async messageSource(messageId) {
    await wait(100);
    const text = bodies[messageId] ?? bodies.plain ?? '';
    return { text, size: text.length, truncated: false };
  },
  copySource: async () => null,
  printMessage: async () => null,
  async saveMessage(messageId) {
    await wait(200);
    failInErrorScene();
    return createFinishedTransfer(`${findMessage(messageId).subject}.eml`, messageId);
  },
  async saveMailbox(inboxId) {
    await wait(200);
    return createFinishedTransfer(`${findInbox(inboxId).address}.mbox`);
  },
  async exportInboxes() {
    await wait(200);
    return createFinishedTransfer('mayfly-inboxes.json');
  },
  async importInboxes() {
    await wait(200);
    return { added: 0, already_present: state.inboxes.length };
  },
  async updateSettings(patch) {
    await wait(50);
    if (patch.global_shortcut) throw createError('shortcut_unavailable');
    state.settings = { ...state.settings, ...patch };
    emitChange({ kind: 'settings', settings: state.settings });
    return null;
  },
  async retryGlobalShortcut() {
    await wait(50);
  },
  async setProxy(proxy) {
    await wait(50);
    if (proxy.mode === 'custom' && !/^(https?|socks5?h?):[/][/][^/]+$/.test(proxy.url))
      throw createError('invalid_proxy', { proxy: proxy.url || null });
    state.settings = { ...state.settings, proxy };
    emitChange({ kind: 'settings', settings: state.settings });
    return null;
  },
  countExpiredMessages: async (retention) => (retention === 'forever' ? 0 : 12),
  listSenderImageRules: async () => imageRules,
  async removeSenderImageRule(address) {
    await wait(100);
    imageRules = imageRules.filter((rule) => rule.address !== address);
    return null;
  },
  async clearSenderImageRules() {
    await wait(100);
    imageRules = [];
    return null;
  },
  async replaceApiKey(apiKey, baseUrl) {
    await commands.connect(apiKey, baseUrl);
    return null;
  },
  async setInboxesMuted(inboxIds, muted) {
    for (const id of inboxIds) putInbox({ ...findInbox(id), muted });
    return null;
  },
  async listMutedSenders() {
    return ['deals@harbour.example', 'digest@a-rather-long-sender.example'];
  },
  async muteSenderOfMessage() {
    return 'deals@harbour.example';
  },
  async unmuteSender() {
    return null;
  },
  async copyAddresses() {
    return null;
  },
  async deleteInboxes(inboxIds) {
    for (const id of inboxIds) await commands.deleteInbox(id);
    return { deleted: inboxIds, failed: [], not_attempted: [], stop_reason: null };
  },
  async removeInboxes(inboxIds) {
    for (const id of inboxIds) await commands.removeInbox(id);
    return inboxIds;
  },
  async setWindowShape(shape) {
    state.window_shape = shape;
    emitChange({ kind: 'window_shape', shape });
  },
  async setCheckingPaused(paused) {
    emitChange({ kind: 'sync', sync: { kind: paused ? 'paused' : 'online' } });
    return null;
  },
  async addAccount(apiKey, baseUrl) {
    await commands.connect(apiKey, baseUrl);
    return null;
  },
  async switchToAccount(accountId) {
    await wait(100);
    resetState({ account: accounts.find(({ id }) => id === accountId) ?? null });
    return null;
  },
  async renameAccount(accountId, name) {
    const known = accounts.find(({ id }) => id === accountId);
    if (!known) throw createError('unknown_account');
    known.name = name ?? new URL(known.base_url).host;
    emitChange({ kind: 'account', account: { ...known } });
    return null;
  },
  async removeAccount(accountId) {
    await wait(200);
    const rest = state.accounts.filter(({ id }) => id !== accountId);
    resetState({ accounts: rest, account: rest[0] ?? null });
    return null;
  },
  dismissNotice: async () => {},
  appInfo: async () => ({ version: '0.1.0', data_folder: '/home/me/.local/share/mayfly' }),
};

function createFinishedTransfer(name: string, messageId: string | null = null): real.TransferView {
  return {
    id: ++transferCount,
    message_id: messageId,
    index: null,
    file_name: name,
    received: 0,
    total: null,
    state: { kind: 'done', path: `/tmp/${name}` },
  };
}

let confirmationCount = 0;

function requestConfirmation(href: string) {
  const { host, protocol } = new URL(href);
  const target = {
    href,
    host,
    host_unicode: null,
    mismatch: false,
    insecure: protocol === 'http:',
  };
  emitChange({
    kind: 'confirm_link',
    link: { id: ++confirmationCount, kind: 'web', text: null, target, stripped: null },
  });
}

function simulateNewMessage() {
  const message: real.MessageSummary = {
    id: `live-${seq}`,
    inbox_id: 3,
    from_name: 'Harbour Tickets',
    from_address: 'no-reply@harbour.example',
    subject: 'Your code is 640218',
    snippet: 'Enter 640218 to finish signing in.',
    received_at: new Date(now()).toISOString(),
    unread: true,
    attachments: 0,
    code: '640218',
  };
  mail[3] = [message, ...(mail[3] ?? [])];
  emitChange({ kind: 'messages', inbox_id: 3, messages: [message] });
  putInbox({ ...findInbox(3), unread: 1, total: 1 });
}
