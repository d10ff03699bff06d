//! The lender's day: due dates are dates in the lender's zone, not instants.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// The date at the lender's at an instant.
pub fn business_date(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// The first instant of the lender's next day: when arrears must be recomputed. Where midnight does not exist
/// (clocks go forward at midnight in some zones) it is the first instant that does.
pub fn next_day_start(at: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let midnight = (business_date(at, zone) + Days::new(1)).and_time(NaiveTime::MIN);
    // Gaps are at most some hours; some zones (Samoa 2011) have skipped a whole day.
    (0..=48 * 4)
        .find_map(|quarter| zone.from_local_datetime(&(midnight + TimeDelta::minutes(15 * quarter))).earliest())
        .map_or(at + TimeDelta::days(1), |start| start.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn the_day_turns_at_the_lenders_midnight() {
        let shanghai = chrono_tz::Asia::Shanghai;
        assert_eq!(business_date(utc("2026-03-01T15:59:59Z"), shanghai), date("2026-03-01"));
        assert_eq!(business_date(utc("2026-03-01T16:00:00Z"), shanghai), date("2026-03-02"));
        assert_eq!(business_date(utc("2026-03-01T04:59:59Z"), chrono_tz::America::New_York), date("2026-02-28"));
        assert_eq!(next_day_start(utc("2026-03-01T15:59:59Z"), shanghai), utc("2026-03-01T16:00:00Z"));
        assert_eq!(next_day_start(utc("2026-03-01T16:00:00Z"), shanghai), utc("2026-03-02T16:00:00Z"));
    }

    #[test]
    fn a_midnight_that_does_not_exist_is_the_first_instant_after_it() {
        // Beirut, 2024-03-31: 00:00 became 01:00 (UTC+2 to UTC+3).
        let start = next_day_start(utc("2024-03-30T12:00:00Z"), chrono_tz::Asia::Beirut);
        assert_eq!(start, utc("2024-03-30T22:00:00Z"));
        assert_eq!(business_date(start, chrono_tz::Asia::Beirut), date("2024-03-31"));
    }

    #[test]
    fn a_day_of_23_or_25_hours_is_one_day() {
        let berlin = chrono_tz::Europe::Berlin;
        assert_eq!(next_day_start(utc("2026-03-28T23:00:00Z"), berlin), utc("2026-03-29T22:00:00Z"));
        assert_eq!(next_day_start(utc("2026-10-24T22:00:00Z"), berlin), utc("2026-10-25T23:00:00Z"));
    }
}
