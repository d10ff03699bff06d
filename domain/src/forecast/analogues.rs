//! The same window on earlier days: where the car was for longest, and where it was when one would have asked.

use super::history::{DAY_S, History, Span};
use super::parameters::ForecastParameters;
use super::window::Window;
use std::collections::BTreeMap;

/// An earlier window, and its moment of asking.
#[derive(Debug, Clone, Copy)]
pub(super) struct Analogue {
    /// Days before the one asked for.
    pub age_d: i64,
    /// A weekend's, as the local day on which the window begins.
    pub weekend: bool,
    /// Where the car was for longest.
    pub winner: usize,
    /// When it was there, seconds after the window's beginning.
    pub presence: (i64, i64),
    /// The situation in which one would have asked.
    pub asked: Asked,
    /// One long stay through it all.
    pub parked: bool,
    /// The place had been seen before, at whatever time.
    pub seen_before: bool,
}

/// What was known when asking.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    /// When, Unix seconds.
    pub at: i64,
    /// The place where the car was, or was last.
    pub spot: Option<usize>,
    /// How long the stay in progress had lasted, seconds.
    pub lasting_s: Option<i64>,
}

impl Asked {
    pub(super) fn of(history: &History, at: i64) -> Asked {
        let last = history.last_at(at);
        // At the moment of the forecast itself only a stay that was not seen to end lasts.
        let lasts = |s: &&Span| at < s.leave || at == history.asof && history.live;
        Asked { at, spot: last.map(|s| s.spot), lasting_s: last.filter(lasts).map(|s| at - s.arrive) }
    }

    /// The same where the car was heard last at `heard`: a stay is known to have lasted until then.
    pub(super) fn heard(self, heard: i64) -> Asked {
        let lasting_s = self.lasting_s.map(|age| (age - (self.at - heard)).max(0));
        Asked { lasting_s, ..self }
    }
}

/// Whether a window that begins at `from` begins on a weekend.
pub(super) fn weekend(from: i64, utc_offset_s: i32) -> bool {
    // 1970-01-01 was a Thursday: day 3 after it a Sunday.
    let day = (from + i64::from(utc_offset_s)).div_euclid(DAY_S);
    matches!((day + 3).rem_euclid(7), 5 | 6)
}

/// The analogues of `window` that were over at the moment of asking, oldest first.
pub(super) fn analogues(history: &History, window: Window, utc_offset_s: i32, p: &ForecastParameters) -> Vec<Analogue> {
    let (from, to) = (window.from().timestamp(), window.to().timestamp());
    let least = ((to - from) as f64 * p.least_share).max(1.0) as i64;
    // Yesterday's window, or the newest that was over; a window on another day of the clock is none.
    let newest = (to - history.asof).max(1).div_euclid(DAY_S) + i64::from((to - history.asof).max(1) % DAY_S != 0);
    let mut found = Vec::new();
    for age_d in (newest..newest + p.days.clamp(1, 3660)).rev() {
        let (from, to, at) = (from - age_d * DAY_S, to - age_d * DAY_S, history.asof - age_d * DAY_S);
        let mut dwell: BTreeMap<usize, (i64, i64, i64)> = BTreeMap::new();
        let mut parked = false;
        for span in history.within(from, to) {
            let (begin, end) = (span.arrive.max(from), span.leave.min(to));
            let of = dwell.entry(span.spot).or_insert((0, begin - from, end - from));
            of.0 += end - begin;
            of.2 = end - from;
            parked |= span.leave - span.arrive > p.parked_s;
        }
        let Some((winner, (dwell_s, begin, end))) =
            dwell.into_iter().max_by_key(|(spot, d)| (d.0, std::cmp::Reverse(*spot)))
        else {
            continue;
        };
        if dwell_s >= least {
            found.push(Analogue {
                age_d,
                weekend: weekend(from, utc_offset_s),
                winner,
                presence: (begin, end),
                asked: Asked::of(history, at),
                parked,
                seen_before: history.spots[winner].first < at,
            });
        }
    }
    found
}
