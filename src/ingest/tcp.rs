//! TCP listeners: one per protocol, with connection caps.

use super::Intake;
use super::capture::Captures;
use super::connection::Connection;
use super::online::Online;
use super::post::Post;
use crate::config::Edge;
use crate::engine::barrier::Barrier;
use crate::engine::ports::Port;
use lienwatch_protocols::{Options, Protocol};
use std::collections::HashMap;
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Pause after the system refused to accept (out of file handles), so that the listener does not spin.
const BACK_OFF: Duration = Duration::from_millis(100);

/// One protocol's listener.
pub struct Listener {
    /// The socket.
    pub socket: TcpListener,
    /// What is spoken on it.
    pub protocol: Protocol,
    /// How its sessions behave.
    pub options: Options,
    /// Limits.
    pub edge: Arc<Edge>,
    /// The way to the pipeline.
    pub intake: Intake,
    /// Which connection speaks for whom, over all listeners.
    pub online: Online,
    /// Raw frames that somebody asked for.
    pub captures: Captures,
    /// Where commands come from.
    pub post: Post,
    /// What it counts.
    pub port: Arc<Port>,
    /// The barrier over all readers.
    pub barrier: Barrier,
    /// The server is stopping.
    pub shutdown: CancellationToken,
    /// Where connections run.
    pub tasks: TaskTracker,
}

#[derive(Debug, Clone, Default)]
struct PerAddress(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// Room of one connection, given back when dropped.
struct Room {
    _listener: OwnedSemaphorePermit,
    address: IpAddr,
    counts: PerAddress,
}

impl Drop for Room {
    fn drop(&mut self) {
        let mut counts = self.counts.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}

impl Listener {
    /// Accepts until shutdown.
    pub async fn run(self) {
        let room = Arc::new(Semaphore::new(self.edge.max_connections));
        let counts = PerAddress::default();
        let mut reader = self.barrier.join();
        loop {
            tokio::select! {
                biased;
                () = self.shutdown.cancelled() => return,
                () = reader.raised() => {
                    // Connections that are already in the backlog join the barrier before we leave it.
                    loop {
                        let accepted = socket2::SockRef::from(&self.socket).accept();
                        match accepted {
                            Ok((socket, _)) => {
                                let stream = std::net::TcpStream::from(socket);
                                let stream = stream.set_nonblocking(true).and_then(|()| TcpStream::from_std(stream));
                                let admitted = stream.and_then(|s| s.peer_addr().map(|peer| (s, peer)));
                                if let Ok((stream, peer)) = admitted {
                                    self.admit(stream, peer, &room, &counts);
                                }
                            }
                            Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                            Err(error) => {
                                tracing::warn!(%error, "failed to accept");
                                break;
                            }
                        }
                    }
                    reader.reached();
                }
                accepted = self.socket.accept() => match accepted {
                    Ok((stream, peer)) => self.admit(stream, peer, &room, &counts),
                    Err(error) => {
                        tracing::warn!(%error, protocol = %self.protocol, "failed to accept");
                        tokio::time::sleep(BACK_OFF).await;
                    }
                },
            }
        }
    }

    fn admit(&self, stream: TcpStream, peer: SocketAddr, room: &Arc<Semaphore>, counts: &PerAddress) {
        let Some(room) = self.room(peer.ip(), room, counts) else {
            metrics::counter!("lienwatch_connections_refused_total").increment(1);
            self.port.turned_away();
            return;
        };
        let Some(session) = self.protocol.session(self.options.clone()) else { return };
        // Replies are a few bytes each and devices wait for them.
        let _ = stream.set_nodelay(true);
        let connection = Connection {
            intake: self.intake.clone(),
            edge: self.edge.clone(),
            online: self.online.clone(),
            captures: self.captures.clone(),
            post: self.post.clone(),
            port: self.port.clone(),
            serial: self.online.number(),
            peer,
            protocol: self.protocol,
            session,
            reader: self.barrier.join(),
            shutdown: self.shutdown.clone(),
        };
        metrics::counter!("lienwatch_connections_total", "protocol" => self.protocol.name()).increment(1);
        let open = self.port.opened();
        self.tasks.spawn(async move {
            connection.run(stream).await;
            drop((room, open));
        });
    }

    fn room(&self, address: IpAddr, room: &Arc<Semaphore>, counts: &PerAddress) -> Option<Room> {
        let permit = room.clone().try_acquire_owned().ok()?;
        let mut open = counts.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address).or_insert(0);
        let limit = self.edge.max_connections_per_ip;
        if limit > 0 && *count >= limit {
            return None;
        }
        *count += 1;
        drop(open);
        Some(Room { _listener: permit, address, counts: counts.clone() })
    }
}
