//! A broker that can be stopped and started anew, with what it remembers.

use lienwatch::demo::broker::Broker;
use rustix::process::{Pid, Signal, geteuid, kill_process};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A Mosquitto that remembers its sessions over an orderly stop, on one port for all its lives.
pub struct Lasting {
    child: Child,
    config: PathBuf,
    pub port: u16,
}

impl Lasting {
    /// Starts one that keeps its files in `dir`.
    pub fn start(dir: &Path) -> Lasting {
        let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|l| l.local_addr()).expect("a free port").port();
        let user = if geteuid().is_root() { "user root\n" } else { "" };
        let config = dir.join("mosquitto.conf");
        let text = format!(
            "listener {port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\nmax_inflight_messages 100\n\
             max_queued_messages 0\npersistence true\npersistence_location {}/\nautosave_interval 3600\nlog_type none\n\
             {user}",
            dir.display()
        );
        std::fs::write(&config, text).expect("ours");
        Lasting { child: spawn(&config), config, port }
    }

    /// Ends with that signal, and starts anew.
    pub fn restart(&mut self, signal: Signal) {
        let pid = Pid::from_child(&self.child);
        kill_process(pid, signal).expect("ours");
        self.child.wait().expect("ends");
        self.child = spawn(&self.config);
    }
}

impl Drop for Lasting {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spawn(config: &Path) -> Child {
    let program = Broker::installed().expect("mosquitto: ci/install.sh mosquitto");
    let mut command = Command::new(program);
    command.arg("-c").arg(config).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("starts")
}
