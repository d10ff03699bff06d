//! What the detectors conclude, written with where they stand, in one transaction.

use super::observations::Positions;
use super::{Store, StoreError};
use chrono::{DateTime, Utc};
use lienwatch_domain::alert::{Alert, AlertState, AlertType, Severity};
use lienwatch_domain::detect::{Assets, Change, ClockCorrection, Place, PlaceKind, Stay, Track, Visit};
use lienwatch_domain::ids::{LenderNo, VehicleNo};
use sqlx::{PgConnection, Postgres, Transaction};
use std::collections::HashMap;
use uuid::Uuid;

/// A vehicle's checkpoint: its state, and the last observation the state has seen.
#[derive(Debug, Clone)]
pub struct Checkpoint {
    /// Which vehicle.
    pub vehicle: VehicleNo,
    /// What it has taken in, by writer.
    pub seen: Positions,
    /// Engine time reached.
    pub now: DateTime<Utc>,
    /// The state.
    pub track: Track,
}

/// Where a worker stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Every observation up to these numbers, one for each writer, has been processed.
    pub seen: Positions,
    /// Engine time reached.
    pub now: DateTime<Utc>,
}

/// One transaction's worth of conclusions.
#[derive(Debug, Default)]
pub struct Conclusions<'a> {
    /// In the order they were drawn; a later one on the same key replaces an earlier.
    pub changes: &'a [Change],
    /// States to write with them.
    pub checkpoints: &'a [(VehicleNo, Positions, &'a Track)],
    /// The worker's cursor, when all states up to it are written.
    pub cursor: Option<Cursor>,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Alerts raised or changed.
    pub alerts: u64,
    /// Whether one of them is high or critical, and may flag a case.
    pub grave: bool,
    /// Whether one of those says that a tracker was taken off: the trace of a car may have ended.
    pub removal: bool,
}

/// States read at a time.
const PAGE: i64 = 500;

impl Store {
    /// Writes conclusions. `worker` numbers the detector worker; `id` gives each new alert its identity.
    pub async fn conclude(
        &self,
        worker: i16,
        now: DateTime<Utc>,
        assets: &Assets,
        conclusions: &Conclusions<'_>,
        mut id: impl FnMut() -> Uuid,
    ) -> Result<Written, StoreError> {
        let mut tx = self.worker.begin().await?;
        let mut latest = Latest::default();
        conclusions.changes.iter().for_each(|change| latest.take(change));
        let mut written = Written::default();
        for alert in latest.alerts {
            if let Some(lender) = lender_of(assets, alert.vehicle) {
                written.alerts += u64::from(write_alert(&mut tx, lender, alert, id()).await?);
                written.grave |= alert.severity >= Severity::High;
                written.removal |= alert.kind == AlertType::Removal && alert.severity >= Severity::High;
            }
        }
        write_stays(&mut tx, assets, &latest.stays).await?;
        write_visits(&mut tx, assets, &latest.visits).await?;
        write_places(&mut tx, assets, &latest.places).await?;
        for (vehicle, correction) in &latest.clocks {
            let lender = lender_of(assets, *vehicle).unwrap_or(LenderNo::UNBOUND);
            super::clock::write_correction(&mut tx, lender, correction).await?;
        }
        write_checkpoints(&mut tx, worker, now, conclusions.checkpoints).await?;
        if let Some(cursor) = conclusions.cursor {
            sqlx::query(
                "insert into detector_cursor (worker, seqs, now) values ($1, $2, $3)
                 on conflict (worker) do update set seqs = excluded.seqs, now = excluded.now",
            )
            .bind(worker)
            .bind(cursor.seen.stored())
            .bind(cursor.now)
            .execute(&mut *tx)
            .await?;
        }
        tx.commit().await?;
        self.correct_latest(latest.clocks.iter().map(|(_, correction)| *correction));
        Ok(written)
    }

    /// Where a worker stands; `None` before its first checkpoint.
    pub async fn cursor(&self, worker: i16) -> Result<Option<Cursor>, StoreError> {
        let row: Option<(Vec<i64>, DateTime<Utc>)> =
            sqlx::query_as("select seqs, now from detector_cursor where worker = $1")
                .bind(worker)
                .fetch_optional(&self.worker)
                .await?;
        let cursor = |(seqs, now)| Ok(Cursor { seen: Positions::from_stored("detector_cursor.seqs", seqs)?, now });
        row.map(cursor).transpose()
    }

