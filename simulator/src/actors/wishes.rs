//! What the people of a case want next, by where it stands.

use super::memory::Memory;
use super::plot::{Borrower, Effort, Plot, Rests, Way};
use super::{Ask, Intent, LotSeen, OrderSeen, Seen};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::disposal::LotState;
use lienwatch_domain::recovery::{CaseState, CloseReason, OrderState};

/// Hours after which an offer that is not answered runs out.
const OFFER_H: u32 = 24;
/// The same where nobody answers for weeks: the longest that an offer runs.
const LONG_OFFER_H: u32 = 13 * 24;
/// A late bid comes so long before the close.
pub(super) const LATE: TimeDelta = TimeDelta::minutes(75);
/// Bidders who come to an auction.
const BIDDERS: u32 = 4;

/// What is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// This.
    Do(Intent),
    /// Nothing before then.
    Until(DateTime<Utc>),
    /// Nothing now.
    Nothing,
    /// Nothing any more.
    Over,
}

/// What is wanted next.
pub(super) fn wish(plot: &Plot, memory: &mut Memory, seen: &Seen) -> Wish {
    use CaseState as S;
    match seen.state {
        S::Flagged => Wish::Do(Intent::TakeOn),
        S::InReview => Wish::Do(reviewed(plot, memory, seen)),
        S::Authorised | S::InRecovery => searched(plot, memory, seen),
        S::Secured => Wish::Do(taken(memory, seen)),
        S::InCustody => Wish::Do(kept(plot, memory, seen)),
        S::ForDisposal => sold(plot, memory, seen),
        S::Sold => paid_for(seen),
        S::Settled => Wish::Do(Intent::Close(CloseReason::Recovered)),
        S::Redeemed => Wish::Do(given_back(memory, CloseReason::Redeemed)),
        S::Reinstated => Wish::Do(given_back(memory, CloseReason::Cured)),
        // What fell due since the car was given back is paid too: nothing is cured that is past due.
        S::Unrepossessed if memory.back && seen.dpd > 0 => Wish::Do(Intent::Pay { minor: seen.overdue_minor }),
        S::Unrepossessed => Wish::Do(given_back(memory, CloseReason::Cured)),
        S::Closed => Wish::Over,
    }
}

fn reviewed(plot: &Plot, memory: &Memory, seen: &Seen) -> Intent {
    if seen.open_holds > 0 {
        return held(plot, memory, seen);
    }
    if !memory.on_file {
        return Intent::PrepareFile;
    }
    match plot.borrower {
        Borrower::KeepsPromise | Borrower::BreaksPromise if !memory.promised => Intent::Promise,
        _ if rests_on_hold(plot) && !memory.disputed => Intent::Dispute,
        _ if memory.paid && seen.dpd == 0 => Intent::Close(CloseReason::Cured),
        _ if !memory.requested => Intent::Request,
        _ => Intent::Approve,
    }
}

fn rests_on_hold(plot: &Plot) -> bool {
    plot.rests == Some(Rests::OnHold)
}

/// What stops a case ends by what the borrower did.
fn held(plot: &Plot, memory: &Memory, seen: &Seen) -> Intent {
    let live = seen.order.is_some_and(|o| o.state == OrderState::OnHold);
    if seen.order.is_some_and(|o| o.waits_for_vendor) {
        return if memory.tried { Intent::ConfirmHold } else { Intent::TryWhileHeld };
    }
    match plot.borrower {
        Borrower::KeepsPromise if !memory.paid => Intent::Pay { minor: seen.overdue_minor },
        Borrower::BreaksPromise if !memory.broken => Intent::BreakPromise,
        // Whoever paid the arrears is let go; the contractor's order is taken back first.
        _ if memory.paid && seen.dpd == 0 && live => Intent::WithdrawOrder,
        _ if memory.paid && seen.dpd == 0 => Intent::Close(CloseReason::Cured),
        _ => Intent::ReleaseHolds,
    }
}

fn offered(plot: &Plot) -> Intent {
    let several = matches!(plot.effort, Effort::DeclinesFirst | Effort::SilentFirst);
    let ask = if several { Ask::Cascade } else { Ask::Direct };
    let hours = if plot.rests == Some(Rests::Locating) { LONG_OFFER_H } else { OFFER_H };
    Intent::PlaceOrder { ask, hours }
}

fn searched(plot: &Plot, memory: &mut Memory, seen: &Seen) -> Wish {
    if seen.open_holds > 0 {
        return Wish::Do(held(plot, memory, seen));
    }
    let first = memory.failed == 0;
    let Some(OrderSeen { state, .. }) = seen.order else { return Wish::Do(offered(plot)) };
    use OrderState as O;
    let intent = match state {
        O::Draft | O::Declined | O::Expired => offered(plot),
        O::Offered => return answered(plot, memory, seen),
        O::Accepted => Intent::Depart,
        O::EnRoute | O::OnSite => match (plot.borrower, plot.effort) {
            (Borrower::PaysAtDispatch, _) if !memory.paid => Intent::Pay { minor: seen.overdue_minor },
            (Borrower::Disputes, _) if !memory.disputed => Intent::Dispute,
            (_, Effort::FailsOnce) if first => Intent::ReportNotFound,
            (_, Effort::Misbehaves) if first && !memory.overstepped => Intent::Overstep,
            (_, Effort::Misbehaves) if first => Intent::ReportIncident,
            _ => Intent::Hook,
        },
        _ => return Wish::Nothing,
    };
    Wish::Do(intent)
}

