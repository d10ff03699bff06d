//! Observations per second through detection on one core: `cargo run --release -p lienwatch-domain --example throughput`.
//!
//! A fleet of cars that drive (a fix each 30 s), park (a fix each 30 min, a heartbeat each 5 min) and now and then stop
//! inside a known site; all observations are made beforehand. And a year of one car that commutes, from the first report
//! to the last: what it costs to make a vehicle's history anew.

use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::detect::{Assets, Binding, DeviceProfile, Parameters, Role, VehicleProfile, Watch};
use lienwatch_domain::geo::{Point, Shape, Site, SiteIndex, SiteKind};
use lienwatch_domain::ids::{LenderNo, SiteId, TrackerNo, VehicleNo};
use lienwatch_domain::observation::Observation;
use lienwatch_protocols::message::{Fix, FixKind, Kind, Message, Vitals};
use std::collections::HashMap;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

const VEHICLES: i32 = 1000;
const STEPS: i64 = 1000;

fn main() {
    let start: DateTime<Utc> = DateTime::from_timestamp(1_790_000_000, 0).expect("a time");
    let observations: Vec<Observation> =
        (0..STEPS).flat_map(|step| (1..=VEHICLES).map(move |v| observation(start, step, v))).collect();
    let assets = Arc::new(assets(start));
    for round in 1..=3 {
        let mut watch = Watch::new(Parameters::default(), Arc::clone(&assets));
        let mut out = Vec::new();
        let mut changes = 0;
        let begun = Instant::now();
        for o in &observations {
            black_box(watch.observe(o, &mut out));
            changes += out.len();
            out.clear();
        }
        let s = begun.elapsed().as_secs_f64();
        let rate = observations.len() as f64 / s;
        println!("round {round}: {} observations, {changes} changes, {s:.2} s, {rate:.0} obs/s", observations.len());
    }
    let reports = year(start);
    for round in 1..=3 {
        let mut watch = Watch::new(Parameters::default(), Arc::clone(&assets));
        let mut out = Vec::new();
        let begun = Instant::now();
        for o in &reports {
            black_box(watch.observe(o, &mut out));
        }
        let s = begun.elapsed().as_secs_f64();
        println!("year {round}: {} observations, {} changes, {s:.2} s", reports.len(), out.len());
    }
}

/// A year of a car that drives 40 minutes to work and back on weekdays (a fix each 30 s), and is parked else (a fix each
/// 30 min, a heartbeat each 5 min).
fn year(start: DateTime<Utc>) -> Vec<Observation> {
    const DRIVE_S: i64 = 2400;
    let (out, home) = (8 * 3600, 17 * 3600 + 1800);
    let mut reports = Vec::new();
    for day in 0..365 {
        let mut second = 0;
        while second < 86_400 {
            let leg = |begin: i64| day % 7 < 5 && (begin..begin + DRIVE_S).contains(&second);
            let along = match () {
                () if leg(out) => (second - out) as f64 / DRIVE_S as f64,
                () if leg(home) => 1.0 - (second - home) as f64 / DRIVE_S as f64,
                () if day % 7 < 5 && (out..home).contains(&second) => 1.0,
                () => 0.0,
            };
            let driving = leg(out) || leg(home);
            let t = start + TimeDelta::days(day) + TimeDelta::seconds(second);
            let heartbeat = !driving && second % 1800 != 0;
            reports.push(report(t, (30.0, 114.0 + along * 0.2), (driving, heartbeat), 1));
            second += if driving { 30 } else { 300 - second % 300 };
        }
    }
    reports
}

/// Each car drives for 60 reports, then parks for 40.
fn observation(start: DateTime<Utc>, step: i64, vehicle: i32) -> Observation {
    let (cycle, phase) = ((step + i64::from(vehicle)) / 100, (step + i64::from(vehicle)) % 100);
    let driving = phase < 60;
    let along = (cycle * 60 + phase.min(60)) as f64 * 0.003;
    let t = start + TimeDelta::seconds(step * 60) + TimeDelta::milliseconds(i64::from(vehicle));
    let heartbeat = !driving && phase % 6 != 0;
    report(t, (30.0 + f64::from(vehicle % 100) * 0.01, 114.0 + along % 1.0), (driving, heartbeat), vehicle)
}

fn report(t: DateTime<Utc>, (lat, lon): (f64, f64), (driving, heartbeat): (bool, bool), vehicle: i32) -> Observation {
    let fix = Fix {
        time: None,
        lat,
        lon,
        kind: FixKind::Gnss,
        valid: true,
        speed_kph: Some(if driving { 36.0 } else { 0.0 }),
        course_deg: Some(90.0),
        altitude_m: None,
        accuracy_m: None,
        satellites: Some(10),
        hdop: None,
    };
    let message = Message {
        kind: if heartbeat { Kind::Heartbeat } else { Kind::Position },
        device_time: (!heartbeat).then_some(t),
        fix: (!heartbeat).then_some(fix),
        vitals: Vitals { ignition: Some(driving), external_power_present: Some(true), ..Vitals::default() },
        ..Message::default()
    };
    Observation::of(&message, TrackerNo(vehicle), LenderNo(1), t)
}

fn assets(start: DateTime<Utc>) -> Assets {
    let mut bindings = HashMap::new();
    let mut vehicles = HashMap::new();
    for v in 1..=VEHICLES {
        let device = DeviceProfile { tracker: TrackerNo(v), role: Role::Wired, wake_interval_s: None };
        let binding = Binding { device, vehicle: VehicleNo(v), from: start - TimeDelta::days(30), until: None };
        bindings.insert(TrackerNo(v), vec![binding]);
        let profile = VehicleProfile {
            vehicle: VehicleNo(v),
            lender: LenderNo(1),
            utc_offset_s: 8 * 3600,
            declared: Vec::new(),
            overdue_instalments: 0,
            first_instalment_unpaid: false,
            funded_at: None,
            service_windows: Vec::new(),
        };
        vehicles.insert(VehicleNo(v), profile);
    }
    let site = |n: u32| Site {
        id: SiteId(format!("00000000-0000-7000-8000-{n:012x}").parse().expect("a UUID by its layout")),
        lender: LenderNo(1),
        kind: SiteKind::SecondPledge,
        shape: Shape::Circle {
            centre: Point::from_degrees(30.0 + f64::from(n % 100) * 0.01, 114.0 + f64::from(n) * 0.002)
                .expect("in range"),
            radius_m: 100.0,
        },
    };
    Assets { bindings, vehicles, sites: SiteIndex::new((0..500).map(site).collect()), ..Assets::default() }
}
