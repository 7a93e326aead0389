import type { InboxView } from '$lib/bindings';
import { t } from '$lib/i18n';
import type { IconName } from '$lib/icons';
import { isReceivingMail } from '$lib/inbox-expiry';
import type { App } from '$lib/state/app';

/** A command of the user that is available anywhere in the window. */
export interface PaletteCommand {
  id: string;
  label: string;
  /** Another label that the palette finds it by. */
  alias?: string;
  icon: IconName;
  /** See `matchesShortcut`. */
  shortcut?: string;
  run: () => void;
}

/** The commands that are available in the present state. */
export function listPaletteCommands(app: App): PaletteCommand[] {
  const inbox = app.view.selectedInbox;
  const live = inbox !== null && isReceivingMail(inbox);
  const storage = app.core.model.account?.storage;
  const commands: (PaletteCommand | false | null)[] = [
    {
      id: 'create',
      label: t.commands.create,
      icon: 'plus',
      shortcut: 'Mod+n',
      run: () => {
        if (!app.inboxes.isCreating) void app.inboxes.createInbox();
      },
    },
    {
      id: 'choose-name',
      label: t.commands.chooseName,
      icon: 'pencil',
      run: () => app.dialogs.openDialog({ kind: 'custom-address', convert: null }),
    },
    {
      id: 'search',
      label: t.commands.search,
      icon: 'search',
      shortcut: 'Mod+f',
      run: focusSearchField,
    },
    live && {
      id: 'refresh',
      label: t.commands.refresh,
      icon: 'refresh',
      shortcut: 'Mod+r',
      run: () => void app.loader.refreshSelectedInbox(),
    },
    ...(inbox ? listInboxPaletteCommands(app, inbox) : []),
    ...listMessagePaletteCommands(app),
    app.core.model.inboxes.length > 1 && {
      id: 'all-mail',
      label: t.inboxes.allMail,
      icon: 'message',
      run: () => app.navigation.openAllMail(),
    },
    {
      id: 'unread-only',
      label: t.commands.unreadOnly,
      icon: 'message',
      run: () => app.list.toggleFilter('unread'),
    },
    {
      id: 'adopt',
      label: t.commands.adopt,
      icon: 'inbox',
      run: () => app.dialogs.openDialog({ kind: 'adopt-address' }),
    },
    app.core.endedInboxes.length > 0 && {
      id: 'remove-ended',
      label: t.commands.removeEnded,
      icon: 'trash',
      run: () => void app.inboxes.removeEndedInboxes(),
    },
    createPauseCommand(app),
    {
      id: 'export',
      label: t.commands.export,
      icon: 'download',
      run: () => void app.transfers.exportInboxes(false),
    },
    {
      id: 'import',
      label: t.commands.import,
      icon: 'folder',
      run: () => void app.inboxes.importInboxes(),
    },
    {
      id: 'pocket',
      label: t.commands.pocket,
      icon: 'shrink',
      shortcut: 'Mod+Shift+p',
      run: () => app.pocket.toggle(),
    },
    ...listZoomCommands(app),
    storage === 'kept' && {
      id: 'accounts',
      label: t.commands.accounts,
      icon: 'person',
      run: () => app.dialogs.openDialog({ kind: 'accounts' }),
    },
    storage === 'kept' && {
      id: 'add-account',
      label: t.commands.addAccount,
      icon: 'plus',
      run: () => app.dialogs.openDialog({ kind: 'add-account', signedOut: null }),
    },
    {
      id: 'sign-out',
      label: storage === 'demo' ? t.settings.leaveDemo : t.commands.signOut,
      alias: t.commands.signOut,
      icon: 'leave',
      run: () => app.accounts.signOut(),
    },
    {
      id: 'settings',
      label: t.commands.settings,
      icon: 'settings',
      shortcut: 'Mod+,',
      run: () => app.dialogs.openDialog({ kind: 'settings' }),
    },
    {
      id: 'palette',
      label: t.commands.palette,
      icon: 'more',
      shortcut: 'Mod+k',
      run: () => app.dialogs.openDialog({ kind: 'command-palette' }),
    },
    {
      id: 'shortcuts',
      label: t.commands.shortcuts,
      icon: 'keyboard',
      shortcut: '?',
      run: () => app.dialogs.openDialog({ kind: 'shortcuts' }),
    },
    {
      id: 'about',
      label: t.commands.about,
      icon: 'info',
      run: () => app.dialogs.openDialog({ kind: 'about' }),
    },
  ];
  return commands.filter((command) => command !== false && command !== null);
}

