//! Trackers that send as fast as they can, and trackers that send by a schedule.

use super::device::Device;
use super::program::Program;
use super::speech;
use anyhow::Context;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::task::JoinSet;
use tokio::time::Instant;

/// Time any one part of a measurement may take.
const LIMIT: Duration = Duration::from_secs(120);
/// Nobody is to come after the first send of a schedule: it begins so long after now.
const LEAD: Duration = Duration::from_millis(20);

/// How long a schedule is drawn up ahead where nobody knows for how long it is needed, seconds.
const SLICE_S: f64 = 2.0;

/// A fleet on its connections. Its trackers go on where they were in the rounds before.
pub struct Load {
    devices: Vec<Device>,
    /// Reports that each has sent.
    sent: i64,
    start: DateTime<Utc>,
}

/// Registers trackers `numbers`, each in a car, with a lender of the bench's own.
pub async fn register(program: &Program, numbers: std::ops::RangeInclusive<u32>) -> anyhow::Result<()> {
    let vehicles: Vec<Value> = numbers
        .map(|n| {
            let spec = speech::tracker(n);
            json!({ "external_id": format!("bench-{n}"), "vin": format!("LBENCH{n:011}"),
                    "trackers": [{ "imei": spec.imei, "protocol": spec.protocol.name(), "role": "wired" }] })
        })
        .collect();
    let installed_at = (Utc::now() - chrono::TimeDelta::days(30)).to_rfc3339();
    let body = json!({ "lender": "bench", "installed_at": installed_at, "vehicles": vehicles });
    let _: Value = program.client.post("/imports/assets", &body).await.context("failed to register the trackers")?;
    Ok(())
}

impl Load {
    /// Trackers 1 to `connections` log in.
    pub async fn connect(program: &Program, connections: u32) -> anyhow::Result<Load> {
        let mut devices = Vec::new();
        for number in 1..=connections {
            devices.push(Device::login(&speech::tracker(number), &program.tcp, Ipv4Addr::LOCALHOST).await?);
        }
        Ok(Load { devices, sent: 0, start: speech::start(Utc::now()) })
    }

    /// Everybody sends their share of `rows` without waiting for answers. Answers how many were acknowledged a second,
    /// from the first byte sent to the last acknowledgement.
    pub async fn flood(&mut self, rows: usize) -> anyhow::Result<f64> {
        let each = rows.div_ceil(self.devices.len());
        let mut elapsed = Duration::ZERO;
        let prepared = self.prepare(each, |_, _| Duration::ZERO);
        let begun = Instant::now();
        self.run(prepared, begun, &mut |at| elapsed = elapsed.max(at)).await?;
        Ok((each * self.devices.len()) as f64 / elapsed.as_secs_f64())
    }

    /// Everybody sends by a schedule that nothing holds up, `rate` rows a second in all. Answers how long after its
    /// scheduled time each was acknowledged, milliseconds.
    pub async fn pace(&mut self, rate: f64, seconds: f64) -> anyhow::Result<Vec<f64>> {
        let fleet = self.devices.len() as f64;
        let each = (rate * seconds / fleet).ceil().max(1.0) as usize;
        let scheduled =
            move |device: usize, n: usize| Duration::from_secs_f64((n as f64 * fleet + device as f64) / rate);
        let prepared = self.prepare(each, scheduled);
        let mut latencies = Vec::with_capacity(each * self.devices.len());
        self.run(prepared, Instant::now() + LEAD, &mut |late| latencies.push(late.as_secs_f64() * 1e3)).await?;
        Ok(latencies)
    }

    /// Everybody sends by a schedule, `rate` rows a second in all, for as long as something else takes.
    pub async fn during<T>(&mut self, rate: f64, what: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
        let over = AtomicBool::new(false);
        let sending = async {
            while !over.load(Ordering::Relaxed) {
                self.pace(rate, SLICE_S).await?;
            }
            Ok(())
        };
        let measured = async {
            let measured = what.await;
            over.store(true, Ordering::Relaxed);
            measured
        };
        let ((), measured) = tokio::try_join!(sending, measured)?;
        Ok(measured)
    }

    /// The next `each` reports of every tracker, written before anything is measured.
    fn prepare(&mut self, each: usize, schedule: impl Fn(usize, usize) -> Duration) -> Vec<Prepared> {
        let from = self.sent;
        self.sent += each as i64;
        let start = self.start;
        let devices = self.devices.iter_mut().enumerate().map(|(index, device)| {
            let number = device.number;
            let (bytes, ends) = device.encode((from..from + each as i64).map(|n| speech::position(number, n, start)));
            Prepared { bytes, ends, due: (0..each).map(|n| schedule(index, n)).collect() }
        });
        devices.collect()
    }

    /// Sends what was prepared; `told` is told of each report how long after its due time it was acknowledged.
    async fn run(
        &mut self,
        prepared: Vec<Prepared>,
        begin: Instant,
        told: &mut (dyn FnMut(Duration) + Send),
    ) -> anyhow::Result<()> {
        let mut tasks = JoinSet::new();
        for (device, prepared) in self.devices.drain(..).zip(prepared) {
            tasks.spawn(exchange(device, prepared, begin));
        }
        let mut devices = Vec::new();
        while let Some(ended) = tasks.join_next().await {
            let (device, latencies) = ended??;
            latencies.into_iter().for_each(&mut *told);
            devices.push(device);
        }
        devices.sort_by_key(|d| d.number);
        self.devices = devices;
        Ok(())
    }
}

/// What one tracker will send, and when, counted from the beginning.
struct Prepared {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    due: Vec<Duration>,
}

async fn exchange(mut device: Device, prepared: Prepared, begin: Instant) -> anyhow::Result<(Device, Vec<Duration>)> {
    let Device { number, stream, acks, .. } = &mut device;
    let (mut from, mut to) = stream.split();
    let sent = send(&mut to, &prepared, begin);
    let heard = async {
        let mut latencies = Vec::with_capacity(prepared.due.len());
        let mut chunk = vec![0; 16 * 1024];
        while latencies.len() < prepared.due.len() {
            let n = read(&mut from, &mut chunk).await?;
            anyhow::ensure!(n > 0, "the service hung up on tracker {number}");
            let (count, now) = (acks.count(&chunk[..n]) as usize, begin.elapsed());
            let due = prepared.due[latencies.len()..].iter().take(count);
            latencies.extend(due.map(|due| now.saturating_sub(*due)));
        }
        Ok(latencies)
    };
    let both = async { tokio::try_join!(sent, heard) };
    let ((), latencies) =
        tokio::time::timeout(LIMIT, both).await.context("reports were not acknowledged within two minutes")??;
    Ok((device, latencies))
}

async fn read(from: &mut ReadHalf<'_>, chunk: &mut [u8]) -> anyhow::Result<usize> {
    Ok(from.read(chunk).await?)
}

/// Everything that is due goes in one write, as soon as the socket takes it.
async fn send(to: &mut WriteHalf<'_>, prepared: &Prepared, begin: Instant) -> anyhow::Result<()> {
    let (mut sent, mut at) = (0, 0);
    while sent < prepared.due.len() {
        tokio::time::sleep_until(begin + prepared.due[sent]).await;
        let now = begin.elapsed();
        sent += prepared.due[sent..].iter().take_while(|due| **due <= now).count();
        let end = sent.checked_sub(1).map_or(0, |last| prepared.ends[last]);
        to.write_all(&prepared.bytes[at..end]).await?;
        at = end;
    }
    Ok(())
}
