import { errors } from './errors.en';
import { formats } from './format';

const f = formats('en', 'now');
const interval = (seconds: number) =>
  seconds < 120 ? `${f.number(seconds)} s` : f.duration(seconds * 1000);

/**
 * The English catalogue. Every text of the window is here, as a value or as a function of what goes into it;
 * another language is another object of the same type.
 */
export const en = {
  format: f,
  errors,

  app: {
    name: 'Mayfly',
    starting: 'Opening your mail…',
    dismiss: 'Dismiss',
    cancel: 'Cancel',
    close: 'Close',
    back: 'Back',
    serviceSays: (words: string) => `The service says: “${words}”`,
  },

  welcome: {
    title: 'Mail that doesn’t stay',
    lead: 'A disposable address in one click, its mail in this window, its code on the clipboard.',
    key: 'API key',
    keyHint: 'From your TempMailG account page; kept in the system keychain.',
    keyMissing: 'Paste your API key first.',
    showKey: 'Show the key',
    hideKey: 'Hide the key',
    advanced: 'Advanced',
    baseUrl: 'API base URL',
    baseUrlHint: 'Leave it empty for the usual one.',
    connect: 'Connect',
    connecting: 'Checking the key…',
    or: 'or',
    demo: 'Try the demo',
    demoStarting: 'Starting the demo…',
    demoHint: 'No key, no network: sample mail on this computer.',
  },

  blocked: {
    retry: 'Try again',
    session: 'Use this session only',
    sessionHint:
      'With “this session only” you can work now, but the key, addresses and mail are gone when Mayfly quits.',
    quit: 'Quit',
  },

  inboxes: {
    title: 'Addresses',
    create: 'New address',
    creating: 'Making an address…',
    chooseName: 'Choose name…',
    ended: 'Ended',
    emptyTitle: 'No address yet',
    emptyHint: 'Make one: it is copied at once, ready to paste into a form.',
    unread: (count: number) =>
      f.plural(count, { one: `${f.number(count)} unread`, other: `${f.number(count)} unread` }),
    copy: (address: string) => `Copy ${address}`,
    more: (address: string) => `More for ${address}`,
    menuCopy: 'Copy address',
    menuConvert: 'Change name…',
    menuMute: 'Mute notifications',
    menuUnmute: 'Unmute notifications',
    muted: 'Muted: new mail is not announced',
    menuDelete: 'Delete…',
    menuRemove: 'Remove from list',
    timeLeft: (duration: string) => `${duration} left`,
    ending: 'Ending…',
    noEnd: 'No end given',
    expired: 'Expired',
    expiredAgo: (ago: string) => `Expired ${ago}`,
    replaced: 'Replaced',
    deleted: 'Deleted',
    menuLabel: 'Label…',
    menuSave: 'Save its mail as .mbox…',
  },

  quota: {
    label: 'Requests used',
    used: (used: number, limit: number) => `${f.number(used)} / ${f.number(limit)} requests`,
    resets: (moment: string) => `Resets ${moment}`,
    remaining: (left: number) => `${f.number(left)} left`,
  },

  search: {
    label: 'Search all mail',
    clear: 'Clear the search',
    results: 'Found messages',
    count: (count: number) =>
      f.plural(count, { one: `${f.number(count)} message`, other: `${f.number(count)} messages` }),
    noneTitle: 'Nothing found',
    noneHint:
      'Words are found by their beginnings. You can also use from:, to:, subject:, has:code, has:attachment and is:unread.',
  },

  label: {
    title: 'Label this address',
    name: 'Label',
    hint: 'Only you see it. Leave it empty to show the address alone.',
    save: 'Save',
  },

  palette: {
    title: 'Commands',
    field: 'Type a command or an address',
    none: 'No command fits.',
    goTo: (where: string) => `Go to ${where}`,
  },

  commands: {
    create: 'New address',
    chooseName: 'Choose name…',
    search: 'Search all mail',
    refresh: 'Check for mail now',
    copy: 'Copy the address',
    label: 'Label the address…',
    unreadOnly: 'Show unread only',
    settings: 'Settings',
    shortcuts: 'Keyboard shortcuts',
    palette: 'All commands',
    about: 'About Mayfly',
    export: 'Export addresses…',
    import: 'Import addresses…',
  },

  shortcuts: {
    title: 'Keyboard shortcuts',
    everywhere: 'Everywhere',
    inLists: 'In a list of messages',
    move: 'Move in a list',
    open: 'Open',
    pick: 'Select or unselect',
    pickAll: 'Select all',
    unread: 'Mark as unread',
    delete: 'Delete',
    back: 'Back, or close',
  },

  about: {
    title: 'About Mayfly',
    version: (version: string) => `Version ${version}`,
    licence: 'Licence',
    data: 'Data folder',
    licences: 'Made with Rust, Tauri and Svelte and their libraries, each under its own licence.',
  },

  messages: {
    title: 'Messages',
    copy: 'Copy address',
    refresh: 'Check for mail now',
    convert: 'Change name…',
    deleteInbox: 'Delete address…',
    checked: (ago: string) => `Checked ${ago}`,
    checking: 'Checking…',
    notChecked: 'Not checked yet',
    waitingTitle: 'Waiting for mail',
    waitingAt: 'at',
    waitingHint: 'It appears here by itself.',
    noneTitle: 'No mail came',
    noneHint: 'This address no longer receives any.',
    pickTitle: 'Choose an address',
    pickHint: 'Its mail appears here.',
    expired: 'This address has expired. Its mail stays here until you remove it.',
    deleted: 'This address was deleted. Its mail stays here until you remove it.',
    replaced: 'This address was changed. Its mail stays here until you remove it.',
    replacedBy: (address: string) => `Go to ${address}`,
    remove: 'Remove',
    noSender: 'Unknown sender',
    noSubject: '(no subject)',
    unread: 'Unread',
    attachments: (count: number) =>
      f.plural(count, {
        one: `${f.number(count)} attachment`,
        other: `${f.number(count)} attachments`,
      }),
    loading: 'Loading messages…',
    unreadOnly: 'Unread only',
    showAll: 'Show all',
    sort: 'Sort',
    sorts: {
      newest: 'Newest first',
      oldest: 'Oldest first',
      sender: 'By sender',
      subject: 'By subject',
    },
    listTools: 'List options',
    allReadTitle: 'All read',
    allReadHint: 'No unread message at this address.',
    select: (subject: string) => `Select ${subject}`,
    selected: (count: number) => `${f.number(count)} selected`,
    selectAll: 'Select all',
    clearSelection: 'Clear selection',
    markRead: 'Mark as read',
    markUnread: 'Mark as unread',
    deleteSelected: 'Delete…',
    in: (where: string) => `in ${where}`,
  },

  reading: {
    title: 'Message',
    emptyTitle: 'Nothing open',
    emptyHint: 'Choose a message to read it.',
    to: (address: string) => `to ${address}`,
    misleading: 'The name shows a different address than the one it came from.',
    copyCode: (code: string) => `Copy code ${code}`,
    code: 'Code',
    openLink: (host: string) => `Open link to ${host}`,
    remoteImages: (count: number) =>
      f.plural(count, {
        one: `${f.number(count)} remote image blocked`,
        other: `${f.number(count)} remote images blocked`,
      }),
    trackers: (count: number) =>
      f.plural(count, {
        one: `${f.number(count)} looks like a tracker`,
        other: `${f.number(count)} look like trackers`,
      }),
    showOnce: 'Show once',
    showAlways: 'Always for this sender',
    imagesShown: 'Remote images are shown',
    imagesAlways: 'Remote images of this sender are always shown',
    trackersBlocked: (count: number) =>
      f.plural(count, {
        one: `${f.number(count)} tracker stays blocked`,
        other: `${f.number(count)} trackers stay blocked`,
      }),
    hideImages: 'Hide them',
    blockAgain: 'Block them again',
    truncated: 'This message was very long: the end is not shown.',
    frame: (subject: string) => `Message text: ${subject}`,
    delete: 'Delete message',
    attachments: 'Attachments',
    save: (name: string) => `Save ${name}`,
    saveShort: 'Save',
    savedAs: (name: string) => `Saved as ${name}`,
    cancelSave: (name: string) => `Stop saving ${name}`,
    reveal: (name: string) => `Show ${name} in its folder`,
    revealShort: 'Show in folder',
    progress: (name: string) => `Saving ${name}`,
    progressOf: (received: string, total: string) => `${received} of ${total}`,
    dangerous: 'can run programs',
    dangerousHint: 'This kind of file can run programs. Save it only if you expected it.',
    unknownSize: 'size unknown',
    saveCancelled: 'Stopped',
    more: 'More for this message',
    showPlain: 'Show as plain text',
    showFormatted: 'Show formatted',
    viewSource: 'View source',
    print: 'Print…',
    saveEml: 'Save as .eml…',
    saveEmlWhole: 'Save as .eml with attachments…',
    markUnread: 'Mark as unread',
  },

  link: {
    title: 'Open this link?',
    mailTitle: 'Write a mail?',
    host: 'It leads to',
    recipient: 'It writes to',
    words: 'Words on the link',
    whole: 'The whole address',
    facts: 'About this link',
    mismatch: 'The words on the link name another site than the one it leads to.',
    mailMismatch: 'The words on the link name another address than the one it writes to.',
    punycode: 'This name is spelt with special letters, which can look like others. It reads:',
    insecure:
      'The connection is not encrypted: others on the network can read and change the page.',
    strip: 'Without tracking parameters',
    stripHint: 'They only tell the sender who clicked. A few links don’t work without them.',
    direct: 'Straight to the target',
    directHint: 'Leaves out the service that would note the click and pass you on.',
    copy: 'Copy',
    copied: 'Copied',
    open: 'Open in browser',
    openMail: 'Open in mail program',
  },

  source: {
    title: 'Message source',
    loading: 'Loading the source…',
    copy: 'Copy all',
    copied: 'Copied',
    truncated: (size: string) => `Only the beginning of ${size} is shown. Copying takes all of it.`,
  },

  nameDialog: {
    createTitle: 'Choose a name',
    convertTitle: 'Change the address',
    convertNote: (address: string) =>
      `${address} stops receiving mail and is replaced by the new address. Its messages stay here.`,
    username: 'Name',
    domain: 'Domain',
    loadingDomains: 'Loading domains…',
    noDomains: 'Your plan offers no domain to choose from.',
    yours: 'yours',
    preview: 'The address will be',
    create: 'Create address',
    creating: 'Creating…',
    convert: 'Change address',
    converting: 'Changing…',
    retry: 'Try again',
    invalid: {
      empty: 'Enter a name.',
      characters: 'Use letters a–z, digits, dots, hyphens and underscores.',
      edges: 'Start and end with a letter or digit.',
      dots: 'Two dots can’t stand side by side.',
      long: 'At most 64 characters.',
    },
  },

  confirm: {
    deleteTitle: 'Delete this address?',
    deleteText: (address: string) =>
      `${address} stops receiving mail at once. This is final: the service can’t bring it back.`,
    deleteAction: 'Delete address',
    removeTitle: 'Remove from the list?',
    removeText: (address: string) =>
      `${address} and the mail kept here for it are erased from this computer. This is final.`,
    removeAction: 'Remove',
    signOutTitle: 'Sign out?',
    signOutText:
      'This session keeps nothing: its addresses and mail are gone when you sign out. This is final.',
    signOutAction: 'Sign out',
    wipeTitle: 'Erase everything?',
    wipeText:
      'The key, all addresses and all mail on this computer are erased. The service can’t list your addresses again. This is final.',
    wipeAction: 'Erase everything',
    working: 'Working…',
    deleteMessagesTitle: (count: number) =>
      f.plural(count, {
        one: 'Delete this message?',
        other: `Delete ${f.number(count)} messages?`,
      }),
    deleteMessagesText:
      'They are deleted here and on the service. This is final: the service can’t bring them back.',
    deleteMessagesAction: 'Delete',
  },

  settings: {
    open: 'Settings',
    title: 'Settings',
    account: 'Account',
    kinds: {
      kept: 'The key is in this computer’s keychain; mail is stored encrypted.',
      session_only: 'This session only: nothing is kept when Mayfly quits.',
      demo: 'Demo: a small server inside Mayfly with sample mail. Nothing is kept.',
    },
    service: 'Service',
    requests: 'Requests',
    notifications: 'Announce new mail',
    notificationsHint: 'With sender, subject and code, never the text of the message.',
    closeToTray: 'Keep running in the tray when the window is closed',
    startAtLogin: 'Start with this computer, hidden in the tray',
    shortcut: (keys: string) => `New address from anywhere with ${keys}`,
    shortcutHint: 'It is made and copied without opening the window.',
    clearClipboard: 'Take copied codes off the clipboard',
    clearNever: 'Never',
    /** By seconds. */
    clearAfter: { 30: 'After 30 seconds', 60: 'After a minute', 300: 'After 5 minutes' },
    signOut: 'Sign out',
    signOutHint: 'Forgets the key on this computer.',
    leaveDemo: 'Leave the demo',
    leaveDemoHint: 'Back to the first page. Nothing of the demo is kept.',
    wipe: 'Erase everything…',
    wipeHint: 'The key, addresses and mail on this computer.',
    lists: 'Addresses as a file',
    export: 'Export…',
    import: 'Import…',
    exportSecrets: 'With the addresses’ tokens',
    exportSecretsHint: 'Whoever has a token can read that address’s mail. Keep such a file safe.',
    about: 'About Mayfly…',
  },

  keyDialog: {
    title: 'Use another key',
    lead: 'Your addresses and mail stay as they are.',
  },

  demo: {
    badge: 'Demo: nothing here is real mail',
    exit: 'Exit',
  },

  sync: {
    offline: (since: string, retry: string) =>
      `The service can’t be reached since ${since}. Next try at ${retry}.`,
    tryNow: 'Try now',
    waiting: (until: string) => `The service asks to wait. Checking goes on at ${until}.`,
    quotaUsedUp: (until: string) =>
      `All requests of this period are used. Checking goes on at ${until}.`,
    resting: (until: string) =>
      `The few requests left are kept for you. Checking goes on at ${until}.`,
    saving: (seconds: number) => `Saving quota: checked every ${interval(seconds)}.`,
    savingOthers: (seconds: number, slowest: number) =>
      `Saving quota: checked every ${interval(seconds)}, quiet addresses every ${interval(slowest)}.`,
    paused: 'Checking is paused. Nothing new appears until it goes on or you check by hand.',
    keyRefused: 'The service no longer accepts your key. Everything here is kept.',
    newKey: 'Use another key…',
  },

  toasts: {
    copied: (what: string) => `Copied ${what}`,
    created: (address: string) => `New address: ${address}`,
    createdCopied: (address: string) => `${address} is on the clipboard`,
    muted: (address: string) => `Mail to ${address} is no longer announced`,
    unmuted: (address: string) => `Mail to ${address} is announced again`,
    inboxDeleted: (address: string) => `Deleted ${address}`,
    inboxRemoved: (address: string) => `Removed ${address}`,
    messageDeleted: 'Message deleted',
    saved: (name: string) => `Saved ${name}`,
    wiped: 'Everything was erased',
    messagesDeleted: (count: number) =>
      f.plural(count, {
        one: 'Message deleted',
        other: `${f.number(count)} messages deleted`,
      }),
    undo: 'Undo',
    imported: (added: number, known: number) =>
      `${f.plural(added, { one: `${f.number(added)} address added`, other: `${f.number(added)} addresses added` })}, ${f.number(known)} known already`,
  },

  failed: {
    create: 'No address was made.',
    convert: 'The address wasn’t changed.',
    deleteInbox: 'The address wasn’t deleted.',
    removeInbox: 'The address wasn’t removed.',
    mute: 'Notifications stay as they were.',
    refresh: 'Mail couldn’t be checked.',
    list: 'The messages couldn’t be loaded.',
    read: 'The message couldn’t be opened.',
    deleteMessage: 'The message wasn’t deleted.',
    showImages: 'The images weren’t shown.',
    hideImages: 'The images weren’t hidden.',
    save: (name: string) => `${name} wasn’t saved.`,
    reveal: 'The folder couldn’t be opened.',
    link: 'The link wasn’t opened.',
    source: 'The source couldn’t be loaded.',
    print: 'The message wasn’t printed.',
    saveMessage: 'The message wasn’t saved.',
    signOut: 'You are still signed in.',
    wipe: 'Not everything was erased.',
    demo: 'The demo didn’t start.',
    domains: 'The domains couldn’t be loaded.',
    search: 'The search didn’t work.',
    restore: 'The address wasn’t brought back.',
    mark: 'The messages stay marked as they were.',
    deleteMessages: (left: number, all: number) =>
      `${f.number(left)} of ${f.number(all)} messages weren’t deleted.`,
    saveMailbox: 'The mail wasn’t saved.',
    export: 'The list wasn’t saved.',
    import: 'The list wasn’t read.',
    about: 'The facts about Mayfly couldn’t be read.',
  },
};

export type Catalogue = typeof en;
