//! The people of a vendor: their files, and who may go out.

use super::*;
use lienwatch_domain::vendors::agents as people;
use people::{Agent, AgentStage, AgentState, BackgroundCheck, Certificate, LeaverReason, Training, register_agent};

pub fn agent_id(n: u128) -> AgentId {
    AgentId(id(300 + n))
}

pub fn certificate(issued: &str, last: &str) -> people::Action {
    let certificate = Certificate { number: text("C-1"), issued_on: day(issued), last_day: day(last), evidence: None };
    people::Action::RecordCertificate { certificate }
}

pub fn background(on: &str, clear: bool) -> people::Action {
    people::Action::RecordBackground { background: BackgroundCheck { on: day(on), clear, evidence: None } }
}

pub fn training(on: &str, score: u32) -> people::Action {
    people::Action::RecordTraining { training: Training { on: day(on), score, evidence: None } }
}

pub fn undertaking(on: &str) -> people::Action {
    people::Action::RecordConfidentiality { on: day(on) }
}

pub fn leave(why_left: LeaverReason) -> people::Action {
    people::Action::Leave { on: today(), why: why_left, reason: why() }
}

pub fn people_facts(actor: Actor) -> people::Facts {
    people::Facts { actor, today: today() }
}

pub fn new_agent(n: u128) -> Agent {
    register_agent(agent_id(n), vendor_id(1), ann(), now()).0
}

pub fn done(agent: Agent, steps: Vec<people::Action>) -> Agent {
    steps.into_iter().fold(agent, |agent, action| match people::apply(&agent, action, &people_facts(ann()), now()) {
        Ok((agent, ..)) => agent,
        Err(refusal) => panic!("{refusal}"),
    })
}

pub fn cleared(n: u128) -> Agent {
    let file = vec![
        certificate("2025-05-01", "2026-04-10"),
        background("2025-04-10", true),
        training("2025-04-10", 85),
        undertaking("2026-04-10"),
    ];
    done(new_agent(n), file)
}

fn agent_rules(agent: &Agent, on: NaiveDate) -> Vec<String> {
    let gaps = people::agent_gaps(agent, on, &VendorPolicy::default());
    rules(&gaps).into_iter().map(str::to_owned).collect()
}

#[test]
fn a_complete_file_counts_up_to_its_last_day() {
    assert_eq!(agent_rules(&cleared(1), today()), Vec::<String>::new());
    let wanted = ["agent_certificate", "agent_background", "agent_training"];
    assert_eq!(agent_rules(&cleared(1), day("2026-04-11")), wanted, "all three end on one day");
    let wanted = ["agent_certificate", "agent_background", "agent_training", "agent_confidentiality"];
    assert_eq!(agent_rules(&new_agent(1), today()), wanted);
}

#[test]
fn each_item_of_the_file_is_checked() {
    let cases = [
        (certificate("2026-04-11", "2027-01-01"), "agent_certificate"),
        (background("2026-04-01", false), "agent_background"),
        (background("2025-04-09", true), "agent_background"),
        (training("2026-04-01", 84), "agent_training"),
        (training("2025-04-09", 100), "agent_training"),
        (people::Action::Suspend { reason: why() }, "agent_active"),
        (leave(LeaverReason::Resigned), "agent_active"),
    ];
    for (action, rule) in cases {
        assert_eq!(agent_rules(&done(cleared(1), vec![action.clone()]), today()), [rule], "{action:?}");
    }
    let early = done(cleared(1), vec![background("2026-04-10", true), training("2026-04-10", 100)]);
    let wanted = ["agent_background", "agent_training", "agent_confidentiality"];
    assert_eq!(agent_rules(&early, day("2026-04-09")), wanted, "nothing counts before it was done");
}

#[test]
fn what_cannot_be_is_not_recorded() {
    let refused = |action| people::apply(&new_agent(1), action, &people_facts(ann()), now()).expect_err("refused").rule;
    assert_eq!(refused(training("2026-04-10", 101)), "training_score");
    assert_eq!(refused(training("2026-04-11", 90)), "day_past");
    assert_eq!(refused(background("2026-04-11", true)), "day_past");
    assert_eq!(refused(undertaking("2026-04-11")), "day_past");
    assert_eq!(refused(certificate("2026-04-10", "2026-04-09")), "certificate_dates");
    let suspended = done(new_agent(1), vec![people::Action::Suspend { reason: why() }]);
    let back = people::Action::Reinstate { reason: why() };
    let system = people::apply(&suspended, back.clone(), &people_facts(Actor::System), now());
    assert_eq!(system.expect_err("refused").rule, "person_required");
    assert_eq!(done(suspended, vec![back]).stage, AgentStage::Active);
}

#[test]
fn who_leaves_loses_access_and_misconduct_is_remembered() {
    let apply = |why_left| people::apply(&cleared(1), leave(why_left), &people_facts(ann()), now()).expect("allowed");
    let (left, events, effects) = apply(LeaverReason::Resigned);
    assert_eq!((left.stage.state(), effects), (AgentState::Left, vec![people::Effect::RevokeAccess]));
    assert_eq!((events[0].from, events[0].to, events[0].version), (Some(AgentState::Active), AgentState::Left, 6));
    let (_, _, effects) = apply(LeaverReason::Misconduct);
    assert_eq!(effects, [people::Effect::RevokeAccess, people::Effect::DoNotUse]);
    round_trip(&left);
    round_trip(&events);
}

#[test]
fn a_visit_takes_two_people_of_the_vendor_with_complete_files() {
    let policy = VendorPolicy::default();
    let register = [cleared(1), cleared(2), new_agent(3)];
    let crew = |vendor, ids: &[u128], kind| {
        let named = ids.iter().map(|n| agent_id(*n)).collect();
        let gaps = people::crew_gaps(vendor, &named, &register, kind, today(), &policy);
        rules(&gaps).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let ours = vendor_id(1);
    assert!(crew(ours, &[1, 2], OrderKind::FieldVisit).is_empty());
    assert_eq!(crew(ours, &[1], OrderKind::FieldVisit), ["crew_size"]);
    assert!(crew(ours, &[1], OrderKind::Tow).is_empty(), "one drives");
    assert_eq!(crew(ours, &[], OrderKind::Tow), ["crew_size"], "but not none");
    assert_eq!(crew(ours, &[1, 3], OrderKind::Repossess).len(), 4, "the file of the third is empty");
    assert_eq!(crew(ours, &[1, 9], OrderKind::Repossess), ["no_sub_assignment"]);
    let wanted = ["no_sub_assignment", "no_sub_assignment"];
    assert_eq!(crew(vendor_id(2), &[1, 2], OrderKind::Repossess), wanted, "people of another vendor");
}
