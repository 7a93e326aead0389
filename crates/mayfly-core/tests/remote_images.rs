//! Remote images: which hosts are contacted, what a request contains, and which responses are accepted. The tests use
//! real sockets and real TLS; only the DNS answers are scripted.

#![allow(clippy::unwrap_used, reason = "a test")]

mod support;
#[path = "support/test_internet.rs"]
mod test_internet;

use mayfly_core::view::{Change, MessageId, MessageView, RemoteImagesSetting, SenderImageRule, SettingsPatch};
use mayfly_core::{Core, CoreEnvironment, RemoteImageError, SystemClock};
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;
use support::TestCore;
use tempmailg_sandbox::Mail;
use test_internet::{PNG, Reply, TestInternet};

const SENDER: &str = "news@harbour.example";

/// A signed-in core with an inbox, on a [`TestInternet`].
struct RemoteImageFixture {
    internet: TestInternet,
    test: TestCore,
    inbox: mayfly_core::view::InboxView,
}

impl RemoteImageFixture {
    async fn new() -> Self {
        let internet = TestInternet::start().await;
        let mut test = TestCore::signed_out().await;
        test.core = start_core(&test, &internet).await;
        test.core.sign_in(support::API_KEY, Some(test.sandbox.base_url())).await.unwrap();
        let inbox = test.core.create_inbox().await.unwrap();
        Self { internet, test, inbox }
    }

    fn core(&self) -> &Core {
        &self.test.core
    }

    /// Receives a message with these images, in this order, and returns its identifier.
    async fn receive_mail_with_images(&self, sender: &str, urls: &[String]) -> MessageId {
        let mut html = String::from("<p>Words.</p>");
        for url in urls {
            let _ = write!(html, "<img src=\"{url}\" alt=\"\">");
        }
        let mail = Mail::new_html("Pictures", &html).from("Harbour News", sender);
        self.test.deliver_and_fetch_mail(&self.inbox, mail).await.id
    }

    /// Receives a message from [`SENDER`] with these images, shows them, and returns its identifier.
    async fn receive_with_images_shown(&self, urls: &[&str]) -> MessageId {
        let urls: Vec<_> = urls.iter().map(|url| (*url).to_owned()).collect();
        let id = self.receive_mail_with_images(SENDER, &urls).await;
        self.core().show_remote_images(&id, false).await.unwrap();
        id
    }

    /// Receives a message with this image alone, shows it, and returns its media type.
    async fn fetch_image(&self, url: &str) -> Result<&'static str, RemoteImageError> {
        let id = self.receive_with_images_shown(&[url]).await;
        self.core().load_remote_message_image(&id, 0).await.map(|image| image.media_type)
    }
}

async fn start_core(test: &TestCore, internet: &TestInternet) -> Core {
    // One core at a time can lock the data folder.
    test.core.shut_down(None).await;
    let environment = CoreEnvironment {
        data_folder: test.folder.path().join("data"),
        clock: Arc::new(SystemClock),
        secrets: Arc::<mayfly_core::InMemorySecretStore>::clone(&test.secrets),
        localisation: mayfly_core::Localisation::default(),
    };
    let core = Core::builder(environment).image_fetch_environment(Arc::new(internet.test_network())).start();
    core.wait_until_accounts_open().await;
    core
}

fn example_image_url(path: &str) -> String {
    format!("https://images.example{path}")
}

fn images_shown_and_always(view: &MessageView) -> (bool, bool) {
    (view.images_shown, view.images_always)
}

