import { Channel } from '@tauri-apps/api/core';
import { createContext } from 'svelte';
import {
  commands,
  type AccountView,
  type AttachmentView,
  type ErrorView,
  type Event,
  type InboxView,
  type MessageSummary,
  type MessageView,
  type NewInbox,
  type Settings,
  type TransferView,
} from '$lib/bindings';
import { toErrorView } from '$lib/errors';
import { t } from '$lib/i18n';
import { listed, type Listing } from '$lib/listing';
import type { DialogView, Pane } from './dialog';
import { Feed } from './feed';
import * as reduce from './reduce';
import { Search } from './search.svelte';
import { Selection } from './selection.svelte';
import { Speech, type Said } from './speech.svelte';

export type Api = typeof commands;

export interface OpenMessage {
  summary: MessageSummary;
  /** Null until the core answered. */
  view: MessageView | null;
}

type Came = Extract<Event['change'], { kind: 'messages' }>;

/** Messages from which on a list is asked for by its first page as well, and how many that has. */
const LONG = 1000;
const PAGE = 100;

/** Per cent. */
const ZOOMS = [67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300];

const RETRY_MS = 1000;
const MAIL_CHANGES = new Set(['inbox', 'inbox_removed', 'messages', 'message_removed']);

/** The window's state: a view of the core's, and besides it only what is selected, open or being said. */
export class App extends Speech {
  model = $state.raw(reduce.emptyModel());
  selectedInbox = $state<number | null>(null);
  open = $state.raw<OpenMessage | null>(null);
  pane = $state<Pane>('inboxes');
  dialog = $state.raw<DialogView | null>(null);
  /** What a screen reader says of mail that came. */
  heard = $state('');
  listing = $state.raw<Listing>({ unreadOnly: false, sort: 'newest' });
  readonly search: Search;
  readonly selection = new Selection();

  readonly live = $derived(this.model.inboxes.filter(receives));
  readonly ended = $derived(this.model.inboxes.filter((inbox) => !receives(inbox)));
  readonly inbox = $derived(this.model.inboxes.find(({ id }) => id === this.selectedInbox) ?? null);
  readonly mailbox = $derived(
    this.selectedInbox === null ? null : (this.model.mail[this.selectedInbox] ?? null),
  );
  /** The selected inbox's messages as they are listed. */
  readonly messages = $derived(
    listed(this.mailbox?.messages ?? [], this.listing, this.open?.summary.id ?? null),
  );

  readonly api: Api;
  readonly #feed: Feed;

  constructor(api: Api = commands) {
    super();
    this.api = api;
    this.search = new Search(
      (query, limit, cursor) => this.api.searchMessages(query, limit, cursor),
      (thrown) => this.fail(() => t.failed.search, thrown),
    );
    this.#feed = new Feed(
      (listener) => {
        const channel = new Channel<Event>();
        channel.onmessage = listener;
        return api.subscribe(channel);
      },
      {
        snapshot: (snapshot) => this.#replace(reduce.renewed(this.model, snapshot)),
        event: (event) => this.#take(event),
        failed: (thrown) => {
          this.fail(null, thrown);
          setTimeout(() => void this.#feed.start(), RETRY_MS);
        },
      },
    );
  }

  /** Subscribes; resolves when the first snapshot is applied. */
  start(): Promise<void> {
    return this.#feed.start();
  }

  stop(): void {
    this.#feed.stop();
  }

  // What the core says

