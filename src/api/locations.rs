//! Where a vehicle is, was and sleeps. See `disclosure` for how exactly it is shown.

use super::caller::{Caller, Tx};
use super::disclosure::{Precision, Shown, Whose, Why, decide};
use super::error::{Error, Result};
use super::habits;
use super::request::{Page, Paging, Path, Query, Timestamp, page};
use crate::store::tracks::{self, PlaceView, StayView, VisitView};
use crate::store::vehicles;
use axum::Json;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::observation::Flags;
use lienwatch_domain::refusal::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Longest piece of a track in one question.
const MAX_TRACK: TimeDelta = TimeDelta::days(31);

pub(super) async fn whose(tx: &mut Tx, id: Uuid) -> Result<Whose> {
    let (vehicle_no, lender) = vehicles::number(tx, id).await?.ok_or(Error::NotFound("vehicle"))?;
    Ok(Whose { vehicle_no, vehicle_id: id, lender: LenderNo(lender) })
}

/// Where a tracker of the vehicle was last.
#[derive(Debug, Serialize, ToSchema)]
pub struct LastPosition {
    /// Which tracker.
    pub tracker_id: Uuid,
    /// IMEI or terminal id.
    pub device_id: String,
    /// `wired`, `wireless` or `obd`.
    pub role: String,
    /// Last sign of life.
    pub received_at: DateTime<Utc>,
    /// When it was there, by the device; null where it never had a location.
    pub at: Option<DateTime<Utc>>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// km/h; only precise.
    pub speed_kph: Option<f64>,
    /// Degrees; only precise.
    pub course: Option<i16>,
    /// A connection is open; of a tracker without one: it was heard within 16 minutes.
    pub connected: bool,
    /// Internal battery, percent.
    pub battery_pct: Option<i16>,
    /// External voltage, mV.
    pub power_mv: Option<i32>,
}

/// The last positions.
#[derive(Debug, Serialize, ToSchema)]
pub struct Positions {
    /// How exactly they are shown.
    pub precision: Precision,
    /// The rule of the law that keeps the precise place back, why, and what would do; null where none does.
    #[schema(value_type = Option<Object>)]
    pub withheld: Option<Refusal>,
    /// One per tracker, newest first.
    pub items: Vec<LastPosition>,
}

/// Where the vehicle was last, by tracker
///
/// Precise for an open alert, an open case or a typed `reason`, where the law of the place lets it; otherwise the centre of
/// an H3 cell of resolution 6, with the rule that keeps the precise place back under `withheld`. Every look is logged.
#[utoipa::path(get, path = "/vehicles/{id}/position", tag = "locations", params(("id" = Uuid, Path), Why),
    responses((status = 200, body = Positions), (status = 404, body = super::Problem)))]
pub async fn position(caller: Caller, Path(id): Path<Uuid>, Query(why): Query<Why>) -> Result<Json<Positions>> {
    let mut tx = caller.begin().await?;
    let whose = whose(&mut tx, id).await?;
    let Shown { precision, withheld } = decide(&caller, &mut tx, whose, "position", &why, false).await?;
    let rows = tracks::latest(&mut tx, whose.vehicle_no).await?;
    caller.commit(tx).await?;
    let precise = precision == Precision::Precise;
    let shown = |row: tracks::Latest| {
        let place = row.lat.zip(row.lon).map(|(lat, lon)| precision.show(lat, lon));
        LastPosition {
            tracker_id: row.tracker_id,
            device_id: row.device_id,
            role: row.role,
            received_at: row.received_at,
            at: row.device_time,
            lat: place.map(|p| p.0),
            lon: place.map(|p| p.1),
            speed_kph: row.speed_kph.filter(|_| precise),
            course: row.course.filter(|_| precise),
            connected: row.connected,
            battery_pct: row.battery_pct,
            power_mv: row.power_mv,
        }
    };
    Ok(Json(Positions { precision, withheld, items: rows.into_iter().map(shown).collect() }))
}

/// Which piece of a track.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TrackPeriod {
    /// From (inclusive), by the device.
    pub from: Timestamp,
    /// Until (exclusive); at most 31 days later.
    pub to: Timestamp,
}

/// A point of a track.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrackPointView {
    /// Which tracker.
    pub tracker_id: Uuid,
    /// When, by the device.
    pub at: DateTime<Utc>,
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// km/h.
    pub speed_kph: Option<f64>,
    /// Degrees.
    pub course: Option<i16>,
    /// The device vouches for it.
    pub valid: bool,
    /// From cell towers or Wi-Fi.
    pub coarse_fix: bool,
    /// Ignition on or off; null where the row does not say.
    pub ignition: Option<bool>,
    /// Whether the car's power reaches the tracker; null where the row does not say.
    pub external_power: Option<bool>,
    /// External voltage, mV.
    pub power_mv: Option<i32>,
    /// Internal battery, percent.
    pub battery_pct: Option<i16>,
}

/// A piece of a track.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrackPage {
    /// How exactly it is shown.
    pub precision: Precision,
    /// The rule of the law that keeps the precise places back, why, and what would do; null where none does.
    #[schema(value_type = Option<Object>)]
    pub withheld: Option<Refusal>,
    /// Oldest first.
    pub items: Vec<TrackPointView>,
    /// Hand it back as `cursor` for the next page; null at the end.
    pub next_cursor: Option<String>,
}

