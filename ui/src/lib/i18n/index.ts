import type { ErrorView } from '$lib/bindings';
import { t } from './current.svelte';
import type { ErrorSentence } from './fluent';

export { follow, languages, systemLanguage, t } from './current.svelte';

/** An error as sentences: what happened, what to do, and what the service itself said. */
export function explain(
  error: ErrorView,
  now: number,
): ErrorSentence & { quotation: string | null } {
  const { retry_at, ...facts } = error.details;
  // A newer core may know codes this window doesn't.
  const sentence = t.errors[error.code] ?? t.errors.internal;
  return {
    ...sentence({ ...facts, retryAt: retry_at ? t.format.moment(retry_at, now) : null }),
    // Of a key there is nothing more to say, and services say it in a word for programs.
    quotation:
      facts.service_message && error.code !== 'key_refused'
        ? t.app.serviceSays(facts.service_message)
        : null,
  };
}
