//! Region exit: beyond the area of the vehicle's life, the hull of the places of 95 % of its dwell and 30 km around.

use crate::alert::{AlertType, Severity};
use crate::detect::Change;
use crate::detect::clean::Fix;
use crate::detect::episode::{Context, Draft, Episode, episode_key, fact, whole};
use crate::detect::moment::Moment;
use crate::detect::places::Places;
use crate::geo::{Hull, Point};
use serde::{Deserialize, Serialize};

/// Whether the vehicle is within its area.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Region {
    /// Around this point, metres, nothing changes: spares the hull.
    clear: Option<(Point, f64)>,
    /// First fix of the other side that nothing contradicts yet.
    turned: Option<Moment>,
    pub episode: Episode,
}

impl Region {
    /// The area changed.
    pub(super) fn learned(&mut self) {
        self.clear = None;
    }

    /// Takes a fix in order of time.
    pub(super) fn fix(&mut self, fix: &Fix, places: &Places, context: &Context<'_>, out: &mut Vec<Change>) {
        if let Some((at, radius_m)) = self.clear {
            let (east, north) = at.plane_m(at.lat().to_radians().cos(), fix.point);
            if east.hypot(north) < radius_m {
                self.turned = None;
                return;
            }
        }
        let p = &context.parameters.region;
        if places.history_days() < p.history_d {
            return;
        }
        let mut area = places.span(p.share, &context.parameters.places);
        area.extend(context.profile.declared.iter().map(|d| d.point));
        let Some(hull) = Hull::of(&area) else { return };
        let beyond = hull.outside_m(fix.point) - p.margin_m;
        let out_there = self.episode.open().is_some();
        self.clear = None;
        if (beyond > 0.0) == out_there {
            // Half, because the plane of the hull is not the plane around this fix.
            self.clear = Some((fix.point, beyond.abs() / 2.0));
            self.turned = None;
            return;
        }
        let second = self.turned.is_some();
        let since = *self.turned.get_or_insert(fix.t);
        if !second && beyond.abs() < p.sure_m {
            return;
        }
        self.turned = None;
        if out_there {
            self.episode.close(fact("back_in_its_area", true), context, out);
            return;
        }
        let overdue = context.profile.overdue_instalments;
        let mut evidence =
            vec![fact("from_its_places_m", whole(beyond + p.margin_m)), fact("places_of_its_area", area.len() as i64)];
        if overdue > 0 {
            evidence.push(fact("overdue_instalments", overdue));
        }
        let draft = Draft {
            kind: AlertType::RegionExit,
            key: episode_key(AlertType::RegionExit, &[since.micros()]),
            severity: if overdue >= p.grave_instalments.max(1) { Severity::High } else { Severity::Warn },
            score: 1.0,
            tracker: None,
            site: None,
            point: Some(fix.point),
            event_at: since,
            late: super::late(fix.t, context),
            evidence,
        };
        self.episode.raise(draft, context, out);
    }
}
