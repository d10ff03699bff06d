//! Devices that talk to us and that nobody has registered: what the listeners write of them.

use super::{Store, StoreError};
use chrono::{DateTime, Utc};
use lienwatch_protocols::Identity;

/// Devices on the list; those heard of longest ago leave it.
const MOST: i64 = 100_000;

/// What was seen of an unregistered device since the last write.
#[derive(Debug, Clone)]
pub struct Stranger {
    /// Who it says it is.
    pub identity: Identity,
    /// When it was last heard, engine time.
    pub last_seen: DateTime<Utc>,
    /// Messages since the last write.
    pub messages: i64,
    /// Its address.
    pub peer: String,
    /// Its last packets, hex, oldest first.
    pub packets: Vec<String>,
}

impl Store {
    /// Adds to the quarantine list.
    pub async fn record_strangers(&self, strangers: &[Stranger]) -> Result<(), StoreError> {
        if strangers.is_empty() {
            return Ok(());
        }
        let packets: Vec<serde_json::Value> = strangers.iter().map(|s| serde_json::json!(s.packets)).collect();
        sqlx::query(
            "insert into quarantine (protocol, device_id, first_seen, last_seen, messages, peer, last_packets)
             select p, d, t, t, m, a, j
             from unnest($1::text[], $2::text[], $3::timestamptz[], $4::bigint[], $5::text[], $6::jsonb[])
               as s (p, d, t, m, a, j)
             on conflict (protocol, device_id) do update
               set last_seen = excluded.last_seen, messages = quarantine.messages + excluded.messages,
                   peer = excluded.peer, last_packets = excluded.last_packets",
        )
        .bind(strangers.iter().map(|s| s.identity.protocol.name()).collect::<Vec<_>>())
        .bind(strangers.iter().map(|s| s.identity.device.as_str()).collect::<Vec<_>>())
        .bind(strangers.iter().map(|s| s.last_seen).collect::<Vec<_>>())
        .bind(strangers.iter().map(|s| s.messages).collect::<Vec<_>>())
        .bind(strangers.iter().map(|s| s.peer.as_str()).collect::<Vec<_>>())
        .bind(packets)
        .execute(&self.ingest)
        .await?;
        sqlx::query(
            "delete from quarantine where (protocol, device_id) in
               (select protocol, device_id from quarantine order by last_seen desc, protocol, device_id offset $1)",
        )
        .bind(MOST)
        .execute(&self.ingest)
        .await?;
        Ok(())
    }
}
