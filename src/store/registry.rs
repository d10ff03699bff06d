//! The fleet as the listeners and the detectors need it: read whole, swapped whole.

use super::shards::Shard;
use super::{Store, StoreError};
use chrono::{DateTime, NaiveDate, Offset, TimeDelta, TimeZone, Utc};
use lienwatch_domain::detect::{Areas, Assets, Binding, Declared, DeclaredKind, DeviceProfile, Role, VehicleProfile};
use lienwatch_domain::geo::{Point, Site, SiteIndex, SiteKind};
use lienwatch_domain::ids::{BorrowerId, LenderNo, SiteId, TrackerNo, VehicleNo};
use lienwatch_protocols::{DeviceId, Known};
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

/// Rows read at a time, so that no statement is unbounded.
const PAGE: i64 = 20_000;

/// Who a device is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Registered {
    /// Its tracker.
    pub tracker: TrackerNo,
    /// Whose.
    pub lender: LenderNo,
}

/// Every registered device by its identifier.
#[derive(Debug, Default)]
pub struct Registry {
    devices: HashMap<DeviceId, Registered>,
    /// Of the trackers that are in a car.
    shards: HashMap<TrackerNo, Shard>,
    /// Of the devices of which more is known than whose they are.
    known: HashMap<DeviceId, Known>,
}

impl Registry {
    /// The tracker of a device, if somebody registered it.
    pub fn find(&self, device: &DeviceId) -> Option<Registered> {
        self.devices.get(device).copied()
    }

    /// Which part of the fleet a tracker belongs to.
    pub fn shard(&self, tracker: TrackerNo) -> Shard {
        self.shards.get(&tracker).copied().unwrap_or_else(|| Shard::of(tracker, None))
    }

    /// What decides how a device's frames are read.
    pub fn known(&self, device: &DeviceId) -> Known {
        let known = self.known.get(device).cloned().unwrap_or_default();
        Known { registered: self.devices.contains_key(device), ..known }
    }

    /// How many devices are registered.
    pub fn len(&self) -> usize {
        self.devices.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.devices.is_empty()
    }
}

#[derive(FromRow)]
struct TrackerRow {
    tracker_no: i32,
    lender_no: i32,
    device_id: String,
    model: Option<String>,
    tolerate_checksum: bool,
    role: String,
    wake_interval_s: Option<i32>,
    speaks: bool,
}

#[derive(FromRow)]
struct BindingRow {
    id: Uuid,
    tracker_no: i32,
    vehicle_no: i32,
    installed_at: DateTime<Utc>,
    removed_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
struct VehicleRow {
    vehicle_no: i32,
    lender_no: i32,
    time_zone: String,
    overdue_instalments: i32,
    /// Of the newest loan whose first instalment is not paid.
    unpaid_funded_on: Option<NaiveDate>,
    first_unpaid: bool,
}

#[derive(FromRow)]
struct SiteRow {
    id: Uuid,
    lender_no: i32,
    kind: String,
    shape: serde_json::Value,
    shared: bool,
}

/// The shards of the cars in which trackers are at `now`.
fn shards(bindings: &HashMap<TrackerNo, Vec<Binding>>, now: DateTime<Utc>) -> HashMap<TrackerNo, Shard> {
    let in_force = |b: &&Binding| b.from <= now && b.until.is_none_or(|until| now < until);
    let shard = |(tracker, list): (&TrackerNo, &Vec<Binding>)| {
        list.iter().rev().find(in_force).map(|b| (*tracker, Shard::of(*tracker, Some(b.vehicle))))
    };
    bindings.iter().filter_map(shard).collect()
}

/// When a day begins at a place; later where its midnight is skipped.
fn midnight(zone: chrono_tz::Tz, day: NaiveDate) -> Option<DateTime<Utc>> {
    let local = (0..3).find_map(|hour| zone.from_local_datetime(&day.and_hms_opt(hour, 0, 0)?).earliest());
    local.map(|at| at.to_utc())
}

impl Store {
    /// Reads the fleet. `now` decides the zone's offset and which service windows are still of interest.
    pub async fn load_fleet(&self, now: DateTime<Utc>) -> Result<(Registry, Assets), StoreError> {
        let mut registry = Registry::default();
        let mut profiles: HashMap<TrackerNo, DeviceProfile> = HashMap::new();
        let mut after = 0;
        loop {
            let rows: Vec<TrackerRow> = sqlx::query_as(
                "select tracker_no, lender_no, device_id, model, tolerate_checksum, role, wake_interval_s,
                        stock <> 'retired' as speaks from tracker
                 where tracker_no > $1 order by tracker_no limit $2",
            )
            .bind(after)
            .bind(PAGE)
            .fetch_all(&self.worker)
            .await?;
            let Some(last) = rows.last() else { break };
            after = last.tracker_no;
            for row in rows {
                let tracker = TrackerNo(row.tracker_no);
                let device = DeviceId::new(&row.device_id)
                    .map_err(|e| StoreError::unreadable("tracker.device_id", e.to_string()))?;
                let role = Role::from_name(&row.role)
                    .ok_or_else(|| StoreError::unreadable("tracker.role", row.role.clone()))?;
                let wake_interval_s = row.wake_interval_s.and_then(|s| u32::try_from(s).ok());
                // Detection still has to let go of one that is retired: it knows until when it was in a car.
                profiles.insert(tracker, DeviceProfile { tracker, role, wake_interval_s });
                if !row.speaks {
                    continue;
                }
                let known = Known { model: row.model, tolerate_checksum: row.tolerate_checksum, ..Known::default() };
                if known != Known::default() {
                    registry.known.insert(device.clone(), known);
                }
                registry.devices.insert(device, Registered { tracker, lender: LenderNo(row.lender_no) });
            }
        }
        let assets = Assets {
            bindings: self.load_bindings(&profiles).await?,
            vehicles: self.load_vehicles(now).await?,
            sites: self.load_sites().await?,
            clocks: self.clocks_set_by_hand().await?,
            areas: Areas { borrowers: self.load_vehicle_borrowers().await?, ..self.load_areas().await? },
        };
        registry.shards = shards(&assets.bindings, now);
        Ok((registry, assets))
    }

