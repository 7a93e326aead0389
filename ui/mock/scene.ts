/** The initial snapshot of the scene that the query chooses. */
import type * as real from '../src/lib/bindings';
import { defaultSettings } from '../src/lib/bindings';
import { createError, inboxes, mail, minutesFromNow } from './data';

export const query = new URLSearchParams(location.search);
const messageCount = Number(query.get('many') ?? 0);
export const scene = query.get('scene') ?? 'ready';
/** Milliseconds. */
export const responseDelay = Number(query.get('delay') ?? 60);

export const accounts: real.AccountView[] = [
  {
    id: 1,
    name: 'Personal',
    base_url: 'https://v1.tempmailg.com/api',
    storage: 'kept',
    signed_in: true,
    key_refused: false,
    unread: 3,
    quota: null,
  },
];
if (scene === 'accounts') {
  const [first] = accounts;
  const name = query.get('name');
  if (first && name) first.name = name;
  const other = { storage: 'kept', signed_in: true, key_refused: false, unread: 0 } as const;
  const quota = { limit: 10_000, used: 9_400, remaining: 600, resets_at: null, expected_checks: 0 };
  accounts.push(
    {
      ...other,
      id: 2,
      name: 'Shop tests',
      base_url: 'https://mail.shop.example/api',
      unread: 12,
      quota,
    },
    {
      ...other,
      id: 3,
      name: 'v1.tempmailg.com 2',
      base_url: 'https://v1.tempmailg.com/api',
      key_refused: true,
      quota: null,
    },
    {
      ...other,
      id: 4,
      name: 'Thư của nhóm kiểm thử rất dài tên',
      base_url: 'https://v1.tempmailg.com/api',
      signed_in: false,
      quota: null,
    },
  );
}
export const state: real.Snapshot = {
  seq: 1,
  phase: { kind: 'ready' },
  account: accounts[0] ?? null,
  accounts,
  inboxes,
  selected_inbox: 1,
  quota: {
    limit: 50_000,
    used: 12_480,
    remaining: 37_520,
    resets_at: minutesFromNow(60 * 24 * 8),
    expected_checks: 9_200,
  },
  sync: { kind: 'online' },
  transfers: [],
  notices: [],
  settings: defaultSettings,
  system_locale: query.get('locale') ?? 'en',
  session_only: false,
  open_message: null,
  copied_address: null,
  window_shape: scene === 'pocket' ? 'pocket' : 'full',
  desktop: {
    has_tray: true,
    background_error: null,
    shortcut: { kind: 'off' },
    shortcut_keys: 'settings',
  },
};

if (scene === 'starting') state.phase = { kind: 'starting' };
if (scene === 'welcome') Object.assign(state, { phase: { kind: 'welcome' }, account: null });
if (scene === 'keychain') {
  state.phase = { kind: 'blocked', error: createError('keychain_locked') };
}
if (scene === 'demo' && state.account) {
  state.account.storage = 'demo';
  state.account.base_url = 'http://127.0.0.1:43117/api';
}
if (scene === 'empty') Object.assign(state, { inboxes: [], selected_inbox: null });
if (scene === 'waiting') state.selected_inbox = 3;
if (scene === 'offline') {
  state.sync = { kind: 'offline', since: minutesFromNow(-4), retry_at: minutesFromNow(1) };
}
if (scene === 'quota') {
  state.quota = {
    limit: 50_000,
    used: 50_000,
    remaining: 0,
    resets_at: minutesFromNow(600),
    expected_checks: 0,
  };
  state.sync = { kind: 'waiting', until: minutesFromNow(600) };
}
if (scene === 'saving') {
  state.sync = { kind: 'saving', every_seconds: 40, slowest_seconds: 7_200 };
}
if (scene === 'resting') state.sync = { kind: 'resting', until: minutesFromNow(600) };
if (scene === 'paused') state.sync = { kind: 'paused' };
if (scene === 'on-request') state.sync = { kind: 'on_request' };
if (scene === 'scarce') state.sync = { kind: 'scarce', last_look: true };
if (scene === 'refused') state.sync = { kind: 'key_refused' };
if (scene === 'errors') {
  state.notices = [
    {
      id: 1,
      error: createError('store_unreadable', {
        path: '/home/me/.local/share/mayfly/mail.db.unreadable',
      }),
      unchecked_address: null,
    },
  ];
}

if (messageCount) {
  const sample = mail[1]?.[0];
  if (sample) {
    mail[1] = Array.from({ length: messageCount }, (_, i) => ({
      ...sample,
      id: `many-${i}`,
      subject: `Message number ${i + 1}`,
      unread: i % 7 === 0,
      code: i % 5 === 0 ? String(100_000 + i) : null,
      received_at: minutesFromNow(-i * 3),
    }));
  }
}
