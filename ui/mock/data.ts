import type {
  DomainView,
  ErrorCode,
  ErrorTextValues,
  ErrorView,
  InboxView,
  MessageSummary,
  MessageView,
  MailDatabaseView,
} from '../src/lib/bindings';

export const now = () => Date.now();
export const minutesFromNow = (count: number) => new Date(now() + count * 60_000).toISOString();

export function createError(code: ErrorCode, details: Partial<ErrorTextValues> = {}): ErrorView {
  return {
    code,
    message: code,
    details: {
      service_message: null,
      retry_at: null,
      path: null,
      keychain: null,
      proxy: null,
      import_fault: null,
      ...details,
    },
  };
}

export const domains: DomainView[] = [
  { domain: 'mailbox.example', plan: 'Free', custom: false },
  { domain: 'inbox.example', plan: 'Free', custom: false },
  { domain: 'a-rather-long-domain-name-for-a-mailbox.example', plan: 'Premium', custom: false },
  { domain: 'post.example.org', plan: 'Premium', custom: true },
];

function createInbox(id: number, address: string, change: Partial<InboxView>): InboxView {
  return {
    id,
    address,
    label: null,
    state: 'active',
    created_at: minutesFromNow(-3),
    expires_at: minutesFromNow(7),
    replaced_by: null,
    unread: 0,
    total: 0,
    checked_at: new Date(now() - 8_000).toISOString(),
    gone_recheck_at: null,
    muted: false,
    pinned: false,
    ...change,
  };
}

export const inboxes: InboxView[] = [
  createInbox(1, 'amber.reed42@mailbox.example', { unread: 4, total: 9 }),
  createInbox(2, 'still.water7@inbox.example', {
    state: 'expiring',
    created_at: minutesFromNow(-8.5),
    expires_at: minutesFromNow(1.4),
    unread: 1,
    total: 1,
  }),
  createInbox(3, 'newsletter-signup-spring-campaign@mailbox.example', {
    expires_at: minutesFromNow(9.2),
  }),
  createInbox(4, 'demo123@a-rather-long-domain-name-for-a-mailbox.example', {
    label: 'Train tickets',
    created_at: minutesFromNow(-400),
    expires_at: minutesFromNow(60 * 19 + 24),
    unread: 128,
    total: 300,
  }),
  createInbox(5, 'no.end@post.example.org', { expires_at: null, checked_at: null }),
  createInbox(12, 'reported.gone@mailbox.example', { gone_recheck_at: minutesFromNow(1) }),
  createInbox(6, 'yesterday@mailbox.example', {
    state: 'expired',
    expires_at: minutesFromNow(-60 * 20),
    unread: 2,
  }),
  createInbox(7, 'first.try@inbox.example', {
    state: 'replaced',
    replaced_by: 'amber.reed42@mailbox.example',
    expires_at: minutesFromNow(-30),
  }),
  createInbox(8, 'gone@mailbox.example', { state: 'deleted', expires_at: minutesFromNow(5) }),
];

function createMessage(
  id: string,
  inbox_id: number,
  at: number,
  change: Partial<MessageSummary>,
): MessageSummary {
  return {
    id,
    inbox_id,
    from_name: '',
    from_address: 'hello@example.org',
    subject: '',
    snippet: '',
    received_at: minutesFromNow(at),
    unread: false,
    attachments: 0,
    code: null,
    ...change,
  };
}

export const mail: Record<number, MessageSummary[]> = {
  1: [
    createMessage('code', 1, -0.3, {
      from_name: 'Harbour Tickets',
      from_address: 'no-reply@harbour.example',
      subject: 'Your verification code is 482913',
      snippet:
        'Enter this code to finish signing in. It is valid for ten minutes and for you alone.',
      unread: true,
      code: '482913',
    }),
    createMessage('phish', 1, -6, {
      from_name: 'support@harbour.example',
      from_address: 'x7f2@bulk.sender.test',
      subject: 'Urgent: confirm your account or it will be closed today!!!',
      snippet: 'Dear customer, we noticed unusual activity. Click the link below within 24 hours.',
      unread: true,
    }),
    createMessage('news', 1, -24, {
      from_name: 'Lakeside Weekly',
      from_address: 'news@lakeside.example',
      subject: 'Spring on the water 🌊🪰: twelve walks, three recipes and one very old boat',
      snippet:
        'The reeds are back. So are the herons, and with them our favourite walks of the year.',
      unread: true,
    }),
    createMessage('files', 1, -70, {
      from_name: 'Northgate Printing',
      from_address: 'orders@northgate.example',
      subject: 'Invoice and print files for order 2207',
      snippet: 'Please find attached the invoice, the proofs and the installer you asked for.',
      attachments: 4,
    }),
    createMessage('cjk', 1, -60 * 9, {
      from_name: '湖畔書店',
      from_address: 'info@kohan.example',
      subject: 'ご注文ありがとうございます（注文番号 A-20391）確認コード：７３１０',
      snippet:
        'この度はご注文いただき、誠にありがとうございます。発送の準備が整い次第お知らせします。',
      unread: true,
      code: 'A-20391',
    }),
    createMessage('rtl', 1, -60 * 30, {
      from_name: 'مكتبة البحيرة',
      from_address: 'salam@buhaira.example',
      subject: 'مرحبا بك! رمز التأكيد الخاص بك هو 5501',
      snippet: 'شكرا لتسجيلك معنا. استخدم الرمز أدناه لإكمال التسجيل.',
      code: '5501',
    }),
    createMessage('long', 1, -60 * 50, {
      from_name: 'The Committee for Extraordinarily Long Display Names and Related Matters',
      from_address:
        'an-extremely-long-local-part-that-nobody-would-type@subdomain.of.a.long.domain.example',
      subject:
        'A subject that goes on and on, as some do, because its writer could not decide which of the many important things in this message was the most important one, and so put all of them in',
      snippet:
        'Averyveryverylongwordwithoutanyspacesinsidewhichmustnotbreakthelayoutofthelistatall',
    }),
    createMessage('nothing', 1, -60 * 24 * 40, { from_address: '' }),
    createMessage('report', 1, -60 * 24 * 41, {
      from_name: 'Bob',
      subject: 'Report',
      attachments: 1,
    }),
    createMessage('plain', 1, -60 * 24 * 400, {
      from_address: 'old@example.net',
      subject: 'From last year',
      snippet: 'Still here.',
    }),
  ],
  2: [
    createMessage('single', 2, -1, {
      from_name: 'Ferry Club',
      from_address: 'hi@ferry.example',
      subject: 'Confirm your address',
      snippet: 'One click and you are on board.',
      unread: true,
    }),
  ],
  3: [],
  4: [],
  5: [],
  6: [
    createMessage('kept', 6, -60 * 21, {
      from_name: 'Ferry Club',
      from_address: 'hi@ferry.example',
      subject: 'Your ticket',
      snippet: 'Show this at the pier.',
      unread: true,
    }),
  ],
  7: [],
  8: [],
};

