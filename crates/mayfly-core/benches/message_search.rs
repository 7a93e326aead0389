//! Search and pages of the message list over 10,000 messages in the encrypted store.

#![allow(missing_docs, clippy::unwrap_used)]

use criterion::{Criterion, SamplingMode, criterion_group, criterion_main};
use mayfly_core::view::{InboxId, MessageFilter, MessageFilterAndOrder, MessageSort};
use mayfly_core::{Core, CoreEnvironment, InMemorySecretStore, SystemClock};
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempmailg_sandbox::{Mail, Sandbox};
use tokio::runtime::Runtime;

const API_KEY: &str = "mk_bench_0123456789abcdef";

/// The number of messages of each inbox; the first has half of all.
const INBOX_SIZES: [usize; 21] = {
    let mut sizes = [250; 21];
    sizes[0] = 5_000;
    sizes
};

/// A linear congruential generator: the same random in every run.
struct SeededRandom(u64);

impl SeededRandom {
    fn random_below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }

    /// A number with the distribution of words: few are frequent, most are rare.
    fn skewed_below(&mut self, below: usize) -> usize {
        let first = self.random_below(below) + 1;
        self.random_below(first)
    }
}

/// A vocabulary of 8,000 words, a tenth of them Vietnamese and some Japanese.
fn generate_benchmark_vocabulary(random: &mut SeededRandom) -> Vec<String> {
    const PARTS: [&str; 40] = [
        "a", "be", "con", "de", "er", "for", "ing", "in", "ket", "li", "mo", "ne", "or", "pre", "qui", "re", "s", "ti",
        "un", "ver", "wa", "ex", "y", "zo", "tra", "st", "ent", "al", "ou", "th", "mi", "ca", "pla", "gra", "no", "da",
        "ro", "se", "lu", "vi",
    ];
    const VIETNAMESE: [&str; 10] = ["đơn", "hàng", "xác", "nhận", "mã", "của", "bạn", "vé", "tàu", "đường"];
    const JAPANESE: [&str; 6] = ["確認コード", "ご注文", "東京都", "ありがとうございます", "配送", "お知らせ"];
    (0..8_000)
        .map(|n| match n % 40 {
            7 | 17 | 27 | 37 => VIETNAMESE[random.random_below(VIETNAMESE.len())].to_owned(),
            39 => JAPANESE[random.random_below(JAPANESE.len())].to_owned(),
            _ => (0..=random.random_below(4)).map(|_| PARTS[random.random_below(PARTS.len())]).collect(),
        })
        .collect()
}

fn build_mail(random: &mut SeededRandom, words: &[String]) -> Mail {
    let mut pick_words = |count: usize| {
        (0..count).map(|_| words[random.skewed_below(words.len())].as_str()).collect::<Vec<_>>().join(" ")
    };
    let (subject, name) = (pick_words(6), pick_words(2));
    let paragraphs: Vec<_> = (0..6).map(|_| pick_words(60)).collect();
    let mut body = String::from("<html><body><table><tr><td>");
    for paragraph in paragraphs {
        write!(body, "<p style=\"color:#333\">{paragraph}.</p>").unwrap();
    }
    let number = random.random_below(1_000_000);
    if number.is_multiple_of(5) {
        write!(body, "<p>Your verification code is <b>{number:06}</b>.</p>").unwrap();
    }
    let mail = Mail::new_html(subject, body).from(name, format!("news{}@shop{}.example", number % 97, number % 301));
    if number.is_multiple_of(7) { mail.attach("file.pdf", b"x".to_vec()) } else { mail }
}

/// A core whose store contains the messages.
struct StoreFixture {
    runtime: Runtime,
    core: Core,
    largest_inbox: InboxId,
    _sandbox: Sandbox,
    _folder: tempfile::TempDir,
}

fn fill_store() -> StoreFixture {
    let runtime = Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (core, largest_inbox, sandbox) = runtime.block_on(async {
        let sandbox = Sandbox::builder().api_key(API_KEY).keep_new_inboxes_empty(true).start().await.unwrap();
        let core = Core::builder(CoreEnvironment {
            data_folder: folder.path().join("data"),
            clock: Arc::new(SystemClock),
            secrets: Arc::new(InMemorySecretStore::default()),
            localisation: mayfly_core::Localisation::default(),
        })
        .start();
        core.wait_until_accounts_open().await;
        core.sign_in(API_KEY, Some(sandbox.base_url())).await.unwrap();
        core.set_checking_paused(true);
        let mut random = SeededRandom(7);
        let words = generate_benchmark_vocabulary(&mut random);
        let (mut largest_inbox, mut spent) = (None, Duration::ZERO);
        for size in INBOX_SIZES {
            let inbox = core.create_inbox().await.unwrap();
            if size > 1_000 {
                largest_inbox = Some(inbox.id);
            }
            // In batches, because the service lists all messages of an inbox with their bodies.
            for _ in 0..size / 250 {
                for _ in 0..250 {
                    sandbox.deliver_mail(&inbox.address, build_mail(&mut random, &words)).unwrap();
                }
                let started = Instant::now();
                core.list_messages(inbox.id, true).await.unwrap();
                spent += started.elapsed();
            }
        }
        let size: u64 =
            std::fs::read_dir(folder.path().join("data")).unwrap().map(|f| f.unwrap().metadata().unwrap().len()).sum();
        println!("10,000 messages stored in {spent:.1?}; {} MB on disk", size >> 20);
        (core, largest_inbox.unwrap(), sandbox)
    });
    StoreFixture { runtime, core, largest_inbox, _sandbox: sandbox, _folder: folder }
}

fn bench_search_and_lists(c: &mut Criterion) {
    let fixture = fill_store();
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
        let hits = fixture.runtime.block_on(fixture.core.search_messages(query, 50, None)).unwrap().hits.len();
        group.bench_function(format!("{query} ({hits} shown)"), |b| {
            b.iter(|| fixture.runtime.block_on(fixture.core.search_messages(query, 50, None)).unwrap());
        });
    }
    group.finish();

    let mut group = c.benchmark_group("list of 5,000 messages");
    group.sampling_mode(SamplingMode::Flat).sample_size(20).measurement_time(Duration::from_secs(2));
    for sort in [MessageSort::Newest, MessageSort::Oldest, MessageSort::Sender, MessageSort::Subject] {
        let options = MessageFilterAndOrder {
            filter: MessageFilter { unread: sort == MessageSort::Oldest, ..MessageFilter::default() },
            sort,
        };
        group.bench_function(format!("a page, {sort:?}"), |b| {
            b.iter(|| {
                fixture
                    .runtime
                    .block_on(fixture.core.list_message_page(fixture.largest_inbox, options, 100, None))
                    .unwrap()
            });
        });
    }
    group.bench_function("all", |b| {
        b.iter(|| fixture.runtime.block_on(fixture.core.list_messages(fixture.largest_inbox, false)).unwrap());
    });
    group.finish();
}

criterion_group!(benches, bench_search_and_lists);
criterion_main!(benches);
