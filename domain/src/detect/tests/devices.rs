//! Trackers apart, moved, jammed, towed; and what only looks like it.

use super::*;
use lienwatch_protocols::message::Alarm;

/// A wireless tracker's wakes at the hours given, in each of `days`, where the function says.
fn wakes_at(run: &mut Run, days: std::ops::Range<i64>, hours: &[i64], at: impl Fn(i64) -> (f64, f64)) {
    let s = Stream::new();
    for d in days {
        for h in hours {
            let t = d * DAY + h * HOUR;
            let (east, north) = at(t);
            // Never exactly the same place: that would be an old fix again.
            let (east, north) = (east + (t % 7) as f64, north + (t % 11) as f64);
            run.push(s.at(t).tracker(WIRELESS + 1).fix(east, north).battery(80));
        }
    }
}

pub(super) fn quiet(alerts: &[Alert], kinds: &[AlertType]) {
    let cried: Vec<_> = alerts.iter().filter(|a| kinds.contains(&a.kind)).collect();
    assert!(cried.is_empty(), "{cried:#?}");
}

const CRIMES: [AlertType; 4] =
    [AlertType::Separation, AlertType::DeviceMoved, AlertType::GsmJamming, AlertType::GpsJamming];

#[test]
fn a_wireless_tracker_in_another_car_is_a_separation_by_its_second_wake() {
    let mut run = Run::default();
    run.commute(1, 8);
    wakes_at(&mut run, 0..8, &[3], |t| if t < 4 * DAY { (0.0, 0.0) } else { (9000.0, 3000.0) });
    let alerts = run.alerts(assets(1), 8 * DAY);
    let apart = of(&alerts, AlertType::Separation);
    assert_eq!(apart.len(), 1, "{alerts:#?}");
    assert_eq!(apart[0].severity, Severity::High);
    assert!(second(apart[0].raised_at) <= 5 * DAY + 4 * HOUR, "{}", second(apart[0].raised_at) - 4 * DAY);
    assert_eq!(apart[0].tracker, Some(TrackerNo(WIRELESS + 1)));
    let with_car = apart[0].evidence.iter().find(|e| e.feature == "still_with_the_car");
    assert_eq!(with_car.map(|e| e.value.clone()), Some("wired".into()));
}

#[test]
fn trackers_that_are_together_are_never_apart_whether_the_car_drives_or_stands() {
    let mut run = Run::default();
    run.commute(1, 6);
    // A wake while it drives to work: 36 km/h, 300 m between two fixes.
    let on_the_way = |t: i64| match (t % DAY - 8 * HOUR, t % DAY / HOUR) {
        (since, _) if (0..500).contains(&since) => (since as f64 * 10.0, 0.0),
        (_, 9..18) => (5000.0, 0.0),
        _ => (0.0, 0.0),
    };
    let s = Stream::new();
    for d in 0..6 {
        for since in [100, 205, 333] {
            let t = d * DAY + 8 * HOUR + since;
            let (east, north) = on_the_way(t);
            run.push(s.at(t).tracker(WIRELESS + 1).fix(east, north + since as f64 / 100.0).battery(80));
        }
    }
    wakes_at(&mut run, 0..6, &[3, 12, 20], on_the_way);
    quiet(&run.alerts(assets(1), 6 * DAY), &CRIMES);
}

#[test]
fn old_wireless_fixes_sent_again_and_stored_ones_are_no_separation() {
    let mut run = Run::default();
    run.commute(1, 8);
    let s = Stream::new();
    run.push(s.at(12 * HOUR).tracker(WIRELESS + 1).fix(5000.0, 0.0).battery(80));
    // The fix of the first noon at work again and again, by night, once as valid and once as invalid.
    for d in 1..8 {
        let again = s.at(d * DAY + 3 * HOUR).tracker(WIRELESS + 1).fix(5000.0, 0.0).battery(80);
        run.push(if d % 2 == 0 { again.invalid() } else { again });
        let stored = s.at(d * DAY - 9 * HOUR).tracker(WIRELESS + 1).fix(5000.0, d as f64).battery(80);
        run.push(stored.received(d * DAY + 3 * HOUR + 5).buffered());
    }
    quiet(&run.alerts(assets(1), 8 * DAY), &CRIMES);
}

