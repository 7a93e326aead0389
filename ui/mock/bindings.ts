/**
 * A scripted stand-in for the core, for looking at the window in a plain browser (`npm run mock`). The query
 * chooses the scene: `?scene=ready|demo|welcome|starting|keychain|empty|waiting|offline|saving|scarce|resting|paused|on-request|quota|refused|errors`,
 * and the system’s language: `&locale=vi`.
 */
import type { Channel } from '@tauri-apps/api/core';
import type * as real from '../src/lib/bindings';
import { bodies, domains, fail, mail, minutes, now, views } from './data';
import { accounts, delay, query, scene, state } from './scene';

export { defaultSettings } from '../src/lib/bindings';
export type * from '../src/lib/bindings';

// What the Tauri runtime would put there.
Object.assign(window, {
  __TAURI_INTERNALS__: {
    transformCallback: () => 0,
    convertFileSrc: (id: string) =>
      `data:text/html;charset=utf-8,${encodeURIComponent(bodies[id] ?? bodies.plain ?? '')}`,
  },
});

const pause = (ms = delay) => new Promise((resolve) => setTimeout(resolve, ms));

let channel: Channel<real.Event> | null = null;
let seq = state.seq;
let senders: real.ImageSender[] = [
  { address: 'news@harbour.example', shown: true },
  { address: 'offers@a-shop-with-a-very-long-name.example', shown: false },
];
function tell(change: real.Change) {
  channel?.onmessage({ seq: ++seq, change });
}

function reset(change: Partial<real.Snapshot>) {
  Object.assign(state, change);
  tell({ kind: 'reset' });
}

function find(id: number): real.InboxView {
  const inbox = state.inboxes.find((known) => known.id === id);
  if (!inbox) throw fail('unknown_inbox');
  return inbox;
}

function put(inbox: real.InboxView) {
  state.inboxes = state.inboxes.some(({ id }) => id === inbox.id)
    ? state.inboxes.map((known) => (known.id === inbox.id ? inbox : known))
    : [inbox, ...state.inboxes];
  tell({ kind: 'inbox', inbox });
}

function make(address: string): real.NewInbox {
  const inbox: real.InboxView = {
    id: 100 + seq,
    address,
    label: null,
    state: 'active',
    created_at: new Date().toISOString(),
    expires_at: minutes(10),
    replaced_by: null,
    unread: 0,
    total: 0,
    checked_at: null,
    muted: false,
  };
  mail[inbox.id] = [];
  put(inbox);
  setTimeout(() => put({ ...inbox, checked_at: new Date().toISOString() }), 800);
  return { inbox, copied: true };
}

function refuseIfAsked() {
  if (scene === 'errors') {
    throw fail('service_fault', { retry_at: minutes(1) });
  }
}

function locate(id: string): real.MessageSummary {
  const message = Object.values(mail)
    .flat()
    .find((known) => known.id === id);
  if (!message) throw fail('unknown_message');
  return message;
}

let transfers = 0;
const running = new Map<number, ReturnType<typeof setInterval>>();

function download(messageId: string, index: number): real.TransferView {
  const file = views[messageId]?.attachments?.[index];
  if (!file) throw fail('unknown_attachment');
  const total = file.size;
  let transfer: real.TransferView = {
    id: ++transfers,
    message_id: messageId,
    index,
    file_name: file.safe_name,
    received: 0,
    total,
    state: { kind: 'running' },
  };
  const put = (change: Partial<real.TransferView>) => {
    transfer = { ...transfer, ...change };
    tell({ kind: 'transfer', transfer });
  };
  running.set(
    transfer.id,
    setInterval(() => {
      const received = transfer.received + (total ?? 4e6) / 30;
      if (received < (total ?? 4e6)) return put({ received: Math.round(received) });
      clearInterval(running.get(transfer.id));
      put({ received: total ?? 4e6, state: { kind: 'done', path: `/tmp/${file.safe_name}` } });
    }, 150),
  );
  return transfer;
}

/** Inboxes taken off the list, to be brought back. */
const removed = new Map<number, real.InboxView>();

