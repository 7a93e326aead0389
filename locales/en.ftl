# Mayfly in English: the language the others are translated from.
#
# The first part of an identifier says where the text is: a section of ui/src/lib/i18n/message-keys.ts, or tray,
# portal, notification, dialog and frame for the program outside the window (src-tauri/src/texts.rs).

# What the language calls itself.
language-name = English
# Which way it is written: ltr or rtl.
language-direction = ltr

## Lengths of time, for lists: as short as they are understood

times-now = now
times-seconds = { $count } sec
times-minutes = { $count } min
times-hours = { $count } hr
times-days = { $count ->
    [1] 1 day
   *[other] { $count } days
}

## Everywhere

app-name = Mayfly
app-starting = Opening your mail…
app-dismiss = Dismiss
app-cancel = Cancel
app-close = Close
app-back = Back
app-service-says = The service says: “{ $words }”

## The first page

welcome-title = Mail that doesn’t stay
welcome-lead = A disposable address in one click, its mail in this window, its code on the clipboard.
welcome-key = API key
welcome-key-hint = A password for programs, from your account page at tempmailg.com. It is kept in the system keychain.
welcome-key-hint-session = A password for programs, from your account page at tempmailg.com. It is kept until Mayfly quits.
welcome-key-missing = Paste your API key first.
welcome-get-key = No key yet? Get one…
welcome-show-key = Show the key
welcome-hide-key = Hide the key
welcome-advanced = Advanced
welcome-base-url = API base URL
welcome-base-url-hint = Leave it empty for the usual one.
welcome-proxy = Proxy…
welcome-connect = Connect
welcome-connecting = Checking the key…
welcome-or = or
welcome-demo = Try the demo
welcome-demo-starting = Starting the demo…
welcome-demo-hint = No key, no network: sample mail on this computer.

## When the keychain can’t be used

blocked-retry = Try again
blocked-session = Use this session only
blocked-session-hint = With “this session only” you can work now, but the key, addresses and mail are gone when Mayfly quits.
blocked-start-beside = Start anew beside it
blocked-start-beside-hint = With “Start anew beside it” you can work now; the old mail stays as it is and opens by itself once its key is there again. You can then take over what you made meanwhile.
blocked-quit = Quit
blocked-waiting = Mayfly goes on by itself as soon as the keychain can be read.

## The list of addresses

inboxes-title = Addresses
inboxes-create = New address
inboxes-creating = Making an address…
inboxes-choose-name = Choose name…
inboxes-all-mail = All mail
inboxes-ended = Ended
inboxes-empty-title = No address yet
inboxes-empty-hint = Make one: it is copied at once, ready to paste into a form.
inboxes-unread = { $count } unread
inboxes-copy = Copy { $address }
inboxes-more = More for { $address }
inboxes-menu-copy = Copy address
inboxes-menu-convert = Change name…
inboxes-menu-mute = Mute notifications
inboxes-menu-unmute = Unmute notifications
inboxes-muted = Muted: no notification of new mail
inboxes-menu-delete = Delete…
inboxes-menu-remove = Remove from list
inboxes-menu-select = Select
inboxes-menu-deselect = Unselect
inboxes-select = Select { $address }
inboxes-selection-tools = Selected addresses
inboxes-copy-selected = Copy the addresses
inboxes-time-left = { $duration } left
inboxes-ending = Ending…
inboxes-no-end = No end given
inboxes-reported-gone = Reported gone
inboxes-expired = Expired
inboxes-expired-ago = Expired { $ago }
inboxes-replaced = Replaced
inboxes-deleted = Deleted
inboxes-menu-label = Label…
inboxes-menu-save = Save its mail as .mbox…
inboxes-menu-pin = Pin on top
inboxes-menu-unpin = Unpin
inboxes-menu-recreate = Make it anew
inboxes-pinned = Pinned on top
inboxes-remove-ended = Remove ended
inboxes-filter = Filter addresses
inboxes-no-match-title = No such address
inboxes-no-match-hint = No address or label has these letters.

## The meter of requests

quota-label = Requests used
quota-used = { $used } / { $limit } requests
quota-resets = Resets { $moment }
quota-remaining = { $left } left
quota-explained = A request is one question to the service: for new mail, a message or a new address. Your plan allows so many in a period. Checking slows down by itself before they run out.

## Search in all mail

search-label = Search all mail
search-clear = Clear the search
search-results = Found messages
search-count =
    { $count ->
        [one] { $count } message
       *[other] { $count } messages
    }
search-none-title = Nothing found
search-none-hint = “gard” finds “garden”. You can also use from:, to:, subject:, has:code, has:attachment and is:unread.

## The pocket window: a small window on top of the others

pocket-title = Pocket window
pocket-leave = Back to the full window
pocket-no-code = No code yet
pocket-no-code-hint = It appears here by itself.
pocket-offline = Offline
pocket-key-refused = API key refused
pocket-not-checking = Not checking now

## The label of an address

label-title = Label this address
label-name = Label
label-hint = Only you see it. Leave it empty to show the address alone.
label-save = Save

## Commands by name

palette-title = Commands
palette-field = Type a command or an address
palette-none = No command fits.
palette-go-to = Go to { $where }
palette-switch-to = Switch to { $name }

## The names of commands