#[test]
fn a_separation_that_only_stored_fixes_tell_is_found_when_they_come() {
    // Both trackers have no network for two days; what they stored comes on the third.
    let mut run = Run::default();
    run.commute(1, 8);
    wakes_at(&mut run, 0..4, &[3], |_| (0.0, 0.0));
    let (gone, back) = (4 * DAY + 5 * HOUR, 6 * DAY + 5 * HOUR);
    let s = Stream::new();
    let late = |o: &mut Observation| {
        let t = second(o.received_at);
        if (gone..back).contains(&t) {
            o.received_at = s.time(back + (t - gone) / 100);
            o.flags.0 |= crate::observation::Flags::BUFFERED;
        }
    };
    run.reports.retain(|o| {
        // A heartbeat is not stored.
        o.point.is_some() || !(gone..back).contains(&second(o.received_at))
    });
    run.reports.iter_mut().for_each(late);
    for d in 4..7 {
        let t = d * DAY + 3 * HOUR;
        let wake = s.at(t).tracker(WIRELESS + 1).fix(9000.0, 3000.0 + d as f64).battery(80);
        run.push(if t < back && t > gone { wake.received(6 * DAY + 3 * HOUR).buffered() } else { wake });
    }
    let alerts = run.alerts(assets(1), 8 * DAY);
    let apart = of(&alerts, AlertType::Separation);
    assert_eq!(apart.len(), 1, "{alerts:#?}");
    assert_eq!(apart[0].severity, Severity::High);
}

#[test]
fn one_wireless_fix_of_few_satellites_is_no_separation() {
    let mut run = Run::default();
    run.commute(1, 8);
    wakes_at(&mut run, 0..4, &[3], |_| (0.0, 0.0));
    run.push(Stream::new().at(4 * DAY + 3 * HOUR).tracker(WIRELESS + 1).fix(2500.0, 0.0).satellites(4).battery(80));
    wakes_at(&mut run, 5..8, &[3], |_| (0.0, 0.0));
    quiet(&run.alerts(assets(1), 8 * DAY), &CRIMES);
}

/// Rides of a bicycle, 20 minutes each, from a time on for hours.
pub(super) fn ride(run: &mut Run, from: i64, hours: i64, quarter: (f64, f64)) -> i64 {
    let s = Stream::new();
    let mut t = from;
    while t < from + hours * HOUR {
        for i in 0..40 {
            let way = if i < 20 { i } else { 40 - i };
            let at = (quarter.0 + way as f64 * 150.0, quarter.1);
            run.push(s.at(t + i * 30).fix(at.0, at.1).speed(18.0).ignition(true).power(true));
        }
        run.parked(1, t + 1200, t + 2400, quarter, true);
        t += 2400;
    }
    t
}

#[test]
fn a_tracker_on_a_bicycle_after_a_short_cut_is_moved_within_two_days() {
    let mut run = Run::default();
    let end = run.commute(1, 6);
    let s = Stream::new();
    let t = end + 10 * HOUR;
    run.parked(1, end, t, (0.0, 0.0), true);
    run.push(s.at(t).fix(0.0, 0.0).ignition(false).power(false).alarm(Alarm::PowerCut));
    let back = t + 30 * 60;
    run.push(s.at(back).fix(20.0, 0.0).ignition(false).power(true));
    let until = ride(&mut run, back + 60, 6, (3000.0, 3000.0));
    let alerts = run.alerts(assets(1), until);
    let moved = of(&alerts, AlertType::DeviceMoved);
    assert_eq!(moved.len(), 1, "{alerts:#?}");
    assert!(moved[0].severity >= Severity::High, "{:#?}", moved[0]);
    for feature in ["slow_spells", "cut_before_s"] {
        assert!(moved[0].evidence.iter().any(|e| e.feature == feature && e.weight > 0.0), "{feature}");
    }
    assert_eq!(of(&alerts, AlertType::LowSpeed).len(), 1);
}

