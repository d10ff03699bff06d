//! The story of one case, step by step.

use super::memory::Memory;
use super::plot::{Plot, Rests};
use super::wishes::{Wish, wish};
use super::{Intent, Seen};
use crate::chance::{Purpose, Stream, stream};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::recovery::CaseState;
use rand::Rng;
use std::mem::{Discriminant, discriminant};

/// Where nobody wants anything, one looks again after this.
const LOOK_AGAIN: TimeDelta = TimeDelta::hours(6);
/// What was refused is tried again after this.
const TRY_AGAIN: TimeDelta = TimeDelta::hours(20);
/// Refusals of one step after which the case is stuck.
const PATIENCE: u32 = 3;
/// Hours for which a case rests where its plot says so, before somebody takes it up again.
const REST_H: i64 = 60 * 24;

/// What happens next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Somebody does this now.
    Do(Intent),
    /// Nothing before then.
    Wait(DateTime<Utc>),
    /// Nothing any more.
    Over,
}

/// What a refusal means for the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// It was to be refused: the story goes on.
    Expected,
    /// It is tried again later.
    Again,
    /// Nobody knows how to go on.
    Stuck,
}

/// The story of one case.
#[derive(Debug)]
pub struct Story {
    /// Who does what in it.
    pub plot: Plot,
    rng: Stream,
    memory: Memory,
    planned: Option<(Discriminant<Intent>, DateTime<Utc>)>,
    refusals: u32,
    stuck: bool,
}

impl Story {
    /// The story of the `number`th case (from 0) in the play of `seed`.
    pub fn new(seed: u64, number: usize) -> Story {
        Story::of(Plot::deal(seed, number), seed, number)
    }

    /// The same with a plot of one's own.
    pub fn of(plot: Plot, seed: u64, number: usize) -> Story {
        // The deal drew from the stream of the number alone.
        let rng = stream(seed, Purpose::Actors, 1 << 32 | number as u64);
        Story { plot, rng, memory: Memory::default(), planned: None, refusals: 0, stuck: false }
    }

    /// What happens next. The same sights in the same order give the same answers.
    pub fn next(&mut self, seen: &Seen) -> Next {
        if self.stuck {
            return Next::Over;
        }
        let intent = match wish(&self.plot, &mut self.memory, seen) {
            Wish::Do(intent) => intent,
            Wish::Until(at) => {
                self.planned = None;
                return Next::Wait(at.max(seen.now + TimeDelta::minutes(5)));
            }
            Wish::Nothing => {
                self.planned = None;
                return Next::Wait(seen.now + LOOK_AGAIN);
            }
            Wish::Over => return Next::Over,
        };
        let mark = discriminant(&intent);
        let at = match self.planned {
            Some((planned, at)) if planned == mark => at,
            _ => {
                let at = self.time(intent, seen);
                self.planned = Some((mark, at));
                at
            }
        };
        // Whoever was held up does it in the next of their hours.
        let at = if at <= seen.now { intent.hours().from(seen.now) } else { at };
        if at <= seen.now { Next::Do(intent) } else { Next::Wait(at) }
    }

    /// It was done.
    pub fn done(&mut self, intent: Intent) {
        self.memory.note(intent);
        self.planned = None;
        self.refusals = 0;
    }

    /// It was refused, by this rule.
    pub fn refused(&mut self, intent: Intent, rule: &str, now: DateTime<Utc>) -> After {
        if intent.refused_by() == Some(rule) {
            self.done(intent);
            return After::Expected;
        }
        self.refusals += 1;
        if self.refusals > PATIENCE {
            self.stuck = true;
            return After::Stuck;
        }
        self.planned = Some((discriminant(&intent), intent.hours().from(now + TRY_AGAIN)));
        After::Again
    }

    /// It was done, though it should have been refused: nobody knows how to go on.
    pub fn should_have_been_refused(&mut self) {
        self.stuck = true;
    }

    /// It cannot be done before then: a period has to elapse.
    pub fn later(&mut self, intent: Intent, at: DateTime<Utc>) {
        self.planned = Some((discriminant(&intent), intent.hours().from(at)));
    }

