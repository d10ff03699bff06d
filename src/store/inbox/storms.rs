//! Silent vehicles on the desk, and the regions that they may lie in.

use super::{Cut, to_decide};
use crate::store::StoreError;
use crate::store::areas::regions::{Borders, all_of};
use chrono::{DateTime, Utc};
use lienwatch_domain::geo::{Point, ring_distance_m};
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// Silences looked at, the newest.
pub const LOOKED: i64 = 20_000;

/// An alert of a silent vehicle.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct SilentAlert {
    /// The alert.
    pub id: Uuid,
    /// Its version, for a change.
    pub version: i32,
    /// Which vehicle.
    pub vehicle_id: Uuid,
    /// Its licence plate; masked for some roles.
    pub plate: Option<String>,
    /// `warn`, `high` or `critical`.
    pub severity: String,
    /// `new`, `acknowledged` or `snoozed`.
    pub desk_state: String,
    /// When it was last heard.
    pub event_at: DateTime<Utc>,
    /// When the alert was raised.
    pub raised_at: DateTime<Utc>,
    /// Whose it is to look at.
    pub assigned_to: Option<Uuid>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// Of which lender: regions are theirs.
    #[serde(skip)]
    pub lender_no: i32,
}

/// What of a cut tells of silence.
const SILENT: &str = concat!(
    "select a.id, a.version, v.id as vehicle_id, v.plate, a.severity, a.desk_state, a.event_at, a.raised_at, a.assigned_to,
            a.lat_e7 / 1e7::float8 as lat, a.lon_e7 / 1e7::float8 as lon, a.lender_no
     from (select a.* ",
    to_decide!(),
    " and a.type = 'offline' order by a.event_at desc, a.id limit $6) a join vehicle v using (vehicle_no)"
);

/// The silences of a cut, at most [`LOOKED`].
pub async fn silent(c: &mut PgConnection, cut: &Cut) -> Result<Vec<SilentAlert>, StoreError> {
    Ok(sqlx::query_as(SILENT)
        .bind(cut.queue.name())
        .bind(cut.me)
        .bind(&cut.kinds)
        .bind(&cut.groups)
        .bind(cut.site)
        .bind(LOOKED)
        .fetch_all(c)
        .await?)
}

/// A region by which silences are parted.
#[derive(Debug)]
pub struct Parting {
    /// Whose.
    pub lender_no: i32,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Where it ends.
    pub borders: Borders,
}

impl Parting {
    /// Whether a place lies within: in an odd number of its rings, as an outline has holes.
    pub fn holds(&self, p: Point) -> bool {
        let around = |ring: &&Vec<Point>| {
            let (lat, lon) = (|q: &Point| q.lat_e7, |q: &Point| q.lon_e7);
            let spans = |of: fn(&Point) -> i32| {
                let least = ring.iter().map(of).min()?;
                Some(least..=ring.iter().map(of).max()?)
            };
            spans(lat).is_some_and(|s| s.contains(&p.lat_e7)) && spans(lon).is_some_and(|s| s.contains(&p.lon_e7))
        };
        let rings = self.borders.0.iter().flatten().filter(around);
        rings.filter(|ring| ring_distance_m(ring, p) < 0.0).count() % 2 == 1
    }
}

/// The regions of lenders.
pub async fn regions(c: &mut PgConnection, lenders: &[i32]) -> Result<Vec<Parting>, StoreError> {
    let regions = all_of(c, lenders).await?;
    Ok(regions.into_iter().map(|(lender_no, code, name, borders)| Parting { lender_no, code, name, borders }).collect())
}
