//! Mutated frames: what our own devices say, damaged in every way a line and a bad clone can, through a session.
//!
//! Nothing panics; what is kept of the input is bounded; any way of cutting the bytes gives the same outputs; and a good
//! frame is understood again soon. The frames are the same in every run: `LIENWATCH_MUTATIONS` of them per family (20 000
//! by default, a million in `make soak`), `LIENWATCH_MUTATION_SEED` for others.

use bytes::BytesMut;
use chrono::{DateTime, Utc};
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::gt06::Gt06Encoder;
use lienwatch_protocols::jt808::{Jt808Encoder, Version};
use lienwatch_protocols::message::{Alarm, Cell, Value, Wifi};
use lienwatch_protocols::teltonika::{Codec, TeltonikaEncoder};
use lienwatch_protocols::{DeviceId, Fix, FixKind, Kind, Message, Options, Output, Protocol, Session, Vitals};

/// Largest frame that the sessions accept, bytes.
const LIMIT: usize = 2048;
/// Good frames are repeated until a whole one of the limit's size must have gone by.
const PATIENCE: usize = 2 * LIMIT;
/// Where the good frame is, which no other report is near.
const GOOD: (f64, f64) = (-33.125, 151.0625);
const IMEI: &str = "490154203237518";

/// The devices whose frames are mutated. A new family is one line.
type Device = fn() -> Box<dyn Encoder>;

fn id() -> DeviceId {
    DeviceId::new(IMEI).expect("an id")
}

fn jt808(version: Version) -> Box<dyn Encoder> {
    Box::new(Jt808Encoder::of_version(&id(), version).expect("a number").with_code(IMEI))
}

#[test]
fn gt06() {
    run(Protocol::Gt06, &[|| Box::new(Gt06Encoder::new(IMEI).expect("an IMEI"))]);
}

#[test]
fn jt808_of_all_versions() {
    run(Protocol::Jt808, &[|| jt808(Version::V2013), || jt808(Version::V2019)]);
}

#[test]
fn teltonika() {
    run(
        Protocol::Teltonika,
        &[
            || Box::new(TeltonikaEncoder::new(id(), Codec::Codec8)),
            || Box::new(TeltonikaEncoder::new(id(), Codec::Extended)),
        ],
    );
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_219_200, 0).expect("in range")
}

/// A source of choices: SplitMix64, so that a seed gives the same everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn byte(&mut self) -> u8 {
        self.next() as u8
    }
}

fn report(place: (f64, f64)) -> Message {
    let fix = Fix {
        time: Some(now()),
        lat: place.0,
        lon: place.1,
        kind: FixKind::Gnss,
        valid: true,
        speed_kph: Some(36.0),
        course_deg: Some(90.0),
        altitude_m: Some(12.0),
        accuracy_m: None,
        satellites: Some(9),
        hdop: None,
    };
    let vitals = Vitals { ignition: Some(true), ..Vitals::default() };
    Message { kind: Kind::Position, device_time: Some(now()), fix: Some(fix), vitals, ..Message::default() }
}

/// What one device says, frame by frame: the login first, the good frame last.
fn said(device: Device) -> (Vec<u8>, Vec<Vec<u8>>, Vec<u8>) {
    let mut encoder = device();
    let mut frames = Vec::new();
    let mut say = |say: &mut dyn FnMut(&mut dyn Encoder, &mut BytesMut)| {
        let mut out = BytesMut::new();
        say(encoder.as_mut(), &mut out);
        frames.push(out.to_vec());
    };
    say(&mut |device, out| device.login(out));
    let plain = report((1.25, 36.75));
    let mut rich = report((-1.25, -36.75));
    rich.alarms.insert(Alarm::PowerCut);
    rich.vitals.battery_mv = Some(4000);
    rich.vitals.odometer_m = Some(123_000);
    rich.cells.push(Cell { mcc: 639, mnc: 2, lac: 17, cid: 34, signal: Some(-60) });
    rich.wifi.push(Wifi { mac: [2, 0, 0, 0, 0, 1], signal: Some(-50) });
    rich.attributes.push(("event".into(), Value::Int(252)));
    let stored = Message { buffered: true, ..plain.clone() };
    let unlocated = Message { fix: None, ..rich.clone() };
    say(&mut |device, out| device.heartbeat(&plain, out));
    say(&mut |device, out| device.heartbeat(&rich, out));
    for reports in [vec![plain.clone()], vec![rich.clone()], vec![stored; 5], vec![plain, rich], vec![unlocated]] {
        say(&mut |device, out| device.reports(&reports, out));
    }
    say(&mut |device, out| device.reports(&[report(GOOD)], out));
    let login = frames.remove(0);
    let good = frames.pop().expect("a frame");
    // A login may come again, damaged too.
    frames.push(login.clone());
    (login, frames, good)
}

