//! Letting a vendor in, keeping it out, and what an order asks of it.

use super::*;

#[test]
fn an_applicant_with_all_papers_is_let_in_by_another_person() {
    let (vendor, events, effects) =
        act(&applicant(), Action::Activate { reason: why() }, &facts(bob())).expect("allowed");
    assert_eq!(vendor.stage, Stage::Active { since: now(), by: bob() });
    assert_eq!((events[0].from, events[0].to), (Some(VendorState::Applicant), VendorState::Active));
    assert_eq!(effects, [Effect::PublishRoster, Effect::Notify]);
    let activate = || Action::Activate { reason: why() };
    assert_eq!(refused(&applicant(), activate(), &facts(ann())).rule, "two_people");
    assert_eq!(refused(&applicant(), activate(), &facts(Actor::System)).rule, "person_required");
    let alone = VendorPolicy { two_people: false, ..VendorPolicy::default() };
    assert!(apply(&applicant(), activate(), &facts(ann()), now(), &alone).is_ok());
}

#[test]
fn each_gap_of_an_applicant_is_named() {
    let (bare, ..) = enter_vendor(vendor_id(1), Profile { kinds: BTreeSet::new(), ..profile() }, ann(), now())
        .expect("within limits");
    let facts = Facts { cleared_agents: 1, has_coverage: false, ..facts(bob()) };
    let policy = VendorPolicy::default();
    let found = onboarding_gaps(&bare, &facts, &policy);
    let document = "document_in_force";
    let wanted = [document, document, document, document, "kinds_given", "coverage_given", "agents_cleared"];
    assert_eq!(rules(&found), wanted);
    assert!(found[0].message.contains("business_licence"), "{}", found[0]);
    let grave = walk(applicant(), vec![grave(1)]);
    assert_eq!(rules(&onboarding_gaps(&grave, &facts, &policy)).last(), Some(&"no_grave_complaint"));
}

#[test]
fn a_paper_counts_from_its_first_day_to_its_last() {
    let kind = DocumentKind::BusinessLicence;
    let document = |issued: &str, last: Option<&str>| Document {
        issued_on: day(issued),
        expires_on: last.map(day),
        ..paper(kind, "2026-12-31")
    };
    let in_force = |d: Document| d.in_force(today());
    assert!(in_force(document("2026-04-10", Some("2026-04-10"))));
    assert!(!in_force(document("2026-04-11", None)));
    assert!(in_force(document("2026-04-09", None)));
    assert!(!in_force(document("2026-04-01", Some("2026-04-09"))));
}

#[test]
fn an_order_needs_the_papers_of_its_kind_on_the_day() {
    assert_eq!(gaps(&active(), &order(OrderKind::Repossess)), Vec::<String>::new());
    let revoke = |kind| Action::RevokeDocument { kind, number: paper(kind, "2026-12-31").number, reason: why() };
    let vendor = walk(active(), vec![revoke(DocumentKind::OnHookInsurance)]);
    assert_eq!(gaps(&vendor, &order(OrderKind::Repossess)), ["document_in_force"]);
    assert_eq!(gaps(&vendor, &order(OrderKind::FieldVisit)), Vec::<String>::new(), "a visit tows nothing");
    let vendor = walk(vendor, vec![add(DocumentKind::OnHookInsurance, "2026-06-30")]);
    assert_eq!(gaps(&vendor, &order(OrderKind::Repossess)), Vec::<String>::new(), "renewed");
    let later = vendor_gaps(&vendor, &order(OrderKind::Repossess), day("2026-07-01"), &VendorPolicy::default());
    assert_eq!(rules(&later), ["document_in_force"]);
    assert!(later[0].message.contains("expired after 2026-06-30"), "{}", later[0]);
    assert!(later[0].remedy.contains("on_hook_insurance"), "{}", later[0]);
}

#[test]
fn an_order_needs_kind_skill_area_and_room() {
    let vendor = active();
    assert_eq!(gaps(&vendor, &order(OrderKind::Store)), ["takes_kind"]);
    assert_eq!(gaps(&vendor, &order(OrderKind::ImpoundVoluntary)), ["has_skill"]);
    let heavy = OrderFacts { skills: [Skill::HeavyTow].into_iter().collect(), ..order(OrderKind::Repossess) };
    assert_eq!(gaps(&vendor, &heavy), ["has_skill"]);
    assert_eq!(gaps(&vendor, &OrderFacts { covers: Some(false), ..order(OrderKind::Repossess) }), ["covers_place"]);
    assert!(gaps(&vendor, &OrderFacts { covers: None, ..order(OrderKind::Repossess) }).is_empty());
    assert!(gaps(&vendor, &OrderFacts { open_orders: 2, ..order(OrderKind::Repossess) }).is_empty());
    assert_eq!(gaps(&vendor, &OrderFacts { open_orders: 3, ..order(OrderKind::Repossess) }), ["has_capacity"]);
    for vendor in [applicant(), suspended(), terminated()] {
        assert_eq!(gaps(&vendor, &order(OrderKind::Repossess)), ["vendor_active"]);
    }
}

