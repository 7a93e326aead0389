import type { ErrorView, InboxImportFault } from '$lib/bindings';
import { t } from './current-language.svelte';
import type { ErrorExplanation } from './fluent-catalogue';

export { applyLanguage, languages, systemLanguageName, t } from './current-language.svelte';

/** Explains an error: what happened, what to do, and the service's own words. */
export function explainError(
  error: ErrorView,
  now: number,
): ErrorExplanation & { quotation: string | null } {
  const { retry_at, import_fault, ...facts } = error.details;
  // A newer core may send codes that this window does not know.
  const explain = t.errors[error.code] ?? t.errors.internal;
  return {
    ...explain({
      ...facts,
      retryAt: retry_at ? t.format.dateTime(retry_at, now) : null,
      problem: import_fault ? explainImportFault(import_fault) : null,
    }),
    // The service's words about a refused API key are meant for programs and add nothing.
    quotation:
      facts.service_message && error.code !== 'key_refused'
        ? t.app.serviceSays(facts.service_message)
        : null,
  };
}

/** Says what is wrong with a file that should be imported, and where. */
function explainImportFault(fault: InboxImportFault): string {
  // As texts: a line's number is an identifier, which is not grouped into thousands.
  const text = (at: number | null) => (at === null ? 'none' : String(at));
  const [line, column, entry] = [text(fault.line), text(fault.column), text(fault.entry)];
  switch (fault.reason) {
    case 'unopenable':
      return t.importFaults.unopenable;
    case 'too_large':
      return t.importFaults.tooLarge;
    case 'too_many':
      return t.importFaults.tooMany;
    case 'not_text':
      return t.importFaults.notText(line, column);
    case 'truncated':
      return t.importFaults.truncated(line, column);
    case 'not_json':
      return t.importFaults.notJson(line, column);
    case 'not_inbox_list':
      return t.importFaults.notInboxList;
    case 'newer_version':
      return t.importFaults.newerVersion;
    case 'missing_field':
      return t.importFaults.missingField(entry, line, fault.field ?? '');
    case 'invalid_value':
      return fault.field === null
        ? t.importFaults.invalidEntry(entry, line, column)
        : t.importFaults.invalidValue(entry, fault.field, line, column);
    case 'invalid_address':
      return t.importFaults.invalidAddress(entry, line, column);
  }
}
