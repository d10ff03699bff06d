//! The figures, each with its bar.

use super::allocations::Counted;
use super::figures::{Latency, median};
use super::frames::Frames;
use super::idle::Idle;
use super::{Rounds, Sizes};
use lienwatch_protocols::Protocol;
use serde::Serialize;
use std::collections::BTreeMap;

/// What was found, in the documented shape.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Rounds that the medians are of.
    pub rounds: u32,
    /// How long the disk takes to keep a page, milliseconds.
    pub fsync_ms: f64,
    /// Decoding by protocol, on one core.
    pub decode: BTreeMap<&'static str, Decode>,
    /// Rows a second, on the disk as it is.
    pub ingest: Ingest,
    /// Rows a second with flushes of [`Report::slowed_flush_ms`]; `None`: the disk's take as long.
    pub ingest_slowed: Option<Ingest>,
    /// What a flush cost there, milliseconds: the disk's own, and the rest waited by the server.
    pub slowed_flush_ms: Option<f64>,
    /// From the scheduled sending of a report to its acknowledgement, at half of the load that TCP bore.
    pub ack_latency_ms: Latency,
    /// From the last byte of an alarm to the event; `None`: not measured.
    pub alert_latency_ms: Option<Latency>,
    /// The same while 5000 reports a second come in; `None`: not measured.
    pub busy_alert_latency_ms: Option<Latency>,
    /// Resident bytes of a connection that says nothing; `None`: not measured.
    pub idle_connection_bytes: Option<u64>,
    /// Connections that it was measured with.
    pub idle_connections: Option<u32>,
    /// How the figures stand against what is asked of them.
    pub bars: Vec<Bar>,
    /// What a reader of the figures has to know.
    pub notes: Vec<String>,
    /// How long everything took.
    pub seconds: f64,
}

/// Decoding of one protocol.
#[derive(Debug, Clone, Serialize)]
pub struct Decode {
    /// Frames a second.
    pub packets_per_s: f64,
    /// Located messages a second.
    pub positions_per_s: f64,
    /// Heap allocations of a plain position and its reply; `None`: nobody counted.
    pub allocations_per_position: Option<f64>,
    /// Heap allocations of a packet of those that were decoded.
    pub allocations_per_packet: Option<f64>,
    /// Where these came from: `corpus`, or `own encoder`.
    pub source: &'static str,
    /// How many different ones.
    pub packets: usize,
}

/// Rows a second, by way.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Ingest {
    /// Trackers that sent over TCP at a time, and connections of the single INSERTs.
    pub connections: u32,
    /// From a tracker's socket to its acknowledgement.
    pub tcp_rows_per_s: f64,
    /// Our store, with partitions and the index by cell.
    pub store_rows_per_s: f64,
    /// Our store, primary key alone.
    pub store_plain_rows_per_s: f64,
    /// One INSERT per transaction, on several connections.
    pub single_insert_rows_per_s: f64,
    /// INSERTs of 100 rows, primary key alone.
    pub multi_insert_100_rows_per_s: f64,
    /// INSERTs of 100 rows, with partitions and the index by cell.
    pub multi_insert_100_full_rows_per_s: f64,
    /// COPY into an unlogged table without an index.
    pub copy_limit_rows_per_s: f64,
}

impl Ingest {
    fn of(sizes: &Sizes, writes: &[super::Rates], tcp: &[f64]) -> Ingest {
        let over = |figure: fn(&super::Rates) -> f64| median(&writes.iter().map(figure).collect::<Vec<_>>());
        Ingest {
            connections: sizes.connections,
            tcp_rows_per_s: median(tcp),
            store_rows_per_s: over(|r| r.store),
            store_plain_rows_per_s: over(|r| r.store_plain),
            single_insert_rows_per_s: over(|r| r.single_insert),
            multi_insert_100_rows_per_s: over(|r| r.multi_insert_100),
            multi_insert_100_full_rows_per_s: over(|r| r.multi_insert_100_full),
            copy_limit_rows_per_s: over(|r| r.copy_limit),
        }
    }

    fn print(&self, flush_ms: f64) {
        let (i, title) = (self, format!("writing, a flush takes {flush_ms:.2} ms"));
        println!("\n{title:<48} {:>10} {:>11} {:>9}", "rows/s", "x multi-row", "% limit");
        let (plain, full) = (i.multi_insert_100_rows_per_s, i.multi_insert_100_full_rows_per_s);
        for (name, rows, peer) in [
            (format!("one INSERT a transaction, {} connections", i.connections), i.single_insert_rows_per_s, plain),
            ("INSERT of 100 rows, primary key alone".into(), plain, plain),
            ("our store, primary key alone".into(), i.store_plain_rows_per_s, plain),
            ("INSERT of 100 rows, partitions and index by cell".into(), full, full),
            ("our store, partitions and index by cell".into(), i.store_rows_per_s, full),
            (format!("TCP to acknowledgement, {} connections", i.connections), i.tcp_rows_per_s, full),
            ("COPY, unlogged, no index (the limit)".into(), i.copy_limit_rows_per_s, plain),
        ] {
            let (times, share) = (ratio(rows, peer), 100.0 * ratio(rows, i.copy_limit_rows_per_s));
            println!("{name:<48} {rows:>10.0} {times:>11.2} {share:>9.1}");
        }
    }
}

