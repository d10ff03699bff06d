//! Late data: fixes stored during a silence and uploaded after newer ones are put where they belong.
//!
//! When a device speaks after a pause, the geometry as it was is kept aside together with the fixes that follow. If older
//! fixes then arrive, the geometry is made anew from what was kept, in order of time. Bounded in number and in time; a
//! fix that belongs before the pause, or comes when nothing was kept aside, is only evidence of life.

use super::change::{Change, Stay};
use super::clean::Fix;
use super::episode::{Context, fact};
use super::life::Said;
use super::moment::Moment;
use super::track::{Geometry, Track};
use serde::{Deserialize, Serialize};

/// What was kept aside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Reorder {
    before: Geometry,
    /// In order of time.
    fixes: Vec<Fix>,
    /// Arrivals of the stays told since.
    told: Vec<Moment>,
    /// Alerts about places said since.
    #[serde(default)]
    pub(super) said: Said,
    /// The first and the last late fix that is not folded in yet (received).
    late: Option<(Moment, Moment)>,
    expires: Moment,
}

/// A pause between fixes after which stored ones may follow, seconds.
const PAUSE_S: f64 = 7200.0;
/// Fixes kept at most: the design's bound.
const MOST: usize = 2048;
/// Stored fixes are expected within, seconds.
const EXPECTED_S: i64 = 1800;
/// An upload is over when nothing late came for this long; it is folded in after this long at most, seconds.
const SETTLED_S: i64 = 30;
const LONGEST_S: i64 = 300;

impl Reorder {
    /// When it needs the clock.
    pub(super) fn due(&self) -> Moment {
        match self.late {
            Some((first, last)) => last.plus_s(SETTLED_S).min(first.plus_s(LONGEST_S)),
            None => self.expires,
        }
    }

    fn insert(&mut self, fix: &Fix) -> bool {
        if self.fixes.len() >= MOST {
            return false;
        }
        let at = self.fixes.partition_point(|f| f.t <= fix.t);
        self.fixes.insert(at, *fix);
        true
    }
}

impl Track {
    /// Takes a fix, in order or late. `after_silence` says that the device was silent beyond its deadline.
    pub(super) fn take_fix(&mut self, fix: &Fix, after_silence: bool, context: &Context<'_>, out: &mut Vec<Change>) {
        let newest = self.geometry.newest.map(|n| n.t);
        if newest.is_some_and(|n| fix.t < n) {
            if let Some(kept) = &mut self.reorder
                && kept.before.newest.is_none_or(|b| fix.t >= b.t)
                && kept.insert(fix)
            {
                kept.late = Some((kept.late.map_or(fix.rx, |l| l.0), fix.rx));
                kept.expires = kept.expires.max(fix.rx.plus_s(EXPECTED_S));
            }
            return;
        }
        let paused = newest.is_some_and(|n| after_silence || fix.t.since(n) > PAUSE_S);
        if paused && self.reorder.is_none() {
            let before = self.geometry.clone();
            let expires = fix.rx.plus_s(EXPECTED_S);
            let (fixes, told, said) = (Vec::new(), Vec::new(), Said::default());
            self.reorder = Some(Box::new(Reorder { before, fixes, told, said, late: None, expires }));
        }
        let from = out.len();
        self.geometry.take(fix, context, out);
        if let Some(kept) = &mut self.reorder {
            kept.told.extend(arrivals(&out[from..]));
            kept.said.hear(&out[from..]);
            if !kept.insert(fix) {
                self.reorder = None;
            }
        }
    }

    /// Folds in what came late, or forgets what was kept for it.
    pub(super) fn fold(&mut self, context: &Context<'_>, out: &mut Vec<Change>) {
        let Some(mut kept) = self.reorder.take_if(|kept| kept.due() <= context.now) else { return };
        if kept.late.take().is_none() {
            return;
        }
        let live = std::mem::replace(&mut self.geometry, kept.before.clone());
        let from = out.len();
        for fix in &kept.fixes {
            self.geometry.take(fix, context, out);
            self.judge_visit(context, out);
        }
        self.geometry.resume(&live, context, out);
        let told: Vec<Moment> = arrivals(&out[from..]).collect();
        let refuted = kept.said.refuted_by(&self.geometry.life, &out[from..], context);
        out.extend(refuted);
        // A stay that is none any more is told with no length.
        for arrive in kept.told.iter().filter(|a| !told.contains(a)) {
            let point = live.newest.map_or(kept.fixes[0].point, |f| f.point);
            let leave = Some(arrive.datetime());
            out.push(Change::Stay(Stay { vehicle: context.vehicle, arrive: arrive.datetime(), leave, point }));
        }
        live.visits.refuted_by(&self.geometry.visits, fact("later_facts", true), context, out);
        kept.told = told;
        if context.now < kept.expires {
            self.reorder = Some(kept);
        }
    }
}

fn arrivals(changes: &[Change]) -> impl Iterator<Item = Moment> {
    changes.iter().filter_map(|c| match c {
        Change::Stay(stay) => Some(Moment::of(stay.arrive)),
        _ => None,
    })
}
