use super::*;

#[test]
fn an_annuity_has_level_instalments_and_an_exact_last_one() {
    // 100 000.00 at 12 % over 12 months: 8 884.88 a month (8 884.8788 before rounding).
    let s = terms(10_000_000, 120_000, 12).schedule().expect("valid");
    let amounts: Vec<_> = s.instalments().iter().map(Instalment::amount_minor).collect();
    assert!(amounts[..11].iter().all(|a| *a == 888_488), "{amounts:?}");
    assert_eq!(amounts[11], 888_485, "the last one takes the rounding: {amounts:?}");
    assert_eq!(s.instalments()[0].interest_minor, 100_000);
    assert_eq!(s.instalments().iter().map(|i| i.principal_minor).sum::<i64>(), 10_000_000);
}

#[test]
fn the_level_is_rounded_to_the_nearest_unit() {
    let amounts = |p, n| -> Vec<i64> {
        terms(p, 0, n).schedule().expect("valid").instalments().iter().map(Instalment::amount_minor).collect()
    };
    assert_eq!(amounts(100, 3), [33, 33, 34]);
    assert_eq!(amounts(101, 3), [34, 34, 33]);
    assert_eq!(amounts(100, 1), [100]);
}

#[test]
fn equal_principal_falls_and_flat_stays() {
    let falling = Terms { method: Method::EqualPrincipal, ..terms(1_200_000, 120_000, 12) };
    let amounts: Vec<_> =
        falling.schedule().expect("valid").instalments().iter().map(Instalment::amount_minor).collect();
    assert_eq!((amounts[0], amounts[1], amounts[11]), (112_000, 111_000, 101_000));
    let flat = Terms { method: Method::Flat, ..terms(1_200_000, 60_000, 12) };
    let flat = flat.schedule().expect("valid");
    assert!(flat.instalments().iter().all(|i| (i.principal_minor, i.interest_minor) == (100_000, 6_000)));
}

#[test]
fn a_residual_falls_due_with_the_last_instalment() {
    let lease = Terms { residual_minor: 3_000_000, ..terms(10_000_000, 60_000, 36) };
    let s = lease.schedule().expect("valid");
    let level = s.instalments()[0].amount_minor();
    let last = s.instalments()[35].amount_minor();
    assert!((last - level - 3_000_000).abs() <= 40, "{level} {last}");
    assert_eq!(s.instalments().iter().map(|i| i.principal_minor).sum::<i64>(), 10_000_000);
    // All of it as a residual: interest only, then everything.
    let bullet = Terms { residual_minor: 1_200_000, ..terms(1_200_000, 120_000, 3) };
    let amounts: Vec<_> =
        bullet.schedule().expect("valid").instalments().iter().map(Instalment::amount_minor).collect();
    assert_eq!(amounts, [12_000, 12_000, 1_212_000]);
}

#[test]
fn month_ends_and_leap_days_are_counted_from_the_first_due_date() {
    let dues = |t: Terms| -> Vec<String> {
        t.schedule().expect("valid").instalments().iter().map(|i| i.due.to_string()).collect()
    };
    assert_eq!(dues(terms(400, 0, 4)), ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]);
    let leap = Terms { first_due: date("2028-01-31"), ..terms(200, 0, 2) };
    assert_eq!(dues(leap), ["2028-01-31", "2028-02-29"]);
    let quarters = Terms { frequency: Frequency::Quarterly, first_due: date("2027-11-30"), ..terms(200, 0, 2) };
    assert_eq!(dues(quarters), ["2027-11-30", "2028-02-29"]);
    let weeks = Terms { frequency: Frequency::Weekly, ..terms(200, 0, 2) };
    assert_eq!(dues(weeks), ["2026-01-31", "2026-02-07"]);
    let fortnights = Terms { frequency: Frequency::Biweekly, ..terms(200, 0, 2) };
    assert_eq!(dues(fortnights), ["2026-01-31", "2026-02-14"]);
}

