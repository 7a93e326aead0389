/** Settings, muted addresses, and messages requested outside the window. */
import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type {
  DesktopStatus,
  InboxView,
  MessageSummary,
  SettingsPatch,
  ShortcutStatus,
  Snapshot,
} from '$lib/bindings';
import type { CoreCommands } from '$lib/state/core-commands';
import { createEmptyModel } from '$lib/state/core-model';
import Root from '../src/Root.svelte';
import {
  account,
  createAppOnFakeCore,
  isoTimeAt,
  failure,
  inbox,
  message,
  snapshot,
} from './fake-core';

const get = (id: string) => screen.getByTestId(id);
const getInput = (id: string) => get(id) as HTMLInputElement;

const desktopStatus = (shortcut: ShortcutStatus): DesktopStatus => ({
  ...createEmptyModel().desktop,
  shortcut,
});

async function open(
  first: Snapshot,
  mail: Record<number, MessageSummary[]> = {},
  answers: Partial<CoreCommands> = {},
) {
  const core = await createAppOnFakeCore(first, mail, answers);
  render(Root, { props: { app: core.app } });
  return { ...core, user: userEvent.setup() };
}

describe('settings', () => {
  it('show their values, are applied at once, and follow the core', async () => {
    const updateSettings = vi.fn(async (_: SettingsPatch) => null);
    const first = snapshot();
    const { user, emitChange } = await open(first, {}, { updateSettings });
    await user.click(get('settings-open'));
    expect(screen.getByRole('checkbox', { name: 'Notify me of new mail' })).toBe(
      get('setting-notifications'),
    );
    expect(getInput('setting-notifications').checked).toBe(true);
    expect(getInput('setting-autostart').checked).toBe(false);

    await user.click(get('setting-notifications'));
    expect(updateSettings).toHaveBeenLastCalledWith({ notifications: false });
    emitChange({ kind: 'settings', settings: { ...first.settings, notifications: false } });
    await waitFor(() => expect(getInput('setting-notifications').checked).toBe(false));
    await user.click(get('setting-autostart'));
    expect(updateSettings).toHaveBeenLastCalledWith({ start_at_login: true });
    await user.selectOptions(get('setting-clear-clipboard'), 'After a minute');
    expect(updateSettings).toHaveBeenLastCalledWith({ clear_clipboard_after: 60 });
    expect(getInput('setting-copy-codes').checked, 'off by default').toBe(false);
    await user.click(get('setting-copy-codes'));
    expect(updateSettings).toHaveBeenLastCalledWith({ copy_codes: true });
  });

  it('changed one after another do not overwrite each other', async () => {
    const updateSettings = vi.fn(async (_: SettingsPatch) => null);
    const { user, app } = await open(snapshot(), {}, { updateSettings });
    // The events about the first two have not arrived when the third is sent.
    app.settings.changeZoomByStep(1);
    app.settings.hideOnboarding();
    await user.click(get('settings-open'));
    await user.click(get('setting-notifications'));
    expect(updateSettings.mock.calls).toEqual([
      [{ zoom: 110 }],
      [{ first_steps: false }],
      [{ notifications: false }],
    ]);
  });

  it.each([true, false])(
    'explain the effect of closing the window, with a tray: %s',
    async (has) => {
      const status = { ...desktopStatus({ kind: 'off' }), has_tray: has };
      const { user } = await open(snapshot({ desktop: status }));
      await user.click(get('settings-open'));
      expect(screen.queryByText(/shows no tray/) === null).toBe(has);
      expect(screen.queryByTestId('setting-run-in-background') === null).toBe(has);
    },
  );

  it('offer to go on in the background where there is no tray, and say when that is refused', async () => {
    const updateSettings = vi.fn(async (_: SettingsPatch) => null);
    const first = snapshot({ desktop: { ...desktopStatus({ kind: 'off' }), has_tray: false } });
    const { user, emitChange } = await open(first, {}, { updateSettings });
    await user.click(get('settings-open'));
    expect(getInput('setting-run-in-background').checked, 'off by default').toBe(false);
    await user.click(get('setting-run-in-background'));
    expect(updateSettings).toHaveBeenLastCalledWith({ run_in_background: true });
    emitChange({ kind: 'settings', settings: { ...first.settings, run_in_background: true } });
    await waitFor(() => expect(screen.queryByText(/shows no tray/)).toBeNull());
    const refused = { ...first.desktop, background_error: failure('background_refused') };
    emitChange({ kind: 'desktop_status', status: refused });
    await waitFor(() =>
      expect(get('background-failed').textContent).toContain('Not active: The desktop doesn’t let'),
    );
    emitChange({ kind: 'desktop_status', status: { ...refused, has_tray: true } });
    await waitFor(() => expect(screen.queryByTestId('background-failed')).toBeNull());
  });

  it('that can’t be applied show the reason and keep their value', async () => {
    const updateSettings = async () => {
      throw failure('shortcut_taken');
    };
    const { user } = await open(snapshot(), {}, { updateSettings });
    await user.click(get('settings-open'));
    await user.click(get('setting-shortcut'));
    expect((await screen.findByTestId('error-banner')).textContent).toContain('Another program');
    await waitFor(() => expect(getInput('setting-shortcut').checked).toBe(false));
    expect(getInput('setting-shortcut').disabled).toBe(false);
  });

  it('record the keys of the shortcut as they are pressed', async () => {
    const updateSettings = vi.fn(async (_: SettingsPatch) => null);
    const { user } = await open(snapshot(), {}, { updateSettings });
    await user.click(get('settings-open'));
    const record = get('shortcut-record');
    await user.click(record);
    expect(record.textContent).toContain('Press the new keys');
    await user.keyboard('m');
    expect(screen.getByText(/Hold Ctrl, Alt or Super/)).toBeTruthy();
    // Ctrl+, would open the settings, Ctrl+N make an address.
    await user.keyboard('{Control>}{Shift>}n{/Shift}{/Control}');
    expect(updateSettings.mock.calls).toEqual([[{ global_shortcut: 'Ctrl+Shift+N' }]]);
    expect(record.textContent).toContain('Change keys');

    await user.click(record);
    await user.keyboard('{Escape}');
    expect(record.textContent).toContain('Change keys');
    expect(screen.queryByRole('dialog'), 'Escape ended the recording alone').not.toBeNull();
    await user.click(record);
    await user.tab();
    expect(record.textContent).toContain('Change keys');
    expect(document.activeElement, 'Tab leads on').not.toBe(record);
    expect(updateSettings).toHaveBeenCalledTimes(1);
  });

  it('show the keys that the desktop has given, where it chooses them', async () => {
    const desktopChoosingShortcut = (shortcut: ShortcutStatus): DesktopStatus => ({
      ...desktopStatus(shortcut),
      shortcut_keys: 'desktop',
    });
    const first = snapshot({ desktop: desktopChoosingShortcut({ kind: 'pending' }) });
    const { user, emitChange } = await open(first);
    await user.click(get('settings-open'));
    expect(screen.getByRole('checkbox', { name: 'New address from anywhere' })).toBeTruthy();
    expect(screen.queryByTestId('shortcut-record')).toBeNull();
    expect(get('shortcut-keys').textContent).toContain('may be asking you');
    for (const [keys, text] of [
      ['Press <Super>n', '“Press <Super>n”'],
      [null, 'no keys yet'],
    ] as const) {
      emitChange({
        kind: 'desktop_status',
        status: desktopChoosingShortcut({ kind: 'active', keys }),
      });
      await waitFor(() => expect(get('shortcut-keys').textContent).toContain(text));
    }
  });

  it('keep a shortcut that is not active, with the reason and another try', async () => {
    const retryGlobalShortcut = vi.fn(async () => {});
    const first = snapshot({
      settings: { ...snapshot().settings, global_shortcut: 'Ctrl+Alt+K' },
      desktop: desktopStatus({ kind: 'failed', error: failure('shortcut_unavailable') }),
    });
    const { user, emitChange } = await open(first, {}, { retryGlobalShortcut });
    await user.click(get('settings-open'));
    expect(getInput('setting-shortcut').checked).toBe(true);
    expect(get('shortcut-failed').textContent).toContain('Not active: This desktop gives');
    expect(get('shortcut-failed').textContent).toContain('mayfly new');
    await user.click(get('shortcut-retry'));
    expect(retryGlobalShortcut).toHaveBeenCalledTimes(1);
    emitChange({
      kind: 'desktop_status',
      status: desktopStatus({ kind: 'active', keys: 'Ctrl+Alt+K' }),
    });
    await waitFor(() => expect(screen.queryByTestId('shortcut-failed')).toBeNull());
  });
});

