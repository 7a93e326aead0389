/** What a new user meets. */
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { extractParentFolderName } from '$lib/file-name-display';
import {
  defaultSettings,
  type AccountView,
  type MessageView,
  type TransferView,
} from '$lib/bindings';
import { explainError } from '$lib/i18n';
import { account, isoTimeAt, failure, inbox, message, NOW, snapshot } from './fake-core';
import { allByTestId, setUpPageTests, get, open } from './render-page';

setUpPageTests();

const file = {
  index: 0,
  name: 'ticket.pdf',
  safe_name: 'ticket.pdf',
  size: 1000,
  dangerous: false,
  preview: null,
  same_name_as_earlier: false,
};

/** Opens the page with an open message that has these properties. */
async function reading(change: Partial<MessageView>, answers = {}) {
  const core = await open(snapshot(), { 1: [message('a')] }, answers);
  const plain = await core.api.readMessage('a');
  core.api.readMessage = async () => ({ ...plain, ...change });
  await core.user.click(await screen.findByRole('button', { name: /Subject a/ }));
  await waitFor(() => expect(core.app.view.openMessage?.view).toBeTruthy());
  return core;
}

describe('an attachment', () => {
  const transfer: TransferView = {
    id: 7,
    message_id: 'a',
    index: 0,
    file_name: 'ticket.pdf',
    received: 0,
    total: 1000,
    state: { kind: 'running' },
  };
  const done: TransferView = {
    ...transfer,
    state: { kind: 'done', path: '/home/me/Downloads/ticket.pdf' },
  };

  it('is saved by a click anywhere on it, and then shows its folder', async () => {
    const downloadAttachment = vi.fn(async () => transfer);
    const { user, emitChange } = await reading({ attachments: [file] }, { downloadAttachment });
    const card = get('attachment-item');
    await user.click(within(card).getByText('1 kB'));
    expect(downloadAttachment).toHaveBeenCalledWith('a', 0);
    // Not a second time while it is running.
    await user.click(within(card).getByText('ticket.pdf'));
    expect(downloadAttachment).toHaveBeenCalledTimes(1);
    emitChange({ kind: 'transfer', transfer: done });
    await waitFor(() => expect(card.textContent).toContain('Saved in Downloads'));
    expect(screen.queryAllByTestId('toast'), 'said where one looks').toHaveLength(0);
    expect(get('heard').textContent).toBe('Saved ticket.pdf');
    await user.click(within(card).getByText('ticket.pdf'));
    expect(downloadAttachment).toHaveBeenCalledTimes(2);
  });

  it('of a message that is no longer open is reported by a toast', async () => {
    const { app, emitChange } = await reading({ attachments: [file] });
    emitChange({ kind: 'transfer', transfer });
    app.navigation.closeMessage();
    emitChange({ kind: 'transfer', transfer: done });
    expect((await screen.findByTestId('toast')).textContent).toContain('Saved ticket.pdf');
  });

  it.each([
    ['/home/me/Downloads/a.pdf', 'Downloads'],
    ['C:\\Users\\me\\My files\\a.pdf', 'My files'],
    ['/a.pdf', '/'],
  ])('at %s is in %s', (path, folder) => expect(extractParentFolderName(path)).toBe(folder));
});

describe('the label of an address', () => {
  const header = () => get('copy-address').closest('header') as HTMLElement;

  it('can be changed in the header, also for an ended address', async () => {
    const ended = inbox(2, { state: 'expired' });
    const { app, user } = await open(snapshot({ inboxes: [inbox(1), ended] }));
    await user.click(get('label-inbox'));
    expect(await screen.findByTestId('label-input')).toBeTruthy();
    app.dialogs.closeDialog();
    app.navigation.selectInbox(2);
    await waitFor(() => expect(allByTestId('convert-inbox')).toHaveLength(0));
    expect(get('label-inbox')).toBeTruthy();
  });

  it('is shown above the address in the header', async () => {
    const { emitChange } = await open(snapshot());
    expect(within(header()).getByRole('heading').textContent).toBe('box1@example.com');
    emitChange({ kind: 'inbox', inbox: inbox(1, { label: 'Garden shop' }) });
    await waitFor(() => expect(get('inbox-label').textContent).toBe('Garden shop'));
    expect(within(header()).getByText('box1@example.com')).toBeTruthy();
  });

  it('is not changed by the pencil button', async () => {
    await open(snapshot());
    expect(get('convert-inbox').title).toContain('another address');
  });
});

