//! The fleet on a map.

use super::caller::{Caller, Tx};
use super::disclosure::Precision;
use super::error::{Error, Result};
use super::fleet::{self, Choice, Spot};
use super::mask;
use super::request::{Page, Paging, Query, page};
use crate::store::fleet::FINEST;
use crate::store::map::Bounds;
use axum::Json;
use chrono::{DateTime, Utc};
use h3o::{LatLng, Resolution};
use lienwatch_domain::alert::Severity;
use lienwatch_domain::ids::LenderNo;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Vehicles that are shown one by one at most: a browser redraws so many without stuttering.
pub(super) const MOST_POINTS: usize = 4_000;

/// Cells answered at most; where there would be more they are coarser than asked for.
const MOST_CELLS: usize = 4_000;

/// The length of a cell's edge that is asked for on the screen, pixels.
const EDGE_PX: f64 = 40.0;

/// Metres of a pixel at zoom 0 on the equator, with tiles of 512 pixels (as MapLibre and Mapbox GL count zoom).
const METRES_PER_PIXEL: f64 = 78_271.5;

/// Which part of the world.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Area {
    /// `west,south,east,north` in degrees, as in GeoJSON (RFC 7946, section 5); `west` > `east` crosses the date line.
    /// Unset: everywhere.
    #[param(example = "121.2,31.0,121.8,31.5")]
    pub bbox: Option<String>,
}

/// How far it is zoomed in.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Zoom {
    /// 0 to 24, as MapLibre counts (tiles of 512 pixels): how large cells are. Unset: as if the box were 1 000 pixels wide.
    #[param(minimum = 0, maximum = 24)]
    pub zoom: Option<f64>,
}

/// What a map shows.
#[derive(Debug, Serialize, ToSchema)]
pub struct FleetMap {
    /// Vehicles that the filters choose, wherever they are, or nowhere yet.
    pub total: usize,
    /// How many of them are in the box.
    pub in_view: usize,
    /// As of when; ages count from then.
    pub now: DateTime<Utc>,
    /// The H3 resolution of `cells`; null where vehicles are shown one by one.
    pub resolution: Option<u8>,
    /// Where more than 4 000 are in view: how many are in each cell. Otherwise empty.
    pub cells: Vec<MapCell>,
    /// The vehicles in view, otherwise; columns of equal length.
    pub points: MapPoints,
}

/// Vehicles in an H3 cell.
#[derive(Debug, Serialize, ToSchema)]
pub struct MapCell {
    /// The cell's centre, degrees east.
    pub lng: f64,
    /// Degrees north.
    pub lat: f64,
    /// How many.
    pub n: u32,
    /// The worst open alert of any of them.
    pub worst_severity: Option<String>,
    /// The cell, as H3 writes it.
    pub cell: String,
}

/// Vehicles, a column for each of their features; the same place in every column is one vehicle.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct MapPoints {
    /// The vehicles.
    pub vehicle_id: Vec<Uuid>,
    /// Licence plates; masked for some roles.
    pub plate: Vec<Option<String>>,
    /// Makers and models.
    pub model: Vec<Option<String>>,
    /// How exactly they are shown: precisely while an alert or a case is open.
    pub precision: Vec<Precision>,
    /// Degrees east, as shown.
    pub lng: Vec<f64>,
    /// Degrees north, as shown.
    pub lat: Vec<f64>,
    /// The H3 cells of what is shown: of resolution 9, or of resolution 6 where it is coarse.
    pub cell: Vec<String>,
    /// Degrees clockwise from north; only precise.
    pub heading: Vec<Option<i16>>,
    /// km/h; only precise.
    pub speed_kph: Vec<Option<f64>>,
    /// The worst open alerts: `info`, `warn`, `high` or `critical`.
    pub severity: Vec<Option<String>>,
    /// `online` or `offline`.
    pub connection: Vec<String>,
    /// When they were there, by their devices.
    pub at: Vec<DateTime<Utc>>,
    /// Seconds since then.
    pub fix_age_s: Vec<i64>,
    /// Last signs of life.
    pub received_at: Vec<Option<DateTime<Utc>>>,
    /// Days past due of their loans.
    pub dpd: Vec<Option<i32>>,
    /// A case is open.
    pub open_case: Vec<bool>,
}

/// A vehicle on the map, as exports list it.
#[derive(Debug)]
pub struct MapVehicle {
    /// The vehicle.
    pub vehicle_id: Uuid,
    /// Licence plate; masked for some roles.
    pub plate: Option<String>,
    /// How exactly it is shown.
    pub precision: Precision,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// When it was there, by the device.
    pub at: DateTime<Utc>,
    /// Last sign of life.
    pub received_at: Option<DateTime<Utc>>,
    /// A connection is open; of a tracker without one: it was heard within 16 minutes.
    pub connected: bool,
    /// The worst open alert that is not resolved.
    pub worst_severity: Option<Severity>,
    /// A case is open.
    pub open_case: bool,
}

