//! What the job that looks for second-pledge sites reads and writes.

use super::detection::write_alert;
use super::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::alert::{Alert, AlertType, Severity};
use lienwatch_domain::detect::discovery::{Background, DiscoveredSite, EndKind, Traced, Trouble};
use lienwatch_domain::detect::{Declared, DeclaredKind, DiscoveryParameters, Stay};
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::{LenderNo, VehicleNo};
use sqlx::FromRow;
use sqlx::types::Json;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Vehicles looked at in one run at most: those that ended last.
const MOST_VEHICLES: i64 = 20_000;
/// Stays around one candidate at most: the newest.
const MOST_STAYS: i64 = 20_000;
/// The region whose ends are a candidate's background, metres around it.
const REGION_M: f64 = 20_000.0;
const METRES_PER_E7: f64 = 0.011_119_49;

/// A window in 1e-7 degree around a point.
fn window(at: Point, metres: f64) -> [i32; 4] {
    let lat = metres / METRES_PER_E7;
    let lon = lat / at.lat().to_radians().cos().max(0.01);
    let clamp = |v: f64| v.clamp(f64::from(i32::MIN), f64::from(i32::MAX)) as i32;
    let (y, x) = (f64::from(at.lat_e7), f64::from(at.lon_e7));
    [clamp(y - lat), clamp(y + lat), clamp(x - lon), clamp(x + lon)]
}

#[derive(Debug, FromRow)]
struct StayRow {
    vehicle_no: i32,
    lender_no: i32,
    arrive: DateTime<Utc>,
    leave: Option<DateTime<Utc>>,
    lat_e7: i32,
    lon_e7: i32,
}

impl StayRow {
    fn stay(&self) -> Stay {
        let point = Point { lat_e7: self.lat_e7, lon_e7: self.lon_e7 };
        Stay { vehicle: VehicleNo(self.vehicle_no), arrive: self.arrive, leave: self.leave, point }
    }
}

impl Store {
    /// The vehicles whose trace may have ended: parked for a day by their last stay, or with an open alert about a tracker.
    /// Of their stays since `since` the last, those in which such an alert fell, and all at the same places: more
    /// decides nothing, and years of a fleet do not fit into memory.
    pub async fn possible_ends(
        &self,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
        p: &DiscoveryParameters,
    ) -> Result<Vec<Traced>, StoreError> {
        let vehicles: Vec<i32> = sqlx::query_scalar(
            "select vehicle_no from (
               select vehicle_no, max(arrive) as last from stay where arrive >= $1 and leave is distinct from arrive
               group by vehicle_no
             ) s
             where last <= $2
                or exists (select from alert a where a.vehicle_no = s.vehicle_no and a.state = 'open'
                             and a.type in ('removal', 'tamper', 'power_cut', 'offline'))
             order by last desc, vehicle_no limit $3",
        )
        .bind(since)
        .bind(now - TimeDelta::seconds(p.ended_s))
        .bind(MOST_VEHICLES)
        .fetch_all(&self.worker)
        .await?;
        let rows: Vec<StayRow> = sqlx::query_as(
            "with own as materialized (
               select vehicle_no, lender_no, arrive, leave, lat_e7, lon_e7 from stay
               where vehicle_no = any ($1) and arrive >= $2 and leave is distinct from arrive
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
        .bind(&vehicles)
        .bind(since)
        .bind(p.trouble_s as f64)
        .bind(p.place_m / METRES_PER_E7 + 1.0)
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
        for (vehicle, troubles) in self.troubles(&vehicles, since).await? {
            if let Some(traced) = traced.get_mut(&vehicle) {
                traced.troubles = troubles;
            }
        }
        self.add_declared(&vehicles, &mut traced).await?;
        Ok(traced.into_values().collect())
    }

