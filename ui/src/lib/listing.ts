import type { MessageSort, MessageSummary } from '$lib/bindings';
import { t } from '$lib/i18n';

/** How an inbox's list is shown. */
export interface Listing {
  unreadOnly: boolean;
  sort: MessageSort;
}

/** The messages that are wanted, in the order that is wanted; they come newest first. */
export function listed(
  messages: readonly MessageSummary[],
  { unreadOnly, sort }: Listing,
  /** Shown whatever the filter says: nothing vanishes by being read, nor slides up under the mouse by that. */
  stay: ReadonlySet<string>,
): readonly MessageSummary[] {
  const wanted = unreadOnly
    ? messages.filter(({ unread, id }) => unread || stay.has(id))
    : messages;
  switch (sort) {
    case 'newest':
      return wanted;
    case 'oldest':
      return wanted.toReversed();
    case 'sender':
      return by(wanted, (message) => message.from_name || message.from_address);
    case 'subject':
      return by(wanted, (message) => message.subject);
  }
}

function by(
  messages: readonly MessageSummary[],
  key: (message: MessageSummary) => string,
): readonly MessageSummary[] {
  return messages.toSorted((a, b) => t.format.compare(key(a), key(b)));
}
