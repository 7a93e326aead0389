import { Channel } from '@tauri-apps/api/core';
import type {
  Change,
  Event,
  InboxId,
  MessageId,
  MessageSummary,
  TransferView,
} from '$lib/bindings';
import { t } from '$lib/i18n';
import type { AllInboxesMessageList } from './all-mail.svelte';
import type { CoreCommands } from './core-commands';
import {
  applyEvent,
  hasSamePhaseAndAccount,
  mergeSnapshotIntoModel,
  removeNotice,
  type CoreModel,
} from './core-model';
import type { CoreStateCopy } from './core-state.svelte';
import { isDialogAboutOpenAccount, type Dialogs } from './dialogs.svelte';
import { ResumingEventSubscription } from './event-subscription';
import type { Feedback } from './feedback.svelte';
import { loadMessageListView } from './message-list-view-storage';
import type { MessageListLoader } from './message-list-loader';
import type { FilteredMessageList } from './message-list-filter.svelte';
import type { MessageActions } from './message-actions.svelte';
import type { MessageSearch } from './message-search.svelte';
import type { ListSelection } from './list-selection.svelte';
import type { Navigation } from './navigation';
import type { SyncControls } from './sync-status-controller.svelte';
import type { WindowNavigationState } from './view-state.svelte';

type ChangeWithKind<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;

/** What the connection updates. */
export interface StateUpdatedByCore {
  core: CoreStateCopy;
  feedback: Feedback;
  dialogs: Dialogs;
  view: WindowNavigationState;
  allMail: AllInboxesMessageList;
  list: FilteredMessageList;
  selection: ListSelection<MessageId>;
  inboxSelection: ListSelection<InboxId>;
  search: MessageSearch;
  loader: MessageListLoader;
  navigation: Navigation;
  messages: MessageActions;
  sync: SyncControls;
}

const RETRY_MS = 1000;

/** Keeps the window's state equal to the core's: applies snapshots and events, and what follows from each. */
export class CoreConnection {
  readonly #commands: CoreCommands;
  readonly #targets: StateUpdatedByCore;
  readonly #subscription: ResumingEventSubscription;

