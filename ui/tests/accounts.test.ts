/** Several accounts: seeing them, opening, adding, naming and removing them. */
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { NewInbox, Snapshot } from '$lib/bindings';
import type { CoreCommands } from '$lib/state/core-commands';
import type { DialogState } from '$lib/state/dialogs.svelte';
import { account, failure, inbox, snapshot } from './fake-core';
import { get, open as openPage } from './render-page';

const items = () => screen.getAllByTestId('account-item');
const quota = { limit: 1000, used: 12, remaining: 988, resets_at: null, expected_checks: 0 };
const first = account(1, { name: 'Personal' });
const second = account(2, { name: 'Shop', base_url: 'https://shop.example/api', unread: 4, quota });
const third = account(3, { name: 'Old', signed_in: false });
const several = snapshot({ account: first, accounts: [first, second, third] });

const open = (state: Snapshot, answers: Partial<CoreCommands> = {}) => openPage(state, {}, answers);

describe('the switcher', () => {
  it('names the account of an address that ends while another is open', async () => {
    const { tell } = await open(several);
    const ending = inbox(9, { address: 'soon@shop.example', state: 'expiring' });
    tell({ kind: 'inbox_expires_soon', account_id: 2, inbox: ending });
    expect((await screen.findByTestId('toast')).textContent).toContain(
      'soon@shop.example of your account Shop',
    );
    expect(screen.queryByText('soon@shop.example')).toBeNull();
  });

  it('names the open account and lists all with what is known of them', async () => {
    const { user } = await open(several);
    expect(get('account-switch').textContent).toContain('Personal');
    await user.click(get('account-switch'));
    const active = items().map((item) => [item.dataset.account, item.dataset.active]);
    expect(active).toEqual([
      ['1', 'true'],
      ['2', 'false'],
      ['3', 'false'],
    ]);
    expect(items()[1]?.textContent).toContain('12');
    expect(within(items()[1] as HTMLElement).getByLabelText('4 unread')).toBeTruthy();
    expect(items()[2]?.textContent).toContain('Signed out');
  });

  it('opens another account, and the window shows that one', async () => {
    const openAccount = vi.fn(async () => null);
    const { user, reset, app } = await open(several, { openAccount });
    await user.click(get('account-switch'));
    await user.click(items()[1] as HTMLElement);
    expect(openAccount).toHaveBeenCalledWith(2);
    reset(snapshot({ account: second, accounts: several.accounts, inboxes: [inbox(7)] }));
    await waitFor(() => expect(screen.queryByTestId('accounts')).toBeNull());
    expect(get('account-switch').textContent).toContain('Shop');
    expect(screen.getAllByTestId('inbox-item')).toHaveLength(1);
    expect(app.dialogs.current).toBeNull();
  });

  it('says why an account was not opened, and asks a signed-out one for its key', async () => {
    const openAccount = vi.fn(async () => {
      throw failure('keychain_locked');
    });
    const { user } = await open(several, { openAccount });
    await user.click(get('account-switch'));
    await user.click(items()[1] as HTMLElement);
    await screen.findByTestId('error-banner');
    await user.click(get('account-switch'));
    await user.click(items()[2] as HTMLElement);
    expect(openAccount).toHaveBeenCalledTimes(1);
    expect(screen.getByText(/Old is signed out/)).toBeTruthy();
    expect((get('api-url-input') as HTMLInputElement).value).toBe(third.base_url);
  });

  it('is only an icon for one account, and not there in the demo', async () => {
    await open(snapshot());
    expect(get('account-switch').textContent?.trim()).toBe('');
    document.body.replaceChildren();
    await open(snapshot({ account: account(1, { storage: 'demo' }) }));
    expect(screen.queryByTestId('account-switch')).toBeNull();
  });
});

