//! Peers that mean harm, or are broken beyond help: what they cost is bounded, and nobody else notices.
//!
//! A short set without timing unless LIENWATCH_SOAK_HOSTILE says how many garbage connections to hold; then memory and
//! the 99th percentile of the others' acknowledgements are asserted too, undisturbed and disturbed in the same run.

use super::outcome::{holds, outcome};
use super::program::{Installation, Program};
use super::steady::{Steady, quantile};
use crate::ingest::service::{position, seconds_ago};
use crate::support::database;
use bytes::BytesMut;
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::gt06::Gt06Encoder;
use lienwatch_protocols::jt808::{Heard, Jt808Encoder};
use lienwatch_protocols::teltonika::{Codec, TeltonikaEncoder};
use lienwatch_protocols::{DeviceId, Media, MediaFormat, MediaKind, Protocol};
use lienwatch_simulator::device::imei;
use rand::rngs::StdRng;
use rand::{Rng, RngCore, SeedableRng};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// What hostile peers may cost, bytes.
const COST: u64 = 100 * 1024 * 1024;
/// More than any peer may send before the server stops reading it or closes it, bytes.
const ENDLESS: usize = 256 * 1024 * 1024;
/// Connections opened at a time.
const AT_A_TIME: usize = 8;

/// How many garbage connections the soak holds; `None`: the short set.
fn soak() -> Option<usize> {
    std::env::var("LIENWATCH_SOAK_HOSTILE").ok().and_then(|n| n.parse().ok())
}

/// A service with these settings, and devices that talk to it.
struct Scene {
    installation: Installation,
    program: Program,
    steady: Steady,
    rounds: u32,
}

impl Scene {
    async fn new(settings: &str) -> Scene {
        let url = database::fresh().await;
        let (devices, rounds) = if soak().is_some() { (60, 100) } else { (6, 10) };
        let steady = Steady::of(&url, devices, seconds_ago(3600)).await;
        let mut installation = Installation::new(Some(url), None);
        installation.settings = settings.to_owned();
        let program = installation.start().await;
        Scene { installation, program, steady, rounds }
    }

    /// The devices talk undisturbed, then while `harm` is done. What it returns is kept until they have spoken again
    /// after it, so that connections which it left open stay open.
    async fn endures<T>(mut self, what: &str, harm: impl Future<Output = T> + Send + 'static)
    where
        T: Send + 'static,
    {
        // Once to warm up: pools, caches and the first logins are no part of either figure.
        self.steady.talk(&self.program, self.rounds / 5).await;
        let before = self.program.resident_bytes();
        let undisturbed = self.steady.talk(&self.program, self.rounds).await;
        let harm = tokio::spawn(harm);
        let mut disturbed = self.steady.talk(&self.program, self.rounds).await;
        while !harm.is_finished() {
            disturbed.extend(self.steady.talk(&self.program, 1).await);
        }
        let left = harm.await.expect("it does its worst");
        disturbed.extend(self.steady.talk(&self.program, self.rounds).await);
        disturbed.sort();
        let after = self.program.resident_bytes();
        let (calm, rough) = (quantile(&undisturbed, 0.99), quantile(&disturbed, 0.99));
        eprintln!(
            "{what}: resident {} MiB before, {} MiB with it; p99 ack {calm:?} undisturbed ({}), {rough:?} under it ({})",
            before >> 20,
            after >> 20,
            undisturbed.len(),
            disturbed.len(),
        );
        drop(left);
        let url = self.installation.database.clone().expect("given");
        holds(&url, &self.steady.acknowledged()).await;
        self.program.stop().await;
        let acknowledged = self.steady.acknowledged().len();
        assert_eq!(outcome(&url).await.records.len(), acknowledged, "only what the devices said, once");
        if soak().is_some() {
            assert!(after.saturating_sub(before) <= COST, "{what} costs {} bytes", after.saturating_sub(before));
            assert!(rough <= calm * 3, "{what}: p99 {rough:?}, undisturbed {calm:?}");
        }
    }
}

/// Both ends of every connection are handles: of ours here, of the server's in its process.
fn allow_handles() {
    let now = getrlimit(Resource::Nofile);
    let _ = setrlimit(Resource::Nofile, Rlimit { current: now.maximum, maximum: now.maximum });
}

/// What a broken or hostile peer might say: noise, the start of a frame that never ends, frames that contradict
/// themselves, another service's protocol.
fn garbage(random: &mut StdRng) -> Vec<u8> {
    let mut noise = vec![0; random.random_range(1..600)];
    random.fill_bytes(&mut noise);
    let starts: [&[u8]; 7] = [
        b"",
        &[0x78, 0x78, 0xff],
        &[0x79, 0x79, 0x3f, 0xff],
        &[0x7e],
        &[0x00, 0x0f],
        &[0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x3f, 0xff],
        b"GET / HTTP/1.1\r\nHost: example.com\r\n\r\n",
    ];
    [starts[random.random_range(0..starts.len())], &noise].concat()
}

/// Opens a connection and says garbage, whatever the server thinks of it.
async fn babble(address: SocketAddr, seed: u64) -> Option<TcpStream> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    let _ = stream.write_all(&garbage(&mut StdRng::seed_from_u64(seed))).await;
    Some(stream)
}

