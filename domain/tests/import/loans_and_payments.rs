use super::*;
use lienwatch_domain::lending::Plan;

const TERMS: &str = "contract_no,borrower_no,vin,product,funded_on,principal,annual_rate_percent,instalments,first_due";

fn loan(principal: &str, rate: &str, count: &str, first_due: &str) -> String {
    format!("HT-1,C-1001,{VIN},loan,2026-01-01,{principal},{rate},{count},{first_due}")
}

#[test]
fn a_rate_in_percent_becomes_millionths() {
    for (text, ppm) in [("12.5", 125_000), ("0", 0), ("8.8888", 88_888), ("100", 1_000_000), ("12.5%", 125_000)] {
        let l: LoanRecord = good(TERMS, &loan("1000", text, "12", "2026-02-01"));
        assert!(matches!(l.plan, Plan::Regular(t) if t.annual_rate_ppm == ppm), "{text}");
    }
    for text in ["abc", "1.23456", "-1", "12,5", "1e1", "5.", ".5"] {
        let line = loan("1000", &format!("\"{text}\""), "12", "2026-02-01");
        is(one::<LoanRecord>(TERMS, &line), "annual_rate_percent", Problem::WrongType);
    }
    is(
        one::<LoanRecord>(TERMS, &loan("1000", "100.0001", "12", "2026-02-01")),
        "annual_rate_percent",
        Problem::OutOfRange,
    );
}

#[test]
fn terms_without_a_schedule_are_refused() {
    is(one::<LoanRecord>(TERMS, &loan("0", "5", "12", "2026-02-01")), "principal", Problem::OutOfRange);
    is(one::<LoanRecord>(TERMS, &loan("0.05", "0", "12", "2026-02-01")), "principal", Problem::OutOfRange);
    is(one::<LoanRecord>(TERMS, &loan("1000", "5", "0", "2026-02-01")), "instalments", Problem::OutOfRange);
    let columns = format!("{TERMS},residual");
    is(
        one::<LoanRecord>(&columns, &format!("{},1001", loan("1000", "5", "12", "2026-02-01"))),
        "residual",
        Problem::OutOfRange,
    );
}

#[test]
fn missing_terms_are_named() {
    let errors = bad::<LoanRecord>(TERMS, &loan("", "", "", ""));
    let fields: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(fields, ["principal", "annual_rate_percent", "instalments", "first_due"]);
}

#[test]
fn an_instalment_before_funding() {
    is(one::<LoanRecord>(TERMS, &loan("1000", "5", "12", "2025-12-31")), "first_due", Problem::Contradiction);
}

#[test]
fn unknown_borrower_and_vehicle() {
    let line = "HT-1,C-9,WVWZZZ1JZXW000001,loan,2026-01-01,1000,5,12,2026-02-01";
    let found: Vec<_> = bad::<LoanRecord>(TERMS, line).into_iter().map(|e| e.problem).collect();
    assert_eq!(found, [Problem::UnknownBorrower, Problem::UnknownVin]);
}

#[test]
fn duplicate_contract_number() {
    let (mut seen, line) = (Seen::default(), loan("1000", "5", "12", "2026-02-01"));
    assert!(row::<LoanRecord>(TERMS, &line, &mut seen).is_ok());
    let again = row::<LoanRecord>(TERMS, &line, &mut seen).expect_err("refused");
    assert_eq!((again[0].field.as_str(), again[0].problem), ("contract_no", Problem::Duplicate));
}

#[test]
fn opening_payments_need_their_date() {
    let columns = format!("{TERMS},paid_to_date,balance_as_of");
    let with = |paid: &str, day: &str| format!("{},{paid},{day}", loan("1000", "5", "12", "2026-02-01"));
    let l: LoanRecord = good(&columns, &with("250", "2026-04-09"));
    assert_eq!(l.paid_to_date.map(|m| m.minor), Some(25_000));
    is(one::<LoanRecord>(&columns, &with("250", "")), "balance_as_of", Problem::MissingValue);
    is(one::<LoanRecord>(&columns, &with("250", "2026-04-11")), "balance_as_of", Problem::OutOfRange);
    is(one::<LoanRecord>(&columns, &with("250", "soon")), "balance_as_of", Problem::BadDate);
}

