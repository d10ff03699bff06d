//! Looks back: past stays held against sites that were added or drawn anew, as jobs that go through the fleet page by page.

use super::detection::write_alert;
use super::jobs::{self, Ending, NewJob};
use super::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use lienwatch_domain::alert::{Alert, AlertState, AlertType};
use lienwatch_domain::detect::{Parameters, Stay, visit_key};
use lienwatch_domain::geo::{Point, Site, SiteIndex, SiteKind};
use lienwatch_domain::ids::{LenderNo, SiteId, VehicleNo};
use lienwatch_domain::mobility::{Circumstances, judge_past, visited};
use sqlx::{FromRow, PgConnection, Postgres, Transaction};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// How far back stays are looked at: as long as a discovered site gathers evidence, days.
const BACK_D: i64 = 90;
/// Visits that ended longer ago raise no alert, days.
const ALERT_D: i64 = 30;
/// Vehicles looked at in one transaction.
const PAGE: i64 = 500;
/// Stays of them near the sites at most: the newest.
const MOST_STAYS: i64 = 100_000;

/// A site that past stays are held against.
#[derive(Debug, Clone, Copy)]
pub struct Changed {
    /// Which.
    pub site: Uuid,
    /// It was there before, with another extent or of another kind.
    pub reshaped: bool,
}

/// Asks for a look back at these sites, in the transaction that changed them: joins the job of the lender that waits already,
/// or adds one. Answers the job.
pub async fn ask(
    c: &mut PgConnection,
    (id, by): (Uuid, &str),
    lender: LenderNo,
    sites: &[Changed],
    (now, wall): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Uuid, StoreError> {
    let waiting: Option<Uuid> = sqlx::query_scalar(
        "select j.id from job j join site_review r on r.job_id = j.id
         where j.lender_no = $1 and j.kind = 'site_review' and j.state = 'queued' and not j.cancelling
         order by j.id limit 1 for update of j skip locked",
    )
    .bind(lender.0)
    .fetch_optional(&mut *c)
    .await?;
    let job = match waiting {
        Some(job) => job,
        None => {
            let total: i64 = sqlx::query_scalar("select count(*) from vehicle where lender_no = $1")
                .bind(lender.0)
                .fetch_one(&mut *c)
                .await?;
            jobs::insert(c, &NewJob { id, lender, kind: "site_review", subject: "sites", total, by }, wall).await?;
            sqlx::query("insert into site_review (job_id, lender_no, since) values ($1, $2, $3)")
                .bind(id)
                .bind(lender.0)
                .bind(now - TimeDelta::days(BACK_D))
                .execute(&mut *c)
                .await?;
            id
        }
    };
    sqlx::query(
        "insert into site_review_site (job_id, lender_no, site_id, reshaped)
         select $1, $2, s, r from unnest($3::uuid[], $4::bool[]) as t (s, r)
         on conflict (job_id, site_id) do update set reshaped = site_review_site.reshaped or excluded.reshaped",
    )
    .bind(job)
    .bind(lender.0)
    .bind(sites.iter().map(|s| s.site).collect::<Vec<_>>())
    .bind(sites.iter().map(|s| s.reshaped).collect::<Vec<_>>())
    .execute(c)
    .await?;
    Ok(job)
}

/// What a page of a look back did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reviewed {
    /// There was something to do.
    pub busy: bool,
    /// Visits that were found, or taken out.
    pub visits: u64,
    /// Alerts that were raised.
    pub alerts: u64,
}

#[derive(FromRow)]
struct Review {
    job_id: Uuid,
    lender_no: i32,
    since: DateTime<Utc>,
    after_vehicle: i32,
    cancelling: bool,
    done: i64,
}

#[derive(FromRow)]
struct SiteRow {
    id: Uuid,
    lender_no: i32,
    kind: String,
    shape: serde_json::Value,
    shared: bool,
    reshaped: bool,
}

#[derive(FromRow)]
struct StayRow {
    vehicle_no: i32,
    arrive: DateTime<Utc>,
    leave: Option<DateTime<Utc>>,
    lat_e7: i32,
    lon_e7: i32,
}

#[derive(Clone, Copy, FromRow)]
struct VisitRow {
    vehicle_no: i32,
    site_id: Uuid,
    arrive: DateTime<Utc>,
    leave: Option<DateTime<Utc>>,
}

impl VisitRow {
    fn touches(&self, stay: &Stay) -> bool {
        let until = |leave: Option<DateTime<Utc>>| leave.unwrap_or(DateTime::<Utc>::MAX_UTC);
        self.arrive <= until(stay.leave) && stay.arrive <= until(self.leave)
    }
}

