//! The stage itself.

use super::broker::Broker;
use super::cast::{Book, Cast, Spot};
use crate::api::{self, AppState};
use crate::cli::serve::{Opened, internal, key_ring};
use crate::client::Client;
use crate::config::{Config, Mqtt};
use crate::engine::{Clock, Handle};
use crate::files::Files;
use crate::postgres::Durability;
use crate::server::{self, Listeners, Parts, Running};
use crate::store::Store;
use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_protocols::Protocol;
use lienwatch_simulator::demo::LoanStory;
use lienwatch_simulator::feed::{Endpoints, Fleet};
use lienwatch_simulator::run::{self, Run};
use lienwatch_simulator::score::Claim;
use lienwatch_simulator::world::CITIES;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

/// Time between two ticks while only a few cars are on the road.
const LONG_TICK: TimeDelta = TimeDelta::hours(1);
/// Time between two ticks while the whole fleet is.
const TICK: TimeDelta = TimeDelta::minutes(5);
/// The clock starts this long before the first story, so that assets are there before it.
const BEFORE: TimeDelta = TimeDelta::hours(1);

/// A running service of our own, with a client.
pub struct Stage {
    /// A client with the operator's key.
    pub client: Client,
    /// The operator's key.
    pub key: String,
    /// Where the API is.
    pub url: String,
    /// The database, for what no route counts.
    pub store: Store,
    /// Makes somebody an administrator, once.
    pub first_run: Option<String>,
    handle: Handle,
    endpoints: Endpoints,
    shutdown: CancellationToken,
    running: Running,
    database: Opened,
    /// Held for as long as the stage stands.
    _broker: Option<Broker>,
}

/// What a play was.
#[derive(Debug, Default, Clone, Copy)]
pub struct Play {
    /// Observations that became durable and were processed.
    pub observations: u64,
    /// Times an alert was raised or changed.
    pub alerts: u64,
    /// Ticks of the clock.
    pub ticks: u32,
    /// Time the simulated trackers took to generate and send.
    pub sending: Duration,
    /// Time the service took to store and process behind each tick.
    pub processing: Duration,
    /// Time the people of the cases took, beside the sending.
    pub acting: Duration,
}

impl Stage {
    /// Sets the stage in `dir`. `http` is where the API is wanted; a free port is taken when it is not to be had.
    pub async fn open(
        dir: &Path,
        durability: Durability,
        http: SocketAddr,
        start: DateTime<Utc>,
    ) -> anyhow::Result<Stage> {
        let broker = match Broker::installed() {
            Some(_) => {
                let dir = dir.join("broker");
                Some(tokio::task::spawn_blocking(move || Broker::start(&dir)).await??)
            }
            None => None,
        };
        let loopback = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut config = Config { data_dir: dir.to_owned(), ..Config::default() };
        config.tcp.values_mut().for_each(|address| *address = loopback);
        config.udp.values_mut().for_each(|address| *address = loopback);
        config.http.address = http;
        // The simulator and the summary are one caller, and in a hurry.
        config.http.requests_per_second = 10_000;
        config.mqtt = broker.as_ref().map(|b| Mqtt::at("127.0.0.1", b.port()));
        let listeners = match Listeners::bind(&config).await {
            Ok(listeners) => listeners,
            Err(_) => {
                config.http.address = loopback;
                Listeners::bind(&config).await?
            }
        };
        let url = format!("http://{}", listeners.http_address()?);
        let endpoints = Endpoints {
            tcp: listeners.tcp_addresses().into_iter().collect::<HashMap<Protocol, SocketAddr>>(),
            mqtt: broker.as_ref().map(|b| ("127.0.0.1".to_owned(), b.port())),
        };
        let (database, store) = Opened::embedded(&config, durability).await?;
        let seal = key_ring(dir)?;
        let files = Files::open(&config.files, dir)?;
        let (handle, commands) = Handle::new(Clock::driven(start));
        let random = StdRng::from_os_rng();
        let state =
            AppState::new(store.clone(), files.clone(), handle.clone(), seal.clone(), config.http.clone(), random);
        let first_run = api::first_run(&state).await.map_err(internal)?;
        let key = api::issue_key(&state, "demo", None, &["*".to_owned()]).await.map_err(internal)?;
        let shutdown = CancellationToken::new();
        tokio::spawn(api::run_schedules(state.clone(), shutdown.clone()));
        tokio::spawn(api::run_exports(state.clone(), shutdown.clone()));
        let router = api::router(state);
        let engine = (handle.clone(), commands);
        let kept = store.clone();
        let parts = Parts {
            config,
            listeners,
            store,
            files,
            seal,
            router,
            engine,
            mqtt_password: None,
            smtp_password: None,
            shutdown: shutdown.clone(),
        };
        let running = Box::pin(server::start(parts)).await?;
        let client = Client::new(&url, &key)?;
        Ok(Stage {
            client,
            key,
            url,
            store: kept,
            first_run,
            handle,
            endpoints,
            shutdown,
            running,
            database,
            _broker: broker,
        })
    }

