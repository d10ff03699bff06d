//! The service as a process of its own: what is measured is what runs in production, and its memory is its own.

use super::speech::SPOKEN;
use crate::client::Client;
use anyhow::Context;
use lienwatch_protocols::Protocol;
use rustix::process::{Pid, Resource, Rlimit, Signal, getrlimit, kill_process, setrlimit};
use serde_json::Value;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// The running service; killed when dropped.
pub struct Program {
    /// Where each protocol listens.
    pub tcp: BTreeMap<Protocol, SocketAddr>,
    /// A client with the operator's key.
    pub client: Client,
    child: Child,
}

impl Program {
    /// Starts it over the database of `url`, with its files in `dir`, and waits until it listens.
    pub async fn start(dir: &Path, url: &str) -> anyhow::Result<Program> {
        std::fs::create_dir_all(dir)?;
        let log = dir.join("log");
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["serve", "--http", "127.0.0.1:0", "--data-dir"]).arg(dir);
        for protocol in SPOKEN {
            command.arg("--tcp").arg(format!("{protocol}=127.0.0.1:0"));
        }
        for name in ["LIENWATCH_CONFIG", "LIENWATCH_DATA_DIR", "LIENWATCH_KEYS", "LIENWATCH_LOG"] {
            command.env_remove(name);
        }
        command.env("DATABASE_URL", url).stdin(Stdio::null()).stdout(Stdio::piped());
        command.stderr(std::fs::File::create(&log)?).kill_on_drop(true);
        let mut child = command.spawn().context("failed to start the service")?;
        let mut lines = BufReader::new(child.stdout.take().context("it was piped")?).lines();
        let (mut api, mut key, mut tcp) = (None, None, BTreeMap::new());
        while api.is_none() || tcp.len() < SPOKEN.len() {
            let Some(line) = lines.next_line().await? else {
                let told = std::fs::read_to_string(&log).unwrap_or_default();
                anyhow::bail!("the service did not start:\n{told}");
            };
            if let Some((_, told)) = line.split_once("API key of the operator (shown this once): ") {
                key = Some(told.to_owned());
            } else if let Some(url) = line.strip_prefix("Lienwatch listens: API ") {
                api = Some(url.to_owned());
            } else if let Some((protocol, address)) = line.trim().split_once(" on ")
                && let Some(protocol) = Protocol::from_name(protocol)
            {
                tcp.insert(protocol, address.parse()?);
            }
        }
        tokio::spawn(read_on(lines));
        let (api, key) = api.zip(key).context("the service printed no key")?;
        Ok(Program { tcp, client: Client::new(&api, &key)?, child })
    }

    /// Waits until everything it has received is processed, so that nothing of it runs into the next measurement.
    pub async fn settle(&self) -> anyhow::Result<()> {
        let _: Value = self.client.post("/system/drain", &serde_json::json!({})).await?;
        Ok(())
    }

    /// Memory that it holds, bytes.
    pub fn resident_bytes(&self) -> anyhow::Result<u64> {
        let pid = self.child.id().context("the service has ended")?;
        let path = format!("/proc/{pid}/smaps_rollup");
        let text = std::fs::read_to_string(&path).with_context(|| format!("failed to read {path}"))?;
        let line = text.lines().find_map(|line| line.strip_prefix("Rss:")).context("it has no line Rss")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? * 1024)
    }

    /// Stops it, in order.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        let pid = self.child.id().and_then(|id| Pid::from_raw(id.cast_signed()));
        kill_process(pid.context("the service has ended")?, Signal::TERM)?;
        let status = self.child.wait().await?;
        anyhow::ensure!(status.success(), "the service ended badly: {status}");
        Ok(())
    }
}

/// A full pipe would stop it.
async fn read_on(mut lines: Lines<BufReader<ChildStdout>>) {
    while let Ok(Some(_)) = lines.next_line().await {}
}

/// Lets this process, and the service it starts, open `wanted` files, as far as that is allowed. Answers how many.
pub fn allow_files(wanted: u64) -> u64 {
    let now = getrlimit(Resource::Nofile);
    let open = |limit: Option<u64>| limit.unwrap_or(u64::MAX);
    if open(now.current) >= wanted {
        return open(now.current);
    }
    let raised = Rlimit { current: Some(wanted), maximum: Some(open(now.maximum).max(wanted)) };
    let capped = Rlimit { current: now.maximum, maximum: now.maximum };
    // Root may raise the hard limit; others get as far as that.
    let _ = setrlimit(Resource::Nofile, raised).or_else(|_| setrlimit(Resource::Nofile, capped));
    open(getrlimit(Resource::Nofile).current)
}
