//! What is read to find where the traces of cars end: a page of vehicles at a time, because years of a fleet do not fit
//! into memory.

use super::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::alert::{AlertType, Severity};
use lienwatch_domain::detect::discovery::{EndKind, Traced, Trouble};
use lienwatch_domain::detect::{Declared, DeclaredKind, DiscoveryParameters, Stay};
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::{LenderNo, VehicleNo};
use sqlx::FromRow;
use std::collections::BTreeMap;

/// Vehicles looked at in one run at most: those that ended last.
const MOST_VEHICLES: i64 = 20_000;
/// Stays of one vehicle looked at, at most: the newest. Three months of twenty a day.
const MOST_STAYS: i64 = 2_000;
/// Troubles of one vehicle's trackers, at most: the newest.
const MOST_TROUBLES: i64 = 200;
/// Declared places of one vehicle, at most.
const MOST_DECLARED: i64 = 50;
/// Metres in 1e-7 degree of latitude.
pub(super) const METRES_PER_E7: f64 = 0.011_119_49;

/// A stay as it is stored.
#[derive(Debug, FromRow)]
pub(super) struct StayRow {
    vehicle_no: i32,
    lender_no: i32,
    arrive: DateTime<Utc>,
    leave: Option<DateTime<Utc>>,
    lat_e7: i32,
    lon_e7: i32,
}

impl StayRow {
    pub(super) fn stay(&self) -> Stay {
        let point = Point { lat_e7: self.lat_e7, lon_e7: self.lon_e7 };
        Stay { vehicle: VehicleNo(self.vehicle_no), arrive: self.arrive, leave: self.leave, point }
    }
}

impl Store {
    /// The vehicles whose trace may have ended: parked for a day by their last stay, or with an open alert about a tracker.
    pub async fn may_have_ended(
        &self,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
        p: &DiscoveryParameters,
    ) -> Result<Vec<i32>, StoreError> {
        // Vehicle by vehicle along the primary key: to group all stays would read all of them, once an hour.
        Ok(sqlx::query_scalar(
            "select v.vehicle_no from vehicle v
             cross join lateral (
               select s.arrive from stay s
               where s.vehicle_no = v.vehicle_no and s.arrive >= $1 and s.leave is distinct from s.arrive
               order by s.arrive desc limit 1
             ) last
             where last.arrive <= $2
                or exists (select from alert a where a.vehicle_no = v.vehicle_no and a.state = 'open'
                             and a.type in ('removal', 'tamper', 'power_cut', 'offline'))
             order by last.arrive desc, v.vehicle_no limit $3",
        )
        .bind(since)
        .bind(now - TimeDelta::seconds(p.ended_s))
        .bind(MOST_VEHICLES)
        .fetch_all(&self.worker)
        .await?)
    }

