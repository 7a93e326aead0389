import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { FluentResource } from '@fluent/bundle';
import { svelteTesting } from '@testing-library/svelte/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Languages' files are read here, not every time a window opens. */
const fluent: Plugin = {
  name: 'fluent',
  transform(source, id) {
    if (!id.endsWith('.ftl')) return null;
    const read = JSON.stringify(new FluentResource(source));
    return {
      code: `let read; export default () => (read ??= JSON.parse(${JSON.stringify(read)}))`,
      map: null,
    };
  },
};

/**
 * A script with one letter beyond Latin 1 takes two bytes for each of all its letters, and as much longer to read. Such
 * letters are in texts alone, where an escape means the same.
 */
const ascii: Plugin = {
  name: 'ascii',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') chunk.code = chunk.code.replace(/[^\0-\x7f]/g, escaped);
    }
  },
};

const escaped = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * `vite --mode mock` opens the window in a plain browser: the generated bindings are replaced by a scripted
 * fake. The alias exists in that mode alone, so a production bundle can't contain it.
 */
export default defineConfig(({ mode }) => ({
  plugins: [fluent, ascii, svelte(), svelteTesting()],
  resolve: {
    alias: [
      ...(mode === 'mock'
        ? [{ find: '$lib/bindings', replacement: here('./mock/bindings.ts') }]
        : []),
      { find: '$lib', replacement: here('./src/lib') },
      // The texts, which the window shares with the program around it.
      { find: '$locales', replacement: here('../locales') },
    ],
  },
  clearScreen: false,
  server: { port: 1420, strictPort: true, fs: { allow: [here('.'), here('../locales')] } },
  build: {
    target: ['safari17', 'chrome120'],
    // The window's policy allows scripts from files only.
    modulePreload: { polyfill: false },
    // Pictures stay files or small data: URIs; nothing else is ever inlined.
    assetsInlineLimit: 2048,
    reportCompressedSize: false,
    // Names without a hash: the page is embedded in the program, whose build follows files by name.
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
