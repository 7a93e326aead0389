//! Images on other computers: who is asked, what is told, and what is believed. Everything goes over real
//! sockets and real TLS; only where names lead is the test's own.

#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "support/internet.rs"]
mod internet;
mod support;

use internet::{Internet, PNG, Reply};
use mayfly_core::view::{Change, ErrorCode, ImageSender, MessageView, RemoteImages, Settings};
use mayfly_core::{Config, Core, ImageError, SystemClock, TestNetwork};
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::{World, until_started};
use tempmailg_sandbox::Mail;

const SENDER: &str = "news@harbour.example";

/// A core on the small internet, signed in, with an inbox.
struct Reader {
    internet: Internet,
    world: World,
    inbox: mayfly_core::view::InboxView,
}

impl Reader {
    async fn new() -> Self {
        let internet = Internet::start().await;
        let mut world = World::new().await;
        world.core = start(&world, &internet).await;
        world.core.connect(support::KEY, Some(world.sandbox.base_url())).await.unwrap();
        let inbox = world.core.create_inbox().await.unwrap();
        Self { internet, world, inbox }
    }

    fn core(&self) -> &Core {
        &self.world.core
    }

    /// A message with these images, in this order.
    async fn receive_from(&self, sender: &str, urls: &[String]) -> String {
        let mut html = String::from("<p>Words.</p>");
        for url in urls {
            let _ = write!(html, "<img src=\"{url}\" alt=\"\">");
        }
        let mail = Mail::html("Pictures", &html).from("Harbour News", sender);
        self.world.receive(&self.inbox, mail).await.id
    }

    /// The same from the usual sender, its images shown.
    async fn receive_shown(&self, urls: &[&str]) -> String {
        let urls: Vec<_> = urls.iter().map(|url| (*url).to_owned()).collect();
        let id = self.receive_from(SENDER, &urls).await;
        self.core().show_remote_images(&id, false).await.unwrap();
        id
    }

    /// What becomes of the first image of a message that has only this one.
    async fn fetch(&self, url: &str) -> Result<&'static str, ImageError> {
        let id = self.receive_shown(&[url]).await;
        self.core().message_image(&id, 0).await.map(|image| image.media_type)
    }
}

async fn start(world: &World, internet: &Internet) -> Core {
    start_on(world, internet.network()).await
}

async fn start_on(world: &World, network: TestNetwork) -> Core {
    // One at a time keeps the folder.
    world.core.shut_down().await;
    let config = Config {
        data_folder: world.folder.path().join("data"),
        clock: Arc::new(SystemClock),
        secrets: Arc::<mayfly_core::MemorySecrets>::clone(&world.secrets),
        locales: mayfly_core::Locales::default(),
    };
    let core = Core::start_with_network(config, network);
    until_started(&core).await;
    core
}

fn image(path: &str) -> String {
    format!("https://images.example{path}")
}

fn permission(view: &MessageView) -> (bool, bool) {
    (view.images_shown, view.images_always)
}

#[tokio::test]
async fn an_image_is_fetched_once_the_user_says_so_and_then_kept() {
    let reader = Reader::new().await;
    reader.internet.reply("/a.png", Reply::Body("image/png", PNG.to_vec()));
    let id = reader.receive_from(SENDER, &[image("/a.png"), image("/wf/open?upn=1")]).await;

    let view = reader.core().read_message(&id).await.unwrap();
    assert_eq!((view.remote_images, view.trackers, permission(&view)), (2, 1, (false, false)));
    assert!(!reader.core().message_document(&id).await.unwrap().contains("<img src"));
    assert_eq!(reader.core().message_image(&id, 0).await, Err(ImageError::NotAllowed));
    assert_eq!((reader.internet.lookups().len(), reader.internet.connections()), (0, 0));

    let view = reader.core().show_remote_images(&id, false).await.unwrap();
    assert_eq!(permission(&view), (true, false));
    let document = reader.core().message_document(&id).await.unwrap();
    assert!(document.contains(&format!("<img src=\"/{id}/image/0\"")), "{document}");
    assert!(!document.contains("/image/1"), "the tracker stays away");
    let shown = reader.core().message_image(&id, 0).await.unwrap();
    assert_eq!((shown.media_type, shown.bytes.as_ref()), ("image/png", PNG));

    // A second look asks nothing, whatever has become of the server.
    reader.internet.reply("/a.png", Reply::Head("500 Gone wrong", String::new()));
    assert_eq!(reader.core().message_image(&id, 0).await.unwrap(), shown);
    assert_eq!(reader.core().message_image(&id, 1).await, Err(ImageError::Unknown), "a tracker is never fetched");
    assert_eq!(reader.core().message_image(&id, 2).await, Err(ImageError::Unknown));
    assert_eq!(reader.core().message_image("unknown", 0).await, Err(ImageError::Unknown));
    assert_eq!(reader.internet.paths(), ["/a.png"]);

    let view = reader.core().forget_remote_images(&id).await.unwrap();
    assert_eq!(permission(&view), (false, false));
    assert_eq!(reader.core().message_image(&id, 0).await, Err(ImageError::NotAllowed));
    assert!(support::files_with(reader.world.folder.path(), PNG).is_empty(), "no image is on the disk");
}

