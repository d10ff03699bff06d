//! The books: what balances, what is refused, what a settlement does to them.

use super::*;
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::*;
use lienwatch_domain::settlement::ledger::*;
use lienwatch_domain::settlement::statement::{Credit, CreditKind, Facts, Statement};

fn now() -> DateTime<Utc> {
    "2026-05-02T03:00:00Z".parse().expect("a time")
}

fn case() -> CaseId {
    CaseId(id(900))
}

fn order(n: u128) -> OrderId {
    OrderId(id(n))
}

fn head(n: u128, cause: Cause) -> Head {
    Head::new(EntryId(id(n)), case(), now(), cause)
}

fn fee(n: u128, of: u128, minor: i64) -> Entry {
    book::order_fee(head(n, Cause::OrderFee { order: order(of), part: 0 }), CostKind::Tow, m(minor)).expect("balances")
}

fn paid(n: u128, of: u128, minor: i64) -> Entry {
    let cause = Cause::OrderPaid { order: order(of), invoice: InvoiceId(id(70)) };
    book::order_paid(head(n, cause), m(minor), m(0)).expect("balances")
}

fn sale(n: u128, minor: i64) -> Entry {
    book::sale_paid(head(n, Cause::SalePaid { payment: PaymentId(id(60)) }), m(minor)).expect("balances")
}

fn books() -> Ledger {
    Ledger::new(case(), cny())
}

#[track_caller]
fn post(ledger: &mut Ledger, entry: Entry) {
    let entry_id = entry.id();
    assert_eq!(ledger.post(entry), Ok(Posted::New(entry_id)));
    assert!(ledger.trial_balance().is_balanced());
}

#[track_caller]
fn rule<T: std::fmt::Debug>(result: Result<T, Refusal>) -> String {
    result.expect_err("refused").rule.into_owned()
}

#[test]
fn an_entry_is_read_back_as_it_was_written() {
    let mut ledger = books();
    post(&mut ledger, fee(1, 7, 100));
    post(&mut ledger, sale(2, 500));
    ledger.reverse(EntryId(id(1)), EntryId(id(3)), now(), None).expect("reversed");
    for entry in ledger.entries() {
        let text = serde_json::to_string(entry).expect("serialises");
        assert_eq!(&serde_json::from_str::<Entry>(&text).expect("parses"), entry, "{text}");
        // As a document of the store: of two equal keys it would keep one.
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(&serde_json::from_value::<Entry>(value).expect("parses"), entry, "{text}");
    }
}

#[test]
fn an_entry_that_does_not_balance_cannot_be_built_nor_read() {
    let cause = Cause::SalePaid { payment: PaymentId(id(60)) };
    let build = |postings: Vec<Posting>| Entry::new(head(1, cause), postings);
    let cash = |minor| Posting::debit(Account::Cash, m(minor));
    let proceeds = |minor| Posting::credit(Account::Proceeds, m(minor));
    assert!(build(vec![cash(5), proceeds(5)]).is_ok());
    assert_eq!(rule(build(vec![cash(5), proceeds(4)])), "balanced");
    assert_eq!(rule(build(vec![cash(5)])), "balanced");
    assert_eq!(rule(build(vec![cash(-5), proceeds(-5)])), "posting_amount");
    assert_eq!(rule(build(vec![cash(0), proceeds(0)])), "nothing_to_post");
    let dollars = Money::new(5, Currency::new("USD").expect("a code"));
    assert!(build(vec![cash(5), Posting::credit(Account::Proceeds, dollars)]).is_err());

    let entry = build(vec![cash(2), cash(3), proceeds(5)]).expect("balances");
    assert_eq!(entry.postings(), [cash(5), proceeds(5)], "of one account and side become one");
    let stored = serde_json::to_value(&entry).expect("serialises");
    assert_eq!(stored["cause"], "sale_paid");
    assert_eq!(serde_json::from_value::<Entry>(stored.clone()).expect("parses"), entry);
    let mut forged = stored;
    forged["postings"][0]["amount"]["minor"] = 6.into();
    assert!(serde_json::from_value::<Entry>(forged).expect_err("unbalanced").to_string().contains("balanced"));
}

