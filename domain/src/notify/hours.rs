//! Quiet hours: messages wait until they end, unless they are urgent enough.

use crate::alert::Severity;
use crate::refusal::Refusal;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// A time zone by its IANA name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone(pub Tz);

impl TryFrom<String> for Zone {
    type Error = String;
    fn try_from(text: String) -> Result<Zone, String> {
        text.parse().map(Zone).map_err(|_| format!("{text:?} is no time zone; write an IANA name, e.g. Asia/Taipei"))
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> String {
        zone.0.name().to_owned()
    }
}

/// When a recipient is not disturbed, in the recipient's own time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// They begin at (local time).
    pub from: NaiveTime,
    /// They end at; before `from`: on the next day. Equal to `from`: there are none, but for `days`.
    pub to: NaiveTime,
    /// Days that are quiet as a whole.
    #[serde(default)]
    pub days: Vec<Weekday>,
    /// From this severity on messages go at any hour.
    #[serde(default)]
    pub break_through: Option<Severity>,
    /// In which zone, where it is not the recipient's own.
    #[serde(default)]
    pub zone: Option<Zone>,
}

impl QuietHours {
    /// Whether there is ever a time that is not quiet.
    ///
    /// # Errors
    /// `quiet_hours`: every day is quiet as a whole, or so many days are listed that some are listed twice.
    pub fn check(&self) -> Result<(), Refusal> {
        let mut days: Vec<u32> = self.days.iter().map(Weekday::num_days_from_monday).collect();
        days.sort_unstable();
        days.dedup();
        if days.len() == 7 || self.days.len() > 7 {
            return Err(Refusal::new(
                "quiet_hours",
                "no time is left for a message",
                "leave at least one day of seven",
            ));
        }
        Ok(())
    }

    /// Whether a message of a severity goes at any hour.
    pub fn lets_through(&self, severity: Severity) -> bool {
        self.break_through.is_some_and(|least| severity >= least)
    }

    /// The earliest time from `now` on that is not quiet, where `zone` is the recipient's.
    pub fn over(&self, now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
        let zone = self.zone.map_or(zone, |z| z.0);
        let mut at = now;
        // A day has at most a quiet day's end and a night's end; a week of them is more than there can be.
        for _ in 0..16 {
            match self.ends(at, zone) {
                Some(end) if end > at => at = end,
                _ => break,
            }
        }
        at
    }

    /// When the quiet time that holds `at` ends, if one does.
    fn ends(&self, at: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
        let local = at.with_timezone(&zone);
        let (date, time) = (local.date_naive(), local.time());
        let tomorrow = date.checked_add_days(Days::new(1))?;
        if self.days.contains(&chrono::Datelike::weekday(&date)) {
            return Some(instant(tomorrow, NaiveTime::MIN, zone));
        }
        let over_night = self.from > self.to;
        let quiet = match over_night {
            true => time >= self.from || time < self.to,
            false => (self.from..self.to).contains(&time),
        };
        let end_date = if over_night && time >= self.from { tomorrow } else { date };
        quiet.then(|| instant(end_date, self.to, zone))
    }
}

/// The first instant of a local time: an hour that the clocks skip ends with the skip.
fn instant(date: NaiveDate, time: NaiveTime, zone: Tz) -> DateTime<Utc> {
    let local = date.and_time(time);
    (0..=12)
        .filter_map(|quarters| zone.from_local_datetime(&(local + TimeDelta::minutes(15 * quarters))).earliest())
        .map(|t| t.to_utc())
        .next()
        .unwrap_or_else(|| local.and_utc())
}
