//! The embedded database: a private PostgreSQL cluster in the data directory, run from the installed binaries.
//!
//! It listens on loopback and on its own socket, under a password that only the data directory knows. It is adopted
//! when an earlier process left it running (a crash), and stopped when ours ends. Started as root, it runs as the
//! `postgres` user, because PostgreSQL refuses uid 0.

mod binaries;

pub use binaries::{Binaries, Runner};

use rand::RngCore;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Superuser of the private cluster.
const SUPERUSER: &str = "lienwatch";
/// Database of the private cluster.
const DATABASE: &str = "lienwatch";
/// Seconds that a start or a stop may take (crash recovery included).
const START_SECONDS: u32 = 120;
/// Pause before a server that is starting is asked again.
const STARTING: Duration = Duration::from_millis(100);

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

/// What is asked of a private cluster when the machine fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// What was committed is there again.
    Kept,
    /// Nothing: its directory is removed when it stops, and it need not wait for the disk.
    Throwaway,
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
    pub fn start(data_dir: &Path, durability: Durability, random: &mut dyn RngCore) -> Result<Embedded, PostgresError> {
        let binaries = Binaries::find()?;
        let home = data_dir.join("postgres");
        make_dir(data_dir, 0o711)?;
        make_dir(&home, 0o700)?;
        let runner = Runner::for_directory(binaries, &home)?;
        runner.give(&home)?;
        let cluster = home.join("data");
        let password = password(data_dir, random)?;
        if !cluster.join("PG_VERSION").exists() {
            init(&runner, &home, &cluster, &password)?;
        }
        forget_stale_pid(&cluster)?;
        let adopted = runner.run("pg_ctl", &["-D", text(&cluster), "status"]).is_ok();
        if !adopted {
            let port = free_port().map_err(|e| file("choose a port for", &home, e))?;
            start_server(&runner, &home, &cluster, port, durability)?;
        }
        let port = running_port(&cluster)?;
        let url = url(&home, port, &password);
        Ok(Embedded { url, runner, cluster, adopted, stopped: false })
    }

    /// Waits until it answers, and makes the database on the first run.
    pub async fn ready(&self) -> Result<(), PostgresError> {
        use sqlx::{Connection, PgConnection};
        let (base, _) = self.url.rsplit_once('/').unwrap_or((self.url.as_str(), ""));
        let until = Instant::now() + Duration::from_secs(START_SECONDS.into());
        let mut admin = loop {
            match PgConnection::connect(&format!("{base}/postgres")).await {
                Ok(connection) => break connection,
                // An adopted server may not listen yet, or still recover; there is nothing else to wait on.
                Err(error) if is_starting(&error) && self.lives() && Instant::now() < until => {
                    tokio::time::sleep(STARTING).await;
                }
                Err(error) => return Err(error.into()),
            }
        };
        let there: bool = crate::store::admin::database_exists(&mut admin, DATABASE).await?;
        if !there {
            crate::store::admin::create_database(&mut admin, DATABASE).await?;
        }
        admin.close().await?;
        Ok(())
    }

    /// A server that gives up takes its pid file with it.
    fn lives(&self) -> bool {
        self.cluster.join("postmaster.pid").exists()
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
        self.runner.run("pg_ctl", &arguments)
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        if let Err(error) = self.stop_now() {
            tracing::warn!(%error, "failed to stop the embedded database");
        }
    }
}

/// Makes the cluster beside its place and moves it there whole: a first start that is killed leaves nothing behind
/// that looks like a cluster.
fn init(runner: &Runner, home: &Path, cluster: &Path, password: &str) -> Result<(), PostgresError> {
    let unfinished = home.join(format!("unfinished-{}", std::process::id()));
    let password_file = home.join(format!("password-{}", std::process::id()));
    for path in [&unfinished, &password_file] {
        // Of an earlier process with our number.
        let _ = std::fs::remove_dir_all(path).or_else(|_| std::fs::remove_file(path));
    }
    // A file of the database's user: it may not read what we hand it as standard input.
    write_whole(&password_file, password)?;
    runner.give(&password_file)?;
    let pwfile = format!("--pwfile={}", text(&password_file));
    let directory = text(&unfinished);
    let arguments =
        ["-D", directory, "-U", SUPERUSER, "-A", "scram-sha-256", &pwfile, "-E", "UTF8", "--locale=C.UTF-8"];
    let made = runner.run("initdb", &arguments);
    let removed = std::fs::remove_file(&password_file);
    made?;
    removed.map_err(|e| file("remove", &password_file, e))?;
    std::fs::rename(&unfinished, cluster).map_err(|e| file("move into place", &unfinished, e))
}

