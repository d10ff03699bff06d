//! What each tracker puts on the wire: encoders by protocol, and the same bytes decoded again without sockets.

use crate::device::{Emission, ReportKind, TrackerSpec};
use crate::label::time;
use bytes::BytesMut;
use chrono::{DateTime, Datelike, Utc};
use lienwatch_protocols::encode::Encoder;
use lienwatch_protocols::gt06::Gt06Encoder;
use lienwatch_protocols::jt808::{Heard, Jt808Encoder};
use lienwatch_protocols::message::Fix;
use lienwatch_protocols::teltonika::{Codec, TeltonikaEncoder};
use lienwatch_protocols::{DeviceId, Kind, Message, Options, Output, Protocol, Session, json};

/// A tracker that its protocol cannot carry.
#[derive(Debug, thiserror::Error)]
#[error("the tracker {imei} cannot speak {protocol}: {reason}")]
pub struct BadTracker {
    /// Its identity.
    pub imei: String,
    /// Its protocol.
    pub protocol: Protocol,
    /// Why not.
    pub reason: String,
}

/// The device's side of one tracker's protocol.
pub enum Voice {
    /// GT06.
    Gt06(Gt06Encoder),
    /// JT/T 808, which has a registration to hear about before it may speak.
    Jt808(Box<Jt808Encoder>),
    /// Teltonika.
    Teltonika(TeltonikaEncoder),
    /// Our JSON; has no stream form.
    Json(DeviceId),
}

impl std::fmt::Debug for Voice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.protocol().name())
    }
}

impl Voice {
    /// The voice of a tracker.
    pub fn of(spec: &TrackerSpec) -> Result<Voice, BadTracker> {
        let bad = |reason: String| BadTracker { imei: spec.imei.clone(), protocol: spec.protocol, reason };
        let device = DeviceId::new(&spec.imei).map_err(|e| bad(e.to_string()))?;
        Ok(match spec.protocol {
            Protocol::Gt06 => Voice::Gt06(Gt06Encoder::new(&spec.imei).map_err(|e| bad(e.to_string()))?),
            Protocol::Jt808 => Voice::Jt808(Box::new(Jt808Encoder::new(&device).map_err(|e| bad(e.to_string()))?)),
            Protocol::Teltonika => Voice::Teltonika(TeltonikaEncoder::new(device, Codec::Extended)),
            Protocol::Json => Voice::Json(device),
        })
    }

    /// Its protocol.
    pub fn protocol(&self) -> Protocol {
        match self {
            Voice::Gt06(_) => Protocol::Gt06,
            Voice::Jt808(_) => Protocol::Jt808,
            Voice::Teltonika(_) => Protocol::Teltonika,
            Voice::Json(_) => Protocol::Json,
        }
    }

    fn encoder(&mut self) -> Option<&mut dyn Encoder> {
        match self {
            Voice::Gt06(e) => Some(e),
            Voice::Jt808(e) => Some(e.as_mut()),
            Voice::Teltonika(e) => Some(e),
            Voice::Json(_) => None,
        }
    }

    /// Writes what opens a connection.
    pub fn login(&mut self, out: &mut BytesMut) {
        if let Some(encoder) = self.encoder() {
            encoder.login(out);
        }
    }

    /// Writes messages of a stream, in order.
    pub fn say(&mut self, messages: &[Message], out: &mut BytesMut) {
        let two_digit_years = matches!(self.protocol(), Protocol::Gt06 | Protocol::Jt808);
        let Some(encoder) = self.encoder() else { return };
        let messages: Vec<Message> =
            messages.iter().map(|m| if two_digit_years { as_written(m) } else { m.clone() }).collect();
        // Runs of reports go together, so that a batch form is used where there is one.
        for run in messages.chunk_by(|a, b| a.kind != Kind::Heartbeat && b.kind != Kind::Heartbeat) {
            match run {
                [beat] if beat.kind == Kind::Heartbeat => encoder.heartbeat(beat, out),
                reports => encoder.reports(reports, out),
            }
        }
    }

    /// Takes the server's bytes in; writes what the device answers of its own accord. Answers how many records a
    /// Teltonika server has acknowledged, and whether a login has been answered in full.
    pub fn hear(&mut self, input: &mut BytesMut, out: &mut BytesMut) -> Heeded {
        let mut heeded = Heeded::default();
        match self {
            Voice::Jt808(e) => {
                for heard in e.hear(input, out) {
                    // The answer to the authentication ends the login.
                    heeded.refused |= matches!(heard, Heard::Registered { result } if result != 0);
                    heeded.logged_in |= matches!(heard, Heard::Acknowledged { message: 0x0102, result: 0, .. });
                }
            }
            Voice::Gt06(_) => {
                heeded.logged_in = !input.is_empty();
                input.clear();
            }
            Voice::Teltonika(_) | Voice::Json(_) => {}
        }
        heeded
    }
}

/// A clock that shows 1970 in a protocol with two digits for the year: the reader takes it for 2070.
fn as_written(message: &Message) -> Message {
    let century = |t: DateTime<Utc>| if t.year() < 2000 { t.with_year(t.year() + 100).unwrap_or(t) } else { t };
    let mut message = message.clone();
    message.device_time = message.device_time.map(century);
    message.fix = message.fix.map(|f| Fix { time: f.time.map(century), ..f });
    message
}

