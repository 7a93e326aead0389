import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { failure, inbox, snapshot } from './fake-core';
import { allByTestId, get, open, setUpPageTests } from './render-page';

setUpPageTests();

const shown = () => allByTestId('inbox-item').map(({ dataset }) => dataset.address);

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
    await waitFor(() => expect(allByTestId('inbox-item').length).toBeGreaterThan(5));
    await user.type(get('inbox-filter'), 'box5');
    emitChange({ kind: 'inbox_removed', id: 9 });
    await waitFor(() => expect(allByTestId('inbox-filter')).toHaveLength(0));
    expect(
      allByTestId('inbox-item').length,
      'a filter that is not shown has no effect',
    ).toBeGreaterThan(5);
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
    expect(allByTestId('inbox-pinned')).toHaveLength(1);
    await app.inboxes.setInboxPinned(inbox(1), true);
    expect(setInboxPinned).toHaveBeenCalledWith(1, true);
  });
});

describe('selected addresses', () => {
  const inboxes = [
    inbox(1),
    inbox(2),
    inbox(3, { muted: true }),
    inbox(4, { state: 'expired' }),
    inbox(5, { state: 'deleted' }),
  ];
  const inboxRowButton = (id: number) =>
    within(allByTestId('inbox-item')[id - 1] as HTMLElement).getByRole('button', { name: /^box/ });
  const selected = () =>
    allByTestId('inbox-select').flatMap((box, i) =>
      (box as HTMLInputElement).checked ? [i + 1] : [],
    );

  it('are chosen by mouse, keys and menu, and shown as such', async () => {
    const { user, app } = await open(snapshot({ inboxes }));
    expect(allByTestId('inbox-select'), 'no boxes without a selection').toHaveLength(0);
    await user.keyboard('{Control>}');
    await user.click(inboxRowButton(2));
    await user.keyboard('{/Control}');
    expect(selected()).toEqual([2]);
    expect(app.view.selectedInboxId, 'the shown inbox stays').toBe(1);
    await user.keyboard('{Shift>}');
    await user.click(inboxRowButton(4));
    await user.keyboard('{/Shift}');
    expect(selected()).toEqual([2, 3, 4]);
    expect(get('inbox-selection-count').textContent).toContain('3 selected');
    await user.click(allByTestId('inbox-select')[2] as HTMLElement);
    await waitFor(() => expect(selected()).toEqual([2, 4]));
    inboxRowButton(1).focus();
    await user.keyboard('x');
    expect(selected()).toEqual([1, 2, 4]);
    await user.keyboard('{Control>}a{/Control}');
    expect(selected()).toEqual([1, 2, 3, 4, 5]);
    await user.keyboard('{Escape}');
    expect(allByTestId('inbox-select')).toHaveLength(0);
  });

  it('are copied and muted together', async () => {
    const copyAddresses = vi.fn(async () => null);
    const setInboxesMuted = vi.fn(async () => null);
    const { app, user } = await open(snapshot({ inboxes }), {}, { copyAddresses, setInboxesMuted });
    app.inboxSelection.selectRows([3, 1, 4]);
    await user.click(await screen.findByTestId('inbox-copy-selected'));
    expect(copyAddresses).toHaveBeenCalledWith([1, 3, 4]);
    expect((await screen.findByTestId('toast')).textContent).toContain('Copied 3 addresses');
    await user.click(get('inbox-mute-selected'));
    expect(setInboxesMuted, 'those that ended get no mail').toHaveBeenCalledWith([1, 3], true);
  });

  it('are deleted after one question, and the ended ones removed with one undo', async () => {
    const deleteInboxes = vi.fn(async (ids: number[]) => ({
      deleted: ids,
      failed: [],
      not_attempted: [],
      stop_reason: null,
    }));
    const removeInboxes = vi.fn(async (ids: number[]) => ids);
    const { app, user } = await open(snapshot({ inboxes }), {}, { deleteInboxes, removeInboxes });
    app.inboxSelection.selectRows([1, 2, 4]);
    inboxRowButton(1).focus();
    await user.keyboard('{Delete}');
    const dialog = await screen.findByRole('alertdialog');
    expect(dialog.textContent).toContain('Delete 2 addresses?');
    expect(dialog.textContent).toContain('1 selected address that has ended');
    expect(deleteInboxes).not.toHaveBeenCalled();
    await user.click(get('confirm'));
    await waitFor(() => expect(removeInboxes).toHaveBeenCalledWith([4]));
    expect(deleteInboxes).toHaveBeenCalledWith([1, 2]);
  });

  it('that ended are removed without a question', async () => {
    const removeInboxes = vi.fn(async (ids: number[]) => ids);
    const { app, user } = await open(snapshot({ inboxes }), {}, { removeInboxes });
    app.inboxSelection.selectRows([4, 5]);
    await user.click(await screen.findByTestId('inbox-discard-selected'));
    expect(removeInboxes).toHaveBeenCalledWith([4, 5]);
    expect((await screen.findByTestId('toast')).textContent).toContain('2 addresses removed');
  });

  it('that could not be deleted stay selected, and the reason is shown', async () => {
    const error = failure('rate_limited');
    const deleteInboxes = vi.fn(async () => ({
      deleted: [1],
      failed: [{ id: 2, error }],
      not_attempted: [3],
      stop_reason: error,
    }));
    const { app, user } = await open(snapshot({ inboxes }), {}, { deleteInboxes });
    app.inboxSelection.selectRows([1, 2, 3]);
    await user.click(await screen.findByTestId('inbox-discard-selected'));
    await user.click(await screen.findByTestId('confirm'));
    const banner = await screen.findByTestId('error-banner');
    expect(banner.textContent).toContain('2 of 3 addresses weren’t deleted.');
    expect(selected()).toEqual([2, 3]);
  });

  it('are dropped from the selection when they leave the list', async () => {
    const { app, emitChange } = await open(snapshot({ inboxes }));
    app.inboxSelection.selectRows([2, 4]);
    emitChange({ kind: 'inbox_removed', id: 4 });
    await waitFor(() => expect(get('inbox-selection-count').textContent).toContain('1 selected'));
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
