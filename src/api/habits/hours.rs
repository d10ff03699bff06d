//! At which hours of the day a car is at its places, by its stays.

use crate::store::habits::Stay;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;
use lienwatch_domain::geo::Point;
use std::collections::BTreeSet;

/// A stay is at the nearest place that is no farther, metres; a name goes as far.
pub const NEAR_M: f64 = 250.0;

/// How far back stays count.
pub const SINCE: TimeDelta = TimeDelta::days(90);

/// Stays that are looked at, newest first: twenty a day.
pub const MOST_STAYS: i64 = 2_000;

/// A car that stands there at this hour of the lender's day sleeps there.
const NIGHT: NaiveTime = match NaiveTime::from_hms_opt(3, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// What a car does at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Habit {
    /// Seconds there by hour of the day, the first from midnight.
    pub hours: [i64; 24],
    /// Nights it slept there.
    pub nights: usize,
}

/// For each place, what the car does there. Stays count from [`SINCE`] before `now`; one that lasts, until `now`.
pub fn of_places(places: &[Point], stays: &[Stay], zone: Tz, now: DateTime<Utc>) -> Vec<Habit> {
    let mut hours = vec![[0; 24]; places.len()];
    let mut nights = vec![BTreeSet::<NaiveDate>::new(); places.len()];
    for stay in stays {
        let near = places.iter().enumerate().map(|(n, place)| (n, place.distance_m(stay.point)));
        let Some((n, _)) = near.filter(|(_, m)| *m <= NEAR_M).min_by(|a, b| a.1.total_cmp(&b.1)) else { continue };
        let (mut at, end) = (stay.arrive.max(now - SINCE), stay.leave.unwrap_or(now).min(now));
        while at < end {
            let local = at.with_timezone(&zone);
            // To the end of the hour on the clock on the wall; zones with half hours have theirs elsewhere in UTC.
            let into = TimeDelta::seconds(i64::from(local.minute() * 60 + local.second()));
            let until = (at - into + TimeDelta::hours(1)).max(at + TimeDelta::seconds(1)).min(end);
            hours[n][local.hour() as usize] += (until - at).num_seconds();
            let slept = local.date_naive().and_time(NIGHT);
            if at <= until && local.naive_local() <= slept && slept < until.with_timezone(&zone).naive_local() {
                nights[n].insert(local.date_naive());
            }
            at = until;
        }
    }
    hours.into_iter().zip(nights).map(|(hours, nights)| Habit { hours, nights: nights.len() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    fn place(lat: f64) -> Point {
        Point::from_degrees(lat, 121.4).expect("on the earth")
    }

    #[test]
    fn hours_and_nights_are_the_lenders() {
        let (home, work) = (place(31.2), place(31.3));
        let stays = [
            // 22:30 to 07:15 in Shanghai, two nights; 09:00 to 17:00 between them.
            Stay { point: home, arrive: at("2026-08-29T14:30:00Z"), leave: Some(at("2026-08-29T23:15:00Z")) },
            Stay { point: work, arrive: at("2026-08-30T01:00:00Z"), leave: Some(at("2026-08-30T09:00:00Z")) },
            Stay { point: home, arrive: at("2026-08-30T14:30:00Z"), leave: None },
            Stay { point: place(31.25), arrive: at("2026-08-30T10:00:00Z"), leave: Some(at("2026-08-30T11:00:00Z")) },
        ];
        let now = at("2026-08-30T23:15:00Z");
        let habits = of_places(&[home, work], &stays, chrono_tz::Asia::Shanghai, now);
        assert_eq!((habits[0].nights, habits[1].nights), (2, 0));
        assert_eq!(
            (habits[0].hours[22], habits[0].hours[3], habits[0].hours[7], habits[0].hours[12]),
            (3600, 7200, 1800, 0)
        );
        assert_eq!(habits[0].hours.iter().sum::<i64>(), 2 * (8 * 3600 + 45 * 60));
        assert_eq!((habits[1].hours[9], habits[1].hours[16], habits[1].hours[17]), (3600, 3600, 0));
        // In a zone with a half hour the hours are those of its own clock.
        let kolkata = of_places(&[home], &stays, chrono_tz::Asia::Kolkata, now);
        assert_eq!(kolkata[0].hours.iter().sum::<i64>(), 2 * (8 * 3600 + 45 * 60));
        assert_eq!((kolkata[0].hours[20], kolkata[0].hours[19]), (2 * 3600, 0));
    }

    #[test]
    fn what_is_long_ago_does_not_count() {
        let now = at("2026-08-30T00:00:00Z");
        let stay = Stay { point: place(31.2), arrive: now - TimeDelta::days(400), leave: None };
        let habits = of_places(&[place(31.2)], &[stay], chrono_tz::UTC, now);
        assert_eq!((habits[0].nights, habits[0].hours[0]), (90, 90 * 3600));
    }
}
