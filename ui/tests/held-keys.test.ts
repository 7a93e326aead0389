/** Keys that are held down, and the visible focus. */
import { readFileSync } from 'node:fs';
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { isoTimeAt, inbox, message, snapshot } from './fake-core';
import { allByTestId, setUpPageTests, get, open } from './render-page';

setUpPageTests();

const mail = {
  1: ['a', 'b', 'c', 'd'].map((id, i) => message(id, { received_at: isoTimeAt(-i) })),
};

/** The focusable button of a row. */
const rowOf = (list: 'message-item' | 'inbox-item', place: number) =>
  within(allByTestId(list)[place] as HTMLElement).getAllByRole('button')[0] as HTMLElement;

const focused = () => document.activeElement?.closest('li')?.dataset;

describe('a key that is held down', () => {
  it('deletes one message and focuses the next one', async () => {
    const deleteMessage = vi.fn(async (id: string) => {
      core.emitChange({ kind: 'message_removed', inbox_id: 1, id });
      return null;
    });
    const core = await open(snapshot(), mail, { deleteMessage });
    await screen.findAllByTestId('message-item');
    await core.user.click(rowOf('message-item', 1));
    await core.user.keyboard('{Delete>4/}');
    expect(deleteMessage.mock.calls).toEqual([['b']]);
    await waitFor(() => expect(focused()?.messageId).toBe('c'));
    expect(document.documentElement.dataset.focusVisible).toBe('');
    await core.user.keyboard('{Delete}');
    expect(deleteMessage.mock.calls).toEqual([['b'], ['c']]);
    await waitFor(() => expect(focused()?.messageId).toBe('d'));
    await core.user.keyboard('{Delete}');
    await waitFor(() => expect(focused()?.messageId, 'the last one').toBe('a'));
  });

  it('does not delete a message twice', async () => {
    const deleteMessage = vi.fn(() => new Promise<null>(() => {}));
    const { user } = await open(snapshot(), mail, { deleteMessage });
    await screen.findAllByTestId('message-item');
    rowOf('message-item', 0).focus();
    await user.keyboard('{Delete}{Delete}');
    expect(deleteMessage.mock.calls).toEqual([['a']]);
  });

  it('removes one address from the list', async () => {
    const removeInbox = vi.fn(async (id: number) => {
      core.emitChange({ kind: 'inbox_removed', id });
      return null;
    });
    const over = [1, 2, 3].map((id) => inbox(id, { state: 'expired', expires_at: isoTimeAt(-60) }));
    const core = await open(snapshot({ inboxes: over }), {}, { removeInbox });
    rowOf('inbox-item', 0).focus();
    await core.user.keyboard('{Delete>4/}');
    expect(removeInbox.mock.calls).toEqual([[1]]);
    await waitFor(() => expect(focused()?.address).toBe('box2@example.com'));
  });

  it('creates one address, by the shortcut and on the button', async () => {
    const createInbox = vi.fn(async () => ({ inbox: inbox(99), copied: true }));
    const { user } = await open(snapshot(), {}, { createInbox });
    await user.keyboard('{Control>}{n>4/}{/Control}');
    expect(createInbox).toHaveBeenCalledTimes(1);
    get('create-inbox').focus();
    await user.keyboard('{Enter>4/}');
    expect(createInbox).toHaveBeenCalledTimes(2);
  });

  it.each(['{Control>}{r>4/}{/Control}', '{F5>4/}'])('refreshes once: %s', async (keys) => {
    const listMessages = vi.fn(async (_: number, refresh: boolean) => (refresh ? [] : []));
    const { user } = await open(snapshot(), {}, { listMessages });
    await user.keyboard(keys);
    expect(listMessages.mock.calls.filter(([, refresh]) => refresh)).toHaveLength(1);
  });

  it('goes one step back', async () => {
    const { user, app } = await open(snapshot(), mail);
    await screen.findAllByTestId('message-item');
    await user.click(rowOf('message-item', 0));
    await user.keyboard('{Escape>4/}');
    expect(app.view.pane).toBe('messages');
  });

  it('closes one dialog, not the one behind it', async () => {
    const { app } = await open(snapshot());
    app.dialogs.openDialog({ kind: 'shortcuts' });
    const dialog = await screen.findByRole('dialog');
    const pressEscape = (repeat: boolean) => fireEvent.keyDown(dialog, { key: 'Escape', repeat });
    // Not handled here: the browser closes it.
    expect(await pressEscape(false)).toBe(true);
    expect(await pressEscape(true)).toBe(false);
  });

  it('repeats navigation and zooming', async () => {
    const updateSettings = vi.fn(async () => null);
    const { user } = await open(snapshot(), mail, { updateSettings });
    await screen.findAllByTestId('message-item');
    rowOf('message-item', 0).focus();
    await user.keyboard('{ArrowDown>3/}');
    expect(focused()?.messageId).toBe('d');
    await user.keyboard('{Control>}{=>3/}{/Control}');
    expect(updateSettings).toHaveBeenCalledTimes(3);
  });
});

