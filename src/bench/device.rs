//! A tracker on a socket that counts what is acknowledged to it.

use anyhow::Context;
use bytes::{Buf, BytesMut};
use lienwatch_protocols::{Message, Protocol};
use lienwatch_simulator::device::TrackerSpec;
use lienwatch_simulator::wire::Voice;
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// A tracker that has logged in.
pub struct Device {
    /// Its number in the fleet.
    pub number: u32,
    /// Its connection.
    pub stream: TcpStream,
    /// What was acknowledged.
    pub acks: Acks,
    voice: Voice,
}

impl Device {
    /// Connects from `source` and logs in; returns when the login is answered.
    pub async fn login(
        spec: &TrackerSpec,
        addresses: &BTreeMap<Protocol, SocketAddr>,
        source: Ipv4Addr,
    ) -> anyhow::Result<Device> {
        let address = addresses.get(&spec.protocol).context("nobody listens for its protocol")?;
        let socket = TcpSocket::new_v4()?;
        socket.bind((source, 0).into())?;
        let mut stream = socket.connect(*address).await?;
        stream.set_nodelay(true)?;
        let mut voice = Voice::of(spec)?;
        let (mut out, mut input) = (BytesMut::new(), BytesMut::new());
        voice.login(&mut out);
        loop {
            stream.write_all_buf(&mut out).await?;
            anyhow::ensure!(
                stream.read_buf(&mut input).await? > 0,
                "the service hung up on the login of {}",
                spec.imei
            );
            // Teltonika's answer is one byte.
            if spec.protocol == Protocol::Teltonika {
                anyhow::ensure!(input[0] == 1, "the service refused {}", spec.imei);
                break;
            }
            let heard = voice.hear(&mut input, &mut out);
            anyhow::ensure!(!heard.refused, "the service refused {}", spec.imei);
            if heard.logged_in {
                break;
            }
        }
        Ok(Device { number: spec.number, stream, acks: Acks::new(spec.protocol), voice })
    }

    /// The bytes of `messages`, a packet each, and where each ends.
    pub fn encode(&mut self, messages: impl Iterator<Item = Message>) -> (Vec<u8>, Vec<usize>) {
        let (mut bytes, mut ends) = (BytesMut::new(), Vec::new());
        for message in messages {
            self.voice.say(&[message], &mut bytes);
            ends.push(bytes.len());
        }
        (bytes.to_vec(), ends)
    }

    /// Sends one message and waits until it is acknowledged.
    pub async fn report(&mut self, message: Message) -> anyhow::Result<()> {
        self.send(message).await?;
        self.acknowledged(1).await
    }

    /// Sends one message.
    pub async fn send(&mut self, message: Message) -> anyhow::Result<()> {
        let (bytes, _) = self.encode(std::iter::once(message));
        Ok(self.stream.write_all(&bytes).await?)
    }

    /// Waits until `more` messages are acknowledged.
    pub async fn acknowledged(&mut self, mut more: u64) -> anyhow::Result<()> {
        let mut chunk = [0; 4096];
        while more > 0 {
            let n = self.stream.read(&mut chunk).await?;
            anyhow::ensure!(n > 0, "the service hung up on tracker {}", self.number);
            more = more.saturating_sub(self.acks.count(&chunk[..n]));
        }
        Ok(())
    }
}

/// Counts acknowledged reports in what the service sends after the login.
#[derive(Debug)]
pub struct Acks {
    protocol: Protocol,
    /// An answer that is not complete yet.
    partial: BytesMut,
    /// Flags seen of an answer between two.
    flags: u64,
}

impl Acks {
    fn new(protocol: Protocol) -> Acks {
        Acks { protocol, partial: BytesMut::new(), flags: 0 }
    }

    /// How many more reports these bytes acknowledge.
    pub fn count(&mut self, bytes: &[u8]) -> u64 {
        let mut whole = |length: usize, records: fn(&[u8]) -> u64| {
            self.partial.extend_from_slice(bytes);
            let mut count = 0;
            while self.partial.len() >= length {
                count += records(&self.partial[..length]);
                self.partial.advance(length);
            }
            count
        };
        match self.protocol {
            // 78 78 05, the kind, the serial, the checksum, 0d 0a.
            Protocol::Gt06 => whole(10, |_| 1),
            // How many records were taken.
            Protocol::Teltonika => whole(4, |answer| answer.iter().fold(0, |n, &b| n << 8 | u64::from(b))),
            // From flag to flag, and no flag between.
            _ => {
                let flags = self.flags + bytes.iter().filter(|&&b| b == 0x7e).count() as u64;
                self.flags = flags % 2;
                flags / 2
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acknowledgements_are_counted_however_they_are_cut() {
        let gt06 = [0x78, 0x78, 5, 0x22, 0, 1, 0xaa, 0xbb, 0x0d, 0x0a].repeat(3);
        let teltonika = [0, 0, 0, 1, 0, 0, 0, 2];
        let jt808 = [0x7e, 0x80, 0x01, 0x00, 0x7e].repeat(3);
        for (protocol, bytes) in
            [(Protocol::Gt06, &gt06[..]), (Protocol::Teltonika, &teltonika[..]), (Protocol::Jt808, &jt808[..])]
        {
            for cut in 1..bytes.len() {
                let mut acks = Acks::new(protocol);
                assert_eq!(acks.count(&bytes[..cut]) + acks.count(&bytes[cut..]), 3, "{protocol} cut at {cut}");
            }
        }
    }
}
