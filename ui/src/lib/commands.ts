import type { IconName } from '../components/Icon.svelte';
import type { InboxView } from '$lib/bindings';
import { t } from '$lib/i18n';
import { receives } from '$lib/expiry';
import type { App } from '$lib/state/app.svelte';

/** Something the user can have done from anywhere in the window. */
export interface Command {
  id: string;
  label: string;
  /** Other words it is found by. */
  also?: string;
  icon: IconName;
  /** As `KeyboardEvent.key` after what is held down: `Mod` is Ctrl, on a Mac Command. */
  keys?: string;
  run: () => void;
}

/** What can be done now. */
export function commandsOf(app: App): Command[] {
  const inbox = app.inbox;
  const live = inbox !== null && receives(inbox);
  const demo = app.model.account?.kind === 'demo';
  const commands: (Command | false | null)[] = [
    {
      id: 'create',
      label: t.commands.create,
      icon: 'plus',
      keys: 'Mod+n',
      run: () => {
        if (!app.busy.has('create')) void app.inboxes.create();
      },
    },
    {
      id: 'choose-name',
      label: t.commands.chooseName,
      icon: 'pencil',
      run: () => (app.dialog = { kind: 'name', convert: null }),
    },
    { id: 'search', label: t.commands.search, icon: 'search', keys: 'Mod+f', run: focusSearch },
    live && {
      id: 'refresh',
      label: t.commands.refresh,
      icon: 'refresh',
      keys: 'Mod+r',
      run: () => void app.refresh(),
    },
    ...(inbox ? ofAddress(app, inbox) : []),
    ...ofMessage(app),
    {
      id: 'unread-only',
      label: t.commands.unreadOnly,
      icon: 'message',
      run: () => (app.listing = { ...app.listing, unreadOnly: !app.listing.unreadOnly }),
    },
    pausing(app),
    {
      id: 'export',
      label: t.commands.export,
      icon: 'download',
      run: () => void app.exportInboxes(false),
    },
    {
      id: 'import',
      label: t.commands.import,
      icon: 'folder',
      run: () => void app.importInboxes(),
    },
    ...zoomsOf(app),
    app.model.account?.kind === 'kept' && {
      id: 'accounts',
      label: t.commands.accounts,
      icon: 'person',
      run: () => (app.dialog = { kind: 'accounts' }),
    },
    app.model.account?.kind === 'kept' && {
      id: 'add-account',
      label: t.commands.addAccount,
      icon: 'plus',
      run: () => (app.dialog = { kind: 'add-account', again: null }),
    },
    {
      id: 'sign-out',
      label: demo ? t.settings.leaveDemo : t.commands.signOut,
      also: t.commands.signOut,
      icon: 'leave',
      run: () => app.signOut(),
    },
    {
      id: 'settings',
      label: t.commands.settings,
      icon: 'settings',
      keys: 'Mod+,',
      run: () => (app.dialog = { kind: 'settings' }),
    },
    {
      id: 'palette',
      label: t.commands.palette,
      icon: 'more',
      keys: 'Mod+k',
      run: () => (app.dialog = { kind: 'palette' }),
    },
    {
      id: 'shortcuts',
      label: t.commands.shortcuts,
      icon: 'keyboard',
      keys: '?',
      run: () => (app.dialog = { kind: 'shortcuts' }),
    },
    {
      id: 'about',
      label: t.commands.about,
      icon: 'info',
      run: () => (app.dialog = { kind: 'about' }),
    },
  ];
  return commands.filter((command) => command !== false && command !== null);
}

