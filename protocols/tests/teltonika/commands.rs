//! What a server asks of a device, and how the answer is known; what it knows of the device; several devices' datagrams.

use super::device::*;
use bytes::BytesMut;
use lienwatch_protocols::command::{Answer, Command, CommandRefused, Ticket};
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::message::{Kind, Value};
use lienwatch_protocols::session::{Checksum, DeviceId, Known, Options, OtherIdentity, Output};
use lienwatch_protocols::teltonika::{Codec, Heard, TeltonikaEncoder};

fn device() -> TeltonikaEncoder {
    TeltonikaEncoder::new(DeviceId::new("356307042441013").expect("an IMEI"), Codec::Codec8)
}

fn ask(line: &mut Line, command: &Command) -> BytesMut {
    let mut out = BytesMut::new();
    assert_eq!(line.session.command(command, &mut out), Ok(Ticket(None)));
    out
}

fn said(text: &str) -> Vec<u8> {
    let mut out = BytesMut::new();
    device().answer(text, &mut out);
    out.to_vec()
}

#[test]
fn commands_are_answered_in_order() {
    let mut line = Line::logged_in(Options::default());
    let mut wire = ask(&mut line, &Command::ReportEvery { seconds: 60 });
    let order = "setparam 10050:60;10055:60;10150:60;10155:60;10250:60;10255:60";
    assert_eq!(Heard::take(&mut wire, false), Some(Heard::Order(order.to_owned())));
    assert!(wire.is_empty());
    let out = messages(&line.send(&said("New value 10050:60;")));
    assert_eq!(
        (out[0].kind, out[0].answer),
        (Kind::CommandReply, Some(Answer { ticket: Ticket(None), accepted: Some(true) }))
    );
    assert!(out[0].attributes.contains(&("result".into(), Value::Text("New value 10050:60;".into()))));

    ask(&mut line, &Command::Text { text: "gethelp".into() });
    let out = messages(&line.send(&said("WARNING: Unknown Command")));
    assert_eq!(out[0].answer, Some(Answer { ticket: Ticket(None), accepted: Some(false) }));
}

#[test]
fn what_nobody_asked_for_answers_nothing() {
    let mut line = Line::logged_in(Options::default());
    assert_eq!(messages(&line.send(&said("OK")))[0].answer, None);
    ask(&mut line, &Command::GetParameters { names: vec![] });
    // A card reader's line in between.
    assert_eq!(messages(&line.send(&said("GTSL|6|1|0|5550001|1|")))[0].answer, None);
    assert!(messages(&line.send(&said("INI:2024/1/1 RTC:2024/1/2")))[0].answer.is_some());
    assert_eq!(messages(&line.send(&said("OK")))[0].answer, None, "answered once");
    // A restart answers nothing, so what comes next is no answer.
    ask(&mut line, &Command::Reboot);
    assert_eq!(messages(&line.send(&said("OK")))[0].answer, None);
}

#[test]
fn where_it_is_comes_as_a_position() {
    let mut line = Line::logged_in(Options::default());
    ask(&mut line, &Command::Locate);
    let words = "GPS:1 Sat:7 Lat:14.5 Long:121.25 Alt:14 Speed:3 Dir:77 Date: 2023/8/24 Time: 5:40:36";
    let fix = messages(&line.send(&said(words)))[0].fix.expect("a fix");
    assert_eq!((fix.lat, fix.lon, fix.valid), (14.5, 121.25, true));
}

#[test]
fn nothing_is_written_for_nobody_or_over_datagrams() {
    let mut out = BytesMut::new();
    let refused = Line::open(Options::default()).session.command(&Command::Locate, &mut out);
    assert_eq!(refused, Err(CommandRefused::NotIdentified));
    let mut line = Line::open(Options { datagram: true, ..Options::default() });
    line.send(&datagram(b"356307042441013", &field(0x08, &[Record::with(&[]).codec8()])));
    assert_eq!(line.session.command(&Command::Locate, &mut out), Err(CommandRefused::NotByDatagram));
    assert!(out.is_empty());
}

