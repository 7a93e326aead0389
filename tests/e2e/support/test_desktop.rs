//! A separate desktop for each test: X server, window manager, session bus, keychain, home folder.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Condvar, Mutex};
use tempfile::TempDir;

/// How many desktops may run at a time: each runs the processes of a browser engine.
const MAX_DESKTOPS: usize = 2;

static DESKTOPS_IN_USE: (Mutex<usize>, Condvar) = (Mutex::new(0), Condvar::new());

/// Permission to run a desktop, returned when dropped.
struct DesktopPermit;

impl DesktopPermit {
    fn acquire() -> Self {
        let free = DESKTOPS_IN_USE.1.wait_while(DESKTOPS_IN_USE.0.lock().unwrap(), |used| *used >= MAX_DESKTOPS);
        *free.unwrap() += 1;
        Self
    }
}

impl Drop for DesktopPermit {
    fn drop(&mut self) {
        *DESKTOPS_IN_USE.0.lock().unwrap() -= 1;
        DESKTOPS_IN_USE.1.notify_one();
    }
}

/// The program to test: that of the build, or the one that `MAYFLY_BIN` names, such as a release build.
pub fn app_program() -> PathBuf {
    std::env::var_os("MAYFLY_BIN").map_or_else(|| env!("CARGO_BIN_EXE_mayfly").into(), PathBuf::from)
}

/// Which keychain the desktop has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keychain {
    /// A Secret Service with an unlocked collection.
    Unlocked,
    /// No Secret Service.
    None,
}

/// A desktop. The programs it started are killed when it is dropped.
pub struct TestDesktop {
    home: TempDir,
    environment: Vec<(String, String)>,
    // Fields are dropped in this order: the programs before the bus and the X server that they need.
    keychain: Option<ChildGuard>,
    _programs: Vec<ChildGuard>,
    _permit: DesktopPermit,
}

/// A child process that is killed when this is dropped.
pub struct ChildGuard(pub Child);

impl Drop for ChildGuard {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl TestDesktop {
    /// Starts a desktop with a screen of the usual size.
    pub fn start(keychain: Keychain) -> Self {
        Self::start_with_screen_size(keychain, "1280x900x24")
    }

    /// Starts a desktop whose screen has this size, in pixels and bits, such as `1280x900x24`.
    pub fn start_with_screen_size(keychain: Keychain, screen: &str) -> Self {
        let permit = DesktopPermit::acquire();
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
            _permit: permit,
        };
        let mut programs = Vec::new();

        let mut server = desktop
            .build_desktop_command("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed");
        let display = read_first_line(server.stdout.take());
        programs.push(ChildGuard(server));
        desktop.set_env("DISPLAY", format!(":{display}"));

        std::fs::write(desktop.path_in_home("run/bus.conf"), BUS_CONFIG).unwrap();
        let mut bus = desktop
            .build_desktop_command("dbus-daemon")
            .args(["--nofork", "--nopidfile", "--print-address=1"])
            .arg(format!("--config-file={}", desktop.path_in_home("run/bus.conf").display()))
            .arg(format!("--address=unix:path={}", desktop.path_in_home("run/bus").display()))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon is installed");
        let address = read_first_line(bus.stdout.take());
        programs.push(ChildGuard(bus));
        desktop.set_env("DBUS_SESSION_BUS_ADDRESS", address);

        programs.push(ChildGuard(
            desktop.build_desktop_command("openbox").stderr(Stdio::null()).spawn().expect("openbox is installed"),
        ));
        if keychain == Keychain::Unlocked {
            desktop.keychain = Some(desktop.start_gnome_keyring(true));
        }
        programs.reverse();
        desktop._programs = programs;
        desktop
    }

