//! Where the car of an order is, for the contractor who looks for it.

use super::work::vendor;
use super::work_view::own;
use crate::api::caller::Caller;
use crate::api::error::Result;
use crate::api::request::Path;
use crate::recovery::{Car, OpenCase, Tonight, judge_link, tonight};
use crate::store::tracks;
use axum::Json;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::ids::LenderNo;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Stops shown by a recovery link.
const STOPS: i64 = 100;
/// They begin at most so long ago.
const STOPS_FOR: TimeDelta = TimeDelta::days(3);

/// Where the car is, for the contractor who looks for it.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkPosition {
    /// The link lives until then.
    pub until: DateTime<Utc>,
    /// A page with the same, for a driver without a login: with our address before it where that is configured.
    pub page: String,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// When it was there, by the tracker.
    pub at: Option<DateTime<Utc>>,
    /// Stops of the last three days, newest first.
    pub stops: Vec<tracks::StayView>,
    /// Where it most likely spends the coming night; null where too little is known of it.
    pub tonight: Option<NightPlace>,
}

/// Where a car most likely spends the night.
#[derive(Debug, Serialize, ToSchema)]
pub struct NightPlace {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How likely it is there, 0 to 1.
    pub p: f64,
    /// When it usually comes there within the night.
    pub from: DateTime<Utc>,
    /// When it usually leaves within the night.
    pub to: DateTime<Utc>,
}

impl NightPlace {
    fn of(tonight: &Tonight) -> Option<NightPlace> {
        let best = tonight.places.first()?;
        Some(NightPlace { lat: best.point.lat(), lon: best.point.lon(), p: best.p, from: best.from, to: best.to })
    }
}

/// Where the car is
///
/// For seven days from the first look at most, and only while the order is worked on: it ends with completion, with
/// withdrawal, and at once with any hold. The law of the place may refuse it. Every look is logged.
#[utoipa::path(get, path = "/work/orders/{id}/position", tag = "work", params(("id" = Uuid, Path)),
    responses((status = 200, body = WorkPosition), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn position(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<WorkPosition>> {
    let vendor = vendor(&caller)?;
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let case = own(&mut tx, id, vendor).await?.case;
    let open = OpenCase::lock(&mut tx, &doing, case.0).await?;
    let order = own(&mut tx, id, vendor).await?;
    let link = crate::recovery::position_link(&mut tx, &doing, &open, &order).await?;
    let car = Car { id: open.loan.vehicle_id, lender_no: open.stored.lender_no };
    judge_link(&mut tx, &doing, car).await?;
    let latest = tracks::latest(&mut tx, open.loan.vehicle_no).await?;
    let newest = latest.into_iter().find(|row| row.lat.is_some());
    let since = (Some(doing.now - STOPS_FOR), Some(doing.now));
    let stops = tracks::stays(&mut tx, open.loan.vehicle_no, since, None, STOPS).await?;
    let tonight = tonight(&mut tx, open.loan.vehicle_no, &open.place, doing.now).await?;
    let data = serde_json::json!({ "what": "recovery_link", "order": id, "vendor": vendor, "purpose": "order" });
    let (lender, vehicle) = (LenderNo(open.stored.lender_no), ("vehicle", open.loan.vehicle_id));
    caller.log(&mut tx, Some(lender), vehicle, "location_disclosed", None, data).await?;
    caller.commit(tx).await?;
    Ok(Json(WorkPosition {
        until: link.expires_at,
        page: crate::api::public::link::address(&caller.state, link.id),
        lat: newest.as_ref().and_then(|row| row.lat),
        lon: newest.as_ref().and_then(|row| row.lon),
        at: newest.and_then(|row| row.device_time),
        stops,
        tonight: tonight.as_ref().and_then(NightPlace::of),
    }))
}
