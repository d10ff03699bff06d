//! What must be found, in time.

use super::*;
use lienwatch_protocols::message::Alarm;

#[test]
fn a_wired_tracker_cut_and_silent_is_a_removal_within_ten_minutes() {
    for night in [true, false] {
        let mut run = Run::default();
        let end = run.commute(1, 4);
        let t = end + if night { 2 * HOUR } else { 11 * HOUR };
        run.parked(1, end, t, (0.0, 0.0), true);
        run.push(Stream::new().at(t).fix(0.0, 0.0).ignition(false).power(false).alarm(Alarm::PowerCut));
        let alerts = run.alerts(assets(1), t + DAY);
        let cut = of(&alerts, AlertType::PowerCut);
        assert_eq!(second(cut[0].raised_at), t);
        assert!(cut[0].severity >= Severity::Warn);
        let removal = removals(&alerts);
        assert_eq!(removal.len(), 1);
        assert!(second(removal[0].raised_at) - t <= 600);
        assert_eq!(removal[0].tracker, Some(TrackerNo(1)));
        assert!(removal[0].evidence.iter().any(|e| e.feature == "silent_after_cut" && e.weight > 0.0));
    }
}

#[test]
fn a_car_driven_off_on_the_backup_battery_is_a_removal() {
    let mut run = Run::default();
    let end = run.commute(1, 4);
    let t = end + 11 * HOUR;
    let s = Stream::new();
    run.parked(1, end, t, (0.0, 0.0), true);
    run.push(s.at(t).fix(0.0, 0.0).ignition(false).power(false).alarm(Alarm::PowerCut));
    for i in 1..80 {
        run.push(s.at(t + i * 30).fix(i as f64 * 300.0, 0.0).speed(36.0).ignition(true).power(false));
    }
    let alerts = run.alerts(assets(1), t + HOUR);
    let removal = removals(&alerts);
    assert_eq!(removal.len(), 1);
    assert!(second(removal[0].raised_at) - t <= 2000, "{}", second(removal[0].raised_at) - t);
}

#[test]
fn a_backup_battery_that_dies_is_a_removal() {
    let mut run = Run::default();
    let end = run.commute(1, 4);
    let t = end + 11 * HOUR;
    run.parked(1, end, t, (0.0, 0.0), true);
    run.push(Stream::new().at(t).fix(0.0, 0.0).ignition(false).power(false).alarm(Alarm::PowerCut));
    run.parked(1, t + 60, t + 2 * HOUR, (0.0, 0.0), false);
    let alerts = run.alerts(assets(1), t + 3 * HOUR);
    let removal = removals(&alerts);
    assert_eq!(removal.len(), 1);
    assert!(second(removal[0].raised_at) <= t + 2 * HOUR + 600);
}

#[test]
fn a_power_flag_that_falls_without_an_alarm_is_a_cut() {
    let mut run = Run::default();
    let end = run.commute(1, 1);
    run.parked(1, end, end + 1200, (0.0, 0.0), false);
    let alerts = run.alerts(assets(1), end + 1300);
    assert_eq!(of(&alerts, AlertType::PowerCut).len(), 1);
}

#[test]
fn a_tampered_wireless_tracker_is_a_removal_at_once() {
    let mut run = Run::default();
    let end = run.commute(1, 4);
    run.wakes(WIRELESS + 1, 0..4, (0.0, 0.0), |_| 80);
    run.push(Stream::new().at(end + 10 * HOUR).tracker(WIRELESS + 1).fix(0.0, 0.0).alarm(Alarm::Light));
    let alerts = run.alerts(assets(1), end + 11 * HOUR);
    assert!(of(&alerts, AlertType::Tamper)[0].severity >= Severity::Warn);
    let removal = removals(&alerts);
    assert_eq!(removal.len(), 1);
    assert_eq!(second(removal[0].raised_at), end + 10 * HOUR);
    assert_eq!(removal[0].tracker, Some(TrackerNo(WIRELESS + 1)));
}

#[test]
fn a_wireless_tracker_that_stops_waking_is_a_removal_by_the_third_wake() {
    let mut run = Run::default();
    run.commute(1, 12);
    run.wakes(WIRELESS + 1, 0..8, (0.0, 0.0), |_| 80);
    let alerts = run.alerts(assets(1), 12 * DAY);
    let removal = removals(&alerts);
    assert_eq!(removal.len(), 1);
    let last = 7 * DAY + 3 * HOUR;
    let raised = second(removal[0].raised_at);
    assert!(raised > last + 2 * DAY && raised <= last + 3 * DAY + 900, "{}", raised - last);
    assert_eq!(of(&alerts, AlertType::Offline).len(), 1);
}

#[test]
fn a_lone_wireless_tracker_is_found_missing_at_the_third_wake() {
    let mut run = Run::default();
    run.wakes(WIRELESS + 1, 0..8, (0.0, 0.0), |_| 80);
    let removal_at = |run: &Run| second(removals(&run.alerts(assets(1), 12 * DAY))[0].raised_at);
    assert!(removal_at(&run) <= 7 * DAY + 3 * HOUR + 3 * DAY + 900);
}

