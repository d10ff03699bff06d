//! Storage days and fees, from the chain and the yard's rates.

use super::*;
use chrono_tz::Tz;
use lienwatch_domain::money::MoneyError;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn yard_no(n: u128) -> YardId {
    YardId(id(90 + n))
}

/// A chain of moves: from a truck into a yard, or out of it onto the truck.
fn chain(moves: &[(Option<u128>, &str)]) -> Chain {
    let truck = Custodian::TowTruck { vendor: VendorId(id(200)) };
    let steps = moves.iter().map(|(yard, at)| {
        let to = yard.map_or(truck, |n| Custodian::Yard { yard: yard_no(n) });
        (to, at.parse::<DateTime<Utc>>().expect("a time"))
    });
    build(steps)
}

fn build(steps: impl Iterator<Item = (Custodian, DateTime<Utc>)>) -> Chain {
    steps.enumerate().fold(Chain::default(), |chain, (n, (to, at))| {
        let next = HandOver {
            id: HandOverId(id(800 + n as u128)),
            from: chain.custodian(),
            to,
            at,
            place: spot(),
            odometer_km: None,
            evidence: vec![EvidenceId(id(700))],
        };
        chain.with(next, at).expect("in order")
    })
}

fn told(chain: &Chain, until: &str, zone: Tz) -> Vec<(u128, String, String, u32, bool)> {
    let stays = stays(chain, until.parse().expect("a time"), zone);
    let row = |s: &YardStay| (s.yard.0.as_u128() - 90, s.from.to_string(), s.to.to_string(), s.days(), s.open);
    stays.iter().map(row).collect()
}

fn row(yard: u128, from: &str, to: &str, days: u32, open: bool) -> (u128, String, String, u32, bool) {
    (yard, from.to_owned(), to.to_owned(), days, open)
}

#[test]
fn days_are_days_begun_by_the_calendar_of_the_yard() {
    // 23:30 to 00:30 in Shanghai is 15:30 to 16:30 in Greenwich: two days there, one here.
    let night = chain(&[(Some(1), "2026-04-10T15:30:00Z"), (None, "2026-04-10T16:30:00Z")]);
    let until = "2026-05-01T00:00:00Z";
    assert_eq!(told(&night, until, chrono_tz::Asia::Shanghai), [row(1, "2026-04-10", "2026-04-11", 2, false)]);
    assert_eq!(told(&night, until, chrono_tz::UTC), [row(1, "2026-04-10", "2026-04-10", 1, false)]);
    assert_eq!(told(&night, until, chrono_tz::America::Los_Angeles), [row(1, "2026-04-10", "2026-04-10", 1, false)]);
}

#[test]
fn a_day_of_23_or_25_hours_is_a_day() {
    let new_york = chrono_tz::America::New_York;
    let until = "2027-01-01T00:00:00Z";
    // Clocks went forward on 8 March 2026 and go back on 1 November: local midnight to local midnight.
    for (from, to, first, last) in [
        ("2026-03-08T05:00:00Z", "2026-03-09T03:59:59Z", "2026-03-08", "2026-03-08"),
        ("2026-11-01T04:00:00Z", "2026-11-02T04:59:59Z", "2026-11-01", "2026-11-01"),
    ] {
        let chain = chain(&[(Some(1), from), (None, to)]);
        assert_eq!(told(&chain, until, new_york), [row(1, first, last, 1, false)]);
    }
    // Over both: thirty days hath November, whatever its hours.
    let month = chain(&[(Some(1), "2026-11-01T04:00:00Z"), (None, "2026-12-01T04:59:59Z")]);
    assert_eq!(told(&month, until, new_york), [row(1, "2026-11-01", "2026-11-30", 30, false)]);
}

#[test]
fn a_car_that_is_there_is_reckoned_until_the_day_of_reckoning() {
    let there =
        chain(&[(None, "2026-04-01T00:00:00Z"), (Some(1), "2026-04-10T02:00:00Z"), (None, "2026-04-20T02:00:00Z")]);
    let zone = chrono_tz::Asia::Shanghai;
    assert_eq!(told(&there, "2026-04-10T01:59:59Z", zone), []);
    assert_eq!(told(&there, "2026-04-10T02:00:00Z", zone), [row(1, "2026-04-10", "2026-04-10", 1, true)]);
    assert_eq!(told(&there, "2026-04-19T16:00:00Z", zone), [row(1, "2026-04-10", "2026-04-20", 11, true)]);
    assert_eq!(told(&there, "2026-04-20T02:00:00Z", zone), [row(1, "2026-04-10", "2026-04-20", 11, false)]);
    assert_eq!(told(&there, "2026-09-01T00:00:00Z", zone), [row(1, "2026-04-10", "2026-04-20", 11, false)]);
}

