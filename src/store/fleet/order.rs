//! Pages of a sorted list of vehicles, by cursor.

use super::{Board, Car, Sighting, Wanted};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cmp::Ordering;
use uuid::Uuid;

/// By what a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortBy {
    /// By id: in the order of entry.
    Id,
    /// By licence plate; those without one last.
    Plate,
    /// By days past due.
    Dpd,
    /// By the worst open alert.
    Severity,
    /// By its risk score.
    Risk,
    /// By when it was last somewhere.
    LastFix,
}

impl SortBy {
    /// Every one, with its name on the wire.
    pub const ALL: [(SortBy, &'static str); 6] = [
        (SortBy::Id, "id"),
        (SortBy::Plate, "plate"),
        (SortBy::Dpd, "dpd"),
        (SortBy::Severity, "severity"),
        (SortBy::Risk, "risk"),
        (SortBy::LastFix, "last_fix"),
    ];
}

/// An order of a list. Equal ones stand by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// By what.
    pub by: SortBy,
    /// The greatest first.
    pub descending: bool,
}

/// Where a vehicle stands in an order; with its id, a cursor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Key<'a> {
    /// A number; the least for what is not there.
    Number(i64),
    /// A text.
    Text(Cow<'a, str>),
}

/// Comes after every plate.
const LAST: &str = "\u{10FFFF}";

impl Order {
    fn key<'a>(&self, car: &'a Car, seen: &Sighting) -> Key<'a> {
        Key::Number(match self.by {
            SortBy::Id => 0,
            SortBy::Plate => return Key::Text(Cow::Borrowed(car.plate.as_deref().unwrap_or(LAST))),
            SortBy::Dpd => car.dpd.map_or(-1, i64::from),
            SortBy::Severity => car.severity.map_or(0, |severity| 1 + severity as i64),
            SortBy::Risk => car.risk.map_or(-1, i64::from),
            SortBy::LastFix => seen.fix.map_or(i64::MIN, |fix| fix.at.timestamp_micros()),
        })
    }

    pub(super) fn compare(&self, a: &(Key<'_>, Uuid), b: &(Key<'_>, Uuid)) -> Ordering {
        let by_key = a.0.cmp(&b.0);
        if self.descending { by_key.reverse() } else { by_key }.then(a.1.cmp(&b.1))
    }
}

impl Board {
    /// The first `limit` of the wanted cars after `after`, and how many are wanted in all. One pass, and only the page
    /// is sorted.
    pub fn page(
        &self,
        sightings: &[Sighting],
        wanted: &Wanted,
        order: Order,
        after: Option<&(Key<'_>, Uuid)>,
        limit: usize,
    ) -> (Vec<(Key<'static>, Uuid)>, usize) {
        let mut total = 0;
        let mut found: Vec<(Key<'_>, Uuid)> = Vec::new();
        for (car, seen) in self.wanted(sightings, wanted) {
            total += 1;
            let one = (order.key(car, seen), car.id);
            if after.is_none_or(|after| order.compare(&one, after).is_gt()) {
                found.push(one);
            }
        }
        if limit < found.len() {
            found.select_nth_unstable_by(limit, |a, b| order.compare(a, b));
            found.truncate(limit);
        }
        found.sort_unstable_by(|a, b| order.compare(a, b));
        let owned = |(key, id)| match key {
            Key::Number(n) => (Key::Number(n), id),
            Key::Text(text) => (Key::Text(Cow::Owned(text.into_owned())), id),
        };
        (found.into_iter().map(owned).collect(), total)
    }
}
