//! Geary with one account.

use super::dovecot::{Dovecot, PASSWORD, USER};
use super::mailbox::MESSAGE_COUNT;
use super::peer::{MeasuredProgram, NewestSubjectPlace};
use crate::support::TestDesktop;
use crate::x11_screen::ScreenArea;
use rusqlite::{Connection, OpenFlags};
use std::io::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// How long the first synchronisation may take.
const SYNC_TIMEOUT: Duration = Duration::from_secs(300);

/// Sets the account up and waits until Geary has all of its mail.
pub async fn set_up(desktop: &TestDesktop, server: &Dovecot) -> MeasuredProgram {
    let config = desktop.path_in_home("config");
    let account = config.join("geary/account_01");
    std::fs::create_dir_all(&account).unwrap();
    std::fs::write(account.join("geary.ini"), build_geary_account_config(server.port)).unwrap();
    // The settings' service is not on this desktop; they are kept in a file.
    let settings = config.join("glib-2.0/settings");
    std::fs::create_dir_all(&settings).unwrap();
    std::fs::write(settings.join("keyfile"), "[org/gnome/Geary]\nwindow-width=1120\nwindow-height=720\n").unwrap();
    store_geary_password(desktop);

    let peer = MeasuredProgram {
        name: "Geary",
        package: Some("geary"),
        program: "/usr/bin/geary".into(),
        arguments: Vec::new(),
        environment: vec![("GSETTINGS_BACKEND", "keyfile".into())],
        window_title: "Peers",
        stays_in_tray: false,
        list_place: NewestSubjectPlace::Window(ScreenArea { x: 334, y: 76, width: 120, height: 18 }),
        first_picture: "the subject of the newest message in the list of the inbox",
    };
    let mut app = peer.start(desktop);
    let start = Instant::now();
    while count_messages_in_geary(desktop) < MESSAGE_COUNT {
        assert!(start.elapsed() < SYNC_TIMEOUT, "Geary has {} messages", count_messages_in_geary(desktop));
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    tokio::time::sleep(Duration::from_secs(5)).await;
    app.0.kill().unwrap();
    app.0.wait().unwrap();
    peer
}

fn build_geary_account_config(port: u16) -> String {
    format!(
        "[Metadata]
version=1
status=enabled

[Account]
ordinal=1
label=Peers
prefetch_days=-1
save_drafts=false
save_sent=false
use_signature=false
signature=
sender_mailboxes=Someone <someone@sandbox.example>;
service_provider=other

[Folders]

[Incoming]
login={USER}
remember_password=true
host=127.0.0.1
port={port}
transport_security=none
credentials=custom

[Outgoing]
remember_password=false
host=127.0.0.1
port={port}
transport_security=none
credentials=none
"
    )
}

fn store_geary_password(desktop: &TestDesktop) {
    let mut tool = desktop
        .build_desktop_command("secret-tool")
        .args(["store", "--label=Geary", "xdg:schema", "org.gnome.Geary", "proto", "IMAP"])
        .args(["host", "127.0.0.1", "login", USER])
        .stdin(Stdio::piped())
        .spawn()
        .expect("libsecret-tools is installed");
    tool.stdin.take().unwrap().write_all(PASSWORD.as_bytes()).unwrap();
    assert!(tool.wait().unwrap().success());
}

/// Returns the number of messages whose bodies Geary has.
fn count_messages_in_geary(desktop: &TestDesktop) -> usize {
    let path = desktop.path_in_home("data/geary/account_01/geary.db");
    #[allow(clippy::disallowed_methods, reason = "the database of another program, which is not encrypted")]
    let database = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY);
    let count = |database: Connection| {
        database.query_row("SELECT count(*) FROM MessageTable WHERE body IS NOT NULL", [], |row| row.get::<_, i64>(0))
    };
    // The file and its tables come with the first start.
    database.and_then(count).unwrap_or(0) as usize
}
