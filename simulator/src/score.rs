//! Alerts against labels: what was found, how fast, and what was cried in vain. Pure.
//!
//! Rules: `removal`, `separation` and `device_moved` are judged at high and above, others at warn and above, or at
//! the severity that a label states. An alert inside an event's window that meets no expectation counts neither way,
//! unless a label forbids it there. False alarms of one type and vehicle count once per 24 hours. A retracted alert
//! finds nothing, but was cried: it counts as a false alarm where an open one would.

mod board;
mod claim;
mod confidence;
mod naive;
mod nights;
mod places;
mod plots;
mod reliability;
mod tables;
mod targets;

pub use board::Board;
pub use claim::{BadAlert, Claim};
pub use confidence::{Confidence, Threshold, removal_truth};
pub use naive::Naive;
pub use nights::{NightScore, Told, score_nights};
pub use places::{PlaceScore, ReportedPlace, score_places};
pub use reliability::{Bin, Reliability};
pub use targets::{TARGETS, Target};

use crate::label::{Expect, HiddenSite, Labels};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::alert::{AlertState, AlertType, Evidence, Severity};
use lienwatch_domain::geo::Point;
use serde::Serialize;
use std::collections::BTreeMap;

/// An alert up to this long before the labelled time still means that event (clocks and wake jitter), seconds.
const EARLY_S: i64 = 300;
/// A discovered site this far from the true centre (beyond its radius) is another one, metres.
const DISCOVERY_M: f64 = 100.0;
/// A hidden site must be discovered this long after the third car ended there, hours.
const DISCOVERY_HOURS: i64 = 25;

/// Counts of one alert type.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TypeScore {
    /// Expected and raised in time.
    pub tp: u32,
    /// Raised in vain.
    pub fp: u32,
    /// Expected and not raised in time.
    pub missed: u32,
    /// Median delay of what was found, seconds.
    pub median_delay_s: Option<i64>,
    /// 95th percentile of the delay, seconds.
    pub p95_delay_s: Option<i64>,
}

impl TypeScore {
    /// Share of what was raised that was right; 1 where nothing was raised.
    pub fn precision(&self) -> f64 {
        share(self.tp, self.tp + self.fp)
    }

    /// Share of what was expected that was found in time; 1 where nothing was expected.
    pub fn recall(&self) -> f64 {
        share(self.tp, self.tp + self.missed)
    }
}

impl Serialize for TypeScore {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shape {
            tp: u32,
            fp: u32,
            #[serde(rename = "fn")]
            missed: u32,
            precision: f64,
            recall: f64,
            median_delay_s: Option<i64>,
            p95_delay_s: Option<i64>,
        }
        let &TypeScore { tp, fp, missed, median_delay_s, p95_delay_s } = self;
        let (precision, recall) = (self.precision(), self.recall());
        Shape { tp, fp, missed, precision, recall, median_delay_s, p95_delay_s }.serialize(serializer)
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) }
}

/// An alert raised in vain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FalseAlarm {
    /// External id of the vehicle.
    pub vehicle: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: AlertType,
    /// As raised.
    pub severity: Severity,
    /// When it first was that severe.
    pub raised_at: DateTime<Utc>,
    /// It was taken back later.
    pub retracted: bool,
    /// The scenario whose label forbids it, if one does.
    pub forbidden_by: Option<String>,
    /// Why it was raised.
    pub evidence: Vec<Evidence>,
}

/// An expectation that was not met, with what was raised instead.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Miss {
    /// What was expected.
    pub expect: Expect,
    /// Alerts of that type and vehicle all the same: severity, when raised, evidence.
    pub instead: Vec<(Severity, DateTime<Utc>, Vec<Evidence>)>,
}

/// The result.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Score {
    /// Vehicles times days.
    pub vehicle_days: f64,
    /// By alert type.
    pub types: BTreeMap<String, TypeScore>,
    /// False removals (high or critical) per 1000 vehicle-days.
    pub false_removal_per_1000_vehicle_days: f64,
    /// False alerts of any type, high or critical, per 1000 vehicle-days.
    pub false_high_per_1000_vehicle_days: f64,
    /// Every expectation not met.
    #[serde(skip)]
    pub misses: Vec<Miss>,
    /// Every false alarm counted.
    #[serde(skip)]
    pub false_alarms: Vec<FalseAlarm>,
    /// Everything found.
    #[serde(skip)]
    pub found: Vec<Found>,
}

