//! Thunderbird with one account.

use super::dovecot::{Dovecot, PASSWORD, USER, find_free_port};
use super::mailbox::MESSAGE_COUNT;
use super::marionette::Marionette;
use super::peer::{MeasuredProgram, NewestSubjectPlace};
use crate::support::TestDesktop;
use crate::support::test_desktop::ChildGuard;
use crate::x11_screen::ScreenArea;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// How long the first synchronisation may take.
const SYNC_TIMEOUT: Duration = Duration::from_secs(300);

/// How long Thunderbird takes to ask the server for its folders.
const LISTING_TIME: Duration = Duration::from_secs(10);

/// Sets the account up and waits until Thunderbird has all of its mail.
pub async fn set_up(desktop: &TestDesktop, server: &Dovecot) -> MeasuredProgram {
    let profile = desktop.path_in_home("thunderbird");
    std::fs::create_dir_all(&profile).unwrap();
    let peer = MeasuredProgram {
        name: "Thunderbird",
        package: Some("thunderbird"),
        program: "/usr/bin/thunderbird".into(),
        arguments: vec!["--profile".into(), profile.display().to_string()],
        environment: Vec::new(),
        window_title: "Mozilla Thunderbird",
        stays_in_tray: false,
        list_place: NewestSubjectPlace::Window(ScreenArea { x: 304, y: 112, width: 140, height: 22 }),
        first_picture: "the subject of the newest message in the list of the inbox",
    };
    let marionette_port = find_free_port();
    // It asks for a password that it does not have, so it may not connect before it has it.
    std::fs::write(profile.join("user.js"), build_thunderbird_preferences(server.port, false, marionette_port))
        .unwrap();
    let mut with_scripts = desktop.build_desktop_command(&peer.program);
    with_scripts.args(&peer.arguments).args(["--marionette", "--remote-allow-system-access"]);
    with_scripts.stdout(Stdio::null()).stderr(Stdio::null());
    let mut app = ChildGuard(with_scripts.spawn().expect("thunderbird is installed"));
    let mut scripts = Marionette::connect(marionette_port);
    scripts.run_script(&build_thunderbird_login_script());
    // Opening a folder that the server has not listed yet would give it a second folder of the same name.
    tokio::time::sleep(LISTING_TIME).await;
    scripts.run_script(OPEN_SCRIPT);
    let start = Instant::now();
    loop {
        let stored = scripts.run_script(COUNT_SCRIPT).as_u64().unwrap_or_default() as usize;
        if stored == MESSAGE_COUNT {
            break;
        }
        assert!(start.elapsed() < SYNC_TIMEOUT, "Thunderbird has {stored} messages");
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    // The tab with the inbox is opened again at the next start.
    scripts.run_script(
        "const window = Services.wm.getMostRecentWindow('mail:3pane');
         window.resizeTo(1120, 720);
         window.document.getElementById('tabmail').currentTabInfo.chromeBrowser.contentWindow.displayFolder(
             'imap://someone@127.0.0.1/INBOX');",
    );
    tokio::time::sleep(Duration::from_secs(5)).await;
    scripts.run_script("Services.tm.dispatchToMainThread(() => Services.startup.quit(Ci.nsIAppStartup.eAttemptQuit));");
    let start = Instant::now();
    while app.0.try_wait().unwrap().is_none() {
        assert!(start.elapsed() < Duration::from_secs(30), "Thunderbird did not quit");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    std::fs::write(profile.join("user.js"), build_thunderbird_preferences(server.port, true, marionette_port)).unwrap();
    peer
}

/// Stores the password and asks the server for its folders.
fn build_thunderbird_login_script() -> String {
    format!(
        "const login = Cc['@mozilla.org/login-manager/loginInfo;1'].createInstance(Ci.nsILoginInfo);
         login.init('imap://127.0.0.1', null, 'imap://127.0.0.1', '{USER}', '{PASSWORD}', '', '');
         await Services.logins.addLoginAsync(login);
         const {{ MailServices }} = ChromeUtils.importESModule('resource:///modules/MailServices.sys.mjs');
         const server = MailServices.accounts.accounts.map((account) => account.incomingServer)
             .find((server) => server.type === 'imap');
         server.performExpand(null);"
    )
}

/// Synchronises the inbox.
const OPEN_SCRIPT: &str = "
    const { MailServices } = ChromeUtils.importESModule('resource:///modules/MailServices.sys.mjs');
    MailServices.folderLookup.getFolderForURL('imap://someone@127.0.0.1/INBOX').updateFolder(null);
";

/// Counts the messages that are stored with their bodies.
const COUNT_SCRIPT: &str = "
    const { MailServices } = ChromeUtils.importESModule('resource:///modules/MailServices.sys.mjs');
    const inbox = MailServices.folderLookup.getFolderForURL('imap://someone@127.0.0.1/INBOX');
    return [...inbox.messages].filter((message) => message.flags & Ci.nsMsgMessageFlags.Offline).length;
";

/// Builds the profile's preferences: the account, and nothing that a first start shows or that needs the network.
fn build_thunderbird_preferences(port: u16, connects_at_start: bool, marionette_port: u16) -> String {
    let account = [
        ("mail.accountmanager.accounts", "\"account1,account2\""),
        ("mail.accountmanager.defaultaccount", "\"account1\""),
        ("mail.accountmanager.localfoldersserver", "\"server2\""),
        ("mail.account.account1.identities", "\"id1\""),
        ("mail.account.account1.server", "\"server1\""),
        ("mail.account.account2.server", "\"server2\""),
        ("mail.identity.id1.fullName", "\"Someone\""),
        ("mail.identity.id1.useremail", "\"someone@sandbox.example\""),
        ("mail.identity.id1.valid", "true"),
        ("mail.server.server1.type", "\"imap\""),
        ("mail.server.server1.hostname", "\"127.0.0.1\""),
        ("mail.server.server1.socketType", "0"),
        // A password, not encrypted.
        ("mail.server.server1.authMethod", "3"),
        ("mail.server.server1.name", "\"Peers\""),
        ("mail.server.server1.offline_download", "true"),
        ("mail.server.server1.autosync_offline_stores", "true"),
        ("mail.server.server2.type", "\"none\""),
        ("mail.server.server2.hostname", "\"Local Folders\""),
        ("mail.server.server2.userName", "\"nobody\""),
        ("mail.server.server2.name", "\"Local Folders\""),
    ];
    let first_start = [
        ("mail.provider.suppress_dialog_on_startup", "true"),
        ("mail.spotlight.firstRunDone", "true"),
        ("mail.rights.version", "1"),
        ("mail.shell.checkDefaultClient", "false"),
        ("mail.accounthub.addressbook.enabled", "false"),
        ("mail.inappnotifications.enabled", "false"),
        ("mailnews.start_page.enabled", "false"),
        ("mailnews.start_page_override.mstone", "\"ignore\""),
        ("app.donation.eoy.version.viewed", "999"),
        ("datareporting.policy.dataSubmissionPolicyBypassNotification", "true"),
    ];
    let network = [
        ("app.update.auto", "false"),
        ("app.normandy.enabled", "false"),
        ("browser.safebrowsing.malware.enabled", "false"),
        ("browser.safebrowsing.phishing.enabled", "false"),
        ("datareporting.policy.dataSubmissionEnabled", "false"),
        ("toolkit.telemetry.enabled", "false"),
        ("extensions.update.enabled", "false"),
        ("extensions.getAddons.cache.enabled", "false"),
        ("network.captive-portal-service.enabled", "false"),
        ("network.connectivity-service.enabled", "false"),
        // Nothing listens there: what is still requested ends at once.
        ("network.proxy.type", "1"),
        ("network.proxy.http", "\"127.0.0.1\""),
        ("network.proxy.http_port", "9"),
        ("network.proxy.ssl", "\"127.0.0.1\""),
        ("network.proxy.ssl_port", "9"),
    ];
    let mut text: String = [&account[..], &first_start, &network]
        .concat()
        .into_iter()
        .map(|(name, value)| format!("user_pref(\"{name}\", {value});\n"))
        .collect();
    text.push_str(&format!(
        "user_pref(\"mail.server.server1.port\", {port});
user_pref(\"mail.server.server1.userName\", \"{USER}\");
user_pref(\"mail.server.server1.login_at_startup\", {connects_at_start});
user_pref(\"mail.server.server1.check_new_mail\", {connects_at_start});
user_pref(\"marionette.port\", {marionette_port});
"
    ));
    text
}
