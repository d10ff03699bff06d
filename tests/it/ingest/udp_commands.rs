//! Commands to trackers that speak in datagrams: to the address of the last one, while it is fresh.

use super::commands::Desk;
use super::service::{IMEI, Tracker, position, seconds_ago};
use super::udp::{answer, silent, socket, teltonika, with};
use super::udp_parts::Terminal;
use bytes::BytesMut;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch::engine::Clock;
use lienwatch_domain::command::{CommandState, Failure, Stage};
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::gt06::Gt06Encoder;
use lienwatch_protocols::gt06::encode::Order;
use lienwatch_protocols::jt808::Heard;
use lienwatch_protocols::{Command, Message, Protocol};
use tokio::io::AsyncReadExt;

fn start() -> DateTime<Utc> {
    "2026-03-02T00:00:00Z".parse().expect("a time")
}

fn is_locate(heard: &Heard) -> bool {
    matches!(heard, Heard::Command { message: 0x8201, .. })
}

#[tokio::test]
async fn a_command_goes_to_the_address_of_the_last_datagram_and_again_to_another_one() {
    let desk = Desk::around(with("jt808", Clock::driven(start()), |_| {}).await).await;
    let asked = desk.ask(Command::Locate).await;
    let first = Terminal::login(&desk.service).await;
    // It is not answered: the carrier has given the device another address meanwhile.
    let said = answer(&first.socket).await;
    assert_eq!(said[1..3], [0x82, 0x01]);
    desk.until(asked, CommandState::Sent).await;
    let mut second = Terminal::login(&desk.service).await;
    desk.service.handle.move_clock(start() + TimeDelta::seconds(60)).await.expect("moves");
    assert!(is_locate(&second.hears().await));
    let done = desk.until(asked, CommandState::Acknowledged).await;
    assert_eq!(done.attempts, 2);
    silent(&first.socket);
    // The first address is the last one again.
    let mut third = first;
    let mut heartbeat = BytesMut::new();
    third.encoder.heartbeat(&Message::default(), &mut heartbeat);
    third.socket.send(&heartbeat).await.expect("sends");
    let mut heard = vec![third.hears().await];
    let again = desk.ask(Command::Locate).await;
    while !heard.iter().any(is_locate) {
        heard.push(third.hears().await);
    }
    desk.until(again, CommandState::Acknowledged).await;
    silent(&second.socket);
}

#[tokio::test]
async fn where_nothing_was_heard_for_too_long_a_command_waits_and_expires() {
    let service = with("jt808", Clock::driven(start()), |c| c.edge.udp_fresh_s = 0).await;
    let desk = Desk::around(service).await;
    let mut terminal = Terminal::login(&desk.service).await;
    let asked = desk.ask(Command::Locate).await;
    desk.service.handle.drain().await.expect("drains");
    terminal.register().await;
    silent(&terminal.socket);
    desk.service.handle.move_clock(start() + TimeDelta::hours(1)).await.expect("moves");
    let expired = desk.until(asked, CommandState::Expired).await;
    assert_eq!(expired.attempts, 0);
}

#[tokio::test]
async fn who_has_not_proved_itself_yet_gets_its_command_when_it_has() {
    let desk = Desk::around(with("jt808", Clock::wall(), |_| {}).await).await;
    let mut terminal = Terminal::login(&desk.service).await;
    // A new address: it is registered from there, and nothing more for now.
    terminal.socket = socket(&desk.service, Protocol::Jt808).await;
    terminal.register().await;
    let asked = desk.ask(Command::Locate).await;
    for _ in 0..20 {
        desk.service.handle.drain().await.expect("drains");
    }
    silent(&terminal.socket);
    terminal.prove().await;
    assert!(is_locate(&terminal.hears().await));
    desk.until(asked, CommandState::Acknowledged).await;
}

#[tokio::test]
async fn an_open_connection_keeps_its_commands() {
    let desk = Desk::around(with("gt06", Clock::wall(), |_| {}).await).await;
    let mut connected = Tracker::login(&desk.service, IMEI).await;
    let datagrams = socket(&desk.service, Protocol::Gt06).await;
    let mut bytes = BytesMut::new();
    Gt06Encoder::new(IMEI).expect("an IMEI").login(&mut bytes);
    datagrams.send(&bytes).await.expect("sends");
    assert_eq!(answer(&datagrams).await[3], 0x01);
    desk.service.handle.drain().await.expect("drains");
    desk.ask(Command::Locate).await;
    let mut received = BytesMut::new();
    while Order::take(&mut received).is_none() {
        assert!(connected.stream.read_buf(&mut received).await.expect("reads") > 0);
    }
    silent(&datagrams);
}

#[tokio::test]
async fn a_gt06_tracker_answers_over_udp_too() {
    let desk = Desk::around(with("gt06", Clock::wall(), |_| {}).await).await;
    let device = socket(&desk.service, Protocol::Gt06).await;
    let mut encoder = Gt06Encoder::new(IMEI).expect("an IMEI");
    let mut bytes = BytesMut::new();
    encoder.login(&mut bytes);
    device.send(&bytes.split()).await.expect("sends");
    assert_eq!(answer(&device).await[3], 0x01);
    let asked = desk.ask(Command::ReportEvery { seconds: 20 }).await;
    let order = Order::take(&mut answer(&device).await[..].into()).expect("an order");
    assert_eq!(order.text, "TIMER,20#");
    encoder.answer(&order, "OK", &mut bytes);
    device.send(&bytes).await.expect("sends");
    desk.until(asked, CommandState::Acknowledged).await;
}

#[tokio::test]
async fn a_protocol_without_commands_in_datagrams_says_so() {
    let desk = Desk::around(with("teltonika", Clock::wall(), |_| {}).await).await;
    let asked = desk.ask(Command::Locate).await;
    let device = socket(&desk.service, Protocol::Teltonika).await;
    device.send(&teltonika(IMEI, 1, &[position(seconds_ago(9))])).await.expect("sends");
    assert_eq!(answer(&device).await[5..], [1, 1]);
    let failed = desk.until(asked, CommandState::Failed).await;
    let Stage::Failed { why: Failure::NotSupported, detail: Some(detail), .. } = failed.stage else { panic!("failed") };
    assert!(detail.contains("UDP") && detail.contains("TCP"), "{detail}");
    silent(&device);
}
