//! WebKitGTK under a virtual display, which loads documents in a frame as Mayfly's window does and reports how long it
//! was busy.
//!
//! A page served from this process asks for the next document, shows it in a sandboxed frame, and reports the times. A
//! document that holds the engine for longer than the limit costs a new browser.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

/// Bytes of the body that Mayfly sends at once; the rest follows later.
const FIRST_PART_BYTES: usize = 24 << 10;
const SECOND_PART_DELAY: Duration = Duration::from_millis(50);
/// How often the processor time of a page is looked at.
const CHECK_INTERVAL: Duration = Duration::from_millis(200);
/// How long a page may take on a busy machine.
const SILENCE_LIMIT: Duration = Duration::from_secs(120);
/// How long a browser may take to ask for its first document.
const START_LIMIT: Duration = Duration::from_secs(60);

/// Shows one document after the other in a frame like that of a message.
///
/// "Answers" is when the page has drawn three frames after the document was loaded: its layout and painting are over.
/// The width then changes to that of the narrowest and of a wide window.
const PAGE: &str = r#"<!DOCTYPE html><meta charset="utf-8"><title>layout</title>
<style>body{margin:0}iframe{border:0;height:820px;display:block}</style><body><script>
const frames = (n) => new Promise((done) => {
  const next = () => (n-- > 0 ? requestAnimationFrame(next) : done());
  next();
});
const show = async (id) => {
  const frame = document.createElement('iframe');
  frame.sandbox = 'allow-popups';
  frame.style.width = '700px';
  await fetch('/phase/' + id);
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
  let waiting = 30;
  const force = () => waiting-- > 0 && requestAnimationFrame(force);
  frame.src = '/document/' + id;
  document.body.replaceChildren(frame);
  force();
  await loaded;
  waiting = 0;
  await frames(3);
  await fetch('/phase/' + id);
  for (const width of ['380px', '1000px']) {
    frame.style.width = width;
    await frames(3);
    await fetch('/phase/' + id);
  }
  frame.remove();
  await frames(1);
  await fetch('/done/' + id);
};
(async () => {
  for (;;) {
    const id = await (await fetch('/next')).text();
    if (id) await show(id);
  }
})();
</script>"#;

/// How long the engine was busy with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BrowserBusyTime {
    /// Milliseconds of processor time on the page's main thread until the page answered after the load, and after each
    /// of two changes of width.
    Answered([u64; 3]),
    /// It did not answer within the limit.
    TimedOut,
}

impl BrowserBusyTime {
    /// The longest of the three, in milliseconds.
    pub(crate) fn longest_time_ms(self) -> Option<u64> {
        match self {
            Self::Answered(times) => times.into_iter().max(),
            Self::TimedOut => None,
        }
    }
}

/// The current document and what is measured of it, shared with the server that the browser loads from.
#[derive(Default)]
struct BrowserLayoutTimingState {
    /// The number of the current document.
    current: usize,
    document: Arc<String>,
    /// Whether the browser has asked for the current document.
    is_taken: bool,
    /// Whether the browser waits for a document.
    is_ready: bool,
    /// The processor time of the page at the start and at the end of each phase, in nanoseconds.
    phase_ends: Vec<u64>,
    times: Option<[u64; 3]>,
    /// The process group of the browser.
    process_group: u32,
}

type SharedLayoutMeasurementState = Arc<(Mutex<BrowserLayoutTimingState>, Condvar)>;

/// A browser with its display and the server that it loads from.
pub(crate) struct BrowserProcess {
    shared: SharedLayoutMeasurementState,
    port: u16,
    home: PathBuf,
    display: String,
    _display_server: ProcessGroup,
    browser: Option<ProcessGroup>,
}

