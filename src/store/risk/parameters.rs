//! By which parameters a lender's scores are made: every version is kept.

use crate::store::StoreError;
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::risk::RiskParameters;
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use std::collections::HashMap;
use utoipa::ToSchema;

/// A version of the parameters.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct RiskVersion {
    /// Which, counted by the lender; 0 is what is built in.
    pub version: i32,
    /// The whole of them.
    #[schema(value_type = Object)]
    pub parameters: Json<RiskParameters>,
    /// Why it was made.
    pub note: Option<String>,
    /// When.
    pub created_at: Option<DateTime<Utc>>,
    /// By whom.
    pub created_by: Option<String>,
    /// Their name; null for programs, and for people of the platform.
    pub created_by_name: Option<String>,
}

impl RiskVersion {
    /// What counts while a lender has made none.
    pub fn built_in() -> RiskVersion {
        let parameters = Json(RiskParameters::default());
        RiskVersion { version: 0, parameters, note: None, created_at: None, created_by: None, created_by_name: None }
    }
}

/// A lender's versions, newest first; of those before `before`.
pub async fn versions(
    c: &mut PgConnection,
    lender: LenderNo,
    before: Option<i32>,
    limit: i64,
) -> Result<Vec<RiskVersion>, StoreError> {
    Ok(sqlx::query_as(
        "select p.version, p.parameters, p.note, p.created_at, p.created_by, u.display_name as created_by_name
         from risk_parameters p
         left join app_user u on u.id = case when p.created_by like 'user:%' then substr(p.created_by, 6)::uuid end
         where p.lender_no = $1 and ($2::int4 is null or p.version < $2) order by p.version desc limit $3",
    )
    .bind(lender.0)
    .bind(before)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// What counts for a lender.
pub async fn current(c: &mut PgConnection, lender: LenderNo) -> Result<RiskVersion, StoreError> {
    Ok(versions(c, lender, None, 1).await?.pop().unwrap_or_else(RiskVersion::built_in))
}

/// What counts for each of these lenders; those that are missing have the built-in ones.
pub async fn in_force(c: &mut PgConnection, lenders: &[i32]) -> Result<HashMap<LenderNo, RiskParameters>, StoreError> {
    let rows: Vec<(i32, Json<RiskParameters>)> = sqlx::query_as(
        "select distinct on (lender_no) lender_no, parameters from risk_parameters where lender_no = any ($1)
         order by lender_no, version desc",
    )
    .bind(lenders)
    .fetch_all(c)
    .await?;
    Ok(rows.into_iter().map(|(lender, Json(parameters))| (LenderNo(lender), parameters)).collect())
}

/// Brings a version into force: scores are made anew by it. Constraint `risk_parameters_pkey` where somebody else has made
/// one of that number.
pub async fn insert(
    c: &mut PgConnection,
    lender: LenderNo,
    parameters: &RiskParameters,
    note: &str,
    by: &str,
    wall: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into risk_parameters (lender_no, version, parameters, note, created_at, created_by)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(lender.0)
    .bind(i32::try_from(parameters.version).unwrap_or(i32::MAX))
    .bind(Json(parameters))
    .bind(note)
    .bind(wall)
    .bind(by)
    .execute(c)
    .await?;
    Ok(())
}
