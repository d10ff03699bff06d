//! The embedded database: a private PostgreSQL cluster in the data directory, run from the installed binaries.
//!
//! It listens on loopback and on its own socket, under a password that only the data directory knows. It is adopted
//! when an earlier process left it running (a crash), and stopped when ours ends. Started as root, it runs as the
//! `postgres` user, because PostgreSQL refuses uid 0.

mod binaries;

pub use binaries::{Binaries, Runner};

use rand::RngCore;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Superuser of the private cluster.
const SUPERUSER: &str = "lienwatch";
/// Database of the private cluster.
const DATABASE: &str = "lienwatch";
/// Seconds that a start or a stop may take (crash recovery included).
const START_SECONDS: u32 = 120;

/// Why there is no embedded database.
#[derive(Debug, thiserror::Error)]
pub enum PostgresError {
    /// PostgreSQL is not installed.
    #[error(
        "found no PostgreSQL 15 or newer under /usr/lib/postgresql: install postgresql-15 and postgresql-15-postgis-3, or set DATABASE_URL"
    )]
    NotInstalled,
    /// Root has nobody to run it as.
    #[error(
        "started as root, but there is no user 'postgres' to run the database as: install postgresql-15, or set DATABASE_URL"
    )]
    NoUser,
    /// The database's user cannot get to the data directory.
    #[error(
        "{dir} cannot be entered by the user the database runs as: choose a data directory below /var/lib, or make {dir} enterable (chmod o+x)"
    )]
    Unreachable {
        /// The directory that stops it.
        dir: PathBuf,
    },
    /// A file could not be read or written.
    #[error("failed to {what} {path}: {source}")]
    File {
        /// What was tried.
        what: &'static str,
        /// On which path.
        path: PathBuf,
        /// Why it failed.
        source: std::io::Error,
    },
    /// A program of PostgreSQL failed.
    #[error("{program} failed ({status}): {output}")]
    Program {
        /// Which.
        program: &'static str,
        /// How it ended.
        status: String,
        /// The end of what it printed.
        output: String,
    },
    /// It runs, but does not take our connection.
    #[error("the embedded database does not accept a connection: {0}")]
    Connect(#[from] sqlx::Error),
}

/// A running private cluster. Stopped by [`Embedded::stop`], and when dropped.
#[derive(Debug)]
pub struct Embedded {
    url: String,
    runner: Runner,
    cluster: PathBuf,
    adopted: bool,
    stopped: bool,
}

impl Embedded {
    /// Starts (or adopts) the cluster of `data_dir`, making it on the first run. Blocks for up to two minutes.
    pub fn start(data_dir: &Path, random: &mut dyn RngCore) -> Result<Embedded, PostgresError> {
        let binaries = Binaries::find()?;
        let home = data_dir.join("postgres");
        make_dir(data_dir, 0o711)?;
        make_dir(&home, 0o700)?;
        let runner = Runner::for_directory(binaries, &home)?;
        runner.give(&home)?;
        let cluster = home.join("data");
        let password = password(data_dir, random)?;
        if !cluster.join("PG_VERSION").exists() {
            init(&runner, &cluster, &password)?;
        }
        let adopted = runner.run("pg_ctl", &["-D", text(&cluster), "status"], None).is_ok();
        if !adopted {
            let port = free_port().map_err(|e| file("choose a port for", &home, e))?;
            start_server(&runner, &home, &cluster, port)?;
        }
        let port = running_port(&cluster)?;
        let url = format!("postgres://{SUPERUSER}:{password}@127.0.0.1:{port}/{DATABASE}");
        Ok(Embedded { url, runner, cluster, adopted, stopped: false })
    }

    /// Waits until it answers, and makes the database on the first run.
    pub async fn ready(&self) -> Result<(), PostgresError> {
        use sqlx::{Connection, PgConnection};
        let (base, _) = self.url.rsplit_once('/').unwrap_or((self.url.as_str(), ""));
        let mut admin = PgConnection::connect(&format!("{base}/postgres")).await?;
        let there: bool = crate::store::admin::database_exists(&mut admin, DATABASE).await?;
        if !there {
            crate::store::admin::create_database(&mut admin, DATABASE).await?;
        }
        admin.close().await?;
        Ok(())
    }

