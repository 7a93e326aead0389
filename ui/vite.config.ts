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
    return { code: `export default JSON.parse(${JSON.stringify(read)})`, map: null };
  },
};

/**
 * `vite --mode mock` opens the window in a plain browser: the generated bindings are replaced by a scripted
 * fake. The alias exists in that mode alone, so a production bundle can't contain it.
 */
export default defineConfig(({ mode }) => ({
  plugins: [fluent, svelte(), svelteTesting()],
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
    rollupOptions: {
      output: {
        entryFileNames: 'assets/[name].js',
        chunkFileNames: 'assets/[name].js',
        assetFileNames: 'assets/[name][extname]',
      },
    },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['./tests/setup.ts'],
    include: ['tests/**/*.test.ts'],
    restoreMocks: true,
  },
}));