#[test]
fn a_traffic_jam_a_workshop_a_holiday_and_a_move_are_no_moved_tracker() {
    let mut run = Run::default();
    let end = run.commute(1, 6);
    let s = Stream::new();
    // A workshop cuts the power for an hour; then forty minutes of crawling home.
    let t = end + 10 * HOUR;
    run.parked(1, end, t, (5000.0, 0.0), true);
    run.push(s.at(t).fix(5000.0, 0.0).ignition(false).power(false).alarm(Alarm::PowerCut));
    let back = t + 3000;
    run.parked(1, back, back + HOUR, (5000.0, 0.0), true);
    for i in 0..80 {
        let at = 5000.0 - i as f64 * 60.0;
        run.push(s.at(back + HOUR + i * 30).fix(at, 0.0).speed(7.0).ignition(true).power(true));
    }
    // Then a week far away, both trackers along.
    let t = end + 20 * HOUR;
    let there = run.drive(1, t, (0.0, 0.0), (90_000.0, 0.0));
    for d in 0..7 {
        let t = there + d * DAY;
        run.parked(1, t, t + 20 * HOUR, (90_000.0, 0.0), true);
        let back = run.drive(1, t + 20 * HOUR, (90_000.0, 0.0), (94_000.0, 0.0));
        run.drive(1, back + 600, (94_000.0, 0.0), (90_000.0, 0.0));
    }
    wakes_at(&mut run, 0..6, &[3], |_| (0.0, 0.0));
    wakes_at(&mut run, 7..14, &[7], |_| (90_000.0, 0.0));
    quiet(&run.alerts(assets(1), 14 * DAY), &CRIMES);
}

/// Drives away from home with or without satellites, `blind` seconds of it without.
fn drive_blind(run: &mut Run, from: i64, blind: i64, satellites: u8) -> i64 {
    let s = Stream::new();
    for i in 0..80 {
        let at = i as f64 * 300.0;
        let fix = s.at(from + i * 30).fix(at, 0.0).speed(36.0).ignition(true).power(true);
        let lost = (10..10 + blind / 30).contains(&i);
        let stale = s.at(from + i * 30).fix(2700.0, 0.0).satellites(satellites).invalid().ignition(true).power(true);
        run.push(if lost { stale } else { fix });
    }
    from + 2400
}

#[test]
fn satellites_lost_for_minutes_on_the_road_are_jamming_and_in_a_tunnel_are_not() {
    for (blind, found) in [(240, 0), (270, 0), (900, 1)] {
        let mut run = Run::default();
        let end = run.commute(1, 3);
        let until = drive_blind(&mut run, end + 8 * HOUR, blind, 0);
        let alerts = run.alerts(assets(1), until);
        let jammed = of(&alerts, AlertType::GpsJamming);
        assert_eq!(jammed.len(), found, "{blind} s: {alerts:#?}");
        if let Some(alert) = jammed.first() {
            assert!(second(alert.raised_at) - (end + 8 * HOUR + 300) <= 600, "within ten minutes");
            assert_eq!(alert.state, AlertState::Closed, "it is over when there are satellites again");
        }
    }
}

#[test]
fn a_garage_by_night_is_no_jamming_even_where_the_car_idles_there_now_and_then() {
    let mut run = Run::default();
    let s = Stream::new();
    for d in 0..9 {
        let t = d * DAY;
        // Blind at home; once in a while the engine runs for four minutes there.
        for i in 0..16 {
            run.push(s.at(t + i * 1800).fix(0.0, 0.0).invalid().satellites(0).ignition(false).power(true));
        }
        for i in 0..8 {
            let idle = s.at(t + 8 * HOUR - 240 + i * 30).fix(0.0, 0.0).invalid().satellites(0);
            run.push(idle.speed(0.0).ignition(true).power(true));
        }
        let there = run.drive(1, t + 8 * HOUR + 15, (0.0, 0.0), (5000.0, 0.0));
        run.parked(1, there, t + 18 * HOUR, (5000.0, 0.0), true);
        run.drive(1, t + 18 * HOUR, (5000.0, 0.0), (0.0, 0.0));
    }
    quiet(&run.alerts(assets(1), 9 * DAY), &CRIMES);
}

