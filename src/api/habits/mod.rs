//! What a car does by the hour and by the day, and what people call its places.

mod days;
mod hours;
mod label;

use super::access::{Action::*, Resource::*};
use super::caller::{Caller, Tx, lender_row};
use super::disclosure::Whose;
use super::error::Result;
use super::state::AppState;
use crate::store::habits;
use crate::store::policy::Place;
use crate::store::tracks::PlaceView;
use lienwatch_domain::geo::Point;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What each route of this folder is. To name a place is to change the vehicle's file; it takes the right to see places
/// besides.
pub(super) const ROUTES: super::access::Table =
    &[("GET", "/vehicles/{id}/days", Locations, Read), ("PATCH", "/vehicles/{id}/places/{rank}", Vehicles, Write)];

/// Nothing beside what roles have.
pub(super) const GRANTS: super::access::Grants = &[];

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(days::list)).routes(routes!(label::change))
}

/// Says of each place what it is called, and when the car is there.
pub(super) async fn tell(caller: &Caller, tx: &mut Tx, whose: Whose, places: &mut [PlaceView]) -> Result<()> {
    let now = caller.state.engine.clock().now();
    let zone = Place::of(&lender_row(tx, whose.lender).await?)?.zone;
    let stays = habits::recent_stays(tx, whose.vehicle_no, now - hours::SINCE, hours::MOST_STAYS).await?;
    let labels = habits::labels(tx, whose.vehicle_no).await?;
    let points: Vec<Point> = places.iter().filter_map(|p| Point::from_degrees(p.lat, p.lon)).collect();
    if points.len() != places.len() {
        return Ok(()); // a place off the earth: nothing can be near it
    }
    for (place, habit) in places.iter_mut().zip(hours::of_places(&points, &stays, zone, now)) {
        (place.nights, place.hours) = (Some(habit.nights), habit.hours.to_vec());
    }
    // Each name to the place that is nearest.
    for (at, label) in labels {
        let near = points.iter().enumerate().map(|(n, point)| (n, point.distance_m(at)));
        if let Some((n, _)) = near.filter(|(_, m)| *m <= hours::NEAR_M).min_by(|a, b| a.1.total_cmp(&b.1)) {
            places[n].label = Some(label);
        }
    }
    Ok(())
}
