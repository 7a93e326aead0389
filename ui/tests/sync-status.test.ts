/** The status of checking for mail. */
import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { isoTimeAt, failure, inbox, snapshot } from './fake-core';
import { allByTestId, setUpPageTests, get, open } from './render-page';

setUpPageTests();

describe('the sync status', () => {
  it('offers the action that helps', async () => {
    const { emitChange, user, app } = await open(snapshot());
    expect(allByTestId('sync-strip')).toHaveLength(0);
    emitChange({
      kind: 'sync',
      sync: { kind: 'offline', since: isoTimeAt(-60), retry_at: isoTimeAt(60) },
    });
    expect(await screen.findByTestId('sync-retry')).toBeTruthy();
    emitChange({ kind: 'sync', sync: { kind: 'key_refused' } });
    await user.click(await screen.findByTestId('new-key'));
    expect(app.dialogs.current?.kind).toBe('replace-api-key');
  });

  it('reports a refused API key once, with the failed action and the remedy', async () => {
    const throwKeyRefused = async () => {
      throw failure('key_refused');
    };
    const listMessages = async (_: number, fresh: boolean) => (fresh ? throwKeyRefused() : []);
    const { emitChange, user, app } = await open(
      snapshot(),
      {},
      { createInbox: throwKeyRefused, listMessages },
    );
    emitChange({ kind: 'sync', sync: { kind: 'key_refused' } });
    expect((await screen.findByTestId('sync-strip')).textContent).toContain('Everything here');
    const said = () =>
      [...allByTestId('sync-strip'), ...allByTestId('error-banner')].map((it) => it.textContent);

    await user.click(get('refresh'));
    await user.click(get('create-inbox'));
    await waitFor(() => expect(said()).toHaveLength(1));
    expect(said()[0]).toContain('No address was made');
    await user.click(get('new-key'));
    expect(app.dialogs.current?.kind).toBe('replace-api-key');

    await user.click(within(get('error-banner')).getByLabelText('Dismiss'));
    await waitFor(() => expect(said()).toHaveLength(1));
    expect(said()[0]).toContain('Everything here');
  });

  it('does not show an old failure of a manual check when the status changes', async () => {
    const listMessages = async (_: number, fresh: boolean) => {
      if (fresh) throw failure('offline');
      return [];
    };
    const { emitChange, user } = await open(snapshot(), {}, { listMessages });
    emitChange({
      kind: 'sync',
      sync: { kind: 'offline', since: isoTimeAt(-60), retry_at: isoTimeAt(60) },
    });
    await user.click(get('refresh'));
    await waitFor(() => expect(get('refresh').getAttribute('aria-busy')).not.toBe('true'));
    expect(allByTestId('error-banner')).toHaveLength(0);
    for (const sync of [{ kind: 'key_refused' }, { kind: 'online' }] as const) {
      emitChange({ kind: 'sync', sync });
      await waitFor(() =>
        expect(allByTestId('sync-strip')).toHaveLength(sync.kind === 'online' ? 0 : 1),
      );
      expect(allByTestId('error-banner'), sync.kind).toHaveLength(0);
    }
  });

  it.each([
    [{ kind: 'paused' }, 'sync-check sync-resume'],
    [{ kind: 'on_request' }, 'sync-check'],
    [{ kind: 'scarce', last_look: false }, 'sync-check'],
  ] as const)('%o: offers a manual check in place of waiting', async (sync, buttons) => {
    const listMessages = vi.fn(async () => []);
    const { user } = await open(snapshot({ sync }), {}, { listMessages });
    await screen.findByText('No mail yet');
    expect(screen.queryByText('It appears here by itself.')).toBeNull();
    const offered = within(get('sync-strip')).getAllByRole('button');
    expect(offered.map(({ dataset }) => dataset.testid).join(' ')).toBe(buttons);
    await user.click(get('sync-check'));
    expect(listMessages).toHaveBeenLastCalledWith(1, true);
  });

  it('can be resumed without an address', async () => {
    const setCheckingPaused = vi.fn(async () => null);
    const first = snapshot({ sync: { kind: 'paused' }, inboxes: [], selected_inbox: null });
    const { user } = await open(first, {}, { setCheckingPaused });
    expect(allByTestId('sync-check')).toHaveLength(0);
    await user.click(get('sync-resume'));
    expect(setCheckingPaused).toHaveBeenCalledWith(false);
  });

  it('shows the last check and the time left separately', async () => {
    await open(snapshot({ inboxes: [inbox(1, { checked_at: isoTimeAt(-8) })] }));
    expect(get('checked-at').textContent).toBe('Checked 8s ago');
    expect(get('time-left').textContent).toBe('9 min left');
    expect(get('checked-at').contains(get('time-left'))).toBe(false);
  });

  it('explains why checks are rarer or off', async () => {
    const { emitChange } = await open(snapshot());
    for (const [sync, words] of [
      [
        { kind: 'saving', every_seconds: 40, slowest_seconds: 7200 },
        'every 40 sec, quiet addresses every 2',
      ],
      [{ kind: 'saving', every_seconds: 180, slowest_seconds: 180 }, 'every 3 min.'],
      [
        { kind: 'saving', every_seconds: 180, slowest_seconds: null },
        'every 3 min, quiet addresses only when',
      ],
      [{ kind: 'scarce', last_look: true }, 'once more just before it ends'],
      [{ kind: 'scarce', last_look: false }, 'only when you ask'],
      [{ kind: 'resting', until: isoTimeAt(600) }, 'kept for you'],
      [{ kind: 'paused' }, 'paused'],
    ] as const) {
      emitChange({ kind: 'sync', sync });
      await waitFor(() => expect(get('sync-strip').textContent).toContain(words));
    }
    emitChange({ kind: 'sync', sync: { kind: 'online' } });
    await waitFor(() => expect(allByTestId('sync-strip')).toHaveLength(0));
  });

  it('shows the quota, and when it is used up', async () => {
    const quota = {
      limit: 50_000,
      used: 50_000,
      remaining: 0,
      resets_at: isoTimeAt(600),
      expected_checks: 0,
    };
    await open(snapshot({ quota, sync: { kind: 'waiting', until: isoTimeAt(600) } }));
    expect(get('quota').textContent).toContain('50,000 / 50,000');
    expect(get('sync-strip').textContent).toContain('All requests of this period are used');
  });
});
