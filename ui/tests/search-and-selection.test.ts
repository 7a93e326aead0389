import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { Change, InboxView, MessageSummary, SearchHit } from '$lib/bindings';
import { matchesShortcut, takesTextInput } from '$lib/shortcut-matching';
import { filterAndSortMessages } from '$lib/filter-and-sort-messages';
import type { CoreCommands } from '$lib/state/core-commands';
import { MessageSearch } from '$lib/state/message-search.svelte';
import { ListSelection } from '$lib/state/list-selection.svelte';
import { isoTimeAt, failure, inbox, message, snapshot } from './fake-core';
import { allByTestId, setUpPageTests, get, open as openPage } from './render-page';

function searchHit(id: string): SearchHit {
  const summary = message(id, { subject: `Ferry ${id}` });
  return {
    message: summary,
    inbox_address: 'box1@example.com',
    inbox_label: null,
    from_name: [{ text: summary.from_name, matches: false }],
    from_address: [{ text: summary.from_address, matches: false }],
    subject: [
      { text: 'Ferr', matches: true },
      { text: `y ${id}`, matches: false },
    ],
    snippet: [{ text: summary.snippet, matches: false }],
  };
}

async function open(mail: MessageSummary[], answers: Partial<CoreCommands> = {}) {
  const core = await openPage(snapshot(), { 1: mail }, answers);
  await waitFor(() => expect(allByTestId('message-item')).toHaveLength(mail.length));
  return core;
}

const NO_FILTER = { unread: false, with_code: false, with_attachments: false };

setUpPageTests();