#[test]
fn a_long_tunnel_that_others_drive_through_is_known() {
    let mut run = Run::default();
    // Six minutes without satellites at the same place, day after day: the first times nobody knows the tunnel.
    let mut end = run.commute(1, 2);
    for _ in 0..8 {
        drive_blind(&mut run, end + 8 * HOUR, 390, 0);
        run.parked(1, end + 9 * HOUR, end + 20 * HOUR, (24_000.0, 0.0), true);
        end += DAY;
    }
    let alerts = run.alerts(assets(1), end);
    let jammed = of(&alerts, AlertType::GpsJamming);
    assert!((1..=3).contains(&jammed.len()), "{jammed:#?}");
    // Spells of two minutes make it known without any alert.
    let mut run = Run::default();
    let mut end = run.commute(1, 2);
    for _ in 0..4 {
        drive_blind(&mut run, end + 8 * HOUR, 180, 0);
        run.parked(1, end + 9 * HOUR, end + 20 * HOUR, (24_000.0, 0.0), true);
        end += DAY;
    }
    let until = drive_blind(&mut run, end + 8 * HOUR, 390, 0);
    quiet(&run.alerts(assets(1), until), &CRIMES);
}

#[test]
fn silence_on_the_road_after_a_jamming_alarm_is_told_while_it_lasts() {
    let mut run = Run::default();
    let end = run.commute(1, 4);
    let s = Stream::new();
    let lost = run.drive(1, end + 10 * HOUR, (0.0, 0.0), (6000.0, 0.0));
    run.push(s.at(lost).fix(6000.0, 0.0).speed(36.0).ignition(true).power(true).alarm(Alarm::Jamming));
    let back = lost + 3 * HOUR;
    run.drive(1, back, (14_000.0, 0.0), (20_000.0, 0.0));
    let alerts = run.alerts(assets(1), back + HOUR);
    let jammed = of(&alerts, AlertType::GsmJamming);
    assert_eq!(jammed.len(), 1, "{alerts:#?}");
    assert!(second(jammed[0].raised_at) - lost <= 1200, "{}", second(jammed[0].raised_at) - lost);
}

#[test]
fn who_was_lost_on_the_road_and_has_nothing_to_tell_was_jammed_and_who_has_was_not() {
    // Not every protocol says of a report that it was stored.
    for (stored, marked, jammed) in [(false, true, 1), (true, true, 0), (true, false, 0)] {
        let mut run = Run::default();
        let end = run.commute(1, 4);
        let s = Stream::new();
        let lost = run.drive(1, end + 10 * HOUR, (0.0, 0.0), (6000.0, 0.0));
        let back = lost + 2 * HOUR;
        let until = run.drive(1, back, (14_000.0, 0.0), (20_000.0, 0.0));
        for i in (0..30).filter(|_| stored) {
            let t = lost + 30 + i * 200;
            let fix = s.at(t).fix(6000.0 + i as f64 * 260.0, 0.0).speed(30.0).ignition(true).power(true);
            let fix = fix.received(back + 1 + i / 5);
            run.push(if marked { fix.buffered() } else { fix });
        }
        let alerts = run.alerts(assets(1), until + HOUR);
        assert_eq!(of(&alerts, AlertType::GsmJamming).len(), jammed, "{alerts:#?}");
        assert_eq!(of(&alerts, AlertType::MovedWhileDark).len(), jammed, "{alerts:#?}");
    }
}

#[test]
fn who_was_lost_on_the_road_and_is_heard_again_where_it_stands_was_jammed_and_who_only_parked_was_not() {
    // Without a fix: heartbeats of a protocol in which they tell no ignition.
    let cases = [(true, Some(7500.0), 1), (true, Some(6000.0), 0), (true, None, 1), (false, Some(7500.0), 0)];
    for (standing, at, jammed) in cases {
        let (mut run, s) = (Run::default(), Stream::new());
        let end = run.commute(1, 4);
        let lost = run.drive(1, end + 10 * HOUR, (0.0, 0.0), (6000.0, 0.0));
        let back = lost + 2 * HOUR;
        let until = back + HOUR;
        match at {
            Some(at) if standing => {
                run.parked(1, back, until, (at, 0.0), true);
            }
            Some(at) => {
                run.drive(1, back, (at, 0.0), (12_000.0, 0.0));
            }
            None => {
                (0..12).for_each(|i| run.reports.push(s.at(back + 300 * i).heartbeat().power(true).observation()));
            }
        }
        let alerts = run.alerts(assets(1), until);
        assert_eq!(of(&alerts, AlertType::GsmJamming).len(), jammed, "{alerts:#?}");
    }
}

