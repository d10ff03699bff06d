//! The sockets of the service.

use super::ServerError;
use crate::config::Config;
use lienwatch_protocols::Protocol;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use tokio::net::{TcpListener, UdpSocket};

/// Bound sockets. Bound before anything else, so that a taken port is told at once.
#[derive(Debug)]
pub struct Listeners {
    /// The HTTP API.
    pub http: TcpListener,
    /// One per protocol.
    pub tcp: Vec<(Protocol, TcpListener)>,
    /// The same over UDP.
    pub udp: Vec<(Protocol, UdpSocket)>,
}

impl Listeners {
    /// Binds what the configuration names. Port 0 takes a free one.
    pub async fn bind(config: &Config) -> Result<Listeners, ServerError> {
        let http = bind("the API", config.http.address).await?;
        let mut tcp = Vec::new();
        for (name, address) in &config.tcp {
            // The names were validated with the configuration.
            if let Some(protocol) = Protocol::from_name(name) {
                tcp.push((protocol, bind(name, *address).await?));
            }
        }
        let mut udp = Vec::new();
        for (name, &address) in &config.udp {
            if let Some(protocol) = Protocol::from_name(name) {
                let what = format!("{name} over UDP");
                let bound = UdpSocket::bind(address).await;
                udp.push((protocol, bound.map_err(|source| ServerError::Listen { what, address, source })?));
            }
        }
        Ok(Listeners { http, tcp, udp })
    }

    /// Where the API listens.
    pub fn http_address(&self) -> std::io::Result<SocketAddr> {
        self.http.local_addr()
    }

    /// Where each protocol listens.
    pub fn tcp_addresses(&self) -> BTreeMap<Protocol, SocketAddr> {
        self.tcp.iter().filter_map(|(p, l)| Some((*p, l.local_addr().ok()?))).collect()
    }

    /// Where each protocol listens over UDP.
    pub fn udp_addresses(&self) -> BTreeMap<Protocol, SocketAddr> {
        self.udp.iter().filter_map(|(p, s)| Some((*p, s.local_addr().ok()?))).collect()
    }
}

async fn bind(what: &str, address: SocketAddr) -> Result<TcpListener, ServerError> {
    TcpListener::bind(address).await.map_err(|source| ServerError::Listen { what: what.to_owned(), address, source })
}

/// An address as it is shown.
pub(super) fn shown(address: std::io::Result<SocketAddr>) -> String {
    address.map_or_else(|error| error.to_string(), |address| address.to_string())
}
