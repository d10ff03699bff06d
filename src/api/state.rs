//! What every handler is given.

use super::limits::Limits;
use crate::addresses::Geocoder;
use crate::config::Http;
use crate::engine::Handle;
use crate::files::Files;
use crate::store::Store;
use crate::store::seal::Seal;
use chrono::{DateTime, Utc};
use lienwatch_domain::geo::Gazetteer;
use metrics_exporter_prometheus::PrometheusHandle;
use rand::rngs::StdRng;
use rand::{RngCore, SeedableRng};
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tokio::sync::Semaphore;
use uuid::Uuid;

/// Passwords being hashed at once: each takes 19 MiB and a core.
const HASHING_AT_ONCE: usize = 2;

/// Open event streams.
const STREAMS: usize = 512;

/// Imports being read at once: each holds a database connection.
const IMPORTS_AT_ONCE: usize = 3;

/// Jobs that wait or are being worked on: each holds a file on the disk.
const JOBS: usize = 20;

/// Files of exports being made at once: each reads pages of the store one after another.
const EXPORTS_AT_ONCE: usize = 2;

/// The same as jobs: nobody waits for them, and they keep nobody waiting who does.
const EXPORT_JOBS_AT_ONCE: usize = 2;

/// Files of exports being made or sent.
const DOWNLOADS: usize = 16;

/// Everything a handler may use. Cheap to clone; all clones are the same.
#[derive(Clone)]
pub struct AppState(Arc<Services>);

/// The parts of [`AppState`].
pub struct Services {
    /// The database.
    pub store: Store,
    /// What trackers sent besides records.
    pub files: Files,
    /// The engine.
    pub engine: Handle,
    /// Sealing of personal data.
    pub seal: Seal,
    /// Limits and addresses.
    pub http: Http,
    pub(super) limits: Limits,
    pub(super) hashing: Semaphore,
    pub(super) streams: Arc<Semaphore>,
    pub(super) imports: Semaphore,
    pub(super) jobs: Arc<Semaphore>,
    pub(super) exports: Semaphore,
    pub(super) export_jobs: Semaphore,
    pub(super) downloads: Arc<Semaphore>,
    wall: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    random: Mutex<StdRng>,
    pub(super) metrics: Option<PrometheusHandle>,
    pub(super) geocoder: OnceLock<Geocoder>,
    /// Read when they are asked for.
    pub(super) towns: OnceLock<Gazetteer>,
}

impl AppState {
    /// With the wall clock.
    pub fn new(store: Store, files: Files, engine: Handle, seal: Seal, http: Http, random: StdRng) -> AppState {
        let limits = Limits::new(http.requests_per_second);
        AppState(Arc::new(Services {
            store,
            files,
            engine,
            seal,
            http,
            limits,
            hashing: Semaphore::new(HASHING_AT_ONCE),
            streams: Arc::new(Semaphore::new(STREAMS)),
            imports: Semaphore::new(IMPORTS_AT_ONCE),
            jobs: Arc::new(Semaphore::new(JOBS)),
            exports: Semaphore::new(EXPORTS_AT_ONCE),
            export_jobs: Semaphore::new(EXPORT_JOBS_AT_ONCE),
            downloads: Arc::new(Semaphore::new(DOWNLOADS)),
            wall: Arc::new(Utc::now),
            random: Mutex::new(random),
            metrics: None,
            geocoder: OnceLock::new(),
            towns: OnceLock::new(),
        }))
    }

    /// With another clock for sessions, limits and audit. Before it is shared.
    pub fn with_wall(self, wall: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> AppState {
        self.with(|s| s.wall = Arc::new(wall))
    }

    /// With a recorder whose figures `/metrics` prints. Before it is shared.
    pub fn with_metrics(self, handle: PrometheusHandle) -> AppState {
        self.with(|s| s.metrics = Some(handle))
    }

    /// With a service that tells addresses; the first one stays.
    pub fn with_geocoder(self, geocoder: Geocoder) -> AppState {
        let _ = self.0.geocoder.set(geocoder);
        self
    }

    fn with(mut self, change: impl FnOnce(&mut Services)) -> AppState {
        if let Some(services) = Arc::get_mut(&mut self.0) {
            change(services);
        }
        self
    }
}

impl Deref for AppState {
    type Target = Services;

    fn deref(&self) -> &Services {
        &self.0
    }
}

impl Services {
    /// The wall's now: sessions, limits, audit. What happens to cars and loans goes by `engine.clock()`.
    pub fn wall_now(&self) -> DateTime<Utc> {
        (self.wall)()
    }

    /// Unguessable bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.with_random(|random| random.fill_bytes(&mut bytes));
        bytes
    }

    /// Runs `f` with the source of randomness.
    pub fn with_random<T>(&self, f: impl FnOnce(&mut StdRng) -> T) -> T {
        // A panic while it was held leaves a generator that is as good as before.
        f(&mut self.random.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A generator of its own, for what holds one across a wait.
    pub fn fork_random(&self) -> StdRng {
        self.with_random(StdRng::from_rng)
    }

    /// A new UUIDv7.
    pub fn new_id(&self) -> Uuid {
        let millis = u64::try_from(self.wall_now().timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.random()).into_uuid()
    }

    /// Whether people reach us over https: then cookies are `Secure`.
    pub fn secure(&self) -> bool {
        self.http.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}