/// Drives to the pledge site at day 4, 10:00, and stays there.
fn to_site(run: &mut Run, stay_s: i64) -> i64 {
    let end = run.commute(1, 4);
    run.parked(1, end, end + 10 * HOUR, (0.0, 0.0), true);
    let there = run.drive(1, end + 10 * HOUR, (0.0, 0.0), (0.0, 4000.0));
    run.parked(1, there, there + stay_s, (0.0, 4000.0), true);
    there
}

#[test]
fn a_stay_at_a_pledge_site_is_raised_in_time_and_closed_with_its_length() {
    let mut run = Run::default();
    let there = to_site(&mut run, 2 * HOUR);
    let gone = run.drive(1, there + 2 * HOUR, (0.0, 4000.0), (5000.0, 4000.0));
    run.parked(1, gone, gone + HOUR, (5000.0, 4000.0), true);
    let mut watch = Watch::new(Parameters::default(), Arc::new(assets(1)));
    let mut out = Vec::new();
    run.sorted().iter().for_each(|o| drop(watch.observe(o, &mut out)));
    let alerts = last_words(&out);
    let visit = of(&alerts, AlertType::SiteVisit);
    assert_eq!(visit.len(), 1);
    assert!(second(visit[0].raised_at) - there <= 15 * 60);
    assert_eq!((visit[0].severity, visit[0].state), (Severity::High, AlertState::Closed));
    let visits: Vec<_> = out
        .iter()
        .filter_map(|c| match c {
            Change::Visit(v) => v.leave.map(|l| (second(v.arrive), second(l))),
            _ => None,
        })
        .collect();
    assert_eq!(visits.len(), 1);
    assert!((visits[0].0 - there).abs() <= 120 && (visits[0].1 - there - 2 * HOUR).abs() <= 120, "{visits:?}");
}

#[test]
fn an_appraisal_by_day_stays_at_warn() {
    let mut run = Run::default();
    let there = to_site(&mut run, 25 * 60);
    run.drive(1, there + 25 * 60, (0.0, 4000.0), (5000.0, 4000.0));
    let alerts = run.alerts(assets(1), there + HOUR);
    assert_eq!(of(&alerts, AlertType::SiteVisit)[0].severity, Severity::Warn);
}

#[test]
fn a_pledge_with_its_tracker_cut_is_critical() {
    let mut run = Run::default();
    let there = to_site(&mut run, 1800);
    let t = there + 1800;
    run.push(Stream::new().at(t).fix(0.0, 4000.0).ignition(false).power(false).alarm(Alarm::PowerCut));
    let alerts = run.alerts(assets(1), t + 2 * HOUR);
    let visit = of(&alerts, AlertType::SiteVisit);
    assert_eq!((visit[0].severity, visit[0].state), (Severity::Critical, AlertState::Open));
    assert_eq!(removals(&alerts).len(), 1);
}

#[test]
fn a_removal_ends_when_the_car_drives_under_power_and_is_retracted_when_it_lived_all_along() {
    let mut run = Run::default();
    let s = Stream::new();
    let end = run.commute(1, 4);
    let t = end + 11 * HOUR;
    run.parked(1, end, t, (0.0, 0.0), true);
    run.push(s.at(t).fix(0.0, 0.0).ignition(false).power(false).alarm(Alarm::PowerCut));
    run.parked(1, t + HOUR, t + 2 * HOUR, (0.0, 0.0), true);
    run.drive(1, t + 2 * HOUR, (0.0, 0.0), (5000.0, 0.0));
    let ended = run.alerts(assets(1), t + 3 * HOUR);
    assert_eq!(removals(&ended)[0].state, AlertState::Closed);

    let mut run = Run::default();
    run.commute(1, 4);
    run.wakes(WIRELESS + 1, 0..1, (0.0, 0.0), |_| 80);
    // Three wakes were stored and arrive with the fourth.
    run.push(s.at(3 * DAY + 20 * HOUR).tracker(WIRELESS + 1).fix(0.0, 0.0));
    let alerts = run.alerts(assets(1), 4 * DAY);
    assert_eq!(removals(&alerts)[0].state, AlertState::Retracted);
}

#[test]
fn stored_reports_that_show_it_alive_and_powered_retract_a_removal() {
    let mut run = Run::default();
    let s = Stream::new();
    let end = run.commute(1, 4);
    let t = end + 11 * HOUR;
    run.parked(1, end, t, (0.0, 0.0), true);
    run.push(s.at(t).fix(0.0, 0.0).ignition(false).power(false).alarm(Alarm::PowerCut));
    run.push(s.at(t + HOUR).heartbeat().ignition(false).power(true));
    run.push(s.at(t + HOUR + 2).heartbeat().ignition(false).power(true));
    for i in 0..10 {
        let stored = s.at(t + 600 + i * 300).fix(0.0, 0.0).ignition(false).power(true);
        run.push(stored.received(t + HOUR + 5 + i).buffered());
    }
    let alerts = run.alerts(assets(1), t + 2 * HOUR);
    assert_eq!(removals(&alerts)[0].state, AlertState::Retracted);
}

