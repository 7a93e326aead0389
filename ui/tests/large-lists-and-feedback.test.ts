import { readFileSync } from 'node:fs';
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings, type MessageSummary, type SettingsPatch } from '$lib/bindings';
import { applyLanguage } from '$lib/i18n';
import type { Licences } from '$lib/licences';
import type { App } from '$lib/state/app';
import { isoTimeAt, failure, inbox, message, snapshot } from './fake-core';
import { allByTestId, setUpPageTests, get, open } from './render-page';

vi.mock('$lib/licences', () => ({
  loadLicences: async (): Promise<Licences> => ({
    parts: [
      { name: 'nothing', version: '0.1.0', licence: 'MIT', texts: [] },
      { name: 'OpenSSL', version: '3', licence: 'Apache-2.0', texts: [0] },
    ],
    texts: ['Apache License'],
  }),
}));

setUpPageTests();

afterEach(() => applyLanguage(defaultSettings, 'en'));

describe('a list of a thousand addresses', () => {
  const inboxes = Array.from({ length: 1000 }, (_, i) =>
    inbox(i + 1, {
      state: i < 700 ? 'active' : 'expired',
      label: i % 3 === 0 ? `Shop ${i}` : null,
    }),
  );

  it('renders only a screenful and can be walked to its end', async () => {
    await open(snapshot({ inboxes }));
    expect(allByTestId('inbox-item').length).toBeLessThan(60);
    const first = within(allByTestId('inbox-item')[0] as HTMLElement).getAllByRole('button')[0];
    first?.focus();
    await fireEvent.keyDown(first as HTMLElement, { key: 'End' });
    await waitFor(() =>
      expect(document.activeElement?.closest('li')?.dataset.address).toBe('box1000@example.com'),
    );
    expect(document.activeElement?.closest('li')?.getAttribute('aria-posinset')).toBe('1000');
    await fireEvent.keyDown(document.activeElement as HTMLElement, { key: 'Home' });
    await waitFor(() =>
      expect(document.activeElement?.closest('li')?.dataset.address).toBe('box1@example.com'),
    );
  });

  it('shows a heading above the ended ones', async () => {
    await open(
      snapshot({
        inboxes: [inbox(1), inbox(2, { state: 'expired' }), inbox(3, { state: 'deleted' })],
      }),
    );
    expect(screen.getAllByText('Ended')).toHaveLength(1);
    expect(screen.getByText('Ended').closest('li')?.dataset.address).toBe('box2@example.com');
  });
});