/// How the vendor that is asked answers.
fn answered(plot: &Plot, memory: &mut Memory, seen: &Seen) -> Wish {
    if let Some(until) = memory.silent_until {
        if seen.now < until {
            return Wish::Until(until);
        }
        memory.silent_until = None;
        memory.unwanted += 1;
    }
    match plot.effort {
        Effort::DeclinesFirst if memory.unwanted == 0 => Wish::Do(Intent::Decline),
        Effort::SilentFirst if memory.unwanted == 0 => {
            // The clock is moved in steps of up to an hour: the offer has run out by then for certain.
            let until = seen.now + TimeDelta::hours(i64::from(OFFER_H) + 1);
            memory.silent_until = Some(until);
            Wish::Until(until)
        }
        _ => Wish::Do(Intent::Accept),
    }
}

fn taken(memory: &Memory, seen: &Seen) -> Intent {
    if seen.open_holds == 0 {
        return Intent::BringIn;
    }
    match seen.order {
        Some(order) if order.waits_for_vendor && !memory.tried => Intent::TryWhileHeld,
        Some(order) if order.waits_for_vendor => Intent::ConfirmHold,
        _ => Intent::ReleaseHolds,
    }
}

fn kept(plot: &Plot, memory: &Memory, seen: &Seen) -> Intent {
    if seen.order.is_some_and(|o| o.state == OrderState::Completed) {
        return Intent::Acknowledge;
    }
    match seen.order.map(|order| order.state) {
        // What is undone is not paid for: the desk is quicker than the contractor's books.
        Some(OrderState::Acknowledged) if plot.borrower == Borrower::PaidElsewhere => {}
        Some(OrderState::Acknowledged) if !memory.billed => return Intent::Bill,
        // An invoice above the limits leaves the order as it is until two people approved it.
        Some(OrderState::Acknowledged | OrderState::Invoiced) => return Intent::PayBill,
        _ => {}
    }
    match plot.borrower {
        Borrower::Redeems if !memory.paid => Intent::Pay { minor: seen.outstanding_minor },
        Borrower::Redeems if seen.outstanding_minor <= 0 => Intent::Redeem,
        Borrower::Reinstates | Borrower::PaidElsewhere if !memory.paid => Intent::Pay { minor: seen.overdue_minor },
        Borrower::Reinstates if seen.dpd == 0 => Intent::Reinstate,
        Borrower::PaidElsewhere if seen.dpd == 0 => Intent::Unrepossess,
        _ if seen.open_holds > 0 => Intent::ReleaseHolds,
        _ => Intent::Clear,
    }
}

fn given_back(memory: &Memory, close: CloseReason) -> Intent {
    if memory.back { Intent::Close(close) } else { Intent::HandBack }
}

/// Whether the next bid is the one that comes late.
pub(super) fn is_late(plot: &Plot, lot: &LotSeen) -> bool {
    plot.way == Way::LateBid && lot.bids + 1 == bids_wanted(plot)
}

/// Bids that come in all.
pub(super) fn bids_wanted(plot: &Plot) -> u32 {
    match plot.way {
        Way::BelowReserve => 1,
        Way::UnsoldOnce => 2,
        _ => 4,
    }
}

fn sold(plot: &Plot, memory: &Memory, seen: &Seen) -> Wish {
    if seen.open_holds > 0 {
        return Wish::Do(held(plot, memory, seen));
    }
    let Some(lot) = seen.lot else { return Wish::Do(Intent::Sell) };
    use LotState as L;
    match lot.state {
        L::Draft => Wish::Do(Intent::Sell),
        L::Listed | L::Relisted if seen.now < lot.opens_at => Wish::Until(lot.opens_at),
        L::Listed | L::Relisted => Wish::Do(Intent::OpenLot),
        L::Open => bidding(plot, &lot),
        L::Closed => Wish::Do(Intent::Award),
        L::Unsold => Wish::Do(Intent::Relist),
        _ => Wish::Nothing,
    }
}

fn bidding(plot: &Plot, lot: &LotSeen) -> Wish {
    let nobody = plot.way == Way::UnsoldOnce && lot.round == 1;
    match plot.way {
        Way::FixedPrice => Wish::Do(Intent::Buy { bidder: (lot.round % BIDDERS) as u8 }),
        Way::Court => Wish::Do(Intent::ReportSale),
        _ if nobody || lot.bids >= bids_wanted(plot) => Wish::Until(lot.closes_at),
        _ => {
            let minor = lot.next_bid.unwrap_or(0);
            Wish::Do(Intent::Bid { bidder: (lot.bids % BIDDERS) as u8, minor })
        }
    }
}

fn paid_for(seen: &Seen) -> Wish {
    use LotState as L;
    match seen.lot.map(|lot| lot.state) {
        Some(L::Awarded) => Wish::Do(Intent::CollectPayment),
        Some(L::Paid) => Wish::Do(Intent::Deliver),
        Some(L::Delivered) => Wish::Do(Intent::Settle),
        _ => Wish::Nothing,
    }
}