commands-create = New address
commands-choose-name = Choose name…
commands-adopt = Use an address you have…
commands-search = Search all mail
commands-refresh = Check for mail now
commands-copy = Copy the address
commands-label = Label the address…
commands-unread-only = Show unread only
commands-larger = Zoom in
commands-smaller = Zoom out
commands-usual-size = Usual size
commands-settings = Settings
commands-shortcuts = Keyboard shortcuts
commands-palette = All commands
commands-about = About Mayfly
commands-export = Export addresses…
commands-import = Import addresses…
commands-accounts = Accounts…
commands-add-account = Add an account…
commands-convert = Change the address’s name…
commands-mute = Mute notifications for the address
commands-unmute = Unmute notifications for the address
commands-save-mail = Save the address’s mail as .mbox…
commands-delete-inbox = Delete the address…
commands-recheck-inbox = Check again whether the address still exists
commands-recreate-inbox = Make the address anew
commands-pin = Pin the address on top
commands-unpin = Unpin the address
commands-remove-ended = Remove all ended addresses from the list
commands-remove-inbox = Remove the address from the list
commands-mark-unread = Mark the message as unread
commands-show-plain = Show the message as plain text
commands-show-formatted = Show the message formatted
commands-view-source = View the message’s source
commands-print = Print the message…
commands-save-eml = Save the message as .eml…
commands-save-eml-whole = Save the message as .eml with attachments…
commands-save-all = Save all attachments…
commands-delete-message = Delete the message
commands-pause = Pause checking
commands-resume = Resume checking
commands-pocket = Pocket window
commands-sign-out = Sign out…

## The list of keys

shortcuts-title = Keyboard shortcuts
shortcuts-everywhere = Everywhere
shortcuts-in-lists = In a list of messages
shortcuts-move = Move in a list
shortcuts-open = Open
shortcuts-pick = Select or unselect
shortcuts-pick-all = Select all
shortcuts-unread = Mark as unread
shortcuts-delete = Delete
shortcuts-menu = Show its menu
shortcuts-back = Back, or close

## About Mayfly

about-title = About Mayfly
about-version = Version { $version }
about-licence = Licence
about-data = Data folder
about-show-licences = Licences of its parts
about-licences = Made with Rust, Tauri and Svelte and their libraries, each under its own licence.

## The parts of Mayfly

licences-title = Licences
licences-lead = Mayfly is made with { $count } parts of others. Here they are, with the words of their licences.

## How to begin

first-steps-title = How it works
first-steps-make = “New address” makes an address and copies it.
first-steps-use = Paste it where an address is asked for. Its mail comes here by itself.
first-steps-read = A code found in a message is a button: one click copies it.
first-steps-done = done
first-steps-keys = lists everything else Mayfly can do.
first-steps-hide = Got it

## The list of messages

messages-title = Messages
messages-arrived = New mail from { $sender }: { $subject }
messages-arrived-many = { $count } new messages
messages-copy = Copy address
messages-refresh = Check for mail now
messages-convert = Change name… (it becomes another address)
messages-label = Label…
messages-delete-inbox = Delete address…
messages-checked = Checked { $ago }
messages-checking = Checking…
messages-not-checked = Not checked yet
messages-waiting-title = Waiting for mail
messages-waiting-at = at
messages-waiting-hint = It appears here by itself.
messages-ask-title = No mail yet
messages-ask-hint = Mail is looked for when you ask: press “Check now”.
messages-none-title = No mail here
messages-none-hint = This address no longer receives any.
messages-empty-title = Your mail appears here
messages-empty-hint = Make an address first.
messages-pick-title = Choose an address
messages-pick-hint = Its mail appears here.
messages-reported-gone = TempMailG says that this address is gone. It will be asked again at { $at }; until then nothing here is ended.
messages-reported-gone-manual = TempMailG says that this address is gone. Check again in a minute to be sure; until then nothing here is ended.
messages-ask-now = Ask now
messages-recheck = Check again
messages-recreate = Make it anew
messages-expired = This address has expired.
messages-deleted = This address was deleted.
messages-replaced = This address was changed.
messages-kept-forever = Its mail stays here until you remove it.
messages-kept-ninety-days = Its mail stays here for 90 days.
messages-kept-thirty-days = Its mail stays here for 30 days.
messages-kept-seven-days = Its mail stays here for 7 days.
messages-kept-until-the-end = Its mail is deleted with it, as you chose in the settings.
messages-replaced-by = Go to { $address }
messages-remove = Remove
messages-no-sender = Unknown sender
messages-no-subject = (no subject)
messages-unread = Unread
messages-attachments =
    { $count ->
        [one] { $count } attachment
       *[other] { $count } attachments
    }
messages-loading = Loading messages…
messages-all-mail-hint = Of every address, newest first
messages-filters = Filters
messages-filter-unread = Unread
messages-filter-codes = Codes
messages-filter-files = Files
messages-no-match-title = No message matches
messages-no-match-hint = No message has everything that is chosen above.
messages-show-all = Show all
messages-sort = Sort
messages-sorts-newest = Newest first
messages-sorts-oldest = Oldest first
messages-sorts-sender = By sender
messages-sorts-subject = By subject
messages-list-tools = List options
messages-all-read-title = All read
messages-all-read-hint = No unread message at this address.
messages-select = Select { $subject }
messages-selected = { $count } selected
messages-select-all = Select all
messages-clear-selection = Clear selection
messages-mark-read = Mark as read
messages-mark-unread = Mark as unread
messages-delete-selected = Delete…
messages-open = Open
messages-in = in { $where }

## One message

reading-title = Message
reading-empty-title = Nothing open
reading-empty-hint = Choose a message to read it.
reading-to = to { $address }
reading-misleading = The name shows a different address than the one it came from.
reading-copy-code = Copy code { $code }
reading-open-link = Open link to { $host }
reading-remote-images =
    { $count ->
        [one] { $count } remote image blocked
       *[other] { $count } remote images blocked
    }
reading-trackers =
    { $count ->
        [one] { $count } looks like a tracker
       *[other] { $count } look like trackers
    }
