//! What a device would send, written by hand from the vendor's description, apart from the encoder.

use bytes::BytesMut;
use chrono::{DateTime, Utc};
use lienwatch_protocols::message::Message;
use lienwatch_protocols::session::{DecodeError, Options, Output, Protocol, Session};

pub const LOGIN: &[u8] = b"\x00\x0f356307042441013";

/// The receiver's clock; no test depends on it.
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_700_000_000, 0).expect("in range")
}

/// CRC-16/IBM bit by bit: polynomial 0xA001 reflected, from 0.
pub fn crc(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, &byte| {
        (0..8).fold(crc ^ u16::from(byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xa001 } else { crc >> 1 })
    })
}

/// A data field as a packet.
pub fn packet(field: &[u8]) -> Vec<u8> {
    let mut packet = vec![0; 4];
    packet.extend((field.len() as u32).to_be_bytes());
    packet.extend(field);
    packet.extend(u32::from(crc(field)).to_be_bytes());
    packet
}

/// Records as a data field.
pub fn field(codec: u8, records: &[Vec<u8>]) -> Vec<u8> {
    let count = records.len() as u8;
    let mut field = vec![codec, count];
    records.iter().for_each(|record| field.extend(record));
    field.push(count);
    field
}

/// An element of a size given by its bytes.
pub type Element = (u16, Vec<u8>);

/// The fixed part of a record.
#[derive(Clone)]
pub struct Record {
    pub millis: i64,
    pub priority: u8,
    pub lon: i32,
    pub lat: i32,
    pub altitude: i16,
    pub angle: u16,
    pub satellites: u8,
    pub speed: u16,
    pub event: u16,
    pub elements: Vec<Element>,
}

impl Record {
    /// Somewhere in Manila.
    pub fn with(elements: &[Element]) -> Record {
        Record {
            millis: 1_700_000_000_250,
            priority: 0,
            lon: 1_209_842_000,
            lat: 145_995_000,
            altitude: -12,
            angle: 271,
            satellites: 9,
            speed: 42,
            event: 0,
            elements: elements.to_vec(),
        }
    }

    pub fn of_event(event: u16, elements: &[Element]) -> Record {
        Record { event, priority: 1, ..Record::with(elements) }
    }

    fn head(&self) -> Vec<u8> {
        let mut bytes = self.millis.to_be_bytes().to_vec();
        bytes.push(self.priority);
        bytes.extend(self.lon.to_be_bytes());
        bytes.extend(self.lat.to_be_bytes());
        bytes.extend(self.altitude.to_be_bytes());
        bytes.extend(self.angle.to_be_bytes());
        bytes.push(self.satellites);
        bytes.extend(self.speed.to_be_bytes());
        bytes
    }

    fn groups(&self, sizes: &[usize], bytes: &mut Vec<u8>, id: fn(u16) -> Vec<u8>, count: fn(usize) -> Vec<u8>) {
        for size in sizes {
            let of_size: Vec<&Element> = self.elements.iter().filter(|(_, value)| value.len() == *size).collect();
            bytes.extend(count(of_size.len()));
            for (number, value) in of_size {
                bytes.extend(id(*number));
                bytes.extend(value);
            }
        }
    }

    pub fn codec8(&self) -> Vec<u8> {
        let mut bytes = self.head();
        bytes.extend([self.event as u8, self.elements.len() as u8]);
        self.groups(&[1, 2, 4, 8], &mut bytes, |id| vec![id as u8], |n| vec![n as u8]);
        bytes
    }

    /// Codec 8 with 16-byte elements.
    pub fn codec8_sixteen(&self) -> Vec<u8> {
        let mut bytes = self.head();
        bytes.extend([self.event as u8, self.elements.len() as u8]);
        self.groups(&[1, 2, 4, 8, 16], &mut bytes, |id| vec![id as u8], |n| vec![n as u8]);
        bytes
    }

    pub fn codec16(&self) -> Vec<u8> {
        let mut bytes = self.head();
        bytes.extend(self.event.to_be_bytes());
        bytes.extend([5, self.elements.len() as u8]);
        self.groups(&[1, 2, 4, 8], &mut bytes, |id| id.to_be_bytes().to_vec(), |n| vec![n as u8]);
        bytes
    }

    pub fn extended(&self) -> Vec<u8> {
        let mut bytes = self.head();
        bytes.extend(self.event.to_be_bytes());
        bytes.extend((self.elements.len() as u16).to_be_bytes());
        let wide = |n: usize| (n as u16).to_be_bytes().to_vec();
        self.groups(&[1, 2, 4, 8], &mut bytes, |id| id.to_be_bytes().to_vec(), wide);
        let others: Vec<&Element> =
            self.elements.iter().filter(|(_, value)| ![1, 2, 4, 8].contains(&value.len())).collect();
        bytes.extend(wide(others.len()));
        for (id, value) in others {
            bytes.extend(id.to_be_bytes());
            bytes.extend(wide(value.len()));
            bytes.extend(value);
        }
        bytes
    }
}

/// A connection with what it gave.
pub struct Line {
    pub session: Box<dyn Session>,
    pub input: BytesMut,
}

impl Line {
    pub fn open(options: Options) -> Line {
        let session = Protocol::Teltonika.session(options).expect("it has a stream form");
        Line { session, input: BytesMut::new() }
    }

    pub fn logged_in(options: Options) -> Line {
        let mut line = Line::open(options);
        line.send(LOGIN);
        line
    }

    pub fn send(&mut self, bytes: &[u8]) -> Vec<Output> {
        let mut out = Vec::new();
        self.input.extend_from_slice(bytes);
        self.session.receive(&mut self.input, now(), &mut out);
        out
    }

    /// The messages of records sent in Codec 8 Extended.
    pub fn records(&mut self, records: &[Record]) -> Vec<Message> {
        let records: Vec<Vec<u8>> = records.iter().map(Record::extended).collect();
        messages(&self.send(&packet(&field(0x8e, &records))))
    }
}

pub fn messages(out: &[Output]) -> Vec<Message> {
    out.iter().filter_map(|o| if let Output::Message(m) = o { Some(m.clone()) } else { None }).collect()
}

pub fn refused(out: &[Output]) -> Vec<DecodeError> {
    out.iter().filter_map(|o| if let Output::Refused(e) = o { Some(e.clone()) } else { None }).collect()
}

/// Replies with what they wait for.
pub fn replies(out: &[Output]) -> Vec<(Vec<u8>, Option<u64>)> {
    out.iter()
        .filter_map(|o| if let Output::Reply { bytes, after } = o { Some((bytes.to_vec(), *after)) } else { None })
        .collect()
}
