//! Large media in parts: any order, parts lost and repeated, bounds for one session and for all, and what is not stored.

use super::made::*;
use bytes::{Bytes, BytesMut};
use chrono::TimeDelta;
use lienwatch_protocols::jt808::{Heard, Jt808Encoder, Jt808Session, split};
use lienwatch_protocols::session::DecodeError;
use lienwatch_protocols::{DeviceId, Known, Media, MediaFormat, MediaKind, Message, Options, Output, Room, Session};

const MIB: usize = 1 << 20;

/// A session of a device on the books, with so much room.
fn registered(options: Options) -> Jt808Session {
    let mut session = Jt808Session::new(options);
    session.know(&Known { registered: true, ..Known::default() });
    session
}

fn with_room(bytes: usize) -> Options {
    Options { room: Room::new(bytes), ..Options::default() }
}

fn video(size: usize) -> Media {
    let bytes: Vec<u8> = b"\0\0\0\x18ftyp".iter().copied().chain((8..size).map(|i| (i * 7 + i / 251) as u8)).collect();
    let (kind, format) = (MediaKind::Video, MediaFormat::Mp4);
    Media { id: 9, kind, format, event: 0, channel: 1, bytes: Bytes::from(bytes) }
}

/// The frames in which a terminal sends a medium.
fn frames(media: &Media) -> Vec<Vec<u8>> {
    let mut wire = BytesMut::new();
    let mut terminal = Jt808Encoder::new(&DeviceId::new("13912345678").expect("a number")).expect("a form");
    terminal.media(media, &Message::default(), &mut wire);
    std::iter::from_fn(|| {
        let length = wire.iter().skip(1).position(|byte| *byte == 0x7e)? + 2;
        Some(wire.split_to(length).to_vec())
    })
    .collect()
}

fn media(outputs: &[Output]) -> Vec<Media> {
    messages(outputs).into_iter().filter_map(|m| m.media.as_deref().cloned()).collect()
}

fn refused(outputs: &[Output]) -> Vec<&DecodeError> {
    outputs.iter().filter_map(|o| if let Output::Refused(why) = o { Some(why) } else { None }).collect()
}

/// Results of the general answers.
fn results(outputs: &[Output]) -> Vec<u8> {
    let frames = replies(outputs).into_iter().filter_map(|(bytes, _)| split(&mut hex(&bytes)[..].into(), 4096));
    frames.filter(|bytes| bytes[1..3] == [0x80, 0x01]).map(|bytes| bytes[bytes.len() - 3]).collect()
}

/// A part of a photo of 2013 with so many bytes.
fn piece(first: u16, total: u16, number: u16, length: usize) -> Vec<u8> {
    part(0x0801, first + number - 1, total, number, &vec![1; length])
}

#[test]
fn media_of_megabytes_arrive_in_any_order_and_give_their_room_back() {
    let sent = video(7 * MIB);
    let frames = frames(&sent);
    // A step that shares no factor with the number of parts visits each once.
    let factor = |a: usize, b: usize| (2..=a).find(|d| a.is_multiple_of(*d) && b.is_multiple_of(*d));
    let step = (1_000..).find(|step| factor(*step, frames.len()).is_none()).expect("a prime, if no other");
    for order in [1, frames.len() - 1, step] {
        let options = with_room(9 * MIB);
        let mut session = registered(options.clone());
        let mut outputs = Vec::new();
        for n in 0..frames.len() {
            let frame = &frames[(n * order) % frames.len()];
            for _ in 0..=n % 2 {
                outputs.extend(feed(&mut session, frame));
            }
        }
        let taken = media(&outputs);
        assert!(taken == [sent.clone()], "{order}: {} media", taken.len());
        assert!(refused(&outputs).is_empty() && results(&outputs).iter().all(|result| *result == 0));
        assert!(options.room.used() >= 7 * MIB, "its bytes have their place as long as anybody has them");
        drop((outputs, taken));
        assert_eq!(options.room.used(), 0);
    }
}

#[test]
fn however_its_bytes_are_cut_a_large_medium_is_the_same() {
    let sent = video(3 * MIB);
    let wire = frames(&sent).concat();
    for size in [1447, 65_536] {
        let mut session = registered(Options::default());
        let (mut input, mut outputs) = (BytesMut::new(), Vec::new());
        for chunk in wire.chunks(size) {
            input.extend_from_slice(chunk);
            session.receive(&mut input, now(), &mut outputs);
        }
        assert!(media(&outputs) == [sent.clone()]);
    }
}