    fn time(&mut self, intent: Intent, seen: &Seen) -> DateTime<Utc> {
        if self.rests_before(intent, seen.state) {
            return intent.hours().from(seen.now + TimeDelta::hours(REST_H));
        }
        let (least, most) = match intent {
            // The last bid of a late bidder comes when the auctioneer's hammer is up already.
            Intent::Bid { .. } => return self.bid_time(seen),
            _ => usual(intent),
        };
        let minutes = self.rng.random_range(least * 60..=most * 60);
        intent.hours().from(seen.now + TimeDelta::minutes(minutes))
    }

    /// Bids are spread over the time that is left.
    fn bid_time(&mut self, seen: &Seen) -> DateTime<Utc> {
        let Some(lot) = seen.lot else { return seen.now };
        if super::wishes::is_late(&self.plot, &lot) {
            return lot.closes_at - super::wishes::LATE;
        }
        let left = (lot.closes_at - seen.now).num_minutes();
        // The others have come before the late one.
        let left = left - super::wishes::LATE.num_minutes() - 60;
        let bids = i64::from(super::wishes::bids_wanted(&self.plot).saturating_sub(lot.bids)).max(1);
        let step = (left / (bids + 1)).max(0);
        Intent::Bid { bidder: 0, minor: 0 }
            .hours()
            .from(seen.now + TimeDelta::minutes(self.rng.random_range(step / 2..=step)))
    }

    fn rests_before(&self, intent: Intent, state: CaseState) -> bool {
        match self.plot.rests {
            Some(Rests::InReview) => intent == Intent::Request,
            Some(Rests::Authorised) => matches!(intent, Intent::PlaceOrder { .. }) && state == CaseState::Authorised,
            Some(Rests::Locating) => intent == Intent::Accept,
            Some(Rests::Dispatched) => intent == Intent::Depart,
            Some(Rests::Secured) => intent == Intent::BringIn,
            Some(Rests::InCustody) => intent == Intent::Clear,
            Some(Rests::ForDisposal) => matches!(intent, Intent::Buy { .. } | Intent::Award),
            Some(Rests::OnHold) => intent == Intent::ReleaseHolds,
            None => false,
        }
    }
}

/// Hours between the moment at which something can be done and the one at which it is, at least and at most.
fn usual(intent: Intent) -> (i64, i64) {
    match intent {
        Intent::TakeOn => (2, 72),
        Intent::PrepareFile => (4, 24),
        Intent::Request => (6, 48),
        Intent::Approve => (2, 30),
        Intent::PlaceOrder { .. } => (2, 30),
        Intent::Accept => (1, 5),
        Intent::Decline => (1, 8),
        Intent::Depart => (12, 72),
        Intent::Hook | Intent::Overstep => (1, 3),
        Intent::ReportNotFound => (6, 48),
        Intent::ReportIncident => (0, 0),
        Intent::TryWhileHeld => (1, 6),
        Intent::ConfirmHold => (0, 3),
        Intent::BringIn => (1, 5),
        Intent::Acknowledge => (12, 48),
        Intent::Bill => (4, 30),
        Intent::PayBill => (2, 40),
        Intent::Clear => (72, 168),
        Intent::Sell => (12, 72),
        Intent::OpenLot | Intent::ReportSale => (0, 0),
        Intent::Bid { .. } => (1, 24),
        Intent::Buy { .. } => (12, 72),
        Intent::Award => (2, 24),
        Intent::CollectPayment => (4, 36),
        Intent::Deliver => (12, 60),
        Intent::Settle => (24, 72),
        Intent::Relist => (12, 48),
        Intent::Pay { .. } => (12, 60),
        Intent::Promise | Intent::Dispute => (4, 36),
        // The service itself notices that a promise is broken, some days earlier.
        Intent::BreakPromise => (190, 220),
        Intent::ReleaseHolds => (48, 96),
        Intent::WithdrawOrder => (2, 20),
        Intent::Redeem | Intent::Reinstate | Intent::Unrepossess => (4, 28),
        Intent::HandBack => (12, 48),
        Intent::Close(_) => (12, 48),
    }
}
