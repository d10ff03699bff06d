//! The fleet on a map: the latest positions within a box, from memory where this process writes, else from the table.
//!
//! The memory is what is filtered by place and lender: one pass, a quarter of what the table costs (measured by
//! `tests/it/store/latest.rs` over 10 000 trackers), and as fresh as the last commit. Who is in which vehicle, what is
//! open on it, and who may see it is asked of the database, by primary key and under row-level security.

use super::latest::Latest;
use super::{Store, StoreError, Tenancy};
use chrono::{DateTime, Utc};
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::{LenderNo, TrackerNo};
use sqlx::{FromRow, PgConnection};
use std::collections::HashSet;
use uuid::Uuid;

/// Trackers looked at for one map at most.
pub const MOST: usize = 50_000;

/// A box in degrees; `west` > `east` crosses the date line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Its western side, -180 to 180.
    pub west: f64,
    /// Its southern side, -90 to 90.
    pub south: f64,
    /// Its eastern side, -180 to 180.
    pub east: f64,
    /// Its northern side, -90 to 90.
    pub north: f64,
}

impl Bounds {
    /// Everything.
    pub const WORLD: Bounds = Bounds { west: -180.0, south: -90.0, east: 180.0, north: 90.0 };

    /// Whether a place lies within, its sides included.
    pub fn hold(&self, lat: f64, lon: f64) -> bool {
        let across = match self.west <= self.east {
            true => (self.west..=self.east).contains(&lon),
            false => lon >= self.west || lon <= self.east,
        };
        across && (self.south..=self.north).contains(&lat)
    }

    /// Wider by `metres` on each side; the whole round where that meets itself or a pole.
    pub fn wider(&self, metres: f64) -> Bounds {
        let degrees = metres / 111_000.0;
        let (south, north) = ((self.south - degrees).max(-90.0), (self.north + degrees).min(90.0));
        let across = degrees / south.abs().max(north.abs()).to_radians().cos().max(1e-6);
        let width = if self.west <= self.east { self.east - self.west } else { self.east - self.west + 360.0 };
        if width + 2.0 * across >= 360.0 {
            return Bounds { south, north, ..Bounds::WORLD };
        }
        let wrapped = |lon: f64| (lon + 540.0).rem_euclid(360.0) - 180.0;
        Bounds { west: wrapped(self.west - across), south, east: wrapped(self.east + across), north }
    }
}

/// The last positions of trackers, column by column.
#[derive(Debug, Default)]
pub struct Candidates {
    trackers: Vec<i32>,
    received_at: Vec<DateTime<Utc>>,
    device_time: Vec<DateTime<Utc>>,
    lat_e7: Vec<i32>,
    lon_e7: Vec<i32>,
    speed: Vec<Option<i16>>,
    course: Vec<Option<i16>>,
    connected: Vec<bool>,
}

impl Candidates {
    fn push(&mut self, tracker: TrackerNo, latest: &Latest, at: DateTime<Utc>, point: Point) {
        self.trackers.push(tracker.0);
        self.received_at.push(latest.received_at);
        self.device_time.push(at);
        self.lat_e7.push(point.lat_e7);
        self.lon_e7.push(point.lon_e7);
        self.speed.push(latest.speed_dkph);
        self.course.push(latest.course_deg);
        self.connected.push(latest.connected);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.trackers.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.trackers.is_empty()
    }
}

/// A vehicle where the newest of its trackers' positions is.
#[derive(Debug, Clone, FromRow)]
pub struct Placed {
    /// The vehicle.
    pub vehicle_id: Uuid,
    /// Whose.
    pub lender_no: i32,
    /// Licence plate.
    pub plate: Option<String>,
    /// When it was there, by the device.
    pub at: DateTime<Utc>,
    /// Last sign of life of that tracker.
    pub received_at: DateTime<Utc>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// km/h.
    pub speed_kph: Option<f64>,
    /// Degrees.
    pub course: Option<i16>,
    /// A connection is open.
    pub connected: bool,
    /// The worst of the open alerts that are not resolved.
    pub worst_severity: Option<String>,
    /// A case is open.
    pub open_case: bool,
}

impl Store {
    /// The latest positions within `bounds` of what `tenancy` may see, from this process's memory; `None` where nobody
    /// writes in this process. More than [`MOST`] are cut off there.
    pub fn remembered_within(&self, tenancy: &Tenancy, bounds: &Bounds) -> Option<Candidates> {
        let lenders: HashSet<LenderNo> = match tenancy {
            Tenancy::Authentication => HashSet::new(),
            Tenancy::Lender(lender) => HashSet::from([*lender]),
            Tenancy::Platform(lenders) => lenders.iter().copied().collect(),
        };
        let latest = self.latest.lock();
        let rows = latest.loaded()?.filter(|(_, row)| lenders.contains(&row.lender));
        let within = rows.filter_map(|(tracker, row)| {
            let (at, point) = row.position?;
            bounds.hold(point.lat(), point.lon()).then_some((tracker, row, at, point))
        });
        let mut found = Candidates::default();
        within.take(MOST + 1).for_each(|(tracker, row, at, point)| found.push(*tracker, row, at, point));
        Some(found)
    }
}

