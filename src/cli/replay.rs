//! `lienwatch replay FILE… --to HOST:PORT` and `lienwatch replay FILE… --decode`

use crate::replay::send::{Pace, send};
use crate::replay::{self, Conversation, Way};
use anyhow::{Context, bail, ensure};
use chrono::Utc;
use lienwatch_protocols::{DeviceId, Protocol};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Options of the command.
#[derive(Debug, clap::Args)]
pub struct Replay {
    /// Hex lines (a capture's export), a corpus file (.jsonl), or a pcap.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Where to send it, host:port: a tracker port of a server.
    #[arg(long, required_unless_present = "decode", conflicts_with = "decode")]
    to: Option<String>,
    /// Print what it says as JSON lines, without a server.
    #[arg(long)]
    decode: bool,
    /// What is spoken (gt06, jt808, teltonika, json), where the file does not say and the bytes do not show it.
    #[arg(long)]
    protocol: Option<String>,
    /// Who speaks, where the recording begins after the login.
    #[arg(long)]
    device: Option<String>,
    /// Send over UDP whatever the recording says.
    #[arg(long)]
    udp: bool,
    /// So many times the pace of the recording.
    #[arg(long, default_value_t = 1.0, conflicts_with = "max")]
    speed: f64,
    /// As fast as it is taken.
    #[arg(long)]
    max: bool,
    /// The server's port in a pcap: only what was sent to it.
    #[arg(long)]
    port: Option<u16>,
}

impl Replay {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        ensure!(self.speed.is_finite() && self.speed > 0.0, "--speed {}: give a number above 0, or --max", self.speed);
        let named = |name: &str| {
            Protocol::from_name(name)
                .with_context(|| format!("--protocol {name}: give one of gt06, jt808, teltonika, json"))
        };
        let protocol = self.protocol.as_deref().map(named).transpose()?;
        let device = self.device.as_deref().map(DeviceId::new).transpose().context("--device")?;
        let mut conversations = self.read()?;
        match &self.to {
            None => {
                print(&conversations, protocol, device.as_ref())?;
                Ok(ExitCode::SUCCESS)
            }
            Some(to) => {
                if self.udp {
                    conversations.iter_mut().for_each(|c| c.way = Way::Datagram);
                }
                let pace = if self.max { Pace::Max } else { Pace::Times(self.speed) };
                let sent = super::runtime()?.block_on(send(conversations, to, pace, protocol, device.as_ref()));
                for failure in &sent.failed {
                    eprintln!("failed: {failure}");
                }
                let (done, bytes, answered) = (sent.conversations, sent.bytes, sent.answered);
                eprintln!(
                    "{done} conversations, {bytes} bytes sent, {answered} bytes answered, {} failed",
                    sent.failed.len()
                );
                Ok(if sent.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
            }
        }
    }

    fn read(&self) -> anyhow::Result<Vec<Conversation>> {
        let mut all = Vec::new();
        for path in &self.files {
            let name = path.display().to_string();
            let size = std::fs::metadata(path).with_context(|| format!("failed to read {name}"))?.len();
            if size > replay::LARGEST {
                bail!("{name}: {size} bytes, more than {}; cut it into parts (editcap -c)", replay::LARGEST);
            }
            let bytes = std::fs::read(path).with_context(|| format!("failed to read {name}"))?;
            let recording = replay::read(&name, &bytes, self.port)?;
            recording.notes.iter().for_each(|note| eprintln!("{note}"));
            all.extend(recording.conversations);
        }
        Ok(all)
    }
}

/// JSON lines on standard output.
fn print(conversations: &[Conversation], protocol: Option<Protocol>, device: Option<&DeviceId>) -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let now = Utc::now();
    for conversation in conversations {
        let Some(spoken) = conversation.spoken(protocol) else {
            bail!("{}: neither the file nor its first bytes say what is spoken; give --protocol", conversation.name);
        };
        let mut failed = Ok(());
        replay::decode::decode(conversation, spoken, device, now, |line| {
            if failed.is_ok() {
                failed = writeln!(out, "{line}");
            }
        });
        match failed {
            // Whoever reads has seen enough (head).
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => return Ok(()),
            failed => failed?,
        }
    }
    out.flush().or_else(|e| if e.kind() == std::io::ErrorKind::BrokenPipe { Ok(()) } else { Err(e) })?;
    Ok(())
}