    /// What befell the trackers of vehicles since a moment, by vehicle, and was not found false by the desk.
    async fn troubles(&self, vehicles: &[i32], since: DateTime<Utc>) -> Result<HashMap<i32, Vec<Trouble>>, StoreError> {
        type Row = (i32, String, String, String, f64, DateTime<Utc>, DateTime<Utc>);
        let rows: Vec<Row> = sqlx::query_as(
            "select vehicle_no, type, severity, state, score, event_at, raised_at from alert
             where vehicle_no = any ($1) and event_at >= $2 and state <> 'retracted'
               and type in ('removal', 'tamper', 'power_cut', 'offline')
               and (verdict is null or verdict = 'confirmed')
             order by vehicle_no, event_at",
        )
        .bind(vehicles)
        .bind(since)
        .fetch_all(&self.worker)
        .await?;
        let mut troubles: HashMap<i32, Vec<Trouble>> = HashMap::new();
        for (vehicle, kind, severity, state, p, at, raised_at) in rows {
            let grave = Severity::from_name(&severity).is_some_and(|s| s >= Severity::High);
            let kind = match AlertType::from_name(&kind) {
                Some(AlertType::Removal) if grave => EndKind::Removal,
                Some(AlertType::Tamper) => EndKind::Tamper,
                Some(AlertType::PowerCut) => EndKind::PowerCut,
                Some(AlertType::Offline) => EndKind::Offline,
                _ => continue,
            };
            troubles.entry(vehicle).or_default().push(Trouble { kind, at, raised_at, p, open: state == "open" });
        }
        Ok(troubles)
    }

    async fn add_declared(&self, vehicles: &[i32], traced: &mut BTreeMap<i32, Traced>) -> Result<(), StoreError> {
        let rows: Vec<(i32, String, i32, i32)> = sqlx::query_as(
            "select vehicle_no, kind, lat_e7, lon_e7 from vehicle_declared_place where vehicle_no = any ($1)",
        )
        .bind(vehicles)
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

    /// Stays around a point, each with whether its vehicle frequents that place.
    pub async fn stays_around(
        &self,
        at: Point,
        metres: f64,
        since: DateTime<Utc>,
    ) -> Result<Vec<(Stay, bool)>, StoreError> {
        let [south, north, west, east] = window(at, metres);
        #[derive(FromRow)]
        struct Row {
            #[sqlx(flatten)]
            stay: StayRow,
            own: bool,
        }
        let rows: Vec<Row> = sqlx::query_as(
            "select vehicle_no, lender_no, arrive, leave, lat_e7, lon_e7,
                    exists (select from place p where p.vehicle_no = stay.vehicle_no
                              and (p.kind <> 'other' or p.visits > 3)
                              and p.lat_e7 between $1 and $2 and p.lon_e7 between $3 and $4) as own
             from stay
             where lat_e7 between $1 and $2 and lon_e7 between $3 and $4 and arrive >= $5
               and leave is distinct from arrive
             order by arrive desc limit $6",
        )
        .bind(south)
        .bind(north)
        .bind(west)
        .bind(east)
        .bind(since)
        .bind(MOST_STAYS)
        .fetch_all(&self.worker)
        .await?;
        Ok(rows.into_iter().map(|row| (row.stay.stay(), row.own)).collect())
    }

    /// Cells of about 130 m around a point in which cars stayed, and how many `ends` of the fleet lie there.
    pub async fn background(&self, at: Point, ends: &[Point], since: DateTime<Utc>) -> Result<Background, StoreError> {
        let [south, north, west, east] = window(at, REGION_M);
        let cells: i64 = sqlx::query_scalar(
            "select count(*) from (
               select distinct lat_e7 / 11700, lon_e7 / 13700 from stay
               where lat_e7 between $1 and $2 and lon_e7 between $3 and $4 and arrive >= $5
             ) c",
        )
        .bind(south)
        .bind(north)
        .bind(west)
        .bind(east)
        .bind(since)
        .fetch_one(&self.worker)
        .await?;
        let ends = ends.iter().filter(|p| p.distance_m(at) <= REGION_M).count();
        Ok(Background { ends, cells: usize::try_from(cells).unwrap_or(0) })
    }