#[tokio::test]
async fn image_is_fetched_only_after_permission_and_then_cached_in_memory() {
    let reader = RemoteImageFixture::new().await;
    reader.internet.set_reply("/a.png", Reply::Body("image/png", PNG.to_vec()));
    let id = reader
        .receive_mail_with_images(SENDER, &[example_image_url("/a.png"), example_image_url("/wf/open?upn=1")])
        .await;

    let view = reader.core().read_message(&id).await.unwrap();
    assert_eq!((view.remote_images, view.trackers, images_shown_and_always(&view)), (2, 1, (false, false)));
    assert!(!reader.core().render_message_document(&id).await.unwrap().contains("<img src"));
    assert_eq!(reader.core().load_remote_message_image(&id, 0).await, Err(RemoteImageError::NotAllowed));
    assert_eq!((reader.internet.dns_lookups().len(), reader.internet.connection_count()), (0, 0));

    let view = reader.core().show_remote_images(&id, false).await.unwrap();
    assert_eq!(images_shown_and_always(&view), (true, false));
    let document = reader.core().render_message_document(&id).await.unwrap();
    assert!(document.contains(&format!("<img src=\"/{id}/image/0\"")), "{document}");
    assert!(!document.contains("/image/1"), "the tracker is not in the document");
    let shown = reader.core().load_remote_message_image(&id, 0).await.unwrap();
    assert_eq!((shown.media_type, shown.bytes.as_ref()), ("image/png", PNG));

    // From then on it comes from the cache, and the server is not contacted.
    reader.internet.set_reply("/a.png", Reply::Status("500 Gone wrong", String::new()));
    assert_eq!(reader.core().load_remote_message_image(&id, 0).await.unwrap(), shown);
    assert_eq!(
        reader.core().load_remote_message_image(&id, 1).await,
        Err(RemoteImageError::UnknownImage),
        "a tracker is never fetched"
    );
    assert_eq!(reader.core().load_remote_message_image(&id, 2).await, Err(RemoteImageError::UnknownImage));
    assert_eq!(
        reader.core().load_remote_message_image(&"unknown".into(), 0).await,
        Err(RemoteImageError::UnknownImage)
    );
    assert_eq!(reader.internet.request_paths(), ["/a.png"]);

    let view = reader.core().block_remote_images(&id).await.unwrap();
    assert_eq!(images_shown_and_always(&view), (false, false));
    assert_eq!(reader.core().load_remote_message_image(&id, 0).await, Err(RemoteImageError::NotAllowed));
    assert!(support::find_files_containing(reader.test.folder.path(), PNG).is_empty(), "no image is on the disk");
}

#[tokio::test]
async fn with_images_shown_by_default_trackers_and_blocked_senders_stay_blocked() {
    let mut reader = RemoteImageFixture::new().await;
    let images_patch = |images| SettingsPatch { remote_images: Some(images), ..SettingsPatch::default() };
    let shown = |view: &MessageView| (view.images_shown, view.images_always, view.images_by_default);
    reader.internet.set_reply("/a.png", Reply::Body("image/png", PNG.to_vec()));
    let images = [example_image_url("/a.png"), example_image_url("/wf/open?upn=1")];
    let id = reader.receive_mail_with_images(SENDER, &images).await;
    let other = reader.receive_mail_with_images("other@harbour.example", &images).await;
    let nameless = reader.receive_mail_with_images("", &images).await;
    reader.core().update_settings(images_patch(RemoteImagesSetting::Show)).await.unwrap();
    let view = reader.core().read_message(&id).await.unwrap();
    assert_eq!((shown(&view), view.trackers), ((true, false, true), 1));
    assert!(reader.core().render_message_document(&id).await.unwrap().contains(&format!("<img src=\"/{id}/image/0\"")));
    assert_eq!(reader.core().load_remote_message_image(&id, 0).await.unwrap().bytes.as_ref(), PNG);
    assert_eq!(
        reader.core().load_remote_message_image(&id, 1).await,
        Err(RemoteImageError::UnknownImage),
        "a tracker is never fetched"
    );
    assert_eq!(reader.internet.request_paths(), ["/a.png"]);

    // The rule blocks this sender only, and survives a restart.
    let view = reader.core().block_remote_images(&id).await.unwrap();
    assert_eq!(shown(&view), (false, false, false));
    assert_eq!(reader.core().load_remote_message_image(&id, 0).await, Err(RemoteImageError::NotAllowed));
    assert_eq!(shown(&reader.core().read_message(&other).await.unwrap()), (true, false, true));
    let never = SenderImageRule { address: SENDER.into(), allowed: false };
    assert_eq!(reader.core().list_sender_image_rules().await.unwrap(), std::slice::from_ref(&never));
    // A sender without an address has no rule: this message alone is blocked.
    let view = reader.core().block_remote_images(&nameless).await.unwrap();
    assert_eq!(shown(&view), (false, false, false));
    reader.test.core = start_core(&reader.test, &reader.internet).await;
    assert_eq!(shown(&reader.core().read_message(&id).await.unwrap()), (false, false, false));
    assert_eq!(shown(&reader.core().read_message(&nameless).await.unwrap()), (true, false, true));
    // Shown once, then blocked again.
    assert_eq!(shown(&reader.core().show_remote_images(&id, false).await.unwrap()), (true, false, false));
    assert_eq!(shown(&reader.core().block_remote_images(&id).await.unwrap()), (false, false, false));

    // With the setting back to blocked, messages without a rule are blocked.
    reader.core().show_remote_images(&other, true).await.unwrap();
    reader.core().update_settings(images_patch(RemoteImagesSetting::Block)).await.unwrap();
    for (id, expected) in [(&id, false), (&other, true), (&nameless, false)] {
        assert_eq!(reader.core().read_message(id).await.unwrap().images_shown, expected);
    }
    let always = SenderImageRule { address: "other@harbour.example".into(), allowed: true };
    assert_eq!(reader.core().list_sender_image_rules().await.unwrap(), [never, always]);
    reader.core().remove_sender_image_rule(SENDER).await.unwrap();
    assert_eq!(reader.core().list_sender_image_rules().await.unwrap().len(), 1);
    reader.core().clear_sender_image_rules().await.unwrap();
    assert_eq!(reader.core().list_sender_image_rules().await.unwrap(), []);
    assert!(!reader.core().read_message(&other).await.unwrap().images_shown);
    reader.core().update_settings(images_patch(RemoteImagesSetting::Show)).await.unwrap();
    assert_eq!(
        shown(&reader.core().read_message(&id).await.unwrap()),
        (true, false, true),
        "a removed rule leaves the sender to the setting"
    );
}

