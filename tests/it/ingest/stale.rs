//! An acknowledgement belongs to the connection that the delivery came over: on the next one the broker may have given
//! its number to another delivery (MQTT 3.1.1, 2.3.1), which would count as taken before it is stored.

use super::service::{IMEI, Service, position, register, seconds_ago};
use crate::support::database;
use bytes::{Buf, BufMut, Bytes, BytesMut};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_protocols::{DeviceId, json};
use sqlx::{Connection, PgConnection, PgPool};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const CONNECT: u8 = 1;
const PUBACK: u8 = 4;
const SUBSCRIBE: u8 = 8;
/// Number of the marker, which no record has.
const MARKER: u16 = 60_000;

/// The broker's end of a connection.
struct Line {
    stream: TcpStream,
    input: BytesMut,
}

impl Line {
    /// The next connection that subscribes.
    async fn accept(listener: &TcpListener, session_present: bool) -> Line {
        loop {
            let (stream, _) = listener.accept().await.expect("accepts");
            let mut line = Line { stream, input: BytesMut::new() };
            if line.until(CONNECT).await.is_none() {
                continue;
            }
            // One that had to wait too long has been given up.
            let _ = line.stream.write_all(&[0x20, 2, u8::from(session_present), 0]).await;
            if let Some(mut subscribe) = line.until(SUBSCRIBE).await {
                let id = subscribe.get_u16();
                let [high, low] = id.to_be_bytes();
                line.stream.write_all(&[0x90, 5, high, low, 1, 1, 1]).await.expect("it listens");
                return line;
            }
        }
    }

    /// What follows the length of the next packet of that type; `None` where the connection ends before.
    async fn until(&mut self, wanted: u8) -> Option<Bytes> {
        loop {
            while let Some((kind, body)) = self.packet() {
                if kind == wanted {
                    return Some(body);
                }
            }
            if self.stream.read_buf(&mut self.input).await.unwrap_or(0) == 0 {
                return None;
            }
        }
    }

    /// Takes a whole packet off the front.
    fn packet(&mut self) -> Option<(u8, Bytes)> {
        let (mut length, mut at) = (0, 1);
        loop {
            let byte = usize::from(*self.input.get(at)?);
            length |= (byte & 0x7f) << (7 * (at - 1));
            at += 1;
            if byte < 0x80 {
                break;
            }
        }
        if self.input.len() < at + length {
            return None;
        }
        let kind = self.input[0] >> 4;
        self.input.advance(at);
        Some((kind, self.input.split_to(length).freeze()))
    }

    async fn acknowledged(&mut self) -> u16 {
        self.until(PUBACK).await.expect("it does not hang up").get_u16()
    }
}

/// A PUBLISH of QoS 1.
fn publish(id: u16, topic: &str, payload: &[u8], out: &mut BytesMut) {
    out.put_u8(0x32);
    let mut length = 2 + topic.len() + 2 + payload.len();
    loop {
        let more = length >= 0x80;
        out.put_u8((length & 0x7f) as u8 | if more { 0x80 } else { 0 });
        length >>= 7;
        if !more {
            break;
        }
    }
    out.put_u16(topic.len() as u16);
    out.put_slice(topic.as_bytes());
    out.put_u16(id);
    out.put_slice(payload);
}

fn records(first: DateTime<Utc>, count: u16, out: &mut BytesMut) {
    let imei = DeviceId::new(IMEI).expect("an id");
    for id in 1..=count {
        let report = position(first + TimeDelta::seconds(id.into()));
        publish(id, &format!("lienwatch/{IMEI}/json"), &json::encode(&imei, &[report]), out);
    }
}

#[tokio::test]
async fn what_came_over_a_lost_connection_is_not_acknowledged_over_the_next() {
    let (old, new) = (1500, 50);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
    let port = listener.local_addr().expect("bound").port();
    let url = database::fresh().await;
    register(&PgPool::connect(&url).await.expect("connects"), IMEI, "json").await;
    let service = Box::pin(Service::with_mqtt(port, url.clone())).await;

    // Lost as soon as all of them are on their way: most are stored too late to be acknowledged.
    let mut line = Line::accept(&listener, false).await;
    let mut said = BytesMut::new();
    records(seconds_ago(20_000), old, &mut said);
    line.stream.write_all(&said).await.expect("it listens");
    line.stream.shutdown().await.expect("it listens");
    line.until(u8::MAX).await;
    let mut look = tokio::time::interval(std::time::Duration::from_millis(20));
    while service.stored(IMEI).await < i64::from(old / 2) {
        look.tick().await;
    }

    // Nothing can be stored: nothing may be acknowledged but the marker behind it, which nobody stores.
    let mut holder = PgConnection::connect(&url).await.expect("connects");
    let mut held = holder.begin().await.expect("begins");
    sqlx::query("lock table observation in share mode").execute(&mut *held).await.expect("locks");
    let mut line = Line::accept(&listener, true).await;
    said.clear();
    let first = seconds_ago(10_000);
    records(first, new, &mut said);
    publish(MARKER, &format!("lienwatch/~marker/lienwatch-{port}"), &[], &mut said);
    line.stream.write_all(&said).await.expect("it listens");
    assert_eq!(line.acknowledged().await, MARKER);
    held.rollback().await.expect("releases");
    for id in 1..=new {
        assert_eq!(line.acknowledged().await, id);
    }
    let stored: i64 = sqlx::query_scalar("select count(*) from observation where device_time > $1")
        .bind(first)
        .fetch_one(&service.owner)
        .await
        .expect("reads");
    assert_eq!(stored, i64::from(new));
    service.stop().await;
}