describe('the focus', () => {
  const isFocusVisible = () => document.documentElement.hasAttribute('data-focus-visible');

  it('is visible after a key and hidden after the mouse was used', async () => {
    const { user } = await open(snapshot(), mail);
    await screen.findAllByTestId('message-item');
    await user.click(rowOf('message-item', 1));
    expect(isFocusVisible()).toBe(false);
    // Ctrl held for a click, and for a shortcut.
    await user.keyboard('{Control>}');
    await user.click(rowOf('message-item', 2));
    await user.keyboard('{/Control}{Control>}c{/Control}');
    expect(isFocusVisible()).toBe(false);
    await user.keyboard('{ArrowDown}');
    expect(focused()?.messageId).toBe('d');
    expect(isFocusVisible()).toBe(true);
    await user.click(rowOf('message-item', 0));
    expect(isFocusVisible()).toBe(false);
    // The menu stops the propagation of arrow keys.
    await user.click(
      within(allByTestId('inbox-item')[0] as HTMLElement).getAllByRole('button')[2] as HTMLElement,
    );
    await user.keyboard('{ArrowDown}');
    expect(isFocusVisible()).toBe(true);
  });

  /** Whether a style draws a ring without `:focus-visible`, as in an engine that does not match it after a script. */
  function hasFocusRingWithoutFocusVisible(element: Element): boolean {
    const style = document.createElement('style');
    style.textContent = readFileSync('src/styles/base.css', 'utf8');
    document.head.append(style);
    const rules = [...(style.sheet?.cssRules ?? [])] as CSSStyleRule[];
    const rings = rules.filter(
      (rule) => rule.style?.outline !== undefined && rule.style.outline !== '',
    );
    style.remove();
    return rings
      .flatMap((rule) => rule.selectorText.split(',\n'))
      .filter((selector) => !selector.includes(':focus-visible'))
      .some((selector) => element.matches(selector));
  }

  it('has a ring while it is visible', async () => {
    const { user } = await open(snapshot(), mail);
    await screen.findAllByTestId('message-item');
    await user.click(rowOf('message-item', 0));
    expect(hasFocusRingWithoutFocusVisible(rowOf('message-item', 0))).toBe(false);
    await user.keyboard('{ArrowDown}');
    expect(hasFocusRingWithoutFocusVisible(rowOf('message-item', 1))).toBe(true);
    expect(hasFocusRingWithoutFocusVisible(rowOf('message-item', 0))).toBe(false);
    rowOf('inbox-item', 0).focus();
    expect(hasFocusRingWithoutFocusVisible(rowOf('inbox-item', 0))).toBe(true);
    await user.click(rowOf('inbox-item', 1));
    expect(hasFocusRingWithoutFocusVisible(rowOf('inbox-item', 1))).toBe(false);
  });
});
