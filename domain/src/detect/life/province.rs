//! Province exit: two fixes outside every province that the vehicle may be in, at least ten minutes apart.

use crate::alert::{AlertType, Severity};
use crate::detect::Change;
use crate::detect::areas::Allowed;
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
    /// Of what is allowed, as `clear` was measured.
    #[serde(default)]
    stamp: u64,
    /// First fix outside, with nothing inside since.
    first: Option<Moment>,
    /// A fix inside after having been outside.
    back: bool,
    pub episode: Episode,
}

impl ProvinceExit {
    /// Takes a fix in order of time.
    pub(super) fn fix(&mut self, fix: &Fix, context: &Context<'_>, out: &mut Vec<Change>) {
        let allowed = context.areas.allowed(context.vehicle, context.profile.lender);
        if allowed.is_none() && self.episode.open().is_none() {
            return;
        }
        // Somebody has drawn other borders, or allows others: what was measured says nothing of them.
        let stamp = allowed.map_or(0, Allowed::stamp);
        if std::mem::replace(&mut self.stamp, stamp) != stamp {
            self.clear = None;
        }
        let known = self.clear.filter(|(at, radius_m, _)| at.distance_m(fix.point) < *radius_m);
        let outside = if let Some((.., outside)) = known {
            outside
        } else {
            let Some(m) = allowed.and_then(|allowed| allowed.outside_m(fix.point)) else {
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
        if let Some(code) = context.areas.province(context.profile.lender, fix.point) {
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
