//! The fleet over real sockets: TCP per protocol, MQTT for JSON.
//!
//! [`Fleet::advance_to`] sends everything due before a time and returns only when every byte is written, every login
//! is answered and every MQTT publication is acknowledged by the broker. Replies to reports are read and counted, but
//! not waited for: a server may withhold them until its clock is driven. [`Fleet::settle`] waits for them.

mod line;
mod mqtt;

use crate::device::{Emission, ReportKind};
use crate::run::Run;
use crate::wire::BadTracker;
use chrono::{DateTime, Utc};
use lienwatch_protocols::Protocol;
use line::Line;
use mqtt::Publisher;
use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::task::JoinSet;

/// Trackers that speak at the same time.
const CONCURRENT: usize = 64;
/// A step of sending holds at most so much time in memory, seconds.
const STEP_S: i64 = 3_600;

/// Where servers listen.
#[derive(Debug, Clone, Default)]
pub struct Endpoints {
    /// By stream protocol.
    pub tcp: HashMap<Protocol, SocketAddr>,
    /// Host and port of the MQTT broker for JSON.
    pub mqtt: Option<(String, u16)>,
}

/// What could not be sent.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// No listener for a protocol that the fleet speaks.
    #[error("no endpoint is given for {0}")]
    NoEndpoint(Protocol),
    /// A tracker that its protocol cannot carry.
    #[error(transparent)]
    Tracker(#[from] BadTracker),
    /// A socket failed.
    #[error("failed to {action} as the tracker {imei}: {source}")]
    Socket {
        /// Connect, write, read.
        action: &'static str,
        /// Which tracker.
        imei: String,
        /// Why.
        source: std::io::Error,
    },
    /// A login was refused or not answered.
    #[error("the login of the tracker {imei} {what}")]
    Login {
        /// Which tracker.
        imei: String,
        /// Refused, or not answered in time.
        what: &'static str,
    },
    /// The broker failed.
    #[error("failed to publish: {0}")]
    Mqtt(String),
    /// A task of the feed died.
    #[error("a sending task failed: {0}")]
    Task(#[from] tokio::task::JoinError),
    /// Teltonika records that were not acknowledged within the time allowed, or more acknowledged than sent.
    #[error("of {sent} Teltonika records {acknowledged} were acknowledged")]
    Unsettled {
        /// Sent since the fleet connected.
        sent: u64,
        /// Acknowledged.
        acknowledged: u64,
    },
}

/// Counts of what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sent {
    /// Logins answered.
    pub logins: u64,
    /// Heartbeats and reports.
    pub messages: u64,
    /// Reports among them.
    pub reports: u64,
    /// Bytes written (MQTT: of payloads).
    pub bytes: u64,
}

impl std::ops::AddAssign for Sent {
    fn add_assign(&mut self, other: Sent) {
        self.logins += other.logins;
        self.messages += other.messages;
        self.reports += other.reports;
        self.bytes += other.bytes;
    }
}

/// A run's trackers, connected.
#[derive(Debug)]
pub struct Fleet {
    run: Run,
    lines: BTreeMap<u32, Line>,
    publisher: Option<Publisher>,
    at: i64,
}

impl Fleet {
    /// Prepares every tracker of `run`. TCP connections open as their stories say; the broker is connected now.
    pub async fn connect(endpoints: &Endpoints, run: Run) -> Result<Fleet, FeedError> {
        let mut lines = BTreeMap::new();
        let mut any_json = false;
        for spec in run.trackers() {
            if spec.protocol == Protocol::Json {
                any_json = true;
                continue;
            }
            let address = endpoints.tcp.get(&spec.protocol).ok_or(FeedError::NoEndpoint(spec.protocol))?;
            lines.insert(spec.number, Line::new(spec, *address)?);
        }
        let publisher = match &endpoints.mqtt {
            Some((host, port)) if any_json => Some(Publisher::connect(host, *port).await?),
            None if any_json => return Err(FeedError::NoEndpoint(Protocol::Json)),
            _ => None,
        };
        let at = run.start;
        Ok(Fleet { run, lines, publisher, at })
    }

