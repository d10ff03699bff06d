//! Change of home: five of the last seven nights at one place that was new.
//!
//! Where a night is spent is the longest stay between 22:00 and 06:00. A place is new when the vehicle did not frequent it
//! on its first night there; a second home of old is none, and neither is the place where a night worker works.

use super::ground::Ground;
use super::parked::overlap_s;
use crate::alert::{AlertType, Severity};
use crate::detect::Change;
use crate::detect::episode::{Context, Draft, Episode, episode_key, fact, whole};
use crate::detect::moment::Moment;
use crate::detect::places::Places;
use crate::geo::Point;
use serde::{Deserialize, Serialize};

/// Where a night was spent.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Night {
    /// The local day on whose evening it begins.
    night: i64,
    at: Point,
    fresh: bool,
    overlap_s: f64,
}

/// A stay that covers nights.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slept {
    pub arrive: Moment,
    pub until: Moment,
    pub at: Point,
    pub ground: Ground,
}

/// Where the vehicle sleeps.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Home {
    /// The last nights that are over, oldest first.
    nights: Vec<Night>,
    /// The night in progress, with its longest stay so far.
    pending: Option<Night>,
    home: Option<Point>,
    pub episode: Episode,
}

/// Nights of one stay that are looked at.
const MOST_NIGHTS: i64 = 30;

impl Home {
    /// A stay is known to have lasted, or is over. In order of time; a stay may be told again when it lasts longer.
    pub(super) fn slept(&mut self, slept: Slept, places: &Places, context: &Context<'_>, out: &mut Vec<Change>) {
        let (p, zone_s) = (&context.parameters.home, context.profile.utc_offset_s);
        let last = slept.until.local_day(zone_s);
        let first = (slept.arrive.local_day(zone_s) - 1).max(last - MOST_NIGHTS);
        for night in first..=last {
            let overlap_s = overlap_s(slept.arrive, slept.until, night, zone_s);
            if overlap_s < p.least_s as f64 || self.nights.last().is_some_and(|n| night <= n.night) {
                continue;
            }
            match &mut self.pending {
                Some(pending) if pending.night == night && pending.overlap_s >= overlap_s => continue,
                Some(pending) if pending.night == night => {}
                _ => self.conclude(places, context, out),
            }
            let known = self.nights.iter().rev().find(|n| n.at.distance_m(slept.at) <= p.same_m);
            let fresh = known.map_or(slept.ground != Ground::Own, |n| n.fresh);
            self.pending = Some(Night { night, at: slept.at, fresh, overlap_s });
        }
        let over = |n: &Night| slept.until >= Moment::of_local_day(n.night, zone_s).plus_s(super::parked::NIGHT.1);
        if self.pending.as_ref().is_some_and(over) {
            self.conclude(places, context, out);
        }
    }

    /// The pending night is over.
    fn conclude(&mut self, places: &Places, context: &Context<'_>, out: &mut Vec<Change>) {
        let Some(night) = self.pending.take() else { return };
        let p = &context.parameters.home;
        self.nights.push(night);
        self.nights.retain(|n| n.night > night.night - p.of_nights);
        let near = |at: Point| self.nights.iter().filter(move |n| n.at.distance_m(at) <= p.same_m);
        let count = near(night.at).count();
        let declared = context.profile.declared.iter().any(|d| d.point.distance_m(night.at) <= p.same_m);
        let Some(home) = self.home else {
            if count >= context.parameters.places.home_nights as usize || declared {
                self.home = Some(night.at);
            }
            return;
        };
        if let Some(raised) = self.episode.open() {
            let since = Moment::of(raised.event_at).local_day(context.profile.utc_offset_s);
            if near(home).count() >= 2 && night.at.distance_m(home) <= p.same_m {
                self.episode.close(fact("back_home", true), context, out);
            } else if night.night - since >= p.settled_nights {
                self.home = raised.point;
                self.episode.close(fact("settled", true), context, out);
            }
            return;
        }
        if night.at.distance_m(home) <= p.same_m {
            // Follows the parking space.
            self.home = Some(night.at);
            return;
        }
        let apart = night.at.distance_m(home);
        if count < p.nights
            || !night.fresh
            || apart < p.apart_m
            || places.work_near(night.at, p.same_m, context.profile, &context.parameters.places)
        {
            return;
        }
        let Some(first) = near(night.at).map(|n| n.night).next() else { return };
        let midnight = Moment::of_local_day(first, context.profile.utc_offset_s);
        let draft = Draft {
            kind: AlertType::HomeChanged,
            key: episode_key(AlertType::HomeChanged, &[first]),
            severity: Severity::Warn,
            score: count as f64 / p.of_nights.max(1) as f64,
            tracker: None,
            site: None,
            point: Some(night.at),
            event_at: midnight.plus_s(super::parked::NIGHT.0),
            late: super::late(
                Moment::of_local_day(night.night, context.profile.utc_offset_s).plus_s(30 * 3600),
                context,
            ),
            evidence: vec![fact("nights_at_new_place", count as i64), fact("from_old_home_m", whole(apart))],
        };
        self.episode.raise(draft, context, out);
    }
}