    /// The lenders that know a site within some metres of a point, their own or a shared one, of whatever kind: a yard
    /// explains itself.
    pub async fn who_knows_a_site_near(&self, at: Point, metres: f64) -> Result<BTreeSet<LenderNo>, StoreError> {
        let rows: Vec<i32> = sqlx::query_scalar(
            "select lender_no from lender l where exists (
               select from site s where s.retired_at is null and (s.lender_no = l.lender_no or s.shared_at is not null)
                 and ST_DWithin(s.area::geography, ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography, $3))",
        )
        .bind(at.lon())
        .bind(at.lat())
        .bind(metres)
        .fetch_all(&self.worker)
        .await?;
        Ok(rows.into_iter().map(LenderNo).collect())
    }

    /// Writes what was found, and says it to each lender once that does not know the site. Answers how many alerts were
    /// raised or changed.
    pub async fn write_discoveries(
        &self,
        sites: &[(DiscoveredSite, BTreeSet<LenderNo>)],
        now: DateTime<Utc>,
        mut id: impl FnMut() -> Uuid,
    ) -> Result<u64, StoreError> {
        let mut tx = self.worker.begin().await?;
        let mut said = 0;
        for (site, known_to) in sites {
            let evidence =
                serde_json::to_value(&site.evidence).map_err(|e| StoreError::unreadable("evidence", e.to_string()))?;
            let mut lenders: BTreeMap<i32, Vec<i32>> = BTreeMap::new();
            for end in site.vehicles.iter().filter(|end| !known_to.contains(&end.lender)) {
                lenders.entry(end.lender.0).or_default().push(end.vehicle.0);
            }
            for (lender, vehicles) in &lenders {
                sqlx::query(
                    "insert into discovered_site (id, lender_no, key, lat_e7, lon_e7, ring, vehicles, confidence,
                                                  found_at, updated_at, evidence)
                     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                     on conflict on constraint discovered_site_key do update set
                       lat_e7 = excluded.lat_e7, lon_e7 = excluded.lon_e7, ring = excluded.ring,
                       vehicles = excluded.vehicles, confidence = excluded.confidence,
                       updated_at = excluded.updated_at, evidence = excluded.evidence
                     where (discovered_site.vehicles, discovered_site.evidence)
                           is distinct from (excluded.vehicles, excluded.evidence)",
                )
                .bind(id())
                .bind(lender)
                .bind(site.key)
                .bind(site.centre.lat_e7)
                .bind(site.centre.lon_e7)
                .bind(Json(&site.ring))
                .bind(vehicles)
                .bind(site.confidence)
                .bind(site.found_at)
                .bind(now)
                .bind(&evidence)
                .execute(&mut *tx)
                .await?;
            }
            said += say(&mut tx, site, known_to, now, &mut id).await?;
        }
        tx.commit().await?;
        Ok(said)
    }
}

impl Store {
    /// Ends the open alerts of sites that somebody has decided about. Answers how many.
    pub async fn end_decided_discoveries(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        let done = sqlx::query(
            "with ended as (
               update alert a set state = 'closed', updated_at = greatest(a.updated_at, $1), version = a.version + 1
               from discovered_site d
               where a.type = 'site_discovered' and a.state = 'open' and d.lender_no = a.lender_no
                 and d.key = a.episode_key and d.decision is not null
               returning a.id, a.lender_no, a.severity, a.score, a.updated_at
             )
             insert into event (lender_no, entity_kind, entity_id, action, actor, at, data)
             select lender_no, 'alert', id, 'alert.closed', 'system:detection', updated_at,
                    jsonb_build_object('type', 'site_discovered', 'severity', severity, 'state', 'closed', 'score', score)
             from ended",
        )
        .bind(now)
        .execute(&self.worker)
        .await?;
        Ok(done.rows_affected())
    }
}

/// One alert for each site and lender: on the vehicle that it was first raised on.
async fn say(
    tx: &mut sqlx::Transaction<'_, sqlx::Postgres>,
    site: &DiscoveredSite,
    known_to: &BTreeSet<LenderNo>,
    now: DateTime<Utc>,
    id: &mut impl FnMut() -> Uuid,
) -> Result<u64, StoreError> {
    let known: Vec<(i32, i32)> =
        sqlx::query_as("select lender_no, vehicle_no from alert where type = 'site_discovered' and episode_key = $1")
            .bind(site.key)
            .fetch_all(&mut **tx)
            .await?;
    let known: HashMap<i32, i32> = known.into_iter().collect();
    // What a person has decided is not said again.
    let decided: Vec<i32> =
        sqlx::query_scalar("select lender_no from discovered_site where key = $1 and decision is not null")
            .bind(site.key)
            .fetch_all(&mut **tx)
            .await?;
    let lenders: HashMap<VehicleNo, LenderNo> = site.vehicles.iter().map(|e| (e.vehicle, e.lender)).collect();
    let mut said = 0;
    for alert in site.alerts(now) {
        let Some(&lender) = lenders.get(&alert.vehicle) else { continue };
        if known_to.contains(&lender) || decided.contains(&lender.0) {
            continue;
        }
        let vehicle = known.get(&lender.0).map_or(alert.vehicle, |v| VehicleNo(*v));
        said += u64::from(write_alert(tx, lender, &Alert { vehicle, ..alert }, id()).await?);
    }
    Ok(said)
}
