import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { FluentResource } from '@fluent/bundle';
import { svelteTesting } from '@testing-library/svelte/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const resolvePath = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Parses the languages' Fluent files at build time instead of every time a window opens. */
const fluentPlugin: Plugin = {
  name: 'fluent',
  transform(source, id) {
    if (!id.endsWith('.ftl')) return null;
    const resource = JSON.stringify(new FluentResource(source));
    return {
      code: `let resource; export default () => (resource ??= JSON.parse(${JSON.stringify(resource)}))`,
      map: null,
    };
  },
};

/**
 * Escapes all characters beyond ASCII. A script with one character beyond Latin 1 is kept with two bytes for each of its
 * characters and takes twice as long to parse. Such characters occur in strings only.
 */
const asciiPlugin: Plugin = {
  name: 'ascii',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') chunk.code = chunk.code.replace(/[^\0-\x7f]/g, escapeCharacter);
    }
  },
};

const escapeCharacter = (character: string) =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * `vite --mode mock` serves the page to a plain browser: a scripted mock replaces the generated bindings. The alias
 * exists in that mode only, so that a production bundle can't contain it.
 */
export default defineConfig(({ mode }) => ({
  plugins: [fluentPlugin, asciiPlugin, svelte(), svelteTesting()],
  resolve: {
    alias: [
      ...(mode === 'mock'
        ? [{ find: '$lib/bindings', replacement: resolvePath('./mock/bindings.ts') }]
        : []),
      { find: '$lib', replacement: resolvePath('./src/lib') },
      // The texts of the window and of the shell.
      { find: '$locales', replacement: resolvePath('../locales') },
    ],
  },
  clearScreen: false,
  server: {
    port: 1420,
    strictPort: true,
    fs: { allow: [resolvePath('.'), resolvePath('../locales')] },
  },
  build: {
    target: ['safari17', 'chrome120'],
    // The content security policy allows scripts from files only.
    modulePreload: { polyfill: false },
    // Images become files or small data: URIs; nothing else is inlined.
    assetsInlineLimit: 2048,
    reportCompressedSize: false,
    // Names without a hash: the page is embedded in the program, whose build tracks files by name.
    rolldownOptions: {
      output: {
        entryFileNames: 'assets/[name].js',
        chunkFileNames: 'assets/[name].js',
        assetFileNames: 'assets/[name][extname]',
      },
    },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['./tests/jsdom-setup.ts'],
    include: ['tests/**/*.test.ts'],
    restoreMocks: true,
    // Milliseconds; whole pages are rendered, on machines that may be busy.
    testTimeout: 30_000,
  },
}));
