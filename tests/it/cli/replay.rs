//! `lienwatch replay`: what was recorded, sent again or decoded.

use crate::ingest::capture::{api, kept};
use crate::ingest::service::{IMEI, Service, Tracker, position, seconds_ago};
use bytes::BytesMut;
use etherparse::PacketBuilder;
use lienwatch_protocols::Protocol;
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::gt06::Gt06Encoder;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

fn run(arguments: &[&str]) -> (bool, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_lienwatch")).arg("replay").args(arguments).output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.success(), text(&output.stdout), text(&output.stderr))
}

async fn replay(arguments: Vec<String>) -> (bool, String, String) {
    let run = move || run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    tokio::task::spawn_blocking(run).await.expect("it runs")
}

fn file(dir: &Path, name: &str, bytes: &[u8]) -> String {
    let path: PathBuf = dir.join(name);
    std::fs::write(&path, bytes).expect("writes");
    path.to_str().expect("a path").to_owned()
}

/// What is stored of a device, without what belongs to its connections.
async fn observations(service: &Service) -> Vec<(chrono::DateTime<chrono::Utc>, i32, i16)> {
    sqlx::query_as(
        "select device_time, digest, kind from observation where kind not in (1, 6) order by device_time, digest",
    )
    .fetch_all(&service.owner)
    .await
    .expect("reads")
}

#[tokio::test]
async fn a_capture_replayed_into_another_database_gives_the_same_observations() {
    let first = Service::new().await;
    let (app, _, id) = api(&first).await;
    // The capture begins within a connection: its login is not in it.
    let mut tracker = Tracker::login(&first, IMEI).await;
    let path = format!("/trackers/{id}/capture");
    app.platform().post(&path, &json!({"reason": "it sends odd times"})).await.expect(201);
    for i in 0..5 {
        tracker.send(position(seconds_ago(60 - i))).await;
        tracker.reply().await;
    }
    drop(tracker);
    // And it goes on in the next one.
    let mut tracker = Tracker::login(&first, IMEI).await;
    tracker.send(position(seconds_ago(5))).await;
    tracker.reply().await;
    kept(&app.platform(), &id, 14).await;
    let export = app.platform().get(&format!("{path}?format=lines")).await.text;
    let before = observations(&first).await;
    assert_eq!(before.len(), 6);

    let dir = tempfile::tempdir().expect("a directory");
    let export = file(dir.path(), "capture.txt", export.as_bytes());
    let second = Service::new().await;
    let to = second.tcp[&Protocol::Gt06].to_string();
    let (ok, _, said) = replay(vec![export.clone(), "--to".into(), to, "--max".into()]).await;
    assert!(ok, "{said}");
    assert!(said.contains("2 conversations") && said.contains("0 failed"), "{said}");
    assert_eq!(observations(&second).await, before);

    let (ok, out, said) = run(&[&export, "--decode"]);
    assert!(ok, "{said}");
    assert_eq!(positions(&out).len(), 6, "{out}");
}

/// The messages with a place in JSON lines.
fn positions(out: &str) -> Vec<Value> {
    let lines = out.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON lines"));
    lines.filter(|line| line["message"]["fix"]["lat"].is_f64()).collect()
}

/// A classic pcap of Ethernet packets, a second apart.
fn pcap(packets: &[Vec<u8>]) -> Vec<u8> {
    let mut file = Vec::new();
    for word in [0xa1b2_c3d4_u32, 0x0004_0002, 0, 0, 65_535, 1] {
        file.extend(word.to_le_bytes());
    }
    for (i, packet) in packets.iter().enumerate() {
        let length = u32::try_from(packet.len()).expect("short");
        for word in [1_790_000_000 + i as u32, 500_000, length, length] {
            file.extend(word.to_le_bytes());
        }
        file.extend_from_slice(packet);
    }
    file
}

const DEVICE: ([u8; 4], u16) = ([10, 0, 0, 2], 40_000);
const SERVER: ([u8; 4], u16) = ([10, 0, 0, 1], 5023);

