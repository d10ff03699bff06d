//! Before and after: how well each set of weights tells the cases apart, and what moved.

use super::case::{Case, Source};
use super::fit::{Fit, FitParameters, chance, refit};
use super::signs::SIGNS;
use crate::detect::RemovalParameters;
use serde::Serialize;

/// Parts that the cases are divided into: each is judged by what the others taught.
const FOLDS: usize = 5;
/// The least probability that counts in a logarithm.
const LEAST_P: f64 = 1e-9;

/// How well weights tell cases apart.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Quality {
    /// Cases.
    pub cases: usize,
    /// Cases at `high` or above.
    pub high: usize,
    /// Mean of minus the logarithm of the chance given to what came, nats.
    pub log_loss: f64,
    /// Share of the cases at `high` or above that were removals; `None` without any.
    pub precision_at_high: Option<f64>,
    /// Share of the removals that are at `high` or above; `None` without any.
    pub recall_at_high: Option<f64>,
}

/// One weight before and after.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moved {
    /// As the parameters name it.
    pub parameter: &'static str,
    /// Nats.
    pub before: f64,
    /// Nats.
    pub after: f64,
    /// Cases that have a say in it.
    pub cases: usize,
}

/// What a refit would change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Cases that the desk decided.
    pub desk: usize,
    /// Cases of simulated runs.
    pub simulated: usize,
    /// Removals among all.
    pub removals: usize,
    /// By the weights in force.
    pub before: Quality,
    /// By the new ones, on the cases that taught them.
    pub after: Quality,
    /// By weights that the case had no part in: what new cases may expect.
    pub held_out: Quality,
    /// Every weight, and the prior.
    pub weights: Vec<Moved>,
}

/// What `cases` are worth under weights and the shift of simulated cases.
fn quality<'a>(cases: impl Iterator<Item = (&'a Case, f64)>, p: &RemovalParameters) -> Quality {
    let share = |part: usize, whole: usize| (whole > 0).then(|| part as f64 / whole as f64);
    let (mut q, mut loss, mut right, mut removals) = (Quality::default(), 0.0, 0, 0);
    for (case, odds) in cases {
        let said = chance(odds);
        loss -= (if case.removed { said } else { 1.0 - said }).max(LEAST_P).ln();
        let high = odds + 1e-9 >= p.high;
        q.cases += 1;
        q.high += usize::from(high);
        removals += usize::from(case.removed);
        right += usize::from(case.removed && high);
    }
    q.log_loss = loss / q.cases.max(1) as f64;
    q.precision_at_high = share(right, q.high);
    q.recall_at_high = share(right, removals);
    q
}

/// The odds as detection would say them. Of the loss, what simulated cases are removals for is set aside alike.
fn odds(case: &Case, p: &RemovalParameters, before: &RemovalParameters) -> f64 {
    // The prior moves by what the desk says: of simulated cases it says nothing.
    match case.source {
        Source::Desk => case.log_odds(p, before),
        Source::Simulated => case.log_odds(&RemovalParameters { prior: before.prior, ..p.clone() }, before),
    }
}

/// Fits the weights and tells what that does.
pub fn compare(cases: &[Case], before: &RemovalParameters, p: &FitParameters) -> (Fit, Report) {
    let fit = refit(cases, before, p);
    let under = |p: &RemovalParameters, case: &Case| odds(case, p, before);
    let mut held: Vec<f64> = vec![0.0; cases.len()];
    for fold in 0..FOLDS.min(cases.len()) {
        let others: Vec<Case> =
            cases.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).map(|(_, c)| c.clone()).collect();
        let taught = refit(&others, before, p).parameters;
        for (index, case) in cases.iter().enumerate().filter(|(i, _)| i % FOLDS == fold) {
            held[index] = under(&taught, case);
        }
    }
    let of = |p: &RemovalParameters| cases.iter().map(|c| (c, under(p, c))).collect::<Vec<_>>().into_iter();
    let has = |index: usize| cases.iter().filter(|c| c.signs.iter().any(|s| s.0 == index)).count();
    let mut weights: Vec<Moved> = SIGNS
        .iter()
        .enumerate()
        .map(|(index, s)| Moved {
            parameter: s.parameter,
            before: s.weight(before),
            after: s.weight(&fit.parameters),
            cases: has(index),
        })
        .collect();
    let desk = cases.iter().filter(|c| c.source == Source::Desk).count();
    weights.insert(0, Moved { parameter: "prior", before: before.prior, after: fit.parameters.prior, cases: desk });
    let report = Report {
        desk,
        simulated: cases.len() - desk,
        removals: cases.iter().filter(|c| c.removed).count(),
        before: quality(of(before), before),
        after: quality(of(&fit.parameters), before),
        held_out: quality(cases.iter().zip(held), before),
        weights,
    };
    (fit, report)
}
