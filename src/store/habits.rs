//! What a car does by the hour and by the day, and what people call the places where it does it.

use super::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::LenderNo;
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;

/// A stay: where, from when, until when.
#[derive(Debug, Clone, Copy)]
pub struct Stay {
    /// Where.
    pub point: Point,
    /// Arrived.
    pub arrive: DateTime<Utc>,
    /// Left; `None` while it lasts.
    pub leave: Option<DateTime<Utc>>,
}

/// Latitude, longitude, arrival and departure.
type Row = (i32, i32, DateTime<Utc>, Option<DateTime<Utc>>);

/// The newest `limit` stays of a vehicle that ended after `since`, newest first.
pub async fn recent_stays(
    c: &mut PgConnection,
    vehicle_no: i32,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Stay>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select lat_e7, lon_e7, arrive, leave from stay
         where vehicle_no = $1 and (leave is null or leave > greatest(arrive, $2)) order by arrive desc limit $3",
    )
    .bind(vehicle_no)
    .bind(since)
    .bind(limit)
    .fetch_all(c)
    .await?;
    let stay = |(lat_e7, lon_e7, arrive, leave)| Stay { point: Point { lat_e7, lon_e7 }, arrive, leave };
    Ok(rows.into_iter().map(stay).collect())
}

/// What people call places of a vehicle, and where these are.
pub async fn labels(c: &mut PgConnection, vehicle_no: i32) -> Result<Vec<(Point, String)>, StoreError> {
    let rows: Vec<(i32, i32, String)> =
        sqlx::query_as("select lat_e7, lon_e7, label from place_label where vehicle_no = $1 order by labelled_at")
            .bind(vehicle_no)
            .fetch_all(c)
            .await?;
    Ok(rows.into_iter().map(|(lat_e7, lon_e7, label)| (Point { lat_e7, lon_e7 }, label)).collect())
}

/// Where the place of a rank is.
pub async fn place_at(c: &mut PgConnection, vehicle_no: i32, rank: i16) -> Result<Option<Point>, StoreError> {
    let found: Option<(i32, i32)> =
        sqlx::query_as("select lat_e7, lon_e7 from place where vehicle_no = $1 and rank = $2")
            .bind(vehicle_no)
            .bind(rank)
            .fetch_optional(c)
            .await?;
    Ok(found.map(|(lat_e7, lon_e7)| Point { lat_e7, lon_e7 }))
}

/// A name that somebody gave.
#[derive(Debug)]
pub struct Label<'a> {
    /// What it is called.
    pub text: &'a str,
    /// By whom.
    pub by: &'a str,
    /// When.
    pub at: DateTime<Utc>,
}

/// Calls a place something, instead of what `old` ones were called; `None`: nothing any more.
pub async fn relabel(
    c: &mut PgConnection,
    lender: LenderNo,
    vehicle_no: i32,
    at: Point,
    old: &[Point],
    label: Option<Label<'_>>,
) -> Result<(), StoreError> {
    sqlx::query(
        "delete from place_label p using unnest($2::int4[], $3::int4[]) as o (lat_e7, lon_e7)
         where p.vehicle_no = $1 and p.lat_e7 = o.lat_e7 and p.lon_e7 = o.lon_e7",
    )
    .bind(vehicle_no)
    .bind(old.iter().map(|p| p.lat_e7).collect::<Vec<_>>())
    .bind(old.iter().map(|p| p.lon_e7).collect::<Vec<_>>())
    .execute(&mut *c)
    .await?;
    let Some(label) = label else { return Ok(()) };
    sqlx::query(
        "insert into place_label (vehicle_no, lender_no, lat_e7, lon_e7, label, labelled_by, labelled_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(vehicle_no)
    .bind(lender.0)
    .bind(at.lat_e7)
    .bind(at.lon_e7)
    .bind(label.text)
    .bind(label.by)
    .bind(label.at)
    .execute(c)
    .await?;
    Ok(())
}

/// What a car did on one day of its lender.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct Day {
    /// The day, in the lender's zone.
    pub day: NaiveDate,
    /// Satellite fixes of the tracker that had most of them that day; the rest is by that one too.
    pub fixes: i64,
    /// Kilometres driven; null without a purpose.
    pub km: Option<f64>,
    /// Trips; null without a purpose. A stop of five minutes ends one.
    pub trips: Option<i64>,
    /// Seconds in motion; null without a purpose.
    pub moving_s: Option<i64>,
}

/// What a vehicle did on each day of a period that has fixes, by its devices' clocks; `zone` is the lender's. A piece
/// between two fixes at most ten minutes apart counts as driven from 5 to 250 km/h. The limits are bound parameters, so
/// that only their partitions are read.
pub async fn days(
    c: &mut PgConnection,
    vehicle_no: i32,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    zone: &str,
) -> Result<Vec<Day>, StoreError> {
    Ok(sqlx::query_as(
        "with fixes as (
           select p.tracker_no, p.device_time as at, radians(p.lat) as lat, radians(p.lon) as lon,
                  (p.device_time at time zone $4)::date as day
           from installation i join position p on p.tracker_no = i.tracker_no
           where i.vehicle_no = $1 and p.device_time >= $2 and p.device_time < $3 and p.device_time >= i.installed_at
             and (i.removed_at is null or p.device_time < i.removed_at) and p.valid and not p.coarse),
         most as (
           select distinct on (day) day, tracker_no
           from (select day, tracker_no, count(*) as n from fixes group by day, tracker_no) c order by day, n desc, tracker_no),
         pieces as (
           select day, at, lat, lon, lag(at) over w as at0, lag(lat) over w as lat0, lag(lon) over w as lon0
           from fixes join most using (day, tracker_no) window w as (partition by day order by at)),
         measured as (
           select day, at, at0, extract(epoch from at - at0)::float8 as s,
                  12742017.6 * asin(least(1, sqrt(sin((lat - lat0) / 2) ^ 2
                                                 + cos(lat0) * cos(lat) * sin((lon - lon0) / 2) ^ 2))) as m
           from pieces),
         driven as (
           select day, at, at0, s, m, lag(at) over (partition by day order by at) as before
           from measured where s > 0 and s <= 600 and m / s between 1.389 and 69.4)
         select f.day, f.fixes, coalesce(d.m, 0) / 1000 as km, coalesce(d.trips, 0) as trips,
                coalesce(d.s, 0)::int8 as moving_s
         from (select day, count(*) as fixes from pieces group by day) f
         left join (select day, sum(m) as m, sum(s) as s,
                           count(*) filter (where before is null or at0 - before >= interval '5 minutes') as trips
                    from driven group by day) d using (day)
         order by f.day",
    )
    .bind(vehicle_no)
    .bind(from)
    .bind(to)
    .bind(zone)
    .persistent(false)
    .fetch_all(c)
    .await?)
}