/// What a tracker made of the server's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Heeded {
    /// The login is answered.
    pub logged_in: bool,
    /// The login is refused.
    pub refused: bool,
}

/// A tracker and a server's session in one process: emissions in, decoded messages out.
pub struct Loopback {
    voice: Voice,
    session: Option<Box<dyn Session>>,
}

impl Loopback {
    /// For one tracker.
    pub fn new(spec: &TrackerSpec) -> Result<Loopback, BadTracker> {
        Ok(Loopback { voice: Voice::of(spec)?, session: spec.protocol.session(Options::default()) })
    }

    /// What a server makes of an emission (nothing of a closed connection).
    pub fn carry(&mut self, emission: &Emission) -> Vec<Message> {
        let Some(message) = emission.message() else { return Vec::new() };
        let mut bytes = BytesMut::new();
        if let Voice::Json(device) = &self.voice {
            if emission.report.kind == ReportKind::Login {
                return Vec::new();
            }
            let payload = json::encode(device, emission.stamped().as_slice());
            let decoded = json::decode(Some(device), &payload, 64 * 1024).unwrap_or_default();
            return decoded.into_iter().map(|(_, message)| message).collect();
        }
        if emission.report.kind == ReportKind::Login {
            self.session = self.voice.protocol().session(Options::default());
            self.voice.login(&mut bytes);
        } else {
            self.voice.say(&[message], &mut bytes);
        }
        let mut messages = Vec::new();
        // A login may take a reply and another message of the device.
        while !bytes.is_empty() {
            let (mut outputs, mut answer) = (Vec::new(), BytesMut::new());
            let Some(session) = &mut self.session else { break };
            session.receive(&mut bytes, time(emission.at), &mut outputs);
            bytes.clear();
            for output in outputs {
                match output {
                    Output::Message(message) => messages.push(message),
                    Output::Reply { bytes: reply, .. } => {
                        self.voice.hear(&mut BytesMut::from(&reply[..]), &mut answer);
                    }
                    Output::Identified(_) | Output::Refused(_) | Output::Close(_) => {}
                }
            }
            bytes = answer;
        }
        messages
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::{Report, imei};
    use lienwatch_domain::detect::Role;
    use lienwatch_domain::geo::Point;
    use lienwatch_protocols::message::Alarm;

    fn emission(kind: ReportKind, device_time: i64, alarm: Option<Alarm>) -> Emission {
        let report = Report {
            kind,
            device_time,
            point: Point::from_degrees(31.2304, 121.4737),
            valid: true,
            speed_dkph: 420,
            course_deg: 90,
            satellites: 9,
            ignition: Some(true),
            external_power: Some(alarm != Some(Alarm::PowerCut)),
            power_mv: Some(13_900),
            battery_pct: 100,
            gsm: 4,
            alarm,
        };
        Emission { at: 1_772_400_000, tracker: 1, order: 1, buffered: false, report }
    }

    fn carry(protocol: Protocol, e: Emission) -> Vec<Message> {
        let spec = TrackerSpec { number: 1, imei: imei(1), protocol, role: Role::Wired, wake_interval_s: None };
        let mut loopback = Loopback::new(&spec).expect("an IMEI fits every protocol");
        loopback.carry(&emission(ReportKind::Login, e.at, None));
        loopback.carry(&e)
    }

    #[test]
    fn a_position_survives_every_protocol() {
        for &protocol in Protocol::ALL {
            let all = carry(protocol, emission(ReportKind::Position, 1_772_400_000, None));
            let [m] = &all[..] else { panic!("{protocol}: {all:?}") };
            let fix = m.fix.expect("a position has a fix");
            assert!((fix.lat - 31.2304).abs() < 1e-5 && (fix.lon - 121.4737).abs() < 1e-5 && fix.valid, "{protocol}");
            assert_eq!(fix.speed_kph.map(f64::round), Some(42.0), "{protocol}");
            assert_eq!(m.device_time, Some(time(1_772_400_000)), "{protocol}");
        }
    }

    #[test]
    fn a_power_cut_survives_every_protocol() {
        for &protocol in Protocol::ALL {
            let all = carry(protocol, emission(ReportKind::Alarm, 1_772_400_000, Some(Alarm::PowerCut)));
            assert!(all.iter().any(|m| m.alarms.contains(Alarm::PowerCut)), "{protocol}: {all:?}");
        }
    }

    #[test]
    fn light_and_removal_survive_where_wireless_trackers_speak_it() {
        for protocol in [Protocol::Gt06, Protocol::Jt808, Protocol::Json] {
            for alarm in [Alarm::Light, Alarm::Removed] {
                let all = carry(protocol, emission(ReportKind::Alarm, 1_772_400_000, Some(alarm)));
                let touched = |m: &Message| {
                    [Alarm::Light, Alarm::Removed, Alarm::Tamper, Alarm::CoverOpen]
                        .iter()
                        .any(|&a| m.alarms.contains(a))
                };
                assert!(all.iter().any(touched), "{protocol} {alarm:?}: {all:?}");
            }
        }
    }

    #[test]
    fn a_clock_at_1970_is_read_as_2070_where_years_have_two_digits() {
        for protocol in [Protocol::Gt06, Protocol::Jt808] {
            let all = carry(protocol, emission(ReportKind::Position, 7_200, None));
            let years: Vec<i32> = all.iter().filter_map(|m| m.device_time).map(|t| t.year()).collect();
            assert_eq!(years, [2070], "{protocol}");
        }
    }
}
