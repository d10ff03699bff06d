//! The lender's book, imported as a lender would: CSV.

use crate::client::Client;
use chrono::NaiveDate;
use lienwatch_simulator::demo::LoanStory;
use serde_json::{Value, json};
use std::fmt::Write;

/// Minor units as major units with two decimals.
fn major(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

/// Borrowers.
pub fn borrowers(loans: &[LoanStory]) -> String {
    let mut csv = String::from("borrower_no,name,phone,address\n");
    for (n, loan) in loans.iter().enumerate() {
        // Numbers and streets that nobody has.
        let (phone, house) = (format!("+86 000 5550 {n:04}"), n % 180 + 1);
        let _ =
            writeln!(csv, "B-{},{},{phone},{house} Sample Road 样例路{house}号", loan.contract_number, loan.borrower);
    }
    csv
}

/// Loans, with what had been paid on them by `as_of`: a book is never imported as if nobody had ever paid.
pub fn loans(loans: &[LoanStory], as_of: NaiveDate) -> String {
    let mut csv = String::from(
        "contract_no,borrower_no,vin,product,funded_on,currency,principal,annual_rate_percent,instalments,first_due,\
         paid_to_date,balance_as_of\n",
    );
    for l in loans {
        let paid: i64 = l.payments().filter(|(day, _)| *day <= as_of).map(|(_, amount)| amount).sum();
        let paid = if paid > 0 { format!("{},{as_of}", major(paid)) } else { ",".to_owned() };
        let rate = format!("{}.{:02}", l.rate_bps / 100, l.rate_bps % 100);
        let _ = writeln!(
            csv,
            "{0},B-{0},{1},loan,{2},{3},{4},{rate},{5},{6},{paid}",
            l.contract_number,
            l.vin,
            l.funded_on,
            l.currency,
            major(l.principal_minor),
            l.instalments,
            l.first_due
        );
    }
    csv
}

/// One loan again, with how the lender's core system says that it ended: `settled` or `charged_off`.
pub fn standing(l: &LoanStory, status: &str) -> String {
    let rate = format!("{}.{:02}", l.rate_bps / 100, l.rate_bps % 100);
    format!(
        "contract_no,borrower_no,vin,product,status,funded_on,currency,principal,annual_rate_percent,instalments,\
         first_due\n{0},B-{0},{1},loan,{status},{2},{3},{4},{rate},{5},{6}\n",
        l.contract_number,
        l.vin,
        l.funded_on,
        l.currency,
        major(l.principal_minor),
        l.instalments,
        l.first_due
    )
}

/// Payments after `as_of`.
pub fn payments(loans: &[LoanStory], as_of: NaiveDate) -> String {
    let mut csv = String::from("payment_no,contract_no,value_date,amount,currency\n");
    for loan in loans {
        for (n, (day, amount)) in loan.payments().enumerate().filter(|(_, (day, _))| *day > as_of) {
            let _ = writeln!(csv, "{0}-{n},{0},{day},{1},{2}", loan.contract_number, major(amount), loan.currency);
        }
    }
    csv
}

/// Imports the book as it stood on `as_of`, and the payments since. Every row must go in. What the law of personal data wants
/// on file is part of each contract.
pub async fn import(client: &Client, book: &[LoanStory], as_of: NaiveDate) -> anyhow::Result<()> {
    for lender in client.list("/lenders").await? {
        let mut policy = lender["policy"].clone();
        policy["compliance"]["privacy"] =
            json!(["separate_consent", "necessity_notice", "impact_assessment", "processor_contract"]);
        let path = format!("/lenders/{}", lender["id"].as_str().unwrap_or_default());
        let _: Value = client.patch(&path, &json!({ "policy": policy })).await?;
    }
    for (kind, csv) in
        [("borrowers", borrowers(book)), ("loans", loans(book, as_of)), ("payments", payments(book, as_of))]
    {
        let report: Value = client.post_csv(&format!("/imports/{kind}"), csv).await?;
        let bad = report["rows_bad"].as_u64().unwrap_or(0);
        anyhow::ensure!(bad == 0, "{bad} rows of {kind} were refused: {}", report["errors"]);
    }
    Ok(())
}