#[tokio::test]
async fn where_everyones_images_are_shown_trackers_and_one_sender_may_still_be_kept_away() {
    let mut reader = Reader::new().await;
    let everyones = |remote_images| Settings { remote_images, ..Settings::default() };
    let shown = |view: &MessageView| (view.images_shown, view.images_always, view.images_by_default);
    reader.internet.reply("/a.png", Reply::Body("image/png", PNG.to_vec()));
    let images = [image("/a.png"), image("/wf/open?upn=1")];
    let id = reader.receive_from(SENDER, &images).await;
    let other = reader.receive_from("other@harbour.example", &images).await;
    let nameless = reader.receive_from("", &images).await;
    reader.core().set_settings(everyones(RemoteImages::Show)).await.unwrap();
    let view = reader.core().read_message(&id).await.unwrap();
    assert_eq!((shown(&view), view.trackers), ((true, false, true), 1));
    assert!(reader.core().message_document(&id).await.unwrap().contains(&format!("<img src=\"/{id}/image/0\"")));
    assert_eq!(reader.core().message_image(&id, 0).await.unwrap().bytes.as_ref(), PNG);
    assert_eq!(reader.core().message_image(&id, 1).await, Err(ImageError::Unknown), "a tracker is never fetched");
    assert_eq!(reader.internet.paths(), ["/a.png"]);

    // Not this sender's; for ever, and without a word about the others'.
    let view = reader.core().forget_remote_images(&id).await.unwrap();
    assert_eq!(shown(&view), (false, false, false));
    assert_eq!(reader.core().message_image(&id, 0).await, Err(ImageError::NotAllowed));
    assert_eq!(shown(&reader.core().read_message(&other).await.unwrap()), (true, false, true));
    let never = ImageSender { address: SENDER.into(), shown: false };
    assert_eq!(reader.core().list_image_senders().await.unwrap(), std::slice::from_ref(&never));
    // A sender without an address is nobody: this message alone.
    let view = reader.core().forget_remote_images(&nameless).await.unwrap();
    assert_eq!(shown(&view), (false, false, false));
    reader.world.core = start(&reader.world, &reader.internet).await;
    assert_eq!(shown(&reader.core().read_message(&id).await.unwrap()), (false, false, false));
    assert_eq!(shown(&reader.core().read_message(&nameless).await.unwrap()), (true, false, true));
    // Once, and then no more.
    assert_eq!(shown(&reader.core().show_remote_images(&id, false).await.unwrap()), (true, false, false));
    assert_eq!(shown(&reader.core().forget_remote_images(&id).await.unwrap()), (false, false, false));

    // Blocked again is what nothing was decided about.
    reader.core().show_remote_images(&other, true).await.unwrap();
    reader.core().set_settings(everyones(RemoteImages::Block)).await.unwrap();
    for (id, expected) in [(&id, false), (&other, true), (&nameless, false)] {
        assert_eq!(reader.core().read_message(id).await.unwrap().images_shown, expected);
    }
    let always = ImageSender { address: "other@harbour.example".into(), shown: true };
    assert_eq!(reader.core().list_image_senders().await.unwrap(), [never, always]);
    reader.core().forget_image_sender(Some(SENDER)).await.unwrap();
    assert_eq!(reader.core().list_image_senders().await.unwrap().len(), 1);
    reader.core().forget_image_sender(None).await.unwrap();
    assert_eq!(reader.core().list_image_senders().await.unwrap(), []);
    assert!(!reader.core().read_message(&other).await.unwrap().images_shown);
    reader.core().set_settings(everyones(RemoteImages::Show)).await.unwrap();
    assert_eq!(shown(&reader.core().read_message(&id).await.unwrap()), (true, false, true), "forgotten is undecided");
}

