//! Holidays and working days: an importable table per jurisdiction.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

wire_names! {
    /// What a day of the table is.
    DayKind {
        /// Nobody works, whatever weekday it is.
        Holiday = "holiday",
        /// People work, although it is a weekend: the make-up days of China and Taiwan (调休).
        Working = "working",
    }
}

/// The holidays of one jurisdiction. Days that are not in it follow the week: Saturday and Sunday are free.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    days: BTreeMap<NaiveDate, DayKind>,
}

/// What is wrong with a table, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, {field}: {problem}")]
pub struct CalendarProblem {
    /// Line, from 1.
    pub line: usize,
    /// Column.
    pub field: &'static str,
    /// What is wrong and what would be right.
    pub problem: String,
}

/// Days in one table: sixty years of holidays are fewer.
const MAX_DAYS: usize = 4000;

impl Calendar {
    /// Reads lines of `date,kind` or `date,kind,name`; kind is `holiday` or `working`. A heading line `date,...`, empty
    /// lines and lines that begin with `#` are skipped.
    ///
    /// # Errors
    /// The first line that is not of that form, a date that is named twice, or more than 4000 days.
    pub fn parse(text: &str) -> Result<Self, CalendarProblem> {
        let mut days = BTreeMap::new();
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let (line, number) = (line.trim(), at + 1);
            if line.is_empty() || line.starts_with('#') || (at == 0 && line.starts_with("date")) {
                continue;
            }
            let bad = |field, problem: String| CalendarProblem { line: number, field, problem };
            let shown = |text: &str| text.chars().take(24).collect::<String>();
            let mut cells = line.splitn(3, ',').map(str::trim);
            let date = cells.next().unwrap_or_default();
            let date: NaiveDate =
                date.parse().map_err(|_| bad("date", format!("{:?} is no date, write 2026-02-17", shown(date))))?;
            let kind = cells.next().unwrap_or_default();
            let kind = DayKind::from_name(kind)
                .ok_or_else(|| bad("kind", format!("{:?} is not known, write holiday or working", shown(kind))))?;
            if days.insert(date, kind).is_some() {
                return Err(bad("date", format!("{date} is there twice, keep one")));
            }
            if days.len() > MAX_DAYS {
                return Err(bad("date", format!("more than {MAX_DAYS} days, import fewer years")));
            }
        }
        Ok(Calendar { days })
    }

    /// Whether people work on `date`.
    pub fn is_working(&self, date: NaiveDate) -> bool {
        match self.days.get(&date) {
            Some(kind) => *kind == DayKind::Working,
            None => !matches!(date.weekday(), Weekday::Sat | Weekday::Sun),
        }
    }

    /// Whether the table names `date` as a holiday.
    pub fn is_holiday(&self, date: NaiveDate) -> bool {
        self.days.get(&date) == Some(&DayKind::Holiday)
    }

    /// Whether the table says anything of the year of `date`. Of a year without a line nobody imported the holidays.
    pub fn covers(&self, date: NaiveDate) -> bool {
        let first = NaiveDate::from_yo_opt(date.year(), 1);
        first.is_some_and(|first| self.days.range(first..).next().is_some_and(|(day, _)| day.year() == date.year()))
    }

    /// The `n`-th working day after `date`; for 0 `date` itself.
    pub fn add_working_days(&self, date: NaiveDate, n: u16) -> NaiveDate {
        let (mut day, mut left) = (date, n);
        while left > 0 {
            // Beyond the last date that can be written nothing is counted any more.
            let Some(next) = day.checked_add_days(Days::new(1)) else { break };
            day = next;
            left -= u16::from(self.is_working(day));
        }
        day
    }

    /// Working days after `from` up to and including `to`; 0 when `to` is not after `from`.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        let days = from.iter_days().skip(1).take_while(|day| *day <= to).filter(|day| self.is_working(*day));
        u32::try_from(days.count()).unwrap_or(u32::MAX)
    }

    /// The days of the table, in order.
    pub fn days(&self) -> impl Iterator<Item = (NaiveDate, DayKind)> {
        self.days.iter().map(|(day, kind)| (*day, *kind))
    }
}
