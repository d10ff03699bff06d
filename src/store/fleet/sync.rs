//! How the board is kept: all of it once, then what changed.

use super::{Board, Car, Sighting, sight};
use crate::store::{Store, StoreError};
use lienwatch_domain::alert::Severity;
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::lending::Bucket;
use sqlx::{FromRow, PgConnection};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Notes of changes are kept for so long.
const KEPT_S: f64 = 3600.0;

/// Who has not read for so long reads everything again: the notes it would need may be gone.
const TOO_LONG: Duration = Duration::from_secs(1800);

/// The one board of a process. Cheap to clone; all clones are the same.
#[derive(Debug, Clone, Default)]
pub struct SharedBoard {
    board: Arc<RwLock<Board>>,
    /// How far has been read. Held while reading: one after the other.
    read: Arc<tokio::sync::Mutex<Option<Read>>>,
    /// What followers share.
    glimpse: Arc<tokio::sync::Mutex<Option<Taken>>>,
}

/// Sightings that were taken a moment ago.
#[derive(Debug, Clone)]
struct Taken {
    sightings: Arc<Vec<Sighting>>,
    build: u64,
    at: Instant,
}

/// How old may be what followers see; they look once a second.
const GLIMPSE: Duration = Duration::from_millis(800);

/// The fleet as it was a moment ago: everybody's, to choose from.
#[derive(Debug, Clone)]
pub struct Glimpse {
    shared: SharedBoard,
    /// In the order of the board.
    pub sightings: Arc<Vec<Sighting>>,
}

impl Glimpse {
    /// To look at, for a moment: nothing that waits may happen while it is held.
    pub fn board(&self) -> RwLockReadGuard<'_, Board> {
        self.shared.look()
    }
}

/// A snapshot that the board is of.
#[derive(Debug, Clone, Copy)]
struct Read {
    /// Every older transaction had ended.
    oldest_running: i64,
    at: Instant,
}

impl SharedBoard {
    /// To look at, for a moment: nothing that waits may happen while it is held.
    pub fn look(&self) -> RwLockReadGuard<'_, Board> {
        self.board.read().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(FromRow)]
struct Row {
    oldest_running: i64,
    vehicle_no: Option<i32>,
    lender_no: Option<i32>,
    id: Option<Uuid>,
    vin: Option<String>,
    plate: Option<String>,
    make: Option<String>,
    model: Option<String>,
    contract_number: Option<String>,
    dpd: Option<i32>,
    bucket: Option<String>,
    severity: Option<String>,
    risk: Option<i16>,
    case_id: Option<Uuid>,
    trackers: Option<Vec<i32>>,
    groups: Option<Vec<Uuid>>,
}

impl Row {
    /// Only the snapshot's own row has no vehicle.
    fn car(self) -> Option<Car> {
        let words = [self.contract_number.as_deref(), self.vin.as_deref(), self.plate.as_deref()];
        let words = words.map(Option::unwrap_or_default).join("\n").to_lowercase();
        let model = match (self.make, self.model) {
            (Some(make), Some(model)) => Some(format!("{make} {model}")),
            (make, model) => make.or(model),
        };
        Some(Car {
            no: self.vehicle_no?,
            lender: LenderNo(self.lender_no?),
            id: self.id?,
            plate: self.plate.map(Into::into),
            model: model.map(Into::into),
            words: words.into(),
            dpd: self.dpd,
            bucket: self.bucket.as_deref().and_then(Bucket::from_name),
            severity: self.severity.as_deref().and_then(Severity::from_name),
            risk: self.risk.and_then(|points| u8::try_from(points).ok()),
            case: self.case_id,
            trackers: self.trackers.unwrap_or_default(),
            groups: self.groups.unwrap_or_default(),
        })
    }
}

/// Every vehicle, each table read once.
const ALL: &str = "
    select pg_snapshot_xmin(pg_current_snapshot())::text::int8 as oldest_running, c.*
    from (values (true)) as one
    left join (
      select v.vehicle_no, v.lender_no, v.id, v.vin, v.plate, v.make, v.model, v.contract_number, l.dpd, l.bucket,
             (array['info','warn','high','critical'])[a.worst] as severity, r.points as risk, k.id as case_id,
             i.trackers, g.groups
      from vehicle v
      left join (select distinct on (vehicle_no) vehicle_no, dpd, bucket from loan where status <> 'settled'
                 order by vehicle_no, dpd desc) l using (vehicle_no)
      left join (select vehicle_no, max(array_position(array['info','warn','high','critical'], severity)) as worst
                 from alert where state = 'open' and desk_state <> 'resolved' group by vehicle_no) a using (vehicle_no)
      left join risk_score r using (vehicle_no)
      left join (select distinct on (vehicle_no) vehicle_no, id from recovery_case where closed_at is null
                 order by vehicle_no, id) k using (vehicle_no)
      left join (select vehicle_no, array_agg(tracker_no) as trackers from installation where removed_at is null
                 group by vehicle_no) i using (vehicle_no)
      left join (select vehicle_no, array_agg(group_id) as groups from group_vehicle group by vehicle_no) g
        using (vehicle_no)) c on true";

