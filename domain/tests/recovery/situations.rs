//! One case in every state it can have, reached by the machine itself.

use super::*;
use lienwatch_domain::geo::Point;
use lienwatch_domain::money::{Currency, Money};

pub fn yard() -> YardId {
    YardId(id(90))
}

pub fn buyer() -> Custodian {
    Custodian::Buyer { buyer: BuyerId(id(91)) }
}

pub fn order_id(n: u128) -> OrderId {
    OrderId(id(500 + n))
}

pub fn spot() -> Point {
    Point::from_degrees(31.2, 121.5).expect("on the earth")
}

pub fn cny(minor: i64) -> Money {
    Money::new(minor, Currency::new("CNY").expect("a code"))
}

/// Field work, yard and sale have brought everything.
pub fn done() -> WorkFacts {
    WorkFacts {
        custodian: Some(Custodian::Yard { yard: yard() }),
        acknowledged: true,
        property_handled: true,
        title_clear: true,
        appraised_at: Some(now() - TimeDelta::days(3)),
        sale_paid: true,
        unfinished_orders: 0,
        unevidenced_costs: 0,
        undistributed_minor: Some(0),
    }
}

/// What lets `action` happen in the state of `case`: so that only the state can refuse it.
pub fn fitting_facts(case: &Case, kind: ActionKind, actor: Actor) -> Facts {
    let mut f = Facts { work: done(), ..facts(actor) };
    match kind {
        ActionKind::Redeem => f.loan.arrears.outstanding_minor = 0,
        ActionKind::Reinstate => f.loan.arrears.dpd = 0,
        ActionKind::UndoSale => f.work.sale_paid = false,
        ActionKind::Close => match case.stage {
            Stage::GoingBack { .. } => f.work.custodian = Some(Custodian::Borrower),
            Stage::Settled { .. } => f.work.custodian = Some(buyer()),
            _ => {}
        },
        _ => {}
    }
    f
}

/// A reason for which a case in this state can end.
pub fn fitting_reason(state: CaseState) -> CloseReason {
    match state {
        CaseState::Secured | CaseState::InCustody | CaseState::ForDisposal => CloseReason::TotalLoss,
        CaseState::Settled => CloseReason::Recovered,
        CaseState::Redeemed => CloseReason::Redeemed,
        CaseState::Reinstated => CloseReason::Cured,
        _ => CloseReason::LenderCancel,
    }
}

/// Applies an action that must be allowed, with the facts that fit it.
pub fn then(case: Case, action: Action) -> Case {
    let facts = fitting_facts(&case, action.kind(), ann());
    match act(&case, action.clone(), &facts) {
        Ok((case, ..)) => case,
        Err(refusal) => panic!("{action:?}: {refusal}"),
    }
}

pub fn dispatch() -> Action {
    Action::Dispatch { order: order_id(1) }
}

pub fn secure() -> Action {
    Action::Secure { order: order_id(1), place: spot() }
}

pub fn clear() -> Action {
    Action::ClearForDisposal { reason: why() }
}

pub fn sell() -> Action {
    Action::Sell { lot: LotId(id(92)), price: cny(5_000_000) }
}

pub fn settle() -> Action {
    Action::Settle { statement: StatementId(id(93)) }
}

pub fn give_back(because: GoingBack) -> Action {
    Action::GiveBack { because, reason: why() }
}

pub fn in_recovery() -> Case {
    then(authorised(), dispatch())
}

pub fn secured() -> Case {
    then(in_recovery(), secure())
}

pub fn in_custody() -> Case {
    then(secured(), Action::EnterCustody { yard: yard() })
}

pub fn for_disposal() -> Case {
    then(in_custody(), clear())
}

pub fn sold() -> Case {
    then(for_disposal(), sell())
}

pub fn settled() -> Case {
    then(sold(), settle())
}

pub fn going_back(because: GoingBack) -> Case {
    then(in_custody(), give_back(because))
}

pub fn total_loss() -> Case {
    then(in_custody(), close(CloseReason::TotalLoss))
}

pub fn all_situations() -> Vec<(&'static str, Case)> {
    vec![
        ("flagged", fresh()),
        ("in_review", in_review()),
        ("in_review+request", requested()),
        ("authorised", authorised()),
        ("in_recovery", in_recovery()),
        ("secured", secured()),
        ("in_custody", in_custody()),
        ("for_disposal", for_disposal()),
        ("sold", sold()),
        ("settled", settled()),
        ("redeemed", going_back(GoingBack::Redeemed)),
        ("reinstated", going_back(GoingBack::Reinstated)),
        ("unrepossessed", going_back(GoingBack::Unrepossessed)),
        ("closed", closed()),
        ("closed in hand", total_loss()),
        ("closed settled", then(settled(), close(CloseReason::Recovered))),
    ]
}
