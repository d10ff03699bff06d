//! Commands of a session, in the words and headers of the terminal, and what its answers say of them.

use super::made::*;
use bytes::BytesMut;
use lienwatch_protocols::jt808::{Heard, Jt808Encoder, Jt808Session, MakersCommand, Version, makers_command};
use lienwatch_protocols::{
    Answer, Command, CommandRefused, DeviceId, Kind, Known, MediaKind, Options, PhotoSize, Session, SoundRate, Ticket,
    Value, WorkingMode,
};

fn logged_in() -> Jt808Session {
    let mut session = strict();
    feed(&mut session, &v2013(0x0002, 1, &[]));
    session
}

/// Message id and body of a command.
fn said(session: &mut Jt808Session, what: &Command) -> (String, String) {
    let mut out = BytesMut::new();
    session.command(what, &mut out).expect("a command");
    let head = if out[3] & 0x40 == 0 { 13 } else { 18 };
    (to_hex(&out[1..3]), to_hex(&out[head..out.len() - 2]))
}

fn set(name: &str, value: &str) -> Command {
    Command::SetParameter { name: name.into(), value: value.into() }
}

fn wake(every_minutes: u32) -> Command {
    Command::WorkingMode { mode: WorkingMode::Wake { every_minutes } }
}

fn get(names: &[&str]) -> Command {
    Command::GetParameters { names: names.iter().map(|name| (*name).to_owned()).collect() }
}

fn find(media: MediaKind) -> Command {
    let time = |text: &str| text.parse().expect("a time");
    let (from, to) = (time("2026-11-20T00:15:30Z"), time("2026-11-20T23:30:15Z"));
    Command::FindMedia { media, channel: 0, event: 3, from, to }
}

fn send_stored(media: MediaKind, delete: bool) -> Command {
    let Command::FindMedia { channel, event, from, to, .. } = find(media) else { unreachable!("a search") };
    Command::SendStoredMedia { media, channel, event, from, to, delete }
}

fn record(seconds: u16, keep: bool, rate: SoundRate) -> Command {
    Command::RecordSound { seconds, keep, rate }
}

fn photos(channel: u8, count: u8) -> Command {
    Command::TakePhoto { channel, count, interval_s: 5, size: PhotoSize::Xga }
}

fn words(text: &str) -> Command {
    Command::Text { text: text.into() }
}

#[test]
fn commands_in_the_standards_words() {
    let table = [
        (Command::Locate, "8201", ""),
        (Command::ReportEvery { seconds: 300 }, "8103", "01 00000029 04 0000012c"),
        (Command::ReportEvery { seconds: 10 }, "8103", "02 00000029 04 0000000a 00000028 04 0000000a"),
        (wake(720), "8103", "01 00000027 04 0000a8c0"),
        (Command::WorkingMode { mode: WorkingMode::Continuous }, "8103", "01 00000027 04 0000003c"),
        (Command::Reboot, "8105", "04"),
        (set("0x0029", "30"), "8103", "01 00000029 04 0000001e"),
        (set("41", "30"), "8103", "01 00000029 04 0000001e"),
        (set("APN", "net"), "8103", "01 00000010 03 6e6574"),
        (set("0x0083", "京A1"), "8103", "01 00000083 04 bea94131"),
        (set("0x0031", "500"), "8103", "01 00000031 02 01f4"),
        (set("0x0084", "2"), "8103", "01 00000084 01 02"),
        (set("0x0032", "16000800"), "8103", "01 00000032 04 16000800"),
        (set("0xf001", "0x0a0b0c"), "8103", "01 0000f001 03 0a0b0c"),
        (set("0xf001", "on"), "8103", "01 0000f001 02 6f6e"),
        (get(&[]), "8104", ""),
        (get(&["0x0029", "server"]), "8106", "02 00000029 00000013"),
        (Command::EngineCut, "8105", "f0"),
        (Command::EngineRestore, "8105", "f1"),
        (words("A京"), "8300", "01 41bea9"),
        (find(MediaKind::Video), "8802", "02 00 03 261120081530 261121073015"),
        (send_stored(MediaKind::Image, false), "8803", "00 00 03 261120081530 261121073015 00"),
        (send_stored(MediaKind::Sound, true), "8803", "01 00 03 261120081530 261121073015 01"),
        (record(10, false, SoundRate::Khz8), "8804", "01 000a 00 00"),
        (record(600, true, SoundRate::Khz32), "8804", "01 0258 01 03"),
        (record(1, false, SoundRate::Khz11), "8804", "01 0001 00 01"),
        (record(1, false, SoundRate::Khz23), "8804", "01 0001 00 02"),
        (Command::StopRecording, "8804", "00 0000 00 00"),
        (Command::SendMedia { number: 7 }, "8805", "00000007 00"),
        (photos(1, 1), "8801", "01 0001 0005 00 04 05 80 40 40 80"),
    ];
    for (what, message, body) in table {
        let expected = (message.to_owned(), body.replace(' ', ""));
        assert_eq!(said(&mut logged_in(), &what), expected, "{what:?}");
    }
}

