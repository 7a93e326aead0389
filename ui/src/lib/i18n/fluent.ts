/** Texts out of Fluent files, as the catalogue that components read. */

import {
  FluentBundle,
  FluentNumber,
  type FluentResource,
  type FluentVariable,
  type Scope,
} from '@fluent/bundle';
import type { ErrorCode, ErrorDetails } from '$lib/bindings';
import { formats, type Formats } from './format';
import { later, once } from './once';
import { isPlain } from './plain';
import { errorFacts, texts } from './texts';

/** What happened, and what to do about it. */
export interface ErrorSentence {
  title: string;
  hint: string;
}

/** Facts of an error, times already written for people. */
export interface ErrorFacts extends Omit<ErrorDetails, 'retry_at'> {
  retryAt: string | null;
}

type Facts<Names> = {
  [Index in keyof Names]: Names[Index] extends `#${string}` ? number : string;
};

/** A text without facts is a value, another is a function of its facts. */
type Texts<Table> = {
  readonly [Key in keyof Table]: Table[Key] extends readonly []
    ? string
    : Table[Key] extends readonly string[]
      ? (...facts: Facts<Table[Key]>) => string
      : Texts<Table[Key]>;
};

export interface Catalogue extends Texts<typeof texts> {
  readonly format: Formats;
  readonly errors: Record<ErrorCode, (facts: ErrorFacts) => ErrorSentence>;
}

/** The message of a text: its path in words of small letters. */
export function idOf(path: readonly string[]): string {
  return path
    .join('-')
    .replaceAll('_', '-')
    .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** A language's file, taken apart when the window was built; only the language that is spoken is unpacked. */
export type Source = () => FluentResource;

/** A count of something. */
class Count extends FluentNumber {
  override toString(scope?: Scope): string {
    return isPlain(this.value) ? String(this.value) : super.toString(scope);
  }
}

/** What a locale's files say. */
export function bundle(locale: string, source: Source): FluentBundle {
  // Isolation marks would be copied along with addresses and codes; strangers' words have <bdi> of their own.
  const made = new FluentBundle(locale, { useIsolating: false });
  for (const error of made.addResource(source())) throw error;
  return made;
}

/** A message's value, or an attribute of it. A text that isn't there is its own name: better than nothing. */
export function say(
  from: FluentBundle,
  id: string,
  facts: Record<string, FluentVariable> = {},
  attribute?: string,
): string {
  const message = from.getMessage(id);
  const pattern = attribute === undefined ? message?.value : message?.attributes[attribute];
  // With a list for errors nothing is thrown.
  return pattern ? from.formatPattern(pattern, facts, []) : id;
}

/** Everything the window says in one language. Most of it is seldom said: each text is made when first read. */
export function catalogue(locale: string, source: Source): Catalogue {
  const from = once(() => bundle(locale, source));
  const made = section(from, texts, []) as Catalogue;
  later(made, 'format', () => formats(locale, made.times));
  later(made, 'errors', () => sentences(from()));
  return made;
}

function sentences(from: FluentBundle): Catalogue['errors'] {
  const errors = Object.keys(errorFacts).map((code) => {
    const id = idOf(['errors', code]);
    const sentence = ({ retryAt, path }: ErrorFacts): ErrorSentence => {
      const facts = { retryAt: retryAt ?? 'none', path: path ?? 'none' };
      return { title: say(from, id, facts), hint: say(from, id, facts, 'hint') };
    };
    return [code, sentence];
  });
  return Object.fromEntries(errors) as Catalogue['errors'];
}

interface Table {
  readonly [key: string]: readonly string[] | Table;
}

function section(from: () => FluentBundle, table: Table, above: readonly string[]): object {
  const made = {};
  for (const [key, entry] of Object.entries(table)) {
    const path = [...above, key];
    later(made, key, () =>
      isNames(entry) ? text(from(), path, entry) : section(from, entry, path),
    );
  }
  return made;
}

/** A text without facts, or what makes one of its facts. */
function text(from: FluentBundle, path: readonly string[], facts: readonly string[]) {
  const id = idOf(path);
  if (facts.length === 0) return say(from, id);
  const names = facts.map((name) => name.replace('#', ''));
  const fact = (value: FluentVariable = '') =>
    typeof value === 'number' ? new Count(value) : value;
  return (...values: FluentVariable[]) =>
    say(from, id, Object.fromEntries(names.map((name, at) => [name, fact(values[at])])));
}

function isNames(entry: readonly string[] | Table): entry is readonly string[] {
  return Array.isArray(entry);
}
