//! A private Mosquitto on a free port of loopback, for the demo and the tests.

use std::io::Write;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Where Debian puts the broker; it is not on every user's path.
const PROGRAMS: &[&str] = &["/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto"];
/// Time it has to listen.
const START: Duration = Duration::from_secs(20);

/// A running broker; stopped when dropped.
#[derive(Debug)]
pub struct Broker {
    child: Child,
    program: PathBuf,
    config: PathBuf,
    port: u16,
}

/// Why there is no broker.
#[derive(Debug, thiserror::Error)]
pub enum BrokerError {
    /// Mosquitto is not installed.
    #[error("found no mosquitto: install the package mosquitto")]
    NotInstalled,
    /// It could not be started.
    #[error("failed to start mosquitto: {0}")]
    Start(#[from] std::io::Error),
    /// It did not listen in time.
    #[error("mosquitto did not listen within 20 s")]
    Silent,
}

impl Broker {
    /// Whether one can be started.
    pub fn installed() -> Option<PathBuf> {
        PROGRAMS.iter().map(PathBuf::from).find(|p| p.exists())
    }

    /// Starts one that keeps its files in `dir`. Blocks until it listens.
    pub fn start(dir: &Path) -> Result<Broker, BrokerError> {
        let program = Broker::installed().ok_or(BrokerError::NotInstalled)?;
        std::fs::create_dir_all(dir)?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let config = dir.join("mosquitto.conf");
        let mut file = std::fs::File::create(&config)?;
        // The window of unacknowledged deliveries must exceed what a batch holds, or the broker waits for our commit
        // after every 20 messages. Sessions survive a restart of the reader, not of this broker.
        write!(
            file,
            "listener {port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\nmax_inflight_messages 1000\nmax_queued_messages 1000000\n\
             persistence false\nlog_type error\n"
        )?;
        if rustix::process::geteuid().is_root() {
            // Otherwise it would change to a user of its own, who may not enter this directory.
            writeln!(file, "user root")?;
        }
        let child = spawn(&program, &config)?;
        let mut broker = Broker { child, program, config, port };
        broker.wait()?;
        Ok(broker)
    }

    /// Where it listens, on loopback.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Kills it and starts it anew on the same port.
    pub fn restart(&mut self) -> Result<(), BrokerError> {
        self.stop();
        self.child = spawn(&self.program, &self.config)?;
        self.wait()
    }

    fn wait(&mut self) -> Result<(), BrokerError> {
        let deadline = Instant::now() + START;
        while Instant::now() < deadline {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok() {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                return Err(std::io::Error::other(format!("it ended at once ({status})")).into());
            }
            // Nothing announces a foreign process's socket; connecting is the condition, this is its pace.
            std::thread::sleep(Duration::from_millis(10));
        }
        Err(BrokerError::Silent)
    }

    fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spawn(program: &Path, config: &Path) -> std::io::Result<Child> {
    Command::new(program).arg("-c").arg(config).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()
}

impl Drop for Broker {
    fn drop(&mut self) {
        self.stop();
    }
}
