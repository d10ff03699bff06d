//! The whole service: listeners, pipeline, detectors, API, and their orderly end.
//!
//! The end runs with the data: sources stop reading and finish what they received, the writer commits it, the
//! detectors conclude on it, and only then do the pools close.

mod listeners;

pub use listeners::Listeners;

use crate::config::{Config, ConfigError};
use crate::engine::barrier::Barrier;
use crate::engine::ports::{Port, Transport};
use crate::engine::{Command, Conductor, Detector, Handle, Mode};
use crate::files::Files;
use crate::ingest::append::Writers;
use crate::ingest::capture::Captures;
use crate::ingest::commands::Courier;
use crate::ingest::evidence::Keeper;
use crate::ingest::mqtt::Subscriber;
use crate::ingest::online::Online;
use crate::ingest::pipeline::{DETECTOR_QUEUE, Intake};
use crate::ingest::strangers::Strangers;
use crate::ingest::tcp::Listener;
use crate::ingest::udp::UdpListener;
use crate::notify::{Notifier, NotifyError};
use crate::reconcile::partitions;
use crate::store::seal::Seal;
use crate::store::{Store, StoreError};
use axum::Router;
use chrono::{TimeDelta, Utc};
use lienwatch_protocols::{AuthCode, Options, Room};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tokio::task::{JoinError, JoinHandle};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

/// Time the sources have to finish what they received.
const SOURCES_END: Duration = Duration::from_secs(30);
/// Time open HTTP requests have to finish.
const REQUESTS_END: Duration = Duration::from_secs(10);
/// Time the conductor, the writer and the detectors each have to end.
const TASK_END: Duration = Duration::from_secs(30);

