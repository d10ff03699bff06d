//! Quiet hours and the retry schedule.

use super::*;
use chrono_tz::Tz;

fn hours(text: Value) -> QuietHours {
    serde_json::from_value(text).expect("hours")
}

/// When a message of `when` goes, where 21:00 to 08:00 is quiet.
fn night(when: &str, zone: Tz) -> DateTime<Utc> {
    hours(json!({"from": "21:00:00", "to": "08:00:00"})).over(at(when), zone)
}

#[test]
fn a_night_is_waited_out_in_the_recipients_own_time() {
    let shanghai = Tz::Asia__Shanghai;
    // 20:59:59, 21:00, midnight, 07:59:59 and 08:00 in Shanghai.
    for (when, goes) in [
        ("2026-04-10T12:59:59Z", "2026-04-10T12:59:59Z"),
        ("2026-04-10T13:00:00Z", "2026-04-11T00:00:00Z"),
        ("2026-04-10T16:00:00Z", "2026-04-11T00:00:00Z"),
        ("2026-04-10T23:59:59Z", "2026-04-11T00:00:00Z"),
        ("2026-04-11T00:00:00Z", "2026-04-11T00:00:00Z"),
    ] {
        assert_eq!(night(when, shanghai), at(goes), "{when}");
    }
    // The same instant is afternoon in London.
    assert_eq!(night("2026-04-10T13:00:00Z", Tz::Europe__London), at("2026-04-10T13:00:00Z"));
}

#[test]
fn an_hour_that_the_clocks_skip_ends_with_the_skip() {
    // New York, 8 March 2026: 02:00 is followed by 03:00.
    let quiet = hours(json!({"from": "22:00:00", "to": "02:30:00"}));
    let goes = quiet.over(at("2026-03-08T06:30:00Z"), Tz::America__New_York);
    assert_eq!(goes, at("2026-03-08T07:00:00Z"), "03:00 summer time, the first that is 02:30 or later");
    // 1 November: 01:30 comes twice; the first will do.
    let quiet = hours(json!({"from": "22:00:00", "to": "01:30:00"}));
    assert_eq!(quiet.over(at("2026-11-01T04:30:00Z"), Tz::America__New_York), at("2026-11-01T05:30:00Z"));
}

#[test]
fn quiet_days_and_nights_join() {
    // Friday evening, quiet nights and a quiet weekend: Monday at eight.
    let quiet = hours(json!({"from": "21:00:00", "to": "08:00:00", "days": ["Sat", "Sun"]}));
    assert_eq!(quiet.over(at("2026-04-10T14:00:00Z"), Tz::Asia__Shanghai), at("2026-04-13T00:00:00Z"));
    let weekend = hours(json!({"from": "00:00:00", "to": "00:00:00", "days": ["Sat", "Sun"]}));
    assert_eq!(weekend.over(at("2026-04-11T04:00:00Z"), Tz::Asia__Shanghai), at("2026-04-12T16:00:00Z"));
    assert_eq!(weekend.over(now(), Tz::Asia__Shanghai), now());
    // Six quiet days of seven are borne; the seventh remains.
    let hermit =
        hours(json!({"from": "00:00:00", "to": "23:00:00", "days": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]}));
    assert_eq!(hermit.check(), Ok(()));
    assert_eq!(hermit.over(at("2026-04-13T00:00:00Z"), Tz::UTC), at("2026-04-19T23:00:00Z"));
}

#[test]
fn what_breaks_through_and_whose_zone_counts() {
    let quiet =
        hours(json!({"from": "21:00:00", "to": "08:00:00", "break_through": "critical", "zone": "Europe/London"}));
    assert!(quiet.lets_through(Severity::Critical) && !quiet.lets_through(Severity::High));
    assert!(!hours(json!({"from": "21:00:00", "to": "08:00:00"})).lets_through(Severity::Critical));
    assert_eq!(quiet.over(at("2026-04-10T13:00:00Z"), Tz::Asia__Shanghai), at("2026-04-10T13:00:00Z"), "its own zone");
    assert!(
        serde_json::from_value::<QuietHours>(json!({"from": "21:00:00", "to": "08:00:00", "zone": "Mars"})).is_err()
    );
}

#[test]
fn waits_grow_spread_and_end() {
    let schedule = RetrySchedule::default();
    let waits: Vec<i64> =
        (1..=6).map(|n| schedule.wait(n, None, Jitter::NONE).expect("another").num_seconds()).collect();
    assert_eq!(waits, [5, 30, 120, 600, 3600, 21_600]);
    assert_eq!((schedule.wait(7, None, Jitter::NONE), schedule.wait(0, None, Jitter::NONE)), (None, None));
    assert_eq!(schedule.attempts(), 7);
    let most = (0..1000).map(|n| schedule.wait(2, None, Jitter::of(n)).expect("another")).max();
    assert_eq!(most, Some(TimeDelta::seconds(36)), "a fifth more at most");
    let asked = |s: i64| schedule.wait(1, Some(TimeDelta::seconds(s)), Jitter::NONE).map(|w| w.num_seconds());
    assert_eq!((asked(60), asked(1), asked(1_000_000), asked(-9)), (Some(60), Some(5), Some(86_400), Some(5)));
    assert!(RetrySchedule::new(vec![0; 21]).is_err() && RetrySchedule::new(vec![86_401]).is_err());
    assert_eq!(RetrySchedule::new(vec![]).map(|s| s.attempts()), Ok(1));
}