/// A figure and what is asked of it.
#[derive(Debug, Clone, Serialize)]
pub struct Bar {
    /// Of what.
    pub name: String,
    /// As measured.
    pub value: Option<f64>,
    /// The least that is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// The most that is borne.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
    /// Whether it is met. What was not measured does not meet it.
    pub holds: bool,
}

impl Bar {
    fn at_least(name: impl Into<String>, value: f64, least: f64) -> Bar {
        Bar { name: name.into(), value: Some(value), at_least: Some(least), at_most: None, holds: value >= least }
    }

    fn at_most(name: impl Into<String>, value: Option<f64>, most: f64) -> Bar {
        let holds = value.is_some_and(|v| v <= most);
        Bar { name: name.into(), value, at_least: None, at_most: Some(most), holds }
    }
}

impl Report {
    pub(super) fn of(
        sizes: &Sizes,
        frames: &[Frames],
        rounds: &Rounds,
        counted: Option<&Counted>,
        idle: Option<Idle>,
        in_memory: bool,
    ) -> Report {
        let mut notes = Vec::new();
        let mut note = |applies: bool, text: String| notes.extend(applies.then_some(text));
        note(sizes.rounds < 5, "fewer than five rounds: no figures to keep".into());
        note(in_memory, "the data directory is in memory: nothing here waited for a disk".into());
        note(counted.is_none(), "lienwatch-allocations is not beside this program: nobody counted allocations".into());
        if let Some(idle) = idle {
            let fewer = idle.connections < sizes.idle_connections;
            note(fewer, format!("the limit of open files allows {} connections only", idle.connections));
        }
        let decode: BTreeMap<&'static str, Decode> = frames
            .iter()
            .enumerate()
            .map(|(at, of)| {
                let name = of.protocol.name();
                let over = |figure: fn(&super::decode::Sample) -> f64| {
                    median(&rounds.decode.iter().filter_map(|round| round.get(at)).map(figure).collect::<Vec<_>>())
                };
                let counted = counted.and_then(|c| c.get(name));
                let decode = Decode {
                    packets_per_s: over(|s| s.packets_per_s),
                    positions_per_s: over(|s| s.positions_per_s),
                    allocations_per_position: counted.map(|c| c.per_position),
                    allocations_per_packet: counted.map(|c| c.per_packet),
                    source: of.source,
                    packets: of.count(),
                };
                (name, decode)
            })
            .collect();
        let ingest = Ingest::of(sizes, &rounds.writes, &rounds.tcp);
        let slowed = !rounds.slowed_writes.is_empty();
        let ingest_slowed = slowed.then(|| Ingest::of(sizes, &rounds.slowed_writes, &rounds.slowed_tcp));
        let ack_latency_ms = Latency::median(&rounds.acks);
        let idle_bytes = idle.map(|i| i.bytes());
        let of_alerts = |rounds: &[Latency]| (!rounds.is_empty()).then(|| Latency::median(rounds));
        let busy_alert_latency_ms = of_alerts(&rounds.busy_alerts);
        let mut bars = decode_bars(&decode);
        bars.extend(ingest_bars(&ingest, ingest_slowed.as_ref(), sizes.flush_ms, ack_latency_ms));
        if sizes.alarms > 0 {
            let p99 = busy_alert_latency_ms.map(|l| l.p99);
            bars.push(Bar::at_most("p99 of an alarm's event at 5000 reports a second, ms", p99, 200.0));
        }
        if sizes.idle_connections > 0 {
            bars.push(Bar::at_most("resident bytes of an idle connection", idle_bytes.map(|b| b as f64), 8192.0));
        }
        Report {
            rounds: sizes.rounds,
            fsync_ms: median(&rounds.fsync_ms),
            decode,
            ingest,
            ingest_slowed,
            slowed_flush_ms: slowed.then_some(sizes.flush_ms),
            ack_latency_ms,
            alert_latency_ms: of_alerts(&rounds.alerts),
            busy_alert_latency_ms,
            idle_connection_bytes: idle_bytes,
            idle_connections: idle.map(|i| i.connections),
            bars,
            notes,
            seconds: 0.0,
        }
    }

    /// Whether every bar is met.
    pub fn holds(&self) -> bool {
        self.bars.iter().all(|bar| bar.holds)
    }

