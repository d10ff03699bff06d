//! One message to one party by one way, as a pure machine.
//!
//! ```text
//! pending ──► sending ──► delivered
//!    ▲           │ └────► failed(retry at) ──► sending ...
//!    │           └──────► dead        after the last try, or where trying again cannot help
//!    └── retried by hand ── dead, suppressed
//! pending, failed ──► suppressed(why), cancelled
//! ```
//!
//! Delivery is at least once: a sender that is killed between its claim and its report leaves a lease that runs out,
//! and the delivery is claimed again, under the same id, by which a receiver tells a repetition.

use super::{
    DeliveryState, Failure, FailureKind, Jitter, Party, QuietHours, RetrySchedule, Stage, Suppression, Via, Zone,
};
use crate::ids::{DeliveryId, UserId};
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Hours in which this delivery waits: set only where its severity does not break through them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quiet {
    /// Which.
    pub hours: QuietHours,
    /// The recipient's zone.
    pub zone: Zone,
}

/// One message to one party by one way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Its id, the same at every attempt.
    pub id: DeliveryId,
    /// To whom.
    pub to: Party,
    /// How.
    pub via: Via,
    /// When not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet: Option<Quiet>,
    /// Where it stands.
    pub stage: Stage,
    /// Attempts so far, also the one under way.
    pub attempts: u32,
    /// Of which so many were before it was last retried by hand: the schedule counts from there.
    #[serde(default)]
    pub before_retry: u32,
    /// Counts changes, from 1; the store compares and sets it.
    pub version: u64,
}

impl Delivery {
    /// A new one, due when its quiet hours let it.
    pub fn new(id: DeliveryId, to: Party, via: Via, quiet: Option<Quiet>, now: DateTime<Utc>) -> Delivery {
        let due_at = awake(quiet.as_ref(), now);
        let stage = Stage::Pending { due_at };
        Delivery { id, to, via, quiet, stage, attempts: 0, before_retry: 0, version: 1 }
    }

    /// The state's name.
    pub fn state(&self) -> DeliveryState {
        match self.stage {
            Stage::Pending { .. } => DeliveryState::Pending,
            Stage::Sending { .. } => DeliveryState::Sending,
            Stage::Delivered { .. } => DeliveryState::Delivered,
            Stage::Failed { .. } => DeliveryState::Failed,
            Stage::Dead { .. } => DeliveryState::Dead,
            Stage::Suppressed { .. } => DeliveryState::Suppressed,
            Stage::Cancelled { .. } => DeliveryState::Cancelled,
        }
    }

    /// When a sender may take it; none: it is over.
    pub fn due_at(&self) -> Option<DateTime<Utc>> {
        match self.stage {
            Stage::Pending { due_at } => Some(due_at),
            Stage::Failed { retry_at, .. } => Some(retry_at),
            Stage::Sending { lease_until, .. } => Some(lease_until),
            _ => None,
        }
    }
}

/// What happens to a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// A sender takes it.
    Claim {
        /// For so long.
        lease: TimeDelta,
    },
    /// The other side took it.
    Succeed {
        /// At which attempt.
        attempt: u32,
    },
    /// It did not.
    Fail {
        /// At which attempt.
        attempt: u32,
        /// Why.
        failure: Failure,
        /// What the receiver asked to be waited.
        retry_after: Option<TimeDelta>,
        /// Chance.
        jitter: Jitter,
    },
    /// There is nobody, or no way, to send it to.
    Suppress {
        /// At which attempt that was found.
        attempt: u32,
        /// Why.
        why: Suppression,
    },
    /// Somebody takes it back.
    Cancel {
        /// Who.
        by: UserId,
        /// Why.
        reason: Reason,
    },
    /// Somebody wants it tried again, by the whole schedule.
    Retry,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// Taken by a sender.
    Claimed {
        /// The attempt's number, from 1.
        attempt: u32,
        /// The attempt before was never reported.
        abandoned: bool,
    },
    /// Its time fell into quiet hours.
    Deferred,
    /// Done.
    Delivered,
    /// To be tried again.
    Failed,
    /// Given up.
    Died,
    /// Not sent.
    Suppressed,
    /// Taken back.
    Cancelled,
    /// Brought back by hand.
    Retried,
}

/// One change, for the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryEvent {
    /// Of which delivery.
    pub delivery: DeliveryId,
    /// Its version after the change.
    pub version: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// State before.
    pub from: DeliveryState,
    /// State after.
    pub to: DeliveryState,
    /// What changed.
    #[serde(flatten)]
    pub change: Change,
}

