//! Scores as people read them.

use crate::store::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use lienwatch_domain::risk::{Reason, RiskScore};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// Where points come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RiskReason {
    /// `overdue`, `first_payment_default`, `pledge_fraud`, or `alert`.
    pub factor: String,
    /// The type of the alerts, where they are the reason.
    pub alert: Option<String>,
    /// Points, before the sum is cut off at 100.
    pub points: f64,
    /// Age of the youngest of its alerts, seconds: 0 while one lasts, and for a loan's standing.
    pub age_s: i64,
    /// The alerts, heaviest first, at most 20.
    pub evidence: Vec<Uuid>,
}

impl RiskReason {
    /// As people read it.
    pub fn of(reason: &Reason) -> RiskReason {
        RiskReason {
            factor: reason.factor.name().to_owned(),
            alert: reason.alert.map(|kind| kind.name().to_owned()),
            // A tenth of a point is more than anybody can tell apart.
            points: (reason.points * 10.0).round() / 10.0,
            age_s: reason.age_s,
            evidence: reason.evidence.iter().map(|id| id.0).collect(),
        }
    }
}

/// How much a loan is at risk.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct RiskView {
    /// 0 to 100.
    pub points: i16,
    /// `green`, `watch`, `high` or `critical`.
    pub band: String,
    /// Long overdue, and something is going on with the car: the band was lifted by one.
    pub escalated: bool,
    /// Why, heaviest first.
    #[schema(value_type = Vec<RiskReason>)]
    pub reasons: Json<Vec<RiskReason>>,
    /// By which version of the parameters.
    pub version: i32,
    /// As of when, by the engine's clock; null where nothing was ever there to be judged.
    pub computed_at: Option<DateTime<Utc>>,
    /// The loan that was judged.
    pub loan_id: Option<Uuid>,
}

impl RiskView {
    /// Of a score that was just made.
    pub fn of(score: &RiskScore, loan: Option<Uuid>, now: DateTime<Utc>) -> RiskView {
        RiskView {
            points: i16::from(score.points),
            band: score.band.name().to_owned(),
            escalated: score.escalated,
            reasons: Json(score.reasons.iter().map(RiskReason::of).collect()),
            version: i32::try_from(score.version).unwrap_or(i32::MAX),
            computed_at: Some(now),
            loan_id: loan,
        }
    }

    /// Where there is neither loan nor alert.
    pub fn none() -> RiskView {
        RiskView {
            points: 0,
            band: "green".to_owned(),
            escalated: false,
            reasons: Json(Vec::new()),
            version: 0,
            computed_at: None,
            loan_id: None,
        }
    }
}

/// The score of a vehicle as it was made last.
pub async fn of_vehicle(c: &mut PgConnection, vehicle_no: i32) -> Result<Option<RiskView>, StoreError> {
    Ok(sqlx::query_as(
        "select points, band, escalated, reasons, version, computed_at, loan_id from risk_score where vehicle_no = $1",
    )
    .bind(vehicle_no)
    .fetch_optional(c)
    .await?)
}

/// A day's score.
#[derive(Debug, Clone, PartialEq, Serialize, FromRow, ToSchema)]
pub struct RiskDay {
    /// Which, in the lender's zone.
    pub day: NaiveDate,
    /// The score when it ended.
    pub points: i16,
    /// Its band.
    pub band: String,
    /// By which version of the parameters.
    pub version: i32,
}

/// The first and the last day that a vehicle's history tells of.
pub async fn told(c: &mut PgConnection, vehicle_no: i32) -> Result<Option<(NaiveDate, NaiveDate)>, StoreError> {
    Ok(sqlx::query_as("select days_from, days_until from risk_score where vehicle_no = $1")
        .bind(vehicle_no)
        .fetch_optional(c)
        .await?)
}

/// The days from `first` to `last` on which the score was not that of the day before, and the one that stood when `first`
/// began; oldest first.
pub async fn changes(
    c: &mut PgConnection,
    vehicle_no: i32,
    (first, last): (NaiveDate, NaiveDate),
) -> Result<Vec<RiskDay>, StoreError> {
    Ok(sqlx::query_as(
        "select day, points, band, version from risk_day where vehicle_no = $1 and day <= $3
           and day >= coalesce((select max(day) from risk_day where vehicle_no = $1 and day <= $2), $2)
         order by day",
    )
    .bind(vehicle_no)
    .bind(first)
    .bind(last)
    .fetch_all(c)
    .await?)
}
