//! The case machine: every rule, the whole transition matrix, and random walks.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::ids::*;
use lienwatch_domain::lending::{Arrears, Flag, FlagReason, FlagRule, LoanStatus};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::*;
use lienwatch_domain::refusal::Refusal;
use proptest::prelude::*;
use std::fmt::Write;
use uuid::Uuid;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn ann() -> Actor {
    Actor::User(UserId(id(1)))
}

fn bob() -> Actor {
    Actor::User(UserId(id(2)))
}

fn why() -> Reason {
    Reason::new("because").expect("a reason")
}

fn now() -> DateTime<Utc> {
    "2026-04-10T02:00:00Z".parse().expect("a time")
}

fn hold_id(n: u128) -> HoldId {
    HoldId(id(1000 + n))
}

fn facts(actor: Actor) -> Facts {
    let as_of = NaiveDate::from_ymd_opt(2026, 4, 10).expect("a date");
    Facts {
        actor,
        jurisdiction: Jurisdiction::Cn,
        intake: IntakeItem::ALL.iter().copied().collect(),
        loan: LoanCheck {
            balance_at: now() - TimeDelta::hours(2),
            status: LoanStatus::Overdue,
            arrears: Arrears {
                as_of,
                dpd: 70,
                overdue_instalments: 3,
                overdue_minor: 30_000,
                outstanding_minor: 90_000,
                principal_outstanding_minor: 80_000,
                paid_minor: 0,
                credit_minor: 0,
                oldest_unpaid_due: as_of.checked_sub_days(chrono::Days::new(70)),
                first_instalment_unpaid: true,
            },
        },
        open_orders: 0,
        other_open_case: false,
    }
}

fn fresh() -> Case {
    let reasons =
        vec![FlagReason { rule: FlagRule::Dpd60, text: "70 days past due, 60 or more".into(), evidence: vec![] }];
    let flag = Flag { rule: FlagRule::Dpd60, reasons, evidence: vec![] };
    let (case, events, effects) = open_case(CaseId(id(7)), LoanId(id(8)), VehicleId(id(9)), flag, Actor::System, now());
    assert_eq!((events.len(), events[0].version, events[0].from, events[0].to), (1, 1, None, CaseState::Flagged));
    assert_eq!(effects, [Effect::NotifyReviewers]);
    case
}

fn request() -> Action {
    Action::RequestAuthorisation { basis: LegalBasis::VoluntarySurrender, reference: None, reason: why() }
}

fn approve() -> Action {
    Action::Approve { reason: why() }
}

fn place(n: u128) -> Action {
    Action::PlaceHold { hold: hold_id(n), kind: HoldKind::Complaint, reason: why() }
}

fn release(n: u128) -> Action {
    Action::ReleaseHold { hold: hold_id(n), reason: why() }
}

fn close(close_reason: CloseReason) -> Action {
    Action::Close { close_reason, reason: why() }
}

fn loan(n: u128, event: LoanEvent) -> Action {
    Action::LoanChanged { hold: hold_id(n), event }
}

fn payment(n: u128) -> LoanEvent {
    LoanEvent::PaymentReceived { payment: PaymentId(id(n)) }
}

fn act(case: &Case, action: Action, facts: &Facts) -> Result<Applied, Refusal> {
    apply(case, action, facts, now(), &CasePolicy::default())
}

/// Applies actions that must all be allowed.
fn walk(case: Case, steps: Vec<(Action, Actor)>) -> Case {
    steps.into_iter().fold(case, |case, (action, who)| match act(&case, action.clone(), &facts(who)) {
        Ok((case, ..)) => case,
        Err(refusal) => panic!("{action:?}: {refusal}"),
    })
}

fn in_review() -> Case {
    walk(fresh(), vec![(Action::StartReview, ann())])
}

fn requested() -> Case {
    walk(in_review(), vec![(request(), ann())])
}

fn authorised() -> Case {
    walk(requested(), vec![(approve(), bob())])
}

fn closed() -> Case {
    walk(authorised(), vec![(close(CloseReason::LenderCancel), ann())])
}

fn refused(case: &Case, action: Action, facts: &Facts) -> Refusal {
    match act(case, action, facts) {
        Err(refusal) => refusal,
        Ok(applied) => panic!("allowed: {applied:?}"),
    }
}

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
        ("basis_not_listed", |f| f.jurisdiction = Jurisdiction::Other),
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
            "remedy": "resolve and release: complaint"
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