/// An expectation that was met.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// What was expected.
    pub kind: AlertType,
    /// By which scenario.
    pub scenario: String,
    /// How long after it happened, seconds.
    pub delay_s: i64,
}

/// The severity from which an alert of a type counts as claimed.
pub fn judged_from(kind: AlertType) -> Severity {
    match kind {
        AlertType::Removal | AlertType::Separation | AlertType::DeviceMoved => Severity::High,
        _ => Severity::Warn,
    }
}

/// Scores `claims` against `labels`.
pub fn score(labels: &Labels, claims: &[Claim]) -> Score {
    let mut used = vec![false; claims.len()];
    let mut result = Score { vehicle_days: labels.vehicle_days, ..Score::default() };
    let mut expects: Vec<&Expect> = labels.expect.iter().collect();
    expects.sort_by_key(|e| (e.t, e.deadline));
    for expect in expects {
        let entry = result.types.entry(expect.kind.name().to_owned()).or_default();
        let fitting = claims.iter().enumerate().filter(|(i, c)| !used[*i] && meets(c, expect));
        match fitting.min_by_key(|(_, c)| c.reached(expect.min_severity)) {
            Some((index, claim)) => {
                used[index] = true;
                entry.tp += 1;
                let delay = claim.reached(expect.min_severity).map_or(0, |t| (t - expect.t).num_seconds());
                result.found.push(Found {
                    kind: expect.kind,
                    scenario: expect.scenario.clone(),
                    delay_s: delay.max(0),
                });
            }
            None => {
                entry.missed += 1;
                let same = claims.iter().filter(|c| c.kind == expect.kind && c.vehicle == expect.vehicle);
                let instead = same.map(|c| (c.severity, c.raised_at, c.evidence.clone())).collect();
                result.misses.push(Miss { expect: expect.clone(), instead });
            }
        }
    }
    for hidden in &labels.hidden_sites {
        discover(hidden, claims, &mut used, &mut result);
    }
    result.time();
    count_false(labels, claims, &used, &mut result);
    result
}

/// Nearest-rank percentile of sorted values.
fn percentile(sorted: &[i64], p: usize) -> Option<i64> {
    sorted.get((sorted.len() * p).div_ceil(100).max(1) - 1).copied()
}

fn meets(claim: &Claim, expect: &Expect) -> bool {
    let Some(reached) = claim.reached(expect.min_severity) else { return false };
    let from = expect.t - TimeDelta::seconds(EARLY_S);
    let in_time = from <= reached && reached <= expect.deadline;
    claim.kind == expect.kind && claim.vehicle == expect.vehicle && claim.state != AlertState::Retracted && in_time
}

/// A hidden site is found by a discovery near its centre, whichever car the alert names.
fn discover(hidden: &HiddenSite, claims: &[Claim], used: &mut [bool], result: &mut Score) {
    let centre = Point::from_degrees(hidden.lat, hidden.lon);
    let near = |c: &Claim| {
        let at = c.point.and_then(|(lat, lon)| Point::from_degrees(lat, lon));
        let distance = at.zip(centre).map(|(a, b)| a.distance_m(b));
        c.kind == AlertType::SiteDiscovered && distance.is_some_and(|d| d <= hidden.radius_m + DISCOVERY_M)
    };
    let found: Vec<usize> = (0..claims.len()).filter(|&i| near(&claims[i])).collect();
    found.iter().for_each(|&i| used[i] = true);
    let mut ended = hidden.ended_at.clone();
    ended.sort_unstable();
    let Some(&third) = ended.get(2) else { return };
    let entry = result.types.entry(AlertType::SiteDiscovered.name().to_owned()).or_default();
    let raised = found.iter().filter_map(|&i| claims[i].reached(Severity::Info)).min();
    match raised.filter(|&t| t <= third + TimeDelta::hours(DISCOVERY_HOURS)) {
        Some(t) => {
            entry.tp += 1;
            let delay_s = (t - third).num_seconds().max(0);
            result.found.push(Found {
                kind: AlertType::SiteDiscovered,
                scenario: "pledge_unknown".to_owned(),
                delay_s,
            });
        }
        None => entry.missed += 1,
    }
}