export const commands: typeof real.commands = {
  async subscribe(events) {
    await pause(scene === 'starting' ? 10 : 5);
    channel = events;
    if (scene === 'live') setTimeout(() => arrive(), 1500);
    return { ...state, seq };
  },
  async connect(key) {
    await pause(700);
    if (key === 'offline') throw fail('offline');
    if (key === 'bad') throw fail('key_refused', { service_message: 'Invalid API key.' });
    reset({ phase: { kind: 'ready' }, sync: { kind: 'online' }, account: state.account });
    return null;
  },
  async retryKeychain() {
    await pause(900);
    throw fail('keychain_locked');
  },
  async useSessionOnly() {
    reset({ phase: { kind: 'welcome' } });
    return null;
  },
  quit: async () => {},
  async startDemo() {
    await pause(500);
    reset({
      phase: { kind: 'ready' },
      account: accounts[0] && { ...accounts[0], id: 9, kind: 'demo' },
    });
    return null;
  },
  async signOut() {
    reset({ phase: { kind: 'welcome' }, account: null });
    return null;
  },
  async wipeData() {
    await pause(500);
    reset({ phase: { kind: 'welcome' }, account: null, inboxes: [] });
    return null;
  },
  presetBaseUrl: async () => query.get('preset'),
  async listDomains() {
    await pause(400);
    refuseIfAsked();
    return domains;
  },
  async createInbox() {
    await pause(500);
    refuseIfAsked();
    return make(`quiet.heron${seq}@mailbox.example`);
  },
  async createCustomInbox(username, domain) {
    await pause(500);
    if (username === 'taken') {
      throw fail('refused', { service_message: 'This username is already in use.' });
    }
    return make(`${username}@${domain}`);
  },
  async changeInbox(inboxId, username, domain) {
    await pause(500);
    const old = find(inboxId);
    put({ ...old, state: 'replaced', replaced_by: `${username}@${domain}` });
    return make(`${username}@${domain}`);
  },
  async deleteInbox(inboxId) {
    await pause(500);
    refuseIfAsked();
    put({ ...find(inboxId), state: 'deleted' });
    return null;
  },
  async removeInbox(inboxId) {
    await pause();
    removed.set(inboxId, find(inboxId));
    state.inboxes = state.inboxes.filter(({ id }) => id !== inboxId);
    tell({ kind: 'inbox_removed', id: inboxId });
    return null;
  },
  async restoreInbox(inboxId) {
    await pause();
    const inbox = removed.get(inboxId);
    if (!inbox) throw fail('unknown_inbox');
    removed.delete(inboxId);
    put(inbox);
    return inbox;
  },
  async setInboxLabel(inboxId, label) {
    put({ ...find(inboxId), label: label?.trim() || null });
    return null;
  },
  selectInbox: async () => null,
  async listMessages(inboxId, refresh) {
    await pause(refresh ? 900 : delay);
    if (refresh) {
      refuseIfAsked();
      put({ ...find(inboxId), checked_at: new Date().toISOString() });
    }
    return mail[inboxId] ?? [];
  },
  async pageMessages(inboxId, list, limit, cursor) {
    await pause();
    const wanted = (mail[inboxId] ?? []).filter((message) => message.unread || !list.unread_only);
    const by = (key: (message: real.MessageSummary) => string) =>
      wanted.toSorted((a, b) => key(a).localeCompare(key(b)));
    const sorted = {
      newest: () => by((message) => message.received_at).reverse(),
      oldest: () => by((message) => message.received_at),
      sender: () => by((message) => message.from_name || message.from_address),
      subject: () => by((message) => message.subject),
    }[list.sort]();
    const from = Number(cursor ?? 0);
    const next = from + limit < sorted.length ? String(from + limit) : null;
    return { messages: sorted.slice(from, from + limit), next };
  },
  /** Words alone, anywhere in a line: enough to look at. */
  async searchMessages(text, limit, cursor) {
    await pause();
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const cut = (line: string) =>
      words.length === 0
        ? [{ text: line, hit: false }]
        : line
            .split(
              new RegExp(
                `(${words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, '\\$&')).join('|')})`,
                'i',
              ),
            )
            .map((piece, at) => ({ text: piece, hit: at % 2 === 1 }))
            .filter((segment) => segment.text !== '');
    const lines = (m: real.MessageSummary) =>
      `${m.from_name} ${m.from_address} ${m.subject} ${m.snippet} ${m.code ?? ''}`.toLowerCase();
    const found = Object.values(mail)
      .flat()
      .filter((message) => words.length > 0 && words.every((word) => lines(message).includes(word)))
      .toSorted((a, b) => b.received_at.localeCompare(a.received_at));
    const from = Number(cursor ?? 0);
    const hits = found.slice(from, from + limit).map((message) => ({
      message,
      inbox_address: find(message.inbox_id).address,
      inbox_label: find(message.inbox_id).label,
      from_name: cut(message.from_name),
      from_address: cut(message.from_address),
      subject: cut(message.subject),
      snippet: cut(message.snippet),
    }));
    return { hits, next: from + limit < found.length ? String(from + limit) : null };
  },
  async setMessagesUnread(messageIds, unread) {
    for (const id of messageIds) {
      const message = { ...locate(id), unread };
      const inbox = find(message.inbox_id);
      const list = (mail[inbox.id] ?? []).map((known) => (known.id === id ? message : known));
      mail[inbox.id] = list;
      tell({ kind: 'messages', inbox_id: inbox.id, messages: [message] });
      put({ ...inbox, unread: list.filter((known) => known.unread).length });
    }
    return null;
  },
  async showRemoteImages(messageId, always) {
    await pause(200);
    const view = { ...views[messageId], images_shown: true };
    views[messageId] = always ? { ...view, images_always: true } : view;
    return commands.readMessage(messageId);
  },
  async forgetRemoteImages(messageId) {
    await pause(200);
    views[messageId] = { ...views[messageId], images_shown: false, images_always: false };
    return commands.readMessage(messageId);
  },
  async prepareMessage() {
    return null;
  },
  async readMessage(messageId) {
    await pause(10);
    const summary = { ...locate(messageId), unread: false };
    mail[summary.inbox_id] = (mail[summary.inbox_id] ?? []).map((m) =>
      m.id === messageId ? summary : m,
    );
    tell({ kind: 'messages', inbox_id: summary.inbox_id, messages: [summary] });
    const inbox = find(summary.inbox_id);
    put({ ...inbox, unread: (mail[inbox.id] ?? []).filter((m) => m.unread).length });
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
      images_sent_along: 0,
      is_html: true,
      ...views[messageId],
    };
  },
  async deleteMessage(messageId) {
    await pause(300);
    refuseIfAsked();
    const { inbox_id } = locate(messageId);
    mail[inbox_id] = (mail[inbox_id] ?? []).filter(({ id }) => id !== messageId);
    tell({ kind: 'message_removed', inbox_id, id: messageId });
    return null;
  },
  async deleteMessages(messageIds) {
    const deleted = [];
    for (const id of messageIds) {
      await commands.deleteMessage(id);
      deleted.push(id);
    }
    return { deleted, failed: [], untried: [], stopped: null };
  },
  async downloadAttachment(messageId, index) {
    await pause(200);
    refuseIfAsked();
    return download(messageId, index);
  },
  async cancelTransfer(transferId) {
    clearInterval(running.get(transferId));
  },
  revealTransfer: async () => null,
  copyAddress: async () => null,
  copyCode: async () => null,
  async askLink(_, href) {
    await pause(20);
    ask(href);
    return null;
  },
  openLink: async () => null,
  copyLink: async () => null,
  async messageSource(messageId) {
    await pause(100);
    const text = bodies[messageId] ?? bodies.plain ?? '';
    return { text, size: text.length, truncated: false };
  },
  copySource: async () => null,
  printMessage: async () => null,
  async saveMessage(messageId) {
    await pause(200);
    refuseIfAsked();
    return saved(`${locate(messageId).subject}.eml`, messageId);
  },
  async saveMailbox(inboxId) {
    await pause(200);
    return saved(`${find(inboxId).address}.mbox`);
  },
  async exportInboxes() {
    await pause(200);
    return saved('mayfly-inboxes.json');
  },
  async importInboxes() {
    await pause(200);
    return { added: 0, known: state.inboxes.length };
  },
  async setSettings(settings) {
    await pause(50);
    if (settings.global_shortcut) throw fail('shortcut_unavailable');
    state.settings = settings;
    tell({ kind: 'settings', settings });
    return null;
  },
  countOutlivedMail: async (keep) => (keep === 'forever' ? 0 : 12),
  listImageSenders: async () => senders,
  async forgetImageSender(address) {
    await pause(100);
    senders = senders.filter((sender) => address !== null && sender.address !== address);
    return null;
  },
  async replaceKey(key, baseUrl) {
    await commands.connect(key, baseUrl);
    return null;
  },
  async setInboxMuted(inboxId, muted) {
    put({ ...find(inboxId), muted });
    return null;
  },
  hasTray: async () => true,
  async setPaused(paused) {
    tell({ kind: 'sync', sync: { kind: paused ? 'paused' : 'online' } });
    return null;
  },
  async addAccount(key, baseUrl) {
    await commands.connect(key, baseUrl);
    return null;
  },
  async openAccount(accountId) {
    await pause(100);
    reset({ account: accounts.find(({ id }) => id === accountId) ?? null });
    return null;
  },
  async renameAccount(accountId, name) {
    const known = accounts.find(({ id }) => id === accountId);
    if (!known) throw fail('unknown_account');
    known.name = name ?? new URL(known.base_url).host;
    tell({ kind: 'account', account: { ...known } });
    return null;
  },
  async removeAccount(accountId) {
    await pause(200);
    const rest = state.accounts.filter(({ id }) => id !== accountId);
    reset({ accounts: rest, account: rest[0] ?? null });
    return null;
  },
  dismissNotice: async () => {},
  about: async () => ({ version: '0.1.0', data_folder: '/home/me/.local/share/mayfly' }),
};

function saved(name: string, messageId: string | null = null): real.TransferView {
  return {
    id: ++transfers,
    message_id: messageId,
    index: null,
    file_name: name,
    received: 0,
    total: null,
    state: { kind: 'done', path: `/tmp/${name}` },
  };
}

let questions = 0;

function ask(href: string) {
  const { host, protocol } = new URL(href);
  const target = {
    href,
    host,
    host_unicode: null,
    mismatch: false,
    insecure: protocol === 'http:',
  };
  tell({
    kind: 'link_asked',
    link: { id: ++questions, kind: 'web', text: null, target, stripped: null },
  });
}

function arrive() {
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
  tell({ kind: 'messages', inbox_id: 3, messages: [message] });
  put({ ...find(3), unread: 1, total: 1 });
}
