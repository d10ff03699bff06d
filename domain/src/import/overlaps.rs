//! A tracker is in one car at a time: installations of one tracker may touch, but not overlap.

use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// A tracker was in a car from one time (inclusive) until another (exclusive; `None` is "still").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Which tracker.
    pub terminal_id: String,
    /// In which car.
    pub vin: String,
    /// From.
    pub from: DateTime<Utc>,
    /// Until.
    pub until: Option<DateTime<Utc>>,
}

impl Span {
    fn ends_by(&self, t: DateTime<Utc>) -> bool {
        self.until.is_some_and(|until| until <= t)
    }

    fn is_same(&self, other: &Span) -> bool {
        (&self.vin, self.from) == (&other.vin, other.from)
    }
}

/// Two spans of one tracker overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Overlap {
    /// Index of the new span.
    pub new: usize,
    /// What it overlaps: an existing span, or another new one, by index.
    pub with: OverlapWith,
}

/// The other side of an overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OverlapWith {
    /// Index among the existing spans.
    Existing(usize),
    /// Index among the new spans.
    New(usize),
}

/// Overlaps of the new spans with each other and with existing ones: at most one per new span, by its index. An
/// existing span with the same tracker, car and beginning is the same installation imported again (its end may
/// change), and stands aside for the new one.
pub fn check_overlaps(new: &[Span], existing: &[Span]) -> Vec<Overlap> {
    let mut by_tracker: HashMap<&str, Vec<(OverlapWith, &Span)>> = HashMap::new();
    for (i, span) in new.iter().enumerate() {
        by_tracker.entry(&span.terminal_id).or_default().push((OverlapWith::New(i), span));
    }
    for (i, span) in existing.iter().enumerate() {
        if let Some(spans) = by_tracker.get_mut(span.terminal_id.as_str())
            && !spans.iter().any(|(other, s)| matches!(other, OverlapWith::New(_)) && s.is_same(span))
        {
            spans.push((OverlapWith::Existing(i), span));
        }
    }
    let mut overlaps: Vec<Overlap> = by_tracker.into_values().flat_map(of_one_tracker).collect();
    overlaps.sort_unstable();
    overlaps.dedup_by_key(|o| o.new);
    overlaps
}

/// By beginning, each span is compared with the one so far that ends last.
fn of_one_tracker(mut spans: Vec<(OverlapWith, &Span)>) -> Vec<Overlap> {
    spans.sort_by_key(|(other, span)| (span.from, *other));
    let mut found = Vec::new();
    let mut last: Option<(OverlapWith, &Span)> = None;
    for (other, span) in spans {
        if let Some((before, longest)) = last
            && !longest.ends_by(span.from)
        {
            match (before, other) {
                (_, OverlapWith::New(new)) => found.push(Overlap { new, with: before }),
                (OverlapWith::New(new), OverlapWith::Existing(_)) => found.push(Overlap { new, with: other }),
                // What is stored already overlaps: not for this import to mend.
                (OverlapWith::Existing(_), OverlapWith::Existing(_)) => {}
            }
            if span.until.is_some_and(|until| !longest.ends_by(until)) {
                continue;
            }
        }
        last = Some((other, span));
    }
    found
}
