//! What is kept of a case: its sheet, and the condition of the car.

use super::{head, november, reading};
use lienwatch::papers::{
    Belonging, CaseSheet, ConditionReport, Finding, Grade, Moment, OrderLine, Part, Photo, Signatory, Subject, Vehicle,
};
use lienwatch_domain::language::Language;
use lienwatch_domain::money::{Currency, Money};

fn sheet(moments: u32) -> CaseSheet {
    CaseSheet {
        subject: Subject::Case("C-2026-004711".into()),
        parts: vec![Part { title: "Loan".into(), fields: vec![("Contract".into(), "2022-88-1".into())] }],
        orders: vec![OrderLine {
            number: "O-1".into(),
            kind: "repossess".into(),
            vendor: "北方车辆资产处置有限公司".into(),
            state: "acknowledged".into(),
            given: november(3, 20),
        }],
        timeline: (0..moments)
            .map(|at| Moment {
                at: november(1 + at % 28, at % 24),
                what: format!("event{at}"),
                detail: (at % 2 == 0).then(|| format!("because{at}")),
                who: "陈晨".into(),
            })
            .collect(),
        purpose: "For the file of the court, by ana@harbour.example".into(),
    }
}

#[test]
fn a_case_sheet_tells_every_moment_once() {
    let rendered = sheet(200).render(&head(Language::En)).expect("a sheet");
    assert!(rendered.pages > 3, "{}", rendered.pages);
    let text = reading::text(&rendered.bytes);
    for at in 0..200 {
        let (row, detail) = (format!("event{at}陈晨"), format!("event{at}because{at}"));
        let found = text.contains(&row) || text.contains(&detail) || text.contains(&format!("because{at}"));
        assert!(found, "event {at} is missing");
    }
    assert_eq!(text.matches("because").count(), 100);
    for part in ["CaseC-2026-004711", "Time(UTC+8)", "2026-11-0108:00", "4November2026", "ForthefileoftheCourt"] {
        assert!(text.to_lowercase().contains(&part.to_lowercase()), "{part} is missing:\n{text}");
    }
}

#[test]
fn a_case_without_a_history_says_so() {
    let text = reading::text(&sheet(0).render(&head(Language::Zh)).expect("a sheet").bytes);
    assert!(text.contains("暂无记录"), "{text}");
}

fn report() -> ConditionReport {
    ConditionReport {
        case_number: "C-2026-004711".into(),
        order_number: "O-2".into(),
        vehicle: Vehicle { description: "吉利帝豪".into(), vin: "L6T7824Z0NN000001".into(), plate: None },
        inspected_at: november(22, 2),
        place: "宝山三号停车场".into(),
        inspector: "王小明".into(),
        odometer_km: Some(81_234),
        grade: Grade::try_from(3).expect("a grade"),
        keys: 1,
        tracker_found: Some(true),
        findings: vec![Finding {
            part: "左前门".into(),
            damage: "划痕 30 cm".into(),
            estimate: Some(Money::new(80_000, Currency::new("CNY").expect("a code"))),
        }],
        belongings: vec![Belonging { what: "儿童座椅".into(), count: 1, kept_at: "宝山三号停车场".into() }],
        photos: vec![Photo { shows: "正面".into(), sha256: "ab".repeat(32) }],
        remarks: vec!["雨天检查".into()],
        signatories: vec![Signatory { name: "王小明".into(), role: "交车人".into() }],
    }
}

#[test]
fn a_condition_report_says_how_the_car_was_found() {
    let text = reading::text(&report().render(&head(Language::Zh)).expect("a report").bytes);
    for part in
        ["81,234km", "左前门划痕30cm人民币800.00元", "儿童座椅1宝山三号停车场", "定位终端已找到", "正面", "雨天检查"]
    {
        assert!(text.contains(part), "{part} is missing:\n{text}");
    }
    assert!(text.contains(&"ab".repeat(32)), "a long digest is broken over lines, and whole:\n{text}");
    let bare = ConditionReport {
        odometer_km: None,
        tracker_found: None,
        findings: vec![],
        belongings: vec![],
        photos: vec![],
        ..report()
    };
    let text = reading::text(&bare.render(&head(Language::En)).expect("a report").bytes);
    for part in
        ["cannotberead", "notlookedfor", "Nodamagewasfound", "Nothingwasleftinthevehicle", "Registrationplatenone"]
    {
        assert!(text.contains(part), "{part} is missing:\n{text}");
    }
    assert!(!text.contains("SHA-256"));
}

#[test]
fn a_grade_is_zero_to_five() {
    assert_eq!(Grade::try_from(6).expect_err("no grade").to_string(), "a grade is 0 to 5, this is 6");
    assert_eq!((0..=5).filter(|grade| Grade::try_from(*grade).is_ok()).count(), 6);
}
