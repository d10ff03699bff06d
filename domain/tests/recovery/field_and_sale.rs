//! From the dispatch to the settlement: what must hold before each step, one rule at a time.

use super::*;

type Break = fn(&mut Facts);

/// Without the damage the action is allowed; with it this rule refuses, and says what would satisfy it.
fn each_alone_blocks(case: &Case, action: &Action, rows: &[(&str, &str, Break)]) {
    let whole = fitting_facts(case, action.kind(), ann());
    assert!(act(case, action.clone(), &whole).is_ok(), "{action:?} is allowed at first");
    for (rule, remedy, damage) in rows {
        let mut damaged = whole.clone();
        damage(&mut damaged);
        let refusal = refused(case, action.clone(), &damaged);
        assert_eq!(refusal.rule, *rule);
        assert!(refusal.remedy.contains(remedy), "{rule}: {}", refusal.remedy);
        assert!(!refusal.message.is_empty());
    }
}

fn law_says(rule: &'static str) -> Vec<Refusal> {
    vec![Refusal::new(rule, "the law says no", "do as the law says")]
}

/// What authorised the case is checked again, with what the law says of sending somebody.
const DISPATCH: [(&str, &str, Break); 8] = [
    ("intake_complete", "add loan_contract", |f| f.intake.retain(|i| *i != IntakeItem::LoanContract)),
    ("balance_fresh", "current balance", |f| f.loan.balance_at = now() - TimeDelta::hours(25)),
    ("balance_fresh", "current balance", |f| f.loan.balance_at = now() + TimeDelta::minutes(6)),
    ("still_in_default", "cured", |f| f.loan.arrears.dpd = 0),
    ("still_in_default", "settled", |f| f.loan.status = LoanStatus::Settled),
    ("OT-01", "", |f| f.jurisdiction = Jurisdiction::Other),
    ("notice", "do as the law says", |f| f.law.authorise = law_says("notice")),
    ("hours", "do as the law says", |f| f.law.dispatch = law_says("hours")),
];

/// Authorised on a ground that not every place allows.
fn consented() -> Case {
    let basis = LegalBasis::ConsentedRecovery;
    let ask = Action::RequestAuthorisation { basis, reference: Some(why()), reason: why() };
    walk(in_review(), vec![(ask, ann()), (approve(), bob())])
}

#[test]
fn nothing_goes_out_that_could_not_be_authorised_now() {
    each_alone_blocks(&consented(), &dispatch(), &DISPATCH);
    each_alone_blocks(&then(consented(), dispatch()), &dispatch(), &DISPATCH);
    let held = walk(authorised(), vec![(place(1), ann())]);
    assert_eq!(refused(&held, dispatch(), &facts(ann())).rule, "no_open_hold");
    let known = facts(ann());
    let gaps = dispatch_gaps(&in_review(), &known, now(), &CasePolicy::default());
    assert_eq!(gaps.iter().map(|g| g.rule.as_ref()).collect::<Vec<_>>(), ["authorised"]);
}

#[test]
fn the_car_is_taken_only_while_it_could_be_sent_for() {
    each_alone_blocks(&then(consented(), dispatch()), &secure(), &DISPATCH);
    let at_night: [(&str, &str, Break); 1] = [("CN-01", "do as the law says", |f| f.law.take = law_says("CN-01"))];
    each_alone_blocks(&in_recovery(), &secure(), &at_night);
    // Sending somebody by day is one thing, taking the car at night another.
    let mut night = facts(ann());
    night.law.take = law_says("CN-01");
    assert!(act(&authorised(), dispatch(), &night).is_ok());
    let held = walk(in_recovery(), vec![(loan(1, payment(50)), Actor::System)]);
    assert_eq!(refused(&held, secure(), &facts(ann())).rule, "no_open_hold");
}

#[test]
fn the_taking_is_written_once_and_ends_the_search() {
    let (case, events, effects) = act(&in_recovery(), secure(), &facts(Actor::System)).expect("allowed");
    let Stage::Secured { taken } = &case.stage else { panic!("{:?}", case.stage) };
    assert_eq!((taken.order, taken.at, taken.place), (order_id(1), now(), spot()));
    assert_eq!((Actor::User(taken.authorisation.request.by), Actor::User(taken.authorisation.by)), (ann(), bob()));
    assert_eq!(events[0].change.name(), "secured");
    assert_eq!(effects, [Effect::KillRecoveryLinks, Effect::WithdrawSearch { taken_by: order_id(1) }]);
    let again = Action::Secure { order: order_id(2), place: spot() };
    assert_eq!(refused(&case, again, &facts(ann())).rule, "wrong_state");
    for later in [in_custody(), for_disposal(), sold(), settled()] {
        assert_eq!(later.stage.taken(), Some(taken));
    }
}

#[test]
fn custody_begins_with_the_hand_over_to_that_yard() {
    let rows: [(&str, &str, Break); 3] = [
        ("custody_unbroken", "record the hand-over", |f| f.work.custodian = None),
        ("custody_unbroken", "record the hand-over", |f| f.work.custodian = Some(Custodian::Borrower)),
        ("custody_unbroken", "record the hand-over", |f| {
            f.work.custodian = Some(Custodian::Yard { yard: YardId(id(404)) });
        }),
    ];
    each_alone_blocks(&secured(), &Action::EnterCustody { yard: yard() }, &rows);
    let held = walk(secured(), vec![(place(1), ann())]);
    then(held, Action::EnterCustody { yard: yard() });
}

