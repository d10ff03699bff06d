//! Holidays and working days.

use crate::scene::day;
use lienwatch_domain::compliance::Calendar;

/// Of the Spring Festival of 2026: nine free days, two Saturdays of work around them.
const SPRING: &str = "date,kind,name
# State Council, 2026
2026-02-14,working,调休
2026-02-15,holiday,春节
2026-02-16,holiday,春节
2026-02-17,holiday,春节
2026-02-18,holiday,春节
2026-02-19,holiday,春节
2026-02-20,holiday,春节
2026-02-21,holiday,春节
2026-02-22,holiday,春节
2026-02-23,holiday,春节

2026-02-28,working,调休
";

#[test]
fn make_up_days_are_worked_and_holidays_are_not() {
    let table = Calendar::parse(SPRING).expect("a table");
    for (date, working) in [
        ("2026-02-13", true),
        ("2026-02-14", true),
        ("2026-02-16", false),
        ("2026-02-23", false),
        ("2026-02-24", true),
        ("2026-02-28", true),
        ("2026-03-01", false),
    ] {
        assert_eq!(table.is_working(day(date)), working, "{date}");
    }
    assert_eq!(table.add_working_days(day("2026-02-13"), 3), day("2026-02-25"));
    assert_eq!(table.add_working_days(day("2026-02-13"), 0), day("2026-02-13"));
    assert_eq!(table.working_days_between(day("2026-02-13"), day("2026-02-28")), 6);
    assert_eq!(table.working_days_between(day("2026-02-28"), day("2026-02-13")), 0);
    assert_eq!(Calendar::default().add_working_days(day("2026-02-13"), 3), day("2026-02-18"));
    assert!(table.covers(day("2026-12-31")) && !table.covers(day("2027-01-01")));
}

#[test]
fn a_bad_line_names_its_field() {
    for (text, line, field) in [
        ("2026-02-30,holiday", 1, "date"),
        ("date,kind\n2026-02-17,feast", 2, "kind"),
        ("2026-02-17", 1, "kind"),
        ("2026-02-17,holiday\n\n2026-02-17,working", 3, "date"),
    ] {
        let problem = Calendar::parse(text).expect_err("bad");
        assert_eq!((problem.line, problem.field), (line, field), "{problem}");
    }
    let many: String = (0..4001).map(|n| format!("{},holiday\n", day("2000-01-01") + chrono::Days::new(n))).collect();
    assert!(Calendar::parse(&many).expect_err("too many").problem.contains("more than 4000 days"));
    assert_eq!(Calendar::parse("\u{feff}date,kind\r\n2026-02-17, holiday \r\n").expect("a table").days().count(), 1);
}
