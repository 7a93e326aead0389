//! How soon new mail is seen, and what that costs: Mayfly's plan beside loops with a fixed interval, over the
//! same simulated month. `cargo bench --bench polling` prints a table.

#![allow(clippy::unwrap_used, reason = "no part of the library")]

mod simulation;

use simulation::clients::{fixed, mayfly};
use simulation::people::{bursts, heavy, hoarder, light};
use simulation::{Act, DAY, Life, MONTH, Quota, Record};
use std::time::Duration;

const SEED: u64 = 20;

type Person = (&'static str, fn(u64) -> Life);

fn main() {
    let people: [Person; 4] = [
        ("light: 2 addresses a day", light),
        ("heavy: 30 a day, 10 min each", heavy),
        ("hoarder: 200 that never end", hoarder),
        ("bursts: 25 in an hour, twice a week", bursts),
    ];
    let quotas = [
        ("50,000 a month", Quota { limit: 50_000, period: MONTH }),
        ("1,000 a month", Quota { limit: 1_000, period: MONTH }),
        ("2,000 a day", Quota { limit: 2_000, period: DAY }),
    ];
    println!("| person | quota | client | checks | own refused | left | mail | missed | median | 95 % |");
    println!("|---|---|---|---:|---:|---:|---:|---:|---:|---:|");
    for (person, make) in people {
        let life = make(SEED);
        for (name, quota) in quotas {
            // Where the person alone uses most of the quota, there is nothing to decide.
            let own = life.acts.iter().filter(|(_, act)| matches!(act, Act::Create(_) | Act::Request)).count();
            if own as i64 * quota.period / MONTH > quota.limit as i64 / 2 {
                continue;
            }
            let ours = mayfly(&life, quota, SEED).record;
            let equal = Duration::from_secs_f64(life.open_time() as f64 / 1000.0 / ours.checks as f64);
            row(person, name, "**Mayfly**", &ours);
            let label = format!("fixed, {} (equal spending)", seconds(equal.as_secs_f64()));
            row("", "", &label, &fixed(&life, Quota { limit: u64::MAX, ..quota }, equal, SEED));
            for interval in [5, 15, 60].into_iter().filter(|_| std::env::var_os("Q").is_none()) {
                let record = fixed(&life, quota, Duration::from_secs(interval), SEED);
                row("", "", &format!("fixed, {interval} s"), &record);
            }
        }
    }
}

fn row(person: &str, quota: &str, client: &str, record: &Record) {
    let left = match record.ran_out {
        Some(at) => format!("none from day {}", at / DAY + 1),
        None if record.left > 1 << 60 => "–".to_owned(),
        None => record.left.to_string(),
    };
    println!(
        "| {person} | {quota} | {client} | {} | {} | {left} | {} | {} | {} | {} |",
        record.checks,
        record.refused,
        record.delays.len(),
        record.missed(),
        seconds(record.percentile(0.5)),
        seconds(record.percentile(0.95)),
    );
}

fn seconds(value: f64) -> String {
    match value {
        value if value.is_infinite() => "never".to_owned(),
        value if value < 120.0 => format!("{value:.1} s"),
        value if value < 7_200.0 => format!("{:.1} min", value / 60.0),
        value => format!("{:.1} h", value / 3_600.0),
    }
}