#[test]
fn several_stays_are_several_and_no_yard_charges_a_day_twice() {
    let zone = chrono_tz::UTC;
    let until = "2026-06-01T00:00:00Z";
    let moved = chain(&[
        (Some(1), "2026-04-10T02:00:00Z"),
        (Some(2), "2026-04-12T02:00:00Z"),
        (None, "2026-04-14T02:00:00Z"),
        (Some(1), "2026-04-16T02:00:00Z"),
    ]);
    assert_eq!(
        told(&moved, until, zone),
        [
            row(1, "2026-04-10", "2026-04-12", 3, false),
            row(2, "2026-04-12", "2026-04-14", 3, false),
            row(1, "2026-04-16", "2026-06-01", 47, true),
        ]
    );
    // Out for a look and back on the same day: that day is charged once.
    let looked_at = chain(&[
        (Some(1), "2026-04-10T02:00:00Z"),
        (None, "2026-04-12T02:00:00Z"),
        (Some(1), "2026-04-12T05:00:00Z"),
        (None, "2026-04-13T02:00:00Z"),
    ]);
    assert_eq!(
        told(&looked_at, until, zone),
        [row(1, "2026-04-10", "2026-04-12", 3, false), row(1, "2026-04-13", "2026-04-13", 1, false)]
    );
    let on_the_day = told(&looked_at, "2026-04-12T06:00:00Z", zone);
    assert_eq!(on_the_day[1], row(1, "2026-04-13", "2026-04-12", 0, true));
    let nothing = storage_fee(
        stays(&looked_at, "2026-04-12T06:00:00Z".parse().expect("a time"), zone)[1],
        VehicleClass::Car,
        &rates(3, Some(9)),
    );
    assert_eq!(nothing.expect("a fee").fee, cny(0));
    let next_day =
        chain(&[(Some(1), "2026-04-10T02:00:00Z"), (None, "2026-04-12T02:00:00Z"), (Some(1), "2026-04-13T05:00:00Z")]);
    assert_eq!(told(&next_day, "2026-04-13T06:00:00Z", zone).len(), 2);
}

fn rates(free_days: u32, cap: Option<i64>) -> YardRates {
    let per_day = vec![(VehicleClass::Car, cny(3_000)), (VehicleClass::Truck, cny(9_000))];
    YardRates { per_day, free_days, cap: cap.map(cny) }
}

fn stay(days: u64) -> YardStay {
    let from = NaiveDate::from_ymd_opt(2026, 4, 10).expect("a day");
    YardStay { yard: yard_no(1), from, to: from + chrono::Days::new(days - 1), open: false }
}

#[test]
fn free_days_and_the_cap() {
    let fee = |days, free, cap| {
        let fee = storage_fee(stay(days), VehicleClass::Car, &rates(free, cap)).expect("a fee");
        assert_eq!(fee.days, u32::try_from(days).expect("few"));
        (fee.free_days, fee.fee.minor, fee.capped)
    };
    assert_eq!(fee(1, 0, None), (0, 3_000, false));
    assert_eq!(fee(10, 3, None), (3, 21_000, false));
    assert_eq!(fee(3, 3, None), (3, 0, false));
    assert_eq!(fee(2, 3, None), (2, 0, false), "no more days are free than there are");
    assert_eq!(fee(10, 0, Some(30_000)), (0, 30_000, false), "the cap is reached, not passed");
    assert_eq!(fee(11, 0, Some(30_000)), (0, 30_000, true));
    assert_eq!(fee(365, 5, Some(0)), (5, 0, true));
    let truck = storage_fee(stay(2), VehicleClass::Truck, &rates(0, None)).expect("a fee");
    assert_eq!((truck.per_day, truck.fee), (cny(9_000), cny(18_000)));
}

#[test]
fn what_has_no_price_has_no_fee() {
    let none = storage_fee(stay(2), VehicleClass::Van, &rates(0, None)).expect_err("no rate");
    assert_eq!(none, StorageError::NoRate(VehicleClass::Van));
    assert!(none.to_string().contains("van") && none.to_string().contains("add one"));
    let mut dear = rates(0, None);
    dear.per_day[0].1 = cny(i64::MAX);
    assert_eq!(storage_fee(stay(2), VehicleClass::Car, &dear), Err(StorageError::Money(MoneyError::Overflow)));
    let mut mixed = rates(0, Some(1));
    mixed.cap = Some(lienwatch_domain::money::Money::new(1, "USD".to_owned().try_into().expect("a code")));
    assert!(matches!(storage_fee(stay(2), VehicleClass::Car, &mixed), Err(StorageError::Money(MoneyError::Mixed(..)))));
}

