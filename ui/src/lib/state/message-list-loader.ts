import type { ErrorView, InboxId } from '$lib/bindings';
import { toErrorView } from '$lib/to-error-view';
import { t } from '$lib/i18n';
import type { CoreCommands } from './core-commands';
import {
  addFirstMessagePage,
  recordMessageListFailure,
  applyMessageListResponse,
  markMessageListRequested,
  type CoreModel,
} from './core-model';
import type { CoreStateCopy } from './core-state.svelte';
import type { Feedback } from './feedback.svelte';
import type { FilteredMessageList } from './message-list-filter.svelte';
import type { WindowNavigationState } from './view-state.svelte';

/** From this number of messages on, the first page of a list is requested as well. */
const LONG_LIST = 1000;
const PAGE_SIZE = 100;

/** Loads the messages of inboxes into the model. */
export class MessageListLoader {
  readonly #commands: CoreCommands;
  readonly #core: CoreStateCopy;
  readonly #feedback: Feedback;
  readonly #view: WindowNavigationState;
  readonly #list: FilteredMessageList;

  constructor(
    commands: CoreCommands,
    core: CoreStateCopy,
    feedback: Feedback,
    view: WindowNavigationState,
    list: FilteredMessageList,
  ) {
    this.#commands = commands;
    this.#core = core;
    this.#feedback = feedback;
    this.#view = view;
    this.#list = list;
  }

  isRefreshingInbox(inboxId: InboxId): boolean {
    return this.#feedback.isRunning({ kind: 'refresh-inbox', inboxId });
  }

  /** Loads the cached messages of an inbox. A failure is shown in place of the list. */
  async loadMessages(inboxId: InboxId): Promise<void> {
    void this.#loadFirstPageOfLongList(inboxId);
    await this.#requestMessageList(inboxId, false);
  }

  /** Loads the selected inbox's messages again after a failure. */
  retryLoadingMessages(): void {
    const { selectedInboxId } = this.#view;
    if (selectedInboxId !== null) void this.loadMessages(selectedInboxId);
  }

  /** Checks the selected inbox for new mail now. */
  async refreshSelectedInbox(): Promise<void> {
    const inboxId = this.#view.selectedInboxId;
    if (inboxId === null || this.isRefreshingInbox(inboxId)) return;
    await this.#feedback.runAction(
      { kind: 'refresh-inbox', inboxId },
      { failureText: () => t.failed.refresh },
      async () => {
        const error = await this.#requestMessageList(inboxId, true);
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- the core's errors are plain objects
        if (error) throw error;
      },
    );
  }

  async #requestMessageList(inboxId: InboxId, refresh: boolean): Promise<ErrorView | null> {
    this.#core.replaceModel(markMessageListRequested(this.#core.model, inboxId));
    try {
      const messages = await this.#commands.listMessages(inboxId, refresh);
      this.#updateModelIfInboxPresent(inboxId, (model) =>
        applyMessageListResponse(model, inboxId, messages),
      );
      return null;
    } catch (thrown) {
      const error = toErrorView(thrown);
      this.#updateModelIfInboxPresent(inboxId, (model) =>
        recordMessageListFailure(model, inboxId, error),
      );
      return error;
    }
  }

  /** Loads the first page of a long list, which arrives earlier. A failure is reported by the list itself. */
  async #loadFirstPageOfLongList(inboxId: InboxId): Promise<void> {
    const inbox = this.#core.findInbox(inboxId);
    const isShown = this.#core.model.messagesByInbox[inboxId]?.messages.length;
    if (!inbox || inbox.total < LONG_LIST || isShown) return;
    try {
      const { options } = this.#list;
      const { messages } = await this.#commands.listMessagePage(inboxId, options, PAGE_SIZE, null);
      this.#updateModelIfInboxPresent(inboxId, (model) =>
        addFirstMessagePage(model, inboxId, messages),
      );
    } catch {
      // The list reports it.
    }
  }

  /** The inbox may have been removed since its list was requested. */
  #updateModelIfInboxPresent(inboxId: InboxId, update: (model: CoreModel) => CoreModel): void {
    if (this.#core.findInbox(inboxId)) this.#core.replaceModel(update(this.#core.model));
  }
}
