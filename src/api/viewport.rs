//! Positions of what somebody looks at, as they change: a snapshot, then what differs from what was sent.

use super::access::{Action, Resource};
use super::caller::Caller;
use super::disclosure::Precision;
use super::error::{Error, Result};
use super::fleet::{self, Choice, Shower, Spot};
use super::map::{self, Area, MOST_POINTS, MapPoints, Shown};
use crate::recovery::KeptBack;
use crate::store::fleet::{Glimpse, Wanted};
use crate::store::map::Bounds;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use utoipa::ToSchema;
use uuid::Uuid;

/// Vehicles that one stream may come to show precisely; then it ends, and the client begins a new one.
const MOST_NAMED: usize = 20_000;

/// Positions that have changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Moves {
    /// As of when; ages count from then.
    pub now: DateTime<Utc>,
    /// These are all that are in view: forget what was sent before.
    pub snapshot: bool,
    /// How many are in view.
    pub in_view: usize,
    /// More than 4 000 are in view: none is sent until there are fewer. `GET /map/vehicles` counts them.
    pub crowded: bool,
    /// The vehicles that are new in view, or of which something changed.
    pub points: MapPoints,
    /// Those that are in view no more.
    pub gone: Vec<Uuid>,
}

/// What was sent of a vehicle.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Sent {
    at: DateTime<Utc>,
    lat: f64,
    lon: f64,
    connected: bool,
    standing: (Option<lienwatch_domain::alert::Severity>, bool, Option<i32>),
}

/// One client's view of the map.
#[derive(Debug)]
pub struct Viewport {
    area: Area,
    bounds: Bounds,
    wanted: Wanted,
    sent: HashMap<Uuid, Sent>,
    /// Who was shown precisely: the log has them.
    named: HashSet<Uuid>,
    /// The last message said that there are too many; `None`: nothing was sent yet.
    crowded: Option<bool>,
}

impl Viewport {
    /// For a caller who may see places.
    pub fn open(caller: &Caller, area: Area, choice: &Choice) -> Result<Viewport> {
        if !caller.may(Resource::Locations, Action::Read) {
            return Err(Error::Forbidden("this caller has no right to read locations".into()));
        }
        let (bounds, wanted) = (map::bounds(&area)?, choice.wanted(caller)?);
        Ok(Viewport { area, bounds, wanted, sent: HashMap::new(), named: HashSet::new(), crowded: None })
    }

    /// What differs from what was sent, where anything does. Whoever is shown precisely for the first time is logged
    /// before that is sent: a line for each look that shows somebody new, and none for what moves.
    pub async fn look(&mut self, caller: &Caller) -> Result<Option<Moves>> {
        if self.named.len() > MOST_NAMED {
            return Err(Error::Unavailable("this stream has shown too many vehicles"));
        }
        let now = caller.state.engine.clock().now();
        let mut tx = caller.begin().await?;
        self.wanted.lenders = caller.tenancy.lenders();
        let glimpse = caller.state.store.glimpse(&mut tx).await?;
        let law = fleet::law(caller, &mut tx).await?;
        let (moves, shown) = self.differ(&glimpse, &law, now, !caller.sight().vehicle_identity);
        shown.log(caller, &mut tx, "stream", self.area.bbox.as_deref()).await?;
        caller.commit(tx).await?;
        Ok(moves)
    }

    fn differ(
        &mut self,
        glimpse: &Glimpse,
        law: &KeptBack,
        now: DateTime<Utc>,
        masked: bool,
    ) -> (Option<Moves>, Shown) {
        let board = glimpse.board();
        let mut shower = Shower::new(law);
        let spots = board.wanted(&glimpse.sightings, &self.wanted).filter_map(|(car, seen)| shower.spot(car, seen));
        let spots: Vec<Spot<'_>> = spots.filter(|spot| self.bounds.hold(spot.lat, spot.lon)).collect();
        let crowded = spots.len() > MOST_POINTS;
        let snapshot = self.crowded != Some(false);
        let mut moves =
            Moves { now, snapshot, in_view: spots.len(), crowded, points: MapPoints::default(), gone: Vec::new() };
        let mut shown = Shown::default();
        if crowded {
            let told = self.crowded.replace(true) == Some(true);
            self.sent.clear();
            return ((!told).then_some(moves), shown);
        }
        let mut sent = HashMap::with_capacity(spots.len());
        for spot in &spots {
            let state = Sent {
                at: spot.fix.at,
                lat: spot.lat,
                lon: spot.lon,
                connected: spot.seen.connected,
                standing: (spot.car.severity, spot.car.case.is_some(), spot.car.dpd),
            };
            sent.insert(spot.car.id, state);
            // A coarse place tells nothing of its moment: only what can be seen to change is sent.
            let same = |before: &Sent| match spot.precision {
                Precision::Precise => *before == state,
                Precision::Coarse => *before == Sent { at: before.at, ..state },
            };
            if self.sent.get(&spot.car.id).is_some_and(same) {
                continue;
            }
            moves.points.push(spot, masked, now);
            let named = spot.precision == Precision::Precise && self.named.insert(spot.car.id);
            if named || self.crowded.is_none() {
                shown.add(spot);
            }
        }
        if !snapshot {
            moves.gone = self.sent.keys().filter(|id| !sent.contains_key(*id)).copied().collect();
        }
        self.sent = sent;
        self.crowded = Some(false);
        let anything = snapshot || !moves.gone.is_empty() || !moves.points.vehicle_id.is_empty();
        (anything.then_some(moves), shown)
    }
}
