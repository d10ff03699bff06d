//! The evidence of commercial reasonableness.

use super::*;

/// A lot sold by open auction, with these proofs; and everything that was logged of it.
fn log(proofs: &[Proof], connected: bool) -> (Lot, Vec<LotEvent>) {
    let ids = (CaseId(id(7)), VehicleId(id(9)));
    let (lot, mut log, _) = draft_lot(LotId(id(8)), ids, terms(open_auction()), ann(), now()).expect("sound");
    let mut facts_of = with_buyer(1);
    facts_of.buyer.as_mut().expect("known").connected = connected;
    let record = proofs.iter().map(|proof| (Action::RecordProof { proof: proof.clone() }, now()));
    let rest = [
        (list(), now()),
        (lodge(1), min(1)),
        (Action::Tick, min(60)),
        (bid(1, 6000), min(61)),
        (Action::Tick, min(120)),
        (Action::Award, min(121)),
    ];
    let lot = record.chain(rest).fold(lot, |lot, (action, at)| {
        let (lot, events, _) = act(&lot, action, &facts_of, at);
        log.extend(events);
        lot
    });
    (lot, log)
}

fn all_proofs() -> Vec<Proof> {
    vec![
        Proof::Notice { notice: NoticeId(id(700)) },
        Proof::Advertisement { evidence: evidence(1), place: why() },
        Proof::ConditionReport { evidence: evidence(2) },
        Proof::Comparable { evidence: evidence(3), price: cny(9000) },
    ]
}

fn checklist((lot, log): &(Lot, Vec<LotEvent>)) -> Checklist {
    reasonableness(lot, log, &OnFile::new(), &LotPolicy::default())
}

fn item(list: &Checklist, kind: ProofKind) -> &CheckItem {
    list.items.iter().find(|i| i.kind == kind).expect("in the list")
}

#[test]
fn a_sale_with_all_its_papers_is_complete() {
    let list = checklist(&log(&all_proofs(), false));
    assert!(list.complete, "{list:#?}");
    assert_eq!(item(&list, ProofKind::Notice).ids, [id(700)]);
    assert_eq!(item(&list, ProofKind::Appraisal).share_bp, Some(6000), "of the appraisal");
    let bids = item(&list, ProofKind::Bid);
    assert_eq!((bids.ids.len(), bids.bidders), (1, Some(1)));
    assert!(item(&list, ProofKind::Reserve).satisfied, "met, or a sale below it approved");
    round_trip(&list);
}

#[test]
fn each_missing_paper_is_shown() {
    let kinds = [ProofKind::Notice, ProofKind::Advertisement, ProofKind::ConditionReport, ProofKind::Comparable];
    for (left_out, kind) in kinds.into_iter().enumerate() {
        let mut proofs = all_proofs();
        proofs.remove(left_out);
        let list = checklist(&log(&proofs, false));
        assert!(!list.complete);
        let missing: Vec<_> = list.items.iter().filter(|i| !i.satisfied).map(|i| (i.kind, i.required)).collect();
        assert_eq!(missing, [(kind, 1)]);
    }
    let twice = [all_proofs(), all_proofs()].concat();
    assert_eq!(item(&checklist(&log(&twice, false)), ProofKind::Notice).ids.len(), 1, "the same paper counts once");
}

#[test]
fn a_connected_buyer_and_an_unpaid_sale_are_shown() {
    let list = checklist(&log(&all_proofs(), true));
    assert!(!list.complete && !item(&list, ProofKind::ArmsLength).satisfied);
    let (lot, mut logged) = log(&all_proofs(), false);
    let (lot, events, _) = act(&lot, Action::Tick, &facts(Actor::System), min(5000));
    logged.extend(events);
    let list = checklist(&(lot, logged));
    assert!(!list.complete && list.items.len() == 6, "nothing is sold any more");
}

#[test]
fn a_buy_back_needs_no_advertisement() {
    let (lot, mut log, _) = draft_lot(
        LotId(id(8)),
        (CaseId(id(7)), VehicleId(id(9))),
        Terms { deposit: None, ..terms(Selling::BuyBack { buyer: buyer(1), price: cny(8000) }) },
        ann(),
        now(),
    )
    .expect("sound");
    let proofs = all_proofs().into_iter().filter(|p| !matches!(p, Proof::Advertisement { .. }));
    let steps: Vec<_> = proofs.map(|proof| (Action::RecordProof { proof }, now())).collect();
    let lot = steps.into_iter().chain([(list(), now()), (Action::Tick, min(60)), (buy(1), min(61))]).fold(
        lot,
        |lot, (action, at)| {
            let (lot, events, _) = act(&lot, action, &with_buyer(1), at);
            log.extend(events);
            lot
        },
    );
    let list = checklist(&(lot, log));
    assert!(list.complete, "{list:#?}");
}

#[test]
fn what_the_case_has_anyway_counts_and_once() {
    let (lot, log) = log(&all_proofs()[1..2], false);
    let none = reasonableness(&lot, &log, &OnFile::new(), &LotPolicy::default());
    let missing: Vec<_> = none.items.iter().filter(|i| !i.satisfied).map(|i| i.kind).collect();
    assert_eq!(missing, [ProofKind::Notice, ProofKind::ConditionReport, ProofKind::Comparable]);
    let on_file = OnFile::from([
        (ProofKind::Notice, vec![id(700), id(700), id(701)]),
        (ProofKind::ConditionReport, vec![id(702)]),
        (ProofKind::Comparable, vec![id(703)]),
    ]);
    let list = reasonableness(&lot, &log, &on_file, &LotPolicy::default());
    assert!(list.complete, "{list:#?}");
    assert_eq!(item(&list, ProofKind::Notice).ids, [id(700), id(701)]);
}
