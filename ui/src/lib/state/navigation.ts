import type { InboxId, MessageId, MessageSummary } from '$lib/bindings';
import { t } from '$lib/i18n';
import type { CoreCommands } from './core-commands';
import type { AllInboxesMessageList } from './all-mail.svelte';
import type { CoreStateCopy } from './core-state.svelte';
import type { Feedback } from './feedback.svelte';
import { storeMessageListView } from './message-list-view-storage';
import type { MessageListLoader } from './message-list-loader';
import type { FilteredMessageList } from './message-list-filter.svelte';
import type { MessageSearch } from './message-search.svelte';
import type { ListSelection } from './list-selection.svelte';
import type { SettingsActions } from './settings-actions';
import type { WindowNavigationState } from './view-state.svelte';

/** Selects inboxes and opens messages. */
export class Navigation {
  readonly #commands: CoreCommands;
  readonly #core: CoreStateCopy;
  readonly #feedback: Feedback;
  readonly #view: WindowNavigationState;
  readonly #loader: MessageListLoader;
  readonly #list: FilteredMessageList;
  readonly #allMail: AllInboxesMessageList;
  readonly #search: MessageSearch;
  readonly #selection: ListSelection<MessageId>;
  readonly #settings: SettingsActions;

  constructor(
    commands: CoreCommands,
    core: CoreStateCopy,
    feedback: Feedback,
    view: WindowNavigationState,
    loader: MessageListLoader,
    list: FilteredMessageList,
    allMail: AllInboxesMessageList,
    search: MessageSearch,
    selection: ListSelection<MessageId>,
    settings: SettingsActions,
  ) {
    this.#commands = commands;
    this.#core = core;
    this.#feedback = feedback;
    this.#view = view;
    this.#loader = loader;
    this.#list = list;
    this.#allMail = allMail;
    this.#search = search;
    this.#selection = selection;
    this.#settings = settings;
  }

  /** Selects an inbox and shows its messages; with null shows the list of inboxes. */
  selectInbox(id: InboxId | null): void {
    this.#view.pane = id === null ? 'inboxes' : 'messages';
    this.#search.clearQuery();
    if (id !== this.#view.selectedInboxId || this.#view.isAllMail) this.#changeSelectedInbox(id);
  }

  /** Shows the mail of all inboxes. The core goes on checking the inbox that was selected last as often as before. */
  openAllMail(): void {
    this.#view.pane = 'messages';
    this.#search.clearQuery();
    if (this.#view.isAllMail) return;
    this.#replaceList(null, true);
    void this.#allMail.load(this.#list.filter);
  }

  #replaceList(inboxId: InboxId | null, isAllMail: boolean): void {
    this.#view.selectedInboxId = inboxId;
    this.#view.isAllMail = isAllMail;
    this.#selection.clearSelection();
    this.#view.openMessage = null;
    this.#view.visitedMessageIds = [];
  }

  #changeSelectedInbox(id: InboxId | null): void {
    this.#replaceList(id, false);
    this.reportSelectedInbox(id);
    if (id !== null && !this.#core.model.messagesByInbox[id]?.loaded)
      void this.#loader.loadMessages(id);
  }

  /** Tells the core which inbox the user looks at: it is checked more often. A failure has no effect here. */
  reportSelectedInbox(id: InboxId | null): void {
    void this.#commands.selectInbox(id).catch(() => {});
  }

  /** Tells the core that no message is shown. A failure has no effect. */
  reportMessageClosed(): void {
    void this.#commands.closeMessage().catch(() => {});
  }

  /** Has the core render a message that is likely to be opened next. A failure has no effect. */
  prerenderMessage(id: MessageId): void {
    if (id !== this.#view.openMessageId) void this.#commands.prerenderMessage(id).catch(() => {});
  }

  async openMessage(summary: MessageSummary): Promise<void> {
    const view = this.#view;
    view.pane = 'reading';
    if (view.openMessageId === summary.id && view.openMessage?.view) return;
    const previousIds = view.openMessageId === null ? [] : [view.openMessageId];
    view.visitedMessageIds = [...view.visitedMessageIds, ...previousIds, summary.id];
    storeMessageListView(summary.id, {
      options: this.#list.options,
      query: this.#search.query,
      isAllMail: view.isAllMail,
    });
    if (view.isAllMail) this.#allMail.retainMessage(summary);
    view.openMessage = { summary, view: null, revision: 0 };
    const content = await this.#feedback.runAction(
      { kind: 'read-message', messageId: summary.id },
      { failureText: () => t.failed.read },
      () => this.#commands.readMessage(summary.id),
    );
    if (view.openMessageId !== summary.id) return;
    if (!content) {
      this.closeMessage();
      return;
    }
    const revision = view.openMessage?.revision ?? 0;
    view.openMessage = { summary: content.summary, view: content, revision };
    // Whoever has opened a message needs no introduction.
    if (this.#core.model.settings.first_steps) this.#settings.hideOnboarding();
  }

  /** Opens a search hit: its inbox is selected unless all mail is, and the search results stay visible. */
  openSearchHit(message: MessageSummary): void {
    if (!this.#view.isAllMail && message.inbox_id !== this.#view.selectedInboxId)
      this.#changeSelectedInbox(message.inbox_id);
    void this.openMessage(message);
  }

  closeMessage(): void {
    this.#view.openMessage = null;
    if (this.#view.pane === 'reading') this.#view.pane = 'messages';
  }
}
