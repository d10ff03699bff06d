//! Rate cards, fees, penalties, when they are due.

use super::*;
use chrono::{DateTime, NaiveDate, Utc};
use lienwatch_domain::ids::*;
use lienwatch_domain::language::Language;
use lienwatch_domain::recovery::{OrderKind, OrderState};
use lienwatch_domain::settlement::fees::*;
use lienwatch_domain::settlement::ledger::{Account, Ledger, Posted};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn vendor() -> VendorId {
    VendorId(id(40))
}

fn row(order: OrderKind, rate: Rate) -> RateRow {
    RateRow { order, rate, on_borrower: true }
}

fn tiers() -> Vec<Tier> {
    let tier = |up_to: Option<i64>, share| Tier { up_to: up_to.map(m), share: bps(share) };
    vec![tier(Some(1_000_000), 1_000), tier(Some(5_000_000), 800), tier(None, 500)]
}

fn card(n: u128, rows: Vec<RateRow>) -> RateCard {
    RateCard {
        id: RateCardId(id(n)),
        vendor: vendor(),
        currency: cny(),
        valid_from: day("2026-01-01"),
        valid_to: None,
        rows,
        penalties: PenaltyTerms { late_per_day: bps(100), late_max: bps(1_000), per_complaint: m(5_000) },
    }
}

fn full_card() -> RateCard {
    let percent = RateRow { on_borrower: false, ..row(OrderKind::Repossess, Rate::PercentTiered { tiers: tiers() }) };
    card(
        1,
        vec![
            row(OrderKind::Repossess, Rate::Contingent { found: m(300_000), close: m(0) }),
            row(OrderKind::Repossess, Rate::Key { per_key: m(2_000) }),
            percent,
            row(OrderKind::Tow, Rate::PerKmMin { per_km: m(800), minimum: m(30_000) }),
            row(OrderKind::Store, Rate::PerDay { per_day: m(4_000), free_days: 3, cap: Some(m(100_000)) }),
            row(OrderKind::FieldVisit, Rate::Visit { per_visit: m(15_000) }),
            row(OrderKind::ConditionReport, Rate::Flat { amount: m(20_000) }),
        ],
    )
}

fn done(kind: OrderKind) -> WorkDone {
    WorkDone {
        order: OrderId(id(1)),
        kind,
        vendor: vendor(),
        accepted_on: day("2026-03-01"),
        found: true,
        recovered: m(6_000_000),
        km: 12,
        days: 10,
        keys: 2,
        visits: 3,
    }
}

fn sheet(done: &WorkDone, conduct: Conduct) -> FeeSheet {
    FeeSheet::compute(&full_card(), done, conduct).unwrap_or_else(|r| panic!("{r}"))
}

fn told(sheet: &FeeSheet, language: Language) -> Vec<(String, i64)> {
    sheet.lines.iter().map(|l| (l.basis.explain(language), l.amount.minor)).collect()
}

#[test]
fn each_rate_is_computed_and_explained() {
    let lines = |work: &WorkDone| told(&sheet(work, Conduct::default()), Language::En);
    let line = |text: &str, minor| (text.to_owned(), minor);
    assert_eq!(
        lines(&done(OrderKind::Repossess)),
        [
            line("the car was found", 300_000),
            line("2 keys × 20.00", 4_000),
            line("10.00% of 10000.00", 100_000),
            line("8.00% of 40000.00", 320_000),
            line("5.00% of 10000.00", 50_000),
        ]
    );
    let missed = WorkDone { found: false, recovered: m(0), keys: 0, ..done(OrderKind::Repossess) };
    assert_eq!(lines(&missed), [line("the car was not found", 0), line("0 keys × 20.00", 0)]);
    assert_eq!(lines(&done(OrderKind::Tow)), [line("12 km × 8.00, minimum", 30_000)]);
    assert_eq!(lines(&WorkDone { km: 38, ..done(OrderKind::Tow) }), [line("38 km × 8.00", 30_400)]);
    assert_eq!(lines(&done(OrderKind::Store)), [line("(10 days − 3 free) × 40.00", 28_000)]);
    assert_eq!(lines(&WorkDone { days: 2, ..done(OrderKind::Store) }), [line("(2 days − 2 free) × 40.00", 0)]);
    let capped = lines(&WorkDone { days: 90, ..done(OrderKind::Store) });
    assert_eq!(capped, [line("(90 days − 3 free) × 40.00, capped", 100_000)]);
    assert_eq!(lines(&done(OrderKind::FieldVisit)), [line("3 visits × 150.00", 45_000)]);
    assert_eq!(lines(&done(OrderKind::ConditionReport)), [line("per order", 20_000)]);
    let chinese = told(&sheet(&done(OrderKind::Tow), Conduct::default()), Language::Zh);
    assert_eq!(chinese[0].0, "12 公里 × 8.00,按最低收费");
}