    /// Of some vehicles' stays since `since` the last, those in which such an alert fell, and all at the same places: more
    /// decides nothing.
    pub async fn traces_of(
        &self,
        vehicles: &[i32],
        since: DateTime<Utc>,
        p: &DiscoveryParameters,
    ) -> Result<Vec<Traced>, StoreError> {
        let rows: Vec<StayRow> = sqlx::query_as(
            "with own as materialized (
               select s.* from unnest($1::int4[]) v (vehicle_no)
               cross join lateral (
                 select vehicle_no, lender_no, arrive, leave, lat_e7, lon_e7 from stay
                 where vehicle_no = v.vehicle_no and arrive >= $2 and leave is distinct from arrive
                 order by arrive desc limit $5
               ) s
             ), ends as (
               (select distinct on (vehicle_no) vehicle_no, lat_e7, lon_e7 from own order by vehicle_no, arrive desc)
               union
               select s.vehicle_no, s.lat_e7, s.lon_e7 from own s join alert a
                 on a.vehicle_no = s.vehicle_no and a.state = 'open'
                and a.type in ('removal', 'tamper', 'power_cut', 'offline')
                and a.event_at between s.arrive - interval '1 hour' and s.arrive + $3 * interval '1 second'
             )
             select * from own s where exists (
               select from ends e where e.vehicle_no = s.vehicle_no and abs(e.lat_e7 - s.lat_e7) <= $4
                 and abs(e.lon_e7::int8 - s.lon_e7) <= $4 / greatest(cos(radians(e.lat_e7 / 1e7)), 0.01))
             order by vehicle_no, arrive",
        )
        .bind(vehicles)
        .bind(since)
        .bind(p.trouble_s as f64)
        .bind(p.place_m / METRES_PER_E7 + 1.0)
        .bind(MOST_STAYS)
        .fetch_all(&self.worker)
        .await?;
        let mut traced: BTreeMap<i32, Traced> = BTreeMap::new();
        for row in rows {
            let one = traced.entry(row.vehicle_no).or_insert_with(|| Traced {
                lender: LenderNo(row.lender_no),
                stays: Vec::new(),
                troubles: Vec::new(),
                declared: Vec::new(),
            });
            one.stays.push(row.stay());
        }
        self.add_troubles(vehicles, since, &mut traced).await?;
        self.add_declared(vehicles, &mut traced).await?;
        Ok(traced.into_values().collect())
    }

    /// What befell the trackers of vehicles since a moment and was not found false by the desk.
    async fn add_troubles(
        &self,
        vehicles: &[i32],
        since: DateTime<Utc>,
        traced: &mut BTreeMap<i32, Traced>,
    ) -> Result<(), StoreError> {
        type Row = (i32, String, String, String, f64, DateTime<Utc>, DateTime<Utc>);
        let rows: Vec<Row> = sqlx::query_as(
            "select a.* from unnest($1::int4[]) v (vehicle_no)
             cross join lateral (
               select vehicle_no, type, severity, state, score, event_at, raised_at from alert
               where vehicle_no = v.vehicle_no and event_at >= $2 and state <> 'retracted'
                 and type in ('removal', 'tamper', 'power_cut', 'offline')
                 and (verdict is null or verdict = 'confirmed')
               order by event_at desc limit $3
             ) a
             order by a.vehicle_no, a.event_at",
        )
        .bind(vehicles)
        .bind(since)
        .bind(MOST_TROUBLES)
        .fetch_all(&self.worker)
        .await?;
        for (vehicle, kind, severity, state, p, at, raised_at) in rows {
            let grave = Severity::from_name(&severity).is_some_and(|s| s >= Severity::High);
            let kind = match AlertType::from_name(&kind) {
                Some(AlertType::Removal) if grave => EndKind::Removal,
                Some(AlertType::Tamper) => EndKind::Tamper,
                Some(AlertType::PowerCut) => EndKind::PowerCut,
                Some(AlertType::Offline) => EndKind::Offline,
                _ => continue,
            };
            if let Some(traced) = traced.get_mut(&vehicle) {
                traced.troubles.push(Trouble { kind, at, raised_at, p, open: state == "open" });
            }
        }
        Ok(())
    }

    async fn add_declared(&self, vehicles: &[i32], traced: &mut BTreeMap<i32, Traced>) -> Result<(), StoreError> {
        let rows: Vec<(i32, String, i32, i32)> = sqlx::query_as(
            "select d.* from unnest($1::int4[]) v (vehicle_no)
             cross join lateral (
               select vehicle_no, kind, lat_e7, lon_e7 from vehicle_declared_place
               where vehicle_no = v.vehicle_no order by kind, lat_e7, lon_e7 limit $2
             ) d",
        )
        .bind(vehicles)
        .bind(MOST_DECLARED)
        .fetch_all(&self.worker)
        .await?;
        for (vehicle, kind, lat_e7, lon_e7) in rows {
            let kind = if kind == "work" { DeclaredKind::Work } else { DeclaredKind::Home };
            if let Some(traced) = traced.get_mut(&vehicle) {
                traced.declared.push(Declared { kind, point: Point { lat_e7, lon_e7 } });
            }
        }
        Ok(())
    }
}
