//! PostgreSQL's binary COPY format for observations (documentation: "COPY", section "Binary Format").

use super::Sequenced;
use crate::store::clock::storable;
use chrono::{DateTime, Utc};

/// The columns, in the order in which [`CopyBuffer::push`] writes them.
pub const COLUMNS: &str = "device_time, received_at, ingest_seq, h3, tracker_no, lender_no, digest, lat_e7, lon_e7, \
                           flags, power_mv, kind, speed, course, alt, satellites, battery_pct, alarms, attributes";
const COLUMN_COUNT: i16 = 19;

/// Typical row, bytes.
const ROW: usize = 160;
/// 2000-01-01, the zero of PostgreSQL's timestamps, in Unix microseconds.
const EPOCH_US: i64 = 946_684_800_000_000;

/// Rows in the binary format.
pub struct CopyBuffer(Vec<u8>);

impl CopyBuffer {
    pub fn with_capacity(rows: usize) -> Self {
        let mut bytes = Vec::with_capacity(32 + rows * ROW);
        bytes.extend_from_slice(b"PGCOPY\n\xff\r\n\0");
        bytes.extend_from_slice(&[0; 8]); // no flags, no header extension
        CopyBuffer(bytes)
    }

    pub fn push(&mut self, row: &Sequenced) {
        let o = &row.observation;
        self.0.extend_from_slice(&COLUMN_COUNT.to_be_bytes());
        self.time(o.device_time);
        self.time(o.received_at);
        self.i64(Some(row.seq));
        self.i64(o.point.map(|p| p.cell(h3o::Resolution::Nine)));
        self.i32(Some(o.tracker.0));
        self.i32(Some(o.lender.0));
        self.i32(Some(o.digest));
        self.i32(o.point.map(|p| p.lat_e7));
        self.i32(o.point.map(|p| p.lon_e7));
        self.i32(Some(o.flags.0));
        self.i32(o.power_mv);
        self.i16(Some(o.kind.stored()));
        self.i16(o.speed_dkph);
        self.i16(o.course_deg);
        self.i16(o.altitude_m);
        self.i16(o.satellites);
        self.i16(o.battery_pct);
        self.i64((!o.alarms.is_empty()).then_some(o.alarms.bits() as i64));
        match &o.attributes {
            None => self.null(),
            Some(json) => {
                let text = json.to_string();
                self.0.extend_from_slice(&(text.len() as i32 + 1).to_be_bytes());
                self.0.push(1);
                self.0.extend_from_slice(text.as_bytes());
            }
        }
    }

    pub fn finish(mut self) -> Vec<u8> {
        self.0.extend_from_slice(&(-1i16).to_be_bytes());
        self.0
    }

    fn null(&mut self) {
        self.0.extend_from_slice(&(-1i32).to_be_bytes());
    }

    fn field<const N: usize>(&mut self, bytes: Option<[u8; N]>) {
        match bytes {
            None => self.null(),
            Some(bytes) => {
                self.0.extend_from_slice(&(N as i32).to_be_bytes());
                self.0.extend_from_slice(&bytes);
            }
        }
    }

    fn time(&mut self, t: DateTime<Utc>) {
        self.field(Some((storable(t).timestamp_micros() - EPOCH_US).to_be_bytes()));
    }

    fn i64(&mut self, value: Option<i64>) {
        self.field(value.map(i64::to_be_bytes));
    }

    fn i32(&mut self, value: Option<i32>) {
        self.field(value.map(i32::to_be_bytes));
    }

    fn i16(&mut self, value: Option<i16>) {
        self.field(value.map(i16::to_be_bytes));
    }
}
