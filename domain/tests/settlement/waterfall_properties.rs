//! What holds for every input.

use super::*;
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::sample::select;

fn amount() -> impl Strategy<Value = Money> {
    prop_oneof![Just(0), 1..1_000_i64, 1..20_000_000_i64, Just(MAX_MINOR)].prop_map(m)
}

fn cost() -> impl Strategy<Value = Cost> {
    let charge = prop_oneof![
        amount().prop_map(Charge::Fixed),
        (0..=MAX_DAYS, 0..100_000_i64).prop_map(|(days, rate)| Charge::PerDay { days, per_day: m(rate) }),
        (0..=10_000_u32).prop_map(|share| Charge::OfPrice(bps(share))),
    ];
    (select(CostKind::ALL), charge, prop::bool::weighted(0.9)).prop_map(|(kind, charge, agreed)| Cost {
        kind,
        charge,
        agreed,
    })
}

fn registration() -> impl Strategy<Value = Registration> {
    let first = NaiveDate::from_ymd_opt(2025, 1, 1).expect("a date");
    prop_oneof![Just(Registration::None), (0..5_u64).prop_map(move |n| Registration::On(first + Days::new(n)))]
}

fn lien(profile: Profile) -> impl Strategy<Value = Lien> {
    let kind = (0..4_u8, prop::option::of(amount())).prop_map(move |(kind, added)| match kind {
        0 => LienKind::Possessory { value_added: added.filter(|_| profile == Profile::Tw) },
        1 => LienKind::PurchaseMoney,
        2 if profile == Profile::Us => LienKind::Consignor,
        _ => LienKind::Security,
    });
    let demand = select(vec![Demand::None, Demand::Made, Demand::Made, Demand::Unproved]);
    ("[a-z]{1,8}", amount(), kind, prop::option::of(1..5_u32), registration(), demand).prop_map(
        |(name, amount, kind, rank, registration, demand)| Lien { name, amount, kind, rank, registration, demand },
    )
}

fn adjustment(profile: Profile) -> impl Strategy<Value = Option<Adjustment>> {
    (any::<bool>(), amount(), amount(), amount()).prop_map(move |(some, a, b, c)| match profile {
        Profile::Us if some => Some(Adjustment::InsiderSale { fair: a }),
        Profile::UkHp if some => Some(Adjustment::VoluntaryTermination { total_price: a, paid: b, due: c }),
        _ => None,
    })
}