#[test]
fn a_hold_waits_for_vendors_and_already_blocks() {
    let busy = Facts { open_orders: 2, ..facts(ann()) };
    let (held, events, effects) = act(&requested(), place(1), &busy).expect("allowed");
    assert_eq!(held.holds[0].phase, HoldPhase::Pending);
    assert!(matches!(events[0].change, Change::HoldPlaced { pending: true, .. }));
    assert_eq!(effects, [Effect::KillRecoveryLinks, Effect::HoldOrders { hold: hold_id(1) }]);
    assert_eq!(refused(&held, approve(), &facts(bob())).rule, "no_open_hold", "pending blocks");
    let active = walk(held, vec![(Action::ConfirmHold { hold: hold_id(1) }, Actor::System)]);
    assert_eq!(active.holds[0].phase, HoldPhase::Active);
    assert_eq!(refused(&active, approve(), &facts(bob())).rule, "no_open_hold", "active blocks");
    let (again, events, _) =
        act(&active, Action::ConfirmHold { hold: hold_id(1) }, &facts(Actor::System)).expect("harmless");
    assert_eq!((again.version, events.len()), (active.version, 0));
    let (free, _, effects) = act(&active, release(1), &facts(ann())).expect("allowed");
    assert_eq!(effects, [Effect::ResumeOrders]);
    walk(free, vec![(approve(), bob())]);
    assert_eq!(act(&requested(), place(1), &facts(ann())).expect("allowed").0.holds[0].phase, HoldPhase::Active);
}

#[test]
fn every_one_of_many_holds_blocks_until_the_last_is_released() {
    let case = walk(requested(), vec![(place(1), ann()), (place(2), bob())]);
    let (case, _, effects) = act(&case, release(1), &facts(ann())).expect("allowed");
    assert_eq!(effects, [], "orders stay held");
    assert_eq!(refused(&case, approve(), &facts(bob())).rule, "no_open_hold");
    let case = walk(case, vec![(release(2), ann()), (approve(), bob())]);
    assert_eq!(case.holds.len(), 2, "released holds are kept");
    assert_eq!(refused(&case, release(2), &facts(ann())).rule, "no_such_hold");
    assert_eq!(refused(&case, release(9), &facts(ann())).rule, "no_such_hold");
    assert_eq!(refused(&case, place(2), &facts(ann())).rule, "hold_exists");
}

#[test]
fn a_case_has_a_limited_number_of_open_holds() {
    let case = walk(fresh(), (1..=32).map(|n| (place(n), ann())).collect());
    assert_eq!(refused(&case, place(33), &facts(ann())).rule, "too_many_holds");
    walk(case, vec![(release(1), ann()), (place(33), ann())]);
}

#[test]
fn a_payment_holds_once_and_its_reversal_releases() {
    let (case, events, effects) = act(&authorised(), loan(1, payment(50)), &facts(Actor::System)).expect("allowed");
    assert_eq!(case.stage.state(), CaseState::Authorised);
    let names: Vec<_> = events.iter().map(|e| e.change.name()).collect();
    assert_eq!(names, ["loan_changed", "hold_placed"]);
    assert!(events.iter().all(|e| e.version == 5), "one change, one version");
    assert_eq!(effects, [Effect::KillRecoveryLinks, Effect::HoldOrders { hold: hold_id(1) }]);
    assert_eq!(case.holds[0].kind, HoldKind::PaymentReceived);

    let (again, events, effects) = act(&case, loan(2, payment(50)), &facts(Actor::System)).expect("harmless");
    assert_eq!((&again, events.len(), effects.len()), (&case, 0, 0), "the same payment told twice");

    let reversed = LoanEvent::PaymentReversed { payment: PaymentId(id(50)) };
    let (case, events, _) = act(&case, loan(3, reversed), &facts(Actor::System)).expect("allowed");
    assert_eq!(events[1].change.name(), "hold_released");
    assert_eq!(case.open_holds().count(), 0);
    let (same, events, _) = act(&case, loan(4, reversed), &facts(Actor::System)).expect("harmless");
    assert_eq!((same.version, events.len()), (case.version, 0));
}

