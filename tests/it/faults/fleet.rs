//! The devices of a story, uploading until the story or the server ends.

use super::device::{Act, Device};
use super::mosquitto::Lasting;
use super::outcome::{Outcome, holds, outcome};
use super::program::{Installation, Program};
use super::publisher::{Publisher, arrive, subscribe};
use crate::support::database;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use lienwatch_protocols::Protocol;
use lienwatch_simulator::device::ReportKind;
use lienwatch_simulator::run::{Config, Part, Run, generate};
use lienwatch_simulator::scenario::Scenario;
use rustix::process::Signal;
use serde_json::Value;
use sqlx::{Connection, PgConnection};
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;

/// How far the clock moves at a time.
const STEP: TimeDelta = TimeDelta::hours(2);

/// Cuts, light, pledges and dead zones: something for every detector, over three protocols.
pub fn story(days: u32) -> Run {
    told(days, 1, &[(Protocol::Gt06, 40), (Protocol::Jt808, 30), (Protocol::Teltonika, 30)])
}

/// The same, of so many vehicles that they carry at least that many devices, over three protocols and MQTT.
pub fn crowd(days: u32, devices: usize) -> Run {
    let protocols = [(Protocol::Gt06, 30), (Protocol::Jt808, 20), (Protocol::Teltonika, 20), (Protocol::Json, 30)];
    // Not every vehicle carries two.
    let fits = |run: &Run| run.trackers().count() >= devices && run.trackers().any(|t| t.protocol == Protocol::Json);
    let least = devices.div_ceil(story(days).trackers().count());
    (least..).map(|times| told(days, times, &protocols)).find(fits).expect("more and more")
}

fn told(days: u32, times: usize, protocols: &[(Protocol, u32)]) -> Run {
    let alone = [
        Scenario::CutSilent,
        Scenario::WirelessTamper,
        Scenario::PledgeKnown,
        Scenario::BlindZone,
        Scenario::PledgeRemoval,
        Scenario::Commuter,
        Scenario::RepairPowerCut,
    ];
    let cast = alone.map(|scenario| Part { scenario, days, group: None }).repeat(times);
    let protocols = protocols.to_vec();
    let end = lienwatch_simulator::run::default_start() + TimeDelta::days(days.into());
    generate(&Config { seed: 11, end, cast, protocols, cities: Default::default(), live_days: 0 })
}

/// The devices of a run, and how far it has been played.
pub struct Fleet {
    run: Run,
    devices: BTreeMap<u32, Device>,
    /// Those that speak by MQTT, and where each is.
    publishers: Vec<Publisher>,
    publisher_of: BTreeMap<u32, usize>,
    broker: Option<(Lasting, tempfile::TempDir)>,
    pub now: DateTime<Utc>,
    /// Frames acknowledged since the start.
    pub acknowledged: usize,
}

/// How an upload ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Upload {
    /// Everything is acknowledged.
    Done,
    /// As many acknowledgements have come as were to be waited for; the rest is on its way.
    Enough,
}

impl Fleet {
    pub fn of(run: Run) -> Fleet {
        let (mut devices, mut publishers, mut publisher_of) = (BTreeMap::new(), Vec::new(), BTreeMap::new());
        let mut broker: Option<(Lasting, tempfile::TempDir)> = None;
        for tracker in run.trackers() {
            if tracker.protocol == Protocol::Json {
                let (broker, _) = broker.get_or_insert_with(|| {
                    let directory = tempfile::tempdir().expect("a directory");
                    (Lasting::start(directory.path()), directory)
                });
                publisher_of.insert(tracker.number, publishers.len());
                publishers.push(Publisher::new(&tracker.imei, broker.port));
            } else {
                devices.insert(tracker.number, Device::new(&tracker.imei, tracker.protocol));
            }
        }
        let now = DateTime::from_timestamp(run.start, 0).expect("in range");
        Fleet { run, devices, publishers, publisher_of, broker, now, acknowledged: 0 }
    }

    pub fn run(&self) -> &Run {
        &self.run
    }

    pub fn ended(&self) -> bool {
        self.now.timestamp() >= self.run.end
    }

    /// Lets the devices have what happens in the next step; returns when it ends.
    pub fn next_step(&mut self) -> DateTime<Utc> {
        self.ticked();
        self.now += STEP;
        let mut due = Vec::new();
        self.run.take_until(self.now.timestamp(), &mut due);
        for emission in due {
            let act = match (emission.report.kind, emission.message()) {
                (ReportKind::Login, _) => Act::Login,
                (_, Some(message)) => Act::Say(message.into()),
                (_, None) => Act::Close,
            };
            match (self.publisher_of.get(&emission.tracker), act) {
                (None, act) => self.devices.get_mut(&emission.tracker).expect("of the run").acts.push_back(act),
                // The broker may deliver twice: what has no time cannot be told from its repetition.
                (Some(&at), Act::Say(_)) => self.publishers[at].acts.extend(emission.stamped()),
                // The broker's connection is its own.
                (Some(_), Act::Login | Act::Close) => {}
            }
        }
        self.now
    }

