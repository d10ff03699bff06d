//! Who has the car: one custodian at every instant, whatever is tried.

use super::*;
use proptest::prelude::*;

fn custodian(n: usize) -> Custodian {
    let vendor = VendorId(id(200 + (n / 8) as u128));
    match n % 8 {
        0 => Custodian::Borrower,
        1 => Custodian::Agent { vendor, agent: AgentId(id(301)) },
        2 => Custodian::Agent { vendor, agent: AgentId(id(302)) },
        3 => Custodian::TowTruck { vendor },
        4 => Custodian::Yard { yard: YardId(id(90 + (n / 8) as u128)) },
        5 => Custodian::Carrier { vendor },
        6 => Custodian::Auction { vendor },
        _ => buyer(),
    }
}

fn hand_over(n: u128, from: Custodian, to: Custodian) -> HandOver {
    HandOver {
        id: HandOverId(id(800 + n)),
        from,
        to,
        at: now(),
        place: spot(),
        odometer_km: Some(50_000),
        evidence: vec![EvidenceId(id(700))],
    }
}

const BORROWER: Custodian = Custodian::Borrower;

fn taken_over() -> Chain {
    Chain::default().with(hand_over(1, BORROWER, custodian(1)), now()).expect("the first hand-over")
}

#[test]
fn each_rule_of_the_chain_alone_refuses() {
    type Break = fn(&mut HandOver);
    let rows: [(&str, &str, Break); 9] = [
        ("custody_unbroken", "missing first", |h| h.from = BORROWER),
        ("custody_unbroken", "missing first", |h| h.from = custodian(2)),
        ("custody_moves", "who receives it", |h| h.to = h.from),
        ("custody_in_order", "the time at which", |h| h.at = now() - TimeDelta::seconds(1)),
        ("custody_in_order", "check the clock", |h| h.at = now() + TimeDelta::minutes(6)),
        ("odometer_runs_forward", "read it again", |h| h.odometer_km = Some(49_999)),
        ("hand_over_evidenced", "1 to 40", |h| h.evidence.clear()),
        ("hand_over_evidenced", "1 to 40", |h| h.evidence = (0..41).map(|n| EvidenceId(id(n))).collect()),
        ("hand_over_once", "a new id", |h| h.id = HandOverId(id(801))),
    ];
    let whole = hand_over(2, custodian(1), custodian(3));
    assert!(taken_over().with(whole.clone(), now()).is_ok());
    for (rule, remedy, damage) in rows {
        let mut next = whole.clone();
        damage(&mut next);
        let refusal = taken_over().with(next, now()).expect_err(rule);
        assert_eq!(refusal.rule, rule);
        assert!(refusal.remedy.contains(remedy), "{rule}: {}", refusal.remedy);
    }
}

#[test]
fn what_is_told_again_changes_nothing() {
    let chain = taken_over();
    assert_eq!(chain.with(chain.hand_overs()[0].clone(), now()).expect("told again"), chain);
    assert_eq!((chain.custodian(), Chain::default().custodian()), (custodian(1), BORROWER));
}

#[test]
fn an_odometer_that_cannot_be_read_hides_no_turning_back() {
    let unread = HandOver { odometer_km: None, ..hand_over(2, custodian(1), custodian(3)) };
    let chain = taken_over().with(unread, now()).expect("it cannot always be read");
    let back = HandOver { odometer_km: Some(1), ..hand_over(3, custodian(3), custodian(4)) };
    assert_eq!(chain.with(back, now()).expect_err("turned back").rule, "odometer_runs_forward");
}

#[test]
fn a_chain_is_bounded() {
    let swap = |n: u128| hand_over(n, custodian(1 + (n as usize + 1) % 2), custodian(1 + n as usize % 2));
    let full = (2..=64).fold(taken_over(), |chain, n| chain.with(swap(n + 1), now()).expect("room"));
    assert_eq!(full.hand_overs().len(), MAX_HAND_OVERS);
    let refusal = full.with(swap(66), now()).expect_err("full");
    assert_eq!(refusal.rule, "chain_bounded");
    assert!(refusal.remedy.contains("give the car back"));
    for (n, to) in [(66, BORROWER), (67, buyer())] {
        assert!(full.with(hand_over(n, full.custodian(), to), now()).is_ok(), "no car is stuck for its paperwork");
    }
}

/// Who may receive the car, by the state of its case. `b` borrower, `a` agent, `t` tow truck, `y` yard, `c` carrier,
/// `h` auction house, `s` buyer.
#[test]
fn a_case_says_who_may_receive_its_car() {
    let rows = [
        ("flagged", ""),
        ("in_review", ""),
        ("in_review+request", ""),
        ("authorised", ""),
        ("in_recovery", ""),
        ("secured", "atyc"),
        ("in_custody", "atych"),
        ("for_disposal", "atych"),
        ("sold", "atychs"),
        ("settled", "atychs"),
        ("redeemed", "batyc"),
        ("reinstated", "batyc"),
        ("unrepossessed", "batyc"),
        ("closed", ""),
        ("closed in hand", "atych"),
        ("closed settled", ""),
    ];
    let receivers = [('b', 0), ('a', 1), ('t', 3), ('y', 4), ('c', 5), ('h', 6), ('s', 7)];
    for ((name, case), (row, wanted)) in all_situations().into_iter().zip(rows) {
        assert_eq!(name, row);
        let may = |to: usize| {
            let next = hand_over(1, custodian(11), custodian(to));
            match hand_over_fits(&case, &next, &done()) {
                Ok(()) => true,
                Err(refusal) => {
                    assert!(!refusal.rule.is_empty() && !refusal.remedy.is_empty());
                    false
                }
            }
        };
        let got: String = receivers.iter().filter(|(_, n)| may(*n)).map(|(letter, _)| *letter).collect();
        assert_eq!(got, wanted, "{name}");
    }
}

