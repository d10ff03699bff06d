//! Every state by every action.

use super::*;
use std::fmt::Write;

fn situations() -> Vec<(&'static str, Lot)> {
    let with_bids = || bids(opened(open_auction()), &[(2, 5500), (1, 6000)]);
    let unpaid = act(&sold(), Action::Tick, &facts(Actor::System), min(5000)).0;
    let offered = act(&unpaid, Action::Award, &with_buyer(1), min(5000)).0;
    let again = Terms { opens_at: min(6000), closes_at: min(9000), ..terms(open_auction()) };
    let relist = Action::Relist { terms: again, appraisal: appraisal_id() };
    vec![
        ("draft", draft(open_auction())),
        ("listed", listed(open_auction())),
        ("relisted", act(&unsold(), relist, &facts(ann()), min(130)).0),
        ("open", opened(open_auction())),
        ("open+bids", with_bids()),
        ("open sealed", opened(sealed_auction())),
        ("open fixed", opened(fixed_price())),
        ("open consigned", opened(Selling::Consignment { consignee: VendorId(id(50)), minimum: cny(6000) })),
        ("closed", closed(&with_bids())),
        ("closed below", closed(&bids(opened(open_auction()), &[(1, 2000)]))),
        ("offered", offered),
        ("awarded", sold()),
        ("paid", paid()),
        ("delivered", delivered()),
        ("unsold", unsold()),
        ("withdrawn", withdrawn()),
    ]
}

fn probes() -> Vec<Action> {
    let again = Terms { opens_at: min(6000), closes_at: min(9000), ..terms(open_auction()) };
    vec![
        Action::ChangeTerms { terms: again.clone() },
        Action::RecordProof { proof: Proof::ConditionReport { evidence: evidence(1) } },
        list(),
        lodge(1),
        Action::ReturnDeposit { buyer: buyer(1) },
        Action::Bid { bid: bid_id(9), buyer: buyer(1), amount: cny(6500) },
        Action::Buy { bid: bid_id(9), buyer: buyer(1) },
        Action::ReportSale { bid: bid_id(9), buyer: buyer(1), price: cny(6500), reference: why() },
        Action::Tick,
        Action::ApproveReserve { reason: why() },
        Action::RejectBids { reason: why() },
        Action::PassOver { reason: why() },
        Action::Award,
        Action::AcceptOffer { buyer: buyer(1) },
        Action::DeclineOffer { buyer: buyer(1) },
        pay(9, 6500),
        Action::ExtendPayment { pay_by: min(6000), reason: why() },
        Action::Deliver { hand_over: hand_over() },
        Action::Relist { terms: again, appraisal: appraisal_id() },
        Action::Withdraw { reason: why() },
    ]
}

fn matrix() -> String {
    let mut text = String::from("situation | sale | action | result\n");
    for (name, lot) in situations() {
        for (sale, facts) in [("free", with_buyer(1)), ("blocked", blocked(with_buyer(1)))] {
            for action in probes() {
                // When the state began: just before, but for what waits until the close.
                let at = match lot.state() {
                    LotState::Open => min(119),
                    LotState::Offered => min(5001),
                    _ => min(100).max(now()),
                };
                let kind = action.kind();
                let result = match apply(&lot, action, &facts, at, &LotPolicy::default()) {
                    Ok((_, events, _)) if events.is_empty() => "no change".to_owned(),
                    Ok((after, events, _)) => format!("-> {} ({})", after.state(), names(&events).join(", ")),
                    Err(refusal) => {
                        assert!(!refusal.message.is_empty() && !refusal.remedy.is_empty(), "{refusal:?}");
                        format!("refused: {}", refusal.rule)
                    }
                };
                writeln!(text, "{name} | {sale} | {kind} | {result}").expect("writes to a string");
            }
        }
    }
    text
}

/// The whole machine on one page. To change it on purpose, print the matrix by the failing test and review the diff.
#[test]
fn the_matrix_of_lots_is_the_one_on_file() {
    let (made, filed) = (matrix(), include_str!("lot_matrix.txt"));
    assert!(made == filed, "the matrix changed; it is now:\n{made}");
    assert_eq!(probes().len(), ActionKind::ALL.len());
}

#[test]
fn the_matrix_of_buyers_is_the_one_on_file() {
    let (made, filed) = (super::buying::buyer_matrix(), include_str!("buyer_matrix.txt"));
    assert!(made == filed, "the matrix changed; it is now:\n{made}");
}

/// With the facts of whom it is about, in every state, whoever asks, in time and too late.
#[test]
fn what_a_screen_offers_is_what_the_machine_allows() {
    let mut compared = 0;
    for (name, lot) in situations() {
        let who = lot.candidate().unwrap_or(buyer(1));
        let probes = probes().into_iter().map(|action| match action {
            Action::Bid { bid, .. } => Action::Bid { bid, buyer: buyer(3), amount: cny(6500) },
            Action::AcceptOffer { .. } => Action::AcceptOffer { buyer: who },
            Action::DeclineOffer { .. } => Action::DeclineOffer { buyer: who },
            action => action,
        });
        let probes: Vec<Action> = probes.collect();
        for (actor, at, held) in [
            (ann(), min(100), false),
            (bob(), min(119), false),
            (Actor::System, min(120), true),
            (bob(), min(7000), false),
        ] {
            for action in &probes {
                let named = match action {
                    Action::Bid { .. } => buyer(3),
                    Action::Buy { .. } | Action::ReportSale { .. } => buyer(1),
                    _ => who,
                };
                let known = BuyerFacts { id: named, gaps: vec![], connected: false };
                let f = Facts { actor, buyer: Some(known), ..facts(actor) };
                let f = if held { blocked(f) } else { f };
                let kind = action.kind();
                // What these bring is in the way here: a deposit there is or is not, other terms' times.
                if matches!(kind, ActionKind::LodgeDeposit | ActionKind::ReturnDeposit)
                    || (matches!(kind, ActionKind::Relist | ActionKind::ChangeTerms | ActionKind::ExtendPayment)
                        && at == min(7000))
                {
                    continue;
                }
                let offered = allowed(&lot, &f, at, &LotPolicy::default());
                assert_eq!(offered.len(), ActionKind::ALL.len());
                let refusal = offered.iter().find(|(k, _)| *k == kind).and_then(|(_, refusal)| refusal.as_ref());
                let applied = apply(&lot, action.clone(), &f, at, &LotPolicy::default()).err();
                assert_eq!(refusal.map(|r| &r.rule), applied.as_ref().map(|r| &r.rule), "{name} {kind} {at}");
                compared += 1;
            }
        }
    }
    assert!(compared > 1000, "{compared}");
}