describe('the proxy', () => {
  const own = { mode: 'custom', url: 'socks5h://127.0.0.1:9050', username: 'me' } as const;

  it('is chosen at once, and one of the user’s own when it is submitted', async () => {
    const setProxy = vi.fn(async () => null);
    const first = snapshot();
    const { user, emitChange } = await open(first, {}, { setProxy });
    await user.click(get('settings-open'));
    expect(getInput('setting-proxy').value).toBe('system');
    expect(screen.queryByTestId('proxy-url')).toBeNull();

    await user.selectOptions(get('setting-proxy'), 'None');
    expect(setProxy).toHaveBeenLastCalledWith({ mode: 'none', url: '', username: '' }, null);
    await user.selectOptions(get('setting-proxy'), 'My own');
    expect(setProxy).toHaveBeenCalledTimes(1);
    expect(document.activeElement).toBe(get('proxy-url'));
    await user.type(get('proxy-url'), ' socks5h://127.0.0.1:9050 ');
    await user.type(get('proxy-username'), 'me');
    expect(getInput('proxy-password').type).toBe('password');
    await user.type(get('proxy-password'), 'sesame');
    await user.click(get('proxy-save'));
    expect(setProxy).toHaveBeenLastCalledWith(own, 'sesame');
    expect(getInput('proxy-password').value).toBe('');

    emitChange({ kind: 'settings', settings: { ...first.settings, proxy: own } });
    await waitFor(() => expect(getInput('setting-proxy').value).toBe('custom'));
    await user.selectOptions(get('setting-proxy'), 'As the system');
    expect(setProxy).toHaveBeenLastCalledWith({ ...own, mode: 'system' }, null);
  });

  it('that can’t be used is named, and the one before stays', async () => {
    const setProxy = async () => {
      throw failure('invalid_proxy', { proxy: 'ftp://proxy.example' });
    };
    const { user } = await open(snapshot(), {}, { setProxy });
    await user.click(get('settings-open'));
    await user.selectOptions(get('setting-proxy'), 'My own');
    await user.type(get('proxy-url'), 'ftp://proxy.example');
    await user.click(get('proxy-save'));
    expect((await screen.findByTestId('error-banner')).textContent).toContain(
      'ftp://proxy.example',
    );
    expect(getInput('proxy-url').getAttribute('aria-invalid')).toBe('true');
    expect(getInput('proxy-url').value).toBe('ftp://proxy.example');
    await user.selectOptions(get('setting-proxy'), 'None');
    await waitFor(() => expect(getInput('setting-proxy').value).toBe('system'));
  });

  it('is set before the first sign-in too', async () => {
    const setProxy = vi.fn(async () => null);
    const first = snapshot({ phase: { kind: 'welcome' }, account: null, accounts: [] });
    const { user } = await open(first, {}, { setProxy });
    await user.click(get('advanced-toggle'));
    await user.click(get('proxy-open'));
    await user.selectOptions(await screen.findByTestId('setting-proxy'), 'None');
    expect(setProxy).toHaveBeenCalledTimes(1);
  });
});

