//! Bays of yards.

use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::YardId;
use lienwatch_domain::recovery::{Bay, Yard, YardRates};
use std::collections::BTreeSet;

fn yard(bays: u32) -> Yard {
    let rates = YardRates { per_day: vec![], free_days: 0, cap: None };
    let place = Point { lat_e7: 0, lon_e7: 0 };
    let id = YardId(uuid::Uuid::from_u128(1));
    let (name, address, opening_hours) = (String::new(), String::new(), String::new());
    Yard { id, name, place, address, bays, rates, opening_hours, approved_by: None, closed: false, version: 1 }
}

fn taken(numbers: &[u32]) -> BTreeSet<Bay> {
    numbers.iter().map(|n| Bay::stored(*n)).collect()
}

#[test]
fn the_first_free_bay_is_the_lowest_without_a_car() {
    let first = |numbers: &[u32]| yard(3).first_free(&taken(numbers)).map(Bay::number);
    assert_eq!((first(&[]), first(&[1, 3]), first(&[2]), first(&[1, 2, 3])), (Some(1), Some(2), Some(1), None));
}

#[test]
fn a_bay_is_one_of_the_yard_and_takes_one_car() {
    let rule = |number, numbers: &[u32]| yard(3).free_bay(number, &taken(numbers)).map(Bay::number).map_err(|r| r.rule);
    assert_eq!(rule(3, &[1, 2]), Ok(3));
    for outside in [0, 4, u32::MAX] {
        assert_eq!(rule(outside, &[]), Err("bay_exists".into()));
    }
    assert_eq!(rule(2, &[2]), Err("bay_free".into()));
    let full = yard(1).free_bay(1, &taken(&[1])).expect_err("taken");
    assert!(!full.remedy.contains("such as"), "there is none to name: {}", full.remedy);
}

#[test]
fn a_yard_shrinks_to_its_last_car() {
    assert!(Yard::shrinks_to(2, &taken(&[2])).is_ok() && Yard::shrinks_to(1, &taken(&[])).is_ok());
    assert_eq!(Yard::shrinks_to(1, &taken(&[2])).expect_err("a car stands there").rule, "bays_empty");
}
