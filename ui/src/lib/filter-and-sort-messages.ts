import type {
  MessageFilter,
  MessageId,
  MessageFilterAndOrder,
  MessageSummary,
} from '$lib/bindings';
import { t } from '$lib/i18n';

/** Filters and sorts messages, which are given newest first. Retained messages pass the filter although they are read. */
export function filterAndSortMessages(
  messages: readonly MessageSummary[],
  { filter, sort }: MessageFilterAndOrder,
  retainedIds: ReadonlySet<MessageId>,
): readonly MessageSummary[] {
  const filtered = Object.values(filter).includes(true)
    ? messages.filter((message) => passesFilter(message, filter, retainedIds.has(message.id)))
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

/** Whether a message has the properties that are asked for. */
export function passesFilter(
  { unread, code, attachments }: MessageSummary,
  filter: MessageFilter,
  isRetained: boolean,
): boolean {
  return (
    (!filter.unread || unread || isRetained) &&
    (!filter.with_code || code !== null) &&
    (!filter.with_attachments || attachments > 0)
  );
}

function sortByText(
  messages: readonly MessageSummary[],
  textOf: (message: MessageSummary) => string,
): readonly MessageSummary[] {
  return messages.toSorted((a, b) => t.format.compareTexts(textOf(a), textOf(b)));
}