reading-show-once = Show once
reading-show-always = Always for this sender
reading-images-shown = Remote images are shown
reading-images-always = Remote images of this sender are always shown
reading-images-of-all = Remote images are shown, as everyone’s are
reading-images-missing = { $count } couldn’t be loaded
reading-trackers-blocked =
    { $count ->
        [one] { $count } tracker stays blocked
       *[other] { $count } trackers stay blocked
    }
reading-hide-images = Hide them
reading-block-again = Block them again
reading-block-sender = Block for this sender
reading-sent-along-attached = Pictures sent along are among the attachments.
reading-sent-along-missing = Pictures sent along with this message were not passed on by the service.
reading-truncated = This message was very long: the end is not shown.
reading-limited-to-text = This message made the window stop responding, so only its text is shown.
reading-limited-to-nothing = This message made the window stop responding, even as plain text.
reading-show-anyway = Show it anyway
reading-not-shown = This message is not shown
reading-not-shown-hint = You can save it as a file from the menu above.
reading-no-text = This message has no text.
reading-only-attachments = This message has no text, only attachments.
reading-frame = Message text: { $subject }
reading-delete = Delete message
reading-attachments = Attachments
reading-save-short = Save
reading-save-all = Save all…
reading-saved-in = Saved in { $folder }
reading-cancel-save = Stop saving { $name }
reading-reveal = Show { $name } in its folder
reading-reveal-short = Show in folder
reading-progress = Saving { $name }
reading-progress-of = { $received } of { $total }
reading-dangerous = can run programs
reading-dangerous-hint = This kind of file can run programs. Save it only if you expected it.
reading-unknown-size = size unknown
reading-save-cancelled = Stopped
reading-more = More for this message
reading-show-plain = Show as plain text
reading-show-formatted = Show formatted
reading-view-source = View source
reading-mute-sender = Mute this sender
reading-print = Print…
reading-save-eml = Save as .eml…
reading-save-eml-whole = Save as .eml with attachments…
reading-mark-unread = Mark as unread

## The question before a link is opened

link-title = Open this link?
link-mail-title = Write a mail?
link-phone-title = Call this number?
link-sms-title = Write a text message?
link-calendar-title = Subscribe to this calendar?
link-host = It leads to
link-recipient = It writes to
link-phone-number = It calls
link-sms-number = It writes to
link-words = Words on the link
link-whole = The whole address
link-facts = About this link
link-mismatch = The words on the link name another site than the one it leads to.
link-mail-mismatch = The words on the link name another address than the one it writes to.
link-number-mismatch = The words on the link name another number than the one it leads to.
link-punycode = This name is spelt with special letters, which can look like others. It reads:
link-insecure = The connection is not encrypted: others on the network can read and change the page.
link-strip = Without tracking parameters
link-strip-hint = They only tell the sender who clicked. A few links don’t work without them.
link-direct = Straight to the target
link-direct-hint = Leaves out the service that would note the click and pass you on.
link-copy = Copy
link-copied = Copied
link-open = Open in browser
link-open-mail = Open in mail program
link-open-phone = Call
link-open-sms = Open in messaging program
link-open-calendar = Open in calendar

## An attachment shown in place

preview-open = Show { $name } here
preview-open-short = Show here
preview-loading = Loading the attachment…
preview-frame = Content of { $name }
preview-pixels = { $width } × { $height } pixels
preview-truncated = Only the beginning of { $size } is shown. Saving keeps all of it.
preview-truncated-unknown = Only the beginning is shown. Saving keeps all of it.
preview-actual-size = Actual size
preview-fit = Fit to window
preview-save = Save…
preview-same-name = same name as another
preview-same-name-hint = The service finds attachments by their names: in place of this file it sends the first one of this name.

## The source of a message

source-title = Message source
source-loading = Loading the source…
source-copy = Copy all
source-copied = Copied
source-truncated = Only the beginning of { $size } is shown. Copying takes all of it.

## Using an address that was made elsewhere

adopt-dialog-title = Use an address you have
adopt-dialog-addresses = Addresses
adopt-dialog-hint = One in a line; Shift+Enter begins another. They must have been made with the same API key: the service is asked for the mail of each.
adopt-dialog-missing = Enter an address.
adopt-dialog-add = Add
adopt-dialog-checking = Checking…
adopt-dialog-refused =
    { $count ->
        [one] { $count } address was not added:
       *[other] { $count } addresses were not added:
    }

## Choosing a name

name-dialog-create-title = Choose a name
name-dialog-convert-title = Change the address
name-dialog-convert-note = { $address } stops receiving mail and is replaced by the new address.
name-dialog-username = Name
name-dialog-domain = Domain
name-dialog-loading-domains = Loading domains…
name-dialog-no-domains = Your plan offers no domain to choose from.
name-dialog-yours = yours
name-dialog-suggest = Another name
name-dialog-any-domain = Any domain
name-dialog-label = Label (optional)
name-dialog-label-hint = Only you see it.
name-dialog-preview = The address will be
name-dialog-create = Create address
name-dialog-creating = Creating…
name-dialog-convert = Change address
name-dialog-converting = Changing…
name-dialog-retry = Try again
name-dialog-invalid-empty = Enter a name.
name-dialog-invalid-characters = Use letters a–z, digits, dots, hyphens and underscores.
name-dialog-invalid-edges = Start and end with a letter or digit.
name-dialog-invalid-dots = Two dots can’t stand side by side.
name-dialog-invalid-long = At most 64 characters.

## Questions before what can’t be undone

confirm-delete-title = Delete this address?
confirm-delete-text = { $address } stops receiving mail at once. This is final: the service can’t bring it back.
confirm-delete-action = Delete address
confirm-delete-inboxes-title =
    { $count ->
        [one] Delete this address?
       *[other] Delete { $count } addresses?
    }
