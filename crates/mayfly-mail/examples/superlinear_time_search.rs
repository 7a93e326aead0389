//! Searches for input whose processing time grows faster than its size: all pairs of some two hundred fragments of
//! markup, styles and text, in three arrangements, each compared with input eight times as long.
//!
//! ```sh
//! cargo run --release -p mayfly-mail --example superlinear_time_search
//! ```
//!
//! Prints each such input, and fails if there is one. Takes some minutes.

use mayfly_codes::{find_codes, find_confirmation_link};
use mayfly_mail::{RenderOptions, inspect_link, is_misleading_sender, render, render_plain_text, to_single_line};
use mayfly_mail::{is_dangerous_file, sanitise_file_name};
use std::hint::black_box;
use std::process::ExitCode;
use std::sync::LazyLock;
use std::time::Instant;

/// Bytes of the smallest input.
const SMALL_INPUT_BYTES: usize = 16_000;

/// Milliseconds for the large input below which its growth is not measured.
const MIN_MEASURED_MS: f64 = 120.0;

/// The allowed ratio of the time of one large input to that of eight small ones. It is above 1 because of caches and
/// the allocator.
const MAX_GROWTH_RATIO: f64 = 2.5;

/// `␣` is a space within a fragment, `¬` a line end.
const MARKUP_FRAGMENTS: &str = "<div> </div> <p> </p> <b> </b> <a␣href=x> </a> <table> </table> <tr> <td> </td> <svg> </svg> <svg></svg> \
    <math> <select> </select> <template> <style> </style> <script> <title> </title> <!-- --> <! <!doctype␣x> <? ]]> <![CDATA[ \
    </ </x> <x> <x/> <img␣src=http://a/b> <img␣src=cid:x> <img␣srcset='a␣1x, ' \" <p␣title= <p␣style=' <html> <html␣class=a> \
    <body␣bgcolor=red> <blockquote> </blockquote> <details> <pre> <br> <hr> <li> <ul> </ul> <font␣color=red> </font> <h1> \
    <form> <button> <option> <noscript> <iframe> <object> <caption> <col> <center> <xmp> <textarea> <dl> <dd> & &amp; &# &#x \
    &#1 &nbsp; a a␣ ¬ é · \u{a0} \u{200b} \u{202e} ";
const STYLE_FRAGMENTS: &str = "a a␣ .a #a * : ; , { } ( ) [ ] \" ' \\ \\a␣ /* */ @ @media␣ @media( @import␣ not␣ and␣ url( url(' var( \
    calc( rgb( --a: color:red; a{ a{b:c} !important <!-- --> + > ~ 1 1px % - :not( :is( :: :has( @font-face{ src: \
    background:url(x), é / ";
const TEXT_FRAGMENTS: &str = "a a␣ > http:// https://x :// : @ a@ a@b.c ( ) [ ] { } . , ! ' » … ¬ ¬¬ --␣¬ On␣x␣wrote:¬ é 1 12 123456 - · \
    code code:␣ mã␣ is␣ # $ % 12:00␣ 2024-01-01␣ +1␣ A1B2␣ ABCD- / ? & = < www. の コード ： _ * \u{200b} \u{a0} ";

fn parse_fragment_list(list: &str) -> Vec<String> {
    list.split(' ')
        .filter(|fragment| !fragment.is_empty())
        .map(|fragment| fragment.replace('␣', " ").replace('¬', "\n"))
        .collect()
}

type TimedFunction = fn(&str);

/// The measured functions: name, fragments, prefix of the input, function.
fn list_measured_functions() -> Vec<(&'static str, &'static str, &'static str, TimedFunction)> {
    vec![
        ("markup", MARKUP_FRAGMENTS, "", |source| drop(black_box(render(source, &RenderOptions::default())))),
        ("style sheet", STYLE_FRAGMENTS, "<style>", |source| {
            drop(black_box(render(source, &RenderOptions::default())))
        }),
        ("style attribute", STYLE_FRAGMENTS, "<p style=\"", |source| {
            drop(black_box(render(source, &RenderOptions::default())))
        }),
        ("plain text", TEXT_FRAGMENTS, "", |source| {
            drop(black_box(render_plain_text(source, &RenderOptions::default())))
        }),
        ("codes", TEXT_FRAGMENTS, "", |source| drop(black_box(find_codes("", source)))),
        ("links", TEXT_FRAGMENTS, "", |source| {
            let links: Vec<_> = source.lines().map(|line| (line, line)).collect();
            drop(black_box(find_confirmation_link(&links, source, source)));
        }),
        ("lines", TEXT_FRAGMENTS, "", |source| {
            black_box((is_misleading_sender(source, source), is_dangerous_file(source)));
            drop(black_box((to_single_line(source), sanitise_file_name(source), inspect_link(source, source))));
        }),
    ]
}

/// The processor time of this thread in milliseconds; wall-clock time where the system does not report it.
fn processor_time_ms() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let schedule_statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = schedule_statistics.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64() * 1e3, |nanoseconds| nanoseconds / 1e6)
}

fn main() -> ExitCode {
    let mut found = 0;
    for (name, list, prefix, function) in list_measured_functions() {
        let time = |source: &str| {
            let start = processor_time_ms();
            function(source);
            processor_time_ms() - start
        };
        let fragments = parse_fragment_list(list);
        for first in &fragments {
            for second in &fragments {
                for arrangement in ["one after the other", "in turns", "one, then many"] {
                    let make = |size: usize| {
                        let (a, b) = (first.as_str(), second.as_str());
                        let body = match arrangement {
                            "one after the other" => a.repeat(size / 2 / a.len()) + &b.repeat(size / 2 / b.len()),
                            "in turns" => format!("{a}{b}").repeat(size / (a.len() + b.len())),
                            _ => format!("{a}{}", b.repeat(size / b.len())),
                        };
                        format!("{prefix}{body}")
                    };
                    let (large, small) = (make(8 * SMALL_INPUT_BYTES), make(SMALL_INPUT_BYTES));
                    if time(&large) < MIN_MEASURED_MS {
                        continue;
                    }
                    // The minimum of three runs, because other processes add to the time.
                    let least = |source: &str, times: usize| {
                        (0..3).map(|_| (0..times).map(|_| time(source)).sum()).fold(f64::INFINITY, f64::min)
                    };
                    let (one, eight) = (least(&large, 1), least(&small, 8));
                    if one > MIN_MEASURED_MS && one / eight > MAX_GROWTH_RATIO {
                        found += 1;
                        println!(
                            "{name}: {first:?} and {second:?}, {arrangement}: {one:.0} ms instead of {eight:.0} ms"
                        );
                    }
                }
            }
        }
        println!("{name}: {} fragments tried", fragments.len());
    }
    if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
