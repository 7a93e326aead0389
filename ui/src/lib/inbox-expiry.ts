import type { InboxView } from '$lib/bindings';
import { t } from '$lib/i18n';

export interface InboxExpiryDescription {
  text: string;
  /** The part of the inbox's life that is left, from 1 to 0; null where its end is unknown or past. */
  fractionLeft: number | null;
  /** It expires soon. */
  urgent: boolean;
}

/** Whether an inbox still receives mail. */
export function isReceivingMail({ state }: InboxView): boolean {
  return state === 'active' || state === 'expiring';
}

/** Describes how long an inbox has left, or how it ended. */
export function describeInboxExpiry(inbox: InboxView, now: number): InboxExpiryDescription {
  const expiresAt = inbox.expires_at ? Date.parse(inbox.expires_at) : NaN;
  const endedDescription = (text: string) => ({ text, fractionLeft: null, urgent: false });
  switch (inbox.state) {
    case 'replaced':
      return endedDescription(t.inboxes.replaced);
    case 'deleted':
      return endedDescription(t.inboxes.deleted);
    case 'expired':
      return endedDescription(
        inbox.expires_at && expiresAt <= now
          ? t.inboxes.expiredAgo(t.format.timeAgo(inbox.expires_at, now))
          : t.inboxes.expired,
      );
    case 'active':
    case 'expiring': {
      if (inbox.gone_recheck_at) {
        return { text: t.inboxes.reportedGone, fractionLeft: null, urgent: true };
      }
      if (Number.isNaN(expiresAt)) return endedDescription(t.inboxes.noEnd);
      const left = expiresAt - now;
      // The core decides when it has expired; until then the countdown stays at its end.
      if (left <= 0) return { text: t.inboxes.ending, fractionLeft: 0, urgent: true };
      const lifetime = expiresAt - Date.parse(inbox.created_at);
      return {
        text: t.inboxes.timeLeft(t.format.duration(left)),
        fractionLeft: lifetime > 0 ? Math.min(1, left / lifetime) : 1,
        urgent: inbox.state === 'expiring',
      };
    }
  }
}
