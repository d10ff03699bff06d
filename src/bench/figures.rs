//! What is made of many measurements: medians and percentiles.

use serde::Serialize;

/// The value below which the share `q` (0 to 1) of `values` lies; 0 of none.
pub fn percentile(values: &[f64], q: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (q * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.clamp(1, sorted.len().max(1)) - 1).copied().unwrap_or(0.0)
}

/// The middle one; of an even number of them the mean of the middle two.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match (sorted.len() / 2, sorted.len() % 2) {
        (0, 0) => 0.0,
        (half, 0) => (sorted[half - 1] + sorted[half]) / 2.0,
        (half, _) => sorted[half],
    }
}

/// How long things took, milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Latency {
    /// Half of them took less.
    pub p50: f64,
    /// One in a hundred took longer.
    pub p99: f64,
}

impl Latency {
    /// Of one round's measurements.
    pub fn of(milliseconds: &[f64]) -> Latency {
        Latency { p50: percentile(milliseconds, 0.5), p99: percentile(milliseconds, 0.99) }
    }

    /// The medians over the rounds.
    pub fn median(rounds: &[Latency]) -> Latency {
        let of = |f: fn(&Latency) -> f64| median(&rounds.iter().map(f).collect::<Vec<_>>());
        Latency { p50: of(|l| l.p50), p99: of(|l| l.p99) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_percentiles_are_what_their_names_say() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!((median(&[]), percentile(&[], 0.5)), (0.0, 0.0));
        let hundred: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        assert_eq!(Latency::of(&hundred), Latency { p50: 50.0, p99: 99.0 });
        assert_eq!(percentile(&[7.0], 0.99), 7.0);
        let rounds = [(1.0, 9.0), (2.0, 7.0), (3.0, 8.0)].map(|(p50, p99)| Latency { p50, p99 });
        assert_eq!(Latency::median(&rounds), Latency { p50: 2.0, p99: 8.0 });
    }
}
