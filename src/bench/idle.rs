//! What a connection costs that says nothing.

use super::device::Device;
use super::program::{self, Program};
use super::speech;
use futures_util::stream::{StreamExt, TryStreamExt};
use serde_json::Value;
use std::fmt::Write;
use std::net::Ipv4Addr;
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpStream;

/// Logins under way at a time: no more than a backlog holds.
const AT_ONCE: usize = 64;
/// Connections of one source address at most: a loopback address has about 28 000 ports.
const PER_ADDRESS: u32 = 10_000;
/// Files that a process opens besides its connections.
const OTHER_FILES: u64 = 150;
/// The memory is looked at so often, and is at rest when it has changed by less than this share.
const LOOK: (Duration, f64) = (Duration::from_secs(1), 0.002);
/// Looks until it is taken as it is.
const LOOKS: usize = 30;

/// What was measured.
#[derive(Debug, Clone, Copy)]
pub struct Idle {
    /// Connections that were open: fewer than asked for where the system allows no more.
    pub connections: u32,
    /// Memory of the service before, bytes.
    pub before: u64,
    /// And with them, bytes.
    pub with: u64,
}

impl Idle {
    /// Bytes a connection.
    pub fn bytes(&self) -> u64 {
        self.with.saturating_sub(self.before) / u64::from(self.connections.max(1))
    }
}

/// Lets `wanted` registered trackers log in to a fresh service over the database of `url`, and say nothing more.
pub async fn measure(dir: &Path, url: &str, wanted: u32) -> anyhow::Result<Idle> {
    let files = program::allow_files(u64::from(wanted) + OTHER_FILES);
    let connections = wanted.min(u32::try_from(files.saturating_sub(OTHER_FILES)).unwrap_or(u32::MAX));
    let program = Program::start(dir, url).await?;
    super::load::register(&program, 1..=1).await?;
    // In stock, not in cars: what detection remembers of a car is not what a connection costs.
    let _: Value = program.client.post_csv("/imports/trackers", trackers(connections)).await?;
    let before = at_rest(&program).await?;
    let login = |number: u32| {
        let source = Ipv4Addr::new(127, 0, 0, 2 + u8::try_from(number / PER_ADDRESS).unwrap_or(0));
        let (spec, addresses) = (speech::tracker(number), &program.tcp);
        async move { Ok::<TcpStream, anyhow::Error>(Device::login(&spec, addresses, source).await?.stream) }
    };
    // Tracker 1 has a car; the others follow it.
    let open = futures_util::stream::iter(2..2 + connections).map(login).buffer_unordered(AT_ONCE);
    let open: Vec<TcpStream> = open.try_collect().await?;
    let with = at_rest(&program).await?;
    anyhow::ensure!(open.iter().all(is_open), "the service closed connections while they were counted");
    drop(open);
    program.stop().await?;
    Ok(Idle { connections, before, with })
}

fn trackers(count: u32) -> String {
    let mut csv = String::from("imei,protocol,role\n");
    for number in 2..2 + count {
        let spec = speech::tracker(number);
        let _ = writeln!(csv, "{},{},wired", spec.imei, spec.protocol);
    }
    csv
}

/// The service's memory once it changes no more: it settles by itself, and nothing tells when.
async fn at_rest(program: &Program) -> anyhow::Result<u64> {
    let mut last = program.resident_bytes()?;
    for _ in 0..LOOKS {
        tokio::time::sleep(LOOK.0).await;
        let now = program.resident_bytes()?;
        if now.abs_diff(last) as f64 <= LOOK.1 * last as f64 {
            return Ok(now);
        }
        last = now;
    }
    Ok(last)
}

/// Whether the far end has neither closed nor said anything.
fn is_open(stream: &TcpStream) -> bool {
    stream.try_read(&mut [0; 1]).is_err_and(|e| e.kind() == std::io::ErrorKind::WouldBlock)
}
