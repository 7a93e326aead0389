import type { Language } from '$lib/bindings';
import en from '$locales/en.ftl';
import vi from '$locales/vi.ftl';
import type { FluentResourceLoader } from './fluent-catalogue';

export type UiLanguageCode = Exclude<Language, 'system'>;

/** The Fluent resource of every language. */
export const resources: Record<UiLanguageCode, FluentResourceLoader> = { en, vi };

export const languageCodes = Object.keys(resources) as UiLanguageCode[];

/** The language of a locale, given as a BCP 47 tag; English where Mayfly has no texts in it. */
export function languageOf(locale: string): UiLanguageCode {
  const language = locale.split('-')[0]?.toLowerCase();
  return languageCodes.find((code) => code === language) ?? 'en';
}

/** The canonical form of a locale; its language alone where the platform rejects it. */
function canonicalizeLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? languageOf(locale);
  } catch {
    return languageOf(locale);
  }
}

/**
 * The locale of texts, dates and numbers. Where the user chose the system's language by name, the system's region is
 * kept.
 */
export function resolveLocale(chosen: Language, system: string): string {
  return chosen === 'system' || chosen === languageOf(system) ? canonicalizeLocale(system) : chosen;
}