confirm-delete-inboxes-text =
    { $count ->
        [one] It stops receiving mail at once. This is final: the service can’t bring it back. Its mail stays here, unless the settings delete it.
       *[other] They stop receiving mail at once. This is final: the service can’t bring them back. Their mail stays here, unless the settings delete it.
    }
confirm-delete-inboxes-ended =
    { $count ->
        [one] { $count } selected address that has ended is removed from the list.
       *[other] { $count } selected addresses that have ended are removed from the list.
    }
confirm-delete-inboxes-action =
    { $count ->
        [one] Delete address
       *[other] Delete addresses
    }
confirm-sign-out-title = Sign out?
confirm-sign-out-text = This session keeps nothing: its addresses and mail are gone when you sign out. This is final.
confirm-sign-out-kept = To come back you need the API key again. Addresses and mail stay on this computer, encrypted, and are found again with the same key.
confirm-sign-out-action = Sign out
confirm-wipe-title = Erase everything?
confirm-wipe-text = All keys, all addresses and all mail on this computer are erased. The service can’t list your addresses again. This is final.
confirm-wipe-action = Erase everything
confirm-working = Working…
confirm-delete-messages-title =
    { $count ->
        [one] Delete this message?
       *[other] Delete { $count } messages?
    }
confirm-delete-messages-text =
    { $count ->
        [one] It is deleted here and on the service. This is final: the service can’t bring it back.
       *[other] They are deleted here and on the service. This is final: the service can’t bring them back.
    }
confirm-delete-messages-action = Delete
confirm-remove-account-title = Remove this account?
confirm-remove-account-text = The key of { $name }, its addresses and their mail are removed from this computer. The service can’t list the addresses again. This is final.
confirm-remove-account-action = Remove account
confirm-keep-mail-title =
    { $count ->
        [one] Delete { $count } message?
       *[other] Delete { $count } messages?
    }
confirm-keep-mail-text =
    { $count ->
        [one] It belongs to an address that ended and has been kept longer than you want now. It is deleted on this computer, for all accounts here. This is final.
       *[other] They belong to addresses that ended and have been kept longer than you want now. They are deleted on this computer, for all accounts here. This is final.
    }
confirm-keep-mail-action = Delete

## Settings

settings-open = Settings
settings-title = Settings
settings-account = Account
settings-kinds-kept = The key is in this computer’s keychain; mail is stored encrypted.
settings-kinds-session-only = This session only: nothing is kept when Mayfly quits.
settings-kinds-demo = Demo: a small server inside Mayfly with sample mail. Nothing is kept.
settings-service = Service
settings-requests = Requests
settings-notifications = Notify me of new mail
settings-notifications-hint = With sender, subject and code, never the text of the message.
settings-sound = Sound
settings-sound-of-off = None
settings-sound-of-codes = For mail with a code
settings-sound-of-on = For all new mail
settings-muted-senders = Senders whose mail is not announced…
settings-close-to-tray = Keep running in the tray when the window is closed
settings-no-tray = This desktop shows no tray: closing the window ends Mayfly.
settings-run-in-background = Go on in the background when the window is closed
settings-run-in-background-hint = Mail is still announced. Start Mayfly again to see its window.
settings-run-in-background-failed = Not active: { $reason }
settings-start-at-login = Start with this computer, hidden in the tray
settings-shortcut = New address from anywhere with { $keys }
settings-shortcut-anywhere = New address from anywhere
settings-shortcut-pending = The desktop has been asked for keys. It may be asking you.
settings-shortcut-desktop-keys = The desktop calls the keys “{ $keys }”. Its settings change them.
settings-shortcut-no-keys = The desktop has given it no keys yet: choose them in its settings.
settings-shortcut-hint = It is made and copied without opening the window.
settings-shortcut-record = Change keys…
settings-shortcut-recording = Press the new keys, or Esc to keep these
settings-shortcut-unusable = Hold Ctrl, Alt or Super with another key, or press a function key.
settings-shortcut-failed = Not active: { $reason }
settings-shortcut-retry = Try again
settings-copy-codes = Copy codes as they arrive
settings-copy-codes-hint = A code that comes to the address you copied last replaces what is on the clipboard. A notification says so; its Undo puts back what was there.
settings-clear-clipboard = Take copied codes off the clipboard
settings-clear-never = Never
settings-clear-after-30 = After 30 seconds
settings-clear-after-60 = After a minute
settings-clear-after-300 = After 5 minutes
settings-sign-out = Sign out
settings-sign-out-hint = Forgets this account’s key on this computer.
settings-leave-demo = Leave the demo
settings-leave-demo-hint = Back to the first page. Nothing of the demo is kept.
settings-language = Language
settings-language-system = As the system ({ $name })
settings-theme = Appearance
settings-themes-system = As the system
settings-themes-light = Light
settings-themes-dark = Dark
settings-wipe = Erase everything…
settings-wipe-hint = All keys, addresses and mail on this computer.
settings-lists = Addresses as a file
settings-export = Export…
settings-import = Import…
settings-export-secrets = Include the passwords of the addresses (tokens)
settings-export-secrets-hint = Whoever has a token can read that address’s mail. Keep such a file safe.
settings-about = About Mayfly…
settings-group-general = General
settings-group-checking = Checking
settings-group-mail = Mail
settings-group-privacy = Privacy
settings-group-data = This computer
settings-group-connection = Connection
settings-proxy = Proxy
settings-proxy-modes-system = As the system
settings-proxy-modes-none = None
settings-proxy-modes-custom = My own
settings-proxy-hints-system = That of the desktop’s settings, with its exceptions, or of the environment. If it can’t be used, nothing is sent.
settings-proxy-hints-none = Always directly, even where the system sets a proxy.
settings-proxy-hints-custom = Everything goes through it. If it can’t be used, nothing is sent. Remote images are not loaded.
settings-proxy-url = Address
settings-proxy-url-hint = Such as http://proxy.example:8080 or socks5://127.0.0.1:9050. A SOCKS proxy looks up names too.
settings-proxy-username = User name, if it asks for one
settings-proxy-password = Password
settings-proxy-password-hint = It is kept in this computer’s keychain. Empty keeps the one before, for the same address and name.
settings-proxy-save = Use this proxy
settings-checking = Check for mail
settings-checkings-expected = As mail is expected
settings-checkings-sparing = Sparingly
settings-checkings-on-request = Only when I ask
settings-checking-hints-expected = Recommended. Often after you make, copy or open an address, ever less often as it stays quiet. Never more than your quota allows.
settings-checking-hints-sparing = Half as often as mail is expected. Mail and codes come later; your quota lasts longer.
settings-checking-hints-on-request = Nothing is checked and nothing is announced until you press “Check now”. Mail to an address that ends unchecked is lost.
settings-checking-cost =
    { $checks ->
        [0] No requests are used for checking.
       *[other] About { $checks } of the { $left } requests left will be used for checking if nothing else happens.
    }
