//! The settlement statement, from the domain's own numbers.

use super::{head, reading};
use lienwatch::papers::{SettlementStatement, what_follows};
use lienwatch_domain::ids::{CaseId, StatementId};
use lienwatch_domain::language::Language;
use lienwatch_domain::money::{BasisPoints, Currency, Money};
use lienwatch_domain::settlement::statement::{Credit, CreditKind, Facts, Statement};
use lienwatch_domain::settlement::waterfall::{
    Charge, Cost, CostKind, Debt, Demand, Input, Lien, LienKind, OwnLien, Profile, Registration, distribute,
};
use uuid::Uuid;

fn m(minor: i64) -> Money {
    Money::new(minor, Currency::new("CNY").expect("a code"))
}

/// The published case of a sale with its five costs, and a lien behind ours.
fn statement(profile: Profile, sale: i64, credit: i64) -> Statement {
    let cost = |kind, charge| Cost { kind, charge, agreed: true };
    let input = Input {
        profile,
        proceeds: m(sale),
        costs: vec![
            cost(CostKind::Tow, Charge::Fixed(m(120_000))),
            cost(CostKind::Storage, Charge::PerDay { days: 30, per_day: m(4_000) }),
            cost(CostKind::Preparation, Charge::Fixed(m(50_000))),
            cost(CostKind::SaleFee, Charge::OfPrice(BasisPoints::new(200).expect("a share"))),
            cost(CostKind::Legal, Charge::Fixed(m(200_000))),
        ],
        debt: Debt { principal: m(6_000_000), interest: m(320_055), penalty: m(100_000), fees: m(0) },
        debt_order: None,
        own: OwnLien::default(),
        liens: vec![Lien {
            name: "第二银行".into(),
            amount: m(500_000),
            kind: LienKind::Security,
            rank: Some(2),
            registration: Registration::None,
            demand: Demand::Made,
        }],
        adjustment: None,
    };
    let facts = Facts {
        as_of: "2026-04-01".parse().expect("a date"),
        possession_on: "2026-03-20".parse().expect("a date"),
        sold_on: "2026-04-28".parse().expect("a date"),
        rebate_in_debt: m(0),
        waterfall: distribute(&input).expect("a distribution"),
        credits: vec![Credit { kind: CreditKind::InsuranceRefund, amount: m(credit) }],
    };
    let (id, case) = (StatementId(Uuid::from_u128(1)), CaseId(Uuid::from_u128(2)));
    Statement::make(id, case, facts, None, super::november(22, 3)).expect("a statement")
}

fn text(statement: &Statement, language: Language) -> String {
    let paper = SettlementStatement {
        statement,
        addressee: vec!["王小明".into(), "上海市宝山区牡丹江路1号".into()],
        case_number: "C-2026-004711".into(),
        contract_number: "2022-88-1".into(),
        vehicle: "Geely Emgrand 2022, L6T7824Z0NN000001, 沪A·12345".into(),
        enquiries: "021-5555 0100".into(),
        remarks: what_follows(statement, language),
        signatories: vec![],
    };
    let rendered = paper.render(&head(language)).expect("a statement");
    assert!(rendered.missing.is_empty(), "{:?}", rendered.missing);
    reading::text(&rendered.bytes)
}

#[test]
fn its_lines_stand_in_the_order_of_the_law_with_their_numbers() {
    let statement = statement(Profile::Us, 8_000_000, 12_000);
    let text = text(&statement, Language::En);
    let lines = [
        "TheSaleleavesasurplus".to_lowercase(),
        "Item Amount(CNY)".replace(' ', ""),
        "1Principal60,000.00".into(),
        "Interest3,200.55".into(),
        "Penaltiesandlatecharges1,000.00".into(),
        "Totalobligation64,200.55".into(),
        "2Proceedsofthesale80,000.00".into(),
        "3Obligationafterproceeds−15,799.45".into(),
        "4Towing".into(),
        "Totalexpenses6,500.00".into(),
        "第二银行".into(),
        "5Insurancerefund120.00".into(),
        "6Surplusduetoyou4,419.45".into(),
        "Laterdebits,creditsorcharges".into(),
        "Thesurplusispaidtoyou(UCC9-615(d)(1))".into(),
        "Ifyoudisputetheprice".into(),
        "Questions:021-55550100".into(),
    ];
    let mut from = 0;
    for line in lines {
        let place = text[from..].to_lowercase().find(&line.to_lowercase());
        from += place.unwrap_or_else(|| panic!("{line} is missing or out of order:\n{text}"));
    }
    assert!(text.contains("30daysat40.00aday"), "{text}");
    assert!(text.contains("2%oftheprice"), "{text}");
    assert!(text.contains("asurplusofCNY4,419.45,whichisduetoyou"), "{text}");
    assert!(text.contains("Soldon28April2026"), "{text}");
}

/// Every law, both outcomes, both languages: each says what follows, in characters that the fonts have.
#[test]
fn what_follows_is_said_by_every_law() {
    for profile in Profile::ALL {
        for sale in [4_000_000, 8_000_000] {
            let statement = statement(*profile, sale, 12_000);
            for language in [Language::En, Language::Zh] {
                let remarks = what_follows(&statement, language);
                let kept_by_the_owner = *profile == Profile::UkHp && sale == 8_000_000;
                assert!(remarks.len() == 2 || kept_by_the_owner, "{profile:?} {sale}: {remarks:?}");
                text(&statement, language);
            }
        }
    }
}

#[test]
fn it_tells_the_borrower_in_chinese_what_is_still_owed() {
    let text = text(&statement(Profile::Cn, 4_000_000, 12_000), Language::Zh);
    for expected in [
        "车辆处置结算书",
        "王小明",
        "车辆变价后仍有不足额人民币29,780.55元，由您承担",
        "金额（CNY）",
        "30天，每天40.00",
        "成交价的2%",
        "6您仍欠的不足额29,780.55",
        "车辆变价日期2026年4月28日",
    ] {
        assert!(text.contains(expected), "{expected} is missing:\n{text}");
    }
}