const IRREGULAR: &str = "contract_no,borrower_no,vin,product,funded_on,schedule";

fn irregular(schedule: &str) -> String {
    format!("HT-1,C-1001,{VIN},hire_purchase,2026-01-01,{schedule}")
}

#[test]
fn an_irregular_schedule_is_taken_as_given() {
    let l: LoanRecord = good(IRREGULAR, &irregular("2026-01-31:1000.00:50.00; 2026-06-30:2000:0;"));
    let schedule = l.plan.schedule().expect("valid");
    let amounts: Vec<_> = schedule.instalments().iter().map(|i| (i.due.to_string(), i.amount_minor())).collect();
    assert_eq!(amounts, [("2026-01-31".to_owned(), 105_000), ("2026-06-30".to_owned(), 200_000)]);
}

#[test]
fn a_bad_irregular_schedule_names_its_instalment() {
    for (schedule, problem, part) in [
        ("2026-01-31:1000", Problem::WrongType, "instalment 1"),
        ("2026-01-31:1000:50:1", Problem::WrongType, "instalment 1"),
        ("2026-01-31:1000:50;2026/06/30:1:1", Problem::BadDate, "instalment 2"),
        ("2026-01-31:1000:x", Problem::BadMoney, "instalment 1"),
        ("2026-06-30:1:0;2026-01-31:1:0", Problem::Contradiction, "must be in order"),
        ("2026-01-31:0:0", Problem::Contradiction, "above zero"),
        ("2025-01-31:1:0", Problem::Contradiction, "before the loan was funded"),
    ] {
        let errors = bad::<LoanRecord>(IRREGULAR, &irregular(schedule));
        assert_eq!((errors[0].field.as_str(), errors[0].problem), ("schedule", problem), "{schedule}");
        assert!(errors[0].message.contains(part), "{schedule}: {}", errors[0].message);
    }
    let long = vec!["2026-01-31:1:0"; 601].join(";");
    is(one::<LoanRecord>(IRREGULAR, &irregular(&long)), "schedule", Problem::BadLength);
}

#[test]
fn a_schedule_beside_terms_is_a_contradiction() {
    let columns = format!("{TERMS},schedule");
    let line = format!("{},2026-01-31:1:0", loan("1000", "5", "12", "2026-02-01"));
    is(one::<LoanRecord>(&columns, &line), "schedule", Problem::Contradiction);
}

const PAYMENT: &str = "payment_no,contract_no,value_date,amount,reverses";

#[test]
fn a_reversal_names_the_payment_that_it_undoes() {
    let p: PaymentRecord = good(PAYMENT, "P2,HT-2026-001,2026-02-05,100,P1");
    assert_eq!(p.reverses.as_deref(), Some("P1"));
    is(one::<PaymentRecord>(PAYMENT, "P2,HT-2026-001,2026-02-05,100,P2"), "reverses", Problem::Contradiction);
}

#[test]
fn a_payment_of_nothing_or_less() {
    is(one::<PaymentRecord>(PAYMENT, "P2,HT-2026-001,2026-02-05,0.00,"), "amount", Problem::BadMoney);
    let errors = bad::<PaymentRecord>(PAYMENT, "P2,HT-2026-001,2026-02-05,-100,");
    assert_eq!(errors[0].problem, Problem::BadMoney);
    assert!(errors[0].fix.contains("reverses"), "{}", errors[0].fix);
}

#[test]
fn a_payment_of_an_unknown_loan() {
    is(one::<PaymentRecord>(PAYMENT, "P2,HT-9,2026-02-05,100,"), "contract_no", Problem::UnknownContract);
}

#[test]
fn a_duplicate_payment_number() {
    let mut seen = Seen::default();
    assert!(row::<PaymentRecord>(PAYMENT, "P1,HT-2026-001,2026-02-05,100,", &mut seen).is_ok());
    let again = row::<PaymentRecord>(PAYMENT, "P1,HT-2026-002,2026-02-06,100,", &mut seen).expect_err("refused");
    assert_eq!(again[0].problem, Problem::Duplicate);
}
