//! The fleet on a map.

use super::caller::Caller;
use super::disclosure::{COARSE, Precision};
use super::error::{Error, Result};
use super::mask;
use super::request::{Page, Paging, Query, page};
use crate::store::map::{self, Bounds, Placed};
use axum::Json;
use chrono::{DateTime, Utc};
use h3o::{LatLng, Resolution};
use lienwatch_domain::ids::LenderNo;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// No place is farther from the centre of its coarse cell, metres: cells of resolution 6 have edges of 3.7 km on
/// average and of 4.6 km where they are largest (H3, "Tables of Cell Statistics Across Resolutions").
const COARSE_REACH_M: f64 = 6_000.0;

/// Which part of the world.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Area {
    /// `west,south,east,north` in degrees, as in GeoJSON (RFC 7946, section 5); `west` > `east` crosses the date line.
    /// Unset: everywhere.
    #[param(example = "121.2,31.0,121.8,31.5")]
    pub bbox: Option<String>,
}

/// A vehicle on the map.
#[derive(Debug, Serialize, ToSchema)]
pub struct MapVehicle {
    /// The vehicle.
    pub vehicle_id: Uuid,
    /// Licence plate; masked for some roles.
    pub plate: Option<String>,
    /// How exactly it is shown: precisely while an alert or a case is open.
    pub precision: Precision,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// The H3 cell of what is shown, as H3 writes it: of resolution 9, or of resolution 6 where it is coarse.
    pub cell: String,
    /// When it was there, by the device.
    pub at: DateTime<Utc>,
    /// Seconds since then.
    pub age_s: i64,
    /// Last sign of life.
    pub received_at: DateTime<Utc>,
    /// A connection is open.
    pub connected: bool,
    /// km/h; only precise.
    pub speed_kph: Option<f64>,
    /// Degrees; only precise.
    pub course: Option<i16>,
    /// The worst open alert that is not resolved: `info`, `warn`, `high` or `critical`.
    pub worst_severity: Option<String>,
    /// A case is open.
    pub open_case: bool,
}

fn bounds(area: &Area) -> Result<Bounds> {
    let Some(text) = &area.bbox else { return Ok(Bounds::WORLD) };
    let sides: Option<Vec<f64>> = text.split(',').map(|side| side.trim().parse().ok()).collect();
    let bounds = match sides.as_deref() {
        Some(&[west, south, east, north]) => Some(Bounds { west, south, east, north }),
        _ => None,
    };
    let sane = |b: &Bounds| {
        let on_earth = |lat: f64, lon: f64| (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
        on_earth(b.south, b.west) && on_earth(b.north, b.east) && b.south <= b.north
    };
    bounds.filter(sane).ok_or_else(|| {
        Error::invalid(
            "bad_bbox",
            "bbox",
            format!("{text:?} is no box"),
            "west,south,east,north in degrees, south not above north",
        )
    })
}

/// The place as it is shown, and its cell.
fn shown(placed: &Placed) -> (Precision, f64, f64, String) {
    let precise = placed.open_case || placed.worst_severity.is_some();
    let (precision, resolution) =
        if precise { (Precision::Precise, Resolution::Nine) } else { (Precision::Coarse, COARSE) };
    let (lat, lon) = precision.show(placed.lat, placed.lon);
    let cell = LatLng::new(placed.lat, placed.lon).map(|at| at.to_cell(resolution).to_string());
    (precision, lat, lon, cell.unwrap_or_default())
}

/// Vehicles on the map
///
/// Where each vehicle was last, by the newest of its trackers' positions; by id. Precise for an open alert or an open
/// case; otherwise the centre of an H3 cell of resolution 6, and it is that centre which lies in the box or not. Every
/// page is logged with the vehicles that were shown precisely.
#[utoipa::path(get, path = "/map/vehicles", tag = "locations", params(Area, Paging),
    responses((status = 200, body = Page<MapVehicle>), (status = 422, body = super::Problem)))]
pub async fn vehicles(caller: Caller, Query(area): Query<Area>, paging: Paging) -> Result<Json<Page<MapVehicle>>> {
    let (bounds, limit, after) = (bounds(&area)?, paging.limit()?, paging.after::<Uuid>()?);
    let wider = bounds.wider(COARSE_REACH_M);
    let now = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    let candidates = match caller.state.store.remembered_within(&caller.tenancy, &wider) {
        Some(candidates) => candidates,
        None => map::written_within(&mut tx, &wider).await?,
    };
    if candidates.len() > map::MOST {
        return Err(Error::invalid(
            "too_many_vehicles",
            "bbox",
            format!("more than {} trackers are there", map::MOST),
            "ask for a smaller box, or for one lender",
        ));
    }
    let wanted = usize::try_from(limit + 1).unwrap_or(usize::MAX);
    let (mut items, mut lenders) = (Vec::new(), BTreeMap::<i32, (Vec<Uuid>, usize)>::new());
    let mut from = after;
    while items.len() < wanted && !candidates.is_empty() {
        let rows = map::vehicles(&mut tx, &candidates, from, limit + 1).await?;
        let Some(last) = rows.last() else { break };
        from = Some(last.vehicle_id);
        let more = rows.len() >= wanted;
        for row in rows {
            let (precision, lat, lon, cell) = shown(&row);
            if items.len() == wanted || !bounds.hold(lat, lon) {
                continue;
            }
            items.push((row.lender_no, item(row, (precision, lat, lon, cell), now)));
        }
        if !more {
            break;
        }
    }
    for (lender, item) in items.iter().take(wanted - 1) {
        let (precise, coarse) = lenders.entry(*lender).or_default();
        match item.precision {
            Precision::Precise => precise.push(item.vehicle_id),
            Precision::Coarse => *coarse += 1,
        }
    }
    for (lender, (precise, coarse)) in lenders {
        let data = serde_json::json!({ "what": "map", "bbox": area.bbox, "precise": precise, "coarse": coarse });
        let look = ("map", caller.state.new_id());
        caller.log(&mut tx, Some(LenderNo(lender)), look, "location_disclosed", None, data).await?;
    }
    caller.commit(tx).await?;
    let mut items: Vec<MapVehicle> = items.into_iter().map(|(_, item)| item).collect();
    if !caller.sight().vehicle_identity {
        items.iter_mut().for_each(|item| item.plate = item.plate.as_deref().map(mask::identifier));
    }
    Ok(Json(page(items, limit, |item| item.vehicle_id)))
}

fn item(row: Placed, (precision, lat, lon, cell): (Precision, f64, f64, String), now: DateTime<Utc>) -> MapVehicle {
    let precise = precision == Precision::Precise;
    MapVehicle {
        vehicle_id: row.vehicle_id,
        plate: row.plate,
        precision,
        lat,
        lon,
        cell,
        at: row.at,
        age_s: (now - row.at).num_seconds().max(0),
        received_at: row.received_at,
        connected: row.connected,
        speed_kph: row.speed_kph.filter(|_| precise),
        course: row.course.filter(|_| precise),
        worst_severity: row.worst_severity,
        open_case: row.open_case,
    }
}
