//! The forecast: what the models say, weighed, with the chance of somewhere else.

use super::analogues::{Analogue, Asked, analogues, weekend};
use super::history::History;
use super::models::{Columns, Model, Question, answer};
use super::parameters::ForecastParameters;
use super::survival::lasts_on;
use super::weights::{Learned, learn};
use super::window::Window;
use crate::detect::Stay;
use crate::geo::Point;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use std::collections::BTreeSet;

/// A place where the car may be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Likely {
    /// Where.
    pub point: Point,
    /// How likely it is there for the longest part of the window, 0..=1.
    pub p: f64,
    /// When it usually comes there within the window.
    pub from: DateTime<Utc>,
    /// When it usually leaves within the window.
    pub to: DateTime<Utc>,
    /// When it was there last.
    pub last_seen: DateTime<Utc>,
    /// Stays there within the days looked back.
    pub visits: u32,
    /// Time spent there within the days looked back, seconds.
    pub dwell_s: i64,
}

/// A stay in progress, and whether it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Live {
    /// How long it has lasted, seconds.
    pub age_s: i64,
    /// The probability that it lasts until the middle of the window, 0..=1.
    pub lasts_on: f64,
}

/// What the forecast rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Basis {
    /// Earlier windows that were looked at.
    pub windows: usize,
    /// What each model that had something to say was worth; they sum to 1.
    pub weights: Vec<(Model, f64)>,
    /// How likely a place is at which it was never in this window, 0..=1.
    pub novelty: f64,
    /// The stay in progress, if there is one.
    pub live: Option<Live>,
}

/// Where the car will be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Forecast {
    /// Places, best first.
    pub items: Vec<Likely>,
    /// How likely it is at none of them, 0..=1; with the probabilities of the items it sums to 1.
    pub elsewhere: f64,
    /// What it rests on.
    pub basis: Basis,
}

/// A place less likely than this is part of elsewhere, but so many are named anyway.
const LEAST_P: f64 = 0.01;
const LEAST_NAMED: usize = 3;
/// A stay that ended so shortly before its tracker was taken off was ended by that, seconds.
const DISARMED_S: i64 = 900;
/// A tracker that is taken off may speak for so long yet, seconds: its own small battery.
const LAST_WORDS_S: i64 = 6 * 3600;

/// What is known when asking.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The stays of the vehicle, in any order. What they say of the time after `asof` is not looked at.
    pub stays: &'a [Stay],
    /// When the vehicle was heard last; `None` is "just now". Silence does not show that a stay goes on.
    pub heard: Option<DateTime<Utc>>,
    /// Since when one of its trackers is held to have been taken off (a removal of `high` or above that is open); `None`
    /// where none is.
    pub removed: Option<DateTime<Utc>>,
    /// The moment of asking.
    pub asof: DateTime<Utc>,
}

/// Where the vehicle is in `window`, in a place `utc_offset_s` seconds east of UTC, as far as was known when asking. What
/// happened later does not change the answer.
pub fn forecast(known: &Known<'_>, window: Window, utc_offset_s: i32, p: &ForecastParameters) -> Forecast {
    let history = History::of(known.stays, known.asof, p);
    let past = analogues(&history, window, utc_offset_s, p);
    let heard = known.heard.map_or(history.asof, |h| h.timestamp().min(history.asof));
    let asked = Asked::of(&history, history.asof).heard(heard);
    let mut columns: BTreeSet<usize> = past.iter().map(|a| a.winner).collect();
    columns.extend(asked.spot.filter(|_| asked.lasting_s.is_some_and(|age| age >= p.live_s)));
    let columns = Columns(columns.into_iter().collect());
    let (from, to) = (window.from().timestamp(), window.to().timestamp());
    let middle = from + (to - from) / 2;
    let ahead_s = middle - heard;
    let learned = learn(&past, middle - history.asof, &columns, &history, p);
    let question = Question { age_d: 0, weekend: weekend(from, utc_offset_s), asked, ahead_s };
    let (mixed, weights) = mix(&past, &question, &columns, &history, &learned, p);
    let mut chances = spread(&mixed, &columns, &history, &learned, p);
    let live = asked.lasting_s.zip(asked.spot).map(|(age_s, spot)| {
        let lasts_on = lasts_on(&history, spot, asked.at, age_s, ahead_s, p);
        if age_s > p.parked_s {
            // It has stood so long that habits say less than the standing itself.
            chances.iter_mut().for_each(|c| *c *= 1.0 - lasts_on);
            chances[spot] += lasts_on;
        }
        Live { age_s, lasts_on }
    });
    if let Some(at) = known.removed.map(|at| at.timestamp()) {
        if let Some(spot) = taken_off_at(&history, at) {
            chances.iter_mut().for_each(|c| *c *= 1.0 - p.taken_off_stays);
            chances[spot] += p.taken_off_stays;
        } else if known.heard.is_some_and(|last| last.timestamp() <= at + LAST_WORDS_S) {
            // Nobody is left to tell where it went, and whoever silenced it meant it to go.
            chances.iter_mut().for_each(|c| *c *= 1.0 - p.taken_off_gone);
        }
    }
    let items = ranked(&chances, &past, &history, window, p);
    let elsewhere = (1.0 - items.iter().map(|i| i.p).sum::<f64>()).clamp(0.0, 1.0);
    Forecast { items, elsewhere, basis: Basis { windows: past.len(), weights, novelty: learned.novelty, live } }
}

