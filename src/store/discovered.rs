//! Sites that were discovered, as people read them and decide about them.

use super::StoreError;
use chrono::{DateTime, Utc};
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::LenderNo;
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// A site that was discovered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Discovered {
    /// Its id.
    pub id: Uuid,
    /// Latitude of the centre, degrees.
    pub lat: f64,
    /// Longitude of the centre, degrees.
    pub lon: f64,
    /// Around what ended there, as a GeoJSON polygon.
    #[schema(value_type = Object)]
    pub geometry: serde_json::Value,
    /// The lender's vehicles that ended there, in order of their ends.
    pub vehicles: Vec<Uuid>,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
    /// Why.
    #[schema(value_type = Vec<Object>)]
    pub evidence: serde_json::Value,
    /// When the evidence was complete, engine time.
    pub found_at: DateTime<Utc>,
    /// Last change, engine time.
    pub updated_at: DateTime<Utc>,
}

#[derive(Debug, FromRow)]
struct Row {
    id: Uuid,
    lender_no: i32,
    lat_e7: i32,
    lon_e7: i32,
    ring: Json<Vec<Point>>,
    vehicles: Vec<Uuid>,
    confidence: f64,
    evidence: serde_json::Value,
    found_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl Row {
    fn shown(self) -> Discovered {
        let mut ring: Vec<[f64; 2]> = self.ring.0.iter().map(|p| [p.lon(), p.lat()]).collect();
        ring.extend(ring.first().copied());
        let at = Point { lat_e7: self.lat_e7, lon_e7: self.lon_e7 };
        Discovered {
            id: self.id,
            lat: at.lat(),
            lon: at.lon(),
            geometry: serde_json::json!({ "type": "Polygon", "coordinates": [ring] }),
            vehicles: self.vehicles,
            confidence: self.confidence,
            evidence: self.evidence,
            found_at: self.found_at,
            updated_at: self.updated_at,
        }
    }
}

/// The columns of `discovered_site` as they are shown.
macro_rules! rows {
    ($rest:literal) => {
        concat!(
            "select d.id, d.lender_no, d.lat_e7, d.lon_e7, d.ring, d.confidence, d.evidence, d.found_at, d.updated_at,
                    coalesce((select array_agg(v.id order by n) from unnest(d.vehicles) with ordinality as e (no, n)
                              join vehicle v on v.vehicle_no = e.no), '{}') as vehicles
             from discovered_site d where d.decision is null ",
            $rest
        )
    };
}

/// Discovered sites that nobody has decided about, by id.
pub async fn list(c: &mut PgConnection, after: Option<Uuid>, limit: i64) -> Result<Vec<Discovered>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(rows!("and ($1::uuid is null or d.id > $1) order by d.id limit $2"))
        .bind(after)
        .bind(limit)
        .fetch_all(c)
        .await?;
    Ok(rows.into_iter().map(Row::shown).collect())
}

/// One that nobody has decided about, locked until the transaction ends; with its lender and its corners.
pub async fn for_update(
    c: &mut PgConnection,
    id: Uuid,
) -> Result<Option<(Discovered, LenderNo, Vec<Point>)>, StoreError> {
    let row: Option<Row> = sqlx::query_as(rows!("and d.id = $1 for update of d")).bind(id).fetch_optional(c).await?;
    Ok(row.map(|row| {
        let (lender, ring) = (LenderNo(row.lender_no), row.ring.0.clone());
        (row.shown(), lender, ring)
    }))
}

/// What a person decided.
#[derive(Debug)]
pub struct Decision<'a> {
    /// The known site that it became; without one it is none.
    pub site: Option<Uuid>,
    /// Who.
    pub by: &'a str,
    /// Why.
    pub reason: &'a str,
    /// When, by the wall.
    pub at: DateTime<Utc>,
}

/// Writes what was decided.
pub async fn decide(c: &mut PgConnection, id: Uuid, decision: &Decision<'_>) -> Result<(), StoreError> {
    sqlx::query(
        "update discovered_site set decision = $2, site_id = $3, decided_by = $4, reason = $5, decided_at = $6
         where id = $1 and decision is null",
    )
    .bind(id)
    .bind(if decision.site.is_some() { "confirmed" } else { "dismissed" })
    .bind(decision.site)
    .bind(decision.by)
    .bind(decision.reason)
    .bind(decision.at)
    .execute(c)
    .await?;
    Ok(())
}

/// The alerts that told of a site and are not resolved: one for the lender, and those of its earlier vehicles at most.
pub async fn alerts(c: &mut PgConnection, id: Uuid) -> Result<Vec<Uuid>, StoreError> {
    Ok(sqlx::query_scalar(
        "select a.id from discovered_site d join alert a on a.lender_no = d.lender_no and a.episode_key = d.key
         where d.id = $1 and a.type = 'site_discovered' and a.state <> 'retracted' and a.desk_state <> 'resolved'
         order by a.id limit 100",
    )
    .bind(id)
    .fetch_all(c)
    .await?)
}
