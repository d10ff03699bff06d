use super::*;
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

fn day(n: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(n)
}

fn span(tracker: &str, vin: &str, from: i64, until: Option<i64>) -> Span {
    Span { terminal_id: tracker.into(), vin: vin.into(), from: day(from), until: until.map(day) }
}

fn new(new: usize, with: usize) -> Overlap {
    Overlap { new, with: OverlapWith::New(with) }
}

fn existing(new: usize, with: usize) -> Overlap {
    Overlap { new, with: OverlapWith::Existing(with) }
}

#[test]
fn one_after_the_other_is_fine_and_may_touch() {
    let spans = [span("T", "A", 0, Some(10)), span("T", "B", 10, Some(20)), span("T", "A", 20, None)];
    assert_eq!(check_overlaps(&spans, &[]), []);
}

#[test]
fn two_trackers_in_one_car_are_fine() {
    assert_eq!(check_overlaps(&[span("T", "A", 0, None), span("U", "A", 0, None)], &[]), []);
}

#[test]
fn a_tracker_in_two_cars_at_once() {
    let spans = [span("T", "B", 5, Some(15)), span("T", "A", 0, Some(10))];
    assert_eq!(check_overlaps(&spans, &[]), [new(0, 1)]);
}

#[test]
fn an_open_end_overlaps_all_that_follows() {
    let spans = [span("T", "A", 0, None), span("T", "B", 100, Some(101)), span("T", "C", 200, None)];
    assert_eq!(check_overlaps(&spans, &[]), [new(1, 0), new(2, 0)]);
}

#[test]
fn a_short_span_inside_does_not_hide_the_long_one() {
    let spans = [span("T", "A", 0, Some(100)), span("T", "B", 10, Some(20)), span("T", "C", 50, Some(60))];
    assert_eq!(check_overlaps(&spans, &[]), [new(1, 0), new(2, 0)]);
}

#[test]
fn what_is_stored_counts() {
    let stored = [span("T", "A", 0, None), span("X", "A", 0, None)];
    assert_eq!(check_overlaps(&[span("T", "B", 5, None)], &stored), [existing(0, 0)]);
    assert_eq!(check_overlaps(&[span("T", "B", -5, Some(1))], &stored), [existing(0, 0)]);
    assert_eq!(check_overlaps(&[span("T", "B", -5, Some(0))], &stored), []);
}

#[test]
fn the_same_installation_again_may_change_its_end() {
    let stored = [span("T", "A", 0, None)];
    let file = [span("T", "A", 0, Some(10)), span("T", "B", 10, None)];
    assert_eq!(check_overlaps(&file, &stored), []);
}

proptest! {
    /// Against the definition: a new span is told if and only if it overlaps something.
    #[test]
    fn agrees_with_comparing_every_pair(
        rows in prop::collection::vec((0..2_u8, 0..30_i64, 0..12_i64, any::<bool>()), 0..12), split_at in 0..12_usize,
    ) {
        let spans: Vec<Span> = rows.iter().enumerate()
            .map(|(i, (t, from, len, open))| span(&t.to_string(), &i.to_string(), *from, (!*open).then_some(from + len + 1)))
            .collect();
        let (file, stored) = spans.split_at(split_at.min(spans.len()));
        let meets = |a: &Span, b: &Span| a.terminal_id == b.terminal_id
            && a.until.is_none_or(|u| b.from < u) && b.until.is_none_or(|u| a.from < u);
        let told = check_overlaps(file, stored);
        for o in &told {
            let other = match o.with { OverlapWith::New(i) => &file[i], OverlapWith::Existing(i) => &stored[i] };
            prop_assert!(meets(&file[o.new], other));
        }
        // Each clash with what is stored is told; of two new spans that clash, at least the later one is.
        for (i, a) in file.iter().enumerate() {
            let is_told = |i: usize| told.iter().any(|o| o.new == i);
            if stored.iter().any(|b| meets(a, b)) && !file.iter().enumerate().any(|(j, b)| j != i && meets(a, b)) {
                prop_assert!(is_told(i), "{:?} {:?}", a, told);
            }
            for (j, b) in file.iter().enumerate() {
                prop_assert!(i == j || !meets(a, b) || is_told(i) || is_told(j));
            }
        }
    }
}
