/** The context menu of messages: its position, items and actions. */
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CoreCommands } from '$lib/state/core-commands';
import { isoTimeAt, message, snapshot } from './fake-core';
import { allByTestId, setUpPageTests, get, open as openPage } from './render-page';

setUpPageTests();

const showPopover = vi.fn();
beforeEach(() => {
  showPopover.mockReset();
  HTMLElement.prototype.showPopover = showPopover;
});

const mail = [
  message('a', { received_at: isoTimeAt(-1), code: '482913' }),
  message('b', { received_at: isoTimeAt(-2), unread: false }),
  message('c', { received_at: isoTimeAt(-3) }),
];

async function open(answers: Partial<CoreCommands> = {}) {
  const core = await openPage(snapshot(), { 1: mail }, answers);
  await waitFor(() => expect(allByTestId('message-item')).toHaveLength(3));
  return core;
}

const row = (place: number) => allByTestId('message-item')[place] as HTMLElement;
const main = (place: number) => within(row(place)).getAllByRole('button')[0] as HTMLElement;
const ask = (place: number, where = {}) => fireEvent.contextMenu(main(place), where);
const menuItems = () =>
  within(get('message-context-menu')).queryAllByRole('menuitem', { hidden: true });
const menuItemIds = () => menuItems().map(({ dataset }) => dataset.testid);

describe('the context menu of a message', () => {
  it('opens in place of the browser’s with the actions for that message', async () => {
    await open();
    expect(allByTestId('message-context-menu'), 'one for all of them').toHaveLength(1);
    expect(menuItems()).toEqual([]);
    expect(await ask(0)).toBe(false);
    expect(showPopover).toHaveBeenCalledOnce();
    const most = [
      'context-open',
      'context-mark',
      'context-copy-code',
      'context-mute-sender',
      'context-save',
      'context-delete',
    ];
    expect(menuItemIds()).toEqual(most);
    expect(menuItems().map((entry) => entry.textContent?.trim())).toEqual([
      'Open',
      'Mark as read',
      'Copy code 482913',
      'Mute this sender',
      'Save as .eml…',
      'Delete message',
    ]);
    await ask(1);
    expect(menuItemIds()).toEqual(most.filter((entry) => entry !== 'context-copy-code'));
    expect(get('context-mark').textContent).toContain('Mark as unread');
  });

  it('runs its actions on the message it was opened for', async () => {
    const none = () => vi.fn(async () => null);
    const [setMessagesUnread, copyCode, saveMessage, deleteMessage] = [
      none(),
      none(),
      none(),
      none(),
    ];
    const { app, user } = await open({ setMessagesUnread, copyCode, saveMessage, deleteMessage });
    const pick = async (place: number, entry: string) => {
      await ask(place);
      await user.click(get(`context-${entry}`));
    };
    await pick(0, 'mark');
    expect(setMessagesUnread).toHaveBeenLastCalledWith(1, ['a'], false);
    await pick(1, 'mark');
    expect(setMessagesUnread).toHaveBeenLastCalledWith(1, ['b'], true);
    await pick(0, 'copy-code');
    expect(copyCode).toHaveBeenCalledWith('a', '482913');
    await pick(2, 'save');
    expect(saveMessage).toHaveBeenCalledWith('c', false);
    expect(app.view.openMessage, 'none was opened by that').toBeNull();
    await pick(1, 'open');
    expect(app.view.openMessage?.summary.id).toBe('b');
    expect(document.activeElement, 'the keys go on from there').toBe(main(1));
    await pick(2, 'delete');
    expect(deleteMessage.mock.calls).toEqual([['c']]);
  });

  it('concerns all selected messages if its message is selected', async () => {
    const deleteMessage = vi.fn(async () => null);
    const setMessagesUnread = vi.fn(async () => null);
    const { app, user } = await open({ deleteMessage, setMessagesUnread });
    await user.click(within(row(0)).getByTestId('message-pick'));
    await user.click(within(row(1)).getByTestId('message-pick'));
    await ask(1);
    await user.click(get('context-delete'));
    expect(deleteMessage).not.toHaveBeenCalled();
    expect(screen.getByRole('alertdialog').textContent).toContain('2 messages');
    app.dialogs.closeDialog();
    await ask(1);
    await user.click(get('context-mark'));
    expect(setMessagesUnread).toHaveBeenLastCalledWith(1, ['a', 'b'], false);
    await user.click(within(row(0)).getByTestId('message-pick'));
    await ask(2);
    await user.click(get('context-delete'));
    expect(deleteMessage.mock.calls).toEqual([['c']]);
  });

  describe('opens', () => {
    /** Where it is once the browser has shown it. */
    async function shown() {
      const menu = get('message-context-menu');
      vi.spyOn(menu, 'offsetWidth', 'get').mockReturnValue(200);
      vi.spyOn(menu, 'offsetHeight', 'get').mockReturnValue(180);
      await fireEvent(menu, Object.assign(new Event('toggle'), { newState: 'open' }));
      expect(document.activeElement).toBe(get('context-open'));
      return [menu.style.left, menu.style.top];
    }

    it('at the mouse, inside the window', async () => {
      await open();
      await ask(0, { clientX: 420, clientY: 100, buttons: 2 });
      expect(await shown()).toEqual(['420px', '104px']);
      await ask(1, { clientX: innerWidth - 10, clientY: innerHeight - 10 });
      expect(await shown()).toEqual([`${innerWidth - 208}px`, `${innerHeight - 194}px`]);
    });

    it.each(['{ContextMenu}', '{Shift>}{F10}{/Shift}', 'the browser’s own event'])(
      'at its row by the keyboard: %s',
      async (keys) => {
        const { user } = await open();
        main(1).focus();
        row(1).getBoundingClientRect = () => new DOMRect(300, 150, 350, 76);
        if (keys.startsWith('{')) await user.keyboard(keys);
        else await ask(1);
        expect(await shown()).toEqual(['300px', '230px']);
        await user.keyboard('{ArrowDown}');
        expect(document.activeElement).toBe(get('context-mark'));
        await user.keyboard('{Escape}');
        expect(document.activeElement).toBe(main(1));
      },
    );
  });

  it('exists for search hits too', async () => {
    const searchHit = (id: string) => ({
      message: message(id, { inbox_id: 2 }),
      inbox_address: 'box2@example.com',
      inbox_label: null,
      from_name: [{ text: 'Ferry', matches: true }],
      from_address: [],
      subject: [],
      snippet: [],
    });
    const deleteMessage = vi.fn(async () => null);
    const searchMessages = async () => ({ hits: ['x', 'y'].map(searchHit), next: null });
    const { app, user } = await open({ searchMessages, deleteMessage });
    // The selection in the hidden list is not concerned.
    await user.click(within(row(0)).getByTestId('message-pick'));
    await user.click(within(row(1)).getByTestId('message-pick'));
    await user.type(get('search'), 'ferry');
    await waitFor(() => expect(allByTestId('message-item')).toHaveLength(2));
    await ask(1);
    expect(menuItemIds()).toEqual([
      'context-open',
      'context-mark',
      'context-mute-sender',
      'context-save',
      'context-delete',
    ]);
    await user.click(get('context-open'));
    expect(app.view.openMessage?.summary.id).toBe('y');
    expect(app.view.selectedInboxId).toBe(2);
    expect(allByTestId('message-item'), 'what was found stays').toHaveLength(2);
    main(0).focus();
    await user.keyboard('{Shift>}{F10}{/Shift}');
    await user.click(get('context-delete'));
    expect(deleteMessage.mock.calls).toEqual([['x']]);
  });
});
