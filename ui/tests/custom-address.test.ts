import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { PreselectedDomain } from '$lib/bindings';
import type { CoreCommands } from '$lib/state/core-commands';
import { failure, inbox, snapshot } from './fake-core';
import { get, open, setUpPageTests } from './render-page';

setUpPageTests();

const inputField = (testid: string) => get(testid) as HTMLInputElement;

async function openDialog(choice: PreselectedDomain, answers: Partial<CoreCommands> = {}) {
  const first = snapshot();
  const createCustomInbox = vi.fn(async () => ({ inbox: inbox(99), copied: true }));
  const updateSettings = vi.fn(async () => null);
  const core = await open(
    { ...first, settings: { ...first.settings, name_domain: choice } },
    {},
    {
      createCustomInbox,
      updateSettings,
      ...answers,
    },
  );
  await core.user.click(get('create-custom'));
  await screen.findByRole('option', { name: /example\.org/ });
  return { ...core, createCustomInbox, updateSettings };
}

describe('an address with a chosen name', () => {
  it('has a proposed name, and another one with a click', async () => {
    const suggestUsername = vi
      .fn()
      .mockResolvedValueOnce('quiet-otter-42')
      .mockResolvedValueOnce('calm-heron-23');
    const { createCustomInbox, updateSettings, user } = await openDialog(
      { kind: 'first' },
      { suggestUsername },
    );
    await waitFor(() => expect(inputField('custom-username').value).toBe('quiet-otter-42'));
    await user.click(get('name-suggest'));
    await waitFor(() => expect(inputField('custom-username').value).toBe('calm-heron-23'));
    await user.type(get('custom-label'), ' Bookshop ');
    await user.click(get('custom-submit'));
    expect(createCustomInbox).toHaveBeenCalledWith('calm-heron-23', 'example.com', 'Bookshop');
    expect(updateSettings, 'the first domain is no choice').not.toHaveBeenCalled();
  });

  it('keeps what was typed before the proposal arrived', async () => {
    let propose = (_: string) => {};
    const suggestUsername = () => new Promise<string>((resolve) => (propose = resolve));
    const { user } = await openDialog({ kind: 'first' }, { suggestUsername });
    await user.type(get('custom-username'), 'ferry');
    propose('quiet-otter-42');
    await Promise.resolve();
    expect(inputField('custom-username').value).toBe('ferry');
  });

  it('remembers the domain', async () => {
    const { updateSettings, user } = await openDialog({ kind: 'first' });
    await user.selectOptions(get('custom-domain'), 'example.org');
    await user.click(get('custom-submit'));
    await waitFor(() =>
      expect(updateSettings).toHaveBeenCalledWith({
        name_domain: { kind: 'domain', domain: 'example.org' },
      }),
    );
  });

  it('begins with the remembered domain if it is still offered', async () => {
    await openDialog({ kind: 'domain', domain: 'example.org' });
    await waitFor(() => expect(inputField('custom-domain').value).toBe('example.org'));
  });

  it('begins with the first domain if the remembered one is gone', async () => {
    await openDialog({ kind: 'domain', domain: 'gone.example' });
    await waitFor(() => expect(inputField('custom-domain').value).toBe('example.com'));
  });

  it('can be on any domain, which is drawn before it is made', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.9);
    const { createCustomInbox, updateSettings, user } = await openDialog({ kind: 'any' });
    await screen.findByText('quiet-otter-42@example.org');
    await user.click(get('custom-submit'));
    expect(createCustomInbox).toHaveBeenCalledWith('quiet-otter-42', 'example.org', null);
    expect(updateSettings).not.toHaveBeenCalled();
  });

  it('can be made although no name is proposed', async () => {
    const suggestUsername = vi.fn().mockRejectedValue(failure('internal'));
    const { createCustomInbox, user } = await openDialog({ kind: 'first' }, { suggestUsername });
    await user.type(get('custom-username'), 'ferry');
    await user.click(get('custom-submit'));
    expect(createCustomInbox).toHaveBeenCalledWith('ferry', 'example.com', null);
  });
});