describe('a list that receives mail', () => {
  const subjects = () => allByTestId('message-item').map((row) => row.dataset.messageId);

  it('withholds new rows while the mouse moves and shows them when it rests', async () => {
    const { emitChange } = await open(snapshot(), { 1: [message('a'), message('b')] });
    await waitFor(() => expect(subjects()).toHaveLength(2));
    const before = subjects();
    const row = allByTestId('message-item')[0] as HTMLElement;
    const receiveMessage = (id: string) =>
      emitChange({
        kind: 'messages',
        inbox_id: 1,
        messages: [message(id, { received_at: isoTimeAt(-1) })],
      });
    const list = row.closest('.scroller') as HTMLElement;

    vi.useFakeTimers();
    try {
      await fireEvent.mouseMove(row);
      receiveMessage('new');
      flushSync();
      expect(subjects()).toEqual(before);
      // Continuous movement does not prolong the delay.
      vi.advanceTimersByTime(600);
      await fireEvent.mouseMove(row);
      vi.advanceTimersByTime(600);
      flushSync();
      expect(subjects()).toEqual(['new', ...before]);

      await fireEvent.mouseMove(row);
      emitChange({ kind: 'message_removed', inbox_id: 1, id: 'new' });
      receiveMessage('newer');
      flushSync();
      expect(subjects(), 'what is gone goes at once').toEqual(before);
      await fireEvent.mouseLeave(list);
      expect(subjects()).toEqual(['newer', ...before]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('an inbox with thousands of messages', () => {
  it('shows its first page before the whole list', async () => {
    const first = message('first');
    const listMessagePage = vi.fn(async () => ({ messages: [first], next: 'more' }));
    let come: (list: MessageSummary[]) => void = () => {};
    const listMessages = () => new Promise<MessageSummary[]>((resolve) => (come = resolve));
    await open(
      snapshot({ inboxes: [inbox(1, { total: 5000 })] }),
      {},
      { listMessagePage, listMessages },
    );
    await waitFor(() => expect(allByTestId('message-item')).toHaveLength(1));
    expect(listMessagePage).toHaveBeenCalledTimes(1);
    come([first, message('second')]);
    await waitFor(() => expect(allByTestId('message-item')).toHaveLength(2));
  });

  it('requests no page for a short list', async () => {
    const listMessagePage = vi.fn(async () => ({ messages: [], next: null }));
    await open(snapshot({ inboxes: [inbox(1, { total: 20 })] }), {}, { listMessagePage });
    expect(listMessagePage).not.toHaveBeenCalled();
  });
});

it('the checkbox of a selected message is checked, also in a range', async () => {
  const mail = [message('a'), message('b'), message('c')];
  const { user } = await open(snapshot(), { 1: mail });
  const checkboxStates = () =>
    allByTestId('message-pick').map((box) => (box as HTMLInputElement).checked);
  await waitFor(() => expect(allByTestId('message-pick')).toHaveLength(3));
  await user.click(allByTestId('message-pick')[0] as HTMLElement);
  await waitFor(() => expect(checkboxStates()).toEqual([true, false, false]));
  await user.keyboard('{Shift>}');
  await user.click(allByTestId('message-pick')[2] as HTMLElement);
  await user.keyboard('{/Shift}');
  await waitFor(() => expect(checkboxStates()).toEqual([true, true, true]));
});

describe('the toast about the clipboard', () => {
  const toastTexts = () => allByTestId('toast').map((toast) => toast.textContent?.trim());

  it('names the last copied text only', async () => {
    let made = 20;
    const createInbox = async () => ({ inbox: inbox(++made), copied: true });
    const mail = { 1: [message('a', { code: '482913' })] };
    const { app, user } = await open(snapshot(), mail, { createInbox });
    await user.click(await screen.findByTestId('code-chip'));
    await waitFor(() => expect(toastTexts()).toEqual(['Copied 482913']));
    // A toast about something else stays.
    app.feedback.showToast('Message deleted');
    await user.click(get('create-inbox'));
    await user.click(get('create-inbox'));
    await waitFor(() =>
      expect(toastTexts()).toEqual(['Message deleted', 'box22@example.com is on the clipboard']),
    );
    await user.click(screen.getByRole('button', { name: 'Copy box2@example.com' }));
    await waitFor(() =>
      expect(toastTexts()).toEqual(['Message deleted', 'Copied box2@example.com']),
    );
  });

  it.each([
    ['a link', (app: App) => app.links.copyLink(5, false)],
    ['a source', (app: App) => app.messages.copySource('a')],
  ])('is removed when %s was copied', async (_, copy) => {
    const { app } = await open(snapshot());
    await app.inboxes.copyAddress(inbox(1));
    await waitFor(() => expect(toastTexts()).toHaveLength(1));
    await copy(app);
    await waitFor(() => expect(toastTexts()).toEqual([]));
  });

  it('stays when copying failed', async () => {
    const copyCode = vi.fn().mockRejectedValue(failure('clipboard_failed'));
    const createInbox = async () => ({ inbox: inbox(21), copied: false });
    const { app } = await open(snapshot(), {}, { copyCode, createInbox });
    await app.inboxes.copyAddress(inbox(1));
    await app.messages.copyCode('a', '482913');
    await app.inboxes.createInbox();
    await waitFor(() =>
      expect(toastTexts()).toEqual(['Copied box1@example.com', 'New address: box21@example.com']),
    );
  });
});

describe('a screen reader', () => {
  it('is told about new mail, not about listed, read or marked mail', async () => {
    const { emitChange } = await open(snapshot({ inboxes: [inbox(1), inbox(2)] }), {
      1: [message('a')],
    });
    expect(get('heard').textContent).toBe('');
    emitChange({ kind: 'messages', inbox_id: 1, messages: [message('a', { unread: false })] });
    emitChange({ kind: 'messages', inbox_id: 1, messages: [message('a')] });
    await waitFor(() => expect(get('heard').textContent).toBe(''));
    emitChange({
      kind: 'messages',
      inbox_id: 1,
      messages: [message('b', { subject: 'Your ticket' })],
    });
    await waitFor(() =>
      expect(get('heard').textContent).toBe('New mail from Harbour Tickets: Your ticket'),
    );
    emitChange({ kind: 'messages', inbox_id: 2, messages: [message('c'), message('d')] });
    await waitFor(() => expect(get('heard').textContent).toBe('2 new messages'));
    expect(get('heard').getAttribute('role')).toBe('status');
  });
});

describe('the first steps', () => {
  it('are checked when they are done, and hidden for good', async () => {
    const updateSettings = vi.fn(async (_: SettingsPatch) => null);
    const { user, emitChange } = await open(snapshot({ inboxes: [] }), {}, { updateSettings });
    const doneStepCount = () => get('first-steps').querySelectorAll('.done').length;
    expect(doneStepCount()).toBe(0);
    emitChange({ kind: 'inbox', inbox: inbox(1) });
    await waitFor(() => expect(doneStepCount()).toBe(1));
    emitChange({ kind: 'inbox', inbox: inbox(1, { total: 1 }) });
    await waitFor(() => expect(doneStepCount()).toBe(2));
    await user.click(get('first-steps-hide'));
    expect(updateSettings).toHaveBeenCalledWith({ first_steps: false });
    emitChange({ kind: 'settings', settings: { ...defaultSettings, first_steps: false } });
    await waitFor(() => expect(allByTestId('first-steps')).toEqual([]));
  });

  it('are not shown again', async () => {
    await open(snapshot({ settings: { ...defaultSettings, first_steps: false } }));
    expect(allByTestId('first-steps')).toEqual([]);
  });
});

describe('the zoom level', () => {
  it('is changed by shortcuts in steps up to a limit, also in dialogs', async () => {
    const updateSettings = vi.fn(async (_: SettingsPatch) => null);
    const { user, app, emitChange } = await open(snapshot(), {}, { updateSettings });
    const requestedZoomLevels = () => updateSettings.mock.calls.map(([settings]) => settings.zoom);
    await user.keyboard('{Control>}={/Control}');
    expect(requestedZoomLevels()).toEqual([110]);
    app.dialogs.openDialog({ kind: 'settings' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeTruthy());
    await user.keyboard('{Control>}-{/Control}');
    expect(requestedZoomLevels()).toEqual([110, 90]);
    emitChange({ kind: 'settings', settings: { ...defaultSettings, zoom: 300 } });
    await user.keyboard('{Control>}+{/Control}');
    expect(requestedZoomLevels()).toEqual([110, 90]);
    await user.keyboard('{Control>}0{/Control}');
    expect(requestedZoomLevels()).toEqual([110, 90, 100]);
  });
});

it('a visible failure follows a change of language', async () => {
  const { user, emitChange } = await open(
    snapshot(),
    {},
    {
      createInbox: async () => {
        throw failure('offline');
      },
    },
  );
  await user.click(get('create-inbox'));
  await waitFor(() => expect(get('error-banner').textContent).toContain('No address was made.'));
  emitChange({ kind: 'settings', settings: { ...defaultSettings, language: 'vi' } });
  await waitFor(() => expect(get('error-banner').textContent).toContain('Chưa tạo được địa chỉ.'));
});

describe('the licences', () => {
  it('list the components in use, each with its licence', () => {
    const root = '..';
    const crates = new Set(
      [
        ...readFileSync(`${root}/Cargo.lock`, 'utf8').matchAll(/name = "(.+)"\nversion = "(.+)"/g),
      ].map(([, name, version]) => `${name} ${version}`),
    );
    const lock = readFileSync(`${root}/ui/package-lock.json`, 'utf8');
    const { packages } = JSON.parse(lock) as { packages: Record<string, { version: string }> };
    for (const [path, { version }] of Object.entries(packages)) {
      crates.add(`${path.replace('node_modules/', '')} ${version}`);
    }
    const file = readFileSync('src/assets/licences.json', 'utf8');
    const { parts, texts } = JSON.parse(file) as Licences;
    const stale = parts.filter(
      ({ name, version }) => !crates.has(`${name} ${version}`) && !crates.has(version),
    );
    expect(stale, 'run make licences').toEqual([]);
    for (const part of ['tauri', 'rusqlite', 'ammonia', 'svelte', '@fluent/bundle', 'SQLCipher']) {
      expect(parts.map(({ name }) => name)).toContain(part);
    }
    expect(parts.filter(({ licence }) => licence === '')).toEqual([]);
    expect(parts.flatMap((part) => part.texts).every((at) => texts[at])).toBe(true);
  });

  it('are opened from About and return to it', async () => {
    const { user, app } = await open(snapshot());
    app.dialogs.openDialog({ kind: 'about' });
    await user.click(await screen.findByTestId('licences-open'));
    const part = (await screen.findAllByTestId('licence-part')).find((li) =>
      li.textContent?.includes('OpenSSL'),
    ) as HTMLElement;
    await user.click(within(part).getByRole('button'));
    expect(part.textContent).toContain('Apache License');
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await screen.findByTestId('about-version');
  });
});
