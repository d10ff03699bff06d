//! Where a vehicle's trace ends.

use super::lasted_s;
use crate::alert::{Alert, AlertState, AlertType, Severity};
use crate::detect::parameters::DiscoveryParameters;
use crate::detect::{Declared, Stay};
use crate::geo::Point;
use crate::ids::{LenderNo, VehicleNo};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

wire_names! {
    /// How a vehicle ended at a place.
    EndKind {
        /// A tracker was taken off or killed.
        Removal = "removal",
        /// A tracker was touched.
        Tamper = "tamper",
        /// Power was cut.
        PowerCut = "power_cut",
        /// A tracker fell silent.
        Offline = "offline",
        /// It stays for more than a day.
        LongStay = "long_stay",
    }
}

/// What befell a tracker, from an alert that was not retracted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trouble {
    /// What.
    pub kind: EndKind,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// When it was found.
    pub raised_at: DateTime<Utc>,
    /// The alert's probability.
    pub p: f64,
    /// The detector still says so.
    pub open: bool,
}

impl Trouble {
    /// Of an alert, where it is one that ends a trace.
    pub fn of(alert: &Alert) -> Option<Trouble> {
        let kind = match alert.kind {
            AlertType::Removal if alert.severity >= Severity::High => EndKind::Removal,
            AlertType::Tamper => EndKind::Tamper,
            AlertType::PowerCut => EndKind::PowerCut,
            AlertType::Offline => EndKind::Offline,
            _ => return None,
        };
        let (at, raised_at, open) = (alert.event_at, alert.raised_at, alert.state == AlertState::Open);
        (alert.state != AlertState::Retracted).then_some(Trouble { kind, at, raised_at, p: alert.score, open })
    }
}

/// A vehicle's trace ended at a place.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct End {
    /// Whose trace.
    pub vehicle: VehicleNo,
    /// Of which lender.
    pub lender: LenderNo,
    /// Where.
    pub point: Point,
    /// When it arrived there.
    pub arrive: DateTime<Utc>,
    /// When that was known to be an end.
    pub at: DateTime<Utc>,
    /// How.
    pub kind: EndKind,
    /// How much it says, 0..=1.
    pub weight: f64,
}

/// Somebody may work on the trackers while the car rolls in, seconds.
const BEFORE_S: i64 = 900;

/// The ends of one vehicle by its stays since the window began, in order of arrival, and its troubles. At most one for
/// each stay.
pub fn ends(
    lender: LenderNo,
    stays: &[Stay],
    troubles: &[Trouble],
    declared: &[Declared],
    now: DateTime<Utc>,
    p: &DiscoveryParameters,
) -> Vec<End> {
    let mut found = Vec::new();
    let since = now - TimeDelta::seconds(p.window_s);
    for (index, stay) in stays.iter().enumerate().filter(|(_, s)| s.arrive >= since && s.arrive <= now) {
        let last = stays[index + 1..].iter().all(|s| s.arrive > now);
        let Some((kind, at, weight)) = end_of(stay, last, troubles, now, p) else { continue };
        // Habit by what it did before it came here: a car that is kept somewhere does not frequent the place.
        let near = |point: Point| point.distance_m(stay.point) <= p.place_m;
        let before = stays[..index].iter().filter(|s| near(s.point)).count();
        if before >= p.habitual_visits || declared.iter().any(|d| near(d.point)) {
            continue;
        }
        let (vehicle, point, arrive) = (stay.vehicle, stay.point, stay.arrive);
        found.push(End { vehicle, lender, point, arrive, at, kind, weight });
    }
    found
}

fn end_of(
    stay: &Stay,
    last: bool,
    troubles: &[Trouble],
    now: DateTime<Utc>,
    p: &DiscoveryParameters,
) -> Option<(EndKind, DateTime<Utc>, f64)> {
    let from = stay.arrive - TimeDelta::seconds(BEFORE_S);
    let until = (stay.arrive + TimeDelta::seconds(p.trouble_s)).min(stay.leave.unwrap_or(now));
    let here = |t: &&Trouble| t.at >= from && t.at <= until && t.raised_at <= now;
    // A removal that stands ends the trace even where another tracker goes on; the rest only where nothing follows.
    let ends_it = |t: &&Trouble| t.open && (last || t.kind == EndKind::Removal);
    if let Some(trouble) = troubles.iter().filter(here).filter(ends_it).min_by_key(|t| (t.kind, t.at)) {
        let weight = match trouble.kind {
            EndKind::Removal => trouble.p.clamp(0.5, 1.0),
            EndKind::Tamper => 0.7,
            _ => 0.5,
        };
        return Some((trouble.kind, trouble.raised_at, weight));
    }
    // A car that was seen to leave did not end there, even where nobody knows yet where it went.
    let long = last && stay.leave.is_none() && lasted_s(stay, now) >= p.ended_s;
    long.then(|| (EndKind::LongStay, stay.arrive + TimeDelta::seconds(p.ended_s), 0.6))
}
