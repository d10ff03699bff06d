//! Patterns, severities, recipients and what a rule must be.

use super::*;

#[test]
fn names_are_as_the_event_table_has_them_with_the_kind_once() {
    assert_eq!(event("case", "flagged").as_str(), "case.flagged");
    assert_eq!(event("alert", "alert.raised").as_str(), "alert.raised");
    assert_eq!(event("alert", "alerting").as_str(), "alert.alerting");
    assert_eq!(event("x", &"y".repeat(500)).as_str().len(), 100, "bounded");
}

#[test]
fn a_pattern_is_a_name_its_beginning_or_everything() {
    let takes = |text: &str, kind: &str, action: &str| pattern(text).matches(&event(kind, action));
    assert!(takes("case.flagged", "case", "flagged") && !takes("case.flagged", "case", "flagged_again"));
    assert!(takes("case.hold_*", "case", "hold_placed") && !takes("case.hold_*", "case", "closed"));
    assert!(takes("case.*", "case", "closed") && !takes("case.*", "cases", "closed"));
    assert!(takes("*", "lot", "sold") && takes("*", "anything", "at_all"));
    for bad in ["", "case.*.x", "Case.flagged", "case flagged", "**", "*x", &"x".repeat(101)] {
        assert_eq!(Pattern::new(bad).expect_err(bad).rule, "event_pattern");
    }
}

#[test]
fn what_becomes_of_deliveries_is_told_only_to_rules_that_name_it() {
    let dead = event("delivery", "dead");
    assert!(!pattern("*").matches(&dead) && !pattern("d*").matches(&dead));
    assert!(pattern("delivery.dead").matches(&dead) && pattern("delivery.*").matches(&dead));
    assert!(!pattern("delivery.*").matches(&event("case", "flagged")));
}

#[test]
fn an_event_is_as_urgent_as_it_says_else_as_its_kind_is() {
    let of = |kind: &str, action: &str, data: Value| severity_of(&event(kind, action), &data);
    assert_eq!(of("alert", "alert.raised", json!({"severity": "critical"})), Severity::Critical);
    assert_eq!(of("case", "hold_placed", json!({})), Severity::High);
    assert_eq!(of("case", "hold_released", json!({})), Severity::Warn);
    assert_eq!(of("case", "hold_placed", json!({"severity": "no such"})), Severity::High);
    assert_eq!(of("site", "created", json!({"severity": 7})), Severity::Info);
}

#[test]
fn a_rule_takes_its_events_from_its_severity_on() {
    let rule = rule(json!({"events": ["case.*", "alert.raised"], "min_severity": "high",
        "first": {"to": {"kind": "role", "role": "legal"}, "via": {"channel": "email"}}}));
    assert_eq!(rule.check(), Ok(()));
    assert!(rule.takes(&event("case", "flagged"), Severity::High));
    assert!(rule.takes(&event("alert", "alert.raised"), Severity::Critical));
    assert!(!rule.takes(&event("case", "flagged"), Severity::Warn));
    assert!(!rule.takes(&event("alert", "alert.closed"), Severity::Critical));
}

#[test]
fn a_rule_that_cannot_work_says_what_would() {
    let endpoint = id(9).to_string();
    let email = json!({"to": {"kind": "role", "role": "legal"}, "via": {"channel": "email"}});
    let hook = json!({"channel": "webhook", "endpoint": endpoint});
    let refused = |change: Value| {
        let mut text = json!({"events": ["*"], "first": email});
        text.as_object_mut().expect("an object").extend(change.as_object().expect("an object").clone());
        rule(text).check().map_err(|r| r.rule.into_owned())
    };
    let no = |name: &str| Err(name.to_owned());
    assert_eq!(refused(json!({})), Ok(()));
    assert_eq!(refused(json!({"events": []})), no("rule_events"));
    assert_eq!(
        refused(json!({"first": {"to": {"kind": "endpoint"}, "via": {"channel": "email"}}})),
        no("way_of_recipient")
    );
    assert_eq!(
        refused(json!({"first": {"to": {"kind": "role", "role": "legal"}, "via": hook}})),
        no("way_of_recipient")
    );
    let typed =
        |address: &str| json!({"first": {"to": {"kind": "address", "address": address}, "via": {"channel": "email"}}});
    assert_eq!(refused(typed("ops@example.com")), Ok(()));
    for bad in ["+886912345678", "a@b@c.d", "@example.com", "a@b"] {
        assert_eq!(refused(typed(bad)), no("way_of_recipient"), "{bad}");
    }
    let after = |minutes: u32| json!({"escalate": [{"after_min": minutes, "unless": "delivered", "then": email}]});
    assert_eq!(refused(after(1)), Ok(()));
    assert_eq!(refused(after(0)), no("rule_wait"));
    assert_eq!(refused(after(10_081)), no("rule_wait"));
    let escalation = json!({"after_min": 5, "unless": "acknowledged", "then": email});
    assert_eq!(
        refused(json!({"escalate": [escalation, escalation, escalation, escalation, escalation, escalation]})),
        no("rule_escalations")
    );
    let mailed_endpoint = json!({"to": {"kind": "endpoint"}, "via": {"channel": "email"}});
    let then = json!({"escalate": [{"after_min": 5, "unless": "delivered", "then": mailed_endpoint}]});
    assert_eq!(refused(then), no("way_of_recipient"), "also of a later step");
    let all_week = json!({"quiet_hours": {"from": "00:00:00", "to": "00:00:00", "days": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]}});
    assert_eq!(refused(all_week), no("quiet_hours"));
    assert_eq!(refused(json!({"template": {"subject": "{nothing}", "text": ""}})), no("template_field"));
    assert_eq!(refused(json!({"template": {"subject": "a\nBcc: b", "text": ""}})), no("template_subject"));
    let unknown: Result<Rule, _> = serde_json::from_value(json!({"events": ["*"], "first": email, "until": 3}));
    assert!(unknown.expect_err("a misspelt key").to_string().contains("until"));
}

