//! Devices that go on talking while something bad happens to the service, one record at a time, and how long each of
//! their acknowledgements took.

use super::device::{Act, Device};
use super::program::Program;
use crate::ingest::service::{position, register};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_protocols::{Message, Protocol};
use lienwatch_simulator::device::imei;
use sqlx::PgPool;
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Registered devices of the three families, in turn.
pub struct Steady {
    devices: Vec<Device>,
    next: DateTime<Utc>,
}

impl Steady {
    /// Registers `count` of them. Their records begin at `first`, one a second.
    pub async fn of(url: &str, count: usize, first: DateTime<Utc>) -> Steady {
        let owner = PgPool::connect(url).await.expect("connects");
        let mut devices = Vec::new();
        for (n, protocol) in
            [Protocol::Gt06, Protocol::Jt808, Protocol::Teltonika].into_iter().cycle().take(count).enumerate()
        {
            let imei = imei(n as u32);
            register(&owner, &imei, protocol.name()).await;
            let mut device = Device::new(&imei, protocol);
            device.acts.push_back(Act::Login);
            devices.push(device);
        }
        Steady { devices, next: DateTime::from_timestamp(first.timestamp(), 0).expect("in range") }
    }

    /// Each says `rounds` records and waits after each for its acknowledgement. Returns how long each took, shortest
    /// first. Panics where one is not acknowledged.
    pub async fn talk(&mut self, program: &Program, rounds: u32) -> Vec<Duration> {
        let mut talks = JoinSet::new();
        for mut device in self.devices.drain(..) {
            let (address, first) = (program.tcp[&device.protocol], self.next);
            talks.spawn(async move {
                device.go_on(address).await.expect("logs in");
                let mut took = Vec::new();
                for round in 0..rounds {
                    device.acts.push_back(Act::Say(position(first + TimeDelta::seconds(round.into())).into()));
                    let begun = Instant::now();
                    device.go_on(address).await.expect("sends");
                    while device.waiting() > 0 {
                        device.acknowledgement().await.expect("acknowledges");
                    }
                    took.push(begun.elapsed());
                }
                (device, took)
            });
        }
        self.next += TimeDelta::seconds(rounds.into());
        let mut all = Vec::new();
        for (device, took) in talks.join_all().await {
            self.devices.push(device);
            all.extend(took);
        }
        all.sort();
        all
    }

    /// Each says `records` records as fast as it is read, whatever is acknowledged, and then what an earlier burst left
    /// unsaid or unacknowledged. Returns when everything is acknowledged, or the server is gone.
    pub async fn burst(&mut self, tcp: &BTreeMap<Protocol, SocketAddr>, records: u32) {
        let mut bursts = JoinSet::new();
        for mut device in self.devices.drain(..) {
            let times = (0..records).map(|n| self.next + TimeDelta::seconds(n.into()));
            device.acts.extend(times.map(|t| Act::Say(Message { buffered: true, ..position(t) }.into())));
            let address = tcp[&device.protocol];
            bursts.spawn(async move {
                if upload(&mut device, address).await.is_err() {
                    device.disconnected(0);
                }
                device
            });
        }
        self.next += TimeDelta::seconds(records.into());
        self.devices = bursts.join_all().await;
    }

    /// Whether everything that was said is acknowledged.
    pub fn idle(&self) -> bool {
        self.devices.iter().all(Device::idle)
    }

    /// Device and time of each record that was acknowledged.
    pub fn acknowledged(&self) -> BTreeSet<(String, DateTime<Utc>)> {
        self.devices.iter().flat_map(|d| d.acknowledged.iter().map(|t| (d.imei.clone(), *t))).collect()
    }
}

async fn upload(device: &mut Device, address: SocketAddr) -> std::io::Result<()> {
    while !device.acts.is_empty() {
        device.go_on(address).await?;
        if matches!(device.acts.front(), Some(Act::Login)) {
            // It logs in once the answers to what it said are in.
            device.acknowledgement().await?;
        }
    }
    while device.waiting() > 0 {
        device.acknowledgement().await?;
    }
    Ok(())
}

/// The value that `share` of them do not exceed.
pub fn quantile(sorted: &[Duration], share: f64) -> Duration {
    sorted[((sorted.len() - 1) as f64 * share).round() as usize]
}
