//! Many vehicles silent since one hour in one part of the country are one matter for the desk, not hundreds.
//!
//! The outage guard of the detectors (`detect::fleet`) looks at a town while it happens. This looks at what lies on the
//! desk: alerts that were raised all the same, of a province or of a carrier, and tells which of them belong together.

use crate::geo::Point;
use chrono::{DateTime, TimeDelta, Utc};
use h3o::{CellIndex, Resolution};
use std::collections::BTreeMap;
use std::fmt;

/// So many silent vehicles are no coincidence.
pub const LEAST: usize = 20;
/// They were last heard within so long of each other.
pub const WITHIN: TimeDelta = TimeDelta::hours(1);
/// Cells about 120 km across; a storm outside known regions is one of them with its neighbours.
const CELL: Resolution = Resolution::Three;

/// A vehicle that fell silent.
#[derive(Debug, Clone, PartialEq)]
pub struct Silence {
    /// When it was last heard.
    pub since: DateTime<Utc>,
    /// Where, if it was ever anywhere.
    pub point: Option<Point>,
}

/// Which part of the country.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// A region of the lender, by its code.
    Region(String),
    /// A cell and its neighbours.
    Cell(CellIndex),
    /// Of vehicles that were never anywhere.
    Nowhere,
}

/// By which a storm is found again, though some of its vehicles have come back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StormKey {
    /// When the first of its vehicles fell silent, whole seconds.
    pub since: DateTime<Utc>,
    /// Where.
    pub area: Area,
}

/// Silences that are one matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Storm {
    /// Its name in links.
    pub key: StormKey,
    /// When the last of them fell silent.
    pub until: DateTime<Utc>,
    /// Which of the silences, in order of time.
    pub members: Vec<usize>,
}

impl Storm {
    /// Whether a link to `key` means this one: its first vehicles, or the middle of it, may have changed since.
    pub fn is(&self, key: &StormKey) -> bool {
        let near = match (&self.key.area, &key.area) {
            (Area::Cell(own), Area::Cell(asked)) => own.grid_disk::<Vec<_>>(1).contains(asked),
            (own, asked) => own == asked,
        };
        near && key.since >= self.key.since - WITHIN && key.since <= self.until + WITHIN
    }
}

impl fmt::Display for StormKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let since = self.since.timestamp();
        match &self.area {
            Area::Region(code) => write!(f, "{since}~r~{code}"),
            Area::Cell(cell) => write!(f, "{since}~c~{cell}"),
            Area::Nowhere => write!(f, "{since}~n~"),
        }
    }
}

impl StormKey {
    /// From what [`fmt::Display`] writes.
    pub fn parse(text: &str) -> Option<StormKey> {
        let mut parts = text.splitn(3, '~');
        let since = DateTime::from_timestamp(parts.next()?.parse().ok()?, 0)?;
        let area = match (parts.next()?, parts.next()?) {
            ("r", code) if !code.is_empty() => Area::Region(code.to_owned()),
            ("c", cell) => Area::Cell(cell.parse().ok()?),
            ("n", "") => Area::Nowhere,
            _ => return None,
        };
        Some(StormKey { since, area })
    }
}

/// The storms among silences, the densest hour first. No silence is in two of them. `region` tells the code of the lender's
/// region that a silence lies in; it is asked only of those in a dense hour.
pub fn storms(silences: &[Silence], mut region: impl FnMut(usize) -> Option<String>) -> Vec<Storm> {
    let mut left: Vec<usize> = (0..silences.len()).collect();
    left.sort_by_key(|i| silences[*i].since);
    let mut found = Vec::new();
    while let Some((from, to)) = densest(&left, silences) {
        let hour: Vec<usize> = left.drain(from..to).collect();
        found.extend(parted(&hour, silences, &mut region));
    }
    found
}

/// The window of `left`, sorted by time, that holds most, if that is enough for a storm.
fn densest(left: &[usize], silences: &[Silence]) -> Option<(usize, usize)> {
    let (mut from, mut best) = (0, (0, 0));
    for to in 0..left.len() {
        while silences[left[to]].since - silences[left[from]].since > WITHIN {
            from += 1;
        }
        if to + 1 - from > best.1 - best.0 {
            best = (from, to + 1);
        }
    }
    (best.1 - best.0 >= LEAST).then_some(best)
}

