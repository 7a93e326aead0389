import { describe, expect, it } from 'vitest';
import type { Change } from '$lib/bindings';
import {
  applyEvent,
  addInboxIfMissing,
  createModelFromSnapshot,
  markMessageListRequested,
  applyMessageListResponse,
  recordMessageListFailure,
  mergeSnapshotIntoModel,
  type CoreModel,
} from '$lib/state/core-model';
import { account, isoTimeAt, failure, inbox, message, snapshot } from './fake-core';

function applyChanges(model: CoreModel, ...changes: Change[]): CoreModel {
  return changes.reduce((known, change) => {
    const result = applyEvent(known, { seq: known.seq + 1, change });
    if (result.kind !== 'applied') throw new Error(`not applied: ${result.kind}`);
    return result.model;
  }, model);
}

const ids = (model: CoreModel, inboxId = 1) =>
  model.messagesByInbox[inboxId]?.messages.map(({ id }) => id);

describe('the order of events', () => {
  const model = createModelFromSnapshot(snapshot({ seq: 10 }));
  const removed: Change = { kind: 'inbox_removed', id: 1 };

  it.each([
    [9, 'stale'],
    [10, 'stale'],
    [11, 'applied'],
    [12, 'resync'],
  ])('event %i after snapshot 10 is %s', (seq, kind) => {
    expect(applyEvent(model, { seq, change: removed }).kind).toBe(kind);
  });

  it('a reset needs a new snapshot, unless it is stale', () => {
    expect(applyEvent(model, { seq: 11, change: { kind: 'reset' } }).kind).toBe('resync');
    expect(applyEvent(model, { seq: 14, change: { kind: 'reset' } }).kind).toBe('resync');
    expect(applyEvent(model, { seq: 10, change: { kind: 'reset' } }).kind).toBe('stale');
  });
});

describe('a new snapshot', () => {
  const filled = applyMessageListResponse(
    markMessageListRequested(createModelFromSnapshot(snapshot()), 1),
    1,
    [message('a')],
  );

  it('of the same account keeps its lists until they are reloaded', () => {
    const model = mergeSnapshotIntoModel(filled, snapshot({ seq: 20 }));
    expect(ids(model)).toEqual(['a']);
    expect(model).toMatchObject({
      seq: 20,
      messagesByInbox: { 1: { loaded: false, inFlight: 0 } },
    });
  });

  it('of another account, or without an inbox, removes its messages', () => {
    const other = account(2, { storage: 'demo' });
    expect(mergeSnapshotIntoModel(filled, snapshot({ account: other })).messagesByInbox).toEqual(
      {},
    );
    expect(
      mergeSnapshotIntoModel(filled, snapshot({ inboxes: [inbox(2)] })).messagesByInbox,
    ).toEqual({});
  });
});

describe('inboxes', () => {
  it('a new one is inserted first, a known one keeps its place', () => {
    const model = applyChanges(
      createModelFromSnapshot(snapshot()),
      { kind: 'inbox', inbox: inbox(3, { created_at: isoTimeAt(0) }) },
      { kind: 'inbox', inbox: inbox(2, { unread: 5 }) },
    );
    expect(model.inboxes.map(({ id, unread }) => [id, unread])).toEqual([
      [3, 0],
      [1, 0],
      [2, 5],
    ]);
  });

  const idsAfterChanges = (...changes: Change[]) =>
    applyChanges(createModelFromSnapshot(snapshot()), ...changes).inboxes.map(({ id }) => id);

  it('an imported one is inserted at its place by its creation time', () => {
    const between = inbox(9, { created_at: isoTimeAt(-90) });
    expect(idsAfterChanges({ kind: 'inbox', inbox: between })).toEqual([1, 9, 2]);
    const oldest = inbox(9, { created_at: isoTimeAt(-900) });
    expect(idsAfterChanges({ kind: 'inbox', inbox: oldest })).toEqual([1, 2, 9]);
  });

  it('of the same creation time are ordered by id, the highest first', () => {
    const inboxChangeAtSameTime = (id: number): Change => ({
      kind: 'inbox',
      inbox: inbox(id, { created_at: isoTimeAt(-90) }),
    });
    expect(idsAfterChanges(inboxChangeAtSameTime(9), inboxChangeAtSameTime(8))).toEqual([
      1, 9, 8, 2,
    ]);
    expect(idsAfterChanges(inboxChangeAtSameTime(8), inboxChangeAtSameTime(9))).toEqual([
      1, 9, 8, 2,
    ]);
  });

  it('a response that arrives before its event adds the inbox once', () => {
    const made = inbox(3, { created_at: isoTimeAt(0) });
    const model = applyChanges(addInboxIfMissing(createModelFromSnapshot(snapshot()), made), {
      kind: 'inbox',
      inbox: { ...made, unread: 1 },
    });
    expect(addInboxIfMissing(model, made).inboxes[0]?.unread).toBe(1);
    expect(model.inboxes).toHaveLength(3);
  });

  it('a removed one is removed with its messages', () => {
    const model = applyMessageListResponse(
      markMessageListRequested(createModelFromSnapshot(snapshot()), 1),
      1,
      [message('a')],
    );
    expect(applyChanges(model, { kind: 'inbox_removed', id: 1 })).toMatchObject({
      messagesByInbox: {},
      inboxes: [{ id: 2 }],
    });
  });
});

