//! Which order of a tracker's queue goes next. At most one is under way; the end of a cut waits for nothing.

use super::{Order, Stage};
use chrono::{DateTime, Utc};

/// Live orders that a tracker may have. The end of a cut is taken beyond that.
pub const MAX_LIVE: usize = 32;

/// What is to be done about a queue.
#[derive(Debug, PartialEq, Eq)]
pub enum Next<'a> {
    /// Nothing can go now.
    Nothing,
    /// One is under way: the others wait for its answer or its time.
    UnderWay(&'a Order),
    /// These may go, best first: the first that its gate lets through.
    Offer(Vec<&'a Order>),
    /// The end of a cut goes now, and what is under way is given up.
    Supersede {
        /// What is under way.
        given_up: &'a Order,
        /// The end of the cut.
        urgent: &'a Order,
    },
}

/// What to do about the live orders of one tracker at `now`.
pub fn next(live: &[Order], now: DateTime<Utc>) -> Next<'_> {
    let ready = |o: &&Order| {
        o.stage == Stage::Queued && o.expires_at > now && o.not_before.is_none_or(|earliest| earliest <= now)
    };
    let mut waiting: Vec<&Order> = live.iter().filter(ready).collect();
    waiting.sort_by_key(|o| (!o.kind().urgent(), o.requested_at, o.id));
    let under_way = live.iter().find(|o| matches!(o.stage, Stage::Sent { .. }));
    match (under_way, waiting.first()) {
        (Some(given_up), Some(urgent)) if urgent.kind().urgent() && !given_up.kind().urgent() => {
            Next::Supersede { given_up, urgent }
        }
        (Some(order), _) => Next::UnderWay(order),
        (None, None) => Next::Nothing,
        (None, Some(_)) => Next::Offer(waiting),
    }
}