settings-checking-cost-until =
    { $checks ->
        [0] No requests are used for checking.
       *[other] About { $checks } of the { $left } requests left will be used for checking until { $moment } if nothing else happens.
    }
settings-keep-mail = Keep mail after an address ends
settings-keep-mails-forever = For ever
settings-keep-mails-ninety-days = 90 days
settings-keep-mails-thirty-days = 30 days
settings-keep-mails-seven-days = 7 days
settings-keep-mails-until-the-end = Until the address ends
settings-keep-mail-forever = It stays until you remove the address from the list.
settings-keep-mail-hint = Then it is deleted on this computer. The address stays on the list; addresses that receive mail keep theirs.
settings-images = Remote images
settings-images-of-block = Block
settings-images-of-show = Show from every sender
settings-images-hints-block = They load once you allow it, for one message or a sender.
settings-images-hints-show = Senders learn that you read their mail, when, and your IP address. Known trackers stay blocked.
settings-image-senders = Senders with images always or never shown…
settings-replace-key = Replace key…

## Senders about whose remote images the user decided

settings-stored-mail = Other stored mail on this computer…

## Senders whose mail is not announced

muted-senders-title = Muted senders
muted-senders-lead = New mail from these senders is listed, without a notification.
muted-senders-none = None yet. The menu of a message has “Mute this sender”.
muted-senders-unmute = Notify of mail from { $address } again

## Stored mail beside the open one

stored-mail-title = Other stored mail
stored-mail-lead = Mail that Mayfly stored on this computer with another keychain, or that it once couldn’t read.
stored-mail-none = There is none.
stored-mail-loading = Looking for stored mail…
stored-mail-show = Show
stored-mail-last-used = Last used { $moment }
stored-mail-unknown-time = Last used at an unknown time
stored-mail-contents =
    { $addresses ->
        [one] { $addresses } address
       *[other] { $addresses } addresses
    }, { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    }
stored-mail-unreadable = Can’t be read: damaged, or its key is not in this keychain
stored-mail-other-key = Its key is not in this keychain
stored-mail-was-taken-over = Already taken over
stored-mail-take-over = Take over
stored-mail-taken-over =
    Taken over: { $addresses ->
        [one] { $addresses } address
       *[other] { $addresses } addresses
    }, { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    }
stored-mail-taken-over-sign-in =
    Taken over: { $addresses ->
        [one] { $addresses } address
       *[other] { $addresses } addresses
    }, { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    }. Sign in with the API key of the other account to see its mail.
stored-mail-open = Open instead
stored-mail-delete = Delete…
stored-mail-delete-title = Delete this stored mail?
stored-mail-delete-text = { $path } and the addresses and mail in it are deleted for good. The mail that is open now stays.

image-senders-title = Remote images by sender
image-senders-lead = These senders’ images are shown or blocked whatever the setting says.
image-senders-none = None yet. Above a message with remote images you can choose “Always for this sender”.
image-senders-loading = Loading senders…
image-senders-always = Always shown
image-senders-never = Never shown
image-senders-forget = Forget the choice for { $address }
image-senders-forget-all = Forget all

## Several accounts

accounts-switch = Accounts: { $name } is open
accounts-title = Accounts
accounts-hint = Every signed-in account is checked for mail, each within its own quota.
accounts-signed-out = Signed out
accounts-key-refused = Key refused
accounts-no-quota = Requests not known yet
accounts-add = Add account…
accounts-add-title = Add an account
accounts-add-lead = The accounts you have stay signed in.
accounts-again-lead = { $name } is signed out. With its key it opens again, its mail in place.
accounts-rename = Rename { $name }…
accounts-rename-title = Name the account
accounts-name = Name
accounts-name-hint = Left empty, it is called after its service.
accounts-save = Save
accounts-remove = Remove { $name }…
accounts-manage = Accounts…

## Another key

key-dialog-title = Use another key
key-dialog-lead = Your addresses and mail stay as they are.
key-dialog-stays = The new key is checked first. Until the service accepts it, the old one stays in use.
key-dialog-use = Use this key
key-dialog-checking = Checking…

## The strip of the demo

demo-badge = Demo: no real mail
demo-exit = Exit

## How checking goes