#[test]
fn rates_survive_the_store() {
    let text = serde_json::to_string(&rates(3, Some(90_000))).expect("serialises");
    assert_eq!(serde_json::from_str::<YardRates>(&text).expect("parses"), rates(3, Some(90_000)));
    assert!(serde_json::from_str::<YardRates>(r#"{"per_day":[],"free_day":1}"#).is_err());
}

/// Zones with and without summer time, east and west, with half hours and a day line.
const ZONES: [Tz; 7] = [
    chrono_tz::UTC,
    chrono_tz::Asia::Shanghai,
    chrono_tz::Asia::Kathmandu,
    chrono_tz::Europe::London,
    chrono_tz::America::New_York,
    chrono_tz::Pacific::Apia,
    chrono_tz::Australia::Lord_Howe,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    /// A yard charges exactly the days on which the chain says that it had the car at some moment.
    #[test]
    fn stays_agree_with_the_chain(
        moves in prop::collection::vec((0..4_usize, 0..(30 * 60_i64)), 1..40),
        until in 0..(40 * 24 * 60_i64),
        zone in prop::sample::select(ZONES.to_vec()),
        month in 0..12_i64,
    ) {
        let start = now() - TimeDelta::days(40) + TimeDelta::days(30 * month);
        let mut at = start;
        let mut steps = vec![];
        let mut holder = Custodian::Borrower;
        for (to, minutes) in moves {
            let to = match to {
                0 => Custodian::TowTruck { vendor: VendorId(id(200)) },
                n => Custodian::Yard { yard: yard_no(n as u128) },
            };
            at += TimeDelta::minutes(minutes);
            if to != holder {
                holder = to;
                steps.push((to, at));
            }
        }
        let chain = build(steps.iter().copied());
        let until = start + TimeDelta::minutes(until);
        let found = stays(&chain, until, zone);

        let local = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        for n in 1..4 {
            let yard = yard_no(n);
            let mut wanted = BTreeSet::new();
            for (i, (to, at)) in steps.iter().enumerate() {
                if *to == (Custodian::Yard { yard }) && *at <= until {
                    let left = steps.get(i + 1).map_or(until, |next| next.1.min(until));
                    wanted.extend(local(*at).iter_days().take_while(|day| *day <= local(left)));
                }
            }
            let of_yard: Vec<&YardStay> = found.iter().filter(|s| s.yard == yard).collect();
            let charged: Vec<NaiveDate> =
                of_yard.iter().flat_map(|s| s.from.iter_days().take(s.days() as usize)).collect();
            prop_assert_eq!(charged.len(), wanted.len(), "no day is charged twice or left out");
            prop_assert_eq!(charged.into_iter().collect::<BTreeSet<_>>(), wanted);
            let into = steps.iter().filter(|(to, at)| *to == (Custodian::Yard { yard }) && *at <= until).count();
            prop_assert_eq!(of_yard.len(), into, "a stay for each hand-over to the yard");

            // Without free days and cap a fee is the price of its days, so the fees of stays add up.
            let fee = |stay: YardStay| storage_fee(stay, VehicleClass::Car, &rates(0, None)).map(|f| f.fee.minor);
            let sum: i64 = of_yard.iter().map(|s| fee(**s).expect("a fee")).sum();
            let days: i64 = of_yard.iter().map(|s| i64::from(s.days())).sum();
            prop_assert_eq!(sum, 3_000 * days);
        }
        // The one who has the car has the only open stay.
        let open: Vec<YardId> = found.iter().filter(|s| s.open).map(|s| s.yard).collect();
        let has = steps.iter().rev().find(|(_, at)| *at <= until).map(|(to, _)| *to);
        let wanted: Vec<YardId> = has.into_iter().filter_map(|to| match to {
            Custodian::Yard { yard } => Some(yard),
            _ => None,
        }).collect();
        prop_assert_eq!(open, wanted);
    }

    /// A stay cut in two costs the same, but for the free days and the cap, which each part has for itself.
    #[test]
    fn fees_are_additive_and_grow_with_the_days(days in 1..400_u64, more in 1..400_u64, free in 0..10_u32, cap in 0..900_000_i64) {
        let fee = |days, free, cap| storage_fee(stay(days), VehicleClass::Car, &rates(free, cap)).expect("a fee").fee.minor;
        prop_assert_eq!(fee(days, 0, None) + fee(more, 0, None), fee(days + more, 0, None));
        prop_assert!(fee(days, free, Some(cap)) <= fee(days + more, free, Some(cap)));
        prop_assert!(fee(days, free, Some(cap)) <= cap.min(fee(days, free, None)));
        prop_assert!(fee(days, free, None) <= fee(days, 0, None));
        prop_assert_eq!(fee(days + u64::from(free), free, None), fee(days, 0, None));
    }
}
