import type { IconName } from '../components/Icon.svelte';
import { t } from '$lib/i18n';
import { receives } from '$lib/expiry';
import type { App } from '$lib/state/app.svelte';

/** Something the user can have done from anywhere in the window. */
export interface Command {
  id: string;
  label: string;
  icon: IconName;
  /** As `KeyboardEvent.key` after what is held down: `Mod` is Ctrl, on a Mac Command. */
  keys?: string;
  run: () => void;
}

/** What can be done now. */
export function commandsOf(app: App): Command[] {
  const inbox = app.inbox;
  const live = inbox !== null && receives(inbox);
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
    inbox && {
      id: 'copy',
      label: t.commands.copy,
      icon: 'copy',
      keys: 'Mod+Shift+c',
      run: () => void app.inboxes.copyAddress(inbox),
    },
    inbox && {
      id: 'label',
      label: t.commands.label,
      icon: 'tag',
      run: () => (app.dialog = { kind: 'label', inbox }),
    },
    {
      id: 'unread-only',
      label: t.commands.unreadOnly,
      icon: 'message',
      run: () => (app.listing = { ...app.listing, unreadOnly: !app.listing.unreadOnly }),
    },
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
