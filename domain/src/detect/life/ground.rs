//! What the ground is to a vehicle on which it stands.

use crate::alert::Evidence;
use crate::detect::episode::{Context, fact};
use crate::detect::places::Places;
use crate::geo::{Point, SiteKind};
use serde::{Deserialize, Serialize};

/// In the order in which a long stop is explained (catalogue, zero motion: usual place, risk area, yard, unknown).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(in crate::detect) enum Ground {
    /// Home, work, declared or habitual.
    Own,
    /// At a known second-pledge site.
    Pledge,
    /// At another known site: a yard, a dealer, a workshop, a mall.
    Service,
    /// None of these.
    Elsewhere,
    /// Too little history to say.
    #[default]
    Unknown,
}

/// Around a site's edge, metres.
const MARGIN_M: f64 = 30.0;
/// Closed stays span this before a place can be called strange, days.
const HISTORY_D: f64 = 2.5;

impl Ground {
    /// Of a point, by what was known before the vehicle came there.
    pub(super) fn of(point: Point, places: &Places, context: &Context<'_>) -> Ground {
        let p = &context.parameters.places;
        if places.habitual(point, context.profile, p) || places.own_place_near(point, p.join_m, context.profile, p) {
            return Ground::Own;
        }
        let lender = context.profile.lender;
        let near = context.sites.near(point, MARGIN_M).filter(|(site, _)| site.lender == lender);
        // A second-pledge site beside a workshop is a second-pledge site.
        let site = near.map(|(site, _)| site.kind == SiteKind::SecondPledge).max();
        match site {
            Some(true) => Ground::Pledge,
            Some(false) => Ground::Service,
            None if places.history_days() < HISTORY_D => Ground::Unknown,
            None => Ground::Elsewhere,
        }
    }

    /// Where cars of several borrowers may stand without a reason.
    pub(in crate::detect) fn strange(self) -> bool {
        matches!(self, Ground::Pledge | Ground::Elsewhere)
    }

    /// As a reason.
    pub(super) fn evidence(self) -> Evidence {
        let feature = match self {
            Ground::Own => "at_own_place",
            Ground::Pledge => "at_known_pledge_site",
            Ground::Service => "at_service_place",
            Ground::Elsewhere => "away_from_known_places",
            Ground::Unknown => "place_not_known_yet",
        };
        fact(feature, true)
    }
}
