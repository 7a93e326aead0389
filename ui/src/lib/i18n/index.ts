import type { ErrorView } from '$lib/bindings';
import { t } from './current-language.svelte';
import type { ErrorExplanation } from './fluent-catalogue';

export { applyLanguage, languages, systemLanguageName, t } from './current-language.svelte';

/** Explains an error: what happened, what to do, and the service's own words. */
export function explainError(
  error: ErrorView,
  now: number,
): ErrorExplanation & { quotation: string | null } {
  const { retry_at, ...facts } = error.details;
  // A newer core may send codes that this window does not know.
  const explain = t.errors[error.code] ?? t.errors.internal;
  return {
    ...explain({ ...facts, retryAt: retry_at ? t.format.dateTime(retry_at, now) : null }),
    // The service's words about a refused API key are meant for programs and add nothing.
    quotation:
      facts.service_message && error.code !== 'key_refused'
        ? t.app.serviceSays(facts.service_message)
        : null,
  };
}
