//! The real binary as a child process: started, spoken to, stopped, killed. Killed when dropped, also by a panic.

use chrono::{DateTime, Utc};
use lienwatch::client::{Client, ClientError};
use lienwatch_protocols::Protocol;
use rustix::process::{Pid, Signal, kill_process};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// The protocols that the program listens for here.
pub const SPOKEN: [Protocol; 3] = [Protocol::Gt06, Protocol::Jt808, Protocol::Teltonika];

/// What outlives the process: its directory, its database, and the key that it printed once.
pub struct Installation {
    pub directory: tempfile::TempDir,
    /// `None`: the embedded one.
    pub database: Option<String>,
    /// Where a driven clock starts; `None`: the wall's.
    pub driven_from: Option<DateTime<Utc>>,
    /// How many writers it has; `None`: as many as by default.
    pub writers: Option<usize>,
    /// Port of its MQTT broker, if it has one.
    pub broker: Option<u16>,
    /// More of its configuration file.
    pub settings: String,
    key: Option<String>,
}

/// The running program.
pub struct Program {
    child: Child,
    pub tcp: BTreeMap<Protocol, SocketAddr>,
    pub client: Client,
}

impl Installation {
    pub fn new(database: Option<String>, driven_from: Option<DateTime<Utc>>) -> Installation {
        let directory = tempfile::Builder::new().prefix("lienwatch-faults-").tempdir().expect("a directory");
        Installation {
            directory,
            database,
            driven_from,
            writers: None,
            broker: None,
            settings: String::new(),
            key: None,
        }
    }

    pub fn data_dir(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    /// What the program wrote to standard error, over all its lives.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log_path()).unwrap_or_default()
    }

    fn log_path(&self) -> PathBuf {
        self.directory.path().join("log")
    }

    fn command(&self, data_dir: &Path) -> Command {
        let log = std::fs::OpenOptions::new().create(true).append(true).open(self.log_path()).expect("a log");
        let mut command = Command::new(env!("CARGO_BIN_EXE_lienwatch"));
        command.args(["serve", "--http", "127.0.0.1:0", "--data-dir"]).arg(data_dir);
        for protocol in SPOKEN {
            command.arg("--tcp").arg(format!("{protocol}=127.0.0.1:0"));
        }
        if let Some(port) = self.broker {
            command.arg("--mqtt").arg(format!("127.0.0.1:{port}"));
        }
        let writers = self.writers.map(|writers| format!("[pipeline]\nwriters = {writers}\n")).unwrap_or_default();
        if !(writers.is_empty() && self.settings.is_empty()) {
            let config = self.directory.path().join("lienwatch.toml");
            std::fs::write(&config, format!("{writers}{}", self.settings)).expect("writes");
            command.arg("--config").arg(config);
        }
        if let Some(start) = self.driven_from {
            command.args(["--engine-clock", "driven", "--engine-start", &start.to_rfc3339()]);
        }
        for name in ["DATABASE_URL", "LIENWATCH_CONFIG", "LIENWATCH_DATA_DIR", "LIENWATCH_KEYS", "LIENWATCH_LOG"] {
            command.env_remove(name);
        }
        if let Some(url) = &self.database {
            command.env("DATABASE_URL", url);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log).kill_on_drop(true);
        command
    }

    /// Starts it, without waiting for it to listen.
    pub fn launch(&self) -> Child {
        self.command(&self.data_dir()).spawn().expect("the binary starts")
    }

    /// Runs it where it cannot start, to its end.
    pub async fn refused(&self, data_dir: &Path) -> (ExitStatus, String) {
        let mut child = self.command(data_dir).spawn().expect("the binary starts");
        let status = child.wait().await.expect("it ends");
        (status, self.log())
    }

    /// Starts it and waits until it listens.
    pub async fn start(&mut self) -> Program {
        let mut child = self.launch();
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let (mut api, mut tcp) = (None, BTreeMap::new());
        while api.is_none() || tcp.len() < SPOKEN.len() {
            let Some(line) = lines.next_line().await.expect("it prints UTF-8") else {
                panic!("it did not start:\n{}", self.log());
            };
            if let Some((_, key)) = line.split_once("API key of the operator (shown this once): ") {
                self.key = Some(key.to_owned());
            } else if let Some(url) = line.strip_prefix("Lienwatch listens: API ") {
                api = Some(url.to_owned());
            } else if let Some((protocol, address)) = line.trim().split_once(" on ") {
                let protocol = Protocol::from_name(protocol).expect("a protocol");
                tcp.insert(protocol, address.parse().expect("an address"));
            }
        }
        tokio::spawn(read_on(lines));
        let key = self.key.as_deref().expect("printed in its first life");
        let client = Client::new(&api.expect("printed"), key).expect("a client");
        Program { child, tcp, client }
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // It may be writing them.
            let log = (0..1000).map(|_| self.log()).find(|log| log.ends_with('\n')).unwrap_or_default();
            let from = log.char_indices().rev().nth(4_000).map_or(0, |(at, _)| at);
            eprintln!("the program's last words:\n{}", &log[from..]);
        }
    }
}

/// Nobody is to be stopped by a full pipe.
async fn read_on(mut lines: Lines<BufReader<ChildStdout>>) {
    while let Ok(Some(_)) = lines.next_line().await {}
}

impl Program {
    /// SIGKILL: nothing of it runs any more when this returns.
    pub async fn kill(mut self) {
        self.child.kill().await.expect("it was running");
    }

    /// SIGTERM, and waits for the orderly end.
    pub async fn stop(mut self) {
        let pid = self.child.id().and_then(|id| Pid::from_raw(id as i32)).expect("it is running");
        kill_process(pid, Signal::TERM).expect("it is ours");
        let status = self.child.wait().await.expect("it ends");
        assert!(status.success(), "{status}");
    }

    /// Memory that it holds now.
    pub fn resident_bytes(&self) -> u64 {
        let id = self.child.id().expect("it is running");
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).expect("it is running");
        let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).expect("Linux tells");
        line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") * 1024
    }

    /// Moves the driven clock.
    pub async fn move_clock(&self, now: DateTime<Utc>) -> Result<serde_json::Value, ClientError> {
        self.client.put("/system/clock", &serde_json::json!({ "now": now.to_rfc3339() })).await
    }
}