/// A segment of the device: with SYN, or with data.
fn segment(sequence: u32, syn: bool, payload: &[u8]) -> Vec<u8> {
    let link = PacketBuilder::ethernet2([1; 6], [2; 6]).ipv4(DEVICE.0, SERVER.0, 64);
    let tcp = link.tcp(DEVICE.1, SERVER.1, sequence, 1024);
    let tcp = if syn { tcp.syn() } else { tcp.ack(1) };
    let mut bytes = Vec::new();
    tcp.write(&mut bytes, payload).expect("writes");
    bytes
}

#[test]
fn a_pcap_with_reordered_and_repeated_segments_is_put_together() {
    let mut encoder = Gt06Encoder::new(IMEI).expect("an IMEI");
    let mut stream = BytesMut::new();
    encoder.login(&mut stream);
    let at = |s: i64| chrono::DateTime::from_timestamp(1_790_000_000 + s, 0).expect("in range");
    let sent: Vec<_> = (0..4).map(|i| position(at(i))).collect();
    encoder.reports(&sent, &mut stream);
    // The numbers wrap around within the connection.
    let first = u32::MAX - 30;
    let part = |from: usize, to: usize| segment(first.wrapping_add(1 + from as u32), false, &stream[from..to]);
    let mut answer = Vec::new();
    let link = PacketBuilder::ethernet2([2; 6], [1; 6]).ipv4(SERVER.0, DEVICE.0, 64);
    link.tcp(SERVER.1, DEVICE.1, 1, 1024).ack(1).write(&mut answer, b"an answer").expect("writes");
    let mut noise = Vec::new();
    let link = PacketBuilder::ethernet2([1; 6], [2; 6]).ipv4(DEVICE.0, [10, 0, 0, 3], 64);
    link.udp(50_000, 53).write(&mut noise, b"another service").expect("writes");
    let end = stream.len();
    let packets = [
        segment(first, true, &[]),
        noise,
        part(0, 10),
        part(40, 60),
        answer,
        part(10, 40),
        part(10, 40),
        part(30, 50),
        part(60, end),
    ];
    let dir = tempfile::tempdir().expect("a directory");
    let path = file(dir.path(), "made.pcap", &pcap(&packets));
    let (ok, out, said) = run(&[&path, "--decode", "--port", "5023"]);
    assert!(ok, "{said}");
    let told = positions(&out);
    let times: Vec<_> = told.iter().map(|line| line["message"]["device_time"].as_str().expect("a time")).collect();
    let wanted: Vec<_> = (0..4).map(|i| at(i).to_rfc3339_opts(chrono::SecondsFormat::Secs, true)).collect();
    assert_eq!(times, wanted, "{out}");
    assert!(out.contains(&format!("\"device\":\"{IMEI}\"")), "{out}");
    assert!(!out.contains("refused"), "{out}");

    // What is missing is said, and what came before it is told.
    let path = file(dir.path(), "gap.pcap", &pcap(&[segment(first, true, &[]), part(0, 20), part(40, end)]));
    let (ok, out, said) = run(&[&path, "--decode", "--port", "5023"]);
    assert!(ok && said.contains("20 bytes before packet 3 were not recorded"), "{said}");
    assert!(out.contains(IMEI), "{out}");
}

#[test]
fn errors_name_the_place_and_the_fix() {
    let dir = tempfile::tempdir().expect("a directory");
    let fails = |path: &str, words: &[&str]| {
        let (ok, _, said) = run(&[path, "--decode"]);
        assert!(!ok, "{path}");
        for word in words {
            assert!(said.contains(word), "{said}");
        }
    };
    fails(&file(dir.path(), "a.txt", b"7878\n78zz\n"), &["a.txt:2", "even number of hex digits"]);
    fails(&file(dir.path(), "b.pcap", &[0x0a, 0x0d, 0x0d, 0x0a, 0, 0]), &["pcapng", "editcap -F pcap"]);
    fails(&file(dir.path(), "c.txt", b"# nothing\n"), &["nothing in it was sent by a device"]);
    fails(&file(dir.path(), "d.txt", b"00\n"), &["give --protocol"]);
    fails(&file(dir.path(), "e.jsonl", b"{\"protocol\":\"gt06\"}\n"), &["e.jsonl:1", "no hex and no text"]);
    fails("/nowhere", &["/nowhere"]);
    let (ok, _, said) = run(&[&file(dir.path(), "f.txt", b"7878\n")]);
    assert!(!ok && said.contains("--to"), "{said}");
}