#[test]
fn one_event_posts_once() {
    let mut ledger = books();
    post(&mut ledger, sale(1, 500));
    assert_eq!(ledger.post(sale(2, 500)), Ok(Posted::Already(EntryId(id(1)))), "told again, whatever its id");
    assert_eq!(rule(ledger.post(sale(3, 501))), "double_posting");
    let other = book::sale_paid(head(1, Cause::SalePaid { payment: PaymentId(id(61)) }), m(1)).expect("balances");
    assert_eq!(rule(ledger.post(other)), "entry_exists");
    assert_eq!((ledger.entries().len(), ledger.balance(Account::Cash)), (1, Ok(m(500))));
}

#[test]
fn an_entry_is_mirrored_once_and_then_corrected() {
    let mut ledger = books();
    post(&mut ledger, sale(1, 500));
    let of = EntryId(id(1));
    assert_eq!(ledger.reverse(of, EntryId(id(2)), now(), None), Ok(Posted::New(EntryId(id(2)))));
    assert_eq!(ledger.balance(Account::Proceeds), Ok(m(0)));
    assert_eq!(ledger.reverse(of, EntryId(id(3)), now(), None), Ok(Posted::Already(EntryId(id(2)))));
    assert_eq!(rule(ledger.reverse(EntryId(id(2)), EntryId(id(4)), now(), None)), "reversal_stands");
    assert_eq!(rule(ledger.reverse(EntryId(id(99)), EntryId(id(4)), now(), None)), "no_such_entry");

    // The event itself stays posted: told again it changes nothing.
    assert_eq!(ledger.post(sale(4, 500)), Ok(Posted::Already(of)));
    let correction = |n, minor| book::sale_paid(head(n, Cause::Correction { of }), m(minor)).expect("balances");
    post(&mut ledger, correction(5, 480));
    assert_eq!(rule(ledger.post(correction(6, 470))), "double_posting");
    assert_eq!(ledger.balance(Account::Proceeds), Ok(m(480)));
    post(&mut ledger, fee(7, 1, 30));
    let early = book::sale_paid(head(8, Cause::Correction { of: EntryId(id(7)) }), m(1)).expect("balances");
    assert_eq!(rule(ledger.post(early)), "correct_what_is_reversed");

    // A mirror is the whole mirror.
    let part = book::order_paid(head(9, Cause::Reversal { of: EntryId(id(7)) }), m(1), m(0)).expect("balances");
    assert_eq!(rule(ledger.post(part)), "mirror");
}

#[test]
fn a_reversed_order_is_charged_back_and_never_paid() {
    let mut ledger = books();
    post(&mut ledger, fee(1, 1, 300));
    let cut = Cause::OrderPenalty { order: order(1), part: 0 };
    post(&mut ledger, book::penalty(head(2, cut), m(20)).expect("balances"));
    post(&mut ledger, paid(3, 1, 200));
    post(&mut ledger, fee(4, 2, 90));

    assert_eq!(ledger.reverse_order(order(1), EntryId(id(5)), now(), None), Ok(Posted::New(EntryId(id(5)))));
    for account in [Account::Cost(CostKind::Tow), Account::VendorPayable, Account::Penalty] {
        assert_eq!(ledger.order_balance(order(1), account), Ok(m(0)), "{account}");
    }
    assert_eq!(ledger.balance(Account::VendorReceivable), Ok(m(200)), "what was paid is owed back");
    assert_eq!(ledger.order_balance(order(2), Account::VendorPayable), Ok(m(90)), "another order is as it was");
    assert!(ledger.is_order_reversed(order(1)) && !ledger.is_order_reversed(order(2)));

    let again = ledger.reverse_order(order(1), EntryId(id(6)), now(), None);
    assert_eq!(again, Ok(Posted::Already(EntryId(id(5)))));
    let late = Cause::OrderPaid { order: order(1), invoice: InvoiceId(id(71)) };
    assert_eq!(rule(ledger.post(book::order_paid(head(7, late), m(80), m(0)).expect("balances"))), "pays_what_is_owed");
    let late = Cause::OrderFee { order: order(1), part: 1 };
    let late = book::order_fee(head(8, late), CostKind::Tow, m(80)).expect("balances");
    assert_eq!(rule(ledger.post(late)), "order_reversed");
    assert_eq!(rule(ledger.reverse(EntryId(id(1)), EntryId(id(9)), now(), None)), "order_reversed");
    assert_eq!(rule(ledger.reverse(EntryId(id(5)), EntryId(id(9)), now(), None)), "reversal_stands");

    let back = Cause::VendorRepaid { order: order(1), payment: PaymentId(id(80)) };
    post(&mut ledger, book::vendor_repaid(head(10, back), m(200)).expect("balances"));
    assert_eq!(ledger.balance(Account::VendorReceivable), Ok(m(0)));
    assert_eq!(ledger.balance(Account::Cash), Ok(m(0)));

    // An order that never cost anything is marked too.
    assert_eq!(ledger.reverse_order(order(3), EntryId(id(11)), now(), None), Ok(Posted::New(EntryId(id(11)))));
    assert_eq!(rule(ledger.post(fee(12, 3, 5))), "order_reversed");
    assert!(ledger.trial_balance().is_balanced());
}