#[test]
fn each_guard_alone_keeps_the_car_from_disposal() {
    let rows: [(&str, &str, Break); 7] = [
        ("person_required", "signed-in person", |f| f.actor = Actor::System),
        ("redeemed", "redeem", |f| f.loan.arrears.outstanding_minor = 0),
        ("redeemed", "redeem", |f| f.loan.status = LoanStatus::Settled),
        ("recovery_acknowledged", "acknowledge", |f| f.work.acknowledged = false),
        ("property_handled", "personal property", |f| f.work.property_handled = false),
        ("title_clear", "title check", |f| f.work.title_clear = false),
        ("notice_10d", "do as the law says", |f| f.law.dispose = law_says("notice_10d")),
    ];
    each_alone_blocks(&in_custody(), &clear(), &rows);
    let held = then(in_custody(), place(1));
    assert_eq!(refused(&held, clear(), &fitting_facts(&held, clear().kind(), ann())).rule, "no_open_hold");
}

#[test]
fn each_guard_alone_keeps_the_car_from_being_sold() {
    let rows: [(&str, &str, Break); 8] = [
        ("balance_fresh", "current balance", |f| f.loan.balance_at = now() - TimeDelta::hours(25)),
        ("redeemed", "redeem", |f| f.loan.arrears.outstanding_minor = 0),
        ("redeemed", "redeem", |f| f.loan.status = LoanStatus::Settled),
        ("appraisal_fresh", "have the car appraised", |f| f.work.appraised_at = None),
        ("appraisal_fresh", "again", |f| {
            f.work.appraised_at = Some(now() - TimeDelta::days(60) - TimeDelta::seconds(1))
        }),
        ("appraisal_fresh", "date", |f| f.work.appraised_at = Some(now() + TimeDelta::minutes(6))),
        ("advertised_5d", "do as the law says", |f| f.law.sell = law_says("advertised_5d")),
        ("advertised_5d", "do as the law says", |f| {
            f.law.sell = [law_says("advertised_5d"), law_says("another")].concat();
        }),
    ];
    each_alone_blocks(&for_disposal(), &sell(), &rows);
    let held = then(for_disposal(), place(1));
    assert_eq!(refused(&held, sell(), &fitting_facts(&held, sell().kind(), ann())).rule, "no_open_hold");
    let mut edge = fitting_facts(&held, sell().kind(), Actor::System);
    edge.work.appraised_at = Some(now() - TimeDelta::days(60));
    assert!(act(&for_disposal(), sell(), &edge).is_ok(), "60 days will do, and an auction may close by itself");
    for minor in [0, -1] {
        let nothing = Action::Sell { lot: LotId(id(92)), price: cny(minor) };
        let refusal = refused(&for_disposal(), nothing, &edge);
        assert_eq!(refusal.rule, "sale_price");
        assert!(!refusal.remedy.is_empty());
    }
}

#[test]
fn each_guard_alone_keeps_the_case_from_being_settled() {
    let rows: [(&str, &str, Break); 5] = [
        ("sale_paid", "record the buyer's payment", |f| f.work.sale_paid = false),
        ("orders_finished", "acknowledge", |f| f.work.unfinished_orders = 1),
        ("costs_evidenced", "invoice or receipt", |f| f.work.unevidenced_costs = 1),
        ("ledger_balanced", "anew", |f| f.work.undistributed_minor = Some(-1)),
        ("ledger_balanced", "compute the statement first", |f| f.work.undistributed_minor = None),
    ];
    each_alone_blocks(&sold(), &settle(), &rows);
}

#[test]
fn a_sale_is_undone_only_while_neither_money_nor_car_changed_hands() {
    let undo = Action::UndoSale { reason: why() };
    let rows: [(&str, &str, Break); 2] = [
        ("sale_unpaid", "refund", |f| f.work.sale_paid = true),
        ("car_not_delivered", "its return", |f| f.work.custodian = Some(buyer())),
    ];
    each_alone_blocks(&sold(), &undo, &rows);
    let (case, events, _) = act(&sold(), undo.clone(), &fitting_facts(&sold(), undo.kind(), bob())).expect("allowed");
    assert_eq!((case.stage.state(), events[0].change.name()), (CaseState::ForDisposal, "sale_undone"));
    then(case, sell());
    // The day on which the buyer should have paid may pass by itself.
    let (case, ..) = act(&sold(), undo.clone(), &fitting_facts(&sold(), undo.kind(), Actor::System)).expect("allowed");
    let Stage::ForDisposal { taken, cleared_by, .. } = &case.stage else { panic!("{:?}", case.stage) };
    assert_eq!(*cleared_by, taken.authorisation.by);
}

/// While a sale may still fall through, what the borrower does must not be lost.
#[test]
fn a_payment_after_the_sale_holds_the_car_that_comes_back_for_disposal() {
    let mut cured = fitting_facts(&sold(), ActionKind::LoanChanged, Actor::System);
    (cured.loan.arrears.dpd, cured.loan.arrears.outstanding_minor) = (0, 0);
    let (case, _, effects) = act(&sold(), loan(1, payment(50)), &cured).expect("allowed");
    assert_eq!(effects, [Effect::KillRecoveryLinks, Effect::HoldOrders { hold: hold_id(1) }], "nothing is suggested");
    let case = then(case, Action::UndoSale { reason: why() });
    assert_eq!(refused(&case, sell(), &fitting_facts(&case, sell().kind(), ann())).rule, "no_open_hold");
    let held = then(sold(), loan(1, payment(50)));
    then(held, settle());
}
