//! `lienwatch serve` and `lienwatch migrate`

use crate::addresses::Geocoder;
use crate::api::{self, AppState};
use crate::config::Config;
use crate::engine::{Clock, Handle};
use crate::files::Files;
use crate::postgres::{Durability, Embedded};
use crate::server::{self, Listeners, Parts};
use crate::store::Store;
use crate::store::seal::Seal;
use anyhow::Context;
use chrono::{DateTime, Utc};
use rand::SeedableRng;
use rand::rngs::StdRng;
use std::fs::{File, Permissions};
use std::io::{ErrorKind, Write};
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tokio_util::sync::CancellationToken;

/// Options of `serve`.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// Configuration file (TOML).
    #[arg(long, env = "LIENWATCH_CONFIG")]
    config: Option<PathBuf>,
    /// Where the embedded database, keys and files live.
    #[arg(long, env = "LIENWATCH_DATA_DIR")]
    data_dir: Option<PathBuf>,
    /// Where the API listens.
    #[arg(long)]
    http: Option<SocketAddr>,
    /// Where a protocol listens, e.g. gt06=0.0.0.0:5023; repeat for several. With --udp replaces all configured ones.
    #[arg(long, value_parser = protocol_address)]
    tcp: Vec<(String, SocketAddr)>,
    /// Where a protocol listens over UDP, e.g. teltonika=0.0.0.0:5027; repeat for several. With --tcp replaces all
    /// configured ones.
    #[arg(long, value_parser = protocol_address)]
    udp: Vec<(String, SocketAddr)>,
    /// The MQTT broker to read from, host:port.
    #[arg(long)]
    mqtt: Option<String>,
    /// Whether the engine clock follows the wall, or is moved by PUT /api/v1/system/clock.
    #[arg(long, value_enum, default_value = "wall")]
    engine_clock: EngineClock,
    /// Where a driven clock starts (RFC 3339); default: now.
    #[arg(long)]
    engine_start: Option<DateTime<Utc>>,
}

/// How the engine clock moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum EngineClock {
    /// With the wall.
    Wall,
    /// By PUT /api/v1/system/clock.
    Driven,
}

/// Options of `migrate`.
#[derive(Debug, clap::Args)]
pub struct Migrate {
    /// The database; a superuser on a new cluster.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: String,
}

fn protocol_address(text: &str) -> Result<(String, SocketAddr), String> {
    let (name, address) = text.split_once('=').ok_or("write protocol=address, e.g. gt06=0.0.0.0:5023")?;
    let address = address.parse().map_err(|e| format!("{address}: {e}"))?;
    Ok((name.to_owned(), address))
}

impl Migrate {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        super::runtime()?.block_on(Store::migrate(&self.database_url))?;
        eprintln!("the schema is up to date");
        Ok(ExitCode::SUCCESS)
    }
}

impl Serve {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let (config, clock) = self.configured()?;
        super::runtime()?.block_on(serve(config, clock))?;
        Ok(ExitCode::SUCCESS)
    }

    fn configured(self) -> anyhow::Result<(Config, Clock)> {
        let mut config = Config::load(self.config.as_deref())?;
        if let Some(dir) = self.data_dir {
            config.data_dir = dir;
        }
        if let Some(address) = self.http {
            config.http.address = address;
        }
        if !(self.tcp.is_empty() && self.udp.is_empty()) {
            config.tcp = self.tcp.into_iter().collect();
            config.udp = self.udp.into_iter().collect();
        }
        if let Some(broker) = self.mqtt {
            let (host, port) = broker.rsplit_once(':').context("write the broker as host:port")?;
            let port = port.parse().context("write the broker as host:port")?;
            config.mqtt = Some(crate::config::Mqtt::at(host, port));
        }
        let clock = match self.engine_clock {
            EngineClock::Wall => Clock::wall(),
            EngineClock::Driven => Clock::driven(self.engine_start.unwrap_or_else(Utc::now)),
        };
        Ok((config.validated()?, clock))
    }
}

/// The database of a configuration: the one it names, or our own.
pub enum Opened {
    /// Somebody else's.
    External(String),
    /// Ours.
    Embedded(Embedded),
}

impl Opened {
    /// Opens, starting the embedded cluster if no URL is given, and migrates.
    pub async fn open(config: &Config) -> anyhow::Result<(Opened, Store)> {
        match std::env::var("DATABASE_URL").ok().or_else(|| config.database.url.clone()) {
            Some(url) => Opened::External(url).connected(config).await,
            None => Opened::embedded(config, Durability::Kept).await,
        }
    }

    /// Starts the embedded cluster of the data directory, and migrates.
    pub async fn embedded(config: &Config, durability: Durability) -> anyhow::Result<(Opened, Store)> {
        let data_dir = config.data_dir.clone();
        let mut random = StdRng::from_os_rng();
        let start = move || Embedded::start(&data_dir, durability, &mut random);
        let embedded = tokio::task::spawn_blocking(start).await??;
        embedded.ready().await?;
        Opened::Embedded(embedded).connected(config).await
    }

