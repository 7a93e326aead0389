import { createContext } from 'svelte';
import { type InboxId, type MessageId, commands as coreCommands } from '$lib/bindings';
import { t } from '$lib/i18n';
import { AccountActions } from './account-actions';
import { AllInboxesMessageList } from './all-mail.svelte';
import { CoreConnection } from './core-connection';
import type { CoreCommands } from './core-commands';
import { CoreStateCopy } from './core-state.svelte';
import { Dialogs } from './dialogs.svelte';
import { Feedback } from './feedback.svelte';
import { InboxActions } from './inbox-actions';
import { LinkActions } from './link-actions';
import { MessageListLoader } from './message-list-loader';
import { MessageActions } from './message-actions.svelte';
import { FilteredMessageList } from './message-list-filter.svelte';
import { MessageSearch } from './message-search.svelte';
import { ListSelection } from './list-selection.svelte';
import { Navigation } from './navigation';
import { PocketWindowController } from './pocket-window';
import { BulkInboxActions } from './bulk-inbox-actions';
import { SettingsActions } from './settings-actions';
import { SyncControls } from './sync-status-controller.svelte';
import { TransferActions } from './transfer-actions';
import { WindowNavigationState } from './view-state.svelte';

/** The window's state and actions, one object for each subject. An object knows only those made before it. */
export class App {
  readonly commands: CoreCommands;
  readonly feedback: Feedback;
  readonly core: CoreStateCopy;
  readonly dialogs: Dialogs;
  readonly view: WindowNavigationState;
  readonly selection: ListSelection<MessageId>;
  readonly inboxSelection: ListSelection<InboxId>;
  readonly allMail: AllInboxesMessageList;
  readonly list: FilteredMessageList;
  readonly search: MessageSearch;
  readonly settings: SettingsActions;
  readonly sync: SyncControls;
  readonly loader: MessageListLoader;
  readonly navigation: Navigation;
  readonly pocket: PocketWindowController;
  readonly inboxes: InboxActions;
  readonly selectedInboxes: BulkInboxActions;
  readonly messages: MessageActions;
  readonly links: LinkActions;
  readonly transfers: TransferActions;
  readonly accounts: AccountActions;
  readonly connection: CoreConnection;

  constructor(commands: CoreCommands = coreCommands) {
    const feedback = new Feedback();
    const core = new CoreStateCopy();
    const dialogs = new Dialogs();
    const view = new WindowNavigationState(core);
    const selection = new ListSelection<MessageId>();
    const inboxSelection = new ListSelection<InboxId>();
    const allMail = new AllInboxesMessageList(
      view,
      (filter, limit, cursor) => commands.listAllMail(filter, limit, cursor),
      (thrown) => feedback.reportFailure(() => t.failed.list, thrown),
    );
    const list = new FilteredMessageList(view, allMail);
    const search = new MessageSearch(
      (query, limit, cursor) => commands.searchMessages(query, limit, cursor),
      (thrown) => feedback.reportFailure(() => t.failed.search, thrown),
    );
    const settings = new SettingsActions(commands, core, feedback);
    const sync = new SyncControls(commands, core, feedback);
    const loader = new MessageListLoader(commands, core, feedback, view, list);
    const navigation = new Navigation(
      commands,
      core,
      feedback,
      view,
      loader,
      list,
      allMail,
      search,
      selection,
      settings,
    );
    const messages = new MessageActions(
      commands,
      core,
      feedback,
      dialogs,
      view,
      list,
      selection,
      navigation,
    );
    this.commands = commands;
    this.feedback = feedback;
    this.core = core;
    this.dialogs = dialogs;
    this.view = view;
    this.selection = selection;
    this.inboxSelection = inboxSelection;
    this.allMail = allMail;
    this.list = list;
    this.search = search;
    this.settings = settings;
    this.sync = sync;
    this.loader = loader;
    this.navigation = navigation;
    this.pocket = new PocketWindowController(commands, core, feedback, dialogs, view, navigation);
    this.inboxes = new InboxActions(commands, core, feedback, dialogs, navigation);
    this.selectedInboxes = new BulkInboxActions(
      commands,
      core,
      feedback,
      dialogs,
      this.inboxes,
      inboxSelection,
    );
    this.messages = messages;
    this.links = new LinkActions(commands, feedback);
    this.transfers = new TransferActions(commands, core, feedback);
    this.accounts = new AccountActions(commands, core, feedback, dialogs);
    this.connection = new CoreConnection(commands, {
      core,
      feedback,
      dialogs,
      view,
      allMail,
      list,
      selection,
      inboxSelection,
      search,
      loader,
      navigation,
      messages,
      sync,
    });
  }
}

/** The app, for components. */
export const [getApp, setApp] = createContext<App>();