#[test]
fn money_goes_out_only_against_what_is_owed() {
    let mut ledger = books();
    post(&mut ledger, fee(1, 1, 300));
    post(&mut ledger, fee(2, 2, 300));
    assert_eq!(rule(ledger.post(paid(3, 1, 301))), "pays_what_is_owed");
    post(&mut ledger, paid(3, 1, 300));
    let (lot, buyer) = (LotId(id(60)), BuyerId(id(50)));
    post(
        &mut ledger,
        book::deposit_taken(head(4, Cause::DepositTaken { lot, buyer, version: 2 }), m(50)).expect("balances"),
    );
    let back = |n, minor| {
        book::deposit_returned(head(n, Cause::DepositReturned { lot, buyer, version: 3 }), m(minor)).expect("balances")
    };
    assert_eq!(rule(ledger.post(back(5, 51))), "pays_what_is_owed");
    post(&mut ledger, back(5, 50));
    let statement = StatementId(id(1));
    let surplus = book::surplus_paid(head(6, Cause::SurplusPaid { statement }), m(1)).expect("balances");
    assert_eq!(rule(ledger.post(surplus)), "pays_what_is_owed");
}

#[test]
fn a_lot_is_booked_by_its_effects() {
    use lienwatch_domain::disposal::Effect;
    let (lot, winner, other) = (LotId(id(60)), BuyerId(id(50)), BuyerId(id(51)));
    let mut ledger = books();
    let mut next = 1_000;
    let mut told = |ledger: &mut Ledger, version, effects: &[Effect]| {
        let ids: Vec<EntryId> = (0..effects.len() as u128).map(|n| EntryId(id(next + n))).collect();
        next += 100;
        let entries = lot_entries(case(), (lot, version), now(), effects, &ids).expect("entries");
        entries.into_iter().map(|entry| ledger.post(entry).expect("posted")).collect::<Vec<_>>()
    };
    let hold = |buyer| Effect::HoldDeposit { buyer, amount: m(200) };
    told(&mut ledger, 2, &[hold(winner)]);
    told(&mut ledger, 3, &[hold(other), Effect::AnnounceLot]);
    let payment = Effect::ReceivePayment { buyer: winner, payment: PaymentId(id(80)), amount: m(900) };
    let paid = [
        payment,
        Effect::ApplyDeposit { buyer: winner, amount: m(200) },
        Effect::Refund { buyer: winner, amount: m(60) },
        Effect::Refund { buyer: winner, amount: m(40) },
        Effect::ReleaseDeposit { buyer: other, amount: m(200) },
        Effect::ReleaseCar { buyer: winner },
    ];
    assert_eq!(told(&mut ledger, 9, &paid).len(), 4);
    assert_eq!(ledger.balance(Account::Proceeds), Ok(m(1_000)));
    assert_eq!((ledger.balance(Account::DepositsHeld), ledger.balance(Account::Cash)), (Ok(m(0)), Ok(m(1_000))));
    // Told again after a crash, nothing is posted twice; a second deposit of the same buyer is another event.
    assert!(told(&mut ledger, 9, &paid).iter().all(|posted| matches!(posted, Posted::Already(_))));
    assert!(matches!(told(&mut ledger, 12, &[hold(other)])[..], [Posted::New(_)]));
    told(&mut ledger, 13, &[Effect::ForfeitDeposit { buyer: other, amount: m(200) }]);
    assert_eq!(ledger.balance(Account::Penalty), Ok(m(200)));
    assert_eq!(lot_entries(case(), (lot, 9), now(), &paid, &[]).expect_err("no ids").rule, "ids");
}

