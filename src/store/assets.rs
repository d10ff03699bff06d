//! Bulk load of the register: vehicles, trackers, installations and declared places, a statement per table.

use super::StoreError;
use chrono::{DateTime, Utc};
use lienwatch_domain::detect::{DeclaredKind, Role};
use lienwatch_domain::geo::Point;
use sqlx::{FromRow, PgConnection};
use std::collections::HashMap;
use uuid::Uuid;

/// A vehicle to be there afterwards.
#[derive(Debug, Clone)]
pub struct NewVehicle {
    /// Its id, if it is new.
    pub id: Uuid,
    /// The lender's own key.
    pub external_id: String,
    /// Upper case.
    pub vin: String,
    /// Licence plate.
    pub plate: Option<String>,
    /// The lender's key of the contract.
    pub contract_number: Option<String>,
}

/// A tracker to be in a vehicle afterwards.
#[derive(Debug, Clone)]
pub struct NewTracker {
    /// Its id, if it is new.
    pub id: Uuid,
    /// The id of its installation, if that is new.
    pub installation_id: Uuid,
    /// External id of its vehicle.
    pub vehicle: String,
    /// IMEI or terminal id.
    pub device_id: String,
    /// Name of its protocol.
    pub protocol: String,
    /// How fitted.
    pub role: Role,
    /// Seconds between wake-ups.
    pub wake_interval_s: Option<i32>,
}

/// A place that a borrower declared.
#[derive(Debug, Clone)]
pub struct NewDeclared {
    /// External id of the vehicle.
    pub vehicle: String,
    /// What.
    pub kind: DeclaredKind,
    /// Where.
    pub point: Point,
}

/// A vehicle that is there.
#[derive(Debug, Clone, Copy, FromRow)]
pub struct Placed {
    /// Its number.
    pub vehicle_no: i32,
    /// Its id.
    pub id: Uuid,
}

/// A tracker that cannot be in that vehicle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// Another lender has it.
    Foreign(String),
    /// It is in another vehicle at that time.
    Elsewhere(String),
}

/// Adds vehicles, or changes those with the same external id; a vehicle that so far has none is taken by its VIN.
pub async fn vehicles(
    c: &mut PgConnection,
    lender_no: i32,
    new: &[NewVehicle],
    now: DateTime<Utc>,
) -> Result<HashMap<String, Placed>, StoreError> {
    let external_ids: Vec<&str> = new.iter().map(|v| v.external_id.as_str()).collect();
    let vins: Vec<&str> = new.iter().map(|v| v.vin.as_str()).collect();
    sqlx::query(
        "update vehicle v set external_id = n.external_id from unnest($2::text[], $3::text[]) as n(external_id, vin)
         where v.lender_no = $1 and v.vin = n.vin and v.external_id is null",
    )
    .bind(lender_no)
    .bind(&external_ids)
    .bind(&vins)
    .execute(&mut *c)
    .await?;
    sqlx::query(
        "insert into vehicle as v (id, lender_no, external_id, vin, plate, contract_number, created_at, updated_at)
         select n.id, $1, n.external_id, n.vin, n.plate, n.contract_number, $7, $7
         from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[]) as n(id, external_id, vin, plate, contract_number)
         on conflict (lender_no, external_id) do update set vin = excluded.vin,
           plate = coalesce(excluded.plate, v.plate),
           contract_number = coalesce(excluded.contract_number, v.contract_number),
           version = v.version + 1, updated_at = excluded.updated_at
         where v.vin <> excluded.vin or v.plate is distinct from coalesce(excluded.plate, v.plate)
            or v.contract_number is distinct from coalesce(excluded.contract_number, v.contract_number)",
    )
    .bind(lender_no)
    .bind(new.iter().map(|v| v.id).collect::<Vec<_>>())
    .bind(&external_ids)
    .bind(&vins)
    .bind(new.iter().map(|v| v.plate.as_deref()).collect::<Vec<_>>())
    .bind(new.iter().map(|v| v.contract_number.as_deref()).collect::<Vec<_>>())
    .bind(now)
    .execute(&mut *c)
    .await?;
    #[derive(FromRow)]
    struct Row {
        external_id: String,
        #[sqlx(flatten)]
        placed: Placed,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "select external_id, vehicle_no, id from vehicle where lender_no = $1 and external_id = any ($2)",
    )
    .bind(lender_no)
    .bind(&external_ids)
    .fetch_all(c)
    .await?;
    Ok(rows.into_iter().map(|r| (r.external_id, r.placed)).collect())
}

