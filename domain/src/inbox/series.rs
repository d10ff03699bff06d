//! Long series, drawn with few points.

use chrono::{DateTime, Utc};

/// At most `most` (at least 4) places of a series in order of time, chosen so that a line through them looks like one
/// through all: of equal stretches of time the first, the last, the lowest and the highest value.
pub fn keeping_extremes(series: &[(DateTime<Utc>, i32)], most: usize) -> Vec<usize> {
    let (Some(first), Some(last)) = (series.first(), series.last()) else { return Vec::new() };
    if series.len() <= most.max(4) {
        return (0..series.len()).collect();
    }
    let stretches = i64::try_from(most.max(4) / 4).unwrap_or(i64::MAX);
    let whole = (last.0 - first.0).num_microseconds().unwrap_or(i64::MAX).max(1);
    let stretch = |at: DateTime<Utc>| {
        let since = (at - first.0).num_microseconds().unwrap_or(0);
        (i128::from(since) * i128::from(stretches) / i128::from(whole)).min(i128::from(stretches) - 1)
    };
    let mut kept = Vec::new();
    let mut from = 0;
    while from < series.len() {
        let of = stretch(series[from].0);
        let until = from + series[from..].iter().take_while(|(at, _)| stretch(*at) == of).count();
        let low = (from..until).min_by_key(|i| series[*i].1);
        let high = (from..until).max_by_key(|i| series[*i].1);
        let mut four = vec![from, until - 1];
        four.extend(low.into_iter().chain(high));
        four.sort_unstable();
        four.dedup();
        kept.extend(four);
        from = until;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn one_dip_among_thousands_of_readings_is_kept() {
        let begin = DateTime::UNIX_EPOCH;
        let value = |n: i64| if n == 7_301 { 0 } else { 12_600 + i32::try_from(n % 5).expect("small") };
        let series: Vec<_> = (0..10_000).map(|n| (begin + TimeDelta::seconds(10 * n), value(n))).collect();
        let kept = keeping_extremes(&series, 200);
        assert!(kept.len() <= 200, "{}", kept.len());
        assert!(kept.contains(&0) && kept.contains(&7_301) && kept.contains(&9_999));
        assert!(kept.windows(2).all(|pair| pair[0] < pair[1]), "in order, each once");
    }

    #[test]
    fn few_readings_and_readings_of_one_moment_are_no_trouble() {
        assert!(keeping_extremes(&[], 100).is_empty());
        let at = DateTime::UNIX_EPOCH;
        assert_eq!(keeping_extremes(&[(at, 3), (at, 1)], 1), [0, 1]);
        let same: Vec<_> = (0..50).map(|n| (at, n)).collect();
        assert_eq!(keeping_extremes(&same, 8), [0, 49]);
    }
}
