//! Tunable numbers of the forecast. What was measured to choose them stands in `docs/forecast.md`.

use super::models::Model;
use serde::{Deserialize, Serialize};

/// Tunable numbers of the forecast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ForecastParameters {
    /// A stay belongs to the nearest place within, metres.
    pub join_m: f64,
    /// A stay is known to be one after, seconds.
    pub shortest_s: i64,
    /// Days looked back.
    pub days: i64,
    /// Share of a window that the place of the longest dwell in it must fill, for the window to count.
    pub least_share: f64,
    /// A stay longer than this foretells itself: it teaches nothing about the models, seconds.
    pub parked_s: i64,
    /// How likely a car stays where its tracker was taken off, if it had never been there before, 0..=1.
    pub taken_off_stays: f64,
    /// How likely a car of which nothing is heard since its tracker was taken off lives by its habits no more, 0..=1.
    pub taken_off_gone: f64,
    /// Half-life of [`Model::Recent`], days.
    pub recent_half_life_d: f64,
    /// What a window of the same class of day (working day, weekend) weighs more in [`Model::Recent`]. Twice, as the design
    /// has it, leaves simulated night workers at weekends to chance.
    pub same_class: f64,
    /// Half-life of [`Model::FromHere`], days.
    pub here_half_life_d: f64,
    /// What each model is worth before anything is known of the car.
    pub priors: Priors,
    /// How fast weights follow what was seen: the exponent of each likelihood.
    pub learning: f64,
    /// How much of what was learned is kept from window to window; the rest returns to the prior.
    pub keeping: f64,
    /// Share of each model's word that is spread over all places seen, so that no single miss ruins a model.
    pub doubt: f64,
    /// Chance of a place new in this window before anything is known, and how many windows that is worth.
    pub novelty: (f64, f64),
    /// Half-life of the observed novelty, windows.
    pub novelty_half_life: f64,
    /// Share of such places at which the car was seen at other times, and how many cases that is worth.
    pub seen_before: (f64, f64),
    /// First windows that say nothing about that share: then everything is new.
    pub seen_before_skips: usize,
    /// Exponent of the dwell by which those places share their chance.
    pub dwell_power: f64,
    /// A stay in progress counts from this age on, seconds.
    pub live_s: i64,
    /// How many cases the rule "what has lasted long lasts on" is worth against the dwell seen at the place.
    pub lasting: f64,
    /// Exponent on the probabilities of known places, 1 for none: below 1 spreads, above 1 sharpens. A weighted mean of
    /// calibrated models is less sure than it could be (Ranjan and Gneiting, JRSS B 72, 2010).
    pub sharpness: f64,
    /// Places in the answer at most.
    pub most: usize,
}

/// Weights of the models before anything is known; their sum does not matter.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Priors {
    /// Of [`Model::Often`].
    pub often: f64,
    /// Of [`Model::Recent`].
    pub recent: f64,
    /// Of [`Model::FromHere`].
    pub from_here: f64,
    /// Of [`Model::LastTime`].
    pub last_time: f64,
    /// Of [`Model::StaysOn`].
    pub stays_on: f64,
}

impl Default for Priors {
    /// Recorded cars (60 nights of 4 users) are best foretold by plain frequency, and each car's own nights may say
    /// otherwise.
    fn default() -> Self {
        Priors { often: 0.5, recent: 0.15, from_here: 0.25, last_time: 0.05, stays_on: 0.05 }
    }
}

impl Priors {
    pub(super) fn of(&self, model: Model) -> f64 {
        match model {
            Model::Often => self.often,
            Model::Recent => self.recent,
            Model::FromHere => self.from_here,
            Model::LastTime => self.last_time,
            Model::StaysOn => self.stays_on,
        }
    }
}

impl Default for ForecastParameters {
    fn default() -> Self {
        ForecastParameters {
            join_m: 150.0,
            shortest_s: 300,
            days: 180,
            least_share: 0.125,
            parked_s: 36 * 3600,
            taken_off_stays: 0.8,
            taken_off_gone: 0.6,
            recent_half_life_d: 14.0,
            same_class: 8.0,
            here_half_life_d: 30.0,
            priors: Priors::default(),
            learning: 1.0,
            keeping: 0.95,
            doubt: 0.1,
            novelty: (0.3, 1.0),
            novelty_half_life: 30.0,
            seen_before: (0.1, 20.0),
            seen_before_skips: 3,
            dwell_power: 0.25,
            live_s: 6 * 3600,
            lasting: 2.0,
            sharpness: 1.5,
            most: 20,
        }
    }
}