/// Where the vehicle was between two times
///
/// Precise under the same rule as `position`.
#[utoipa::path(get, path = "/vehicles/{id}/track", tag = "locations", params(("id" = Uuid, Path), TrackPeriod, Why, Paging),
    responses((status = 200, body = TrackPage), (status = 404, body = super::Problem)))]
pub async fn track(
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(period): Query<TrackPeriod>,
    Query(why): Query<Why>,
    paging: Paging,
) -> Result<Json<TrackPage>> {
    let (from, to) = (period.from.0, period.to.0);
    if to <= from || to - from > MAX_TRACK {
        return Err(Error::invalid(
            "period_out_of_range",
            "to",
            "the period is empty or longer than 31 days",
            "ask for at most 31 days at a time",
        ));
    }
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let whose = whose(&mut tx, id).await?;
    let Shown { precision, withheld } = decide(&caller, &mut tx, whose, "track", &why, false).await?;
    let rows = tracks::track(&mut tx, whose.vehicle_no, from, to, after, limit + 1).await?;
    caller.commit(tx).await?;
    let precise = precision == Precision::Precise;
    let shown = |row: tracks::TrackPoint| {
        let (lat, lon) = precision.show(row.lat, row.lon);
        TrackPointView {
            tracker_id: row.tracker_id,
            at: row.at,
            received_at: row.received_at,
            lat,
            lon,
            speed_kph: row.speed_kph.filter(|_| precise),
            course: row.course.filter(|_| precise),
            valid: row.valid,
            coarse_fix: row.coarse,
            ignition: Flags(row.flags).ignition(),
            external_power: Flags(row.flags).external_power(),
            power_mv: row.power_mv,
            battery_pct: row.battery_pct,
        }
    };
    let Page { items, next_cursor } =
        page(rows.into_iter().map(shown).collect(), limit, |p: &TrackPointView| (p.at, p.tracker_id));
    Ok(Json(TrackPage { precision, withheld, items, next_cursor }))
}

/// Frequent places
///
/// Best first, with the hours and nights of the last 90 days. Every look is logged.
#[utoipa::path(get, path = "/vehicles/{id}/places", tag = "locations", params(("id" = Uuid, Path), Why),
    responses((status = 200, body = Page<PlaceView>), (status = 404, body = super::Problem)))]
pub async fn places(caller: Caller, Path(id): Path<Uuid>, Query(why): Query<Why>) -> Result<Json<Page<PlaceView>>> {
    let mut tx = caller.begin().await?;
    let whose = whose(&mut tx, id).await?;
    let Shown { precision, .. } = decide(&caller, &mut tx, whose, "places", &why, true).await?;
    let mut items = tracks::places(&mut tx, whose.vehicle_no).await?;
    if precision == Precision::Precise {
        habits::tell(&caller, &mut tx, whose, &mut items).await?;
    }
    caller.commit(tx).await?;
    for place in &mut items {
        (place.lat, place.lon) = precision.show(place.lat, place.lon);
    }
    Ok(Json(Page { items, next_cursor: None }))
}

/// Which period.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Period {
    /// What ends at or after.
    pub from: Option<Timestamp>,
    /// What begins before.
    pub to: Option<Timestamp>,
}

impl Period {
    fn bounds(&self) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
        (self.from.map(|t| t.0), self.to.map(|t| t.0))
    }
}

/// Stays, oldest first
#[utoipa::path(get, path = "/vehicles/{id}/stays", tag = "locations", params(("id" = Uuid, Path), Period, Why, Paging),
    responses((status = 200, body = Page<StayView>), (status = 404, body = super::Problem)))]
pub async fn stays(
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(period): Query<Period>,
    Query(why): Query<Why>,
    paging: Paging,
) -> Result<Json<Page<StayView>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let whose = whose(&mut tx, id).await?;
    let Shown { precision, .. } = decide(&caller, &mut tx, whose, "stays", &why, true).await?;
    let mut items = tracks::stays(&mut tx, whose.vehicle_no, period.bounds(), after, limit + 1).await?;
    caller.commit(tx).await?;
    for stay in &mut items {
        (stay.lat, stay.lon) = precision.show(stay.lat, stay.lon);
    }
    Ok(Json(page(items, limit, |s| s.arrive)))
}

/// Visits to known sites, oldest first
#[utoipa::path(get, path = "/vehicles/{id}/visits", tag = "locations", params(("id" = Uuid, Path), Period, Why, Paging),
    responses((status = 200, body = Page<VisitView>), (status = 404, body = super::Problem)))]
pub async fn visits(
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(period): Query<Period>,
    Query(why): Query<Why>,
    paging: Paging,
) -> Result<Json<Page<VisitView>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let whose = whose(&mut tx, id).await?;
    let Shown { precision, .. } = decide(&caller, &mut tx, whose, "visits", &why, true).await?;
    let items = match precision {
        Precision::Precise => tracks::visits(&mut tx, whose.vehicle_no, period.bounds(), after, limit + 1).await?,
        // A site is a precise place: without a purpose nothing of it is shown.
        Precision::Coarse => Vec::new(),
    };
    caller.commit(tx).await?;
    Ok(Json(page(items, limit, |v| (v.arrive, v.site_id))))
}
