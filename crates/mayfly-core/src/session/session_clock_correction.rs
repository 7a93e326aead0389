//! This computer's clock compared with the service's: jumps, and conversions between the two.

use super::account_session::AccountSession;
use crate::scheduler_types::ClockJump;
use jiff::{SignedDuration, Timestamp};

impl AccountSession {
    /// A jump of this computer's clock, returned once.
    pub(crate) fn take_clock_jump(&self) -> Option<ClockJump> {
        let jump = self.scheduler.take_jump(self.now());
        if jump.is_some() {
            // The times that windows were sent are by the clock as it was.
            self.lock_state().sync_status = None;
        }
        jump
    }

    /// Whether a jump waits for [`take_clock_jump`](Self::take_clock_jump).
    pub(crate) fn has_detected_clock_jump(&self) -> bool {
        self.scheduler.has_detected_jump(self.now())
    }

    /// By how much the ends of inboxes that were stored before the last jump have to be moved; returned once.
    pub(crate) fn take_expiry_shift(&self) -> Option<SignedDuration> {
        self.scheduler.take_expiry_shift()
    }

    /// Whether this computer's clock is as it was: it hasn't jumped, or an answer has said since what the jump was.
    pub(crate) fn has_no_pending_clock_correction(&self) -> bool {
        self.scheduler.has_no_pending_clock_correction(self.now())
    }

    /// A moment of the service's clock by this computer's.
    pub(crate) fn service_to_local_clock(&self, service: Timestamp) -> Timestamp {
        self.scheduler.service_to_local_clock(service)
    }

    /// The service's clock less this computer's, without small differences: moments that are corrected by it keep their
    /// order.
    pub(crate) fn steady_server_offset(&self) -> SignedDuration {
        self.scheduler.steady_server_offset()
    }

    /// A moment of this computer's clock by the service's.
    pub(crate) fn local_to_service_time(&self, local: Timestamp) -> Timestamp {
        self.scheduler.local_to_service_time(local)
    }
}