#[test]
fn books_are_of_one_case_and_one_currency() {
    let mut ledger = books();
    let cause = Cause::SalePaid { payment: PaymentId(id(60)) };
    let foreign = Head { case: CaseId(id(901)), ..head(1, cause) };
    assert_eq!(rule(ledger.post(book::sale_paid(foreign, m(5)).expect("balances"))), "other_books");
    let dollars = Money::new(5, Currency::new("USD").expect("a code"));
    assert_eq!(rule(ledger.post(book::sale_paid(head(1, cause), dollars).expect("balances"))), "other_books");
}

fn statement(n: u128, input: &Input, credits: Vec<Credit>, last: Option<&Statement>) -> Statement {
    let day = |text: &str| text.parse().expect("a date");
    let facts = Facts {
        as_of: day("2026-04-01"),
        possession_on: day("2026-03-20"),
        sold_on: day("2026-04-28"),
        rebate_in_debt: m(0),
        waterfall: divided(input),
        credits,
    };
    Statement::make(StatementId(id(n)), case(), facts, last, now()).expect("a statement")
}

/// Books of a case with its published costs, sold.
fn sold(minor: i64) -> Ledger {
    let mut ledger = books();
    for (n, cost) in costs().into_iter().enumerate() {
        let amount = cost.charge.amount(m(minor)).expect("fits");
        let cause = Cause::Cost { document: EvidenceId(id(300 + n as u128)) };
        post(&mut ledger, book::cost(head(100 + n as u128, cause), cost.kind, amount).expect("balances"));
    }
    post(&mut ledger, sale(110, minor));
    ledger
}

#[test]
fn a_settlement_clears_costs_debt_and_proceeds() {
    for profile in Profile::ALL {
        for price in [300_000, 4_000_000, 8_000_000] {
            let liens = vec![junior("Second Bank", 500_000)];
            let mut input = Input { liens, ..input(*profile, price) };
            input.costs[4].agreed = false;
            let credits = vec![Credit { kind: CreditKind::InsuranceRefund, amount: m(7_000) }];
            let statement = statement(1, &input, credits, None);
            let mut ledger = sold(price);
            let cash = ledger.balance(Account::Cash);
            post(&mut ledger, settlement(&statement, EntryId(id(200)), now()).expect("balances"));
            let holds = |account| ledger.balance(account).expect("fits").minor;
            for kind in CostKind::ALL {
                assert_eq!(holds(Account::Cost(*kind)), 0, "{profile} {price} {kind}");
            }
            assert_eq!((holds(Account::Proceeds), ledger.balance(Account::Cash)), (0, cash));
            let w = &statement.facts.waterfall;
            assert_eq!(holds(Account::LenderRecovery), w.secured_paid().expect("fits").minor);
            assert_eq!(holds(Account::LenderRecovery) + holds(Account::LoanBalance), 6_420_055);
            assert_eq!(holds(Account::LienPayable), w.juniors_paid().expect("fits").minor);
            let result = statement.outcome.for_debtor(cny()).expect("fits").minor;
            assert_eq!(holds(Account::SurplusPayable) - holds(Account::DeficiencyReceivable), result);
            assert_eq!(holds(Account::LenderLoss), 200_000, "the cost that nobody agreed on");
        }
    }
}

#[test]
fn a_case_is_settled_again_only_after_the_first_settlement_is_reversed() {
    let mut ledger = sold(4_000_000);
    let input = input(Profile::Cn, 4_000_000);
    let first = statement(1, &input, vec![], None);
    post(&mut ledger, settlement(&first, EntryId(id(200)), now()).expect("balances"));
    let credits = vec![Credit { kind: CreditKind::Payment, amount: m(1_000) }];
    let second = statement(2, &input, credits, Some(&first));
    let entry = settlement(&second, EntryId(id(201)), now()).expect("balances");
    assert_eq!(rule(ledger.post(entry.clone())), "settled_once");
    ledger.reverse(EntryId(id(200)), EntryId(id(202)), now(), None).expect("reversed");
    post(&mut ledger, entry);
    assert_eq!(ledger.balance(Account::DeficiencyReceivable), Ok(m(2_989_055)));

    // The deficiency is paid in part, and the rest given up.
    let payment = PaymentId(id(81));
    let paid = book::deficiency_paid(head(203, Cause::DeficiencyPaid { payment }), m(989_055)).expect("balances");
    post(&mut ledger, paid);
    let given_up = Cause::WrittenOff { statement: second.id };
    post(&mut ledger, book::written_off(head(204, given_up), m(2_000_000)).expect("balances"));
    assert_eq!(ledger.balance(Account::DeficiencyReceivable), Ok(m(0)));

    let text = serde_json::to_string(ledger.entries()).expect("serialises");
    let entries: Vec<Entry> = serde_json::from_str(&text).expect("parses");
    let again = Ledger::replay(case(), cny(), entries.clone()).expect("replays");
    assert_eq!(again.trial_balance(), ledger.trial_balance());
    let twice = entries.iter().chain(&entries[..1]).cloned();
    assert_eq!(rule(Ledger::replay(case(), cny(), twice)), "double_posting");
}

