//! Errors of satellite fixes: correlated noise, outliers, cold starts.

use crate::chance::{Stream, chance, normal};
use crate::world::Xy;
use rand::Rng;

const SIGMA_M: f64 = 6.0;
const BAD_SIGMA_M: f64 = 18.0;
const CORRELATION_S: f64 = 120.0;
const OUTLIER: f64 = 3e-4;
const BAD_OUTLIER: f64 = 0.01;
const COLD_SIGMA_M: f64 = 80.0;
const COLD_AFTER_S: i64 = 7_200;

/// The error process of one receiver.
#[derive(Debug, Clone)]
pub(super) struct FixErrors {
    offset: Xy,
    at: Option<i64>,
}

/// A measured place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured {
    pub(super) at: Xy,
    pub(super) satellites: u8,
}

impl FixErrors {
    pub(super) fn new() -> Self {
        FixErrors { offset: Xy::default(), at: None }
    }

    /// Measures `truth` at `t`. A receiver that was off for two hours starts cold unless it had time to `settle`.
    pub(super) fn measure(&mut self, truth: Xy, t: i64, bad: bool, settled: bool, rng: &mut Stream) -> Measured {
        let sigma = if bad { BAD_SIGMA_M } else { SIGMA_M };
        let since = self.at.map(|at| t - at);
        let keep = since.map_or(0.0, |dt| (-(dt as f64) / CORRELATION_S).exp());
        let fresh = sigma * (1.0 - keep * keep).sqrt();
        let step = |old: f64, rng: &mut Stream| old * keep + normal(rng, 0.0, fresh);
        self.offset = Xy { x: step(self.offset.x, rng), y: step(self.offset.y, rng) };
        self.at = Some(t);
        if chance(rng, if bad { BAD_OUTLIER } else { OUTLIER }) {
            let (far, way) = (rng.random_range(300.0..3_000.0f64), rng.random_range(0.0..std::f64::consts::TAU));
            return Measured { at: truth.moved(far * way.cos(), far * way.sin()), satellites: rng.random_range(3..=4) };
        }
        if !settled && since.is_none_or(|dt| dt > COLD_AFTER_S) {
            let at = truth.moved(normal(rng, 0.0, COLD_SIGMA_M), normal(rng, 0.0, COLD_SIGMA_M));
            return Measured { at, satellites: rng.random_range(4..=6) };
        }
        Measured { at: truth.moved(self.offset.x, self.offset.y), satellites: rng.random_range(8..=14) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Purpose, stream};

    #[test]
    fn noise_is_six_metres_correlated_over_two_minutes() {
        let mut rng = stream(5, Purpose::Device, 1);
        let mut errors = FixErrors::new();
        let truth = Xy::default();
        let xs: Vec<f64> = (0..40_000)
            .map(|i| errors.measure(truth, i * 30, false, true, &mut rng).at.x)
            .filter(|x| x.abs() < 200.0)
            .collect();
        let var = xs.iter().map(|x| x * x).sum::<f64>() / xs.len() as f64;
        let lag = xs.windows(2).map(|w| w[0] * w[1]).sum::<f64>() / xs.len() as f64 / var;
        assert!((var.sqrt() - 6.0).abs() < 0.4, "sigma {}", var.sqrt());
        assert!((lag - (-0.25f64).exp()).abs() < 0.05, "lag-1 correlation {lag}");
    }
}
