/** Creates the catalogue of typed texts from a language's Fluent resource. */

import {
  FluentBundle,
  FluentNumber,
  type FluentResource,
  type FluentVariable,
  type Scope,
} from '@fluent/bundle';
import type { ErrorCode, ErrorTextValues } from '$lib/bindings';
import { defineLazyProperty, memoize } from './memoize';
import { createLocaleFormat, type LocaleFormat } from './locale-format';
import { errorArguments, messageKeys } from './message-keys';
import { isWrittenAsPlainDigits } from './is-plain-integer';

/** The explanation of an error: what happened, and what to do about it. */
export interface ErrorExplanation {
  title: string;
  hint: string;
}

/** The details of an error, with its time and what is wrong with an imported file as texts. */
export interface FormattedErrorTextValues extends Omit<
  ErrorTextValues,
  'retry_at' | 'import_fault'
> {
  retryAt: string | null;
  problem: string | null;
}

type TextArguments<Names> = {
  [Index in keyof Names]: Names[Index] extends `#${string}` ? number : string;
};

/** A text without arguments is a string, any other is a function of its arguments. */
type Texts<Table> = {
  readonly [Key in keyof Table]: Table[Key] extends readonly []
    ? string
    : Table[Key] extends readonly string[]
      ? (...args: TextArguments<Table[Key]>) => string
      : Texts<Table[Key]>;
};

/** All texts of the window in one language, and the formats of its locale. */
export interface TextCatalogue extends Texts<typeof messageKeys> {
  readonly format: LocaleFormat;
  readonly errors: Record<ErrorCode, (details: FormattedErrorTextValues) => ErrorExplanation>;
}

/** The Fluent message id of a key, given as its path. */
export function keyPathToFluentId(path: readonly string[]): string {
  return path
    .join('-')
    .replaceAll('_', '-')
    .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Returns a language's Fluent resource. It was parsed at build time and is unpacked at the first call. */
export type FluentResourceLoader = () => FluentResource;

/** A number that is formatted without the platform where its digits are enough. */
class FastFluentNumber extends FluentNumber {
  override toString(scope?: Scope): string {
    return isWrittenAsPlainDigits(this.value) ? String(this.value) : super.toString(scope);
  }
}

export function createBundle(locale: string, load: FluentResourceLoader): FluentBundle {
  // Isolation marks would be copied along with addresses and codes; untrusted texts are isolated by <bdi>.
  const bundle = new FluentBundle(locale, { useIsolating: false });
  for (const error of bundle.addResource(load())) throw error;
  return bundle;
}

/** Formats a message or one of its attributes. A missing message is shown as its id. */
export function formatMessage(
  bundle: FluentBundle,
  id: string,
  args: Record<string, FluentVariable> = {},
  attribute?: string,
): string {
  const message = bundle.getMessage(id);
  const pattern = attribute === undefined ? message?.value : message?.attributes[attribute];
  // Errors are collected in the list instead of thrown.
  return pattern ? bundle.formatPattern(pattern, args, []) : id;
}

/** Creates the catalogue of a language. Each text is formatted when it is first read: most are rarely shown. */
export function createCatalogue(locale: string, load: FluentResourceLoader): TextCatalogue {
  const getBundle = memoize(() => createBundle(locale, load));
  const catalogue = createTranslationSection(getBundle, messageKeys, []) as TextCatalogue;
  defineLazyProperty(catalogue, 'format', () => createLocaleFormat(locale, catalogue.times));
  defineLazyProperty(catalogue, 'errors', () => createErrorExplanations(getBundle()));
  return catalogue;
}

function createErrorExplanations(bundle: FluentBundle): TextCatalogue['errors'] {
  const errors = Object.keys(errorArguments).map((code) => {
    const id = keyPathToFluentId(['errors', code]);
    const explain = ({
      retryAt,
      path,
      keychain,
      proxy,
      problem,
    }: FormattedErrorTextValues): ErrorExplanation => {
      const args = {
        retryAt: retryAt ?? 'none',
        path: path ?? 'none',
        keychain: keychain ?? 'none',
        proxy: proxy ?? 'none',
        problem: problem ?? 'none',
      };
      return {
        title: formatMessage(bundle, id, args),
        hint: formatMessage(bundle, id, args, 'hint'),
      };
    };
    return [code, explain];
  });
  return Object.fromEntries(errors) as TextCatalogue['errors'];
}

interface MessageKeyTree {
  readonly [key: string]: readonly string[] | MessageKeyTree;
}

function createTranslationSection(
  getBundle: () => FluentBundle,
  table: MessageKeyTree,
  parentPath: readonly string[],
): object {
  const section = {};
  for (const [key, entry] of Object.entries(table)) {
    const path = [...parentPath, key];
    defineLazyProperty(section, key, () =>
      isArgumentNames(entry)
        ? createTextOrFormatter(getBundle(), path, entry)
        : createTranslationSection(getBundle, entry, path),
    );
  }
  return section;
}

/** A formatted text, or a function that formats it with its arguments. */
function createTextOrFormatter(
  bundle: FluentBundle,
  path: readonly string[],
  argumentNames: readonly string[],
) {
  const id = keyPathToFluentId(path);
  if (argumentNames.length === 0) return formatMessage(bundle, id);
  const names = argumentNames.map((name) => name.replace('#', ''));
  const toFluentVariable = (value: FluentVariable = '') =>
    typeof value === 'number' ? new FastFluentNumber(value) : value;
  return (...values: FluentVariable[]) =>
    formatMessage(
      bundle,
      id,
      Object.fromEntries(names.map((name, index) => [name, toFluentVariable(values[index])])),
    );
}

function isArgumentNames(entry: readonly string[] | MessageKeyTree): entry is readonly string[] {
  return Array.isArray(entry);
}