#[test]
fn a_terminal_of_2019_is_spoken_to_in_2019() {
    let mut session = strict();
    feed(&mut session, &v2019(0x0002, 1, &[]));
    let mut out = BytesMut::new();
    session.command(&Command::Reboot, &mut out).expect("a command");
    let content = hex(&format!("8105 4001 01 {PHONE:0>20} 0001 04"));
    assert_eq!(to_hex(&out), to_hex(&frame(&content)));
    assert_eq!(said(&mut session, &words("A")), ("8300".into(), "010141".into()), "with the type of the text");
    out.clear();
    session.command(&record(10, false, SoundRate::Khz8), &mut out).expect("a command");
    assert_eq!(to_hex(&out), to_hex(&frame(&hex(&format!("8804 4005 01 {PHONE:0>20} 0003 01 000a 00 00")))));
    out.clear();
    session.command(&send_stored(MediaKind::Video, true), &mut out).expect("a command");
    let body = "02 00 03 261120081530 261121073015 01";
    assert_eq!(to_hex(&out), to_hex(&frame(&hex(&format!("8803 4010 01 {PHONE:0>20} 0004 {body}")))));
}

#[test]
fn models_have_their_own_words() {
    let mut session = logged_in();
    session.know(&Known { model: Some("G10LS".into()), tolerate_checksum: false, ..Known::default() });
    assert_eq!(said(&mut session, &Command::EngineCut), ("8105".into(), "64".into()));
    assert_eq!(said(&mut session, &Command::EngineRestore), ("8105".into(), "65".into()));
    assert_eq!(said(&mut session, &words("A")), ("8300".into(), "0241".into()));
    session.know(&Known { model: Some("VL300".into()), tolerate_checksum: false, ..Known::default() });
    assert_eq!(said(&mut session, &Command::EngineCut), ("8105".into(), to_hex(b"#0;1")));
    assert_eq!(said(&mut session, &words("AT")), ("8103".into(), "010000f030024154".into()));
    session.know(&Known::default());
    assert_eq!(said(&mut session, &Command::EngineCut), ("8105".into(), "f0".into()), "none in particular again");
}

#[test]
fn a_terminal_answers_which_photos_it_took() {
    let answer = |body: &str| message(strict(), &v2013(0x0805, 9, &hex(body)));
    let m = answer("0003 00 0002 00000007 00000008");
    assert_eq!(
        (m.kind, m.answer),
        (Kind::CommandReply, Some(Answer { ticket: Ticket(Some(3)), accepted: Some(true) }))
    );
    assert_eq!((text(&m, "result"), text(&m, "mediaIds")), ("success".into(), "7,8".into()));
    let m = answer("0003 00 ffff 00000007 0000");
    assert_eq!(text(&m, "mediaIds"), "7", "what is stated is not believed beyond what is there");
    let m = answer("0003 02");
    assert_eq!(m.answer, Some(Answer { ticket: Ticket(Some(3)), accepted: Some(false) }));
    assert_eq!((text(&m, "result"), attribute(&m, "mediaIds")), ("no such camera".into(), None));
}

#[test]
fn a_terminal_answers_what_it_keeps() {
    let place = location(0, ON_THE_ROAD, "");
    let items = [&hex("00000007 00 01 02")[..], &place, &hex("00000008 02 02 09"), &[0; 28]].concat();
    let m = message(strict(), &v2013(0x0802, 9, &[&hex("0003 0009")[..], &items, &[1, 2, 3]].concat()));
    assert_eq!(m.answer, Some(Answer { ticket: Ticket(Some(3)), accepted: Some(true) }));
    assert_eq!(attribute(&m, "mediaTotal"), Some(&Value::Int(9)));
    assert_eq!(text(&m, "mediaIds"), "7,8");
    let said = "7 image channel 1 event 2 2026-11-20T23:30:15Z; 8 video channel 2 event 9";
    assert_eq!(text(&m, "result"), said);
    let m = message(strict(), &v2013(0x0802, 9, &hex("0003 0000")));
    assert_eq!((text(&m, "result"), attribute(&m, "mediaIds")), ("0 found".into(), None));
}

