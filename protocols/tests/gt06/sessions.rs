//! Logins, identities, checksums, replies and what is not understood.

use super::*;
use lienwatch_protocols::gt06::command;
use lienwatch_protocols::session::{Checksum, Close, OtherIdentity};
use lienwatch_protocols::{DecodeError, Kind, Value};

#[test]
fn a_login_opens_the_session_and_is_answered_at_once() {
    let mut session = Gt06Session::new(Options::default());
    let outputs = feed(&mut session, &short("01 0351000111222333 0001 3200"));
    assert!(matches!(&outputs[0], Output::Identified(who) if who.device.as_str() == IMEI));
    assert!(matches!(&outputs[1], Output::Message(m) if m.kind == Kind::Login && m.record == 1));
    let reply = finish(vec![0x78, 0x78, 5, 1], 2);
    assert_eq!(replies(&outputs), [(show(&reply), None)]);
    assert!(messages(&outputs)[0].attributes.contains(&("timezoneMinutes".into(), Value::Int(480))));
}

#[test]
fn nothing_is_heard_before_the_login_but_a_question_for_the_time() {
    let mut session = Gt06Session::new(Options::default());
    let outputs = feed(&mut session, &short("13 44 06 04 00 02"));
    assert_eq!(outputs, [Output::Refused(DecodeError::BeforeLogin { message: 0x13 })]);
    let outputs = feed(&mut session, &short("8a"));
    let clock = finish(hex("7878 0b 8a 1a0304050607"), 2);
    assert_eq!(replies(&outputs), [(show(&clock), None)]);
}

#[test]
fn another_identity_is_a_conflict_unless_told_otherwise() {
    let other = short("01 0351000111222999");
    let outputs = feed(&mut logged_in(Options::default()), &other);
    assert!(matches!(&outputs[..], [Output::Refused(DecodeError::OtherIdentity { expected, found })]
        if expected.as_str() == IMEI && found.as_str() == "351000111222999"));

    let options = Options { other_identity: OtherIdentity::Session, ..Options::default() };
    let mut session = logged_in(options);
    assert_eq!(replies(&feed(&mut session, &other)).len(), 1);
    assert_eq!(session.identity().map(|i| i.device.as_str()), Some(IMEI));
    assert_eq!(replies(&feed(&mut logged_in(Options::default()), &short("01 0351000111222333"))).len(), 1);
}

#[test]
fn an_imei_of_no_digits_is_refused() {
    let outputs = feed(&mut Gt06Session::new(Options::default()), &short("01 0a51000111222333"));
    assert!(matches!(&outputs[..], [Output::Refused(DecodeError::BadIdentity(_))]), "{outputs:?}");
}

#[test]
fn a_wrong_checksum_is_refused_unless_tolerated() {
    let mut frame = short("13 44 06 04 00 02");
    frame[4] ^= 0x01;
    let outputs = feed(&mut logged_in(Options::default()), &frame);
    assert!(matches!(&outputs[..], [Output::Refused(DecodeError::Checksum { .. })]));
    let tolerant = Options { checksum: Checksum::Tolerate, ..Options::default() };
    assert_eq!(messages(&feed(&mut logged_in(tolerant), &frame)).len(), 1);
}

#[test]
fn replies_name_the_record_they_wait_for() {
    let mut session = logged_in(Options::default());
    let two = [short("13 44 06 04 00 02"), short(&format!("12 {FIX} 02d4 04 0fa1 00b1c2"))].concat();
    let outputs = feed(&mut session, &two);
    let records: Vec<_> = messages(&outputs).iter().map(|m| m.record).collect();
    assert_eq!(records, [2, 3]);
    let after: Vec<_> = replies(&outputs).into_iter().map(|r| r.1).collect();
    assert_eq!(after, [Some(2), Some(3)]);
    assert_eq!(replies(&outputs)[1].0, show(&finish(vec![0x78, 0x78, 5, 0x12], 2)));
}

#[test]
fn a_frame_cut_short_is_kept_raw_and_answered() {
    let outputs = feed(&mut logged_in(Options::default()), &short("22 18021d17"));
    assert!(matches!(outputs[0], Output::Refused(DecodeError::Truncated { message: 0x22, .. })));
    let message = &messages(&outputs)[0];
    assert_eq!(message.kind, Kind::Unknown);
    assert!(message.attributes.iter().any(|(name, _)| name == "raw"));
    assert_eq!(replies(&outputs)[0].1, Some(message.record));
}

#[test]
fn commands_are_framed_and_checked() {
    let mut out = BytesMut::new();
    command::relay(true, 9, 0x0007, &mut out);
    assert_eq!(show(&out), show(&short("80 0c 00000009 52656c61792c3123")));
}

#[test]
fn garbage_is_counted_and_the_next_frame_is_heard() {
    let mut bytes = vec![0x00; 9000];
    bytes.extend(short("13 44 06 04 00 02"));
    let outputs = feed(&mut logged_in(Options::default()), &bytes);
    let skipped: usize = outputs
        .iter()
        .filter_map(|o| if let Output::Refused(DecodeError::Garbage { skipped }) = o { Some(*skipped) } else { None })
        .sum();
    assert_eq!(skipped, 9000);
    assert_eq!(messages(&outputs).len(), 1);
}

#[test]
fn a_stated_length_over_the_limit_is_refused_without_waiting() {
    let mut bytes = hex("7979 ffff 94");
    bytes.extend(short("13 44 06 04 00 02"));
    let outputs = feed(&mut logged_in(Options::default()), &bytes);
    assert!(matches!(outputs[0], Output::Refused(DecodeError::Oversized { length: 65541, .. })));
    assert_eq!(messages(&outputs).len(), 1);
    assert!(!outputs.contains(&Output::Close(Close::FramingLost)));
}