/// Why the service could not start, or could not go on.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// An address could not be listened on.
    #[error("failed to listen on {address} for {what}: {source}")]
    Listen {
        /// For what.
        what: String,
        /// Where.
        address: SocketAddr,
        /// Why not.
        source: std::io::Error,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The ways out for notifications.
    #[error(transparent)]
    Notify(#[from] NotifyError),
    /// A task without which the service must not run ended by itself.
    #[error("the {task} stopped: {why}")]
    Stopped {
        /// Which.
        task: &'static str,
        /// Why.
        why: String,
    },
}

/// Everything a service is made of.
pub struct Parts {
    /// The configuration.
    pub config: Config,
    /// Bound sockets.
    pub listeners: Listeners,
    /// The database.
    pub store: Store,
    /// What trackers send besides records.
    pub files: Files,
    /// Key ring.
    pub seal: Seal,
    /// The API over the engine's handle.
    pub router: Router,
    /// The engine's handle, and its end of it ([`Handle::new`]).
    pub engine: (Handle, mpsc::Receiver<Command>),
    /// The MQTT broker user's password.
    pub mqtt_password: Option<String>,
    /// The mail user's password.
    pub smtp_password: Option<String>,
    /// Cancelled to stop.
    pub shutdown: CancellationToken,
}

/// A running service.
pub struct Running {
    /// The API's side of the engine, for those who run the service in their own process.
    pub handle: Handle,
    store: Store,
    shutdown: CancellationToken,
    sources: TaskTracker,
    http: JoinHandle<()>,
    conductor: JoinHandle<()>,
    intake: Intake,
    captures: Captures,
    writer: JoinHandle<Result<(), StoreError>>,
    detector: JoinHandle<()>,
    notifier: JoinHandle<()>,
}

/// Starts the service.
pub async fn start(parts: Parts) -> Result<Running, ServerError> {
    let Parts { config, listeners, store, files, seal, router, engine, mqtt_password, smtp_password, shutdown } = parts;
    let (handle, commands) = engine;
    let clock = handle.clock().clone();
    if clock.mode() == Mode::Driven
        && let Some(tick) = store.last_tick().await?
    {
        clock.move_to(tick.now);
    }
    let (registry, assets) = store.load_fleet(clock.now()).await?;
    tracing::info!(devices = registry.len(), vehicles = assets.vehicles.len(), "loaded the fleet");
    let (registry_sender, registry) = watch::channel(Arc::new(registry));

    store.judge_by(&config.detection, Utc::now()).await?;
    let detector = Detector::resume(store.clone(), handle.clone(), config.detection.clone(), Arc::new(assets)).await?;
    let (detector_queue, detector_input) = mpsc::channel(DETECTOR_QUEUE);
    let detector = tokio::spawn(detector.run(detector_input));

    let strangers = Strangers::default();
    let writers =
        Writers::open(store.clone(), config.pipeline.clone(), detector_queue.clone(), strangers.clone(), clock.clone())
            .await?;
    let keeper = Keeper::new(files, store.clone());
    // After a restart within a tick, others than before it: nobody sends a million keep-alives a second.
    let apart = Utc::now().timestamp_micros() as u32;
    let (intake, queues) = Intake::new(&config.pipeline, registry, clock, strangers, keeper, apart);
    let writer = tokio::spawn(writers.run(queues));

    let captures = Captures::default();
    captures.reload(&store).await?;
    tokio::spawn(captures.clone().run(store.clone(), shutdown.clone()));

    let wanted = partitions::Wanted {
        days: config.pipeline.partition_days,
        seal_after: (config.pipeline.seal_after_h > 0).then(|| TimeDelta::hours(config.pipeline.seal_after_h.into())),
    };
    tokio::spawn(partitions::keep(store.clone(), handle.clock().clone(), wanted, shutdown.clone()));

    let barrier = Barrier::default();
    let sources = TaskTracker::new();
    let options = Options {
        max_frame: config.edge.max_frame_bytes,
        max_message: config.edge.max_media_bytes,
        room: Room::new(config.edge.media_room_bytes),
        auth_code: AuthCode::Keyed(seal.derive("jt808-authentication", b"")),
        ..Options::default()
    };
    let (edge, online) = (Arc::new(config.edge.clone()), Online::default());
    let (courier, post, publications) = Courier::new(store.clone(), handle.clone(), config.mqtt.is_some());
    sources.spawn(courier.run(shutdown.clone()));
    for (protocol, socket) in listeners.tcp {
        let port = handle.ports.add(Port::new(protocol.name(), Transport::Tcp, listeners::shown(socket.local_addr())));
        let listener = Listener {
            socket,
            protocol,
            port,
            options: options.clone(),
            edge: edge.clone(),
            intake: intake.clone(),
            online: online.clone(),
            captures: captures.clone(),
            post: post.clone(),
            barrier: barrier.clone(),
            shutdown: shutdown.clone(),
            tasks: sources.clone(),
        };
        sources.spawn(listener.run());
    }
    for (protocol, socket) in listeners.udp {
        let port = handle.ports.add(Port::new(protocol.name(), Transport::Udp, listeners::shown(socket.local_addr())));
        let listener = UdpListener {
            socket,
            protocol,
            port,
            options: options.clone(),
            edge: edge.clone(),
            intake: intake.clone(),
            online: online.clone(),
            captures: captures.clone(),
            post: post.clone(),
            barrier: barrier.clone(),
            shutdown: shutdown.clone(),
        };
        sources.spawn(listener.run());
    }
    if let Some(mqtt) = config.mqtt.clone() {
        let address = format!("{}:{}", mqtt.host, mqtt.port);
        let subscriber = Subscriber {
            port: handle.ports.add(Port::new("mqtt", Transport::Mqtt, address)),
            config: mqtt,
            password: mqtt_password,
            intake: intake.clone(),
            captures: captures.clone(),
            post: post.clone(),
            publications,
            unknown_devices: edge.unknown_devices,
            options,
            barrier: barrier.clone(),
            shutdown: shutdown.clone(),
        };
        sources.spawn(subscriber.run());
    }
    sources.close();

    let out = (store.clone(), seal);
    let notifier = Notifier::start(out, &config, smtp_password, handle.events.clone(), shutdown.clone())?;
    let conductor = Conductor {
        store: store.clone(),
        handle: handle.clone(),
        intake: intake.clone(),
        detector: detector_queue,
        registry: registry_sender,
        captures: captures.clone(),
        barrier,
        parameters: config.detection.clone(),
        wall: Utc::now,
        new_id: Uuid::now_v7,
        new_code: unguessable,
    };
    let conductor = tokio::spawn(conductor.run(commands, shutdown.clone()));
    let http = tokio::spawn(serve_http(listeners.http, router, shutdown.clone()));
    Ok(Running { handle, store, shutdown, sources, http, conductor, intake, captures, writer, detector, notifier })
}

async fn serve_http(listener: TcpListener, router: Router, shutdown: CancellationToken) {
    let stop = shutdown.clone();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move { stop.cancelled().await });
    let grace = async {
        shutdown.cancelled().await;
        tokio::time::sleep(REQUESTS_END).await;
    };
    tokio::select! {
        ended = server => if let Err(error) = ended { tracing::error!(%error, "the API stopped") },
        // Event streams never end by themselves.
        () = grace => {}
    }
}

