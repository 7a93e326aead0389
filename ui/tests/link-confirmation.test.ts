import { screen, waitFor } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { LinkConfirmation, LinkTargetView, MessageView } from '$lib/bindings';
import { splitAtHost, escapeInvisible } from '$lib/url-display';
import type { CoreCommands } from '$lib/state/core-commands';
import { failure, message, snapshot } from './fake-core';
import { allByTestId, setUpPageTests, get, open as openPage } from './render-page';

const linkTarget = (change: Partial<LinkTargetView> = {}): LinkTargetView => ({
  href: 'https://harbour.example/a?id=7&utm_source=mail',
  host: 'harbour.example',
  host_unicode: null,
  mismatch: false,
  insecure: false,
  ...change,
});

const linkConfirmation = (change: Partial<LinkConfirmation> = {}): LinkConfirmation => ({
  id: 5,
  kind: 'web',
  text: 'Open',
  target: linkTarget(),
  stripped: null,
  ...change,
});

async function open(answers: Partial<CoreCommands> = {}, view: Partial<MessageView> = {}) {
  const mail = { 1: [message('a')] };
  const core = await openPage(snapshot(), mail, answers);
  if (Object.keys(view).length > 0) {
    const plain = await core.api.readMessage('a');
    core.api.readMessage = async () => ({ ...plain, ...view });
  }
  await core.user.click(
    (await screen.findAllByRole('button', { name: /Subject a/ }))[0] as HTMLElement,
  );
  await screen.findByTestId('message-frame');
  return core;
}

/** Chooses an item of the message's menu. */
async function choose(user: UserEvent, testid: string) {
  await user.click(get('message-menu'));
  await user.click(get(testid));
}

async function asked(link: LinkConfirmation, answers: Partial<CoreCommands> = {}) {
  const core = await open(answers);
  core.emitChange({ kind: 'confirm_link', link });
  await screen.findByTestId('link-dialog');
  return core;
}

setUpPageTests();

describe('a link that a message wants to open', () => {
  it('is shown with its real host and opened by the button only', async () => {
    const openLink = vi.fn(async () => null);
    const { user } = await asked(linkConfirmation(), { openLink });
    expect(get('link-host').textContent).toBe('harbour.example');
    expect(get('link-url').textContent).toBe('https://harbour.example/a?id=7&utm_source=mail');
    expect(allByTestId('link-warnings')).toHaveLength(0);
    expect(allByTestId('link-strip')).toHaveLength(0);
    expect(openLink).not.toHaveBeenCalled();
    await user.click(get('link-open'));
    expect(openLink).toHaveBeenCalledWith(5, false);
    await waitFor(() => expect(allByTestId('link-dialog')).toHaveLength(0));
  });

  it('is not opened by Cancel or by the second click of a double click', async () => {
    const openLink = vi.fn(async () => null);
    const { user } = await asked(linkConfirmation(), { openLink });
    get('link-open').dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true }));
    expect(openLink).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(allByTestId('link-dialog')).toHaveLength(0));
    expect(openLink).not.toHaveBeenCalled();
  });

  it('shows warnings about misleading parts', async () => {
    await asked(
      linkConfirmation({
        text: 'https://bank.example\u202e/gnp.x',
        target: linkTarget({
          href: 'http://xn--bnk-sna.example/',
          host: 'xn--bnk-sna.example',
          host_unicode: 'b\u00e4nk.example',
          mismatch: true,
          insecure: true,
        }),
      }),
    );
    const warnings = [...get('link-warnings').querySelectorAll('li')];
    expect(warnings.map(({ dataset }) => dataset.warning)).toEqual([
      'mismatch',
      'punycode',
      'insecure',
    ]);
    expect(get('link-host').textContent).toBe('xn--bnk-sna.example');
    expect(get('link-host-unicode').textContent).toBe('b\u00e4nk.example');
    expect(get('link-dialog').textContent).toContain('bank.example⟨U+202E⟩/gnp.x');
  });

  it('can be opened without tracking, and then shows that URL', async () => {
    const openLink = vi.fn(async () => null);
    const copyLink = vi.fn(async () => null);
    const { user } = await asked(
      linkConfirmation({
        target: linkTarget({ href: 'https://www.google.com/url?q=x', host: 'www.google.com' }),
        stripped: linkTarget({
          href: 'http://shop.example/',
          host: 'shop.example',
          insecure: true,
        }),
      }),
      { openLink, copyLink },
    );
    await user.click(get('link-strip'));
    expect(get('link-host').textContent).toBe('shop.example');
    expect(get('link-url').textContent).toBe('http://shop.example/');
    expect(get('link-warnings').textContent).toContain('not encrypted');
    await user.click(get('link-copy'));
    expect(copyLink).toHaveBeenCalledWith(5, true);
    await user.click(get('link-open'));
    expect(openLink).toHaveBeenCalledWith(5, true);
  });

  it('reports that no program opened it', async () => {
    const openLink = vi.fn().mockRejectedValue(failure('open_failed'));
    const { user } = await asked(linkConfirmation(), { openLink });
    await user.click(get('link-open'));
    expect((await screen.findByTestId('error-banner')).textContent).toContain('No program');
    expect(allByTestId('link-dialog')).toHaveLength(0);
  });

  it('can be a mailto link', async () => {
    await asked(
      linkConfirmation({
        kind: 'mail',
        target: linkTarget({
          href: 'mailto:a@harbour.example?subject=Hi',
          host: 'a@harbour.example',
        }),
      }),
    );
    expect(get('link-host').textContent).toBe('a@harbour.example');
    expect(get('link-open').textContent).toContain('mail program');
  });

  it.each([
    ['phone', 'tel:+49301234567', '+49301234567', 'Call this number?', 'Call'],
    ['text_message', 'sms:+491701?body=Yes', '+491701', 'Write a text message?', 'messaging'],
    [
      'calendar',
      'webcal://a.example/b.ics',
      'a.example',
      'Subscribe to this calendar?',
      'calendar',
    ],
  ] as const)('can be for the program of kind %s', async (kind, href, host, title, button) => {
    await asked(linkConfirmation({ kind, target: linkTarget({ href, host, mismatch: true }) }));
    expect(get('link-dialog').textContent).toContain(title);
    expect(get('link-host').textContent).toBe(host);
    expect(get('link-url').querySelector('b')?.textContent).toBe(host);
    expect(get('link-open').textContent).toContain(button);
    const warning = get('link-warnings').textContent;
    expect(warning).toContain(kind === 'calendar' ? 'another site' : 'another number');
  });

  it('is confirmed also from its chip', async () => {
    const requestLinkConfirmation = vi.fn(async () => null);
    const link = { href: 'https://harbour.example/confirm', host: 'harbour.example', text: 'Go' };
    const { user } = await open({ requestLinkConfirmation }, { link });
    await user.click(await screen.findByTestId('link-chip'));
    expect(requestLinkConfirmation).toHaveBeenCalledWith('a', 'https://harbour.example/confirm');
  });
});

