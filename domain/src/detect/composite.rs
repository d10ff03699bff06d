//! Composite risks: two signals of one vehicle that mean more together than apart.
//!
//! The groups of shipped Chinese risk control platforms (removal, life pattern, out of area), and additions of our own:
//! trackers apart while one is silent, a gathering with a touched tracker, a first payment default with a second-pledge
//! visit. A debt long overdue makes each graver by a step. Pure over what detectors said of one vehicle.

use super::parameters::CompositeParameters;
use crate::alert::{Alert, AlertState, AlertType, Severity};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

wire_names! {
    /// What a composite is about.
    RiskGroup {
        /// Somebody gets rid of the trackers.
        RemovalRisk = "removal_risk",
        /// The car leads another life.
        LifePattern = "life_pattern",
        /// Beyond its area.
        OutOfArea = "out_of_area",
        /// Never meant to pay.
        Fraud = "fraud",
    }
}

wire_names! {
    /// Which two signals.
    CompositeRule {
        /// Tracker touched or taken off, and a second-pledge site.
        TamperAtPledge = "tamper_at_pledge_site",
        /// Power cut, and a second-pledge site.
        PowerCutAtPledge = "power_cut_at_pledge_site",
        /// Silent for a day, and a second-pledge site.
        OfflineAtPledge = "offline_at_pledge_site",
        /// Inside a fence that it must keep out of, and a tracker touched or taken off.
        TamperInFence = "tamper_in_fence",
        /// One tracker silent, another elsewhere.
        OfflineAndApart = "offline_and_trackers_apart",
        /// Beside cars of other borrowers, and a tracker touched or taken off.
        TamperInGathering = "tamper_in_gathering",
        /// Abnormal stay, and silent for a day.
        AbnormalOffline = "abnormal_stay_and_offline",
        /// Abnormal stay, and standing still for days.
        AbnormalStill = "abnormal_stay_and_still",
        /// Inside a fence that it must keep out of, and silent for a day.
        FenceOffline = "fence_and_offline",
        /// Inside a fence that it must keep out of, and standing still for days.
        FenceStill = "fence_and_still",
        /// Beyond its area, and silent for a day.
        AwayOffline = "away_and_offline",
        /// Beyond its area, and standing still for days.
        AwayStill = "away_and_still",
        /// Beyond its area, and a second-pledge site.
        AwayPledge = "away_and_pledge_site",
        /// Beyond its area, and power cut.
        AwayPowerCut = "away_and_power_cut",
        /// Beyond its area, and a tracker touched or taken off.
        AwayTamper = "away_and_tamper",
        /// First instalment unpaid, and a second-pledge site soon after funding.
        FirstPaymentPledge = "first_payment_default_and_pledge_site",
    }
}

/// What the loan adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LoanFacts {
    /// Days past due.
    pub days_past_due: u32,
    /// The very first instalment is unpaid.
    pub first_instalment_unpaid: bool,
    /// When it was funded, if known.
    pub funded_at: Option<DateTime<Utc>>,
}

/// What one detector said of the vehicle, last.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    /// What about.
    pub kind: AlertType,
    /// Its episode.
    pub key: i64,
    /// How urgent.
    pub severity: Severity,
    /// The detector's state.
    pub state: AlertState,
    /// When it happened.
    pub event_at: DateTime<Utc>,
    /// When it was last stated: an ended one ended then.
    pub updated_at: DateTime<Utc>,
    /// A fence that it must keep out of.
    pub entered: bool,
}

impl From<&Alert> for Signal {
    fn from(alert: &Alert) -> Signal {
        Signal {
            kind: alert.kind,
            key: alert.episode_key,
            severity: alert.severity,
            state: alert.state,
            event_at: alert.event_at,
            updated_at: alert.updated_at,
            entered: alert.evidence.iter().any(|e| e.feature == "entered_fence"),
        }
    }
}

/// Two signals together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Composite {
    /// What it is about.
    pub group: RiskGroup,
    /// Which two.
    pub rule: CompositeRule,
    /// How urgent.
    pub severity: Severity,
    /// Since when both hold.
    pub since: DateTime<Utc>,
    /// The alerts it rests on: type and episode.
    pub rests_on: Vec<(AlertType, i64)>,
}

/// A part of a composite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Tamper,
    Pledge,
    PowerCut,
    Offline,
    Fence,
    Still,
    Abnormal,
    Away,
    Apart,
    Gathering,
}

use CompositeRule::*;
use Part::*;

/// Every rule of two signals: its group and how urgent it is by itself.
const RULES: [(CompositeRule, RiskGroup, Severity, Part, Part); 15] = [
    (TamperAtPledge, RiskGroup::RemovalRisk, Severity::Critical, Tamper, Pledge),
    (PowerCutAtPledge, RiskGroup::RemovalRisk, Severity::High, PowerCut, Pledge),
    (OfflineAtPledge, RiskGroup::RemovalRisk, Severity::High, Offline, Pledge),
    (TamperInFence, RiskGroup::RemovalRisk, Severity::High, Tamper, Fence),
    (OfflineAndApart, RiskGroup::RemovalRisk, Severity::High, Offline, Apart),
    (TamperInGathering, RiskGroup::RemovalRisk, Severity::High, Tamper, Gathering),
    (AbnormalOffline, RiskGroup::LifePattern, Severity::Warn, Abnormal, Offline),
    (AbnormalStill, RiskGroup::LifePattern, Severity::Warn, Abnormal, Still),
    (FenceOffline, RiskGroup::LifePattern, Severity::Warn, Fence, Offline),
    (FenceStill, RiskGroup::LifePattern, Severity::Warn, Fence, Still),
    (AwayOffline, RiskGroup::OutOfArea, Severity::Warn, Away, Offline),
    (AwayStill, RiskGroup::OutOfArea, Severity::Warn, Away, Still),
    (AwayPledge, RiskGroup::OutOfArea, Severity::High, Away, Pledge),
    (AwayPowerCut, RiskGroup::OutOfArea, Severity::High, Away, PowerCut),
    (AwayTamper, RiskGroup::OutOfArea, Severity::High, Away, Tamper),
];

