//! The score of every day.

use super::parameters::RiskParameters;
use super::preview::LoanStep;
use super::score::{Band, score};
use super::signal::Signal;
use chrono::{DateTime, Days, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use serde::Serialize;

/// A day of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Day {
    /// Which, in the lender's zone.
    pub day: NaiveDate,
    /// The score when it ended.
    pub points: u8,
    /// Its band.
    pub band: Band,
}

/// Days told at most.
pub const MOST_DAYS: u64 = 400;

/// The scores at the end of each day of `first..=last` in `zone` (of the newest [`MOST_DAYS`] of them), by what was known
/// then. `loan` is in order of time.
pub fn daily(
    signals: &[Signal],
    loan: &[LoanStep],
    (first, last): (NaiveDate, NaiveDate),
    zone: Tz,
    p: &RiskParameters,
) -> Vec<Day> {
    let earliest = last.checked_sub_days(Days::new(MOST_DAYS - 1)).unwrap_or(NaiveDate::MIN);
    let mut days = Vec::new();
    for day in first.max(earliest).iter_days().take_while(|d| *d <= last) {
        let Some(end) = end_of(day, zone) else { continue };
        let facts = loan.iter().take_while(|l| l.since <= end).last().map(|l| &l.facts);
        let score = score(signals, facts, end, p);
        days.push(Day { day, points: score.points, band: score.band });
    }
    days
}

/// The first moment after a day.
fn end_of(day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    day_begins(day.succ_opt()?, zone)
}

/// The first moment of a day, also where clocks change at midnight.
pub fn day_begins(day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    let hours = (0..24).filter_map(|h| day.and_hms_opt(h, 0, 0));
    hours.filter_map(|t| zone.from_local_datetime(&t).earliest()).next().map(|t| t.to_utc())
}
