//! Who is talking, and whether it may.

use super::made::*;
use lienwatch_protocols::jt808::Jt808Session;
use lienwatch_protocols::session::{AuthCode, DecodeError};
use lienwatch_protocols::{Close, DeviceId, Kind, Options, Output, Session};

fn registration() -> Vec<u8> {
    let text = |text: &str, length: usize| {
        let mut bytes = text.as_bytes().to_vec();
        bytes.resize(length, 0);
        bytes
    };
    let plate = [b"K".as_slice(), &[0xbe, 0xa9], b"123"].concat();
    [hex("0001 0002"), text("MAKER", 5), text("T-1", 20), text("A7", 7), vec![2], plate].concat()
}

fn device(session: &Jt808Session) -> Option<String> {
    session.identity().map(|identity| identity.device.to_string())
}

#[test]
fn a_registration_identifies_and_gets_the_number_back_as_code() {
    let mut session = strict();
    let outputs = feed(&mut session, &v2013(0x0100, 0x0a0b, &registration()));
    assert!(matches!(&outputs[0], Output::Identified(who) if who.device.as_str() == "13912345678"));
    let login = messages(&outputs)[0];
    assert_eq!((login.kind, login.record), (Kind::Login, 1));
    assert_eq!((text(login, "model"), text(login, "plate")), ("T-1".into(), "K京123".into()));
    // 0x8100: the serial answered, success, the code.
    let body = format!("0a0b00{}", to_hex(PHONE.as_bytes()));
    let content = hex(&format!("8100 000f {PHONE} 0000 {body}"));
    assert_eq!(replies(&outputs), [(to_hex(&frame(&content)), None)]);
}

#[test]
fn a_registration_of_2011_has_a_shorter_model() {
    // Maker, model padded with spaces, terminal id, colour; then a plate, or where there is none a VIN.
    let body = |plate: &str| [&hex("0001 0002")[..], b"MAKERT-1     00000A7\x02", plate.as_bytes()].concat();
    for plate in ["K1", "LSVAM4187C2184841"] {
        let m = message(strict(), &v2013(0x0100, 1, &body(plate)));
        let read = (text(&m, "model"), text(&m, "terminalId"), text(&m, "plate"));
        assert_eq!(read, ("T-1".into(), "00000A7".into(), plate.into()));
    }
}

#[test]
fn a_registration_on_anothers_connection_is_declined() {
    let mut session = strict();
    feed(&mut session, &v2013(0x0002, 1, &[]));
    let outputs = feed(&mut session, &of("013900000001", 0x0100, 9, &registration()));
    let content = hex("8100 0003 013900000001 0000 0009 04");
    assert_eq!(replies(&outputs), [(to_hex(&frame(&content)), None)]);
    assert!(messages(&outputs).is_empty());
}

#[test]
fn a_registration_of_2019_is_answered_in_2019() {
    let mut session = strict();
    let outputs = feed(&mut session, &v2019(0x0100, 1, &[0; 76]));
    assert_eq!(device(&session).as_deref(), Some("13912345678"));
    let (reply, _) = &replies(&outputs)[0];
    assert!(reply.starts_with(&format!("7e8100401701{PHONE:0>20}0000000100")), "{reply}");
}

#[test]
fn an_imei_in_six_bytes_gets_its_check_digit() {
    let mut session = strict();
    // 0x1e240_1234 is no BCD: the number 8090292788 in 48 bits.
    feed(&mut session, &of("0001e2401a3c", 0x0002, 1, &[]));
    let number = 0x0001_e240_1a3c_u64;
    let digits: Vec<u32> = number.to_string().bytes().rev().map(|b| u32::from(b - b'0')).collect();
    let sum: u32 = digits.iter().enumerate().map(|(i, d)| if i % 2 == 0 { d * 2 / 10 + d * 2 % 10 } else { *d }).sum();
    assert_eq!(device(&session), Some(format!("{number}{}", (10 - sum % 10) % 10)));
}

#[test]
fn the_same_number_in_another_form_is_the_same_device() {
    let mut session = strict();
    feed(&mut session, &v2013(0x0002, 1, &[]));
    let outputs = feed(&mut session, &v2019(0x0002, 2, &[]));
    assert_eq!((messages(&outputs).len(), replies(&outputs).len()), (1, 1));
}

#[test]
fn another_number_is_refused_or_taken_as_the_sessions() {
    let other = of("013900000001", 0x0002, 2, &[]);
    let mut session = strict();
    feed(&mut session, &v2013(0x0002, 1, &[]));
    let outputs = feed(&mut session, &other);
    let [Output::Refused(DecodeError::OtherIdentity { expected, found })] = &outputs[..] else { panic!("{outputs:?}") };
    assert_eq!((expected.as_str(), found.as_str()), ("13912345678", "13900000001"));
    let mut session = tolerant();
    feed(&mut session, &v2013(0x0002, 1, &[]));
    let outputs = feed(&mut session, &other);
    assert_eq!((messages(&outputs).len(), device(&session).as_deref()), (1, Some("13912345678")));
    assert!(replies(&outputs)[0].0.contains("013900000001"), "answered under its own number");
}