#[test]
fn a_payment_that_cures_suggests_closing() {
    let mut cured = facts(Actor::System);
    cured.loan.arrears.dpd = 0;
    let (case, _, effects) = act(&fresh(), loan(1, payment(50)), &cured).expect("allowed");
    assert_eq!(effects.last(), Some(&Effect::SuggestClose { close_reason: CloseReason::Cured }));
    assert_eq!(case.stage, Stage::Flagged, "a person closes it");
}

#[test]
fn a_promise_holds_while_it_is_open() {
    let promise = PromiseId(id(60));
    let made = LoanEvent::PromiseMade { promise };
    let ended = |outcome| LoanEvent::PromiseEnded { promise, outcome };
    let held = walk(requested(), vec![(loan(1, made), Actor::System)]);
    assert_eq!(held.holds[0].kind, HoldKind::PromiseOrPlan);
    assert_eq!(refused(&held, approve(), &facts(bob())).rule, "no_open_hold");
    for (outcome, still_held) in
        [(PromiseOutcome::Broken, false), (PromiseOutcome::Cancelled, false), (PromiseOutcome::Kept, true)]
    {
        let case = walk(held.clone(), vec![(loan(2, ended(outcome)), Actor::System)]);
        assert_eq!(case.open_holds().count() == 1, still_held, "{outcome}");
    }
    let other = LoanEvent::PromiseEnded { promise: PromiseId(id(61)), outcome: PromiseOutcome::Broken };
    let case = walk(held, vec![(loan(2, other), Actor::System)]);
    assert_eq!(case.open_holds().count(), 1, "another promise");
}

#[test]
fn a_close_reason_must_fit_what_happened() {
    for reason in [CloseReason::Recovered, CloseReason::Redeemed, CloseReason::ImpoundNotReleased] {
        assert_eq!(refused(&authorised(), close(reason), &facts(ann())).rule, "close_reason_fits", "{reason}");
    }
    let mut paid = facts(ann());
    assert_eq!(refused(&fresh(), close(CloseReason::Cured), &paid).rule, "close_reason_fits");
    assert_eq!(refused(&fresh(), close(CloseReason::Settled), &paid).rule, "close_reason_fits");
    paid.loan.arrears.dpd = 0;
    assert!(act(&fresh(), close(CloseReason::Cured), &paid).is_ok());
    paid.loan.status = LoanStatus::Settled;
    assert!(act(&fresh(), close(CloseReason::Settled), &paid).is_ok());
}

#[test]
fn closing_ends_everything_and_says_where_it_stood() {
    let (case, events, effects) =
        act(&authorised(), close(CloseReason::UnableToLocate), &facts(ann())).expect("allowed");
    assert!(matches!(case.stage, Stage::Closed { from: CaseState::Authorised, .. }), "{:?}", case.stage);
    assert_eq!(events[0].change.name(), "closed");
    assert_eq!(effects, [Effect::RevokeAuthorisation, Effect::KillRecoveryLinks, Effect::WithdrawOrders]);
    let (case, events, _) = act(&case, loan(1, payment(50)), &facts(Actor::System)).expect("harmless");
    assert_eq!((case.holds.len(), events.len()), (0, 0), "a closed case is not held");
}

#[test]
fn a_reopened_case_is_in_review_and_still_held() {
    let held = walk(requested(), vec![(place(1), ann()), (close(CloseReason::LenderCancel), ann())]);
    let case = walk(held, vec![(Action::Reopen { reason: why() }, bob())]);
    assert_eq!(case.stage, Stage::InReview { request: None }, "no request and no authorisation survives");
    assert_eq!(refused(&case, request(), &facts(ann())).rule, "no_open_hold");
    let other = Facts { other_open_case: true, ..facts(bob()) };
    assert_eq!(refused(&closed(), Action::Reopen { reason: why() }, &other).rule, "one_open_case");
    let mut settled = facts(bob());
    settled.loan.status = LoanStatus::Settled;
    assert_eq!(refused(&closed(), Action::Reopen { reason: why() }, &settled).rule, "still_in_default");
}