describe('the settings', () => {
  const dialog = () => screen.getByRole('dialog');

  it('are shown again at their previous position', async () => {
    const { user } = await open(snapshot());
    await user.click(get('settings-open'));
    dialog().scrollTop = 240;
    await user.click(get('image-senders-open'));
    await screen.findByTestId('image-senders-none');
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(document.activeElement).toBe(get('image-senders-open')));
    expect(dialog().scrollTop).toBe(240);
    // Opened again, it starts at the top.
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await user.click(get('settings-open'));
    expect(dialog().scrollTop).toBe(0);
  });

  it.each(['sign-out', 'wipe-data'])('are shown again after cancelling %s', async (testid) => {
    const { user } = await open(snapshot());
    await user.click(get('settings-open'));
    dialog().scrollTop = 300;
    await user.click(get(testid));
    await user.click(
      within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Cancel' }),
    );
    await waitFor(() => expect(document.activeElement).toBe(get(testid)));
    expect(dialog().scrollTop).toBe(300);
  });

  it('show until when checking uses requests', async () => {
    const quota = {
      limit: 1000,
      used: 100,
      remaining: 900,
      resets_at: isoTimeAt(600),
      expected_checks: 40,
    };
    const { user } = await open(snapshot({ quota }));
    await user.click(get('settings-open'));
    expect(get('checking-cost').textContent).toMatch(/for checking until \d.* if nothing else/);
  });
});

describe('signing out', () => {
  it('asks once, and explains what stays and what signing in needs', async () => {
    const signOut = vi.fn(async () => null);
    const { app, user } = await open(snapshot(), {}, { signOut });
    await user.click(get('settings-open'));
    await user.click(get('sign-out'));
    expect(signOut).not.toHaveBeenCalled();
    const said = screen.getByRole('alertdialog').textContent;
    expect(said).toContain('the API key again');
    expect(said).toContain('stay on this computer, encrypted');
    await user.click(get('confirm'));
    expect(signOut).toHaveBeenCalledOnce();
    await waitFor(() => expect(app.dialogs.current).toBeNull());
  });

  it('of the demo needs no confirmation', async () => {
    const signOut = vi.fn(async () => null);
    const demo = account(1, { storage: 'demo' });
    const { user } = await open(snapshot({ account: demo, accounts: [demo] }), {}, { signOut });
    await user.click(get('settings-open'));
    await user.click(get('sign-out'));
    expect(signOut).toHaveBeenCalledOnce();
  });
});

it.each([
  ['forever', 'stays here until you remove it'],
  ['seven_days', 'stays here for 7 days'],
  ['until_the_end', 'deleted with it'],
] as const)('the confirmation of a deletion explains the retention %s: %s', async (keep, words) => {
  const settings = { ...defaultSettings, keep_mail: keep };
  const { user } = await open(snapshot({ settings }));
  await user.click(get('delete-inbox'));
  expect(screen.getByRole('alertdialog').textContent).toContain(words);
});

