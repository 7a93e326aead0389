/** The core's state as this window knows it, and how snapshots and events change it. Pure. */

import {
  defaultSettings,
  type ErrorView,
  type Event,
  type InboxView,
  type MessageSummary,
  type Snapshot,
  type TransferView,
} from '$lib/bindings';

/** The messages of one inbox, as far as this window has asked for them. */
export interface Mailbox {
  messages: readonly MessageSummary[];
  /** The whole list has been received at least once. */
  loaded: boolean;
  /** Lists asked for and not answered yet. */
  inFlight: number;
  /** What events said while a list was on its way; null stands for removed. They win over the list. */
  meanwhile: Readonly<Record<string, MessageSummary | null>>;
  error: ErrorView | null;
}

export interface Model extends Snapshot {
  mail: Readonly<Record<number, Mailbox>>;
  /** How many remote images of a message could not be had: of the one that was shown last. */
  imagesMissing: { readonly messageId: string; readonly count: number } | null;
}

/** `renew`: the model can't be trusted any longer, a new snapshot is needed. */
export type Applied = { kind: 'applied'; model: Model } | { kind: 'stale' } | { kind: 'renew' };

const noMail: Mailbox = { messages: [], loaded: false, inFlight: 0, meanwhile: {}, error: null };

export function emptyModel(): Model {
  return fromSnapshot({
    seq: 0,
    phase: { kind: 'starting' },
    account: null,
    accounts: [],
    inboxes: [],
    selected_inbox: null,
    quota: null,
    sync: { kind: 'idle' },
    transfers: [],
    notices: [],
    settings: defaultSettings,
    system_locale: 'en',
    session_only: false,
    open_message: null,
  });
}

/** A snapshot replaces everything; message lists are asked for again. */
export function fromSnapshot(snapshot: Snapshot): Model {
  return { ...snapshot, mail: {}, imagesMissing: null };
}

/** The same for an account already on the screen: its lists stay visible until the new ones come. */
export function renewed(model: Model, snapshot: Snapshot): Model {
  if (!sameScreen(model, snapshot)) return fromSnapshot(snapshot);
  const mail: Record<number, Mailbox> = {};
  for (const { id } of snapshot.inboxes) {
    const box = model.mail[id];
    if (box) mail[id] = { ...noMail, messages: box.messages };
  }
  return { ...snapshot, mail, imagesMissing: model.imagesMissing };
}

export function sameScreen(a: Snapshot, b: Snapshot): boolean {
  return a.phase.kind === b.phase.kind && a.account?.id === b.account?.id;
}

/** Applies the next event. Old ones are ignored; after a missing one, or a reset, all is asked for again. */
export function apply(model: Model, event: Event): Applied {
  const { change, seq } = event;
  if (seq <= model.seq) return { kind: 'stale' };
  if (change.kind === 'reset' || seq !== model.seq + 1) return { kind: 'renew' };
  return { kind: 'applied', model: { ...changed(model, change), seq } };
}

function changed(model: Model, change: Exclude<Event['change'], { kind: 'reset' }>): Model {
  switch (change.kind) {
    case 'inbox':
      return { ...model, inboxes: withInbox(model.inboxes, change.inbox) };
    case 'inbox_removed': {
      const { [change.id]: _, ...mail } = model.mail;
      return { ...model, mail, inboxes: model.inboxes.filter(({ id }) => id !== change.id) };
    }
    case 'messages':
      return withMailbox(model, change.inbox_id, (box) => ({
        ...box,
        messages: withMessages(box.messages, change.messages),
        meanwhile: box.inFlight
          ? { ...box.meanwhile, ...Object.fromEntries(change.messages.map((m) => [m.id, m])) }
          : box.meanwhile,
      }));
    case 'message_removed':
      return withMailbox(model, change.inbox_id, (box) => ({
        ...box,
        messages: box.messages.filter(({ id }) => id !== change.id),
        meanwhile: box.inFlight ? { ...box.meanwhile, [change.id]: null } : box.meanwhile,
      }));
    case 'account': {
      const { account } = change;
      return {
        ...model,
        account: model.account?.id === account.id ? account : model.account,
        accounts: model.accounts.map((known) => (known.id === account.id ? account : known)),
      };
    }
    case 'quota':
      return { ...model, quota: change.quota };
    case 'sync':
      return { ...model, sync: change.sync };
    case 'settings':
      return { ...model, settings: change.settings };
    case 'open_message':
      return { ...model, open_message: change.message };
    case 'transfer':
      return { ...model, transfers: withTransfer(model.transfers, change.transfer) };
    case 'images_missing':
      return {
        ...model,
        imagesMissing: { messageId: change.message_id, count: change.count },
      };
    case 'ends_soon':
    case 'link_asked':
      // A question, not a state: nobody asks it again.
      return model;
    case 'notice':
      return {
        ...model,
        notices: [...model.notices.filter(({ id }) => id !== change.notice.id), change.notice],
      };
    case 'notice_gone':
      return withoutNotice(model, change.id);
  }
}

