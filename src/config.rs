//! One validated configuration. Unknown keys are refused; secrets come by environment, or by files of their own.

mod files;
mod geocoder;
mod notify;

pub use files::{Files, S3};
pub use geocoder::Geocoder;
pub use notify::{Network, Notify, Smtp, SmtpSecurity};

use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Everything that can be configured.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where the embedded database, keys and files live.
    pub data_dir: PathBuf,
    /// The database.
    pub database: Database,
    /// The HTTP API.
    pub http: Http,
    /// Tracker listeners: protocol name to address, e.g. `gt06 = "0.0.0.0:5023"`.
    pub tcp: BTreeMap<String, SocketAddr>,
    /// The same over UDP: a datagram is a frame.
    pub udp: BTreeMap<String, SocketAddr>,
    /// Limits of every tracker listener.
    pub edge: Edge,
    /// The MQTT broker to read from, if any.
    pub mqtt: Option<Mqtt>,
    /// The write path.
    pub pipeline: Pipeline,
    /// Photos, sound and video that trackers send.
    pub files: Files,
    /// Notifications.
    pub notify: Notify,
    /// A service that tells the address of a place.
    pub geocoder: Geocoder,
    /// Detector parameters.
    pub detection: lienwatch_domain::detect::Parameters,
}

/// The database.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// `DATABASE_URL` wins; unset: an embedded private PostgreSQL in the data directory.
    pub url: Option<String>,
    /// Own login for the API role (a member of `lw_api`); default: the main URL with `SET ROLE`.
    pub api_url: Option<String>,
    /// Own login for the writer's role.
    pub ingest_url: Option<String>,
    /// Own login for the detectors' role.
    pub worker_url: Option<String>,
    /// Connections the API may hold.
    pub api_connections: u32,
}

/// The HTTP API.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Http {
    /// Where it listens.
    pub address: SocketAddr,
    /// How people reach it, for links it prints; default: `http://` and the address.
    pub public_url: Option<String>,
    /// Largest request body, bytes.
    pub max_body_bytes: usize,
    /// Requests a second that one caller may make on average, and 10 times that in a burst.
    pub requests_per_second: u32,
}

/// What happens to a device that nobody registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownDevices {
    /// Close the connection.
    Reject,
    /// Answer as usual, keep the last packets for the operator to see, store no observation.
    Quarantine,
}

/// Limits of every tracker listener.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Edge {
    /// Connections per listener; peers remembered per UDP listener.
    pub max_connections: usize,
    /// Connections per peer address (0: no limit; carriers put whole fleets behind one address).
    pub max_connections_per_ip: usize,
    /// Seconds until a connection must have logged in.
    pub first_frame_s: u64,
    /// Largest frame, bytes.
    pub max_frame_bytes: usize,
    /// Refused frames until a connection is closed.
    pub error_budget: u32,
    /// Replies that may wait for durability on one connection before it is no longer read.
    pub max_pending_replies: usize,
    /// Seconds a reply may take to be written.
    pub write_s: u64,
    /// Largest photo, sound or video that a registered device may send in parts, bytes.
    pub max_media_bytes: usize,
    /// Room for what comes in parts, from the first part until it is stored, of all connections together, bytes.
    pub media_room_bytes: usize,
    /// Seconds after a datagram for which commands may go to the address that it came from.
    pub udp_fresh_s: u64,
    /// What happens to unregistered devices.
    pub unknown_devices: UnknownDevices,
}

/// The MQTT broker.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mqtt {
    /// Broker host.
    pub host: String,
    /// Broker port.
    #[serde(default = "mqtt_port")]
    pub port: u16,
    /// TLS with the system's or the given roots.
    #[serde(default)]
    pub tls: bool,
    /// User name; the password comes by `LIENWATCH_MQTT_PASSWORD`.
    #[serde(default)]
    pub user: Option<String>,
    /// Client id: with clean-start off the broker keeps what arrives while we are away.
    #[serde(default = "mqtt_client")]
    pub client_id: String,
    /// First level of our topics: `{prefix}/{device}/json` and `{prefix}/{device}/raw/{protocol}`.
    #[serde(default = "mqtt_prefix")]
    pub prefix: String,
    /// `$share` group, if several nodes read together.
    #[serde(default)]
    pub share: Option<String>,
}

impl Mqtt {
    /// A broker in the open, with our defaults.
    pub fn at(host: &str, port: u16) -> Mqtt {
        let (client_id, prefix) = (mqtt_client(), mqtt_prefix());
        Mqtt { host: host.to_owned(), port, tls: false, user: None, client_id, prefix, share: None }
    }
}