    /// When the clock of a run's stage has to start.
    pub fn start_of(run: &Run) -> DateTime<Utc> {
        DateTime::from_timestamp(run.start, 0).unwrap_or_default() - BEFORE
    }

    /// Whether MQTT can be spoken here.
    pub fn has_broker() -> bool {
        Broker::installed().is_some()
    }

    /// Imports the run's sites, cars and trackers. Answers the API's vehicle ids with the run's own.
    pub async fn import(&self, run: &Run) -> anyhow::Result<HashMap<String, String>> {
        let bundle = serde_json::to_value(run.assets())?;
        let answer: Value =
            self.client.post("/imports/assets", &bundle).await.context("failed to import the assets")?;
        let vehicles = answer["vehicles"].as_array().context("the import answers no vehicles")?;
        let ids =
            vehicles.iter().filter_map(|v| Some((v["id"].as_str()?.to_owned(), v["external_id"].as_str()?.to_owned())));
        Ok(ids.collect())
    }

    /// Connects the run's trackers.
    pub async fn connect(&self, run: Run) -> anyhow::Result<Fleet> {
        Ok(Fleet::connect(&self.endpoints, run).await?)
    }

    /// Plays until `until`, moving the clock behind the fleet; `progress` is told the share that is done. The people of
    /// the cases, where there are any, act while the fleet sends: as of the time that the clock shows then.
    pub async fn play(
        &self,
        fleet: &mut Fleet,
        mut cast: Option<&mut Cast>,
        until: DateTime<Utc>,
        mut progress: impl FnMut(f64, u64),
    ) -> anyhow::Result<Play> {
        let start = DateTime::from_timestamp(fleet.run().start, 0).unwrap_or_default();
        let crowd = crowd_start(fleet.run());
        let (mut now, mut play) = (start, Play::default());
        while now < until {
            let step = if now < crowd { LONG_TICK } else { TICK };
            now = (now + step).min(until);
            let begun = Instant::now();
            let acting = async {
                if let Some(cast) = &mut cast {
                    cast.act(self.now()).await?;
                }
                anyhow::Ok(begun.elapsed())
            };
            let (advanced, acted) = tokio::join!(fleet.advance_to(now), acting);
            advanced?;
            play.acting += acted?;
            let sent = Instant::now();
            let processed = self.handle.move_clock(now).await?;
            play.ticks += 1;
            play.sending += sent - begun;
            play.processing += sent.elapsed();
            play.observations += processed.observations;
            play.alerts += processed.alerts;
            let done = (now - start).num_seconds() as f64 / (until - start).num_seconds().max(1) as f64;
            progress(done, play.observations);
        }
        Ok(play)
    }

