/** The language in use. Whatever reads a text in a template or a derived value follows it. */

import type { Settings } from '$lib/bindings';
import { bundle, catalogue, say, type Catalogue } from './fluent';
import { codes, languageOf, localeOf, sources, type LanguageCode } from './languages';
import { later } from './once';

const START = 'en';

let locale = START;
let current = $state.raw(catalogue(START, sources[START]));

/** Every text of the window, in the language in use. Components read texts from here alone. */
export const t: Catalogue = new Proxy({} as Catalogue, {
  get: (_, section) => current[section as keyof Catalogue],
});

/** What the languages call themselves. */
export const languages = codes.map((code) => {
  const language = { code, name: '' };
  later(language, 'name', () => say(bundle(code, sources[code]), 'language-name'));
  return language as { readonly code: LanguageCode; readonly name: string };
});

/** What the system's language calls itself. */
export function systemLanguage(systemLocale: string): string {
  const code = languageOf(systemLocale);
  return languages.find((language) => language.code === code)?.name ?? code;
}

/** Speaks as the user or else the system wishes. */
export function follow(settings: Settings, systemLocale: string): void {
  const wanted = localeOf(settings.language, systemLocale);
  if (wanted === locale) return;
  locale = wanted;
  const source = sources[languageOf(wanted)];
  current = catalogue(wanted, source);
  // The page says so too: for screen readers, hyphens and the direction of the layout.
  document.documentElement.lang = wanted;
  document.documentElement.dir = say(bundle(wanted, source), 'language-direction');
}
