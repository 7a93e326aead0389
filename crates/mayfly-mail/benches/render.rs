//! The whole pipeline compared with ammonia alone on the same input, and hostile inputs.

#![allow(missing_docs)]

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use mayfly_mail::{RenderOptions, render};

/// A newsletter of about `bytes` bytes: head, styles and as many product rows as it takes.
fn make_newsletter(bytes: usize) -> String {
    let source = include_str!("../tests/data/newsletters/shop-sale.html");
    let start = source.find("<!-- row -->").unwrap_or(0);
    let end = source.find("<!-- /row -->").unwrap_or(source.len());
    let row = &source[start..end];
    let mut out = String::with_capacity(bytes + row.len());
    out.push_str(&source[..start]);
    while out.len() + source.len() - end < bytes {
        out.push_str(row);
    }
    out.push_str(&source[end..]);
    out
}

fn bench_newsletter_sizes(c: &mut Criterion) {
    let options = RenderOptions::default();
    let mut group = c.benchmark_group("newsletter");
    group.sampling_mode(SamplingMode::Flat).sample_size(10).measurement_time(Duration::from_secs(3));
    for (name, bytes) in [("10 KB", 10_000), ("100 KB", 100_000), ("1 MB", 1_000_000), ("10 MB", 10_000_000)] {
        let source = make_newsletter(bytes);
        group.throughput(Throughput::Bytes(source.len() as u64));
        group.bench_with_input(BenchmarkId::new("mayfly", name), &source, |b, s| {
            b.iter(|| render(black_box(s), &options))
        });
        group.bench_with_input(BenchmarkId::new("ammonia", name), &source, |b, s| {
            b.iter(|| ammonia::clean(black_box(s)))
        });
    }
    group.finish();
}

fn bench_hostile_input(c: &mut Criterion) {
    let options = RenderOptions::default();
    let mut group = c.benchmark_group("hostile");
    group.sampling_mode(SamplingMode::Flat).sample_size(10).measurement_time(Duration::from_secs(3));
    let inputs = [
        ("100,000 nested divs", "<div>".repeat(100_000)),
        ("100,000 nested tables", "<table><tr><td>".repeat(100_000)),
        ("100,000 unclosed fonts", (0..100_000).map(|i| format!("<font size={i}><p>x")).collect::<String>()),
        ("100,000 misplaced cells", format!("<table>{}", "<b>x</b><tr>y".repeat(100_000))),
        ("10 MB attribute", format!("<p title=\"{}\">x</p>", "a".repeat(10_000_000))),
        ("10 MB style", format!("<p style=\"{}\">x</p>", "color:red;".repeat(1_000_000))),
        ("1,000,000 attributes", format!("<p {}>x</p>", (0..1_000_000).map(|i| format!("a{i} ")).collect::<String>())),
        ("100,000 open brackets in CSS", format!("<style>a{{color:{}", "(".repeat(100_000))),
    ];
    for (name, source) in &inputs {
        group.bench_function(*name, |b| b.iter(|| render(black_box(source), &options)));
    }
    group.finish();
}

criterion_group!(benches, bench_newsletter_sizes, bench_hostile_input);
criterion_main!(benches);
