import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { MessageSummary, SearchHit } from '$lib/bindings';
import { isTyping, pressed } from '$lib/commands';
import { listed } from '$lib/listing';
import type { Api } from '$lib/state/api';
import { Search } from '$lib/state/search.svelte';
import { Selection } from '$lib/state/selection.svelte';
import { at, failure, inbox, message, snapshot } from './core';
import { all, atRest, get, open as openPage } from './page';

function hit(id: string): SearchHit {
  const summary = message(id, { subject: `Ferry ${id}` });
  return {
    message: summary,
    inbox_address: 'box1@example.com',
    inbox_label: null,
    from_name: [{ text: summary.from_name, hit: false }],
    from_address: [{ text: summary.from_address, hit: false }],
    subject: [
      { text: 'Ferr', hit: true },
      { text: `y ${id}`, hit: false },
    ],
    snippet: [{ text: summary.snippet, hit: false }],
  };
}

async function open(mail: MessageSummary[], answers: Partial<Api> = {}) {
  const core = await openPage(snapshot(), { 1: mail }, answers);
  await waitFor(() => expect(all('message-item')).toHaveLength(mail.length));
  return core;
}

atRest();

describe('a search', () => {
  const page = (ids: string[], next: string | null = null) => ({ hits: ids.map(hit), next });

  it('asks one question at a time and ends with the last one typed', async () => {
    const answers: (() => void)[] = [];
    const ask = vi.fn(
      (query: string) =>
        new Promise<ReturnType<typeof page>>((resolve) =>
          answers.push(() => resolve(page([query]))),
        ),
    );
    const search = new Search(ask, () => {});
    search.type('f');
    search.type('fe');
    search.type('fer');
    expect(ask).toHaveBeenCalledTimes(1);
    answers.shift()?.();
    await waitFor(() => expect(ask).toHaveBeenCalledTimes(2));
    expect(ask).toHaveBeenLastCalledWith('fer', 100, null);
    expect(search.hits, 'an answer to what is no longer asked').toBeNull();
    answers.shift()?.();
    await waitFor(() => expect(search.hits?.[0]?.message.id).toBe('fer'));
  });

  it('gets the next page at the end, once', async () => {
    const ask = vi
      .fn()
      .mockResolvedValueOnce(page(['a'], 'cursor'))
      .mockResolvedValueOnce(page(['b']));
    const search = new Search(ask, () => {});
    search.type('ferry');
    await waitFor(() => expect(search.hits).toHaveLength(1));
    await Promise.all([search.more(), search.more()]);
    await search.more();
    expect(search.hits?.map(({ message: { id } }) => id)).toEqual(['a', 'b']);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('tells a failure and can be tried again', async () => {
    const failed = vi.fn();
    const ask = vi.fn().mockRejectedValueOnce(failure('store_failed')).mockResolvedValue(page([]));
    const search = new Search(ask, failed);
    search.type('a');
    await waitFor(() => expect(failed).toHaveBeenCalledOnce());
    search.type('ab');
    await waitFor(() => expect(search.hits).toEqual([]));
  });

  it('marks what was looked for, says where it is, and follows new mail', async () => {
    const searchMessages = vi.fn(async () => page(['a', 'b']));
    const { user, tell } = await open([message('z')], { searchMessages });
    await user.type(get('search'), 'ferr');
    await waitFor(() => expect(all('message-item')).toHaveLength(2));
    expect(document.querySelectorAll('mark')[0]?.textContent).toBe('Ferr');
    expect(all('message-item')[0]?.textContent).toContain('in box1@example.com');
    const asked = searchMessages.mock.calls.length;
    tell({ kind: 'messages', inbox_id: 1, messages: [message('new')] });
    await waitFor(() => expect(searchMessages.mock.calls.length).toBe(asked + 1));
    await user.type(get('search'), '{Escape}');
    await waitFor(() => expect(all('message-item')).toHaveLength(2));
    expect(document.querySelector('mark')).toBeNull();
  });
});

describe('a list', () => {
  const mail = [
    message('1', { subject: 'beta', from_name: 'Zoë', unread: false }),
    message('2', { subject: 'Alpha 10', from_name: 'anna' }),
    message('3', { subject: 'alpha 9', from_name: '', from_address: 'mia@example.org' }),
  ];

  it.each([
    ['newest', false, null, '123'],
    ['oldest', false, null, '321'],
    ['subject', false, null, '321'],
    ['sender', false, null, '231'],
    ['newest', true, null, '23'],
    ['newest', true, '1', '123'],
  ] as const)('%s, unread only: %s, open: %s', (sort, unreadOnly, openOne, order) => {
    const ids = listed(mail, { sort, unreadOnly }, openOne).map(({ id }) => id);
    expect(ids.join('')).toBe(order);
  });

  it('of a selection grows by ranges and forgets what is gone', () => {
    const selection = new Selection();
    selection.toggle('b');
    selection.extend(['a', 'b', 'c', 'd'], 'd');
    expect([...selection.ids].toSorted()).toEqual(['b', 'c', 'd']);
    selection.extend(['a', 'b', 'c', 'd'], 'a');
    expect(selection.size).toBe(4);
    selection.toggle('c');
    selection.keep(['a', 'c']);
    expect([...selection.ids]).toEqual(['a']);
  });

  it('picks with the mouse and tells what of many could not be deleted', async () => {
    const deleteMessages = vi.fn(async () => ({
      deleted: ['3'],
      failed: [],
      untried: ['2'],
      stopped: failure('rate_limited'),
    }));
    const { user } = await open(mail, { deleteMessages });
    const [first, second] = all('message-item');
    await user.click(within(first as HTMLElement).getByTestId('message-pick'));
    await user.keyboard('{Control>}');
    await user.click(within(second as HTMLElement).getAllByRole('button')[0] as HTMLElement);
    await user.keyboard('{/Control}');
    expect(get('selection-count').textContent).toContain('2 selected');
    await user.click(get('delete-selected'));
    await user.click(get('confirm'));
    await waitFor(() => expect(get('error-banner').textContent).toContain('1 of 2'));
    expect(deleteMessages).toHaveBeenCalledWith(['3', '2']);
    expect(get('selection-count').textContent).toContain('1 selected');
  });

  it('of nothing unread says so and leads back', async () => {
    const { user } = await open([message('1', { unread: false }), message('2', { unread: false })]);
    await user.click(get('unread-only'));
    await user.click(screen.getByText('Show all'));
    await waitFor(() => expect(all('message-item')).toHaveLength(2));
  });
});

describe('an inbox that is over', () => {
  it('is removed at once, and brought back if asked', async () => {
    const removeInbox = vi.fn(async () => null);
    const over = inbox(1, { state: 'expired', expires_at: at(-60) });
    const restoreInbox = vi.fn(async () => over);
    const { user, ...core } = await openPage(
      snapshot({ inboxes: [over, inbox(2)] }),
      {},
      { removeInbox, restoreInbox },
    );
    await user.click(get('remove-inbox'));
    core.tell({ kind: 'inbox_removed', id: 1 });
    await waitFor(() => expect(all('inbox-item')).toHaveLength(1));
    await user.click(get('toast-undo'));
    expect(restoreInbox).toHaveBeenCalledWith(1);
    await waitFor(() => expect(all('inbox-item')).toHaveLength(2));
    expect(all('toast')).toHaveLength(0);
  });
});

describe('keys', () => {
  const key = (name: string, held: Partial<KeyboardEvent> = {}) =>
    ({
      key: name,
      ctrlKey: false,
      metaKey: false,
      shiftKey: false,
      altKey: false,
      ...held,
    }) as KeyboardEvent;

  it.each([
    ['Mod+k', key('k', { ctrlKey: true }), true],
    ['Mod+k', key('k', { metaKey: true }), true],
    ['Mod+k', key('k'), false],
    ['Mod+k', key('k', { ctrlKey: true, altKey: true }), false],
    ['Mod+c', key('C', { ctrlKey: true, shiftKey: true }), false],
    ['Mod+Shift+c', key('C', { ctrlKey: true, shiftKey: true }), true],
    ['?', key('?', { shiftKey: true }), true],
    ['?', key('?', { shiftKey: true, ctrlKey: true }), false],
    ['Mod+,', key(',', { ctrlKey: true }), true],
  ])('%s', (keys, event, meant) => expect(pressed(event, keys)).toBe(meant));

  it('that write a character are left to fields', () => {
    const field = document.createElement('input');
    expect(isTyping(field)).toBe(true);
    field.type = 'checkbox';
    expect(isTyping(field)).toBe(false);
    expect(isTyping(document.createElement('button'))).toBe(false);
  });

  it('open the commands, which find without accents and run', async () => {
    const { user, ...core } = await openPage(
      snapshot({ inboxes: [inbox(1), inbox(2, { label: 'Nhà sách' })] }),
    );
    await user.keyboard('{Control>}k{/Control}');
    await user.type(get('palette-input'), 'nha');
    expect(all('palette-item')).toHaveLength(1);
    await user.keyboard('{Enter}');
    await waitFor(() => expect(core.app.selectedInbox).toBe(2));
    expect(all('palette')).toHaveLength(0);
    await user.keyboard('?');
    expect(get('shortcuts').textContent).toContain('New address');
  });
});
