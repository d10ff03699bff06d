//! Rules excuse what they name and nothing else.

use super::super::compare;
use super::*;
use crate::message::{Alarms, Kind, Message, Vitals};
use serde_json::json;

fn rule(key: &str, condition: &str, ours: &str, reference: &str) -> Differences {
    let text = format!(
        "[[rule]]\nprotocol = \"gt06\"\nkey = \"{key}\"\ncondition = {condition}\nours = \"{ours}\"\n\
         reference = \"{reference}\"\nreason = \"why\"\nsource = \"which\"\n"
    );
    Differences::parse(&text).expect("a rule")
}

/// What the rules leave of a packet whose reference says `attributes` where we say `message`.
fn left(rules: &Differences, protocol: &str, attributes: serde_json::Value, message: &Message) -> usize {
    let packet: Packet = serde_json::from_value(json!({
        "id": "made-1", "hex": "78780516aa", "options": {"model": "M1"},
        "expect": [{"located": false, "attributes": attributes}],
    }))
    .expect("a packet");
    let found = compare::positions(&packet, &[message]).mismatches;
    assert!(!found.is_empty(), "the case must differ");
    rules.excuse(protocol, &packet, found).left.len()
}

fn alarming(alarms: &[Alarm]) -> Message {
    Message { kind: Kind::Event, alarms: alarms.iter().copied().collect::<Alarms>(), ..Message::default() }
}

#[test]
fn the_published_rules_parse() {
    assert!(!Differences::published().is_empty());
}

#[test]
fn an_alarm_rule_pairs_our_name_with_the_references() {
    let rules = rule("alarm", "{}", "removed", "tampering");
    assert_eq!(left(&rules, "gt06", json!({"alarm": "tampering"}), &alarming(&[Alarm::Removed])), 0);
    assert_eq!(left(&rules, "gt06", json!({"alarm": "tampering"}), &alarming(&[])), 1);
    assert_eq!(left(&rules, "gt06", json!({}), &alarming(&[Alarm::Removed])), 1);
    assert_eq!(left(&rules, "gt06", json!({"alarm": "tampering,sos"}), &alarming(&[Alarm::Removed])), 1);
    assert_eq!(left(&rules, "jt808", json!({"alarm": "tampering"}), &alarming(&[Alarm::Removed])), 1);
}

#[test]
fn an_alarm_the_reference_ignores_can_be_ruled() {
    let rules = rule("alarm", "{}", "illegal_ignition", "absent");
    assert_eq!(left(&rules, "gt06", json!({}), &alarming(&[Alarm::IllegalIgnition])), 0);
    assert_eq!(left(&rules, "gt06", json!({}), &alarming(&[Alarm::IllegalIgnition, Alarm::Sos])), 1);
}

#[test]
fn a_condition_narrows_a_rule() {
    let message = Message {
        vitals: Vitals { ignition: Some(true), ..Vitals::default() },
        kind: Kind::Status,
        ..Message::default()
    };
    let judge = |condition: &str| {
        left(&rule("ignition", condition, "true", "false"), "gt06", json!({"ignition": false}), &message)
    };
    assert_eq!(judge("{}"), 0);
    assert_eq!(judge("{ starts = \"7878??16\" }"), 0);
    assert_eq!(judge("{ starts = \"7878??12\" }"), 1);
    assert_eq!(judge("{ contains = \"05?6\" }"), 0);
    assert_eq!(judge("{ contains = \"8051\" }"), 1, "not from the start of a byte");
    assert_eq!(judge("{ contains = \"aabb\" }"), 1);
    assert_eq!(judge("{ model = \"M1\" }"), 0);
    assert_eq!(judge("{ model = \"M2\" }"), 1);
}

#[test]
fn a_rule_without_reason_or_source_is_refused_and_so_is_an_unknown_alarm() {
    assert!(Differences::parse("[[rule]]\nprotocol=\"gt06\"\nkey=\"lat\"\nours=\"*\"\nreference=\"*\"\n").is_err());
    let text =
        "[[rule]]\nprotocol=\"gt06\"\nkey=\"alarm\"\nours=\"explosion\"\nreference=\"sos\"\nreason=\"\"\nsource=\"\"\n";
    assert!(matches!(Differences::parse(text), Err(BadDifferences::NoSuchAlarm { number: 1, .. })));
}