export const views: Record<string, Partial<MessageView>> = {
  code: {
    codes: ['482913', 'HB-7731'],
    link: {
      href: 'https://login.harbour.example/confirm?token=abc',
      host: 'login.harbour.example',
      text: 'Confirm sign-in',
    },
  },
  phish: {
    misleading_sender: true,
    remote_images: 1,
    trackers: 1,
    link: {
      href: 'https://xn--hrbour-bua.test/login',
      host: 'xn--hrbour-bua.test',
      text: 'https://harbour.example/login',
    },
  },
  news: { remote_images: 14, trackers: 2 },
  files: {
    attachments: [
      {
        index: 0,
        name: 'invoice-2207.pdf',
        safe_name: 'invoice-2207.pdf',
        size: 91_344,
        dangerous: false,
        preview: null,
        same_name_as_earlier: false,
      },
      {
        index: 1,
        name: 'proofs of the second edition, with all corrections, final (3).tar.gz',
        safe_name: 'proofs.tar.gz',
        size: 48_211_004,
        dangerous: false,
        preview: null,
        same_name_as_earlier: false,
      },
      {
        index: 2,
        name: 'photo.jpg.exe',
        safe_name: 'photo.jpg.exe',
        size: 512_000,
        dangerous: true,
        preview: null,
        same_name_as_earlier: false,
      },
      {
        index: 4,
        name: 'harbour plan.png',
        safe_name: 'harbour plan.png',
        size: 88_000,
        dangerous: false,
        preview: 'picture',
        same_name_as_earlier: false,
      },
      {
        index: 5,
        name: 'invoice-2207.pdf',
        safe_name: 'invoice-2207.pdf',
        size: 12_000,
        dangerous: false,
        preview: null,
        same_name_as_earlier: true,
      },
      {
        index: 3,
        name: '見積書.xlsx',
        safe_name: '見積書.xlsx',
        size: null,
        dangerous: false,
        preview: null,
        same_name_as_earlier: false,
      },
    ],
  },
  long: { truncated: true, remote_images: 3 },
  nothing: { is_empty: true },
  report: {
    is_empty: true,
    attachments: [
      {
        index: 0,
        name: 'report.pdf',
        safe_name: 'report.pdf',
        size: 91_344,
        dangerous: false,
        preview: null,
        same_name_as_earlier: false,
      },
    ],
  },
};

const createDocument = (inner: string) =>
  `<!doctype html><meta charset=utf-8><style>body{margin:0;padding:16px 20px;font:15px/1.5 system-ui;color:#1b1b1b;background:#fff}table{border-collapse:collapse}</style>${inner}`;

export const bodies: Record<string, string> = {
  plain: createDocument('<p>Still here.</p>'),
  code: createDocument(
    '<h2>Finish signing in</h2><p>Enter this code in the window where you started:</p><p style="font-size:28px;letter-spacing:.2em"><b>482913</b></p><p>It is valid for ten minutes. If you did not ask for it, do nothing.</p><p>Harbour Tickets</p>',
  ),
  news: createDocument(
    `<table width="600" align="center" bgcolor="#f4f1ea"><tr><td style="padding:32px"><h1 style="font-family:Georgia,serif">Lakeside Weekly</h1><p>${'The reeds are back. So are the herons. '.repeat(12)}</p><hr><h2>Twelve walks</h2><p>${'Along the northern shore the path is dry again. '.repeat(30)}</p></td></tr></table>`,
  ),
};

export const storedMail: MailDatabaseView[] = [
  {
    id: 'mayfly-0a1b2c3d.db',
    path: '/home/reader/.local/share/app.mayfly.Mayfly/mayfly-0a1b2c3d.db',
    is_open: false,
    was_unreadable: false,
    taken_over: false,
    created_at: minutesFromNow(-60 * 24 * 9),
    changed_at: minutesFromNow(-60 * 24 * 2),
    size: 212_992,
    addresses: 3,
    messages: 12,
  },
  {
    id: 'mayfly.db.unreadable-20261002-081503',
    path: '/home/reader/.local/share/app.mayfly.Mayfly/mayfly.db.unreadable-20261002-081503',
    is_open: false,
    was_unreadable: true,
    taken_over: false,
    created_at: null,
    changed_at: minutesFromNow(-60 * 24 * 58),
    size: 1_310_720,
    addresses: null,
    messages: null,
  },
];