#[test]
fn a_wrong_clock_is_told_once_a_day() {
    let mut run = Run::default();
    let s = Stream::new();
    for i in 0..48 {
        let mut o = s.at(i * 3600).fix(0.0, 0.0).observation();
        o.device_time = chrono::DateTime::UNIX_EPOCH + TimeDelta::seconds(i);
        run.reports.push(o);
    }
    let alerts = run.alerts(assets(1), 2 * DAY);
    assert!((1..=2).contains(&of(&alerts, AlertType::ClockError).len()));
}

/// The stays as last told, without the withdrawn ones: from, to (seconds), metres from the origin.
fn stays(run: &Run, until: i64) -> Vec<(i64, Option<i64>, i64)> {
    let mut watch = Watch::new(Parameters::default(), Arc::new(assets(1)));
    let mut out = Vec::new();
    run.sorted().iter().for_each(|o| drop(watch.observe(o, &mut out)));
    watch.advance(Stream::new().time(until), &mut out);
    let mut by_arrival = BTreeMap::new();
    for change in &out {
        if let Change::Stay(stay) = change {
            by_arrival.insert(second(stay.arrive), stay.clone());
        }
    }
    by_arrival
        .into_iter()
        .filter(|(_, s)| s.leave != Some(s.arrive))
        .map(|(a, s)| (a, s.leave.map(second), s.point.distance_m(point(0.0, 0.0)).round() as i64))
        .collect()
}

#[test]
fn stored_fixes_that_arrive_after_newer_ones_give_the_stays_of_the_true_order() {
    let s = Stream::new();
    let mut told = Vec::new();
    for late in [false, true] {
        let mut run = Run::default();
        run.parked(1, 0, 8 * HOUR, (0.0, 0.0), true);
        // Into the blind zone: the drive and three hours at the site 4 km north are stored there.
        let back = 13 * HOUR;
        let mut stored = Run::default();
        let there = stored.drive(1, 8 * HOUR, (0.0, 0.0), (0.0, 4000.0));
        stored.parked(1, there, there + 3 * HOUR, (0.0, 4000.0), true);
        stored.drive(1, there + 3 * HOUR, (0.0, 4000.0), (0.0, 9000.0));
        stored.reports.retain(|o| o.point.is_some());
        for (i, mut o) in stored.reports.into_iter().enumerate() {
            if late {
                o.flags.0 |= crate::observation::Flags::BUFFERED;
                o.received_at = s.time(back + 60 + i as i64 / 5);
            }
            run.reports.push(o);
        }
        run.parked(1, back, back + HOUR, (0.0, 9000.0), true);
        let alerts = run.alerts(assets(1), back + 2 * HOUR);
        let visit = of(&alerts, AlertType::SiteVisit);
        assert_eq!((visit.len(), visit[0].late, visit[0].state), (1, late, AlertState::Closed), "late: {late}");
        told.push(stays(&run, back + 2 * HOUR));
    }
    assert_eq!(told[0], told[1]);
    assert_eq!(told[0].len(), 3);
}

#[test]
fn a_car_that_stands_where_a_site_becomes_known_came_when_it_came() {
    let mut run = Run::default();
    let end = run.commute(1, 4);
    let site = (0.0, 4000.0);
    let there = run.drive(1, end + 10 * HOUR, (0.0, 0.0), site);
    run.parked(1, there, there + 4 * HOUR, site, true);
    let back = run.drive(1, there + 4 * HOUR, site, (0.0, 0.0));
    run.parked(1, back, back + HOUR, (0.0, 0.0), true);
    let unknown = Assets { sites: SiteIndex::new(Vec::new()), ..assets(1) };
    let mut watch = Watch::new(Parameters::default(), Arc::new(unknown));
    let mut out = Vec::new();
    for o in run.sorted() {
        if second(o.received_at) == there + 2 * HOUR {
            assert!(of(&last_words(&out), AlertType::SiteVisit).is_empty());
            watch.set_assets(Arc::new(assets(1)));
        }
        watch.observe(&o, &mut out);
    }
    let visits: Vec<_> = out.iter().filter_map(|c| if let Change::Visit(v) = c { Some(v) } else { None }).collect();
    let left = visits.last().expect("a visit");
    assert!((second(left.arrive) - there).abs() <= 300, "{left:?} {there}");
    assert!(left.leave.is_some_and(|t| (second(t) - there - 4 * HOUR).abs() <= 300), "{left:?}");
    assert!(visits.iter().all(|v| v.arrive == left.arrive), "{visits:?}");
    let alerts = last_words(&out);
    let alerts = of(&alerts, AlertType::SiteVisit);
    assert_eq!(alerts.len(), 1, "{alerts:#?}");
    assert_eq!(alerts[0].episode_key, crate::detect::visit_key(left.arrive));
}