describe('checking', () => {
  const syncStripText = () => get('sync-strip').textContent;

  it('is chosen by frequency, with the effect and cost of each choice', async () => {
    const updateSettings = vi.fn(async (_: SettingsPatch) => null);
    const quota = { limit: 1000, used: 100, remaining: 900, resets_at: null, expected_checks: 40 };
    const first = snapshot({ quota });
    const { user, emitChange } = await open(first, {}, { updateSettings });
    await user.click(get('settings-open'));
    expect(get('checking-cost').textContent).toContain('About 40 of the 900 requests left');
    await user.selectOptions(get('setting-checking'), 'Only when I ask');
    expect(updateSettings).toHaveBeenLastCalledWith({ checking: 'on_request' });
    emitChange({ kind: 'settings', settings: { ...first.settings, checking: 'on_request' } });
    const said = () =>
      document.getElementById(get('setting-checking').getAttribute('aria-describedby') ?? '');
    await waitFor(() => expect(said()?.textContent).toContain('nothing is announced'));
    expect(screen.queryByTestId('checking-cost')).toBeNull();
  });

  it('on request is indicated and started by hand', async () => {
    const listMessages = vi.fn(async () => []);
    const { user, emitChange } = await open(snapshot(), {}, { listMessages });
    await screen.findByText('Waiting for mail');
    emitChange({ kind: 'sync', sync: { kind: 'on_request' } });
    await waitFor(() => expect(syncStripText()).toContain('only when you ask'));
    await screen.findByText('No mail yet');
    expect(screen.queryByText('Waiting for mail')).toBeNull();
    await user.click(get('sync-check'));
    expect(listMessages).toHaveBeenLastCalledWith(1, true);
  });
});