#[test]
fn identified_once_and_records_count() {
    let mut session = strict();
    let bytes = [v2013(0x0002, 1, &[]), v2013(0x0002, 2, &[]), v2013(0x0002, 3, &[])].concat();
    let outputs = feed(&mut session, &bytes);
    assert_eq!(outputs.iter().filter(|o| matches!(o, Output::Identified(_))).count(), 1);
    assert_eq!(messages(&outputs).iter().map(|m| m.record).collect::<Vec<_>>(), [1, 2, 3]);
    let after: Vec<_> = replies(&outputs).iter().map(|(_, after)| *after).collect();
    assert_eq!(after, [Some(1), Some(2), Some(3)], "heartbeats are answered when they are durable");
}

/// The code in a registration's answer.
fn code(outputs: &[Output]) -> Vec<u8> {
    let (reply, after) = &replies(outputs)[0];
    assert_eq!(*after, None);
    let bytes = hex(reply);
    bytes[16..bytes.len() - 2].to_vec()
}

#[test]
fn keyed_codes_open_the_session() {
    let mut session = keyed();
    let code = code(&feed(&mut session, &v2013(0x0100, 1, &registration())));
    assert_eq!(code.len(), 16);
    assert!(code.iter().all(|b| b.is_ascii_hexdigit()));
    let outputs = feed(&mut session, &v2013(0x0102, 2, &code));
    assert_eq!(messages(&outputs)[0].kind, Kind::Login);
    assert!(replies(&outputs)[0].0.contains("0002010200"));
    let outputs = feed(&mut session, &v2013(0x0200, 3, &location(0, ON_THE_ROAD, "")));
    assert_eq!(messages(&outputs).len(), 1);

    // The same after a restart, another for another terminal or key.
    let mut again = keyed();
    let outputs = feed(&mut again, &v2013(0x0102, 1, &code));
    assert!(matches!(&outputs[0], Output::Identified(_)));
    let other_key = AuthCode::Keyed([8; 32]);
    let mut other = Jt808Session::new(Options { auth_code: other_key, ..Options::default() });
    assert_ne!(self::code(&feed(&mut other, &v2013(0x0100, 1, &registration()))), code);
    let other_phone = of("013900000001", 0x0100, 1, &registration());
    assert_ne!(self::code(&feed(&mut keyed(), &other_phone)), code);
}

#[test]
fn keyed_codes_of_2019_stand_behind_their_length() {
    let mut session = keyed();
    let outputs = feed(&mut session, &v2019(0x0100, 1, &[0; 76]));
    let bytes = hex(&replies(&outputs)[0].0);
    let code = &bytes[bytes.len() - 18..bytes.len() - 2];
    let body = [&[16], code, b"860000000000001", &[0; 20]].concat();
    let outputs = feed(&mut session, &v2019(0x0102, 2, &body));
    assert_eq!(text(messages(&outputs)[0], "imei"), "860000000000001");
}

#[test]
fn a_wrong_code_closes_the_connection_for_good() {
    let mut session = keyed();
    feed(&mut session, &v2013(0x0100, 1, &registration()));
    let bytes = [v2013(0x0102, 2, b"0123456789abcdef"), v2013(0x0200, 3, &location(0, ON_THE_ROAD, ""))].concat();
    let outputs = feed(&mut session, &bytes);
    assert!(replies(&outputs)[0].0.contains("0002010201"), "failure");
    let tail = &outputs[outputs.len() - 2..];
    assert_eq!(tail, [Output::Refused(DecodeError::BadAuthCode), Output::Close(Close::NotAuthenticated)]);
    assert!(messages(&outputs).is_empty());
    assert!(feed(&mut session, &v2013(0x0002, 4, &[])).is_empty());
}

#[test]
fn with_keyed_codes_nothing_is_taken_before_the_authentication() {
    let mut session = keyed();
    let report = v2013(0x0200, 1, &location(0, ON_THE_ROAD, ""));
    let outputs = feed(&mut session, &report);
    assert_eq!(outputs.last(), Some(&Output::Refused(DecodeError::BeforeLogin { message: 0x0200 })));
    assert!(replies(&outputs)[0].0.contains("0001020001"));
    assert_eq!(session.identity(), None);
    feed(&mut session, &v2013(0x0100, 2, &registration()));
    let outputs = feed(&mut session, &report);
    assert!(messages(&outputs).is_empty(), "a registration alone opens nothing");
}

#[test]
fn an_empty_code_is_wrong() {
    let outputs = feed(&mut keyed(), &v2013(0x0102, 1, &[]));
    assert_eq!(outputs.last(), Some(&Output::Close(Close::NotAuthenticated)));
}

#[test]
fn echoed_codes_accept_any() {
    let outputs = feed(&mut strict(), &v2013(0x0102, 1, b"anything"));
    assert!(replies(&outputs)[0].0.contains("0001010200"));
    assert!(matches!(&outputs[0], Output::Identified(_)));
}

#[test]
fn an_unregistration_is_answered_and_closes() {
    let outputs = feed(&mut strict(), &v2013(0x0003, 5, &[]));
    assert!(replies(&outputs)[0].0.contains("0005000300"));
    assert_eq!(outputs.last(), Some(&Output::Close(Close::LoggedOut)));
}

#[test]
fn a_device_id_is_without_leading_zeros() {
    let mut session = strict();
    feed(&mut session, &of("000000000042", 0x0002, 1, &[]));
    assert_eq!(device(&session), Some(DeviceId::new("42").expect("an id").to_string()));
}