#[test]
fn values_out_of_bounds_are_refused_and_nothing_is_written() {
    let long = "x".repeat(181);
    let many = vec!["1"; 17];
    let bad = [
        (Command::ReportEvery { seconds: 0 }, "seconds"),
        (Command::ReportEvery { seconds: 86_401 }, "seconds"),
        (wake(4), "every_minutes"),
        (wake(10_081), "every_minutes"),
        (set("heart", "1"), "name"),
        (set("0x+1", "1"), "name"),
        (set("0x100000000", "1"), "name"),
        (set("0x0029", "fast"), "value"),
        (set("0x0029", "-1"), "value"),
        (set("0x0031", "65536"), "value"),
        (set("0x0084", "256"), "value"),
        (set("0x0032", "1600"), "value"),
        (set("0xf001", "0x0a0"), "value"),
        (set("apn", "\u{1f697}"), "value"),
        (set("apn", &"x".repeat(256)), "value"),
        (get(&["0x0029", "what"]), "name"),
        (get(&many), "names"),
        (find(MediaKind::Other), "media"),
        (send_stored(MediaKind::Other, false), "media"),
        (record(0, false, SoundRate::Khz8), "seconds"),
        (record(601, false, SoundRate::Khz8), "seconds"),
        (photos(0, 1), "channel"),
        (photos(1, 0), "count"),
        (photos(1, 11), "count"),
        (words(""), "text"),
        (words(&long), "text"),
        (words("\u{1f697}"), "text"),
    ];
    let mut session = logged_in();
    for (what, wrong) in bad {
        let mut out = BytesMut::new();
        match session.command(&what, &mut out) {
            Err(CommandRefused::OutOfRange { field, .. }) => assert_eq!(field, wrong, "{what:?}"),
            other => panic!("{what:?}: {other:?}"),
        }
        assert!(out.is_empty());
    }
    let mut out = BytesMut::new();
    assert_eq!(session.command(&Command::Locate, &mut out), Ok(Ticket(Some(1))), "refusals take no serial");
}

#[test]
fn nobody_is_commanded_before_a_login() {
    let refused = |session: &mut Jt808Session| session.command(&Command::Locate, &mut BytesMut::new());
    assert_eq!(refused(&mut strict()), Err(CommandRefused::NotIdentified));
    let mut session = keyed();
    feed(&mut session, &v2013(0x0100, 1, &[0; 40]));
    assert_eq!(refused(&mut session), Err(CommandRefused::NotIdentified), "registered, not authenticated");
    // A transport that names the device needs no frame of its own.
    let of = |device: &str| Options { device: DeviceId::new(device).ok(), ..Options::default() };
    assert_eq!(refused(&mut Jt808Session::new(of("13912345678"))), Ok(Ticket(Some(1))));
    assert_eq!(refused(&mut Jt808Session::new(of("1234567890123456"))), Ok(Ticket(Some(1))), "only 2019 has room");
    assert_eq!(refused(&mut Jt808Session::new(of("TRACKER-1"))), Err(CommandRefused::NotIdentified));
}

#[test]
fn serials_run_on_and_never_are_that_of_answers() {
    let mut session = logged_in();
    let mut tickets = (0..=65_535u32).map(|_| session.command(&Command::Locate, &mut BytesMut::new()));
    assert_eq!(tickets.next(), Some(Ok(Ticket(Some(1)))));
    assert_eq!(tickets.nth(65_533), Some(Ok(Ticket(Some(65_535)))));
    assert_eq!(tickets.next(), Some(Ok(Ticket(Some(1)))));
}

#[test]
fn the_device_hears_a_command_and_its_answer_names_it() {
    for version in [Version::V2013, Version::V2019] {
        let device = DeviceId::new("13912345678").expect("an id");
        let mut encoder = Jt808Encoder::of_version(&device, version).expect("a number");
        let (mut session, mut up, mut down) = (strict(), BytesMut::new(), BytesMut::new());
        encoder.unregister(&mut up);
        session.receive(&mut up, now(), &mut Vec::new());
        let ticket = session.command(&Command::EngineCut, &mut down).expect("a command");
        let heard = encoder.hear(&mut down, &mut up);
        assert_eq!(heard, [Heard::Command { serial: 1, message: 0x8105, body: vec![0xf0] }]);
        let outputs = feed(&mut session, &up);
        assert_eq!(messages(&outputs)[0].answer, Some(Answer { ticket, accepted: Some(true) }));
    }
}