    /// The run, for its labels and cars.
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// Sends everything that is due before `t`.
    pub async fn advance_to(&mut self, t: DateTime<Utc>) -> Result<Sent, FeedError> {
        let (mut sent, until) = (Sent::default(), t.timestamp());
        while self.at < until {
            self.at = (self.at + STEP_S).min(until);
            let mut due = Vec::new();
            self.run.take_until(self.at, &mut due);
            let mut by_tracker: BTreeMap<u32, Vec<Emission>> = BTreeMap::new();
            for emission in due {
                by_tracker.entry(emission.tracker).or_default().push(emission);
            }
            sent += self.send(by_tracker).await?;
        }
        Ok(sent)
    }

    async fn send(&mut self, by_tracker: BTreeMap<u32, Vec<Emission>>) -> Result<Sent, FeedError> {
        let mut sent = Sent::default();
        let mut speaking: JoinSet<(Line, Result<Sent, FeedError>)> = JoinSet::new();
        let mut failed = None;
        let mut json = Vec::new();
        for (tracker, emissions) in by_tracker {
            let Some(mut line) = self.lines.remove(&tracker) else {
                json.push((tracker, emissions));
                continue;
            };
            speaking.spawn(async move {
                let result = line.speak(&emissions).await;
                (line, result)
            });
            while speaking.len() >= CONCURRENT {
                self.collect(&mut speaking, &mut sent, &mut failed).await?;
            }
        }
        if let Some(publisher) = &mut self.publisher {
            for (tracker, emissions) in json {
                if let Some(spec) = self.run.tracker(tracker) {
                    sent += publisher.publish(spec, &emissions).await?;
                }
            }
            publisher.settle().await?;
        }
        while !speaking.is_empty() {
            self.collect(&mut speaking, &mut sent, &mut failed).await?;
        }
        failed.map_or(Ok(sent), Err)
    }

    async fn collect(
        &mut self,
        speaking: &mut JoinSet<(Line, Result<Sent, FeedError>)>,
        sent: &mut Sent,
        failed: &mut Option<FeedError>,
    ) -> Result<(), FeedError> {
        if let Some(done) = speaking.join_next().await {
            let (line, result) = done?;
            self.lines.insert(line.number(), line);
            match result {
                Ok(part) => *sent += part,
                Err(e) => *failed = failed.take().or(Some(e)),
            }
        }
        Ok(())
    }

    /// Waits until every Teltonika record sent is acknowledged, at most `patience`.
    pub async fn settle(&mut self, patience: Duration) -> Result<(), FeedError> {
        for line in self.lines.values_mut() {
            let (sent, acknowledged) = line.settle(patience).await;
            if sent != acknowledged {
                return Err(FeedError::Unsettled { sent, acknowledged });
            }
        }
        Ok(())
    }

    /// Goes on in real time until the run ends or `stop` does; the run's time is taken for the wall's, `now` says
    /// what that is.
    pub async fn live(
        &mut self,
        mut now: impl FnMut() -> DateTime<Utc>,
        stop: impl Future<Output = ()>,
    ) -> Result<Sent, FeedError> {
        let mut sent = Sent::default();
        let mut second = tokio::time::interval(Duration::from_secs(1));
        second.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
        tokio::pin!(stop);
        while self.at < self.run.end {
            tokio::select! {
                () = &mut stop => break,
                _ = second.tick() => sent += self.advance_to(now()).await?,
            }
        }
        Ok(sent)
    }
}

/// Whether an emission carries data (rather than opening or closing a connection).
fn is_message(emission: &Emission) -> bool {
    !matches!(emission.report.kind, ReportKind::Login | ReportKind::Close)
}