describe('after the confirmation of a link in a mail', () => {
  const openLinkConfirmation = async () => {
    const core = await reading({});
    get('message-frame').focus();
    expect(document.activeElement).toBe(get('message-frame'));
    const target = {
      href: 'https://harbour.example/',
      host: 'harbour.example',
      host_unicode: null,
      mismatch: false,
      insecure: false,
    };
    const link = { id: 5, kind: 'web', text: 'Open', target, stripped: null } as const;
    core.emitChange({ kind: 'confirm_link', link });
    await screen.findByTestId('link-dialog');
    return core;
  };

  it('the focus is on the row of the message', async () => {
    const { user } = await openLinkConfirmation();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    const row = within(get('message-item')).getByRole('button', { name: /Subject a/ });
    await waitFor(() => expect(document.activeElement).toBe(row));
  });

  it('the focus is on the reading pane where there is no row', async () => {
    const { user } = await openLinkConfirmation();
    document.querySelector('[data-pane="messages"] [aria-current="true"]')?.remove();
    await user.click(get('link-open'));
    await waitFor(() =>
      expect(document.activeElement).toBe(document.querySelector('[data-pane="reading"]')),
    );
  });
});

describe('a window without an address', () => {
  it('does not ask to choose one', async () => {
    const { emitChange } = await open(snapshot({ inboxes: [], selected_inbox: null }));
    expect(screen.queryByText('Choose an address')).toBeNull();
    expect(screen.getByText('Your mail appears here')).toBeTruthy();
    emitChange({ kind: 'inbox', inbox: inbox(1) });
    await screen.findByText('Choose an address');
  });
});

it('the step about codes is checked after one was copied', async () => {
  const copyCode = vi
    .fn()
    .mockRejectedValueOnce(failure('clipboard_failed'))
    .mockResolvedValue(null);
  const mail = { 1: [message('a', { code: '482913' })] };
  const { user } = await open(snapshot({ inboxes: [inbox(1, { total: 1 })] }), mail, { copyCode });
  const doneStepCount = () => get('first-steps').querySelectorAll('.done').length;
  await user.click(await screen.findByTestId('code-chip'));
  await waitFor(() => expect(copyCode).toHaveBeenCalledTimes(1));
  expect(doneStepCount()).toBe(2);
  await user.click(get('code-chip'));
  await waitFor(() => expect(doneStepCount()).toBe(3));
});

describe('a message without text', () => {
  it('shows a note in place of a blank page', async () => {
    await reading({ is_empty: true });
    await waitFor(() =>
      expect(get('message-textless').textContent).toContain('This message has no text.'),
    );
    expect((get('message-frame') as HTMLIFrameElement).inert).toBe(true);
  });

  it('shows a note when it has only attachments', async () => {
    await reading({ is_empty: true, attachments: [file] });
    await waitFor(() => expect(get('message-textless').textContent).toContain('only attachments'));
    expect(allByTestId('attachment-item')).toHaveLength(1);
  });

  it('with inline images points to the attachments', async () => {
    await reading({ inline_images_missing: 2, attachments: [file] });
    await waitFor(() => expect(get('images-sent-along').textContent).toContain('attachments'));
  });

  it('but with images is shown; only its plain text is replaced by a note', async () => {
    const summary = message('a', { snippet: '', unread: false });
    const { app } = await reading({ summary });
    expect(allByTestId('message-textless')).toHaveLength(0);
    app.view.plainTextMessageId = 'a';
    await waitFor(() => expect(get('message-textless').textContent).toContain('no text.'));
  });
});

describe('the key', () => {
  const hint = () => get('api-key-input').closest('.field')?.querySelector('.hint')?.textContent;
  const nobody = { account: null, accounts: [], inboxes: [], selected_inbox: null };
  const welcome = snapshot({ phase: { kind: 'welcome' }, ...nobody });

  it('is kept in the keychain, by the welcome page', async () => {
    await open(welcome);
    expect(hint()).toContain('system keychain');
  });

  it('is kept until Mayfly quits, where the user chose a session only', async () => {
    await open({ ...welcome, session_only: true });
    await waitFor(() => expect(hint()).toContain('until Mayfly quits'));
  });

  it('is kept until Mayfly quits, also in the dialog that replaces it', async () => {
    const account = { ...snapshot().accounts[0], storage: 'session_only' } as AccountView;
    const { app } = await open(snapshot({ account, accounts: [account] }));
    app.dialogs.openDialog({ kind: 'replace-api-key' });
    await screen.findByTestId('key-dialog');
    expect(hint()).toContain('until Mayfly quits');
  });
});