#[tokio::test]
async fn image_request_contains_no_cookie_no_referrer_and_no_app_name() {
    let reader = RemoteImageFixture::new().await;
    let hop = "Location: https://other.example/b.png\r\n".to_owned();
    reader.internet.set_reply("/a.png?q=1", Reply::Status("302 Found", hop));
    reader.internet.set_reply("/b.png", Reply::Body("image/png", PNG.to_vec()));
    reader.fetch_image(&example_image_url("/a.png?q=1#part")).await.unwrap();
    // Every reply sets a cookie: the next request must not contain it.
    reader.internet.set_reply("/c.png", Reply::Body("image/png", PNG.to_vec()));
    reader.fetch_image(&example_image_url("/c.png")).await.unwrap();

    let heads = reader.internet.request_heads();
    assert_eq!(reader.internet.request_paths(), ["/a.png?q=1", "/b.png", "/c.png"]);
    for head in &heads {
        let mut names: Vec<_> = head.lines().skip(1).filter_map(|line| Some(line.split_once(':')?.0)).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent"], "{head}");
        assert!(head.contains("user-agent: mozilla/5.0\r\n"), "{head}");
        assert!(!head.contains("mayfly") && !head.contains(support::API_KEY) && !head.contains("rust"), "{head}");
    }
}

#[tokio::test]
async fn responses_that_are_no_image_or_exceed_a_limit_are_refused() {
    let reader = RemoteImageFixture::new().await;
    let png = |width: u32, height: u32| [&PNG[..16], &width.to_be_bytes(), &height.to_be_bytes(), &PNG[24..]].concat();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>".to_vec();
    let html = b"<!DOCTYPE html><script>1</script>".to_vec();
    let cases = [
        ("/png", Reply::Body("image/png", PNG.to_vec()), Ok("image/png")),
        ("/declared-as-another", Reply::Body("Image/JPEG; q=1", PNG.to_vec()), Ok("image/png")),
        ("/svg", Reply::Body("image/svg+xml", svg.clone()), Err(RemoteImageError::NotAnImage)),
        ("/svg-as-png", Reply::Body("image/png", svg), Err(RemoteImageError::NotAnImage)),
        ("/html-as-png", Reply::Body("image/png", html), Err(RemoteImageError::NotAnImage)),
        ("/png-as-html", Reply::Body("text/html", PNG.to_vec()), Err(RemoteImageError::NotAnImage)),
        ("/nothing", Reply::Body("image/png", Vec::new()), Err(RemoteImageError::NotAnImage)),
        ("/one-by-one", Reply::Body("image/png", png(1, 1)), Err(RemoteImageError::TrackingPixel)),
        ("/two-by-one", Reply::Body("image/png", png(2, 1)), Err(RemoteImageError::TrackingPixel)),
        ("/bomb", Reply::Body("image/png", png(60_000, 60_000)), Err(RemoteImageError::TooManyPixels)),
        ("/wide", Reply::Body("image/png", png(8193, 1)), Err(RemoteImageError::TooManyPixels)),
        ("/large", Reply::Body("image/png", [PNG, &[0; 30 << 20]].concat()), Err(RemoteImageError::TooManyBytes)),
        ("/endless", Reply::Endless, Err(RemoteImageError::TooManyBytes)),
        ("/missing", Reply::Status("404 Not Found", String::new()), Err(RemoteImageError::RefusedByServer)),
        ("/error", Reply::Status("500 Wrong", String::new()), Err(RemoteImageError::RefusedByServer)),
        (
            "/login",
            Reply::Status("401 No", "WWW-Authenticate: Basic\r\n".into()),
            Err(RemoteImageError::RefusedByServer),
        ),
        ("/nowhere", Reply::Status("302 Found", String::new()), Err(RemoteImageError::RefusedByServer)),
    ];
    for (path, reply, expected) in cases {
        reader.internet.set_reply(path, reply);
        assert_eq!(reader.fetch_image(&example_image_url(path)).await, expected, "{path}");
    }
    // Until the server notices the closed connection, it sends no more than the socket buffers hold.
    while reader.internet.active_requests() > 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(
        reader.internet.endless_bytes_sent() < 25 << 20,
        "an endless image is cut off: {}",
        reader.internet.endless_bytes_sent()
    );
}

