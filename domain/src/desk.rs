//! What the desk does with an alert: a pure machine beside the detector's own state.
//!
//! `new → acknowledged → resolved`, with `snoozed` until a time on the way, and `reopen` back to `new`.

use crate::actor::Actor;
use crate::alert::{DeskState, Verdict};
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Where an alert stands at the desk, with what belongs to that state.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum DeskStage {
    /// Nobody has looked.
    #[default]
    New,
    /// Somebody has it.
    Acknowledged {
        /// Who.
        by: Actor,
        /// Since when.
        at: DateTime<Utc>,
    },
    /// Put off.
    Snoozed {
        /// By whom.
        by: Actor,
        /// Since when.
        at: DateTime<Utc>,
        /// Until when; then it is as new.
        until: DateTime<Utc>,
        /// Or sooner: once the vehicle is heard from a place after `at`.
        #[serde(default)]
        or_fix: bool,
    },
    /// Decided.
    Resolved {
        /// By whom.
        by: Actor,
        /// When.
        at: DateTime<Utc>,
        /// How.
        verdict: Verdict,
        /// Why.
        reason: Reason,
    },
}

impl DeskStage {
    /// The state's name.
    pub fn state(&self) -> DeskState {
        match self {
            DeskStage::New => DeskState::New,
            DeskStage::Acknowledged { .. } => DeskState::Acknowledged,
            DeskStage::Snoozed { .. } => DeskState::Snoozed,
            DeskStage::Resolved { .. } => DeskState::Resolved,
        }
    }
}

/// The desk's side of one alert.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Desk {
    /// Where it stands.
    pub stage: DeskStage,
    /// Counts changes, from 0; the store compares and sets it.
    pub version: u64,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum DeskAction {
    /// Take it, or take it over.
    Acknowledge,
    /// Put it off.
    Snooze {
        /// Until when, in the future and within [`MAX_SNOOZE`].
        until: DateTime<Utc>,
        /// Or sooner: with the vehicle's next place.
        #[serde(default)]
        or_fix: bool,
        /// Why, if it is worth saying.
        #[serde(default)]
        reason: Option<Reason>,
    },
    /// The snooze is over; asked by the system.
    Wake {
        /// When the vehicle was last somewhere, if it ever was.
        #[serde(default)]
        fix_at: Option<DateTime<Utc>>,
    },
    /// Decide.
    Resolve {
        /// How.
        verdict: Verdict,
        /// Why.
        reason: Reason,
    },
    /// Take a decision back.
    Reopen {
        /// Why.
        reason: Reason,
    },
}

/// One row of an alert's desk log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskEvent {
    /// The version after it.
    pub version: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: Actor,
    /// State before.
    pub from: DeskState,
    /// State after.
    pub to: DeskState,
    /// What was asked.
    #[serde(flatten)]
    pub action: DeskAction,
}

/// The longest snooze: longer is a decision, and a decision has a verdict.
pub const MAX_SNOOZE: TimeDelta = TimeDelta::days(30);

