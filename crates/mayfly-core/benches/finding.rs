//! Search as you type, and a page of a list, over 10,000 messages in the encrypted store.

#![allow(missing_docs, clippy::unwrap_used)]

use criterion::{Criterion, SamplingMode, criterion_group, criterion_main};
use mayfly_core::view::{MessageList, MessageSort};
use mayfly_core::{Config, Core, MemorySecrets, SystemClock};
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempmailg_sandbox::{Mail, Sandbox};
use tokio::runtime::Runtime;

const KEY: &str = "mk_bench_0123456789abcdef";

/// The largest inbox has half of all the mail.
const INBOXES: [usize; 21] = {
    let mut sizes = [250; 21];
    sizes[0] = 5_000;
    sizes
};

/// Numbers that look unrelated, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }

    /// As words are: few are used often, many seldom.
    fn often_low(&mut self, below: usize) -> usize {
        let first = self.next(below) + 1;
        self.next(first)
    }
}

/// A vocabulary of 8,000 words, a tenth of them Vietnamese in kind and some Japanese.
fn vocabulary(numbers: &mut Numbers) -> Vec<String> {
    const PARTS: [&str; 40] = [
        "a", "be", "con", "de", "er", "for", "ing", "in", "ket", "li", "mo", "ne", "or", "pre", "qui", "re", "s", "ti",
        "un", "ver", "wa", "ex", "y", "zo", "tra", "st", "ent", "al", "ou", "th", "mi", "ca", "pla", "gra", "no", "da",
        "ro", "se", "lu", "vi",
    ];
    const VIETNAMESE: [&str; 10] = ["đơn", "hàng", "xác", "nhận", "mã", "của", "bạn", "vé", "tàu", "đường"];
    const JAPANESE: [&str; 6] = ["確認コード", "ご注文", "東京都", "ありがとうございます", "配送", "お知らせ"];
    (0..8_000)
        .map(|n| match n % 40 {
            7 | 17 | 27 | 37 => VIETNAMESE[numbers.next(VIETNAMESE.len())].to_owned(),
            39 => JAPANESE[numbers.next(JAPANESE.len())].to_owned(),
            _ => (0..=numbers.next(4)).map(|_| PARTS[numbers.next(PARTS.len())]).collect(),
        })
        .collect()
}

fn mail(numbers: &mut Numbers, words: &[String]) -> Mail {
    let mut some =
        |count: usize| (0..count).map(|_| words[numbers.often_low(words.len())].as_str()).collect::<Vec<_>>().join(" ");
    let (subject, name) = (some(6), some(2));
    let paragraphs: Vec<_> = (0..6).map(|_| some(60)).collect();
    let mut body = String::from("<html><body><table><tr><td>");
    for paragraph in paragraphs {
        write!(body, "<p style=\"color:#333\">{paragraph}.</p>").unwrap();
    }
    let number = numbers.next(1_000_000);
    if number.is_multiple_of(5) {
        write!(body, "<p>Your verification code is <b>{number:06}</b>.</p>").unwrap();
    }
    let mail = Mail::html(subject, body).from(name, format!("news{}@shop{}.example", number % 97, number % 301));
    if number.is_multiple_of(7) { mail.attach("file.pdf", b"x".to_vec()) } else { mail }
}

struct World {
    runtime: Runtime,
    core: Core,
    largest: u32,
    _sandbox: Sandbox,
    _folder: tempfile::TempDir,
}

fn world() -> World {
    let runtime = Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (core, largest, sandbox) = runtime.block_on(async {
        let sandbox = Sandbox::builder().key(KEY).empty(true).start().await.unwrap();
        let core = Core::start(Config {
            data_folder: folder.path().join("data"),
            clock: Arc::new(SystemClock),
            secrets: Arc::new(MemorySecrets::default()),
            locales: mayfly_core::Locales::default(),
        });
        core.started().await;
        core.connect(KEY, Some(sandbox.base_url())).await.unwrap();
        core.set_paused(true);
        let mut numbers = Numbers(7);
        let words = vocabulary(&mut numbers);
        let (mut largest, mut spent) = (0, Duration::ZERO);
        for size in INBOXES {
            let inbox = core.create_inbox().await.unwrap();
            if size > 1_000 {
                largest = inbox.id;
            }
            // A few at a time, for the service lists all that an inbox has with their bodies.
            for _ in 0..size / 250 {
                for _ in 0..250 {
                    sandbox.deliver(&inbox.address, mail(&mut numbers, &words)).unwrap();
                }
                let started = Instant::now();
                core.list_messages(inbox.id, true).await.unwrap();
                spent += started.elapsed();
            }
        }
        let size: u64 =
            std::fs::read_dir(folder.path().join("data")).unwrap().map(|f| f.unwrap().metadata().unwrap().len()).sum();
        println!("10,000 messages stored in {spent:.1?}; {} MB on disk", size >> 20);
        (core, largest, sandbox)
    });
    World { runtime, core, largest, _sandbox: sandbox, _folder: folder }
}

fn finding(c: &mut Criterion) {
    let world = world();
    let mut group = c.benchmark_group("search 10,000 messages");
    group.sampling_mode(SamplingMode::Flat).sample_size(20).measurement_time(Duration::from_secs(2));
    for query in [
        "c",
        "co",
        "con",
        "conf",
        "confor",
        "đ",
        "đơn hàng",
        "a b c",
        "\"be de\"",
        "東",
        "東京",
        "認コー",
        "from:news12",
        "code is",
        "has:code is:unread v",
        "has:attachment",
        "-con a",
        "to:nothing a",
        "zzzzzz",
    ] {
        let found = world.runtime.block_on(world.core.search_messages(query, 50, None)).unwrap().hits.len();
        group.bench_function(format!("{query} ({found} shown)"), |b| {
            b.iter(|| world.runtime.block_on(world.core.search_messages(query, 50, None)).unwrap());
        });
    }
    group.finish();

    let mut group = c.benchmark_group("list of 5,000 messages");
    group.sampling_mode(SamplingMode::Flat).sample_size(20).measurement_time(Duration::from_secs(2));
    for sort in [MessageSort::Newest, MessageSort::Oldest, MessageSort::Sender, MessageSort::Subject] {
        let list = MessageList { unread_only: sort == MessageSort::Oldest, sort };
        group.bench_function(format!("a page, {sort:?}"), |b| {
            b.iter(|| world.runtime.block_on(world.core.page_messages(world.largest, list, 100, None)).unwrap());
        });
    }
    group.bench_function("all", |b| {
        b.iter(|| world.runtime.block_on(world.core.list_messages(world.largest, false)).unwrap());
    });
    group.finish();
}

criterion_group!(benches, finding);
criterion_main!(benches);