impl Part {
    /// Whether a signal is this part, whatever the time.
    fn is(self, s: &Signal) -> bool {
        match self {
            Tamper => s.kind == AlertType::Tamper || s.kind == AlertType::Removal && s.severity >= Severity::High,
            Pledge => s.kind == AlertType::SiteVisit,
            PowerCut => s.kind == AlertType::PowerCut,
            Offline => s.kind == AlertType::Offline,
            Fence => s.kind == AlertType::Fence && s.entered,
            Still => s.kind == AlertType::ZeroMotion,
            Abnormal => s.kind == AlertType::AbnormalStay,
            Away => matches!(s.kind, AlertType::ProvinceExit | AlertType::RegionExit),
            Apart => s.kind == AlertType::Separation,
            Gathering => s.kind == AlertType::Gathering,
        }
    }

    /// From when until when a signal is this part; `None` as an end is "as long as it is open".
    fn span(self, s: &Signal, p: &CompositeParameters) -> (DateTime<Utc>, Option<DateTime<Utc>>) {
        let after = match self {
            Tamper => p.window_s,
            Pledge => p.site_window_s,
            // A state counts while it lasts: power that came back on Monday says nothing of a visit on Friday.
            _ => 0,
        };
        let from = s.event_at + TimeDelta::seconds(if self == Offline { p.silent_s } else { 0 });
        (from, (s.state != AlertState::Open).then(|| s.updated_at + TimeDelta::seconds(after)))
    }

    /// The latest signal that is this part at `now`, and since when.
    fn found(self, signals: &[Signal], now: DateTime<Utc>, p: &CompositeParameters) -> Option<(Signal, DateTime<Utc>)> {
        let parts = signals.iter().filter(|s| s.state != AlertState::Retracted && self.is(s)).filter_map(|s| {
            let (from, until) = self.span(s, p);
            (from <= now && until.is_none_or(|until| now < until)).then_some((*s, from))
        });
        parts.max_by_key(|(s, from)| (*from, s.key))
    }
}

/// The composites that hold at `now`, gravest first.
pub fn composites(signals: &[Signal], loan: &LoanFacts, now: DateTime<Utc>, p: &CompositeParameters) -> Vec<Composite> {
    let overdue = loan.days_past_due >= p.overdue_days.max(1);
    let mut found: Vec<Composite> = RULES
        .iter()
        .filter_map(|&(rule, group, severity, a, b)| {
            let ((a, a_since), (b, b_since)) = (a.found(signals, now, p)?, b.found(signals, now, p)?);
            let severity = if overdue { graver(severity) } else { severity };
            let rests_on = vec![(a.kind, a.key), (b.kind, b.key)];
            Some(Composite { group, rule, severity, since: a_since.max(b_since), rests_on })
        })
        .collect();
    found.extend(fraud(signals, loan, now, p));
    found.sort_by_key(|c| (std::cmp::Reverse(c.severity), c.rule));
    found
}

fn fraud(signals: &[Signal], loan: &LoanFacts, now: DateTime<Utc>, p: &CompositeParameters) -> Option<Composite> {
    let funded = loan.funded_at.filter(|_| loan.first_instalment_unpaid)?;
    let soon = |s: &&Signal| {
        let after = s.event_at - funded;
        s.state != AlertState::Retracted && after >= TimeDelta::zero() && after <= TimeDelta::days(p.fraud_days)
    };
    let visit = signals.iter().filter(|s| Pledge.is(s) && s.event_at <= now).filter(soon).min_by_key(|s| s.event_at)?;
    Some(Composite {
        group: RiskGroup::Fraud,
        rule: FirstPaymentPledge,
        severity: Severity::Critical,
        since: visit.event_at,
        rests_on: vec![(visit.kind, visit.key)],
    })
}

/// When the composites may be others without a new signal: the next end of a span after `now`.
pub(super) fn changes_at(signals: &[Signal], now: DateTime<Utc>, p: &CompositeParameters) -> Option<DateTime<Utc>> {
    let all = [Tamper, Pledge, PowerCut, Offline, Fence, Still, Abnormal, Away, Apart, Gathering];
    let spans = signals.iter().flat_map(|s| all.into_iter().filter(|part| part.is(s)).map(|part| part.span(s, p)));
    spans.flat_map(|(from, until)| [Some(from), until]).flatten().filter(|at| *at > now).min()
}

fn graver(severity: Severity) -> Severity {
    match severity {
        Severity::Info => Severity::Warn,
        Severity::Warn => Severity::High,
        Severity::High | Severity::Critical => Severity::Critical,
    }
}

#[cfg(test)]
mod tests;
