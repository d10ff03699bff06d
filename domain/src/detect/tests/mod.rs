//! Whole vehicles through the watch: what must be found and what must not.

mod areas;
mod astray;
mod compound;
mod deaf;
mod devices;
mod found;
mod kills;
mod late;
mod life;
mod restart;
mod sparse;
mod supply;
mod traps;

use super::stream::{Draft, Stream, ZONE_S, point};
use super::{Assets, Binding, Change, DeviceProfile, Parameters, Role, VehicleProfile, Watch};
use crate::alert::{Alert, AlertState, AlertType, Severity};
use crate::geo::{Shape, Site, SiteIndex, SiteKind};
use crate::ids::{LenderNo, SiteId, TrackerNo, VehicleNo};
use crate::observation::Observation;
use chrono::TimeDelta;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use uuid::Uuid;

const DAY: i64 = 86_400;
const HOUR: i64 = 3600;
/// Trackers of vehicle n: wired n, wireless 1000 + n.
const WIRELESS: i32 = 1000;

/// Vehicles 1..=n with a wired and a wireless tracker (one wake a day), a site and a workshop.
fn assets(n: i32) -> Assets {
    let installed = Stream::new().time(-30 * DAY);
    let mut bindings = HashMap::new();
    let mut vehicles = HashMap::new();
    for v in 1..=n {
        for (tracker, role, wake) in [(v, Role::Wired, None), (WIRELESS + v, Role::Wireless, Some(DAY as u32))] {
            let device = DeviceProfile { tracker: TrackerNo(tracker), role, wake_interval_s: wake };
            let binding = Binding { device, vehicle: VehicleNo(v), from: installed, until: None };
            bindings.insert(TrackerNo(tracker), vec![binding]);
        }
        vehicles.insert(
            VehicleNo(v),
            VehicleProfile {
                vehicle: VehicleNo(v),
                lender: LenderNo(1),
                utc_offset_s: ZONE_S,
                declared: Vec::new(),
                overdue_instalments: 0,
                first_instalment_unpaid: false,
                funded_at: None,
                service_windows: Vec::new(),
            },
        );
    }
    let site = |n, kind, east| Site {
        id: SiteId(Uuid::from_u128(n)),
        lender: LenderNo(1),
        kind,
        shape: Shape::Circle { centre: point(east, 4000.0), radius_m: 80.0 },
    };
    let sites = SiteIndex::new(vec![site(1, SiteKind::SecondPledge, 0.0), site(2, SiteKind::Repair, 3000.0)]);
    Assets { bindings, vehicles, sites, ..Assets::default() }
}

/// A run of reports in order of receipt.
#[derive(Default)]
struct Run {
    reports: Vec<Observation>,
}

impl Run {
    fn push(&mut self, draft: Draft) -> &mut Self {
        self.reports.push(draft.observation());
        self
    }

    /// A wired tracker parked at a place: a position each half hour, a heartbeat each five minutes.
    fn parked(&mut self, tracker: i32, from: i64, to: i64, at: (f64, f64), power: bool) -> &mut Self {
        let s = Stream::new();
        for (i, t) in (from..to).step_by(300).enumerate() {
            if i % 6 == 0 {
                self.push(s.at(t).tracker(tracker).fix(at.0, at.1).ignition(false).power(power));
            } else {
                self.push(s.at(t).tracker(tracker).heartbeat().ignition(false).power(power));
            }
        }
        self
    }

    /// A wired tracker driving in a line, 36 km/h.
    fn drive(&mut self, tracker: i32, from: i64, a: (f64, f64), b: (f64, f64)) -> i64 {
        let s = Stream::new();
        let length = (b.0 - a.0).hypot(b.1 - a.1);
        let steps = (length / 300.0).ceil() as i64;
        for i in 0..steps {
            let k = i as f64 / steps as f64;
            let at = (a.0 + k * (b.0 - a.0), a.1 + k * (b.1 - a.1));
            self.push(s.at(from + i * 30).tracker(tracker).fix(at.0, at.1).speed(36.0).ignition(true).power(true));
        }
        from + steps * 30
    }