#[test]
fn a_card_that_makes_no_sense_is_not_published() {
    let refused = |card: &RateCard, published: &[RateCard]| match card.publish(published) {
        Err(refusal) => refusal.message,
        Ok(()) => panic!("published"),
    };
    assert_eq!(full_card().publish(&[]), Ok(()));
    let with = |rate| card(1, vec![row(OrderKind::Tow, rate)]);
    assert!(refused(&with(Rate::Flat { amount: m(-1) }), &[]).contains("rows[0]"));
    let tier = |up_to: Option<i64>| Tier { up_to: up_to.map(m), share: bps(1) };
    for bad in
        [vec![], vec![tier(Some(5))], vec![tier(None), tier(None)], vec![tier(Some(5)), tier(Some(5)), tier(None)]]
    {
        assert!(refused(&with(Rate::PercentTiered { tiers: bad }), &[]).contains("tiers"));
    }
    let twice =
        vec![row(OrderKind::Tow, Rate::Flat { amount: m(1) }), row(OrderKind::Tow, Rate::Flat { amount: m(2) })];
    assert!(refused(&card(1, twice), &[]).contains("two flat rates"));
    assert!(refused(&card(1, vec![]), &[]).contains("0 rows"));
    let backwards = RateCard { valid_to: Some(day("2025-12-31")), ..full_card() };
    assert!(refused(&backwards, &[]).contains("valid_to"));

    // No day of a kind of order has two prices.
    let next = RateCard { id: RateCardId(id(2)), valid_from: day("2026-07-01"), ..full_card() };
    assert!(refused(&next, &[full_card()]).contains("repossess is priced"));
    let ended = RateCard { valid_to: Some(day("2026-06-30")), ..full_card() };
    assert_eq!(next.publish(std::slice::from_ref(&ended)), Ok(()));
    let cards = [ended, next];
    let of = |text| in_force(&cards, vendor(), OrderKind::Tow, day(text)).map(|c| c.id);
    assert_eq!((of("2026-06-30"), of("2026-07-01")), (Ok(RateCardId(id(1))), Ok(RateCardId(id(2)))));
    assert_eq!(of("2025-12-31").expect_err("no card").rule, "rate_card_in_force");
    let text = serde_json::to_string(&cards[0]).expect("serialises");
    assert_eq!(serde_json::from_str::<RateCard>(&text).expect("parses"), cards[0]);
}

#[test]
fn lateness_and_complaints_cut_the_fee_and_never_more_than_it() {
    let cut = |late_days, upheld_complaints| {
        let sheet = sheet(&done(OrderKind::FieldVisit), Conduct { late_days, upheld_complaints });
        let lines: Vec<(PenaltyKind, i64)> = sheet.penalties.iter().map(|p| (p.kind, p.amount.minor)).collect();
        (lines, sheet.net().expect("fits").minor)
    };
    assert_eq!(cut(0, 0), (vec![], 45_000));
    assert_eq!(cut(3, 0), (vec![(PenaltyKind::Late, 1_350)], 43_650));
    assert_eq!(cut(300, 0), (vec![(PenaltyKind::Late, 4_500)], 40_500), "10 % at most");
    assert_eq!(cut(3, 1), (vec![(PenaltyKind::Late, 1_350), (PenaltyKind::Complaint, 5_000)], 38_650));
    assert_eq!(cut(300, 99), (vec![(PenaltyKind::Late, 4_500), (PenaltyKind::Complaint, 40_500)], 0));
}

