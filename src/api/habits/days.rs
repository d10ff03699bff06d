//! Days of a car, for a calendar.

use crate::api::caller::{Caller, lender_row};
use crate::api::disclosure::{Precision, Why, decide};
use crate::api::error::{Error, Result};
use crate::api::locations::whose;
use crate::api::request::{Path, Query};
use crate::store::habits::{self, Day};
use crate::store::policy::Place;
use axum::Json;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Days in one question at most.
const MOST: i64 = 31;

/// Which days.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DayPeriod {
    /// The first day, in the lender's zone.
    pub from: NaiveDate,
    /// The last day; at most 30 after it.
    pub to: NaiveDate,
}

/// Days of a car.
#[derive(Debug, Serialize, ToSchema)]
pub struct DayList {
    /// How exactly they are shown: coarse, only the number of fixes.
    pub precision: Precision,
    /// The zone whose days they are.
    pub time_zone: String,
    /// The days that have fixes, oldest first.
    pub items: Vec<Day>,
}

/// Days of a vehicle
///
/// Kilometres, trips, time in motion and fixes of each day. Precise under the same rule as `position`; every look is
/// logged. Times are the devices' own: a clock that was wrong puts a fix on the wrong day.
#[utoipa::path(get, path = "/vehicles/{id}/days", tag = "locations", operation_id = "vehicle_days",
    params(("id" = Uuid, Path), DayPeriod, Why),
    responses((status = 200, body = DayList), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn list(
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(period): Query<DayPeriod>,
    Query(why): Query<Why>,
) -> Result<Json<DayList>> {
    let length = (period.to - period.from).num_days() + 1;
    if !(1..=MOST).contains(&length) {
        return Err(Error::invalid(
            "period_out_of_range",
            "to",
            "the period is empty or longer than 31 days",
            "ask for at most 31 days at a time",
        ));
    }
    let mut tx = caller.begin().await?;
    let whose = whose(&mut tx, id).await?;
    let lender = lender_row(&mut tx, whose.lender).await?;
    let zone = Place::of(&lender)?.zone;
    // The last day ends where the next one begins, however many hours it has.
    let begins = |day: NaiveDate| -> DateTime<Utc> {
        let local = day.and_time(NaiveTime::MIN).and_local_timezone(zone);
        // Where the clock jumps over midnight the day begins an hour later.
        local.earliest().map_or_else(|| day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(1), |t| t.to_utc())
    };
    let end = period.to.checked_add_days(Days::new(1)).unwrap_or(period.to);
    let precision = decide(&caller, &mut tx, whose, "days", &why, true).await?.precision;
    let mut items =
        habits::days(&mut tx, whose.vehicle_no, (begins(period.from), begins(end)), &lender.time_zone).await?;
    caller.commit(tx).await?;
    if precision == Precision::Coarse {
        for day in &mut items {
            (day.km, day.trips, day.moving_s) = (None, None, None);
        }
    }
    Ok(Json(DayList { precision, time_zone: lender.time_zone, items }))
}
