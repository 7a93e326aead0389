import { Channel } from '@tauri-apps/api/core';
import { createContext } from 'svelte';
import {
  commands,
  type Change,
  type Event,
  type MessageSummary,
  type TransferView,
} from '$lib/bindings';
import { t } from '$lib/i18n';
import { Accounts } from './accounts';
import type { Api } from './api';
import { isOfAccount, type DialogView } from './dialog';
import { Feed } from './feed';
import { Files } from './files';
import { Inboxes } from './inboxes';
import { Links } from './links';
import { Mail } from './mail';
import * as reduce from './reduce';
import { Screen } from './screen.svelte';
import type { Said } from './speech.svelte';

export type { Api };

type Came = Extract<Event['change'], { kind: 'messages' }>;
type Ends = Extract<Event['change'], { kind: 'ends_soon' }>;

const RETRY_MS = 1000;

/** Whether mail may be other than before, or what is shown of its inbox beside it. */
function concernsMail(change: Change, { inboxes }: reduce.Model): boolean {
  switch (change.kind) {
    case 'messages':
    case 'message_removed':
    case 'inbox_removed':
      return true;
    case 'inbox': {
      // Every check of one is told; most find nothing.
      const { id, label, total, unread } = change.inbox;
      const before = inboxes.find((inbox) => inbox.id === id);
      return (
        label !== (before?.label ?? null) ||
        total !== (before?.total ?? 0) ||
        unread !== (before?.unread ?? 0)
      );
    }
    default:
      return false;
  }
}

/** What components use: the screen kept as the core says it is, and what can be done there, by subject. */
export class App extends Screen {
  /** What a screen reader says of mail that came. */
  heard = $state('');
  readonly inboxes = new Inboxes(this);
  readonly mail = new Mail(this);
  readonly links = new Links(this);
  readonly files = new Files(this);
  readonly accounts = new Accounts(this);
  readonly #feed: Feed;

  constructor(api: Api = commands) {
    super(api);
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
    if (concernsMail(event.change, before)) this.#mailChanged();
    if (event.change.kind === 'messages') this.#hear(before, event.change);
    if (event.change.kind === 'open_message') this.#show(event.change.message);
    if (event.change.kind === 'sync') this.forgetTold(before.sync.kind);
    if (event.change.kind === 'ends_soon') this.#endsSoon(event.change);
    if (
      event.change.kind === 'settings' &&
      before.settings.remote_images !== event.change.settings.remote_images
    ) {
      this.mail.reread();
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
    const elsewhere = this.model.phase.kind !== model.phase.kind;
    this.model = model;
    if (left) {
      this.selectedInbox = null;
      this.open = null;
      // In another account one may have been opened by now: that it is open is told after the answer.
      if (elsewhere || (this.dialog && isOfAccount(this.dialog))) this.dialog = null;
      this.failures = this.failures
        .filter(({ outlives }) => outlives)
        .map((failure) => ({ ...failure, outlives: false }));
      this.pane = 'inboxes';
      this.codeCopied = false;
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
      void this.list(keep, false);
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

  #transferChanged(before: reduce.Model, transfer: TransferView): void {
    const was = before.transfers.find(({ id }) => id === transfer.id);
    if (was?.state.kind !== 'running' && was !== undefined) return;
    if (transfer.state.kind === 'done') {
      const said = t.toasts.saved(transfer.file_name);
      // Where its card is in sight, that says it.
      const shown = transfer.index !== null && transfer.message_id === this.open?.summary.id;
      if (shown) this.heard = said;
      else this.toast(said);
    }
    if (transfer.state.kind === 'failed') {
      this.fail(() => t.failed.save(transfer.file_name), transfer.state.error);
    }
  }

  #endsSoon({ account, inbox }: Ends): void {
    const other = this.model.accounts.find(
      ({ id }) => id === account && id !== this.model.account?.id,
    );
    this.toast(
      other ? t.toasts.endsSoonBeside(inbox.address, other.name) : t.toasts.endsSoon(inbox.address),
    );
  }

  #selectNeighbour(before: reduce.Model, gone: number): void {
    const at = before.inboxes.findIndex(({ id }) => id === gone);
    const next = this.model.inboxes[Math.min(at, this.model.inboxes.length - 1)];
    this.selectInbox(next?.id ?? null);
    this.pane = 'inboxes';
  }

  dismissNotice(id: number): void {
    this.model = reduce.withoutNotice(this.model, id);
    void this.run('dismiss', null, () => this.api.dismissNotice(id));
  }

  // All there is: its list in a file, leaving it, erasing it

  exportInboxes(secrets: boolean): Promise<void> {
    return this.files.save(
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

  /** Asks first, except in the demo: coming back takes the key, or is not possible. */
  signOut(back?: DialogView): void {
    const kind = this.model.account?.kind;
    const run = () =>
      this.#leave(
        'sign-out',
        () => t.failed.signOut,
        null,
        () => this.api.signOut(),
      );
    if (kind === 'demo') {
      void run();
      return;
    }
    this.dialog = {
      kind: 'confirm',
      title: t.confirm.signOutTitle,
      text: kind === 'session_only' ? t.confirm.signOutText : t.confirm.signOutKept,
      action: t.confirm.signOutAction,
      run,
      back,
    };
  }

  /** Does what ends with another screen: nothing of this one is gone back to. */
  async #leave(
    name: string,
    what: Said,
    said: string | null,
    action: () => Promise<unknown>,
  ): Promise<boolean> {
    const left = await this.done(name, what, said, action);
    if (left) this.dialog = null;
    return left;
  }

  askWipe(back?: DialogView): void {
    this.dialog = {
      kind: 'confirm',
      title: t.confirm.wipeTitle,
      text: t.confirm.wipeText,
      action: t.confirm.wipeAction,
      run: () =>
        this.#leave(
          'wipe',
          () => t.failed.wipe,
          t.toasts.wiped,
          () => this.api.wipeData(),
        ),
      back,
    };
  }
}

/** The window's state, for components. */
export const [getApp, setApp] = createContext<App>();