function listInboxPaletteCommands(app: App, inbox: InboxView): PaletteCommand[] {
  const live = isReceivingMail(inbox);
  const commands: (PaletteCommand | false)[] = [
    {
      id: 'copy',
      label: t.commands.copy,
      icon: 'copy',
      shortcut: 'Mod+Shift+c',
      run: () => void app.inboxes.copyAddress(inbox),
    },
    {
      id: 'label',
      label: t.commands.label,
      icon: 'tag',
      run: () => app.dialogs.openDialog({ kind: 'inbox-label', inbox }),
    },
    live && {
      id: 'convert',
      label: t.commands.convert,
      icon: 'pencil',
      run: () => app.dialogs.openDialog({ kind: 'custom-address', convert: inbox }),
    },
    live && {
      id: 'mute',
      label: inbox.muted ? t.commands.unmute : t.commands.mute,
      icon: inbox.muted ? 'bell' : 'bellOff',
      run: () => void app.inboxes.setInboxMuted(inbox, !inbox.muted),
    },
    inbox.state === 'expired' && {
      id: 'recheck',
      label: t.commands.recheckInbox,
      icon: 'refresh',
      run: () => void app.inboxes.recheckExpiredInbox(inbox),
    },
    !live && {
      id: 'recreate',
      label: t.commands.recreateInbox,
      icon: 'plus',
      run: () => void app.inboxes.recreateInbox(inbox),
    },
    live && {
      id: 'pin',
      label: inbox.pinned ? t.commands.unpin : t.commands.pin,
      icon: 'pin',
      run: () => void app.inboxes.setInboxPinned(inbox, !inbox.pinned),
    },
    inbox.total > 0 && {
      id: 'save-mail',
      label: t.commands.saveMail,
      icon: 'download',
      run: () => void app.transfers.saveMailbox(inbox.id),
    },
    {
      id: 'discard',
      label: live ? t.commands.deleteInbox : t.commands.removeInbox,
      alias: live ? t.commands.removeInbox : t.commands.deleteInbox,
      icon: 'trash',
      run: () => app.inboxes.deleteOrRemoveInbox(inbox),
    },
  ];
  return commands.filter((command) => command !== false);
}

function listMessagePaletteCommands(app: App): PaletteCommand[] {
  const view = app.view.openMessage?.view;
  if (!view) return [];
  const { id } = view.summary;
  const plain = app.view.plainTextMessageId === id;
  const commands: (PaletteCommand | false)[] = [
    {
      id: 'mark-unread',
      label: t.commands.markUnread,
      icon: 'message',
      run: () => void app.messages.markMessages([id], true),
    },
    view.is_html &&
      !view.is_empty && {
        id: 'plain',
        label: plain ? t.commands.showFormatted : t.commands.showPlain,
        icon: plain ? 'image' : 'text',
        run: () => app.view.togglePlainText(id),
      },
    {
      id: 'source',
      label: t.commands.viewSource,
      icon: 'code',
      run: () => app.dialogs.openDialog({ kind: 'message-source', messageId: id }),
    },
    {
      id: 'print',
      label: t.commands.print,
      icon: 'print',
      run: () => app.messages.printMessage(id, plain),
    },
    {
      id: 'save-eml',
      label: t.commands.saveEml,
      icon: 'download',
      run: () => void app.transfers.saveMessage(id, false),
    },
    view.attachments.length > 1 && {
      id: 'save-all',
      label: t.commands.saveAll,
      icon: 'folder',
      run: () => void app.transfers.saveAllAttachments(id),
    },
    view.attachments.length > 0 && {
      id: 'save-eml-whole',
      label: t.commands.saveEmlWhole,
      icon: 'attachment',
      run: () => void app.transfers.saveMessage(id, true),
    },
    {
      id: 'delete-message',
      label: t.commands.deleteMessage,
      icon: 'trash',
      run: () => void app.messages.deleteMessage(id),
    },
  ];
  return commands.filter((command) => command !== false);
}

/** Pauses or resumes checking; null where nothing is checked by itself. */
function createPauseCommand(app: App): PaletteCommand | null {
  const { kind } = app.core.model.sync;
  if (kind === 'on_request' || kind === 'key_refused') return null;
  const paused = kind === 'paused';
  return {
    id: 'pause',
    label: paused ? t.commands.resume : t.commands.pause,
    icon: paused ? 'play' : 'pause',
    run: () => void app.sync.setCheckingPaused(!paused),
  };
}

/** The zoom commands. Their shortcuts work on every screen and in dialogs. */
export function listZoomCommands(app: App): PaletteCommand[] {
  return [
    {
      id: 'larger',
      label: t.commands.larger,
      icon: 'plus',
      shortcut: 'Mod+=',
      run: () => app.settings.changeZoomByStep(1),
    },
    {
      id: 'smaller',
      label: t.commands.smaller,
      icon: 'minus',
      shortcut: 'Mod+-',
      run: () => app.settings.changeZoomByStep(-1),
    },
    {
      id: 'usual-size',
      label: t.commands.usualSize,
      icon: 'check',
      shortcut: 'Mod+0',
      run: () => app.settings.resetZoom(),
    },
  ];
}

function focusSearchField(): void {
  const field = document.querySelector<HTMLInputElement>('[data-testid="search"]');
  field?.focus();
  field?.select();
}
