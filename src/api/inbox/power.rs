//! The voltage around an alert.

use crate::api::caller::Caller;
use crate::api::error::{Error, Result};
use crate::api::request::{Path, Query, Timestamp};
use crate::store::inbox::supply::{self, Reading};
use axum::Json;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::inbox::keeping_extremes;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Longest piece of a series in one question.
const LONGEST: TimeDelta = TimeDelta::days(7);
/// Shown around an alert unasked.
const AROUND: TimeDelta = TimeDelta::hours(24);
/// Readings of one tracker in an answer.
const MOST: usize = 2000;
const USUAL: usize = 600;

/// Which piece.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PowerPeriod {
    /// From (inclusive), by the corrected clock of the device; a day before the alert if left out.
    pub from: Option<Timestamp>,
    /// Until (exclusive), at most 7 days later; a day after the alert if left out.
    pub to: Option<Timestamp>,
    /// Readings of each tracker and kind at most, 40 to 2000; default 600.
    #[param(minimum = 40, maximum = 2000, default = 600)]
    pub points: Option<usize>,
}

/// One value and its time.
#[derive(Debug, Serialize, ToSchema)]
pub struct PowerPoint {
    /// When, by the device.
    pub at: DateTime<Utc>,
    /// mV, or percent.
    pub value: i32,
}

/// What one tracker told.
#[derive(Debug, Serialize, ToSchema)]
pub struct PowerSeries {
    /// Which tracker.
    pub tracker_id: Uuid,
    /// IMEI or terminal id.
    pub device_id: String,
    /// `wired`, `wireless` or `obd`.
    pub role: String,
    /// Voltage of the vehicle's wiring, mV, oldest first.
    pub power_mv: Vec<PowerPoint>,
    /// Charge of the tracker's own battery, percent, oldest first.
    pub battery_pct: Vec<PowerPoint>,
}

/// Voltage around an alert.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlertPower {
    /// When the alert happened.
    pub event_at: DateTime<Utc>,
    /// From (inclusive).
    pub from: DateTime<Utc>,
    /// Until (exclusive).
    pub to: DateTime<Utc>,
    /// There are so many readings that the last of the period are left out.
    pub cut_short: bool,
    /// One per tracker that told of power; empty where none did.
    pub items: Vec<PowerSeries>,
}

/// Voltage around an alert
///
/// Of the vehicle's trackers while they were in it. A long series is thinned so that every dip and peak stays. It holds no
/// place: who may see the alert may see it, and it is no look at a location.
#[utoipa::path(get, path = "/alerts/{id}/power", tag = "alerts", operation_id = "show_alert_power",
    params(("id" = Uuid, Path), PowerPeriod),
    responses((status = 200, body = AlertPower), (status = 404, body = crate::api::Problem),
              (status = 422, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>, Query(of): Query<PowerPeriod>) -> Result<Json<AlertPower>> {
    let points = of.points.unwrap_or(USUAL);
    if !(40..=MOST).contains(&points) {
        let what = format!("{points} is not 40 to {MOST}");
        return Err(Error::invalid("points_out_of_range", "points", what, "ask for 40 to 2000 readings"));
    }
    let mut tx = caller.begin().await?;
    let subject = supply::subject(&mut tx, id).await?.ok_or(Error::NotFound("alert"))?;
    let from = of.from.map_or(subject.event_at - AROUND, |t| t.0);
    let to = of.to.map_or(subject.event_at + AROUND, |t| t.0);
    if to <= from || to - from > LONGEST {
        return Err(Error::invalid(
            "period_out_of_range",
            "to",
            "the period is empty or longer than 7 days",
            "ask for at most 7 days at a time",
        ));
    }
    let tellers = supply::tellers(&mut tx, subject.vehicle_no).await?;
    let readings = supply::readings(&mut tx, subject.vehicle_no, from, to).await?;
    tx.commit().await?;
    let cut_short = i64::try_from(readings.len()).is_ok_and(|n| n >= supply::LOOKED);
    let items = tellers.into_iter().map(|teller| {
        let of = |value: fn(&Reading) -> Option<i32>| {
            let own = readings.iter().filter(|r| r.tracker_no == teller.tracker_no);
            thinned(own.filter_map(|r| Some((r.at, value(r)?))).collect(), points)
        };
        PowerSeries {
            power_mv: of(|r| r.power_mv),
            battery_pct: of(|r| r.battery_pct.map(i32::from)),
            tracker_id: teller.tracker_id,
            device_id: teller.device_id,
            role: teller.role,
        }
    });
    let told = |series: &PowerSeries| !series.power_mv.is_empty() || !series.battery_pct.is_empty();
    Ok(Json(AlertPower { event_at: subject.event_at, from, to, cut_short, items: items.filter(told).collect() }))
}

fn thinned(series: Vec<(DateTime<Utc>, i32)>, most: usize) -> Vec<PowerPoint> {
    keeping_extremes(&series, most).into_iter().map(|i| PowerPoint { at: series[i].0, value: series[i].1 }).collect()
}
