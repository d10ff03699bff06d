//! Who comes before whom, place by place.

use super::*;
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn lien(name: &str, minor: i64, rank: Option<u32>, registration: Registration) -> Lien {
    Lien { rank, registration, ..junior(name, minor) }
}

fn registered(name: &str, minor: i64, on: &str) -> Lien {
    lien(name, minor, None, Registration::On(day(on)))
}

/// A sale without costs for a debt of 1000, under a lien of 2025-06-01.
fn plain(profile: Profile, sale: i64, liens: Vec<Lien>) -> Input {
    let own = OwnLien { registration: Registration::On(day("2025-06-01")), ..OwnLien::default() };
    Input { costs: vec![], debt: debt(1_000, 0, 0), own, liens, ..input(profile, sale) }
}

/// What each line pays, by its item.
fn paid(w: &Waterfall) -> Vec<(String, i64)> {
    use lienwatch_domain::language::Language;
    w.lines.iter().map(|l| (l.item.label(Language::En).to_owned(), l.paid.minor)).collect()
}

fn expect(w: &Waterfall, expected: &[(&str, i64)]) {
    let expected: Vec<(String, i64)> = expected.iter().map(|(n, a)| ((*n).to_owned(), *a)).collect();
    assert_eq!(paid(w), expected);
}

#[test]
fn in_china_liens_are_paid_by_possession_price_and_time_of_registration() {
    let liens = vec![
        lien("unregistered a", 100, None, Registration::None),
        registered("later", 200, "2025-09-01"),
        registered("earlier", 300, "2025-01-01"),
        Lien { kind: LienKind::PurchaseMoney, ..registered("dealer", 50, "2025-07-01") },
        Lien { kind: LienKind::Possessory { value_added: None }, ..lien("garage", 70, None, Registration::None) },
        lien("unregistered b", 300, None, Registration::None),
    ];
    for profile in [Profile::Cn, Profile::CnFinanceLease] {
        let w = divided(&plain(profile, 1_722, liens.clone()));
        expect(
            &w,
            &[
                ("garage", 70),
                ("dealer", 50),
                ("earlier", 300),
                ("Principal", 1_000),
                ("later", 200),
                ("unregistered a", 26), // 102 of 400: 25.5 and 76.5, the unit goes to the one listed first
                ("unregistered b", 76),
                ("Surplus", 0),
            ],
        );
        assert_eq!((w.seniors_paid(), w.juniors_paid()), (Ok(m(420)), Ok(m(302))));
    }
}

#[test]
fn in_china_costs_come_after_possession_and_before_earlier_mortgages() {
    let liens = vec![
        registered("earlier", 300, "2025-01-01"),
        Lien { kind: LienKind::Possessory { value_added: None }, ..lien("garage", 70, None, Registration::None) },
    ];
    let w = divided(&Input { costs: vec![fixed(CostKind::Court, 100)], ..plain(Profile::Cn, 180, liens) });
    expect(&w, &[("garage", 70), ("Court", 100), ("earlier", 10), ("Principal", 0), ("Surplus", 0)]);
    assert_eq!(w.deficiency.total(), Ok(m(1_000)));
}

#[test]
fn liens_of_one_rank_share_with_the_debt_pro_rata() {
    let w = divided(&plain(Profile::Cn, 1_000, vec![registered("twin", 500, "2025-06-01")]));
    expect(&w, &[("Principal", 667), ("twin", 333), ("Surplus", 0)]);
    let w = divided(&plain(Profile::Us, 1_000, vec![lien("twin", 500, Some(1), Registration::None)]));
    expect(&w, &[("Principal", 667), ("twin", 333), ("Surplus", 0)]);
    let unregistered = OwnLien { registration: Registration::None, ..OwnLien::default() };
    let liens = vec![lien("other", 1_000, None, Registration::None)];
    let w = divided(&Input { own: unregistered, ..plain(Profile::Cn, 1_000, liens) });
    expect(&w, &[("Principal", 500), ("other", 500), ("Surplus", 0)]);
}

#[test]
fn a_lien_for_the_price_of_the_car_comes_before_earlier_ones() {
    let own = OwnLien { purchase_money: true, ..OwnLien::default() };
    let liens = vec![registered("earlier", 300, "2025-01-01")];
    let w = divided(&Input { own, ..plain(Profile::Cn, 1_100, liens) });
    expect(&w, &[("Principal", 1_000), ("earlier", 100), ("Surplus", 0)]);
}

#[test]
fn in_the_united_states_senior_liens_stay_on_the_car() {
    let liens = vec![
        lien("senior", 300, Some(1), Registration::None),
        Lien { kind: LienKind::Possessory { value_added: None }, ..lien("garage", 70, None, Registration::None) },
        Lien { kind: LienKind::Consignor, ..lien("consignor", 60, None, Registration::None) },
        Lien { rank: Some(4), ..junior("fourth", 40) },
        Lien { rank: Some(3), ..junior("third", 30) },
        Lien { rank: Some(3), demand: Demand::Unproved, ..junior("unproved", 10) },
    ];
    let own = OwnLien { rank: 2, ..OwnLien::default() };
    let w = divided(&Input { own, ..plain(Profile::Us, 1_100, liens) });
    expect(
        &w,
        &[
            ("Principal", 1_000),
            ("third", 30),
            ("fourth", 40),
            ("consignor", 30),
            ("senior", 0),
            ("unproved", 0),
            ("garage", 0),
            ("Surplus", 0),
        ],
    );
    let rules: Vec<Rule> = w.lines.iter().filter(|l| l.step == Step::NotPaid).map(|l| l.rule).collect();
    assert_eq!(rules, [Rule::UsSenior, Rule::UsNoProof, Rule::UsSenior]);
}