#[tokio::test]
async fn a_request_tells_nothing_of_the_reader() {
    let reader = Reader::new().await;
    let hop = "Location: https://other.example/b.png\r\n".to_owned();
    reader.internet.reply("/a.png?q=1", Reply::Head("302 Found", hop));
    reader.internet.reply("/b.png", Reply::Body("image/png", PNG.to_vec()));
    reader.fetch(&image("/a.png?q=1#part")).await.unwrap();
    // Every answer sets a cookie: the next request must not bring it back.
    reader.internet.reply("/c.png", Reply::Body("image/png", PNG.to_vec()));
    reader.fetch(&image("/c.png")).await.unwrap();

    let heads = reader.internet.heads();
    assert_eq!(reader.internet.paths(), ["/a.png?q=1", "/b.png", "/c.png"]);
    for head in &heads {
        let mut names: Vec<_> = head.lines().skip(1).filter_map(|line| Some(line.split_once(':')?.0)).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent"], "{head}");
        assert!(head.contains("user-agent: mozilla/5.0\r\n"), "{head}");
        assert!(!head.contains("mayfly") && !head.contains(support::KEY) && !head.contains("rust"), "{head}");
    }
}

#[tokio::test]
async fn what_is_no_image_or_too_much_of_one_is_refused() {
    let reader = Reader::new().await;
    let png = |width: u32, height: u32| [&PNG[..16], &width.to_be_bytes(), &height.to_be_bytes(), &PNG[24..]].concat();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>".to_vec();
    let html = b"<!DOCTYPE html><script>1</script>".to_vec();
    let cases = [
        ("/png", Reply::Body("image/png", PNG.to_vec()), Ok("image/png")),
        ("/declared-as-another", Reply::Body("Image/JPEG; q=1", PNG.to_vec()), Ok("image/png")),
        ("/svg", Reply::Body("image/svg+xml", svg.clone()), Err(ImageError::NotAnImage)),
        ("/svg-as-png", Reply::Body("image/png", svg), Err(ImageError::NotAnImage)),
        ("/html-as-png", Reply::Body("image/png", html), Err(ImageError::NotAnImage)),
        ("/png-as-html", Reply::Body("text/html", PNG.to_vec()), Err(ImageError::NotAnImage)),
        ("/nothing", Reply::Body("image/png", Vec::new()), Err(ImageError::NotAnImage)),
        ("/one-by-one", Reply::Body("image/png", png(1, 1)), Err(ImageError::Pixel)),
        ("/two-by-one", Reply::Body("image/png", png(2, 1)), Err(ImageError::Pixel)),
        ("/bomb", Reply::Body("image/png", png(60_000, 60_000)), Err(ImageError::Dimensions)),
        ("/wide", Reply::Body("image/png", png(8193, 1)), Err(ImageError::Dimensions)),
        ("/large", Reply::Body("image/png", [PNG, &[0; 30 << 20]].concat()), Err(ImageError::TooLarge)),
        ("/endless", Reply::Endless, Err(ImageError::TooLarge)),
        ("/missing", Reply::Head("404 Not Found", String::new()), Err(ImageError::Refused)),
        ("/error", Reply::Head("500 Wrong", String::new()), Err(ImageError::Refused)),
        ("/login", Reply::Head("401 No", "WWW-Authenticate: Basic\r\n".into()), Err(ImageError::Refused)),
        ("/nowhere", Reply::Head("302 Found", String::new()), Err(ImageError::Refused)),
    ];
    for (path, reply, expected) in cases {
        reader.internet.reply(path, reply);
        assert_eq!(reader.fetch(&image(path)).await, expected, "{path}");
    }
    // The server is left: beyond what the system's buffers hold it can't get rid of an endless image.
    while reader.internet.at_once() > 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(reader.internet.sent() < 25 << 20, "an endless image is cut: {}", reader.internet.sent());
}