    async fn load_bindings(
        &self,
        profiles: &HashMap<TrackerNo, DeviceProfile>,
    ) -> Result<HashMap<TrackerNo, Vec<Binding>>, StoreError> {
        let mut bindings: HashMap<TrackerNo, Vec<Binding>> = HashMap::new();
        let mut after = Uuid::nil();
        loop {
            let rows: Vec<BindingRow> = sqlx::query_as(
                "select id, tracker_no, vehicle_no, installed_at, removed_at from installation
                 where id > $1 order by id limit $2",
            )
            .bind(after)
            .bind(PAGE)
            .fetch_all(&self.worker)
            .await?;
            let Some(last) = rows.last() else { break };
            after = last.id;
            for row in rows {
                let Some(device) = profiles.get(&TrackerNo(row.tracker_no)) else { continue };
                bindings.entry(device.tracker).or_default().push(Binding {
                    device: device.clone(),
                    vehicle: VehicleNo(row.vehicle_no),
                    from: row.installed_at,
                    until: row.removed_at,
                });
            }
        }
        bindings.values_mut().for_each(|list| list.sort_by_key(|b| b.from));
        Ok(bindings)
    }

    async fn load_vehicles(&self, now: DateTime<Utc>) -> Result<HashMap<VehicleNo, VehicleProfile>, StoreError> {
        let mut vehicles = HashMap::new();
        let mut after = 0;
        loop {
            let rows: Vec<VehicleRow> = sqlx::query_as(
                "select v.vehicle_no, v.lender_no, l.time_zone,
                        coalesce((select max(overdue_instalments) from loan
                                  where loan.vehicle_no = v.vehicle_no and status not in ('settled', 'charged_off')), 0)
                          as overdue_instalments,
                        u.first_unpaid is not null as first_unpaid, u.funded_on as unpaid_funded_on
                 from vehicle v join lender l using (lender_no)
                 left join lateral (select first_unpaid, funded_on from loan
                                    where loan.vehicle_no = v.vehicle_no and first_unpaid
                                      and status not in ('settled', 'charged_off')
                                    order by funded_on desc nulls last limit 1) u on true
                 where v.vehicle_no > $1 order by v.vehicle_no limit $2",
            )
            .bind(after)
            .bind(PAGE)
            .fetch_all(&self.worker)
            .await?;
            let Some(last) = rows.last() else { break };
            after = last.vehicle_no;
            for row in rows {
                let zone: chrono_tz::Tz = row
                    .time_zone
                    .parse()
                    .map_err(|_| StoreError::unreadable("lender.time_zone", row.time_zone.clone()))?;
                let vehicle = VehicleNo(row.vehicle_no);
                vehicles.insert(
                    vehicle,
                    VehicleProfile {
                        vehicle,
                        lender: LenderNo(row.lender_no),
                        utc_offset_s: zone.offset_from_utc_datetime(&now.naive_utc()).fix().local_minus_utc(),
                        declared: Vec::new(),
                        overdue_instalments: u32::try_from(row.overdue_instalments).unwrap_or(0),
                        first_instalment_unpaid: row.first_unpaid,
                        funded_at: row.unpaid_funded_on.and_then(|day| midnight(zone, day)),
                        service_windows: Vec::new(),
                    },
                );
            }
        }
        self.load_declared(&mut vehicles).await?;
        self.load_service_windows(&mut vehicles, now).await?;
        Ok(vehicles)
    }

