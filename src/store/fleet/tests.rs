//! The board by itself: what is taken in, chosen and sorted.

use super::*;
use chrono::{DateTime, Utc};
use lienwatch_domain::geo::Point;

fn car(no: i32, lender: i32, plate: &str) -> Car {
    Car {
        no,
        lender: LenderNo(lender),
        id: Uuid::from_u128(no as u128),
        plate: Some(plate.into()),
        model: None,
        words: format!("c-{no}\nlvin{no}\n{}", plate.to_lowercase()).into(),
        dpd: Some(no),
        bucket: Some(Bucket::M1),
        severity: None,
        risk: None,
        case: None,
        trackers: vec![no * 10, no * 10 + 1],
        groups: vec![],
    }
}

fn at(s: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000 + s, 0).expect("in range")
}

fn word(tracker: i32, s: i64, connected: bool) -> Fresh {
    let point = Point::from_degrees(31.2, 121.4).expect("on the earth");
    let cell = sight::cell(point).expect("a cell");
    let fix = Fix { at: at(s), point, cell, speed_dkph: None, course_deg: None };
    Fresh { tracker, received_at: at(s), connected, fix: Some(fix) }
}

fn board(cars: impl IntoIterator<Item = Car>) -> Board {
    let mut board = Board::default();
    cars.into_iter().for_each(|car| board.put(car));
    board
}

fn of(lender: i32) -> Wanted {
    Wanted { lenders: [LenderNo(lender)].into(), ..Wanted::default() }
}

#[test]
fn a_car_is_where_its_newest_tracker_was_and_alive_if_any_is() {
    let board = board([car(1, 1, "A"), car(2, 1, "B")]);
    let seen = board.sightings(&[word(10, 50, false), word(11, 20, true), word(99, 90, true)]);
    assert_eq!((seen[0].fix.map(|fix| fix.at), seen[0].connected), (Some(at(50)), true));
    assert_eq!(seen[1], Sighting::default(), "nobody has heard of it");
}

#[test]
fn a_tracker_that_moves_to_another_car_speaks_for_that_one() {
    let mut board = board([car(1, 1, "A"), car(2, 1, "B")]);
    let mut taker = car(2, 1, "B");
    taker.trackers.push(10);
    board.put(taker);
    // The giver is told of afterwards: its old trackers must not be taken from who has them now.
    let mut giver = car(1, 1, "A");
    giver.trackers = vec![11];
    board.put(giver);
    let seen = board.sightings(&[word(10, 50, true)]);
    assert_eq!((seen[0].connected, seen[1].connected), (false, true));
    assert_eq!(board.len(), 2);
}

#[test]
fn what_is_asked_for_chooses_within_what_may_be_seen() {
    let mut worst = car(2, 1, "沪A22222");
    (worst.severity, worst.case, worst.bucket) = (Some(Severity::Critical), Some(Uuid::nil()), Some(Bucket::M3));
    let (north, south) = (Uuid::from_u128(7), Uuid::from_u128(8));
    worst.groups = vec![north, Uuid::from_u128(9)];
    let board = board([car(1, 1, "沪A11111"), worst, car(3, 2, "沪A33333")]);
    let seen = board.sightings(&[word(10, 0, false), word(20, 100, true)]);
    let found = |wanted: Wanted| board.wanted(&seen, &wanted).map(|(car, _)| car.no).collect::<Vec<_>>();
    assert_eq!(found(of(1)), [1, 2]);
    assert_eq!(found(of(2)), [3]);
    assert_eq!(found(Wanted { severities: Some(vec![Some(Severity::Critical)]), ..of(1) }), [2]);
    assert_eq!(found(Wanted { severities: Some(vec![None]), ..of(1) }), [1]);
    assert_eq!(found(Wanted { buckets: Some(vec![Bucket::M1, Bucket::M2]), ..of(1) }), [1]);
    assert_eq!(found(Wanted { connection: Some(Connection::Online), ..of(1) }), [2]);
    assert_eq!(found(Wanted { no_fix_since: Some(at(50)), ..of(1) }), [1]);
    assert_eq!(found(Wanted { no_fix_since: Some(at(50)), ..of(2) }), [3], "never anywhere");
    assert_eq!(found(Wanted { has_case: Some(true), has_alert: Some(true), dpd_min: Some(2), ..of(1) }), [2]);
    assert_eq!(found(Wanted { groups: Some(vec![north]), ..of(1) }), [2]);
    assert_eq!(found(Wanted { groups: Some(vec![south, north]), ..of(1) }), [2]);
    assert_eq!(found(Wanted { groups: Some(vec![south]), ..of(1) }), [0_i32; 0]);
    let asked = |q: &str, identity: bool| found(Wanted { q: Some(q.into()), identity, ..of(1) });
    assert_eq!((asked("a1111", true), asked("lvin2", true), asked("c-2", true)), (vec![1], vec![2], vec![2]));
    assert_eq!(
        (asked("a1111", false), asked("lvin2", false), asked("c-2", false)),
        (vec![], vec![], vec![2]),
        "masked"
    );
    assert_eq!(asked("a33333", true), [0_i32; 0], "another lender's");
}

#[test]
fn pages_follow_each_other_in_every_order() {
    let mut cars: Vec<Car> = (1..=30).map(|no| car(no, 1, &format!("P{:02}", no * 7 % 30))).collect();
    for (car, dpd) in cars.iter_mut().zip([0, 5, 5, 90].into_iter().cycle()) {
        car.dpd = Some(dpd);
    }
    cars[7].plate = None;
    cars[4].severity = Some(Severity::High);
    let board = board(cars);
    let seen = board.sightings(&(1..=20).map(|no| word(no * 10, i64::from(no % 4), false)).collect::<Vec<_>>());
    for (by, name) in SortBy::ALL {
        for descending in [false, true] {
            let order = Order { by, descending };
            let (whole, total) = board.page(&seen, &of(1), order, None, 100);
            assert_eq!((whole.len(), total), (30, 30), "{name}");
            assert!(whole.is_sorted_by(|a, b| order.compare(a, b).is_lt()), "{name}");
            let (mut paged, mut after) = (Vec::new(), None);
            loop {
                let (page, total) = board.page(&seen, &of(1), order, after.as_ref(), 7);
                assert_eq!(total, 30);
                let Some(last) = page.last() else { break };
                after = Some(last.clone());
                paged.extend(page);
            }
            assert_eq!(paged, whole, "{name}");
        }
    }
    let first = |by, descending| board.page(&seen, &of(1), Order { by, descending }, None, 1).0[0].1.as_u128();
    assert_eq!((first(SortBy::Severity, true), first(SortBy::Dpd, true)), (5, 4));
    let (by_plate, _) = board.page(&seen, &of(1), Order { by: SortBy::Plate, descending: false }, None, 30);
    assert_eq!(by_plate[29].1.as_u128(), 8, "without a plate");
}
