//! What notices and letters say, and which words no text holds.

use crate::scene::*;
use lienwatch_domain::compliance::text::*;
use lienwatch_domain::compliance::*;
use lienwatch_domain::language::Language;
use std::collections::{BTreeMap, BTreeSet};

fn values() -> BTreeMap<TemplateField, String> {
    TemplateField::ALL.iter().map(|field| (*field, format!("<{field}>"))).collect()
}

#[test]
fn every_notice_has_a_text_in_both_languages_that_says_what_the_law_wants() {
    for language in Language::ALL {
        for place in Jurisdiction::ALL {
            for kind in NoticeKind::ALL {
                let template = notice_text(*kind, *place, *language).expect("a template");
                assert_eq!(template.notice, Some(*kind));
                let text = template.render(*language, &values()).expect("a text");
                for field in template.fields().expect("known fields") {
                    assert!(text.plain().contains(&format!("<{field}>")), "{kind} {language}: {field}");
                }
                assert!(!text.plain().contains(['{', '}']), "{kind} {language}");
                assert_eq!(text.items, template.items);
            }
            // The paper of the letter puts car, persons and dates between these parts.
            let letter = authorisation_letter(*place, *language).expect("a template");
            let parts = letter.blocks.as_slice();
            let [Block::Paragraph(_), Block::List(terms), Block::Heading(_), Block::Paragraph(_)] = parts else {
                panic!("an opening, its terms, and how it is checked: {parts:?}")
            };
            assert!(terms.len() > 2, "{place} {language}");
        }
    }
    for pack in PackSet::default().packs() {
        let Layer::Law(place) = *pack.layer() else { panic!("a law") };
        for rule in pack.rules() {
            for (kind, items) in rule.checks.iter().filter_map(|c| c.wanted_items(rule)) {
                for language in Language::ALL {
                    let template = notice_text(kind, place, *language).expect("a template");
                    let missing: Vec<_> = items.difference(&template.items).collect();
                    assert!(missing.is_empty(), "{}: the {kind} notice in {language} lacks {missing:?}", rule.id);
                }
            }
        }
    }
}

#[test]
fn both_languages_need_the_same_fields() {
    let fields = |language| -> BTreeMap<_, BTreeSet<TemplateField>> {
        let all = Texts::built_in(language).templates();
        all.iter().map(|t| ((t.kind, t.notice, t.place), t.fields().expect("known fields"))).collect()
    };
    assert_eq!(fields(Language::En), fields(Language::Zh));
    let items = |language| -> BTreeMap<_, BTreeSet<NoticeItem>> {
        Texts::built_in(language).templates().iter().map(|t| ((t.kind, t.notice, t.place), t.items.clone())).collect()
    };
    assert_eq!(items(Language::En), items(Language::Zh));
}

#[test]
fn a_text_with_a_gap_is_not_made() {
    let template = notice_text(NoticeKind::Sale, Jurisdiction::Us, Language::En).expect("a template");
    for field in template.fields().expect("known fields") {
        let mut values = values();
        values.remove(&field);
        assert_eq!(template.render(Language::En, &values), Err(MissingField { field }));
        values.insert(field, "  ".into());
        assert_eq!(template.render(Language::En, &values), Err(MissingField { field }));
        values.insert(field, "x".repeat(4001));
        assert_eq!(template.render(Language::En, &values), Err(MissingField { field }));
    }
    assert!(MissingField { field: TemplateField::SaleTime }.to_string().contains("sale_time"));
}

#[test]
fn a_value_is_never_read_as_a_field() {
    let mut values = values();
    values.insert(TemplateField::DebtorName, "{lender_name} {".into());
    let template = notice_text(NoticeKind::Explanation, Jurisdiction::Us, Language::En).expect("a template");
    assert!(template.render(Language::En, &values).expect("a text").plain().contains("To: {lender_name} {"));
}

#[test]
fn a_place_has_its_own_text_where_its_law_words_it() {
    let title = |place| notice_text(NoticeKind::DefaultNotice, place, Language::En).map(|t| t.title.clone());
    assert!(title(Jurisdiction::Uk).is_some_and(|t| t.contains("section 87(1)")));
    assert_eq!(title(Jurisdiction::Cn).as_deref(), Some("Default notice"));
}

#[test]
fn templates_that_cannot_be_used_are_refused() {
    let refused = |text: &str| Texts::parse(Language::En, text).expect_err("refused").problem;
    let one = |kind: &str, words: &str| {
        format!(r#"{{"kind": {kind}, "title": "T", "blocks": [{{"paragraph": "{words}"}}]}}"#)
    };
    let notice = r#""notice", "notice": "sale""#;
    assert!(Texts::parse(Language::En, &format!("[{}]", one(notice, "to {debtor_name}"))).is_ok());
    assert!(refused(&format!("[{}]", one(notice, "to {debtor}"))).contains("{debtor} is no field"));
    assert!(refused(&format!("[{}]", one("\"notice\"", "x"))).contains("names its kind"));
    assert!(refused(&format!("[{0}, {0}]", one(notice, "x"))).contains("another for the same"));
    assert!(!refused("{").is_empty());
}

#[test]
fn no_text_of_ours_holds_a_denied_word() {
    for (code, place) in
        [("cn", Jurisdiction::Cn), ("tw", Jurisdiction::Tw), ("us", Jurisdiction::Us), ("uk", Jurisdiction::Uk)]
    {
        let scene = clean(code, call()).but(|s| s.lender = Pack::lender_default().clone());
        for language in Language::ALL {
            for template in Texts::built_in(*language).templates().iter().filter(|t| t.place.is_none_or(|p| p == place))
            {
                let text = template.render(*language, &values()).expect("a text");
                assert_eq!(denied_words(&scene.law(), &text.plain(), scene.local()), [], "{code} {}", template.title);
            }
        }
    }
}

#[test]
fn denied_words_are_found_through_disguise_and_only_whole() {
    let words: BTreeSet<String> = ["老赖", "court officer", "arrest"].map(String::from).into();
    for text in [
        "你是老赖",
        "老 赖",
        "老.赖!",
        "老\u{200b}赖",
        "COURT  OFFICER",
        "a court-officer comes",
        "ＡＲＲＥＳＴ",
        "arrest\u{ad}",
    ] {
        assert!(denied_word(text, &words).is_some(), "{text:?}");
    }
    for text in ["老人依赖", "court", "the court officers' mess", "arrested development", "", "…"] {
        assert_eq!(denied_word(text, &words), None, "{text:?}");
    }
    let scene = clean("cn", call());
    let found = denied_words(&scene.law(), "曝光你这个老赖", scene.local());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].rule, "CN-05");
}