impl BrowserProcess {
    /// Starts a display and a browser. `home` is an empty folder for the browser's files.
    pub(crate) fn start(home: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&home)?;
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let shared = SharedLayoutMeasurementState::default();
        let served = Arc::clone(&shared);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let served = Arc::clone(&served);
                thread::spawn(move || {
                    // The browser may be killed while it is served.
                    let _ = answer_request(connection, &served);
                });
            }
        });
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]).stdout(Stdio::piped());
        let mut display_server = ProcessGroup::spawn(&mut command)?;
        let mut number = String::new();
        if let Some(output) = display_server.0.stdout.take() {
            BufReader::new(output).read_line(&mut number)?;
        }
        let display = format!(":{}", number.trim());
        Ok(Self { shared, port, home, display, _display_server: display_server, browser: None })
    }

    /// Loads a document and measures how long the engine is busy with it, at most `limit` of processor time: what other
    /// programs take does not count.
    pub(crate) fn measure_document_load_time(
        &mut self,
        document: &str,
        limit: Duration,
    ) -> io::Result<BrowserBusyTime> {
        self.ensure_browser()?;
        let (mutex, changed) = &*self.shared;
        let mut state = lock(mutex);
        state.current += 1;
        state.document = Arc::new(document.to_owned());
        state.is_taken = false;
        state.times = None;
        state.phase_ends.clear();
        changed.notify_all();
        let used_before = page_processor_time(state.process_group);
        let end = Instant::now() + SILENCE_LIMIT;
        while state.times.is_none() {
            let used = page_processor_time(state.process_group).saturating_sub(used_before);
            if u128::from(used) >= limit.as_nanos() || Instant::now() > end {
                drop(state);
                self.browser = None;
                return Ok(BrowserBusyTime::TimedOut);
            }
            state = changed.wait_timeout(state, CHECK_INTERVAL).map_err(|_| poisoned_lock_error())?.0;
        }
        Ok(state.times.map_or(BrowserBusyTime::TimedOut, BrowserBusyTime::Answered))
    }

    /// Starts a browser where none is running, and waits until it asks for a document.
    fn ensure_browser(&mut self) -> io::Result<()> {
        if let Some(browser) = &mut self.browser
            && browser.0.try_wait()?.is_none()
        {
            return Ok(());
        }
        self.browser = None;
        let (mutex, changed) = &*self.shared;
        {
            let mut state = lock(mutex);
            state.is_ready = false;
            state.is_taken = true;
        }
        let mut command = Command::new(find_browser()?);
        command
            .args(["--geometry=1100x880", "--private"])
            .arg(format!("http://127.0.0.1:{}/", self.port))
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", &self.home)
            .env("DISPLAY", &self.display)
            .envs([
                ("GDK_BACKEND", "x11"),
                ("GDK_GL", "disable"),
                ("JSC_useDFGJIT", "0"),
                ("LANG", "C.UTF-8"),
                ("LIBGL_ALWAYS_SOFTWARE", "1"),
                ("NO_AT_BRIDGE", "1"),
                ("WEBKIT_DISABLE_COMPOSITING_MODE", "1"),
                ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
            ])
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let browser = ProcessGroup::spawn(&mut command)?;
        lock(mutex).process_group = browser.0.id();
        self.browser = Some(browser);
        let end = Instant::now() + START_LIMIT;
        let mut state = lock(mutex);
        while !state.is_ready {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(io::Error::new(io::ErrorKind::TimedOut, "the browser did not start"));
            }
            state = changed.wait_timeout(state, left).map_err(|_| poisoned_lock_error())?.0;
        }
        Ok(())
    }
}

/// A process in a group of its own, all of which is killed when this is dropped.
struct ProcessGroup(Child);

impl ProcessGroup {
    fn spawn(command: &mut Command) -> io::Result<Self> {
        command.stdin(Stdio::null()).process_group(0).spawn().map(Self)
    }
}

impl Drop for ProcessGroup {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.0.wait();
    }
}

fn poisoned_lock_error() -> io::Error {
    io::Error::other("a thread that served the browser panicked")
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// The small browser that comes with the packages for automation.
fn find_browser() -> io::Result<PathBuf> {
    let folders = fs::read_dir("/usr/lib")?.flatten().map(|entry| entry.path());
    let libexec = PathBuf::from("/usr/libexec");
    let found = folders.chain([libexec]).map(|folder| folder.join("webkit2gtk-4.1/MiniBrowser")).find(|p| p.exists());
    found.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "there is no webkit2gtk-4.1/MiniBrowser"))
}

