//! Photos and sound, and the split messages they come in.

use super::made::*;
use bytes::BytesMut;
use chrono::TimeDelta;
use lienwatch_protocols::jt808::{Heard, Jt808Encoder, Jt808Session, Version};
use lienwatch_protocols::{DeviceId, Kind, Media, MediaFormat, MediaKind, Message, Value};

const HEAD: &str = "0000002a 00 00 01 02";

fn medium(m: &Message) -> Media {
    m.media.as_deref().cloned().unwrap_or_else(|| panic!("no medium in {m:?}"))
}

/// The general answer to a frame.
fn general(message: u16, serial: u16) -> String {
    to_hex(&frame(&hex(&format!("8001 0005 {PHONE} 0000 {serial:04x} {message:04x} 00"))))
}

/// The question for missing parts.
fn question(first_serial: u16, missing: &[u16]) -> String {
    let list = missing.iter().map(|number| format!("{number:04x}")).collect::<String>();
    let length = 3 + 2 * missing.len();
    to_hex(&frame(&hex(&format!("8003 {length:04x} {PHONE} 0000 {first_serial:04x} {:02x} {list}", missing.len()))))
}

fn photo() -> Vec<u8> {
    [&hex(HEAD)[..], &location(1, ON_THE_ROAD, ""), &hex("ffd8aabb")].concat()
}

#[test]
fn a_photo_comes_whole_with_its_place_and_its_answers_wait_for_it() {
    let photo = photo();
    let (one, two) = photo.split_at(30);
    let mut session = strict();
    let outputs = feed(&mut session, &part(0x0801, 7, 2, 1, one));
    assert_eq!(replies(&outputs), [(general(0x0801, 7), None)]);
    let outputs = feed(&mut session, &part(0x0801, 8, 2, 2, two));
    let m = messages(&outputs)[0];
    let medium = medium(m);
    assert_eq!((medium.id, medium.kind, medium.format), (42, MediaKind::Image, MediaFormat::Jpeg));
    assert_eq!((medium.event, medium.channel, to_hex(&medium.bytes).as_str()), (1, 2, "ffd8aabb"));
    assert_eq!((m.kind, attribute(m, "mediaId")), (Kind::Media, Some(&Value::Int(42))));
    assert_eq!(attribute(m, "mediaBytes"), Some(&Value::Int(4)));
    assert_eq!(attribute(m, "data"), None, "the bytes are the medium's, once");
    assert!(m.fix.is_some() && m.alarms.is_empty());
    let whole = to_hex(&frame(&hex(&format!("8800 0004 {PHONE} 0000 0000002a"))));
    assert_eq!(replies(&outputs), [(general(0x0801, 8), Some(1)), (whole, Some(1))]);
}

#[test]
fn what_a_terminal_uploads_is_what_arrives() {
    for size in [3, 981, 990, 5_000] {
        let jpeg: Vec<u8> = [0xff, 0xd8].into_iter().chain((0..size).map(|i| i as u8)).collect();
        let (kind, format) = (MediaKind::Image, MediaFormat::Jpeg);
        let sent = Media { id: 7, kind, format, event: 2, channel: 1, bytes: jpeg.into() };
        let made = with_items("");
        for version in [Version::V2013, Version::V2019] {
            let device = DeviceId::new("13912345678").expect("a number");
            let mut terminal = Jt808Encoder::of_version(&device, version).expect("a form");
            let mut wire = BytesMut::new();
            terminal.media(&sent, &made, &mut wire);
            let mut session = strict();
            let outputs = feed(&mut session, &wire);
            let [m] = messages(&outputs)[..] else { panic!("{outputs:?}") };
            assert_eq!(medium(m), sent);
            assert_eq!((m.device_time, m.fix.map(|f| f.lat)), (made.device_time, made.fix.map(|f| f.lat)));
            let (last, _) = replies(&outputs).pop().expect("an answer");
            let heard = terminal.hear(&mut hex(&last).as_slice().into(), &mut BytesMut::new());
            assert_eq!(heard, [Heard::MediaTaken { id: 7 }]);
        }
    }
}

#[test]
fn a_medium_in_one_frame_has_one_answer() {
    let outputs = feed(&mut strict(), &v2013(0x0801, 1, &photo()));
    assert_eq!(replies(&outputs).iter().map(|(_, after)| *after).collect::<Vec<_>>(), [Some(1)]);
}

