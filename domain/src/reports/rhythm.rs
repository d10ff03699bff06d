//! When a report is due, and which period it is of. Pure: moments and a zone in, moments out.
//!
//! A report is due at an hour of the clock on the wall: it stays at that hour over a change of the clocks. An hour that
//! is skipped is due at the first moment after it, one that comes twice is due the first time.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

wire_names! {
    /// How often.
    Every {
        /// Each day, of the day before.
        Day = "day",
        /// Once a week, of the seven days before.
        Week = "week",
        /// Once a month, of the calendar month before.
        Month = "month",
    }
}

/// How often, on which day, at which hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm {
    every: Every,
    on: u8,
    hour: u8,
}

/// What a rhythm cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadRhythm {
    /// The day: of the week 1 (Monday) to 7, of the month 1 to 31, of a daily one none.
    Day,
    /// The hour: 0 to 23.
    Hour,
}

impl Rhythm {
    /// `on`: the day of the week (1 is Monday) or of the month (a month that is shorter: its last).
    ///
    /// # Errors
    /// [`BadRhythm`]: what is out of range, missing or too much.
    pub fn new(every: Every, on: Option<u8>, hour: u8) -> Result<Rhythm, BadRhythm> {
        let on = match (every, on) {
            (Every::Day, None) => 1,
            (Every::Week, Some(on @ 1..=7)) | (Every::Month, Some(on @ 1..=31)) => on,
            _ => return Err(BadRhythm::Day),
        };
        if hour > 23 {
            return Err(BadRhythm::Hour);
        }
        Ok(Rhythm { every, on, hour })
    }

    /// How often.
    pub fn every(&self) -> Every {
        self.every
    }

    /// On which day; none of a daily one.
    pub fn on(&self) -> Option<u8> {
        (self.every != Every::Day).then_some(self.on)
    }

    /// At which hour.
    pub fn hour(&self) -> u8 {
        self.hour
    }

    /// The first moment after `at` at which it is due.
    pub fn next_after(&self, at: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
        self.around(at, zone).into_iter().find(|due| *due > at).unwrap_or(at + TimeDelta::days(1))
    }

    /// The last moment, `at` among them, at which it was due.
    pub fn last_until(&self, at: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
        self.around(at, zone).into_iter().rev().find(|due| *due <= at).unwrap_or(at)
    }

    /// The period of the report that is due at `due`: whole days of the zone, the last the one before.
    pub fn period(&self, due: DateTime<Utc>, zone: Tz) -> (DateTime<Utc>, DateTime<Utc>) {
        let today = due.with_timezone(&zone).date_naive();
        let (from, to) = match self.every {
            Every::Day => (today - Days::new(1), today),
            Every::Week => (today - Days::new(7), today),
            Every::Month => {
                let this = today.with_day(1).unwrap_or(today);
                (this - Months::new(1), this)
            }
        };
        (instant(from, NaiveTime::MIN, zone), instant(to, NaiveTime::MIN, zone))
    }

    /// Moments around `at`, in order: at least one before it and one after.
    fn around(&self, at: DateTime<Utc>, zone: Tz) -> Vec<DateTime<Utc>> {
        let today = at.with_timezone(&zone).date_naive();
        let time = NaiveTime::from_hms_opt(self.hour.into(), 0, 0).unwrap_or(NaiveTime::MIN);
        let days: Vec<NaiveDate> = match self.every {
            Every::Day => (0..5).map(|n| today - Days::new(2) + Days::new(n)).collect(),
            Every::Week => {
                let monday = today - Days::new(today.weekday().num_days_from_monday().into());
                let first = monday + Days::new(u64::from(self.on) - 1) - Days::new(14);
                (0..5).map(|n| first + Days::new(7 * n)).collect()
            }
            Every::Month => {
                let first = today.with_day(1).unwrap_or(today) - Months::new(2);
                (0..5).map(|n| day_of(first + Months::new(n), self.on)).collect()
            }
        };
        days.into_iter().map(|day| instant(day, time, zone)).collect()
    }
}

/// Tries that may fail one after another.
const MOST_TRIES: i16 = 12;
/// The longest wait for the next, minutes.
const LONGEST_WAIT_MIN: i64 = 360;

/// How long to wait after a report could not be made for the `tries`th time in a row: a minute, twice that, up to six hours,
/// about a day in all. `None`: it is tried no more.
pub fn retry_after(tries: i16) -> Option<TimeDelta> {
    let doubled = 1_i64.checked_shl(u32::try_from(tries - 1).ok()?).unwrap_or(LONGEST_WAIT_MIN);
    (tries < MOST_TRIES).then(|| TimeDelta::minutes(doubled.min(LONGEST_WAIT_MIN)))
}

/// The day of the month that begins with `first`, or its last where it is shorter.
fn day_of(first: NaiveDate, day: u8) -> NaiveDate {
    (28..=u32::from(day)).rev().find_map(|day| first.with_day(day)).or(first.with_day(day.into())).unwrap_or(first)
}