#[test]
fn a_complaint_of_severity_one_suspends_and_keeps_out_until_it_is_resolved() {
    let (vendor, events, effects) = act(&active(), grave(1), &facts(Actor::System)).expect("allowed");
    assert!(matches!(vendor.stage, Stage::Suspended { cause: SuspensionCause::Complaint, .. }));
    assert_eq!(events.iter().map(|e| e.change.name()).collect::<Vec<_>>(), ["complaint_recorded", "suspended"]);
    assert_eq!(effects[0], Effect::ReportToPolice { complaint: complaint(1) });
    assert!(effects.contains(&Effect::WithdrawOffers) && effects.contains(&Effect::ReviewOpenOrders));
    let (again, events, effects) = act(&vendor, grave(1), &facts(Actor::System)).expect("told twice");
    assert_eq!((again.version, events.len(), effects.len()), (vendor.version, 0, 0));

    let back = || Action::Reinstate { reason: why() };
    assert_eq!(refused(&vendor, back(), &facts(bob())).rule, "no_grave_complaint");
    assert_eq!(refused(&vendor, resolve(1), &facts(Actor::System)).rule, "person_required");
    let vendor = walk(vendor, vec![resolve(1)]);
    assert_eq!(refused(&vendor, back(), &facts(Actor::System)).rule, "person_required");
    let vendor = walk(vendor, vec![back()]);
    assert_eq!(vendor.stage.state(), VendorState::Active);

    let slight = Action::RecordComplaint { complaint: complaint(2), severity: Severity::Two, reason: why() };
    let vendor = walk(vendor, vec![slight]);
    assert_eq!(vendor.stage.state(), VendorState::Active, "less grave ones count in the quarter's marks");
}

#[test]
fn a_suspended_vendor_is_let_back_only_with_its_papers_in_order() {
    let late = Facts { today: day("2027-01-01"), ..facts(bob()) };
    let refusal = refused(&suspended(), Action::Reinstate { reason: why() }, &late);
    assert_eq!(refusal.rule, "document_in_force");
}

#[test]
fn termination_withdraws_everything_and_is_final() {
    let (vendor, _, effects) = act(&suspended(), Action::Terminate { reason: why() }, &facts(ann())).expect("allowed");
    for effect in [Effect::WithdrawOffers, Effect::WithdrawOpenOrders, Effect::RevokeAccess, Effect::PublishRoster] {
        assert!(effects.contains(&effect), "{effect:?}");
    }
    assert_eq!(refused(&vendor, Action::Reinstate { reason: why() }, &facts(bob())).rule, "wrong_state");
    let vendor = walk(vendor, vec![grave(1)]);
    assert_eq!(vendor.grave_complaints, [complaint(1)], "what is learnt later is still recorded");
}

#[test]
fn papers_are_bounded_and_each_is_told_once() {
    let kind = DocumentKind::BusinessLicence;
    let vendor = active();
    assert_eq!(refused(&vendor, add(kind, "2026-12-31"), &facts(bob())).rule, "document_new");
    let backwards =
        Action::AddDocument { document: Document { issued_on: day("2027-01-01"), ..paper(kind, "2026-12-30") } };
    assert_eq!(refused(&vendor, backwards, &facts(bob())).rule, "document_dates");
    let unknown = Action::RevokeDocument { kind, number: text("another"), reason: why() };
    assert_eq!(refused(&vendor, unknown, &facts(bob())).rule, "document_known");
    let revoked = Document { revoked: Some(Revocation { at: now(), reason: why() }), ..paper(kind, "2026-12-30") };
    assert_eq!(refused(&vendor, Action::AddDocument { document: revoked }, &facts(bob())).rule, "document_counts");

    let numbered = |n: usize, last: &str| Action::AddDocument {
        document: Document { number: text(&format!("no {n}")), ..paper(kind, last) },
    };
    let room = 64 - vendor.documents.len();
    let mut steps: Vec<Action> = (0..room - 1).map(|n| numbered(n, "2027-01-01")).collect();
    steps.push(numbered(500, "2026-01-01"));
    let full = walk(vendor, steps);
    assert_eq!(full.documents.len(), 64);
    let full = walk(full, vec![numbered(501, "2027-01-01")]);
    assert_eq!(full.documents.len(), 64);
    assert!(!full.documents.iter().any(|d| d.number == text("no 500")), "the one that had ended gave way");
    assert_eq!(refused(&full, numbered(502, "2027-01-01"), &facts(bob())).rule, "document_limit");
}

#[test]
fn a_profile_is_bounded() {
    let vendor = active();
    let change = |profile| Action::ChangeProfile { profile };
    let many = Profile { bases: vec![at(31.0, 121.0); 51], ..profile() };
    assert_eq!(refused(&vendor, change(many.clone()), &facts(bob())).rule, "bases_limit");
    assert_eq!(enter_vendor(vendor_id(2), many, ann(), now()).expect_err("refused").rule, "bases_limit");
    let large = Profile { capacity: 10_001, ..profile() };
    assert_eq!(refused(&vendor, change(large), &facts(bob())).rule, "capacity_limit");
    let (same, events, _) = act(&vendor, change(profile()), &facts(bob())).expect("allowed");
    assert_eq!((same.version, events.len()), (vendor.version, 0), "no change is no event");
    let full = walk(vendor, vec![change(Profile { capacity: 0, ..profile() })]);
    assert_eq!(gaps(&full, &order(OrderKind::Repossess)), ["has_capacity"]);
    for bad in ["", "   ", "a\nb", &"x".repeat(201)] {
        assert!(Name::new(bad).is_err(), "{bad:?}");
    }
}

#[test]
fn a_vendor_survives_the_store() {
    let rated = walk(active(), vec![rate("2026-Q1", good_figures()), grave(1)]);
    for vendor in [applicant(), active(), suspended(), terminated(), rated.clone()] {
        round_trip(&vendor);
    }
    let (_, events, effects) = act(&active(), grave(1), &facts(ann())).expect("allowed");
    round_trip(&events);
    round_trip(&effects);
    round_trip(&rate("2026-Q1", good_figures()));
    round_trip(&VendorPolicy::default());
    let partial: VendorPolicy = serde_json::from_str(r#"{"training_min": 90}"#).expect("the rest is the default");
    assert_eq!(partial, VendorPolicy { training_min: 90, ..VendorPolicy::default() });
}
