//! A run over a protocol made for the purpose: `4c…` logs in, `52…` reports, `50…` asks for an echo.

use super::*;
use crate::message::{Alarm, Alarms, Kind, Vitals};
use crate::session::Identity;
use serde_json::json;

struct Made {
    identity: Option<Identity>,
    strict: bool,
}

impl Session for Made {
    fn receive(&mut self, input: &mut BytesMut, _now: DateTime<Utc>, out: &mut Vec<Output>) {
        let packet = input.split();
        let (&first, rest) = packet.split_first().expect("a packet has bytes");
        match first {
            b'L' => {
                let device = DeviceId::new(std::str::from_utf8(rest).expect("ascii")).expect("an id");
                let who = Identity { protocol: Protocol::Gt06, device };
                if self.identity.is_none() {
                    self.identity = Some(who.clone());
                    out.push(Output::Identified(who));
                }
                out.push(Output::Reply { bytes: crate::session::Reply::from_slice(b"O"), after: None });
                out.push(Output::Reply { bytes: crate::session::Reply::from_slice(b"K"), after: None });
            }
            b'R' if self.identity.is_some() || !self.strict => {
                let vitals = Vitals { ignition: Some(true), ..Vitals::default() };
                let alarms = if rest.is_empty() { Alarms::NONE } else { Alarms::from_iter([Alarm::Removed]) };
                out.push(Output::Message(Message { kind: Kind::Status, vitals, alarms, ..Message::default() }));
            }
            _ => input.unsplit(packet),
        }
    }

    fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }
}

fn login() -> serde_json::Value {
    json!({"id": "made-1", "session": "a", "hex": "4c313233", "ids": ["0123", "123"], "expect": null,
        "replies": [{"hex": "4f4b"}]})
}

fn status() -> serde_json::Value {
    json!({"id": "made-2", "session": "a", "hex": "52", "needs_session": true,
        "expect": [{"located": false, "attributes": {"ignition": true, "driverUniqueId": "7"}}]})
}

fn removal() -> serde_json::Value {
    json!({"id": "made-3", "session": "a", "hex": "5231", "needs_session": true, "options": {"model": "M"},
        "expect": [{"located": false, "attributes": {"alarm": "tampering"}}]})
}

fn run_made(lines: &[serde_json::Value], strict: bool) -> ProtocolReport {
    let jsonl: String = lines.iter().map(|l| format!("{l}\n")).collect();
    let packets = corpus::lines(&jsonl).expect("packets");
    let open = move |_: Options| -> Option<Box<dyn Session>> { Some(Box::new(Made { identity: None, strict })) };
    run(Protocol::Gt06, &open, &packets, &Differences::published())
}

#[test]
fn packets_are_passed_differences_and_failed() {
    let mut wrong = status();
    wrong["id"] = json!("made-4");
    wrong["expect"][0]["attributes"]["ignition"] = json!(false);
    let report = run_made(&[login(), status(), removal(), wrong], true);
    assert_eq!((report.packets, report.passed, report.differences, report.failed), (4, 2, 1, 1));
    assert_eq!(report.failures[0].id, "made-4");
    assert_eq!(report.failures[0].diff, "[0] ignition: ours true, reference false");
    assert_eq!((report.beyond_alarm_names, report.over_limit), (0, false));
    assert_eq!(report.rules[0].rule, "alarm: ours removed, reference tampering");
    assert_eq!(report.rate(), 0.75);
}

#[test]
fn a_wrong_reply_is_caught_unless_it_tells_the_time() {
    let mut packet = login();
    packet["replies"] = json!([{"hex": "4f4f"}]);
    assert_eq!(run_made(&[packet.clone()], true).failures[0].diff, "replies: ours 4f 4b, reference 4f4f");
    packet["replies_volatile"] = json!(true);
    assert_eq!(run_made(&[packet.clone()], true).passed, 1);
    packet["replies_volatile"] = json!(false);
    packet["options"] = json!({"connectionless": true});
    packet["replies"] = json!([{"hex": "4f4b"}]);
    assert_eq!(run_made(&[packet], true).failed, 1, "two datagrams are not one");
}

#[test]
fn a_wrong_and_a_missing_identity_are_caught() {
    let mut packet = login();
    packet["ids"] = json!(["999"]);
    assert_eq!(run_made(&[packet.clone()], true).failures[0].diff, "ids: ours 123, reference 999");
    packet["ids"] = json!([]);
    assert_eq!(run_made(&[packet], true).failures[0].diff, "ids: ours 123, reference absent");
    let mut anonymous = status();
    anonymous["ids"] = json!(["5"]);
    assert_eq!(run_made(&[login(), anonymous], true).failures[0].diff, "ids: ours absent, reference 5");
}

#[test]
fn a_message_of_nobody_is_caught() {
    let report = run_made(&[login(), status()], false);
    assert_eq!(report.failures[0].diff, "ids: ours a message of nobody, reference none before a login");
}

#[test]
fn a_line_that_cannot_be_fed_or_is_left_lying_is_a_failure() {
    let none = json!({"id": "made-5", "session": "a", "expect": null});
    let odd = json!({"id": "made-6", "session": "a", "hex": "ff00", "expect": [{"located": false}]});
    let report = run_made(&[none, odd], true);
    assert_eq!(report.failed, 2);
    assert!(report.failures[1].diff.ends_with("(2 bytes left as incomplete)"), "{:?}", report.failures);
}

#[test]
fn coverage_counts_the_other_attributes() {
    assert_eq!(run_made(&[login(), status()], true).coverage, 0.0);
    assert_eq!(run_made(&[login()], true).coverage, 1.0);
}

#[test]
fn a_protocol_without_a_decoder_fails_every_packet() {
    let report =
        run_packets("no_such", "{\"id\":\"x-1\",\"expect\":null}\n\n", &Differences::default()).expect("a line");
    assert_eq!((report.implemented, report.packets, report.failed, report.rate()), (false, 1, 1, 0.0));
}

#[test]
fn a_bad_line_is_named() {
    let error = run_packets("gt06", "\n{\"id\":\n", &Differences::default()).expect_err("not JSON");
    assert!(error.to_string().starts_with("line 2: "), "{error}");
}

#[test]
fn jt808_packets_are_escaped_again() {
    assert_eq!(wire(Protocol::Jt808, vec![0x7e, 1, 0x7d, 0x7e, 0x7e]), [0x7e, 1, 0x7d, 1, 0x7d, 2, 0x7e]);
    assert_eq!(wire(Protocol::Jt808, vec![0xe7, 0x3d, 0x7e, 0xe6, 0xe7]), [0xe7, 0x3e, 2, 0x7e, 0xe6, 1, 0xe7]);
    assert_eq!(wire(Protocol::Jt808, b"(7d}".to_vec()), b"(7d}");
}

#[test]
fn packets_that_lost_their_end_are_completed() {
    let heartbeat = [0x78, 0x78, 0x05, 0x13, 0x00, 0x01, 0xe9, 0xf1, 0x0d, 0x0a];
    assert_eq!(wire(Protocol::Gt06, heartbeat[..9].to_vec()), heartbeat);
    assert_eq!(wire(Protocol::Gt06, heartbeat[..8].to_vec()), heartbeat[..8]);
    let packet = [0, 0, 0, 0, 0, 0, 0, 3, 8, 0, 0, 0, 0, 0, 0];
    assert_eq!(wire(Protocol::Teltonika, packet[..13].to_vec()), packet);
    assert_eq!(wire(Protocol::Teltonika, packet[..10].to_vec()), packet[..10]);
}
