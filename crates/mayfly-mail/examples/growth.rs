//! Looks for input whose time grows faster than its size: every two of some two hundred pieces of markup, styles and text,
//! in three arrangements, each beside itself eight times as long.
//!
//! ```sh
//! cargo run --release -p mayfly-mail --example growth
//! ```
//!
//! Prints what it finds, and fails then. Takes some minutes.

use mayfly_codes::{find_codes, find_link};
use mayfly_mail::{RenderOptions, link, misleading_sender, one_line, render, render_text};
use mayfly_mail::{is_dangerous_file, safe_file_name};
use std::hint::black_box;
use std::process::ExitCode;
use std::sync::LazyLock;
use std::time::Instant;

/// Bytes of the smallest input.
const SIZE: usize = 16_000;

/// Milliseconds for eight times the size, an eighth of a megabyte; what is quicker is left.
const WORTH_A_LOOK: f64 = 120.0;

/// How much longer one large input may take than eight small ones; caches and the allocator take their part.
const TOO_MUCH: f64 = 2.5;

/// `␣` is a space within a piece, `¬` the end of a line.
const MARKUP: &str = "<div> </div> <p> </p> <b> </b> <a␣href=x> </a> <table> </table> <tr> <td> </td> <svg> </svg> <svg></svg> \
    <math> <select> </select> <template> <style> </style> <script> <title> </title> <!-- --> <! <!doctype␣x> <? ]]> <![CDATA[ \
    </ </x> <x> <x/> <img␣src=http://a/b> <img␣src=cid:x> <img␣srcset='a␣1x, ' \" <p␣title= <p␣style=' <html> <html␣class=a> \
    <body␣bgcolor=red> <blockquote> </blockquote> <details> <pre> <br> <hr> <li> <ul> </ul> <font␣color=red> </font> <h1> \
    <form> <button> <option> <noscript> <iframe> <object> <caption> <col> <center> <xmp> <textarea> <dl> <dd> & &amp; &# &#x \
    &#1 &nbsp; a a␣ ¬ é · \u{a0} \u{200b} \u{202e} ";
const STYLES: &str = "a a␣ .a #a * : ; , { } ( ) [ ] \" ' \\ \\a␣ /* */ @ @media␣ @media( @import␣ not␣ and␣ url( url(' var( \
    calc( rgb( --a: color:red; a{ a{b:c} !important <!-- --> + > ~ 1 1px % - :not( :is( :: :has( @font-face{ src: \
    background:url(x), é / ";
const TEXT: &str = "a a␣ > http:// https://x :// : @ a@ a@b.c ( ) [ ] { } . , ! ' » … ¬ ¬¬ --␣¬ On␣x␣wrote:¬ é 1 12 123456 - · \
    code code:␣ mã␣ is␣ # $ % 12:00␣ 2024-01-01␣ +1␣ A1B2␣ ABCD- / ? & = < www. の コード ： _ * \u{200b} \u{a0} ";

fn pieces(list: &str) -> Vec<String> {
    list.split(' ').filter(|piece| !piece.is_empty()).map(|piece| piece.replace('␣', " ").replace('¬', "\n")).collect()
}

type Work = fn(&str);

/// What is measured, on which pieces, and what stands before them.
fn works() -> Vec<(&'static str, &'static str, &'static str, Work)> {
    vec![
        ("markup", MARKUP, "", |source| drop(black_box(render(source, &RenderOptions::default())))),
        ("style sheet", STYLES, "<style>", |source| drop(black_box(render(source, &RenderOptions::default())))),
        ("style attribute", STYLES, "<p style=\"", |source| drop(black_box(render(source, &RenderOptions::default())))),
        ("plain text", TEXT, "", |source| drop(black_box(render_text(source, &RenderOptions::default())))),
        ("codes", TEXT, "", |source| drop(black_box(find_codes("", source)))),
        ("links", TEXT, "", |source| {
            let links: Vec<_> = source.lines().map(|line| (line, line)).collect();
            drop(black_box(find_link(&links, source, source)));
        }),
        ("lines", TEXT, "", |source| {
            black_box((misleading_sender(source, source), is_dangerous_file(source)));
            drop(black_box((one_line(source), safe_file_name(source), link::inspect(source, source))));
        }),
    ]
}

/// Milliseconds that this thread has worked, whatever else the machine does; by the clock where the system doesn't tell.
fn processor_time() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64() * 1e3, |nanoseconds| nanoseconds / 1e6)
}

fn main() -> ExitCode {
    let mut found = 0;
    for (name, list, before, work) in works() {
        let time = |source: &str| {
            let start = processor_time();
            work(source);
            processor_time() - start
        };
        let pieces = pieces(list);
        for first in &pieces {
            for second in &pieces {
                for arrangement in ["one after the other", "in turns", "one, then many"] {
                    let make = |size: usize| {
                        let (a, b) = (first.as_str(), second.as_str());
                        let body = match arrangement {
                            "one after the other" => a.repeat(size / 2 / a.len()) + &b.repeat(size / 2 / b.len()),
                            "in turns" => format!("{a}{b}").repeat(size / (a.len() + b.len())),
                            _ => format!("{a}{}", b.repeat(size / b.len())),
                        };
                        format!("{before}{body}")
                    };
                    let (large, small) = (make(8 * SIZE), make(SIZE));
                    if time(&large) < WORTH_A_LOOK {
                        continue;
                    }
                    // The least of three: caches that others use add to it.
                    let least = |source: &str, times: usize| {
                        (0..3).map(|_| (0..times).map(|_| time(source)).sum()).fold(f64::INFINITY, f64::min)
                    };
                    let (one, eight) = (least(&large, 1), least(&small, 8));
                    if one > WORTH_A_LOOK && one / eight > TOO_MUCH {
                        found += 1;
                        println!(
                            "{name}: {first:?} and {second:?}, {arrangement}: {one:.0} ms instead of {eight:.0} ms"
                        );
                    }
                }
            }
        }
        println!("{name}: {} pieces tried", pieces.len());
    }
    if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
