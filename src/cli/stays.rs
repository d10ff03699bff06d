//! `lienwatch stays POINTS.csv`: the stays in recorded trajectories, by the product's detector or by the reference of the
//! literature, for comparison with other implementations.

use anyhow::{Context, bail, ensure};
use chrono::{DateTime, Utc};
use lienwatch_domain::detect::StayParameters;
use lienwatch_domain::mobility::{RawPoint, TraceStay, cleaned, li2008, stays_of_trace};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// More points than this are refused: about 1 GB.
const MAX_POINTS: usize = 40_000_000;

const COLUMNS: &str = "The input is CSV with the columns user,t,lat,lon: t in Unix seconds, WGS-84 degrees. Points of a \
user may come in any order. Duplicates of a time, positions out of range and single spikes over 70 m/s are dropped \
first. The output is CSV: user,arrive,leave,lat,lon,n_points, by user and time.";

/// Options of the command.
#[derive(Debug, clap::Args)]
#[command(after_help = COLUMNS)]
pub struct Stays {
    /// CSV file with the points; - is standard input.
    points: PathBuf,
    /// Radius of a stay, metres.
    #[arg(long, default_value_t = 100.0)]
    dist: f64,
    /// Shortest stay, seconds.
    #[arg(long, default_value_t = 300)]
    min_seconds: i64,
    /// How to find them.
    #[arg(long, value_enum, default_value_t = Method::Stream)]
    method: Method,
}

/// How to find stays.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Method {
    /// As printed by Li and others, 2008.
    Li2008,
    /// The detector that runs in the service.
    Stream,
}

/// A row of the input.
#[derive(Debug, Deserialize)]
struct Row {
    user: String,
    t: f64,
    lat: f64,
    lon: f64,
}

impl Stays {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        ensure!(self.dist > 0.0 && self.dist <= 100_000.0, "--dist is metres, above 0 and at most 100000");
        ensure!((1..=31_536_000).contains(&self.min_seconds), "--min-seconds is 1 to 31536000");
        let name = self.points.display().to_string();
        let source: Box<dyn Read> = match name.as_str() {
            "-" => Box::new(std::io::stdin().lock()),
            _ => Box::new(std::fs::File::open(&self.points).with_context(|| format!("failed to open {name}"))?),
        };
        let users = read(source).with_context(|| format!("failed to read {name}"))?;
        let mut out = csv::Writer::from_writer(std::io::BufWriter::new(std::io::stdout().lock()));
        out.write_record(["user", "arrive", "leave", "lat", "lon", "n_points"])?;
        for (user, mut points) in users {
            // Stable: of equal times the first of the file is kept.
            points.sort_by_key(|p| p.t);
            for stay in self.find(&points) {
                write(&mut out, &user, &stay)?;
            }
        }
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }

    fn find(&self, points: &[RawPoint]) -> Vec<TraceStay> {
        let trace = cleaned(points);
        match self.method {
            Method::Li2008 => li2008(&trace, self.dist, self.min_seconds),
            Method::Stream => {
                let p =
                    StayParameters { radius_m: self.dist, shortest_s: self.min_seconds, ..StayParameters::default() };
                stays_of_trace(&trace, &p)
            }
        }
    }
}

fn read(source: impl Read) -> anyhow::Result<BTreeMap<String, Vec<RawPoint>>> {
    let mut users: BTreeMap<String, Vec<RawPoint>> = BTreeMap::new();
    let mut rows = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(source);
    for (number, row) in rows.deserialize::<Row>().enumerate() {
        // The heading is line 1; the error of the reader names the column.
        let row = row.with_context(|| format!("point {}: columns are user,t,lat,lon", number + 1))?;
        if number >= MAX_POINTS {
            bail!("more than {MAX_POINTS} points: split the file by user");
        }
        let t = time(row.t).with_context(|| format!("point {}: t is Unix seconds, not {}", number + 1, row.t))?;
        users.entry(row.user).or_default().push(RawPoint { t, lat: row.lat, lon: row.lon });
    }
    Ok(users)
}

/// Unix seconds, possibly with a fraction, to the microsecond.
fn time(t: f64) -> Option<DateTime<Utc>> {
    let within = t.is_finite() && t.abs() < 1e11;
    within.then(|| DateTime::from_timestamp_micros((t * 1e6).round() as i64)).flatten()
}

fn write(out: &mut csv::Writer<impl Write>, user: &str, stay: &TraceStay) -> csv::Result<()> {
    let seconds = |t: DateTime<Utc>| (t.timestamp_micros() + 500_000).div_euclid(1_000_000).to_string();
    out.write_record([
        user,
        &seconds(stay.arrive),
        &seconds(stay.leave),
        &format!("{:.6}", stay.point.lat()),
        &format!("{:.6}", stay.point.lon()),
        &stay.points.to_string(),
    ])
}
