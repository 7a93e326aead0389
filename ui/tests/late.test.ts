import { screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { expect, it, vi } from 'vitest';
import { late } from '../src/components/late.svelte';
import { snapshot } from './core';
import { open } from './page';

it('reads the dialogs at once when one is wanted before the first page is long there', async () => {
  late.Dialogs = undefined;
  const { app } = await open(snapshot());
  // So that nothing comes by waiting.
  vi.useFakeTimers();
  try {
    app.dialog = { kind: 'shortcuts' };
    await tick();
    await vi.dynamicImportSettled();
    await tick();
    expect(screen.getByRole('dialog')).toBeTruthy();
  } finally {
    vi.useRealTimers();
  }
});
