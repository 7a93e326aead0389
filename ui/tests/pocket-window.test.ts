/** The pocket window: one address and its newest code. */
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { MessageSummary, Snapshot, WindowShape } from '$lib/bindings';
import type { CoreCommands } from '$lib/state/core-commands';
import { allByTestId, get, open, setUpPageTests } from './render-page';
import { isoTimeAt, failure, inbox, message, snapshot } from './fake-core';

setUpPageTests();

const setWindowShape = vi.fn(async (_: WindowShape) => {});

function renderPocketWindow(
  first: Partial<Snapshot> = {},
  mail: Record<number, MessageSummary[]> = {},
  answers: Partial<CoreCommands> = {},
) {
  setWindowShape.mockClear();
  const answersWithShape = { setWindowShape, ...answers };
  return open(snapshot({ window_shape: 'pocket', ...first }), mail, answersWithShape);
}

const shownAddress = () => get('pocket-address').dataset.address;
const press = (key: string, init: KeyboardEventInit = {}) =>
  fireEvent.keyDown(window, { key, ...init });

describe('the pocket window', () => {
  it('shows the address, its time left and its newest code, and copies them', async () => {
    const copyAddress = vi.fn(async () => null);
    const copyCode = vi.fn(async () => null);
    const mail = [
      message('new', { received_at: isoTimeAt(-5) }),
      message('code', { received_at: isoTimeAt(-60), code: '482913' }),
      message('old', { received_at: isoTimeAt(-600), code: '111111' }),
    ];
    const { user, emitChange } = await renderPocketWindow(
      {},
      { 1: mail },
      { copyAddress, copyCode },
    );
    await waitFor(() => expect(get('pocket-code').textContent).toContain('482913'));
    expect(get('pocket-code').textContent).toContain('Harbour Tickets');
    expect(get('pocket-expiry').textContent).toContain('9 min left');
    await user.click(get('pocket-address'));
    expect(copyAddress).toHaveBeenCalledWith(1);
    await user.click(get('pocket-code'));
    expect(copyCode).toHaveBeenCalledWith('code', '482913');
    await waitFor(() => expect(get('pocket-code').textContent).toContain('Copied 482913'));
    expect(get('heard').textContent).toBe('Copied 482913');
    expect(allByTestId('toast'), 'the buttons themselves show it').toEqual([]);

    const arrived = message('newest', { received_at: isoTimeAt(1), code: 'AB-12' });
    emitChange({ kind: 'messages', inbox_id: 1, messages: [arrived] });
    await waitFor(() => expect(get('pocket-code').dataset.code).toBe('AB-12'));
  });

  it('shows the address that was copied last, and follows it', async () => {
    const selectInbox = vi.fn(async () => null);
    const { emitChange } = await renderPocketWindow(
      { copied_address: 'box2@example.com' },
      {},
      { selectInbox },
    );
    await waitFor(() => expect(shownAddress()).toBe('box2@example.com'));
    expect(selectInbox, 'it is checked as the one that is looked at').toHaveBeenLastCalledWith(2);
    expect(screen.getByText('No code yet')).toBeTruthy();
    emitChange({ kind: 'inbox', inbox: inbox(3) });
    emitChange({ kind: 'address_copied', address: 'box3@example.com' });
    await waitFor(() => expect(shownAddress()).toBe('box3@example.com'));
  });

  it('keeps the selected address if the copied one no longer receives mail', async () => {
    const inboxes = [inbox(1), inbox(2, { state: 'expired' })];
    await renderPocketWindow({ inboxes, copied_address: 'box2@example.com' });
    expect(shownAddress()).toBe('box1@example.com');
  });

  it('creates an address, also where there is none', async () => {
    const createInbox = vi.fn(async () => ({ inbox: inbox(99), copied: false }));
    const first = { inboxes: [], selected_inbox: null, copied_address: 'gone@example.com' };
    const { user } = await renderPocketWindow(first, {}, { createInbox });
    expect(screen.getByText('No address yet')).toBeTruthy();
    await user.click(get('pocket-create'));
    await waitFor(() => expect(shownAddress()).toBe('box99@example.com'));
    await press('n', { ctrlKey: true });
    await waitFor(() => expect(createInbox).toHaveBeenCalledTimes(2));
  });

  it('shows what failed, until that is dismissed', async () => {
    const createInbox = vi.fn(async () => {
      throw failure('service_fault');
    });
    const { user } = await renderPocketWindow({}, {}, { createInbox });
    await user.click(get('pocket-create'));
    await waitFor(() => expect(get('pocket-problem').textContent).toContain('No address was made'));
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    await waitFor(() => expect(allByTestId('pocket-problem')).toEqual([]));
  });

  it.each([
    ['offline', 'Offline', false],
    ['key_refused', 'API key refused', false],
    ['waiting', 'Not checking now', false],
    ['on_request', null, true],
    ['online', null, false],
  ] as const)('shows how checking goes: %s', async (kind, status, canCheck) => {
    const { emitChange } = await renderPocketWindow();
    const times = { since: isoTimeAt(-60), retry_at: isoTimeAt(60), until: isoTimeAt(60) };
    emitChange({ kind: 'sync', sync: { kind, ...times } });
    await waitFor(() => expect(allByTestId('pocket-check').length).toBe(canCheck ? 1 : 0));
    expect(allByTestId('pocket-status').map(({ textContent }) => textContent)).toEqual(
      status === null ? [] : [status],
    );
  });

  it('becomes the full window by its button, Escape, its shortcut, and on other screens', async () => {
    const { user, emitChange, reset } = await renderPocketWindow();
    await user.click(get('pocket-leave'));
    await press('Escape');
    await press('P', { ctrlKey: true, shiftKey: true });
    expect(setWindowShape.mock.calls).toEqual([['full'], ['full'], ['full']]);
    emitChange({ kind: 'window_shape', shape: 'full' });
    await screen.findByTestId('create-inbox');
    expect(allByTestId('pocket')).toEqual([]);

    emitChange({ kind: 'window_shape', shape: 'pocket' });
    await screen.findByTestId('pocket');
    reset(snapshot({ phase: { kind: 'welcome' }, account: null, window_shape: 'pocket' }));
    await screen.findByTestId('welcome');
    expect(setWindowShape).toHaveBeenCalledTimes(4);
  });

  it('is opened by its shortcut and from the palette, which closes', async () => {
    const { app, user } = await renderPocketWindow({ window_shape: 'full' });
    await press('P', { ctrlKey: true, shiftKey: true });
    expect(setWindowShape).toHaveBeenLastCalledWith('pocket');
    app.dialogs.openDialog({ kind: 'command-palette' });
    await user.type(await screen.findByTestId('palette-input'), 'pocket{Enter}');
    expect(setWindowShape).toHaveBeenCalledTimes(2);
    expect(app.dialogs.current).toBeNull();
  });
});
