//! One alert of a removal, and what became of it.

use super::signs::{SIGNS, index_of};
use crate::alert::{Evidence, Verdict};
use crate::detect::RemovalParameters;

/// A sign never counts for more than so many times its weight: evidence of other parameters cannot run away with the fit.
const MOST_OF_A_SIGN: f64 = 4.0;

/// Nor does everything else together, nats.
const MOST_FIXED: f64 = 40.0;

/// Who says what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The lender's desk.
    Desk,
    /// A simulated run, which knows the truth.
    Simulated,
}

/// A removal alert with an end.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Who says so.
    pub source: Source,
    /// There was a removal.
    pub removed: bool,
    /// Log-odds that no fitted weight explains: the prior, and what counts by itself.
    pub(super) fixed: f64,
    /// How much there was of each sign, by its number; in order, none twice.
    pub(super) signs: Vec<(usize, f64)>,
}

impl Case {
    /// Of an alert's evidence as the service wrote it under the weights `p`. `None` where the evidence says nothing that
    /// removal weighs. Whatever was written under other weights is read as if it had been under these: a little more or
    /// less of the sign.
    pub fn of(evidence: &[Evidence], removed: bool, source: Source, p: &RemovalParameters) -> Option<Case> {
        let mut case = Case { source, removed, fixed: p.prior, signs: Vec::new() };
        for e in evidence.iter().filter(|e| e.feature != "prior" && e.weight.is_finite()) {
            match index_of(&e.feature) {
                Some(index) if SIGNS[index].weight(p) != 0.0 => {
                    let much = (e.weight / SIGNS[index].weight(p)).clamp(0.0, MOST_OF_A_SIGN);
                    if case.signs.iter().all(|s| s.0 != index) {
                        case.signs.push((index, much));
                    }
                }
                Some(_) => {}
                None => case.fixed += e.weight,
            }
        }
        case.fixed = case.fixed.clamp(-MOST_FIXED, MOST_FIXED);
        case.signs.sort_unstable_by_key(|s| s.0);
        (!case.signs.is_empty() || case.fixed != p.prior).then_some(case)
    }

    /// What a verdict of the desk says about it; `None` of a test. Harmless is no removal.
    pub fn removed_by(verdict: Verdict) -> Option<bool> {
        match verdict {
            Verdict::Confirmed => Some(true),
            Verdict::FalsePositive | Verdict::Benign => Some(false),
            Verdict::Test => None,
        }
    }

    /// The log-odds that weights `p` give to it.
    pub fn log_odds(&self, p: &RemovalParameters, before: &RemovalParameters) -> f64 {
        let shift = p.prior - before.prior;
        self.fixed + shift + self.signs.iter().map(|(i, much)| SIGNS[*i].weight(p) * much).sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(feature: &str, weight: f64) -> Evidence {
        Evidence { feature: feature.into(), value: serde_json::Value::Null, weight }
    }

    #[test]
    fn evidence_is_read_back_to_the_log_odds_that_it_was_written_with() {
        let p = RemovalParameters::default();
        let said =
            [("prior", p.prior), ("power_cut", 2.0), ("night", 1.0), ("missed_wakes", 3.0), ("benign_place", -2.5)];
        let said: Vec<Evidence> = said.iter().map(|(f, w)| evidence(f, *w)).collect();
        let case = Case::of(&said, true, Source::Desk, &p).expect("says something");
        let total: f64 = said.iter().map(|e| e.weight).sum();
        assert!((case.log_odds(&p, &p) - total).abs() < 1e-12);
        assert_eq!(Case::of(&said[..1], true, Source::Desk, &p), None, "a prior alone says nothing");
    }

    #[test]
    fn a_sign_counts_once_and_within_bounds_whatever_the_evidence_says() {
        let p = RemovalParameters::default();
        let said = [evidence("tamper_alarm", 1e9), evidence("tamper_alarm", 9.0), evidence("night", f64::NAN)];
        let case = Case::of(&said, false, Source::Desk, &p).expect("says something");
        assert_eq!(case.log_odds(&p, &p), p.prior + MOST_OF_A_SIGN * p.tamper);
    }

    #[test]
    fn tests_teach_nothing_and_harmless_is_no_removal() {
        let of = [Verdict::Confirmed, Verdict::FalsePositive, Verdict::Benign, Verdict::Test].map(Case::removed_by);
        assert_eq!(of, [Some(true), Some(false), Some(false), None]);
    }
}
