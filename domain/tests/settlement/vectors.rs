//! The published cases, to the minor unit, and the same through the flat form.

use super::*;
use serde_json::{Value, json};

fn amounts(w: &Waterfall) -> (i64, i64, i64, i64, i64) {
    (
        w.costs_paid().expect("fits").minor,
        w.secured_paid().expect("fits").minor,
        w.juniors_paid().expect("fits").minor,
        w.surplus().expect("fits").minor,
        w.deficiency.total().expect("fits").minor,
    )
}

#[test]
fn t1_surplus_after_a_junior_that_demanded() {
    let w = divided(&Input { liens: vec![junior("junior", 500_000)], ..input(Profile::Us, 8_000_000) });
    assert_eq!(amounts(&w), (650_000, 6_420_055, 500_000, 429_945, 0));
    let debt = w.lines.iter().rfind(|l| l.step == Step::Debt).expect("a debt");
    assert_eq!(debt.left, m(929_945));
    let rules: Vec<&str> = w.lines.iter().map(|l| l.rule.source()).collect();
    assert_eq!(rules[..5], ["UCC 9-615(a)(1)"; 5]);
    assert_eq!(rules[5..8], ["UCC 9-615(a)(2)"; 3]);
    assert_eq!(rules[8..], ["UCC 9-615(a)(3)", "UCC 9-615(d)(1)"]);
    let shares = w.by_recipient().expect("fits");
    let holder = Recipient::LienHolder { lien: 0, name: "junior".into() };
    assert_eq!(
        shares,
        [
            (Recipient::CostCreditors, m(650_000)),
            (Recipient::SecuredParty, m(6_420_055)),
            (holder, m(500_000)),
            (Recipient::Debtor, m(429_945)),
        ]
    );
}

#[test]
fn t2_a_junior_that_did_not_demand_gets_nothing() {
    let silent = Lien { demand: Demand::None, ..junior("junior", 500_000) };
    let w = divided(&Input { liens: vec![silent], ..input(Profile::Us, 8_000_000) });
    assert_eq!(amounts(&w), (650_000, 6_420_055, 0, 929_945, 0));
    let line = w.lines.iter().find(|l| l.step == Step::NotPaid).expect("told");
    assert_eq!((line.rule, line.claimed, line.paid), (Rule::UsNoDemand, m(500_000), m(0)));
}

#[test]
fn t3_deficiency_in_the_statutory_order() {
    let w = divided(&input(Profile::Cn, 4_000_000));
    assert_eq!(amounts(&w), (570_000, 3_430_000, 0, 0, 2_990_055));
    assert_eq!(w.deficiency.debt, debt(2_990_055, 0, 0));
    let paid: Vec<(i64, Rule)> =
        w.lines.iter().filter(|l| l.step == Step::Debt).map(|l| (l.paid.minor, l.rule)).collect();
    assert_eq!(
        paid,
        [(320_055, Rule::CnInterest), (100_000, Rule::CnInterest), (3_009_945, Rule::CnPrincipal)],
        "interest and penalty 420 055, then principal"
    );
}

#[test]
fn t4_principal_first_changes_the_composition_alone() {
    let order = vec![DebtComponent::Principal, DebtComponent::Interest, DebtComponent::Penalty];
    let w = divided(&Input { debt_order: Some(order), ..input(Profile::Cn, 4_000_000) });
    assert_eq!(amounts(&w), (570_000, 3_430_000, 0, 0, 2_990_055));
    assert_eq!(w.deficiency.debt, debt(2_570_000, 320_055, 100_000));
    assert!(w.lines.iter().filter(|l| l.step == Step::Debt).all(|l| l.rule == Rule::CnAgreedOrder));
}

#[test]
fn t5_costs_that_are_not_covered_join_the_deficiency() {
    for profile in Profile::ALL {
        let w = divided(&input(*profile, 300_000));
        assert_eq!(amounts(&w), (300_000, 0, 0, 0, 6_616_055), "{profile}");
        assert_eq!((w.costs_claimed(), w.deficiency.costs), (Ok(m(496_000)), m(196_000)));
        let paid: Vec<i64> = w.lines.iter().filter(|l| l.step == Step::Costs).map(|l| l.paid.minor).collect();
        assert_eq!(paid, [120_000, 120_000, 50_000, 6_000, 4_000], "by the order in which they are listed");
    }
}

#[test]
fn t6_a_paid_debt_is_refused() {
    for profile in Profile::ALL {
        let refusal = refused(&Input { debt: debt(0, 0, 0), ..input(*profile, 8_000_000) });
        assert_eq!(refusal.rule, "redeemed");
        assert!(refusal.message.contains("debt") && refusal.remedy.contains("cancel the sale"), "{refusal}");
    }
}

#[test]
fn storage_comes_from_the_stay_in_the_yard() {
    use lienwatch_domain::ids::YardId;
    use lienwatch_domain::recovery::{VehicleClass, YardRates, YardStay, storage_fee};
    let day = |text: &str| text.parse().expect("a date");
    let stay = YardStay { yard: YardId(id(1)), from: day("2026-03-01"), to: day("2026-04-02"), open: false };
    let rates = |cap| YardRates { per_day: vec![(VehicleClass::Car, m(4_000))], free_days: 3, cap };
    let cost = |cap| Cost::of_stay(&storage_fee(stay, VehicleClass::Car, &rates(cap)).expect("a rate"));
    assert_eq!(cost(None).charge, Charge::PerDay { days: 30, per_day: m(4_000) });
    assert_eq!(cost(Some(m(90_000))).charge.amount(m(0)), Ok(m(90_000)));
    assert_eq!(cost(Some(m(120_000))).charge.amount(m(0)), Ok(m(120_000)));
}

