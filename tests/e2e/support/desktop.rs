//! A desktop of its own for each test: X server, window manager, session bus, keychain, home folder.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Condvar, Mutex};
use tempfile::TempDir;

/// How many desktops run at a time: each has a browser engine's worth of processes.
const DESKTOPS: usize = 2;

static IN_USE: (Mutex<usize>, Condvar) = (Mutex::new(0), Condvar::new());

/// The right to have a desktop.
struct Slot;

impl Slot {
    fn take() -> Self {
        let free = IN_USE.1.wait_while(IN_USE.0.lock().unwrap(), |used| *used >= DESKTOPS);
        *free.unwrap() += 1;
        Self
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        *IN_USE.0.lock().unwrap() -= 1;
        IN_USE.1.notify_one();
    }
}

/// Which keychain the desktop has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keychain {
    /// A Secret Service with an unlocked collection.
    Unlocked,
    /// None at all.
    None,
}

/// The desktop. Everything it started ends with it.
pub struct Desktop {
    home: TempDir,
    environment: Vec<(String, String)>,
    // Dropped in this order: the programs before the bus and the screen they need.
    keychain: Option<Running>,
    _programs: Vec<Running>,
    _slot: Slot,
}

/// A child process that ends with its owner.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Desktop {
    pub fn start(keychain: Keychain) -> Self {
        Self::start_with_screen(keychain, "1280x900x24")
    }

    /// With a screen of another size.
    pub fn start_with_screen(keychain: Keychain, screen: &str) -> Self {
        let slot = Slot::take();
        let home = tempfile::Builder::new().prefix("mayfly-e2e-").tempdir().unwrap();
        let path = |name: &str| home.path().join(name);
        for folder in ["data", "config", "cache", "state", "run", "downloads"] {
            std::fs::create_dir(path(folder)).unwrap();
        }
        std::fs::set_permissions(path("run"), std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
        let text = |name: &str| path(name).display().to_string();
        let mut desktop = Self {
            environment: [
                ("HOME", home.path().display().to_string()),
                ("XDG_DATA_HOME", text("data")),
                ("XDG_CONFIG_HOME", text("config")),
                ("XDG_CACHE_HOME", text("cache")),
                ("XDG_STATE_HOME", text("state")),
                ("XDG_RUNTIME_DIR", text("run")),
                ("MAYFLY_DOWNLOAD_DIR", text("downloads")),
                ("MAYFLY_LOG", std::env::var("MAYFLY_LOG").unwrap_or_else(|_| "warn".into())),
                // Software rendering: there is no GPU to find.
                ("LIBGL_ALWAYS_SOFTWARE", "1".into()),
                ("WEBKIT_DISABLE_DMABUF_RENDERER", "1".into()),
                ("GDK_BACKEND", "x11".into()),
                ("NO_AT_BRIDGE", "1".into()),
                ("LANG", "C.UTF-8".into()),
            ]
            .map(|(name, value)| (name.to_owned(), value))
            .into(),
            home,
            keychain: None,
            _programs: Vec::new(),
            _slot: slot,
        };
        let mut programs = Vec::new();

        let mut server = desktop
            .command("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed");
        let display = first_line(server.stdout.take());
        programs.push(Running(server));
        desktop.set("DISPLAY", format!(":{display}"));

        std::fs::write(desktop.path("run/bus.conf"), BUS).unwrap();
        let mut bus = desktop
            .command("dbus-daemon")
            .args(["--nofork", "--nopidfile", "--print-address=1"])
            .arg(format!("--config-file={}", desktop.path("run/bus.conf").display()))
            .arg(format!("--address=unix:path={}", desktop.path("run/bus").display()))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon is installed");
        let address = first_line(bus.stdout.take());
        programs.push(Running(bus));
        desktop.set("DBUS_SESSION_BUS_ADDRESS", address);

        programs.push(Running(desktop.command("openbox").stderr(Stdio::null()).spawn().expect("openbox is installed")));
        if keychain == Keychain::Unlocked {
            desktop.keychain = Some(desktop.start_keychain(true));
        }
        programs.reverse();
        desktop._programs = programs;
        desktop
    }

    fn start_keychain(&self, unlock: bool) -> Running {
        let mut daemon = self
            .command("gnome-keyring-daemon")
            .args(["--foreground", "--components=secrets"])
            .args(unlock.then_some("--unlock"))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring is installed");
        daemon.stdin.take().unwrap().write_all(b"test").unwrap();
        let running = Running(daemon);
        // It is there once the bus knows its name.
        let end = std::time::Instant::now() + super::PATIENCE;
        while !self.run("dbus-send", &NAME_HAS_OWNER).1.contains("true") {
            assert!(std::time::Instant::now() < end, "the keychain did not start");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        running
    }

    /// Locks the keychain, with nobody there to ask for the password.
    pub fn lock_keychain(&mut self) {
        self.restart_keychain(false);
    }

    /// Unlocks the keychain, as a login or the user does.
    pub fn unlock_keychain(&mut self) {
        self.restart_keychain(true);
    }

    /// Ends the keychain, and waits until it is gone.
    pub fn end_keychain(&mut self) {
        self.keychain = None;
        while self.run("dbus-send", &NAME_HAS_OWNER).1.contains("true") {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }

    /// A daemon that isn't told the password at its start has the keychain locked.
    fn restart_keychain(&mut self, unlock: bool) {
        self.end_keychain();
        self.keychain = Some(self.start_keychain(unlock));
    }

    /// A program to be run on this desktop.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Sets a variable for everything started from now on.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.unset(name);
        self.environment.push((name.to_owned(), value.into()));
    }

    /// Has a variable not set for anything started from now on.
    pub fn unset(&mut self, name: &str) {
        self.environment.retain(|(known, _)| known != name);
    }

    /// A file or folder below the home folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// The session bus.
    pub fn bus_address(&self) -> &str {
        self.environment.iter().find(|(name, _)| name == "DBUS_SESSION_BUS_ADDRESS").map(|(_, v)| v.as_str()).unwrap()
    }

    /// Runs a program to its end: whether it went well, and what it printed.
    pub fn run(&self, program: &str, arguments: &[&str]) -> (bool, String) {
        let output =
            self.command(program).args(arguments).output().unwrap_or_else(|error| panic!("{program}: {error}"));
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// What is on the clipboard.
    pub fn clipboard(&self) -> String {
        self.run("xclip", &["-selection", "clipboard", "-o"]).1
    }

    /// Puts something else on the clipboard, so that what comes next is known to be new.
    pub fn spoil_clipboard(&self) {
        let mut xclip = self
            .command("xclip")
            .args(["-selection", "clipboard", "-i"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        xclip.stdin.take().unwrap().write_all(b"something else").unwrap();
        assert!(xclip.wait().unwrap().success());
        // It answers before its words have reached the screen; late, they would undo what comes next.
        let end = std::time::Instant::now() + super::PATIENCE;
        while self.clipboard() != "something else" {
            assert!(std::time::Instant::now() < end, "the clipboard was not spoilt");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }

    /// A secret of Mayfly's in the keychain.
    pub fn secret(&self, name: &str) -> Option<String> {
        let (found, value) = self.run("secret-tool", &["lookup", "service", "app.mayfly.Mayfly", "username", name]);
        found.then_some(value)
    }

    /// Every file below the home folder that holds these bytes.
    pub fn files_with(&self, bytes: &[u8]) -> Vec<PathBuf> {
        let mut found = Vec::new();
        search(self.home.path(), bytes, &mut found);
        found
    }

    /// The identifiers of the visible windows titled Mayfly.
    pub fn windows(&self) -> Vec<String> {
        let (_, ids) = self.run("xdotool", &["search", "--onlyvisible", "--name", "^Mayfly$"]);
        ids.lines().map(str::to_owned).collect()
    }

    /// Has the mouse go to a place in Mayfly's window, and do there what xdotool is told in the same breath.
    pub fn use_mouse_at(&self, [x, y]: &[String; 2], then: &[&str]) {
        let id = self.windows().pop().expect("a window");
        let go = ["windowactivate", "--sync", &id, "mousemove", "--window", &id, x, y];
        assert!(self.run("xdotool", &[&go, then].concat()).0);
    }

    /// Makes Mayfly's window so many pixels wide and high inside.
    pub fn resize_window(&self, width: u32, height: u32) {
        let id = self.windows().pop().expect("a window");
        self.run("xdotool", &["windowsize", "--sync", &id, &width.to_string(), &height.to_string()]);
    }

    /// The colour on the screen where the mouse is, as `#RRGGBB`.
    pub fn colour_under_mouse(&self) -> String {
        let (_, place) = self.run("xdotool", &["getmouselocation", "--shell"]);
        let at = |name: &str| place.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().to_owned();
        let dot = format!("1x1+{}+{}", at("X="), at("Y="));
        let (_, text) = self.run("import", &["-window", "root", "-crop", &dot, "-depth", "8", "txt:-"]);
        text.split_whitespace().find(|word| word.len() == 7 && word.starts_with('#')).unwrap_or_default().to_owned()
    }

    /// Waits until no Mayfly runs: a second one would only call the first.
    pub async fn app_gone(&self) {
        super::until_true("the app to end", || async {
            !self.run("dbus-send", &LIST_NAMES).1.to_lowercase().contains("mayfly")
        })
        .await;
    }

    /// Closes Mayfly's window as a person does: through the window manager, and again should it not have
    /// taken the keys because the window had just come up.
    pub fn close_window(&self) {
        let end = std::time::Instant::now() + super::PATIENCE;
        while let Some(window) = self.windows().last() {
            assert!(std::time::Instant::now() < end, "the window could not be closed");
            self.run("xdotool", &["windowactivate", "--sync", window, "key", "--clearmodifiers", "alt+F4"]);
            let asked = std::time::Instant::now();
            while !self.windows().is_empty() && asked.elapsed() < std::time::Duration::from_secs(3) {
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
        }
    }
}

/// A session bus that starts nothing by itself: what a test didn't put there isn't there.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

const LIST_NAMES: [&str; 5] = [
    "--session",
    "--print-reply",
    "--dest=org.freedesktop.DBus",
    "/org/freedesktop/DBus",
    "org.freedesktop.DBus.ListNames",
];

const NAME_HAS_OWNER: [&str; 6] = [
    "--session",
    "--print-reply",
    "--dest=org.freedesktop.DBus",
    "/org/freedesktop/DBus",
    "org.freedesktop.DBus.NameHasOwner",
    "string:org.freedesktop.secrets",
];

fn first_line(output: Option<ChildStdout>) -> String {
    let mut line = String::new();
    BufReader::new(output.unwrap()).read_line(&mut line).unwrap();
    line.trim().to_owned()
}

fn search(folder: &Path, bytes: &[u8], found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let (path, kind) = (entry.path(), entry.file_type().unwrap());
        if kind.is_dir() {
            search(&path, bytes, found);
        } else if kind.is_file()
            && std::fs::read(&path).is_ok_and(|content| content.windows(bytes.len()).any(|window| window == bytes))
        {
            found.push(path);
        }
    }
}
