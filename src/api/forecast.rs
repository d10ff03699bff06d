//! Where a vehicle will be: the forecast over its stays. See `disclosure` for how exactly it is shown.

use super::caller::Caller;
use super::disclosure::{Precision, Whose, Why, decide};
use super::error::{Error, Result};
use super::request::{Path, Query, Timestamp};
use crate::recovery::foretell;
use crate::store::vehicles;
use axum::Json;
use chrono::{DateTime, Utc};
use lienwatch_domain::forecast::{Forecast, Window};
use lienwatch_domain::ids::LenderNo;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Which window, and as of when.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// The window begins.
    pub from: Timestamp,
    /// The window ends; at most 7 days later.
    pub to: Timestamp,
    /// Nothing after this moment is used. Unset: now.
    pub asof: Option<Timestamp>,
}

/// A place where the vehicle may be.
#[derive(Debug, Serialize, ToSchema)]
pub struct LikelyPlace {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How likely it is there for the longest part of the window, 0 to 1.
    pub p: f64,
    /// When it usually comes there within the window.
    pub from: DateTime<Utc>,
    /// When it usually leaves within the window.
    pub to: DateTime<Utc>,
    /// Last time there.
    pub last_seen: DateTime<Utc>,
    /// Stays there in the last 180 days.
    pub visits: u32,
    /// Time spent there in the last 180 days, seconds.
    pub dwell_s: i64,
}

/// What a model of the forecast was worth.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModelWeight {
    /// `often` (where it was most often in this window), `recent` (the same, lately and on such days), `from_here` (where
    /// it went from here), `last_time`, `stays_on` (the stay in progress goes on).
    pub model: String,
    /// Its share, learned of this vehicle; they sum to 1.
    pub weight: f64,
}

/// Where a vehicle will be.
#[derive(Debug, Serialize, ToSchema)]
pub struct ForecastView {
    /// How exactly it is shown.
    pub precision: Precision,
    /// As of when.
    pub asof: DateTime<Utc>,
    /// Places, best first.
    pub items: Vec<LikelyPlace>,
    /// How likely it is at none of them, 0 to 1.
    pub elsewhere: f64,
    /// Earlier windows that it rests on.
    pub windows: usize,
    /// How much each model counted.
    pub models: Vec<ModelWeight>,
}

/// Where the vehicle will be
///
/// Its places with probabilities for a window of up to 7 days, best first, from stays known at `asof`. Precise under the
/// same rule as `places`. Every look is logged.
#[utoipa::path(get, path = "/vehicles/{id}/forecast", tag = "locations", params(("id" = Uuid, Path), Asked, Why),
    responses((status = 200, body = ForecastView), (status = 404, body = super::Problem),
        (status = 422, body = super::Problem)))]
pub async fn show(
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
    Query(why): Query<Why>,
) -> Result<Json<ForecastView>> {
    let window = Window::new(asked.from.0, asked.to.0).map_err(|error| {
        Error::invalid("period_out_of_range", "to", error.to_string(), "ask for a window of up to 7 days")
    })?;
    let now = caller.state.engine.clock().now();
    let asof = asked.asof.map_or(now, |t| t.0.min(now));
    let mut tx = caller.begin().await?;
    let (vehicle_no, lender) = vehicles::number(&mut tx, id).await?.ok_or(Error::NotFound("vehicle"))?;
    let whose = Whose { vehicle_no, vehicle_id: id, lender: LenderNo(lender) };
    let precision = decide(&caller, &mut tx, whose, "forecast", &why, true).await?.precision;
    let said = foretell(&mut tx, vehicle_no, window, asof).await?;
    caller.commit(tx).await?;
    Ok(Json(shown(said, asof, precision)))
}

fn shown(said: Forecast, asof: DateTime<Utc>, precision: Precision) -> ForecastView {
    let place = |item: lienwatch_domain::forecast::Likely| {
        let (lat, lon) = precision.show(item.point.lat(), item.point.lon());
        LikelyPlace {
            lat,
            lon,
            p: item.p,
            from: item.from,
            to: item.to,
            last_seen: item.last_seen,
            visits: item.visits,
            dwell_s: item.dwell_s,
        }
    };
    let models = said.basis.weights.iter().map(|(m, weight)| ModelWeight { model: m.name().into(), weight: *weight });
    ForecastView {
        precision,
        asof,
        elsewhere: said.elsewhere,
        windows: said.basis.windows,
        models: models.collect(),
        items: said.items.into_iter().map(place).collect(),
    }
}