    /// How to reach it (with its password: do not print).
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Whether it was already running.
    pub fn adopted(&self) -> bool {
        self.adopted
    }

    /// Stops it and waits until it has.
    pub fn stop(mut self) -> Result<(), PostgresError> {
        self.stop_now()
    }

    fn stop_now(&mut self) -> Result<(), PostgresError> {
        if std::mem::replace(&mut self.stopped, true) {
            return Ok(());
        }
        let seconds = START_SECONDS.to_string();
        let arguments = ["-D", text(&self.cluster), "-m", "fast", "-w", "-t", &seconds, "stop"];
        self.runner.run("pg_ctl", &arguments, None).map(drop)
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        if let Err(error) = self.stop_now() {
            tracing::warn!(%error, "failed to stop the embedded database");
        }
    }
}

fn init(runner: &Runner, cluster: &Path, password: &str) -> Result<(), PostgresError> {
    let arguments = [
        "-D",
        text(cluster),
        "-U",
        SUPERUSER,
        "-A",
        "scram-sha-256",
        "--pwfile=/dev/stdin",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ];
    runner.run("initdb", &arguments, Some(password)).map(drop)
}

fn start_server(runner: &Runner, home: &Path, cluster: &Path, port: u16) -> Result<(), PostgresError> {
    // A Unix socket path holds 107 bytes; a data directory too deep for that is served by loopback alone.
    let socket = if home.as_os_str().len() < 80 { text(home).to_owned() } else { String::new() };
    let options = [
        format!("-p {port}"),
        "-c listen_addresses=127.0.0.1".to_owned(),
        format!("-c unix_socket_directories='{socket}'"),
        "-c unix_socket_permissions=0700".to_owned(),
        "-c shared_buffers=256MB".to_owned(),
        "-c max_connections=100".to_owned(),
        "-c max_wal_size=4GB".to_owned(),
        "-c wal_compression=on".to_owned(),
        "-c jit=off".to_owned(),
    ]
    .join(" ");
    let (log, seconds) = (home.join("server.log"), START_SECONDS.to_string());
    let arguments = ["-D", text(cluster), "-w", "-t", &seconds, "-l", text(&log), "-o", &options, "start"];
    runner.run("pg_ctl", &arguments, None).map(drop)
}

/// The port stands on the fourth line of the server's own pid file.
fn running_port(cluster: &Path) -> Result<u16, PostgresError> {
    let path = cluster.join("postmaster.pid");
    let content = std::fs::read_to_string(&path).map_err(|e| file("read", &path, e))?;
    let port = content.lines().nth(3).and_then(|line| line.trim().parse().ok());
    port.ok_or_else(|| file("read the port in", &path, std::io::ErrorKind::InvalidData.into()))
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// The superuser's password: made once, readable by us alone.
fn password(data_dir: &Path, random: &mut dyn RngCore) -> Result<String, PostgresError> {
    let path = data_dir.join("database-password");
    if let Ok(password) = std::fs::read_to_string(&path) {
        return Ok(password.trim().to_owned());
    }
    let mut bytes = [0; 24];
    random.fill_bytes(&mut bytes);
    let password = hex::encode(bytes);
    std::fs::write(&path, &password).map_err(|e| file("write", &path, e))?;
    set_mode(&path, 0o600)?;
    Ok(password)
}

fn make_dir(path: &Path, mode: u32) -> Result<(), PostgresError> {
    std::fs::create_dir_all(path).map_err(|e| file("create", path, e))?;
    set_mode(path, mode)
}

fn set_mode(path: &Path, mode: u32) -> Result<(), PostgresError> {
    let permissions = std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(path, permissions).map_err(|e| file("set the mode of", path, e))
}

fn file(what: &'static str, path: &Path, source: std::io::Error) -> PostgresError {
    PostgresError::File { what, path: path.to_owned(), source }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap_or_default()
}