    fn start_gnome_keyring(&self, unlock: bool) -> ChildGuard {
        let mut daemon = self
            .build_desktop_command("gnome-keyring-daemon")
            .args(["--foreground", "--components=secrets"])
            .args(unlock.then_some("--unlock"))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring is installed");
        daemon.stdin.take().unwrap().write_all(b"test").unwrap();
        let daemon = ChildGuard(daemon);
        // The keychain is ready once its name is on the bus.
        let end = std::time::Instant::now() + super::WAIT_TIMEOUT;
        while !self.run_program("dbus-send", &KEYCHAIN_HAS_OWNER_ARGUMENTS).1.contains("true") {
            assert!(std::time::Instant::now() < end, "the keychain did not start");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        daemon
    }

    /// Locks the keychain. There is no prompter that could ask for the password.
    pub fn lock_keychain(&mut self) {
        self.restart_keychain(false);
    }

    /// Unlocks the keychain, as a login does.
    pub fn restart_keychain_unlocked(&mut self) {
        self.restart_keychain(true);
    }

    /// Stops the keychain, and waits until its name has left the bus.
    pub fn stop_keychain(&mut self) {
        self.keychain = None;
        while self.run_program("dbus-send", &KEYCHAIN_HAS_OWNER_ARGUMENTS).1.contains("true") {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }

    /// Puts the keychain's files into a folder of this name and goes on with those of another one, or with an empty
    /// keychain if there is none yet.
    pub fn swap_keychain(&mut self, keep_as: &str, go_on_with: &str) {
        self.stop_keychain();
        let keyrings = self.path_in_home("data/keyrings");
        std::fs::rename(&keyrings, self.path_in_home(keep_as)).unwrap();
        let next = self.path_in_home(go_on_with);
        if next.exists() {
            std::fs::rename(next, keyrings).unwrap();
        }
        self.keychain = Some(self.start_gnome_keyring(true));
    }

    /// Restarts the daemon. Without the password at its start, the keychain stays locked.
    fn restart_keychain(&mut self, unlock: bool) {
        self.stop_keychain();
        self.keychain = Some(self.start_gnome_keyring(unlock));
    }

    /// Builds a command that runs a program on this desktop.
    pub fn build_desktop_command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Sets an environment variable for programs started from now on.
    pub fn set_env(&mut self, name: &str, value: impl Into<String>) {
        self.remove_env(name);
        self.environment.push((name.to_owned(), value.into()));
    }

    /// Removes an environment variable for programs started from now on.
    pub fn remove_env(&mut self, name: &str) {
        self.environment.retain(|(existing, _)| existing != name);
    }

    /// The path of a file or folder below the home folder.
    pub fn path_in_home(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// The address of the session bus.
    pub fn bus_address(&self) -> &str {
        self.environment.iter().find(|(name, _)| name == "DBUS_SESSION_BUS_ADDRESS").map(|(_, v)| v.as_str()).unwrap()
    }

    /// Returns the process identifier of the Mayfly that WebDriver started on this desktop.
    pub fn find_app_pid(&self) -> u32 {
        let program = app_program();
        let home = format!("HOME={}\0", self.path_in_home("").display()).replace("/\0", "\0");
        let is_ours = |pid: u32| {
            std::fs::read_link(format!("/proc/{pid}/exe")).is_ok_and(|exe| exe == program)
                && std::fs::read(format!("/proc/{pid}/environ"))
                    .is_ok_and(|all| all.windows(home.len()).any(|part| part == home.as_bytes()))
        };
        let numbers = std::fs::read_dir("/proc").unwrap().flatten();
        numbers.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).find(|pid| is_ours(*pid)).unwrap()
    }

    /// Returns the process that draws the page of a Mayfly; `None` if there is none, or a print window has one too.
    pub fn find_page_pid(&self, app: u32) -> Option<u32> {
        self.run_program("pgrep", &["--parent", &app.to_string(), "WebKitWebProces"]).1.trim().parse().ok()
    }

    /// Runs a program to its end. Returns whether it succeeded, and its standard output.
    pub fn run_program(&self, program: &str, arguments: &[&str]) -> (bool, String) {
        let output = self
            .build_desktop_command(program)
            .args(arguments)
            .output()
            .unwrap_or_else(|error| panic!("{program}: {error}"));
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Returns the text on the clipboard.
    pub fn read_clipboard(&self) -> String {
        self.run_program("xclip", &["-selection", "clipboard", "-o"]).1
    }

    /// Puts `something else` on the clipboard, so that a later text is known to be new.
    pub fn put_placeholder_on_clipboard(&self) {
        let mut xclip = self
            .build_desktop_command("xclip")
            .args(["-selection", "clipboard", "-i"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        xclip.stdin.take().unwrap().write_all(b"something else").unwrap();
        assert!(xclip.wait().unwrap().success());
        // xclip exits before the X server has its text; arriving late, the text would replace a newer one.
        let end = std::time::Instant::now() + super::WAIT_TIMEOUT;
        while self.read_clipboard() != "something else" {
            assert!(std::time::Instant::now() < end, "the clipboard was not overwritten");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }

    /// Returns a secret of Mayfly's in the keychain.
    pub fn read_secret(&self, name: &str) -> Option<String> {
        let (found, value) =
            self.run_program("secret-tool", &["lookup", "service", "app.mayfly.Mayfly", "username", name]);
        found.then_some(value)
    }

    /// Returns the files below the home folder that contain these bytes.
    pub fn find_files_containing(&self, bytes: &[u8]) -> Vec<PathBuf> {
        let mut found = Vec::new();
        collect_files_containing(self.home.path(), bytes, &mut found);
        found
    }

    /// Returns the identifiers of the visible windows titled Mayfly.
    pub fn list_window_ids(&self) -> Vec<String> {
        let (_, ids) = self.run_program("xdotool", &["search", "--onlyvisible", "--name", "^Mayfly$"]);
        ids.lines().map(str::to_owned).collect()
    }

    /// Moves the mouse to a point in Mayfly's window, and performs further xdotool actions in the same call.
    pub fn perform_xdotool_mouse_actions(&self, [x, y]: &[String; 2], actions: &[&str]) {
        let id = self.list_window_ids().pop().expect("a window");
        let move_mouse = ["windowactivate", "--sync", &id, "mousemove", "--window", &id, x, y];
        assert!(self.run_program("xdotool", &[&move_mouse, actions].concat()).0);
    }

    /// Sets the inner size of Mayfly's window, in pixels.
    pub fn resize_window(&self, width: u32, height: u32) {
        let id = self.list_window_ids().pop().expect("a window");
        self.run_program("xdotool", &["windowsize", "--sync", &id, &width.to_string(), &height.to_string()]);
    }

    /// Returns the colour of the pixel under the mouse, as `#RRGGBB`.
    pub fn read_colour_under_mouse(&self) -> String {
        let (_, place) = self.run_program("xdotool", &["getmouselocation", "--shell"]);
        let at = |name: &str| place.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().to_owned();
        let dot = format!("1x1+{}+{}", at("X="), at("Y="));
        let (_, text) = self.run_program("import", &["-window", "root", "-crop", &dot, "-depth", "8", "txt:-"]);
        text.split_whitespace().find(|word| word.len() == 7 && word.starts_with('#')).unwrap_or_default().to_owned()
    }

    /// Waits until no Mayfly runs. A launch before that would only show the running one's window.
    pub async fn wait_until_app_exits(&self) {
        super::wait_until_true("the app to exit", || async {
            !self.run_program("dbus-send", &LIST_NAMES_ARGUMENTS).1.to_lowercase().contains("mayfly")
        })
        .await;
    }

    /// Closes Mayfly's window with Alt+F4, and again if it was too new to receive the keys.
    pub fn close_window(&self) {
        let end = std::time::Instant::now() + super::WAIT_TIMEOUT;
        while let Some(window) = self.list_window_ids().last() {
            assert!(std::time::Instant::now() < end, "the window could not be closed");
            self.run_program("xdotool", &["windowactivate", "--sync", window, "key", "--clearmodifiers", "alt+F4"]);
            let pressed_at = std::time::Instant::now();
            while !self.list_window_ids().is_empty() && pressed_at.elapsed() < std::time::Duration::from_secs(3) {
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
        }
    }
}

/// A session bus without service activation: only the services that a test starts exist.
const BUS_CONFIG: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
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

const LIST_NAMES_ARGUMENTS: [&str; 5] = [
    "--session",
    "--print-reply",
    "--dest=org.freedesktop.DBus",
    "/org/freedesktop/DBus",
    "org.freedesktop.DBus.ListNames",
];

const KEYCHAIN_HAS_OWNER_ARGUMENTS: [&str; 6] = [
    "--session",
    "--print-reply",
    "--dest=org.freedesktop.DBus",
    "/org/freedesktop/DBus",
    "org.freedesktop.DBus.NameHasOwner",
    "string:org.freedesktop.secrets",
];

fn read_first_line(output: Option<ChildStdout>) -> String {
    let mut line = String::new();
    BufReader::new(output.unwrap()).read_line(&mut line).unwrap();
    line.trim().to_owned()
}

fn collect_files_containing(folder: &Path, bytes: &[u8], found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let (path, kind) = (entry.path(), entry.file_type().unwrap());
        if kind.is_dir() {
            collect_files_containing(&path, bytes, found);
        } else if kind.is_file()
            && std::fs::read(&path).is_ok_and(|content| content.windows(bytes.len()).any(|window| window == bytes))
        {
            found.push(path);
        }
    }
}