describe('accounts', () => {
  it('are added beside the others; a refused key keeps everything', async () => {
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

  it('are renamed, and a new name is seen at once', async () => {
    const renameAccount = vi.fn(async () => null);
    const { user, tell } = await open(several, { renameAccount });
    await user.click(get('account-switch'));
    await user.click(screen.getByRole('button', { name: 'Rename Shop…' }));
    await user.clear(get('account-name'));
    await user.type(get('account-name'), 'Work{Enter}');
    expect(renameAccount).toHaveBeenCalledWith(2, 'Work');
    tell({ kind: 'account', account: { ...second, name: 'Work' } });
    await waitFor(() => expect(items()[1]?.textContent).toContain('Work'));
    tell({ kind: 'account', account: { ...first, name: 'Home' } });
    await waitFor(() => expect(get('account-switch').textContent).toContain('Home'));
  });

  it('are removed after asking once', async () => {
    const removeAccount = vi.fn(async () => null);
    const { user } = await open(several, { removeAccount });
    await user.click(get('account-switch'));
    await user.click(screen.getByRole('button', { name: 'Remove Shop…' }));
    expect(removeAccount).not.toHaveBeenCalled();
    await user.click(get('confirm'));
    expect(removeAccount).toHaveBeenCalledWith(2);
  });

  describe('are come back to', () => {
    const escape = () =>
      fireEvent(document.querySelector('dialog[open]') as Element, new Event('cancel'));
    const rename = () => screen.getByRole('button', { name: 'Rename Shop…' });
    const remove = () => screen.getByRole('button', { name: 'Remove Shop…' });
    const cases: [string, () => HTMLElement][] = [
      ['naming one', rename],
      ['removing one', remove],
      ['adding one', () => get('account-add')],
      ['opening one that is signed out', () => items()[2] as HTMLElement],
    ];

    it.each(cases)('after a no to %s', async (_, opener) => {
      const { user, app } = await open(several);
      await user.click(get('account-switch'));
      await user.click(opener());
      await waitFor(() => expect(screen.queryByTestId('accounts')).toBeNull());
      await escape();
      await screen.findByTestId('accounts');
      expect(document.activeElement).toBe(opener());
      await escape();
      expect(app.dialogs.current).toBeNull();
    });

    it('after one was removed', async () => {
      const { user, reset } = await open(several, { removeAccount: async () => null });
      await user.click(get('account-switch'));
      await user.click(remove());
      await user.click(get('confirm'));
      await screen.findByTestId('accounts');
      reset(snapshot({ account: first, accounts: [first, third] }));
      await waitFor(() => expect(items()).toHaveLength(2));
    });

    it('not from adding one that was asked for elsewhere, nor after it was added', async () => {
      const { user, app } = await open(several, { addAccount: async () => null });
      await user.keyboard('{Control>}k{/Control}');
      await user.type(get('palette-input'), 'add acc{Enter}');
      await screen.findByTestId('add-account');
      await escape();
      expect(app.dialogs.current).toBeNull();
      await user.click(get('account-switch'));
      await user.click(get('account-add'));
      await user.type(get('api-key-input'), 'mk_new{Enter}');
      await waitFor(() => expect(app.dialogs.current).toBeNull());
    });
  });

  describe('when another one is open', () => {
    const shop = snapshot({ account: second, accounts: several.accounts, inboxes: [inbox(7)] });

    /** Opens another account and a dialog before the window hears that it is open. */
    async function late(dialog: DialogState) {
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
    ])('a dialog that was opened meanwhile stays: $kind', async (dialog) => {
      const app = await late(dialog);
      expect(app.dialogs.current).toEqual(dialog);
      expect(screen.getByRole('dialog')).toBeTruthy();
    });

    it.each<DialogState>([
      { kind: 'inbox-label', inbox: inbox(1) },
      { kind: 'custom-address', convert: inbox(1) },
      { kind: 'replace-api-key' },
    ])('one about what was in the other goes: $kind', async (dialog) => {
      expect((await late(dialog)).dialogs.current).toBeNull();
    });

    it('the answer that comes last closes its own dialog alone', async () => {
      let added = (_: null) => {};
      const addAccount = () => new Promise<null>((resolve) => (added = resolve));
      const { user, app, reset } = await open(several, { addAccount });
      await user.click(get('account-switch'));
      await user.click(get('account-add'));
      await user.type(get('api-key-input'), 'mk_new{Enter}');
      reset(shop);
      await waitFor(() => expect(app.core.model.account?.id).toBe(2));
      app.dialogs.open({ kind: 'shortcuts' });
      await screen.findByTestId('shortcuts');
      added(null);
      await new Promise((resolve) => setTimeout(resolve));
      expect(screen.getByTestId('shortcuts')).toBeTruthy();
    });

    it.each(['the answer', 'the event'])(
      'the list of accounts closes: %s comes first',
      async (first) => {
        let opened = (_: null) => {};
        const openAccount = () => new Promise<null>((resolve) => (opened = resolve));
        const { user, app, reset } = await open(several, { openAccount });
        await user.click(get('account-switch'));
        await user.click(items()[1] as HTMLElement);
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
    const openAccount = vi.fn(async () => null);
    const { user } = await open(several, { openAccount });
    await user.keyboard('{Control>}k{/Control}');
    await user.type(get('palette-input'), 'switch shop{Enter}');
    await waitFor(() => expect(openAccount).toHaveBeenCalledWith(2));
  });

  it('keep what was made in one out of the other', async () => {
    let made: (answer: NewInbox) => void = () => {};
    const createInbox = () => new Promise<NewInbox>((resolve) => (made = resolve));
    const { user, reset, app } = await open(several, { createInbox });
    await user.click(get('create-inbox'));
    reset(snapshot({ account: second, accounts: several.accounts, inboxes: [] }));
    await waitFor(() => expect(app.core.model.account?.id).toBe(2));
    made({ inbox: inbox(50), copied: true });
    await screen.findByTestId('toast');
    expect(app.core.model.inboxes).toEqual([]);
  });
});
