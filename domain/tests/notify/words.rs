//! Words: typed fields, two languages, and nothing that the recipient does not see unasked.

use super::*;
use chrono_tz::Tz;

fn raised() -> Facts {
    let data = json!({"type": "removal", "severity": "critical", "state": "open", "score": 0.97});
    facts("alert", "alert.raised", data)
        .with(Field::Vehicle, Some("沪A12345".into()))
        .with(Field::Link, Some("https://lienwatch.example/x".into()))
}

fn words(facts: &Facts, language: Language, sight: Sight) -> Message {
    compose(facts, None, language, Tz::Asia__Shanghai, sight)
}

#[test]
fn an_alert_in_both_languages_at_the_recipients_hour() {
    let english = words(&raised(), Language::En, Sight::CARS);
    assert_eq!(english.subject, "critical alert: removal");
    let expected = format!(
        "removal (critical) at 2026-04-10 12:00, vehicle 沪A12345: alert {}. https://lienwatch.example/x",
        id(5)
    );
    assert_eq!(english.text, expected);
    let chinese = words(&raised(), Language::Zh, Sight::CARS);
    assert_eq!(chinese.subject, "紧急告警：设备被拆除");
    assert!(chinese.text.starts_with("2026-04-10 12:00 车辆沪A12345：设备被拆除（紧急）。告警 "), "{}", chinese.text);
}

#[test]
fn who_sees_no_plates_gets_none() {
    for language in [Language::En, Language::Zh] {
        let message = words(&raised(), language, Sight::NOTHING);
        assert!(!format!("{message:?}").contains("12345"), "{message:?}");
        assert!(message.text.contains('–'));
    }
    assert!(Sight::of_role("risk_officer").vehicle_identity && !Sight::of_role("finance").vehicle_identity);
    assert!(!Sight::of_role("contractor").vehicle_identity && !Sight::of_role("of the future").vehicle_identity);
}

#[test]
fn free_text_of_people_never_gets_into_a_message() {
    let data = json!({
        "type": "Wang Xiaoming", "kind": "他欠款三个月", "state": "x".repeat(65), "reason": "borrower is ill",
        "from": {"state": "in_review", "note": "Li Si"}, "to": "authorised", "basis": ["a"], "vehicle": "沪A99999",
        "link": "https://evil.example/", "rule": "two words", "currency": "CNY", "amount_minor": 120050, "pending": true,
        "expires_at": "2026-04-11T04:00:00Z",
    });
    let facts = facts("order", "accepted", data);
    let known: Vec<(&str, &str)> = facts.fields.iter().map(|(f, v)| (f.name(), v.as_str())).collect();
    assert_eq!(
        known,
        [
            ("from", "in_review"),
            ("to", "authorised"),
            ("pending", "true"),
            ("amount_minor", "120050"),
            ("currency", "CNY"),
            ("expires_at", "2026-04-11T04:00:00Z"),
        ]
    );
    let text = words(&facts, Language::Zh, Sight::CARS).text;
    assert!(text.contains("由审核中变为已授权"), "{text}");
}

#[test]
fn events_without_a_text_of_their_own_get_one_that_fits() {
    let message = words(&facts("barge", "sunk", json!({})), Language::En, Sight::NOTHING);
    assert_eq!(message.subject, "barge.sunk");
    assert!(message.text.contains(&format!("barge {}", id(5))), "{}", message.text);
}

#[test]
fn a_rule_may_use_its_own_words() {
    let own = TemplateText {
        subject: "{severity}!".into(),
        text: "见 {reference}；{deadline}".into(),
        language: Language::Zh,
    };
    assert_eq!(own.check(), Ok(()));
    let facts = raised().with(Field::Deadline, Some("2026-04-11T04:00:00Z".into()));
    let message = compose(&facts, Some(&own), Language::En, Tz::UTC, Sight::NOTHING);
    assert_eq!(message.subject, "紧急!");
    assert_eq!(message.text, format!("见 告警 {}；2026-04-11 04:00", id(5)));
    for bad in ["{", "{x", "{}", "{vin}", &"x".repeat(1001)] {
        assert!(Template::parse(bad).is_err(), "{bad}");
    }
    assert!(Template::parse("no } fields").is_ok());
}

#[test]
fn subjects_are_one_short_line() {
    let own = TemplateText { subject: "{lender} {vehicle}".into(), text: "{lender}".into(), language: Language::En };
    let facts = raised().with(Field::Lender, Some(format!("A\r\nBcc: x@example.com {}", "y".repeat(3000))));
    let message = compose(&facts, Some(&own), Language::En, Tz::UTC, Sight::CARS);
    assert!(!message.subject.contains(['\r', '\n']) && message.subject.chars().count() == 150);
    assert!(message.subject.ends_with('…') && message.text.chars().count() == 1000);
}

#[test]
fn an_offer_says_until_when_it_stands() {
    let data = json!({"order": id(5), "offer": id(6), "vendor": id(3), "until": "2026-04-10T05:00:00Z"});
    let facts = facts("order", "offered_to", data).with(Field::Link, Some("https://lienwatch.example/y".into()));
    assert_eq!(facts.severity, Severity::High);
    assert_eq!(facts.named.get(&NamedBy::Vendor), Some(&id(3)));
    let message = words(&facts, Language::En, Sight::NOTHING);
    assert_eq!(
        message.text,
        format!("An order is offered to you until 2026-04-10 13:00: order {}. https://lienwatch.example/y", id(5))
    );
}
