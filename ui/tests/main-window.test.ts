import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { MessageBodyDisplayLevel, MessageSummary, MessageView } from '$lib/bindings';
import { clock } from '$lib/state/clock.svelte';
import { loadMessageListView, storeMessageListView } from '$lib/state/message-list-view-storage';
import { account, isoTimeAt, failure, inbox, message, NOW, snapshot } from './fake-core';
import { allByTestId, setUpPageTests, get, open } from './render-page';

const main = (row: HTMLElement | undefined) => within(row as HTMLElement).getAllByRole('button')[0];

setUpPageTests();

describe('the first page', () => {
  const welcome = snapshot({ phase: { kind: 'welcome' }, account: null, inboxes: [] });

  it('asks for an API key before it connects', async () => {
    const connect = vi.fn(async () => null);
    const { user } = await open(welcome, {}, { connect });
    await user.click(get('connect'));
    expect(connect).not.toHaveBeenCalled();
    expect(screen.getByText('Paste your API key first.')).toBeTruthy();
    expect(get('api-key-input').getAttribute('aria-invalid')).toBe('true');
  });

  it('hides the API key by default and clears it once it is accepted', async () => {
    const connect = vi.fn(async () => null);
    const { user } = await open(welcome, {}, { connect });
    const input = get('api-key-input') as HTMLInputElement;
    expect(input.type).toBe('password');
    await user.type(input, ' key-1 ');
    await user.click(get('api-key-show'));
    expect(input.type).toBe('text');
    await user.click(get('connect'));
    expect(connect).toHaveBeenCalledWith('key-1', null);
    await waitFor(() => expect(input.value).toBe(''));
    expect(input.type).toBe('password');
  });

  it('keeps a refused API key for correction and explains the refusal', async () => {
    const connect = vi.fn().mockRejectedValue(failure('key_refused'));
    const { user } = await open(welcome, {}, { connect });
    await user.type(get('api-key-input'), 'typo{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('doesn’t accept this key');
    expect((get('api-key-input') as HTMLInputElement).value).toBe('typo');
  });

  it('takes a base URL, preset by the environment, from behind Advanced', async () => {
    const connect = vi.fn(async () => null);
    const presetBaseUrl = async () => 'http://127.0.0.1:4010/api';
    const { user } = await open(welcome, {}, { connect, presetBaseUrl });
    await user.click(get('advanced-toggle'));
    expect(get('advanced-toggle').getAttribute('aria-expanded')).toBe('true');
    await user.type(get('api-key-input'), 'k{Enter}');
    expect(connect).toHaveBeenCalledWith('k', 'http://127.0.0.1:4010/api');
  });

  it.each(['insecure_base_url', 'no_service'] as const)(
    'focuses the base URL after the error %s',
    async (code) => {
      const connect = vi.fn().mockRejectedValue(failure(code));
      const { user } = await open(welcome, {}, { connect });
      await user.type(get('api-key-input'), 'k{Enter}');
      await screen.findByRole('alert');
      expect(get('api-url-input').getAttribute('aria-invalid')).toBe('true');
      expect(get('advanced-toggle').getAttribute('aria-expanded')).toBe('true');
      await waitFor(() => expect(document.activeElement).toBe(get('api-url-input')));
    },
  );
});

describe('a keychain that can’t be used', () => {
  it('offers to retry, to use this session only, or to quit', async () => {
    const continueWithoutKeychain = vi.fn(async () => null);
    const retryKeychain = vi.fn().mockRejectedValue(failure('keychain_locked'));
    const blocked = snapshot({
      phase: { kind: 'blocked', error: failure('keychain_unavailable') },
      account: null,
      inboxes: [],
    });
    const { user } = await open(blocked, {}, { retryKeychain, continueWithoutKeychain });
    expect(allByTestId('start-beside')).toHaveLength(0);
    expect(get('error-banner').textContent).toContain('can’t use this computer’s keychain');
    await user.click(get('keychain-retry'));
    await waitFor(() => expect(allByTestId('error-banner')).toHaveLength(2));
    await user.click(get('session-only'));
    expect(continueWithoutKeychain).toHaveBeenCalledOnce();
    expect(get('quit')).toBeTruthy();
  });

  it.each([
    ['keychain_locked', 1],
    ['keychain_unavailable', 1],
    ['store_in_use', 0],
  ] as const)('says that Mayfly goes on by itself: %s', async (code, count) => {
    const phase = { kind: 'blocked', error: failure(code) } as const;
    await open(snapshot({ phase, account: null, inboxes: [] }));
    expect(allByTestId('keychain-waiting')).toHaveLength(count);
  });
});

describe('addresses', () => {
  it('show their remaining time', async () => {
    await open(
      snapshot({ inboxes: [inbox(1, { state: 'expiring', expires_at: isoTimeAt(90) }), inbox(2)] }),
    );
    const expiryTexts = () => allByTestId('inbox-expiry').map((node) => node.textContent);
    expect(expiryTexts()).toEqual(['1:30 left', expect.stringMatching(/^9 min/)]);
    clock.now = NOW + 25_000;
    await waitFor(() =>
      expect(expiryTexts()).toEqual(['1:05 left', expect.stringMatching(/^8 min/)]),
    );
  });

  it('have their address and state as attributes, ended ones last', async () => {
    await open(snapshot({ inboxes: [inbox(1, { state: 'expired' }), inbox(2)] }));
    expect(
      allByTestId('inbox-item').map(({ dataset }) => [dataset.address, dataset.state]),
    ).toEqual([
      ['box2@example.com', 'active'],
      ['box1@example.com', 'expired'],
    ]);
    expect(main(allByTestId('inbox-item')[0])?.textContent).toContain('box2@example.com');
  });

  it('are operated by arrow keys, Enter, and Delete with a confirmation', async () => {
    const deleteInbox = vi.fn(async () => null);
    const { user, app } = await open(
      snapshot({ inboxes: [inbox(1), inbox(2), inbox(3, { state: 'expired' })] }),
      {},
      { deleteInbox },
    );
    main(allByTestId('inbox-item')[0])?.focus();
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(main(allByTestId('inbox-item')[1]));
    await user.keyboard('{End}');
    expect(document.activeElement).toBe(main(allByTestId('inbox-item')[2]));
    await user.keyboard('{ArrowUp}{Enter}');
    expect(app.view.selectedInboxId).toBe(2);
    await user.keyboard('{Delete}');
    expect(screen.getByRole('alertdialog').textContent).toContain('This is final');
    expect(deleteInbox).not.toHaveBeenCalled();
    await user.click(get('confirm'));
    expect(deleteInbox).toHaveBeenCalledWith(2);
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  });

  it('a new one is selected, reported as copied, and waits for mail', async () => {
    const { user, app } = await open(snapshot({ inboxes: [], selected_inbox: null }));
    await user.click(get('create-inbox'));
    expect(app.view.selectedInboxId).toBe(99);
    expect((await screen.findByTestId('toast')).textContent).toContain('box99@example.com');
    expect(await screen.findByText('Waiting for mail')).toBeTruthy();
  });

  it('that could not be created leave one banner until it is dismissed', async () => {
    const createInbox = vi.fn().mockRejectedValue(failure('offline'));
    const { user } = await open(snapshot(), {}, { createInbox });
    await user.click(get('create-inbox'));
    await user.click(get('create-inbox'));
    expect(allByTestId('error-banner')).toHaveLength(1);
    expect(get('error-banner').textContent).toContain('No address was made.');
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(allByTestId('error-banner')).toHaveLength(0);
  });

  it('with a chosen name are validated during input', async () => {
    const createCustomInbox = vi.fn(async () => ({ inbox: inbox(99), copied: true }));
    const { user } = await open(snapshot(), {}, { createCustomInbox });
    await user.click(get('create-custom'));
    await screen.findByRole('option', { name: /example\.org/ });
    await user.clear(get('custom-username'));
    await user.type(get('custom-username'), 'a b');
    expect(screen.getByText(/Use letters/)).toBeTruthy();
    await user.click(get('custom-submit'));
    expect(createCustomInbox).not.toHaveBeenCalled();
    await user.clear(get('custom-username'));
    await user.type(get('custom-username'), 'Ferry');
    await user.selectOptions(get('custom-domain'), 'example.org');
    expect(screen.getByText('ferry@example.org')).toBeTruthy();
    await user.click(get('custom-submit'));
    expect(createCustomInbox).toHaveBeenCalledWith('ferry', 'example.org', null);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe('messages', () => {
  const mail = {
    1: [
      message('a', { code: '482913', received_at: isoTimeAt(-10) }),
      message('b', { unread: false, received_at: isoTimeAt(-20) }),
    ],
  };

  it('are listed with their attributes and walked by arrow keys', async () => {
    const { user } = await open(snapshot(), mail);
    const rows = await screen.findAllByTestId('message-item');
    expect(rows.map(({ dataset }) => [dataset.messageId, dataset.unread])).toEqual([
      ['a', 'true'],
      ['b', 'false'],
    ]);
    main(rows[0])?.focus();
    await user.keyboard('{ArrowDown}');
    await waitFor(() => expect(document.activeElement).toBe(main(rows[1])));
    await user.keyboard('{Enter}');
    expect((await screen.findByTestId('message-subject')).textContent).toBe('Subject b');
  });

  it('open in a frame that may only request a new window', async () => {
    const { user } = await open(snapshot(), mail);
    await user.click(main((await screen.findAllByTestId('message-item'))[0]) as HTMLElement);
    const frame = await screen.findByTestId('message-frame');
    expect(frame.getAttribute('sandbox')).toBe('allow-popups');
    expect(frame.getAttribute('src')).toBe('mail://localhost/a');
    expect(frame.getAttribute('title')).toContain('Subject a');
  });

  it('open when the mouse button goes down, once', async () => {
    const { app, api } = await open(snapshot(), mail);
    const read = vi.spyOn(api, 'readMessage');
    const [first, second] = (await screen.findAllByTestId('message-item')).map(main);
    await fireEvent.mouseDown(first as HTMLElement, { button: 2, detail: 1 });
    expect(app.view.openMessage).toBeNull();
    await fireEvent.mouseDown(first as HTMLElement, { button: 0, detail: 1 });
    expect(app.view.openMessage?.summary.id).toBe('a');
    await fireEvent.click(first as HTMLElement, { button: 0, detail: 1 });
    expect(read.mock.calls).toEqual([['a']]);
    // Assistive technology clicks without a mouse, in part with all three events.
    await fireEvent.mouseDown(second as HTMLElement, { button: 0, detail: 0 });
    await fireEvent.click(second as HTMLElement, { button: 0, detail: 0 });
    expect(app.view.openMessage?.summary.id).toBe('b');
    expect(read.mock.calls).toEqual([['a'], ['b']]);
  });

  it('copy their code without opening', async () => {
    const copyCode = vi.fn(async () => null);
    const { user, app } = await open(snapshot(), mail, { copyCode });
    await user.click(await screen.findByTestId('code-chip'));
    expect(copyCode).toHaveBeenCalledWith('a', '482913');
    expect(app.view.openMessage).toBeNull();
  });

  it('appear when they arrive and disappear when they are removed', async () => {
    const { emitChange } = await open(snapshot(), mail);
    await screen.findAllByTestId('message-item');
    emitChange({
      kind: 'messages',
      inbox_id: 1,
      messages: [message('c', { received_at: isoTimeAt(0) })],
    });
    emitChange({ kind: 'message_removed', inbox_id: 1, id: 'b' });
    await waitFor(() =>
      expect(allByTestId('message-item').map(({ dataset }) => dataset.messageId)).toEqual([
        'c',
        'a',
      ]),
    );
  });

  it('are prerendered when the pointer stays, not when it passes', async () => {
    const prerenderMessage = vi.fn(async () => null);
    await open(snapshot(), mail, { prerenderMessage });
    const [first, second] = await screen.findAllByTestId('message-item');
    // Without a pause, however busy the machine is.
    for (const [row, name] of [
      [first, 'pointerenter'],
      [first, 'pointerleave'],
      [second, 'pointerenter'],
    ] as const)
      row?.dispatchEvent(new PointerEvent(name));
    await waitFor(() => expect(prerenderMessage).toHaveBeenCalled());
    expect(prerenderMessage.mock.calls).toEqual([[second?.dataset.messageId]]);
  });

  it('have their frame at once and keep it when the details arrive', async () => {
    const { user, app, api } = await open(snapshot(), mail);
    const view = await api.readMessage('a');
    let answer: (view: MessageView) => void = () => {};
    api.readMessage = () => new Promise((resolve) => (answer = resolve));
    await user.click(main((await screen.findAllByTestId('message-item'))[0]) as HTMLElement);
    const frame = await screen.findByTestId('message-frame');
    expect(frame.getAttribute('src')).toBe('mail://localhost/a');
    answer(view);
    await screen.findByText(/box1@example\.com/, { selector: '.to' });
    expect(get('message-frame')).toBe(frame);
    expect(app.view.openMessage?.view).not.toBeNull();
  });

  it('flag a disguised sender and never offer a link that isn’t one', async () => {
    const readMessage = async () => ({
      summary: mail[1][0] as MessageSummary,
      to: 'box1@example.com',
      misleading_sender: true,
      codes: [],
      link: { href: 'javascript:alert(1)', host: 'example.com', text: 'Go' },
      attachments: [],
      remote_images: 3,
      trackers: 1,
      images_shown: false,
      images_always: false,
      images_by_default: false,
      truncated: false,
      is_empty: false,
      display: 'full' as const,
      inline_images_missing: 0,
      is_html: true,
    });
    const { user } = await open(snapshot(), mail, { readMessage });
    await user.click(main((await screen.findAllByTestId('message-item'))[0]) as HTMLElement);
    expect(await screen.findByTestId('misleading-sender')).toBeTruthy();
    expect(get('message-from').textContent).toContain('<no-reply@harbour.example>');
    expect(get('remote-images-count').textContent).toContain('3 remote images blocked');
    expect(allByTestId('link-chip')).toHaveLength(0);
  });

  it('in a list of ten thousand render only a screenful', async () => {
    const many = Array.from({ length: 10_000 }, (_, i) =>
      message(`m${i}`, { received_at: isoTimeAt(-i) }),
    );
    await open(snapshot(), { 1: many });
    const rows = await screen.findAllByTestId('message-item');
    expect(rows.length).toBeLessThan(60);
    expect(rows[0]?.getAttribute('aria-setsize')).toBe('10000');
  });
});

describe('remote images', () => {
  const viewWithBlockedImages = (summary: MessageSummary): MessageView => ({
    summary,
    to: 'box1@example.com',
    misleading_sender: false,
    codes: [],
    link: null,
    attachments: [],
    remote_images: 14,
    trackers: 2,
    images_shown: false,
    images_always: false,
    images_by_default: false,
    truncated: false,
    is_empty: false,
    display: 'full' as const,
    inline_images_missing: 0,
    is_html: true,
  });
  const waitForRemoteImageCount = (words: string) =>
    waitFor(() => expect(get('remote-images-count').textContent).toContain(words));

  it('are counted, shown when asked for, and blocked again', async () => {
    const summary = message('a', { unread: false });
    const showRemoteImages = vi.fn(async (_: string, always: boolean) => ({
      ...viewWithBlockedImages(summary),
      images_shown: true,
      images_always: always,
    }));
    const blockRemoteImages = vi.fn(async () => viewWithBlockedImages(summary));
    const readMessage = async () => viewWithBlockedImages(summary);
    const answers = { readMessage, showRemoteImages, blockRemoteImages };
    const { user, emitChange } = await open(snapshot(), { 1: [summary] }, answers);
    await user.click(main((await screen.findAllByTestId('message-item'))[0]) as HTMLElement);
    await waitForRemoteImageCount('14 remote images blocked, 2 look like trackers');
    const frame = get('message-frame');

    await user.click(get('remote-images-show'));
    expect(showRemoteImages).toHaveBeenLastCalledWith('a', false);
    await waitForRemoteImageCount('are shown, 2 trackers stay blocked');
    emitChange({ kind: 'images_missing', message_id: 'another', count: 9 });
    emitChange({ kind: 'images_missing', message_id: 'a', count: 3 });
    await waitForRemoteImageCount('are shown, 3 couldn’t be loaded, 2 trackers stay blocked');
    expect(get('message-frame'), 'another document, another frame').not.toBe(frame);
    expect(allByTestId('remote-images-show')).toHaveLength(0);
    expect(document.activeElement).toBe(get('remote-images-hide'));
    await user.click(get('remote-images-hide'));
    await waitForRemoteImageCount('14 remote images blocked');

    await user.click(get('remote-images-always'));
    expect(showRemoteImages).toHaveBeenLastCalledWith('a', true);
    await waitForRemoteImageCount('of this sender are always shown');
    expect(allByTestId('remote-images-always')).toHaveLength(0);
    await waitFor(() => expect(document.activeElement).toBe(get('remote-images-hide')));
    await user.click(get('remote-images-hide'));
    expect(blockRemoteImages).toHaveBeenCalledTimes(2);
    await waitForRemoteImageCount('14 remote images blocked');
  });

  it('can’t be shown always for a sender without an address', async () => {
    const summary = message('a', { from_address: '' });
    const readMessage = async () => viewWithBlockedImages(summary);
    const { user } = await open(snapshot(), { 1: [summary] }, { readMessage });
    await user.click(main((await screen.findAllByTestId('message-item'))[0]) as HTMLElement);
    await screen.findByTestId('remote-images-show');
    expect(allByTestId('remote-images-always')).toHaveLength(0);
  });
});

describe('a message that made the page stop responding', () => {
  const limitedMessageView = (
    summary: MessageSummary,
    display: MessageBodyDisplayLevel,
  ): MessageView => ({
    summary,
    to: 'box1@example.com',
    misleading_sender: false,
    codes: [],
    link: null,
    attachments: [],
    remote_images: 3,
    trackers: 0,
    images_shown: false,
    images_always: false,
    images_by_default: false,
    truncated: false,
    is_empty: false,
    display,
    inline_images_missing: 0,
    is_html: true,
  });
  const summary = message('a', { unread: false });

  it('is shown as text, and formatted again when asked for', async () => {
    const showMessageInFull = vi.fn(async () => limitedMessageView(summary, 'full'));
    const readMessage = async () => limitedMessageView(summary, 'plain_text');
    const answers = { readMessage, showMessageInFull };
    const { user } = await open(snapshot(), { 1: [summary] }, answers);
    await user.click(main((await screen.findAllByTestId('message-item'))[0]) as HTMLElement);
    expect((await screen.findByTestId('display-limit')).textContent).toContain('only its text');
    expect(allByTestId('remote-images-count'), 'text has no images').toHaveLength(0);
    const menu = screen.getByRole('button', { name: 'More for this message' });
    await user.click(menu);
    expect(allByTestId('toggle-plain'), 'it is plain text already').toHaveLength(0);
    await user.click(menu);
    const frame = get('message-frame');
    await user.click(get('show-anyway'));
    expect(showMessageInFull).toHaveBeenCalledWith('a');
    await waitFor(() => expect(allByTestId('display-limit')).toHaveLength(0));
    expect(get('message-frame'), 'another document, another frame').not.toBe(frame);
    expect(allByTestId('remote-images-count')).toHaveLength(1);
  });

  it('is not shown if its text did so too', async () => {
    const readMessage = async () => limitedMessageView(summary, 'nothing');
    const { user } = await open(snapshot(), { 1: [summary] }, { readMessage });
    await user.click(main((await screen.findAllByTestId('message-item'))[0]) as HTMLElement);
    expect((await screen.findByTestId('message-textless')).textContent).toContain('not shown');
    expect(get('display-limit').textContent).toContain('even as plain text');
  });

  it('is opened again by a new page in the list as it was', async () => {
    const mail = { 1: [summary, message('b', { unread: false })] };
    const { user } = await open(snapshot(), mail);
    await user.selectOptions(get('sort'), 'subject');
    await user.click(main((await screen.findAllByTestId('message-item'))[0]) as HTMLElement);
    const filter = { unread: false, with_code: false, with_attachments: false };
    const stored = { options: { filter, sort: 'subject' }, query: '', isAllMail: false };
    expect(loadMessageListView('a')).toEqual(stored);
    expect(loadMessageListView('b')).toBeNull();
  });

  it('is opened again by a new page beside the search results', async () => {
    const filter = { unread: true, with_code: false, with_attachments: false };
    const options = { filter, sort: 'oldest' } as const;
    storeMessageListView('a', { options, query: 'words', isAllMail: false });
    const { app } = await open(snapshot({ open_message: summary }), { 1: [summary] });
    await screen.findByTestId('message-frame');
    expect(app.list.options).toEqual(options);
    expect(app.search.query).toBe('words');
    expect(app.view.openMessageId).toBe('a');
  });

  it('closed by the user is reported to the core', async () => {
    const closeMessage = vi.fn(async () => {});
    const { user, emitChange } = await open(snapshot(), { 1: [summary] }, { closeMessage });
    await user.click(main((await screen.findAllByTestId('message-item'))[0]) as HTMLElement);
    await screen.findByTestId('message-frame');
    expect(closeMessage).not.toHaveBeenCalled();
    emitChange({ kind: 'message_removed', inbox_id: 1, id: 'a' });
    await waitFor(() => expect(closeMessage).toHaveBeenCalledTimes(1));
  });
});

describe('files', () => {
  it('show their progress and can be cancelled', async () => {
    const cancelTransfer = vi.fn(async () => {});
    const mail = { 1: [message('a', { attachments: 1 })] };
    const view = {
      summary: mail[1][0] as MessageSummary,
      to: 'box1@example.com',
      misleading_sender: false,
      codes: [],
      link: null,
      attachments: [
        {
          index: 0,
          name: 'photo.jpg.exe',
          safe_name: 'photo.jpg.exe',
          size: 1000,
          dangerous: true,
          preview: null,
          same_name_as_earlier: false,
        },
      ],
      remote_images: 0,
      trackers: 0,
      images_shown: false,
      images_always: false,
      images_by_default: false,
      truncated: false,
      is_empty: false,
      display: 'full' as const,
      inline_images_missing: 0,
      is_html: true,
    };
    const transfer = {
      id: 7,
      message_id: 'a',
      index: 0,
      file_name: 'photo.jpg.exe',
      received: 0,
      total: 1000,
      state: { kind: 'running' },
    } as const;
    const { user, emitChange } = await open(snapshot(), mail, {
      readMessage: async () => view,
      downloadAttachment: async () => transfer,
      cancelTransfer,
    });
    await user.click(main((await screen.findAllByTestId('message-item'))[0]) as HTMLElement);
    const item = await screen.findByTestId('attachment-item');
    expect(item.dataset.name).toBe('photo.jpg.exe');
    expect(item.textContent).toContain('can run programs');
    await user.click(get('attachment-save'));
    emitChange({ kind: 'transfer', transfer: { ...transfer, received: 400 } });
    await waitFor(() =>
      expect((get('attachment-progress') as HTMLProgressElement).value).toBe(400),
    );
    await user.click(screen.getByRole('button', { name: 'Stop saving photo.jpg.exe' }));
    expect(cancelTransfer).toHaveBeenCalledWith(7);
    emitChange({ kind: 'transfer', transfer: { ...transfer, state: { kind: 'cancelled' } } });
    await waitFor(() => expect(allByTestId('attachment-progress')).toHaveLength(0));
    expect(get('attachment-save')).toBeTruthy();
  });
});

describe('the account', () => {
  it('of a session that stores nothing is left after a confirmation', async () => {
    const signOut = vi.fn(async () => null);
    const session = account(1, { storage: 'session_only' });
    const { user } = await open(snapshot({ account: session }), {}, { signOut });
    await user.click(get('settings-open'));
    await user.click(get('sign-out'));
    expect(screen.getByRole('alertdialog').textContent).toContain('This session keeps nothing');
    expect(signOut).not.toHaveBeenCalled();
    await user.click(get('confirm'));
    expect(signOut).toHaveBeenCalledOnce();
  });

  it('is erased after a confirmation only', async () => {
    const wipeData = vi.fn(async () => null);
    const { user } = await open(snapshot(), {}, { wipeData });
    await user.click(get('settings-open'));
    await user.click(get('wipe-data'));
    expect(wipeData).not.toHaveBeenCalled();
    await user.click(get('confirm'));
    expect(wipeData).toHaveBeenCalledOnce();
  });

  it('that could not be erased completely is reported on the welcome page', async () => {
    let refuse = (_: unknown) => {};
    const wipeData = vi.fn(() => new Promise<null>((_, reject) => (refuse = reject)));
    const { user, reset } = await open(snapshot(), {}, { wipeData });
    await user.click(get('settings-open'));
    await user.click(get('wipe-data'));
    await user.click(get('confirm'));
    refuse(failure('keychain_unavailable'));
    await waitFor(() => expect(screen.getByText(/Not everything was erased/)).toBeTruthy());
    // The reset arrives after the response.
    reset(
      snapshot({ phase: { kind: 'welcome' }, account: null, inboxes: [], selected_inbox: null }),
    );
    await waitFor(() => expect(get('welcome')).toBeTruthy());
    expect(screen.getByText(/Not everything was erased/)).toBeTruthy();
  });

  it('a reset to the welcome page shows it and closes dialogs', async () => {
    const { user, reset } = await open(snapshot());
    await user.click(get('settings-open'));
    reset(
      snapshot({ phase: { kind: 'welcome' }, account: null, inboxes: [], selected_inbox: null }),
    );
    expect(await screen.findByTestId('welcome')).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('a missed event makes the window subscribe anew', async () => {
    const { api, emitEvent } = await open(snapshot());
    emitEvent(15, { kind: 'inbox_removed', id: 1 });
    await waitFor(() => expect(api.subscribe).toHaveBeenCalledTimes(2));
  });
});
