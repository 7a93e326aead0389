/** The way to an API key from the first page. */
import { screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import { snapshot } from './fake-core';
import { get, open, setUpPageTests } from './render-page';

setUpPageTests();

it('the first page leads to an API key through the question about links', async () => {
  const requestAccountPageConfirmation = vi.fn(async () => {});
  const { user } = await open(
    snapshot({ phase: { kind: 'welcome' }, account: null, inboxes: [] }),
    {},
    { requestAccountPageConfirmation },
  );
  const field = await screen.findByTestId('api-key-input');
  const note = document.getElementById(field.getAttribute('aria-describedby') ?? '');
  expect(note?.textContent).toContain('tempmailg.com');
  get('get-key').focus();
  await user.keyboard('{Enter}');
  expect(requestAccountPageConfirmation).toHaveBeenCalledTimes(1);
});
