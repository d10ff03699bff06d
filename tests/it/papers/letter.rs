//! The letter of authorisation.

use super::{head, november, reading};
use lienwatch::papers::{Agent, LetterOfAuthorisation, PaperError, Signatory, Vehicle, Vendor};
use lienwatch_domain::compliance::Jurisdiction;
use lienwatch_domain::compliance::text::{TemplateField, authorisation_letter};
use lienwatch_domain::language::Language;

fn letter() -> LetterOfAuthorisation {
    let agent = |name: &str, certificate: &str| Agent { name: name.into(), certificate: certificate.into() };
    LetterOfAuthorisation {
        vendor: Vendor {
            name: "北方车辆资产处置有限公司".into(),
            registration: "SH-REC-0042".into(),
            contact: "+86 21 5555 0199".into(),
        },
        agents: vec![agent("王小明", "SH-A-1001"), agent("李喆", "SH-A-1002")],
        vehicle: Vehicle {
            description: "吉利帝豪 2022款 白色 轿车".into(),
            vin: "L6T7824Z0NN000001".into(),
            plate: Some("沪A·12345".into()),
        },
        task: "Recover and deliver to yard Baoshan 3".into(),
        legal_basis: "Finance lease, terminated on default".into(),
        proof: "Notice of termination of 3 November 2026".into(),
        case_number: "C-2026-004711".into(),
        order_number: "O-2026-010203".into(),
        valid_from: november(22, 2),
        valid_to: november(29, 20),
        place: Jurisdiction::Cn,
        terms: vec!["No recovery within 100 m of a school".into()],
        enquiries: "+86 400 555 0100".into(),
        verification_url: "https://lienwatch.example/verify/LOA-2026-000123?k=J7Q2M4".into(),
        signatories: vec![
            Signatory { name: "陈晨".into(), role: "Head of Collections".into() },
            Signatory { name: "趙堃".into(), role: "Compliance".into() },
        ],
    }
}

#[test]
fn it_says_who_may_do_what_in_both_languages() {
    for (language, expected) in [
        (
            Language::En,
            [
                "Letterofauthorisation",
                "HarbourAutoFinanceLtdauthorises",
                "22November2026,10:00(UTC+8)",
                "30November2026,04:00(UTC+8)",
                "revokethisletteratanytime",
                "issued23November2026",
            ],
        ),
        (
            Language::Zh,
            [
                "车辆收回授权书",
                "兹授权北方车辆资产处置有限公司",
                "2026年11月22日10:00(UTC+8)",
                "2026年11月30日04:00(UTC+8)",
                "委托人可随时撤销本授权",
                "签发日期2026年11月23日",
            ],
        ),
    ] {
        let rendered = letter().render(&head(language)).expect("a letter");
        let text = reading::text(&rendered.bytes);
        let facts = [
            "北方车辆资产处置有限公司",
            "SH-REC-0042",
            "王小明",
            "SH-A-1001",
            "李喆",
            "趙堃",
            "L6T7824Z0NN000001",
            "沪A·12345",
            "C-2026-004711",
            "O-2026-010203",
            "within100mofaschool",
            "https://lienwatch.example/verify/LOA-2026-000123?k=J7Q2M4",
            &rendered.number,
        ];
        for fact in expected.into_iter().chain(facts) {
            assert!(text.contains(fact), "{fact} is missing of {language:?}:\n{text}");
        }
        assert!(rendered.missing.is_empty(), "{:?}", rendered.missing);
        assert_eq!(rendered.pages, 2);
        assert!(rendered.bytes.len() < 200_000, "{} bytes", rendered.bytes.len());
    }
}

#[test]
fn its_code_leads_to_the_page_that_verifies_it() {
    let rendered = letter().render(&head(Language::Zh)).expect("a letter");
    let url = reading::code(&rendered.bytes, 2).expect("a code on the second page");
    assert_eq!(url, "https://lienwatch.example/verify/LOA-2026-000123?k=J7Q2M4");
    assert_eq!(reading::code(&rendered.bytes, 1), None);
}

#[test]
fn the_same_letter_is_the_same_file_and_another_has_another_number() {
    let (first, again) = (letter().render(&head(Language::Zh)), letter().render(&head(Language::Zh)));
    assert_eq!(first, again);
    let first = first.expect("a letter");
    assert_eq!(first.number.len(), 24, "{}", first.number);
    assert_eq!(first.sha256.len(), 64);
    let mut other = letter();
    other.agents[1].certificate.push('X');
    let other = other.render(&head(Language::Zh)).expect("a letter");
    assert_ne!(first.number, other.number);
    let mut later = head(Language::Zh);
    later.version += 1;
    assert_ne!(first.number, letter().render(&later).expect("a letter").number);
}

#[test]
fn an_address_that_no_code_holds_is_refused() {
    for url in [String::new(), format!("https://lienwatch.example/{}", "x".repeat(500))] {
        let bytes = url.len();
        let refused = LetterOfAuthorisation { verification_url: url, ..letter() }.render(&head(Language::En));
        assert_eq!(refused, Err(PaperError::Code { bytes, most: 500 }));
    }
}

#[test]
fn what_it_says_is_the_template_of_the_place() {
    for language in [Language::En, Language::Zh] {
        let text = reading::text(&letter().render(&head(language)).expect("a letter").bytes);
        let template = authorisation_letter(Jurisdiction::Cn, language).expect("a template");
        let values = TemplateField::ALL.iter().map(|field| (*field, "✂".to_owned())).collect();
        let words = template.render(language, &values).expect("a text").plain();
        let pieces = words.split(['✂', '\n', '.', ';', '。', '；']).filter(|piece| piece.trim().len() > 1);
        for piece in pieces {
            let piece: String = piece.split_whitespace().collect();
            assert!(text.contains(&piece), "{piece} is missing of {language:?}:\n{text}");
        }
    }
    let nobody = LetterOfAuthorisation { enquiries: " ".into(), ..letter() }.render(&head(Language::En));
    assert!(matches!(nobody, Err(PaperError::Gap(gap)) if gap.field == TemplateField::ComplaintPhone), "{nobody:?}");
}