describe('a search', () => {
  const page = (ids: string[], next: string | null = null) => ({ hits: ids.map(searchHit), next });

  it('sends one request at a time and ends with the last query', async () => {
    const answers: (() => void)[] = [];
    const ask = vi.fn(
      (query: string) =>
        new Promise<ReturnType<typeof page>>((resolve) =>
          answers.push(() => resolve(page([query]))),
        ),
    );
    const search = new MessageSearch(ask, () => {});
    search.setQuery('f');
    search.setQuery('fe');
    search.setQuery('fer');
    expect(ask).toHaveBeenCalledTimes(1);
    answers.shift()?.();
    await waitFor(() => expect(ask).toHaveBeenCalledTimes(2));
    expect(ask).toHaveBeenLastCalledWith('fer', 100, null);
    expect(search.hits, 'an answer to what is no longer asked').toBeNull();
    answers.shift()?.();
    await waitFor(() => expect(search.hits?.[0]?.message.id).toBe('fer'));
  });

  it('loads the next page at the end once', async () => {
    const ask = vi
      .fn()
      .mockResolvedValueOnce(page(['a'], 'cursor'))
      .mockResolvedValueOnce(page(['b']));
    const search = new MessageSearch(ask, () => {});
    search.setQuery('ferry');
    await waitFor(() => expect(search.hits).toHaveLength(1));
    await Promise.all([search.loadMoreHits(), search.loadMoreHits()]);
    await search.loadMoreHits();
    expect(search.hits?.map(({ message: { id } }) => id)).toEqual(['a', 'b']);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('reports a failure and can be repeated', async () => {
    const failed = vi.fn();
    const ask = vi.fn().mockRejectedValueOnce(failure('store_failed')).mockResolvedValue(page([]));
    const search = new MessageSearch(ask, failed);
    search.setQuery('a');
    await waitFor(() => expect(failed).toHaveBeenCalledOnce());
    search.setQuery('ab');
    await waitFor(() => expect(search.hits).toEqual([]));
  });

  it('loads no further page of hits from before a failure', async () => {
    const ask = vi
      .fn()
      .mockResolvedValueOnce(page(['a'], 'of the first'))
      .mockRejectedValueOnce(failure('store_failed'));
    const search = new MessageSearch(ask, () => {});
    search.setQuery('f');
    await waitFor(() => expect(search.hits).toHaveLength(1));
    search.setQuery('fe');
    await waitFor(() => expect(ask).toHaveBeenCalledTimes(2));
    await Promise.resolve();
    await search.loadMoreHits();
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('sends the query that was entered while a request failed', async () => {
    let fail = (_: unknown) => {};
    const ask = vi
      .fn()
      .mockReturnValueOnce(new Promise((_, reject) => (fail = reject)))
      .mockResolvedValue(page(['fe']));
    const search = new MessageSearch(ask, () => {});
    search.setQuery('f');
    search.setQuery('fe');
    fail(failure('store_failed'));
    await waitFor(() => expect(search.hits?.[0]?.message.id).toBe('fe'));
  });

  /** A search with this number of hits that limits its pages as the core does. */
  const core = (count: number) =>
    vi.fn(async (query: string, limit: number, cursor: string | null) => {
      const [from, most] = [Number(cursor ?? 0), Math.min(limit, 200)];
      const ids = Array.from({ length: count }, (_, i) => `${query}${i}`).slice(from, from + most);
      return page(ids, from + most < count ? `${from + most}` : null);
    });

  it('refreshed has as many hits as before and continues from there', async () => {
    const ask = core(560);
    const search = new MessageSearch(ask, () => {});
    search.setQuery('ferry');
    await waitFor(() => expect(search.hits).toHaveLength(100));
    for (let shown = 200; shown <= 400; shown += 100) {
      await search.loadMoreHits();
      expect(search.hits).toHaveLength(shown);
    }
    const shown: number[] = [];
    const before = search.hits;
    ask.mockClear();
    const renewed = search.refreshHits();
    while (search.hits === before) {
      shown.push(search.hits?.length ?? 0);
      await Promise.resolve();
    }
    await renewed;
    expect(search.hits, 'at once').toHaveLength(400);
    expect(ask.mock.calls.map(([, limit, cursor]) => [limit, cursor])).toEqual([
      [200, null],
      [200, '200'],
    ]);
    await search.loadMoreHits();
    expect(new Set(search.hits?.map(({ message: { id } }) => id)).size).toBe(500);
    // Another query starts a new list.
    ask.mockClear();
    search.setQuery('ferry t');
    await waitFor(() => expect(search.hits?.[0]?.message.id).toBe('ferry t0'));
    expect(ask.mock.calls).toEqual([['ferry t', 100, null]]);
  });

  it('refreshed ends where there are no more hits', async () => {
    let count = 300;
    const ask = vi.fn((...asked: [string, number, string | null]) => core(count)(...asked));
    const search = new MessageSearch(ask, () => {});
    search.setQuery('ferry');
    await waitFor(() => expect(search.hits).toHaveLength(100));
    await search.loadMoreHits();
    await search.loadMoreHits();
    count = 230;
    await search.refreshHits();
    expect(search.hits).toHaveLength(230);
  });

  it('is refreshed when its hits may change, not when an inbox was checked', async () => {
    const searchMessages = vi.fn(async () => page(['a']));
    const { user, emitChange } = await open([message('a')], { searchMessages });
    await user.type(get('search'), 'ferr');
    await waitFor(() => expect(allByTestId('message-item')).toHaveLength(1));
    const asked = async (change: Change) => {
      searchMessages.mockClear();
      emitChange(change);
      // Waits for a request that is under way.
      await new Promise((resolve) => setTimeout(resolve));
      return searchMessages.mock.calls.length;
    };
    const inboxChange = (change: Partial<InboxView>): Change => ({
      kind: 'inbox',
      inbox: inbox(1, change),
    });
    expect(await asked(inboxChange({ checked_at: isoTimeAt(0) }))).toBe(0);
    expect(await asked(inboxChange({ checked_at: isoTimeAt(5), state: 'expiring' }))).toBe(0);
    expect(await asked({ kind: 'inbox', inbox: inbox(9) }), 'a new one, empty').toBe(0);
    expect(await asked(inboxChange({ label: 'Shop' }))).toBe(1);
    expect(await asked(inboxChange({ label: 'Shop', total: 1 }))).toBe(1);
    expect(await asked(inboxChange({ label: 'Shop', total: 1, unread: 1 }))).toBe(1);
    expect(await asked({ kind: 'messages', inbox_id: 2, messages: [message('b')] })).toBe(1);
    expect(await asked({ kind: 'message_removed', inbox_id: 2, id: 'b' })).toBe(1);
    expect(await asked({ kind: 'inbox_removed', id: 2 })).toBe(1);
    expect(await asked({ kind: 'inbox', inbox: inbox(2, { total: 3 }) }), 'brought back').toBe(1);
  });

  it('highlights matches, names the inbox, and follows new mail', async () => {
    const searchMessages = vi.fn(async () => page(['a', 'b']));
    const { user, emitChange } = await open([message('z')], { searchMessages });
    await user.type(get('search'), 'ferr');
    await waitFor(() => expect(allByTestId('message-item')).toHaveLength(2));
    expect(document.querySelectorAll('mark')[0]?.textContent).toBe('Ferr');
    expect(allByTestId('message-item')[0]?.textContent).toContain('in box1@example.com');
    const asked = searchMessages.mock.calls.length;
    emitChange({ kind: 'messages', inbox_id: 1, messages: [message('new')] });
    await waitFor(() => expect(searchMessages.mock.calls.length).toBe(asked + 1));
    await user.type(get('search'), '{Escape}');
    await waitFor(() => expect(allByTestId('message-item')).toHaveLength(2));
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
    ['newest', false, [], '123'],
    ['oldest', false, [], '321'],
    ['subject', false, [], '321'],
    ['sender', false, [], '231'],
    ['newest', true, [], '23'],
    ['newest', true, ['1'], '123'],
  ] as const)('%s, unread only: %s, stay: %s', (sort, unreadOnly, stay, order) => {
    const ids = filterAndSortMessages(
      mail,
      { sort, filter: { ...NO_FILTER, unread: unreadOnly } },
      new Set(stay),
    ).map(({ id }) => id);
    expect(ids.join('')).toBe(order);
  });

  describe('of unread mail only', () => {
    const unread = ['a', 'b', 'c', 'd'].map((id, i) =>
      message(id, { received_at: isoTimeAt(-i), unread: id !== 'd' }),
    );
    const shown = () => allByTestId('message-item').map(({ dataset }) => dataset.messageId);
    const row = (place: number) =>
      within(allByTestId('message-item')[place] as HTMLElement).getAllByRole(
        'button',
      )[0] as HTMLElement;

    async function openFilteredList() {
      const core = await open(unread);
      await core.user.click(get('unread-only'));
      await waitFor(() => expect(shown()).toEqual(['a', 'b', 'c']));
      const read = async (place: number) => {
        await core.user.click(row(place));
        const [summary] = unread.filter(({ id }) => id === shown()[place]) as [MessageSummary];
        const messages = [{ ...summary, unread: false }];
        core.emitChange({ kind: 'messages', inbox_id: 1, messages });
        await waitFor(() =>
          expect(allByTestId('message-item')[place]?.dataset.unread).toBe('false'),
        );
      };
      return { ...core, read };
    }

    it('keeps opened messages until the filter is switched', async () => {
      const { user, read } = await openFilteredList();
      await read(0);
      await read(1);
      expect(shown()).toEqual(['a', 'b', 'c']);
      await user.click(get('unread-only'));
      await user.click(get('unread-only'));
      await waitFor(() => expect(shown(), 'b is open').toEqual(['b', 'c']));
      // A message that was read before is kept as well.
      await read(1);
      expect(shown()).toEqual(['b', 'c']);
    });

    it('drops opened messages when another address is selected', async () => {
      const { app, read } = await openFilteredList();
      await read(0);
      await read(1);
      app.navigation.selectInbox(2);
      app.navigation.selectInbox(1);
      await waitFor(() => expect(shown()).toEqual(['c']));
    });

    it('drops messages that were marked as read', async () => {
      const { user, app, read } = await openFilteredList();
      await read(0);
      app.navigation.closeMessage();
      void app.messages.markMessages(['a'], false);
      await waitFor(() => expect(shown()).toEqual(['b', 'c']));
      await user.click(get('unread-only'));
      await waitFor(() => expect(shown()).toHaveLength(4));
    });
  });

  it('of selected messages grows by ranges and drops removed messages', () => {
    const selection = new ListSelection<string>();
    selection.toggleRow('b');
    selection.selectRangeTo('d', ['a', 'b', 'c', 'd']);
    expect([...selection.ids].toSorted()).toEqual(['b', 'c', 'd']);
    selection.selectRangeTo('a', ['a', 'b', 'c', 'd']);
    expect(selection.size).toBe(4);
    selection.toggleRow('c');
    selection.deselectUnlistedRows(['a', 'c']);
    expect([...selection.ids]).toEqual(['a']);
  });

  it('allows a selection by mouse and reports how many could not be deleted', async () => {
    const deleteMessages = vi.fn(async () => ({
      deleted: ['3'],
      failed: [],
      not_attempted: ['2'],
      stop_reason: failure('rate_limited'),
    }));
    const { user } = await open(mail, { deleteMessages });
    const [first, second] = allByTestId('message-item');
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

  it('without unread messages offers to show all', async () => {
    const { user } = await open([message('1', { unread: false }), message('2', { unread: false })]);
    await user.click(get('unread-only'));
    await user.click(screen.getByText('Show all'));
    await waitFor(() => expect(allByTestId('message-item')).toHaveLength(2));
  });
});

describe('an inbox that the service reports as gone', () => {
  const doubted = inbox(1, { gone_recheck_at: isoTimeAt(61) });

  it('says when the service is asked again, and asks at once on request', async () => {
    const listMessages = vi.fn(async () => []);
    const { user, emitChange } = await openPage(
      snapshot({ inboxes: [doubted, inbox(2)] }),
      {},
      { listMessages },
    );
    expect(get('time-left').textContent).toBe('Reported gone');
    expect(get('inbox-reported-gone').textContent).toContain('asked again at');
    await user.click(get('ask-now'));
    expect(listMessages).toHaveBeenLastCalledWith(1, true);
    emitChange({ kind: 'inbox', inbox: inbox(1) });
    await waitFor(() => expect(allByTestId('inbox-reported-gone')).toHaveLength(0));
    expect(get('time-left').textContent).toBe('9 min left');
  });

  it('names no time where mail is checked on request only', async () => {
    await openPage(snapshot({ inboxes: [doubted], sync: { kind: 'on_request' } }));
    expect(get('inbox-reported-gone').textContent).toContain('Check again in a minute');
  });
});

describe('an ended inbox', () => {
  it('is asked about again and opens if the service still has it', async () => {
    const over = inbox(1, { state: 'expired', expires_at: isoTimeAt(-60) });
    const recheckExpiredInbox = vi.fn(async () => inbox(1, { expires_at: null }));
    const { user, emitChange } = await openPage(
      snapshot({ inboxes: [over] }),
      {},
      { recheckExpiredInbox },
    );
    await user.click(get('recheck-inbox'));
    expect(recheckExpiredInbox).toHaveBeenCalledWith(1);
    emitChange({ kind: 'inbox', inbox: inbox(1, { expires_at: null }) });
    expect((await screen.findByTestId('toast')).textContent).toContain('receives mail again');
    expect(allByTestId('inbox-over')).toHaveLength(0);
  });

  it('stays ended if the service confirms it', async () => {
    const over = inbox(1, { state: 'expired', expires_at: isoTimeAt(-60) });
    const recheckExpiredInbox = async () => {
      throw failure('not_found');
    };
    const { user } = await openPage(snapshot({ inboxes: [over] }), {}, { recheckExpiredInbox });
    await user.click(get('recheck-inbox'));
    expect((await screen.findByTestId('error-banner')).textContent).toContain('stays ended');
    expect(allByTestId('recheck-inbox')).toHaveLength(1);
  });

  it('offers no question about an address that the user deleted or converted', async () => {
    await openPage(snapshot({ inboxes: [inbox(1, { state: 'deleted' })] }));
    expect(get('inbox-over')).toBeTruthy();
    expect(allByTestId('recheck-inbox')).toHaveLength(0);
  });

  it('is removed at once and restored by undo', async () => {
    const removeInbox = vi.fn(async () => null);
    const over = inbox(1, { state: 'expired', expires_at: isoTimeAt(-60) });
    const restoreInbox = vi.fn(async () => over);
    const { user, ...core } = await openPage(
      snapshot({ inboxes: [over, inbox(2)] }),
      {},
      { removeInbox, restoreInbox },
    );
    await user.click(get('remove-inbox'));
    core.emitChange({ kind: 'inbox_removed', id: 1 });
    await waitFor(() => expect(allByTestId('inbox-item')).toHaveLength(1));
    await user.click(get('toast-undo'));
    expect(restoreInbox).toHaveBeenCalledWith(1, 1);
    await waitFor(() => expect(allByTestId('inbox-item')).toHaveLength(2));
    expect(allByTestId('toast')).toHaveLength(0);
  });
});

describe('keys', () => {
  const keyEvent = (name: string, held: Partial<KeyboardEvent> = {}) =>
    ({
      key: name,
      ctrlKey: false,
      metaKey: false,
      shiftKey: false,
      altKey: false,
      ...held,
    }) as KeyboardEvent;

  it.each([
    ['Mod+k', keyEvent('k', { ctrlKey: true }), true],
    ['Mod+k', keyEvent('k', { metaKey: true }), true],
    ['Mod+k', keyEvent('k'), false],
    ['Mod+k', keyEvent('k', { ctrlKey: true, altKey: true }), false],
    ['Mod+c', keyEvent('C', { ctrlKey: true, shiftKey: true }), false],
    ['Mod+Shift+c', keyEvent('C', { ctrlKey: true, shiftKey: true }), true],
    ['?', keyEvent('?', { shiftKey: true }), true],
    ['?', keyEvent('?', { shiftKey: true, ctrlKey: true }), false],
    ['Mod+,', keyEvent(',', { ctrlKey: true }), true],
  ])('%s', (keys, event, meant) => expect(matchesShortcut(event, keys)).toBe(meant));

  it('that enter text are left to input fields', () => {
    const field = document.createElement('input');
    expect(takesTextInput(field)).toBe(true);
    field.type = 'checkbox';
    expect(takesTextInput(field)).toBe(false);
    expect(takesTextInput(document.createElement('button'))).toBe(false);
  });

  it('open the command palette, which searches without accents', async () => {
    const { user, ...core } = await openPage(
      snapshot({ inboxes: [inbox(1), inbox(2, { label: 'Nhà sách' })] }),
    );
    await user.keyboard('{Control>}k{/Control}');
    await user.type(get('palette-input'), 'nha');
    expect(allByTestId('palette-item')).toHaveLength(1);
    await user.keyboard('{Enter}');
    await waitFor(() => expect(core.app.view.selectedInboxId).toBe(2));
    expect(allByTestId('palette')).toHaveLength(0);
    await user.keyboard('?');
    expect(get('shortcuts').textContent).toContain('New address');
  });
});