    /// Goes on in real time until `stop`.
    pub async fn live(&self, fleet: &mut Fleet, cast: &mut Cast, stop: impl Future<Output = ()>) -> anyhow::Result<()> {
        let mut second = tokio::time::interval(std::time::Duration::from_secs(1));
        second.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        tokio::pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => return Ok(()),
                _ = second.tick() => {
                    let now = Utc::now();
                    fleet.advance_to(now).await?;
                    self.handle.move_clock(now).await?;
                    cast.act(now).await?;
                }
            }
        }
    }

    /// The engine's clock.
    pub fn now(&self) -> DateTime<Utc> {
        self.handle.clock().now()
    }

    /// Every alert, as the scorer reads them.
    pub async fn claims(&self, vehicles: &HashMap<String, String>) -> anyhow::Result<Vec<Claim>> {
        let alerts = self.client.list("/alerts").await?;
        alerts.iter().map(|alert| Ok(Claim::from_api(alert, vehicles)?)).collect()
    }

    /// Vehicles in which there is no tracker any more, by external id, and since when: they were sold.
    pub async fn let_go(&self, vehicles: &HashMap<String, String>) -> anyhow::Result<HashMap<String, DateTime<Utc>>> {
        let mut ends: HashMap<String, Option<DateTime<Utc>>> = HashMap::new();
        for row in self.client.list("/installations").await? {
            let Some(vehicle) = row["vehicle_id"].as_str().and_then(|id| vehicles.get(id)) else { continue };
            let removed = row["removed_at"].as_str().and_then(|at| at.parse().ok());
            let end = ends.entry(vehicle.clone()).or_insert(removed);
            // One that is still in the car keeps it followed.
            *end = end.zip(removed).map(|(a, b)| a.max(b));
        }
        Ok(ends.into_iter().filter_map(|(vehicle, end)| Some((vehicle, end?))).collect())
    }

    /// Makes an administrator who can log in. Answers whether there was none before.
    pub async fn administrator(&self, email: &str, password: &str) -> anyhow::Result<bool> {
        let Some(token) = &self.first_run else { return Ok(false) };
        let body = json!({ "token": token, "email": email, "password": password, "display_name": "Demo" });
        let _: Value = self.client.post("/first-run", &body).await?;
        Ok(true)
    }

    /// Takes the stage down, in order.
    pub async fn close(self) -> anyhow::Result<()> {
        self.shutdown.cancel();
        let ended = self.running.finished().await;
        self.database.close().await?;
        Ok(ended?)
    }
}

/// When most cars are on the road: before, only the long stories are.
fn crowd_start(run: &Run) -> DateTime<Utc> {
    let mut starts: Vec<i64> = run.cars.iter().map(|car| car.start).collect();
    starts.sort_unstable();
    let typical = starts.get(starts.len() / 2).copied().unwrap_or(run.start);
    DateTime::from_timestamp(typical, 0).unwrap_or_default()
}

/// A password that nobody guesses.
pub fn password() -> String {
    let mut bytes = [0; 12];
    rand::RngCore::fill_bytes(&mut StdRng::from_os_rng(), &mut bytes);
    hex::encode(bytes)
}

/// What the people of the cases know of the lender's book.
pub fn known(run: &Run, loans: &[LoanStory]) -> Book {
    let spots = run.cars.iter().zip(loans).map(|(car, loan)| {
        let at = CITIES[car.persona.city].point(car.persona.home);
        (loan.contract_number.clone(), Spot { city: car.persona.city, lat: at.lat(), lon: at.lon() })
    });
    let loans = loans.iter().map(|loan| (loan.contract_number.clone(), loan.clone()));
    Book { spots: spots.collect(), loans: loans.collect() }
}

/// The protocols that can be spoken on this machine.
pub fn speakable(protocols: &mut Vec<(Protocol, u32)>) {
    if !Stage::has_broker() {
        protocols.retain(|(protocol, _)| *protocol != Protocol::Json);
    }
}

/// Where runs without another date end: today's last local midnight of the simulated cities.
pub fn today() -> DateTime<Utc> {
    let now = Utc::now();
    now - TimeDelta::seconds((now.timestamp() + 8 * 3600).rem_euclid(86_400))
        - TimeDelta::nanoseconds(i64::from(now.timestamp_subsec_nanos()))
}

/// Where runs of the score start.
pub fn default_start() -> DateTime<Utc> {
    run::default_start()
}