/// The documented example.
fn sheet() -> Value {
    json!({"profile": "us", "currency": "CNY", "sale_minor": 8_000_000,
        "costs": [{"kind": "tow", "minor": 120_000}, {"kind": "storage", "days": 30, "per_day_minor": 4_000},
                  {"kind": "preparation", "minor": 50_000}, {"kind": "sale_fee", "bps": 200},
                  {"kind": "legal", "minor": 200_000}],
        "debt": {"interest_minor": 320_055, "principal_minor": 6_000_000, "penalty_minor": 100_000},
        "debt_order": ["principal", "interest", "penalty"],
        "liens": [{"name": "junior", "rank": 2, "minor": 500_000, "demand": true}]})
}

fn answer(sheet: Value) -> Value {
    let sheet: Sheet = serde_json::from_value(sheet).expect("a sheet");
    let waterfall = sheet.distribute().unwrap_or_else(|r| panic!("{r}"));
    serde_json::to_value(Answer::of(&waterfall).expect("fits")).expect("serialises")
}

#[test]
fn the_flat_form_says_the_same() {
    let told = answer(sheet());
    for (key, expected) in [
        ("costs_minor", 650_000),
        ("secured_minor", 6_420_055),
        ("senior_minor", 0),
        ("junior_minor", 500_000),
        ("surplus_minor", 429_945),
        ("deficiency_minor", 0),
    ] {
        assert_eq!(told[key], expected, "{key}");
    }
    assert_eq!(told["lines"].as_array().map(Vec::len), Some(10));
    assert_eq!(told["lines"][1]["item"], "storage");

    let mut short = sheet();
    (short["profile"], short["sale_minor"]) = ("cn".into(), 4_000_000.into());
    let told = answer(short);
    assert_eq!(told["deficiency_minor"], 2_990_055);
    assert_eq!(
        told["deficiency"],
        json!({"principal_minor": 2_570_000, "interest_minor": 320_055, "penalty_minor": 100_000,
               "fees_minor": 0, "costs_minor": 0})
    );
}

#[test]
fn our_rank_is_the_first_that_no_other_lien_has() {
    let with_rank = |ranks: &[u32], own: Option<u32>| {
        let mut sheet = sheet();
        let lien = |rank: &u32| json!({"name": "x", "minor": 500_000, "rank": rank, "demand": true});
        sheet["liens"] = ranks.iter().map(lien).collect();
        if let Some(own) = own {
            sheet["own"] = json!({"rank": own});
        }
        answer(sheet)["junior_minor"].as_i64().expect("an amount")
    };
    assert_eq!(with_rank(&[2], None), 500_000);
    assert_eq!(with_rank(&[1], None), 0, "a first lien makes ours the second");
    assert_eq!(with_rank(&[1, 3], None), 500_000);
    assert_eq!(with_rank(&[1], Some(1)), 500_000, "of the same rank: enough for both");
}

#[test]
fn a_flat_form_that_cannot_be_true_names_its_field() {
    let refusal = |change: &dyn Fn(&mut Value)| {
        let mut sheet = sheet();
        change(&mut sheet);
        match serde_json::from_value::<Sheet>(sheet) {
            Err(error) => error.to_string(),
            Ok(sheet) => sheet.distribute().expect_err("refused").to_string(),
        }
    };
    for (says, change) in [
        ("sale_minor is -1", &(|s: &mut Value| s["sale_minor"] = (-1).into()) as &dyn Fn(&mut Value)),
        ("costs[0] (tow) must have one price", &|s| s["costs"][0] = json!({"kind": "tow"})),
        ("costs[1] (storage) must", &|s| s["costs"][1]["minor"] = 1.into()),
        ("costs[3].bps", &|s| s["costs"][3]["bps"] = 10_001.into()),
        ("costs[1].days is 40000", &|s| s["costs"][1]["days"] = 40_000.into()),
        ("costs[1] (days", &|s| s["costs"][1]["per_day_minor"] = 999_999_999_999_999_i64.into()),
        ("expected one of retake, tow", &|s| s["costs"][0]["kind"] = "bribe".into()),
        ("debt.penalty_minor is -5", &|s| s["debt"]["penalty_minor"] = (-5).into()),
        ("debt_order[1]: principal stands twice", &|s| s["debt_order"] = json!(["principal", "principal"])),
        ("liens[0].minor is 1000000000000001", &|s| s["liens"][0]["minor"] = 1_000_000_000_000_001_i64.into()),
        ("liens[0].name", &|s| s["liens"][0]["name"] = " ".into()),
        ("liens[0].consignor", &|s| {
            s["profile"] = "cn".into();
            s["liens"][0]["consignor"] = true.into();
        }),
        ("liens[0] cannot be two", &|s| {
            s["liens"][0]["possessory"] = true.into();
            s["liens"][0]["purchase_money"] = true.into();
        }),
        ("value_added_minor", &|s| {
            s["liens"][0]["possessory"] = true.into();
            s["liens"][0]["value_added_minor"] = 1.into();
        }),
        ("voluntary_termination has no meaning under us", &|s| {
            s["voluntary_termination"] = json!({"total_price_minor": 1, "paid_minor": 1});
        }),
        ("unknown variant", &|s| s["profile"] = "fr".into()),
        ("unknown field `sale`", &|s| s["sale"] = 1.into()),
        ("ISO 4217", &|s| s["currency"] = "yuan".into()),
        ("costs has 101 entries", &|s| s["costs"] = json!(vec![json!({"kind": "tow", "minor": 1}); 101])),
        ("liens has 51 entries", &|s| s["liens"] = json!(vec![json!({"name": "a", "minor": 1}); 51])),
    ] {
        let told = refusal(change);
        assert!(told.contains(says), "{says}: {told}");
    }
}