#[test]
fn the_costs_of_the_books_are_those_of_the_distribution() {
    let mut ledger = sold(4_000_000);
    let told: Vec<(CostKind, Charge)> = ledger.costs().expect("fits").iter().map(|c| (c.kind, c.charge)).collect();
    assert_eq!(told[0], (CostKind::Tow, Charge::Fixed(m(120_000))));
    assert_eq!(told.len(), 5);
    let statement =
        statement(1, &Input { costs: ledger.costs().expect("fits"), ..input(Profile::Tw, 4_000_000) }, vec![], None);
    assert_eq!(settlement_gaps(&ledger, &statement), Ok(vec![]));
    post(&mut ledger, settlement(&statement, EntryId(id(200)), now()).expect("balances"));
    assert_eq!(ledger.costs(), Ok(vec![]));

    // A cost without a document, and a price that did not come.
    let gaps = |price, costs| {
        let other = self::statement(1, &Input { costs, ..input(Profile::Tw, price) }, vec![], None);
        let gaps = settlement_gaps(&sold(4_000_000), &other).expect("fits");
        gaps.into_iter().map(|gap| gap.rule.into_owned()).collect::<Vec<_>>()
    };
    let mut more = costs();
    more.push(fixed(CostKind::Court, 1));
    assert_eq!(gaps(4_000_000, more), ["costs_evidenced"]);
    assert_eq!(gaps(4_000_001, costs()), ["sale_paid"], "the fee of 2 % is the same to the minor unit");
}

#[test]
fn a_redemption_clears_costs_and_recovers_debt() {
    let mut ledger = books();
    post(&mut ledger, fee(1, 1, 300));
    let cause = Cause::Redeemed { payment: PaymentId(id(80)) };
    post(&mut ledger, book::redeemed(head(2, cause), m(5_000), &[(CostKind::Tow, m(300))]).expect("balances"));
    assert_eq!(ledger.balance(Account::Cost(CostKind::Tow)), Ok(m(0)));
    assert_eq!((ledger.balance(Account::Cash), ledger.balance(Account::LenderRecovery)), (Ok(m(5_300)), Ok(m(5_000))));
}

#[test]
fn trial_balances_of_cases_add_up() {
    let (a, b) = (sold(300_000).trial_balance(), sold(8_000_000).trial_balance());
    let both = a.clone().plus(&b).and_then(|both| both.plus(&TrialBalance::empty(cny()))).expect("one currency");
    assert!(both.is_balanced());
    assert_eq!(
        both.totals().expect("fits").0,
        a.totals().expect("fits").0.plus(b.totals().expect("fits").0).expect("fits")
    );
    let cash = both.rows.iter().find(|r| r.account == Account::Cash).expect("used");
    assert_eq!(cash.balance(), Ok((Side::Debit, m(8_300_000 - 496_000 - 650_000))));
    assert!(
        a.plus(&TrialBalance {
            currency: cny(),
            rows: vec![TrialRow {
                account: Account::Remainder,
                debit: Money::zero(Currency::new("USD").expect("a code")),
                credit: Money::zero(Currency::new("USD").expect("a code")),
            }]
        })
        .is_err()
    );
}

#[test]
fn accounts_have_names_classes_and_labels() {
    use lienwatch_domain::language::Language;
    let names: Vec<String> = Account::all().map(Account::name).collect();
    assert_eq!(names.len(), 16 + CostKind::ALL.len());
    for account in Account::all() {
        assert_eq!(Account::from_name(&account.name()), Some(account));
        assert!(!account.label(Language::Zh).is_ascii() && account.label(Language::En).is_ascii());
    }
    assert_eq!(Account::from_name("cost:bribe"), None);
    assert!(names.contains(&"cost:sale_fee".to_owned()));
    assert_eq!(Account::VendorPayable.class().grows_by(), Side::Credit);
}
