/** The texts in all languages; components contain none of their own. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FluentResource } from '@fluent/bundle';
import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { parse } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';
import type { SettingsPatch } from '$lib/bindings';
import { createCatalogue, keyPathToFluentId } from '$lib/i18n/fluent-catalogue';
import {
  languageCodes,
  languageOf,
  resolveLocale,
  resources,
  type UiLanguageCode,
} from '$lib/i18n/languages';
import { errorArguments, messageKeys } from '$lib/i18n/message-keys';
import Root from '../src/Root.svelte';
import { createAppOnFakeCore, snapshot } from './fake-core';

const from = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8');
const sourceFiles = readdirSync(join(import.meta.dirname, '../src'), { recursive: true })
  .map(String)
  .filter((name) => /\.(svelte|ts)$/.test(name))
  .map((name) => ({ name, source: from(`src/${name}`) }));

type ArgumentNamesByText = ReadonlyMap<string, readonly string[]>;

/** The contents of the languages' files. */
const files = Object.fromEntries(
  languageCodes.map((code) => [code, from(`../locales/${code}.ftl`)]),
) as Record<UiLanguageCode, string>;

/** The arguments of every message and attribute of a file, including those of referenced messages. */
function argumentsByMessage(source: string): ArgumentNamesByText {
  const patterns = new Map<string, unknown>();
  for (const { id, value, attributes } of new FluentResource(source).body) {
    if (value !== null) patterns.set(id, value);
    for (const [name, pattern] of Object.entries(attributes))
      patterns.set(`${id}.${name}`, pattern);
  }
  const argumentsOf = (node: unknown): string[] => {
    if (typeof node !== 'object' || node === null) return [];
    if ('type' in node && 'name' in node) {
      if (node.type === 'var') return [String(node.name)];
      if (node.type === 'mesg') return argumentsOf(patterns.get(String(node.name)));
    }
    return Object.values(node).flatMap(argumentsOf);
  };
  return new Map(
    [...patterns].map(([id, pattern]) => [id, [...new Set(argumentsOf(pattern))].sort()]),
  );
}

/** The paths of the keys with their arguments. */
function keyPathsWithArguments(
  table: object,
  above: readonly string[] = [],
): [string[], string[]][] {
  return Object.entries(table).flatMap(([key, entry]: [string, unknown]): [string[], string[]][] =>
    Array.isArray(entry)
      ? [[[...above, key], entry.map((name: string) => name.replace('#', '')).sort()]]
      : keyPathsWithArguments(entry as object, [...above, key]),
  );
}

const english = argumentsByMessage(files.en);
const table = keyPathsWithArguments(messageKeys);