/// Does `one` for each number below `count`, some at a time.
async fn many<T, F>(count: usize, one: impl Fn(usize) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let (mut running, mut done) = (JoinSet::new(), Vec::with_capacity(count));
    for n in 0..count {
        if running.len() >= AT_A_TIME {
            done.extend(running.join_next().await.map(|d| d.expect("it ends")));
        }
        running.spawn(one(n));
    }
    done.extend(running.join_all().await);
    done
}

fn addresses(scene: &Scene) -> Vec<SocketAddr> {
    scene.program.tcp.values().copied().collect()
}

#[tokio::test]
async fn garbage_connections_are_bounded_and_nobody_else_notices() {
    allow_handles();
    let count = soak().unwrap_or(500);
    // In the soak all of them stay as long as they may.
    let scene = Scene::new(if soak().is_some() { "[edge]\nfirst_frame_s = 600\n" } else { "" }).await;
    let to = addresses(&scene);
    let flood = async move {
        let open = many(count, |n| babble(to[n % to.len()], n as u64)).await;
        let held = open.iter().flatten().count();
        assert_eq!(held, count, "all were let in");
        open
    };
    scene.endures(&format!("{count} garbage connections"), flood).await;
}

#[tokio::test]
async fn storms_of_connections_that_go_at_once_leave_nothing_behind() {
    let count = soak().map_or(600, |n| n * 2);
    let scene = Scene::new("").await;
    let to = addresses(&scene);
    let storm = async move {
        many(count, |n| {
            let address = to[n % to.len()];
            async move {
                let Ok(mut stream) = TcpStream::connect(address).await else { return };
                // With a reset, so that no port of ours has to wait; some in the middle of a word.
                socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO)).expect("a socket");
                if n % 3 == 0 {
                    let _ = stream.write_all(&[0x78, 0x78, 0x0d, 0x01]).await;
                }
            }
        })
        .await;
    };
    scene.endures(&format!("{count} connections and goodbyes"), storm).await;
}

#[tokio::test]
async fn peers_that_send_a_byte_now_and_then_are_let_go_at_the_deadline() {
    let count = soak().map_or(20, |n| n / 20);
    let scene = Scene::new("[edge]\nfirst_frame_s = 2\n").await;
    let to = addresses(&scene);
    let drips = async move {
        let mut running = JoinSet::new();
        for n in 0..count {
            let mut stream = TcpStream::connect(to[n % to.len()]).await.expect("connects");
            running.spawn(async move {
                // A frame that states a length and takes its time: at this pace it would never end.
                let slow = [0x00, 0x0f].into_iter().chain(std::iter::repeat(b'1'));
                for (told, byte) in slow.enumerate() {
                    assert!(told < 200, "it was let go on");
                    let paced = tokio::time::timeout(Duration::from_millis(300), stream.readable()).await;
                    if paced.is_ok() || stream.write_all(&[byte]).await.is_err() {
                        return;
                    }
                    // Fourteen digits of an IMEI of fifteen: then it holds its breath.
                    if told == 15 {
                        let _ = stream.read_to_end(&mut Vec::new()).await;
                        return;
                    }
                }
            });
        }
        running.join_all().await;
    };
    scene.endures(&format!("{count} peers that send a byte now and then"), drips).await;
}