/// The first instant of a local time, or after it where the clocks skip it: some zones have skipped a whole day.
fn instant(date: NaiveDate, time: NaiveTime, zone: Tz) -> DateTime<Utc> {
    let local = date.and_time(time);
    (0..=48 * 4)
        .find_map(|quarter| zone.from_local_datetime(&(local + TimeDelta::minutes(15 * quarter))).earliest())
        .map_or_else(|| local.and_utc(), |at| at.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Timelike;

    #[test]
    fn what_fails_is_tried_later_and_later_for_about_a_day() {
        let waits: Vec<i64> = (1..).map_while(retry_after).map(|wait| wait.num_minutes()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
        assert_eq!((retry_after(0), retry_after(i16::MAX)), (None, None));
    }
    use proptest::prelude::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    fn rhythm(every: Every, on: Option<u8>, hour: u8) -> Rhythm {
        Rhythm::new(every, on, hour).expect("a rhythm")
    }

    #[test]
    fn the_hour_stays_when_the_clocks_change() {
        let (daily, berlin) = (rhythm(Every::Day, None, 8), chrono_tz::Europe::Berlin);
        assert_eq!(daily.next_after(utc("2026-03-28T07:00:00Z"), berlin), utc("2026-03-29T06:00:00Z"));
        assert_eq!(daily.next_after(utc("2026-10-24T06:00:00Z"), berlin), utc("2026-10-25T07:00:00Z"));
        // 02:00 is skipped on that day, and comes twice on the other.
        let night = rhythm(Every::Day, None, 2);
        assert_eq!(night.next_after(utc("2026-03-28T12:00:00Z"), berlin), utc("2026-03-29T01:00:00Z"));
        assert_eq!(night.next_after(utc("2026-10-24T12:00:00Z"), berlin), utc("2026-10-25T00:00:00Z"));
        assert_eq!(night.next_after(utc("2026-10-25T00:00:00Z"), berlin), utc("2026-10-26T01:00:00Z"), "once only");
        // A period of the day with 23 hours.
        let due = utc("2026-03-30T06:00:00Z");
        assert_eq!(daily.period(due, berlin), (utc("2026-03-28T23:00:00Z"), utc("2026-03-29T22:00:00Z")));
    }

    #[test]
    fn a_month_that_is_shorter_is_due_on_its_last_day() {
        let (end, zone) = (rhythm(Every::Month, Some(31), 9), chrono_tz::Asia::Shanghai);
        assert_eq!(end.next_after(utc("2026-01-31T01:00:00Z"), zone), utc("2026-02-28T01:00:00Z"));
        assert_eq!(end.next_after(utc("2028-02-01T00:00:00Z"), zone), utc("2028-02-29T01:00:00Z"));
        assert_eq!(end.next_after(utc("2026-03-31T01:00:00Z"), zone), utc("2026-04-30T01:00:00Z"));
        let (from, to) = rhythm(Every::Month, Some(1), 9).period(utc("2026-03-01T01:00:00Z"), zone);
        assert_eq!((from, to), (utc("2026-01-31T16:00:00Z"), utc("2026-02-28T16:00:00Z")), "February");
    }

    #[test]
    fn weeks_have_seven_days_and_days_have_no_day() {
        let (friday, zone) = (rhythm(Every::Week, Some(5), 18), chrono_tz::America::New_York);
        assert_eq!(friday.next_after(utc("2026-11-23T12:00:00Z"), zone), utc("2026-11-27T23:00:00Z"));
        assert_eq!(Rhythm::new(Every::Week, Some(8), 0), Err(BadRhythm::Day));
        assert_eq!(Rhythm::new(Every::Month, None, 0), Err(BadRhythm::Day));
        assert_eq!(Rhythm::new(Every::Day, Some(1), 0), Err(BadRhythm::Day));
        assert_eq!(Rhythm::new(Every::Day, None, 24), Err(BadRhythm::Hour));
    }

    fn any() -> impl Strategy<Value = (Rhythm, DateTime<Utc>, Tz)> {
        let every = prop_oneof![
            Just((Every::Day, None)),
            (1u8..=7).prop_map(|on| (Every::Week, Some(on))),
            (1u8..=31).prop_map(|on| (Every::Month, Some(on))),
        ];
        let zones = [
            chrono_tz::Asia::Shanghai,
            chrono_tz::Europe::Berlin,
            chrono_tz::America::Sao_Paulo,
            chrono_tz::Asia::Beirut,
            chrono_tz::Australia::Lord_Howe,
            chrono_tz::America::St_Johns,
            chrono_tz::Pacific::Kiritimati,
        ];
        (every, 0u8..24, 946_684_800i64..2_208_988_800, prop::sample::select(zones.to_vec())).prop_map(
            |((every, on), hour, at, zone)| {
                (rhythm(every, on, hour), DateTime::from_timestamp(at, 0).expect("in range"), zone)
            },
        )
    }

    proptest! {
        #[test]
        fn one_is_due_after_another_and_none_between((rhythm, at, zone) in any()) {
            let next = rhythm.next_after(at, zone);
            let last = rhythm.last_until(at, zone);
            prop_assert!(last <= at && at < next);
            prop_assert_eq!(rhythm.next_after(last, zone), next);
            prop_assert_eq!(rhythm.last_until(next, zone), next);
            prop_assert_eq!(rhythm.last_until(next - TimeDelta::seconds(1), zone), last);
            let days = match rhythm.every() { Every::Day => 1, Every::Week => 7, Every::Month => 31 };
            prop_assert!(next - last <= TimeDelta::days(days) + TimeDelta::hours(2));
        }

        #[test]
        fn it_is_at_its_hour_unless_that_is_skipped((rhythm, at, zone) in any()) {
            let local = rhythm.next_after(at, zone).with_timezone(&zone);
            let skipped = zone.from_local_datetime(&local.date_naive().and_hms_opt(rhythm.hour().into(), 0, 0).expect("an hour")).earliest().is_none();
            prop_assert!(local.hour() == u32::from(rhythm.hour()) || skipped, "{}", local);
        }

        #[test]
        fn periods_touch_and_end_before_they_are_told((rhythm, at, zone) in any()) {
            let first = rhythm.next_after(at, zone);
            let second = rhythm.next_after(first, zone);
            let (a, b) = (rhythm.period(first, zone), rhythm.period(second, zone));
            prop_assert!(a.0 < a.1 && a.1 <= first);
            prop_assert_eq!(a.1, b.0, "no day is left out or told twice");
        }
    }
}