#[tokio::test]
async fn a_refused_image_is_not_asked_for_again() {
    let reader = Reader::new().await;
    reader.internet.reply("/a", Reply::Body("text/html", Vec::new()));
    for _ in 0..2 {
        assert_eq!(reader.fetch(&image("/a")).await, Err(ImageError::NotAnImage));
    }
    assert_eq!(reader.internet.paths(), ["/a"]);
}

#[tokio::test]
async fn a_slow_server_is_given_up_and_may_be_tried_again() {
    let reader = Reader::new().await;
    for (path, reply) in [
        ("/silent", Reply::Silence),
        ("/stops", Reply::Drip(Duration::from_secs(60))),
        // Never silent for long, and never done.
        ("/drips", Reply::Drip(Duration::from_millis(100))),
    ] {
        reader.internet.reply(path, reply);
        let asked = Instant::now();
        assert_eq!(reader.fetch(&image(path)).await, Err(ImageError::Timeout), "{path}");
        assert!(asked.elapsed() < Duration::from_secs(8), "{path} took {:?}", asked.elapsed());
    }
    reader.internet.reply("/silent", Reply::Body("image/png", PNG.to_vec()));
    assert_eq!(reader.fetch(&image("/silent")).await, Ok("image/png"));
}

#[tokio::test]
async fn how_many_are_missing_is_told() {
    let reader = Reader::new().await;
    reader.internet.reply("/there", Reply::Body("image/png", PNG.to_vec()));
    reader.internet.reply("/away", Reply::Drip(Duration::from_secs(60)));
    reader.internet.reply("/words", Reply::Body("text/html", b"Words.".to_vec()));
    let urls = [image("/there"), image("/away"), image("/words")];
    let id = reader.receive_shown(&urls.each_ref().map(String::as_str)).await;
    let (_, mut events) = reader.core().subscribe().await.unwrap();
    let mut told = async |number| {
        let _ = reader.core().message_image(&id, number).await;
        let mut told = None;
        while let Ok(event) = events.try_recv() {
            if let Change::ImagesMissing { message_id, count } = event.change {
                assert_eq!(message_id, id);
                told = Some(count);
            }
        }
        told
    };
    assert_eq!(told(0).await, None);
    assert_eq!(told(1).await, Some(1));
    assert_eq!(told(2).await, Some(2));
    assert_eq!(told(2).await, Some(2), "another window may ask");
    reader.internet.reply("/away", Reply::Body("image/png", PNG.to_vec()));
    assert_eq!(told(1).await, Some(1), "it is there now");
}

#[tokio::test]
async fn only_public_https_is_asked() {
    let reader = Reader::new().await;
    let near = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = near.local_addr().unwrap().port();
    let address = |text: &str| format!("{text}:{port}").parse().unwrap();
    for (name, answer) in [
        ("loopback.example", &[address("127.0.0.1")][..]),
        ("mapped.example", &[address("[::ffff:127.0.0.1]")]),
        ("private.example", &[address("192.168.1.1"), address("10.0.0.1")]),
        ("metadata.example", &[address("169.254.169.254")]),
        ("six.example", &[address("[::1]"), address("[fe80::1]"), address("[fd00::1]")]),
    ] {
        reader.internet.lead(name, &[answer]);
        assert_eq!(reader.fetch(&format!("https://{name}/a.png")).await, Err(ImageError::Address), "{name}");
    }
    for (url, expected) in [
        ("http://images.example/a.png".to_owned(), ImageError::NotHttps),
        (format!("https://127.0.0.1:{port}/a.png"), ImageError::Address),
        // Even the server that counts as public here, unless a name leads to it.
        (format!("https://{}/a.png", reader.internet.address), ImageError::Address),
        ("https://127.0.0.1/a.png".to_owned(), ImageError::Address),
        ("https://[::ffff:127.0.0.1]/a.png".to_owned(), ImageError::Address),
        ("https://localhost/a.png".to_owned(), ImageError::Address),
        ("https://images.example:8443/a.png".to_owned(), ImageError::Address),
        ("https://nowhere.example/a.png".to_owned(), ImageError::Network),
    ] {
        assert_eq!(reader.fetch(&url).await, Err(expected), "{url}");
    }
    assert_eq!(reader.internet.connections(), 0);
    let reached = tokio::time::timeout(Duration::from_millis(300), near.accept()).await;
    assert!(reached.is_err(), "something connected to this computer");
}

