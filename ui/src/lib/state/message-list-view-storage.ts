import type { MessageId, MessageFilterAndOrder } from '$lib/bindings';

/** What the message list showed when a message was opened from it. */
export interface SavedMessageListState {
  options: MessageFilterAndOrder;
  /** The search query; empty without a search. */
  query: string;
  /** Whether the mail of all inboxes was listed. */
  isAllMail: boolean;
}

/** Outlives the page's process, and ends with the window; WebKit keeps it in memory. */
const STORAGE_KEY = 'list-view';

/** Stores the list's view with the message that is opened from it. */
export function storeMessageListView(messageId: MessageId, view: SavedMessageListState): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ messageId, ...view }));
  } catch {
    // Without storage the list starts with its defaults.
  }
}

/** Returns the list's view when this message was opened last; null if another one was. */
export function loadMessageListView(messageId: MessageId): SavedMessageListState | null {
  try {
    const stored = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? 'null') as
      (SavedMessageListState & { messageId: MessageId }) | null;
    if (stored?.messageId !== messageId) return null;
    return { options: stored.options, query: stored.query, isAllMail: stored.isAllMail };
  } catch {
    return null;
  }
}
