import type { InboxView } from '$lib/bindings';
import { t } from '$lib/i18n';

export interface Expiry {
  text: string;
  /** The part of its life that is left, from 1 to 0; null where no end is known. */
  fraction: number | null;
  /** It ends soon, or has. */
  urgent: boolean;
}

/** Whether mail can still come to it. */
export function receives(inbox: InboxView): boolean {
  return inbox.state === 'active' || inbox.state === 'expiring';
}

/** What a row says about how long an inbox has left. */
export function expiry(inbox: InboxView, now: number): Expiry {
  const ends = inbox.expires_at ? Date.parse(inbox.expires_at) : NaN;
  switch (inbox.state) {
    case 'replaced':
      return { text: t.inboxes.replaced, fraction: null, urgent: false };
    case 'deleted':
      return { text: t.inboxes.deleted, fraction: null, urgent: false };
    case 'expired':
      return {
        text:
          inbox.expires_at && ends <= now
            ? t.inboxes.expiredAgo(t.format.ago(inbox.expires_at, now))
            : t.inboxes.expired,
        fraction: null,
        urgent: false,
      };
    case 'active':
    case 'expiring': {
      if (Number.isNaN(ends)) return { text: t.inboxes.noEnd, fraction: null, urgent: false };
      const left = ends - now;
      // The core says when it is over; until then the window only stops counting.
      if (left <= 0) return { text: t.inboxes.ending, fraction: 0, urgent: true };
      const life = ends - Date.parse(inbox.created_at);
      return {
        text: t.inboxes.timeLeft(t.format.duration(left)),
        fraction: life > 0 ? Math.min(1, left / life) : 1,
        urgent: inbox.state === 'expiring',
      };
    }
  }
}
