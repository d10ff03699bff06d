//! The gate as a whole: fail closed, strictest wins, and a rule more never allows what was denied.

use crate::scene::*;
use lienwatch_domain::compliance::*;

#[test]
fn what_is_in_order_is_allowed_everywhere() {
    for (code, j) in [
        ("cn", Jurisdiction::Cn),
        ("tw", Jurisdiction::Tw),
        ("us-MA", Jurisdiction::Us),
        ("us-NJ", Jurisdiction::Us),
        ("us-NV", Jurisdiction::Us),
        ("uk", Jurisdiction::Uk),
        ("other", Jurisdiction::Other),
    ] {
        for action in actions(j) {
            let kind = action.kind();
            let scene = clean(code, action).but(|s| {
                if code == "uk" {
                    s.facts.debt.product = Some(Product::HirePurchase);
                }
                s.facts.approved_by = [Approver::Legal].into();
                s.lender = Pack::lender_default().clone();
            });
            let decision = scene.decide();
            assert!(decision.is_allowed(), "{kind} in {code}: {:#?}", decision.rules);
        }
    }
}

#[test]
fn nothing_is_taken_on_facts_that_nobody_recorded() {
    for j in Jurisdiction::ALL {
        for action in [authorise(), dispatch(), take(), sale(), GateAction::CutEngine] {
            let kind = action.kind();
            let scene = clean(j.name(), action).but(|s| {
                s.facts = GateFacts::default();
                s.lender = Pack::lender_default().clone();
            });
            let decision = scene.decide();
            assert_eq!(decision.outcome, Outcome::Deny, "{kind} in {j}");
            for hit in decision.rules.iter().filter(|hit| hit.missing_fact) {
                assert!(hit.remedy.starts_with("record "), "{}: {}", hit.rule, hit.remedy);
            }
        }
    }
}

#[test]
fn an_unknown_place_allows_surrender_and_courts_alone() {
    for basis in LegalBasis::ALL {
        let may = matches!(basis, LegalBasis::VoluntarySurrender | LegalBasis::CourtOrder);
        for action in [
            GateAction::Authorise { ground: ground(*basis) },
            GateAction::Dispatch { aim: OrderAim::Take, ground: Some(ground(*basis)) },
            GateAction::Take { ground: ground(*basis) },
        ] {
            assert_eq!(clean("other", action).decide().is_allowed(), may, "{basis}");
        }
    }
    let scene = clean("other", GateAction::Dispatch { aim: OrderAim::Take, ground: None });
    assert_eq!(scene.hits(), ["OT-01"]);
    let nowhere = clean("other", call()).but(|s| s.places.clear());
    assert_eq!(nowhere.hits(), ["no_rules_on_file"]);
    assert_eq!(nowhere.decide().outcome, Outcome::Deny);
}

#[test]
fn self_help_in_mainland_china_is_denied_by_both_rules() {
    let scene = clean("cn", GateAction::Take { ground: ground(LegalBasis::SelfHelpNoBreach) });
    assert_eq!(scene.hits(), ["CN-13", "CN-14"]);
    let decision = scene.decide();
    assert_eq!(decision.refusals().len(), 2);
    assert_eq!(decision.refusals()[0].rule, "CN-13");
    // One place that denies is enough.
    let scene = clean("us-TX", GateAction::Take { ground: ground(LegalBasis::SelfHelpNoBreach) });
    assert!(scene.decide().is_allowed());
    assert_eq!(scene.but(|s| s.places.push(place("cn"))).decide().outcome, Outcome::Deny);
}

#[test]
fn approval_is_asked_of_a_role_and_given_by_it() {
    let scene = clean("cn", GateAction::ExportTracks { points: 41 });
    assert_eq!(scene.decide().outcome, Outcome::NeedsApproval { by: vec![Approver::Admin] });
    let other = scene.clone().but(|s| s.facts.approved_by = [Approver::Supervisor].into());
    assert_eq!(other.decide().outcome.rank(), 1);
    let agreed = scene.but(|s| s.facts.approved_by = [Approver::Admin].into()).decide();
    assert!(agreed.is_allowed());
    assert_eq!(agreed.rules[0].effect, HitEffect::Approved);
}

#[test]
fn a_rule_is_in_force_from_its_first_to_its_last_day_of_the_debtor() {
    let many = |scene: Scene| {
        scene.but(|s| {
            let record = |n: i64| ContactRecord {
                at: s.at - chrono::TimeDelta::minutes(n),
                channel: Channel::Call,
                party: Party::Debtor,
                outcome: ContactOutcome::NoAnswer,
                same_debt: true,
                same_number: true,
            };
            s.facts.debtor.contacts = Some((1..=6).map(record).collect());
        })
    };
    assert!(!many(clean("cn", call()).at("2026-01-29T21:00:00")).hits().contains(&"CN-03".to_owned()));
    assert!(many(clean("cn", call()).at("2026-01-30T10:00:00")).hits().contains(&"CN-03".to_owned()));
}

