/** Settings, muted addresses, and messages asked for outside the window. */
import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { InboxView, MessageSummary, Settings, Snapshot } from '$lib/bindings';
import type { Api } from '$lib/state/app.svelte';
import Root from '../src/Root.svelte';
import { appWith, failure, inbox, message, snapshot } from './core';

const get = (id: string) => screen.getByTestId(id);
const box = (id: string) => get(id) as HTMLInputElement;

async function open(
  first: Snapshot,
  mail: Record<number, MessageSummary[]> = {},
  answers: Partial<Api> = {},
) {
  const core = await appWith(first, mail, answers);
  render(Root, { props: { app: core.app } });
  return { ...core, user: userEvent.setup() };
}

describe('settings', () => {
  it('show what is so, are applied at once, and follow the core', async () => {
    const setSettings = vi.fn(async (_: Settings) => null);
    const first = snapshot();
    const { user, tell } = await open(first, {}, { setSettings });
    await user.click(get('settings-open'));
    expect(screen.getByRole('checkbox', { name: 'Announce new mail' })).toBe(
      get('setting-notifications'),
    );
    expect(box('setting-notifications').checked).toBe(true);
    expect(box('setting-autostart').checked).toBe(false);

    await user.click(get('setting-notifications'));
    expect(setSettings).toHaveBeenLastCalledWith({ ...first.settings, notifications: false });
    tell({ kind: 'settings', settings: { ...first.settings, notifications: false } });
    await waitFor(() => expect(box('setting-notifications').checked).toBe(false));
    await user.click(get('setting-autostart'));
    expect(setSettings).toHaveBeenLastCalledWith({
      ...first.settings,
      notifications: false,
      start_at_login: true,
    });
    await user.selectOptions(get('setting-clear-clipboard'), 'After a minute');
    expect(setSettings.mock.lastCall?.[0].clear_clipboard_after).toBe(60);
  });

  it('that can’t be applied say why and stay as they were', async () => {
    const setSettings = async () => {
      throw failure('shortcut_unavailable');
    };
    const { user } = await open(snapshot(), {}, { setSettings });
    await user.click(get('settings-open'));
    await user.click(get('setting-shortcut'));
    expect((await screen.findByTestId('error-banner')).textContent).toContain('Wayland');
    await waitFor(() => expect(box('setting-shortcut').checked).toBe(false));
    expect(box('setting-shortcut').disabled).toBe(false);
  });
});

describe('an address', () => {
  it('is muted from its menu and says so', async () => {
    const setInboxMuted = vi.fn(async () => null);
    const muted = (value: boolean): InboxView => inbox(1, { muted: value });
    const { user, tell } = await open(snapshot({ inboxes: [muted(false)] }), {}, { setInboxMuted });
    expect(screen.queryByTestId('inbox-muted')).toBeNull();
    await user.click(get('menu-mute'));
    expect(setInboxMuted).toHaveBeenCalledWith(1, true);
    tell({ kind: 'inbox', inbox: muted(true) });
    await screen.findByTestId('inbox-muted');
    expect(get('menu-mute').textContent).toContain('Unmute');
  });
});

describe('a message asked for outside the window', () => {
  const asked = message('b', { inbox_id: 2, subject: 'Asked for' });

  it('is shown by a new window', async () => {
    await open(snapshot({ open_message: asked }), { 2: [asked] });
    expect((await screen.findByTestId('message-subject')).textContent).toBe('Asked for');
  });

  it('is shown by an open window, whatever was open before', async () => {
    const { app, tell, user } = await open(snapshot(), { 2: [asked] });
    await user.click(get('settings-open'));
    tell({ kind: 'open_message', message: asked });
    expect((await screen.findByTestId('message-subject')).textContent).toBe('Asked for');
    expect(app.selectedInbox).toBe(2);
    expect(app.dialog).toBeNull();
  });

  it('of an inbox that is gone changes nothing', async () => {
    const { app, tell } = await open(snapshot());
    tell({ kind: 'open_message', message: { ...asked, inbox_id: 9 } });
    expect(app.selectedInbox).toBe(1);
    expect(app.open).toBeNull();
  });
});

describe('an address about to expire', () => {
  it('is warned of in words', async () => {
    const { tell } = await open(snapshot());
    tell({
      kind: 'ends_soon',
      account: 1,
      inbox: inbox(1, { address: 'soon@one.example', state: 'expiring' }),
    });
    expect((await screen.findByTestId('toast')).textContent).toContain(
      'soon@one.example takes mail for two more minutes at most',
    );
  });
});
