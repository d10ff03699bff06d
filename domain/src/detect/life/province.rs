//! Province exit: two fixes outside every province that the vehicle may be in, at least ten minutes apart.

use crate::alert::{AlertType, Severity};
use crate::detect::Change;
use crate::detect::clean::Fix;
use crate::detect::episode::{Context, Draft, Episode, episode_key, fact, whole};
use crate::detect::moment::Moment;
use crate::geo::Point;
use serde::{Deserialize, Serialize};

/// Whether the vehicle is where it may be.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct ProvinceExit {
    /// Around this point, metres, everything is on its side (true: outside): borders are long.
    clear: Option<(Point, f64, bool)>,
    /// First fix outside, with nothing inside since.
    first: Option<Moment>,
    /// A fix inside after having been outside.
    back: bool,
    pub episode: Episode,
}

impl ProvinceExit {
    /// Takes a fix in order of time.
    pub(super) fn fix(&mut self, fix: &Fix, context: &Context<'_>, out: &mut Vec<Change>) {
        if !context.areas.allowed.contains_key(&context.vehicle) && self.episode.open().is_none() {
            return;
        }
        let known = self.clear.filter(|(at, radius_m, _)| at.distance_m(fix.point) < *radius_m);
        let outside = if let Some((.., outside)) = known {
            outside
        } else {
            let Some(m) = context.areas.outside_m(context.vehicle, fix.point) else {
                self.episode.close(fact("may_be_anywhere", true), context, out);
                *self = ProvinceExit::default();
                return;
            };
            let beyond = m - context.parameters.province.buffer_m;
            self.clear = Some((fix.point, beyond.abs(), beyond > 0.0));
            beyond > 0.0
        };
        if !outside {
            self.first = None;
            if self.episode.open().is_some() && std::mem::replace(&mut self.back, true) {
                self.back = false;
                self.episode.close(fact("back_where_it_may_be", true), context, out);
            }
            return;
        }
        self.back = false;
        let first = *self.first.get_or_insert(fix.t);
        if self.episode.open().is_some() || fix.t.since(first) < context.parameters.province.apart_s as f64 {
            return;
        }
        let mut evidence = vec![fact("outside_its_provinces_s", whole(fix.t.since(first)))];
        if let Some(code) = context.areas.province(fix.point) {
            evidence.push(fact("province", code));
        }
        let draft = Draft {
            kind: AlertType::ProvinceExit,
            key: episode_key(AlertType::ProvinceExit, &[first.micros()]),
            severity: Severity::Warn,
            score: 1.0,
            tracker: None,
            site: None,
            point: Some(fix.point),
            event_at: first,
            late: super::late(fix.t, context),
            evidence,
        };
        self.episode.raise(draft, context, out);
    }
}
