//! Notices: the words are the caller's, the form is the letter's.

use super::{head, reading};
use lienwatch::papers::{Notice, Section, Signatory};
use lienwatch_domain::language::Language;

/// In the form of UCC 9-614(3).
fn notice() -> Notice {
    let section = |title: Option<&str>, paragraphs: &[&str]| Section {
        title: title.map(str::to_owned),
        paragraphs: paragraphs.iter().map(|text| (*text).to_owned()).collect(),
    };
    Notice {
        title: "Notice of our plan to sell property".into(),
        addressee: vec!["Wang Xiaoming 王小明".into(), "1 Peony River Road".into()],
        fields: vec![("Subject".into(), "Retail instalment contract 2022-88-1".into())],
        sections: vec![
            section(None, &["We have your vehicle, because you broke promises in our agreement."]),
            section(Some("Sale"), &["We will sell the vehicle at public sale.", "You may attend and bring bidders."]),
        ],
        enclosures: vec!["Statement of account".into(), "Form of objection".into()],
        remarks: vec!["UCC 9-614".into()],
        signatories: vec![Signatory { name: "Chen Chen".into(), role: "Head of Collections".into() }],
    }
}

#[test]
fn it_holds_all_that_it_was_given_in_order() {
    let rendered = notice().render(&head(Language::En)).expect("a notice");
    let text = reading::text(&rendered.bytes);
    let mut from = 0;
    for part in [
        "HarbourAutoFinanceLtd",
        "Noticeofourplantosellproperty",
        "WangXiaoming王小明",
        "1PeonyRiverRoad",
        "SubjectRetailinstalmentcontract2022-88-1",
        "Wehaveyourvehicle",
        "SaleWewillsell",
        "Youmayattend",
        "ChenChen",
        "HeadofCollections",
        "Enclosures1.Statementofaccount2.Formofobjection",
        "UCC9-614",
    ] {
        let place = text[from..].find(part).unwrap_or_else(|| panic!("{part} is missing or out of order:\n{text}"));
        from += place;
    }
}

#[test]
fn the_words_around_it_are_of_its_language() {
    let bare = Notice { enclosures: vec!["账单".into()], signatories: vec![], ..notice() };
    let rendered = bare.render(&head(Language::Zh)).expect("a notice");
    let text = reading::text(&rendered.bytes);
    for part in ["附件1.账单", "文书编号LOA-2026-000123·第2版·签发日期2026年11月23日", "文书校验号"]
    {
        assert!(text.contains(part), "{part} is missing:\n{text}");
    }
}