fn mqtt_port() -> u16 {
    1883
}

fn mqtt_client() -> String {
    "lienwatch".into()
}

fn mqtt_prefix() -> String {
    "lienwatch".into()
}

/// The write path.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pipeline {
    /// Rows per COPY at most.
    pub batch_rows: usize,
    /// Milliseconds a row waits for company at most.
    pub linger_ms: u64,
    /// Milliseconds of silence from every source after which a batch goes at once.
    pub idle_flush_ms: u64,
    /// Records that may wait for the writer; beyond that no socket is read.
    pub queue: usize,
    /// Days one partition covers (1 to 31); unset: 7 below 20 000 registered trackers, 1 from there on.
    pub partition_days: Option<u32>,
    /// Hours after its end until a partition is rewritten in the order of tracker and time (0: never).
    pub seal_after_h: u32,
    /// Tasks that write observations, each its own part of the fleet (1 to 8); default: 2, or 1 where there is one core.
    pub writers: usize,
}

impl Default for Config {
    fn default() -> Self {
        let port = |p: u16| SocketAddr::from(([0, 0, 0, 0], p));
        Config {
            data_dir: default_data_dir(),
            database: Database::default(),
            http: Http::default(),
            tcp: [("gt06", 5023), ("jt808", 5015), ("teltonika", 5027)].map(|(n, p)| (n.to_owned(), port(p))).into(),
            udp: [("teltonika".to_owned(), port(5027))].into(),
            edge: Edge::default(),
            mqtt: None,
            pipeline: Pipeline::default(),
            files: Files::default(),
            notify: Notify::default(),
            geocoder: Geocoder::default(),
            detection: Default::default(),
        }
    }
}

impl Default for Database {
    fn default() -> Self {
        Database { url: None, api_url: None, ingest_url: None, worker_url: None, api_connections: 16 }
    }
}

impl Default for Http {
    fn default() -> Self {
        Http {
            address: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: None,
            max_body_bytes: 16 * 1024 * 1024,
            requests_per_second: 200,
        }
    }
}

impl Default for Edge {
    fn default() -> Self {
        Edge {
            max_connections: 50_000,
            max_connections_per_ip: 0,
            first_frame_s: 20,
            max_frame_bytes: 16 * 1024,
            error_budget: 32,
            max_pending_replies: 256,
            write_s: 20,
            max_media_bytes: 8 << 20,
            media_room_bytes: 64 << 20,
            udp_fresh_s: 120,
            unknown_devices: UnknownDevices::Quarantine,
        }
    }
}

impl Default for Pipeline {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, |n| n.get());
        Pipeline {
            batch_rows: 5000,
            linger_ms: 20,
            idle_flush_ms: 2,
            queue: 20_000,
            partition_days: None,
            seal_after_h: 48,
            writers: cores.min(2),
        }
    }
}

/// Why a configuration was refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file could not be read.
    #[error("failed to read {path}: {source}")]
    Read {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not what it should be.
    #[error("{path}: {source}")]
    Parse {
        /// Which file.
        path: PathBuf,
        /// What and where.
        source: Box<toml::de::Error>,
    },
    /// A value outside its range.
    #[error("{key} must be {must}")]
    Range {
        /// Which key.
        key: &'static str,
        /// Its range.
        must: &'static str,
    },
}

