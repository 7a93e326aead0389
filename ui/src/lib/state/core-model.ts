/** The window's copy of the core's state, and the pure functions that apply snapshots, events and responses to it. */

import {
  defaultSettings,
  type ErrorView,
  type Event,
  type InboxId,
  type InboxView,
  type MessageId,
  type MessageSummary,
  type Snapshot,
  type TransferView,
} from '$lib/bindings';

/** The messages of one inbox, as far as this window has requested them. */
export interface InboxMessages {
  messages: readonly MessageSummary[];
  /** The whole list was received at least once. */
  loaded: boolean;
  /** How many requests for the list are under way. */
  inFlight: number;
  /** Changes from events that arrived during a request; null means removed. They override the response. */
  changesInFlight: Readonly<Record<MessageId, MessageSummary | null>>;
  error: ErrorView | null;
}

export interface CoreModel extends Snapshot {
  messagesByInbox: Readonly<Record<InboxId, InboxMessages>>;
  /** How many remote images of the message shown last could not be loaded. */
  imagesMissing: { readonly messageId: MessageId; readonly count: number } | null;
}

/** The outcome of an event. After `resync` the model is out of date and needs a new snapshot. */
export type ApplyEventResult =
  { kind: 'applied'; model: CoreModel } | { kind: 'stale' } | { kind: 'resync' };

const noMessagesLoaded: InboxMessages = {
  messages: [],
  loaded: false,
  inFlight: 0,
  changesInFlight: {},
  error: null,
};

/** The model before the first snapshot. */
export function createEmptyModel(): CoreModel {
  return createModelFromSnapshot({
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
    copied_address: null,
    window_shape: 'full',
    desktop: {
      has_tray: true,
      background_error: null,
      shortcut: { kind: 'off' },
      shortcut_keys: 'settings',
    },
  });
}

/** A model without any lists of messages: they are requested again. */
export function createModelFromSnapshot(snapshot: Snapshot): CoreModel {
  return { ...snapshot, messagesByInbox: {}, imagesMissing: null };
}

/** Replaces the model by a snapshot. The same account keeps its lists of messages visible until they are reloaded. */
export function mergeSnapshotIntoModel(model: CoreModel, snapshot: Snapshot): CoreModel {
  if (!hasSamePhaseAndAccount(model, snapshot)) return createModelFromSnapshot(snapshot);
  const messagesByInbox: Record<InboxId, InboxMessages> = {};
  for (const { id } of snapshot.inboxes) {
    const inboxMessages = model.messagesByInbox[id];
    if (inboxMessages)
      messagesByInbox[id] = { ...noMessagesLoaded, messages: inboxMessages.messages };
  }
  return { ...snapshot, messagesByInbox, imagesMissing: model.imagesMissing };
}

/** Whether two snapshots show the same screen and account. */
export function hasSamePhaseAndAccount(a: Snapshot, b: Snapshot): boolean {
  return a.phase.kind === b.phase.kind && a.account?.id === b.account?.id;
}

/** Applies the next event. Old events are stale; a gap or a reset needs a new snapshot. */
export function applyEvent(model: CoreModel, event: Event): ApplyEventResult {
  const { change, seq } = event;
  if (seq <= model.seq) return { kind: 'stale' };
  if (change.kind === 'reset' || seq !== model.seq + 1) return { kind: 'resync' };
  return { kind: 'applied', model: { ...applyChange(model, change), seq } };
}