fn count_false(labels: &Labels, claims: &[Claim], used: &[bool], result: &mut Score) {
    let mut open: Vec<(DateTime<Utc>, &Claim, Option<String>)> = Vec::new();
    for (index, claim) in claims.iter().enumerate() {
        let Some(t) = claim.reached(judged_from(claim.kind)).filter(|_| !used[index]) else { continue };
        let forbid = labels
            .forbid
            .iter()
            .find(|f| f.kind == claim.kind && f.vehicle == claim.vehicle && f.from <= t && t <= f.to);
        let excused = labels.events.iter().any(|e| e.vehicle == claim.vehicle && e.from <= t && t <= e.to);
        // An expectation of this very type in force excuses it too: the car did commit that crime, only the label's
        // first alert has been matched already.
        let expected = labels
            .expect
            .iter()
            .any(|e| e.kind == claim.kind && e.vehicle == claim.vehicle && e.t <= t && t <= e.deadline);
        if !expected && (forbid.is_some() || !excused) {
            open.push((t, claim, forbid.map(|f| f.scenario.clone())));
        }
    }
    open.sort_by_key(|(t, _, _)| *t);
    let mut last: BTreeMap<(&str, AlertType), DateTime<Utc>> = BTreeMap::new();
    let (mut removals, mut high) = (0.0, 0.0);
    for (t, claim, forbidden_by) in open {
        let key = (claim.vehicle.as_str(), claim.kind);
        if last.get(&key).is_some_and(|&before| t < before + TimeDelta::hours(24)) {
            continue;
        }
        last.insert(key, t);
        result.types.entry(claim.kind.name().to_owned()).or_default().fp += 1;
        removals += f64::from(u8::from(claim.kind == AlertType::Removal));
        high += f64::from(u8::from(claim.severity >= Severity::High));
        result.false_alarms.push(FalseAlarm {
            vehicle: claim.vehicle.clone(),
            kind: claim.kind,
            severity: claim.severity,
            raised_at: t,
            retracted: claim.state == AlertState::Retracted,
            forbidden_by,
            evidence: claim.evidence.clone(),
        });
    }
    let per_1000 = |n: f64| if labels.vehicle_days > 0.0 { n * 1_000.0 / labels.vehicle_days } else { 0.0 };
    result.false_removal_per_1000_vehicle_days = per_1000(removals);
    result.false_high_per_1000_vehicle_days = per_1000(high);
}

impl Score {
    /// Delays of a type, seconds, shortest first.
    pub fn delays(&self, kind: AlertType) -> Vec<i64> {
        let mut all: Vec<i64> = self.found.iter().filter(|f| f.kind == kind).map(|f| f.delay_s).collect();
        all.sort_unstable();
        all
    }

    /// Works the percentiles of the delays out.
    fn time(&mut self) {
        let kinds: std::collections::BTreeSet<AlertType> = self.found.iter().map(|f| f.kind).collect();
        for kind in kinds {
            let all = self.delays(kind);
            let entry = self.types.entry(kind.name().to_owned()).or_default();
            entry.median_delay_s = percentile(&all, 50);
            entry.p95_delay_s = percentile(&all, 95);
        }
    }

    /// Adds the score of another seed.
    pub fn merge(&mut self, other: Score) {
        let days = self.vehicle_days + other.vehicle_days;
        let mean =
            |a: f64, b: f64| if days > 0.0 { (a * self.vehicle_days + b * other.vehicle_days) / days } else { 0.0 };
        self.false_removal_per_1000_vehicle_days =
            mean(self.false_removal_per_1000_vehicle_days, other.false_removal_per_1000_vehicle_days);
        self.false_high_per_1000_vehicle_days =
            mean(self.false_high_per_1000_vehicle_days, other.false_high_per_1000_vehicle_days);
        self.vehicle_days = days;
        for (kind, theirs) in other.types {
            let ours = self.types.entry(kind).or_default();
            ours.tp += theirs.tp;
            ours.fp += theirs.fp;
            ours.missed += theirs.missed;
        }
        self.found.extend(other.found);
        self.time();
        self.misses.extend(other.misses);
        self.false_alarms.extend(other.false_alarms);
    }
}

#[cfg(test)]
mod tests;