/// What a page is held against.
struct Library {
    index: SiteIndex,
    shared: HashSet<SiteId>,
    reshaped: HashSet<Uuid>,
}

impl Store {
    /// Does a page of the oldest look back as of `now`, engine time, by the parameters of live detection; `wall` stamps job
    /// and event log.
    pub async fn review_sites(
        &self,
        p: &Parameters,
        now: DateTime<Utc>,
        wall: DateTime<Utc>,
        mut id: impl FnMut() -> Uuid,
    ) -> Result<Reviewed, StoreError> {
        let mut tx = self.worker.begin().await?;
        let review: Option<Review> = sqlx::query_as(
            "select r.job_id, r.lender_no, r.since, r.after_vehicle, j.cancelling, j.done
             from site_review r join job j on j.id = r.job_id where j.state in ('queued', 'running')
             order by r.job_id limit 1 for update of j skip locked",
        )
        .fetch_optional(&mut *tx)
        .await?;
        let Some(review) = review else {
            tx.rollback().await?;
            return Ok(Reviewed::default());
        };
        let mut done = Reviewed { busy: true, ..Reviewed::default() };
        let library = library(&mut tx, review.job_id).await?;
        let vehicles = vehicles(&mut tx, &review, !library.shared.is_empty()).await?;
        if review.cancelling || vehicles.is_empty() || library.index.sites().is_empty() {
            let state = if review.cancelling { "cancelled" } else { "done" };
            let ending = Ending { state, done: review.done, import: None, problem: None };
            jobs::end(&mut tx, review.job_id, &ending, wall).await?;
            tx.commit().await?;
            return Ok(done);
        }
        let lenders: HashMap<VehicleNo, LenderNo> =
            vehicles.iter().map(|(no, lender)| (VehicleNo(*no), LenderNo(*lender))).collect();
        let numbers: Vec<i32> = vehicles.iter().map(|(no, _)| *no).collect();
        let stays = stays(&mut tx, &review, &numbers).await?;
        // Where there were too many to read, nothing is said of visits before the oldest that was read.
        let judged_from = match stays.first() {
            Some(oldest) if stays.len() as i64 == MOST_STAYS => oldest.arrive,
            _ => review.since,
        };
        let mut known = known(&mut tx, &review, &numbers).await?;
        let mut supported: HashSet<(i32, Uuid, DateTime<Utc>)> = HashSet::new();
        let mut found: Vec<(VisitRow, Stay, bool)> = Vec::new();
        for stay in stays {
            let Some(lender) = lenders.get(&stay.vehicle) else { continue };
            let counts = |site: &Site| site.lender == *lender || library.shared.contains(&site.id);
            let Some(site) = visited(&stay, &library.index, counts, now, &p.visit) else { continue };
            let of_site = |v: &&VisitRow| v.vehicle_no == stay.vehicle.0 && v.site_id == site.id.0;
            let same: Vec<&VisitRow> = known.iter().filter(of_site).filter(|v| v.touches(&stay)).collect();
            supported.extend(same.iter().map(|v| (v.vehicle_no, v.site_id, v.arrive)));
            if same.is_empty() {
                let row =
                    VisitRow { vehicle_no: stay.vehicle.0, site_id: site.id.0, arrive: stay.arrive, leave: stay.leave };
                supported.insert((row.vehicle_no, row.site_id, row.arrive));
                known.push(row);
                found.push((row, stay, site.kind == SiteKind::SecondPledge));
            }
        }
        write(&mut tx, &review, &found, &lenders).await?;
        let refuted: Vec<VisitRow> = known
            .iter()
            .filter(|v| library.reshaped.contains(&v.site_id) && v.leave.is_some() && v.arrive >= judged_from)
            .filter(|v| !supported.contains(&(v.vehicle_no, v.site_id, v.arrive)))
            .copied()
            .collect();
        take_out(&mut tx, &refuted).await?;
        done.visits = (found.len() + refuted.len()) as u64;
        for (row, stay, pledge) in &found {
            if !pledge || stay.leave.is_some_and(|leave| now - leave > TimeDelta::days(ALERT_D)) {
                continue;
            }
            let first = !known
                .iter()
                .any(|v| (v.vehicle_no, v.site_id) == (row.vehicle_no, row.site_id) && v.arrive < row.arrive);
            let Some(lender) = lenders.get(&stay.vehicle) else { continue };
            done.alerts += u64::from(raise(&mut tx, *lender, (row, stay, first), p, now, id()).await?);
        }
        let own = vehicles.iter().filter(|(_, lender)| *lender == review.lender_no).count() as i64;
        let last = numbers.last().copied().unwrap_or(review.after_vehicle);
        sqlx::query("update site_review set after_vehicle = $2 where job_id = $1")
            .bind(review.job_id)
            .bind(last)
            .execute(&mut *tx)
            .await?;
        jobs::beat(&mut tx, review.job_id, true, review.done + own, wall).await?;
        tx.commit().await?;
        Ok(done)
    }
}