    /// Uploads until everything is acknowledged, by the broker where it is the broker's, or until `enough` frames have been acknowledged since the start.
    pub async fn upload(&mut self, tcp: &BTreeMap<Protocol, SocketAddr>, enough: usize) -> std::io::Result<Upload> {
        while self.devices.values().any(|d| !d.idle()) {
            for device in self.devices.values_mut() {
                device.go_on(tcp[&device.protocol]).await?;
            }
            for device in self.devices.values_mut() {
                while device.waiting() > 0 {
                    if self.acknowledged >= enough {
                        return Ok(Upload::Enough);
                    }
                    self.acknowledged += device.acknowledgement().await?;
                }
            }
        }
        join_all(self.publishers.iter_mut().map(Publisher::upload)).await;
        Ok(Upload::Done)
    }

    /// Waits until everything that the broker took is stored.
    pub async fn arrive(&mut self, url: &str) {
        arrive(&mut self.publishers, url).await;
    }

    /// Stops the broker in order, and starts it anew.
    pub fn restart_broker(&mut self) {
        if let Some((broker, _)) = &mut self.broker {
            broker.restart(Signal::TERM);
        }
    }

    /// Its devices, and how many of them publish by MQTT.
    pub fn size(&self) -> (usize, usize) {
        (self.devices.len() + self.publishers.len(), self.publishers.len())
    }

    /// Uploads everything and moves the clock. Without publishers.
    pub async fn play_step(&mut self, program: &Program) {
        let now = self.next_step();
        self.finish_step(program, now).await;
    }

    /// Uploads what is left of a step and moves the clock.
    pub async fn finish_step(&mut self, program: &Program, now: DateTime<Utc>) {
        self.upload(&program.tcp, usize::MAX).await.expect("the server is there");
        program.move_clock(now).await.expect("the clock moves");
    }

    /// A tick has read everything that was sent.
    pub fn ticked(&mut self) {
        self.devices.values_mut().for_each(Device::ticked);
    }

    /// The server has gone.
    pub async fn disconnected(&mut self, url: &str) {
        let stored = keep_alives(url, self.now - STEP).await;
        for device in self.devices.values_mut() {
            device.disconnected(stored.get(&device.imei).copied().unwrap_or(0));
        }
    }

    /// Device and time of each record that was acknowledged, and of each that came by the broker.
    pub fn acknowledged_records(&self) -> BTreeSet<(String, DateTime<Utc>)> {
        let by_us = self.devices.values().flat_map(|d| d.acknowledged.iter().map(|t| (d.imei.clone(), *t)));
        by_us.chain(self.publishers.iter().flat_map(Publisher::arrived)).collect()
    }
}

/// How many keep-alives that nobody answers are stored of each device of those that came while the clock stood at `at`.
async fn keep_alives(url: &str, at: DateTime<Utc>) -> BTreeMap<String, usize> {
    let mut connection = PgConnection::connect(url).await.expect("connects");
    let counts: Vec<(String, i64)> = sqlx::query_as(
        "select device_id, count(*) from observation join tracker using (tracker_no)
         where protocol = 'teltonika' and kind = 2 and device_time = $1 group by device_id",
    )
    .bind(at)
    .fetch_all(&mut connection)
    .await
    .expect("reads");
    counts.into_iter().map(|(device, count)| (device, count as usize)).collect()
}

/// A new installation with the story's assets, and its first process.
pub async fn begin(fleet: &Fleet) -> (Installation, Program) {
    let mut installation = Installation::new(Some(database::fresh().await), Some(fleet.now));
    if let Some((broker, _)) = &fleet.broker {
        subscribe(broker.port).await;
        installation.broker = Some(broker.port);
    }
    let program = installation.start().await;
    let assets = serde_json::to_value(fleet.run().assets()).expect("JSON");
    let _: Value = program.client.post("/imports/assets", &assets).await.expect("imports");
    (installation, program)
}

/// Plays the whole story to one process that lives through it.
pub async fn undisturbed(days: u32) -> Outcome {
    undisturbed_run(Fleet::of(story(days))).await
}

/// Plays a whole run to one process that lives through it.
pub async fn undisturbed_run(mut fleet: Fleet) -> Outcome {
    let (installation, program) = begin(&fleet).await;
    let url = installation.database.as_deref().expect("given");
    while !fleet.ended() {
        let now = fleet.next_step();
        fleet.upload(&program.tcp, usize::MAX).await.expect("the server is there");
        fleet.arrive(url).await;
        program.move_clock(now).await.expect("the clock moves");
    }
    program.stop().await;
    holds(url, &fleet.acknowledged_records()).await;
    let all = outcome(url).await;
    eprintln!(
        "undisturbed: {} devices ({} by MQTT), {} frames acknowledged, {} records, {} alerts, {} stays, {} visits, {} tracks",
        fleet.size().0,
        fleet.size().1,
        fleet.acknowledged + fleet.publishers.iter().map(|p| p.payloads).sum::<usize>(),
        all.records.len(),
        all.alerts.len(),
        all.stays.len(),
        all.visits.len(),
        all.tracks.len()
    );
    for kind in ["power_cut", "tamper", "removal", "site_visit"] {
        assert!(all.alerts.iter().any(|a| a.contains(&format!(" {kind} "))), "no {kind} in {:#?}", all.alerts);
    }
    all
}