#[test]
fn a_cut_tracker_that_comes_back_elsewhere_moved_while_dark_and_was_not_jammed() {
    let mut run = Run::default();
    let end = run.commute(1, 4);
    let s = Stream::new();
    let t = end + 11 * HOUR;
    run.parked(1, end, t, (0.0, 0.0), true);
    run.push(s.at(t).fix(0.0, 0.0).ignition(false).power(false).alarm(Alarm::PowerCut));
    run.parked(1, t + 3 * HOUR, t + 5 * HOUR, (8000.0, 0.0), true);
    let alerts = run.alerts(assets(1), t + 5 * HOUR);
    quiet(&alerts, &[AlertType::GsmJamming]);
    let dark = of(&alerts, AlertType::MovedWhileDark);
    assert_eq!(dark.len(), 1);
    assert_eq!(dark[0].evidence[0].value, 8000);
}

/// On a tow truck: 30 km/h, ignition off.
fn tow(run: &mut Run, from: i64, fixes: i64) -> i64 {
    let s = Stream::new();
    for i in 0..fixes {
        run.push(s.at(from + i * 30).fix(i as f64 * 250.0, 0.0).speed(30.0).ignition(false).power(true));
    }
    from + fixes * 30
}

#[test]
fn a_car_that_drives_without_ignition_is_towed_and_then_stands_again() {
    let mut run = Run::default();
    let end = run.commute(1, 2);
    run.parked(1, end, end + 10 * HOUR, (0.0, 0.0), true);
    let there = tow(&mut run, end + 10 * HOUR, 30);
    run.parked(1, there, there + 2 * HOUR, (7250.0, 0.0), true);
    let alerts = run.alerts(assets(1), there + 2 * HOUR);
    let towed = of(&alerts, AlertType::Tow);
    assert_eq!(towed.len(), 1, "{alerts:#?}");
    assert!(second(towed[0].raised_at) - (end + 10 * HOUR) <= 900);
    assert_eq!((towed[0].severity, towed[0].state), (Severity::Warn, AlertState::Closed));
}

#[test]
fn an_ignition_wire_that_was_never_connected_and_drift_are_no_tow() {
    let mut run = Run::default();
    tow(&mut run, HOUR, 60);
    tow(&mut run, 5 * HOUR, 60);
    quiet(&run.alerts(assets(1), 8 * HOUR), &[AlertType::Tow]);
    let mut run = Run::default();
    let end = run.commute(1, 2);
    let s = Stream::new();
    for i in 0..60 {
        let drift = if i % 7 == 0 { 260.0 } else { 0.0 };
        run.push(s.at(end + i * 60).fix(drift, 0.0).speed(2.0).ignition(false).power(true));
    }
    quiet(&run.alerts(assets(1), end + 2 * HOUR), &[AlertType::Tow]);
}

#[test]
fn speeding_takes_two_fixes_and_ends_below_the_limit() {
    let s = Stream::new();
    for (speeds, found) in [(vec![115.0, 131.0, 112.0, 118.0], 0), (vec![115.0, 131.0, 128.0, 90.0], 1)] {
        let mut run = Run::default();
        for (i, kph) in speeds.into_iter().chain([80.0; 6]).enumerate() {
            run.push(s.at(i as i64 * 30).fix(i as f64 * 1000.0, 0.0).speed(kph).ignition(true));
        }
        let alerts = run.alerts(assets(1), HOUR);
        let fast = of(&alerts, AlertType::Overspeed);
        assert_eq!(fast.len(), found, "{alerts:#?}");
        assert!(fast.iter().all(|a| a.state == AlertState::Closed));
    }
}