#[test]
fn a_case_survives_the_store() {
    let held = walk(requested(), vec![(loan(3, payment(50)), Actor::System), (place(1), ann()), (release(1), bob())]);
    for case in [fresh(), in_review(), requested(), authorised(), closed(), held] {
        let text = serde_json::to_string(&case).expect("serialises");
        assert_eq!(serde_json::from_str::<Case>(&text).expect("parses"), case);
    }
    let (_, events, effects) = act(&authorised(), loan(1, payment(50)), &facts(ann())).expect("allowed");
    let text = serde_json::to_string(&(&events, &effects)).expect("serialises");
    let back: (Vec<CaseEvent>, Vec<Effect>) = serde_json::from_str(&text).expect("parses");
    assert_eq!(back, (events, effects));
    let action: Action = serde_json::from_value(serde_json::json!({
        "action": "loan_changed", "hold": id(1), "event": "payment_received", "payment": id(2)
    }))
    .expect("parses");
    assert_eq!(action.kind(), ActionKind::LoanChanged);
    let policy = CasePolicy::default();
    let text = serde_json::to_string(&policy).expect("serialises");
    assert_eq!(serde_json::from_str::<CasePolicy>(&text).expect("parses"), policy);
}

#[test]
fn every_state_of_the_life_cycle_has_its_name() {
    let names: Vec<_> = CaseState::ALL.iter().map(|s| s.name()).collect();
    assert_eq!(
        names.join(" "),
        "flagged in_review authorised in_recovery secured in_custody for_disposal sold settled closed \
         redeemed reinstated unrepossessed"
    );
}

fn situations() -> Vec<(&'static str, Case)> {
    vec![
        ("flagged", fresh()),
        ("in_review", in_review()),
        ("in_review+request", requested()),
        ("authorised", authorised()),
        ("closed", closed()),
    ]
}

fn probes() -> Vec<Action> {
    vec![
        Action::StartReview,
        request(),
        approve(),
        Action::Reject { reason: why() },
        Action::Return { reason: why() },
        place(2),
        Action::ConfirmHold { hold: hold_id(1) },
        release(1),
        loan(3, payment(50)),
        close(CloseReason::LenderCancel),
        Action::Reopen { reason: why() },
    ]
}

fn matrix() -> String {
    let mut text = String::from("situation | hold | action | result\n");
    for (name, base) in situations() {
        for hold in ["none", "pending", "active"] {
            let mut case = base.clone();
            if hold != "none" {
                let phase = if hold == "pending" { HoldPhase::Pending } else { HoldPhase::Active };
                case.holds.push(Hold {
                    id: hold_id(1),
                    kind: HoldKind::Complaint,
                    reason: why(),
                    cause: HoldCause::Placed,
                    placed_at: now(),
                    placed_by: ann(),
                    phase,
                });
            }
            for action in probes() {
                let kind = action.kind();
                let result = match act(&case, action, &facts(bob())) {
                    Ok((_, events, _)) if events.is_empty() => "no change".to_owned(),
                    Ok((after, events, _)) => {
                        let changes: Vec<_> = events.iter().map(|e| e.change.name()).collect();
                        format!("-> {} ({})", after.stage.state(), changes.join(", "))
                    }
                    Err(refusal) => format!("refused: {}", refusal.rule),
                };
                writeln!(text, "{name} | {hold} | {kind} | {result}").expect("writes to a string");
            }
        }
    }
    text
}

/// The whole machine on one page. To change it on purpose, print the matrix by the failing test and review the diff.
#[test]
fn the_transition_matrix_is_the_one_on_file() {
    let (made, filed) = (matrix(), include_str!("case_matrix.txt"));
    assert!(made == filed, "the matrix changed; it is now:\n{made}");
}

#[test]
fn what_a_screen_offers_is_what_the_machine_allows() {
    for (name, case) in situations() {
        let offered = allowed(&case, &facts(bob()), now(), &CasePolicy::default());
        assert_eq!(offered.len(), ActionKind::ALL.len());
        for action in probes() {
            let kind = action.kind();
            let refusal = offered.iter().find(|(k, _)| *k == kind).and_then(|(_, refusal)| refusal.as_ref());
            let applied = act(&case, action, &facts(bob())).err();
            assert_eq!(refusal.map(|r| &r.rule), applied.as_ref().map(|r| &r.rule), "{name} {kind}");
        }
    }
}

