//! The proxy that GIO names, and that of the environment variables.

use futures_util::future::BoxFuture;
use gtk::gio::{self, prelude::*};
use gtk::glib;
use mayfly_core::{EnvironmentProxyResolver, ProxyResolver};
use std::sync::Arc;
use std::time::Duration;
use tempmailg::{ProxyError, ProxyUrl};
use tokio::sync::Notify;

/// The time limit of a lookup: a script that chooses the proxy may have to be fetched first.
const LOOKUP_TIMEOUT: Duration = Duration::from_secs(10);

/// How long after the start GNOME's settings are watched; opening them would delay the first page.
const WATCH_DELAY: Duration = Duration::from_secs(5);

/// GNOME's settings, where each key is in the schema itself or in one of its children.
const GNOME_SCHEMAS: [&str; 4] = [
    "org.gnome.system.proxy",
    "org.gnome.system.proxy.http",
    "org.gnome.system.proxy.https",
    "org.gnome.system.proxy.socks",
];

/// Asks GIO, and the environment variables where GIO names no proxy.
#[derive(Default)]
pub(super) struct GioProxyResolver {
    changed: Arc<Notify>,
}

impl GioProxyResolver {
    /// Watches GNOME's settings from a little later on, on the main loop of GTK. The other desktops send no
    /// signal; their settings are read anew for each request all the same.
    pub(super) fn watch_gnome_settings_later(&self) {
        let changed = Arc::clone(&self.changed);
        glib::timeout_add_once(WATCH_DELAY, move || watch_gnome_settings(&changed));
    }
}

fn watch_gnome_settings(changed: &Arc<Notify>) {
    let source = gio::SettingsSchemaSource::default();
    let exists = |schema: &str| source.as_ref().is_some_and(|source| source.lookup(schema, true).is_some());
    for schema in GNOME_SCHEMAS.into_iter().filter(|schema| exists(schema)) {
        let (settings, changed) = (gio::Settings::new(schema), Arc::clone(changed));
        settings.connect_changed(None, move |_, _| changed.notify_one());
        // A key that was never read emits no signal.
        for key in settings.settings_schema().iter().flat_map(|schema| schema.list_keys()) {
            settings.value(&key);
        }
        // Watched until the program ends.
        std::mem::forget(settings);
    }
}

impl ProxyResolver for GioProxyResolver {
    fn resolve_proxy<'a>(&'a self, url: &'a str) -> BoxFuture<'a, Result<Option<ProxyUrl>, ProxyError>> {
        Box::pin(async move {
            match choose_first_usable_proxy(&look_up_proxies(url.to_owned()).await?)? {
                Some(proxy) => Ok(Some(proxy)),
                None => EnvironmentProxyResolver.resolve_proxy(url).await,
            }
        })
    }

    fn wait_for_change(&self) -> BoxFuture<'_, ()> {
        Box::pin(self.changed.notified())
    }
}

/// Returns the proxies that GIO names for a URL, the preferred one first.
async fn look_up_proxies(url: String) -> Result<Vec<String>, ProxyError> {
    let unavailable = |cause: &str| ProxyError::from_unavailable_settings(None, cause);
    let cancellable = gio::Cancellable::new();
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let thread = std::thread::Builder::new().name("mayfly-proxy".into());
    let thread = thread.spawn({
        let cancellable = cancellable.clone();
        move || {
            let found = gio::ProxyResolver::default().lookup(&url, Some(&cancellable));
            let found = found.map(|urls| urls.iter().map(ToString::to_string).collect::<Vec<_>>());
            // After the timeout the receiver is gone, and a late result is dropped.
            let _ = sender.send(found.map_err(|error| error.to_string()));
        }
    });
    thread.map_err(|error| unavailable(&error.to_string()))?;
    match tokio::time::timeout(LOOKUP_TIMEOUT, receiver).await {
        Ok(Ok(found)) => found.map_err(|cause| unavailable(&cause)),
        Ok(Err(_)) => Err(unavailable("GIO failed")),
        Err(_) => {
            cancellable.cancel();
            Err(unavailable("the desktop did not answer in time"))
        }
    }
}