impl Config {
    /// Reads a TOML file; without one, the defaults.
    pub fn load(path: Option<&Path>) -> Result<Config, ConfigError> {
        let config = match path {
            None => Config::default(),
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
                toml::from_str(&text)
                    .map_err(|source| ConfigError::Parse { path: path.to_owned(), source: Box::new(source) })?
            }
        };
        config.validated()
    }

    /// Refuses values outside their ranges.
    pub fn validated(self) -> Result<Config, ConfigError> {
        let (e, p) = (&self.edge, &self.pipeline);
        let in_range = [
            (self.database.api_connections >= 1, "database.api_connections", "at least 1"),
            ((64..=1 << 20).contains(&e.max_frame_bytes), "edge.max_frame_bytes", "between 64 and 1048576"),
            (e.first_frame_s >= 1, "edge.first_frame_s", "at least 1"),
            (e.write_s >= 1, "edge.write_s", "at least 1"),
            (e.max_pending_replies >= 1, "edge.max_pending_replies", "at least 1"),
            (
                (256 << 10..=64 << 20).contains(&e.max_media_bytes),
                "edge.max_media_bytes",
                "between 262144 and 67108864",
            ),
            (
                e.media_room_bytes / 2 >= e.max_media_bytes,
                "edge.media_room_bytes",
                "at least twice edge.max_media_bytes",
            ),
            ((1..=86_400).contains(&e.udp_fresh_s), "edge.udp_fresh_s", "between 1 and 86400"),
            (e.max_connections >= 1, "edge.max_connections", "at least 1"),
            ((1..=5000).contains(&p.batch_rows), "pipeline.batch_rows", "between 1 and 5000"),
            ((1..=50).contains(&p.linger_ms), "pipeline.linger_ms", "between 1 and 50"),
            (p.idle_flush_ms <= p.linger_ms, "pipeline.idle_flush_ms", "no more than pipeline.linger_ms"),
            (p.queue >= p.batch_rows, "pipeline.queue", "at least pipeline.batch_rows"),
            (p.partition_days.is_none_or(|d| (1..=31).contains(&d)), "pipeline.partition_days", "between 1 and 31"),
            ((1..=8).contains(&p.writers), "pipeline.writers", "between 1 and 8"),
            (self.http.max_body_bytes >= 1024, "http.max_body_bytes", "at least 1024"),
            (self.http.requests_per_second >= 1, "http.requests_per_second", "at least 1"),
            (spoken(&self.tcp), "tcp", "a table of protocols (gt06, jt808, teltonika) with their addresses"),
            (spoken(&self.udp), "udp", "a table of protocols (gt06, jt808, teltonika) with their addresses"),
        ];
        let out_of_range = in_range.into_iter().find(|(ok, ..)| !ok).map(|(_, key, must)| (key, must));
        match out_of_range.or(self.files.problem()).or(self.notify.problem()).or(self.geocoder.problem()) {
            Some((key, must)) => Err(ConfigError::Range { key, must }),
            None => Ok(self),
        }
    }
}

/// Whether all of a table's protocols have sessions.
fn spoken(listeners: &BTreeMap<String, SocketAddr>) -> bool {
    listeners.keys().all(|name| {
        lienwatch_protocols::Protocol::from_name(name).is_some_and(|p| p.session(Default::default()).is_some())
    })
}

/// `/var/lib/lienwatch` for root, else `$XDG_DATA_HOME/lienwatch` or `~/.local/share/lienwatch`.
fn default_data_dir() -> PathBuf {
    if rustix::process::geteuid().is_root() {
        return "/var/lib/lienwatch".into();
    }
    let home = || std::env::var_os("HOME").map(|h| PathBuf::from(h).join(".local/share"));
    std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).or_else(home).unwrap_or_else(|| ".".into()).join("lienwatch")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_unknown_keys_and_values_out_of_range() {
        let parse = |text: &str| toml::from_str::<Config>(text).map_err(|e| e.to_string());
        assert!(parse("[edge]\nmax_conections = 5").expect_err("a misspelt key").contains("max_conections"));
        let config = parse("[pipeline]\nbatch_rows = 6000").expect("well-formed");
        let error = config.validated().expect_err("out of range").to_string();
        assert_eq!(error, "pipeline.batch_rows must be between 1 and 5000");
        let config = parse("[tcp]\nh03 = \"127.0.0.1:1\"").expect("well-formed");
        assert!(config.validated().expect_err("no such protocol").to_string().starts_with("tcp must be"));
        let config = parse("[udp]\njson = \"127.0.0.1:1\"").expect("well-formed");
        assert!(config.validated().expect_err("no datagram form").to_string().starts_with("udp must be"));
        for url in ["s3://", "s3://Bucket", "s3://a_b", "s3://-ab", "http://host/bucket", "file://relative"] {
            let config = parse(&format!("[files]\nurl = \"{url}\"")).expect("well-formed");
            assert!(config.validated().expect_err(url).to_string().starts_with("files.url must be file://"), "{url}");
        }
        let config = parse("[files]\nurl = \"s3://evidence/north/\"").expect("well-formed");
        assert_eq!(config.validated().expect("a bucket").files.bucket(), Some(("evidence", "north")));
        let plain = parse("[files]\nurl = \"s3://evidence\"\n[files.s3]\nendpoint = \"http://10.0.0.1:9000\"");
        let error = plain.expect("well-formed").validated().expect_err("plain").to_string();
        assert!(error.starts_with("files.s3.endpoint must be https://"), "{error}");
        assert!(Config::default().validated().is_ok());
    }
}
