//! The documentation is made of the same columns as the code, and its example rows import.

use super::*;
use std::fmt::Write;

const GUIDE: &str = include_str!("../../../docs/import.md");

fn table<R: Import>() -> String {
    let mut text = String::from("| column | also | needed | what |\n|---|---|---|---|\n");
    for c in R::COLUMNS {
        let (also, needed) = (c.aliases.join(", "), if c.required { "yes" } else { "" });
        writeln!(text, "| `{}` | {also} | {needed} | {} |", c.name, c.about).expect("writes to a string");
    }
    text
}

fn documented<R: Import>() {
    let name = R::ENTITY.name();
    let start = GUIDE.find(&format!("\n## {name}\n")).unwrap_or_else(|| panic!("no section {name}"));
    let section = GUIDE[start + 4..].split("\n## ").next().expect("at least one part");
    assert!(section.contains(&table::<R>()), "the table of {name} should be:\n{}", table::<R>());
    let example = section.split("```csv\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let mut lines = example.lines();
    let columns = lines.next().expect("a header line");
    assert_eq!(header::<R>(columns).expect("good").unknown(), [""; 0], "{name}");
    let mut seen = Seen::default();
    let mut rows = 0;
    for line in lines {
        let parsed = row::<R>(columns, line, &mut seen).unwrap_or_else(|errors| panic!("{line}: {errors:#?}"));
        assert_eq!(parsed.warnings, [], "{line}");
        rows += 1;
    }
    assert!(rows >= 2, "{name} has {rows} example rows");
}

#[test]
fn borrowers() {
    documented::<BorrowerRecord>();
}

#[test]
fn vehicles() {
    documented::<VehicleRecord>();
}

#[test]
fn trackers() {
    documented::<TrackerRecord>();
}

#[test]
fn installations() {
    documented::<InstallationRecord>();
}

#[test]
fn sites() {
    documented::<SiteRecord>();
}

#[test]
fn loans() {
    documented::<LoanRecord>();
}

#[test]
fn payments() {
    documented::<PaymentRecord>();
}

#[test]
fn every_problem_is_explained() {
    for problem in Problem::ALL {
        assert!(GUIDE.contains(&format!("`{problem}`")), "{problem}");
    }
}