#[tokio::test]
async fn the_app_knows_no_exceptions() {
    let internet = Internet::start().await;
    // A core as the app starts it.
    let world = World::connected().await;
    let inbox = world.core.create_inbox().await.unwrap();
    let html = format!("<img src='https://{}/a.png'><img src='https://localhost/b.png'>", internet.address);
    let id = world.receive(&inbox, Mail::html("Pictures", &html)).await.id;
    world.core.show_remote_images(&id, false).await.unwrap();
    for number in [0, 1] {
        assert_eq!(world.core.message_image(&id, number).await, Err(ImageError::Address));
    }
    assert_eq!(internet.connections(), 0);
}

#[tokio::test]
async fn redirects_are_few_and_each_is_checked() {
    let reader = Reader::new().await;
    let near = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    reader.internet.lead("private.example", &[&[near.local_addr().unwrap()]]);
    reader.internet.reply("/end", Reply::Body("image/png", PNG.to_vec()));
    let to = |location: &str| Reply::Head("302 Found", format!("Location: {location}\r\n"));
    for (path, location, expected) in [
        ("/there", "https://other.example/end", Ok("image/png")),
        ("/relative", "end", Ok("image/png")),
        ("/once-more", "/there", Ok("image/png")),
        ("/thrice", "/once-more", Ok("image/png")),
        ("/four-times", "/thrice", Err(ImageError::Redirects)),
        ("/loop", "/loop", Err(ImageError::Redirects)),
        ("/private", "https://private.example/end", Err(ImageError::Address)),
        ("/loopback", "https://127.0.0.1/end", Err(ImageError::Address)),
        ("/plain", "http://images.example/end", Err(ImageError::NotHttps)),
        ("/file", "file:///etc/hostname", Err(ImageError::NotHttps)),
        ("/data", "data:image/png;base64,AAAA", Err(ImageError::NotHttps)),
        ("/with-password", "https://a:b@images.example/end", Err(ImageError::Address)),
        ("/nonsense", "https://", Err(ImageError::Address)),
    ] {
        reader.internet.reply(path, to(location));
        assert_eq!(reader.fetch(&image(path)).await, expected, "{path}");
    }
    assert!(reader.internet.paths().iter().filter(|path| *path == "/loop").count() <= 4);
    let reached = tokio::time::timeout(Duration::from_millis(300), near.accept()).await;
    assert!(reached.is_err(), "a redirect led to this computer");
}

#[tokio::test]
async fn a_name_that_changes_its_mind_gains_nothing() {
    let reader = Reader::new().await;
    let near = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (public, private) = (reader.internet.address, near.local_addr().unwrap());
    // First the public address, to pass a check; then the one that is meant.
    reader.internet.lead("rebinding.example", &[&[public], &[private]]);
    reader.internet.reply("/a", Reply::Body("image/png", PNG.to_vec()));
    assert_eq!(reader.fetch("https://rebinding.example/a").await, Ok("image/png"));
    assert_eq!(reader.internet.lookups(), ["rebinding.example"], "looked up once, and that was connected to");

    // Both at once: the private one is left out.
    reader.internet.lead("other.example", &[&[private, public]]);
    assert_eq!(reader.fetch("https://other.example/a").await, Ok("image/png"));
    let reached = tokio::time::timeout(Duration::from_millis(300), near.accept()).await;
    assert!(reached.is_err(), "the private address was connected to");
}