  constructor(commands: CoreCommands, targets: StateUpdatedByCore) {
    this.#commands = commands;
    this.#targets = targets;
    this.#subscription = new ResumingEventSubscription(
      (listener) => {
        const channel = new Channel<Event>();
        channel.onmessage = listener;
        return commands.subscribe(channel);
      },
      {
        applySnapshot: (snapshot) =>
          this.#replaceModel(mergeSnapshotIntoModel(targets.core.model, snapshot)),
        applyEvent: (event) => this.#applyEvent(event),
        handleError: (thrown) => {
          targets.feedback.reportFailure(null, thrown);
          setTimeout(() => void this.openConnection(), RETRY_MS);
        },
      },
    );
  }

  /** Subscribes to the core; resolves when the first snapshot was applied. */
  openConnection(): Promise<void> {
    return this.#subscription.subscribeToEvents();
  }

  dismissNotice(id: number): void {
    const { core, feedback } = this.#targets;
    core.replaceModel(removeNotice(core.model, id));
    void feedback.runAction({ kind: 'dismiss-notice' }, {}, () => this.#commands.dismissNotice(id));
  }

  /** Applies an event; false when the model needs a new snapshot. */
  #applyEvent(event: Event): boolean {
    const { allMail, core, view } = this.#targets;
    const previous = core.model;
    const result = applyEvent(previous, event);
    if (result.kind === 'resync') return false;
    if (result.kind === 'stale') return true;
    core.replaceModel(result.model);
    if (view.isAllMail) allMail.applyChange(event.change);
    if (affectsSearchOrSelection(event.change, previous)) this.#refreshSearchAndSelection();
    this.#performChangeEffects(event.change, previous);
    return true;
  }

  #performChangeEffects(change: Change, previous: CoreModel): void {
    const { dialogs, messages, navigation, sync, view } = this.#targets;
    switch (change.kind) {
      case 'messages':
        this.#announceNewMessages(change, previous);
        break;
      case 'open_message':
        this.#showRequestedMessage(change.message);
        break;
      case 'sync':
        sync.dropFailuresOfPreviousSync(previous.sync);
        break;
      case 'inbox_expires_soon':
        this.#showExpiryWarning(change);
        break;
      case 'settings':
        if (previous.settings.remote_images !== change.settings.remote_images) {
          messages.reloadOpenMessage();
        }
        break;
      case 'transfer':
        this.#reportTransferEnd(change.transfer, previous);
        break;
      case 'confirm_link':
        dialogs.openDialog({ kind: 'confirm-link', link: change.link });
        break;
      case 'inbox_removed':
        if (change.id === view.selectedInboxId) this.#selectNeighbourInbox(change.id, previous);
        break;
      case 'message_removed':
        if (change.id === view.openMessageId) navigation.closeMessage();
        break;
    }
  }

  #replaceModel(model: CoreModel): void {
    const { core, view } = this.#targets;
    const previous = core.model;
    core.replaceModel(model);
    if (!hasSamePhaseAndAccount(previous, model))
      this.#resetScreenState(previous.phase.kind !== model.phase.kind);
    if (view.isAllMail) {
      if (!core.findInbox(view.openMessage?.summary.inbox_id ?? null)) view.openMessage = null;
    } else this.#selectInboxOfModel(model);
    if (model.open_message) this.#restoreRequestedMessage(model.open_message);
    this.#refreshSearchAndSelection();
  }

  /** Selects the inbox that was selected before, in this window or an earlier one, and loads its messages. */
  #selectInboxOfModel(model: CoreModel): void {
    const { core, loader, navigation, view } = this.#targets;
    const existingInboxId = (id: InboxId | null) => core.findInbox(id)?.id ?? null;
    const selectedId =
      existingInboxId(view.selectedInboxId) ??
      existingInboxId(model.selected_inbox) ??
      core.liveInboxes[0]?.id ??
      null;
    const openInboxId = view.openMessage?.summary.inbox_id;
    if (selectedId !== view.selectedInboxId || openInboxId !== selectedId) view.openMessage = null;
    view.selectedInboxId = selectedId;
    if (selectedId === null) return;
    if (selectedId !== model.selected_inbox) navigation.reportSelectedInbox(selectedId);
    void loader.loadMessages(selectedId);
  }

  /** Another screen or account is shown: what belonged to the previous one is dropped. */
  #resetScreenState(phaseChanged: boolean): void {
    const { dialogs, feedback, inboxSelection, messages, search, selection, view } = this.#targets;
    view.selectedInboxId = null;
    view.isAllMail = false;
    view.openMessage = null;
    view.visitedMessageIds = [];
    view.pane = 'inboxes';
    // The snapshot of another account may arrive after the user opened a dialog in it.
    if (phaseChanged || (dialogs.current && isDialogAboutOpenAccount(dialogs.current)))
      dialogs.closeDialog();
    feedback.dropFailuresOfPreviousScreen();
    messages.resetCodeCopied();
    search.clearQuery();
    selection.clearSelection();
    inboxSelection.clearSelection();
  }

  /** Updates what depends on lists of messages: search hits, all mail and the selection. */
  #refreshSearchAndSelection(): void {
    const { allMail, search, selection, view } = this.#targets;
    if (search.active) void search.refreshHits();
    if (view.isAllMail) void allMail.refresh();
    if (selection.size > 0) {
      const listed = view.isAllMail ? allMail.messages : (view.inboxMessages?.messages ?? []);
      selection.deselectUnlistedRows(listed.map(({ id }) => id));
    }
  }

  /** Announces new unread messages to screen readers; not those of a list that is being loaded. */
  #announceNewMessages(
    { inbox_id, messages }: ChangeWithKind<'messages'>,
    previous: CoreModel,
  ): void {
    const inboxMessages = previous.messagesByInbox[inbox_id];
    if (inboxMessages && inboxMessages.inFlight > 0 && !inboxMessages.loaded) return;
    const knownIds = new Set(inboxMessages?.messages.map(({ id }) => id));
    const newMessages = messages.filter(({ id, unread }) => unread && !knownIds.has(id));
    const [first] = newMessages;
    if (!first) return;
    const sender = first.from_name || first.from_address || t.messages.noSender;
    this.#targets.feedback.announcement =
      newMessages.length > 1
        ? t.messages.arrivedMany(newMessages.length)
        : t.messages.arrived(sender, first.subject || t.messages.noSubject);
  }

  /** Shows a message that was requested outside the window, such as by its notification. */
  #showRequestedMessage(message: MessageSummary, inAllMail = false): void {
    const { core, dialogs, navigation, search } = this.#targets;
    if (!core.findInbox(message.inbox_id)) return;
    dialogs.closeDialog();
    search.clearQuery();
    if (inAllMail) navigation.openAllMail();
    else navigation.selectInbox(message.inbox_id);
    void navigation.openMessage(message);
  }

  /** The same in a new page: after a page that stopped responding, the list is as it was. */
  #restoreRequestedMessage(message: MessageSummary): void {
    const { list, search } = this.#targets;
    const listView = loadMessageListView(message.id);
    if (listView) list.replaceListOptions(listView.options);
    this.#showRequestedMessage(message, listView?.isAllMail);
    if (listView?.query) search.setQuery(listView.query);
  }

  #reportTransferEnd(transfer: TransferView, previous: CoreModel): void {
    const { feedback, view } = this.#targets;
    const known = previous.transfers.find(({ id }) => id === transfer.id);
    if (known && known.state.kind !== 'running') return;
    if (transfer.state.kind === 'done') {
      const text = t.toasts.saved(transfer.file_name);
      // A visible attachment card shows it; screen readers are told.
      const isVisible = transfer.index !== null && transfer.message_id === view.openMessageId;
      if (isVisible) feedback.announcement = text;
      else feedback.showToast(text);
    }
    if (transfer.state.kind === 'failed') {
      feedback.reportFailure(() => t.failed.save(transfer.file_name), transfer.state.error);
    }
  }

  #showExpiryWarning({ account_id, inbox }: ChangeWithKind<'inbox_expires_soon'>): void {
    const { core, feedback } = this.#targets;
    const background =
      account_id === core.accountId
        ? undefined
        : core.model.accounts.find(({ id }) => id === account_id);
    feedback.showToast(
      background
        ? t.toasts.endsSoonBeside(inbox.address, background.name)
        : t.toasts.endsSoon(inbox.address),
    );
  }

  #selectNeighbourInbox(removedId: InboxId, previous: CoreModel): void {
    const { core, navigation, view } = this.#targets;
    const index = previous.inboxes.findIndex(({ id }) => id === removedId);
    const { inboxes } = core.model;
    navigation.selectInbox(inboxes[Math.min(index, inboxes.length - 1)]?.id ?? null);
    view.pane = 'inboxes';
  }
}

/** Whether a change concerns messages, or what lists of them show of their inbox. */
function affectsSearchOrSelection(change: Change, { inboxes }: CoreModel): boolean {
  switch (change.kind) {
    case 'messages':
    case 'message_removed':
    case 'inbox_removed':
      return true;
    case 'inbox': {
      // Every check emits this event; most change none of these.
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