fn any_input() -> impl Strategy<Value = Input> {
    select(Profile::ALL).prop_flat_map(|profile| {
        let owed = (amount(), amount(), amount(), amount()).prop_map(|(principal, interest, penalty, fees)| Debt {
            principal: principal.plus(m(1)).and_then(|p| p.least(m(MAX_MINOR))).expect("fits"),
            interest,
            penalty,
            fees,
        });
        let order = prop::sample::subsequence(DebtComponent::ALL.to_vec(), 0..=4).prop_shuffle();
        let own = (1..4_u32, registration(), any::<bool>());
        let own = own.prop_map(|(rank, registration, purchase_money)| OwnLien { rank, registration, purchase_money });
        let costs = prop::collection::vec(cost(), 0..12);
        let liens = prop::collection::vec(lien(profile), 0..10);
        (amount(), costs, owed, prop::option::of(order), own, liens, adjustment(profile)).prop_map(
            move |(proceeds, costs, debt, debt_order, own, liens, adjustment)| Input {
                profile,
                proceeds,
                costs,
                debt,
                debt_order,
                own,
                liens,
                adjustment,
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_comes_in_goes_out(input in any_input()) {
        let w = distribute(&input).expect("a possible sale");
        prop_assert!(w.verify().is_ok(), "{:?}", w.verify());
        let came = w.proceeds.plus(w.top_up).expect("fits");
        let out = Money::sum(w.lines.iter().map(|l| l.paid), cny()).expect("fits");
        prop_assert_eq!(out, came);
        let shares = w.by_recipient().expect("fits");
        prop_assert_eq!(Money::sum(shares.iter().map(|(_, a)| *a), cny()), Ok(came));
        let parts = [w.costs_paid(), w.secured_paid(), w.seniors_paid(), w.juniors_paid(), w.surplus()];
        let parts: Result<Vec<Money>, _> = parts.into_iter().collect();
        prop_assert_eq!(Money::sum(parts.expect("fits"), cny()), Ok(came));
        for line in &w.lines {
            prop_assert!(!line.paid.is_negative() && !line.left.is_negative() && line.paid.minor <= line.claimed.minor);
        }
    }

    #[test]
    fn the_deficiency_is_what_is_unpaid(input in any_input()) {
        let w = distribute(&input).expect("a possible sale");
        // From the input alone, without the lines' own claims.
        let agreed = input.costs.iter().filter(|c| c.agreed).map(|c| c.charge.amount(input.proceeds).expect("fits"));
        let costs = Money::sum(agreed, cny()).expect("fits").minor - w.costs_paid().expect("fits").minor;
        let debt = input.debt.total().expect("fits").minor - w.secured_paid().expect("fits").minor;
        prop_assert_eq!(w.deficiency.total().expect("fits").minor + w.not_claimed.minor, costs + debt);
        prop_assert!(w.surplus().expect("fits").minor == 0 || costs + debt == 0);
        if w.not_claimed.is_zero() {
            prop_assert_eq!(w.deficiency.costs.minor, costs);
            for component in DebtComponent::ALL {
                let paid = w.lines.iter().find(|l| matches!(l.item, Item::Debt { component: c } if c == *component));
                let paid = paid.map_or(0, |l| l.paid.minor);
                prop_assert_eq!(w.deficiency.debt.of(*component).minor, input.debt.of(*component).minor - paid);
            }
        }
    }

    #[test]
    fn another_lien_never_raises_the_surplus_nor_what_the_lender_gets(
        (input, more) in any_input().prop_flat_map(|input| { let p = input.profile; (Just(input), lien(p)) })
    ) {
        let before = distribute(&input).expect("a possible sale");
        let mut input = input;
        input.liens.push(more);
        let after = distribute(&input).expect("a possible sale");
        let of = |w: &Waterfall| (w.surplus().expect("fits").minor, w.secured_paid().expect("fits").minor);
        prop_assert!(of(&after).0 <= of(&before).0);
        prop_assert!(of(&after).1 <= of(&before).1);
    }

    #[test]
    fn a_higher_price_never_raises_the_deficiency(mut input in any_input(), more in 0..1_000_000_i64) {
        // A fee of all of the price eats it; without such a fee more money leaves less unpaid.
        input.costs.retain(|c| !matches!(c.charge, Charge::OfPrice(_)));
        let before = distribute(&input).expect("a possible sale");
        input.proceeds = m((input.proceeds.minor + more).min(MAX_MINOR));
        let after = distribute(&input).expect("a possible sale");
        let open = |w: &Waterfall| w.deficiency.total().expect("fits").minor;
        prop_assert!(open(&after) <= open(&before));
    }

    #[test]
    fn the_order_of_the_debt_changes_no_total(mut input in any_input(), order in Just(DebtComponent::ALL.to_vec()).prop_shuffle()) {
        let before = distribute(&input).expect("a possible sale");
        input.debt_order = Some(order);
        let after = distribute(&input).expect("a possible sale");
        let totals = |w: &Waterfall| (w.secured_paid(), w.surplus(), w.deficiency.total(), w.not_claimed);
        prop_assert_eq!(totals(&before), totals(&after));
    }

    #[test]
    fn who_is_not_paid_in_full_lets_nobody_after_him_be_paid(input in any_input()) {
        let w = distribute(&input).expect("a possible sale");
        for (at, line) in w.lines.iter().enumerate().filter(|(_, l)| l.step != Step::NotPaid && l.paid != l.claimed) {
            let later = w.lines[at..].iter().filter(|l| l.step > line.step);
            prop_assert!(later.into_iter().all(|l| l.paid.is_zero()));
        }
    }

    #[test]
    fn a_distribution_survives_the_store_and_a_forged_one_is_found(input in any_input(), at: prop::sample::Index) {
        let w = distribute(&input).expect("a possible sale");
        let text = serde_json::to_string(&w).expect("serialises");
        let mut back: Waterfall = serde_json::from_str(&text).expect("parses");
        prop_assert_eq!(&back, &w);
        let line = at.get(&w.lines);
        let index = at.index(w.lines.len());
        back.lines[index].paid = line.paid.plus(m(1)).expect("fits");
        prop_assert!(back.verify().is_err());
    }
}