fn answer_request(mut connection: TcpStream, shared: &SharedLayoutMeasurementState) -> io::Result<()> {
    let mut reader = BufReader::new(connection.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
    }
    let (mutex, changed) = &**shared;
    let mut parts = path.trim_start_matches('/').split('/');
    match parts.next() {
        Some("") => write_response(&mut connection, "text/html; charset=utf-8", PAGE.as_bytes()),
        Some("next") => {
            let mut state = lock(mutex);
            state.is_ready = true;
            changed.notify_all();
            while state.is_taken || state.times.is_some() || state.current == 0 {
                let waited = changed.wait_timeout(state, Duration::from_secs(20)).map_err(|_| poisoned_lock_error())?;
                state = waited.0;
                if waited.1.timed_out() {
                    drop(state);
                    return write_response(&mut connection, "text/plain", b"");
                }
            }
            state.is_taken = true;
            let id = state.current.to_string();
            drop(state);
            write_response(&mut connection, "text/plain", id.as_bytes())
        }
        Some("document") => {
            let document = Arc::clone(&lock(mutex).document);
            send_document_in_parts(&mut connection, &document)
        }
        Some(kind @ ("phase" | "done")) => {
            let id = parts.next().and_then(|id| id.parse::<usize>().ok());
            let mut state = lock(mutex);
            if id == Some(state.current) {
                if kind == "phase" {
                    let time = page_processor_time(state.process_group);
                    state.phase_ends.push(time);
                } else if let &[start, load, narrow, wide] = state.phase_ends.as_slice() {
                    let between = |from: u64, to: u64| to.saturating_sub(from) / 1_000_000;
                    state.times = Some([between(start, load), between(load, narrow), between(narrow, wide)]);
                    changed.notify_all();
                }
            }
            drop(state);
            write_response(&mut connection, "text/plain", b"")
        }
        _ => {
            connection.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?;
            wait_for_connection_close(&mut connection)
        }
    }
}

/// The processor time that the main threads of a browser's page processes have used, in nanoseconds.
fn page_processor_time(process_group: u32) -> u64 {
    let Ok(processes) = fs::read_dir("/proc") else { return 0 };
    let times = processes.flatten().filter_map(|process| {
        let path = process.path();
        let status = fs::read_to_string(path.join("stat")).ok()?;
        let (name, fields) = status.split_once('(')?.1.rsplit_once(')')?;
        // State, parent, process group.
        let group = fields.split_ascii_whitespace().nth(2)?;
        if !name.starts_with("WebKitWebProc") || group != process_group.to_string() {
            return None;
        }
        fs::read_to_string(path.join("schedstat")).ok()?.split(' ').next()?.parse::<u64>().ok()
    });
    times.sum()
}

fn write_response(connection: &mut TcpStream, kind: &str, body: &[u8]) -> io::Result<()> {
    write!(
        connection,
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nCache-Control: no-store\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    connection.write_all(body)?;
    wait_for_connection_close(connection)
}

/// Sends a document as Mayfly does: the styles and a first part of the body, and the rest a moment later.
fn send_document_in_parts(connection: &mut TcpStream, document: &str) -> io::Result<()> {
    write!(
        connection,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        document.len()
    )?;
    let body = document.find("<body").unwrap_or(0);
    let first = document.floor_char_boundary(body + FIRST_PART_BYTES);
    connection.write_all(&document.as_bytes()[..first])?;
    if first < document.len() {
        connection.flush()?;
        thread::sleep(SECOND_PART_DELAY);
        connection.write_all(&document.as_bytes()[first..])?;
    }
    wait_for_connection_close(connection)
}

/// Waits for the other side to close the connection.
fn wait_for_connection_close(connection: &mut TcpStream) -> io::Result<()> {
    connection.flush()?;
    connection.shutdown(std::net::Shutdown::Write)?;
    connection.read_to_end(&mut Vec::new()).map(|_| ())
}
