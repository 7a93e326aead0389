/** The command palette. */
import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { Snapshot } from '$lib/bindings';
import { listPaletteCommands } from '$lib/palette-commands';
import type { CoreCommands } from '$lib/state/core-commands';
import { account, inbox, message, snapshot } from './fake-core';
import { allByTestId, setUpPageTests, get, open } from './render-page';

setUpPageTests();

/** Opens the page with the palette, and with a message if `reads` is set. */
async function openPalette(
  first: Partial<Snapshot>,
  reads = false,
  answers: Partial<CoreCommands> = {},
) {
  const core = await open(snapshot(first), { 1: [message('a')] }, answers);
  if (reads) {
    await core.user.click(await screen.findByRole('button', { name: /Subject a/ }));
    await waitFor(() => expect(core.app.view.openMessage?.view).toBeTruthy());
  }
  core.app.dialogs.openDialog({ kind: 'command-palette' });
  await screen.findByTestId('palette-input');
  return core;
}

const paletteLabels = () => allByTestId('palette-item').map((item) => item.textContent?.trim());

describe('the commands', () => {
  it.each([
    ['delete', true, ['Delete the address…', 'Delete the message']],
    ['remove', false, ['Delete the address…']],
    ['print', true, ['Print the message…']],
    ['print', false, []],
    ['sign', false, ['Sign out…']],
    ['eml', true, ['Save the message as .eml…']],
    ['source', true, ['View the message’s source']],
    ['mark unread', true, ['Mark the message as unread']],
    ['mbox', false, ['Save the address’s mail as .mbox…']],
    ['pause', false, ['Pause checking']],
  ])('found by "%s", with an open message: %s', async (words, reads, names) => {
    const { user } = await openPalette({ inboxes: [inbox(1, { total: 1 })] }, reads);
    await user.type(get('palette-input'), words);
    await waitFor(() => expect(paletteLabels()).toEqual(names));
  });

  it('are first those whose name, and then those one of whose words, begins with what was typed', async () => {
    const { user } = await openPalette({ inboxes: [inbox(1, { total: 1 })] });
    await user.type(get('palette-input'), 'u');
    await waitFor(() => expect(paletteLabels()[0]).toMatch(/^U/));
    const begins = paletteLabels().map((name) =>
      /^u/i.test(name ?? '') ? 0 : /\bu/i.test(name ?? '') ? 1 : 2,
    );
    expect(begins).toEqual([...begins].sort());
    expect(new Set(begins).size).toBe(3);
  });

  it('have other names for an ended address and in the demo', async () => {
    const demo = account(1, { storage: 'demo' });
    const over = inbox(1, { state: 'expired' });
    const { user } = await openPalette({ account: demo, accounts: [demo], inboxes: [over] });
    await user.type(get('palette-input'), 'delete');
    await waitFor(() => expect(paletteLabels()).toEqual(['Remove the address from the list']));
    await user.clear(get('palette-input'));
    await user.type(get('palette-input'), 'sign out');
    await waitFor(() => expect(paletteLabels()).toEqual(['Leave the demo']));
    await user.clear(get('palette-input'));
    await user.type(get('palette-input'), 'mute');
    await waitFor(() => expect(paletteLabels()).toEqual([]));
  });

  it('run their actions', async () => {
    const answers = {
      deleteMessage: vi.fn(async () => null),
      printMessage: vi.fn(async () => null),
      setCheckingPaused: vi.fn(async () => null),
      setInboxesMuted: vi.fn(async () => null),
      setMessagesUnread: vi.fn(async () => null),
    };
    const { app, user, emitChange } = await openPalette({}, true, answers);
    const run = async (words: string) => {
      app.dialogs.openDialog({ kind: 'command-palette' });
      await user.type(await screen.findByTestId('palette-input'), `${words}{Enter}`);
    };
    await run('plain text');
    await waitFor(() => expect(app.view.plainTextMessageId).toBe('a'));
    await run('print');
    expect(answers.printMessage, 'as it is shown').toHaveBeenCalledWith('a', true);
    await run('mute');
    expect(answers.setInboxesMuted).toHaveBeenCalledWith([1], true);
    await run('pause');
    expect(answers.setCheckingPaused).toHaveBeenLastCalledWith(true);
    emitChange({ kind: 'sync', sync: { kind: 'paused' } });
    await run('resume');
    expect(answers.setCheckingPaused).toHaveBeenLastCalledWith(false);
    await run('delete the message');
    expect(answers.deleteMessage).toHaveBeenCalledWith('a');
    await run('delete the address');
    await waitFor(() => expect(app.dialogs.current?.kind).toBe('confirm'));
    app.dialogs.closeDialog();
    await run('source');
    await waitFor(() =>
      expect(app.dialogs.current).toEqual({ kind: 'message-source', messageId: 'a' }),
    );
    app.dialogs.closeDialog();
    await run('unread message');
    expect(answers.setMessagesUnread).toHaveBeenCalledWith(1, ['a'], true);
  });

  it.each(['on_request', 'key_refused'] as const)(
    'do not include pausing while %s',
    async (kind) => {
      const { app } = await openPalette({ sync: { kind } });
      expect(listPaletteCommands(app).map(({ id }) => id)).not.toContain('pause');
    },
  );

  it('keep the dialog in place while fewer are found', async () => {
    await openPalette({});
    expect(get('palette').classList).toContain('high');
  });
});
