//! Late data: fixes stored during a silence and uploaded after newer ones are put where they belong.
//!
//! When a device speaks after a pause, the geometry as it was is kept aside together with the fixes that follow. If older
//! fixes then arrive, the geometry is made anew from what was kept, in order of time. While a wired tracker is silent and
//! the wireless one stands in for it, what was known before is kept for as long as stored fixes may come. Bounded in
//! number and in time; a fix that belongs before the pause, or comes when nothing was kept aside, is only evidence of life.

use super::change::{Change, Stay};
use super::clean::Fix;
use super::episode::{Context, fact};
use super::life::Said;
use super::moment::Moment;
use super::track::{Geometry, STALE_SOURCE_S, Track};
use serde::{Deserialize, Serialize};

/// What was kept aside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Reorder {
    before: Geometry,
    /// In order of time.
    fixes: Vec<Fix>,
    /// When the fixes were made that a wireless tracker stood in with.
    #[serde(default)]
    stand_ins: Vec<Moment>,
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
/// Fixes kept at most: the design's bound. Beyond, fixes under way are thinned out.
const MOST: usize = 2048;
/// Faster is under way: where a fix tells of a road, not of a stay, km/h.
const UNDER_WAY_KPH: f64 = 15.0;
/// A wired tracker that is silent for longer has lost what it stored, seconds: those of the market keep some days.
const MEMORY_S: f64 = 7.0 * 86_400.0;
/// Stored fixes are expected within, seconds.
const EXPECTED_S: i64 = 1800;
/// While a wired tracker is silent, what is kept is looked at this often, seconds.
const SILENT_S: i64 = 21_600;
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

    fn insert(&mut self, fix: &Fix, stands_in: bool) -> bool {
        if self.fixes.len() >= MOST && !self.thin() {
            return false;
        }
        if stands_in {
            self.stand_ins.push(fix.t);
        }
        let at = self.fixes.partition_point(|f| f.t <= fix.t);
        self.fixes.insert(at, *fix);
        true
    }

    /// Lets go of every other fix under way. Answers whether there is room now.
    fn thin(&mut self) -> bool {
        let mut odd = false;
        self.fixes.retain(|fix| {
            odd ^= true;
            odd || fix.speed_kph.is_none_or(|v| v < UNDER_WAY_KPH)
        });
        self.fixes.len() < MOST
    }

    /// What the geometry is made of, as it would have been live: a wireless tracker stands in only where the wired one
    /// has shown nothing for a while.
    fn heard(&self) -> impl Iterator<Item = &Fix> {
        let mut wired: Option<Moment> = self.before.newest.map(|f| f.t);
        self.fixes.iter().filter(move |fix| {
            let stands_in = self.stand_ins.contains(&fix.t);
            if !stands_in {
                wired = Some(fix.t);
            }
            !stands_in || wired.is_none_or(|t| fix.t.since(t) >= STALE_SOURCE_S)
        })
    }
}

impl Track {
    /// A tracker speaks again at `rx` after a silence: what it stored may follow, not only with its first word.
    pub(super) fn may_tell_more(&mut self, rx: Moment) {
        if let Some(kept) = &mut self.reorder {
            kept.expires = kept.expires.max(rx.plus_s(EXPECTED_S));
        }
    }

    /// Takes a fix, in order or late. `after_silence` says that the device was silent beyond its deadline.
    pub(super) fn take_fix(
        &mut self,
        fix: &Fix,
        (after_silence, stands_in): (bool, bool),
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        let newest = self.geometry.newest.map(|n| n.t);
        if newest.is_some_and(|n| fix.t < n) {
            if let Some(kept) = &mut self.reorder
                && kept.before.newest.is_none_or(|b| fix.t >= b.t)
                && kept.insert(fix, stands_in)
            {
                kept.late = Some((kept.late.map_or(fix.rx, |l| l.0), fix.rx));
                kept.expires = kept.expires.max(fix.rx.plus_s(EXPECTED_S));
            }
            return;
        }
        let paused = newest.is_some_and(|n| after_silence || fix.t.since(n) > PAUSE_S);
        if paused {
            let expires = fix.rx.plus_s(EXPECTED_S);
            let kept = self.reorder.get_or_insert_with(|| {
                let (fixes, stand_ins, told, said) = (Vec::new(), Vec::new(), Vec::new(), Said::default());
                Box::new(Reorder { before: self.geometry.clone(), fixes, stand_ins, told, said, late: None, expires })
            });
            kept.expires = kept.expires.max(expires);
        }
        let from = out.len();
        self.geometry.take(fix, context, out);
        if let Some(kept) = &mut self.reorder {
            kept.told.extend(arrivals(&out[from..]));
            if !kept.insert(fix, stands_in) {
                self.reorder = None;
            }
        }
        self.told(&out[from..]);
    }

    /// Folds in what came late, or forgets what was kept for it.
    pub(super) fn fold(&mut self, context: &Context<'_>, out: &mut Vec<Change>) {
        let Some(mut kept) = self.reorder.take_if(|kept| kept.due() <= context.now) else { return };
        if kept.late.take().is_none() {
            let since = kept.before.newest.map(|f| f.t);
            if self.wired_is_silent(context) && since.is_some_and(|t| context.now.since(t) < MEMORY_S) {
                kept.expires = context.now.plus_s(SILENT_S);
                self.reorder = Some(kept);
            }
            return;
        }
        let live = std::mem::replace(&mut self.geometry, kept.before.clone());
        let from = out.len();
        for fix in kept.heard() {
            self.geometry.take(fix, context, out);
            self.judge_visit(context, out);
        }
        self.geometry.resume(&live, context, out);
        self.astray.hear(&out[from..]);
        kept.told = take_back(&live, &self.geometry, (&kept.told, &mut kept.said), from, context, out);
        if context.now < kept.expires {
            self.reorder = Some(kept);
        }
    }

    /// A wired tracker has said nothing for a while, and may yet tell what it stored.
    fn wired_is_silent(&self, context: &Context<'_>) -> bool {
        let silent = |last: Moment| context.now.since(last) >= STALE_SOURCE_S;
        self.devices.iter().any(|d| !d.wireless() && d.pulse.last().is_some_and(silent))
    }
}

/// Takes back what the geometry made anew (`out` from `from` on) does not say. Answers the stays that it tells.
pub(super) fn take_back(
    live: &Geometry,
    rebuilt: &Geometry,
    (told, said): (&[Moment], &mut Said),
    from: usize,
    context: &Context<'_>,
    out: &mut Vec<Change>,
) -> Vec<Moment> {
    let anew: Vec<Moment> = arrivals(&out[from..]).collect();
    let refuted = said.refuted_by(rebuilt, &out[from..], context);
    out.extend(refuted);
    // A stay that is none any more is told with no length.
    let point = live.newest.or(rebuilt.newest).map(|f| f.point);
    for (arrive, point) in told.iter().filter(|a| !anew.contains(a)).zip(std::iter::repeat(point)) {
        let Some(point) = point else { break };
        let leave = Some(arrive.datetime());
        out.push(Change::Stay(Stay { vehicle: context.vehicle, arrive: arrive.datetime(), leave, point }));
    }
    live.visits.clone().refuted_by(&rebuilt.visits, fact("later_facts", true), context, out);
    anew
}

pub(super) fn arrivals(changes: &[Change]) -> impl Iterator<Item = Moment> {
    changes.iter().filter_map(|c| match c {
        Change::Stay(stay) => Some(Moment::of(stay.arrive)),
        _ => None,
    })
}