sync-offline = The service can’t be reached since { $since }. Next try at { $retry }.
sync-try-now = Try now
sync-waiting = The service asks to wait. Checking goes on at { $until }.
sync-quota-used-up = All requests of this period are used. Checking goes on at { $until }.
sync-resting = The few requests left are kept for you. Checking goes on at { $until }.
sync-saving = Saving quota: checked every { $interval }.
sync-saving-others = Saving quota: checked every { $interval }, quiet addresses every { $slowest }.
sync-saving-no-others = Saving quota: checked every { $interval }, quiet addresses only when you ask.
sync-last-look = Saving quota: checked once more just before it ends, or when you ask.
sync-on-demand = Saving quota: mail is checked only when you ask.
sync-paused = Checking is paused. Nothing new appears until it goes on or you check by hand.
sync-on-request = Mail is checked only when you ask.
sync-check-now = Check now
sync-resume = Resume
sync-key-refused = The service no longer accepts your key. Everything here is kept.
sync-new-key = Use another key…

## What was done

toasts-copied = Copied { $what }
toasts-created = New address: { $address }
toasts-created-copied = { $address } is on the clipboard
toasts-ends-soon = { $address } takes mail for two more minutes at most
toasts-ends-soon-beside = { $address } of your account { $account } takes mail for two more minutes at most
toasts-muted = No more notifications of mail to { $address }
toasts-unmuted = Notifications of mail to { $address } again
toasts-sender-muted = No more notifications of mail from { $address }
toasts-inbox-deleted = Deleted { $address }
toasts-inbox-reopened = { $address } receives mail again
toasts-inbox-removed = Removed { $address }
toasts-inboxes-deleted =
    { $count ->
        [one] { $count } address deleted
       *[other] { $count } addresses deleted
    }
toasts-addresses-copied =
    { $count ->
        [one] Copied { $count } address
       *[other] Copied { $count } addresses
    }
toasts-inboxes-removed =
    { $count ->
        [one] { $count } address removed
       *[other] { $count } addresses removed
    }
toasts-message-deleted = Message deleted
toasts-saved = Saved { $name }
toasts-wiped = Everything was erased
toasts-account-removed = Removed { $name }
toasts-key-replaced = The new key is in use
toasts-proxy-saved = The proxy is in use.
toasts-messages-deleted =
    { $count ->
        [one] Message deleted
       *[other] { $count } messages deleted
    }
toasts-undo = Undo
toasts-imported =
    { $added ->
        [one] { $added } address added
       *[other] { $added } addresses added
    }, { $known } known already

## What was not done; why follows

failed-check = Mail to { $address } couldn’t be checked.
failed-create = No address was made.
failed-adopt = No address was added.
failed-save-all = The attachments weren’t saved.
failed-suggest-name = No name could be proposed.
failed-convert = The address wasn’t changed.
failed-delete-inbox = The address wasn’t deleted.
failed-recheck-inbox = The address stays ended.
failed-remove-inbox = The address wasn’t removed.
failed-recreate = { $address } couldn’t be made anew.
failed-pin = The address wasn’t pinned or unpinned.
failed-mute = Notifications stay as they were.
failed-refresh = Mail couldn’t be checked.
failed-list = The messages couldn’t be loaded.
failed-read = The message couldn’t be opened.
failed-delete-message = The message wasn’t deleted.
failed-show-images = The images weren’t shown.
failed-hide-images = The images weren’t hidden.
failed-save = { $name } wasn’t saved.
failed-reveal = The folder couldn’t be opened.
failed-link = The link wasn’t opened.
failed-preview = { $name } can’t be shown here.
failed-source = The source couldn’t be loaded.
failed-print = The message wasn’t printed.
failed-save-message = The message wasn’t saved.
failed-sign-out = You are still signed in.
failed-open-account = The account wasn’t opened.
failed-remove-account = The account wasn’t removed.
failed-wipe = Not everything was erased.
failed-demo = The demo didn’t start.
failed-domains = The domains couldn’t be loaded.
failed-search = The search didn’t work.
failed-restore = The address wasn’t brought back.
failed-mark = The messages stay marked as they were.
failed-delete-messages = { $left } of { $all } messages weren’t deleted.
failed-delete-inboxes = { $left } of { $all } addresses weren’t deleted.
failed-save-mailbox = The mail wasn’t saved.
failed-export = The list wasn’t saved.
failed-import = The list wasn’t read.
failed-licences = The licences couldn’t be read.
failed-settings = The settings stay as they were.
failed-stored-mail = The stored mail stays as it is.
failed-image-senders = Your choice about senders wasn’t changed.
failed-about = The facts about Mayfly couldn’t be read.

## What went wrong, and as .hint what to do. Facts that are not known are "none".

# What follows the hints that depend on whether Mayfly tries again by itself.
errors-later =
    { $retryAt ->
        [none] Try again in a moment.
       *[other] Mayfly tries again at { $retryAt }.
    }

errors-invalid-key = That doesn’t look like an API key.
    .hint = Copy the whole key from your account page, without spaces or line breaks.

errors-invalid-base-url = That base URL isn’t a web address.
    .hint = It starts with https:// and usually ends with /api.

errors-insecure-base-url = That base URL isn’t encrypted.
    .hint = Your key would travel in the open. Use https://; plain http:// works for this computer only.

errors-invalid-username = That name can’t be used in an address.
    .hint = Use letters, digits, dots, hyphens and underscores.

errors-invalid-domain = That domain can’t be used.
    .hint = Choose another domain from the list.

errors-invalid-address = That is no e-mail address.
    .hint = An address looks like name@example.com.

errors-too-many-addresses = That is too many addresses at once.
    .hint = Add at most 50 at a time.

errors-key-refused = The service doesn’t accept this key.
    .hint = Check it on your account page, or paste a new one.

errors-not-allowed = Your plan doesn’t allow this.
    .hint = Choose another domain, or check what the plan includes.

errors-not-found = It no longer exists on the service.
    .hint = It has expired or was deleted. What is stored here stays until you remove it.