    /// Who uses each vehicle, by its newest loan that runs.
    async fn load_vehicle_borrowers(&self) -> Result<HashMap<VehicleNo, BorrowerId>, StoreError> {
        let (mut borrowers, mut after) = (HashMap::new(), 0);
        loop {
            let rows: Vec<(i32, Uuid)> = sqlx::query_as(
                "select distinct on (vehicle_no) vehicle_no, borrower_id from loan
                 where vehicle_no > $1 and borrower_id is not null and status not in ('settled', 'charged_off')
                 order by vehicle_no, created_at desc, id limit $2",
            )
            .bind(after)
            .bind(PAGE)
            .fetch_all(&self.worker)
            .await?;
            let Some(last) = rows.last() else { return Ok(borrowers) };
            after = last.0;
            borrowers.extend(rows.into_iter().map(|(vehicle, id)| (VehicleNo(vehicle), BorrowerId(id))));
        }
    }

    async fn load_declared(&self, vehicles: &mut HashMap<VehicleNo, VehicleProfile>) -> Result<(), StoreError> {
        let mut after = (0, String::new());
        loop {
            let rows: Vec<(i32, String, i32, i32)> = sqlx::query_as(
                "select vehicle_no, kind, lat_e7, lon_e7 from vehicle_declared_place
                 where (vehicle_no, kind) > ($1, $2) order by vehicle_no, kind limit $3",
            )
            .bind(after.0)
            .bind(&after.1)
            .bind(PAGE)
            .fetch_all(&self.worker)
            .await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = (last.0, last.1.clone());
            for (vehicle, kind, lat_e7, lon_e7) in rows {
                let kind = if kind == "home" { DeclaredKind::Home } else { DeclaredKind::Work };
                if let Some(profile) = vehicles.get_mut(&VehicleNo(vehicle)) {
                    profile.declared.push(Declared { kind, point: Point { lat_e7, lon_e7 } });
                }
            }
        }
    }

    async fn load_service_windows(
        &self,
        vehicles: &mut HashMap<VehicleNo, VehicleProfile>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut after = Uuid::nil();
        loop {
            let rows: Vec<(Uuid, i32, DateTime<Utc>, DateTime<Utc>)> = sqlx::query_as(
                "select id, vehicle_no, starts_at, ends_at from service_window
                 where id > $1 and ends_at > $2 order by id limit $3",
            )
            .bind(after)
            .bind(now - TimeDelta::days(7))
            .bind(PAGE)
            .fetch_all(&self.worker)
            .await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.0;
            for (_, vehicle, from, until) in rows {
                if let Some(profile) = vehicles.get_mut(&VehicleNo(vehicle)) {
                    profile.service_windows.push((from, until));
                }
            }
        }
    }

    /// A site that is shared is there once for each lender: whose cars they watch is what detectors ask.
    async fn load_sites(&self) -> Result<SiteIndex, StoreError> {
        let all: Vec<i32> =
            sqlx::query_scalar("select lender_no from lender order by lender_no").fetch_all(&self.worker).await?;
        let mut sites = Vec::new();
        let mut after = Uuid::nil();
        loop {
            let rows: Vec<SiteRow> = sqlx::query_as(
                "select id, lender_no, kind, shape, shared_at is not null as shared from site
                 where id > $1 and retired_at is null order by id limit $2",
            )
            .bind(after)
            .bind(PAGE)
            .fetch_all(&self.worker)
            .await?;
            let Some(last) = rows.last() else { break };
            after = last.id;
            for row in rows {
                let kind = SiteKind::from_name(&row.kind)
                    .ok_or_else(|| StoreError::unreadable("site.kind", row.kind.clone()))?;
                let shape = serde_json::from_value(row.shape)
                    .map_err(|e| StoreError::unreadable("site.shape", e.to_string()))?;
                let site = Site { id: SiteId(row.id), lender: LenderNo(row.lender_no), kind, shape };
                if row.shared {
                    let others = all.iter().filter(|no| **no != row.lender_no);
                    sites.extend(others.map(|no| Site { lender: LenderNo(*no), ..site.clone() }));
                }
                sites.push(site);
            }
        }
        Ok(SiteIndex::new(sites))
    }
}