#[tokio::test]
async fn permanently_refused_image_is_not_requested_again() {
    let reader = RemoteImageFixture::new().await;
    reader.internet.set_reply("/a", Reply::Body("text/html", Vec::new()));
    for _ in 0..2 {
        assert_eq!(reader.fetch_image(&example_image_url("/a")).await, Err(RemoteImageError::NotAnImage));
    }
    assert_eq!(reader.internet.request_paths(), ["/a"]);
}

#[tokio::test]
async fn slow_image_times_out_and_can_be_fetched_later() {
    let reader = RemoteImageFixture::new().await;
    for (path, reply) in [
        ("/silent", Reply::Silent),
        ("/stops", Reply::Slow(Duration::from_secs(60))),
        // Never exceeds the idle timeout, and never ends.
        ("/drips", Reply::Slow(Duration::from_millis(100))),
    ] {
        reader.internet.set_reply(path, reply);
        // The replies are longer than the time limits, or endless.
        assert_eq!(reader.fetch_image(&example_image_url(path)).await, Err(RemoteImageError::Timeout), "{path}");
    }
    reader.internet.set_reply("/silent", Reply::Body("image/png", PNG.to_vec()));
    assert_eq!(reader.fetch_image(&example_image_url("/silent")).await, Ok("image/png"));
}

#[tokio::test]
async fn event_with_the_number_of_missing_images_is_emitted() {
    let reader = RemoteImageFixture::new().await;
    reader.internet.set_reply("/there", Reply::Body("image/png", PNG.to_vec()));
    reader.internet.set_reply("/away", Reply::Slow(Duration::from_secs(60)));
    reader.internet.set_reply("/words", Reply::Body("text/html", b"Words.".to_vec()));
    let urls = [example_image_url("/there"), example_image_url("/away"), example_image_url("/words")];
    let id = reader.receive_with_images_shown(&urls.each_ref().map(String::as_str)).await;
    let (_, mut events) = reader.core().subscribe_with_snapshot().await.unwrap();
    let mut missing_count_after = async |number| {
        let _ = reader.core().load_remote_message_image(&id, number).await;
        let mut missing_count = None;
        while let Ok(event) = events.try_recv() {
            if let Change::ImagesMissing { message_id, count } = event.change {
                assert_eq!(message_id, id);
                missing_count = Some(count);
            }
        }
        missing_count
    };
    assert_eq!(missing_count_after(0).await, None);
    assert_eq!(missing_count_after(1).await, Some(1));
    assert_eq!(missing_count_after(2).await, Some(2));
    assert_eq!(missing_count_after(2).await, Some(2), "emitted again, for a window that is new");
    reader.internet.set_reply("/away", Reply::Body("image/png", PNG.to_vec()));
    assert_eq!(missing_count_after(1).await, Some(2), "nothing is fetched again before the message is opened again");
    reader.core().render_message_document(&id).await.unwrap();
    assert_eq!(missing_count_after(1).await, Some(1), "the image is no longer missing");
}