#[test]
fn a_device_hears_its_login_its_counts_and_its_orders() {
    let mut line = Line::open(Options::default());
    let (mut sent, mut heard) = (BytesMut::new(), BytesMut::new());
    device().login(&mut sent);
    sent.extend_from_slice(&packet(&field(0x08, &[Record::with(&[]).codec8(), Record::with(&[]).codec8()])));
    for (bytes, _) in replies(&line.send(&sent)) {
        heard.extend_from_slice(&bytes);
    }
    heard.extend_from_slice(&ask(&mut line, &Command::EngineCut));
    heard.extend_from_slice(&[0, 0, 0, 0, 0, 0, 0, 7]);
    assert_eq!(Heard::take(&mut heard, true), Some(Heard::Accepted(true)));
    assert_eq!(Heard::take(&mut heard, false), Some(Heard::Taken(2)));
    assert_eq!(Heard::take(&mut heard, false), Some(Heard::Order("setdigout 1".to_owned())));
    // A count of zero, then one of seven: no packet is so short.
    let mut zero = BytesMut::from(&[0, 0, 0, 0, 0, 0, 0, 2, 0][..]);
    assert_eq!(Heard::take(&mut zero, false), Some(Heard::Taken(0)));
    assert_eq!(Heard::take(&mut zero, false), Some(Heard::Taken(2)));
    assert_eq!(Heard::take(&mut zero, false), None);
    assert_eq!(heard.len(), 8);
}

#[test]
fn what_the_server_knows_decides_in_mid_session() {
    let mut line = Line::logged_in(Options::default());
    let with_ble = Record::with(&[(10_800, vec![0x01, 0x02])]);
    let named = |line: &mut Line, name: &str| {
        let message = line.records(std::slice::from_ref(&with_ble)).remove(0);
        message.attributes.iter().any(|(known, _)| known == name)
    };
    assert!(named(&mut line, "io10800"));
    line.session.know(&Known { model: Some("FMB130".into()), tolerate_checksum: true, ..Known::default() });
    assert!(named(&mut line, "eyeTemp1"));
    let mut wrong = packet(&field(0x08, &[Record::with(&[]).codec8()]));
    *wrong.last_mut().expect("bytes") ^= 1;
    assert_eq!(messages(&line.send(&wrong)).len(), 1);
    line.session.know(&Known::default());
    assert!(messages(&line.send(&wrong)).is_empty());
    assert!(named(&mut line, "io10800"));
}

pub fn datagram(imei: &[u8], field: &[u8]) -> Vec<u8> {
    let mut rest = vec![0xca, 0xfe, 0x01, 0x2a];
    rest.extend((imei.len() as u16).to_be_bytes());
    rest.extend(imei);
    rest.extend(field);
    let mut bytes = (rest.len() as u16).to_be_bytes().to_vec();
    bytes.extend(rest);
    bytes
}

#[test]
fn a_datagram_of_another_device_makes_the_session_that_device_s() {
    let records = field(0x08, &[Record::with(&[]).codec8()]);
    let mut line = Line::open(Options { datagram: true, checksum: Checksum::Refuse, ..Options::default() });
    line.send(&datagram(b"356307042441013", &records));
    line.session.know(&Known { model: Some("FMB130".into()), tolerate_checksum: false, ..Known::default() });
    assert!(!line.send(&datagram(b"356307042441013", &records)).iter().any(|o| matches!(o, Output::Identified(_))));

    let out = line.send(&datagram(b"356307042441014", &records));
    assert!(matches!(&out[0], Output::Identified(who) if who.device.as_str() == "356307042441014"));
    assert_eq!(messages(&out)[0].record, 3, "records count on");
    assert_eq!(replies(&out), [(vec![0, 5, 0, 0, 1, 0x2a, 1], Some(3))]);
    assert_eq!(line.session.identity().map(|i| i.device.as_str().to_owned()), Some("356307042441014".to_owned()));
    // The other device's model is not known.
    let with_ble = field(0x8e, &[Record::with(&[(10_800, vec![1, 2])]).extended()]);
    let out = messages(&line.send(&datagram(b"356307042441014", &with_ble)));
    assert!(out[0].attributes.iter().any(|(name, _)| name == "io10800"));

    let first_stays = Options { datagram: true, other_identity: OtherIdentity::Session, ..Options::default() };
    let mut line = Line::open(first_stays);
    line.send(&datagram(b"356307042441013", &records));
    assert_eq!(messages(&line.send(&datagram(b"356307042441014", &records))).len(), 1);
    assert_eq!(line.session.identity().map(|i| i.device.as_str().to_owned()), Some("356307042441013".to_owned()));
}
