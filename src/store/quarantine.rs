//! Devices that talk to us and that nobody has registered, as operators see them.

use super::StoreError;
use chrono::{DateTime, Utc};
use lienwatch_protocols::{Protocol, guess};
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;

/// An unregistered device, or an address from which nobody said a name.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct Stranger {
    /// What is spoken on the port it came to.
    pub protocol: String,
    /// What paths of this API call it: the device id, or `@` and the address.
    pub key: String,
    /// What it calls itself; null where it never said.
    pub device_id: Option<String>,
    /// First heard of.
    pub first_seen: DateTime<Utc>,
    /// Last heard of.
    pub last_seen: DateTime<Utc>,
    /// Packets since then; where it never said a name, connections.
    pub messages: i64,
    /// Its last address.
    pub peer: Option<String>,
    /// The first packet, hex: the login as a rule.
    pub first_packet: Option<String>,
    /// The last few packets, hex, oldest first.
    #[schema(value_type = Vec<String>)]
    pub last_packets: serde_json::Value,
    /// Families that the first bytes look like, where they do not fit the port's protocol: several where the bytes do
    /// not say which, none where they look like nothing known. Null where they fit.
    #[sqlx(skip)]
    pub looks_like: Option<Vec<String>>,
}

impl Stranger {
    fn guessed(mut self) -> Stranger {
        let first = self.first_packet.as_deref().or_else(|| self.last_packets.get(0)?.as_str()).unwrap_or_default();
        let bytes = hex::decode(first).unwrap_or_default();
        let guess = guess(&bytes);
        let fits = bytes.is_empty() || Protocol::from_name(&self.protocol).is_some_and(|p| guess.fits(p));
        self.looks_like = (!fits).then(|| guess.families().iter().map(|f| f.name().to_owned()).collect());
        self
    }
}

const COLUMNS: &str = "select protocol, device_id as key, case when nameless then null else device_id end as device_id,
                              first_seen, last_seen, messages, peer, first_packet, last_packets from quarantine";

/// A page of them, by protocol and key.
pub async fn list(
    c: &mut PgConnection,
    after: Option<(String, String)>,
    limit: i64,
) -> Result<Vec<Stranger>, StoreError> {
    let (protocol, key) = after.unzip();
    let sql = format!(
        "{COLUMNS} where ($1::text is null or (protocol, device_id) > ($1, $2)) order by protocol, device_id limit $3"
    );
    let rows: Vec<Stranger> =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(protocol).bind(key).bind(limit).fetch_all(c).await?;
    Ok(rows.into_iter().map(Stranger::guessed).collect())
}

/// One of them.
pub async fn get(c: &mut PgConnection, protocol: &str, key: &str) -> Result<Option<Stranger>, StoreError> {
    let sql = format!("{COLUMNS} where protocol = $1 and device_id = $2");
    let row: Option<Stranger> =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(protocol).bind(key).fetch_optional(c).await?;
    Ok(row.map(Stranger::guessed))
}

/// Forgets one; false where there was none.
pub async fn delete(c: &mut PgConnection, protocol: &str, key: &str) -> Result<bool, StoreError> {
    let done = sqlx::query("delete from quarantine where protocol = $1 and device_id = $2")
        .bind(protocol)
        .bind(key)
        .execute(c)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Forgets a device on every port that it came to.
pub async fn delete_device(c: &mut PgConnection, device_id: &str) -> Result<(), StoreError> {
    sqlx::query("delete from quarantine where device_id = $1").bind(device_id).execute(c).await?;
    Ok(())
}