function applyChange(
  model: CoreModel,
  change: Exclude<Event['change'], { kind: 'reset' }>,
): CoreModel {
  switch (change.kind) {
    case 'inbox':
      return { ...model, inboxes: upsertInbox(model.inboxes, change.inbox) };
    case 'inbox_removed': {
      const { [change.id]: _, ...messagesByInbox } = model.messagesByInbox;
      return {
        ...model,
        messagesByInbox,
        inboxes: model.inboxes.filter(({ id }) => id !== change.id),
      };
    }
    case 'messages':
      return updateInboxMessages(model, change.inbox_id, (inboxMessages) => ({
        ...inboxMessages,
        messages: mergeMessages(inboxMessages.messages, change.messages),
        changesInFlight: inboxMessages.inFlight
          ? {
              ...inboxMessages.changesInFlight,
              ...Object.fromEntries(change.messages.map((m) => [m.id, m])),
            }
          : inboxMessages.changesInFlight,
      }));
    case 'message_removed':
      return updateInboxMessages(model, change.inbox_id, (inboxMessages) => ({
        ...inboxMessages,
        messages: inboxMessages.messages.filter(({ id }) => id !== change.id),
        changesInFlight: inboxMessages.inFlight
          ? { ...inboxMessages.changesInFlight, [change.id]: null }
          : inboxMessages.changesInFlight,
      }));
    case 'account': {
      const { account } = change;
      return {
        ...model,
        account: model.account?.id === account.id ? account : model.account,
        accounts: model.accounts.map((other) => (other.id === account.id ? account : other)),
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
    case 'address_copied':
      return { ...model, copied_address: change.address };
    case 'window_shape':
      return { ...model, window_shape: change.shape };
    case 'desktop_status':
      return { ...model, desktop: change.status };
    case 'transfer':
      return { ...model, transfers: upsertTransfer(model.transfers, change.transfer) };
    case 'images_missing':
      return {
        ...model,
        imagesMissing: { messageId: change.message_id, count: change.count },
      };
    case 'inbox_expires_soon':
    case 'confirm_link':
      // Not part of the state: the window handles them once.
      return model;
    case 'notice':
      return {
        ...model,
        notices: [...model.notices.filter(({ id }) => id !== change.notice.id), change.notice],
      };
    case 'notice_removed':
      return removeNotice(model, change.id);
  }
}

/** A list of messages was requested. */
export function markMessageListRequested(model: CoreModel, inboxId: InboxId): CoreModel {
  return updateInboxMessages(model, inboxId, (inboxMessages) => ({
    ...inboxMessages,
    inFlight: inboxMessages.inFlight + 1,
  }));
}

/** The first page of a list arrived before the list. */
export function addFirstMessagePage(
  model: CoreModel,
  inboxId: InboxId,
  page: readonly MessageSummary[],
): CoreModel {
  return updateInboxMessages(model, inboxId, (inboxMessages) => {
    const kept = page.filter(({ id }) => inboxMessages.changesInFlight[id] !== null);
    return inboxMessages.loaded
      ? inboxMessages
      : { ...inboxMessages, messages: mergeMessages(kept, inboxMessages.messages) };
  });
}

/** A list of messages arrived. */
export function applyMessageListResponse(
  model: CoreModel,
  inboxId: InboxId,
  response: readonly MessageSummary[],
): CoreModel {
  return updateInboxMessages(model, inboxId, (inboxMessages) => {
    const since = Object.values(inboxMessages.changesInFlight).filter(
      (message) => message !== null,
    );
    const kept = response.filter(({ id }) => inboxMessages.changesInFlight[id] !== null);
    return {
      ...finishMessageListRequest(inboxMessages),
      loaded: true,
      error: null,
      messages: mergeMessages(mergeMessages([], kept), since),
    };
  });
}

/** A request for a list failed: the messages already known stay. */
export function recordMessageListFailure(
  model: CoreModel,
  inboxId: InboxId,
  error: ErrorView,
): CoreModel {
  return updateInboxMessages(model, inboxId, (inboxMessages) => ({
    ...finishMessageListRequest(inboxMessages),
    error,
  }));
}

function finishMessageListRequest(inboxMessages: InboxMessages): InboxMessages {
  const inFlight = Math.max(0, inboxMessages.inFlight - 1);
  return {
    ...inboxMessages,
    inFlight,
    changesInFlight: inFlight ? inboxMessages.changesInFlight : {},
  };
}

/** Adds an inbox from a command's response; its event may not have arrived yet. */
export function addInboxIfMissing(model: CoreModel, inbox: InboxView): CoreModel {
  return model.inboxes.some(({ id }) => id === inbox.id)
    ? model
    : { ...model, inboxes: upsertInbox(model.inboxes, inbox) };
}

/** Adds a transfer from a command's response; its event may not have arrived yet. */
export function addTransferIfMissing(model: CoreModel, transfer: TransferView): CoreModel {
  return model.transfers.some(({ id }) => id === transfer.id)
    ? model
    : { ...model, transfers: upsertTransfer(model.transfers, transfer) };
}

export function removeNotice(model: CoreModel, noticeId: number): CoreModel {
  return { ...model, notices: model.notices.filter(({ id }) => id !== noticeId) };
}

function updateInboxMessages(
  model: CoreModel,
  inboxId: InboxId,
  update: (inboxMessages: InboxMessages) => InboxMessages,
): CoreModel {
  return {
    ...model,
    messagesByInbox: {
      ...model.messagesByInbox,
      [inboxId]: update(model.messagesByInbox[inboxId] ?? noMessagesLoaded),
    },
  };
}

/** Replaces or inserts an inbox, in the order that the core uses too. */
function upsertInbox(inboxes: InboxView[], inbox: InboxView): InboxView[] {
  const index = inboxes.findIndex(({ id }) => id === inbox.id);
  if (inboxes[index]?.created_at === inbox.created_at) return inboxes.with(index, inbox);
  const others = inboxes.filter(({ id }) => id !== inbox.id);
  const position = others.findIndex((other) => compareInboxes(inbox, other) < 0);
  return others.toSpliced(position < 0 ? others.length : position, 0, inbox);
}

/** The order of inboxes: newest first, and of the same time the highest id first. */
function compareInboxes(a: InboxView, b: InboxView): number {
  return compareTimes(b.created_at, a.created_at) || b.id - a.id;
}

function upsertTransfer(transfers: TransferView[], transfer: TransferView): TransferView[] {
  const at = transfers.findIndex(({ id }) => id === transfer.id);
  return at >= 0 ? transfers.with(at, transfer) : [...transfers, transfer];
}

function mergeMessages(
  messages: readonly MessageSummary[],
  changes: readonly MessageSummary[],
): readonly MessageSummary[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  for (const message of changes) byId.set(message.id, message);
  return [...byId.values()].sort(compareMessages);
}

/** The order of messages: newest first. */
export function compareMessages(a: MessageSummary, b: MessageSummary): number {
  return compareTimes(b.received_at, a.received_at) || (a.id < b.id ? 1 : -1);
}

/** Positive when `a` is later than `b`. */
function compareTimes(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b) || 0;
}