pub(super) fn bounds(area: &Area) -> Result<Bounds> {
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

/// The resolution whose cells are about [`EDGE_PX`] wide on the screen.
fn resolution(zoom: Option<f64>, bounds: &Bounds) -> Resolution {
    let width = if bounds.west <= bounds.east { bounds.east - bounds.west } else { bounds.east - bounds.west + 360.0 };
    // A world of 360 degrees is 512 pixels wide at zoom 0.
    let zoom = zoom.unwrap_or_else(|| (360.0 * 1_000.0 / (512.0 * width.max(1e-6))).log2());
    let middle = f64::midpoint(bounds.south, bounds.north).to_radians();
    let wanted_m = EDGE_PX * METRES_PER_PIXEL * middle.cos().max(0.1) / zoom.clamp(0.0, 24.0).exp2();
    let all = Resolution::range(Resolution::Zero, FINEST);
    all.into_iter().find(|one| one.edge_length_m() <= wanted_m).unwrap_or(FINEST)
}

/// Counts by cell, coarser than `resolution` where there would be more than [`MOST_CELLS`].
fn cells(spots: &[Spot<'_>], resolution: Resolution) -> (Resolution, Vec<MapCell>) {
    let mut resolution = resolution;
    loop {
        let mut counts: HashMap<h3o::CellIndex, (u32, Option<Severity>)> = HashMap::new();
        for spot in spots {
            if let Some(cell) = spot.counted_in(resolution) {
                let (n, worst) = counts.entry(cell).or_default();
                (*n, *worst) = (*n + 1, (*worst).max(spot.car.severity));
            }
        }
        if let Some(coarser) = resolution.pred().filter(|_| counts.len() > MOST_CELLS) {
            resolution = coarser;
            continue;
        }
        let cell = |(cell, (n, worst)): (h3o::CellIndex, (u32, Option<Severity>))| {
            let centre = LatLng::from(cell);
            let worst_severity = worst.map(|severity| severity.name().to_owned());
            MapCell { lng: centre.lng(), lat: centre.lat(), n, worst_severity, cell: cell.to_string() }
        };
        let mut cells: Vec<MapCell> = counts.into_iter().map(cell).collect();
        cells.sort_unstable_by(|a, b| a.cell.cmp(&b.cell));
        return (resolution, cells);
    }
}

impl MapPoints {
    /// One more vehicle. `masked`: whoever looks does not see plates.
    pub fn push(&mut self, spot: &Spot<'_>, masked: bool, now: DateTime<Utc>) {
        let precise = spot.precision == Precision::Precise;
        let plate = spot.car.plate.as_deref();
        self.vehicle_id.push(spot.car.id);
        self.plate.push(plate.map(|plate| if masked { mask::identifier(plate) } else { plate.to_owned() }));
        self.model.push(spot.car.model.as_deref().map(str::to_owned));
        self.precision.push(spot.precision);
        self.lng.push(spot.lon);
        self.lat.push(spot.lat);
        self.cell.push(spot.cell().to_string());
        self.heading.push(spot.fix.course_deg.filter(|_| precise));
        self.speed_kph.push(spot.fix.speed_dkph.filter(|_| precise).map(|speed| f64::from(speed) / 10.0));
        self.severity.push(spot.car.severity.map(|severity| severity.name().to_owned()));
        self.connection.push(spot.seen.connection().name().to_owned());
        self.at.push(spot.fix.at);
        self.fix_age_s.push((now - spot.fix.at).num_seconds().max(0));
        self.received_at.push(spot.seen.seen_at);
        self.dpd.push(spot.car.dpd);
        self.open_case.push(spot.car.case.is_some());
    }
}

/// What somebody was shown, by lender: who precisely, and how many not.
#[derive(Debug, Default)]
pub struct Shown(BTreeMap<i32, (Vec<Uuid>, usize)>);

impl Shown {
    /// A vehicle as it was shown.
    pub fn add(&mut self, spot: &Spot<'_>) {
        let (precise, coarse) = self.0.entry(spot.car.lender.0).or_default();
        match spot.precision {
            Precision::Precise => precise.push(spot.car.id),
            Precision::Coarse => *coarse += 1,
        }
    }

    /// A vehicle that was counted and not shown.
    fn count(&mut self, spot: &Spot<'_>) {
        self.0.entry(spot.car.lender.0).or_default().1 += 1;
    }

    /// Writes the look down, for each lender whose vehicles were in it.
    pub async fn log(self, caller: &Caller, tx: &mut Tx, what: &str, bbox: Option<&str>) -> Result<()> {
        for (lender, (precise, coarse)) in self.0 {
            let data = serde_json::json!({ "what": what, "bbox": bbox, "precise": precise, "coarse": coarse });
            let look = ("map", caller.state.new_id());
            caller.log(tx, Some(LenderNo(lender)), look, "location_disclosed", None, data).await?;
        }
        Ok(())
    }
}

/// Vehicles on the map
///
/// Where each vehicle was last, by the newest of its trackers' positions. Up to 4 000 in view are answered one by one, as
/// columns; more are counted in H3 cells of a size that suits `zoom`. Precise for an open alert or an open case, where the
/// law of the place lets it for all contracts of the lender; otherwise the centre of an H3 cell of resolution 6, and it is
/// that centre which lies in the box or not. Every look is logged with
/// the vehicles that were shown precisely.
#[utoipa::path(get, path = "/map/vehicles", tag = "locations", params(Area, Zoom, Choice),
    responses((status = 200, body = FleetMap), (status = 422, body = super::Problem)))]
