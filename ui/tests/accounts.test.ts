/** Listing, opening, adding, renaming and removing accounts. */
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { InboxWithCopyResult, Snapshot } from '$lib/bindings';
import type { CoreCommands } from '$lib/state/core-commands';
import type { DialogState } from '$lib/state/dialogs.svelte';
import { account, isoTimeAt, failure, inbox, snapshot } from './fake-core';
import { get, open as openPage } from './render-page';

const accountItems = () => screen.getAllByTestId('account-item');
const quota = { limit: 1000, used: 12, remaining: 988, resets_at: null, expected_checks: 0 };
const first = account(1, { name: 'Personal' });
const second = account(2, { name: 'Shop', base_url: 'https://shop.example/api', unread: 4, quota });
const third = account(3, { name: 'Old', signed_in: false });
const several = snapshot({ account: first, accounts: [first, second, third] });

const open = (state: Snapshot, answers: Partial<CoreCommands> = {}) => openPage(state, {}, answers);

describe('the accounts button and dialog', () => {
  it('names the account of an address that expires while another account is open', async () => {
    const { emitChange } = await open(several);
    const ending = inbox(9, { address: 'soon@shop.example', state: 'expiring' });
    emitChange({ kind: 'inbox_expires_soon', account_id: 2, inbox: ending });
    expect((await screen.findByTestId('toast')).textContent).toContain(
      'soon@shop.example of your account Shop',
    );
    expect(screen.queryByText('soon@shop.example')).toBeNull();
  });

  it('names the open account and lists all accounts with their status', async () => {
    const { user } = await open(several);
    expect(get('account-switch').textContent).toContain('Personal');
    await user.click(get('account-switch'));
    const active = accountItems().map((item) => [item.dataset.account, item.dataset.active]);
    expect(active).toEqual([
      ['1', 'true'],
      ['2', 'false'],
      ['3', 'false'],
    ]);
    expect(accountItems()[1]?.textContent).toContain('12');
    expect(within(accountItems()[1] as HTMLElement).getByLabelText('4 unread')).toBeTruthy();
    expect(accountItems()[2]?.textContent).toContain('Signed out');
  });

  it('opens another account, and the window shows it', async () => {
    const switchToAccount = vi.fn(async () => null);
    const { user, reset, app } = await open(several, { switchToAccount });
    await user.click(get('account-switch'));
    await user.click(accountItems()[1] as HTMLElement);
    expect(switchToAccount).toHaveBeenCalledWith(2);
    reset(snapshot({ account: second, accounts: several.accounts, inboxes: [inbox(7)] }));
    await waitFor(() => expect(screen.queryByTestId('accounts')).toBeNull());
    expect(get('account-switch').textContent).toContain('Shop');
    expect(screen.getAllByTestId('inbox-item')).toHaveLength(1);
    expect(app.dialogs.current).toBeNull();
  });

  it('says why an account was not opened, and asks a signed-out one for its key', async () => {
    const switchToAccount = vi.fn(async () => {
      throw failure('keychain_locked');
    });
    const { user } = await open(several, { switchToAccount });
    await user.click(get('account-switch'));
    await user.click(accountItems()[1] as HTMLElement);
    await screen.findByTestId('error-banner');
    await user.click(get('account-switch'));
    await user.click(accountItems()[2] as HTMLElement);
    expect(switchToAccount).toHaveBeenCalledTimes(1);
    expect(screen.getByText(/Old is signed out/)).toBeTruthy();
    expect((get('api-url-input') as HTMLInputElement).value).toBe(third.base_url);
  });

  it('is only an icon for a single account, and is absent in the demo', async () => {
    await open(snapshot());
    expect(get('account-switch').textContent?.trim()).toBe('');
    document.body.replaceChildren();
    await open(snapshot({ account: account(1, { storage: 'demo' }) }));
    expect(screen.queryByTestId('account-switch')).toBeNull();
  });
});