/// As [`Store::remembered_within`], from what was last written.
pub async fn written_within(c: &mut PgConnection, bounds: &Bounds) -> Result<Candidates, StoreError> {
    #[derive(FromRow)]
    struct Row {
        tracker_no: i32,
        received_at: DateTime<Utc>,
        device_time: DateTime<Utc>,
        lat_e7: i32,
        lon_e7: i32,
        speed: Option<i16>,
        course: Option<i16>,
        connected: bool,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "select tracker_no, received_at, device_time, lat_e7, lon_e7, speed, course, connected from tracker_latest
         where device_time is not null and lat_e7 between $1 and $2
           and case when $3 <= $4 then lon_e7 between $3 and $4 else lon_e7 >= $3 or lon_e7 <= $4 end limit $5",
    )
    .bind((bounds.south * 1e7) as i32)
    .bind((bounds.north * 1e7) as i32)
    .bind((bounds.west * 1e7) as i32)
    .bind((bounds.east * 1e7) as i32)
    .bind(MOST as i64 + 1)
    .fetch_all(c)
    .await?;
    Ok(Candidates {
        trackers: rows.iter().map(|r| r.tracker_no).collect(),
        received_at: rows.iter().map(|r| r.received_at).collect(),
        device_time: rows.iter().map(|r| r.device_time).collect(),
        lat_e7: rows.iter().map(|r| r.lat_e7).collect(),
        lon_e7: rows.iter().map(|r| r.lon_e7).collect(),
        speed: rows.iter().map(|r| r.speed).collect(),
        course: rows.iter().map(|r| r.course).collect(),
        connected: rows.iter().map(|r| r.connected).collect(),
    })
}

/// The vehicles of these trackers, by id: `limit` of those after `after`.
pub async fn vehicles(
    c: &mut PgConnection,
    all: &Candidates,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Placed>, StoreError> {
    Ok(sqlx::query_as(
        "with s as (
           select distinct on (v.id) v.id as vehicle_id, v.vehicle_no, v.lender_no, v.plate, n.*
           from unnest($1::int4[], $2::timestamptz[], $3::timestamptz[], $4::int4[], $5::int4[], $6::int2[], $7::int2[],
                       $8::bool[]) as n (tracker_no, received_at, device_time, lat_e7, lon_e7, speed, course, connected)
           join installation i on i.tracker_no = n.tracker_no and i.removed_at is null
           join vehicle v on v.vehicle_no = i.vehicle_no
           where $9::uuid is null or v.id > $9
           order by v.id, n.device_time desc)
         select s.vehicle_id, s.lender_no, s.plate, s.device_time as at, s.received_at, s.lat_e7 / 1e7::float8 as lat,
                s.lon_e7 / 1e7::float8 as lon, s.speed / 10.0::float8 as speed_kph, s.course, s.connected,
                (select a.severity from alert a
                 where a.vehicle_no = s.vehicle_no and a.state = 'open' and a.desk_state <> 'resolved'
                 order by array_position(array['critical', 'high', 'warn', 'info'], a.severity) limit 1) as worst_severity,
                exists (select from recovery_case k where k.vehicle_no = s.vehicle_no and k.closed_at is null) as open_case
         from s order by s.vehicle_id limit $10",
    )
    .bind(&all.trackers)
    .bind(&all.received_at)
    .bind(&all.device_time)
    .bind(&all.lat_e7)
    .bind(&all.lon_e7)
    .bind(&all.speed)
    .bind(&all.course)
    .bind(&all.connected)
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_may_cross_the_date_line() {
        let fiji = Bounds { west: 177.0, south: -20.0, east: -178.0, north: -15.0 };
        assert!(fiji.hold(-18.0, 178.5) && fiji.hold(-18.0, -179.0) && fiji.hold(-15.0, 180.0));
        assert!(!fiji.hold(-18.0, 0.0) && !fiji.hold(-21.0, 179.0));
    }

    #[test]
    fn a_wider_box_holds_what_lies_a_little_outside() {
        let shanghai = Bounds { west: 121.0, south: 31.0, east: 122.0, north: 31.5 };
        let wider = shanghai.wider(6_000.0);
        assert!(wider.hold(30.95, 120.94) && wider.hold(31.55, 122.06) && !wider.hold(30.9, 121.5));
        let line = Bounds { west: -179.99, south: 0.0, east: -179.0, north: 1.0 }.wider(6_000.0);
        assert!(line.hold(0.5, 179.97) && line.hold(0.5, -179.5) && !line.hold(0.5, 0.0));
        let pole = Bounds { west: 0.0, south: 89.0, east: 1.0, north: 90.0 }.wider(6_000.0);
        assert!(pole.hold(89.99, -170.0));
        assert_eq!(Bounds::WORLD.wider(6_000.0), Bounds::WORLD);
    }
}