  #take(event: Event): boolean {
    const result = reduce.apply(this.model, event);
    if (result.kind === 'renew') return false;
    if (result.kind === 'stale') return true;
    const before = this.model;
    this.model = result.model;
    if (MAIL_CHANGES.has(event.change.kind)) this.#mailChanged();
    if (event.change.kind === 'messages') this.#hear(before, event.change);
    if (event.change.kind === 'open_message') this.#show(event.change.message);
    if (event.change.kind === 'ends_soon') {
      this.toast(t.toasts.endsSoon(event.change.inbox.address));
    }
    if (
      event.change.kind === 'settings' &&
      before.settings.remote_images !== event.change.settings.remote_images
    ) {
      this.reread();
    }
    if (event.change.kind === 'transfer') this.#transferChanged(before, event.change.transfer);
    if (event.change.kind === 'link_asked') this.dialog = { kind: 'link', link: event.change.link };
    if (event.change.kind === 'inbox_removed' && event.change.id === this.selectedInbox) {
      this.#selectNeighbour(before, event.change.id);
    }
    if (event.change.kind === 'message_removed' && event.change.id === this.open?.summary.id) {
      this.closeMessage();
    }
    return true;
  }

  #replace(model: reduce.Model): void {
    const left = !reduce.sameScreen(this.model, model);
    this.model = model;
    if (left) {
      this.selectedInbox = null;
      this.open = null;
      this.dialog = null;
      this.failures = this.failures
        .filter(({ outlives }) => outlives)
        .map((failure) => ({ ...failure, outlives: false }));
      this.pane = 'inboxes';
      this.search.clear();
      this.selection.clear();
    }
    const known = (id: number | null) =>
      model.inboxes.some((inbox) => inbox.id === id) ? id : null;
    const keep =
      known(this.selectedInbox) ?? known(model.selected_inbox) ?? this.live[0]?.id ?? null;
    if (keep !== this.selectedInbox || this.open?.summary.inbox_id !== keep) this.open = null;
    this.selectedInbox = keep;
    if (keep !== null) {
      if (keep !== model.selected_inbox) void this.api.selectInbox(keep).catch(() => {});
      void this.#list(keep, false);
    }
    if (model.open_message) this.#show(model.open_message);
    this.#mailChanged();
  }

  #mailChanged(): void {
    if (this.search.active) void this.search.renew();
    if (this.selection.size > 0) {
      this.selection.keep((this.mailbox?.messages ?? []).map(({ id }) => id));
    }
  }

  /** Says what came. Mail that is known, read or being listed is no news. */
  #hear(before: reduce.Model, { inbox_id, messages }: Came): void {
    const box = before.mail[inbox_id];
    if (box && box.inFlight > 0 && !box.loaded) return;
    const known = new Set(box?.messages.map(({ id }) => id));
    const came = messages.filter(({ id, unread }) => unread && !known.has(id));
    const [first] = came;
    if (!first) return;
    const sender = first.from_name || first.from_address || t.messages.noSender;
    this.heard =
      came.length > 1
        ? t.messages.arrivedMany(came.length)
        : t.messages.arrived(sender, first.subject || t.messages.noSubject);
  }

  /** A message that was asked for outside the window, such as by its notification. */
  #show(message: MessageSummary): void {
    if (!this.model.inboxes.some(({ id }) => id === message.inbox_id)) return;
    this.dialog = null;
    this.search.clear();
    this.selectInbox(message.inbox_id);
    void this.openMessage(message);
  }

  /** A message that was found: its inbox is selected, what was found stays on the screen. */
  openFound(message: MessageSummary): void {
    if (message.inbox_id !== this.selectedInbox) this.#select(message.inbox_id);
    void this.openMessage(message);
  }

  #transferChanged(before: reduce.Model, transfer: TransferView): void {
    const was = before.transfers.find(({ id }) => id === transfer.id);
    if (was?.state.kind !== 'running' && was !== undefined) return;
    if (transfer.state.kind === 'done') this.toast(t.toasts.saved(transfer.file_name));
    if (transfer.state.kind === 'failed') {
      this.fail(() => t.failed.save(transfer.file_name), transfer.state.error);
    }
  }

  #selectNeighbour(before: reduce.Model, gone: number): void {
    const at = before.inboxes.findIndex(({ id }) => id === gone);
    const next = this.model.inboxes[Math.min(at, this.model.inboxes.length - 1)];
    this.selectInbox(next?.id ?? null);
    this.pane = 'inboxes';
  }

  // Inboxes

  selectInbox(id: number | null): void {
    this.pane = id === null ? 'inboxes' : 'messages';
    this.search.clear();
    if (id !== this.selectedInbox) this.#select(id);
  }

  #select(id: number | null): void {
    this.selectedInbox = id;
    this.selection.clear();
    this.open = null;
    void this.api.selectInbox(id).catch(() => {});
    if (id !== null && !this.model.mail[id]?.loaded) void this.#list(id, false);
  }

  async createInbox(): Promise<void> {
    const account = this.model.account?.id;
    const made = await this.run(
      'create',
      () => t.failed.create,
      () => this.api.createInbox(),
    );
    if (made) this.inboxMade(made, account);
  }

  /** An inbox was made in this account; meanwhile another one may have been opened. */
  inboxMade({ inbox, copied }: NewInbox, account: number | undefined): void {
    if (account === this.model.account?.id) {
      this.model = reduce.ensureInbox(this.model, inbox);
      this.selectInbox(inbox.id);
    }
    this.toast(copied ? t.toasts.createdCopied(inbox.address) : t.toasts.created(inbox.address));
  }

  /** Asks first: the service can't bring an address back. */
  askDelete(inbox: InboxView): void {
    const { id, address } = inbox;
    this.dialog = {
      kind: 'confirm',
      title: t.confirm.deleteTitle,
      text: t.confirm.deleteText(address),
      action: t.confirm.deleteAction,
      run: () =>
        this.done(
          `delete:${id}`,
          () => t.failed.deleteInbox,
          t.toasts.inboxDeleted(address),
          () => this.api.deleteInbox(id),
        ),
    };
  }

  /** Takes an inbox that is over off the list, for a while only. */
  async remove({ id, address }: InboxView): Promise<void> {
    const removed = await this.done(
      `delete:${id}`,
      () => t.failed.removeInbox,
      null,
      () => this.api.removeInbox(id),
    );
    if (removed) this.toast(t.toasts.inboxRemoved(address), () => void this.#restore(id));
  }

  async #restore(id: number): Promise<void> {
    const account = this.model.account?.id;
    const inbox = await this.run(
      'restore',
      () => t.failed.restore,
      () => this.api.restoreInbox(id),
    );
    if (!inbox || account !== this.model.account?.id) return;
    this.model = reduce.ensureInbox(this.model, inbox);
    this.selectInbox(id);
  }

  /** Deletes an inbox, or takes it off the list when it is over. */
  discard(inbox: InboxView): void {
    if (receives(inbox)) this.askDelete(inbox);
    else void this.remove(inbox);
  }

  /** Has new mail to it announced or not. */
  mute({ id, address }: InboxView, muted: boolean): Promise<boolean> {
    const said = muted ? t.toasts.muted(address) : t.toasts.unmuted(address);
    return this.done(
      `mute:${id}`,
      () => t.failed.mute,
      said,
      () => this.api.setInboxMuted(id, muted),
    );
  }

  copyAddress({ id, address }: InboxView): Promise<boolean> {
    return this.done('copy', null, t.toasts.copied(address), () => this.api.copyAddress(id));
  }

  // Messages

  async #list(inboxId: number, refresh: boolean): Promise<ErrorView | null> {
    if (!refresh) void this.#firstPage(inboxId);
    this.model = reduce.listAsked(this.model, inboxId);
    try {
      const messages = await this.api.listMessages(inboxId, refresh);
      this.#ifKnown(inboxId, () => reduce.listCame(this.model, inboxId, messages));
      return null;
    } catch (thrown) {
      const error = toErrorView(thrown);
      this.#ifKnown(inboxId, () => reduce.listFailed(this.model, inboxId, error));
      return error;
    }
  }

  /** Of a long list the beginning is there long before the end. A failure is the list's to tell. */
  async #firstPage(inboxId: number): Promise<void> {
    const inbox = this.model.inboxes.find(({ id }) => id === inboxId);
    if (!inbox || inbox.total < LONG || this.model.mail[inboxId]?.messages.length) return;
    const list = { unread_only: this.listing.unreadOnly, sort: this.listing.sort };
    try {
      const { messages } = await this.api.pageMessages(inboxId, list, PAGE, null);
      this.#ifKnown(inboxId, () => reduce.pageCame(this.model, inboxId, messages));
    } catch {
      // See above.
    }
  }

  /** The inbox may have been removed while its list was on the way. */
  #ifKnown(inboxId: number, next: () => reduce.Model): void {
    if (this.model.inboxes.some(({ id }) => id === inboxId)) this.model = next();
  }

  /** Asks the service now. */
  async refresh(): Promise<void> {
    const id = this.selectedInbox;
    if (id === null || this.busy.has(`refresh:${id}`)) return;
    await this.run(
      `refresh:${id}`,
      () => t.failed.refresh,
      async () => {
        const error = await this.#list(id, true);
        if (error) throw error;
      },
    );
  }

  retryList(): void {
    if (this.selectedInbox !== null) void this.#list(this.selectedInbox, false);
  }

  async openMessage(summary: MessageSummary): Promise<void> {
    this.pane = 'reading';
    if (this.open?.summary.id === summary.id && this.open.view) return;
    this.open = { summary, view: null };
    const view = await this.run(
      `read:${summary.id}`,
      () => t.failed.read,
      () => this.api.readMessage(summary.id),
    );
    if (this.open?.summary.id !== summary.id) return;
    if (!view) {
      this.closeMessage();
      return;
    }
    this.open = { summary: view.summary, view };
    // Whoever reads mail knows how it works.
    if (this.model.settings.first_steps) this.hideFirstSteps();
  }

  closeMessage(): void {
    this.open = null;
    if (this.pane === 'reading') this.pane = 'messages';
  }

  deleteMessage(id: string): Promise<boolean> {
    return this.done(
      `delete-message:${id}`,
      () => t.failed.deleteMessage,
      t.toasts.messageDeleted,
      () => this.api.deleteMessage(id),
    );
  }

  /** Marks messages here; the service only knows of mail that was opened. */
  async markUnread(ids: readonly string[], unread: boolean): Promise<void> {
    const marked = await this.done(
      'mark',
      () => t.failed.mark,
      null,
      () => this.api.setMessagesUnread([...ids], unread),
    );
    if (!marked) return;
    this.selection.clear();
    if (unread && ids.includes(this.open?.summary.id ?? '')) this.closeMessage();
  }

  /** Asks first: the service can't bring mail back. */
  askDeleteMessages(ids: readonly string[]): void {
    this.dialog = {
      kind: 'confirm',
      title: t.confirm.deleteMessagesTitle(ids.length),
      text: t.confirm.deleteMessagesText,
      action: t.confirm.deleteMessagesAction,
      run: () => this.#deleteMessages(ids),
    };
  }

  async #deleteMessages(ids: readonly string[]): Promise<void> {
    const outcome = await this.run(
      'delete-messages',
      () => t.failed.deleteMessage,
      () => this.api.deleteMessages([...ids]),
    );
    if (!outcome) return;
    const { deleted, failed, untried, stopped } = outcome;
    for (const id of deleted) this.selection.ids.delete(id);
    const left = failed.length + untried.length;
    const reason = stopped ?? failed[0]?.error;
    if (left > 0 && reason) this.fail(() => t.failed.deleteMessages(left, ids.length), reason);
    else this.toast(t.toasts.messagesDeleted(deleted.length));
  }

  copyCode(messageId: string, code: string): Promise<boolean> {
    return this.done('copy', null, t.toasts.copied(code), () => this.api.copyCode(messageId, code));
  }

  // Links

  /** Has the core ask about a link of a message; the question comes as an event. */
  askLink(messageId: string, href: string): void {
    void this.run(
      `link:${messageId}`,
      () => t.failed.link,
      () => this.api.askLink(messageId, href),
    );
  }

  openLink(questionId: number, stripped: boolean): Promise<boolean> {
    return this.done(
      'open-link',
      () => t.failed.link,
      null,
      () => this.api.openLink(questionId, stripped),
    );
  }

  copyLink(questionId: number, stripped: boolean): Promise<boolean> {
    return this.done('copy', null, null, () => this.api.copyLink(questionId, stripped));
  }

  // The message as a whole

  copySource(messageId: string): Promise<boolean> {
    return this.done('copy', null, null, () => this.api.copySource(messageId));
  }

  printMessage(messageId: string, plain: boolean): void {
    void this.run(
      `print:${messageId}`,
      () => t.failed.print,
      () => this.api.printMessage(messageId, plain),
    );
  }

  saveMessage(messageId: string, attachments: boolean): Promise<void> {
    return this.#save(
      `save:${messageId}`,
      () => t.failed.saveMessage,
      () => this.api.saveMessage(messageId, attachments),
    );
  }

  // Remote images

  /** Shows a message's remote images: this time, or always for its sender. */
  showImages(messageId: string, always: boolean): Promise<void> {
    return this.#images(
      messageId,
      () => t.failed.showImages,
      () => this.api.showRemoteImages(messageId, always),
    );
  }

  hideImages(messageId: string): Promise<void> {
    return this.#images(
      messageId,
      () => t.failed.hideImages,
      () => this.api.forgetRemoteImages(messageId),
    );
  }

  /** Its images may be shown otherwise now. */
  reread(): void {
    if (!this.open?.view) return;
    const { id } = this.open.summary;
    void this.#images(
      id,
      () => t.failed.read,
      () => this.api.readMessage(id),
    );
  }

  async #images(messageId: string, what: Said, action: () => Promise<MessageView>): Promise<void> {
    if (this.busy.has(`images:${messageId}`)) return;
    const view = await this.run(`images:${messageId}`, what, action);
    if (view && this.open?.summary.id === messageId) this.open = { summary: view.summary, view };
  }

  // Files

  saveMailbox(inboxId: number): Promise<void> {
    return this.#save(
      'save-mailbox',
      () => t.failed.saveMailbox,
      () => this.api.saveMailbox(inboxId),
    );
  }

  exportInboxes(secrets: boolean): Promise<void> {
    return this.#save(
      'export',
      () => t.failed.export,
      () => this.api.exportInboxes(secrets),
    );
  }

  async importInboxes(): Promise<void> {
    const done = await this.run(
      'import',
      () => t.failed.import,
      () => this.api.importInboxes(),
    );
    if (done) this.toast(t.toasts.imported(done.added, done.known));
  }

  /** The latest transfer of an attachment, or of the message itself. */
  transferOf(messageId: string, index: number | null): TransferView | null {
    return (
      this.model.transfers.findLast(
        (transfer) => transfer.message_id === messageId && transfer.index === index,
      ) ?? null
    );
  }

  saveAttachment(messageId: string, file: AttachmentView): Promise<void> {
    return this.#save(
      `save:${messageId}:${file.index}`,
      () => t.failed.save(file.safe_name),
      () => this.api.downloadAttachment(messageId, file.index),
    );
  }

  /** Starts a transfer, unless the user chooses no place for it. */
  async #save(key: string, what: Said, ask: () => Promise<TransferView | null>): Promise<void> {
    const transfer = await this.run(key, what, ask);
    if (transfer) this.model = reduce.ensureTransfer(this.model, transfer);
  }

  cancelTransfer(id: number): void {
    void this.run(`transfer:${id}`, null, () => this.api.cancelTransfer(id));
  }

  revealTransfer(id: number): void {
    void this.run(
      `transfer:${id}`,
      () => t.failed.reveal,
      () => this.api.revealTransfer(id),
    );
  }

  // Account

  /** Stops telling how to begin, for good. */
  hideFirstSteps(): void {
    this.#set({ first_steps: false });
  }

  /** The next larger or smaller size, or with 0 the usual one. */
  zoom(step: -1 | 0 | 1): void {
    const { zoom } = this.model.settings;
    const at = ZOOMS.findIndex((size) => size >= zoom);
    const size = step === 0 ? 100 : ZOOMS[at + step];
    if (size !== undefined && size !== zoom) this.#set({ zoom: size });
  }

  #set(part: Partial<Settings>): void {
    const settings = { ...this.model.settings, ...part };
    void this.run(
      'settings',
      () => t.failed.settings,
      () => this.api.setSettings(settings),
    );
  }

  /** Asks first where signing out loses something. */
  signOut(): void {
    const run = () =>
      this.done(
        'sign-out',
        () => t.failed.signOut,
        null,
        () => this.api.signOut(),
      );
    if (this.model.account?.kind !== 'session_only') {
      void run();
      return;
    }
    this.dialog = {
      kind: 'confirm',
      title: t.confirm.signOutTitle,
      text: t.confirm.signOutText,
      action: t.confirm.signOutAction,
      run,
    };
  }

  /** Opens another account; one that is signed out asks for its key. */
  openAccount(account: AccountView): void {
    if (account.id === this.model.account?.id) {
      this.dialog = null;
    } else if (account.signed_in) {
      void this.done(
        'open-account',
        () => t.failed.openAccount,
        null,
        () => this.api.openAccount(account.id),
      ).then((opened) => {
        if (!opened) this.dialog = null;
      });
    } else {
      this.dialog = { kind: 'add-account', again: account };
    }
  }

  /** Asks first: its addresses and mail go with it. */
  askRemoveAccount({ id, name }: AccountView): void {
    this.dialog = {
      kind: 'confirm',
      title: t.confirm.removeAccountTitle,
      text: t.confirm.removeAccountText(name),
      action: t.confirm.removeAccountAction,
      run: () =>
        this.done(
          'remove-account',
          () => t.failed.removeAccount,
          t.toasts.accountRemoved(name),
          () => this.api.removeAccount(id),
        ),
    };
  }

  askWipe(): void {
    this.dialog = {
      kind: 'confirm',
      title: t.confirm.wipeTitle,
      text: t.confirm.wipeText,
      action: t.confirm.wipeAction,
      run: () =>
        this.done(
          'wipe',
          () => t.failed.wipe,
          t.toasts.wiped,
          () => this.api.wipeData(),
        ),
    };
  }

  dismissNotice(id: number): void {
    this.model = reduce.withoutNotice(this.model, id);
    void this.run('dismiss', null, () => this.api.dismissNotice(id));
  }
}

/** Whether mail can still come to it. */
export function receives(inbox: InboxView): boolean {
  return inbox.state === 'active' || inbox.state === 'expiring';
}

/** The window's state, for components. */
export const [getApp, setApp] = createContext<App>();
