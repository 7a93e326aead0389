import { screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { deferredPageParts } from '../src/components/deferred-page-parts.svelte';
import { inbox, snapshot } from './fake-core';
import { allByTestId, get, open } from './render-page';

afterEach(() => {
  deferredPageParts.firstPaintDone = true;
});

it('the first paint shows the inboxes, the next one the other panes', async () => {
  deferredPageParts.firstPaintDone = false;
  const picture = vi.spyOn(window, 'requestAnimationFrame').mockReturnValue(0);
  const quota = { limit: 100, used: 1, remaining: 99, resets_at: null, expected_checks: 1 };
  await open(snapshot({ inboxes: [inbox(1), inbox(2)], quota }));
  expect(allByTestId('inbox-item')).toHaveLength(2);
  expect([...allByTestId('search'), ...allByTestId('quota')]).toEqual([]);
  // In the selected row only, where it is visible.
  expect(allByTestId('inbox-copy')).toHaveLength(1);
  for (const [draw] of picture.mock.calls) draw(0);
  await vi.waitFor(() => expect(get('search')).toBeTruthy());
  expect(get('quota')).toBeTruthy();
  expect(allByTestId('inbox-copy')).toHaveLength(2);
});

it('the dialogs are loaded at once when one is opened early', async () => {
  deferredPageParts.Dialogs = undefined;
  const { app } = await open(snapshot());
  // Fake timers rule out a later load.
  vi.useFakeTimers();
  try {
    app.dialogs.openDialog({ kind: 'shortcuts' });
    await tick();
    await vi.dynamicImportSettled();
    await tick();
    expect(screen.getByRole('dialog')).toBeTruthy();
  } finally {
    vi.useRealTimers();
  }
});