errors-inbox-reported-gone = TempMailG says that this address is gone.
    .hint =
        { $retryAt ->
            [none] One answer may be wrong, so the address stays. Check again in a minute.
           *[other] One answer may be wrong, so the address stays. It will be asked again { $retryAt }.
        }

errors-all-inboxes-reported-gone = TempMailG says that all your addresses are gone.
    .hint = That is more likely a fault there than their end. Nothing is ended; the service will be asked again.

errors-refused = The service refused.
    .hint = Change what it objects to and try again.

errors-rate-limited = Too many requests for now.
    .hint =
        { $retryAt ->
            [none] Wait a little and try again.
           *[other] The service answers again at { $retryAt }.
        }

errors-service-fault = The service has a problem of its own.
    .hint = Nothing is lost. { errors-later }

errors-no-service = There is no TempMailG service at this base URL.
    .hint = Check the base URL under Advanced: it usually ends in /api.

errors-unexpected-answer = The service gave an answer Mayfly doesn’t understand.
    .hint = Check the base URL. If it is right, the service may be showing a maintenance page: try later.

errors-answer-too-large = The answer was larger than Mayfly accepts.
    .hint = Delete large messages in this inbox and try again.

errors-timeout = The service didn’t answer in time.
    .hint = Check your connection. { errors-later }

errors-tls = The connection isn’t secure, so nothing was sent.
    .hint = The service’s certificate doesn’t check out. Look at this computer’s clock, or try another network.

errors-unknown-authority = The service’s certificate is from an authority this computer doesn’t know, so nothing was sent.
    .hint = A company’s network or a virus scanner may be reading along. If you trust it, its certificate authority has to be installed on this computer.

errors-web-page = A web page came instead of the service’s answer.
    .hint = This network may want you to sign in first: open any page in a browser. If not, check the base URL.

errors-offline = The service can’t be reached.
    .hint = Check your connection. { errors-later }

errors-ipv6-only = This network has IPv6 only, and the service IPv4 only.
    .hint = Ask whoever runs the network for NAT64, or use a proxy or another network.

errors-invalid-proxy =
    { $proxy ->
        [none] That proxy can’t be used, so nothing was sent.
       *[other] The proxy { $proxy } can’t be used, so nothing was sent.
    }
    .hint = Its address looks like http://proxy.example:8080 or socks5://127.0.0.1:9050, and a user name has at most 255 letters. See Settings, Connection, or this computer’s own.

errors-proxy-unreachable =
    { $proxy ->
        [none] The proxy can’t be reached, so nothing was sent.
       *[other] The proxy { $proxy } can’t be reached, so nothing was sent.
    }
    .hint = Check that it runs, or choose another way under Settings, Connection.

errors-proxy-credentials =
    { $proxy ->
        [none] The proxy doesn’t accept the user name and password.
       *[other] The proxy { $proxy } doesn’t accept the user name and password.
    }
    .hint = Enter them under Settings, Connection, as a proxy of your own.

errors-proxy-refused =
    { $proxy ->
        [none] The proxy doesn’t connect to the service.
       *[other] The proxy { $proxy } doesn’t connect to the service.
    }
    .hint = It may not allow the service, or not reach it. Ask whoever runs the proxy, or try another.

errors-proxy-settings-unavailable = Which proxy to use could not be found out, so nothing was sent.
    .hint = Check this computer’s proxy settings and its keychain, or choose another way under Settings, Connection.

errors-not-signed-in = No account is open.
    .hint = Enter your API key first.

errors-unknown-account = That account is no longer here, or is signed out.
    .hint = Add it again with its key.
errors-account-not-opened = One of your accounts couldn’t be opened.
    .hint = Its addresses and mail are kept. Quit and start Mayfly again, or add the account again with its API key.

errors-key-in-use = Another account here has this key.
    .hint = Open that account instead, or use another key.
errors-unknown-inbox = That address is no longer in the list.
    .hint = Choose another one.

errors-unknown-message = That message is no longer here.
    .hint = It was deleted or its address was removed.

errors-unknown-attachment = That file isn’t part of the message any more.
    .hint = Refresh the inbox and open the message again.

errors-preview-unsupported-type = Files of this type are not shown.
    .hint = Save it to open it in another program.

errors-preview-too-many-bytes = The picture is larger than 5 MB.
    .hint = Save it to open it in another program.

errors-preview-too-many-pixels = The picture has more pixels than Mayfly draws.
    .hint = Save it to open it in another program, if you trust the sender.

errors-preview-unreadable-picture = The file can’t be read as a picture.
    .hint = It is damaged, or something else than its name says.

errors-unknown-link = That link is no longer being asked about.
    .hint = Click it again in the message.

errors-images-behind-proxy = Images stay blocked: a proxy is used.
    .hint = Mayfly checks where each image comes from, which a proxy would hide, and going around the proxy could give you away.

errors-open-failed = No program on this computer took the link.
    .hint = Copy it and paste it into a browser.

errors-print-failed = The system’s print dialog didn’t open.
    .hint = Save the message as .eml and print it from a mail program.

errors-keychain-unavailable = Mayfly can’t use this computer’s keychain.
    .hint = Your key and mail are kept encrypted with it. Start the keychain service and try again.

errors-keychain-locked = The keychain is locked.
    .hint = Unlock it and try again.

errors-store-key-missing = The stored mail can’t be opened: its key is missing.
    .hint =
        { $keychain ->
            [none] The keychain
           *[other] The keychain ({ $keychain })
        } has no key for { $path ->
            [none] it
           *[other] { $path }
        }. Perhaps another keychain is in use today. Nothing was changed; with its key, the mail opens again.

errors-other-mail-found = There is mail from another time.
    .hint = Mayfly stored it beside this mail while the key was missing. You can take it over.