/** A list of messages was asked for. */
export function listAsked(model: Model, inboxId: number): Model {
  return withMailbox(model, inboxId, (box) => ({ ...box, inFlight: box.inFlight + 1 }));
}

/** The beginning of it came before it. */
export function pageCame(model: Model, inboxId: number, page: readonly MessageSummary[]): Model {
  return withMailbox(model, inboxId, (box) => {
    const kept = page.filter(({ id }) => box.meanwhile[id] !== null);
    return box.loaded ? box : { ...box, messages: withMessages(kept, box.messages) };
  });
}

/** It came. */
export function listCame(model: Model, inboxId: number, answer: readonly MessageSummary[]): Model {
  return withMailbox(model, inboxId, (box) => {
    const since = Object.values(box.meanwhile).filter((message) => message !== null);
    const kept = answer.filter(({ id }) => box.meanwhile[id] !== null);
    return {
      ...landed(box),
      loaded: true,
      error: null,
      messages: withMessages(withMessages([], kept), since),
    };
  });
}

/** It failed: what is shown stays. */
export function listFailed(model: Model, inboxId: number, error: ErrorView): Model {
  return withMailbox(model, inboxId, (box) => ({ ...landed(box), error }));
}

function landed(box: Mailbox): Mailbox {
  const inFlight = Math.max(0, box.inFlight - 1);
  return { ...box, inFlight, meanwhile: inFlight ? box.meanwhile : {} };
}

/** An inbox the window was told of by a command's answer, in case its event is still on the way. */
export function ensureInbox(model: Model, inbox: InboxView): Model {
  return model.inboxes.some(({ id }) => id === inbox.id)
    ? model
    : { ...model, inboxes: withInbox(model.inboxes, inbox) };
}

/** A transfer the window was told of by a command's answer, in case its event is still on the way. */
export function ensureTransfer(model: Model, transfer: TransferView): Model {
  return model.transfers.some(({ id }) => id === transfer.id)
    ? model
    : { ...model, transfers: withTransfer(model.transfers, transfer) };
}

export function withoutNotice(model: Model, noticeId: number): Model {
  return { ...model, notices: model.notices.filter(({ id }) => id !== noticeId) };
}

function withMailbox(model: Model, inboxId: number, update: (box: Mailbox) => Mailbox): Model {
  return {
    ...model,
    mail: { ...model.mail, [inboxId]: update(model.mail[inboxId] ?? noMail) },
  };
}

/** Known ones stay in their place; a new one goes where its time says, newest first. */
function withInbox(inboxes: InboxView[], inbox: InboxView): InboxView[] {
  const at = inboxes.findIndex(({ id }) => id === inbox.id);
  if (at >= 0) return inboxes.with(at, inbox);
  const older = inboxes.findIndex((other) => later(inbox.created_at, other.created_at) >= 0);
  return inboxes.toSpliced(older < 0 ? inboxes.length : older, 0, inbox);
}

function withTransfer(transfers: TransferView[], transfer: TransferView): TransferView[] {
  const at = transfers.findIndex(({ id }) => id === transfer.id);
  return at >= 0 ? transfers.with(at, transfer) : [...transfers, transfer];
}

function withMessages(
  messages: readonly MessageSummary[],
  changes: readonly MessageSummary[],
): readonly MessageSummary[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  for (const message of changes) byId.set(message.id, message);
  return [...byId.values()].sort(
    (a, b) => later(b.received_at, a.received_at) || (a.id < b.id ? 1 : -1),
  );
}

/** Positive when `a` is after `b`. */
function later(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b) || 0;
}