#[test]
fn what_keeps_the_car_from_a_receiver_is_named() {
    let rule = |case: &Case, from: usize, to: usize, work: &WorkFacts| {
        let refusal = hand_over_fits(case, &hand_over(1, custodian(from), custodian(to)), work).expect_err("refused");
        assert!(!refusal.remedy.is_empty());
        refusal.rule
    };
    let unpaid = WorkFacts { sale_paid: false, ..done() };
    assert_eq!(rule(&in_recovery(), 0, 1, &done()), "car_taken");
    assert_eq!(rule(&in_custody(), 4, 0, &done()), "car_returned");
    assert_eq!(rule(&for_disposal(), 4, 7, &done()), "car_sold");
    assert_eq!(rule(&sold(), 4, 7, &unpaid), "sale_paid");
    assert_eq!(rule(&secured(), 1, 6, &done()), "car_in_custody");
    // Only what takes the car takes it from the borrower; the way back is not gone twice.
    for case in [in_custody(), sold(), going_back(GoingBack::Redeemed), total_loss()] {
        assert_eq!(rule(&case, 0, 1, &done()), "car_returned");
    }
    assert!(hand_over_fits(&secured(), &hand_over(1, BORROWER, custodian(1)), &WorkFacts::default()).is_ok());
    // A hold stops no car on its way.
    let held = then(secured(), place(1));
    assert!(hand_over_fits(&held, &hand_over(1, custodian(1), custodian(4)), &done()).is_ok());
    let early = HandOver { at: now() - TimeDelta::seconds(1), ..hand_over(1, custodian(1), custodian(4)) };
    assert_eq!(hand_over_fits(&secured(), &early, &done()).expect_err("before it was taken").rule, "custody_in_order");
}

prop_compose! {
    fn any_try()(
        from in 0..16_usize,
        right in any::<bool>(),
        to in 0..16_usize,
        minutes in -30..600_i64,
        km in prop::option::weighted(0.8, -50..500_i32),
        evidence in 0..3_u8,
        again in 0..40_usize,
    ) -> (usize, bool, usize, i64, Option<i32>, u8, usize) {
        (from, right, to, minutes, km, evidence, again)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn whatever_is_tried_one_custodian_at_every_instant(tries in prop::collection::vec(any_try(), 1..120)) {
        let (mut chain, mut clock, mut odometer) = (Chain::default(), now(), 50_000_i64);
        for (n, (from, right, to, minutes, km, evidence, again)) in tries.into_iter().enumerate() {
            let next = match chain.hand_overs().get(again) {
                Some(old) => old.clone(),
                None => HandOver {
                    from: if right { chain.custodian() } else { custodian(from) },
                    at: clock + TimeDelta::minutes(minutes),
                    odometer_km: km.map(|km| u32::try_from(odometer + i64::from(km)).expect("above zero")),
                    evidence: (0..u128::from(evidence)).map(|n| EvidenceId(id(n))).collect(),
                    ..hand_over(n as u128, BORROWER, custodian(to))
                },
            };
            let told = chain.hand_overs().contains(&next);
            let at = next.at.max(clock);
            let holder = chain.custodian();
            let Ok(after) = chain.with(next.clone(), at) else { continue };
            if told {
                prop_assert_eq!(&after, &chain);
                continue;
            }
            prop_assert_eq!(after.hand_overs().len(), chain.hand_overs().len() + 1);
            prop_assert_eq!((next.from, after.custodian()), (holder, next.to));
            clock = at;
            odometer = after.hand_overs().iter().filter_map(|h| h.odometer_km).max().map_or(odometer, i64::from);
            chain = after;
        }
        let overs = chain.hand_overs();
        prop_assert!(overs.first().is_none_or(|first| first.from == BORROWER));
        for pair in overs.windows(2) {
            // No gap and no second custodian: who hands over is who received, and never earlier.
            prop_assert_eq!(pair[0].to, pair[1].from);
            prop_assert!(pair[0].at <= pair[1].at);
        }
        prop_assert!(overs.iter().all(|h| h.from != h.to && !h.evidence.is_empty()));
        let read: Vec<u32> = overs.iter().filter_map(|h| h.odometer_km).collect();
        prop_assert!(read.is_sorted());
        let text = serde_json::to_string(&chain).expect("serialises");
        prop_assert_eq!(serde_json::from_str::<Chain>(&text).expect("parses"), chain);
    }
}
