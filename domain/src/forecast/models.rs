//! The simple models: from earlier windows, where will the car be?

use super::analogues::{Analogue, Asked};
use super::history::History;
use super::parameters::ForecastParameters;
use super::survival::lasts_on;

wire_names! {
    /// A model; what it says is explained in one sentence.
    Model {
        /// It is where it was most often in this window.
        Often = "often",
        /// The same, with recent windows and those of the same class of day weighing more.
        Recent = "recent",
        /// It is where it went from the place where it is now (Markov's chain of order 1).
        FromHere = "from_here",
        /// It is where it was last time.
        LastTime = "last_time",
        /// The stay in progress goes on.
        StaysOn = "stays_on",
    }
}

impl Model {
    /// Each in order, for tables of them.
    pub(super) const EACH: [Model; 5] = [Model::Often, Model::Recent, Model::FromHere, Model::LastTime, Model::StaysOn];
}

/// What is asked of the models: the window, told by its age in days, its class and its moment of asking.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question {
    pub age_d: i64,
    pub weekend: bool,
    pub asked: Asked,
    /// From the moment of asking to the middle of the window, seconds.
    pub ahead_s: i64,
}

/// The places that models speak of, as columns.
#[derive(Debug, Clone)]
pub(super) struct Columns(pub Vec<usize>);

impl Columns {
    pub(super) fn of(&self, spot: usize) -> Option<usize> {
        self.0.binary_search(&spot).ok()
    }
}

/// What `model` answers from the `past`: a distribution over columns, or nothing where it has nothing to go by.
pub(super) fn answer(
    model: Model,
    past: &[Analogue],
    question: &Question,
    columns: &Columns,
    history: &History,
    p: &ForecastParameters,
) -> Option<Vec<f64>> {
    let mut sums = vec![0.0; columns.0.len()];
    let mut add = |spot: usize, weight: f64| {
        if let Some(column) = columns.of(spot) {
            sums[column] += weight;
        }
    };
    let decay = |a: &Analogue, half_life_d: f64| (-((a.age_d - question.age_d) as f64) / half_life_d.max(0.01)).exp2();
    match model {
        Model::Often => past.iter().for_each(|a| add(a.winner, 1.0)),
        Model::Recent => past.iter().for_each(|a| {
            let class = if a.weekend == question.weekend { p.same_class } else { 1.0 };
            add(a.winner, class * decay(a, p.recent_half_life_d));
        }),
        Model::FromHere => {
            let here = question.asked.spot?;
            let alike = past.iter().filter(|a| a.asked.spot == Some(here));
            alike.for_each(|a| add(a.winner, decay(a, p.here_half_life_d)));
        }
        Model::LastTime => past.last().iter().for_each(|a| add(a.winner, 1.0)),
        Model::StaysOn => {
            let (here, age_s) = question.asked.spot.zip(question.asked.lasting_s.filter(|age| *age >= p.live_s))?;
            let stays = lasts_on(history, here, question.asked.at, age_s, question.ahead_s, p);
            let n = past.len().max(1) as f64;
            add(here, stays);
            past.iter().for_each(|a| add(a.winner, (1.0 - stays) / n));
        }
    }
    let total: f64 = sums.iter().sum();
    (total > 0.0).then(|| {
        sums.iter_mut().for_each(|s| *s /= total);
        sums
    })
}
