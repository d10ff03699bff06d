//! Makes scores anew: those whose alerts, loans or parameters changed, and those whose day has ended.

use super::facts::{self, Subject};
use super::parameters;
use super::scores::RiskReason;
use crate::store::events::{self, NewEvent};
use crate::store::{Store, StoreError};
use chrono::{DateTime, Days, NaiveDate, Utc};
use lienwatch_domain::lending::business_date;
use lienwatch_domain::risk::{Day, RiskParameters, RiskScore, daily, day_begins, score};
use sqlx::{FromRow, PgConnection};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Notes of changes taken in one transaction.
const NOTES: i64 = 1000;
/// Scores made in one transaction because their time has come.
const DUE: i64 = 500;
/// How far back the history of a vehicle begins that was never scored before, days.
const BEFORE: u64 = 30;
/// One process makes scores at a time: the key of its lock. "risk" in ASCII.
const LOCK: i64 = 0x7269_736b;

/// What a page did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scored {
    /// Scores made anew.
    pub scores: u64,
    /// Bands that changed.
    pub moved: u64,
}

/// What was known of a score before.
#[derive(Debug, Clone, FromRow)]
struct Before {
    vehicle_no: i32,
    band: String,
    days_from: NaiveDate,
    days_until: NaiveDate,
    last_points: Option<i16>,
    last_band: Option<String>,
}

/// A score with what is stored of it.
struct Made {
    vehicle_no: i32,
    vehicle_id: Uuid,
    lender: i32,
    loan: Option<Uuid>,
    score: RiskScore,
    days_from: NaiveDate,
    days_until: NaiveDate,
    /// Days that differ from the day before.
    days: Vec<Day>,
    due_at: Option<DateTime<Utc>>,
    band_before: Option<String>,
}

impl Store {
    /// Makes a page of scores anew as of `now`, engine time; `wall` stamps the event log. Nothing where nothing is to be
    /// done, or another process is at it. What is not done yet is done by the next call.
    pub async fn score_risk(&self, now: DateTime<Utc>, wall: DateTime<Utc>) -> Result<Scored, StoreError> {
        let mut tx = self.worker.begin().await?;
        let ours: bool =
            sqlx::query_scalar("select pg_try_advisory_xact_lock($1)").bind(LOCK).fetch_one(&mut *tx).await?;
        let vehicles = if ours { taken(&mut tx, now).await? } else { Vec::new() };
        if vehicles.is_empty() {
            // At once: the lock goes with the transaction.
            tx.rollback().await?;
            return Ok(Scored::default());
        }
        let before = before(&mut tx, &vehicles).await?;
        let subjects = facts::of_vehicles(&mut tx, &vehicles).await?;
        let lenders: BTreeSet<i32> = subjects.iter().map(|s| s.lender.0).collect();
        let lenders: Vec<i32> = lenders.into_iter().collect();
        let own = parameters::in_force(&mut tx, &lenders).await?;
        let built_in = RiskParameters::default();
        let made: Vec<Made> = subjects
            .iter()
            .map(|s| make(s, before.get(&s.vehicle_no), own.get(&s.lender).unwrap_or(&built_in), now))
            .collect();
        keep(&mut tx, &made, now).await?;
        keep_days(&mut tx, &made).await?;
        let moved: Vec<&Made> = made.iter().filter(|m| m.moved()).collect();
        for one in &moved {
            tell(&mut tx, one, wall).await?;
        }
        tx.commit().await?;
        Ok(Scored { scores: made.len() as u64, moved: moved.len() as u64 })
    }
}

/// The vehicles whose score is to be made: their notes are gone with this transaction.
async fn taken(tx: &mut PgConnection, now: DateTime<Utc>) -> Result<Vec<i32>, StoreError> {
    let noted: Vec<i32> = sqlx::query_scalar(
        "delete from risk_change where id in (select id from risk_change order by id limit $1) returning vehicle_no",
    )
    .bind(NOTES)
    .fetch_all(&mut *tx)
    .await?;
    let due: Vec<i32> =
        sqlx::query_scalar("select vehicle_no from risk_score where due_at <= $1 order by due_at, vehicle_no limit $2")
            .bind(now)
            .bind(DUE)
            .fetch_all(tx)
            .await?;
    Ok(noted.into_iter().chain(due).collect::<BTreeSet<i32>>().into_iter().collect())
}

async fn before(tx: &mut PgConnection, vehicles: &[i32]) -> Result<BTreeMap<i32, Before>, StoreError> {
    let rows: Vec<Before> = sqlx::query_as(
        "select s.vehicle_no, s.band, s.days_from, s.days_until, d.points as last_points, d.band as last_band
         from risk_score s
         left join lateral (select points, band from risk_day d where d.vehicle_no = s.vehicle_no
                            order by day desc limit 1) d on true
         where s.vehicle_no = any ($1)",
    )
    .bind(vehicles)
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.vehicle_no, row)).collect())
}