#[test]
fn answers_name_their_commands() {
    let answer = |message: u16, body: &str| {
        let outputs = feed(&mut logged_in(), &v2013(message, 2, &hex(body)));
        let m = messages(&outputs)[0].clone();
        (m.answer, m)
    };
    let of = |serial, accepted| Some(Answer { ticket: Ticket(Some(serial)), accepted });
    assert_eq!(answer(0x0001, "0007 8105 00").0, of(7, Some(true)));
    for refusal in ["01", "02", "03"] {
        assert_eq!(answer(0x0001, &format!("0007 8105 {refusal}")).0, of(7, Some(false)));
    }
    let (located, m) = answer(0x0201, &format!("0008 {}", to_hex(&location(0, ON_THE_ROAD, ""))));
    assert_eq!((located, m.kind), (of(8, Some(true)), Kind::Position));
    let (told, m) =
        answer(0x0104, "0009 05 00000029 04 0000001e 00000031 02 01f4 00000084 01 02 00000011 01 75 0000f001 02 0a0b");
    assert_eq!(told, of(9, Some(true)));
    assert_eq!(attribute(&m, "defaultReportInterval"), Some(&Value::Int(30)));
    assert_eq!(
        (attribute(&m, "param0031"), attribute(&m, "param0084")),
        (Some(&Value::Int(500)), Some(&Value::Int(2)))
    );
    assert_eq!((text(&m, "param0011"), text(&m, "paramf001")), ("u".into(), "0a0b".into()));
    assert_eq!(answer(0x1300, "000a 004f 006b").0, of(10, None));
    assert_eq!(answer(0x6006, "00 4f4b").0, None, "no text was sent");
}

#[test]
fn a_text_without_a_serial_answers_the_last_text_once() {
    for (message, body) in [(0x6006, &b"\x00OK"[..]), (0x0701, b"\x00\x00\x00\x02OK")] {
        let mut session = logged_in();
        session.command(&Command::Locate, &mut BytesMut::new()).expect("a command");
        let ticket = session.command(&words("status"), &mut BytesMut::new()).expect("a command");
        let answer = |session: &mut Jt808Session| messages(&feed(session, &v2013(message, 2, body)))[0].answer;
        assert_eq!(answer(&mut session), Some(Answer { ticket, accepted: None }));
        assert_eq!(answer(&mut session), None);
    }
}

#[test]
fn a_clone_without_checksums_is_borne_when_it_is_known() {
    let mut bytes = v2013(0x0200, 2, &location(0, ON_THE_ROAD, ""));
    let at = bytes.len() - 2;
    bytes[at] ^= 1;
    let mut session = logged_in();
    let known = |tolerate_checksum| Known { model: None, tolerate_checksum, ..Known::default() };
    assert!(messages(&feed(&mut session, &bytes)).is_empty());
    session.know(&known(true));
    assert_eq!(messages(&feed(&mut session, &bytes)).len(), 1);
    session.know(&known(false));
    assert!(messages(&feed(&mut session, &bytes)).is_empty());
}

#[test]
fn commands_in_makers_words() {
    let body = |what: &MakersCommand| {
        let mut out = BytesMut::new();
        let device = DeviceId::new("13912345678").expect("an id");
        makers_command(&device, Version::V2013, 0, what, &mut out).expect("a number");
        (to_hex(&out[1..3]), to_hex(&out[13..out.len() - 2]))
    };
    let password = || "pw".to_owned();
    assert_eq!(body(&MakersCommand::CutEngine), ("8105".into(), "f0".into()));
    assert_eq!(body(&MakersCommand::ResumeEngine), ("8105".into(), "f1".into()));
    assert_eq!(body(&MakersCommand::Reboot), ("0310".into(), "01230103".into()));
    assert_eq!(body(&MakersCommand::ReportEvery(60)), ("0310".into(), "0106040000003c".into()));
    assert_eq!(body(&MakersCommand::Arm { password: password() }), ("0310".into(), "012403017077".into()));
    assert_eq!(body(&MakersCommand::Disarm { password: password() }), ("0310".into(), "012403007077".into()));
}