/// Applies `action`, or says which rule refuses it and what would satisfy that rule.
pub fn apply(desk: &Desk, action: DeskAction, actor: Actor, now: DateTime<Utc>) -> Result<(Desk, DeskEvent), Refusal> {
    use {DeskAction as A, DeskStage as S};
    let (by, at) = (actor, now);
    let stage = match (&desk.stage, &action) {
        (S::Acknowledged { by: holder, .. }, A::Acknowledge) if *holder == actor => {
            return Err(Refusal::new("already_yours", "you have this alert already", "snooze or resolve it"));
        }
        (S::New | S::Acknowledged { .. } | S::Snoozed { .. }, A::Acknowledge) => S::Acknowledged { by, at },
        (S::New | S::Acknowledged { .. } | S::Snoozed { .. }, A::Snooze { until, or_fix, .. }) => {
            snooze_within_limits(*until, now)?;
            S::Snoozed { by, at, until: *until, or_fix: *or_fix }
        }
        (S::Snoozed { until, .. }, A::Wake { .. }) if *until <= now => S::New,
        (S::Snoozed { at: since, or_fix: true, .. }, A::Wake { fix_at: Some(fix_at) }) if fix_at > since => S::New,
        (S::Snoozed { until, .. }, A::Wake { .. }) => {
            let remedy = "wait, or acknowledge it to take it up now";
            return Err(Refusal::new("still_snoozed", format!("it is put off until {until}"), remedy));
        }
        (S::New | S::Acknowledged { .. } | S::Snoozed { .. }, A::Resolve { verdict, reason }) => {
            S::Resolved { by, at, verdict: *verdict, reason: reason.clone() }
        }
        (S::Resolved { .. }, A::Reopen { .. }) => S::New,
        (S::Resolved { verdict, .. }, A::Acknowledge | A::Snooze { .. } | A::Resolve { .. } | A::Wake { .. }) => {
            let message = format!("the alert is resolved as {verdict}");
            return Err(Refusal::new("wrong_state", message, "reopen it first, with a reason"));
        }
        (S::New | S::Acknowledged { .. } | S::Snoozed { .. }, A::Reopen { .. }) => {
            return Err(Refusal::new("wrong_state", "the alert is not resolved", "acknowledge, snooze or resolve it"));
        }
        (S::New | S::Acknowledged { .. }, A::Wake { .. }) => {
            return Err(Refusal::new("wrong_state", "the alert is not snoozed", "nothing needs to be done"));
        }
    };
    let version = desk.version + 1;
    let event = DeskEvent { version, at, actor, from: desk.stage.state(), to: stage.state(), action };
    Ok((Desk { stage, version }, event))
}

