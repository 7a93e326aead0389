import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { failure, inbox, snapshot } from './fake-core';
import { all, get, open, setUpPageTests } from './render-page';

setUpPageTests();

const shown = () => all('inbox-item').map(({ dataset }) => dataset.address);

describe('many addresses', () => {
  it('can be filtered from thirteen on', async () => {
    const inboxes = Array.from({ length: 13 }, (_, i) => inbox(i + 1));
    inboxes[4] = inbox(5, { label: 'Đơn hàng' });
    const { emitChange, user } = await open(snapshot({ inboxes }));
    await user.type(get('inbox-filter'), 'don HANG');
    await waitFor(() => expect(shown()).toEqual(['box5@example.com']));
    await user.type(get('inbox-filter'), ' nothing');
    expect(await screen.findByText('No such address')).toBeTruthy();
    await user.type(get('inbox-filter'), '{Escape}');
    await waitFor(() => expect(all('inbox-item').length).toBeGreaterThan(5));
    await user.type(get('inbox-filter'), 'box5');
    emitChange({ kind: 'inbox_removed', id: 9 });
    await waitFor(() => expect(all('inbox-filter')).toHaveLength(0));
    expect(all('inbox-item').length, 'a filter that is not shown has no effect').toBeGreaterThan(5);
  });

  it('that ended are removed together with one undo', async () => {
    const inboxes = [inbox(1), inbox(2, { state: 'expired' }), inbox(3, { state: 'deleted' })];
    const removeEndedInboxes = vi.fn(async () => [2, 3]);
    const restoreInboxes = vi.fn(async () => null);
    const { user } = await open(snapshot({ inboxes }), {}, { removeEndedInboxes, restoreInboxes });
    await user.click(get('remove-ended'));
    const toast = await screen.findByTestId('toast');
    expect(toast.textContent).toContain('2 addresses removed');
    await user.click(within(toast).getAllByRole('button')[0] as HTMLElement);
    expect(restoreInboxes).toHaveBeenCalledWith(1, [2, 3]);
  });

  it('that are pinned come first while they receive mail', async () => {
    const inboxes = [
      inbox(1),
      inbox(2, { pinned: true }),
      inbox(3, { pinned: true, state: 'expired' }),
    ];
    const setInboxPinned = vi.fn(async () => null);
    const { app } = await open(snapshot({ inboxes }), {}, { setInboxPinned });
    expect(shown()).toEqual(['box2@example.com', 'box1@example.com', 'box3@example.com']);
    expect(all('inbox-pinned')).toHaveLength(1);
    await app.inboxes.setInboxPinned(inbox(1), true);
    expect(setInboxPinned).toHaveBeenCalledWith(1, true);
  });
});

describe('an ended address', () => {
  it('is made anew and selected', async () => {
    const recreateInbox = vi.fn(async () => ({ inbox: inbox(2), copied: true }));
    const inboxes = [inbox(1), inbox(2, { state: 'expired' })];
    const { user } = await open(snapshot({ inboxes, selected_inbox: 2 }), {}, { recreateInbox });
    await user.click(await screen.findByTestId('recreate-inbox'));
    expect(recreateInbox).toHaveBeenCalledWith(2);
    expect((await screen.findByTestId('toast')).textContent).toContain('on the clipboard');
  });

  it('stays ended if its name is taken, and the service’s words are shown', async () => {
    const recreateInbox = vi
      .fn()
      .mockRejectedValue(failure('refused', { service_message: 'Taken.' }));
    const inboxes = [inbox(2, { state: 'expired' })];
    const { user } = await open(snapshot({ inboxes, selected_inbox: 2 }), {}, { recreateInbox });
    await user.click(await screen.findByTestId('recreate-inbox'));
    const banner = await screen.findByTestId('error-banner');
    expect(banner.textContent).toContain('box2@example.com couldn’t be made anew.');
    expect(banner.textContent).toContain('Taken.');
  });
});
