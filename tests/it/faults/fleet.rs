//! The devices of a story, uploading until the story or the server ends.

use super::device::{Act, Device};
use super::outcome::{Outcome, holds, outcome};
use super::program::{Installation, Program};
use crate::support::database;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_protocols::Protocol;
use lienwatch_simulator::device::ReportKind;
use lienwatch_simulator::run::{Config, Part, Run, generate};
use lienwatch_simulator::scenario::Scenario;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;

/// How far the clock moves at a time.
const STEP: TimeDelta = TimeDelta::hours(2);

/// Cuts, light, pledges and dead zones: something for every detector, over three protocols.
pub fn story(days: u32) -> Run {
    told(days, 1)
}

/// The same, of so many vehicles that they carry at least that many devices.
pub fn crowd(days: u32, devices: usize) -> Run {
    told(days, devices.div_ceil(story(days).trackers().count()))
}

fn told(days: u32, times: usize) -> Run {
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
    let protocols = vec![(Protocol::Gt06, 40), (Protocol::Jt808, 30), (Protocol::Teltonika, 30)];
    let end = lienwatch_simulator::run::default_start() + TimeDelta::days(days.into());
    generate(&Config { seed: 11, end, cast, protocols, live_days: 0 })
}

/// The devices of a run, and how far it has been played.
pub struct Fleet {
    run: Run,
    devices: BTreeMap<u32, Device>,
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
        let devices = run.trackers().map(|t| (t.number, Device::new(&t.imei, t.protocol))).collect();
        let now = DateTime::from_timestamp(run.start, 0).expect("in range");
        Fleet { run, devices, now, acknowledged: 0 }
    }

    pub fn run(&self) -> &Run {
        &self.run
    }

    pub fn ended(&self) -> bool {
        self.now.timestamp() >= self.run.end
    }

    /// Lets the devices have what happens in the next step; returns when it ends.
    pub fn next_step(&mut self) -> DateTime<Utc> {
        self.now += STEP;
        let mut due = Vec::new();
        self.run.take_until(self.now.timestamp(), &mut due);
        for emission in due {
            let act = match (emission.report.kind, emission.message()) {
                (ReportKind::Login, _) => Act::Login,
                (_, Some(message)) => Act::Say(message.into()),
                (_, None) => Act::Close,
            };
            self.devices.get_mut(&emission.tracker).expect("of the run").acts.push_back(act);
        }
        self.now
    }

    /// Uploads until everything is acknowledged, or until `enough` frames have been acknowledged since the start.
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
        Ok(Upload::Done)
    }

    /// Uploads everything and moves the clock.
    pub async fn play_step(&mut self, program: &Program) {
        let now = self.next_step();
        self.finish_step(program, now).await;
    }

    /// Uploads what is left of a step and moves the clock.
    pub async fn finish_step(&mut self, program: &Program, now: DateTime<Utc>) {
        self.upload(&program.tcp, usize::MAX).await.expect("the server is there");
        program.move_clock(now).await.expect("the clock moves");
    }

    /// The server has gone.
    pub fn disconnected(&mut self) {
        self.devices.values_mut().for_each(Device::disconnected);
    }

    /// Device and time of each record that was acknowledged.
    pub fn acknowledged_records(&self) -> BTreeSet<(String, DateTime<Utc>)> {
        self.devices.values().flat_map(|d| d.acknowledged.iter().map(|t| (d.imei.clone(), *t))).collect()
    }
}

/// A new installation with the story's assets, and its first process.
pub async fn begin(fleet: &Fleet) -> (Installation, Program) {
    let mut installation = Installation::new(Some(database::fresh().await), Some(fleet.now));
    let program = installation.start().await;
    let assets = serde_json::to_value(fleet.run().assets()).expect("JSON");
    let _: Value = program.client.post("/imports/assets", &assets).await.expect("imports");
    (installation, program)
}

/// Plays the whole story to one process that lives through it.
pub async fn undisturbed(days: u32) -> Outcome {
    undisturbed_run(story(days)).await
}

/// Plays a whole run to one process that lives through it.
pub async fn undisturbed_run(run: Run) -> Outcome {
    let mut fleet = Fleet::of(run);
    let (installation, program) = begin(&fleet).await;
    while !fleet.ended() {
        fleet.play_step(&program).await;
    }
    program.stop().await;
    let url = installation.database.as_deref().expect("given");
    holds(url, &fleet.acknowledged_records()).await;
    let all = outcome(url).await;
    eprintln!(
        "undisturbed: {} devices, {} frames acknowledged, {} records, {} alerts, {} stays, {} visits",
        fleet.devices.len(),
        fleet.acknowledged,
        all.records.len(),
        all.alerts.len(),
        all.stays.len(),
        all.visits.len()
    );
    for kind in ["power_cut", "tamper", "removal", "site_visit"] {
        assert!(all.alerts.iter().any(|a| a.contains(&format!(" {kind} "))), "no {kind} in {:#?}", all.alerts);
    }
    all
}
