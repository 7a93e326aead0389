import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const src = 'src';
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(svelte|css)$/.test(name))
  .map((name) => {
    const text = readFileSync(`${src}/${name}`, 'utf8');
    return {
      name,
      css: name.endsWith('.css') ? text : (/<style>([^]*)<\/style>/.exec(text)?.[1] ?? ''),
    };
  })
  .filter(({ css }) => css !== '');

/** Declarations with physical sides, which would be wrong in right-to-left languages. */
function physicalSideDeclarations(css: string): string[] {
  const found =
    css.match(/^\s*(?:(?:margin|padding|border)-)?(?:left|right)(?:-[a-z]+)?:[^;]*;/gm) ?? [];
  const aligned = css.match(/^\s*(?:text-align|float|clear):\s*(?:left|right);/gm) ?? [];
  const four = [...css.matchAll(/^\s*(?:margin|padding|inset):\s*(\S+) (\S+) (\S+) (\S+);/gm)]
    .filter(([, , right, , left]) => right !== left)
    .map(([text]) => text);
  return [...found, ...aligned, ...four].map((text) => text.trim());
}

describe('the layout', () => {
  it.each(files)('of $name uses logical properties only', ({ css }) => {
    expect(physicalSideDeclarations(css)).toEqual([]);
  });

  it('check detects physical properties', () => {
    const css =
      '\n  padding: 1px 2px 3px 4px;\n  margin-left: 1px;\n  text-align: right;\n  inset: 0 1px 0 1px;\n';
    expect(physicalSideDeclarations(css)).toEqual([
      'margin-left: 1px;',
      'text-align: right;',
      'padding: 1px 2px 3px 4px;',
    ]);
  });
});