describe('messages', () => {
  const old = message('old', { received_at: isoTimeAt(-100) });
  const fresh = message('fresh', { received_at: isoTimeAt(-1) });

  it('are sorted newest first, without duplicates', () => {
    const model = applyChanges(
      applyMessageListResponse(
        markMessageListRequested(createModelFromSnapshot(snapshot()), 1),
        1,
        [old],
      ),
      {
        kind: 'messages',
        inbox_id: 1,
        messages: [fresh, { ...old, unread: false }],
      },
    );
    expect(ids(model)).toEqual(['fresh', 'old']);
    expect(model.messagesByInbox[1]?.messages[1]?.unread).toBe(false);
  });

  it('that arrived or were removed during a request override its response', () => {
    const asked = markMessageListRequested(createModelFromSnapshot(snapshot()), 1);
    const model = applyChanges(
      asked,
      { kind: 'messages', inbox_id: 1, messages: [fresh] },
      { kind: 'message_removed', inbox_id: 1, id: 'gone' },
    );
    const came = applyMessageListResponse(model, 1, [old, message('gone')]);
    expect(ids(came)).toEqual(['fresh', 'old']);
    expect(came.messagesByInbox[1]).toMatchObject({
      loaded: true,
      inFlight: 0,
      changesInFlight: {},
    });
  });

  it('that the service no longer has are removed by a new list', () => {
    const model = applyMessageListResponse(
      markMessageListRequested(createModelFromSnapshot(snapshot()), 1),
      1,
      [old, fresh],
    );
    expect(ids(applyMessageListResponse(markMessageListRequested(model, 1), 1, [fresh]))).toEqual([
      'fresh',
    ]);
  });

  it('stay when a list fails to load', () => {
    const model = applyMessageListResponse(
      markMessageListRequested(createModelFromSnapshot(snapshot()), 1),
      1,
      [old],
    );
    const failed = recordMessageListFailure(
      markMessageListRequested(model, 1),
      1,
      failure('timeout'),
    );
    expect(ids(failed)).toEqual(['old']);
    expect(failed.messagesByInbox[1]).toMatchObject({ loaded: true, error: { code: 'timeout' } });
  });
});

it('quota, sync, transfers and notices are stored as they are sent', () => {
  const transfer = {
    id: 1,
    message_id: 'a',
    index: 0,
    file_name: 'file.txt',
    received: 1,
    total: 10,
    state: { kind: 'running' },
  } as const;
  const quota = { limit: 10, used: 4, remaining: 6, resets_at: null, expected_checks: 2 };
  const notice = { id: 5, error: failure('disk_full'), unchecked_address: null };
  const model = applyChanges(
    createModelFromSnapshot(snapshot()),
    { kind: 'quota', quota },
    { kind: 'sync', sync: { kind: 'key_refused' } },
    { kind: 'transfer', transfer },
    { kind: 'transfer', transfer: { ...transfer, received: 7 } },
    { kind: 'notice', notice },
  );
  expect(model).toMatchObject({
    quota,
    sync: { kind: 'key_refused' },
    transfers: [{ id: 1, received: 7 }],
    notices: [notice],
  });
  expect(applyChanges(model, { kind: 'notice_removed', id: 5 })).toMatchObject({ notices: [] });
});
