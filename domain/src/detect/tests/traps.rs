//! What must not be found.

use super::*;
use lienwatch_protocols::message::Alarm;

#[test]
fn a_workshop_power_cut_is_benign() {
    for minutes in [20, 80, 148] {
        let mut run = Run::default();
        let end = run.commute(1, 4);
        let (t, at) = (end + 11 * HOUR, (2500.0, 2500.0));
        let there = run.drive(1, end + 10 * HOUR, (0.0, 0.0), at);
        run.parked(1, there, t, at, true);
        run.push(Stream::new().at(t).fix(at.0, at.1).ignition(false).power(false).alarm(Alarm::PowerCut));
        run.parked(1, t + 100, t + minutes * 60, at, false);
        run.parked(1, t + minutes * 60, t + 4 * HOUR, at, true);
        let alerts = run.alerts(assets(1), t + 4 * HOUR);
        assert!(removals(&alerts).is_empty(), "{minutes} minutes: {alerts:#?}");
        let cut = of(&alerts, AlertType::PowerCut);
        assert_eq!(cut[0].state, AlertState::Closed);
        let outcome = cut[0].evidence.last().map(|e| e.value["outcome"].clone());
        assert_eq!(outcome, Some("benign".into()));
    }
}

#[test]
fn loose_wiring_is_named() {
    let mut run = Run::default();
    let s = Stream::new();
    run.parked(1, 0, HOUR, (0.0, 0.0), true);
    for i in 0..4 {
        let t = HOUR + i * 300;
        run.push(s.at(t).fix(0.0, 0.0).power(false).alarm(Alarm::PowerCut));
        run.push(s.at(t + 5).fix(0.0, 0.0).power(true));
    }
    let alerts = run.alerts(assets(1), 2 * HOUR);
    assert!(removals(&alerts).is_empty());
    let outcome = of(&alerts, AlertType::PowerCut).last().map(|a| a.evidence.last().map(|e| e.value.clone()));
    assert_eq!(outcome.flatten().map(|v| v["outcome"].clone()), Some("loose_wiring".into()));
}

#[test]
fn silence_without_a_cut_is_no_removal() {
    // A blind zone of 26 h, entered while driving.
    let mut run = Run::default();
    let end = run.commute(1, 4);
    run.drive(1, end, (0.0, 0.0), (9000.0, 0.0));
    run.parked(1, end + 26 * HOUR, end + 28 * HOUR, (12_000.0, 0.0), true);
    run.wakes(WIRELESS + 1, 0..4, (0.0, 0.0), |_| 80);
    let alerts = run.alerts(assets(1), end + 28 * HOUR);
    assert!(removals(&alerts).is_empty(), "{alerts:#?}");
    assert!(of(&alerts, AlertType::Offline).iter().all(|a| a.state == AlertState::Closed));
}

#[test]
fn a_garage_is_learned() {
    let mut run = Run::default();
    for d in 0..7 {
        let t = d * DAY;
        // Lost at home from 19:00 to 8:00, in sight at work.
        let there = run.drive(1, t + 8 * HOUR, (0.0, 0.0), (5000.0, 0.0));
        run.parked(1, there, t + 18 * HOUR, (5000.0, 0.0), true);
        run.drive(1, t + 18 * HOUR, (5000.0, 0.0), (0.0, 0.0));
    }
    let alerts = run.alerts(assets(1), 7 * DAY);
    assert!(removals(&alerts).is_empty());
    let late = alerts.iter().filter(|a| second(a.raised_at) > 4 * DAY).count();
    assert_eq!(late, 0, "after three silences the spot is known: {alerts:#?}");
}

#[test]
fn a_wireless_tracker_running_flat_is_no_removal() {
    let mut run = Run::default();
    run.commute(1, 14);
    run.wakes(WIRELESS + 1, 0..8, (0.0, 0.0), |d| (45 - 5 * d).max(0) as u8);
    let alerts = run.alerts(assets(1), 14 * DAY);
    assert!(removals(&alerts).is_empty(), "{alerts:#?}");
    assert_eq!(of(&alerts, AlertType::BatteryLow).len(), 1);
}

