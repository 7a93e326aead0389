//! The table of the comparison.

use super::installed_size::InstalledSize;
use super::measuring::LaunchCost;
use super::peer::MeasuredProgram;
use std::fmt::Write as _;

/// All measurements of one program.
pub struct PeerResult {
    pub peer: MeasuredProgram,
    pub launches: Vec<LaunchCost>,
    /// Processor time while the program was put away, in seconds.
    pub idle_seconds: f64,
    /// `None` if there is no package to measure.
    pub size: Option<InstalledSize>,
}

/// Formats the table. The first program is the one that the others are compared with.
pub fn format_comparison_table(results: &[PeerResult], idle_seconds: u64) -> String {
    let mut table = String::from("| |");
    for result in results {
        write!(table, " {} |", result.peer.name).unwrap();
    }
    table.push_str("\n|---|");
    table.push_str(&"---:|".repeat(results.len()));
    table.push('\n');
    let mut row = |what: &str, values: Vec<Option<MeasuredRange>>| {
        let reference = values[0].map(|values| values.median);
        write!(table, "| {what} |").unwrap();
        for (at, values) in values.into_iter().enumerate() {
            write!(table, " {} |", values.map_or("—".into(), |values| values.format(reference, at > 0))).unwrap();
        }
        table.push('\n');
    };
    let of_launches = |unit: &'static str, of: &dyn Fn(&LaunchCost) -> f64| -> Vec<Option<MeasuredRange>> {
        results.iter().map(|result| MeasuredRange::of_launches(&result.launches, unit, of)).collect()
    };
    row("launch to first useful picture", of_launches("ms", &|cost| cost.launch_ms));
    row("processor time until then", of_launches("ms", &|cost| cost.processor_ms));
    row("memory (PSS), list", of_launches("MB", &|cost| cost.list.proportional));
    row("memory that can't be dropped, list", of_launches("MB", &|cost| cost.list.private_dirty));
    row("click on a message of 100 KB to its first paint", of_launches("ms", &|cost| cost.message_ms));
    row("memory (PSS), 100 KB open", of_launches("MB", &|cost| cost.message.proportional));
    row("memory that can't be dropped, 100 KB open", of_launches("MB", &|cost| cost.message.private_dirty));
    row("memory (PSS), put away", of_launches("MB", &|cost| cost.away.proportional));
    row("memory that can't be dropped, put away", of_launches("MB", &|cost| cost.away.private_dirty));
    let idle = results.iter().map(|result| Some(MeasuredRange::single(result.idle_seconds, "s"))).collect();
    row(&format!("processor time in {idle_seconds} s, put away"), idle);
    let mut size_row = |what: &str, of: &dyn Fn(&InstalledSize) -> f64| {
        let sizes = results.iter().map(|result| Some(MeasuredRange::single(of(result.size.as_ref()?), "MB")));
        row(what, sizes.collect());
    };
    size_row("installed size of the package", &|size| size.package);
    size_row("with all that it needs, on a minimal Debian", &|size| size.on_minimal_system);
    size_row("with all that it needs, beside GNOME", &|size| size.beside_gnome);
    let count = |at: usize| -> Vec<String> {
        let number = |result: &PeerResult| result.size.map_or("—".into(), |size| size.packages[at].to_string());
        results.iter().map(number).collect()
    };
    writeln!(table, "| packages for that: minimal Debian | {} |", count(1).join(" | ")).unwrap();
    writeln!(table, "| packages for that: beside GNOME | {} |", count(0).join(" | ")).unwrap();
    table
}

/// A median, and the least and most that were measured.
#[derive(Clone, Copy)]
struct MeasuredRange {
    median: f64,
    least: f64,
    most: f64,
    unit: &'static str,
}

impl MeasuredRange {
    fn of_launches(launches: &[LaunchCost], unit: &'static str, of: &dyn Fn(&LaunchCost) -> f64) -> Option<Self> {
        let mut values: Vec<_> = launches.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        let median = *values.get(values.len() / 2)?;
        Some(Self { median, least: values[0], most: values[values.len() - 1], unit })
    }

    fn single(value: f64, unit: &'static str) -> Self {
        Self { median: value, least: value, most: value, unit }
    }

    /// Formats the values, with the ratio to `reference` if it is wanted.
    fn format(self, reference: Option<f64>, with_ratio: bool) -> String {
        let Self { median, least, most, unit } = self;
        let digits = match unit {
            "s" => 2,
            _ if median < 10.0 => 1,
            _ => 0,
        };
        let mut text = format!("{median:.digits$} {unit}");
        if least < most {
            write!(text, " ({least:.digits$} to {most:.digits$})").unwrap();
        }
        if let Some(reference) = reference.filter(|reference| with_ratio && *reference > 0.0) {
            write!(text, ", **{:.2}**", median / reference).unwrap();
        }
        text
    }
}
