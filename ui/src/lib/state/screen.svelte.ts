import {
  commands,
  type ErrorView,
  type MessageSummary,
  type MessageView,
  type SyncView,
} from '$lib/bindings';
import { toErrorView } from '$lib/errors';
import { receives } from '$lib/expiry';
import { t } from '$lib/i18n';
import { listed, type Listing } from '$lib/listing';
import type { Api } from './api';
import type { DialogView, Pane } from './dialog';
import { Preferences } from './preferences';
import * as reduce from './reduce';
import { Search } from './search.svelte';
import { Selection } from './selection.svelte';
import { Speech, type Failure } from './speech.svelte';

export interface OpenMessage {
  summary: MessageSummary;
  /** Null until the core answered. */
  view: MessageView | null;
  /** How often its document became another one: each needs a frame of its own. */
  edition: number;
}

/** Messages from which on a list is asked for by its first page as well, and how many that has. */
const LONG = 1000;
const PAGE = 100;

/** What the window shows of the core's state: which inbox, which message, which dialog; and the way there. */
export class Screen extends Speech {
  model = $state.raw(reduce.emptyModel());
  selectedInbox = $state<number | null>(null);
  open = $state.raw<OpenMessage | null>(null);
  pane = $state<Pane>('inboxes');
  dialog = $state.raw<DialogView | null>(null);
  listing = $state.raw<Listing>({ unreadOnly: false, sort: 'newest' });
  /** The message that is shown as plain text by choice. */
  plainFor = $state<string | null>(null);
  /** A code was copied here: whoever begins knows how. */
  codeCopied = $state(false);
  readonly search: Search;
  readonly selection = new Selection();
  readonly preferences = new Preferences(this);

  readonly live = $derived(this.model.inboxes.filter(receives));
  readonly ended = $derived(this.model.inboxes.filter((inbox) => !receives(inbox)));
  readonly inbox = $derived(this.model.inboxes.find(({ id }) => id === this.selectedInbox) ?? null);
  readonly mailbox = $derived(
    this.selectedInbox === null ? null : (this.model.mail[this.selectedInbox] ?? null),
  );
  /** What was opened since the list is listed so: it stays there although it is read. */
  #opened = $state.raw<{ since: Listing; ids: readonly string[] }>({
    since: this.listing,
    ids: [],
  });
  readonly #stay = $derived(
    new Set([...this.#openedHere(), ...(this.open ? [this.open.summary.id] : [])]),
  );
  /** The selected inbox's messages as they are listed. */
  readonly messages = $derived(listed(this.mailbox?.messages ?? [], this.listing, this.#stay));

  readonly told = $derived(told(this.failures, this.model.sync.kind));

  readonly api: Api;

  constructor(api: Api = commands) {
    super();
    this.api = api;
    this.search = new Search(
      (query, limit, cursor) => this.api.searchMessages(query, limit, cursor),
      (thrown) => this.fail(() => t.failed.search, thrown),
    );
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
    this.#opened = { since: this.listing, ids: [] };
    void this.api.selectInbox(id).catch(() => {});
    if (id !== null && !this.model.mail[id]?.loaded) void this.list(id, false);
  }

  /** Asks for an inbox's messages: those the core has, or what the service says now. */
  async list(inboxId: number, refresh: boolean): Promise<ErrorView | null> {
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
        const error = await this.list(id, true);
        if (error) throw error;
      },
    );
  }

  /** Stops checking, or goes on with it. */
  setPaused(paused: boolean): Promise<unknown> {
    return this.run('pause', null, () => this.api.setPaused(paused));
  }

  retryList(): void {
    if (this.selectedInbox !== null) void this.list(this.selectedInbox, false);
  }

  // Messages

  /** The user aims at a message: most often it is opened next. If not, nobody ever knew. */
  aimAt(id: string): void {
    if (id !== this.open?.summary.id) void this.api.prepareMessage(id).catch(() => {});
  }

  async openMessage(summary: MessageSummary): Promise<void> {
    this.pane = 'reading';
    if (this.open?.summary.id === summary.id && this.open.view) return;
    this.#opened = { since: this.listing, ids: [...this.#stay, summary.id] };
    this.open = { summary, view: null, edition: 0 };
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
    this.open = { ...this.open, summary: view.summary, view };
    // Whoever reads mail knows how it works.
    if (this.model.settings.first_steps) this.preferences.hideFirstSteps();
  }

  /** A message that was found: its inbox is selected, what was found stays on the screen. */
  openFound(message: MessageSummary): void {
    if (message.inbox_id !== this.selectedInbox) this.#select(message.inbox_id);
    void this.openMessage(message);
  }

  closeMessage(): void {
    this.open = null;
    if (this.pane === 'reading') this.pane = 'messages';
  }

  #openedHere(): readonly string[] {
    return this.#opened.since === this.listing ? this.#opened.ids : [];
  }

  /** These were marked as read on purpose: a list of unread mail is done with them. */
  letGo(ids: readonly string[]): void {
    const left = this.#openedHere().filter((id) => !ids.includes(id));
    this.#opened = { since: this.listing, ids: left };
  }

  /** Checking stands otherwise than it did: what the strip said then is no news any more. */
  protected forgetTold(before: SyncView['kind']): void {
    if (before === this.model.sync.kind) return;
    this.failures = this.failures.filter((failure) => !saysStrip(failure, before));
  }
}

/** Whether the strip says the same as this failure. */
const saysStrip = ({ name, error }: Failure, sync: SyncView['kind']) =>
  (name?.startsWith('refresh') ?? false) && error.code === sync;

/** What is told of failures: not what the strip says for as long as it does, and of a refused key only the last. */
function told(failures: readonly Failure[], sync: SyncView['kind']): readonly Failure[] {
  const news = failures.filter((failure) => !saysStrip(failure, sync));
  const last = news.findLast(({ error }) => error.code === 'key_refused');
  return news.filter((failure) => failure.error.code !== 'key_refused' || failure === last);
}
