//! When each inbox is checked for mail: decisions without waiting, input, output or clocks.
//!
//! Every moment is passed in and every random number comes from a seeded generator, so a month of checks can be
//! simulated in a second. The task that waits and sends requests is elsewhere.
//!
//! - [`Planner`] decides what to do next. [`PlannerContext`] carries what the user chose and sees.
//! - `poll_timing` defines how often an inbox should be checked; `desired_checks` applies it to all open inboxes.
//! - `governor` limits what checks may spend of the quota; `demand_forecast` estimates what future inboxes need.
//! - `quota_throttle` lengthens the intervals so that the desired checks fit into the budget; `quota_saving_status` describes that.
//! - `backoff` and `checks_blocked_reason` define the delays after failures.
//! - [`ClockCorrection`] compares this computer's clock with the service's and provides [`SchedulerTime`].

mod backoff;
mod check_frequency;
mod checks_blocked_reason;
mod clock_correction;
mod demand_forecast;
mod desired_checks;
mod event_rate_estimate;
mod governor;
mod inbox_schedule;
mod planner;
mod planner_inputs_and_outputs;
mod poll_timing;
mod quota_saving_status;
mod quota_throttle;
mod rng;
mod scheduler_clock;
mod scheduler_time;

pub use backoff::backoff_delay;
pub use check_frequency::CheckFrequency;
pub use clock_correction::ClockCorrection;
pub use planner::{MAX_CHECKS_IN_FLIGHT, Planner};
pub use planner_inputs_and_outputs::{
    AccountCheckStatus, CheckOutcome, NextStep, PlannerContext, PlannerInbox, QuotaReport,
};
pub use poll_timing::PollTiming;
pub use rng::Rng;
pub use scheduler_clock::{ClockJump, ClockReading};
pub use scheduler_time::SchedulerTime;
