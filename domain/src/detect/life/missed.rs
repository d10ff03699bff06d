//! Frequent place missed: neither home nor work was visited for a week, while the vehicle is seen elsewhere.

use super::parked::Parked;
use crate::alert::{AlertType, Severity};
use crate::detect::Change;
use crate::detect::clean::Fix;
use crate::detect::episode::{Context, Draft, Episode, episode_key, fact};
use crate::detect::moment::{DAY_S, Moment};
use crate::detect::places::Places;
use crate::geo::Point;
use serde::{Deserialize, Serialize};

/// When the vehicle was last at an own place.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Missed {
    last: Option<Moment>,
    pub episode: Episode,
}

impl Missed {
    /// Takes a fix in order of time.
    pub(super) fn fix(&mut self, fix: &Fix, places: &Places, context: &Context<'_>, out: &mut Vec<Change>) {
        // Counted from the first word on; before a day has passed nobody needs to know.
        let last = *self.last.get_or_insert(fix.t);
        if fix.t.since(last) < DAY_S as f64 {
            return;
        }
        if near_own(fix.point, places, context) {
            self.visited(fix.t, context, out);
        } else {
            self.judge(fix.t, fix.point, places, context, out);
        }
    }

    /// The stay in progress is known to last until some time.
    pub(super) fn lasting(&mut self, parked: &Parked, places: &Places, context: &Context<'_>, out: &mut Vec<Change>) {
        if near_own(parked.point, places, context) {
            self.visited(parked.until, context, out);
        } else {
            self.judge(parked.until, parked.point, places, context, out);
        }
    }

    fn visited(&mut self, t: Moment, context: &Context<'_>, out: &mut Vec<Change>) {
        self.last = Some(self.last.map_or(t, |last| last.max(t)));
        self.episode.close(fact("visited_again", true), context, out);
    }

    fn judge(&mut self, t: Moment, at: Point, places: &Places, context: &Context<'_>, out: &mut Vec<Change>) {
        let (Some(last), p) = (self.last, &context.parameters.missed) else { return };
        let away = t.since(last);
        if away < p.lasts_s as f64
            || self.episode.open().is_some()
            || !places.has_own_place(context.profile, &context.parameters.places)
        {
            return;
        }
        let draft = Draft {
            kind: AlertType::PlaceMissed,
            key: episode_key(AlertType::PlaceMissed, &[last.micros()]),
            severity: Severity::Warn,
            score: 1.0,
            tracker: None,
            site: None,
            point: Some(at),
            event_at: last.plus_s(p.lasts_s),
            late: super::late(t, context),
            evidence: vec![
                fact("days_away_from_home_and_work", (away / DAY_S as f64) as i64),
                fact("last_there", last.datetime().to_rfc3339()),
            ],
        };
        self.episode.raise(draft, context, out);
    }
}

fn near_own(point: Point, places: &Places, context: &Context<'_>) -> bool {
    let near_m = context.parameters.missed.near_m;
    places.own_place_near(point, near_m, context.profile, &context.parameters.places)
}