it('the quota meter explains what a request is', async () => {
  const quota = { limit: 10, used: 1, remaining: 9, resets_at: isoTimeAt(600), expected_checks: 4 };
  const { user } = await open(snapshot({ quota }));
  await user.hover(get('quota'));
  expect(get('quota').title).toContain('A request is one question');
  expect(get('quota').title).toContain('slows down by itself');
});

describe('the domains to choose from', () => {
  const options = () => [...get('custom-domain').children].map((o) => o.textContent?.trim());
  const listDomainsWithPlan = (plan: string) => async () => [
    { domain: 'one.example', plan: 'Free', custom: false },
    { domain: 'two.example', plan, custom: false },
  ];

  it('show their plan where plans differ', async () => {
    const { user } = await open(snapshot(), {}, { listDomains: listDomainsWithPlan('Premium') });
    await user.click(get('create-custom'));
    await waitFor(() =>
      expect(options()).toEqual(['Any domain', 'one.example · Free', 'two.example · Premium']),
    );
  });

  it('show no plan where all have the same', async () => {
    const { user } = await open(snapshot(), {}, { listDomains: listDomainsWithPlan('Free') });
    await user.click(get('create-custom'));
    await waitFor(() => expect(options()).toEqual(['Any domain', 'one.example', 'two.example']));
  });
});

it('a refused API key is explained without the words of the service', () => {
  const error = failure('key_refused', { service_message: 'Unauthenticated.' });
  expect(explainError(error, NOW).quotation).toBeNull();
});

describe('the context menu', () => {
  /** Resolves to whether the browser would open its own menu. */
  const opensBrowserMenu = (element: Element) => fireEvent.contextMenu(element);

  it('is the browser’s own only on inputs and selected text', async () => {
    await open(snapshot(), { 1: [message('a')] });
    expect(await opensBrowserMenu(await screen.findByTestId('message-item'))).toBe(false);
    expect(await opensBrowserMenu(get('create-inbox'))).toBe(false);
    expect(await opensBrowserMenu(get('search'))).toBe(true);
    const heading = screen.getByRole('heading', { name: 'box1@example.com' });
    expect(await opensBrowserMenu(heading)).toBe(false);
    getSelection()?.selectAllChildren(heading);
    expect(await opensBrowserMenu(heading)).toBe(true);
    expect(await opensBrowserMenu(get('create-inbox'))).toBe(false);
    getSelection()?.removeAllRanges();
  });

  it('of an address opens, and opens again when the release of the button closed it', async () => {
    const showPopover = vi.fn();
    HTMLElement.prototype.showPopover = showPopover;
    const { app, user } = await open(snapshot());
    const row = allByTestId('inbox-item')[1]?.querySelector('.main') as HTMLElement;
    expect(await fireEvent.contextMenu(row, { buttons: 2 })).toBe(false);
    expect(showPopover).toHaveBeenCalledTimes(1);
    await fireEvent.pointerUp(row);
    expect(showPopover).toHaveBeenCalledTimes(2);
    await user.click(within(allByTestId('inbox-item')[1] as HTMLElement).getByTestId('menu-label'));
    expect(app.dialogs.current).toMatchObject({ kind: 'inbox-label', inbox: { id: 2 } });
  });

  it('of an address opens once by the keyboard', async () => {
    const showPopover = vi.fn();
    HTMLElement.prototype.showPopover = showPopover;
    await open(snapshot());
    await fireEvent.contextMenu(
      allByTestId('inbox-item')[0]?.querySelector('.main') as HTMLElement,
    );
    await fireEvent.pointerUp(get('create-inbox'));
    expect(showPopover).toHaveBeenCalledOnce();
  });
});