errors-unknown-store = This stored mail is not there any more.
    .hint = Or it is the one that is open. Open the list again.

errors-store-unreadable = The stored mail couldn’t be read.
    .hint =
        { $path ->
            [none] A part of the file is damaged; the rest can still be used. Save what you need, then erase all data in the settings to begin anew.
           *[other] Nothing was overwritten: the old file is at { $path }. Mayfly started a new one.
        }

errors-store-too-new = The stored mail was written by a newer Mayfly.
    .hint = Install the newer version to open it. Nothing was changed.

errors-store-in-use = Another Mayfly is using the stored mail.
    .hint = It may have been started by another session of yours. Close it, then try again. Nothing was changed.

errors-store-failed = Mayfly can’t write to its storage.
    .hint = Check that its folder may be written to, then try again.

errors-disk-full = The disk is full.
    .hint = Free some space and try again. Nothing half-written was left behind.

errors-file-failed =
    { $path ->
        [none] The file couldn’t be written.
       *[other] { $path } couldn’t be written.
    }
    .hint = Choose another folder and save it again.

errors-reveal-failed = No file manager opened it.
    .hint =
        { $path ->
            [none] The file is saved.
           *[other] The file is saved as { $path }.
        }

errors-import-failed =
    { $path ->
        [none] The file can’t be read as a list of addresses.
       *[other] { $path } can’t be read as a list of addresses.
    }
    .hint =
        { $problem ->
            [none] Nothing was added. Choose a file that Mayfly exported.
           *[other] { $problem } Nothing was added.
        }

import-faults-unopenable = It can’t be opened.
import-faults-too-large = It is larger than any list of addresses.
import-faults-too-many = It has more addresses than Mayfly imports.
import-faults-not-text = From line { $line }, column { $column } on it is not text in UTF-8.
import-faults-truncated = It breaks off in line { $line }, column { $column }.
import-faults-not-json = It is not valid JSON in line { $line }, column { $column }.
import-faults-not-inbox-list = It is JSON, but no list of addresses.
import-faults-newer-version = It was made by a newer version of Mayfly.
import-faults-missing-field =
    { $entry ->
        [none] The list, which ends in line { $line }, has no “{ $field }”.
       *[other] Address { $entry }, which ends in line { $line }, has no “{ $field }”.
    }
import-faults-invalid-value =
    { $entry ->
        [none] “{ $field }” can’t be used in line { $line }, column { $column }.
       *[other] “{ $field }” of address { $entry } can’t be used in line { $line }, column { $column }.
    }
import-faults-invalid-entry = Entry { $entry } of the list is no address, in line { $line }, column { $column }.
import-faults-invalid-address = Address { $entry } is no e-mail address, in line { $line }, column { $column }.

errors-cancelled = Cancelled.
    .hint = Nothing was changed.

errors-background-refused = The desktop doesn’t let Mayfly run without a window.
    .hint = It can be allowed in the desktop’s settings. Until then closing the window ends Mayfly.

errors-shortcut-unavailable = This desktop gives programs no keys of their own.
    .hint = Its settings can give keys to a command: mayfly new does the same, and so does the tray’s “New address”.

errors-shortcut-taken = The desktop doesn’t give these keys to Mayfly.
    .hint = Another program may have them. Choose others.

errors-shortcut-invalid = These keys can’t be used from anywhere.
    .hint = Hold Ctrl, Alt or Super with another key, or press a function key.

errors-shortcut-refused = The desktop refused the keys.
    .hint = They can be allowed when you try again, or in the desktop’s settings.

errors-shortcut-unanswered = The desktop doesn’t answer the request for keys.
    .hint = Its settings can give keys to a command: mayfly new does the same.

errors-clipboard-failed = Nothing was copied: the clipboard doesn’t answer.
    .hint = Select the text and copy it by hand, or try again.

errors-internal = Something went wrong inside Mayfly.
    .hint = Try again. If it keeps happening, restart the app; your addresses and mail are kept.

## The tray

tray-open = Open Mayfly
tray-pocket = Pocket window
tray-pause = Pause checking
tray-quit = Quit
tray-copy-code = Copy code "{ $code }" (from { $from })
tray-unread = Mayfly: { $count } unread
tray-keychain = Mayfly waits for the keychain
tray-blocked = Mayfly can’t open its mail: see the window

## The desktop’s portal

portal-shortcut = Make a new address and copy it
portal-background-reason = Check your addresses for mail while the window is closed
portal-watched =
    { $count ->
        [0] No address is watched
        [one] { $count } address watched
       *[other] { $count } addresses watched
    }

## Notifications

notification-copied = It is on the clipboard.
notification-ends-soon = An address is about to expire
notification-ends-soon-text = It takes mail for two more minutes at most.
notification-background = Mayfly goes on without a window
notification-background-text = It checks your addresses and announces mail. Start Mayfly again to see its window.
notification-keychain = Mayfly waits for the keychain to be unlocked
notification-keychain-text = Until then it checks no mail. It goes on by itself.
notification-several =
    { $count ->
        [one] { $count } new message
       *[other] { $count } new messages
    }
notification-more = and { $count } more
notification-account = Account: { $account }
notification-code = Code { $code }
notification-copy-code = Copy code
notification-code-copied = Code { $code } copied
notification-undo-copy = Undo

## The system's file dialogs

dialog-save = Save as
dialog-folder = Save all in a folder
dialog-open = Choose a file
dialog-window-failed = Mayfly’s window could not be opened
dialog-web-view-missing = It needs Microsoft’s WebView2 runtime, which this computer doesn’t have. Install it from developer.microsoft.com/microsoft-edge/webview2, then open Mayfly again.

## What Mayfly itself puts into a message

frame-cut = This message was cut because it is too long or too complex to show.
frame-quoted = Quoted text
