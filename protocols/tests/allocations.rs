//! What a plain position costs in heap allocations (nothing), and what an idle session holds.

use allocation_counter::measure;
use bytes::BytesMut;
use chrono::{DateTime, Utc};
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::gt06::Gt06Encoder;
use lienwatch_protocols::jt808::Jt808Encoder;
use lienwatch_protocols::message::Cell;
use lienwatch_protocols::session::{DeviceId, Known, Options, Output, Protocol, Session};
use lienwatch_protocols::teltonika::{Codec, TeltonikaEncoder};
use lienwatch_protocols::{Alarm, Alarms, Fix, FixKind, Kind, Media, MediaFormat, MediaKind, Message, Vitals};

const IMEI: &str = "351000111222333";
/// The most a session may hold while nothing comes, bytes.
const IDLE: u64 = 1024;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_772_600_767, 0).expect("in range")
}

fn position() -> Message {
    let fix = Fix {
        time: Some(now()),
        lat: 14.5,
        lon: 121.25,
        kind: FixKind::Gnss,
        valid: true,
        speed_kph: Some(42.0),
        course_deg: Some(271.0),
        altitude_m: None,
        accuracy_m: None,
        satellites: Some(9),
        hdop: None,
    };
    let vitals = Vitals {
        ignition: Some(true),
        motion: Some(true),
        external_power_present: Some(true),
        external_power_mv: Some(12_520),
        battery_mv: Some(4_010),
        battery_pct: Some(83),
        gsm_level: Some(4),
        blocked: Some(false),
        armed: Some(false),
        odometer_m: Some(123_456),
        ..Vitals::default()
    };
    let cells = [Cell { mcc: 515, mnc: 3, lac: 0x0fa1, cid: 0xb1c2, signal: None }].into();
    Message { kind: Kind::Position, device_time: Some(now()), fix: Some(fix), vitals, cells, ..Message::default() }
}

/// A device of a protocol, and its messages in frames of their own.
fn device(protocol: Protocol) -> Box<dyn Encoder> {
    match protocol {
        Protocol::Gt06 => Box::new(Gt06Encoder::new(IMEI).expect("an IMEI")),
        Protocol::Jt808 => {
            Box::new(Jt808Encoder::new(&DeviceId::new("13912345678").expect("an id")).expect("a number"))
        }
        _ => Box::new(TeltonikaEncoder::new(DeviceId::new(IMEI).expect("an IMEI"), Codec::Extended)),
    }
}

fn wire(write: impl FnOnce(&mut BytesMut)) -> BytesMut {
    let mut bytes = BytesMut::new();
    write(&mut bytes);
    bytes
}

/// Feeds frames one by one, with outputs that are sent and gone before the next.
fn feed(session: &mut dyn Session, frames: &mut [BytesMut], out: &mut Vec<Output>) -> usize {
    let mut messages = 0;
    for frame in frames {
        session.receive(frame, now(), out);
        messages += out.iter().filter(|o| matches!(o, Output::Message(_))).count();
        out.clear();
    }
    messages
}

/// Allocations of a hundred packets, after the session has warmed up with one.
fn allocations(protocol: Protocol, packet: &dyn Fn(&mut dyn Encoder, &mut BytesMut)) -> (u64, usize) {
    let mut device = device(protocol);
    let mut session = protocol.session(Options::default()).expect("a stream form");
    let mut out = Vec::with_capacity(64);
    let mut opening = [wire(|b| device.login(b)), wire(|b| packet(device.as_mut(), b))];
    feed(session.as_mut(), &mut opening, &mut out);
    let mut frames: Vec<BytesMut> = (0..100).map(|_| wire(|b| packet(device.as_mut(), b))).collect();
    let mut messages = 0;
    let counted = measure(|| messages = feed(session.as_mut(), &mut frames, &mut out));
    (counted.count_total, messages)
}