#[tokio::test]
async fn who_never_reads_its_replies_is_not_read_either_and_let_go() {
    let count = soak().map_or(3, |n| n / 500);
    let scene = Scene::new("[edge]\nwrite_s = 2\n").await;
    let address = scene.program.tcp[&Protocol::Gt06];
    let deaf = async move {
        many(count, |n| async move {
            let mut login = BytesMut::new();
            Gt06Encoder::new(&imei(900_000 + n as u32)).expect("an IMEI").login(&mut login);
            let block = login.repeat(4096);
            let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
            socket.set_recv_buffer_size(4096).expect("a socket");
            let mut stream = socket.connect(address).await.expect("connects");
            let mut said = 0;
            while stream.write_all(&block).await.is_ok() {
                said += block.len();
                assert!(said < ENDLESS, "it is read without end, and its replies wait somewhere");
            }
            said
        })
        .await
    };
    scene.endures(&format!("{count} peers that never read"), deaf).await;
}

/// A stranger that registers, proves itself, sends nearly all of a photo, and waits.
async fn hoard(address: SocketAddr, n: usize) -> Option<TcpStream> {
    let mut terminal = Jt808Encoder::new(&DeviceId::new(&imei(700_000 + n as u32)).expect("an IMEI")).expect("a form");
    let mut stream = TcpStream::connect(address).await.ok()?;
    let (mut said, mut heard) = (BytesMut::new(), BytesMut::new());
    terminal.login(&mut said);
    loop {
        stream.write_all(&said.split()).await.ok()?;
        if stream.read_buf(&mut heard).await.ok()? == 0 {
            return None;
        }
        let proved = |heard: &Heard| matches!(heard, Heard::Acknowledged { message: 0x0102, result: 0, .. });
        if terminal.hear(&mut heard, &mut said).iter().any(proved) {
            break;
        }
    }
    let (kind, format) = (MediaKind::Image, MediaFormat::Jpeg);
    let photo = Media { id: 1, kind, format, event: 0, channel: 1, bytes: vec![0xff; 230_000].into() };
    terminal.media(&photo, &position(seconds_ago(1)), &mut said);
    stream.write_all(&said[..said.len() - 1_000]).await.ok()?;
    Some(stream)
}

#[tokio::test]
async fn photos_that_strangers_never_end_are_bounded_together() {
    allow_handles();
    let count = soak().map_or(100, |n| n / 5);
    let scene = Scene::new("").await;
    let address = scene.program.tcp[&Protocol::Jt808];
    let hoards = async move {
        let open = many(count, |n| hoard(address, n)).await;
        assert_eq!(open.iter().flatten().count(), count, "none is a broken one");
        open
    };
    scene.endures(&format!("{count} photos that never end"), hoards).await;
}

#[tokio::test]
async fn floods_of_bad_checksums_end_at_the_error_budget() {
    let count = soak().map_or(12, |n| n / 50);
    let scene = Scene::new("").await;
    let tcp = scene.program.tcp.clone();
    let flood = async move {
        many(count, |n| {
            let (&protocol, &address) = tcp.iter().nth(n % tcp.len()).expect("three");
            async move {
                let mut stream = TcpStream::connect(address).await.expect("connects");
                let (login, frame) = damaged(protocol, &imei(800_000 + n as u32));
                stream.write_all(&login).await.expect("it is let in");
                let mut said = 0;
                while stream.write_all(&frame).await.is_ok() {
                    said += frame.len();
                    assert!(said < ENDLESS, "{protocol}: its error budget has no end");
                }
            }
        })
        .await
    };
    scene.endures(&format!("{count} floods of bad checksums"), flood).await;
}

/// How a device logs in, and a frame of it whose checksum is wrong.
fn damaged(protocol: Protocol, imei: &str) -> (BytesMut, BytesMut) {
    let id = DeviceId::new(imei).expect("an IMEI");
    let mut encoder: Box<dyn Encoder> = match protocol {
        Protocol::Gt06 => Box::new(Gt06Encoder::new(imei).expect("an IMEI")),
        Protocol::Jt808 => Box::new(Jt808Encoder::new(&id).expect("an IMEI")),
        _ => Box::new(TeltonikaEncoder::new(id, Codec::Extended)),
    };
    let (mut login, mut frame) = (BytesMut::new(), BytesMut::new());
    encoder.login(&mut login);
    encoder.reports(&[position(seconds_ago(1))], &mut frame);
    // Within the position: neither flags nor lengths, and no byte that would need escaping.
    let at = frame.len() - if protocol == Protocol::Teltonika { 1 } else { 8 };
    frame[at] ^= 0x40;
    (login, frame)
}
