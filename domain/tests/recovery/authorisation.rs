//! Two people, and what must hold before they may.

use super::*;

#[test]
fn two_people_take_a_case_from_flagged_to_authorised() {
    let case = authorised();
    assert_eq!(case.version, 4);
    let Stage::Authorised { authorisation } = &case.stage else { panic!("{:?}", case.stage) };
    assert_eq!((Actor::User(authorisation.request.by), Actor::User(authorisation.by)), (ann(), bob()));
    assert_eq!(authorisation.jurisdiction, Jurisdiction::Cn);
    let (_, events, effects) = act(&requested(), approve(), &facts(bob())).expect("allowed");
    assert_eq!((events.len(), events[0].change.name(), events[0].version), (1, "authorised", 4));
    assert_eq!((events[0].from, events[0].to), (Some(CaseState::InReview), CaseState::Authorised));
    assert_eq!(effects, [Effect::NotifyRequester { user: UserId(id(1)), approved: true }]);
}

#[test]
fn the_person_who_asked_cannot_approve() {
    let refusal = refused(&requested(), approve(), &facts(ann()));
    assert_eq!((refusal.rule.as_ref(), refusal.remedy.as_str()), ("two_people", "have another person approve"));
}

#[test]
fn only_people_ask_and_approve() {
    for machine in [Actor::System, Actor::ApiKey(ApiKeyId(id(5)))] {
        assert_eq!(refused(&in_review(), request(), &facts(machine)).rule, "person_required");
        assert_eq!(refused(&requested(), approve(), &facts(machine)).rule, "person_required");
    }
}

/// Each guard alone keeps a case from being asked for and from being approved.
#[test]
fn each_guard_alone_blocks_the_request_and_the_approval() {
    type Break = fn(&mut Facts);
    let breaks: [(&str, Break); 7] = [
        ("intake_complete", |f| f.intake.retain(|i| *i != IntakeItem::LoanContract)),
        ("balance_fresh", |f| f.loan.balance_at = now() - TimeDelta::hours(24) - TimeDelta::seconds(1)),
        ("balance_fresh", |f| f.loan.balance_at = now() + TimeDelta::minutes(6)),
        ("still_in_default", |f| f.loan.arrears.dpd = 0),
        ("still_in_default", |f| f.loan.status = LoanStatus::Settled),
        ("OT-01", |f| f.jurisdiction = Jurisdiction::Other),
        ("CN-13", |f| f.jurisdiction = Jurisdiction::Cn),
    ];
    for (rule, damage) in breaks {
        let consented = Action::RequestAuthorisation {
            basis: LegalBasis::ConsentedRecovery,
            reference: (rule != "CN-13").then(why),
            reason: why(),
        };
        let mut asking = facts(ann());
        damage(&mut asking);
        let refusal = refused(&in_review(), consented.clone(), &asking);
        assert_eq!(refusal.rule, rule);
        assert!(!refusal.message.is_empty() && !refusal.remedy.is_empty());
        if rule == "CN-13" {
            continue; // cannot have been requested
        }
        let case = walk(in_review(), vec![(consented, ann())]);
        let mut approving = facts(bob());
        damage(&mut approving);
        assert_eq!(refused(&case, approve(), &approving).rule, rule, "what held on request is checked again");
    }
    let mut edge = facts(bob());
    edge.loan.balance_at = now() - TimeDelta::hours(24);
    assert!(act(&requested(), approve(), &edge).is_ok(), "a balance of exactly 24 hours will do");
}

#[test]
fn self_help_is_refused_in_mainland_china_and_allowed_in_the_united_states() {
    let ask =
        Action::RequestAuthorisation { basis: LegalBasis::SelfHelpNoBreach, reference: Some(why()), reason: why() };
    assert_eq!(refused(&in_review(), ask.clone(), &facts(ann())).rule, "CN-13");
    assert!(act(&in_review(), ask, &Facts { jurisdiction: Jurisdiction::Us, ..facts(ann()) }).is_ok());
}

#[test]
fn all_gaps_are_listed_for_the_checklist() {
    let case = walk(in_review(), vec![(place(1), ann())]);
    let mut f = facts(ann());
    f.intake.clear();
    f.loan.balance_at = now() - TimeDelta::days(3);
    f.loan.arrears.dpd = 0;
    let gaps = authorisation_gaps(&case, None, &f, now(), &CasePolicy::default());
    let rules: Vec<_> = gaps.iter().map(|g| g.rule.as_ref()).collect();
    assert_eq!(rules, ["no_open_hold", "intake_complete", "legal_basis", "balance_fresh", "still_in_default"]);
    let json = serde_json::to_value(&gaps[0]).expect("serialises");
    assert_eq!(
        json,
        serde_json::json!({
            "rule": "no_open_hold",
            "message": "the case is on hold: complaint",
            "remedy": "resolve and release: complaint",
            "code": "no_open_hold.kinds",
            "params": {"holds": ["complaint"]}
        })
    );
}

#[test]
fn a_rejected_request_can_be_made_again() {
    let (case, events, effects) = act(&requested(), Action::Reject { reason: why() }, &facts(bob())).expect("allowed");
    assert_eq!((case.stage.clone(), events[0].change.name()), (Stage::InReview { request: None }, "rejected"));
    assert_eq!(effects, [Effect::NotifyRequester { user: UserId(id(1)), approved: false }]);
    walk(case, vec![(request(), bob()), (approve(), ann())]);
    assert_eq!(refused(&in_review(), Action::Reject { reason: why() }, &facts(bob())).rule, "request_waiting");
    assert_eq!(refused(&requested(), request(), &facts(bob())).rule, "already_requested");
}

#[test]
fn returning_an_authorised_case_voids_the_authorisation() {
    let (case, events, effects) = act(&authorised(), Action::Return { reason: why() }, &facts(ann())).expect("allowed");
    assert_eq!(case.stage, Stage::InReview { request: None });
    assert_eq!((events[0].from, events[0].to), (Some(CaseState::Authorised), CaseState::InReview));
    assert_eq!(effects, [Effect::RevokeAuthorisation, Effect::KillRecoveryLinks, Effect::WithdrawOrders]);
    let case = walk(case, vec![(Action::Return { reason: why() }, ann())]);
    assert_eq!(case.stage, Stage::Flagged);
    assert_eq!(refused(&case, Action::Return { reason: why() }, &facts(ann())).rule, "wrong_state");
}