#[test]
fn fees_are_due_after_acknowledgement_with_documents_complete() {
    let sheet = sheet(&done(OrderKind::ConditionReport), Conduct::default());
    let kind = OrderKind::ConditionReport;
    let all: BTreeSet<Document> = Document::required(kind).iter().copied().collect();
    assert_eq!(payable(&sheet, kind, OrderState::Acknowledged, &all), Ok(m(20_000)));
    assert_eq!(payable(&sheet, kind, OrderState::Invoiced, &all), Ok(m(20_000)));
    let some = BTreeSet::from([Document::Photos]);
    let missing = payable(&sheet, kind, OrderState::Acknowledged, &some).expect_err("missing");
    assert_eq!(
        (missing.rule.as_ref(), missing.message.as_str()),
        ("documents_complete", "documents are missing: condition_report")
    );
    for state in OrderState::ALL {
        let due = payable(&sheet, kind, *state, &all).map_err(|r| r.rule.into_owned());
        match state {
            OrderState::Acknowledged | OrderState::Invoiced => assert!(due.is_ok()),
            OrderState::Paid => assert_eq!(due, Err("paid_once".into())),
            OrderState::Reversed => assert_eq!(due, Err("order_reversed".into())),
            _ => assert_eq!(due, Err("acknowledged_first".into()), "{state}"),
        }
    }
    let back = ChargeBack::of(&sheet, m(5_000)).expect("fits");
    assert_eq!(back, ChargeBack { cancelled: m(15_000), claimed: m(5_000) });
}

#[test]
fn fees_are_booked_line_by_line() {
    let case = CaseId(id(900));
    let now: DateTime<Utc> = "2026-05-02T03:00:00Z".parse().expect("a time");
    let sheet = sheet(&done(OrderKind::Repossess), Conduct { late_days: 2, upheld_complaints: 0 });
    assert_eq!(sheet.entry_count(), 6);
    let ids: Vec<EntryId> = (500..506).map(|n| EntryId(id(n))).collect();
    assert!(sheet.entries(case, now, &ids[..5]).is_err());
    let mut ledger = Ledger::new(case, cny());
    for entry in sheet.entries(case, now, &ids).expect("balances") {
        assert!(matches!(ledger.post(entry), Ok(Posted::New(_))));
    }
    let holds = |account| ledger.balance(account).expect("fits").minor;
    assert_eq!((holds(Account::Cost(CostKind::Retake)), holds(Account::Commission)), (304_000, 470_000));
    assert_eq!(holds(Account::Penalty), 15_480);
    assert_eq!(m(holds(Account::VendorPayable)), sheet.net().expect("fits"));
    // Computed again, e.g. after a restart, it changes nothing.
    let more: Vec<EntryId> = (600..606).map(|n| EntryId(id(n))).collect();
    for entry in sheet.entries(case, now, &more).expect("balances") {
        assert!(matches!(ledger.post(entry), Ok(Posted::Already(_))));
    }
}

#[test]
fn a_card_of_another_vendor_kind_or_day_prices_nothing() {
    let refused =
        |work: WorkDone| FeeSheet::compute(&full_card(), &work, Conduct::default()).expect_err("refused").rule;
    assert_eq!(refused(WorkDone { vendor: VendorId(id(41)), ..done(OrderKind::Tow) }), "rate_card_in_force");
    assert_eq!(refused(done(OrderKind::Auction)), "rate_card_in_force");
    assert_eq!(refused(WorkDone { accepted_on: day("2025-12-31"), ..done(OrderKind::Tow) }), "rate_card_in_force");
    assert_eq!(refused(WorkDone { recovered: m(-1), ..done(OrderKind::Repossess) }), "amount_range");
}

proptest! {
    #[test]
    fn tiers_never_earn_less_for_more_and_add_up(a in 0..20_000_000_i64, more in 0..1_000_000_i64) {
        let fee = |recovered| {
            let work = WorkDone { recovered: m(recovered), keys: 0, found: false, ..done(OrderKind::Repossess) };
            sheet(&work, Conduct::default()).gross().expect("fits").minor
        };
        prop_assert!(fee(a) <= fee(a + more));
        // The exact share, in ten-thousandths, rounded once.
        let slice = |from: i64, to: i64| (a.min(to) - from).max(0);
        let exact = slice(0, 1_000_000) * 1_000 + slice(1_000_000, 5_000_000) * 800 + slice(5_000_000, i64::MAX) * 500;
        prop_assert_eq!(fee(a), (exact + 5_000) / 10_000);
    }

    #[test]
    fn what_is_due_is_never_negative(km in 0..5_000_u32, days in 0..5_000_u32, late_days: u32, upheld_complaints in 0..1_000_000_u32) {
        for kind in [OrderKind::Repossess, OrderKind::Tow, OrderKind::Store] {
            let sheet = sheet(&WorkDone { km, days, ..done(kind) }, Conduct { late_days, upheld_complaints });
            let (gross, net) = (sheet.gross().expect("fits"), sheet.net().expect("fits"));
            prop_assert!(!net.is_negative() && net.minor <= gross.minor);
        }
    }
}