/// The storms of one hour, by where.
fn parted(hour: &[usize], silences: &[Silence], region: &mut impl FnMut(usize) -> Option<String>) -> Vec<Storm> {
    let (mut areas, mut cells) = (BTreeMap::<Area, Vec<usize>>::new(), BTreeMap::<CellIndex, Vec<usize>>::new());
    for &i in hour {
        let cell = silences[i].point.and_then(|p| CellIndex::try_from(p.cell(CELL) as u64).ok());
        match (region(i), cell) {
            (Some(code), _) => areas.entry(Area::Region(code)).or_default().push(i),
            (None, Some(cell)) => cells.entry(cell).or_default().push(i),
            (None, None) => areas.entry(Area::Nowhere).or_default().push(i),
        }
    }
    while let Some(middle) = cells.iter().max_by_key(|(_, members)| members.len()).map(|(cell, _)| *cell) {
        let around: Vec<CellIndex> = middle.grid_disk(1);
        let members: Vec<usize> = around.iter().filter_map(|cell| cells.remove(cell)).flatten().collect();
        areas.insert(Area::Cell(middle), members);
    }
    let storm = |(area, mut members): (Area, Vec<usize>)| {
        members.sort_by_key(|i| silences[*i].since);
        let (first, last) = (silences[*members.first()?].since, silences[*members.last()?].since);
        let since = DateTime::from_timestamp(first.timestamp(), 0)?;
        (members.len() >= LEAST).then_some(Storm { key: StormKey { since, area }, until: last, members })
    };
    areas.into_iter().filter_map(storm).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn storms(silences: &[Silence]) -> Vec<Storm> {
        super::storms(silences, |_| None)
    }

    fn silent(n: usize, minutes_apart: i64, lat: f64, lon: f64) -> Vec<Silence> {
        let begin = DateTime::from_timestamp(1_790_000_000, 0).expect("a time");
        let one = |i: usize| Silence {
            since: begin + TimeDelta::minutes(minutes_apart * i64::try_from(i).expect("few")),
            point: Point::from_degrees(lat + 0.001 * i as f64, lon),
        };
        (0..n).map(one).collect()
    }

    #[test]
    fn an_hour_in_one_place_is_a_storm_and_a_day_is_not() {
        let all = storms(&silent(25, 1, 30.6, 104.1));
        assert_eq!(all.iter().map(|s| s.members.len()).collect::<Vec<_>>(), [25]);
        assert!(storms(&silent(25, 30, 30.6, 104.1)).is_empty());
        assert!(storms(&silent(LEAST - 1, 1, 30.6, 104.1)).is_empty());
        assert!(storms(&[]).is_empty());
    }

    #[test]
    fn storms_of_one_hour_far_apart_are_two_and_a_handful_elsewhere_is_none() {
        let mut all = silent(30, 1, 30.6, 104.1);
        all.extend(silent(22, 1, 31.2, 121.4));
        all.extend(silent(5, 1, 45.8, 126.5));
        let mut sizes: Vec<_> = storms(&all).iter().map(|s| s.members.len()).collect();
        sizes.sort_unstable();
        assert_eq!(sizes, [22, 30]);
    }

    #[test]
    fn regions_of_the_lender_part_before_cells_do() {
        let mut all = silent(21, 1, 30.6, 104.1);
        all.extend(silent(24, 1, 30.6, 104.1));
        let region = |i| Some(if i < 21 { "CN-SC" } else { "CN-CQ" }.to_owned());
        let areas: Vec<_> =
            super::super::storms(&all, region).into_iter().map(|s| (s.key.area, s.members.len())).collect();
        assert_eq!(areas, [(Area::Region("CN-CQ".to_owned()), 24), (Area::Region("CN-SC".to_owned()), 21)]);
    }

    #[test]
    fn a_link_still_finds_the_storm_when_its_first_vehicles_are_back() {
        let all = silent(40, 1, 30.6, 104.1);
        let whole = storms(&all);
        let rest = storms(&all[10..]);
        let link = StormKey::parse(&whole[0].key.to_string()).expect("a key");
        assert_eq!(link, whole[0].key);
        assert_ne!(rest[0].key, link);
        assert!(rest[0].is(&link));
        let region = StormKey { area: Area::Region("CN-SC".to_owned()), ..link.clone() };
        assert!(!rest[0].is(&region));
        assert_eq!(StormKey::parse(&region.to_string()), Some(region));
        assert!(!rest[0].is(&StormKey { since: link.since - TimeDelta::hours(5), ..link }));
        for bad in ["", "x~c~1", "1~c~zz", "1~r~", "1~q~1", "1~n"] {
            assert_eq!(StormKey::parse(bad), None, "{bad}");
        }
    }
}
