//! Shares, allocation, sums.

use super::{bps, cny, m};
use lienwatch_domain::money::{BasisPoints, Currency, Money, MoneyError};
use proptest::prelude::*;

#[test]
fn a_share_is_rounded_half_up_to_the_minor_unit() {
    for (minor, share, expected) in [
        (8_000_000, 200, 160_000),
        (1, 5_000, 1),
        (1, 4_999, 0),
        (3, 5_000, 2),
        (101, 5_000, 51),
        (12_345, 10_000, 12_345),
        (12_345, 0, 0),
        (24, 625, 2),
        (23, 625, 1),
        (-1, 5_000, -1),
        (-3, 5_000, -2),
        (i64::MAX, 10_000, i64::MAX),
        (i64::MIN, 10_000, i64::MIN),
    ] {
        assert_eq!(m(minor).share(bps(share)), Ok(m(expected)), "{minor} × {share}");
    }
    assert_eq!(BasisPoints::new(10_001), Err(MoneyError::BadShare(10_001)));
    assert!(serde_json::from_str::<BasisPoints>("10001").is_err());
    assert_eq!(bps(250).to_string(), "2.50%");
}

#[test]
fn fractions_and_multiples_are_checked() {
    assert_eq!(m(1_001).fraction(1, 2), Ok(m(501)));
    assert_eq!(m(10).fraction(1, 3), Ok(m(3)));
    assert_eq!(m(11).fraction(1, 3), Ok(m(4)));
    assert_eq!(m(11).fraction(1, 0), Err(MoneyError::NoWeights));
    assert_eq!(m(i64::MAX).fraction(u64::MAX, 1), Err(MoneyError::Overflow));
    assert_eq!(m(4_000).times(30), Ok(m(120_000)));
    assert_eq!(m(2).times(u64::MAX), Err(MoneyError::Overflow));
    assert_eq!(m(i64::MIN).negated(), Err(MoneyError::Overflow));
    assert_eq!(m(5).negated(), Ok(m(-5)));
}

#[test]
fn the_largest_remainder_gets_what_is_left() {
    for (whole, weights, expected) in [
        (100, vec![1, 1, 1], vec![34, 33, 33]),
        (101, vec![1, 1, 1], vec![34, 34, 33]),
        (10, vec![3, 3, 1], vec![4, 4, 2]),
        (100, vec![0, 5, 0], vec![0, 100, 0]),
        (-100, vec![1, 1, 1], vec![-34, -33, -33]),
        (7, vec![2, 1], vec![5, 2]),
        (8, vec![2, 1], vec![5, 3]),
        (0, vec![9], vec![0]),
    ] {
        let parts: Vec<Money> = expected.into_iter().map(m).collect();
        assert_eq!(m(whole).allocate(&weights), Ok(parts), "{whole} by {weights:?}");
    }
    assert_eq!(m(1).allocate(&[0, 0]), Err(MoneyError::NoWeights));
    assert_eq!(m(1).allocate(&[]), Err(MoneyError::NoWeights));
    assert_eq!(m(i64::MIN).allocate(&[u64::MAX]), Ok(vec![m(i64::MIN)]));
}

#[test]
fn currencies_are_never_mixed_nor_compared() {
    let usd = Money::new(1, Currency::new("USD").expect("a code"));
    assert!(matches!(m(1).compare(usd), Err(MoneyError::Mixed(..))));
    assert!(matches!(m(1).least(usd), Err(MoneyError::Mixed(..))));
    assert!(matches!(Money::sum([m(1), usd], cny()), Err(MoneyError::Mixed(..))));
    assert_eq!((m(1).least(m(2)), m(1).most(m(2))), (Ok(m(1)), Ok(m(2))));
    assert_eq!(Money::sum([], cny()), Ok(m(0)));
    assert_eq!(Money::sum([m(i64::MAX), m(1), m(-2)], cny()), Ok(m(i64::MAX - 1)), "only the end must fit");
    assert_eq!(Money::sum([m(i64::MAX), m(1)], cny()), Err(MoneyError::Overflow));
}

proptest! {
    #[test]
    fn parts_add_up_and_are_within_a_unit(whole: i64, weights in prop::collection::vec(any::<u64>(), 1..60)) {
        let total: u128 = weights.iter().map(|w| u128::from(*w)).sum();
        prop_assume!(total > 0);
        let parts = m(whole).allocate(&weights).expect("a weight above zero");
        prop_assert_eq!(Money::sum(parts.iter().copied(), cny()), Ok(m(whole)));
        for (part, weight) in parts.iter().zip(&weights) {
            let exact = i128::from(whole) * i128::from(*weight);
            let total = total as i128;
            prop_assert!((i128::from(part.minor) * total - exact).abs() < total, "{} of {}", part.minor, weight);
        }
    }

    #[test]
    fn a_share_and_its_reversal_are_mirrors(minor in -1_000_000_000_000..1_000_000_000_000_i64, share in 0..=10_000_u32) {
        let there = m(minor).share(bps(share)).expect("in range");
        let back = m(-minor).share(bps(share)).expect("in range");
        prop_assert_eq!(there.negated(), Ok(back));
        let off = (i128::from(there.minor) * 10_000 - i128::from(minor) * i128::from(share)).abs();
        prop_assert!(off <= 5_000);
    }

    #[test]
    fn what_is_written_is_read(minor in -i64::MAX..=i64::MAX) {
        prop_assert_eq!(Money::parse_major(&m(minor).to_major(), cny()), Ok(m(minor)));
    }
}
