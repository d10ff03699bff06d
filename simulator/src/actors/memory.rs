//! What the people of a case remember of it: what cannot be seen from where the case stands.

use super::Intent;
use chrono::{DateTime, Utc};

/// What was done so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Memory {
    /// What the law wants is on file.
    pub on_file: bool,
    /// Authorisation is asked for.
    pub requested: bool,
    /// The borrower promised.
    pub promised: bool,
    /// The borrower broke the promise.
    pub broken: bool,
    /// The borrower disputed.
    pub disputed: bool,
    /// The borrower paid.
    pub paid: bool,
    /// Offers that were declined or left unanswered.
    pub unwanted: u32,
    /// The present offer is left unanswered until then.
    pub silent_until: Option<DateTime<Utc>>,
    /// Attempts that came to nothing.
    pub failed: u32,
    /// A lone agent was refused.
    pub overstepped: bool,
    /// A contractor was refused while the case was held.
    pub tried: bool,
    /// The contractor has billed.
    pub billed: bool,
    /// The borrower has the car back.
    pub back: bool,
}

impl Memory {
    /// Takes note of what was done.
    pub fn note(&mut self, intent: Intent) {
        match intent {
            // What was taken back into review is asked for anew.
            Intent::TakeOn => self.requested = false,
            Intent::PrepareFile => self.on_file = true,
            Intent::Request => self.requested = true,
            Intent::Promise => self.promised = true,
            Intent::BreakPromise => self.broken = true,
            Intent::Dispute => self.disputed = true,
            Intent::Pay { .. } => self.paid = true,
            Intent::Decline => self.unwanted += 1,
            Intent::ReportNotFound | Intent::ReportIncident => self.failed += 1,
            Intent::Overstep => self.overstepped = true,
            Intent::TryWhileHeld => self.tried = true,
            Intent::Bill => self.billed = true,
            Intent::HandBack => self.back = true,
            _ => {}
        }
    }
}