describe('mail of ended addresses', () => {
  it('is deleted only after a confirmation with the number of messages', async () => {
    const updateSettings = vi.fn(async (_: SettingsPatch) => null);
    const countExpiredMessages = vi.fn(async () => 3);
    const first = snapshot();
    const { app, user } = await open(first, {}, { updateSettings, countExpiredMessages });
    await user.click(get('settings-open'));
    await user.selectOptions(get('setting-keep-mail'), '7 days');
    expect(countExpiredMessages).toHaveBeenLastCalledWith('seven_days');
    expect((await screen.findByRole('alertdialog')).textContent).toContain('Delete 3 messages?');
    expect(updateSettings).not.toHaveBeenCalled();
    // Cancelling changes nothing and returns to the settings.
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect((get('setting-keep-mail') as HTMLSelectElement).value).toBe('forever');
    await user.selectOptions(get('setting-keep-mail'), '7 days');
    await user.click(await screen.findByTestId('confirm'));
    expect(updateSettings).toHaveBeenCalledWith({ keep_mail: 'seven_days' });
    await waitFor(() => expect(app.dialogs.current).toMatchObject({ kind: 'settings' }));
  });

  it('needs no confirmation where there is none', async () => {
    const updateSettings = vi.fn(async (_: SettingsPatch) => null);
    const { app, user } = await open(snapshot(), {}, { updateSettings });
    await user.click(get('settings-open'));
    await user.selectOptions(get('setting-keep-mail'), 'Until the address ends');
    await waitFor(() => expect(updateSettings.mock.lastCall?.[0].keep_mail).toBe('until_the_end'));
    expect(app.dialogs.current).toEqual({ kind: 'settings' });
  });

  it('has its retention shown', async () => {
    const ended = inbox(1, { state: 'expired', expires_at: isoTimeAt(-60) });
    const first = snapshot({ inboxes: [ended] });
    const { emitChange } = await open(first);
    expect(get('inbox-over').textContent).toContain('stays here until you remove it');
    emitChange({ kind: 'settings', settings: { ...first.settings, keep_mail: 'thirty_days' } });
    await waitFor(() => expect(get('inbox-over').textContent).toContain('for 30 days'));
  });

  it('is kept when counting it failed', async () => {
    const updateSettings = vi.fn(async (_: SettingsPatch) => null);
    const countExpiredMessages = async () => {
      throw failure('store_failed');
    };
    const { user } = await open(snapshot(), {}, { updateSettings, countExpiredMessages });
    await user.click(get('settings-open'));
    await user.selectOptions(get('setting-keep-mail'), '30 days');
    await screen.findByTestId('error-banner');
    expect(updateSettings).not.toHaveBeenCalled();
    expect((get('setting-keep-mail') as HTMLSelectElement).value).toBe('forever');
  });
});