async fn library(tx: &mut PgConnection, job: Uuid) -> Result<Library, StoreError> {
    let rows: Vec<SiteRow> = sqlx::query_as(
        "select s.id, s.lender_no, s.kind, s.shape, s.shared_at is not null as shared, r.reshaped
         from site_review_site r join site s on s.id = r.site_id where r.job_id = $1 and s.retired_at is null",
    )
    .bind(job)
    .fetch_all(tx)
    .await?;
    let (mut sites, mut shared, mut reshaped) = (Vec::new(), HashSet::new(), HashSet::new());
    for row in rows {
        let kind =
            SiteKind::from_name(&row.kind).ok_or_else(|| StoreError::unreadable("site.kind", row.kind.clone()))?;
        let shape =
            serde_json::from_value(row.shape).map_err(|e| StoreError::unreadable("site.shape", e.to_string()))?;
        let site = Site { id: SiteId(row.id), lender: LenderNo(row.lender_no), kind, shape };
        shared.extend(row.shared.then_some(site.id));
        reshaped.extend(row.reshaped.then_some(row.id));
        sites.push(site);
    }
    Ok(Library { index: SiteIndex::new(sites), shared, reshaped })
}

async fn vehicles(tx: &mut PgConnection, review: &Review, everybody: bool) -> Result<Vec<(i32, i32)>, StoreError> {
    Ok(sqlx::query_as(
        "select vehicle_no, lender_no from vehicle where vehicle_no > $1 and ($2 or lender_no = $3)
         order by vehicle_no limit $4",
    )
    .bind(review.after_vehicle)
    .bind(everybody)
    .bind(review.lender_no)
    .bind(PAGE)
    .fetch_all(tx)
    .await?)
}

/// The stays of these vehicles near one of the sites: a hundredth of a degree around them.
async fn stays(tx: &mut PgConnection, review: &Review, vehicles: &[i32]) -> Result<Vec<Stay>, StoreError> {
    let rows: Vec<StayRow> = sqlx::query_as(
        "select t.vehicle_no, t.arrive, t.leave, t.lat_e7, t.lon_e7 from stay t
         where t.vehicle_no = any ($1) and t.arrive >= $2 and t.leave is distinct from t.arrive and exists (
           select from site_review_site r join site s on s.id = r.site_id
           where r.job_id = $3 and s.area && ST_Expand(ST_SetSRID(ST_MakePoint(t.lon_e7 / 1e7, t.lat_e7 / 1e7), 4326), 0.01))
         order by t.arrive desc limit $4",
    )
    .bind(vehicles)
    .bind(review.since)
    .bind(review.job_id)
    .bind(MOST_STAYS)
    .fetch_all(tx)
    .await?;
    let stay = |r: StayRow| Stay {
        vehicle: VehicleNo(r.vehicle_no),
        arrive: r.arrive,
        leave: r.leave,
        point: Point { lat_e7: r.lat_e7, lon_e7: r.lon_e7 },
    };
    Ok(rows.into_iter().rev().map(stay).collect())
}

/// The visits of these vehicles to the sites that are known already.
async fn known(tx: &mut PgConnection, review: &Review, vehicles: &[i32]) -> Result<Vec<VisitRow>, StoreError> {
    Ok(sqlx::query_as(
        "select v.vehicle_no, v.site_id, v.arrive, v.leave from site_visit v
         where v.vehicle_no = any ($1) and v.arrive >= $2
           and v.site_id in (select site_id from site_review_site where job_id = $3)",
    )
    .bind(vehicles)
    .bind(review.since)
    .bind(review.job_id)
    .fetch_all(tx)
    .await?)
}

