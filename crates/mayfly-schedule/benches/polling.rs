//! The delay of new mail and its cost in requests: Mayfly's planner compared with loops at a fixed interval, over the
//! same simulated month. `cargo bench --bench polling` prints a table.

#![allow(clippy::unwrap_used, reason = "no part of the library")]

mod simulation;

use simulation::clients::{run_fixed_interval, simulate_planner};
use simulation::scenarios::{
    MailTiming, build_heavy_user_scenario, build_inbox_burst_scenario, build_kept_address_scenario,
    build_light_user_scenario, build_many_inboxes_simulation, build_ordinary_user_scenario,
    build_service_comparison_scenario, build_test_automation_scenario,
};
use simulation::{DAY, MONTH, SimulatedQuotaLimit, SimulatedUserMonth, SimulationResult};
use std::time::Duration;

const SEED: u64 = 20;

/// A label, and the function that makes the scenario.
type NamedScenario = (&'static str, fn(u64, MailTiming) -> SimulatedUserMonth);

fn main() {
    let scenarios: [NamedScenario; 8] = [
        ("light: 2 addresses a day", build_light_user_scenario),
        ("heavy: 30 a day, 10 min each", build_heavy_user_scenario),
        ("hoarder: 200 that never end", build_many_inboxes_simulation),
        ("bursts: 25 in an hour, twice a week", build_inbox_burst_scenario),
        ("comparison: 8 to 15 in an evening, twice", build_service_comparison_scenario),
        ("tests: 20 to 60 a working day", build_test_automation_scenario),
        ("kept: one address for a year", build_kept_address_scenario),
        ("ordinary: comparison and kept address", build_ordinary_user_scenario),
    ];
    let quotas = [
        ("50,000 a month", SimulatedQuotaLimit { limit: 50_000, period: MONTH }),
        ("1,000 a month", SimulatedQuotaLimit { limit: 1_000, period: MONTH }),
        ("2,000 a day", SimulatedQuotaLimit { limit: 2_000, period: DAY }),
    ];
    println!("| person | quota | client | checks | own refused | left | mail | missed | median | 95 % |");
    println!("|---|---|---|---:|---:|---:|---:|---:|---:|---:|");
    for (label, make_scenario) in scenarios {
        let scenario = make_scenario(SEED, MailTiming::USUAL);
        for (name, quota) in quotas {
            // Where the user's own requests use most of the quota, there is nothing to decide.
            let user_requests = scenario.actions.iter().filter(|(_, action)| action.is_request()).count();
            if user_requests as i64 * quota.period / MONTH > quota.limit as i64 / 2 {
                continue;
            }
            let planner = simulate_planner(&scenario, quota, SEED).client;
            let equal =
                Duration::from_secs_f64(scenario.total_inbox_open_time() as f64 / 1000.0 / planner.checks as f64);
            print_row(label, name, "**Mayfly**", &planner);
            let client = format!("fixed, {} (equal spending)", format_seconds(equal.as_secs_f64()));
            let unlimited = SimulatedQuotaLimit { limit: u64::MAX, ..quota };
            print_row("", "", &client, &run_fixed_interval(&scenario, unlimited, equal, SEED));
            for interval in [5, 15, 60] {
                let result = run_fixed_interval(&scenario, quota, Duration::from_secs(interval), SEED);
                print_row("", "", &format!("fixed, {interval} s"), &result);
            }
        }
    }
}

fn print_row(scenario: &str, quota: &str, client: &str, result: &SimulationResult) {
    let remaining = match result.exhausted_at {
        Some(at) => format!("none from day {}", at / DAY + 1),
        None if result.remaining_at_end > 1 << 60 => "–".to_owned(),
        None => result.remaining_at_end.to_string(),
    };
    println!(
        "| {scenario} | {quota} | {client} | {} | {} | {remaining} | {} | {} | {} | {} |",
        result.checks,
        result.refused_user_requests,
        result.delays.len(),
        result.count_missed_mail(),
        format_seconds(result.delay_percentile(0.5)),
        format_seconds(result.delay_percentile(0.95)),
    );
}

fn format_seconds(value: f64) -> String {
    match value {
        value if value.is_infinite() => "never".to_owned(),
        value if value < 120.0 => format!("{value:.1} s"),
        value if value < 7_200.0 => format!("{:.1} min", value / 60.0),
        value => format!("{:.1} h", value / 3_600.0),
    }
}