/// Chooses the first proxy that can be used. A direct connection is chosen only if it comes first: one after a
/// proxy is meant for when the proxy fails, and would go past it.
fn choose_first_usable_proxy(urls: &[String]) -> Result<Option<ProxyUrl>, ProxyError> {
    let mut unusable = None;
    for url in urls {
        match ProxyUrl::parse(url) {
            // What GNOME's resolver returns where nothing runs the script that chooses the proxy: `use-proxy:`.
            _ if !url.contains("://") => {
                let cause = "the script that chooses the proxy can't be run";
                unusable = unusable.or(Some(ProxyError::from_unavailable_settings(None, cause)));
            }
            Ok(proxy) => return Ok(Some(proxy)),
            Err(_) if url.starts_with("direct:") && unusable.is_none() => return Ok(None),
            Err(_) if url.starts_with("direct:") => {}
            Err(error) => unusable = unusable.or(Some(ProxyError::from_invalid_url(url, error))),
        }
    }
    Err(unusable.unwrap_or_else(|| ProxyError::from_unavailable_settings(None, "the desktop names no way")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead as _, BufReader};
    use std::path::Path;
    use std::process::{Child, Command, Stdio};
    use std::sync::atomic::{AtomicU16, Ordering};
    use std::time::Instant;
    use tempmailg::ProxyFailure;

    #[test]
    fn first_usable_proxy_is_chosen_and_none_is_passed_by() {
        for (urls, expected) in [
            (&["direct://"][..], Ok(None)),
            (&["direct://", "http://proxy.example:3128"], Ok(None)),
            (&["http://proxy.example:3128", "direct://"], Ok(Some("http://proxy.example:3128"))),
            (
                &["socks5://p.example:9", "socks4a://p.example:9", "socks4://p.example:9"],
                Ok(Some("socks5://p.example:9")),
            ),
            (&["socks4://p.example:9", "http://q.example:1"], Ok(Some("http://q.example:1"))),
            (&["socks4://p.example:9", "direct://"], Err("socks4://p.example")),
            (&["use-proxy:"], Err("")),
            (&["http://me:hunter2@p.example:port"], Err("http://p.example")),
            (&[], Err("")),
        ] {
            let urls: Vec<_> = urls.iter().map(|url| (*url).to_owned()).collect();
            let chosen = choose_first_usable_proxy(&urls);
            match (&chosen, expected) {
                (Ok(chosen), Ok(expected)) => {
                    assert_eq!(chosen.as_ref().map(ToString::to_string).as_deref(), expected)
                }
                (Err(error), Err(name)) => assert_eq!(error.proxy_address().unwrap_or_default(), name),
                _ => panic!("{urls:?}: {chosen:?}"),
            }
        }
    }

    /// Runs the test of this name in a child process, in a desktop session with these GSettings and these additional
    /// environment variables.
    fn run_test_with_gsettings(test: &str, settings: &str, variables: &[(&str, &str)]) {
        let folder = tempfile::tempdir().unwrap();
        let keyfile = folder.path().join("glib-2.0/settings/keyfile");
        std::fs::create_dir_all(keyfile.parent().unwrap()).unwrap();
        std::fs::write(&keyfile, settings).unwrap();
        let mut command = Command::new(std::env::current_exe().unwrap());
        for name in ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "no_proxy"] {
            command.env_remove(name);
        }
        command
            .args(["--exact", &format!("{}::{test}", module_path!().split_once("::").unwrap().1), "--nocapture"])
            .env(IN_SESSION, "1")
            .env("XDG_CONFIG_HOME", folder.path())
            .env("GSETTINGS_BACKEND", "keyfile")
            .env("XDG_CURRENT_DESKTOP", "GNOME")
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
            .envs(variables.iter().copied());
        let output = command.output().unwrap();
        let (text, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && text.contains("1 passed"), "{text}{errors}");
    }

    fn is_test_session_child() -> bool {
        std::env::var_os(IN_SESSION).is_some()
    }

    const IN_SESSION: &str = "MAYFLY_TEST_IN_SESSION";
    const SERVICE: &str = "https://v1.tempmailg.com/api";

    fn has_gnome_settings() -> bool {
        Path::new("/usr/share/glib-2.0/schemas/org.gnome.system.proxy.gschema.xml").exists()
    }

    /// Resolves until the result is as expected, while the main loop delivers changes of the settings.
    fn wait_for_expected_proxy(resolver: &GioProxyResolver, url: &str, expected: Option<&str>) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            while glib::MainContext::default().iteration(false) {}
            let found = runtime.block_on(resolver.resolve_proxy(url)).unwrap();
            let found = found.map(|proxy| proxy.to_string());
            if found.as_deref() == expected {
                return;
            }
            assert!(Instant::now() < deadline, "{url}: {found:?} instead of {expected:?}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Real GSettings, and GIO's resolver for GNOME.
    #[test]
    fn gnome_settings_with_their_exceptions_and_changes_are_followed() {
        if !is_test_session_child() {
            let settings = "[system/proxy]\nmode='manual'\nignore-hosts=['*.internal.example', '10.0.0.0/8']\n\
                            [system/proxy/https]\nhost='proxy.example'\nport=3128\n";
            if has_gnome_settings() {
                run_test_with_gsettings("gnome_settings_with_their_exceptions_and_changes_are_followed", settings, &[]);
            }
            return;
        }
        let resolver = GioProxyResolver::default();
        watch_gnome_settings(&resolver.changed);
        wait_for_expected_proxy(&resolver, SERVICE, Some("http://proxy.example:3128"));
        wait_for_expected_proxy(&resolver, "https://api.internal.example/api", None);
        wait_for_expected_proxy(&resolver, "https://10.1.2.3/api", None);

        let (all, https) =
            (gio::Settings::new("org.gnome.system.proxy"), gio::Settings::new("org.gnome.system.proxy.https"));
        let socks = gio::Settings::new("org.gnome.system.proxy.socks");
        https.set_string("host", "").unwrap();
        socks.set_string("host", "127.0.0.1").unwrap();
        socks.set_int("port", 9050).unwrap();
        wait_for_expected_proxy(&resolver, SERVICE, Some("socks5://127.0.0.1:9050"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let change = tokio::time::timeout(Duration::from_secs(5), resolver.wait_for_change());
            change.await.expect("the change was signalled");
        });

        // A script that nobody can run here: an error, not a direct connection.
        all.set_string("mode", "auto").unwrap();
        all.set_string("autoconfig-url", "http://127.0.0.1:9/proxy.pac").unwrap();
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            while glib::MainContext::default().iteration(false) {}
            match runtime.block_on(resolver.resolve_proxy(SERVICE)) {
                Err(error) => {
                    break assert!(matches!(error.failure(), ProxyFailure::SettingsUnavailable(_)), "{error:?}");
                }
                Ok(found) => assert!(found.is_some() && Instant::now() < deadline, "{found:?}"),
            }
        }

        all.set_string("mode", "none").unwrap();
        wait_for_expected_proxy(&resolver, SERVICE, None);
    }

    /// Whether libproxy can read KDE's settings here: by a plugin that asks KDE's own program.
    fn can_libproxy_read_kde_settings() -> bool {
        let has_plugin = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"]
            .iter()
            .filter_map(|folder| Path::new(folder).join("libproxy").read_dir().ok())
            .flat_map(|versions| versions.flatten())
            .any(|version| version.path().join("modules/config_kde.so").exists());
        has_plugin && Path::new("/usr/bin/kreadconfig5").exists()
    }

    /// KDE's file, read by libproxy, which GIO uses in a session of KDE.
    #[test]
    fn kde_settings_with_their_exceptions_and_changes_are_followed() {
        if !is_test_session_child() {
            if can_libproxy_read_kde_settings() {
                let variables =
                    [("XDG_CURRENT_DESKTOP", "KDE"), ("KDE_FULL_SESSION", "true"), ("KDE_SESSION_VERSION", "5")];
                run_test_with_gsettings("kde_settings_with_their_exceptions_and_changes_are_followed", "", &variables);
            }
            return;
        }
        let file = Path::new(&std::env::var_os("XDG_CONFIG_HOME").unwrap()).join("kioslaverc");
        let mut seconds = 0;
        // libproxy compares the times of the file by the second.
        let mut write = |settings: &str| {
            std::fs::write(&file, format!("[Proxy Settings]\n{settings}")).unwrap();
            seconds += 2;
            let modified = std::time::SystemTime::now() + Duration::from_secs(seconds);
            std::fs::File::options().append(true).open(&file).unwrap().set_modified(modified).unwrap();
        };
        write("ProxyType=1\nhttpsProxy=http://proxy.example 3128\nNoProxyFor=.internal.example\n");
        let resolver = GioProxyResolver::default();
        wait_for_expected_proxy(&resolver, SERVICE, Some("http://proxy.example:3128"));
        wait_for_expected_proxy(&resolver, "https://api.internal.example/api", None);
        write("ProxyType=1\nsocksProxy=socks://127.0.0.1 9050\n");
        wait_for_expected_proxy(&resolver, SERVICE, Some("socks5://127.0.0.1:9050"));
        write("ProxyType=0\nhttpsProxy=http://proxy.example 3128\n");
        wait_for_expected_proxy(&resolver, SERVICE, None);
    }

    #[test]
    fn environment_counts_where_the_desktop_sets_no_proxy() {
        if !is_test_session_child() {
            let variables = [("https_proxy", "socks5://127.0.0.1:9050"), ("no_proxy", "internal.example")];
            let test = "environment_counts_where_the_desktop_sets_no_proxy";
            run_test_with_gsettings(test, "[system/proxy]\nmode='none'\n", &variables);
            return;
        }
        let resolver = GioProxyResolver::default();
        wait_for_expected_proxy(&resolver, SERVICE, Some("socks5://127.0.0.1:9050"));
        wait_for_expected_proxy(&resolver, "https://api.internal.example/api", None);
    }

    /// The portal that gives a sandboxed program the proxy; the proxy for the service changes with every answer.
    struct StubPortal {
        answers: AtomicU16,
    }

    #[zbus::interface(name = "org.freedesktop.portal.ProxyResolver")]
    impl StubPortal {
        fn lookup(&self, uri: String) -> Vec<String> {
            match uri.as_str() {
                SERVICE => vec![format!("socks5://127.0.0.1:{}", 9050 + self.answers.fetch_add(1, Ordering::SeqCst))],
                _ => vec!["direct://".to_owned()],
            }
        }

        #[zbus(property, name = "version")]
        fn version(&self) -> u32 {
            1
        }
    }

    /// A session bus that ends with the test.
    struct TestSessionBus {
        daemon: Child,
        address: String,
    }

    impl TestSessionBus {
        fn start() -> Self {
            let mut command = Command::new("dbus-daemon");
            command.args(["--session", "--nofork", "--nopidfile", "--print-address"]).stdout(Stdio::piped());
            let mut daemon = command.spawn().expect("dbus-daemon is installed");
            let mut address = String::new();
            BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
            Self { daemon, address: address.trim().to_owned() }
        }
    }

    impl Drop for TestSessionBus {
        fn drop(&mut self) {
            let _ = self.daemon.kill();
            let _ = self.daemon.wait();
        }
    }

    #[test]
    fn portal_of_a_sandbox_is_asked_for_each_request() {
        if !is_test_session_child() {
            let bus = TestSessionBus::start();
            let _portal = zbus::blocking::connection::Builder::address(bus.address.as_str())
                .and_then(|builder| builder.name("org.freedesktop.portal.Desktop"))
                .and_then(|builder| {
                    builder.serve_at("/org/freedesktop/portal/desktop", StubPortal { answers: AtomicU16::new(0) })
                })
                .and_then(|builder| builder.build())
                .unwrap();
            let variables = [("GTK_USE_PORTAL", "1"), ("DBUS_SESSION_BUS_ADDRESS", bus.address.as_str())];
            run_test_with_gsettings("portal_of_a_sandbox_is_asked_for_each_request", "", &variables);
            return;
        }
        let resolver = GioProxyResolver::default();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let resolve = |url: &str| runtime.block_on(resolver.resolve_proxy(url)).unwrap().map(|proxy| proxy.to_string());
        assert_eq!(resolve(SERVICE).as_deref(), Some("socks5://127.0.0.1:9050"));
        assert_eq!(resolve("https://api.internal.example/api"), None);
        assert_eq!(resolve(SERVICE).as_deref(), Some("socks5://127.0.0.1:9051"));
    }
}