/// The place at which a tracker was taken off at `at`, where the car had never been before and of which no later stay tells
/// that it left: whoever takes a car in pledge disarms it where he keeps it (design 3).
fn taken_off_at(history: &History, at: i64) -> Option<usize> {
    let span = history.spans.last().filter(|span| span.arrive <= at)?;
    let there = history.live || span.leave >= at - DISARMED_S;
    (there && history.spots[span.spot].visits == 1).then_some(span.spot)
}

/// The models' answers, weighed; those with nothing to say leave their weight to the others.
fn mix(
    past: &[Analogue],
    question: &Question,
    columns: &Columns,
    history: &History,
    learned: &Learned,
    p: &ForecastParameters,
) -> (Vec<f64>, Vec<(Model, f64)>) {
    let said: Vec<(Model, f64, Vec<f64>)> = Model::EACH
        .into_iter()
        .zip(learned.weights)
        .filter_map(|(m, w)| Some((m, w, answer(m, past, question, columns, history, p)?)))
        .collect();
    let total: f64 = said.iter().map(|s| s.1).sum();
    let mut mixed = vec![0.0; columns.0.len()];
    for (_, weight, chances) in &said {
        mixed.iter_mut().zip(chances).for_each(|(sum, c)| *sum += weight / total.max(1e-12) * c);
    }
    if p.sharpness != 1.0 {
        mixed.iter_mut().for_each(|c| *c = c.powf(p.sharpness));
        let total: f64 = mixed.iter().sum();
        mixed.iter_mut().for_each(|c| *c /= total.max(1e-12));
    }
    (mixed, said.into_iter().map(|(m, w, _)| (m, w / total.max(1e-12))).collect())
}

/// The chance of every place: those of the window by the models, the others by their dwell.
fn spread(mixed: &[f64], columns: &Columns, history: &History, learned: &Learned, p: &ForecastParameters) -> Vec<f64> {
    let mut chances = vec![0.0; history.spots.len()];
    let novelty = if mixed.iter().sum::<f64>() > 0.0 { learned.novelty } else { 1.0 };
    for (column, chance) in mixed.iter().enumerate() {
        chances[columns.0[column]] = chance * (1.0 - novelty);
    }
    let dwell = |i: usize| (history.spots[i].dwell_s.max(1) as f64).powf(p.dwell_power);
    let others: Vec<usize> = (0..history.spots.len()).filter(|i| columns.of(*i).is_none()).collect();
    let total: f64 = others.iter().map(|i| dwell(*i)).sum();
    for i in others {
        chances[i] = novelty * learned.seen_before * dwell(i) / total;
    }
    chances
}

fn ranked(
    chances: &[f64],
    past: &[Analogue],
    history: &History,
    window: Window,
    p: &ForecastParameters,
) -> Vec<Likely> {
    let mut order: Vec<usize> = (0..chances.len()).filter(|i| chances[*i] > 0.0).collect();
    let key = |i: usize| (chances[i], history.spots[i].dwell_s as f64);
    order.sort_by(|a, b| {
        let (a_key, b_key) = (key(*a), key(*b));
        b_key.0.total_cmp(&a_key.0).then(b_key.1.total_cmp(&a_key.1)).then(a.cmp(b))
    });
    let named = order.partition_point(|i| chances[*i] >= LEAST_P).max(LEAST_NAMED);
    order.truncate(named.min(p.most.max(1)));
    let time = |s: i64| DateTime::from_timestamp(s, 0).unwrap_or(DateTime::UNIX_EPOCH);
    let of = |i: usize| {
        let spot = &history.spots[i];
        let usual = |edge: fn(&Analogue) -> i64, else_s: i64| {
            let mut edges: Vec<i64> = past.iter().filter(|a| a.winner == i).map(edge).collect();
            edges.sort_unstable();
            edges.get(edges.len() / 2).copied().unwrap_or(else_s)
        };
        let length = (window.to() - window.from()).num_seconds();
        let begin = usual(|a| a.presence.0, 0);
        let end = usual(|a| a.presence.1, length).max(begin);
        Likely {
            point: spot.point,
            p: chances[i].clamp(0.0, 1.0),
            from: window.from() + TimeDelta::seconds(begin),
            to: window.from() + TimeDelta::seconds(end),
            last_seen: time(spot.last),
            visits: spot.visits,
            dwell_s: spot.dwell_s,
        }
    };
    order.into_iter().map(of).collect()
}
