//! The search itself, and measurements of single documents.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use mayfly_mail::{RenderOptions, render};

use crate::browser_process::{BrowserBusyTime, BrowserProcess};
use crate::mail_generators::ScalableMailGenerator;
use crate::slow_layout_cases::{CASES, parse_cases};

/// How long a document may hold the engine before its browser is ended.
const TIME_LIMIT: Duration = Duration::from_secs(8);
/// Milliseconds of processor time after which a document counts as slow.
const SLOW_MS: u64 = 1_000;
/// Milliseconds below which the growth of a document is not measured.
const MIN_MEASURED_MS: u64 = 200;
/// How much longer a document of twice the size may take.
const MAX_GROWTH: u64 = 3;

fn start_browser_engine() -> io::Result<BrowserProcess> {
    BrowserProcess::start(std::env::temp_dir().join(format!("mayfly-layout-search-{}", std::process::id())))
}

fn render_document(source: &str) -> String {
    render(source, &RenderOptions::default()).document
}

fn print_measurement(name: &str, source: &str, document: &str, time: BrowserBusyTime) {
    let times = match time {
        BrowserBusyTime::Answered([load, narrow, wide]) => format!("{load:>5} {narrow:>5} {wide:>5} ms"),
        BrowserBusyTime::TimedOut => format!("over {} s", TIME_LIMIT.as_secs()),
    };
    println!("{times:<22} {:>8} -> {:>8} bytes  {name}", source.len(), document.len());
}

/// Measures the known cases whose name contains `part`. Fails when one is slow.
pub(crate) fn measure_known_layout_cases(part: Option<&str>) -> io::Result<ExitCode> {
    let mut engine = start_browser_engine()?;
    println!("load, width 380, width 1000");
    let mut is_slow = false;
    for case in parse_cases(CASES).iter().filter(|case| part.is_none_or(|part| case.name.contains(part))) {
        let document = render_document(&case.markup);
        let time = engine.measure_document_load_time(&document, TIME_LIMIT)?;
        is_slow |= time.longest_time_ms().is_none_or(|longest| longest > SLOW_MS);
        print_measurement(&case.name, &case.markup, &document, time);
    }
    Ok(if is_slow { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Measures mail in files.
pub(crate) fn measure_mail_files(files: &[String]) -> io::Result<ExitCode> {
    let mut engine = start_browser_engine()?;
    for file in files {
        let source = fs::read_to_string(file)?;
        let document = render_document(&source);
        let time = engine.measure_document_load_time(&document, TIME_LIMIT)?;
        print_measurement(file, &source, &document, time);
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes one candidate of a search again, and measures it in two sizes.
pub(crate) fn measure_generated_mail(number: u64) -> io::Result<ExitCode> {
    let mut engine = start_browser_engine()?;
    let candidate = ScalableMailGenerator::new(number);
    for size in [candidate.start_size, 2 * candidate.start_size] {
        let source = candidate.generate_mail_of_size(size);
        let document = render_document(&source);
        let time = engine.measure_document_load_time(&document, TIME_LIMIT)?;
        print_measurement(&format!("{} of size {size}", candidate.kind), &source, &document, time);
        write_slow_mail_file(number, size, &source)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Searches for so many minutes. Fails when something was found.
pub(crate) fn search_slow_layouts(minutes: u64) -> io::Result<ExitCode> {
    let mut engine = start_browser_engine()?;
    let end = Instant::now() + Duration::from_secs(60 * minutes);
    // Another search tries other candidates.
    let first = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs()) << 20;
    let (mut tried, mut found) = (0_u64, 0);
    while Instant::now() < end {
        let number = first + tried;
        tried += 1;
        let candidate = ScalableMailGenerator::new(number);
        let size = candidate.start_size;
        let mut measure = |size: usize| {
            let source = candidate.generate_mail_of_size(size);
            let document = render_document(&source);
            let time = engine.measure_document_load_time(&document, TIME_LIMIT)?;
            Ok::<_, io::Error>((source, document, time))
        };
        let (source, document, time) = measure(size)?;
        let longest = time.longest_time_ms().unwrap_or(u64::MAX);
        let mut is_found = longest > SLOW_MS;
        let mut worst = (size, source, document, time);
        if !is_found && longest > MIN_MEASURED_MS {
            let (source, document, time) = measure(2 * size)?;
            let doubled = time.longest_time_ms().unwrap_or(u64::MAX);
            is_found = doubled > SLOW_MS || doubled > MAX_GROWTH * longest;
            worst = (2 * size, source, document, time);
        }
        if is_found {
            found += 1;
            let (size, source, document, time) = worst;
            let file = write_slow_mail_file(number, size, &source)?;
            print_measurement(&format!("{} {}", candidate.kind, file.display()), &source, &document, time);
        }
        if tried.is_multiple_of(200) {
            println!("{tried} tried, {found} found, the last candidate {number}");
        }
    }
    println!("{tried} tried, {found} found");
    Ok(if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn write_slow_mail_file(number: u64, size: usize, source: &str) -> io::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/layout-search");
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{number}-{size}.html"));
    fs::write(&file, source)?;
    Ok(file)
}
