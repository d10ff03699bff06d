//! Observations per second through detection on one core: `cargo run --release -p lienwatch-domain --example throughput`.
//!
//! A fleet of cars that drive (a fix each 30 s), park (a fix each 30 min, a heartbeat each 5 min) and now and then stop
//! inside a known site; all observations are made beforehand.

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
}

/// Each car drives for 60 reports, then parks for 40.
fn observation(start: DateTime<Utc>, step: i64, vehicle: i32) -> Observation {
    let (cycle, phase) = ((step + i64::from(vehicle)) / 100, (step + i64::from(vehicle)) % 100);
    let driving = phase < 60;
    let along = (cycle * 60 + phase.min(60)) as f64 * 0.003;
    let t = start + TimeDelta::seconds(step * 60) + TimeDelta::milliseconds(i64::from(vehicle));
    let heartbeat = !driving && phase % 6 != 0;
    let fix = Fix {
        time: None,
        lat: 30.0 + f64::from(vehicle % 100) * 0.01,
        lon: 114.0 + along % 1.0,
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