/// What a random step does, with which facts.
fn any_step() -> impl Strategy<Value = (usize, u128, bool, Facts)> {
    let actor = prop::sample::select(vec![ann(), bob(), Actor::System]);
    let place = prop::sample::select(Jurisdiction::ALL);
    (0..16_usize, 0..6_u128, any::<bool>(), actor, place, 0..40_i64, 0..3_u32, 0..2_u32, 0..8_usize).prop_map(
        |(action, n, flip, actor, jurisdiction, age, dpd, open_orders, missing)| {
            let mut f = Facts { jurisdiction, open_orders, ..facts(actor) };
            f.loan.balance_at = now() - TimeDelta::hours(age);
            f.loan.arrears.dpd = dpd;
            if let Some(item) = IntakeItem::ALL.get(missing * 3) {
                f.intake.remove(item);
            }
            (action, n, flip, f)
        },
    )
}

fn any_action(action: usize, n: u128, flip: bool) -> Action {
    let reference = flip.then(why);
    let promise = PromiseId(id(n));
    match action {
        0 => Action::StartReview,
        1..=3 => {
            let basis = LegalBasis::ALL[n as usize % LegalBasis::ALL.len()];
            Action::RequestAuthorisation { basis, reference, reason: why() }
        }
        4..=6 => approve(),
        7 => Action::Reject { reason: why() },
        8 => Action::Return { reason: why() },
        9 => place(n),
        10 => Action::ConfirmHold { hold: hold_id(n) },
        11 | 12 => release(n),
        13 => loan(100 + n, if flip { payment(n) } else { LoanEvent::PromiseMade { promise } }),
        14 if flip => close(CloseReason::ALL[n as usize]),
        14 => loan(0, LoanEvent::PromiseEnded { promise, outcome: PromiseOutcome::Broken }),
        _ => Action::Reopen { reason: why() },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn random_walks_never_reach_what_is_forbidden(steps in prop::collection::vec(any_step(), 1..60)) {
        let policy = CasePolicy::default();
        let mut case = fresh();
        for (action, n, flip, f) in steps {
            let action = any_action(action, n, flip);
            let Ok((after, events, effects)) = apply(&case, action.clone(), &f, now(), &policy) else { continue };
            let (from, to) = (case.stage.state(), after.stage.state());

            // The log tells the whole change, one version a step, in order.
            prop_assert_eq!(after.version, case.version + u64::from(!events.is_empty()));
            prop_assert_eq!(events.is_empty(), after == case);
            if let (Some(first), Some(last)) = (events.first(), events.last()) {
                prop_assert_eq!((first.from, last.to), (Some(from), to));
                prop_assert!(events.windows(2).all(|w| Some(w[0].to) == w[1].from));
            }

            // Only these edges exist.
            use CaseState::*;
            prop_assert!(from == to || matches!((from, to),
                (Flagged, InReview) | (InReview, Flagged) | (InReview, Authorised) | (Authorised, InReview)
                | (Flagged | InReview | Authorised, Closed) | (Closed, InReview)), "{} {}", from, to);

            if let (Stage::Authorised { authorisation: a }, InReview) = (&after.stage, from) {
                prop_assert_ne!(a.by, a.request.by);
                prop_assert_eq!(Some(a.by), f.actor.person());
                prop_assert_eq!(after.open_holds().count(), 0);
                prop_assert!(policy.basis.check(f.jurisdiction, a.request.basis, a.request.reference.as_ref()).is_ok());
                prop_assert!(!(f.jurisdiction == Jurisdiction::Cn && a.request.basis == LegalBasis::SelfHelpNoBreach));
                prop_assert!(f.loan.arrears.dpd > 0 && now() - f.loan.balance_at <= TimeDelta::hours(24));
                prop_assert!(policy.required_intake.is_subset(&f.intake));
            }
            // A new hold kills every link in the same step; leaving authorised voids the authorisation.
            if after.open_holds().count() > case.open_holds().count() {
                prop_assert!(effects.contains(&Effect::KillRecoveryLinks));
            }
            if from == Authorised && to != Authorised {
                prop_assert!(effects.contains(&Effect::RevokeAuthorisation));
            }
            prop_assert!(after.holds.len() >= case.holds.len(), "a hold is never forgotten");
            case = after;
        }
    }
}
