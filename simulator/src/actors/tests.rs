//! The stories against a model of the service: small, and willing to refuse.

use super::*;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::disposal::LotState;
use lienwatch_domain::recovery::{CaseState, CloseReason, OrderState};
use std::collections::BTreeSet;

/// A service that does what is asked, of one case.
struct World {
    seen: Seen,
    before_hold: Option<OrderState>,
    closed: Option<CloseReason>,
    deeds: Vec<(DateTime<Utc>, Intent)>,
    refused: Vec<&'static str>,
    price: Option<i64>,
    /// An instalment falls due so long after the first payment.
    next_due: Option<TimeDelta>,
    falls_due: Option<DateTime<Utc>>,
}

impl World {
    fn new() -> World {
        World {
            seen: Seen {
                now: "2026-09-23T16:00:00Z".parse().expect("a time"),
                state: CaseState::Flagged,
                open_holds: 0,
                dpd: 70,
                overdue_minor: 900_000,
                outstanding_minor: 8_000_000,
                order: None,
                lot: None,
            },
            before_hold: None,
            closed: None,
            deeds: vec![],
            refused: vec![],
            price: None,
            next_due: None,
            falls_due: None,
        }
    }

    fn play(story: &mut Story, days: i64) -> World {
        World::new().played(story, days)
    }

    fn played(self, story: &mut Story, days: i64) -> World {
        let mut world = self;
        let end = world.seen.now + TimeDelta::days(days);
        while world.seen.now < end {
            world.time_passes();
            match story.next(&world.seen) {
                Next::Over => return world,
                Next::Do(intent) => {
                    world.deeds.push((world.seen.now, intent));
                    match intent.refused_by() {
                        Some(rule) => {
                            assert_eq!(story.refused(intent, rule, world.seen.now), After::Expected);
                            world.refused.push(rule);
                        }
                        None => {
                            world.carry_out(intent, story.plot);
                            story.done(intent);
                        }
                    }
                }
                // The clock is driven in steps, as the demonstration drives it.
                Next::Wait(_) => world.seen.now += TimeDelta::hours(1),
            }
        }
        world
    }

    fn time_passes(&mut self) {
        let now = self.seen.now;
        if self.falls_due.is_some_and(|at| at <= now) {
            self.falls_due = None;
            (self.seen.dpd, self.seen.overdue_minor) = (3, 150_000);
        }
        if let Some(lot) = &mut self.seen.lot
            && lot.state == LotState::Open
            && now >= lot.closes_at
        {
            lot.state = if lot.bids > 0 { LotState::Closed } else { LotState::Unsold };
        }
    }

    fn order(&mut self, state: OrderState) {
        self.seen.order = Some(OrderSeen { state, waits_for_vendor: false });
    }

    fn hold(&mut self) {
        self.seen.open_holds += 1;
        use OrderState::*;
        if let Some(order) = self.seen.order.filter(|o| matches!(o.state, Accepted | EnRoute | OnSite | OnHook)) {
            self.before_hold = Some(order.state);
            self.seen.order = Some(OrderSeen { state: OnHold, waits_for_vendor: true });
        }
    }

    fn release(&mut self) {
        self.seen.open_holds = 0;
        if let Some(state) = self.before_hold.take() {
            self.order(state);
        }
    }

    fn list(&mut self, round: u32) {
        let opens_at = self.seen.now + TimeDelta::days(1);
        let closes_at = opens_at + TimeDelta::days(4);
        let state = if round == 1 { LotState::Listed } else { LotState::Relisted };
        self.seen.lot = Some(LotSeen { state, round, opens_at, closes_at, next_bid: Some(5_000_000), bids: 0 });
    }

    fn lot(&mut self) -> &mut LotSeen {
        self.seen.lot.as_mut().expect("a lot")
    }