#[test]
fn in_taiwan_a_repairer_comes_first_for_the_value_that_he_added() {
    let garage = LienKind::Possessory { value_added: Some(m(40)) };
    let liens = vec![
        Lien { kind: garage, ..lien("garage", 70, None, Registration::None) },
        registered("later", 200, "2025-09-01"),
    ];
    let w = divided(&plain(Profile::Tw, 1_100, liens));
    expect(&w, &[("garage", 40), ("Principal", 1_000), ("later", 0), ("Surplus", 60)]);
    assert_eq!(w.lines[0].rule.source(), "動產擔保交易法 5");
}

#[test]
fn in_hire_purchase_the_owner_keeps_the_rest() {
    let w = divided(&plain(Profile::UkHp, 1_100, vec![junior("lender", 50)]));
    expect(&w, &[("Principal", 1_000), ("lender", 0), ("Surplus", 100)]);
    assert_eq!(w.by_recipient().expect("fits").last(), Some(&(Recipient::Owner, m(100))));
}

#[test]
fn after_a_voluntary_termination_no_more_than_half_of_the_price_is_owed() {
    // Half of 2000 is 1000; 700 paid, 100 due: 200 are missing, so 300 are owed and not the 650 that are open.
    let ended = Adjustment::VoluntaryTermination { total_price: m(2_000), paid: m(700), due: m(100) };
    let w = Input {
        costs: vec![fixed(CostKind::Retake, 50)],
        debt: debt(1_000, 20, 30),
        adjustment: Some(ended),
        ..plain(Profile::UkHp, 450, vec![])
    };
    let w = divided(&w);
    assert_eq!(w.deficiency.total(), Ok(m(300)));
    assert_eq!((w.deficiency.costs, w.deficiency.debt), (m(0), debt(300, 0, 0)));
    assert_eq!(w.not_claimed, m(350));
    // More than half is paid: only what was due is owed.
    let ended = Adjustment::VoluntaryTermination { total_price: m(2_000), paid: m(1_500), due: m(100) };
    let w = divided(&Input { adjustment: Some(ended), ..plain(Profile::UkHp, 450, vec![]) });
    assert_eq!((w.deficiency.total(), w.not_claimed), (Ok(m(100)), m(450)));
}

#[test]
fn a_price_among_friends_is_made_up_to_a_fair_one() {
    let fair = |minor| Some(Adjustment::InsiderSale { fair: m(minor) });
    let w = divided(&Input { adjustment: fair(1_300), ..plain(Profile::Us, 800, vec![]) });
    assert_eq!((w.top_up, w.surplus(), w.deficiency.total()), (m(500), Ok(m(300)), Ok(m(0))));
    let w = divided(&Input { adjustment: fair(700), ..plain(Profile::Us, 800, vec![]) });
    assert_eq!((w.top_up, w.deficiency.total()), (m(0), Ok(m(200))));
    assert_eq!(refused(&Input { adjustment: fair(1), ..plain(Profile::Cn, 8, vec![]) }).rule, "profile_facts");
}

#[test]
fn what_is_not_agreed_is_the_lenders_own() {
    let legal = Cost { agreed: false, ..fixed(CostKind::Legal, 200) };
    let w = divided(&Input { costs: vec![legal], ..plain(Profile::Us, 900, vec![]) });
    expect(&w, &[("Principal", 900), ("Legal", 0), ("Surplus", 0)]);
    assert_eq!((w.deficiency.total(), w.costs_claimed()), (Ok(m(100)), Ok(m(0))));
}

#[test]
fn what_cannot_be_ordered_is_refused_with_what_is_missing() {
    let refusal = refused(&plain(Profile::Cn, 900, vec![lien("other", 1, None, Registration::Undated)]));
    assert_eq!(refusal.rule, "lien_rank");
    assert!(refusal.remedy.contains("liens[0].rank") && refusal.remedy.contains("own.registered_on"), "{refusal}");
}

#[test]
fn another_currency_is_refused_by_its_field() {
    let usd = Currency::new("USD").expect("a code");
    let foreign = Lien { amount: Money::new(1, usd), ..junior("x", 1) };
    let refusal = refused(&plain(Profile::Cn, 900, vec![foreign]));
    assert_eq!(refusal.rule, "one_currency");
    assert!(refusal.message.starts_with("liens[0].minor is in USD"), "{refusal}");
}

#[test]
fn every_rule_has_a_source_and_a_text_in_each_language() {
    use lienwatch_domain::language::Language;
    for rule in Rule::ALL {
        assert!(!rule.source().is_empty());
        let texts: Vec<&str> = Language::ALL.iter().map(|l| rule.label(*l)).collect();
        assert!(texts[0].is_ascii() && !texts[1].is_ascii(), "{texts:?}");
    }
    for kind in CostKind::ALL {
        assert!(kind.label(Language::En).is_ascii() && !kind.label(Language::Zh).is_ascii());
    }
}
