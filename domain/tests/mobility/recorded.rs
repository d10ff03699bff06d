//! The recorded trajectories and their references: read where they are, never copied. Without them
//! (`LIENWATCH_SHARED`, by default `../shared` next to the workspace) the tests say so and pass.

use chrono::{DateTime, Utc};
use lienwatch_domain::geo::Point;
use lienwatch_domain::mobility::{RawPoint, TracePoint, TraceStay, cleaned};
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Unpacked files are smaller, bytes.
const MAX_BYTES: usize = 64 << 20;

/// The folder, where there is one.
pub fn folder() -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let shared = std::env::var_os("LIENWATCH_SHARED").map_or_else(|| workspace.join("../shared"), PathBuf::from);
    let folder = shared.join("mobility");
    if !folder.is_dir() {
        eprintln!("SKIPPED: no trajectories; set LIENWATCH_SHARED to the folder that has `mobility`");
        return None;
    }
    Some(folder)
}

/// Local time of a user, seconds east of UTC (`README.md` of the data: Beijing, and San Francisco in summer).
pub fn utc_offset_s(user: &str) -> i32 {
    if user.starts_with("cab_") { -7 * 3600 } else { 8 * 3600 }
}

/// The traces of all users, cleaned.
pub fn traces(folder: &Path) -> BTreeMap<String, Vec<TracePoint>> {
    let mut raw: BTreeMap<String, Vec<RawPoint>> = BTreeMap::new();
    for row in rows(&folder.join("points.csv.gz")) {
        let point = RawPoint { t: time(&row[1]), lat: number(&row[2]), lon: number(&row[3]) };
        raw.entry(row[0].clone()).or_default().push(point);
    }
    assert!(!raw.is_empty(), "no rows");
    raw.into_iter().map(|(user, points)| (user, cleaned(&points))).collect()
}

/// The stays that an implementation found, by user.
pub fn stays(folder: &Path, name: &str) -> BTreeMap<String, Vec<TraceStay>> {
    let mut stays: BTreeMap<String, Vec<TraceStay>> = BTreeMap::new();
    for row in rows(&folder.join(format!("reference/stays_{name}.csv.gz"))) {
        let point = Point::from_degrees(number(&row[3]), number(&row[4])).expect("in range");
        let points = row[5].parse().expect("a number");
        let stay = TraceStay { arrive: time(&row[1]), leave: time(&row[2]), point, points };
        stays.entry(row[0].clone()).or_default().push(stay);
    }
    stays
}

/// The places with at least `visits` that an implementation found, by user, longest dwell first.
pub fn places(folder: &Path, name: &str, visits: u32) -> BTreeMap<String, Vec<Point>> {
    let mut places: BTreeMap<String, Vec<(i64, Point)>> = BTreeMap::new();
    for row in rows(&folder.join(format!("reference/places_{name}.csv.gz"))) {
        if row[4].parse::<u32>().expect("a number") >= visits {
            let point = Point::from_degrees(number(&row[2]), number(&row[3])).expect("in range");
            places.entry(row[0].clone()).or_default().push((-(number(&row[5]) as i64), point));
        }
    }
    let sorted = |mut p: Vec<(i64, Point)>| {
        p.sort_by_key(|(dwell, _)| *dwell);
        p.into_iter().map(|(_, point)| point).collect()
    };
    places.into_iter().map(|(user, p)| (user, sorted(p))).collect()
}

fn number(text: &str) -> f64 {
    text.parse().expect("a number")
}

fn time(text: &str) -> DateTime<Utc> {
    DateTime::from_timestamp(number(text) as i64, 0).expect("a time")
}

/// The rows below the heading. The files hold plain numbers and names: no quotes.
fn rows(file: &Path) -> Vec<Vec<String>> {
    let packed = std::fs::read(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let text = String::from_utf8(unpacked(&packed)).expect("text");
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

/// A gzip member (RFC 1952) without its checksum.
fn unpacked(packed: &[u8]) -> Vec<u8> {
    assert_eq!(packed[..3], [0x1f, 0x8b, 8], "gzip");
    let (flags, mut at) = (packed[3], 10);
    if flags & 4 != 0 {
        at += 2 + usize::from(u16::from_le_bytes([packed[at], packed[at + 1]]));
    }
    for text in [8, 16] {
        if flags & text != 0 {
            at += packed[at..].iter().position(|b| *b == 0).expect("an end") + 1;
        }
    }
    if flags & 2 != 0 {
        at += 2;
    }
    decompress_to_vec_with_limit(&packed[at..packed.len() - 8], MAX_BYTES).expect("a whole file")
}