fn snooze_within_limits(until: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
    if until <= now {
        return Err(Refusal::new("snooze_in_future", "a snooze ends in the future", "choose a later time"));
    }
    if until - now > MAX_SNOOZE {
        let remedy = "choose an earlier time, or resolve it with a verdict";
        return Err(Refusal::new("snooze_too_long", "a snooze is at most 30 days", remedy));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::UserId;
    use uuid::Uuid;

    fn ann() -> Actor {
        Actor::User(UserId(Uuid::from_u128(1)))
    }

    fn bob() -> Actor {
        Actor::User(UserId(Uuid::from_u128(2)))
    }

    fn now() -> DateTime<Utc> {
        "2026-04-10T02:00:00Z".parse().expect("a time")
    }

    fn why() -> Reason {
        Reason::new("because").expect("a reason")
    }

    fn resolve(verdict: Verdict) -> DeskAction {
        DeskAction::Resolve { verdict, reason: why() }
    }

    fn snooze(hours: i64) -> DeskAction {
        DeskAction::Snooze { until: now() + TimeDelta::hours(hours), or_fix: false, reason: None }
    }

    const WAKE: DeskAction = DeskAction::Wake { fix_at: None };

    fn reopen() -> DeskAction {
        DeskAction::Reopen { reason: why() }
    }

    fn done(desk: &Desk, action: DeskAction) -> Desk {
        apply(desk, action, ann(), now()).expect("allowed").0
    }

    fn rule(desk: &Desk, action: DeskAction) -> String {
        let refusal = apply(desk, action, ann(), now()).expect_err("refused");
        assert!(!refusal.message.is_empty() && !refusal.remedy.is_empty());
        refusal.rule.into_owned()
    }

    #[test]
    fn an_alert_is_taken_put_off_decided_and_reopened() {
        let desk = done(&Desk::default(), DeskAction::Acknowledge);
        let desk = done(&desk, snooze(4));
        assert_eq!(
            desk.stage,
            DeskStage::Snoozed { by: ann(), at: now(), until: now() + TimeDelta::hours(4), or_fix: false }
        );
        for verdict in Verdict::ALL {
            let (resolved, event) = apply(&desk, resolve(*verdict), bob(), now()).expect("allowed");
            assert_eq!(resolved.stage, DeskStage::Resolved { by: bob(), at: now(), verdict: *verdict, reason: why() });
            assert_eq!((event.from, event.to, event.version), (DeskState::Snoozed, DeskState::Resolved, 3));
            let again = done(&resolved, reopen());
            assert_eq!((again.stage.state(), again.version), (DeskState::New, 4));
        }
    }

    #[test]
    fn another_person_may_take_over_but_one_takes_once() {
        let desk = done(&Desk::default(), DeskAction::Acknowledge);
        assert_eq!(rule(&desk, DeskAction::Acknowledge), "already_yours");
        let (desk, _) = apply(&desk, DeskAction::Acknowledge, bob(), now()).expect("allowed");
        assert_eq!(desk.stage, DeskStage::Acknowledged { by: bob(), at: now() });
    }

    #[test]
    fn a_snooze_ends_in_the_future_and_within_thirty_days() {
        assert_eq!(rule(&Desk::default(), snooze(0)), "snooze_in_future");
        assert_eq!(rule(&Desk::default(), snooze(-1)), "snooze_in_future");
        assert_eq!(rule(&Desk::default(), snooze(30 * 24 + 1)), "snooze_too_long");
        assert_eq!(done(&Desk::default(), snooze(30 * 24)).stage.state(), DeskState::Snoozed);
    }

    #[test]
    fn a_snoozed_alert_wakes_when_its_time_comes() {
        let desk = done(&Desk::default(), snooze(4));
        assert_eq!(rule(&desk, WAKE), "still_snoozed");
        let (awake, event) = apply(&desk, WAKE, Actor::System, now() + TimeDelta::hours(4)).expect("allowed");
        assert_eq!((awake.stage, event.to), (DeskStage::New, DeskState::New));
    }

    #[test]
    fn one_that_waits_for_the_next_place_wakes_with_it() {
        let until = now() + TimeDelta::hours(4);
        let desk = done(&Desk::default(), DeskAction::Snooze { until, or_fix: true, reason: None });
        let wake = |minutes| DeskAction::Wake { fix_at: Some(now() + TimeDelta::minutes(minutes)) };
        assert_eq!(rule(&desk, WAKE), "still_snoozed", "never anywhere");
        assert_eq!(rule(&desk, wake(0)), "still_snoozed", "the place it had when it was put off");
        assert_eq!(done(&desk, wake(1)).stage, DeskStage::New);
        let timed = done(&Desk::default(), snooze(4));
        assert_eq!(rule(&timed, wake(1)), "still_snoozed");
    }

    /// The whole table: state by action, the new state or the rule that refuses.
    #[test]
    fn the_whole_table() {
        let new = Desk::default();
        let mine = done(&new, DeskAction::Acknowledge);
        let asleep = done(&new, snooze(4));
        let resolved = done(&new, resolve(Verdict::Benign));
        let actions = || [DeskAction::Acknowledge, snooze(1), WAKE, resolve(Verdict::Test), reopen()];
        let table = [
            (&new, ["acknowledged", "snoozed", "wrong_state", "resolved", "wrong_state"]),
            (&mine, ["already_yours", "snoozed", "wrong_state", "resolved", "wrong_state"]),
            (&asleep, ["acknowledged", "snoozed", "still_snoozed", "resolved", "wrong_state"]),
            (&resolved, ["wrong_state", "wrong_state", "wrong_state", "wrong_state", "new"]),
        ];
        for (desk, expected) in table {
            let got = actions().map(|action| match apply(desk, action, ann(), now()) {
                Ok((after, _)) => after.stage.state().name().to_owned(),
                Err(refusal) => refusal.rule.into_owned(),
            });
            assert_eq!(got, expected, "{}", desk.stage.state());
        }
    }

    #[test]
    fn the_desk_survives_the_store() {
        for stage in
            [Desk::default(), done(&Desk::default(), snooze(1)), done(&Desk::default(), resolve(Verdict::Test))]
        {
            let text = serde_json::to_string(&stage).expect("serialises");
            assert_eq!(serde_json::from_str::<Desk>(&text).expect("parses"), stage);
        }
        let (_, event) = apply(&Desk::default(), snooze(1), ann(), now()).expect("allowed");
        let text = serde_json::to_string(&event).expect("serialises");
        assert_eq!(serde_json::from_str::<DeskEvent>(&text).expect("parses"), event);
    }
}
