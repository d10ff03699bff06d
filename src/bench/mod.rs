//! What this machine does with us, side by side in one run: `lienwatch bench`.
//!
//! Everything is measured in interleaved rounds, so that a slow moment of the machine strikes all alike, and told as
//! medians. The database is a private cluster on the disk, with `fsync` and `synchronous_commit` on; the service is the
//! real one, in a process of its own.
//!
//! How our ways stand against the peers' depends on what a flush costs: theirs waits for the disk once in 100 rows, ours
//! once in thousands. Where a flush costs nothing there is nothing to save. So every round writes twice: on the disk as
//! it is, and with every flush prolonged to [`Sizes::flush_ms`] for all ways alike.
//!
//! * [`decode`], [`allocations`]: frames to messages, on one core; over [`frames`].
//! * [`writes`]: the ways of writing, ours and the peers'.
//! * [`load`]: from trackers' sockets to their acknowledgements. [`alerts`]: from an alarm to who follows events.
//! * [`idle`]: the memory of silent connections.
//! * [`report`]: the figures and their bars.
//! * [`lists`]: maps and lists of a large fleet, measured by themselves (`--only map`).

mod alerts;
pub mod allocations;
mod decode;
mod device;
mod disk;
mod figures;
mod frames;
mod idle;
pub mod lists;
mod load;
mod program;
pub mod report;
mod speech;
mod writes;

use crate::postgres::{Durability, Embedded};
use crate::store::bench::{create_database, prolong_flushes};
use disk::Place;
use figures::Latency;
use load::Load;
use program::Program;
use rand::SeedableRng;
use rand::rngs::StdRng;
use report::Report;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use writes::{Rates, Ways};

/// Processes that want to run, on the average of a minute, from which on somebody else uses the machine.
const BUSY: f64 = 0.7;

/// How much is measured.
#[derive(Debug, Clone)]
pub struct Sizes {
    /// Rounds: medians are of as many.
    pub rounds: u32,
    /// Rows that a round writes by each of the fast ways, and sends over TCP.
    pub rows: usize,
    /// Trackers that send at a time, and connections of the single INSERTs.
    pub connections: u32,
    /// Processor time that a round decodes each protocol for.
    pub decode: Duration,
    /// Seconds that a round sends at half load.
    pub half_load_s: f64,
    /// Alarms of a round.
    pub alarms: u32,
    /// Connections that say nothing; 0: not measured.
    pub idle_connections: u32,
    /// Folder of the packets to decode; `None`: our own encoders' frames.
    pub corpus: Option<PathBuf>,
    /// What a flush costs, milliseconds, where our ways are held against the peers': a disk that is faster is slowed
    /// down to it, for all ways alike.
    pub flush_ms: f64,
    /// Where the database's files are; `None`: a directory that is removed at the end.
    pub data_dir: Option<PathBuf>,
}

/// What the rounds found.
#[derive(Debug, Default)]
struct Rounds {
    fsync_ms: Vec<f64>,
    decode: Vec<Vec<decode::Sample>>,
    writes: Vec<Rates>,
    tcp: Vec<f64>,
    /// With flushes of [`Sizes::flush_ms`], where the disk's are shorter.
    slowed_writes: Vec<Rates>,
    slowed_tcp: Vec<f64>,
    acks: Vec<Latency>,
    alerts: Vec<Latency>,
    /// The same while [`BUSY_RATE`] reports a second come in.
    busy_alerts: Vec<Latency>,
}

/// Reports a second beside which alarms are measured: what the design asks about.
const BUSY_RATE: f64 = 5000.0;