/// One to three kinds of damage.
fn mutate(dice: &mut Dice, frames: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = frames[dice.below(frames.len())].clone();
    for _ in 0..=dice.below(3) {
        let at = dice.below(bytes.len() + 1);
        match dice.below(9) {
            0..=2 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            3 if at < bytes.len() => bytes[at] = dice.byte(),
            4 => bytes.truncate(at),
            5 => drop(bytes.drain(..at)),
            6 => {
                let inserted: Vec<u8> = (0..=dice.below(12)).map(|_| dice.byte()).collect();
                bytes.splice(at..at, inserted);
            }
            7 => {
                let again = bytes[..at].to_vec();
                bytes.extend_from_slice(&again);
            }
            8 => bytes.extend_from_slice(&frames[dice.below(frames.len())]),
            _ => {
                // A run of one byte, as of a line that hangs.
                let (to, byte) = (bytes.len().min(at + 8), dice.byte());
                bytes[at..to].fill(byte);
            }
        }
    }
    bytes
}

fn session(protocol: Protocol, login: &[u8]) -> Box<dyn Session> {
    let mut session = protocol.session(Options { max_frame: LIMIT, ..Options::default() }).expect("a stream form");
    session.receive(&mut BytesMut::from(login), now(), &mut Vec::new());
    assert!(session.identity().is_some(), "the login alone is good");
    session
}

/// A session and what is in its buffer.
struct Line {
    session: Box<dyn Session>,
    input: BytesMut,
    outputs: Vec<Output>,
}

impl Line {
    fn new(protocol: Protocol, login: &[u8]) -> Self {
        Line { session: session(protocol, login), input: BytesMut::new(), outputs: Vec::new() }
    }

    fn hear(&mut self, bytes: &[u8]) {
        self.input.extend_from_slice(bytes);
        self.session.receive(&mut self.input, now(), &mut self.outputs);
        assert!(self.input.len() <= LIMIT, "{} bytes kept", self.input.len());
    }

    fn is_closed(&self) -> bool {
        self.outputs.iter().any(|output| matches!(output, Output::Close(_)))
    }

    fn has_good(&self, from: usize) -> bool {
        let near = |fix: Fix| (fix.lat - GOOD.0).abs() < 1e-5 && (fix.lon - GOOD.1).abs() < 1e-5;
        self.outputs[from..].iter().any(|output| matches!(output, Output::Message(m) if m.fix.is_some_and(near)))
    }
}

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).map_or(default, |text| text.parse().expect("a whole number"))
}

fn run(protocol: Protocol, devices: &[Device]) {
    let mutations = number("LIENWATCH_MUTATIONS", 20_000);
    let seed = number("LIENWATCH_MUTATION_SEED", 1);
    let devices: Vec<_> = devices.iter().map(|device| said(*device)).collect();
    let (mut most, mut closed) = (0, 0u64);
    for round in 0..mutations {
        let mut dice = Dice(seed << 32 ^ round);
        let (login, frames, good) = &devices[dice.below(devices.len())];
        let damaged = mutate(&mut dice, frames);
        let mut whole = Line::new(protocol, login);
        whole.hear(&damaged);
        let from = whole.outputs.len();
        let mut repeated = 0;
        while !whole.is_closed() && !whole.has_good(from) {
            whole.hear(good);
            repeated += 1;
            assert!(
                repeated * good.len() <= PATIENCE + good.len(),
                "{protocol}: round {round}: deaf after {damaged:02x?}"
            );
        }
        most = most.max(repeated);
        closed += u64::from(whole.is_closed());

        let mut stream = damaged;
        (0..repeated).for_each(|_| stream.extend_from_slice(good));
        let mut pieces = Line::new(protocol, login);
        let mut rest = stream.as_slice();
        while !rest.is_empty() {
            let (piece, more) = rest.split_at(1 + dice.below(rest.len().min(64)));
            pieces.hear(piece);
            rest = more;
        }
        assert_eq!(pieces.outputs, whole.outputs, "{protocol}: round {round}: {stream:02x?}");
    }
    println!(
        "{protocol}: {mutations} mutated frames; at most {most} good ones until one was understood; {closed} closed"
    );
    assert!(closed * 2 < mutations, "{protocol}: most damage closes the connection");
}
