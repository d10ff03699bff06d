//! The statement: its lines, its versions, its own check.

use super::*;
use chrono::{DateTime, NaiveDate, Utc};
use lienwatch_domain::ids::{CaseId, StatementId};
use lienwatch_domain::language::Language;
use lienwatch_domain::settlement::statement::*;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn now() -> DateTime<Utc> {
    "2026-05-02T03:00:00Z".parse().expect("a time")
}

fn facts(input: &Input, credits: Vec<Credit>) -> Facts {
    Facts {
        as_of: day("2026-04-01"),
        possession_on: day("2026-03-20"),
        sold_on: day("2026-04-28"),
        rebate_in_debt: m(0),
        waterfall: divided(input),
        credits,
    }
}

fn make(facts: Facts, last: Option<&Statement>) -> Result<Statement, Refusal> {
    let n = last.map_or(1, |l| u128::from(l.version) + 1);
    Statement::make(StatementId(id(n)), CaseId(id(900)), facts, last, now())
}

fn first(facts: Facts) -> Statement {
    let statement = make(facts, None).unwrap_or_else(|r| panic!("{r}"));
    statement.verify().unwrap_or_else(|r| panic!("{r}"));
    statement
}

fn credit(minor: i64) -> Credit {
    Credit { kind: CreditKind::InsuranceRefund, amount: m(minor) }
}

