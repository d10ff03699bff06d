//! The fit: coordinate by coordinate on a bound of the curvature, so that each step lowers the loss.

use super::case::{Case, Source};
use super::signs::SIGNS;
use crate::detect::RemovalParameters;

/// How it is fitted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FitParameters {
    /// The penalty on half the squared distance from the weights in force, 1/nats²: as if so many cases of middling doubt
    /// (times four) spoke for each weight as it is. Above 0.
    pub strength: f64,
    /// Most passes over all weights.
    pub passes: u32,
}

impl Default for FitParameters {
    fn default() -> Self {
        FitParameters { strength: 10.0, passes: 2_000 }
    }
}

/// A step below this ends the fit, nats.
const SETTLED: f64 = 1e-7;

/// What came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The parameters with new weights; thresholds and half-lives are as they were.
    pub parameters: RemovalParameters,
    /// What the base rate of simulated cases differs by, nats; no parameter.
    pub simulated_shift: f64,
    /// Passes that it took.
    pub passes: u32,
}

/// Logistic function.
pub(super) fn chance(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// Fits the weights of removal to `cases`, from those of `before`. The same cases in the same order give the same weights.
pub fn refit(cases: &[Case], before: &RemovalParameters, p: &FitParameters) -> Fit {
    let strength = p.strength.max(1e-6);
    let (signs, desk, simulated) = (SIGNS.len(), SIGNS.len(), SIGNS.len() + 1);
    let start: Vec<f64> = SIGNS.iter().map(|s| s.weight(before)).chain([0.0, 0.0]).collect();
    let mut weights = start.clone();
    // By coordinate: which cases have it, and how much of it.
    let mut columns: Vec<Vec<(usize, f64)>> = vec![Vec::new(); weights.len()];
    for (index, case) in cases.iter().enumerate() {
        for &(sign, much) in case.signs.iter().filter(|s| s.1 != 0.0) {
            columns[sign].push((index, much));
        }
        columns[if case.source == Source::Desk { desk } else { simulated }].push((index, 1.0));
    }
    let mut odds: Vec<f64> = cases.iter().map(|c| c.log_odds(before, before)).collect();
    let mut passes = 0;
    while passes < p.passes {
        passes += 1;
        let mut largest = 0.0_f64;
        for (at, column) in columns.iter().enumerate().filter(|(_, c)| !c.is_empty()) {
            // The base rate of simulated cases is nobody's opinion: free but for what keeps the fit defined.
            let hold = if at == simulated { 1e-3 } else { strength };
            let (mut slope, mut curve) = (hold * (weights[at] - start[at]), hold);
            for &(case, much) in column {
                let came = f64::from(u8::from(cases[case].removed));
                slope += (chance(odds[case]) - came) * much;
                // The curvature of the logistic loss is a quarter at most (Boehning and Lindsay 1988).
                curve += 0.25 * much * much;
            }
            let wanted = weights[at] - slope / curve;
            // A sign keeps its sign.
            let next = match start[at] {
                w if at < signs && w > 0.0 => wanted.max(0.0),
                w if at < signs && w < 0.0 => wanted.min(0.0),
                _ => wanted,
            };
            let step = next - weights[at];
            column.iter().for_each(|&(case, much)| odds[case] += step * much);
            weights[at] = next;
            largest = largest.max(step.abs());
        }
        if largest < SETTLED {
            break;
        }
    }
    let mut parameters = before.clone();
    for (sign, weight) in SIGNS.iter().zip(&weights) {
        sign.set(&mut parameters, *weight);
    }
    parameters.prior += weights[desk];
    Fit { parameters, simulated_shift: weights[simulated], passes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alert::Evidence;
    use crate::refit::{compare, sign_of};

    /// A made-up world: signs come at random, and removals follow from weights that are known.
    struct Made(u64);

    impl Made {
        /// A linear congruential generator (Knuth, MMIX), 0..1.
        fn draw(&mut self) -> f64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 11) as f64 / (1u64 << 53) as f64
        }

        fn cases(&mut self, n: usize, truth: &RemovalParameters, source: Source, shift: f64) -> Vec<Case> {
            const USUAL: [&str; 6] =
                ["power_cut", "silent_after_cut", "night", "near_known_site", "benign_place", "power_restored"];
            let before = RemovalParameters::default();
            let case = |made: &mut Made| {
                let mut said = Vec::new();
                let mut odds = truth.prior + shift;
                for feature in USUAL {
                    // How much of it there is fades with time.
                    let much = if made.draw() < 0.5 { 0.4 + 0.6 * made.draw() } else { 0.0 };
                    let sign = sign_of(feature).expect("a sign");
                    odds += sign.weight(truth) * much;
                    if much > 0.0 {
                        let weight = sign.weight(&before) * much;
                        said.push(Evidence { feature: feature.into(), value: serde_json::Value::Null, weight });
                    }
                }
                let removed = made.draw() < chance(odds);
                Case::of(&said, removed, source, &before)
            };
            (0..n).filter_map(|_| case(self)).collect()
        }
    }

    fn truth() -> RemovalParameters {
        RemovalParameters {
            prior: -5.0,
            power_cut: 2.5,
            silent_after_cut: 6.0,
            night: 2.0,
            near_site: 1.5,
            benign_place: -1.0,
            power_restored: -3.5,
            ..RemovalParameters::default()
        }
    }

    #[test]
    fn weights_that_made_the_cases_are_found_again() {
        let (truth, before) = (truth(), RemovalParameters::default());
        let cases = Made(1).cases(20_000, &truth, Source::Desk, 0.0);
        let fit = refit(&cases, &before, &FitParameters::default());
        let near =
            |what: &str, got: f64, wanted: f64| assert!((got - wanted).abs() < 0.35, "{what}: {got} for {wanted}");
        near("prior", fit.parameters.prior, truth.prior);
        for sign in SIGNS {
            near(sign.parameter, sign.weight(&fit.parameters), sign.weight(&truth));
        }
        assert!(fit.passes < FitParameters::default().passes, "it settles");
        // What never came up stays exactly as it was.
        assert_eq!(fit.parameters.tamper, before.tamper);
        assert_eq!((fit.parameters.high, fit.parameters.half_life_h), (before.high, before.half_life_h));
    }

    #[test]
    fn nothing_to_learn_from_moves_nothing_and_little_moves_little() {
        let before = RemovalParameters::default();
        assert_eq!(refit(&[], &before, &FitParameters::default()).parameters, before);
        let few = Made(2).cases(5, &truth(), Source::Desk, 0.0);
        let fit = refit(&few, &before, &FitParameters::default());
        let most = SIGNS.iter().map(|s| (s.weight(&fit.parameters) - s.weight(&before)).abs()).fold(0.0, f64::max);
        assert!(most <= 0.5, "five cases moved a weight by {most}");
        // The slope of one case is at most as much as there is of the sign: so many cases move at most so far.
        let loose = refit(&few, &before, &FitParameters { strength: 0.1, ..FitParameters::default() });
        let further = SIGNS.iter().map(|s| (s.weight(&loose.parameters) - s.weight(&before)).abs()).fold(0.0, f64::max);
        assert!(further > most, "{further} with little to hold it");
    }

    #[test]
    fn a_sign_that_speaks_for_the_opposite_ends_at_nothing_and_not_beyond() {
        // At night nobody ever takes a tracker off, here.
        let opposite = RemovalParameters { night: -6.0, benign_place: 5.0, ..truth() };
        let cases = Made(3).cases(10_000, &opposite, Source::Desk, 0.0);
        let loose = FitParameters { strength: 0.1, ..FitParameters::default() };
        let fit = refit(&cases, &RemovalParameters::default(), &loose).parameters;
        assert_eq!((fit.night, fit.benign_place), (0.0, 0.0));
        for sign in SIGNS {
            let (a, b) = (sign.weight(&RemovalParameters::default()), sign.weight(&fit));
            assert!(a * b >= 0.0, "{} turned from {a} to {b}", sign.parameter);
        }
    }

    #[test]
    fn the_base_rate_of_simulated_cases_is_not_taken_over() {
        let before = RemovalParameters::default();
        // Simulated by the weights in force, but removals are much more frequent than at any lender.
        let cases = Made(4).cases(20_000, &before, Source::Simulated, 4.0);
        let fit = refit(&cases, &before, &FitParameters::default());
        assert_eq!(fit.parameters.prior, before.prior);
        assert!((fit.simulated_shift - 4.0).abs() < 0.5, "{}", fit.simulated_shift);
        assert!((fit.parameters.power_cut - before.power_cut).abs() < 0.35, "{}", fit.parameters.power_cut);
    }

    #[test]
    fn the_same_cases_give_the_same_weights_and_the_report_tells_what_they_do() {
        let (truth, before) = (truth(), RemovalParameters::default());
        let cases = Made(5).cases(3_000, &truth, Source::Desk, 0.0);
        let (fit, report) = compare(&cases, &before, &FitParameters::default());
        assert_eq!((&fit, &report), (&compare(&cases, &before, &FitParameters::default()).0, &report));
        assert!(report.after.log_loss < report.before.log_loss, "{report:?}");
        assert!(report.held_out.log_loss < report.before.log_loss && report.held_out.log_loss >= report.after.log_loss);
        assert_eq!((report.desk, report.simulated), (cases.len(), 0));
        let night = report.weights.iter().find(|w| w.parameter == "night").expect("told");
        assert!(night.after > night.before && night.cases > 1_000, "{night:?}");
        assert!(report.after.precision_at_high.is_some() && report.after.recall_at_high.is_some());
    }
}
