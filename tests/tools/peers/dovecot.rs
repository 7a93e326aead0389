//! A Dovecot of the tool's own, which serves one mailbox over IMAP on 127.0.0.1 and accepts every password.

use super::mailbox::{self, SampleMessage};
use crate::support::test_desktop::ChildGuard;
use std::net::{Ipv4Addr, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The user whose mailbox is served.
pub const USER: &str = "someone";
/// The password that the clients store. Dovecot accepts any.
pub const PASSWORD: &str = "secret";

/// A running Dovecot; it ends when this is dropped.
pub struct Dovecot {
    pub port: u16,
    _master: ChildGuard,
    _folder: TempDir,
}

impl Dovecot {
    /// Starts a server for a mailbox with these messages.
    pub fn start(messages: &[SampleMessage]) -> Self {
        let folder = tempfile::Builder::new().prefix("mayfly-dovecot-").tempdir().unwrap();
        // Dovecot's processes have other users than root, who have to reach their files.
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        let home = folder.path().join("home");
        mailbox::write_maildir(&home.join("Maildir"), messages);
        let users = DovecotSystemUsers::choose();
        let owner = format!("{}:", users.mail);
        assert!(Command::new("chown").args(["-R", &owner]).arg(&home).status().unwrap().success());

        let port = find_free_port();
        let config = folder.path().join("dovecot.conf");
        std::fs::write(&config, build_dovecot_config(folder.path(), &users, port)).unwrap();
        let master = Command::new("/usr/sbin/dovecot")
            .args(["-F", "-c"])
            .arg(&config)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("dovecot-imapd is installed");
        let server = Self { port, _master: ChildGuard(master), _folder: folder };
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            assert!(start.elapsed() < Duration::from_secs(20), "Dovecot did not start");
            std::thread::sleep(Duration::from_millis(50));
        }
        server
    }
}

/// The system users that the parts of Dovecot run as.
struct DovecotSystemUsers {
    internal: String,
    login: String,
    mail: String,
    /// The number of the group of `mail`.
    mail_group: String,
}

impl DovecotSystemUsers {
    /// Everything runs as the current user, except that Dovecot refuses root for some parts.
    fn choose() -> Self {
        let current = run_id_command(&["-un"]);
        let users = match current.as_str() {
            "root" => ["dovecot", "dovenull", "dovecot"],
            user => [user; 3],
        };
        let [internal, login, mail] = users.map(str::to_owned);
        let mail_group = run_id_command(&["-g", &mail]);
        Self { internal, login, mail, mail_group }
    }
}

fn run_id_command(arguments: &[&str]) -> String {
    let output = Command::new("id").args(arguments).output().unwrap().stdout;
    String::from_utf8(output).unwrap().trim().to_owned()
}

fn build_dovecot_config(folder: &Path, users: &DovecotSystemUsers, port: u16) -> String {
    let DovecotSystemUsers { internal, login, mail, mail_group } = users;
    let folder = folder.display();
    format!(
        "base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {internal}
default_internal_group =
default_login_user = {login}
first_valid_uid = 1
mail_location = maildir:~/Maildir
# A client may hold several connections.
mail_max_userip_connections = 50
namespace inbox {{
  inbox = yes
}}
passdb {{
  driver = static
  args = nopassword=y
}}
userdb {{
  driver = static
  args = uid={mail} gid={mail_group} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
}}
service anvil {{
  chroot =
}}
"
    )
}

/// Returns a TCP port of 127.0.0.1 at which nothing listens.
pub fn find_free_port() -> u16 {
    std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}
