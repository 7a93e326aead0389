import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { MessageFilter, MessageSummary } from '$lib/bindings';
import { isoTimeAt, failure, inbox, message, snapshot } from './fake-core';
import { allByTestId, get, open, setUpPageTests } from './render-page';

setUpPageTests();

const mail = {
  1: [
    message('a', { received_at: isoTimeAt(-10), code: '482913' }),
    message('c', { received_at: isoTimeAt(-30) }),
  ],
  2: [message('b', { inbox_id: 2, received_at: isoTimeAt(-20), attachments: 1 })],
};
const inboxes = [
  inbox(1, { unread: 2, total: 2 }),
  inbox(2, { label: 'Trips', unread: 1, total: 1 }),
];

/** A core that lists and filters this mail as the real one does. */
function listAllMail(list: () => readonly MessageSummary[]) {
  return vi.fn(async (filter: MessageFilter, limit: number, cursor: string | null) => {
    const passing = list()
      .filter(({ unread }) => !filter.unread || unread)
      .filter(({ code }) => !filter.with_code || code !== null)
      .filter(({ attachments }) => !filter.with_attachments || attachments > 0);
    const from = Number(cursor ?? 0);
    const messages = passing.slice(from, from + limit);
    return { messages, next: from + limit < passing.length ? String(from + limit) : null };
  });
}

const shownIds = () => allByTestId('message-item').map(({ dataset }) => dataset.messageId);
const messageButton = (id: string) =>
  within(
    document.querySelector<HTMLElement>(`[data-message-id="${id}"]`) as HTMLElement,
  ).getAllByRole('button')[0] as HTMLElement;

async function openAllMail(
  list: () => readonly MessageSummary[] = () => [
    ...mail[1].slice(0, 1),
    ...mail[2],
    ...mail[1].slice(1),
  ],
) {
  const commands = {
    listAllMail: listAllMail(list),
    selectInbox: vi.fn(async () => null),
  };
  const core = await open(snapshot({ inboxes }), mail, commands);
  await waitFor(() => expect(allByTestId('message-item')).toHaveLength(2));
  commands.selectInbox.mockClear();
  await core.user.click(get('all-mail'));
  await screen.findByTestId('all-mail-title');
  return { ...core, ...commands };
}