/// Measures. `told` hears what is being done.
pub async fn run(sizes: &Sizes, told: &dyn Fn(&str)) -> anyhow::Result<Report> {
    let (begun, busy) = (Instant::now(), load_average());
    let mut frames = frames::all(sizes.corpus.as_deref())?;
    let counted = allocations::ask(sizes.corpus.as_deref())?;
    let place = Place::choose(sizes.data_dir.as_deref())?;

    told("starting a database and the service");
    let dir = place.dir.clone();
    let start = move || Embedded::start(&dir, Durability::Kept, &mut StdRng::from_os_rng());
    let database = tokio::task::spawn_blocking(start).await??;
    database.ready().await?;
    let mut ways = Ways::open(database.url(), sizes.connections).await?;
    let program = Program::start(&place.dir.join("service"), database.url()).await?;
    let alarming = sizes.connections + 1..sizes.connections + 1 + 2 * sizes.rounds * sizes.alarms;
    load::register(&program, 1..=alarming.end - 1).await?;
    let mut load = Load::connect(&program, sizes.connections).await?;

    let mut rounds = Rounds::default();
    for round in 0..sizes.rounds {
        told(&format!("round {} of {}: decoding", round + 1, sizes.rounds));
        let decoded;
        (frames, decoded) = tokio::task::spawn_blocking({
            let atleast = sizes.decode;
            move || {
                let samples = frames.iter_mut().map(|f| decode::measure(f, atleast)).collect();
                (frames, samples)
            }
        })
        .await?;
        rounds.decode.push(decoded);
        rounds.fsync_ms.push(place.fsync_ms()?);
        told(&format!("round {} of {}: writing", round + 1, sizes.rounds));
        rounds.writes.push(ways.measure(sizes.rows).await?);
        told(&format!("round {} of {}: over TCP", round + 1, sizes.rounds));
        rounds.tcp.push(load.flood(sizes.rows).await?);
        program.settle().await?;
        let half = figures::median(&rounds.tcp) / 2.0;
        rounds.acks.push(Latency::of(&load.pace(half, sizes.half_load_s).await?));
        program.settle().await?;
        if sizes.alarms > 0 {
            let first = alarming.start + 2 * round * sizes.alarms;
            let latencies = alerts::measure(&program, first..=first + sizes.alarms - 1).await?;
            rounds.alerts.push(Latency::of(&latencies));
            let first = first + sizes.alarms;
            let busy = load.during(BUSY_RATE, alerts::measure(&program, first..=first + sizes.alarms - 1));
            rounds.busy_alerts.push(Latency::of(&busy.await?));
            program.settle().await?;
        }
        let missing_ms = sizes.flush_ms - figures::median(&rounds.fsync_ms);
        if missing_ms > 0.0 {
            told(&format!("round {} of {}: the same with flushes of {} ms", round + 1, sizes.rounds, sizes.flush_ms));
            prolong_flushes(database.url(), Duration::from_secs_f64(missing_ms / 1e3)).await?;
            rounds.slowed_writes.push(ways.measure(sizes.rows).await?);
            rounds.slowed_tcp.push(load.flood(sizes.rows).await?);
            program.settle().await?;
            prolong_flushes(database.url(), Duration::ZERO).await?;
        }
    }
    drop(load);
    ways.close().await;
    program.stop().await?;

    let idle = match sizes.idle_connections {
        0 => None,
        wanted => {
            told(&format!("{wanted} connections that say nothing"));
            let url = create_database(database.url(), "bench_idle").await?;
            Some(idle::measure(&place.dir.join("idle"), &url, wanted).await?)
        }
    };
    tokio::task::spawn_blocking(move || database.stop()).await??;
    let in_memory = place.in_memory();
    drop(place);
    let mut report = Report::of(sizes, &frames, &rounds, counted.as_ref(), idle, in_memory);
    if let Some(load) = busy.filter(|load| *load > BUSY) {
        report.notes.push(format!(
            "the machine was busy before this began (load average {load}): what computes suffers from that more than what waits for the disk"
        ));
    }
    report.seconds = begun.elapsed().as_secs_f64();
    Ok(report)
}

/// How many processes wanted to run, on the average of the last minute.
fn load_average() -> Option<f64> {
    std::fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
}