#[tokio::test]
async fn all_images_are_fetched_at_opening_and_none_later() {
    let reader = RemoteImageFixture::new().await;
    for path in ["/shown", "/hidden", "/again"] {
        reader.internet.set_reply(path, Reply::Body("image/png", PNG.to_vec()));
    }
    reader.internet.set_reply("/away", Reply::Slow(Duration::from_secs(60)));
    let html = "<style>.wide{display:none}@media (min-width:800px){.wide{display:block}}
        @media (prefers-color-scheme:dark){p{background:url(https://images.example/dark)}}
        a:hover{background:url(https://images.example/hover)}</style>
        <p><img src='https://images.example/shown'><a href='https://harbour.example/'>Words</a></p>
        <div class=wide style='background:url(https://images.example/hidden)'>
        <img src='https://images.example/away'></div><details><img src='https://images.example/again'></details>";
    let mail = Mail::new_html("Pictures", html).from("Harbour News", SENDER);
    let id = reader.test.deliver_and_fetch_mail(&reader.inbox, mail).await.id;
    let view = reader.core().show_remote_images(&id, false).await.unwrap();
    assert_eq!(view.remote_images, 4, "images of rules that apply only sometimes are never fetched");
    assert_eq!(reader.internet.connection_count(), 0, "nothing is fetched before the message is opened");
    let requests = || {
        let mut paths = reader.internet.request_paths();
        paths.sort_unstable();
        paths
    };

    // The document alone, with no request of the web view for an image.
    let document = reader.core().render_message_document(&id).await.unwrap();
    while requests().len() < 4 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(requests(), ["/again", "/away", "/hidden", "/shown"]);

    // Whatever the web view asks for afterwards is answered from memory, or with the failure at the opening.
    let numbers: Vec<u32> = (0..20).filter(|number| document.contains(&format!("/image/{number}"))).collect();
    assert_eq!(numbers.len(), 4);
    for _ in 0..3 {
        for &number in &numbers {
            let is_away = document.find(&format!("src=\"/{id}/image/{number}\"")).is_some_and(|at| {
                let div = document.find("<div class=\"wide\"").unwrap();
                at > div && at < document.find("<details").unwrap()
            });
            let expected = if is_away { Err(RemoteImageError::Timeout) } else { Ok(()) };
            assert_eq!(reader.core().load_remote_message_image(&id, number).await.map(|_| ()), expected, "{number}");
        }
        reader.core().message_print_document(&id, false).await.unwrap();
    }
    assert_eq!(requests().len(), 4);

    // Opened again, only what failed is requested again.
    reader.core().render_message_document(&id).await.unwrap();
    while requests().len() < 5 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(requests(), ["/again", "/away", "/away", "/hidden", "/shown"]);
}

#[tokio::test]
async fn blocking_images_stops_their_fetch() {
    let reader = RemoteImageFixture::new().await;
    let urls: Vec<_> = (0..10).map(|number| example_image_url(&format!("/{number}"))).collect();
    for number in 0..10 {
        reader.internet.set_reply(&format!("/{number}"), Reply::Held);
    }
    let id = reader.receive_mail_with_images(SENDER, &urls).await;
    reader.core().show_remote_images(&id, false).await.unwrap();
    reader.core().render_message_document(&id).await.unwrap();
    while reader.internet.active_requests() < 4 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    reader.core().block_remote_images(&id).await.unwrap();
    // The server sends what it held; were the fetch still under way, it would go on to the other images.
    reader.internet.held_replies.add_permits(10);
    while reader.internet.active_requests() > 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(reader.core().load_remote_message_image(&id, 9).await, Err(RemoteImageError::NotAllowed));
    assert_eq!(reader.internet.request_heads().len(), 4);
}

#[tokio::test]
async fn only_public_https_addresses_are_contacted() {
    let reader = RemoteImageFixture::new().await;
    let private_listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = private_listener.local_addr().unwrap().port();
    let address = |text: &str| format!("{text}:{port}").parse().unwrap();
    for (name, answer) in [
        ("loopback.example", &[address("127.0.0.1")][..]),
        ("mapped.example", &[address("[::ffff:127.0.0.1]")]),
        ("private.example", &[address("192.168.1.1"), address("10.0.0.1")]),
        ("metadata.example", &[address("169.254.169.254")]),
        ("six.example", &[address("[::1]"), address("[fe80::1]"), address("[fd00::1]")]),
    ] {
        reader.internet.set_dns_answers(name, &[answer]);
        assert_eq!(
            reader.fetch_image(&format!("https://{name}/a.png")).await,
            Err(RemoteImageError::NotPublicAddress),
            "{name}"
        );
    }
    for (url, expected) in [
        ("http://images.example/a.png".to_owned(), RemoteImageError::NotHttps),
        (format!("https://127.0.0.1:{port}/a.png"), RemoteImageError::NotPublicAddress),
        // Also the server that counts as public, unless a host name resolves to it.
        (format!("https://{}/a.png", reader.internet.address), RemoteImageError::NotPublicAddress),
        ("https://127.0.0.1/a.png".to_owned(), RemoteImageError::NotPublicAddress),
        ("https://[::ffff:127.0.0.1]/a.png".to_owned(), RemoteImageError::NotPublicAddress),
        ("https://localhost/a.png".to_owned(), RemoteImageError::NotPublicAddress),
        ("https://images.example:8443/a.png".to_owned(), RemoteImageError::NotPublicAddress),
        ("https://nowhere.example/a.png".to_owned(), RemoteImageError::Network),
    ] {
        assert_eq!(reader.fetch_image(&url).await, Err(expected), "{url}");
    }
    assert_eq!(reader.internet.connection_count(), 0);
    let reached = tokio::time::timeout(Duration::from_millis(300), private_listener.accept()).await;
    assert!(reached.is_err(), "something connected to this computer");
}

#[tokio::test]
async fn system_network_allows_no_loopback_address() {
    let internet = TestInternet::start().await;
    // A core with the system's network, as in the app.
    let test = TestCore::signed_in().await;
    let inbox = test.core.create_inbox().await.unwrap();
    let html = format!("<img src='https://{}/a.png'><img src='https://localhost/b.png'>", internet.address);
    let id = test.deliver_and_fetch_mail(&inbox, Mail::new_html("Pictures", &html)).await.id;
    test.core.show_remote_images(&id, false).await.unwrap();
    for number in [0, 1] {
        assert_eq!(test.core.load_remote_message_image(&id, number).await, Err(RemoteImageError::NotPublicAddress));
    }
    assert_eq!(internet.connection_count(), 0);
}

#[tokio::test]
async fn redirects_are_limited_and_each_target_is_checked() {
    let reader = RemoteImageFixture::new().await;
    let private_listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    reader.internet.set_dns_answers("private.example", &[&[private_listener.local_addr().unwrap()]]);
    reader.internet.set_reply("/end", Reply::Body("image/png", PNG.to_vec()));
    let to = |location: &str| Reply::Status("302 Found", format!("Location: {location}\r\n"));
    for (path, location, expected) in [
        ("/there", "https://other.example/end", Ok("image/png")),
        ("/relative", "end", Ok("image/png")),
        ("/once-more", "/there", Ok("image/png")),
        ("/thrice", "/once-more", Ok("image/png")),
        ("/four-times", "/thrice", Err(RemoteImageError::TooManyRedirects)),
        ("/loop", "/loop", Err(RemoteImageError::TooManyRedirects)),
        ("/private", "https://private.example/end", Err(RemoteImageError::NotPublicAddress)),
        ("/loopback", "https://127.0.0.1/end", Err(RemoteImageError::NotPublicAddress)),
        ("/plain", "http://images.example/end", Err(RemoteImageError::NotHttps)),
        ("/file", "file:///etc/hostname", Err(RemoteImageError::NotHttps)),
        ("/data", "data:image/png;base64,AAAA", Err(RemoteImageError::NotHttps)),
        ("/with-password", "https://a:b@images.example/end", Err(RemoteImageError::NotPublicAddress)),
        ("/nonsense", "https://", Err(RemoteImageError::NotPublicAddress)),
    ] {
        reader.internet.set_reply(path, to(location));
        assert_eq!(reader.fetch_image(&example_image_url(path)).await, expected, "{path}");
    }
    assert!(reader.internet.request_paths().iter().filter(|path| *path == "/loop").count() <= 4);
    let reached = tokio::time::timeout(Duration::from_millis(300), private_listener.accept()).await;
    assert!(reached.is_err(), "a redirect led to this computer");
}

#[tokio::test]
async fn changing_dns_answers_cannot_reach_a_private_address() {
    let reader = RemoteImageFixture::new().await;
    let private_listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (public, private) = (reader.internet.address, private_listener.local_addr().unwrap());
    // First a public address, to pass a check; then the private one that is the target.
    reader.internet.set_dns_answers("rebinding.example", &[&[public], &[private]]);
    reader.internet.set_reply("/a", Reply::Body("image/png", PNG.to_vec()));
    assert_eq!(reader.fetch_image("https://rebinding.example/a").await, Ok("image/png"));
    assert_eq!(reader.internet.dns_lookups(), ["rebinding.example"], "resolved once, and connected to that address");

    // A public and a private address in one answer: the private one is not connected to.
    reader.internet.set_dns_answers("other.example", &[&[private, public]]);
    assert_eq!(reader.fetch_image("https://other.example/a").await, Ok("image/png"));
    let reached = tokio::time::timeout(Duration::from_millis(300), private_listener.accept()).await;
    assert!(reached.is_err(), "the private address was connected to");
}

#[tokio::test]
async fn at_most_four_images_are_fetched_concurrently_and_sixty_per_message() {
    let reader = RemoteImageFixture::new().await;
    let urls: Vec<_> = (0..70).map(|number| example_image_url(&format!("/{number}"))).collect();
    for number in 0..70 {
        reader.internet.set_reply(&format!("/{number}"), Reply::Held);
    }
    let id = reader.receive_mail_with_images(SENDER, &urls).await;
    reader.core().show_remote_images(&id, false).await.unwrap();
    let tasks: Vec<_> = (0..70)
        .chain(0..10) // The same image twice needs one request.
        .map(|number| {
            let (core, id) = (reader.core().clone(), id.clone());
            tokio::spawn(async move { core.load_remote_message_image(&id, number).await })
        })
        .collect();
    while reader.internet.active_requests() < 4 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    // Long enough for a fifth request to arrive, if one were sent.
    tokio::time::sleep(Duration::from_millis(200)).await;
    reader.internet.held_replies.add_permits(70);
    let mut shown = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => shown += 1,
            Err(error) => assert_eq!(error, RemoteImageError::UnknownImage),
        }
    }
    assert_eq!((shown, reader.internet.max_active_requests(), reader.internet.request_heads().len()), (70, 4, 60));
}

#[tokio::test]
async fn always_show_applies_to_the_sender_address_survives_a_restart_and_can_be_revoked() {
    let mut reader = RemoteImageFixture::new().await;
    reader.internet.set_reply("/a", Reply::Body("image/png", PNG.to_vec()));
    let first = reader.receive_mail_with_images("News@Harbour.example", &[example_image_url("/a")]).await;
    let second = reader.receive_mail_with_images(SENDER, &[example_image_url("/a")]).await;
    let other = reader.receive_mail_with_images("other@harbour.example", &[example_image_url("/a")]).await;
    let nameless = reader.receive_mail_with_images("", &[example_image_url("/a")]).await;
    let view = reader.core().show_remote_images(&first, true).await.unwrap();
    assert_eq!(images_shown_and_always(&view), (true, true));
    let view = reader.core().show_remote_images(&nameless, true).await.unwrap();
    assert_eq!(images_shown_and_always(&view), (true, false), "for a sender without an address, always has no effect");
    reader.core().show_remote_images(&other, false).await.unwrap();

    reader.test.core = start_core(&reader.test, &reader.internet).await;
    for (id, expected) in [(&first, true), (&second, true), (&other, false), (&nameless, false)] {
        let view = reader.core().read_message(id).await.unwrap();
        assert_eq!(
            images_shown_and_always(&view),
            (expected, expected),
            "only a rule for the sender survives a restart"
        );
    }
    reader.core().load_remote_message_image(&second, 0).await.unwrap();

    let view = reader.core().block_remote_images(&second).await.unwrap();
    assert_eq!(images_shown_and_always(&view), (false, false));
    assert_eq!(images_shown_and_always(&reader.core().read_message(&first).await.unwrap()), (false, false));
    assert_eq!(reader.core().load_remote_message_image(&first, 0).await, Err(RemoteImageError::NotAllowed));
}