#[tokio::test]
async fn a_message_asks_for_four_images_at_a_time_and_sixty_in_all() {
    let reader = Reader::new().await;
    let urls: Vec<_> = (0..70).map(|number| image(&format!("/{number}"))).collect();
    for number in 0..70 {
        reader.internet.reply(&format!("/{number}"), Reply::Held);
    }
    let id = reader.receive_from(SENDER, &urls).await;
    reader.core().show_remote_images(&id, false).await.unwrap();
    let tasks: Vec<_> = (0..70)
        .chain(0..10) // The same image twice is one request.
        .map(|number| {
            let (core, id) = (reader.core().clone(), id.clone());
            tokio::spawn(async move { core.message_image(&id, number).await })
        })
        .collect();
    while reader.internet.at_once() < 4 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    // Time enough for a fifth to come, if one would.
    tokio::time::sleep(Duration::from_millis(200)).await;
    reader.internet.gate.add_permits(70);
    let mut shown = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => shown += 1,
            Err(error) => assert_eq!(error, ImageError::Unknown),
        }
    }
    assert_eq!((shown, reader.internet.most_at_once(), reader.internet.heads().len()), (70, 4, 60));
}

#[tokio::test]
async fn always_is_for_the_senders_address_survives_a_restart_and_can_be_taken_back() {
    let mut reader = Reader::new().await;
    reader.internet.reply("/a", Reply::Body("image/png", PNG.to_vec()));
    let first = reader.receive_from("News@Harbour.example", &[image("/a")]).await;
    let second = reader.receive_from(SENDER, &[image("/a")]).await;
    let other = reader.receive_from("other@harbour.example", &[image("/a")]).await;
    let nobody = reader.receive_from("", &[image("/a")]).await;
    let view = reader.core().show_remote_images(&first, true).await.unwrap();
    assert_eq!(permission(&view), (true, true));
    let view = reader.core().show_remote_images(&nobody, true).await.unwrap();
    assert_eq!(permission(&view), (true, false), "one without an address is shown once");
    reader.core().show_remote_images(&other, false).await.unwrap();

    reader.world.core = start(&reader.world, &reader.internet).await;
    for (id, expected) in [(&first, true), (&second, true), (&other, false), (&nobody, false)] {
        let view = reader.core().read_message(id).await.unwrap();
        assert_eq!(permission(&view), (expected, expected), "only always outlives a restart");
    }
    reader.core().message_image(&second, 0).await.unwrap();

    let view = reader.core().forget_remote_images(&second).await.unwrap();
    assert_eq!(permission(&view), (false, false));
    assert_eq!(permission(&reader.core().read_message(&first).await.unwrap()), (false, false));
    assert_eq!(reader.core().message_image(&first, 0).await, Err(ImageError::NotAllowed));
}

/// Going around a proxy could tell a sender what the proxy hides; going through it would skip the checks.
#[tokio::test]
async fn behind_a_proxy_nothing_is_fetched_and_the_user_is_told() {
    let mut reader = Reader::new().await;
    reader.internet.reply("/a.png", Reply::Body("image/png", PNG.to_vec()));
    let id = reader.receive_from(SENDER, &[image("/a.png")]).await;
    reader.core().show_remote_images(&id, true).await.unwrap();

    let proxied = TestNetwork { proxy: Some("http://127.0.0.1:9".into()), ..reader.internet.network() };
    reader.world.core = start_on(&reader.world, proxied).await;
    let view = reader.core().read_message(&id).await.unwrap();
    assert_eq!(permission(&view), (false, false), "it never says that images are shown");
    assert_eq!(reader.core().message_image(&id, 0).await, Err(ImageError::NotAllowed));
    let refused = reader.core().show_remote_images(&id, false).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::ImagesBehindProxy);
    assert_eq!(reader.internet.paths(), Vec::<String>::new());

    reader.world.core = start(&reader.world, &reader.internet).await;
    let view = reader.core().read_message(&id).await.unwrap();
    assert_eq!(permission(&view), (true, true), "the user's choice is kept for a time without the proxy");
}