#[test]
fn hundreds_of_lost_parts_are_asked_for_in_turn() {
    let sent = video(MIB);
    let frames = frames(&sent);
    let mut session = registered(Options::default());
    let mut asked: Vec<usize> = Vec::new();
    let mut terminal = Jt808Encoder::new(&DeviceId::new("13912345678").expect("a number")).expect("a form");
    let mut hear = |outputs: &[Output], asked: &mut Vec<usize>| {
        let said: Vec<u8> = replies(outputs).iter().flat_map(|(bytes, _)| hex(bytes)).collect();
        for heard in terminal.hear(&mut said.as_slice().into(), &mut BytesMut::new()) {
            if let Heard::Command { message: 0x8003, body, .. } = heard {
                asked.extend(body[3..].chunks(2).map(|n| usize::from(u16::from_be_bytes([n[0], n[1]]))));
            }
        }
    };
    // Every third part is lost but the last; what was asked for is lost again now and then.
    for (n, frame) in frames.iter().enumerate() {
        if n % 3 > 0 || n + 1 == frames.len() {
            hear(&feed(&mut session, frame), &mut asked);
        }
    }
    let (mut taken, mut at, mut again) = (Vec::new(), now(), 0);
    for _ in 0..20 {
        let mut outputs = Vec::new();
        for number in std::mem::take(&mut asked) {
            again += 1;
            if again % 50 > 0 {
                outputs.extend(feed_at(&mut session, &frames[number - 1], at));
            }
        }
        at += TimeDelta::seconds(40);
        outputs.extend(feed_at(&mut session, &v2013(0x0002, 60_000, &[]), at));
        hear(&outputs, &mut asked);
        taken.extend(media(&outputs));
    }
    assert!(taken == [sent], "{} media, {again} parts again", taken.len());
    assert!((frames.len() / 3..frames.len() / 2).contains(&again), "{again} parts again");
}

#[test]
fn what_is_too_large_is_refused_at_its_first_part_and_once() {
    let mut session = registered(Options { max_message: MIB, ..Options::default() });
    let outputs: Vec<_> = (1..=5).flat_map(|n| feed(&mut session, &piece(1, 2_000, n, 1_000))).collect();
    let [DecodeError::TooLarge { length: 2_128_000, limit: 1_179_648 }] = refused(&outputs)[..] else {
        panic!("{outputs:?}")
    };
    assert_eq!(results(&outputs), [1; 5], "each part is told so");
    // Its first part again: it is weighed again. Another one, smaller, is taken.
    assert_eq!(refused(&feed(&mut session, &piece(1, 2_000, 1, 1_000))).len(), 1);
    assert_eq!(results(&feed(&mut session, &piece(5_000, 900, 1, 1_000))), [0]);
}

#[test]
fn strangers_and_what_is_no_medium_have_less_room() {
    let first = |mut session: Jt808Session, message, total| {
        results(&feed(&mut session, &part(message, 1, total, 1, &[1; 1_000])))
    };
    assert_eq!(first(strict(), 0x0801, 240), [0]);
    assert_eq!(first(strict(), 0x0801, 250), [1]);
    assert_eq!(first(registered(Options::default()), 0x0801, 7_000), [0]);
    assert_eq!(first(registered(Options::default()), 0x0704, 240), [0]);
    assert_eq!(first(registered(Options::default()), 0x0704, 250), [1]);
    // Before it has proved itself a terminal has no more, whatever it calls itself.
    assert_eq!(first(keyed(), 0x0102, 250), [1]);
    // And of the room of all, strangers have a quarter.
    let crowd = with_room(MIB);
    let mut strangers: Vec<_> = (0..2).map(|_| Jt808Session::new(crowd.clone())).collect();
    let told: Vec<_> = strangers.iter_mut().map(|s| results(&feed(s, &piece(1, 240, 1, 1_000)))).collect();
    assert_eq!(told, [[0], [1]]);
    let mut known = registered(crowd);
    assert_eq!(results(&feed(&mut known, &piece(1, 500, 1, 1_000))), [0]);
}

#[test]
fn where_all_room_is_taken_a_medium_is_refused_and_taken_when_it_comes_again_later() {
    let options = with_room(2 * MIB);
    let (mut one, mut other) = (registered(options.clone()), registered(options.clone()));
    let sent = video(MIB);
    let frames = frames(&sent);
    let (last, before) = frames.split_last().expect("parts");
    before.iter().for_each(|frame| drop(feed(&mut one, frame)));
    let outputs: Vec<_> = frames.iter().flat_map(|frame| feed(&mut other, frame)).collect();
    let [no_room @ DecodeError::NoRoom { .. }] = refused(&outputs)[..] else { panic!("{outputs:?}") };
    assert_eq!(no_room.turned_away(), Some("no_room"));
    assert!(results(&outputs).iter().all(|result| *result == 1) && media(&outputs).is_empty());
    // The first one is completed: nothing that was begun is kept from its end by others.
    let outputs = feed(&mut one, last);
    assert!(media(&outputs) == [sent.clone()]);
    assert!(results(&feed(&mut other, &frames[0])) == [1], "it is not stored yet");
    drop(outputs);
    let outputs: Vec<_> = frames.iter().flat_map(|frame| feed(&mut other, frame)).collect();
    assert!(media(&outputs) == [sent]);
}

