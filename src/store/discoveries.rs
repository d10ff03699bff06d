//! What the job that looks for second-pledge sites reads and writes.

use super::detection::write_alert;
use super::traces::{METRES_PER_E7, StayRow};
use super::{Store, StoreError};
use chrono::{DateTime, Utc};
use lienwatch_domain::alert::Alert;
use lienwatch_domain::detect::Stay;
use lienwatch_domain::detect::discovery::{Background, DiscoveredSite};
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::{LenderNo, VehicleNo};
use sqlx::FromRow;
use sqlx::types::Json;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Stays around one candidate at most: the newest.
const MOST_STAYS: i64 = 20_000;
/// The region whose ends are a candidate's background, metres around it.
const REGION_M: f64 = 20_000.0;
/// Stays read of one row of cells of a region, 40 km long, at most.
const ROW_STAYS: i64 = 1_000;

/// A window in 1e-7 degree around a point.
fn window(at: Point, metres: f64) -> [i32; 4] {
    let lat = metres / METRES_PER_E7;
    let lon = lat / at.lat().to_radians().cos().max(0.01);
    let clamp = |v: f64| v.clamp(f64::from(i32::MIN), f64::from(i32::MAX)) as i32;
    let (y, x) = (f64::from(at.lat_e7), f64::from(at.lon_e7));
    [clamp(y - lat), clamp(y + lat), clamp(x - lon), clamp(x + lon)]
}

impl Store {
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

    /// Cells of about 130 m around a point in which cars stayed, and how many `ends` of the fleet lie there. Of each row of
    /// cells the first [`ROW_STAYS`] are read: who parks in a dense city is found by fewer, and to count too few places
    /// makes an end likelier by chance, not a site.
    pub async fn background(&self, at: Point, ends: &[Point], since: DateTime<Utc>) -> Result<Background, StoreError> {
        let [south, north, west, east] = window(at, REGION_M);
        let cells: i64 = sqlx::query_scalar(
            "select count(*) from (
               select distinct r, s.lon_e7 / 13700
               from generate_series(floor($1 / 11700.0)::int4, floor($2 / 11700.0)::int4) r
               cross join lateral (
                 select lon_e7 from stay
                 where lat_e7 between greatest($1, r * 11700) and least($2, r * 11700 + 11699)
                   and lon_e7 between $3 and $4 and arrive >= $5
                 order by lat_e7, lon_e7 limit $6
               ) s
             ) c",
        )
        .bind(south)
        .bind(north)
        .bind(west)
        .bind(east)
        .bind(since)
        .bind(ROW_STAYS)
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