/// Adds trackers and installs them; those that are in that vehicle already stay as they are.
pub async fn trackers(
    c: &mut PgConnection,
    lender_no: i32,
    new: &[NewTracker],
    placed: &HashMap<String, Placed>,
    installed_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Vec<Obstacle>, StoreError> {
    let device_ids: Vec<&str> = new.iter().map(|t| t.device_id.as_str()).collect();
    sqlx::query(
        "insert into tracker (id, lender_no, protocol, device_id, role, wake_interval_s, stock, created_at, updated_at)
         select n.id, $1, n.protocol, n.device_id, n.role, n.wake, 'installed', $7, $7
         from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::int4[]) as n(id, protocol, device_id, role, wake)
         on conflict (device_id) do nothing",
    )
    .bind(lender_no)
    .bind(new.iter().map(|t| t.id).collect::<Vec<_>>())
    .bind(new.iter().map(|t| t.protocol.as_str()).collect::<Vec<_>>())
    .bind(&device_ids)
    .bind(new.iter().map(|t| t.role.name()).collect::<Vec<_>>())
    .bind(new.iter().map(|t| t.wake_interval_s).collect::<Vec<_>>())
    .bind(now)
    .execute(&mut *c)
    .await?;
    sqlx::query(
        "update tracker t set protocol = n.protocol, role = n.role, wake_interval_s = coalesce(n.wake, t.wake_interval_s),
                stock = 'installed', version = t.version + 1, updated_at = $6
         from unnest($2::text[], $3::text[], $4::text[], $5::int4[]) as n(protocol, device_id, role, wake)
         where t.device_id = n.device_id and t.lender_no = $1
           and (t.protocol, t.role, t.stock) is distinct from (n.protocol, n.role, 'installed')
            or t.device_id = n.device_id and t.lender_no = $1 and t.wake_interval_s is distinct from coalesce(n.wake, t.wake_interval_s)",
    )
    .bind(lender_no)
    .bind(new.iter().map(|t| t.protocol.as_str()).collect::<Vec<_>>())
    .bind(&device_ids)
    .bind(new.iter().map(|t| t.role.name()).collect::<Vec<_>>())
    .bind(new.iter().map(|t| t.wake_interval_s).collect::<Vec<_>>())
    .bind(now)
    .execute(&mut *c)
    .await?;
    let ours: Vec<(String, i32)> =
        sqlx::query_as("select device_id, tracker_no from tracker where lender_no = $1 and device_id = any ($2)")
            .bind(lender_no)
            .bind(&device_ids)
            .fetch_all(&mut *c)
            .await?;
    let numbers: HashMap<&str, i32> = ours.iter().map(|(device, no)| (device.as_str(), *no)).collect();
    let mut obstacles: Vec<Obstacle> =
        device_ids.iter().filter(|d| !numbers.contains_key(*d)).map(|d| Obstacle::Foreign((*d).to_owned())).collect();
    let wanted: Vec<(&NewTracker, i32, i32)> = new
        .iter()
        .filter_map(|t| Some((t, *numbers.get(t.device_id.as_str())?, placed.get(&t.vehicle)?.vehicle_no)))
        .collect();
    let tracker_nos: Vec<i32> = wanted.iter().map(|w| w.1).collect();
    let vehicle_nos: Vec<i32> = wanted.iter().map(|w| w.2).collect();
    let elsewhere: Vec<i32> = sqlx::query_scalar(
        "select distinct i.tracker_no from unnest($1::int4[], $2::int4[]) as n(tracker_no, vehicle_no)
         join installation i on i.tracker_no = n.tracker_no and i.vehicle_no <> n.vehicle_no
         where tstzrange(i.installed_at, i.removed_at) && tstzrange($3, null)",
    )
    .bind(&tracker_nos)
    .bind(&vehicle_nos)
    .bind(installed_at)
    .fetch_all(&mut *c)
    .await?;
    let name_of = |no: i32| wanted.iter().find(|w| w.1 == no).map(|w| Obstacle::Elsewhere(w.0.device_id.clone()));
    obstacles.extend(elsewhere.into_iter().filter_map(name_of));
    if !obstacles.is_empty() {
        return Ok(obstacles);
    }
    sqlx::query(
        "insert into installation (id, lender_no, tracker_no, vehicle_no, installed_at, created_at)
         select n.id, $1, n.tracker_no, n.vehicle_no, $5, $6
         from unnest($2::uuid[], $3::int4[], $4::int4[]) as n(id, tracker_no, vehicle_no)
         where not exists (select from installation i where i.tracker_no = n.tracker_no and i.vehicle_no = n.vehicle_no
                             and (i.removed_at is null or tstzrange(i.installed_at, i.removed_at) @> $5::timestamptz))",
    )
    .bind(lender_no)
    .bind(wanted.iter().map(|w| w.0.installation_id).collect::<Vec<_>>())
    .bind(&tracker_nos)
    .bind(&vehicle_nos)
    .bind(installed_at)
    .bind(now)
    .execute(c)
    .await?;
    Ok(obstacles)
}

/// Sets declared places.
pub async fn declared(
    c: &mut PgConnection,
    lender_no: i32,
    new: &[NewDeclared],
    placed: &HashMap<String, Placed>,
) -> Result<(), StoreError> {
    let rows: Vec<(&NewDeclared, i32)> =
        new.iter().filter_map(|d| Some((d, placed.get(&d.vehicle)?.vehicle_no))).collect();
    let kind = |k: DeclaredKind| match k {
        DeclaredKind::Home => "home",
        DeclaredKind::Work => "work",
    };
    sqlx::query(
        "insert into declared_place (vehicle_no, lender_no, kind, lat_e7, lon_e7)
         select n.vehicle_no, $1, n.kind, n.lat, n.lon
         from unnest($2::int4[], $3::text[], $4::int4[], $5::int4[]) as n(vehicle_no, kind, lat, lon)
         on conflict (vehicle_no, kind) do update set lat_e7 = excluded.lat_e7, lon_e7 = excluded.lon_e7",
    )
    .bind(lender_no)
    .bind(rows.iter().map(|r| r.1).collect::<Vec<_>>())
    .bind(rows.iter().map(|r| kind(r.0.kind)).collect::<Vec<_>>())
    .bind(rows.iter().map(|r| r.0.point.lat_e7).collect::<Vec<_>>())
    .bind(rows.iter().map(|r| r.0.point.lon_e7).collect::<Vec<_>>())
    .execute(c)
    .await?;
    Ok(())
}
