//! What each model is worth for this car: how it would have done on the car's own windows so far, in their order.

use super::analogues::Analogue;
use super::history::History;
use super::models::{Columns, Model, Question, answer};
use super::parameters::ForecastParameters;
use std::collections::BTreeSet;

/// What was learned.
#[derive(Debug, Clone)]
pub(super) struct Learned {
    /// Weights that sum to 1, in the order of [`Model::EACH`].
    pub weights: [f64; 5],
    /// The chance of a place that is new in this window.
    pub novelty: f64,
    /// The share of such places at which the car was seen at other times.
    pub seen_before: f64,
}

/// An average that forgets, with a prior worth some cases.
struct Share {
    sum: f64,
    cases: f64,
    keep: f64,
}

impl Share {
    fn new((prior, cases): (f64, f64), half_life: f64) -> Share {
        Share { sum: prior * cases, cases, keep: (-1.0 / half_life.max(0.1)).exp2() }
    }

    fn note(&mut self, holds: bool) {
        self.sum = self.sum * self.keep + f64::from(u8::from(holds));
        self.cases = self.cases * self.keep + 1.0;
    }

    fn value(&self) -> f64 {
        (self.sum / self.cases.max(f64::MIN_POSITIVE)).clamp(0.0, 1.0)
    }
}

/// Goes through the windows oldest first, asks each model what it would have said, and weighs it by the chance it gave
/// to what came (Bayes' rule, with forgetting: fixed share, Herbster and Warmuth 1998). A window that one long stay
/// filled teaches nothing about the models: there everybody is right.
pub(super) fn learn(
    analogues: &[Analogue],
    ahead_s: i64,
    columns: &Columns,
    history: &History,
    p: &ForecastParameters,
) -> Learned {
    let priors = Model::EACH.map(|m| p.priors.of(m).max(1e-6).ln());
    let mut logs = priors;
    let mut novelty = Share::new(p.novelty, p.novelty_half_life);
    let mut seen_before = Share::new(p.seen_before, p.novelty_half_life);
    let mut seen = BTreeSet::new();
    for (i, a) in analogues.iter().enumerate() {
        let new = seen.insert(a.winner);
        if a.parked && !new {
            continue;
        }
        if let Some(column) = columns.of(a.winner).filter(|_| !new) {
            let question = Question { age_d: a.age_d, weekend: a.weekend, asked: a.asked, ahead_s };
            let even = 1.0 / seen.len() as f64;
            for ((log, prior), model) in logs.iter_mut().zip(priors).zip(Model::EACH) {
                let said = answer(model, &analogues[..i], &question, columns, history, p);
                let chance = said.map_or(even, |said| said[column]);
                let chance = (1.0 - p.doubt) * chance + p.doubt * even;
                *log = p.keeping * *log + (1.0 - p.keeping) * prior + p.learning * chance.max(1e-9).ln();
            }
        }
        // The first window is new whatever the car does.
        if i > 0 {
            novelty.note(new);
        }
        if new && i >= p.seen_before_skips {
            seen_before.note(a.seen_before);
        }
    }
    let best = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut weights = logs.map(|l| (l - best).exp());
    let total: f64 = weights.iter().sum();
    weights.iter_mut().for_each(|w| *w /= total);
    Learned { weights, novelty: novelty.value(), seen_before: seen_before.value() }
}