impl Running {
    /// Waits for the shutdown token, then for the orderly end. When the writer or the detectors end before that, the
    /// service stops too: it must not go on taking in what nobody stores or looks at.
    ///
    /// # Errors
    ///
    /// [`ServerError::Stopped`] when a task ended by itself, or would not end.
    pub async fn finished(self) -> Result<(), ServerError> {
        let Running {
            handle: _,
            store,
            shutdown,
            sources,
            http,
            mut conductor,
            intake,
            captures,
            mut writer,
            mut detector,
            mut notifier,
        } = self;
        let (mut written, mut detected) = (None, None);
        tokio::select! {
            biased;
            () = shutdown.cancelled() => {}
            ended = &mut writer => written = Some(stopped_early("writer", ended.map(|r| r.map_err(|e| e.to_string())))),
            ended = &mut detector => detected = Some(stopped_early("detectors", ended.map(Ok))),
        }
        shutdown.cancel();
        tracing::info!("stopping: finishing what was received");
        if tokio::time::timeout(SOURCES_END, sources.wait()).await.is_err() {
            tracing::warn!("some connections did not finish in time");
        }
        captures.flush(&store).await;
        // The conductor and the sources held the ways to the writer; with the last one gone it ends, and then the
        // detectors do.
        let conducted = end("conductor", &mut conductor).await.map(drop);
        drop(intake);
        let written = match written {
            Some(error) => Err(error),
            None => end("writer", &mut writer).await.and_then(|r| r.map_err(|e| stopped("writer", e.to_string()))),
        };
        let detected = match detected {
            Some(error) => Err(error),
            None => end("detectors", &mut detector).await,
        };
        let _ = http.await;
        // Messages under way are finished; one that is not goes again, under the same id, at the next start.
        let notified = end("notifier", &mut notifier).await;
        // A long statement of the task that seals partitions is not waited for: it is done again at the next start.
        if tokio::time::timeout(TASK_END, store.close()).await.is_err() {
            tracing::warn!("a statement did not end in time");
        }
        tracing::info!("stopped");
        written.and(detected).and(conducted).and(notified)
    }
}

fn stopped(task: &'static str, why: impl Into<String>) -> ServerError {
    ServerError::Stopped { task, why: why.into() }
}

/// Says that a task ended while the service ran.
fn stopped_early(task: &'static str, ended: Result<Result<(), String>, JoinError>) -> ServerError {
    let why = match ended {
        Ok(Ok(())) => "it ended by itself".to_owned(),
        Ok(Err(error)) => error,
        Err(error) => error.to_string(),
    };
    tracing::error!(task, why, "a task ended while the service ran; stopping");
    stopped(task, why)
}

/// Waits for a task's end; one that does not end in time is aborted.
async fn end<T>(task: &'static str, handle: &mut JoinHandle<T>) -> Result<T, ServerError> {
    match tokio::time::timeout(TASK_END, &mut *handle).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => {
            tracing::error!(task, %error, "a task failed");
            Err(stopped(task, error.to_string()))
        }
        Err(_) => {
            tracing::error!(task, "a task did not end within 30 s; aborting it");
            handle.abort();
            Err(stopped(task, "it did not end within 30 s"))
        }
    }
}

/// Text that nobody guesses, from the system's source of randomness.
fn unguessable() -> String {
    let mut bytes = [0_u8; 16];
    rand::RngCore::fill_bytes(&mut <rand::rngs::StdRng as rand::SeedableRng>::from_os_rng(), &mut bytes);
    hex::encode(bytes)
}
