//! Who may do what: the contractor works, the lender judges.

use super::*;

/// Action by who asks: the lender, the vendor that has the order, another vendor. `y`: allowed.
const TABLE: &str = "
    offer            | y                  | lender_decides | lender_decides
    accept           | y                  | y              | own_orders
    decline          | y                  | lender_decides | lender_decides
    expire           | y                  | lender_decides | lender_decides
    depart           | contractor_reports | y              | own_orders
    check_in         | contractor_reports | y              | own_orders
    hook             | contractor_reports | y              | own_orders
    complete         | contractor_reports | y              | own_orders
    acknowledge      | y                  | lender_decides | lender_decides
    send_back        | y                  | lender_decides | lender_decides
    invoice          | y                  | lender_decides | lender_decides
    unbill           | y                  | lender_decides | lender_decides
    pay              | y                  | lender_decides | lender_decides
    hold             | y                  | lender_decides | lender_decides
    confirm_hold     | contractor_reports | y              | own_orders
    resume           | y                  | lender_decides | lender_decides
    withdraw         | y                  | lender_decides | lender_decides
    fail             | contractor_reports | y              | own_orders
    reverse          | y                  | lender_decides | lender_decides
    ask_extension    | contractor_reports | y              | own_orders
    answer_extension | y                  | lender_decides | lender_decides
";

/// A state from which the action is possible.
fn before(action: OrderActionKind) -> OrderState {
    use {OrderActionKind as K, OrderState as S};
    match action {
        K::Offer => S::Draft,
        K::Accept | K::Decline => S::Offered,
        K::Depart => S::Accepted,
        K::CheckIn => S::EnRoute,
        K::Hook => S::OnSite,
        K::Complete => S::OnHook,
        K::Acknowledge | K::SendBack | K::Reverse => S::Completed,
        K::Invoice => S::Acknowledged,
        K::Unbill | K::Pay => S::Invoiced,
        K::ConfirmHold | K::Resume => S::OnHold,
        K::Expire | K::Hold | K::Withdraw | K::Fail | K::AskExtension | K::AnswerExtension => S::Accepted,
    }
}

#[test]
fn each_side_has_its_actions() {
    let rows: Vec<Vec<&str>> = TABLE.trim().lines().map(|line| line.split('|').map(str::trim).collect()).collect();
    assert_eq!(rows.len(), OrderActionKind::ALL.len());
    for row in rows {
        let action = OrderActionKind::from_name(row[0]).expect("an action");
        let mut order = at(OrderKind::Repossess, before(action));
        order.term.asked = Some(day("2026-05-12"));
        for (party, wanted) in [lender(), of_vendor(1), of_vendor(2)].into_iter().zip(&row[1..]) {
            let facts = OrderFacts { party, ..facts_for(&order, action) };
            match try_with(&order, probe(action), &facts) {
                Ok((_, events, _)) => {
                    assert_eq!(*wanted, "y", "{action} {party:?}");
                    assert_eq!(events[0].actor, party.actor());
                }
                Err(refusal) => {
                    assert_eq!(refusal.rule, *wanted, "{action} {party:?}");
                    assert!(!refusal.remedy.is_empty());
                }
            }
        }
    }
}

/// An offer that nobody took has no vendor that could stop, and is held at once.
#[test]
fn what_nobody_accepted_is_nobodys() {
    for state in [OrderState::Draft, OrderState::Offered, OrderState::Declined] {
        let order = at(OrderKind::Repossess, state);
        let facts = facts_for(&order, OrderActionKind::Complete);
        assert_eq!(refused_with(&order, probe(OrderActionKind::Complete), &facts).rule, "own_orders", "{state}");
    }
    let held = next(&at(OrderKind::Repossess, OrderState::Offered), probe(OrderActionKind::Hold));
    let facts = OrderFacts { party: lender(), ..facts_for(&held, OrderActionKind::ConfirmHold) };
    let (same, events, _) = try_with(&held, OrderAction::ConfirmHold, &facts).expect("harmless");
    assert_eq!((same, events.len()), (held, 0));
}
