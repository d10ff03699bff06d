//! Whether the stay in progress goes on.

use super::history::History;
use super::parameters::ForecastParameters;

/// The probability that a stay at `spot` that has lasted `age_s` at `at` lasts `more_s` on: the share of earlier stays
/// there that did, of those that had lasted so long. Where there are few, what has lasted long lasts on (Lindy: a
/// Pareto tail of index 1), which is worth `p.lasting` cases.
pub(super) fn lasts_on(
    history: &History,
    spot: usize,
    at: i64,
    age_s: i64,
    more_s: i64,
    p: &ForecastParameters,
) -> f64 {
    let (age, more) = (age_s.max(1) as f64, more_s.max(0) as f64);
    let (mut so_long, mut longer) = (0.0, 0.0);
    let over = history.spans.partition_point(|s| s.leave <= at);
    for span in &history.spans[..over] {
        let dwell = (span.leave - span.arrive) as f64;
        if span.spot == spot && dwell >= age && !(history.live && span.leave == history.asof) {
            so_long += 1.0;
            longer += f64::from(dwell >= age + more);
        }
    }
    (longer + p.lasting * age / (age + more)) / (so_long + p.lasting)
}