    /// For people.
    pub fn print(&self) {
        println!("medians of {} rounds, {:.0} s in all; fsync {:.2} ms", self.rounds, self.seconds, self.fsync_ms);
        println!(
            "\n{:<12} {:>12} {:>13} {:>12} {:>12}  source",
            "decoding", "packets/s", "positions/s", "allocs/pos", "allocs/packet"
        );
        let count = |n: Option<f64>| n.map_or("?".to_owned(), |n| format!("{n:.2}"));
        for (name, d) in &self.decode {
            let (position, packet) = (count(d.allocations_per_position), count(d.allocations_per_packet));
            println!(
                "{name:<12} {:>12.0} {:>13.0} {position:>12} {packet:>13}  {} packets of the {}",
                d.packets_per_s, d.positions_per_s, d.packets, d.source
            );
        }
        self.ingest.print(self.fsync_ms);
        if let (Some(ingest), Some(flush_ms)) = (&self.ingest_slowed, self.slowed_flush_ms) {
            ingest.print(flush_ms);
        }
        println!("\n{:<46} {:>10} {:>11}", "latency, ms", "p50", "p99");
        let latency = |name: &str, l: &Latency| println!("{name:<46} {:>10.1} {:>11.1}", l.p50, l.p99);
        latency("acknowledgement at half load", &self.ack_latency_ms);
        self.alert_latency_ms.iter().for_each(|l| latency("alarm to event", l));
        let busy = self.busy_alert_latency_ms.iter();
        busy.for_each(|l| latency("alarm to event at 5000 reports a second", l));
        if let (Some(bytes), Some(connections)) = (self.idle_connection_bytes, self.idle_connections) {
            println!("\n{bytes} bytes a connection, of {connections} that say nothing");
        }
        println!("\n{:<62} {:>12} {:>14}", "bar", "value", "asked");
        for bar in &self.bars {
            let asked = match (bar.at_least, bar.at_most) {
                (Some(least), _) => format!(">= {least}"),
                (None, most) => format!("<= {}", most.unwrap_or_default()),
            };
            let value =
                bar.value.map_or("?".to_owned(), |v| if v >= 1000.0 { format!("{v:.0}") } else { format!("{v:.2}") });
            println!("{:<62} {value:>12} {asked:>14}  {}", bar.name, if bar.holds { "holds" } else { "MISSED" });
        }
        self.notes.iter().for_each(|note| println!("note: {note}"));
    }
}

/// A tenth of what is asked here was measured of the reference decoders on a machine of this kind.
fn decode_bars(decode: &BTreeMap<&'static str, Decode>) -> Vec<Bar> {
    let mut bars = Vec::new();
    for (protocol, least) in
        [(Protocol::Gt06, 2_300_000.0), (Protocol::Jt808, 3_700_000.0), (Protocol::Teltonika, 2_800_000.0)]
    {
        let Some(d) = decode.get(protocol.name()) else { continue };
        let (what, value) = match protocol {
            Protocol::Teltonika => ("positions", d.positions_per_s),
            _ => ("packets", d.packets_per_s),
        };
        bars.push(Bar::at_least(format!("{protocol}: {what} decoded a second"), value, least));
        bars.push(Bar::at_most(
            format!("{protocol}: allocations of a plain position"),
            d.allocations_per_position,
            0.0,
        ));
    }
    bars
}

/// Against the peers' way into a table of the same shape, with flushes of `flush_ms` where the disk's are shorter; against
/// the limit, and against each other, on the disk as it is.
fn ingest_bars(i: &Ingest, slowed: Option<&Ingest>, flush_ms: f64, acks: Latency) -> Vec<Bar> {
    let at = slowed.map_or(String::new(), |_| format!(", flushes of {flush_ms} ms"));
    let slowed = slowed.unwrap_or(i);
    let plain = ratio(slowed.store_plain_rows_per_s, slowed.multi_insert_100_rows_per_s);
    let full = |rows: f64| ratio(rows, slowed.multi_insert_100_full_rows_per_s);
    let limit = |rows: f64| ratio(rows, i.copy_limit_rows_per_s);
    vec![
        Bar::at_least(format!("store, primary key alone / INSERT of 100{at}"), plain, 5.0),
        Bar::at_least("store, primary key alone / limit", limit(i.store_plain_rows_per_s), 0.20),
        Bar::at_least(format!("store, partitions and cells / INSERT of 100{at}"), full(slowed.store_rows_per_s), 3.0),
        Bar::at_least("store, partitions and cells / limit", limit(i.store_rows_per_s), 0.12),
        Bar::at_least(format!("TCP to acknowledgement / INSERT of 100{at}"), full(slowed.tcp_rows_per_s), 3.0),
        Bar::at_least("TCP to acknowledgement / store", ratio(i.tcp_rows_per_s, i.store_rows_per_s), 0.50),
        Bar::at_most("p99 of acknowledgements at half load, ms", Some(acks.p99), 250.0),
    ]
}

fn ratio(of: f64, to: f64) -> f64 {
    if to > 0.0 { of / to } else { 0.0 }
}