describe.each(languageCodes)('the Fluent file of %s', (code) => {
  const messages = argumentsByMessage(files[code]);

  it('is parsed completely', () => {
    const entries = files[code].match(/^[a-zA-Z][\w-]* *=|^ +\.[a-z]+ *=/gm) ?? [];
    expect(messages.size).toBe(entries.length);
    expect(new Set(entries.filter((entry) => !entry.startsWith(' '))).size).toBe(
      entries.filter((entry) => !entry.startsWith(' ')).length,
    );
  });

  it('has all messages of English with the same arguments', () => {
    expect([...messages.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [id, facts] of english) expect([id, messages.get(id)]).toEqual([id, facts]);
  });

  it('declares its direction of writing', () => {
    expect(files[code]).toMatch(/^language-direction = (ltr|rtl)$/m);
  });

  it('has a title and a hint for every error', () => {
    const { errors } = createCatalogue(code, resources[code]);
    const said = Object.values(errors).flatMap((sentence) =>
      ['/old.db', null].map((fact) => {
        const problem = fact && 'It breaks off.';
        const facts = {
          service_message: null,
          retryAt: fact,
          path: fact,
          keychain: fact,
          proxy: fact,
          problem,
        };
        const { title, hint } = sentence(facts);
        expect(title).toMatch(/^(\p{Lu}|\/).{5,}\.$/u);
        expect(hint).toMatch(/^\p{Lu}.{5,}\.$/u);
        expect(title + hint).not.toMatch(/none|null|undefined|\$/);
        return title;
      }),
    );
    expect(new Set(said).size).toBeGreaterThanOrEqual(Object.keys(errors).length);
  });
});

describe('the message keys', () => {
  it('match the messages and their arguments', () => {
    for (const [path, facts] of table)
      expect([path, english.get(keyPathToFluentId(path))]).toEqual([path, facts]);
    for (const [code, facts] of Object.entries(errorArguments)) {
      const id = keyPathToFluentId(['errors', code]);
      const said = [
        ...(english.get(id) ?? ['no title']),
        ...(english.get(`${id}.hint`) ?? ['none']),
      ];
      expect([code, said]).toEqual([code, [...facts]]);
    }
  });

  it('and the shell use every message', () => {
    const window = [
      ...table.map(([path]) => keyPathToFluentId(path)),
      ...Object.keys(errorArguments).map((code) => keyPathToFluentId(['errors', code])),
      'errors-later',
      'language-name',
      'language-direction',
    ];
    // The modules of the shell look messages up by their id.
    const shellFolder = join(import.meta.dirname, '../../src-tauri/src');
    const shell = readdirSync(shellFolder, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.rs'))
      .flatMap((name) => [
        ...from(`../src-tauri/src/${name}`).matchAll(/self\.\w+\(\s*"([a-z-]+)"/g),
      ]);
    const used = new Set([...window, ...shell.map(([, id]) => id)]);
    const unused = [...english.keys()].map((id) => id.split('.')[0]).filter((id) => !used.has(id));
    expect(unused).toEqual([]);
  });

  // Texts of durations are used by the formats only.
  const said = table.filter(([[section]]) => section !== 'times');
  it.each(said.map(([path]) => path.join('.')))('%s is used in the window', (path) => {
    const [section, name, ...chosen] = path.split('.');
    // Texts of one group are chosen by index.
    const word = new RegExp(`\\bt\\.${section}\\.${name}${chosen.length ? '(\\[|\\))' : '\\b'}`);
    expect(sourceFiles.some(({ source }) => word.test(source))).toBe(true);
  });
});

/** Visible texts in a component's markup that do not come from an expression. */
function hardCoded(source: string): string[] {
  const found: string[] = [];
  const READ =
    /^(aria-(label|description|valuetext|roledescription)|title|placeholder|alt|label|hint|text|action)$/;
  const isText = (data: string) => /\p{L}/u.test(data) && !/^https?:\/\//.test(data);
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) return node.forEach(visit);
    if ('type' in node) {
      const { name, type } = node as { name?: string; type: unknown };
      if (type === 'StyleDirective' || (type === 'Attribute' && !READ.test(name ?? ''))) {
        // Code and names; but a snippet within an expression contains markup.
        return visitExpressions(node);
      }
      if (node.type === 'Text' && isText(String((node as { data?: string }).data))) {
        found.push(String((node as { data?: string }).data).trim());
      }
    }
    Object.values(node).forEach(visit);
  };
  const visitExpressions = (attribute: object): void => {
    const { value } = attribute as { value?: unknown };
    for (const part of Array.isArray(value) ? value : [value]) {
      if ((part as { type?: string } | undefined)?.type === 'ExpressionTag') visit(part);
    }
  };
  visit(parse(source, { modern: true }).fragment);
  return found;
}

describe('components', () => {
  it.each([
    ['<p>Hello</p>', ['Hello']],
    ['<p>{t.a.b}: {1} ·</p>', []],
    [
      '<i title="Close" class="x">{#if a}<b aria-label="Ouvrir {a}">{a}</b>{/if}</i>',
      ['Close', 'Ouvrir'],
    ],
    ['<Dialog title="Thư" kind="settings" />', ['Thư']],
    ['{#snippet a()}<p>words</p>{/snippet}<input placeholder="https://a.example" />', ['words']],
    ['<script>const a = "x";</script><style>p { color: red }</style>', []],
  ])('%s is analysed correctly', (source, found) => expect(hardCoded(source)).toEqual(found));

  it.each(sourceFiles.filter(({ name }) => name.endsWith('.svelte')))(
    '$name contains no hard-coded text',
    ({ source }) => expect(hardCoded(source)).toEqual([]),
  );
});

it.each([
  ['system', 'vi-VN', 'vi-VN', 'vi'],
  ['system', 'en-GB', 'en-GB', 'en'],
  ['en', 'en-GB', 'en-GB', 'en'],
  ['vi', 'en-GB', 'vi', 'vi'],
  ['en', 'vi-VN', 'en', 'en'],
  ['system', 'vi_not-a-locale-at-all', 'en', 'en'],
] as const)(
  'language %s on a system with locale %s resolves to %s',
  (chosen, system, locale, language) => {
    expect(resolveLocale(chosen, system)).toBe(locale);
    expect(languageOf(resolveLocale(chosen, system))).toBe(language);
  },
);

it.each(languageCodes)('%s formats small numbers as plain digits', (code) => {
  const platform = new Intl.NumberFormat(code);
  const { format } = createCatalogue(code, resources[code]);
  for (let number = 0; number <= 1001; number++) {
    expect(format.number(number)).toBe(platform.format(number));
  }
  for (const number of [-1, 0.5, 999.5]) {
    expect(format.number(number)).toBe(platform.format(number));
  }
});

it('plurals and numbers follow the language', () => {
  const [en, vi] = (['en', 'vi'] as const).map((code) => createCatalogue(code, resources[code]));
  expect([1, 2].map((count) => en?.messages.attachments(count))).toEqual([
    '1 attachment',
    '2 attachments',
  ]);
  expect([1, 2].map((count) => vi?.messages.attachments(count))).toEqual([
    '1 tệp đính kèm',
    '2 tệp đính kèm',
  ]);
  expect(en?.quota.used(12_480, 50_000)).toBe('12,480 / 50,000 requests');
  expect(vi?.quota.used(12_480, 50_000)).toBe('12.480 / 50.000 yêu cầu');
  expect(vi?.format.timeAgo('2026-06-28T09:35:00Z', Date.parse('2026-06-28T09:40:00Z'))).toBe(
    '5 phút trước',
  );
});

describe('the window', () => {
  it('changes its language at once', async () => {
    const first = snapshot();
    const { app, emitChange } = await createAppOnFakeCore(first);
    render(Root, { props: { app } });
    const user = userEvent.setup();
    await user.click(screen.getByTestId('settings-open'));
    const select = screen.getByTestId<HTMLSelectElement>('setting-language');
    expect([...select.options].map((option) => option.text.trim())).toEqual([
      'As the system (English)',
      'English',
      'Tiếng Việt',
    ]);
    emitChange({ kind: 'settings', settings: { ...first.settings, language: 'vi' } });
    await waitFor(() => expect(document.documentElement.lang).toBe('vi'));
    expect(screen.getByRole('heading', { name: 'Cài đặt' })).toBeTruthy();
    expect(screen.getByRole('checkbox', { name: 'Thông báo khi có thư mới' })).toBeTruthy();
    expect(screen.getByTestId('create-inbox').textContent).toContain('Địa chỉ mới');
    expect(select.value).toBe('vi');
    expect(select.options[0]?.text.trim()).toBe('Theo hệ thống (English)');

    emitChange({ kind: 'settings', settings: { ...first.settings, language: 'en' } });
    await waitFor(() => expect(document.documentElement.lang).toBe('en'));
    expect(screen.getByTestId('create-inbox').textContent).toContain('New address');
  });

  it('sends the chosen language', async () => {
    const patches: SettingsPatch[] = [];
    const { app } = await createAppOnFakeCore(
      snapshot(),
      {},
      {
        updateSettings: async (patch) => {
          patches.push(patch);
          return null;
        },
      },
    );
    render(Root, { props: { app } });
    const user = userEvent.setup();
    await user.click(screen.getByTestId('settings-open'));
    await user.selectOptions(screen.getByTestId('setting-language'), 'Tiếng Việt');
    expect(patches).toEqual([{ language: 'vi' }]);
  });

  it('follows the system until the user chooses', async () => {
    const { app } = await createAppOnFakeCore(snapshot({ system_locale: 'vi-VN' }));
    render(Root, { props: { app } });
    await waitFor(() => expect(document.documentElement.lang).toBe('vi-VN'));
    expect(screen.getByTestId('create-inbox').textContent).toContain('Địa chỉ mới');
  });
});
