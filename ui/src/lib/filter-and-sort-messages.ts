import type { MessageId, MessageListOptions, MessageSummary } from '$lib/bindings';
import { t } from '$lib/i18n';

/** Filters and sorts messages, which are given newest first. Retained messages pass the filter although they are read. */
export function filterAndSortMessages(
  messages: readonly MessageSummary[],
  { unread_only, sort }: MessageListOptions,
  retainedIds: ReadonlySet<MessageId>,
): readonly MessageSummary[] {
  const filtered = unread_only
    ? messages.filter(({ unread, id }) => unread || retainedIds.has(id))
    : messages;
  switch (sort) {
    case 'newest':
      return filtered;
    case 'oldest':
      return filtered.toReversed();
    case 'sender':
      return sortByText(filtered, (message) => message.from_name || message.from_address);
    case 'subject':
      return sortByText(filtered, (message) => message.subject);
  }
}

function sortByText(
  messages: readonly MessageSummary[],
  textOf: (message: MessageSummary) => string,
): readonly MessageSummary[] {
  return messages.toSorted((a, b) => t.format.compareTexts(textOf(a), textOf(b)));
}