/// Removes a pid file whose server is no more. After a power failure its number may belong to another process by now,
/// which the server's own programs would take for the server. A server's working directory is its data directory.
fn forget_stale_pid(cluster: &Path) -> Result<(), PostgresError> {
    let path = cluster.join("postmaster.pid");
    let content = std::fs::read_to_string(&path).unwrap_or_default();
    let Some(pid) = content.lines().next().and_then(|line| line.trim().parse::<u32>().ok()) else { return Ok(()) };
    if !Path::new("/proc/self/cwd").exists() {
        return Ok(());
    }
    let theirs = match std::fs::read_link(format!("/proc/{pid}/cwd")) {
        Ok(directory) => Some(directory),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => None,
        // Whose it is cannot be seen: left to the server's own judgement.
        Err(_) => return Ok(()),
    };
    let ours = std::fs::canonicalize(cluster).map_err(|e| file("resolve", cluster, e))?;
    if theirs == Some(ours) {
        return Ok(());
    }
    std::fs::remove_file(&path).map_err(|e| file("remove", &path, e))
}

/// Nobody listens, or SQLSTATE 57P03, cannot_connect_now: the server starts, recovers or stops.
fn is_starting(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(e) => e.kind() == std::io::ErrorKind::ConnectionRefused,
        _ => error.as_database_error().and_then(|e| e.code()).is_some_and(|code| code == "57P03"),
    }
}

fn start_server(
    runner: &Runner,
    home: &Path,
    cluster: &Path,
    port: u16,
    durability: Durability,
) -> Result<(), PostgresError> {
    let socket = socket_dir(home);
    let mut options = vec![
        format!("-p {port}"),
        "-c listen_addresses=127.0.0.1".to_owned(),
        format!("-c unix_socket_directories='{socket}'"),
        "-c unix_socket_permissions=0700".to_owned(),
        "-c shared_buffers=256MB".to_owned(),
        "-c max_connections=100".to_owned(),
        "-c max_wal_size=4GB".to_owned(),
        "-c wal_compression=on".to_owned(),
        "-c jit=off".to_owned(),
    ];
    if durability == Durability::Throwaway {
        options.extend(["-c fsync=off".to_owned(), "-c full_page_writes=off".to_owned()]);
    }
    let options = options.join(" ");
    let (log, seconds) = (home.join("server.log"), START_SECONDS.to_string());
    let arguments = ["-D", text(cluster), "-w", "-t", &seconds, "-l", text(&log), "-o", &options, "start"];
    runner.run("pg_ctl", &arguments)
}

/// By the Unix socket where it fits: on loopback TCP the end of every COPY, a packet of five bytes, would wait 40 ms
/// for the acknowledgement of the packet before it (Nagle's algorithm, which the client library leaves on).
fn url(home: &Path, port: u16, password: &str) -> String {
    let base = format!("postgres://{SUPERUSER}:{password}@127.0.0.1:{port}/{DATABASE}");
    match socket_dir(home) {
        "" => base,
        dir => format!("{base}?host={}", dir.replace('%', "%25").replace('/', "%2F").replace(' ', "%20")),
    }
}

/// A Unix socket path holds 107 bytes; a data directory too deep for that is served by loopback alone.
fn socket_dir(home: &Path) -> &str {
    if home.as_os_str().len() < 80 { text(home) } else { "" }
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
    write_whole(&path, &password)?;
    Ok(password)
}

/// Writes a file for our eyes alone, whole or not at all.
fn write_whole(path: &Path, content: &str) -> Result<(), PostgresError> {
    let unfinished = path.with_extension("unfinished");
    let write = || {
        let mut file =
            std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
        file.write_all(content.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&unfinished, path)
    };
    write().map_err(|e| file("write", path, e))
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
