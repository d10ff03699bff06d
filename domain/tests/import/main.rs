//! The import: good rows, every kind of bad cell, overlaps, and the documented templates.

mod good_rows;
mod loans_and_payments;
mod malformed;
mod overlaps;
mod sites;
mod templates;

use chrono::NaiveDate;
use lienwatch_domain::import::*;
use lienwatch_domain::money::Currency;

/// A context in which what is named here exists and nothing else does.
fn with_context<T>(run: impl FnOnce(&Context<'_>) -> T) -> T {
    let known = |names: &'static [&'static str]| move |name: &str| names.contains(&name);
    let (vin, contract) = (known(&[VIN, "1M8GDM9AXKP042788"]), known(&["HT-2026-001", "HT-2026-002"]));
    let (tracker, borrower) = (known(&[IMEI, "013900000001"]), known(&["C-1001", "C-1002"]));
    let protocol = known(&["jt808", "gt06", "teltonika"]);
    run(&Context {
        zone: chrono_tz::Asia::Shanghai,
        currency: Currency::new("CNY").expect("a code"),
        today: NaiveDate::from_ymd_opt(2026, 4, 10).expect("a date"),
        has_vin: &vin,
        has_contract: &contract,
        has_tracker: &tracker,
        has_borrower: &borrower,
        has_protocol: &protocol,
    })
}

const VIN: &str = "LSVAA49J132047371";
const IMEI: &str = "356938035643809";

/// Splits one line of CSV (RFC 4180 without line breaks in cells).
fn split(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (vec![], String::new(), false);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    cells.push(cell);
    cells
}

fn header<R: Import>(line: &str) -> Result<Header<R>, Vec<FieldError>> {
    let cells = split(line);
    Header::new(&cells.iter().map(String::as_str).collect::<Vec<_>>())
}

fn row<R: Import>(columns: &str, line: &str, seen: &mut Seen) -> Result<Parsed<R>, Vec<FieldError>> {
    let header = header::<R>(columns).expect("a good header");
    let cells = split(line);
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    with_context(|context| parse_row(&header, &cells, context, seen))
}

fn good<R: Import>(columns: &str, line: &str) -> R {
    let parsed = row::<R>(columns, line, &mut Seen::default()).unwrap_or_else(|errors| panic!("{errors:#?}"));
    assert_eq!(parsed.warnings, [], "no warnings");
    parsed.record
}

fn warned<R: Import>(columns: &str, line: &str) -> Vec<FieldError> {
    row::<R>(columns, line, &mut Seen::default()).unwrap_or_else(|errors| panic!("{errors:#?}")).warnings
}

fn bad<R: Import>(columns: &str, line: &str) -> Vec<FieldError> {
    match row::<R>(columns, line, &mut Seen::default()) {
        Ok(_) => panic!("accepted: {line}"),
        Err(errors) => {
            assert!(errors.iter().all(|e| !e.message.is_empty() && !e.fix.is_empty()), "{errors:?}");
            errors
        }
    }
}

/// The one thing that is wrong.
fn one<R: Import>(columns: &str, line: &str) -> (String, Problem) {
    let errors = bad::<R>(columns, line);
    assert_eq!(errors.len(), 1, "{errors:#?}");
    (errors[0].field.clone(), errors[0].problem)
}

fn is(found: (String, Problem), field: &str, problem: Problem) {
    assert_eq!((found.0.as_str(), found.1), (field, problem));
}
