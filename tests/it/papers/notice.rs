//! Notices: the words are the law's, the form is the letter's.

use super::{head, reading};
use lienwatch::papers::{Notice, Signatory};
use lienwatch_domain::compliance::text::{TemplateField, notice_text};
use lienwatch_domain::compliance::{Jurisdiction, NoticeKind};
use lienwatch_domain::language::Language;
use std::collections::BTreeMap;

/// The notice before a sale, as the place's law has it, with each field saying its own name.
fn notice(place: Jurisdiction, language: Language) -> Notice {
    let template = notice_text(NoticeKind::Sale, place, language).expect("a template");
    let fields = template.fields().expect("known fields");
    let mut values: BTreeMap<TemplateField, String> =
        fields.into_iter().map(|field| (field, format!("<{}>", field.name()))).collect();
    values.insert(TemplateField::DebtorName, "王小明".into());
    Notice {
        text: template.render(language, &values).expect("a text"),
        addressee: vec!["Wang Xiaoming 王小明".into(), "1 Peony River Road".into()],
        fields: vec![("Subject".into(), "2022-88-1".into())],
        enclosures: vec!["Statement of account".into(), "Form of objection".into()],
        remarks: vec!["UCC 9-614".into()],
        signatories: vec![Signatory { name: "Chen Chen".into(), role: "Head of Collections".into() }],
    }
}

/// Without white space, as [`reading::text`] gives texts.
fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn it_holds_all_that_the_law_says_in_order() {
    for (place, language) in [(Jurisdiction::Us, Language::En), (Jurisdiction::Tw, Language::Zh)] {
        let notice = notice(place, language);
        // The letterhead is for English; the text decides.
        let rendered = notice.render(&head(Language::En)).expect("a notice");
        assert!(rendered.missing.is_empty(), "{:?}", rendered.missing);
        // A line may stand on two pages, so what each page repeats is taken out of the way.
        let margins = [
            dense(language.pick(
                "Harbour Auto Finance LtdLOA-2026-000123 · version 2",
                "Harbour Auto Finance LtdLOA-2026-000123 · 第2版",
            )),
            dense(&format!("{}{}", language.pick("Document number", "文书校验号"), rendered.number)),
        ];
        let pages = reading::pages(&rendered.bytes);
        let mut text = String::new();
        for (at, page) in pages.iter().enumerate() {
            let page = page.strip_prefix(margins[0].as_str()).unwrap_or(page);
            let foot = format!("{}{}/{}", margins[1], at + 1, pages.len());
            text.push_str(&page.replace(&margins[0], "").replace(&foot, ""));
        }
        let mut from = 0;
        let plain = notice.text.plain();
        let enclosures = language.pick("Enclosures", "附件");
        let after = ["Chen Chen", "Head of Collections", enclosures, "1. Statement of account", "2. Form of objection"];
        for part in plain.lines().chain(after).chain(["UCC 9-614"]) {
            let part = dense(part);
            let place = text[from..].find(&part);
            from += place.unwrap_or_else(|| panic!("{part} is missing or out of order:\n{text}"));
        }
    }
}

#[test]
fn the_words_around_it_are_of_its_language() {
    let rendered = notice(Jurisdiction::Cn, Language::Zh).render(&head(Language::En)).expect("a notice");
    let text = reading::text(&rendered.bytes);
    for part in [
        "WangXiaoming王小明1PeonyRiverRoad",
        "Subject2022-88-1",
        "文书编号LOA-2026-000123·第2版·签发日期2026年11月23日",
    ] {
        assert!(text.contains(part), "{part} is missing:\n{text}");
    }
}
