//! The score at a moment.

use super::parameters::{Factor, RiskParameters};
use super::signal::{LoanFacts, Signal};
use crate::alert::{AlertType, Severity};
use crate::ids::AlertId;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use std::collections::BTreeMap;

wire_names! {
    /// How bad it is.
    Band {
        /// Nothing to do.
        Green = "green",
        /// Look now and then.
        Watch = "watch",
        /// Work on it.
        High = "high",
        /// Act now.
        Critical = "critical",
    }
}

/// Where points come from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    /// What it is about.
    pub factor: Factor,
    /// The type of the alerts, where they are the reason.
    pub alert: Option<AlertType>,
    /// Points, 0..=100 (before the sum is capped).
    pub points: f64,
    /// Age of the youngest of its alerts, seconds: 0 while one lasts, and for a loan's standing.
    pub age_s: i64,
    /// The alerts, heaviest first, at most [`MOST_EVIDENCE`].
    pub evidence: Vec<AlertId>,
}

/// The score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RiskScore {
    /// 0..=100.
    pub points: u8,
    /// The band of the points, one higher where `escalated`.
    pub band: Band,
    /// Long overdue, and something is going on with the car: the band was lifted.
    pub escalated: bool,
    /// Heaviest first; those of less than a tenth of a point are left out.
    pub reasons: Vec<Reason>,
    /// By which version of the parameters.
    pub version: u32,
}

/// Alerts named by a reason at most.
pub const MOST_EVIDENCE: usize = 20;
/// Less is no reason, points.
const LEAST_POINTS: f64 = 0.1;
const DAY_S: f64 = 86_400.0;

/// The score of a vehicle with these alerts and this loan, as it was known at `now`. Without a loan nobody is at risk
/// of anything, yet what befalls the car counts all the same.
pub fn score(signals: &[Signal], loan: Option<&LoanFacts>, now: DateTime<Utc>, p: &RiskParameters) -> RiskScore {
    if loan.is_some_and(|l| l.settled) {
        return RiskScore { points: 0, band: Band::Green, escalated: false, reasons: Vec::new(), version: p.version };
    }
    let mut reasons = of_alerts(signals, now, p);
    reasons.extend(loan.into_iter().flat_map(|l| of_loan(l, signals, now, p)));
    reasons.retain(|r| r.points >= LEAST_POINTS);
    reasons.sort_by(|a, b| b.points.total_cmp(&a.points).then((a.factor, a.alert).cmp(&(b.factor, b.alert))));
    let sum: f64 = reasons.iter().map(|r| r.points).sum();
    // In range by construction: the float is clamped and not a NaN.
    let points = sum.clamp(0.0, 100.0).round() as u8;
    let stirs = signals.iter().any(|s| s.severity >= Severity::Warn && weight(s, now, p) >= LEAST_POINTS);
    let escalated = stirs && loan.is_some_and(|l| p.escalate_days > 0 && l.overdue_days >= p.escalate_days);
    let band = match points {
        n if n >= p.bands.critical => Band::Critical,
        n if n >= p.bands.high => Band::High,
        n if n >= p.bands.watch => Band::Watch,
        _ => Band::Green,
    };
    let lifted = if escalated { Band::ALL.get(band as usize + 1).copied().unwrap_or(Band::Critical) } else { band };
    RiskScore { points, band: lifted, escalated, reasons, version: p.version }
}

/// What a signal is worth at `now`.
fn weight(signal: &Signal, now: DateTime<Utc>, p: &RiskParameters) -> f64 {
    let half_life_d = if signal.pledge { p.pledge_half_life_d } else { p.half_life_d };
    let faded = |age_s: i64| (-(age_s as f64) / (half_life_d * DAY_S)).exp2();
    signal.age_s(now).map_or(0.0, |age_s| p.points(signal.kind, signal.severity) * faded(age_s))
}

fn of_alerts(signals: &[Signal], now: DateTime<Utc>, p: &RiskParameters) -> Vec<Reason> {
    let mut by_type: BTreeMap<AlertType, Vec<(f64, &Signal)>> = BTreeMap::new();
    for signal in signals {
        let worth = weight(signal, now, p);
        if worth > 0.0 {
            by_type.entry(signal.kind).or_default().push((worth, signal));
        }
    }
    let reason = |(kind, mut alerts): (AlertType, Vec<(f64, &Signal)>)| {
        alerts.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.id.cmp(&b.1.id)));
        let heaviest = alerts.first().map_or(0.0, |a| a.0);
        let sum: f64 = alerts.iter().map(|a| a.0).sum();
        Reason {
            factor: Factor::Alert,
            alert: Some(kind),
            points: sum.min(heaviest * p.repeats.max(1.0)),
            age_s: alerts.iter().filter_map(|a| a.1.age_s(now)).min().unwrap_or_default(),
            evidence: alerts.iter().take(MOST_EVIDENCE).map(|a| a.1.id).collect(),
        }
    };
    by_type.into_iter().map(reason).collect()
}

fn of_loan(loan: &LoanFacts, signals: &[Signal], now: DateTime<Utc>, p: &RiskParameters) -> Vec<Reason> {
    let reason = |factor, points, evidence| Reason { factor, alert: None, points, age_s: 0, evidence };
    let overdue = (f64::from(loan.overdue_instalments) * p.per_instalment).min(p.overdue_most);
    let mut reasons = vec![reason(Factor::Overdue, overdue, Vec::new())];
    if loan.first_payment_default {
        reasons.push(reason(Factor::FirstPaymentDefault, p.first_payment_default, Vec::new()));
        let soon = |s: &&Signal| {
            let since = loan.funded_at.map(|f| s.raised_at - f);
            s.pledge
                && s.age_s(now).is_some()
                && since.is_some_and(|s| s >= TimeDelta::zero() && s <= TimeDelta::days(p.pledge_fraud_d))
        };
        let evidence: Vec<AlertId> = signals.iter().filter(soon).take(MOST_EVIDENCE).map(|s| s.id).collect();
        if !evidence.is_empty() {
            reasons.push(reason(Factor::PledgeFraud, p.pledge_fraud, evidence));
        }
    }
    reasons
}