describe('accounts', () => {
  it('are added beside the others; a refused API key changes nothing', async () => {
    const addAccount = vi
      .fn()
      .mockRejectedValueOnce(failure('key_refused'))
      .mockResolvedValue(null);
    const connect = vi.fn();
    const { user, app } = await open(several, { addAccount, connect });
    await user.click(get('account-switch'));
    await user.click(get('account-add'));
    await user.type(get('api-key-input'), ' mk_new ');
    await user.click(get('connect'));
    await screen.findByTestId('error-banner');
    expect(app.core.model.account?.id).toBe(1);
    await user.click(get('connect'));
    expect(addAccount).toHaveBeenLastCalledWith('mk_new', null);
    expect(connect).not.toHaveBeenCalled();
    await waitFor(() => expect(screen.queryByTestId('add-account')).toBeNull());
  });

  it('are renamed, and a new name is shown at once', async () => {
    const renameAccount = vi.fn(async () => null);
    const { user, emitChange } = await open(several, { renameAccount });
    await user.click(get('account-switch'));
    await user.click(screen.getByRole('button', { name: 'Rename Shop…' }));
    await user.clear(get('account-name'));
    await user.type(get('account-name'), 'Work{Enter}');
    expect(renameAccount).toHaveBeenCalledWith(2, 'Work');
    emitChange({ kind: 'account', account: { ...second, name: 'Work' } });
    await waitFor(() => expect(accountItems()[1]?.textContent).toContain('Work'));
    emitChange({ kind: 'account', account: { ...first, name: 'Home' } });
    await waitFor(() => expect(get('account-switch').textContent).toContain('Home'));
  });

  it('are removed after one confirmation', async () => {
    const removeAccount = vi.fn(async () => null);
    const { user } = await open(several, { removeAccount });
    await user.click(get('account-switch'));
    await user.click(screen.getByRole('button', { name: 'Remove Shop…' }));
    expect(removeAccount).not.toHaveBeenCalled();
    await user.click(get('confirm'));
    expect(removeAccount).toHaveBeenCalledWith(2);
  });

  describe('are shown again', () => {
    const pressEscape = () =>
      fireEvent(document.querySelector('dialog[open]') as Element, new Event('cancel'));
    const renameButton = () => screen.getByRole('button', { name: 'Rename Shop…' });
    const remove = () => screen.getByRole('button', { name: 'Remove Shop…' });
    const cases: [string, () => HTMLElement][] = [
      ['naming one', renameButton],
      ['removing one', remove],
      ['adding one', () => get('account-add')],
      ['opening one that is signed out', () => accountItems()[2] as HTMLElement],
    ];

    it.each(cases)('after cancelling %s', async (_, opener) => {
      const { user, app } = await open(several);
      await user.click(get('account-switch'));
      await user.click(opener());
      await waitFor(() => expect(screen.queryByTestId('accounts')).toBeNull());
      await pressEscape();
      await screen.findByTestId('accounts');
      expect(document.activeElement).toBe(opener());
      await pressEscape();
      expect(app.dialogs.current).toBeNull();
    });

    it('after one was removed', async () => {
      const { user, reset } = await open(several, { removeAccount: async () => null });
      await user.click(get('account-switch'));
      await user.click(remove());
      await user.click(get('confirm'));
      await screen.findByTestId('accounts');
      reset(snapshot({ account: first, accounts: [first, third] }));
      await waitFor(() => expect(accountItems()).toHaveLength(2));
    });

    it('not after an addition that was opened elsewhere or that succeeded', async () => {
      const { user, app } = await open(several, { addAccount: async () => null });
      await user.keyboard('{Control>}k{/Control}');
      await user.type(get('palette-input'), 'add acc{Enter}');
      await screen.findByTestId('add-account');
      await pressEscape();
      expect(app.dialogs.current).toBeNull();
      await user.click(get('account-switch'));
      await user.click(get('account-add'));
      await user.type(get('api-key-input'), 'mk_new{Enter}');
      await waitFor(() => expect(app.dialogs.current).toBeNull());
    });
  });

  describe('after another one was opened', () => {
    const shop = snapshot({ account: second, accounts: several.accounts, inboxes: [inbox(7)] });

    /** Opens another account and a dialog before the window hears that it is open. */
    async function openDialogWhileSwitching(dialog: DialogState) {
      const core = await open(several, { addAccount: async () => null });
      await core.user.click(get('account-switch'));
      await core.user.click(get('account-add'));
      await core.user.type(get('api-key-input'), 'mk_new{Enter}');
      await waitFor(() => expect(core.app.dialogs.current).toBeNull());
      core.app.dialogs.current = dialog;
      core.reset(shop);
      await waitFor(() => expect(core.app.core.model.account?.id).toBe(2));
      return core.app;
    }

    it.each<DialogState>([
      { kind: 'settings' },
      { kind: 'command-palette' },
      { kind: 'accounts' },
      { kind: 'custom-address', convert: null },
    ])('a dialog that was opened in between stays: $kind', async (dialog) => {
      const app = await openDialogWhileSwitching(dialog);
      expect(app.dialogs.current).toEqual(dialog);
      expect(screen.getByRole('dialog')).toBeTruthy();
    });

    it.each<DialogState>([
      { kind: 'inbox-label', inbox: inbox(1) },
      { kind: 'custom-address', convert: inbox(1) },
      { kind: 'replace-api-key' },
    ])('a dialog about the previous account closes: $kind', async (dialog) => {
      expect((await openDialogWhileSwitching(dialog)).dialogs.current).toBeNull();
    });

    it('a late response closes its own dialog only', async () => {
      let added = (_: null) => {};
      const addAccount = () => new Promise<null>((resolve) => (added = resolve));
      const { user, app, reset } = await open(several, { addAccount });
      await user.click(get('account-switch'));
      await user.click(get('account-add'));
      await user.type(get('api-key-input'), 'mk_new{Enter}');
      reset(shop);
      await waitFor(() => expect(app.core.model.account?.id).toBe(2));
      app.dialogs.openDialog({ kind: 'shortcuts' });
      await screen.findByTestId('shortcuts');
      added(null);
      await new Promise((resolve) => setTimeout(resolve));
      expect(screen.getByTestId('shortcuts')).toBeTruthy();
    });

    it.each(['the answer', 'the event'])(
      'the list of accounts closes: %s arrives first',
      async (first) => {
        let opened = (_: null) => {};
        const switchToAccount = () => new Promise<null>((resolve) => (opened = resolve));
        const { user, app, reset } = await open(several, { switchToAccount });
        await user.click(get('account-switch'));
        await user.click(accountItems()[1] as HTMLElement);
        if (first === 'the answer') opened(null);
        else reset(shop);
        await new Promise((resolve) => setTimeout(resolve));
        if (first === 'the answer') reset(shop);
        else opened(null);
        await waitFor(() => expect(app.dialogs.current).toBeNull());
        await waitFor(() => expect(app.core.model.account?.id).toBe(2));
        expect(app.dialogs.current).toBeNull();
      },
    );
  });

  it('are commands of the palette', async () => {
    const switchToAccount = vi.fn(async () => null);
    const { user } = await open(several, { switchToAccount });
    await user.keyboard('{Control>}k{/Control}');
    await user.type(get('palette-input'), 'switch shop{Enter}');
    await waitFor(() => expect(switchToAccount).toHaveBeenCalledWith(2));
  });

  it('undo a removal in the account where it happened', async () => {
    const ended = inbox(1, { state: 'expired', expires_at: isoTimeAt(-60) });
    const restoreInbox = vi.fn(async () => ended);
    const state = snapshot({ account: first, accounts: [first, second], inboxes: [ended] });
    const { user, reset, app } = await open(state, { restoreInbox });
    await user.click(get('remove-inbox'));
    await screen.findByTestId('toast-undo');
    reset(snapshot({ account: second, accounts: [first, second], inboxes: [inbox(7)] }));
    await waitFor(() => expect(app.core.accountId).toBe(2));
    await user.click(get('toast-undo'));
    expect(restoreInbox).toHaveBeenCalledWith(1, 1);
    // The inbox does not appear among those of the open account.
    await new Promise((resolve) => setTimeout(resolve));
    expect(app.core.model.inboxes.map(({ id }) => id)).toEqual([7]);
    expect(app.view.selectedInboxId).toBe(7);
  });

  it('mark messages in the account that was open then', async () => {
    let marked: (answer: null) => void = () => {};
    const setMessagesUnread = vi.fn(() => new Promise<null>((resolve) => (marked = resolve)));
    const { reset, app } = await open(several, { setMessagesUnread });
    const marking = app.messages.markMessages(['a'], true);
    expect(setMessagesUnread).toHaveBeenCalledWith(1, ['a'], true);
    reset(snapshot({ account: second, accounts: several.accounts, inboxes: [inbox(7)] }));
    await waitFor(() => expect(app.core.accountId).toBe(2));
    app.selection.toggleRow('b');
    marked(null);
    await marking;
    expect(app.selection.size, 'the selection in the other account stays').toBe(1);
  });

  it('do not show an inbox that was created in another account', async () => {
    let made: (answer: InboxWithCopyResult) => void = () => {};
    const createInbox = () => new Promise<InboxWithCopyResult>((resolve) => (made = resolve));
    const { user, reset, app } = await open(several, { createInbox });
    await user.click(get('create-inbox'));
    reset(snapshot({ account: second, accounts: several.accounts, inboxes: [] }));
    await waitFor(() => expect(app.core.model.account?.id).toBe(2));
    made({ inbox: inbox(50), copied: true });
    await screen.findByTestId('toast');
    expect(app.core.model.inboxes).toEqual([]);
  });
});
