//! Alerts about places under backfill and restart: the same that a clean run leaves standing.

use super::*;
use crate::detect::{Fence, FenceRule};
use crate::ids::FenceId;
use crate::observation::Observation;
use std::collections::BTreeSet;

const KINDS: [AlertType; 8] = [
    AlertType::HomeChanged,
    AlertType::RegionExit,
    AlertType::Fence,
    AlertType::OverlongStop,
    AlertType::ZeroMotion,
    AlertType::AbnormalStay,
    AlertType::PlaceMissed,
    AlertType::Gathering,
];

/// A life with something of everything about places: a move, a trip, long stops, a gathering.
fn eventful() -> (Run, i64) {
    let mut run = Run::default();
    for v in 1..=3 {
        let end = run.commute(v, 5);
        let t = end + 9 * HOUR + i64::from(v) * 900;
        run.parked(v, end, t, (0.0, 0.0), true);
        let far = (0.0, 70_000.0 + f64::from(v) * 40.0);
        let there = run.drive(v, t, (0.0, 0.0), far);
        run.parked(v, there, there + 4 * DAY, far, true);
        let back = run.drive(v, there + 4 * DAY, far, (7000.0, 7000.0));
        run.parked(v, back, back + 8 * DAY, (7000.0, 7000.0 + 900.0 * f64::from(v)), true);
    }
    (run, 19 * DAY)
}

fn fleet() -> Assets {
    let mut assets = assets(3);
    let shape = Shape::Circle { centre: point(0.0, 30_000.0), radius_m: 5000.0 };
    let fence = Arc::new(Fence { id: FenceId(Uuid::from_u128(9)), rule: FenceRule::KeepOut, shape });
    assets.areas.fences = (1..=3).map(|v| (VehicleNo(v), vec![Arc::clone(&fence)])).collect();
    assets
}

/// What stands in the end: the alerts about places that were not retracted, with when they happened and how they ended.
fn standing(reports: &[Observation], until: i64) -> BTreeSet<String> {
    let mut watch = Watch::new(Parameters::default(), Arc::new(fleet()));
    let mut out = Vec::new();
    reports.iter().for_each(|o| drop(watch.observe(o, &mut out)));
    watch.advance(Stream::new().time(until), &mut out);
    words(&last_words(&out))
}

fn words(alerts: &[Alert]) -> BTreeSet<String> {
    let stands = alerts.iter().filter(|a| KINDS.contains(&a.kind) && a.state != AlertState::Retracted);
    stands.map(|a| format!("{} {} {} {} {}", a.vehicle.0, a.kind, second(a.event_at), a.severity, a.state)).collect()
}

#[test]
fn the_eventful_life_has_every_kind() {
    let (run, end) = eventful();
    let said = standing(&run.sorted(), end);
    for kind in KINDS {
        assert!(said.iter().any(|w| w.contains(kind.name())), "{kind} missing in {said:?}");
    }
}

#[test]
fn what_was_stored_for_three_days_ends_as_if_it_had_come_live() {
    let (run, end) = eventful();
    let live = run.sorted();
    let clean = standing(&live, end);
    let s = Stream::new();
    // The first car's network fails for three days: over its trip, in the middle of its stop, over its way back.
    for from in [4 * DAY, 6 * DAY, 8 * DAY] {
        let (gone, back) = (s.time(from), s.time(from + 3 * DAY));
        let mut reports: Vec<Observation> = Vec::new();
        let mut stored: Vec<Observation> = Vec::new();
        for o in &live {
            let lost = o.tracker == TrackerNo(1) && o.received_at >= gone && o.received_at < back;
            match (lost, o.kind == crate::observation::ObservationKind::Heartbeat) {
                (false, _) => reports.push(o.clone()),
                (true, false) => stored.push(o.clone()),
                (true, true) => {}
            }
        }
        // The first live report is followed by what was stored, five a second.
        for (i, mut o) in stored.into_iter().enumerate() {
            o.received_at = back + TimeDelta::seconds(301 + i as i64 / 5);
            o.flags = crate::observation::Flags(o.flags.0 | crate::observation::Flags::BUFFERED);
            reports.push(o);
        }
        reports.sort_by_key(|o| o.received_at);
        let said = standing(&reports, end);
        assert_eq!(said, clean, "network lost from day {}", from / DAY);
    }
}

#[test]
fn a_restart_at_any_point_says_the_same() {
    let (run, end) = eventful();
    let reports = run.sorted();
    let clean = standing(&reports, end);
    for cut in (0..reports.len()).step_by(reports.len() / 12) {
        let mut watch = Watch::new(Parameters::default(), Arc::new(fleet()));
        let mut out = Vec::new();
        reports[..cut].iter().for_each(|o| drop(watch.observe(o, &mut out)));
        let mut fresh = Watch::new(Parameters::default(), Arc::new(fleet()));
        for v in (1..=3).map(VehicleNo) {
            if let Some(track) = watch.track(v) {
                let json = serde_json::to_string(track).expect("plain data");
                assert!(json.len() < 24 * 1024, "{} bytes", json.len());
                fresh.restore(v, serde_json::from_str(&json).expect("its own checkpoint"));
            }
        }
        reports[cut..].iter().for_each(|o| drop(fresh.observe(o, &mut out)));
        fresh.advance(Stream::new().time(end), &mut out);
        assert_eq!(words(&last_words(&out)), clean, "after a restart at {cut}");
    }
}
