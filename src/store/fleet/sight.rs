//! Where cars were last, by their trackers' last words.

use super::Board;
use crate::store::{Store, StoreError, Tenancy};
use chrono::{DateTime, Utc};
use h3o::{CellIndex, LatLng, Resolution};
use lienwatch_domain::geo::Point;
use sqlx::{FromRow, PgConnection};

/// Cells are reckoned at this resolution (edges of 200 m); coarser ones follow from them.
pub const FINEST: Resolution = Resolution::Nine;

/// Last words of trackers read for one look at most, from the table.
pub const MOST: usize = 1_000_000;

/// A place, when it was taken, and what goes with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fix {
    /// By the device, corrected where its clock is.
    pub at: DateTime<Utc>,
    /// Where.
    pub point: Point,
    /// The cell of [`FINEST`] around it.
    pub cell: CellIndex,
    /// Speed, 0.1 km/h.
    pub speed_dkph: Option<i16>,
    /// Course, degrees.
    pub course_deg: Option<i16>,
}

/// The last word of a tracker.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fresh {
    /// Which.
    pub tracker: i32,
    /// Last sign of life.
    pub received_at: DateTime<Utc>,
    /// A connection is open.
    pub connected: bool,
    /// Where it was last.
    pub fix: Option<Fix>,
}

/// What the trackers of a car say together.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sighting {
    /// The newest place.
    pub fix: Option<Fix>,
    /// Last sign of life of any of them.
    pub seen_at: Option<DateTime<Utc>>,
    /// One of them has a connection open.
    pub connected: bool,
}

/// The cell of a place.
pub fn cell(point: Point) -> Option<CellIndex> {
    LatLng::new(point.lat(), point.lon()).ok().map(|at| at.to_cell(FINEST))
}

impl Board {
    /// What is known of each car, in the order of the board. Last words of trackers that are in no car count for nothing.
    pub fn sightings(&self, fresh: &[Fresh]) -> Vec<Sighting> {
        let mut all = vec![Sighting::default(); self.cars.len()];
        for word in fresh {
            let slot = self.of_tracker.get(&word.tracker).and_then(|slot| all.get_mut(*slot));
            if let Some(sighting) = slot {
                sighting.seen_at = sighting.seen_at.max(Some(word.received_at));
                sighting.connected |= word.connected;
                if word.fix.map(|fix| fix.at) > sighting.fix.map(|fix| fix.at) {
                    sighting.fix = word.fix;
                }
            }
        }
        all
    }
}

impl Store {
    /// The last words of the trackers that `tenancy` may see, from this process's memory; `None` where nobody writes in
    /// this process.
    pub fn remembered(&self, tenancy: &Tenancy) -> Option<Vec<Fresh>> {
        self.latest.lock().fresh(Some(&tenancy.lenders()))
    }

    /// Those of everybody's trackers: for what is shared by looks that choose afterwards.
    pub(super) fn remembered_of_all(&self) -> Option<Vec<Fresh>> {
        self.latest.lock().fresh(None)
    }
}

/// As [`Store::remembered`], from what was last written. More than [`MOST`] are cut off there.
pub async fn written(c: &mut PgConnection) -> Result<Vec<Fresh>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        tracker_no: i32,
        received_at: DateTime<Utc>,
        device_time: Option<DateTime<Utc>>,
        lat_e7: Option<i32>,
        lon_e7: Option<i32>,
        speed: Option<i16>,
        course: Option<i16>,
        connected: bool,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "select tracker_no, received_at, device_time, lat_e7, lon_e7, speed, course, connected from tracker_latest limit $1",
    )
    .bind(MOST as i64 + 1)
    .fetch_all(c)
    .await?;
    let fresh = |row: Row| {
        let point = row.lat_e7.zip(row.lon_e7).map(|(lat_e7, lon_e7)| Point { lat_e7, lon_e7 });
        let fix = row.device_time.zip(point).and_then(|(at, point)| {
            Some(Fix { at, point, cell: cell(point)?, speed_dkph: row.speed, course_deg: row.course })
        });
        Fresh { tracker: row.tracker_no, received_at: row.received_at, connected: row.connected, fix }
    };
    Ok(rows.into_iter().map(fresh).collect())
}