/** What can be done with the chosen address. */
function ofAddress(app: App, inbox: InboxView): Command[] {
  const live = receives(inbox);
  const commands: (Command | false)[] = [
    {
      id: 'copy',
      label: t.commands.copy,
      icon: 'copy',
      keys: 'Mod+Shift+c',
      run: () => void app.inboxes.copyAddress(inbox),
    },
    {
      id: 'label',
      label: t.commands.label,
      icon: 'tag',
      run: () => (app.dialog = { kind: 'label', inbox }),
    },
    live && {
      id: 'convert',
      label: t.commands.convert,
      icon: 'pencil',
      run: () => (app.dialog = { kind: 'name', convert: inbox }),
    },
    live && {
      id: 'mute',
      label: inbox.muted ? t.commands.unmute : t.commands.mute,
      icon: inbox.muted ? 'bell' : 'bellOff',
      run: () => void app.inboxes.mute(inbox, !inbox.muted),
    },
    inbox.total > 0 && {
      id: 'save-mail',
      label: t.commands.saveMail,
      icon: 'download',
      run: () => void app.files.saveMailbox(inbox.id),
    },
    {
      id: 'discard',
      label: live ? t.commands.deleteInbox : t.commands.removeInbox,
      also: live ? t.commands.removeInbox : t.commands.deleteInbox,
      icon: 'trash',
      run: () => app.inboxes.discard(inbox),
    },
  ];
  return commands.filter((command) => command !== false);
}

/** What can be done with the open message. */
function ofMessage(app: App): Command[] {
  const view = app.open?.view;
  if (!view) return [];
  const { id } = view.summary;
  const plain = app.plainFor === id;
  const commands: (Command | false)[] = [
    {
      id: 'mark-unread',
      label: t.commands.markUnread,
      icon: 'message',
      run: () => void app.mail.mark([id], true),
    },
    view.is_html &&
      !view.is_empty && {
        id: 'plain',
        label: plain ? t.commands.showFormatted : t.commands.showPlain,
        icon: plain ? 'image' : 'text',
        run: () => (app.plainFor = plain ? null : id),
      },
    {
      id: 'source',
      label: t.commands.viewSource,
      icon: 'code',
      run: () => (app.dialog = { kind: 'source', messageId: id }),
    },
    {
      id: 'print',
      label: t.commands.print,
      icon: 'print',
      run: () => app.mail.print(id, plain),
    },
    {
      id: 'save-eml',
      label: t.commands.saveEml,
      icon: 'download',
      run: () => void app.files.saveMessage(id, false),
    },
    view.attachments.length > 0 && {
      id: 'save-eml-whole',
      label: t.commands.saveEmlWhole,
      icon: 'attachment',
      run: () => void app.files.saveMessage(id, true),
    },
    {
      id: 'delete-message',
      label: t.commands.deleteMessage,
      icon: 'trash',
      run: () => void app.mail.delete(id),
    },
  ];
  return commands.filter((command) => command !== false);
}

/** Pausing and going on; where nothing is checked anyway there is nothing to pause. */
function pausing(app: App): Command | null {
  const { kind } = app.model.sync;
  if (kind === 'on_request' || kind === 'key_refused') return null;
  const paused = kind === 'paused';
  return {
    id: 'pause',
    label: paused ? t.commands.resume : t.commands.pause,
    icon: paused ? 'play' : 'pause',
    run: () => void app.setPaused(!paused),
  };
}

/** How large everything is. Their keys work on every screen and in dialogs. */
export function zoomsOf(app: App): Command[] {
  return [
    {
      id: 'larger',
      label: t.commands.larger,
      icon: 'plus',
      keys: 'Mod+=',
      run: () => app.preferences.zoom(1),
    },
    {
      id: 'smaller',
      label: t.commands.smaller,
      icon: 'minus',
      keys: 'Mod+-',
      run: () => app.preferences.zoom(-1),
    },
    {
      id: 'usual-size',
      label: t.commands.usualSize,
      icon: 'check',
      keys: 'Mod+0',
      run: () => app.preferences.zoom(0),
    },
  ];
}

function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('[data-testid="search"]');
  field?.focus();
  field?.select();
}

/** Whether these keys were pressed. */
export function pressed(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split('+');
  const key = parts.pop() ?? '';
  const command = event.ctrlKey || event.metaKey;
  // A character such as ? says itself which keys make it.
  const shift = parts.includes('Shift') === event.shiftKey || !/[a-z]/i.test(key);
  // Plus and equals share a key.
  const typed = event.key === '+' ? '=' : event.key.toLowerCase();
  return typed === key && command === parts.includes('Mod') && shift && !event.altKey;
}

/** Whether what is typed there is text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type="checkbox"]), select');
}