/// The delivery after an action and what changed; `None`: nothing did.
pub type Applied = Option<(Delivery, DeliveryEvent)>;

/// Applies `action`, or says which rule refuses it and what would satisfy that rule.
///
/// # Errors
/// `delivery_state`: not from this state.
pub fn apply(
    delivery: &Delivery,
    action: Action,
    now: DateTime<Utc>,
    schedule: &RetrySchedule,
) -> Result<Applied, Refusal> {
    let mut after = delivery.clone();
    let under_way = |attempt: u32| matches!(delivery.stage, Stage::Sending { .. }) && delivery.attempts == attempt;
    let change = match action {
        Action::Claim { lease } => match claim(&mut after, lease, now, schedule) {
            Some(change) => change,
            None => return Ok(None),
        },
        // Whoever sent it: a message that was taken is delivered, also where the lease had run out meanwhile.
        Action::Succeed { attempt } => {
            let waits = delivery.due_at().is_some() || matches!(delivery.stage, Stage::Dead { .. });
            if !waits || attempt == 0 || attempt > delivery.attempts {
                return Ok(None);
            }
            after.stage = Stage::Delivered { at: now };
            Change::Delivered
        }
        Action::Fail { attempt, failure, retry_after, jitter } => {
            if !under_way(attempt) {
                return Ok(None);
            }
            let failed = delivery.attempts - delivery.before_retry;
            let wait = schedule.wait(failed, retry_after, jitter).filter(|_| !failure.kind.for_good());
            match wait {
                Some(wait) => {
                    let retry_at = awake(delivery.quiet.as_ref(), now + wait);
                    after.stage = Stage::Failed { retry_at, failure };
                    Change::Failed
                }
                None => {
                    after.stage = Stage::Dead { at: now, failure };
                    Change::Died
                }
            }
        }
        Action::Suppress { attempt, why } => {
            if !under_way(attempt) {
                return Ok(None);
            }
            after.stage = Stage::Suppressed { at: now, why };
            Change::Suppressed
        }
        Action::Cancel { by, reason } => {
            if !matches!(delivery.stage, Stage::Pending { .. } | Stage::Failed { .. }) {
                return Err(wrong_state(delivery, "cancelled", "pending or failed"));
            }
            after.stage = Stage::Cancelled { at: now, by, reason };
            Change::Cancelled
        }
        Action::Retry => {
            if !matches!(delivery.stage, Stage::Dead { .. } | Stage::Suppressed { .. }) {
                return Err(wrong_state(delivery, "retried", "dead or suppressed"));
            }
            after.before_retry = delivery.attempts;
            // Who asks for it wants it now, whatever the hours.
            after.stage = Stage::Pending { due_at: now };
            after.quiet = None;
            Change::Retried
        }
    };
    after.version += 1;
    let event = DeliveryEvent {
        delivery: delivery.id,
        version: after.version,
        at: now,
        from: delivery.state(),
        to: after.state(),
        change,
    };
    Ok(Some((after, event)))
}

/// Takes a due delivery for a sender, or puts it off, or gives it up where the last sender never reported.
fn claim(after: &mut Delivery, lease: TimeDelta, now: DateTime<Utc>, schedule: &RetrySchedule) -> Option<Change> {
    if after.due_at().is_none_or(|due| now < due) {
        return None;
    }
    let abandoned = matches!(after.stage, Stage::Sending { .. });
    if abandoned && after.attempts - after.before_retry >= schedule.attempts() {
        let failure = Failure::new(FailureKind::Abandoned, "the sender ended before it knew how it went");
        after.stage = Stage::Dead { at: now, failure };
        return Some(Change::Died);
    }
    let due_at = awake(after.quiet.as_ref(), now);
    if due_at > now {
        after.stage = Stage::Pending { due_at };
        return Some(Change::Deferred);
    }
    after.attempts += 1;
    after.stage = Stage::Sending { since: now, lease_until: now + lease };
    Some(Change::Claimed { attempt: after.attempts, abandoned })
}

fn awake(quiet: Option<&Quiet>, at: DateTime<Utc>) -> DateTime<Utc> {
    quiet.map_or(at, |q| q.hours.over(at, q.zone.0))
}

fn wrong_state(delivery: &Delivery, done: &str, needed: &str) -> Refusal {
    Refusal::new(
        "delivery_state",
        format!("a delivery that is {} cannot be {done}", delivery.state()),
        format!("it must be {needed}"),
    )
}