    /// Every checkpoint of a worker, a page at a time.
    pub async fn checkpoints(&self, worker: i16, after: VehicleNo) -> Result<Vec<Checkpoint>, StoreError> {
        let rows: Vec<(i32, Vec<i64>, DateTime<Utc>, serde_json::Value)> = sqlx::query_as(
            "select vehicle_no, seqs, now, state from track_state
             where worker = $1 and vehicle_no > $2 order by vehicle_no limit $3",
        )
        .bind(worker)
        .bind(after.0)
        .bind(PAGE)
        .fetch_all(&self.worker)
        .await?;
        rows.into_iter()
            .map(|(vehicle, seqs, now, state)| {
                let track = serde_json::from_value(state)
                    .map_err(|e| StoreError::unreadable("track_state.state", e.to_string()))?;
                let seen = Positions::from_stored("track_state.seqs", seqs)?;
                Ok(Checkpoint { vehicle: VehicleNo(vehicle), seen, now, track })
            })
            .collect()
    }
}

fn lender_of(assets: &Assets, vehicle: VehicleNo) -> Option<LenderNo> {
    assets.vehicles.get(&vehicle).map(|v| v.lender)
}

/// The last word on each key, in the order of first mention.
#[derive(Default)]
struct Latest<'a> {
    alerts: Vec<&'a Alert>,
    stays: Vec<&'a Stay>,
    visits: Vec<&'a Visit>,
    places: Vec<(VehicleNo, &'a [Place])>,
    clocks: Vec<(VehicleNo, &'a ClockCorrection)>,
    alert_at: HashMap<(VehicleNo, &'static str, i64), usize>,
    stay_at: HashMap<(VehicleNo, DateTime<Utc>), usize>,
    visit_at: HashMap<(VehicleNo, DateTime<Utc>, Uuid), usize>,
    places_at: HashMap<VehicleNo, usize>,
}

impl<'a> Latest<'a> {
    fn take(&mut self, change: &'a Change) {
        match change {
            Change::Alert(a) => put(&mut self.alerts, &mut self.alert_at, (a.vehicle, a.kind.name(), a.episode_key), a),
            Change::Stay(s) => put(&mut self.stays, &mut self.stay_at, (s.vehicle, s.arrive), s),
            Change::Visit(v) => put(&mut self.visits, &mut self.visit_at, (v.vehicle, v.arrive, v.site.0), v),
            Change::Places(vehicle, places) => {
                put(&mut self.places, &mut self.places_at, *vehicle, (*vehicle, places.as_slice()))
            }
            Change::Clock(vehicle, correction) => self.clocks.push((*vehicle, correction)),
        }
    }
}

fn put<K: std::hash::Hash + Eq, V>(list: &mut Vec<V>, at: &mut HashMap<K, usize>, key: K, value: V) {
    match at.get(&key) {
        Some(&index) => list[index] = value,
        None => {
            at.insert(key, list.len());
            list.push(value);
        }
    }
}

/// Returns whether the row is new or changed. `raised_at` and the rules that it was judged by stay those of the first raise.
pub(super) async fn write_alert(
    tx: &mut Transaction<'_, Postgres>,
    lender: LenderNo,
    alert: &Alert,
    id: Uuid,
) -> Result<bool, StoreError> {
    let evidence =
        serde_json::to_value(&alert.evidence).map_err(|e| StoreError::unreadable("evidence", e.to_string()))?;
    let retracted_at = (alert.state == AlertState::Retracted).then_some(alert.updated_at);
    let row: Option<(Uuid, bool)> = sqlx::query_as(
        "insert into alert (id, lender_no, vehicle_no, type, episode_key, severity, state, score, tracker_no, site_id,
                            lat_e7, lon_e7, event_at, raised_at, updated_at, retracted_at, late, evidence,
                            rules_version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                 (select version from detector_rules order by used_at desc limit 1))
         on conflict on constraint alert_episode do update set
           severity = excluded.severity, state = excluded.state, score = excluded.score, tracker_no = excluded.tracker_no,
           site_id = excluded.site_id, lat_e7 = excluded.lat_e7, lon_e7 = excluded.lon_e7, event_at = excluded.event_at,
           updated_at = excluded.updated_at, retracted_at = excluded.retracted_at, late = excluded.late,
           evidence = excluded.evidence, version = alert.version + 1
         where (alert.severity, alert.state, alert.score, alert.evidence, alert.event_at)
               is distinct from (excluded.severity, excluded.state, excluded.score, excluded.evidence, excluded.event_at)
         returning id, version = 1",
    )
    .bind(id)
    .bind(lender.0)
    .bind(alert.vehicle.0)
    .bind(alert.kind.name())
    .bind(alert.episode_key)
    .bind(alert.severity.name())
    .bind(alert.state.name())
    .bind(alert.score)
    .bind(alert.tracker.map(|t| t.0))
    .bind(alert.site.map(|s| s.0))
    .bind(alert.point.map(|p| p.lat_e7))
    .bind(alert.point.map(|p| p.lon_e7))
    .bind(alert.event_at)
    .bind(alert.raised_at)
    .bind(alert.updated_at)
    .bind(retracted_at)
    .bind(alert.late)
    .bind(evidence)
    .fetch_optional(&mut **tx)
    .await?;
    let Some((id, new)) = row else { return Ok(false) };
    let action = match (new, alert.state) {
        (true, _) => "alert.raised",
        (false, AlertState::Open) => "alert.changed",
        (false, AlertState::Closed) => "alert.closed",
        (false, AlertState::Retracted) => "alert.retracted",
    };
    let mut data = serde_json::json!({
        "type": alert.kind.name(), "severity": alert.severity.name(), "state": alert.state.name(), "score": alert.score,
    });
    if let Some(site) = alert.site {
        data["site_id"] = site.0.to_string().into();
    }
    sqlx::query(
        "insert into event (lender_no, entity_kind, entity_id, action, actor, at, data)
         values ($1, 'alert', $2, $3, 'system:detection', $4, $5)",
    )
    .bind(lender.0)
    .bind(id)
    .bind(action)
    .bind(alert.updated_at)
    .bind(data)
    .execute(&mut **tx)
    .await?;
    Ok(true)
}

async fn write_stays(tx: &mut PgConnection, assets: &Assets, stays: &[&Stay]) -> Result<(), StoreError> {
    if stays.is_empty() {
        return Ok(());
    }
    let lender = |v: VehicleNo| lender_of(assets, v).unwrap_or(LenderNo::UNBOUND).0;
    sqlx::query(
        "insert into stay (vehicle_no, arrive, leave, lender_no, lat_e7, lon_e7)
         select * from unnest($1::int4[], $2::timestamptz[], $3::timestamptz[], $4::int4[], $5::int4[], $6::int4[])
         on conflict (vehicle_no, arrive) do update
           set leave = excluded.leave, lat_e7 = excluded.lat_e7, lon_e7 = excluded.lon_e7",
    )
    .bind(stays.iter().map(|s| s.vehicle.0).collect::<Vec<_>>())
    .bind(stays.iter().map(|s| s.arrive).collect::<Vec<_>>())
    .bind(stays.iter().map(|s| s.leave).collect::<Vec<_>>())
    .bind(stays.iter().map(|s| lender(s.vehicle)).collect::<Vec<_>>())
    .bind(stays.iter().map(|s| s.point.lat_e7).collect::<Vec<_>>())
    .bind(stays.iter().map(|s| s.point.lon_e7).collect::<Vec<_>>())
    .execute(tx)
    .await?;
    Ok(())
}

async fn write_visits(tx: &mut PgConnection, assets: &Assets, visits: &[&Visit]) -> Result<(), StoreError> {
    if visits.is_empty() {
        return Ok(());
    }
    let lender = |v: VehicleNo| lender_of(assets, v).unwrap_or(LenderNo::UNBOUND).0;
    sqlx::query(
        "insert into site_visit (vehicle_no, arrive, site_id, leave, lender_no)
         select * from unnest($1::int4[], $2::timestamptz[], $3::uuid[], $4::timestamptz[], $5::int4[])
         on conflict (vehicle_no, arrive, site_id) do update set leave = excluded.leave",
    )
    .bind(visits.iter().map(|v| v.vehicle.0).collect::<Vec<_>>())
    .bind(visits.iter().map(|v| v.arrive).collect::<Vec<_>>())
    .bind(visits.iter().map(|v| v.site.0).collect::<Vec<_>>())
    .bind(visits.iter().map(|v| v.leave).collect::<Vec<_>>())
    .bind(visits.iter().map(|v| lender(v.vehicle)).collect::<Vec<_>>())
    .execute(tx)
    .await?;
    Ok(())
}

async fn write_places(
    tx: &mut PgConnection,
    assets: &Assets,
    places: &[(VehicleNo, &[Place])],
) -> Result<(), StoreError> {
    if places.is_empty() {
        return Ok(());
    }
    let vehicles: Vec<i32> = places.iter().map(|(v, _)| v.0).collect();
    let ranks: Vec<i16> = places.iter().map(|(_, list)| i16::try_from(list.len()).unwrap_or(i16::MAX)).collect();
    sqlx::query(
        "delete from place using unnest($1::int4[], $2::int2[]) as kept (vehicle_no, ranks)
         where place.vehicle_no = kept.vehicle_no and place.rank > kept.ranks",
    )
    .bind(&vehicles)
    .bind(&ranks)
    .execute(&mut *tx)
    .await?;
    let flat: Vec<(i32, i16, i32, &Place)> = places
        .iter()
        .flat_map(|(vehicle, list)| {
            let lender = lender_of(assets, *vehicle).unwrap_or(LenderNo::UNBOUND).0;
            list.iter().zip(1i16..).map(move |(place, rank)| (vehicle.0, rank, lender, place))
        })
        .collect();
    sqlx::query(
        "insert into place (vehicle_no, rank, lender_no, lat_e7, lon_e7, kind, visits, dwell_s, confidence, last_seen)
         select * from unnest($1::int4[], $2::int2[], $3::int4[], $4::int4[], $5::int4[], $6::text[], $7::int4[],
                              $8::bigint[], $9::float8[], $10::timestamptz[])
         on conflict (vehicle_no, rank) do update
           set lat_e7 = excluded.lat_e7, lon_e7 = excluded.lon_e7, kind = excluded.kind, visits = excluded.visits,
               dwell_s = excluded.dwell_s, confidence = excluded.confidence, last_seen = excluded.last_seen",
    )
    .bind(flat.iter().map(|r| r.0).collect::<Vec<_>>())
    .bind(flat.iter().map(|r| r.1).collect::<Vec<_>>())
    .bind(flat.iter().map(|r| r.2).collect::<Vec<_>>())
    .bind(flat.iter().map(|r| r.3.point.lat_e7).collect::<Vec<_>>())
    .bind(flat.iter().map(|r| r.3.point.lon_e7).collect::<Vec<_>>())
    .bind(flat.iter().map(|r| place_kind(r.3.kind)).collect::<Vec<_>>())
    .bind(flat.iter().map(|r| i32::try_from(r.3.visits).unwrap_or(i32::MAX)).collect::<Vec<_>>())
    .bind(flat.iter().map(|r| r.3.dwell_s).collect::<Vec<_>>())
    .bind(flat.iter().map(|r| r.3.confidence).collect::<Vec<_>>())
    .bind(flat.iter().map(|r| r.3.last_seen).collect::<Vec<_>>())
    .execute(tx)
    .await?;
    Ok(())
}

fn place_kind(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Home => "home",
        PlaceKind::Work => "work",
        PlaceKind::Other => "other",
    }
}

async fn write_checkpoints(
    tx: &mut PgConnection,
    worker: i16,
    now: DateTime<Utc>,
    checkpoints: &[(VehicleNo, Positions, &Track)],
) -> Result<(), StoreError> {
    for page in checkpoints.chunks(PAGE as usize) {
        let states: Result<Vec<serde_json::Value>, _> = page.iter().map(|(.., t)| serde_json::to_value(t)).collect();
        let states = states.map_err(|e| StoreError::unreadable("track", e.to_string()))?;
        sqlx::query(
            "insert into track_state (vehicle_no, worker, seqs, now, state)
             select v, $1, s::bigint[], $2, j from unnest($3::int4[], $4::text[], $5::jsonb[]) as t (v, s, j)
             on conflict (vehicle_no) do update
               set worker = excluded.worker, seqs = excluded.seqs, now = excluded.now, state = excluded.state",
        )
        .bind(worker)
        .bind(now)
        .bind(page.iter().map(|(v, ..)| v.0).collect::<Vec<_>>())
        // An array of arrays would be one of two dimensions, and unnest flattens those.
        .bind(page.iter().map(|(_, seen, _)| seen.literal()).collect::<Vec<_>>())
        .bind(states)
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}