describe('remote images of everyone', () => {
  it('are allowed with a warning, and the open message follows', async () => {
    const mail = message('a', { from_address: 'news@harbour.example' });
    const shown = { value: false };
    const readMessage = vi.fn(async () => ({
      summary: { ...mail, unread: false },
      to: 'box1@example.com',
      misleading_sender: false,
      codes: [],
      link: null,
      attachments: [],
      remote_images: 4,
      trackers: 1,
      images_shown: shown.value,
      images_always: false,
      images_by_default: shown.value,
      truncated: false,
      is_empty: false,
      display: 'full' as const,
      inline_images_missing: 0,
      is_html: true,
    }));
    const blockRemoteImages = vi.fn(async () => {
      shown.value = false;
      return readMessage();
    });
    const first = snapshot();
    const { user, emitChange } = await open(
      first,
      { 1: [mail] },
      { readMessage, blockRemoteImages },
    );
    await user.click(
      (await screen.findAllByTestId('message-item'))[0]?.querySelector(
        'button.main, button',
      ) as HTMLElement,
    );
    await waitFor(() =>
      expect(get('remote-images-count').textContent).toContain('4 remote images blocked'),
    );
    shown.value = true;
    emitChange({ kind: 'settings', settings: { ...first.settings, remote_images: 'show' } });
    await waitFor(() =>
      expect(get('remote-images-count').textContent).toContain(
        'as everyone’s are, 1 tracker stays blocked',
      ),
    );
    expect(screen.queryByTestId('remote-images-always')).toBeNull();
    expect(get('remote-images-hide').textContent?.trim()).toBe('Block for this sender');
    await user.click(get('remote-images-hide'));
    await waitFor(() =>
      expect(get('remote-images-count').textContent).toContain('4 remote images blocked'),
    );
    await user.click(get('settings-open'));
    const said = document.getElementById(
      get('setting-images').getAttribute('aria-describedby') ?? '',
    );
    expect(said?.textContent).toContain('your IP address');
  });

  it('have rules for senders, which can be removed one by one or all', async () => {
    let rules = [
      { address: 'a@one.example', allowed: true },
      { address: 'b@two.example', allowed: false },
      { address: 'c@three.example', allowed: true },
    ];
    const removeSenderImageRule = vi.fn(async (address: string) => {
      rules = rules.filter((rule) => rule.address !== address);
      return null;
    });
    const clearSenderImageRules = vi.fn(async () => {
      rules = [];
      return null;
    });
    const { app, user } = await open(
      snapshot(),
      {},
      { listSenderImageRules: async () => rules, removeSenderImageRule, clearSenderImageRules },
    );
    await user.click(get('settings-open'));
    await user.click(get('image-senders-open'));
    expect(
      (await screen.findAllByTestId('image-sender')).map((row) =>
        row.textContent?.replace(/\s+/g, ' ').trim(),
      ),
    ).toEqual([
      'a@one.example Always shown',
      'b@two.example Never shown',
      'c@three.example Always shown',
    ]);
    await user.click(screen.getByRole('button', { name: 'Forget the choice for b@two.example' }));
    await waitFor(() => expect(screen.getAllByTestId('image-sender')).toHaveLength(2));
    expect(document.activeElement).toBe(
      screen.getByRole('button', { name: 'Forget the choice for c@three.example' }),
    );
    await user.click(get('image-senders-forget-all'));
    expect(removeSenderImageRule.mock.calls).toEqual([['b@two.example']]);
    expect(clearSenderImageRules).toHaveBeenCalledOnce();
    await screen.findByTestId('image-senders-none');
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(app.dialogs.current).toMatchObject({ kind: 'settings' });
  });
});

describe('muted senders', () => {
  it('are muted from a message, with an undo', async () => {
    const muteSenderOfMessage = vi.fn(async () => 'deals@harbour.example');
    const unmuteSender = vi.fn(async () => null);
    const { app, user } = await open(snapshot(), {}, { muteSenderOfMessage, unmuteSender });
    await app.messages.muteSender('m1');
    expect(muteSenderOfMessage).toHaveBeenCalledWith('m1');
    const toast = await screen.findByTestId('toast');
    expect(toast.textContent).toContain('No more notifications of mail from deals@harbour.example');
    await user.click(within(toast).getAllByRole('button')[0] as HTMLElement);
    expect(unmuteSender).toHaveBeenCalledWith('deals@harbour.example');
  });

  it('are listed in the settings and taken out there', async () => {
    let senders = ['a@one.example', 'b@two.example'];
    const unmuteSender = vi.fn(async (address: string) => {
      senders = senders.filter((sender) => sender !== address);
      return null;
    });
    const { app, user } = await open(
      snapshot(),
      {},
      { listMutedSenders: async () => senders, unmuteSender },
    );
    await user.click(get('settings-open'));
    await user.click(get('muted-senders-open'));
    expect(await screen.findAllByTestId('muted-sender')).toHaveLength(2);
    await user.click(
      screen.getByRole('button', { name: 'Notify of mail from a@one.example again' }),
    );
    await waitFor(() => expect(screen.getAllByTestId('muted-sender')).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: /b@two/ }));
    await screen.findByTestId('muted-senders-none');
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(app.dialogs.current).toMatchObject({ kind: 'settings' });
  });
});

