//! Hours of contact, to the minute, by the debtor's clock.

use crate::scene::*;
use lienwatch_domain::compliance::*;

#[track_caller]
fn window(code: &str, rule: &str, first: &str, last: &str) {
    let before = |time: &str| format!("2026-06-10T{time}:00");
    let minute = |time: &str, by: i64| {
        let time: chrono::NaiveTime = format!("{time}:00").parse().expect("a time");
        (time + chrono::TimeDelta::minutes(by)).format("%H:%M").to_string()
    };
    let hit = |time: &str| clean(code, call()).at(&before(time)).hits().contains(&rule.to_owned());
    assert!(hit(&minute(first, -1)), "{code}: a minute before {first}");
    assert!(!hit(first), "{code}: {first}");
    assert!(!hit(&minute(last, -1)), "{code}: a minute before {last}");
    assert!(hit(last), "{code}: {last}");
    assert!(hit("00:00") && hit("23:59"));
    let scene = clean(code, call()).at(&format!("2026-06-10T{}:59", minute(last, -1)));
    assert!(!scene.hits().contains(&rule.to_owned()), "the last second");
}

#[test]
fn the_hours_of_each_place_to_the_minute() {
    window("cn", "CN-01", "08:00", "22:00");
    window("tw", "TW-01", "07:00", "22:00");
    window("us", "US-01", "08:00", "21:00");
    window("uk", "UK-08", "08:00", "21:00");
    window("other", "OT-02", "08:00", "21:00");
}

#[test]
fn the_hour_is_the_debtors() {
    // 09:30 in New York, 06:30 in Los Angeles.
    let scene = clean("us", call()).at("2026-06-10T09:30:00");
    assert!(scene.decide().is_allowed());
    let west = scene.but(|s| s.zone = chrono_tz::America::Los_Angeles);
    let decision = west.decide();
    assert_eq!(decision.outcome, Outcome::Deny);
    assert_eq!(decision.local_time, "2026-06-10T06:30:00-07:00");
    assert_eq!(decision.zone, "America/Los_Angeles");
    let hit = decision.rules.first().expect("a rule");
    assert_eq!((hit.rule.as_str(), hit.certainty), ("US-01", Certainty::Secondary));
    assert!(hit.remedy.contains("08:00 to 21:00"), "{}", hit.remedy);
}

#[test]
fn the_window_moves_with_the_clocks() {
    // New York, 2026-03-08: 02:00 becomes 03:00. Eight in the morning comes an hour earlier than the day before.
    for (utc, open) in [
        ("2026-03-07T12:59:00Z", false),
        ("2026-03-07T13:00:00Z", true),
        ("2026-03-08T11:59:00Z", false),
        ("2026-03-08T12:00:00Z", true),
    ] {
        let scene = clean("us", call()).but(|s| s.at = utc.parse().expect("a time"));
        assert_eq!(!scene.hits().contains(&"US-01".to_owned()), open, "{utc}");
    }
    // London, 2026-10-25: 02:00 becomes 01:00.
    for (utc, open) in [("2026-10-24T07:00:00Z", true), ("2026-10-25T07:59:00Z", false), ("2026-10-25T08:00:00Z", true)]
    {
        let scene = clean("uk", call()).but(|s| s.at = utc.parse().expect("a time"));
        assert_eq!(!scene.hits().contains(&"UK-08".to_owned()), open, "{utc}");
    }
}

#[test]
fn the_strictest_of_place_lender_and_contract() {
    // 21:30 in Shanghai: the standard allows it, the lender's own commitment does not.
    let scene = clean("cn", call()).at("2026-06-10T21:30:00");
    assert!(scene.decide().is_allowed());
    let scene = scene.but(|s| s.lender = Pack::lender_default().clone());
    assert_eq!(scene.hits(), ["LP-01"]);
    assert_eq!(scene.decide().outcome, Outcome::Deny);
    // A debtor from Taiwan with a contract of the mainland: 07:30 is too early for one of the two.
    let scene = clean("tw", call()).at("2026-06-10T07:30:00");
    assert!(scene.decide().is_allowed());
    let scene = scene.but(|s| s.places.push(place("cn")));
    assert_eq!(scene.hits(), ["CN-01"]);
}

#[test]
fn another_time_may_be_agreed_and_letters_have_no_hour() {
    let late = clean("cn", call()).at("2026-06-10T23:00:00");
    assert_eq!(late.decide().outcome, Outcome::Deny);
    assert!(late.clone().but(|s| s.facts.debtor.agreed_time = Some(true)).decide().is_allowed());
    assert!(late.but(|s| s.action = letter()).decide().is_allowed());
}

#[test]
fn a_tow_is_a_contact_while_the_debtor_is_there() {
    let night = clean("us-TX", take()).at("2026-06-10T23:00:00");
    assert_eq!(night.hits(), ["US-01"]);
    assert!(night.clone().but(|s| s.facts.debtor.present = Some(false)).decide().is_allowed());
    let unknown = night.but(|s| s.facts.debtor.present = None).decide();
    assert_eq!(unknown.outcome, Outcome::Deny);
    assert_eq!(unknown.rules[0].remedy, "record whether the debtor is present");
    assert!(unknown.rules[0].missing_fact);
    // By day it does not matter, and nobody is asked.
    assert!(clean("us-TX", take()).but(|s| s.facts.debtor.present = None).decide().is_allowed());
}

#[test]
fn holidays_and_sundays_close_a_window_that_says_so() {
    let text = |days: &str| {
        format!(
            r#"{{"layer": "contract", "version": "7", "title": "t", "rules": [{{"id": "K-7", "subject": "contact",
            "rule": "r", "effect": "block", "source": "contract 7", "certainty": "K", "checks": [{{"contact_window":
            {{"from": "08:00", "to": "20:00", "unless_agreed": false, "days": "{days}"}}}}]}}]}}"#
        )
    };
    let table = "2026-05-01,holiday,Labour Day\n2026-05-09,working,make-up day\n";
    for (date, working, not_sundays) in [
        ("2026-05-01", false, false), // a Friday, holiday
        ("2026-05-08", true, true),   // a Friday
        ("2026-05-09", true, true),   // a Saturday that is worked
        ("2026-05-16", false, true),  // a Saturday
        ("2026-05-17", false, false), // a Sunday
    ] {
        for (days, open) in [("working", working), ("not_sundays", not_sundays), ("every", true)] {
            let scene = clean("cn", call()).at(&format!("{date}T10:00:00")).but(|s| {
                s.contract = Pack::parse(&text(days)).expect("a pack");
                s.holidays = Calendar::parse(table).expect("a table");
                s.facts.debt.checked_at = Some(s.at);
            });
            assert_eq!(!scene.hits().contains(&"K-7".to_owned()), open, "{date} {days}");
        }
    }
}