describe('the open message', () => {
  it('switches to plain text and back', async () => {
    const { user } = await open();
    const source = () => get('message-frame').getAttribute('src');
    await choose(user, 'toggle-plain');
    expect(source()).toBe('mail://localhost/a?view=text');
    await user.click(get('message-menu'));
    expect(get('toggle-plain').textContent).toContain('Show formatted');
    await user.click(get('message-menu'));
    await choose(user, 'toggle-plain');
    expect(source()).toBe('mail://localhost/a');
  });

  it('offers no switch if it is plain text only', async () => {
    const { user } = await open({}, { is_html: false });
    await user.click(get('message-menu'));
    expect(allByTestId('print-message')).toHaveLength(1);
    expect(allByTestId('toggle-plain')).toHaveLength(0);
  });

  it('shows its source with invisible characters escaped', async () => {
    const copySource = vi.fn(async () => null);
    const messageSource = async () => ({
      text: '<b onclick=x()>\u202eHi</b>\n\tWords',
      size: 3_000_000,
      truncated: true,
    });
    const { user } = await open({ messageSource, copySource });
    await choose(user, 'view-source');
    const source = await screen.findByTestId('message-source');
    expect(source.textContent).toBe('<b onclick=x()>⟨U+202E⟩Hi</b>\n\tWords');
    expect(source.children).toHaveLength(0);
    expect(get('source-dialog').textContent).toContain('Only the beginning of 3');
    await user.click(get('source-copy'));
    expect(copySource).toHaveBeenCalledWith('a');
  });

  it('is printed as it is shown, and saved', async () => {
    const printMessage = vi.fn(async () => null);
    const saveMessage = vi.fn(async () => null);
    const files = [
      {
        index: 0,
        name: 'a',
        safe_name: 'a',
        size: 1,
        dangerous: false,
        preview: null,
        same_name_as_earlier: false,
      },
    ];
    const { user } = await open({ printMessage, saveMessage }, { attachments: files });
    await choose(user, 'print-message');
    await choose(user, 'toggle-plain');
    await choose(user, 'print-message');
    expect(printMessage.mock.calls).toEqual([
      ['a', false],
      ['a', true],
    ]);
    await user.click(get('save-eml'));
    await user.click(get('save-eml-attachments'));
    expect(saveMessage.mock.calls).toEqual([
      ['a', false],
      ['a', true],
    ]);
  });

  it('shows the progress of saving, which can be cancelled', async () => {
    const cancelTransfer = vi.fn(async () => {});
    const { user, emitChange } = await open({ cancelTransfer });
    const transfer = {
      id: 3,
      message_id: 'a',
      index: null,
      file_name: 'Subject a.eml',
      received: 10,
      total: 100,
      state: { kind: 'running' },
    } as const;
    emitChange({ kind: 'transfer', transfer });
    await screen.findByTestId('message-saving');
    await user.click(screen.getByRole('button', { name: 'Stop saving Subject a.eml' }));
    expect(cancelTransfer).toHaveBeenCalledWith(3);
    emitChange({
      kind: 'transfer',
      transfer: { ...transfer, state: { kind: 'done', path: '/x' } },
    });
    await waitFor(() => expect(allByTestId('message-saving')).toHaveLength(0));
    expect((await screen.findByTestId('toast')).textContent).toContain('Subject a.eml');
  });
});

describe('URLs as text', () => {
  it.each([
    ['https://a.example/x', 'a.example', ['https://', 'a.example', '/x']],
    ['http://a.example:80/', 'a.example', ['http://', 'a.example', ':80/']],
    ['mailto:a@b.example?subject=x', 'a@b.example', ['mailto:', 'a@b.example', '?subject=x']],
    ['mailto:?subject=x', '', ['mailto:?subject=x', '', '']],
    ['https://other.example/a.example', 'a.example', ['https://other.example/a.example', '', '']],
  ])('%s is split at its host', (href, host, parts) => {
    expect(Object.values(splitAtHost(href, host))).toEqual(parts);
  });

  it.each([
    ['plain words', 'plain words'],
    ['a\u200bb', 'a⟨U+200B⟩b'],
    ['\u2066x\u2069', '⟨U+2066⟩x⟨U+2069⟩'],
    ['\u0000', '⟨U+0000⟩'],
    ['mã xác nhận 🎉', 'mã xác nhận 🎉'],
    ['a\n\tb', 'a\n\tb'],
  ])('%j has its invisible characters escaped', (text, shown) => {
    expect(escapeInvisible(text)).toBe(shown);
  });
});
