//! Devices that talk to us and that nobody has registered: what the listeners write of them.

use super::{Store, StoreError};
use chrono::{DateTime, Utc};
use lienwatch_protocols::{DeviceId, Protocol};
use std::net::IpAddr;

/// Devices on the list; those heard of longest ago leave it.
const MOST: i64 = 100_000;
/// Addresses on the list, from which nobody ever said a name. Counted apart, so that a flood of garbage pushes no
/// device off it.
const MOST_NAMELESS: i64 = 10_000;

/// What an unregistered peer is listed by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Name {
    /// What it calls itself.
    Device(DeviceId),
    /// It never said; its address.
    Address(IpAddr),
}

impl Name {
    /// Key of its row; an address is told from a device by a letter that no device id has.
    fn key(&self) -> String {
        match self {
            Name::Device(device) => device.as_str().to_owned(),
            Name::Address(address) => format!("@{address}"),
        }
    }
}

/// What was seen of an unregistered peer since the last write.
#[derive(Debug, Clone)]
pub struct Stranger {
    /// What is spoken on the port it came to.
    pub protocol: Protocol,
    /// Who it is.
    pub name: Name,
    /// When it was last heard, engine time.
    pub last_seen: DateTime<Utc>,
    /// Packets since the last write; of a nameless one, connections.
    pub messages: i64,
    /// Its address.
    pub peer: String,
    /// The first packet since the last write, hex; kept where it is the first ever.
    pub first: String,
    /// Its last packets, hex, oldest first.
    pub packets: Vec<String>,
}

impl Store {
    /// Adds to the quarantine list. Whoever has been registered meanwhile is left out.
    pub async fn record_strangers(&self, strangers: &[Stranger]) -> Result<(), StoreError> {
        if strangers.is_empty() {
            return Ok(());
        }
        let packets: Vec<serde_json::Value> = strangers.iter().map(|s| serde_json::json!(s.packets)).collect();
        // The first packet stays, because it is the login as a rule; of the others the last five do.
        sqlx::query(
            "insert into quarantine (protocol, device_id, first_seen, last_seen, messages, peer, first_packet, last_packets)
             select p, d, t, t, m, a, nullif(f, ''), j
             from unnest($1::text[], $2::text[], $3::timestamptz[], $4::bigint[], $5::text[], $6::text[], $7::jsonb[])
               as s (p, d, t, m, a, f, j)
             where not exists (select from tracker k where k.device_id = s.d and k.stock <> 'retired')
             on conflict (protocol, device_id) do update
               set last_seen = greatest(quarantine.last_seen, excluded.last_seen),
                   messages = quarantine.messages + excluded.messages, peer = excluded.peer,
                   first_packet = coalesce(quarantine.first_packet, excluded.first_packet),
                   last_packets = (select coalesce(jsonb_agg(packet order by n), '[]')
                                   from (select packet, n
                                         from jsonb_array_elements(quarantine.last_packets || excluded.last_packets)
                                              with ordinality as e (packet, n)
                                         order by n desc limit 5) as newest)",
        )
        .bind(strangers.iter().map(|s| s.protocol.name()).collect::<Vec<_>>())
        .bind(strangers.iter().map(|s| s.name.key()).collect::<Vec<_>>())
        .bind(strangers.iter().map(|s| s.last_seen).collect::<Vec<_>>())
        .bind(strangers.iter().map(|s| s.messages).collect::<Vec<_>>())
        .bind(strangers.iter().map(|s| s.peer.as_str()).collect::<Vec<_>>())
        .bind(strangers.iter().map(|s| s.first.as_str()).collect::<Vec<_>>())
        .bind(packets)
        .execute(&self.ingest)
        .await?;
        for (nameless, most) in [(false, MOST), (true, MOST_NAMELESS)] {
            sqlx::query(
                "delete from quarantine where (protocol, device_id) in
                   (select protocol, device_id from quarantine where nameless = $2
                    order by last_seen desc, protocol, device_id offset $1)",
            )
            .bind(most)
            .bind(nameless)
            .execute(&self.ingest)
            .await?;
        }
        Ok(())
    }
}