#[test]
fn a_decision_is_stored_and_read_back() {
    let decision = clean("cn", take()).but(|s| s.facts.debt.self_sale_clause = Some(true)).decide();
    assert!(!decision.rules.is_empty());
    let text = serde_json::to_string(&decision).expect("json");
    assert_eq!(serde_json::from_str::<Decision>(&text).expect("a decision"), decision);
    assert!(text.contains(r#""outcome":{"kind":"allow"}"#), "{text}");
    assert!(decision.packs.iter().any(|p| p.layer == Layer::Law(Jurisdiction::Cn) && p.version == "2026-11-22"));
    for action in actions(Jurisdiction::Us) {
        let text = serde_json::to_string(&action).expect("json");
        assert_eq!(serde_json::from_str::<GateAction>(&text).expect("an action"), action);
    }
}

#[test]
fn every_kind_of_order_has_its_aim() {
    use lienwatch_domain::recovery::OrderKind;
    for kind in OrderKind::ALL {
        let aim = OrderAim::of_order_kind(kind.name());
        assert!(aim.is_some(), "{kind}");
        let takes = matches!(
            kind,
            OrderKind::Repossess
                | OrderKind::VoluntarySurrender
                | OrderKind::ImpoundInvoluntary
                | OrderKind::ImpoundVoluntary
        );
        assert_eq!(aim.is_some_and(OrderAim::takes), takes, "{kind}");
    }
    assert_eq!(OrderAim::of_order_kind("picnic"), None);
}

#[test]
fn rules_on_dispatch_mean_the_orders_that_they_are_about() {
    for aim in [OrderAim::Investigate, OrderAim::Handle, OrderAim::Sell] {
        let scene = clean("uk", GateAction::Dispatch { aim, ground: None }).but(|s| s.facts = GateFacts::default());
        assert!(scene.decide().is_allowed(), "{aim}");
        // Whoever works for a lender of the mainland is on its list.
        let scene =
            clean("cn", GateAction::Dispatch { aim, ground: None }).but(|s| s.facts.field = FieldFacts::default());
        assert_eq!(scene.hits(), ["CN-06", "CN-07"], "{aim}");
    }
    let visit = |code| clean(code, GateAction::Dispatch { aim: OrderAim::Visit, ground: None });
    let none = |s: &mut Scene| s.facts.notices = Some(vec![]);
    assert!(visit("uk").but(none).decide().is_allowed(), "no default notice is due before a visit");
    assert_eq!(visit("tw").but(none).hits(), ["TW-02"]);
    assert_eq!(visit("us-TX").but(|s| s.facts.taking.open_holds = Some(1)).hits(), ["US-21"]);
    assert_eq!(clean("us-TX", GateAction::Dispatch { aim: OrderAim::Take, ground: None }).hits(), ["US-05"]);
}

#[test]
fn what_keeps_an_action_is_told_as_refusals() {
    let scene = clean("cn", GateAction::ExportTracks { points: 60 }).but(|s| s.facts.data.purpose = None);
    let decision = scene.decide();
    assert_eq!(decision.refusals().iter().map(|r| r.rule.as_ref()).collect::<Vec<_>>(), ["CN-09"]);
    let obstacles = decision.obstacles();
    assert_eq!(obstacles.iter().map(|r| r.rule.as_ref()).collect::<Vec<_>>(), ["CN-09", "CN-12"]);
    assert!(obstacles[1].remedy.ends_with("or have it agreed by: admin"), "{}", obstacles[1].remedy);
}

#[test]
fn a_rule_of_a_state_is_for_that_state_alone() {
    let none = |s: &mut Scene| s.facts.notices = Some(vec![]);
    assert_eq!(clean("us-MA", take()).but(none).hits(), ["US-15-MA"]);
    assert!(clean("us-TX", take()).but(none).decide().is_allowed());
    // Contract of Texas, debtor in Massachusetts: common rules are told once.
    let both = clean("us-TX", take()).but(none).but(|s| s.places.push(place("us-MA")));
    assert_eq!(both.hits(), ["US-15-MA"]);
    let stayed = both.but(|s| s.facts.debtor.bankruptcy_stay = Some(true)).decide();
    assert_eq!(stayed.rules.iter().filter(|h| h.rule == "US-14").count(), 1);
    assert_eq!(stayed.places.len(), 2);
}
