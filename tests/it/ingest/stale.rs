//! An acknowledgement belongs to the connection that the delivery came over: on the next one the broker may have given
//! its number to another delivery (MQTT 3.1.1, 2.3.1), which would count as taken before it is stored.

use super::service::{IMEI, Service, config, position, register, seconds_ago};
use crate::support::database;
use bytes::{Buf, BufMut, Bytes, BytesMut};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch::config::{Config, Mqtt, Pipeline};
use lienwatch::engine::Clock;
use lienwatch_protocols::{DeviceId, json};
use sqlx::{Connection, PgConnection, PgPool};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const CONNECT: u8 = 1;
const PUBACK: u8 = 4;
const SUBSCRIBE: u8 = 8;

/// The broker's end of a connection.
struct Line {
    stream: TcpStream,
    input: BytesMut,
}

impl Line {
    async fn accept(listener: &TcpListener, session_present: bool) -> Line {
        let (stream, _) = listener.accept().await.expect("accepts");
        let mut line = Line { stream, input: BytesMut::new() };
        line.until(CONNECT).await.expect("it greets");
        line.stream.write_all(&[0x20, 2, u8::from(session_present), 0]).await.expect("it listens");
        line
    }

    async fn grant(&mut self) {
        let [high, low] = self.until(SUBSCRIBE).await.expect("it subscribes").get_u16().to_be_bytes();
        self.stream.write_all(&[0x90, 5, high, low, 1, 1, 1]).await.expect("it listens");
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

#[tokio::test]
async fn what_came_over_a_lost_connection_is_not_acknowledged_over_the_next() {
    let (queue, count) = (50, 500);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
    let port = listener.local_addr().expect("bound").port();
    let url = database::fresh().await;
    register(&PgPool::connect(&url).await.expect("connects"), IMEI, "json").await;
    let config = config();
    let config = Config {
        pipeline: Pipeline { queue, ..config.pipeline.clone() },
        mqtt: Some(Mqtt::at("127.0.0.1", port)),
        ..config
    };
    let service = Box::pin(Service::over(url.clone(), config, Clock::wall())).await;
    let imei = DeviceId::new(IMEI).expect("an id");
    let record = |id: u16, first: DateTime<Utc>, out: &mut BytesMut| {
        let report = position(first + TimeDelta::seconds(id.into()));
        publish(id, &format!("lienwatch/{IMEI}/json"), &json::encode(&imei, &[report]), out);
    };

    // Nothing can be stored. More is delivered than may wait, and the connection is lost.
    let mut holder = PgConnection::connect(&url).await.expect("connects");
    let mut held = holder.begin().await.expect("begins");
    sqlx::query("lock table observation in share mode").execute(&mut *held).await.expect("locks");
    let mut line = Line::accept(&listener, false).await;
    line.grant().await;
    let (old, new) = (seconds_ago(20_000), seconds_ago(10_000));
    let mut said = BytesMut::new();
    (1..=count).for_each(|id| record(id, old, &mut said));
    line.stream.write_all(&said).await.expect("it listens");
    line.stream.shutdown().await.expect("it listens");
    assert_eq!(line.until(PUBACK).await, None, "nothing is stored");

    // On the next one the same numbers mean other deliveries, in another order.
    let mut line = Line::accept(&listener, true).await;
    said.clear();
    (1..=count).rev().for_each(|id| record(id, new, &mut said));
    line.stream.write_all(&said).await.expect("it listens");
    held.rollback().await.expect("releases");
    line.grant().await;
    for id in (1..=count).rev() {
        assert_eq!(line.until(PUBACK).await.expect("it does not hang up").get_u16(), id);
    }
    let stored: i64 = sqlx::query_scalar("select count(*) from observation where device_time > $1")
        .bind(new)
        .fetch_one(&service.owner)
        .await
        .expect("reads");
    assert_eq!(stored, i64::from(count));
    service.stop().await;
}