async fn write(
    tx: &mut PgConnection,
    review: &Review,
    found: &[(VisitRow, Stay, bool)],
    lenders: &HashMap<VehicleNo, LenderNo>,
) -> Result<(), StoreError> {
    let lender = |stay: &Stay| lenders.get(&stay.vehicle).copied().unwrap_or(LenderNo::UNBOUND).0;
    sqlx::query(
        "insert into site_visit (vehicle_no, arrive, site_id, leave, lender_no, review_id)
         select t.*, $6 from unnest($1::int4[], $2::timestamptz[], $3::uuid[], $4::timestamptz[], $5::int4[]) as t
         on conflict (vehicle_no, arrive, site_id) do nothing",
    )
    .bind(found.iter().map(|(v, ..)| v.vehicle_no).collect::<Vec<_>>())
    .bind(found.iter().map(|(v, ..)| v.arrive).collect::<Vec<_>>())
    .bind(found.iter().map(|(v, ..)| v.site_id).collect::<Vec<_>>())
    .bind(found.iter().map(|(v, ..)| v.leave).collect::<Vec<_>>())
    .bind(found.iter().map(|(_, stay, _)| lender(stay)).collect::<Vec<_>>())
    .bind(review.job_id)
    .execute(tx)
    .await?;
    Ok(())
}

async fn take_out(tx: &mut PgConnection, refuted: &[VisitRow]) -> Result<(), StoreError> {
    sqlx::query(
        "delete from site_visit v using unnest($1::int4[], $2::timestamptz[], $3::uuid[]) as t (vehicle_no, arrive, site_id)
         where (v.vehicle_no, v.arrive, v.site_id) = (t.vehicle_no, t.arrive, t.site_id)",
    )
    .bind(refuted.iter().map(|v| v.vehicle_no).collect::<Vec<_>>())
    .bind(refuted.iter().map(|v| v.arrive).collect::<Vec<_>>())
    .bind(refuted.iter().map(|v| v.site_id).collect::<Vec<_>>())
    .execute(tx)
    .await?;
    Ok(())
}

/// Raises the alert of a past visit to a second-pledge site, where it is worth one; a look back that is repeated raises no
/// other.
async fn raise(
    tx: &mut Transaction<'_, Postgres>,
    lender: LenderNo,
    (row, stay, first): (&VisitRow, &Stay, bool),
    p: &Parameters,
    now: DateTime<Utc>,
    id: Uuid,
) -> Result<bool, StoreError> {
    let leave = stay.leave.unwrap_or(now);
    let (zone, lats, lons): (String, Vec<i32>, Vec<i32>) = sqlx::query_as(
        "select l.time_zone, coalesce(o.lats, '{}'), coalesce(o.lons, '{}')
         from vehicle v join lender l using (lender_no)
         left join lateral (select array_agg(lat_e7) as lats, array_agg(lon_e7) as lons from (
           select lat_e7, lon_e7 from place where vehicle_no = v.vehicle_no and kind in ('home', 'work')
           union all
           select lat_e7, lon_e7 from vehicle_declared_place where vehicle_no = v.vehicle_no) t) o on true
         where v.vehicle_no = $1",
    )
    .bind(row.vehicle_no)
    .fetch_one(&mut **tx)
    .await?;
    let zone: Tz = zone.parse().map_err(|_| StoreError::unreadable("time zone", zone.clone()))?;
    let mut own = lats.iter().zip(&lons).map(|(lat_e7, lon_e7)| Point { lat_e7: *lat_e7, lon_e7: *lon_e7 });
    let own_place = own.any(|place| place.distance_m(stay.point) <= p.visit.own_place_m);
    let trouble: Option<String> = sqlx::query_scalar(
        "select type from alert where vehicle_no = $1 and type in ('removal', 'tamper', 'power_cut', 'offline')
           and state <> 'retracted' and event_at between $2 and $3 order by event_at limit 1",
    )
    .bind(row.vehicle_no)
    .bind(stay.arrive)
    .bind(stay.arrive + TimeDelta::seconds(p.visit.trouble_s))
    .fetch_optional(&mut **tx)
    .await?;
    let c = Circumstances { arrive: stay.arrive, leave, first, own_place, trouble: trouble.as_deref() };
    let Some(said) = judge_past(&c, zone, &p.visit) else { return Ok(false) };
    let alert = Alert {
        vehicle: stay.vehicle,
        kind: AlertType::SiteVisit,
        episode_key: visit_key(stay.arrive),
        severity: said.severity,
        // Whoever hears of the car again closes it: the key is that of a visit found as it happens.
        state: if stay.leave.is_some() { AlertState::Closed } else { AlertState::Open },
        score: said.score,
        tracker: None,
        site: Some(SiteId(row.site_id)),
        point: Some(stay.point),
        event_at: stay.arrive,
        raised_at: now,
        updated_at: now,
        late: true,
        evidence: said.evidence,
    };
    write_alert(tx, lender, &alert, id).await
}
