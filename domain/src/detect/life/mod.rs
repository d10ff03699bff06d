//! Where a vehicle lives and what it does there: rules over its stays, its nights and its whereabouts.
//!
//! All of it is part of the geometry: it takes fixes and stays in order of time, and late facts make it anew from what it
//! was before them. Keys come from the facts (an arrival, a night, a first fix outside), so that what is concluded twice
//! is one alert, and what is not concluded again is taken back.

mod abnormal;
mod fence;
mod ground;
mod home;
mod hooks;
mod missed;
mod overlong;
mod parked;
mod province;
mod region;
mod still;

pub(super) use hooks::Said;
pub(super) use parked::Parked;

use self::fence::Fences;
use self::ground::Ground;
use self::home::{Home, Slept};
use self::missed::Missed;
use self::province::ProvinceExit;
use self::region::Region;
use super::Change;
use super::clean::Fix;
use super::episode::{Context, Episode, fact, whole};
use super::moment::{DAY_S, Moment};
use super::places::Places;
use super::stay::StayNews;
use crate::alert::{Alert, AlertType};
use serde::{Deserialize, Serialize};

/// What is remembered of a vehicle's life.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Life {
    pub parked: Option<Parked>,
    home: Home,
    region: Region,
    fences: Fences,
    province: ProvinceExit,
    missed: Missed,
    overlong: Episode,
    still: Episode,
    abnormal: Episode,
}

/// Found this long after it happened is found late, seconds.
const LATE_S: f64 = 600.0;

/// Whether what was known as of `t` is told late.
fn late(t: Moment, context: &Context<'_>) -> bool {
    context.now.since(t) > LATE_S
}

impl Life {
    /// Takes what became known of a stay, before the places learn of it.
    pub(super) fn stay(&mut self, news: &StayNews, places: &Places, context: &Context<'_>, out: &mut Vec<Change>) {
        match *news {
            StayNews::Open { arrive, point } => {
                let until = self.parked.filter(|p| p.arrive == arrive).map_or(arrive, |p| p.until);
                let gathered = self.parked.is_some_and(|p| p.arrive == arrive && p.gathered);
                let ground = Ground::of(point, places, context);
                let mut parked = Parked::new(arrive, until, point, ground);
                parked.gathered = gathered;
                self.missed.lasting(&parked, places, context, out);
                self.parked = Some(parked);
            }
            StayNews::Closed { arrive, leave, point, .. } => {
                let parked = self.parked.take().filter(|p| p.arrive == arrive);
                let ground = parked.map_or_else(|| Ground::of(point, places, context), |p| p.ground);
                // What is known, not what is inferred from silence: nobody saw the car stand there.
                let seen = parked.map_or(arrive, |p| p.until);
                let mut parked = Parked::new(arrive, seen.min(leave), point, ground);
                if parked.passed(context.profile.utc_offset_s, context.parameters) {
                    self.judge(&parked, places, context, out);
                }
                parked.until = leave;
                self.missed.lasting(&parked, places, context, out);
                // A night without a word between two words at one place was spent there; longer silences tell nothing.
                let until = if leave.since(seen) <= DAY_S as f64 { leave } else { seen };
                self.home.slept(Slept { arrive, until, at: point, ground }, places, context, out);
                let length = fact("left_after_s", whole(leave.since(arrive)));
                for episode in [&mut self.overlong, &mut self.still, &mut self.abnormal] {
                    episode.close(length.clone(), context, out);
                }
                self.region.learned();
            }
        }
    }

    /// Takes a fix in time order, after its news of stays.
    pub(super) fn fix(&mut self, fix: &Fix, places: &Places, context: &Context<'_>, out: &mut Vec<Change>) {
        self.fences.fix(fix, context, out);
        self.province.fix(fix, context, out);
        self.region.fix(fix, places, context, out);
        match self.parked {
            Some(parked) if parked.point.distance_m(fix.point) <= context.parameters.stay.radius_m => {
                self.alive(fix.t, places, context, out);
            }
            _ => self.missed.fix(fix, places, context, out),
        }
    }

    /// A word of a tracker that does not move: where it was parked, it still is.
    pub(super) fn alive(&mut self, t: Moment, places: &Places, context: &Context<'_>, out: &mut Vec<Change>) {
        let Some(parked) = &mut self.parked else { return };
        parked.until = parked.until.max(t);
        if !parked.passed(context.profile.utc_offset_s, context.parameters) {
            return;
        }
        let parked = *parked;
        self.judge(&parked, places, context, out);
        let (arrive, until, at, ground) = (parked.arrive, parked.until, parked.point, parked.ground);
        self.home.slept(Slept { arrive, until, at, ground }, places, context, out);
        self.missed.lasting(&parked, places, context, out);
    }

    fn judge(&mut self, parked: &Parked, places: &Places, context: &Context<'_>, out: &mut Vec<Change>) {
        overlong::judge(&mut self.overlong, parked, context, out);
        still::judge(&mut self.still, parked, context, out);
        abnormal::judge(&mut self.abnormal, parked, places, context, out);
    }

    /// Fires what is due.
    pub(super) fn tick(&mut self, context: &Context<'_>, out: &mut Vec<Change>) {
        self.fences.tick(context.now, context, out);
    }

    /// When the clock is needed next.
    pub(super) fn due(&self, parameters: &super::Parameters) -> Option<Moment> {
        self.fences.due(parameters.fence.lasts_s)
    }

    /// An alert that is open.
    fn open(&self, kind: AlertType, key: i64) -> Option<&Alert> {
        let single = [
            &self.home.episode,
            &self.region.episode,
            &self.province.episode,
            &self.missed.episode,
            &self.overlong,
            &self.still,
            &self.abnormal,
        ];
        let all = single.into_iter().chain(self.fences.episodes());
        all.filter_map(|e| e.open()).find(|a| a.kind == kind && a.episode_key == key)
    }
}
