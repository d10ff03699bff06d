//! Named random streams and the few distributions the world needs.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A random stream.
pub type Stream = ChaCha8Rng;

/// What a stream is for; one number per purpose, so that purposes never share draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub enum Purpose {
    /// Sites and cities.
    World = 1,
    /// Who a car's user is: home, work, habits, trackers.
    Persona = 2,
    /// Daily life and driving.
    Routine = 3,
    /// What the scenario does.
    Scenario = 4,
    /// What a group of cars has in common.
    Group = 5,
    /// Errors and faults of one tracker.
    Device = 6,
    /// Loans and payments.
    Loans = 7,
    /// What the people around a recovery case do.
    Actors = 8,
}

/// The stream of `who` for `purpose` in the run of `seed`.
pub fn stream(seed: u64, purpose: Purpose, who: u64) -> Stream {
    let mut key = [0u8; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..16].copy_from_slice(&(purpose as u64).to_le_bytes());
    key[16..24].copy_from_slice(&who.to_le_bytes());
    ChaCha8Rng::from_seed(key)
}

/// A normal variate (Box-Muller).
pub fn normal(rng: &mut Stream, mean: f64, sigma: f64) -> f64 {
    let u = 1.0 - rng.random::<f64>();
    let v = rng.random::<f64>();
    mean + sigma * (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}

/// True with probability `p` (clamped to 0..=1).
pub fn chance(rng: &mut Stream, p: f64) -> bool {
    rng.random::<f64>() < p
}

/// A whole number of seconds between two bounds, both included.
pub fn seconds(rng: &mut Stream, from: i64, to: i64) -> i64 {
    rng.random_range(from..=to.max(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_repeat_by_name_and_differ_between_names() {
        let draw = |seed, purpose, who| stream(seed, purpose, who).random::<u64>();
        assert_eq!(draw(1, Purpose::Device, 7), draw(1, Purpose::Device, 7));
        assert_ne!(draw(1, Purpose::Device, 7), draw(2, Purpose::Device, 7));
        assert_ne!(draw(1, Purpose::Device, 7), draw(1, Purpose::Routine, 7));
        assert_ne!(draw(1, Purpose::Device, 7), draw(1, Purpose::Device, 8));
    }

    #[test]
    fn normal_has_its_mean_and_sigma() {
        let mut rng = stream(1, Purpose::World, 0);
        let xs: Vec<f64> = (0..20_000).map(|_| normal(&mut rng, 10.5, 2.5)).collect();
        let mean = xs.iter().sum::<f64>() / 20_000.0;
        let var = xs.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 20_000.0;
        assert!((mean - 10.5).abs() < 0.1 && (var.sqrt() - 2.5).abs() < 0.1, "{mean} {}", var.sqrt());
    }
}
