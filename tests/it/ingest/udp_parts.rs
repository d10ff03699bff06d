//! Messages in parts over UDP: what is not stored is not answered, and comes back whole with one part.

use super::service::{IMEI, Service, position, seconds_ago};
use super::udp::{answer, silent, socket, with};
use bytes::BytesMut;
use lienwatch::engine::Clock;
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::gt06::Gt06Encoder;
use lienwatch_protocols::jt808::{Heard, Jt808Encoder};
use lienwatch_protocols::{DeviceId, Media, MediaFormat, MediaKind, Protocol};
use sqlx::{Connection, PgConnection};
use tokio::net::UdpSocket;

/// A terminal that speaks JT/T 808 in datagrams.
pub struct Terminal {
    pub socket: UdpSocket,
    pub encoder: Jt808Encoder,
}

impl Terminal {
    /// Registers and proves itself.
    pub async fn login(service: &Service) -> Terminal {
        let encoder = Jt808Encoder::new(&DeviceId::new(IMEI).expect("an IMEI")).expect("a form");
        let mut terminal = Terminal { socket: socket(service, Protocol::Jt808).await, encoder };
        terminal.register().await;
        terminal.prove().await;
        terminal
    }

    /// Registers; the answer leaves at once, whatever is on its way to the store.
    pub async fn register(&mut self) {
        let mut bytes = BytesMut::new();
        // One that knows no code yet proves nothing in the same breath.
        Jt808Encoder::new(&DeviceId::new(IMEI).expect("an IMEI")).expect("a form").login(&mut bytes);
        self.socket.send(&bytes).await.expect("sends");
        let heard = self.encoder.hear(&mut answer(&self.socket).await[..].into(), &mut BytesMut::new());
        assert_eq!(heard, [Heard::Registered { result: 0 }]);
    }

    pub async fn prove(&mut self) {
        let mut bytes = BytesMut::new();
        self.encoder.authenticate(&mut bytes);
        self.socket.send(&bytes).await.expect("sends");
        assert_eq!(self.told().await, (0x0102, 0));
    }

    pub async fn hears(&mut self) -> Heard {
        let (mut said, mut bytes) = (BytesMut::from(&answer(&self.socket).await[..]), BytesMut::new());
        let heard = self.encoder.hear(&mut said, &mut bytes);
        if !bytes.is_empty() {
            self.socket.send(&bytes).await.expect("sends");
        }
        let [heard] = &heard[..] else { panic!("{heard:?}") };
        heard.clone()
    }

    /// The message of the next answer, and its result.
    async fn told(&mut self) -> (u16, u8) {
        match self.hears().await {
            Heard::Acknowledged { message, result, .. } => (message, result),
            other => panic!("{other:?}"),
        }
    }

    /// A photo in datagrams.
    fn photo(&mut self) -> Vec<Vec<u8>> {
        let (kind, format) = (MediaKind::Image, MediaFormat::Jpeg);
        let photo = Media { id: 7, kind, format, event: 0, channel: 1, bytes: vec![0xff; 3000].into() };
        let mut wire = BytesMut::new();
        self.encoder.media(&photo, &position(seconds_ago(60)), &mut wire);
        std::iter::from_fn(|| {
            let length = wire.iter().skip(1).position(|byte| *byte == 0x7e)? + 2;
            Some(wire.split_to(length).to_vec())
        })
        .collect()
    }

    /// Sends all of its parts but the last.
    async fn all_but_the_last(&mut self, frames: &[Vec<u8>]) -> Vec<u8> {
        let (last, first) = frames.split_last().expect("several");
        for frame in first {
            self.socket.send(frame).await.expect("sends");
            assert_eq!(self.told().await, (0x0801, 0));
        }
        last.clone()
    }

    /// It is answered for the last part and for the whole.
    async fn is_told_that_it_is_kept(&mut self) {
        assert_eq!(self.told().await, (0x0801, 0));
        assert_eq!(self.hears().await, Heard::MediaTaken { id: 7 });
    }
}

#[tokio::test]
async fn a_photo_that_finds_no_place_on_the_disk_is_answered_with_nothing_however_often_it_comes() {
    let service = with("jt808", Clock::wall(), |c| c.files.keep_free_bytes = u64::MAX).await;
    let mut terminal = Terminal::login(&service).await;
    let frames = terminal.photo();
    let last = terminal.all_but_the_last(&frames).await;
    for part in [&last, &last, &frames[0]] {
        terminal.socket.send(part).await.expect("sends");
        terminal.register().await;
        silent(&terminal.socket);
    }
    assert_eq!(service.stored(IMEI).await, 0);
}

#[tokio::test]
async fn a_part_that_comes_again_before_the_commit_is_not_answered() {
    let service = with("jt808", Clock::wall(), |_| {}).await;
    let mut terminal = Terminal::login(&service).await;
    service.handle.drain().await.expect("drains");
    let mut holder = PgConnection::connect(&service.url).await.expect("connects");
    let mut held = holder.begin().await.expect("begins");
    sqlx::query("select * from ingest_writer for update").fetch_all(&mut *held).await.expect("locks");
    let frames = terminal.photo();
    let last = terminal.all_but_the_last(&frames).await;
    for part in [&last, &last, &frames[1]] {
        terminal.socket.send(part).await.expect("sends");
        terminal.register().await;
        silent(&terminal.socket);
    }
    held.rollback().await.expect("releases");
    terminal.is_told_that_it_is_kept().await;
    // Now it is stored: an answer may have been lost.
    terminal.socket.send(&last).await.expect("sends");
    assert_eq!(terminal.told().await, (0x0801, 0));
    assert_eq!(service.stored(IMEI).await, 1);
}

#[tokio::test]
async fn a_photo_whose_last_datagram_was_dropped_is_stored_when_that_part_comes_again() {
    let other = "860000000000025";
    let service = with("jt808", Clock::wall(), |c| {
        (c.pipeline.queue, c.pipeline.batch_rows) = (1, 1);
    })
    .await;
    super::service::register(&service.owner, other, "gt06").await;
    service.handle.reload_assets().await.expect("reloads");
    let mut terminal = Terminal::login(&service).await;
    service.handle.drain().await.expect("drains");
    let mut holder = PgConnection::connect(&service.url).await.expect("connects");
    let mut held = holder.begin().await.expect("begins");
    sqlx::query("select * from ingest_writer for update").fetch_all(&mut *held).await.expect("locks");
    // Another device's login takes the only place in the queue.
    let full = socket(&service, Protocol::Gt06).await;
    let mut bytes = BytesMut::new();
    Gt06Encoder::new(other).expect("an IMEI").login(&mut bytes);
    full.send(&bytes).await.expect("sends");
    assert_eq!(answer(&full).await[3], 0x01);

    let frames = terminal.photo();
    let last = terminal.all_but_the_last(&frames).await;
    for _ in 0..2 {
        terminal.socket.send(&last).await.expect("sends");
        terminal.register().await;
        silent(&terminal.socket);
    }
    assert_eq!(service.stored(IMEI).await, 0);
    held.rollback().await.expect("releases");
    service.handle.drain().await.expect("drains");
    terminal.socket.send(&last).await.expect("sends");
    terminal.is_told_that_it_is_kept().await;
    assert_eq!(service.stored(IMEI).await, 1);
}
