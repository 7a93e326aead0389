/** The texts in the current language. Templates and derived values that read them follow a change of language. */

import type { Settings } from '$lib/bindings';
import {
  createBundle,
  createCatalogue,
  formatMessage,
  type TextCatalogue,
} from './fluent-catalogue';
import {
  languageCodes,
  languageOf,
  resolveLocale,
  resources,
  type UiLanguageCode,
} from './languages';
import { defineLazyProperty } from './memoize';

const INITIAL_LOCALE = 'en';

let locale = INITIAL_LOCALE;
let catalogue = $state.raw(createCatalogue(INITIAL_LOCALE, resources[INITIAL_LOCALE]));

/** Every text of the window, in the current language. */
export const t: TextCatalogue = new Proxy({} as TextCatalogue, {
  get: (_, section) => catalogue[section as keyof TextCatalogue],
});

/** The languages with their names in themselves. */
export const languages = languageCodes.map((code) => {
  const language: { readonly code: UiLanguageCode; readonly name: string } = { code, name: '' };
  defineLazyProperty(language, 'name', () =>
    formatMessage(createBundle(code, resources[code]), 'language-name'),
  );
  return language;
});

/** The name of the system's language in itself. */
export function systemLanguageName(systemLocale: string): string {
  const code = languageOf(systemLocale);
  return languages.find((language) => language.code === code)?.name ?? code;
}

/** Switches to the language of the settings, or to the system's where none is chosen. */
export function applyLanguage(settings: Settings, systemLocale: string): void {
  const newLocale = resolveLocale(settings.language, systemLocale);
  if (newLocale === locale) return;
  locale = newLocale;
  const resource = resources[languageOf(newLocale)];
  catalogue = createCatalogue(newLocale, resource);
  // Screen readers, hyphenation and the direction of the layout follow the document.
  document.documentElement.lang = newLocale;
  document.documentElement.dir = formatMessage(
    createBundle(newLocale, resource),
    'language-direction',
  );
}
