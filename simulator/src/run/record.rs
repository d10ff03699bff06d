//! A run on disk: `observations.jsonl` and `labels.json`.

use super::Run;
use crate::device::{Emission, ReportKind};
use crate::label::time;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::io::{BufWriter, Write};
use std::path::Path;

/// One line of `observations.jsonl`.
#[derive(Debug, Serialize)]
struct Line<'a> {
    sent: DateTime<Utc>,
    imei: &'a str,
    protocol: &'a str,
    kind: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    buffered: bool,
    device_time: DateTime<Utc>,
    lat: Option<f64>,
    lon: Option<f64>,
    valid: bool,
    speed_kph: f64,
    course_deg: u16,
    satellites: u8,
    ignition: Option<bool>,
    external_power: Option<bool>,
    power_mv: Option<u16>,
    battery_pct: u8,
    gsm: u8,
    alarm: Option<&'a str>,
}

impl Run {
    /// Plays the run into `directory`: `observations.jsonl`, `labels.json` and `assets.json`.
    pub fn write(&mut self, directory: &Path) -> std::io::Result<u64> {
        std::fs::create_dir_all(directory)?;
        std::fs::write(directory.join("labels.json"), serde_json::to_vec_pretty(&self.labels)?)?;
        std::fs::write(directory.join("assets.json"), serde_json::to_vec_pretty(&self.assets())?)?;
        let mut out = BufWriter::new(std::fs::File::create(directory.join("observations.jsonl"))?);
        let lines = self.write_observations(&mut out)?;
        out.flush()?;
        Ok(lines)
    }

    /// Plays the run as JSON lines; answers how many.
    pub fn write_observations(&mut self, out: &mut impl Write) -> std::io::Result<u64> {
        let names: Vec<(u32, String, &'static str)> =
            self.trackers().map(|t| (t.number, t.imei.clone(), t.protocol.name())).collect();
        let mut lines = 0;
        for emission in self.emissions() {
            let index = names.binary_search_by_key(&emission.tracker, |n| n.0).unwrap_or_default();
            let (_, imei, protocol) = &names[index];
            serde_json::to_writer(&mut *out, &line(&emission, imei, protocol))?;
            out.write_all(b"\n")?;
            lines += 1;
        }
        Ok(lines)
    }
}

fn line<'a>(e: &Emission, imei: &'a str, protocol: &'a str) -> Line<'a> {
    let r = &e.report;
    let kind = match r.kind {
        ReportKind::Login => "login",
        ReportKind::Heartbeat => "heartbeat",
        ReportKind::Position => "position",
        ReportKind::Alarm => "alarm",
        ReportKind::Close => "close",
    };
    Line {
        sent: time(e.at),
        imei,
        protocol,
        kind,
        buffered: e.buffered,
        device_time: time(r.device_time),
        lat: r.point.map(|p| p.lat()),
        lon: r.point.map(|p| p.lon()),
        valid: r.valid,
        speed_kph: f64::from(r.speed_dkph) / 10.0,
        course_deg: r.course_deg,
        satellites: r.satellites,
        ignition: r.ignition,
        external_power: r.external_power,
        power_mv: r.power_mv,
        battery_pct: r.battery_pct,
        gsm: r.gsm,
        alarm: r.alarm.map(|a| a.name()),
    }
}