#[test]
fn a_single_missed_wake_and_stale_fixes_are_nothing() {
    let mut run = Run::default();
    run.commute(1, 10);
    run.wakes(WIRELESS + 1, 0..4, (0.0, 0.0), |_| 80);
    run.wakes(WIRELESS + 1, 5..7, (0.0, 0.0), |_| 80);
    for d in 7..10 {
        let stale = Stream::new().at(d * DAY + 3 * HOUR).tracker(WIRELESS + 1).fix(40_000.0, 0.0).invalid();
        run.push(stale.battery(80));
    }
    assert_eq!(run.alerts(assets(1), 10 * DAY), Vec::new());
}

#[test]
fn an_outage_is_one_alert_and_no_removals() {
    let mut run = Run::default();
    let n = 8;
    for v in 1..=n {
        run.commute(v, 1);
        let phase = i64::from(v) * 30;
        // Out from 30:00 to 32:00.
        run.parked(v, DAY + phase, DAY + 6 * HOUR, (v as f64 * 1500.0, 0.0), true);
        run.parked(v, DAY + 8 * HOUR + phase, DAY + 12 * HOUR, (v as f64 * 1500.0, 0.0), true);
    }
    let alerts = run.alerts(assets(n), DAY + 12 * HOUR);
    let outages = of(&alerts, AlertType::Outage);
    assert_eq!(outages.len(), 1);
    assert_eq!(outages[0].state, AlertState::Closed);
    assert!(of(&alerts, AlertType::Offline).is_empty(), "{alerts:#?}");
    assert!(removals(&alerts).is_empty());
}

#[test]
fn a_red_light_and_a_neighbour_are_no_visit() {
    let mut run = Run::default();
    let s = Stream::new();
    let end = run.commute(1, 4);
    let t = run.drive(1, end + 10 * HOUR, (0.0, 0.0), (0.0, 4000.0));
    for i in 0..4 {
        run.push(s.at(t + i * 30).fix(0.0, 4000.0).speed(0.0).ignition(true).power(true));
    }
    let t = run.drive(1, t + 95, (0.0, 4000.0), (130.0, 4000.0 + 80.0));
    run.parked(1, t, t + 5 * HOUR, (130.0, 4080.0), true);
    let alerts = run.alerts(assets(1), t + 5 * HOUR);
    assert!(of(&alerts, AlertType::SiteVisit).is_empty(), "{alerts:#?}");
}

#[test]
fn a_site_next_to_home_is_not_a_visit_of_the_one_who_lives_there() {
    let mut run = Run::default();
    for d in 0..6 {
        let t = d * DAY;
        run.parked(1, t, t + 8 * HOUR, (0.0, 4105.0), true);
        let there = run.drive(1, t + 8 * HOUR, (0.0, 4105.0), (5000.0, 0.0));
        run.parked(1, there, t + 18 * HOUR, (5000.0, 0.0), true);
        let back = run.drive(1, t + 18 * HOUR, (5000.0, 0.0), (0.0, 4060.0));
        run.parked(1, back, t + DAY, (0.0, 4105.0 - if d > 4 { 60.0 } else { 0.0 }), true);
    }
    let mut fleet = assets(1);
    let home = super::super::Declared { kind: super::super::DeclaredKind::Home, point: point(0.0, 4105.0) };
    fleet.vehicles.values_mut().for_each(|v| v.declared = vec![home.clone()]);
    let alerts = run.alerts(fleet, 6 * DAY);
    assert!(of(&alerts, AlertType::SiteVisit).is_empty(), "{alerts:#?}");
}

#[test]
fn tampering_on_the_day_of_installation_and_in_a_service_window_is_only_noted() {
    let s = Stream::new();
    let mut run = Run::default();
    run.commute(1, 1);
    run.push(s.at(DAY).tracker(WIRELESS + 1).fix(0.0, 0.0).alarm(Alarm::Light));
    let mut fresh = assets(1);
    fresh.bindings.values_mut().flatten().for_each(|b| b.from = s.time(0));
    let mut served = assets(1);
    served.vehicles.values_mut().for_each(|v| v.service_windows = vec![(s.time(DAY - 60), s.time(DAY + HOUR))]);
    for fleet in [fresh, served] {
        let alerts = run.alerts(fleet, DAY + 600);
        assert!(removals(&alerts).is_empty());
        assert_eq!(of(&alerts, AlertType::Tamper)[0].severity, Severity::Info);
    }
}

