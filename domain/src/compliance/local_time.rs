//! The time where the debtor is. The law's hours are theirs, not the lender's and not the server's.

use chrono::{DateTime, NaiveDate, Timelike, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// A time of day to the minute, 00:00 to 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClockTime(u16);

/// The text is no time of day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a time of day is HH:MM from 00:00 to 24:00, this is {0:?}")]
pub struct BadClockTime(String);

impl ClockTime {
    /// Minutes since midnight, 0..=1440.
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl std::fmt::Display for ClockTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl TryFrom<String> for ClockTime {
    type Error = BadClockTime;
    fn try_from(text: String) -> Result<Self, BadClockTime> {
        let part = |digits: &str| {
            (digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse::<u16>().ok())?
        };
        let minutes = text.split_once(':').and_then(|(h, m)| {
            let (hours, minutes) = (part(h)?, part(m)?);
            (minutes < 60 && hours * 60 + minutes <= 1440).then_some(hours * 60 + minutes)
        });
        minutes.map(ClockTime).ok_or_else(|| BadClockTime(text.chars().take(16).collect()))
    }
}

impl From<ClockTime> for String {
    fn from(time: ClockTime) -> String {
        time.to_string()
    }
}

/// An instant as the debtor's clock and calendar show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DebtorLocalTime {
    /// The instant.
    pub at: DateTime<Utc>,
    /// Where.
    pub zone: Tz,
}

impl DebtorLocalTime {
    /// The instant where the debtor is.
    pub fn new(at: DateTime<Utc>, zone: Tz) -> Self {
        DebtorLocalTime { at, zone }
    }

    /// Minutes that the debtor's clock shows since midnight, 0..1440. On the days when clocks change this is what the
    /// wall shows, not what has elapsed.
    pub fn minute_of_day(self) -> u16 {
        let time = self.at.with_timezone(&self.zone).time();
        u16::try_from(time.hour() * 60 + time.minute()).expect("a day has 1440 minutes")
    }

    /// The debtor's date.
    pub fn date(self) -> NaiveDate {
        self.at.with_timezone(&self.zone).date_naive()
    }

    /// The debtor's date at another instant.
    pub fn date_of(self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    /// With its offset, e.g. `2026-03-01T22:00:00+08:00`.
    pub fn rfc3339(self) -> String {
        self.at.with_timezone(&self.zone).to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
    }
}