#[test]
fn a_gt06_position_and_its_acknowledgement_allocate_nothing() {
    assert_eq!(allocations(Protocol::Gt06, &|device, out| device.reports(&[position()], out)), (0, 100));
    let unlocated = Message { fix: None, cells: Default::default(), ..position() };
    assert_eq!(allocations(Protocol::Gt06, &|device, out| device.heartbeat(&unlocated, out)), (0, 100));
    let alarm = Message { alarms: Alarms::from_iter([Alarm::PowerCut]), kind: Kind::Event, ..position() };
    assert_eq!(allocations(Protocol::Gt06, &|device, out| device.reports(std::slice::from_ref(&alarm), out)), (0, 100));
}

#[test]
fn a_teltonika_position_and_its_count_allocate_nothing() {
    let ten: Vec<Message> = (0..10).map(|_| position()).collect();
    assert_eq!(allocations(Protocol::Teltonika, &|device, out| device.reports(&ten, out)), (0, 1000));
}

#[test]
fn a_jt808_position_and_its_answer_allocate_nothing() {
    // Motion, voltages and arming are makers' items; one cell is held in place.
    assert_eq!(allocations(Protocol::Jt808, &|device, out| device.reports(&[position()], out)), (0, 100));
    let alarm = Message { alarms: Alarms::from_iter([Alarm::PowerCut]), kind: Kind::Event, ..position() };
    assert_eq!(
        allocations(Protocol::Jt808, &|device, out| device.reports(std::slice::from_ref(&alarm), out)),
        (0, 100)
    );
    assert_eq!(allocations(Protocol::Jt808, &|device, out| device.heartbeat(&position(), out)), (0, 100));
    let stored = Message { buffered: true, ..position() };
    let stored = [stored.clone(), stored.clone(), stored];
    assert_eq!(allocations(Protocol::Jt808, &|device, out| device.reports(&stored, out)), (0, 300));
}

/// What a session holds after a login, reports and an answered command.
fn held(protocol: Protocol) -> u64 {
    let mut device = device(protocol);
    let mut frames = vec![wire(|b| device.login(b))];
    frames.extend((0..200).map(|_| wire(|b| device.reports(&[position()], b))));
    let mut out = Vec::with_capacity(64);
    let mut session = None;
    let counted = measure(|| {
        let mut opened = protocol.session(Options::default()).expect("a stream form");
        feed(opened.as_mut(), &mut frames, &mut out);
        session = Some(opened);
    });
    drop(session);
    u64::try_from(counted.bytes_current).expect("it holds something")
}

#[test]
fn an_idle_session_holds_a_kilobyte_at_most() {
    for protocol in [Protocol::Gt06, Protocol::Jt808, Protocol::Teltonika] {
        let bytes = held(protocol);
        assert!((1..=IDLE).contains(&bytes), "{protocol}: {bytes} bytes");
        eprintln!("{protocol}: an idle session holds {bytes} bytes");
    }
}

/// A photo of three megabytes, from its first part until its message is dropped.
#[test]
fn a_large_medium_is_held_once() {
    const SIZE: usize = 3 << 20;
    let (kind, format) = (MediaKind::Image, MediaFormat::Jpeg);
    let photo = Media { id: 1, kind, format, event: 0, channel: 1, bytes: vec![0xff; SIZE].into() };
    let device = DeviceId::new("13912345678").expect("an id");
    let mut stream = wire(|b| Jt808Encoder::new(&device).expect("a number").media(&photo, &position(), b));
    let mut frames = Vec::new();
    while let Some(length) = stream.iter().skip(1).position(|byte| *byte == 0x7e) {
        frames.push(BytesMut::from(&stream.split_to(length + 2)[..]));
    }
    let mut session = Protocol::Jt808.session(Options::default()).expect("a stream form");
    session.know(&Known { registered: true, ..Known::default() });
    let mut out = Vec::with_capacity(64);
    let mut messages = 0;
    let counted = measure(|| messages = feed(session.as_mut(), &mut frames, &mut out));
    assert_eq!(messages, 1);
    // While it grows, what counts here has both the shorter and the longer one; the system moves pages instead.
    assert!(counted.bytes_max < (SIZE * 9 / 4) as u64, "{} bytes at most", counted.bytes_max);
    assert!(counted.bytes_current < 1024, "{} bytes are left", counted.bytes_current);
}
