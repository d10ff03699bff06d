//! Which loan is put before recovery, and why. Flagging decides nothing: people review and authorise.

use super::{Arrears, LoanStatus, business_date};
use crate::alert::{AlertState, AlertType, Severity, Verdict};
use crate::ids::{AlertId, CaseId, UserId};
use crate::reason::Reason;
use crate::refusal::Told;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

wire_names! {
    /// Why a loan was flagged, strongest first.
    FlagRule {
        /// So many days past due (default 60).
        Dpd60 = "dpd_60",
        /// Past due, and a tracker was critically taken off or killed.
        CriticalRemoval = "dpd_1_critical_removal",
        /// Past due, and a critical stay at a second-pledge site.
        CriticalSiteVisit = "dpd_1_critical_site_visit",
        /// Past due, and somebody gets rid of its trackers: a critical composite.
        CriticalRemovalRisk = "dpd_1_critical_removal_risk",
        /// Past due, and the car leads another life: a critical composite.
        CriticalLifePattern = "dpd_1_critical_life_pattern",
        /// Past due, and something is wrong beyond its area: a critical composite.
        CriticalOutOfArea = "dpd_1_critical_out_of_area",
        /// The very first instalment unpaid, and a second-pledge visit soon after funding.
        FirstPaymentDefault = "first_payment_default",
        /// A person said so.
        Manual = "manual",
    }
}

/// A tenant's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FlagPolicy {
    /// Days past due that flag by themselves, at least 1.
    pub serious_dpd: u32,
    /// Days past due from which a critical alert flags, at least 1.
    pub alert_dpd: u32,
    /// How long an alert counts after it happened, days.
    pub alert_max_age_days: u32,
    /// A visit within so many days of funding makes a first-payment default suspicious.
    pub first_payment_visit_days: u32,
}

impl Default for FlagPolicy {
    fn default() -> Self {
        FlagPolicy { serious_dpd: 60, alert_dpd: 1, alert_max_age_days: 90, first_payment_visit_days: 30 }
    }
}

/// An alert of the vehicle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AlertFact {
    /// Which.
    pub id: AlertId,
    /// What about.
    pub kind: AlertType,
    /// How urgent.
    pub severity: Severity,
    /// The detector's state.
    pub state: AlertState,
    /// The desk's decision, if any.
    pub verdict: Option<Verdict>,
    /// When it happened.
    pub event_at: DateTime<Utc>,
}

impl AlertFact {
    /// Neither the detector nor the desk has taken it back, and it is not too old.
    fn counts(&self, now: DateTime<Utc>, policy: &FlagPolicy) -> bool {
        self.state != AlertState::Retracted
            && matches!(self.verdict, None | Some(Verdict::Confirmed))
            && now - self.event_at <= TimeDelta::days(i64::from(policy.alert_max_age_days))
    }
}

/// A person's wish to flag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManualFlag {
    /// Who.
    pub by: UserId,
    /// Why.
    pub reason: Reason,
}

/// What is known of a loan and its car.
#[derive(Debug, Clone, PartialEq)]
pub struct FlagFacts {
    /// Now.
    pub now: DateTime<Utc>,
    /// The lender's zone.
    pub zone: Tz,
    /// The loan's status.
    pub status: LoanStatus,
    /// Its arrears as of today.
    pub arrears: Arrears,
    /// When it was funded.
    pub funded_on: NaiveDate,
    /// The vehicle's alerts; any order.
    pub alerts: Vec<AlertFact>,
    /// A person's wish, if any.
    pub manual: Option<ManualFlag>,
    /// The open case, if there is one: a loan has one at most.
    pub open_case: Option<CaseId>,
}

/// One rule that holds, in words and with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlagReason {
    /// Which rule.
    pub rule: FlagRule,
    /// What held, for a person.
    pub text: String,
    /// The alerts it rests on, by id.
    pub evidence: Vec<AlertId>,
    /// The same as a code with parameters.
    #[serde(flatten)]
    pub told: Told,
}

/// The loan should be put before recovery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// The strongest rule that holds.
    pub rule: FlagRule,
    /// Every rule that holds, strongest first.
    pub reasons: Vec<FlagReason>,
    /// The alerts of all of them, by id.
    pub evidence: Vec<AlertId>,
}

