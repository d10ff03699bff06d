//! Devices that talk to us and that nobody has registered, as operators see them.

use super::StoreError;
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;

/// An unregistered device.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct Stranger {
    /// What it speaks.
    pub protocol: String,
    /// What it calls itself.
    pub device_id: String,
    /// First heard of.
    pub first_seen: DateTime<Utc>,
    /// Last heard of.
    pub last_seen: DateTime<Utc>,
    /// Messages since then.
    pub messages: i64,
    /// Its last address.
    pub peer: Option<String>,
    /// The last few packets, hex.
    #[schema(value_type = Vec<String>)]
    pub last_packets: serde_json::Value,
}

/// A page of them, by protocol and device id.
pub async fn list(
    c: &mut PgConnection,
    after: Option<(String, String)>,
    limit: i64,
) -> Result<Vec<Stranger>, StoreError> {
    let (protocol, device) = after.unzip();
    Ok(sqlx::query_as(
        "select protocol, device_id, first_seen, last_seen, messages, peer, last_packets from quarantine
         where ($1::text is null or (protocol, device_id) > ($1, $2)) order by protocol, device_id limit $3",
    )
    .bind(protocol)
    .bind(device)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// Forgets one; false where there was none.
pub async fn delete(c: &mut PgConnection, protocol: &str, device_id: &str) -> Result<bool, StoreError> {
    let done = sqlx::query("delete from quarantine where protocol = $1 and device_id = $2")
        .bind(protocol)
        .bind(device_id)
        .execute(c)
        .await?;
    Ok(done.rows_affected() > 0)
}