describe('all mail', () => {
  it('is offered once there are two addresses', async () => {
    const { emitChange } = await open(snapshot({ inboxes: [inbox(1)] }));
    expect(allByTestId('all-mail')).toHaveLength(0);
    emitChange({ kind: 'inbox', inbox: inbox(2) });
    await screen.findByTestId('all-mail');
  });

  it('lists the messages of every address with its name', async () => {
    const { selectInbox } = await openAllMail();
    await waitFor(() => expect(shownIds()).toEqual(['a', 'b', 'c']));
    expect(
      allByTestId('message-item').map((row) => row.querySelector('.where')?.textContent),
    ).toEqual(['in box1@example.com', 'in Trips', 'in box1@example.com']);
    expect(get('all-mail').getAttribute('aria-current')).toBe('true');
    expect(get('all-mail-unread').textContent?.trim()).toBe('3');
    expect(allByTestId('sort'), 'it has one order').toHaveLength(0);
    expect(selectInbox, 'the address checked most often stays').not.toHaveBeenCalled();
  });

  it('opens messages and stays', async () => {
    const { app, user } = await openAllMail();
    await screen.findByText('in Trips');
    await user.click(messageButton('b'));
    await screen.findByTestId('message-frame');
    expect(shownIds()).toEqual(['a', 'b', 'c']);
    expect(app.view.selectedInboxId).toBeNull();
    await user.click(
      within(allByTestId('inbox-item')[0] as HTMLElement).getAllByRole('button')[0] as HTMLElement,
    );
    await waitFor(() => expect(shownIds()).toEqual(['a', 'c']));
    expect(allByTestId('message-frame')).toHaveLength(0);
  });

  it('is filtered by the core and keeps opened messages', async () => {
    let list = [...mail[1].slice(0, 1), ...mail[2], ...mail[1].slice(1)];
    const { emitChange, user } = await openAllMail(() => list);
    await user.click(get('unread-only'));
    await user.click(get('files-only'));
    await waitFor(() => expect(shownIds()).toEqual(['b']));
    await user.click(messageButton('b'));
    const read = { ...mail[2][0], unread: false } as MessageSummary;
    list = list.map((known) => (known.id === 'b' ? read : known));
    emitChange({ kind: 'messages', inbox_id: 2, messages: [read] });
    await waitFor(() => expect(allByTestId('message-item')[0]?.dataset.unread).toBe('false'));
    expect(shownIds()).toEqual(['b']);
    await user.click(get('codes-only'));
    await user.click(await screen.findByTestId('clear-filter'));
    await waitFor(() => expect(shownIds()).toEqual(['a', 'b', 'c']));
  });

  it('shows mail that arrives, and loses what is removed', async () => {
    let list = [...mail[1], ...mail[2]];
    const { app, emitChange, user } = await openAllMail(() => list);
    await waitFor(() => expect(allByTestId('message-item')).toHaveLength(3));
    const arrived = message('d', { inbox_id: 2, received_at: isoTimeAt(0) });
    list = [arrived, ...list];
    emitChange({ kind: 'messages', inbox_id: 2, messages: [arrived] });
    await waitFor(() => expect(allByTestId('message-item')).toHaveLength(4));
    await user.keyboard('{Control>}');
    await user.click(messageButton('b'));
    await user.keyboard('{/Control}');
    expect(get('selection-count').textContent).toContain('1');
    list = list.filter(({ inbox_id }) => inbox_id !== 2);
    emitChange({ kind: 'inbox_removed', id: 2 });
    await waitFor(() => expect(allByTestId('message-item')).toHaveLength(2));
    expect(app.selection.size).toBe(0);
    expect(allByTestId('all-mail'), 'it stays while it is open').toHaveLength(1);
  });

  it('loads further pages, and stays after a reset', async () => {
    const many = Array.from({ length: 250 }, (_, i) =>
      message(`m${i}`, { received_at: isoTimeAt(-i) }),
    );
    const { app, listAllMail: request, reset } = await openAllMail(() => many);
    await waitFor(() => expect(app.list.messages).toHaveLength(100));
    await app.allMail.loadMore();
    await app.allMail.loadMore();
    expect(app.list.messages).toHaveLength(250);
    request.mockClear();
    reset(snapshot({ inboxes, selected_inbox: 2 }));
    await waitFor(() => expect(request).toHaveBeenCalledTimes(2));
    expect(app.view.isAllMail).toBe(true);
    expect(app.view.selectedInboxId).toBeNull();
  });

  it('reports a failure', async () => {
    const failing = vi.fn(async () => {
      throw failure('store_failed');
    });
    const core = await open(snapshot({ inboxes }), mail, { listAllMail: failing });
    await core.user.click(get('all-mail'));
    await screen.findByTestId('error-banner');
  });

  it('is a command', async () => {
    const { app, user } = await open(snapshot({ inboxes }), mail);
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByTestId('palette-input'), 'all mail');
    const items = allByTestId('palette-item').map((item) => item.textContent?.trim());
    await user.click(allByTestId('palette-item')[items.indexOf('All mail')] as HTMLElement);
    await waitFor(() => expect(app.view.isAllMail).toBe(true));
  });
});

describe('the filters of one address', () => {
  it('are offered where they can be met', async () => {
    const list = [message('a', { code: '482913' }), message('b'), message('c', { unread: false })];
    const { user } = await open(snapshot(), { 1: list });
    await waitFor(() => expect(allByTestId('message-item')).toHaveLength(3));
    expect(allByTestId('files-only'), 'no message has a file').toHaveLength(0);
    await user.click(get('codes-only'));
    await waitFor(() => expect(shownIds()).toEqual(['a']));
    expect(get('codes-only').getAttribute('aria-pressed')).toBe('true');
  });
});