    /// Home, to work and back, for days; local midnight of day 0 is second 0. Returns the last report's time.
    fn commute(&mut self, tracker: i32, days: i64) -> i64 {
        let (home, work) = ((0.0, 0.0), (5000.0, 0.0));
        for d in 0..days {
            let t = d * DAY;
            self.parked(tracker, t, t + 8 * HOUR, home, true);
            let there = self.drive(tracker, t + 8 * HOUR, home, work);
            self.parked(tracker, there, t + 18 * HOUR, work, true);
            let back = self.drive(tracker, t + 18 * HOUR, work, home);
            self.parked(tracker, back, t + DAY, home, true);
        }
        days * DAY
    }

    /// Wakes of a wireless tracker once a day at 3:00.
    fn wakes(&mut self, tracker: i32, days: std::ops::Range<i64>, at: (f64, f64), battery: impl Fn(i64) -> u8) {
        let s = Stream::new();
        for d in days {
            self.push(s.at(d * DAY + 3 * HOUR).tracker(tracker).fix(at.0, at.1).battery(battery(d)));
        }
    }

    fn sorted(&self) -> Vec<Observation> {
        let mut reports = self.reports.clone();
        reports.sort_by_key(|o| o.received_at);
        reports
    }

    /// Runs everything, then the clock to `until`. The last statement of each alert, in order of raising.
    fn alerts(&self, assets: Assets, until: i64) -> Vec<Alert> {
        let mut watch = Watch::new(Parameters::default(), Arc::new(assets));
        let mut out = Vec::new();
        for o in self.sorted() {
            watch.observe(&o, &mut out);
        }
        watch.advance(Stream::new().time(until), &mut out);
        last_words(&out)
    }
}

fn last_words(out: &[Change]) -> Vec<Alert> {
    let mut by_key: BTreeMap<_, Alert> = BTreeMap::new();
    for change in out {
        if let Change::Alert(a) = change {
            by_key.insert((a.vehicle, a.kind, a.episode_key), a.clone());
        }
    }
    let mut alerts: Vec<_> = by_key.into_values().collect();
    alerts.sort_by_key(|a| (a.raised_at, a.kind));
    alerts
}

fn of(alerts: &[Alert], kind: AlertType) -> Vec<&Alert> {
    alerts.iter().filter(|a| a.kind == kind).collect()
}

fn removals(alerts: &[Alert]) -> Vec<&Alert> {
    of(alerts, AlertType::Removal).into_iter().filter(|a| a.severity >= Severity::High).collect()
}

fn second(t: chrono::DateTime<chrono::Utc>) -> i64 {
    (t - Stream::new().time(0)).num_seconds()
}

#[test]
fn an_unbound_tracker_changes_nothing() {
    let mut watch = Watch::new(Parameters::default(), Arc::new(Assets::default()));
    let mut out = Vec::new();
    assert!(watch.observe(&Stream::new().at(0).fix(0.0, 0.0).observation(), &mut out).is_empty());
    assert!(out.is_empty());
    assert!(watch.advance(Stream::new().time(0) + TimeDelta::days(9), &mut out).is_empty());
}

#[test]
fn parameters_are_the_designs_and_unknown_ones_are_refused() {
    let p: Parameters = serde_json::from_str(r#"{"stay":{"radius_m":50.0}}"#).expect("partial parameters");
    assert_eq!((p.stay.radius_m, p.stay.shortest_s), (50.0, 300));
    assert!(serde_json::from_str::<Parameters>(r#"{"stay":{"radius":50.0}}"#).is_err());
}

#[test]
fn a_week_of_commuting_is_two_places_and_no_alert() {
    let mut run = Run::default();
    let end = run.commute(1, 7);
    run.wakes(WIRELESS + 1, 0..7, (0.0, 0.0), |_| 80);
    let mut watch = Watch::new(Parameters::default(), Arc::new(assets(1)));
    let mut out = Vec::new();
    for o in run.sorted() {
        watch.observe(&o, &mut out);
    }
    watch.advance(Stream::new().time(end), &mut out);
    assert_eq!(last_words(&out), Vec::new());
    let places = out.iter().rev().find_map(|c| match c {
        Change::Places(_, p) => Some(p.clone()),
        _ => None,
    });
    let kinds: Vec<_> = places.expect("learned").iter().map(|p| p.kind).collect();
    assert_eq!(kinds, vec![super::PlaceKind::Home, super::PlaceKind::Work]);
    let closed = out.iter().filter(|c| matches!(c, Change::Stay(s) if s.leave.is_some())).count();
    assert_eq!(closed, 14, "two stays a day, the last one still open");
    let state = AlertState::Open;
    assert_eq!(state.name(), "open");
}
