//! What is kept of a case: its sheet, and the condition of the car.

use super::{head, november, reading};
use lienwatch::papers::{Belonging, CaseSheet, ConditionPaper, Moment, OrderLine, Part, Signatory, Subject, Vehicle};
use lienwatch_domain::disposal::{
    ConditionReport, Damage, DamageKind, Drives, Grade, Panel, Photo, Severity, Shot, TrackerFound,
};
use lienwatch_domain::ids::EvidenceId;
use lienwatch_domain::language::Language;
use lienwatch_domain::reason::Reason;
use uuid::Uuid;

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
    let photo = |shot, n| Photo { shot, evidence: EvidenceId(Uuid::from_u128(n)) };
    ConditionReport {
        at: november(22, 2),
        vin_matches: true,
        odometer_km: Some(81_234),
        keys: 1,
        drives: Drives::StartsOnly,
        structural_damage: false,
        flood_damage: true,
        airbags_open: false,
        damage: vec![Damage {
            panel: Panel::LeftFrontDoor,
            kind: DamageKind::Scratch,
            severity: Severity::Moderate,
            photos: vec![],
        }],
        photos: vec![photo(Shot::Odometer, 1), photo(Shot::Front, 2)],
        trackers: TrackerFound::Foreign,
        grade: Grade::Derived { grade: 2 },
        remarks: Some(Reason::new("雨天检查").expect("a reason")),
    }
}

fn text(report: &ConditionReport, belongings: Vec<Belonging>, language: Language) -> String {
    let paper = ConditionPaper {
        report,
        case_number: "C-2026-004711".into(),
        order_number: "O-2".into(),
        vehicle: Vehicle { description: "吉利帝豪".into(), vin: "L6T7824Z0NN000001".into(), plate: None },
        place: "宝山三号停车场".into(),
        inspector: "王小明".into(),
        digests: [(EvidenceId(Uuid::from_u128(1)), "ab".repeat(32))].into(),
        belongings,
        signatories: vec![Signatory { name: "王小明".into(), role: "交车人".into() }],
    };
    let rendered = paper.render(&head(language)).expect("a report");
    assert!(rendered.missing.is_empty(), "{:?}", rendered.missing);
    reading::text(&rendered.bytes)
}

#[test]
fn a_condition_report_says_how_the_car_was_found() {
    let child_seat = Belonging { what: "儿童座椅".into(), count: 1, kept_at: "宝山三号停车场".into() };
    let zh = text(&report(), vec![child_seat], Language::Zh);
    for part in [
        "检查时间2026年11月22日10:00",
        "车况等级（0–5）2",
        "81,234km",
        "可启动，不能行驶",
        "水淹是",
        "气囊弹出否",
        "左前门划痕修复（中等）",
        "1儿童座椅宝山三号停车场",
        "发现非本机构安装的终端",
        &format!("里程表{}", "ab".repeat(32)),
        "正前方",
        "备注雨天检查",
    ] {
        assert!(zh.contains(part), "{part} is missing:\n{zh}");
    }
    let bare = ConditionReport {
        vin_matches: false,
        odometer_km: None,
        damage: vec![],
        photos: vec![],
        trackers: TrackerFound::NotLooked,
        remarks: None,
        ..report()
    };
    let en = text(&bare, vec![], Language::En);
    for part in [
        "L6T7824Z0NN000001Anotheroneisonthecar!",
        "cannotberead",
        "notlookedfor",
        "Nodamagewasfound",
        "Nothingwasleftinthevehicle",
        "Registrationplatenone",
    ] {
        assert!(en.contains(part), "{part} is missing:\n{en}");
    }
    assert!(!en.contains("SHA-256") && !en.contains("Remarks"));
}

#[test]
fn every_word_of_a_condition_is_printed_in_both_languages() {
    for language in [Language::En, Language::Zh] {
        let damage = |panel: &Panel| Damage {
            panel: *panel,
            kind: DamageKind::ALL[*panel as usize % DamageKind::ALL.len()],
            severity: Severity::ALL[*panel as usize % Severity::ALL.len()],
            photos: vec![],
        };
        let photo = |shot: &Shot| Photo { shot: *shot, evidence: EvidenceId(Uuid::from_u128(1)) };
        let all = ConditionReport {
            damage: Panel::ALL.iter().map(damage).collect(),
            photos: Shot::ALL.iter().map(photo).collect(),
            ..report()
        };
        let printed = text(&all, vec![], language);
        assert_eq!(printed.matches(&"ab".repeat(32)).count(), Shot::ALL.len());
        // Names of the wire are for programs; none of them reaches the paper.
        assert!(!printed.contains('_'), "{printed}");
    }
}