#[test]
fn a_wireless_tracker_that_always_wakes_in_a_garage_without_signal_is_no_removal() {
    let mut run = Run::default();
    for d in 0..14 {
        let t = d * DAY;
        let there = run.drive(1, t + 8 * HOUR, (0.0, 0.0), (5000.0, 0.0));
        run.parked(1, there, t + 18 * HOUR, (5000.0, 0.0), true);
        run.drive(1, t + 18 * HOUR, (5000.0, 0.0), (0.0, 0.0));
    }
    // It was heard once, at installation; every wake since fell into the night in the garage.
    run.wakes(WIRELESS + 1, 0..1, (0.0, 0.0), |_| 80);
    let alerts = run.alerts(assets(1), 14 * DAY);
    assert!(removals(&alerts).is_empty(), "{alerts:#?}");
}

#[test]
fn a_heartbeat_sent_before_the_cut_and_stamped_after_it_restores_nothing() {
    let mut run = Run::default();
    let s = Stream::new();
    let end = run.commute(1, 4);
    let t = end + 11 * HOUR;
    run.parked(1, end, t, (0.0, 0.0), true);
    run.push(s.at(t).fix(0.0, 0.0).ignition(false).power(false).alarm(Alarm::PowerCut));
    run.push(s.at(t + 20).heartbeat().ignition(false).power(true));
    let alerts = run.alerts(assets(1), t + HOUR);
    assert_eq!(removals(&alerts).len(), 1);
    assert!(second(removals(&alerts)[0].raised_at) <= t + 600);
}

/// Trackers 1 and 1001 are in vehicle 1 until `until` seconds.
fn taken_out(until: i64) -> Assets {
    let mut assets = assets(1);
    for binding in assets.bindings.values_mut().flatten() {
        binding.until = Some(Stream::new().time(until));
    }
    assets
}

#[test]
fn a_tracker_that_was_taken_out_is_not_missed() {
    let mut run = Run::default();
    let end = run.commute(1, 4);
    run.wakes(WIRELESS + 1, 0..4, (0.0, 0.0), |_| 80);
    assert!(!run.alerts(assets(1), end + 20 * DAY).is_empty(), "silent for weeks, were it still in the car");
    let alerts = run.alerts(taken_out(end - 60), end + 20 * DAY);
    assert_eq!(alerts, vec![], "nobody waits for it");
}

#[test]
fn taking_a_tracker_out_closes_what_was_open_about_it() {
    let mut run = Run::default();
    let end = run.commute(1, 4);
    run.push(Stream::new().at(end).fix(0.0, 0.0).ignition(false).power(false).alarm(Alarm::PowerCut));
    let mut watch = Watch::new(Parameters::default(), Arc::new(assets(1)));
    let mut out = Vec::new();
    for o in run.sorted() {
        watch.observe(&o, &mut out);
    }
    watch.advance(Stream::new().time(end + DAY), &mut out);
    assert!(removals(&last_words(&out)).iter().any(|a| a.state == AlertState::Open), "cut and silent");
    watch.set_assets(Arc::new(taken_out(end + DAY)));
    watch.advance(Stream::new().time(end + DAY + 1), &mut out);
    let open: Vec<_> = last_words(&out).into_iter().filter(|a| a.state == AlertState::Open).collect();
    assert_eq!(open, vec![], "somebody has the tracker in his hands");
    // A report that comes late brings nothing back.
    watch
        .observe(&Stream::new().at(end - 30).received(end + DAY + 60).buffered().fix(0.0, 0.0).observation(), &mut out);
    watch.advance(Stream::new().time(end + 30 * DAY), &mut out);
    assert!(last_words(&out).iter().all(|a| a.state != AlertState::Open));
}
