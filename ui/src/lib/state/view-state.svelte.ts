import type { InboxId, MessageId, MessageSummary, MessageView } from '$lib/bindings';
import type { CoreStateCopy } from './core-state.svelte';

/** One of the three panes; a narrow window shows one at a time. */
export type Pane = 'inboxes' | 'messages' | 'reading';

export interface OpenMessage {
  summary: MessageSummary;
  /** Null until the core answered. */
  view: MessageView | null;
  /** How often the document changed: each revision needs a frame of its own. */
  revision: number;
}

/** Owns what the window shows: the selected inbox, the open message and the visible pane. */
export class WindowNavigationState {
  readonly #core: CoreStateCopy;
  /** Null while the mail of all inboxes is listed. */
  selectedInboxId = $state<InboxId | null>(null);
  /** Whether the mail of all inboxes is listed. */
  isAllMail = $state(false);
  openMessage = $state.raw<OpenMessage | null>(null);
  pane = $state<Pane>('inboxes');
  /** The message that the user wants to see as plain text. */
  plainTextMessageId = $state<MessageId | null>(null);
  /** Messages opened since the inbox was selected or the list's options were changed. */
  visitedMessageIds = $state.raw<readonly MessageId[]>([]);

  readonly selectedInbox = $derived.by(() => this.#core.findInbox(this.selectedInboxId));
  readonly inboxMessages = $derived.by(() =>
    this.selectedInboxId === null
      ? null
      : (this.#core.model.messagesByInbox[this.selectedInboxId] ?? null),
  );

  constructor(core: CoreStateCopy) {
    this.#core = core;
  }

  get openMessageId(): MessageId | null {
    return this.openMessage?.summary.id ?? null;
  }

  togglePlainText(messageId: MessageId): void {
    this.plainTextMessageId = this.plainTextMessageId === messageId ? null : messageId;
  }
}
