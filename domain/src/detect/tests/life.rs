//! Stays, nights and whereabouts: what must be said of them, when, and what must not.

use super::*;
use crate::ids::BorrowerId;

const HOME: (f64, f64) = (0.0, 0.0);
const WORK: (f64, f64) = (5000.0, 0.0);
const NEW_HOME: (f64, f64) = (-3000.0, 4500.0);
const AWAY: (f64, f64) = (9000.0, 9000.0);

/// From one place to another in the morning and back in the evening, for some days.
fn days(run: &mut Run, days: std::ops::Range<i64>, home: (f64, f64), work: (f64, f64)) {
    for d in days {
        let t = d * DAY;
        run.parked(1, t, t + 8 * HOUR, home, true);
        let there = run.drive(1, t + 8 * HOUR, home, work);
        run.parked(1, there, t + 18 * HOUR, work, true);
        let back = run.drive(1, t + 18 * HOUR, work, home);
        run.parked(1, back, t + DAY, home, true);
    }
}

#[test]
fn five_of_seven_nights_at_a_new_place_are_a_change_of_home() {
    let mut run = Run::default();
    days(&mut run, 0..6, HOME, WORK);
    days(&mut run, 6..12, NEW_HOME, WORK);
    let alerts = run.alerts(assets(1), 12 * DAY);
    let moved = of(&alerts, AlertType::HomeChanged);
    assert_eq!(moved.len(), 1);
    // Night 5 begins at the old home and has its longest stay at the new one; the fifth is over on day 10.
    let raised = second(moved[0].raised_at);
    assert!((10 * DAY + 6 * HOUR..=11 * DAY + 7 * HOUR).contains(&raised), "{}", raised / HOUR);
    assert!(moved[0].point.expect("where").distance_m(point(NEW_HOME.0, NEW_HOME.1)) < 50.0);
    assert!(moved[0].evidence.iter().any(|e| e.feature == "nights_at_new_place" && e.value == 5));
}

#[test]
fn four_nights_away_and_a_weekend_house_are_no_change_of_home() {
    let mut run = Run::default();
    days(&mut run, 0..6, HOME, WORK);
    days(&mut run, 6..10, NEW_HOME, WORK);
    days(&mut run, 10..14, HOME, WORK);
    assert_eq!(of(&run.alerts(assets(1), 14 * DAY), AlertType::HomeChanged).len(), 0);
    let mut run = Run::default();
    for week in 0..3 {
        days(&mut run, week * 7..week * 7 + 5, HOME, WORK);
        days(&mut run, week * 7 + 5..week * 7 + 7, AWAY, NEW_HOME);
    }
    assert_eq!(of(&run.alerts(assets(1), 21 * DAY), AlertType::HomeChanged).len(), 0);
}

#[test]
fn who_works_by_night_has_not_moved_to_work() {
    let mut run = Run::default();
    // Two days at home first, then shifts from 20:00 to 6:30.
    run.parked(1, 0, 2 * DAY + 20 * HOUR, HOME, true);
    for d in 2..14 {
        let t = d * DAY;
        let there = run.drive(1, t + 20 * HOUR, HOME, WORK);
        run.parked(1, there, t + 30 * HOUR + 1800, WORK, true);
        let back = run.drive(1, t + 30 * HOUR + 1800, WORK, HOME);
        run.parked(1, back, t + DAY + 20 * HOUR, HOME, true);
    }
    assert_eq!(of(&run.alerts(assets(1), 15 * DAY), AlertType::HomeChanged).len(), 0);
}

#[test]
fn leaving_its_area_is_said_within_ten_minutes_and_a_long_trip_is_not() {
    for (far, expected) in [(60_000.0, 1), (32_000.0, 0)] {
        let mut run = Run::default();
        days(&mut run, 0..5, HOME, WORK);
        let t = 5 * DAY + 9 * HOUR;
        run.parked(1, 5 * DAY, t, HOME, true);
        let there = run.drive(1, t, HOME, (far, 0.0));
        run.parked(1, there, there + HOUR, (far, 0.0), true);
        let out = run.alerts(assets(1), there + HOUR);
        let exits = of(&out, AlertType::RegionExit);
        assert_eq!(exits.len(), expected);
        if let Some(exit) = exits.first() {
            // The hull ends at work, 5 km east; 30 km beyond it at 36 km/h.
            let crossing = t + 3500;
            let delay = second(exit.raised_at) - crossing;
            assert!((0..=600).contains(&delay), "{delay}");
            assert_eq!(exit.severity, Severity::Warn);
        }
        let back = run.drive(1, there + HOUR, (far, 0.0), HOME);
        run.parked(1, back, back + HOUR, HOME, true);
        let ended = run.alerts(assets(1), back + HOUR);
        assert!(of(&ended, AlertType::RegionExit).iter().all(|a| a.state == AlertState::Closed));
    }
}