#[test]
fn terms_outside_their_ranges_are_refused() {
    let field = |t: Terms| match t.schedule() {
        Err(ScheduleError::OutOfRange { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    assert_eq!(field(terms(0, 0, 1)), "principal");
    assert_eq!(field(terms(-1, 0, 1)), "principal");
    assert_eq!(field(terms(i64::MAX, 0, 1)), "principal");
    assert_eq!(field(terms(100, 1_000_001, 1)), "annual_rate_ppm");
    assert_eq!(field(terms(100, 0, 0)), "instalments");
    assert_eq!(field(terms(100, 0, 601)), "instalments");
    assert_eq!(field(Terms { residual_minor: 101, ..terms(100, 0, 1) }), "residual");
    assert_eq!(field(Terms { residual_minor: -1, ..terms(100, 0, 1) }), "residual");
    assert_eq!(terms(5, 0, 12).schedule(), Err(ScheduleError::TooSmall));
    let late = Terms { first_due: NaiveDate::MAX, ..terms(100, 0, 2) };
    assert_eq!(late.schedule(), Err(ScheduleError::Calendar));
}

#[test]
fn an_irregular_schedule_is_checked_as_given() {
    let at = |due: &str, p, i| Instalment { due: date(due), principal_minor: p, interest_minor: i };
    assert!(Schedule::new(vec![at("2026-01-31", 100, 5), at("2026-05-01", 0, 5), at("2026-05-02", 7, 0)]).is_ok());
    assert_eq!(Schedule::new(vec![]), Err(ScheduleError::Empty));
    let (a, b) = (date("2026-02-01"), date("2026-01-01"));
    assert_eq!(Schedule::new(vec![at("2026-02-01", 1, 0), at("2026-01-01", 1, 0)]), Err(ScheduleError::Order(b, a)));
    assert_eq!(Schedule::new(vec![at("2026-02-01", 1, 0), at("2026-02-01", 1, 0)]), Err(ScheduleError::Order(a, a)));
    assert_eq!(Schedule::new(vec![at("2026-02-01", 0, 0)]), Err(ScheduleError::Amount(a)));
    assert_eq!(Schedule::new(vec![at("2026-02-01", 10, -1)]), Err(ScheduleError::Amount(a)));
    assert_eq!(Schedule::new(vec![at("2026-02-01", i64::MAX, i64::MAX)]), Err(ScheduleError::Overflow));
    assert!(serde_json::from_str::<Schedule>("[]").is_err(), "a stored schedule is checked too");
    let plan = Plan::Irregular { instalments: Schedule::new(vec![at("2026-01-31", 100, 5)]).expect("valid") };
    let text = serde_json::to_string(&plan).expect("serialises");
    assert_eq!(serde_json::from_str::<Plan>(&text).expect("parses"), plan);
    let regular = Plan::Regular(terms(100, 0, 1));
    let text = serde_json::to_string(&regular).expect("serialises");
    assert_eq!(serde_json::from_str::<Plan>(&text).expect("parses"), regular);
}

proptest! {
    #[test]
    fn principal_is_conserved_and_instalments_are_level(
        principal in 100_000..=1_000_000_000_i64, ppm in 0..=400_000_u32, n in 1..=120_u32,
        share in 0..=100_i64, method in prop::sample::select(Method::ALL), frequency in prop::sample::select(Frequency::ALL),
    ) {
        let t = Terms { residual_minor: principal / 100 * share, method, frequency, ..terms(principal, ppm, n) };
        let Ok(s) = t.schedule() else {
            // Only a residual that leaves nothing to pay between can make an instalment of nothing.
            prop_assert!(share > 90 && ppm == 0 || share == 100, "{t:?}");
            return Ok(());
        };
        prop_assert_eq!(s.instalments().iter().map(|i| i.principal_minor).sum::<i64>(), principal);
        prop_assert_eq!(s.instalments().len(), n as usize);
        if method == Method::Annuity && n > 1 {
            let level = s.instalments()[0].amount_minor();
            let body = &s.instalments()[..n as usize - 1];
            prop_assert!(body.iter().all(|i| i.amount_minor() == level));
        }
    }

    #[test]
    fn extreme_terms_never_panic(
        principal in 1..=1_000_000_000_000_000_i64, ppm in 0..=1_000_000_u32, n in 1..=600_u32,
        method in prop::sample::select(Method::ALL), frequency in prop::sample::select(Frequency::ALL),
    ) {
        let t = Terms { method, frequency, ..terms(principal, ppm, n) };
        if let Ok(s) = t.schedule() {
            prop_assert_eq!(s.instalments().iter().map(|i| i.principal_minor).sum::<i64>(), principal);
        }
    }
}