    async fn connected(self, config: &Config) -> anyhow::Result<(Opened, Store)> {
        let opened = self;
        let url = match &opened {
            Opened::External(url) => url.as_str(),
            Opened::Embedded(embedded) => embedded.url(),
        };
        Store::migrate(url).await.context("failed to bring the schema up to date")?;
        let store = Store::connect(&config.database, url).await.context("failed to connect to the database")?;
        Ok((opened, store))
    }

    /// Stops what was started.
    pub async fn close(self) -> anyhow::Result<()> {
        if let Opened::Embedded(embedded) = self {
            tokio::task::spawn_blocking(move || embedded.stop()).await??;
        }
        Ok(())
    }
}

/// The key ring: `LIENWATCH_KEYS`, else the file `keys` of the data directory, made on the first run.
pub fn key_ring(data_dir: &Path) -> anyhow::Result<Seal> {
    if let Ok(text) = std::env::var("LIENWATCH_KEYS") {
        return Seal::parse(&text).context("LIENWATCH_KEYS");
    }
    std::fs::create_dir_all(data_dir).with_context(|| format!("failed to create {}", data_dir.display()))?;
    let path = data_dir.join("keys");
    if !path.exists() {
        let text = Seal::generate(&mut StdRng::from_os_rng());
        write_once(&path, &text).with_context(|| format!("failed to write {}", path.display()))?;
    }
    let text = std::fs::read_to_string(&path).with_context(|| format!("failed to read {}", path.display()))?;
    Seal::parse(&text).with_context(|| path.display().to_string())
}

/// Writes a file that only its owner reads, whole or not at all, unless another process was first: then that one's
/// stays.
fn write_once(path: &Path, line: &str) -> std::io::Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    let mut draft =
        tempfile::Builder::new().prefix(".draft-").permissions(Permissions::from_mode(0o600)).tempfile_in(dir)?;
    writeln!(draft, "{line}")?;
    draft.as_file().sync_all()?;
    match draft.persist_noclobber(path) {
        Ok(_) => {}
        Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => {}
        Err(failed) => return Err(failed.error),
    }
    File::open(dir)?.sync_all()
}

async fn serve(config: Config, clock: Clock) -> anyhow::Result<()> {
    // From the first moment on: who is told to stop while starting leaves no database running behind.
    let shutdown = CancellationToken::new();
    tokio::spawn({
        let shutdown = shutdown.clone();
        async move {
            stop_signal().await;
            shutdown.cancel();
        }
    });
    let listeners = Listeners::bind(&config).await?;
    let address = listeners.http_address()?;
    let url = config.http.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    let (database, store) = Opened::open(&config).await?;
    let seal = key_ring(&config.data_dir)?;
    let files = Files::open(&config.files, &config.data_dir)?;
    let metrics = metrics_exporter_prometheus::PrometheusBuilder::new()
        .install_recorder()
        .context("failed to install the metrics recorder")?;

    let (handle, commands) = Handle::new(clock);
    let random = StdRng::from_os_rng();
    let state = AppState::new(store.clone(), files.clone(), handle.clone(), seal.clone(), config.http.clone(), random);
    let state = match config.geocoder.url {
        None => state.with_metrics(metrics),
        Some(_) => {
            let geocoder = Geocoder::new(&config.geocoder).context("failed to make ready for the geocoder")?;
            state.with_metrics(metrics).with_geocoder(geocoder)
        }
    };
    if let Some(token) = api::first_run(&state).await.map_err(internal)? {
        println!("Nobody can log in yet. Make yourself an administrator within 24 hours at");
        println!("  {url}/first-run?token={token}");
    }
    let show = |key: &str| println!("API key of the operator (shown this once): {key}");
    api::issue_operator_key(&state, show).await.map_err(internal)?;
    println!("Lienwatch listens: API {url}");
    for (protocol, address) in listeners.tcp_addresses() {
        println!("  {protocol} on {address}");
    }
    for (protocol, address) in listeners.udp_addresses() {
        println!("  {protocol} on {address} (udp)");
    }

    tokio::spawn(api::run_schedules(state.clone(), shutdown.clone()));
    tokio::spawn(api::run_exports(state.clone(), shutdown.clone()));
    let parts = Parts {
        config,
        listeners,
        store,
        files,
        seal,
        router: api::router(state),
        engine: (handle, commands),
        mqtt_password: std::env::var("LIENWATCH_MQTT_PASSWORD").ok(),
        smtp_password: std::env::var("LIENWATCH_SMTP_PASSWORD").ok(),
        shutdown,
    };
    let running = Box::pin(server::start(parts)).await?;
    let ended = running.finished().await;
    database.close().await?;
    Ok(ended?)
}

/// Resolves on SIGINT or SIGTERM.
pub async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => drop(terminate.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}

/// An API error outside a request has nobody to be a problem document for.
pub fn internal(error: api::Error) -> anyhow::Error {
    anyhow::anyhow!("{error}")
}