fn page(statement: &Statement, language: Language) -> String {
    let line = |l: &StatementLine| format!("{} {} {}", l.number, l.kind.label(language), l.amount.to_major());
    statement.lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_lines_stand_in_the_order_of_the_law() {
    let input = Input { liens: vec![junior("Second Bank", 500_000)], ..input(Profile::Us, 8_000_000) };
    let mut facts = facts(&input, vec![credit(12_000)]);
    facts.rebate_in_debt = m(30_000);
    let statement = first(facts);
    assert_eq!(
        page(&statement, Language::En),
        "1 Principal 60000.00\n1 Interest 3200.55\n1 Penalties and late charges 1000.00\n\
         1 of which rebated as unearned interest 300.00\n1 Total obligation 64200.55\n\
         2 Proceeds of the sale 80000.00\n3 Obligation after proceeds -15799.45\n\
         4 Towing 1200.00\n4 Storage 1200.00\n4 Preparation for sale 500.00\n4 Sale fee 1600.00\n4 Legal 2000.00\n\
         4 Total expenses 6500.00\n4 Second Bank 5000.00\n5 Insurance refund 120.00\n5 Total credits 120.00\n\
         6 Surplus due to you 4419.45"
    );
    assert_eq!(statement.outcome, Outcome::Surplus { to_debtor: m(441_945), to_owner: m(0) });
    let chinese = page(&statement, Language::Zh);
    assert!(chinese.starts_with("1 本金 60000.00\n1 利息 3200.55") && chinese.ends_with("应返还您的余款 4419.45"));
    let storage = statement.lines.iter().find_map(|l| match l.kind {
        LineKind::Expense { kind: CostKind::Storage, charge } => Some(charge),
        _ => None,
    });
    assert_eq!(storage, Some(Charge::PerDay { days: 30, per_day: m(4_000) }), "days × rate can be shown");
}

#[test]
fn credits_reduce_the_deficiency_in_the_order_of_the_debt() {
    let statement = first(facts(&input(Profile::Cn, 300_000), vec![credit(500_000)]));
    let composition = *statement.outcome.deficiency().expect("a deficiency");
    // 6 616 055 less 500 000: interest, penalty, then 79 945 of the principal; costs last.
    assert_eq!((composition.debt, composition.costs), (debt(5_920_055, 0, 0), m(196_000)));
    assert_eq!(statement.outcome.for_debtor(cny()), Ok(m(-6_116_055)));
    assert!(page(&statement, Language::En).ends_with("6 Deficiency you owe 61160.55"));

    let turned = first(facts(&input(Profile::Cn, 4_000_000), vec![credit(2_990_056)]));
    assert_eq!(turned.outcome, Outcome::Surplus { to_debtor: m(1), to_owner: m(0) });
    let even = first(facts(&input(Profile::Cn, 4_000_000), vec![credit(2_990_055)]));
    assert_eq!(even.outcome, Outcome::Even);
    assert!(page(&even, Language::Zh).ends_with("6 双方无欠款 0.00"));
}

#[test]
fn what_an_owner_keeps_is_told_apart_from_what_the_hirer_gets() {
    let statement = first(facts(&input(Profile::UkHp, 8_000_000), vec![credit(500)]));
    assert_eq!(statement.outcome, Outcome::Surplus { to_debtor: m(500), to_owner: m(929_945) });
    assert!(
        page(&statement, Language::En).ends_with("6 Remainder, kept by the owner 9299.45\n6 Surplus due to you 5.00")
    );
}

#[test]
fn a_correction_is_a_new_version() {
    let one = first(facts(&input(Profile::Cn, 4_000_000), vec![]));
    assert_eq!((one.version, one.supersedes), (1, None));
    let two = make(facts(&input(Profile::Cn, 4_000_000), vec![credit(1)]), Some(&one)).expect("a correction");
    assert_eq!((two.version, two.supersedes), (2, Some(one.id)));
    let same = make(facts(&input(Profile::Cn, 4_000_000), vec![credit(1)]), Some(&two)).expect_err("nothing new");
    assert_eq!(same.rule, "statement_unchanged");
    let other = Statement::make(StatementId(id(9)), CaseId(id(901)), two.facts.clone(), Some(&one), now());
    assert_eq!(other.expect_err("another case").rule, "statement_version");
}

#[test]
fn dates_that_the_law_does_not_allow_are_refused() {
    let stale = Facts { as_of: day("2026-02-12"), ..facts(&input(Profile::Us, 4_000_000), vec![]) };
    assert!(make(Facts { as_of: day("2026-02-13"), ..stale.clone() }, None).is_ok(), "35 days before");
    assert_eq!(make(stale.clone(), None).expect_err("36 days before").rule, "statement_dates");
    let elsewhere = Facts { waterfall: divided(&input(Profile::Cn, 4_000_000)), ..stale };
    assert!(make(elsewhere.clone(), None).is_ok());
    let early = Facts { sold_on: day("2026-03-19"), ..elsewhere.clone() };
    assert_eq!(make(early, None).expect_err("sold before").rule, "statement_dates");
    let negative = Facts { credits: vec![credit(-1)], ..elsewhere.clone() };
    assert_eq!(make(negative, None).expect_err("below zero").rule, "amount_range");
    let many = Facts { credits: vec![credit(1); MAX_CREDITS + 1], ..elsewhere };
    assert_eq!(make(many, None).expect_err("too many").rule, "too_many");
}

#[test]
fn a_stored_statement_checks_itself() {
    let liens = vec![junior("Second Bank", 500_000)];
    let statement = first(facts(&Input { liens, ..input(Profile::Us, 8_000_000) }, vec![credit(12_000)]));
    let stored = serde_json::to_value(&statement).expect("serialises");
    assert_eq!(serde_json::from_value::<Statement>(stored.clone()).expect("parses"), statement);
    assert_eq!(stored["outcome"], "surplus");
    let lines = statement.lines.len();
    for at in 0..lines {
        let mut forged = stored.clone();
        let amount = forged["lines"][at]["amount"]["minor"].as_i64().expect("an amount");
        forged["lines"][at]["amount"]["minor"] = (amount + 1).into();
        let error = serde_json::from_value::<Statement>(forged).expect_err("does not add up").to_string();
        assert!(error.contains("statement_adds_up"), "{at}: {error}");
    }
    let mut forged = stored.clone();
    forged["to_debtor"]["minor"] = 441_946.into();
    assert!(serde_json::from_value::<Statement>(forged).is_err());
    let mut forged = stored;
    forged["facts"]["waterfall"]["proceeds"]["minor"] = 8_000_001.into();
    assert!(serde_json::from_value::<Statement>(forged).is_err());
}

proptest! {
    #[test]
    fn every_statement_adds_up(
        sale in 0..12_000_000_i64,
        profile in prop::sample::select(Profile::ALL),
        credits in prop::collection::vec(0..3_000_000_i64, 0..6),
        lien in 0..900_000_i64,
    ) {
        let liens = vec![junior("other", lien)];
        let facts = facts(&Input { liens, ..input(profile, sale) }, credits.iter().map(|c| credit(*c)).collect());
        let statement = make(facts, None).expect("a statement");
        prop_assert!(statement.verify().is_ok(), "{:?}", statement.verify());
        // Line 6 from the waterfall alone.
        let w = &statement.facts.waterfall;
        let owed = w.deficiency.total().expect("fits").minor - credits.iter().sum::<i64>();
        let rest = w.surplus().expect("fits").minor;
        let told = statement.outcome.for_debtor(cny()).expect("fits").minor;
        prop_assert_eq!(told, if profile == Profile::UkHp { -owed } else { rest - owed });
    }
}