describe('the key', () => {
  it('is replaced by an accepted one; a refused one changes nothing', async () => {
    const replaceApiKey = vi.fn(async (key: string) => {
      if (key === 'mk_wrong') throw failure('key_refused');
      return null;
    });
    const { app, user } = await open(snapshot(), {}, { replaceApiKey });
    await user.click(get('settings-open'));
    await user.click(get('replace-key'));
    expect(get('key-dialog').textContent).toContain('the old one stays in use');
    await user.type(get('api-key-input'), 'mk_wrong');
    await user.click(screen.getByRole('button', { name: 'Use this key' }));
    await screen.findByTestId('error-banner');
    expect(app.dialogs.current).toEqual({ kind: 'replace-api-key' });
    await user.clear(get('api-key-input'));
    await user.type(get('api-key-input'), 'mk_new');
    await user.click(get('connect'));
    expect(replaceApiKey).toHaveBeenLastCalledWith('mk_new', 'https://api.example.com/api');
    expect((await screen.findByTestId('toast')).textContent).toContain('The new key is in use');
    expect(app.dialogs.current).toBeNull();
  });

  it('of the demo can’t be replaced', async () => {
    const demo = account(1, { storage: 'demo' });
    const { user } = await open(snapshot({ account: demo, accounts: [demo] }));
    await user.click(get('settings-open'));
    expect(screen.queryByTestId('replace-key')).toBeNull();
  });
});

describe('an address', () => {
  it('is muted from its menu and shows it', async () => {
    const setInboxesMuted = vi.fn(async () => null);
    const inboxWithMuted = (value: boolean): InboxView => inbox(1, { muted: value });
    const { user, emitChange } = await open(
      snapshot({ inboxes: [inboxWithMuted(false)] }),
      {},
      { setInboxesMuted },
    );
    expect(screen.queryByTestId('inbox-muted')).toBeNull();
    const more = screen.getByRole('button', { name: /^More for/ });
    await user.click(more);
    await user.click(get('menu-mute'));
    expect(setInboxesMuted).toHaveBeenCalledWith([1], true);
    emitChange({ kind: 'inbox', inbox: inboxWithMuted(true) });
    await screen.findByTestId('inbox-muted');
    await user.click(more);
    expect(get('menu-mute').textContent).toContain('Unmute');
  });
});

describe('a message requested outside the window', () => {
  const asked = message('b', { inbox_id: 2, subject: 'Asked for' });

  it('is shown by a new window', async () => {
    await open(snapshot({ open_message: asked }), { 2: [asked] });
    expect((await screen.findByTestId('message-subject')).textContent).toBe('Asked for');
  });

  it('is shown by an open window in place of dialogs', async () => {
    const { app, emitChange, user } = await open(snapshot(), { 2: [asked] });
    await user.click(get('settings-open'));
    emitChange({ kind: 'open_message', message: asked });
    expect((await screen.findByTestId('message-subject')).textContent).toBe('Asked for');
    expect(app.view.selectedInboxId).toBe(2);
    expect(app.dialogs.current).toBeNull();
  });

  it('of a removed inbox changes nothing', async () => {
    const { app, emitChange } = await open(snapshot());
    emitChange({ kind: 'open_message', message: { ...asked, inbox_id: 9 } });
    expect(app.view.selectedInboxId).toBe(1);
    expect(app.view.openMessage).toBeNull();
  });
});

describe('an address about to expire', () => {
  it('is announced by a toast', async () => {
    const { emitChange } = await open(snapshot());
    emitChange({
      kind: 'inbox_expires_soon',
      account_id: 1,
      inbox: inbox(1, { address: 'soon@one.example', state: 'expiring' }),
    });
    expect((await screen.findByTestId('toast')).textContent).toContain(
      'soon@one.example takes mail for two more minutes at most',
    );
  });
});