#[test]
fn who_breaks_off_keeps_others_waiting_for_a_minute() {
    let options = with_room(2 * MIB);
    let (mut silent, mut other) = (registered(options.clone()), registered(options.clone()));
    assert_eq!(results(&feed(&mut silent, &piece(1, 1_800, 1, 1_000))), [0]);
    let first = |session: &mut Jt808Session, first, seconds| {
        results(&feed_at(session, &piece(first, 1_800, 1, 1_000), now() + TimeDelta::seconds(seconds)))
    };
    assert_eq!(first(&mut other, 1, 60), [1]);
    assert_eq!(first(&mut other, 1, 61), [0]);
    let late = feed_at(&mut silent, &piece(1, 1_800, 2, 1_000), now() + TimeDelta::seconds(62));
    assert_eq!(results(&late), [1], "there is no room for it any more");
    assert!(matches!(refused(&late)[..], [DecodeError::NoRoom { .. }]));
}

#[test]
fn parts_that_come_together_with_the_login_are_weighed_again() {
    let mut session = strict();
    assert_eq!(results(&feed(&mut session, &piece(1, 1_800, 1, 1_000))), [1]);
    assert_eq!(results(&feed(&mut session, &piece(1, 1_800, 2, 1_000))), [1]);
    session.know(&Known { registered: true, ..Known::default() });
    assert_eq!(results(&feed(&mut session, &piece(1, 1_800, 3, 1_000))), [0]);
}

#[test]
fn a_medium_that_was_broken_off_gives_way_to_another_one() {
    let mut session = registered(Options::default());
    feed(&mut session, &piece(1, 6_000, 1, 1_000));
    assert_eq!(results(&feed(&mut session, &piece(20_000, 6_000, 1, 1_000))), [1]);
    let later = now() + TimeDelta::seconds(31);
    let told = |session: &mut Jt808Session, first| results(&feed_at(session, &piece(first, 6_000, 1, 1_000), later));
    assert_eq!(told(&mut session, 20_000), [0]);
    assert_eq!(told(&mut session, 40_000), [1], "this one is alive");
}

#[test]
fn parts_that_grow_are_weighed_anew() {
    let mut session = registered(Options { max_message: MIB, ..Options::default() });
    assert_eq!(results(&feed(&mut session, &piece(1, 2_000, 1, 500))), [0]);
    let outputs = feed(&mut session, &piece(1, 2_000, 2, 1_000));
    assert!(matches!(refused(&outputs)[..], [DecodeError::TooLarge { .. }]));
    assert_eq!(results(&outputs), [1]);
}

#[test]
fn empty_parts_are_bounded_too() {
    let mut session = strict();
    let outputs: Vec<_> =
        (1..=5_000u16).flat_map(|number| feed(&mut session, &part(0x0801, number, 65_535, number, &[]))).collect();
    assert_eq!(refused(&outputs).len(), 1);
}

/// A session of datagrams, and the frames of a medium in three.
fn by_datagram() -> (Jt808Session, Media, Vec<Vec<u8>>) {
    let sent = video(2_500);
    let frames = frames(&sent);
    assert_eq!(frames.len(), 3);
    (registered(Options { datagram: true, ..with_room(MIB) }), sent, frames)
}

#[test]
fn of_a_datagram_a_message_on_its_way_is_not_answered_again_until_it_is_stored() {
    let (mut session, sent, frames) = by_datagram();
    let outputs: Vec<_> = frames.iter().flat_map(|frame| feed(&mut session, frame)).collect();
    assert!(media(&outputs) == [sent]);
    for frame in &frames {
        assert!(feed(&mut session, frame).is_empty(), "nothing may be promised");
    }
    session.settled(&(2..=9), true);
    assert!(feed(&mut session, &frames[2]).is_empty(), "those were others");
    session.settled(&(1..=1), true);
    for frame in &frames {
        assert_eq!(results(&feed(&mut session, frame)), [0]);
    }
}

#[test]
fn of_a_datagram_a_message_that_was_not_stored_comes_whole_with_any_part_that_comes_again() {
    let (mut session, sent, frames) = by_datagram();
    frames.iter().for_each(|frame| drop(feed(&mut session, frame)));
    for round in 2..5 {
        session.settled(&(1..=round), false);
        let outputs = feed(&mut session, &frames[round as usize % 3]);
        assert!(media(&outputs) == [sent.clone()]);
        let after: Vec<_> = replies(&outputs).into_iter().map(|(_, after)| after).collect();
        assert_eq!(after, [Some(round), Some(round)], "both answers wait for it");
    }
    session.settled(&(4..=4), true);
    assert_eq!(results(&feed(&mut session, &frames[0])), [0]);
}

#[test]
fn of_a_datagram_no_room_is_held_for_ever() {
    let options = Options { datagram: true, ..with_room(MIB) };
    let mut session = registered(options.clone());
    frames(&video(200_000)).iter().for_each(|frame| drop(feed(&mut session, frame)));
    assert!(options.room.used() >= 200_000);
    session.settled(&(1..=1), false);
    let later = now() + TimeDelta::minutes(6);
    feed_at(&mut session, &v2013(0x0002, 1, &[]), later);
    assert_eq!(options.room.used(), 0, "who does not send it again has given it up");
}