#[test]
fn the_steps_follow_one_another() {
    let to = |role: &str| json!({"to": {"kind": "role", "role": role}, "via": {"channel": "email"}});
    let rule = rule(json!({"events": ["*"], "first": to("risk_officer"), "escalate": [
        {"after_min": 10, "unless": "acknowledged", "then": to("supervisor")},
        {"after_min": 30, "unless": "delivered", "then": to("admin")}]}));
    let role = |level: usize| match &rule.step(level).expect("a step").to {
        Recipient::Role { role } => role.as_str().to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!([role(0), role(1), role(2)], ["risk_officer", "supervisor", "admin"]);
    assert_eq!(rule.next(0).map(|e| (e.after_min, e.unless)), Some((10, Unless::Acknowledged)));
    assert_eq!(rule.next(1).map(|e| e.after_min), Some(30));
    assert!(rule.next(2).is_none() && rule.step(3).is_none());
}

#[test]
fn whom_an_event_names_is_found_in_every_form_of_an_id() {
    let named = |by: NamedBy| Recipient::Named { by };
    let offered = |data: Value| named(NamedBy::Vendor).whom(&facts("offer", "made", data));
    let vendor = Some(Whom::One(Party::Vendor(VendorId(id(3)))));
    assert_eq!(offered(json!({"vendor": id(3)})), vendor);
    assert_eq!(offered(json!({"vendor_id": id(3)})), vendor);
    assert_eq!(offered(json!({"vendor": format!("vendor:{}", id(3))})), vendor);
    assert_eq!(offered(json!({"vendor": "nobody"})), None);
    assert_eq!(offered(json!({})), None);
    let asked = facts("case", "authorised", json!({"requested_by": {"kind": "user", "id": id(4)}}));
    assert_eq!(named(NamedBy::Requester).whom(&asked), Some(Whom::One(Party::User(UserId(id(4))))));
    let role = RoleName::new("legal").expect("a role");
    assert_eq!(Recipient::Role { role: role.clone() }.whom(&asked), Some(Whom::Role(role)));
}

#[test]
fn parties_and_ways_keep_their_forms_in_the_store() {
    let address = Address::new(" ops@example.com ").expect("an address");
    for party in
        [Party::User(UserId(id(1))), Party::Vendor(VendorId(id(2))), Party::Address(address.clone()), Party::Endpoint]
    {
        assert_eq!(party.to_string().parse(), Ok(party.clone()));
        let through: Party = serde_json::from_value(serde_json::to_value(&party).expect("JSON")).expect("a party");
        assert_eq!(through, party);
    }
    assert_eq!(Party::Address(address).shown(), "address:o***@example.com");
    assert_eq!(Party::Address(Address::new("+886912345678").expect("a number")).shown(), "address:+***");
    for bad in ["", "user", "user:x", "role:legal", "address:a b c"] {
        assert!(bad.parse::<Party>().is_err(), "{bad}");
    }
    let via = Via::Webhook { endpoint: EndpointId(id(9)) };
    assert_eq!(via.to_string(), format!("webhook:{}", id(9)));
    assert_eq!(Via::Email.to_string(), "email");
}