/// Those that transactions from `$1` on have touched.
const CHANGED: &str = "
    select pg_snapshot_xmin(pg_current_snapshot())::text::int8 as oldest_running, c.*
    from (values (true)) as one
    left join (
      select v.vehicle_no, v.lender_no, v.id, v.vin, v.plate, v.make, v.model, v.contract_number, l.dpd, l.bucket,
             (array['info','warn','high','critical'])[a.worst] as severity, r.points as risk, k.id as case_id,
             i.trackers, g.groups
      from (select distinct vehicle_no from fleet_change where xid >= $1::text::xid8) n
      join vehicle v using (vehicle_no)
      left join lateral (select dpd, bucket from loan l where l.vehicle_no = v.vehicle_no and l.status <> 'settled'
                         order by dpd desc limit 1) l on true
      left join lateral (select max(array_position(array['info','warn','high','critical'], severity)) as worst
                         from alert a where a.vehicle_no = v.vehicle_no and a.state = 'open'
                           and a.desk_state <> 'resolved') a on true
      left join risk_score r using (vehicle_no)
      left join lateral (select id from recovery_case k where k.vehicle_no = v.vehicle_no and k.closed_at is null
                         order by id limit 1) k on true
      left join lateral (select array_agg(tracker_no) as trackers from installation i
                         where i.vehicle_no = v.vehicle_no and i.removed_at is null) i on true
      left join lateral (select array_agg(group_id) as groups from group_vehicle g
                         where g.vehicle_no = v.vehicle_no) g on true) c on true";

impl Store {
    /// The fleet in memory, with everything in it that was committed before this was called.
    pub async fn sync_fleet(&self) -> Result<&SharedBoard, StoreError> {
        let shared = &self.fleet;
        let mut read = shared.read.lock().await;
        let since = read.filter(|read| read.at.elapsed() < TOO_LONG);
        let at = Instant::now();
        let rows: Vec<Row> = match since {
            None => sqlx::query_as(ALL).fetch_all(&self.worker).await?,
            Some(since) => {
                sqlx::query_as(CHANGED).bind(since.oldest_running.to_string()).fetch_all(&self.worker).await?
            }
        };
        let oldest_running = rows.first().map(|row| row.oldest_running);
        let mut cars = rows.into_iter().filter_map(Row::car).peekable();
        if since.is_none() {
            let build = shared.look().build + 1;
            let mut board = Board { build, ..Board::default() };
            cars.for_each(|car| board.put(car));
            *shared.board.write().unwrap_or_else(PoisonError::into_inner) = board;
        } else if cars.peek().is_some() {
            let mut board = shared.board.write().unwrap_or_else(PoisonError::into_inner);
            cars.for_each(|car| board.put(car));
        }
        *read = oldest_running.map(|oldest_running| Read { oldest_running, at });
        Ok(shared)
    }

    /// The fleet as it was at most a second ago, one look for all who follow it. `c` sees what one of them may see: it is
    /// asked where nobody writes in this process.
    pub async fn glimpse(&self, c: &mut PgConnection) -> Result<Glimpse, StoreError> {
        let mut taken = self.fleet.glimpse.lock().await;
        if let Some(last) = taken.as_ref().filter(|last| last.at.elapsed() < GLIMPSE)
            && last.build == self.fleet.look().build
        {
            return Ok(Glimpse { shared: self.fleet.clone(), sightings: Arc::clone(&last.sightings) });
        }
        let (shared, at) = (self.sync_fleet().await?.clone(), Instant::now());
        let Some(fresh) = self.remembered_of_all() else {
            drop(taken);
            let fresh = sight::written(c).await?;
            let sightings = Arc::new(shared.look().sightings(&fresh));
            return Ok(Glimpse { shared, sightings });
        };
        let (sightings, build) = {
            let board = shared.look();
            (Arc::new(board.sightings(&fresh)), board.build)
        };
        *taken = Some(Taken { sightings: Arc::clone(&sightings), build, at });
        Ok(Glimpse { shared, sightings })
    }

    /// Forgets notes of changes that every reader has read, or will not miss. Answers how many.
    pub async fn prune_fleet_changes(&self) -> Result<u64, StoreError> {
        let gone = sqlx::query("delete from fleet_change where at < clock_timestamp() - make_interval(secs => $1)")
            .bind(KEPT_S)
            .execute(&self.worker)
            .await?;
        Ok(gone.rows_affected())
    }
}