    fn carry_out(&mut self, intent: Intent, plot: Plot) {
        use CaseState as S;
        match intent {
            Intent::TakeOn => self.seen.state = S::InReview,
            Intent::PrepareFile | Intent::Request => {}
            Intent::Approve => self.seen.state = S::Authorised,
            Intent::PlaceOrder { .. } => {
                self.seen.state = S::InRecovery;
                self.order(OrderState::Offered);
            }
            Intent::Accept => self.order(OrderState::Accepted),
            Intent::Decline => {}
            Intent::Depart => self.order(OrderState::EnRoute),
            Intent::Hook => {
                self.seen.state = S::Secured;
                self.order(OrderState::OnHook);
            }
            Intent::ReportNotFound | Intent::WithdrawOrder => self.seen.order = None,
            Intent::ReportIncident => {
                self.seen.order = None;
                self.hold();
            }
            Intent::ConfirmHold => self.order(OrderState::OnHold),
            Intent::ReleaseHolds | Intent::BreakPromise => self.release(),
            Intent::Promise | Intent::Dispute => self.hold(),
            Intent::Pay { minor } => {
                assert!(minor > 0);
                self.falls_due = self.next_due.take().map(|after| self.seen.now + after);
                self.seen.outstanding_minor -= minor;
                (self.seen.dpd, self.seen.overdue_minor) = (0, 0);
                self.hold();
            }
            Intent::BringIn => {
                self.seen.state = S::InCustody;
                self.order(OrderState::Completed);
            }
            Intent::Acknowledge => self.order(OrderState::Acknowledged),
            // A large one waits for two people.
            Intent::Bill => assert_eq!(self.seen.order.map(|o| o.state), Some(OrderState::Acknowledged), "once"),
            Intent::PayBill => self.order(OrderState::Paid),
            Intent::Clear => self.seen.state = S::ForDisposal,
            Intent::Redeem => self.seen.state = S::Redeemed,
            Intent::Reinstate => self.seen.state = S::Reinstated,
            Intent::Unrepossess => self.seen.state = S::Unrepossessed,
            Intent::Sell => self.list(1),
            Intent::Relist => self.list(2),
            Intent::OpenLot => self.lot().state = LotState::Open,
            Intent::Bid { minor, .. } => {
                let now = self.seen.now;
                let lot = self.lot();
                assert!(now < lot.closes_at, "a bid after the close");
                if lot.closes_at - now <= TimeDelta::minutes(90) {
                    lot.closes_at = now + TimeDelta::hours(2);
                }
                (lot.bids, lot.next_bid) = (lot.bids + 1, Some(minor + 200_000));
                self.price = Some(minor);
            }
            Intent::ReportSale => {
                self.lot().bids = 1;
                self.lot().state = LotState::Closed;
            }
            Intent::Buy { .. } | Intent::Award => {
                assert_eq!(matches!(intent, Intent::Buy { .. }), plot.way == Way::FixedPrice);
                self.lot().state = LotState::Awarded;
                self.seen.state = S::Sold;
            }
            Intent::CollectPayment => self.lot().state = LotState::Paid,
            Intent::Deliver => self.lot().state = LotState::Delivered,
            Intent::Settle => self.seen.state = S::Settled,
            Intent::HandBack => {}
            Intent::Close(reason) => {
                let cured = reason == CloseReason::Cured && self.seen.state != S::Reinstated;
                assert!(!cured || self.seen.dpd == 0, "cured, and {} days past due", self.seen.dpd);
                self.seen.state = S::Closed;
                self.closed = Some(reason);
            }
            Intent::Overstep | Intent::TryWhileHeld => unreachable!("these are refused"),
        }
    }
}

#[test]
fn every_persona_reaches_its_end() {
    let (mut ends, mut deeds) = (BTreeSet::new(), BTreeSet::new());
    for number in 0..Plot::FIRST {
        let mut story = Story::new(1, number);
        let plot = story.plot;
        let world = World::play(&mut story, 90);
        let closed =
            world.closed.unwrap_or_else(|| panic!("{number} {plot:?} ended {:?}: {:?}", world.seen, world.deeds));
        let expected = match plot.borrower {
            Borrower::PaysAtDispatch | Borrower::KeepsPromise | Borrower::Reinstates | Borrower::PaidElsewhere => {
                CloseReason::Cured
            }
            Borrower::Redeems => CloseReason::Redeemed,
            Borrower::Silent | Borrower::BreaksPromise | Borrower::Disputes => CloseReason::Recovered,
        };
        assert_eq!(closed, expected, "{number} {plot:?}");
        ends.insert(format!("{:?}", plot.borrower));
        deeds.extend(
            world.deeds.iter().map(|(_, intent)| format!("{intent:?}").split([' ', '(']).next().map(str::to_owned)),
        );
        let refused = (world.refused.contains(&"agents_checked_in"), world.refused.contains(&"no_open_hold"));
        let held = matches!(plot.borrower, Borrower::PaysAtDispatch | Borrower::Disputes);
        assert_eq!(refused, (plot.effort == Effort::Misbehaves, held), "{number} {plot:?}");
    }
    assert_eq!(ends.len(), 8, "{ends:?}");
    assert_eq!(deeds.len(), 40, "every intent is somebody's: {deeds:?}");
}

