//! The numbers that alerts were judged by.

use super::{Store, StoreError};
use chrono::{DateTime, Utc};
use lienwatch_domain::detect::{Parameters, rule};
use serde_json::Value;
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

/// What an alert was judged by.
#[derive(Debug, Clone, FromRow)]
pub struct JudgedBy {
    /// Its type.
    #[sqlx(rename = "type")]
    pub kind: String,
    /// The name of the parameters in force when it was raised; `None`: raised before that was kept.
    pub version: Option<String>,
    /// They themselves.
    pub parameters: Option<Json<Value>>,
    /// The name of those in force now.
    pub now: Option<String>,
}

impl Store {
    /// From `at` on alerts are judged by these.
    pub async fn judge_by(&self, parameters: &Parameters, at: DateTime<Utc>) -> Result<(), StoreError> {
        sqlx::query(
            "insert into detector_rules (version, parameters, used_at) values ($1, $2, $3)
             on conflict (version) do update set used_at = excluded.used_at",
        )
        .bind(rule::version(parameters))
        .bind(Json(rule::kept(parameters)))
        .bind(at)
        .execute(&self.worker)
        .await?;
        Ok(())
    }
}

/// What an alert was judged by; `None`: there is no such alert.
pub async fn judged_by(c: &mut PgConnection, alert: Uuid) -> Result<Option<JudgedBy>, StoreError> {
    Ok(sqlx::query_as(
        "select a.type, r.version, r.parameters,
                (select version from detector_rules order by used_at desc limit 1) as now
         from alert a left join detector_rules r on r.version = a.rules_version where a.id = $1",
    )
    .bind(alert)
    .fetch_optional(c)
    .await?)
}
