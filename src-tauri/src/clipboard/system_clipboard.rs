//! The system's clipboard by the library arboard, made anew when it fails.
//!
//! On X11, and by XWayland on Wayland, the library serves what was copied in a thread of its own. That thread ends with
//! the X server's connection, and every later copy fails; but a compositor may end XWayland at any time and start it
//! again.

use arboard::{Clipboard, Error, ImageData, Set};
use std::sync::{Mutex, PoisonError};

/// The connection to the system's clipboard; managed by Tauri.
#[derive(Default)]
pub(super) struct SystemClipboard(Mutex<Option<Clipboard>>);

impl SystemClipboard {
    pub(super) fn write_text(&self, text: &str) -> Result<(), Error> {
        self.use_clipboard(|clipboard| clipboard.set_text(text))
    }

    /// Writes a text that clipboard histories leave out.
    pub(super) fn write_secret(&self, text: &str) -> Result<(), Error> {
        self.use_clipboard(|clipboard| exclude_from_histories(clipboard.set()).text(text))
    }

    pub(super) fn write_image(&self, image: &ImageData<'_>) -> Result<(), Error> {
        self.use_clipboard(|clipboard| clipboard.set_image(image.clone()))
    }

    pub(super) fn clear(&self) -> Result<(), Error> {
        self.use_clipboard(Clipboard::clear)
    }

    /// Reads the text. Blocks; on the main thread it could block forever.
    pub(super) fn read_text(&self) -> Result<String, Error> {
        self.use_clipboard(Clipboard::get_text)
    }

    /// Reads the image. Blocks as [`read_text`](Self::read_text) does.
    pub(super) fn read_clipboard_image(&self) -> Result<ImageData<'static>, Error> {
        self.use_clipboard(Clipboard::get_image)
    }

    /// Ends the connection. On X11 the content is passed on to a clipboard manager, if there is one.
    pub(super) fn close(&self) {
        drop(self.0.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    /// Uses the connection, and if it is broken, a new one once.
    fn use_clipboard<T>(&self, mut action: impl FnMut(&mut Clipboard) -> Result<T, Error>) -> Result<T, Error> {
        let mut current = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(clipboard) = current.as_mut() {
            match action(clipboard) {
                Err(error) if is_clipboard_connection_error(&error) => {
                    tracing::info!("the clipboard is opened anew: {error}");
                }
                result => return result,
            }
        }
        if let Some(broken) = current.take() {
            drop_broken_clipboard(broken);
        }
        action(current.insert(Clipboard::new()?))
    }
}

/// Whether an error is one of the connection, not of what the clipboard holds.
fn is_clipboard_connection_error(error: &Error) -> bool {
    !matches!(error, Error::ContentNotAvailable | Error::ConversionFailure)
}

/// Drops a broken connection so that the next clipboard has another one.
///
/// All clipboards of the process share one connection to the X server. The library drops it with the last clipboard but
/// counts the thread that serves it as well; once that thread has ended, a second clipboard takes its place in the count.
fn drop_broken_clipboard(broken: Clipboard) {
    let second = Clipboard::new();
    drop(broken);
    drop(second);
}

fn exclude_from_histories(set: Set<'_>) -> Set<'_> {
    #[cfg(target_os = "macos")]
    use arboard::SetExtApple as _;
    #[cfg(target_os = "linux")]
    use arboard::SetExtLinux as _;
    #[cfg(windows)]
    use arboard::SetExtWindows as _;
    #[cfg(windows)]
    return set.exclude_from_monitoring();
    #[cfg(not(windows))]
    return set.exclude_from_history();
}

#[cfg(all(test, target_os = "linux"))]
#[allow(clippy::print_stdout, clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;
    use std::io::{BufRead as _, BufReader};
    use std::process::{Child, Command, Stdio};
    use std::time::Duration;

    /// Set for the process that plays Mayfly: the library finds the X server by the environment.
    const CHILD_MARK: &str = "MAYFLY_TEST_CLIPBOARD_CHILD";

    struct XServer(Child);

    impl XServer {
        /// Starts a server; returns the number of its display.
        fn start(display: Option<&str>) -> (Self, String) {
            let mut command = Command::new("Xvfb");
            command.args(display).args(["-displayfd", "1", "-nolisten", "tcp"]);
            let mut server = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("Xvfb is installed");
            let mut number = String::new();
            BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
            (Self(server), format!(":{}", number.trim()))
        }
    }

    impl Drop for XServer {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    fn read_by_another_program(display: &str) -> String {
        let output = Command::new("xclip").args(["-display", display, "-selection", "clipboard", "-o"]).output();
        String::from_utf8(output.expect("xclip is installed").stdout).unwrap()
    }

    #[test]
    fn copies_succeed_again_after_the_x_server_was_started_anew() {
        if let Some(display) = std::env::var_os(CHILD_MARK) {
            return copy_before_and_after_restart(display.to_str().unwrap());
        }
        // In a process of its own, whose environment names the display.
        let (server, display) = XServer::start(None);
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--nocapture"])
            .arg(format!(
                "{}::copies_succeed_again_after_the_x_server_was_started_anew",
                module_path!().split_once("::").unwrap().1
            ))
            .env(CHILD_MARK, &display)
            .env("DISPLAY", &display)
            .env_remove("WAYLAND_DISPLAY")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(|line| line.unwrap());
        assert!(lines.any(|line| line.contains("copied")), "the first copy");
        drop(server);
        let (_server, display_again) = XServer::start(Some(&display));
        assert_eq!(display_again, display);
        drop(child.stdin.take());
        assert!(child.wait().unwrap().success(), "{:?}", lines.collect::<Vec<_>>());
    }

    fn copy_before_and_after_restart(display: &str) {
        let clipboard = SystemClipboard::default();
        clipboard.write_text("before").unwrap();
        assert_eq!(read_by_another_program(display), "before");
        println!("copied");
        // The test closes the input once the server runs again.
        std::io::stdin().lines().for_each(drop);
        std::thread::sleep(Duration::from_millis(100));
        clipboard.write_secret("after").unwrap();
        assert_eq!(read_by_another_program(display), "after");
        assert_eq!(clipboard.read_text().unwrap(), "after");
        clipboard.write_text("and again").unwrap();
        assert_eq!(read_by_another_program(display), "and again");
        clipboard.close();
        println!("done");
    }
}