#[test]
fn a_week_at_home_is_recorded_and_a_week_elsewhere_is_worth_a_look() {
    let kinds = [AlertType::OverlongStop, AlertType::ZeroMotion, AlertType::AbnormalStay, AlertType::PlaceMissed];
    for (at, severities) in [
        (HOME, [Some(Severity::Info), Some(Severity::Info), None, None]),
        (AWAY, [Some(Severity::Warn), Some(Severity::Warn), Some(Severity::Warn), Some(Severity::Warn)]),
        // The second-pledge site of the tests.
        ((0.0, 4000.0), [Some(Severity::High), Some(Severity::High), Some(Severity::Warn), Some(Severity::Warn)]),
        // The workshop.
        ((3000.0, 4000.0), [Some(Severity::Info), Some(Severity::Info), None, Some(Severity::Warn)]),
    ] {
        let mut run = Run::default();
        days(&mut run, 0..5, HOME, WORK);
        let t = 5 * DAY + 9 * HOUR;
        run.parked(1, 5 * DAY, t, HOME, true);
        let there = if at == HOME { t } else { run.drive(1, t, HOME, at) };
        run.parked(1, there, there + 8 * DAY, at, true);
        let alerts = run.alerts(assets(1), there + 8 * DAY);
        for (kind, severity) in kinds.into_iter().zip(severities) {
            let said: Vec<_> = of(&alerts, kind).iter().map(|a| a.severity).collect();
            assert_eq!(said, severity.into_iter().collect::<Vec<_>>(), "{kind} at {at:?}");
        }
        let overlong = of(&alerts, AlertType::OverlongStop)[0];
        let since = if at == HOME { 4 * DAY + 18 * HOUR + 500 } else { there };
        assert!((second(overlong.raised_at) - since - DAY).abs() <= 600);
        let gone = run.drive(1, there + 8 * DAY, at, WORK);
        run.parked(1, gone, gone + HOUR, WORK, true);
        let ended = run.alerts(assets(1), gone + HOUR);
        let open = ended.iter().filter(|a| kinds.contains(&a.kind) && a.state == AlertState::Open);
        assert_eq!(open.count(), 0, "all end when it drives to work");
    }
}

#[test]
fn an_evening_out_is_no_abnormal_stay_and_a_night_out_is_one() {
    for (hours, expected) in [(6, 0), (13, 1)] {
        let mut run = Run::default();
        days(&mut run, 0..5, HOME, WORK);
        let t = 5 * DAY + 18 * HOUR;
        run.parked(1, 5 * DAY, t, HOME, true);
        let there = run.drive(1, t, HOME, AWAY);
        run.parked(1, there, there + hours * HOUR, AWAY, true);
        let alerts = run.alerts(assets(1), there + hours * HOUR);
        let abnormal = of(&alerts, AlertType::AbnormalStay);
        assert_eq!(abnormal.len(), expected);
        assert!(abnormal.iter().all(|a| a.severity == Severity::Info));
    }
}

#[test]
fn a_car_with_no_history_says_nothing_of_where_it_stands() {
    let mut run = Run::default();
    run.parked(1, 0, 2 * DAY, AWAY, true);
    let alerts = run.alerts(assets(1), 2 * DAY);
    assert_eq!(
        alerts.iter().map(|a| (a.kind, a.severity)).collect::<Vec<_>>(),
        vec![(AlertType::OverlongStop, Severity::Info)]
    );
}

/// Each of three cars goes to its own corner of a yard after days of ordinary life and stays.
fn to_yard(at: (f64, f64), apart: f64) -> (Run, i64) {
    let mut run = Run::default();
    for v in 1..=3 {
        let end = run.commute(v, 4);
        let t = end + 9 * HOUR + i64::from(v) * 600;
        run.parked(v, end, t, HOME, true);
        let spot = (at.0 + apart * f64::from(v), at.1);
        let there = run.drive(v, t, HOME, spot);
        run.parked(v, there, end + 3 * DAY, spot, true);
    }
    (run, 7 * DAY)
}

#[test]
fn cars_of_three_borrowers_beside_each_other_for_a_day_gather() {
    let (run, end) = to_yard(AWAY, 60.0);
    let alerts = run.alerts(assets(3), end);
    let gathered = of(&alerts, AlertType::Gathering);
    assert_eq!(gathered.iter().map(|a| a.vehicle.0).collect::<Vec<_>>().len(), 3);
    assert!(gathered.iter().all(|a| a.evidence.iter().any(|e| e.feature == "vehicles_gathered" && e.value == 3)));
    assert!(gathered.iter().all(|a| second(a.raised_at) - 4 * DAY <= 34 * HOUR));
    // One of them leaves.
    let (mut run, end) = (run, end);
    let gone = run.drive(1, end, AWAY, HOME);
    run.parked(1, gone, gone + HOUR, HOME, true);
    let alerts = run.alerts(assets(3), gone + HOUR);
    let closed: Vec<_> = of(&alerts, AlertType::Gathering)
        .into_iter()
        .filter(|a| a.state == AlertState::Closed)
        .map(|a| a.vehicle.0)
        .collect();
    assert_eq!(closed, vec![1]);
}

#[test]
fn cars_of_one_borrower_at_a_workshop_or_far_apart_do_not_gather() {
    let none = |run: &Run, assets: Assets, end| assert_eq!(of(&run.alerts(assets, end), AlertType::Gathering).len(), 0);
    let (run, end) = to_yard(AWAY, 60.0);
    let mut one_borrower = assets(3);
    let borrower = BorrowerId(Uuid::from_u128(7));
    one_borrower.areas.borrowers = [1, 2].map(|v| (VehicleNo(v), borrower)).into();
    none(&run, one_borrower, end);
    let (run, end) = to_yard(AWAY, 150.0);
    none(&run, assets(3), end);
    let (run, end) = to_yard((2980.0, 4000.0), 10.0);
    none(&run, assets(3), end);
}
