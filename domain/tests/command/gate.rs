//! Each rule of the gate, alone.

use super::*;
use lienwatch_domain::command::gate::{clear, cut_gaps, may_pass};

fn rules(gaps: &[lienwatch_domain::refusal::Refusal]) -> Vec<&str> {
    gaps.iter().map(|r| r.rule.as_ref()).collect()
}

/// A day after the warning.
fn tomorrow() -> DateTime<Utc> {
    later(24 * 60)
}

#[test]
fn a_cut_passes_when_every_rule_holds() {
    assert!(clear(&approved_cut(), Some(&facts(tomorrow())), &allowing(), tomorrow()).is_ok());
}

#[test]
fn each_rule_refuses_by_its_name() {
    type Change = fn(&mut CutFacts, &mut CommandPolicy, &mut Order);
    let cases: &[(&str, Change)] = &[
        ("engine_cut_allowed", |_, p, _| p.engine_cut_allowed = false),
        ("person_required", |_, _, o| o.requested_by = Actor::ApiKey(ApiKeyId(id(3)))),
        ("two_people", |_, _, o| o.approval = None),
        ("two_people", |_, _, o| o.approval.as_mut().expect("approved").by = UserId(id(1))),
        ("still_in_default", |f, _, _| f.loan = None),
        ("still_in_default", |f, _, _| f.loan.as_mut().expect("a loan").status = LoanStatus::Settled),
        ("still_in_default", |f, _, _| f.loan.as_mut().expect("a loan").dpd = 0),
        ("still_in_default", |f, _, _| f.default_dpd = 63),
        ("case_authorised", |f, _, _| f.case = None),
        ("case_authorised", |f, _, _| f.case.as_mut().expect("a case").state = CaseState::InReview),
        ("case_authorised", |f, _, _| f.case.as_mut().expect("a case").state = CaseState::InCustody),
        ("no_open_hold", |f, _, _| f.case.as_mut().expect("a case").open_holds = 1),
        ("no_open_hold", |f, p, _| {
            p.cut_needs_case = false;
            f.case.as_mut().expect("a case").open_holds = 1;
        }),
        ("advance_warning", |_, _, o| o.warning = None),
        ("advance_warning", |_, _, o| o.warning.as_mut().expect("warned").at += TimeDelta::seconds(1)),
        ("advance_warning", |_, p, _| p.cut_warning_h = 25),
        ("advance_warning", |_, _, o| o.not_before = Some(tomorrow() + TimeDelta::seconds(1))),
        ("fresh_fix", |f, _, _| f.fix.as_mut().expect("a fix").at = tomorrow() - TimeDelta::seconds(301)),
        ("fresh_fix", |f, _, _| f.fix.as_mut().expect("a fix").received_at = tomorrow() - TimeDelta::seconds(301)),
        ("fresh_fix", |f, _, _| f.fix.as_mut().expect("a fix").at = tomorrow() + TimeDelta::seconds(61)),
        ("standstill", |f, _, _| f.fix.as_mut().expect("a fix").speed_kph = Some(0.1)),
        ("standstill", |f, _, _| f.fix.as_mut().expect("a fix").speed_kph = None),
    ];
    for (n, (rule, change)) in cases.iter().enumerate() {
        let (mut facts, mut policy, mut order) = (facts(tomorrow()), allowing(), approved_cut());
        change(&mut facts, &mut policy, &mut order);
        let gaps = clear(&order, Some(&facts), &policy, tomorrow()).expect_err(rule);
        assert_eq!(rules(&gaps), [*rule], "case {n}");
        assert_eq!(may_pass(&gaps[0]), matches!(*rule, "advance_warning" | "fresh_fix" | "standstill"), "case {n}");
    }
}

#[test]
fn without_any_fix_both_rules_about_it_refuse() {
    let nowhere = CutFacts { fix: None, ..facts(tomorrow()) };
    let gaps = clear(&approved_cut(), Some(&nowhere), &allowing(), tomorrow()).expect_err("refused");
    assert_eq!(rules(&gaps), ["fresh_fix", "standstill"]);
    let gaps = clear(&approved_cut(), None, &allowing(), tomorrow()).expect_err("refused");
    assert_eq!(rules(&gaps), ["still_in_default"]);
}

#[test]
fn a_case_is_not_asked_for_where_the_lender_says_so() {
    let policy = CommandPolicy { cut_needs_case: false, ..allowing() };
    let no_case = CutFacts { case: None, ..facts(tomorrow()) };
    assert!(clear(&approved_cut(), Some(&no_case), &policy, tomorrow()).is_ok());
}

#[test]
fn position_and_waiting_time_count_at_the_moment_of_sending_only() {
    let moving = CutFacts { fix: None, ..facts(now()) };
    let gaps = |approver, moment| cut_gaps(&order(Command::EngineCut), approver, &moving, &allowing(), moment, now());
    assert_eq!(rules(&gaps(None, Moment::Request)), [""; 0]);
    assert_eq!(rules(&gaps(Some(bob()), Moment::Approval)), [""; 0]);
    assert_eq!(rules(&gaps(Some(ann()), Moment::Approval)), ["two_people"]);
    assert_eq!(rules(&gaps(Some(Actor::System), Moment::Approval)), ["two_people"]);
    assert_eq!(rules(&gaps(Some(bob()), Moment::Sending)), ["advance_warning", "fresh_fix", "standstill"]);
}

#[test]
fn the_end_of_a_cut_and_everything_else_has_no_gate() {
    for command in [Command::EngineRestore, Command::Locate, Command::Reboot] {
        assert!(clear(&order(command), None, &CommandPolicy::default(), now()).is_ok());
    }
}
