//! A whole service without its API, on free ports, over a database of its own; and trackers that talk to it.

use crate::support::database;
use axum::Router;
use bytes::BytesMut;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch::config::{Config, Mqtt};
use lienwatch::engine::{Clock, Handle};
use lienwatch::files::Files;
use lienwatch::server::{self, Listeners, Parts, Running};
use lienwatch::store::Store;
use lienwatch::store::seal::Seal;
use lienwatch_protocols::Protocol;
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::gt06::Gt06Encoder;
use lienwatch_protocols::message::{Fix, FixKind, Kind, Message, Vitals};
use sqlx::PgPool;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

pub const IMEI: &str = "860000000000017";

/// A running service.
pub struct Service {
    pub url: String,
    pub owner: PgPool,
    pub handle: Handle,
    pub tcp: BTreeMap<Protocol, SocketAddr>,
    pub udp: BTreeMap<Protocol, SocketAddr>,
    pub files: Files,
    /// Held for as long as it runs, where the configuration names no folder.
    pub dir: TempDir,
    shutdown: CancellationToken,
    running: Running,
}

/// A configuration on free ports of loopback.
pub fn config() -> Config {
    let loopback = SocketAddr::from(([127, 0, 0, 1], 0));
    let mut config = Config::default();
    config.http.address = loopback;
    config.tcp.values_mut().for_each(|address| *address = loopback);
    config.files.keep_free_bytes = 0;
    config.udp = ["gt06", "jt808", "teltonika"].map(|name| (name.to_owned(), loopback)).into();
    config
}

impl Service {
    pub async fn new() -> Service {
        let url = database::fresh().await;
        register(&PgPool::connect(&url).await.expect("connects"), IMEI, "gt06").await;
        Service::over(url, config(), Clock::wall()).await
    }

    pub async fn with_mqtt(port: u16, url: String) -> Service {
        let mqtt = Mqtt { client_id: format!("lienwatch-{port}"), ..Mqtt::at("127.0.0.1", port) };
        Service::over(url, Config { mqtt: Some(mqtt), ..config() }, Clock::wall()).await
    }

    pub async fn over(url: String, config: Config, clock: Clock) -> Service {
        let store = Store::connect(&config.database, &url).await.expect("connects");
        let listeners = Listeners::bind(&config).await.expect("binds");
        let (tcp, udp) = (listeners.tcp_addresses(), listeners.udp_addresses());
        let shutdown = CancellationToken::new();
        let seal = Seal::parse(&"ab".repeat(32)).expect("a key ring");
        let dir = tempfile::tempdir().expect("a folder");
        let files = Files::open(&config.files, dir.path()).expect("opens");
        let parts = Parts {
            config,
            listeners,
            store,
            files: files.clone(),
            seal,
            router: Router::new(),
            engine: Handle::new(clock),
            mqtt_password: None,
            smtp_password: None,
            shutdown: shutdown.clone(),
        };
        let running = Box::pin(server::start(parts)).await.expect("starts");
        let owner = PgPool::connect(&url).await.expect("connects");
        Service { url, owner, handle: running.handle.clone(), tcp, udp, files, dir, shutdown, running }
    }

    pub async fn stop(self) -> String {
        self.shutdown.cancel();
        self.running.finished().await.expect("ends in order");
        self.url
    }

    pub async fn connect(&self, protocol: Protocol) -> TcpStream {
        TcpStream::connect(self.tcp[&protocol]).await.expect("connects")
    }

    /// Rows stored of a device, without the logins and disconnects of its connections.
    pub async fn stored(&self, imei: &str) -> i64 {
        sqlx::query_scalar(
            "select count(*) from (select tracker_no, kind from observation union all
                                   select tracker_no, kind from observation_outlier) as o
             join tracker using (tracker_no) where device_id = $1 and kind not in (1, 6)",
        )
        .bind(imei)
        .fetch_one(&self.owner)
        .await
        .expect("counts")
    }
}

/// Registers a device of a lender of its own, in a car.
pub async fn register(owner: &PgPool, imei: &str, protocol: &str) {
    let statement = "
        with l as (insert into lender (id, name, created_at) values (gen_random_uuid(), $1, now()) returning lender_no),
             v as (insert into vehicle (id, lender_no, vin, created_at, updated_at)
                   select gen_random_uuid(), lender_no, $1, now(), now() from l returning vehicle_no, lender_no),
             t as (insert into tracker (id, lender_no, protocol, device_id, role, created_at, updated_at)
                   select gen_random_uuid(), lender_no, $2, $1, 'wired', now(), now() from l returning tracker_no)
        insert into installation (id, lender_no, tracker_no, vehicle_no, installed_at, created_at)
        select gen_random_uuid(), lender_no, tracker_no, vehicle_no, '2020-01-01', now() from v, t";
    sqlx::query(statement).bind(imei).bind(protocol).execute(owner).await.expect("registers");
}

/// A live position at `t`, in whole seconds.
pub fn position(t: DateTime<Utc>) -> Message {
    let t = DateTime::from_timestamp(t.timestamp(), 0);
    Message {
        kind: Kind::Position,
        device_time: t,
        fix: Some(Fix {
            time: t,
            lat: 31.23,
            lon: 121.47,
            kind: FixKind::Gnss,
            valid: true,
            speed_kph: Some(36.0),
            course_deg: Some(90.0),
            altitude_m: None,
            accuracy_m: None,
            satellites: Some(9),
            hdop: None,
        }),
        vitals: Vitals { ignition: Some(true), ..Vitals::default() },
        ..Message::default()
    }
}

/// A GT06 tracker.
pub struct Tracker {
    pub stream: TcpStream,
    pub encoder: Gt06Encoder,
}

impl Tracker {
    /// Connects and logs in.
    pub async fn login(service: &Service, imei: &str) -> Tracker {
        let mut tracker = Tracker {
            stream: service.connect(Protocol::Gt06).await,
            encoder: Gt06Encoder::new(imei).expect("an IMEI"),
        };
        let mut bytes = BytesMut::new();
        tracker.encoder.login(&mut bytes);
        tracker.stream.write_all(&bytes).await.expect("sends");
        assert_eq!(tracker.reply().await[3], 0x01, "the login is answered");
        tracker
    }

    pub fn encode(&mut self, message: Message) -> BytesMut {
        let mut bytes = BytesMut::new();
        self.encoder.reports(&[message], &mut bytes);
        bytes
    }

    pub async fn send(&mut self, message: Message) {
        let bytes = self.encode(message);
        self.stream.write_all(&bytes).await.expect("sends");
    }

    /// The next reply: `78 78 05 <type> <serial> <crc> 0d 0a`.
    pub async fn reply(&mut self) -> [u8; 10] {
        let mut reply = [0; 10];
        self.stream.read_exact(&mut reply).await.expect("a reply");
        reply
    }

    /// Whether the server has closed the connection, once what it still had to say is read.
    pub async fn closed(&mut self) -> bool {
        let mut rest = Vec::new();
        self.stream.read_to_end(&mut rest).await.is_ok() || rest.is_empty()
    }
}

pub fn seconds_ago(s: i64) -> DateTime<Utc> {
    Utc::now() - TimeDelta::seconds(s)
}