fn make(subject: &Subject, before: Option<&Before>, p: &RiskParameters, now: DateTime<Utc>) -> Made {
    let today = business_date(now, subject.zone);
    let yesterday = today.pred_opt().unwrap_or(today);
    let days_from = before.map_or_else(|| today - Days::new(BEFORE), |b| b.days_from);
    let first = before.map_or(days_from, |b| b.days_until + Days::new(1));
    let steps = subject.steps(first.min(today), now);
    let score = score(&subject.signals, steps.last().map(|step| &step.facts), now, p);
    let mut days = daily(&subject.signals, &steps, (first, yesterday), subject.zone, p);
    let mut last = before.and_then(|b| Some((b.last_points?, b.last_band.as_deref()?))).unwrap_or((0, "green"));
    days.retain(|day| {
        let this = (i16::from(day.points), day.band.name());
        let differs = this != last;
        last = this;
        differs
    });
    // Only time lets it fade from now on: until the history has told that nothing is left.
    let fades = !score.reasons.is_empty() || last.0 != 0;
    Made {
        vehicle_no: subject.vehicle_no,
        vehicle_id: subject.vehicle_id,
        lender: subject.lender.0,
        loan: subject.loan.as_ref().map(|(loan, _)| loan.loan.id.0),
        days_from,
        days_until: before.map_or(yesterday, |b| b.days_until.max(yesterday)),
        days,
        due_at: today.succ_opt().filter(|_| fades).and_then(|tomorrow| day_begins(tomorrow, subject.zone)),
        band_before: before.map(|b| b.band.clone()),
        score,
    }
}

impl Made {
    fn moved(&self) -> bool {
        self.band_before.as_deref().unwrap_or("green") != self.score.band.name()
    }
}

async fn keep(tx: &mut PgConnection, made: &[Made], now: DateTime<Utc>) -> Result<(), StoreError> {
    let reasons: Result<Vec<serde_json::Value>, _> = made
        .iter()
        .map(|m| serde_json::to_value(m.score.reasons.iter().map(RiskReason::of).collect::<Vec<RiskReason>>()))
        .collect();
    let reasons = reasons.map_err(|e| StoreError::unreadable("risk reasons", e.to_string()))?;
    sqlx::query(
        "insert into risk_score (vehicle_no, lender_no, loan_id, points, band, escalated, reasons, version, computed_at,
                                 days_from, days_until, due_at)
         select m.vehicle_no, m.lender_no, m.loan_id, m.points, m.band, m.escalated, m.reasons, m.version, $9, m.days_from,
                m.days_until, m.due_at
         from unnest($1::int4[], $2::int4[], $3::uuid[], $4::int2[], $5::text[], $6::bool[], $7::jsonb[], $8::int4[],
                     $10::date[], $11::date[], $12::timestamptz[])
              as m (vehicle_no, lender_no, loan_id, points, band, escalated, reasons, version, days_from, days_until, due_at)
         on conflict (vehicle_no) do update set lender_no = excluded.lender_no, loan_id = excluded.loan_id,
           points = excluded.points, band = excluded.band, escalated = excluded.escalated, reasons = excluded.reasons,
           version = excluded.version, computed_at = excluded.computed_at, days_until = excluded.days_until,
           due_at = excluded.due_at",
    )
    .bind(made.iter().map(|m| m.vehicle_no).collect::<Vec<_>>())
    .bind(made.iter().map(|m| m.lender).collect::<Vec<_>>())
    .bind(made.iter().map(|m| m.loan).collect::<Vec<_>>())
    .bind(made.iter().map(|m| i16::from(m.score.points)).collect::<Vec<_>>())
    .bind(made.iter().map(|m| m.score.band.name()).collect::<Vec<_>>())
    .bind(made.iter().map(|m| m.score.escalated).collect::<Vec<_>>())
    .bind(reasons)
    .bind(made.iter().map(|m| version(&m.score)).collect::<Vec<_>>())
    .bind(now)
    .bind(made.iter().map(|m| m.days_from).collect::<Vec<_>>())
    .bind(made.iter().map(|m| m.days_until).collect::<Vec<_>>())
    .bind(made.iter().map(|m| m.due_at).collect::<Vec<_>>())
    .execute(tx)
    .await?;
    Ok(())
}

fn version(score: &RiskScore) -> i32 {
    i32::try_from(score.version).unwrap_or(i32::MAX)
}

/// A day that was told stays as it was told.
async fn keep_days(tx: &mut PgConnection, made: &[Made]) -> Result<(), StoreError> {
    let days: Vec<(&Made, &Day)> = made.iter().flat_map(|m| m.days.iter().map(move |day| (m, day))).collect();
    if days.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "insert into risk_day (vehicle_no, day, lender_no, points, band, version)
         select * from unnest($1::int4[], $2::date[], $3::int4[], $4::int2[], $5::text[], $6::int4[])
         on conflict (vehicle_no, day) do nothing",
    )
    .bind(days.iter().map(|(m, _)| m.vehicle_no).collect::<Vec<_>>())
    .bind(days.iter().map(|(_, day)| day.day).collect::<Vec<_>>())
    .bind(days.iter().map(|(m, _)| m.lender).collect::<Vec<_>>())
    .bind(days.iter().map(|(_, day)| i16::from(day.points)).collect::<Vec<_>>())
    .bind(days.iter().map(|(_, day)| day.band.name()).collect::<Vec<_>>())
    .bind(days.iter().map(|(m, _)| version(&m.score)).collect::<Vec<_>>())
    .execute(tx)
    .await?;
    Ok(())
}

async fn tell(tx: &mut PgConnection, made: &Made, wall: DateTime<Utc>) -> Result<(), StoreError> {
    let factors: Vec<&str> =
        made.score.reasons.iter().map(|r| r.alert.map_or(r.factor.name(), |kind| kind.name())).take(5).collect();
    let data = serde_json::json!({
        "from": made.band_before.as_deref().unwrap_or("green"), "to": made.score.band.name(), "points": made.score.points,
        "reasons": factors, "version": made.score.version,
    });
    let event = NewEvent {
        lender: Some(lienwatch_domain::ids::LenderNo(made.lender)),
        entity_kind: "vehicle",
        entity_id: made.vehicle_id,
        action: "risk_band_moved",
        actor: "system:risk",
        at: wall,
        reason: None,
        data,
    };
    events::append(tx, &event).await?;
    Ok(())
}
