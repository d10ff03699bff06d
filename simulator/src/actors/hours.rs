//! When people act, by the clock on the wall of the simulated cities.

use crate::world::UTC_OFFSET_S;
use chrono::{DateTime, Datelike, Days, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday};

/// Hours in which somebody acts. What debtors notice lies well within what the packs of law allow (mainland China 8 to
/// 22, the lender's own 8 to 21): a driven clock may be an hour late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hours {
    /// The lender's desk: Monday to Friday, 9 to 17.
    Office,
    /// Contractors: not on Sundays, 9 to 18.
    Field,
    /// People at home: every day, 9 to 20.
    Home,
    /// Bidders: every day, 8 to 22.
    Market,
    /// At any time: something that was agreed for a moment.
    Any,
}

impl Hours {
    /// The first moment from `at` on that lies within them.
    pub fn from(self, at: DateTime<Utc>) -> DateTime<Utc> {
        let Some((first, last)) = self.open() else { return at };
        let offset = TimeDelta::seconds(UTC_OFFSET_S);
        let local = (at + offset).naive_utc();
        let mut day = local.date();
        for _ in 0..8 {
            let (opens, closes) = (NaiveDateTime::new(day, clock(first)), NaiveDateTime::new(day, clock(last)));
            if self.works_on(day.weekday()) && local < closes {
                return local.max(opens).and_utc() - offset;
            }
            day = day + Days::new(1);
        }
        at
    }

    /// Whether a moment lies within them.
    pub fn contain(self, at: DateTime<Utc>) -> bool {
        self.from(at) == at
    }

    fn open(self) -> Option<(u32, u32)> {
        match self {
            Hours::Office => Some((9, 17)),
            Hours::Field => Some((9, 18)),
            Hours::Home => Some((9, 20)),
            Hours::Market => Some((8, 22)),
            Hours::Any => None,
        }
    }

    fn works_on(self, day: Weekday) -> bool {
        match self {
            Hours::Office => !matches!(day, Weekday::Sat | Weekday::Sun),
            Hours::Field => day != Weekday::Sun,
            Hours::Home | Hours::Market | Hours::Any => true,
        }
    }
}

fn clock(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).expect("an hour of the day")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn what_falls_outside_waits_for_the_next_opening_of_the_city() {
        // 2026-11-20 is a Friday; the cities are eight hours ahead.
        let friday_evening = at("2026-11-20T09:30:00Z");
        assert_eq!(Hours::Office.from(friday_evening), at("2026-11-23T01:00:00Z"));
        assert_eq!(Hours::Field.from(friday_evening), friday_evening);
        assert_eq!(Hours::Field.from(at("2026-11-21T10:00:00Z")), at("2026-11-23T01:00:00Z"), "not on a Sunday");
        assert_eq!(Hours::Home.from(at("2026-11-20T18:00:00Z")), at("2026-11-21T01:00:00Z"));
        assert_eq!(Hours::Any.from(friday_evening), friday_evening);
        assert!(
            Hours::Market.contain(at("2026-11-20T13:59:59Z")) && !Hours::Market.contain(at("2026-11-20T14:00:00Z"))
        );
    }
}