#[test]
fn a_medium_may_come_without_a_place() {
    let of = |head: &str, file: &[u8]| message(strict(), &v2013(0x0801, 1, &[&hex(head)[..], file].concat()));
    // 2011: the picture follows at once.
    let m = of(HEAD, &hex("ffd8cc"));
    assert_eq!((m.fix, to_hex(&medium(&m).bytes).as_str()), (None, "ffd8cc"));
    // So does a tracker's sound, which says itself what it is.
    let m = of("0000002b 01 03 00 01", b"#!AMR\nand more than a location's twenty-eight bytes");
    assert_eq!((m.fix, medium(&m).kind, medium(&m).format), (None, MediaKind::Sound, MediaFormat::Amr));
    assert_eq!(medium(&m).bytes.len(), 51);
    // And one of an unknown form, of which nothing may be cut off.
    let m = of("0000002c 03 09 00 01", &[0xee; 40]);
    assert_eq!((m.fix, medium(&m).format, medium(&m).bytes.len()), (None, MediaFormat::Other, 40));
}

#[test]
fn an_announced_medium_brings_none() {
    let outputs = feed(&mut strict(), &v2013(0x0800, 3, &hex(HEAD)));
    let m = messages(&outputs)[0];
    assert_eq!((m.kind, m.media.is_none()), (Kind::Media, true));
    assert_eq!(replies(&outputs), [(general(0x0800, 3), Some(1))]);
}

#[test]
fn missing_parts_are_asked_for_when_the_last_one_is_here() {
    let photo = photo();
    let pieces: Vec<&[u8]> = photo.chunks(10).collect();
    let total = pieces.len() as u16;
    let mut session = strict();
    let give = |session: &mut Jt808Session, number: u16, serial: u16| {
        feed(session, &part(0x0801, serial, total, number, pieces[usize::from(number) - 1]))
    };
    give(&mut session, 1, 100);
    let outputs = give(&mut session, total, 99 + total);
    let missing: Vec<u16> = (2..total).collect();
    assert_eq!(replies(&outputs), [(general(0x0801, 99 + total), None), (question(100, &missing), None)]);
    // What was asked for may come under new serials, and is not asked for again meanwhile.
    for number in 2..total - 1 {
        assert_eq!(replies(&give(&mut session, number, 200 + number)).len(), 1);
    }
    let outputs = give(&mut session, total - 1, 300);
    assert_eq!(to_hex(&medium(messages(&outputs)[0]).bytes), "ffd8aabb");
}

#[test]
fn of_a_terminal_of_2019_they_are_counted_in_a_word() {
    let mut session = strict();
    let head = [hex("0704 6002 01"), hex(&format!("{PHONE:0>20}"))].concat();
    let last = frame(&[&head, &hex("0009 0003 0003 aabb")[..]].concat());
    let asked = replies(&feed(&mut session, &last))[1].0.clone();
    let content = hex(&format!("8003 4008 01 {PHONE:0>20} 0000 0007 0002 0001 0002"));
    assert_eq!(asked, to_hex(&frame(&content)));
}

#[test]
fn missing_parts_are_asked_for_in_silence_and_three_times() {
    let mut session = strict();
    feed(&mut session, &part(0x0801, 1, 3, 1, &[1]));
    let later = |session: &mut Jt808Session, seconds: i64| {
        let outputs = feed_at(session, &v2013(0x0002, 50, &[]), now() + TimeDelta::seconds(seconds));
        replies(&outputs).into_iter().skip(1).map(|(bytes, _)| bytes).collect::<Vec<_>>()
    };
    assert!(later(&mut session, 20).is_empty());
    assert_eq!(later(&mut session, 40), [question(1, &[2, 3])]);
    assert!(later(&mut session, 50).is_empty());
    assert_eq!(later(&mut session, 80).len(), 1);
    assert_eq!(later(&mut session, 120).len(), 1);
    assert!(later(&mut session, 160).is_empty(), "a device that does not send them is left alone");
}

#[test]
fn a_part_that_comes_again_after_the_whole_is_answered_and_gives_nothing() {
    let photo = photo();
    let (one, two) = photo.split_at(30);
    let mut session = strict();
    feed(&mut session, &part(0x0801, 7, 2, 1, one));
    feed(&mut session, &part(0x0801, 8, 2, 2, two));
    let outputs = feed(&mut session, &part(0x0801, 8, 2, 2, two));
    assert!(messages(&outputs).is_empty());
    assert_eq!(replies(&outputs), [(general(0x0801, 8), Some(1))]);
}

#[test]
fn parts_that_share_one_serial_are_one_message() {
    let photo = photo();
    let mut session = strict();
    let pieces: Vec<&[u8]> = photo.chunks(15).collect();
    let outputs = pieces
        .iter()
        .zip(1..)
        .flat_map(|(piece, number)| feed(&mut session, &part(0x0801, 7, pieces.len() as u16, number, piece)));
    let outputs: Vec<_> = outputs.collect();
    assert_eq!(to_hex(&medium(messages(&outputs)[0]).bytes), "ffd8aabb");
}
