//! Partitions of the observations: made ahead of time, and known to the writers, who put no row where none is.

use super::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// At this many registered trackers partitions become daily, so that one holds 10 to 100 million rows: a tracker
/// stores some hundreds to a few thousand rows a day.
const DAILY_FROM: i64 = 20_000;
/// Pause until a partition that the database refused to make is asked for again; its rows are kept as outliers.
const AGAIN: Duration = Duration::from_secs(30);

/// How wide partitions are made, days, where the configuration does not say.
pub fn width_for(trackers: i64) -> u32 {
    if trackers < DAILY_FROM { 7 } else { 1 }
}

/// The moments from which and to which the partition of `t` reaches, where there is none of another width yet.
fn range(t: DateTime<Utc>, days: i64) -> (DateTime<Utc>, DateTime<Utc>) {
    let start = t.timestamp().div_euclid(86_400 * days) * 86_400 * days;
    // Times are within some centuries of 1970: what a device claims beyond that is no plausible time.
    let start = DateTime::from_timestamp(start, 0).unwrap_or_default();
    (start, start + TimeDelta::days(days))
}

/// What a writer knows of the partitions.
#[derive(Debug)]
pub struct Partitions {
    days: i64,
    /// Those there are, in order: from (inclusive) and to.
    known: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    /// Beginnings of those that could not be made, and when that was.
    refused: HashMap<DateTime<Utc>, Instant>,
}

impl Partitions {
    /// Knows of none yet; makes them so many days wide (1 to 31).
    pub fn of_width(days: u32) -> Partitions {
        Partitions { days: i64::from(days.clamp(1, 31)), known: Vec::new(), refused: HashMap::new() }
    }

    /// Whether a row of that time has a place.
    pub fn cover(&self, t: DateTime<Utc>) -> bool {
        let after = self.known.partition_point(|(from, _)| *from <= t);
        after > 0 && t < self.known[after - 1].1
    }

    /// Somebody has changed them.
    pub fn forget(&mut self) {
        self.known.clear();
    }

    /// Makes what is missing for rows of these times. What the database refuses to make is missing afterwards too.
    ///
    /// # Errors
    ///
    /// Only those after which it may be tried again: the database is away, or a lock was not to be had.
    pub async fn ensure(
        &mut self,
        store: &Store,
        times: impl Iterator<Item = DateTime<Utc>>,
    ) -> Result<(), StoreError> {
        let mut missing: Vec<(DateTime<Utc>, DateTime<Utc>)> =
            times.filter(|t| !self.cover(*t)).map(|t| range(t, self.days)).collect();
        missing.sort_unstable();
        missing.dedup();
        self.refused.retain(|_, since| since.elapsed() < AGAIN);
        missing.retain(|(from, _)| !self.refused.contains_key(from));
        if missing.is_empty() {
            return Ok(());
        }
        for (from, until) in missing {
            match store.make_partition(from, until).await {
                Ok(()) => {}
                Err(error) if is_refusal(&error) => {
                    tracing::error!(%error, %from, %until, "no partition can be made: its rows are kept as outliers");
                    metrics::counter!("lienwatch_partitions_refused_total").increment(1);
                    self.refused.insert(from, Instant::now());
                }
                Err(error) => return Err(error),
            }
        }
        self.known = store.partitions().await?;
        Ok(())
    }
}

/// Whether the database has understood and refused, as opposed to being away, busy or out of room: classes 22, 23, 42
/// (a value, a constraint, a definition or a right), 54 (a limit of the program) and P0 (raised by the function).
fn is_refusal(error: &StoreError) -> bool {
    match error {
        StoreError::Constraint(_) => true,
        StoreError::Database(e) => e
            .as_database_error()
            .and_then(|e| e.code())
            .is_some_and(|code| ["22", "23", "42", "54", "P0"].iter().any(|class| code.starts_with(class))),
        _ => false,
    }
}

impl Store {
    async fn make_partition(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<(), StoreError> {
        sqlx::query("select create_observation_partition($1, $2)").bind(from).bind(until).execute(&self.ingest).await?;
        Ok(())
    }

    /// The partitions there are, in order: from (inclusive) and to.
    pub async fn partitions(&self) -> Result<Vec<(DateTime<Utc>, DateTime<Utc>)>, StoreError> {
        Ok(sqlx::query_as("select starts_at, ends_at from observation_partition order by starts_at")
            .fetch_all(&self.ingest)
            .await?)
    }

    /// Makes the partitions of `now` and of the time after it, `days` wide, so that no writer needs to.
    pub async fn make_partitions_ahead(&self, now: DateTime<Utc>, days: u32) -> Result<(), StoreError> {
        let mut all = Partitions::of_width(days);
        all.known = self.partitions().await?;
        // A day of each, because there may be narrower ones in between.
        let end = range(now, all.days).1 + TimeDelta::days(all.days);
        let day = |d| now + TimeDelta::days(d);
        all.ensure(self, (0..).map(day).take_while(|t| *t < end)).await
    }

    /// How wide partitions are made: `configured`, or what the number of registered trackers asks for.
    pub async fn partition_days(&self, configured: Option<u32>) -> Result<u32, StoreError> {
        match configured {
            Some(days) => Ok(days),
            None => {
                let trackers: i64 = sqlx::query_scalar("select count(*) from tracker where stock <> 'retired'")
                    .fetch_one(&self.ingest)
                    .await?;
                Ok(width_for(trackers))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_known_where_a_partition_is() {
        let day = |d: i64| DateTime::from_timestamp(86_400 * d, 0).expect("in range");
        let partitions = Partitions { known: vec![(day(2), day(3)), (day(4), day(11))], ..Partitions::of_width(7) };
        let covered: Vec<i64> = (0..13).filter(|d| partitions.cover(day(*d))).collect();
        assert_eq!(covered, [2, 4, 5, 6, 7, 8, 9, 10]);
        assert_eq!(range(day(8), 7), (day(7), day(14)));
        assert_eq!(range(day(-1), 7), (day(-7), day(0)));
    }

    #[test]
    fn the_width_follows_the_fleet() {
        assert_eq!((width_for(0), width_for(19_999), width_for(20_000)), (7, 7, 1));
    }
}