/// Whether a loan is flagged. The same facts give the same flag; a settled loan or one with an open case gives none.
pub fn flag(facts: &FlagFacts, policy: &FlagPolicy) -> Option<Flag> {
    if facts.open_case.is_some() || facts.status == LoanStatus::Settled {
        return None;
    }
    let reasons: Vec<FlagReason> = FlagRule::ALL.iter().filter_map(|rule| reason(*rule, facts, policy)).collect();
    let rule = reasons.first()?.rule;
    let mut evidence: Vec<AlertId> = reasons.iter().flat_map(|r| r.evidence.iter().copied()).collect();
    evidence.sort_unstable();
    evidence.dedup();
    Some(Flag { rule, reasons, evidence })
}

fn reason(rule: FlagRule, facts: &FlagFacts, policy: &FlagPolicy) -> Option<FlagReason> {
    let dpd = facts.arrears.dpd;
    let with_alert = |kind: AlertType, what: &str| {
        let ids = critical(kind, facts, policy)?;
        let told = Told::new("flag.dpd_and_alert", [("dpd", dpd.into()), ("alert", kind.name().into())]);
        Some((format!("{dpd} days past due, and {what}"), ids, told))
    };
    let (text, evidence, told) = match rule {
        FlagRule::Dpd60 => {
            let limit = policy.serious_dpd.max(1);
            let told = || Told::new("flag.dpd_over_limit", [("dpd", dpd.into()), ("limit", limit.into())]);
            (dpd >= limit).then(|| (format!("{dpd} days past due, {limit} or more"), Vec::new(), told()))
        }
        FlagRule::CriticalRemoval => with_alert(AlertType::Removal, "a critical removal alert on its vehicle"),
        FlagRule::CriticalSiteVisit => with_alert(AlertType::SiteVisit, "a critical visit to a second-pledge site"),
        FlagRule::CriticalRemovalRisk => {
            with_alert(AlertType::RemovalRisk, "a critical risk that its trackers are got rid of")
        }
        FlagRule::CriticalLifePattern => {
            with_alert(AlertType::LifePattern, "its vehicle leads another life, critically")
        }
        FlagRule::CriticalOutOfArea => {
            with_alert(AlertType::OutOfArea, "a critical alert on its vehicle beyond its area")
        }
        FlagRule::FirstPaymentDefault => first_payment_default(facts, policy).map(|ids| {
            let days = policy.first_payment_visit_days;
            let text =
                format!("the first instalment is unpaid, and a second-pledge visit within {days} days of funding");
            (text, ids, Told::new("flag.first_payment", [("days", days.into())]))
        }),
        FlagRule::Manual => {
            facts.manual.as_ref().map(|m| (m.reason.to_string(), Vec::new(), Told::new("flag.by_hand", [])))
        }
    }?;
    Some(FlagReason { rule, text, evidence, told })
}

fn critical(kind: AlertType, facts: &FlagFacts, policy: &FlagPolicy) -> Option<Vec<AlertId>> {
    (facts.arrears.dpd >= policy.alert_dpd.max(1)).then_some(())?;
    ids(facts
        .alerts
        .iter()
        .filter(|a| a.kind == kind && a.severity == Severity::Critical && a.counts(facts.now, policy)))
}

fn first_payment_default(facts: &FlagFacts, policy: &FlagPolicy) -> Option<Vec<AlertId>> {
    facts.arrears.first_instalment_unpaid.then_some(())?;
    ids(facts.alerts.iter().filter(|a| {
        let after = (business_date(a.event_at, facts.zone) - facts.funded_on).num_days();
        let soon = (0..=i64::from(policy.first_payment_visit_days)).contains(&after);
        a.kind == AlertType::SiteVisit && soon && a.counts(facts.now, policy)
    }))
}

fn ids<'a>(alerts: impl Iterator<Item = &'a AlertFact>) -> Option<Vec<AlertId>> {
    let mut ids: Vec<AlertId> = alerts.map(|a| a.id).collect();
    ids.sort_unstable();
    ids.dedup();
    (!ids.is_empty()).then_some(ids)
}