#[test]
fn an_instalment_that_falls_due_meanwhile_is_paid_before_the_case_is_cured() {
    for borrower in [Borrower::KeepsPromise, Borrower::PaysAtDispatch, Borrower::Reinstates, Borrower::PaidElsewhere] {
        for hours in (1..160).step_by(9) {
            let mut story = Story::of(Plot { borrower, rests: None, ..Plot::deal(1, 0) }, 1, 0);
            let next_due = Some(TimeDelta::hours(hours));
            let world = World { next_due, ..World::new() }.played(&mut story, 120);
            let deeds = world.deeds;
            assert_eq!(world.seen.state, CaseState::Closed, "{borrower:?}, due after {hours} h: {deeds:?}");
        }
    }
}

#[test]
fn a_seed_tells_the_same_stories_again_and_another_seed_others() {
    let deeds = |seed: u64, number: usize| World::play(&mut Story::new(seed, number), 90).deeds;
    for number in [0, 4, 8, 25] {
        assert_eq!(deeds(1, number), deeds(1, number));
        assert_ne!(deeds(1, number), deeds(2, number));
    }
    assert_ne!(deeds(1, 0), deeds(1, 12), "each case has a stream of its own");
}

#[test]
fn everybody_keeps_their_hours() {
    for number in 0..40 {
        for (at, intent) in World::play(&mut Story::new(3, number), 90).deeds {
            assert!(intent.hours().contain(at), "{number}: {intent:?} at {at}");
        }
    }
}

#[test]
fn a_late_bid_moves_the_close_and_an_unsold_car_is_offered_again() {
    let of = |way| Story::of(Plot { way, borrower: Borrower::Silent, ..Plot::deal(1, 0) }, 1, 0);
    let late = World::play(&mut of(Way::LateBid), 90);
    let closed_at = late.seen.lot.expect("a lot").closes_at;
    let last = late.deeds.iter().rfind(|(_, i)| matches!(i, Intent::Bid { .. })).expect("a bid").0;
    assert_eq!(closed_at, last + TimeDelta::hours(2), "within the last ninety minutes");
    let again = World::play(&mut of(Way::UnsoldOnce), 90);
    assert_eq!(again.seen.lot.expect("a lot").round, 2);
    assert_eq!(again.seen.state, CaseState::Closed);
}

#[test]
fn who_rests_is_still_there_weeks_later_in_every_column() {
    let mut left = BTreeSet::new();
    for number in Plot::FIRST..Plot::FIRST + 14 {
        let mut story = Story::new(1, number);
        let Some(rests) = story.plot.rests else { continue };
        let world = World::play(&mut story, 45);
        let state = match rests {
            Rests::InReview | Rests::OnHold => CaseState::InReview,
            Rests::Authorised => CaseState::Authorised,
            Rests::Locating | Rests::Dispatched => CaseState::InRecovery,
            Rests::Secured => CaseState::Secured,
            Rests::InCustody => CaseState::InCustody,
            Rests::ForDisposal => CaseState::ForDisposal,
        };
        assert_eq!(world.seen.state, state, "{rests:?}");
        assert_eq!(world.seen.open_holds > 0, rests == Rests::OnHold);
        left.insert(rests);
    }
    assert_eq!(left.len(), 8);
}

#[test]
fn what_is_refused_is_tried_again_and_then_given_up() {
    let mut story = Story::new(1, 0);
    let mut seen = World::new().seen;
    let mut answers = vec![];
    for _ in 0..200 {
        match story.next(&seen) {
            Next::Do(intent) => answers.push(story.refused(intent, "balance_fresh", seen.now)),
            Next::Wait(at) => seen.now = at,
            Next::Over => break,
        }
    }
    assert_eq!(answers, [After::Again, After::Again, After::Again, After::Stuck]);
    let mut story = Story::new(1, 10);
    story.done(Intent::TakeOn);
    assert_eq!(story.refused(Intent::Overstep, "no_open_hold", seen.now), After::Again, "another rule than foreseen");
}
