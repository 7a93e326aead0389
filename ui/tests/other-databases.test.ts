/** Databases whose key is missing, and mail of other databases. */
import { waitFor } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { MailDatabaseView } from '$lib/bindings';
import { isoTimeAt, failure, snapshot } from './fake-core';
import { allByTestId, setUpPageTests, get, open } from './render-page';

setUpPageTests();

function sampleMailDatabaseView(
  id: string,
  change: Partial<MailDatabaseView> = {},
): MailDatabaseView {
  return {
    id,
    path: `/home/a/mayfly/${id}`,
    is_open: false,
    was_unreadable: false,
    taken_over: false,
    created_at: isoTimeAt(-9000),
    changed_at: isoTimeAt(-90),
    size: 49_152,
    addresses: 2,
    messages: 1,
    ...change,
  };
}

describe('stored mail whose key is missing', () => {
  it('names the keychain and the file, and offers to start beside it', async () => {
    const startBesideStoredMail = vi.fn(async () => null);
    const error = failure('store_key_missing', { path: '/data/mayfly.db', keychain: 'keepassxc' });
    const blocked = snapshot({ phase: { kind: 'blocked', error }, account: null, inboxes: [] });
    const { user } = await open(blocked, {}, { startBesideStoredMail });
    expect(get('error-banner').textContent).toContain(
      'The keychain (keepassxc) has no key for /data/mayfly.db',
    );
    expect(allByTestId('session-only')).toHaveLength(0);
    await user.click(get('start-beside'));
    expect(startBesideStoredMail).toHaveBeenCalled();
  });
});

describe('the list of other stored mail', () => {
  const list = [
    sampleMailDatabaseView('mayfly.db', { is_open: true }),
    sampleMailDatabaseView('mayfly-0a1b2c3d.db'),
    sampleMailDatabaseView('mayfly-99999999.db', { addresses: null, messages: null }),
  ];

  it('opens from the notice and takes over what can be read', async () => {
    const importOtherDatabase = vi.fn(async () => ({
      addresses: 2,
      messages: 1,
      accounts_to_sign_in: 0,
    }));
    const notice = { id: 1, error: failure('other_mail_found'), unchecked_address: null };
    const { user } = await open(
      snapshot({ notices: [notice] }),
      {},
      { listMailDatabases: async () => list, importOtherDatabase },
    );
    await user.click(get('show-stored-mail'));
    await waitFor(() => expect(allByTestId('stored-mail-item')).toHaveLength(2));
    expect(allByTestId('stored-mail-take-over')).toHaveLength(1);
    expect(allByTestId('stored-mail-item')[0]?.textContent).toContain('2 addresses, 1 message');
    expect(allByTestId('stored-mail-item')[1]?.textContent).toContain('not in this keychain');
    await user.click(get('stored-mail-take-over'));
    expect(importOtherDatabase).toHaveBeenCalledWith('mayfly-0a1b2c3d.db');
    await waitFor(() => expect(get('toast').textContent).toContain('Taken over: 2 addresses'));
  });

  it('deletes only after a question, and shows a failure', async () => {
    const deleteOtherDatabase = vi.fn(async () => null);
    const switchToOtherDatabase = async () => {
      throw failure('store_key_missing', { path: '/data/x' });
    };
    const { user, app } = await open(
      snapshot(),
      {},
      {
        listMailDatabases: async () => list.slice(1, 2),
        deleteOtherDatabase,
        switchToOtherDatabase,
      },
    );
    app.dialogs.openDialog({ kind: 'stored-mail' });
    await waitFor(() => expect(allByTestId('stored-mail-item')).toHaveLength(1));
    await user.click(get('stored-mail-open'));
    await waitFor(() => expect(get('error-banner').textContent).toContain('stays as it is'));
    await user.click(get('stored-mail-delete'));
    expect(deleteOtherDatabase).not.toHaveBeenCalled();
    await user.click(get('confirm'));
    expect(deleteOtherDatabase).toHaveBeenCalledWith('mayfly-0a1b2c3d.db');
  });
});
