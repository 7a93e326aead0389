import type { Language } from '$lib/bindings';
import en from '$locales/en.ftl';
import vi from '$locales/vi.ftl';
import type { Source } from './fluent';

export type LanguageCode = Exclude<Language, 'system'>;

/** What reads the file of every language; the type refuses a list that lacks one. */
export const sources: Record<LanguageCode, Source> = { en, vi };

export const codes = Object.keys(sources) as LanguageCode[];

/** The language of a locale, given as a BCP 47 tag; English for one without texts. */
export function languageOf(locale: string): LanguageCode {
  const language = locale.split('-')[0]?.toLowerCase();
  return codes.find((code) => code === language) ?? 'en';
}

/** A locale that the platform takes; of one it doesn't, such as from an odd environment, the language alone. */
function taken(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? languageOf(locale);
  } catch {
    return languageOf(locale);
  }
}

/**
 * The locale that texts, dates and numbers are written in. The system's region is kept where the user chose the
 * system's language by name.
 */
export function localeOf(chosen: Language, system: string): string {
  return chosen === 'system' || chosen === languageOf(system) ? taken(system) : chosen;
}