pub async fn vehicles(
    caller: Caller,
    Query(area): Query<Area>,
    Query(Zoom { zoom }): Query<Zoom>,
    Query(choice): Query<Choice>,
) -> Result<Json<FleetMap>> {
    let (bounds, wanted) = (bounds(&area)?, choice.wanted(&caller)?);
    if zoom.is_some_and(|zoom| !(0.0..=24.0).contains(&zoom)) {
        return Err(Error::invalid("bad_zoom", "zoom", "not between 0 and 24", "a zoom as MapLibre counts it"));
    }
    let (now, masked) = (caller.state.engine.clock().now(), !caller.sight().vehicle_identity);
    let mut tx = caller.begin().await?;
    let law = fleet::law(&caller, &mut tx).await?;
    let (map, shown) = fleet::look(&caller, &mut tx, |board, sightings| {
        let (spots, total) = fleet::within(board, sightings, &wanted, &bounds, &law);
        let (mut shown, in_view) = (Shown::default(), spots.len());
        let mut map =
            FleetMap { total, in_view, now, resolution: None, cells: Vec::new(), points: MapPoints::default() };
        if in_view > MOST_POINTS {
            let (used, cells) = cells(&spots, resolution(zoom, &bounds));
            (map.resolution, map.cells) = (Some(u8::from(used)), cells);
            spots.iter().for_each(|spot| shown.count(spot));
        } else {
            for spot in &spots {
                shown.add(spot);
                map.points.push(spot, masked, now);
            }
        }
        (map, shown)
    })
    .await?;
    shown.log(&caller, &mut tx, "map", area.bbox.as_deref()).await?;
    caller.commit(tx).await?;
    Ok(Json(map))
}

/// How many vehicles are in a box: nobody is told which.
pub(super) async fn count(caller: &Caller, area: &Area, choice: &Choice) -> Result<usize> {
    let (bounds, wanted) = (bounds(area)?, choice.wanted(caller)?);
    let mut tx = caller.begin().await?;
    let law = fleet::law(caller, &mut tx).await?;
    let count = fleet::look(caller, &mut tx, |board, sightings| {
        fleet::within(board, sightings, &wanted, &bounds, &law).0.len()
    })
    .await?;
    tx.commit().await?;
    Ok(count)
}

/// A page of the vehicles in a box, by id, for exports: logged as the map is.
pub(super) async fn list(caller: &Caller, area: &Area, choice: &Choice, paging: &Paging) -> Result<Page<MapVehicle>> {
    let (bounds, limit, after) = (bounds(area)?, paging.limit()?, paging.after::<Uuid>()?);
    let (wanted, masked) = (choice.wanted(caller)?, !caller.sight().vehicle_identity);
    let most = usize::try_from(limit).unwrap_or(0);
    let mut tx = caller.begin().await?;
    let law = fleet::law(caller, &mut tx).await?;
    let (items, shown) = fleet::look(caller, &mut tx, |board, sightings| {
        let (mut spots, _) = fleet::within(board, sightings, &wanted, &bounds, &law);
        spots.retain(|spot| after.is_none_or(|after| spot.car.id > after));
        spots.sort_unstable_by_key(|spot| spot.car.id);
        spots.truncate(most + 1);
        let mut shown = Shown::default();
        spots.iter().take(most).for_each(|spot| shown.add(spot));
        (spots.iter().map(|spot| item(spot, masked)).collect::<Vec<_>>(), shown)
    })
    .await?;
    shown.log(caller, &mut tx, "map", area.bbox.as_deref()).await?;
    caller.commit(tx).await?;
    Ok(page(items, limit, |item| item.vehicle_id))
}

fn item(spot: &Spot<'_>, masked: bool) -> MapVehicle {
    let plate = spot.car.plate.as_deref();
    MapVehicle {
        vehicle_id: spot.car.id,
        plate: plate.map(|plate| if masked { mask::identifier(plate) } else { plate.to_owned() }),
        precision: spot.precision,
        lat: spot.lat,
        lon: spot.lon,
        at: spot.fix.at,
        received_at: spot.seen.seen_at,
        connected: spot.seen.connected,
        worst_severity: spot.car.severity,
        open_case: spot.car.case.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_as_large_on_every_zoom() {
        let at = |zoom, bounds: &Bounds| u8::from(resolution(Some(zoom), bounds));
        let shanghai = Bounds { west: 121.0, south: 31.0, east: 122.0, north: 31.5 };
        assert_eq!(at(0.0, &Bounds::WORLD), 0);
        assert_eq!([5.0, 8.0, 11.0, 14.0].map(|zoom| at(zoom, &shanghai)), [3, 5, 8, 9]);
        assert_eq!(at(24.0, &shanghai), 9, "no finer than what is known");
        // A degree on 1 000 pixels is about zoom 9.5.
        assert_eq!(resolution(None, &shanghai), resolution(Some(9.46), &shanghai));
    }
}
