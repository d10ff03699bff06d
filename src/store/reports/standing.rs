//! How things stand at this moment: counts over everything that a lender has, never over a page of a list. Each statement
//! reads its table once and answers a few rows, however much there is.

use super::super::StoreError;
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;

/// Loans of one bucket and currency that are neither settled nor charged off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow, ToSchema)]
pub struct Arrears {
    /// `current`, `m1` to `m6` or `m6_plus`.
    pub bucket: String,
    /// ISO 4217.
    pub currency: String,
    /// How many.
    pub loans: i64,
    /// What of their schedules is unpaid, minor units.
    pub outstanding_minor: i64,
    /// What of it is due, minor units.
    pub overdue_minor: i64,
}

/// Open cases of one state and currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow, ToSchema)]
pub struct OpenCases {
    /// `flagged`, `in_review`, `authorised`, ...
    pub state: String,
    /// ISO 4217.
    pub currency: String,
    /// How many.
    pub cases: i64,
    /// Of them kept by a hold.
    pub held: i64,
    /// What their loans still owe, minor units.
    pub outstanding_minor: i64,
}

/// Open alerts of one type that the desk has not resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow, ToSchema)]
pub struct OpenAlerts {
    /// Alert type, e.g. `removal`.
    #[serde(rename = "type")]
    #[sqlx(rename = "type")]
    pub kind: String,
    /// How many.
    pub alerts: i64,
    /// Of them critical.
    pub critical: i64,
    /// Of them not looked at yet.
    pub fresh: i64,
}

/// Trackers of one role that are fitted in a vehicle, and how they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow, ToSchema)]
pub struct DeviceHealth {
    /// `wired`, `wireless` or `obd`.
    pub role: String,
    /// How many.
    pub fitted: i64,
    /// Connected now.
    pub connected: i64,
    /// Never heard of.
    pub never_heard: i64,
    /// Heard of, but not for 24 hours.
    pub silent_24h: i64,
    /// Of those, not for 7 days.
    pub silent_7d: i64,
    /// Of those, not for 30 days.
    pub silent_30d: i64,
    /// Whose last report told a battery under 20 percent.
    pub low_battery: i64,
    /// Heard of, but never with a place.
    pub no_place: i64,
}

/// Cars that stand in yards, by how long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow, ToSchema)]
pub struct StorageAge {
    /// Days from the hand-over to the yard, at least: 0, 8, 31, 61 or 91.
    pub days: i32,
    /// How many.
    pub cars: i64,
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Standing {
    /// When it was counted, engine time.
    pub as_of: DateTime<Utc>,
    /// By bucket and currency.
    pub arrears: Vec<Arrears>,
    /// By state and currency.
    pub cases: Vec<OpenCases>,
    /// By type, the most first.
    pub alerts: Vec<OpenAlerts>,
    /// By role.
    pub devices: Vec<DeviceHealth>,
    /// By age, the youngest first; ages without a car are left out.
    pub storage: Vec<StorageAge>,
}

/// Counts it as far as the transaction sees.
pub async fn standing(c: &mut PgConnection, now: DateTime<Utc>) -> Result<Standing, StoreError> {
    let arrears = sqlx::query_as(
        "select bucket, currency, count(*) as loans, sum(outstanding_minor)::int8 as outstanding_minor,
                sum(overdue_minor)::int8 as overdue_minor
         from loan where status not in ('settled', 'charged_off') group by 1, 2 order by 1, 2",
    )
    .fetch_all(&mut *c)
    .await?;
    let cases = sqlx::query_as(
        "select k.state, l.currency, count(*) as cases,
                count(*) filter (where exists (select from case_hold h where h.case_id = k.id and h.released_at is null)) as held,
                sum(l.outstanding_minor)::int8 as outstanding_minor
         from recovery_case k join loan l on l.id = k.loan_id where k.closed_at is null group by 1, 2 order by 1, 2",
    )
    .fetch_all(&mut *c)
    .await?;
    let alerts = sqlx::query_as(
        "select type, count(*) as alerts, count(*) filter (where severity = 'critical') as critical,
                count(*) filter (where desk_state = 'new') as fresh
         from alert where state = 'open' and desk_state <> 'resolved' group by 1 order by 2 desc, 1",
    )
    .fetch_all(&mut *c)
    .await?;
    let devices = sqlx::query_as(
        "select t.role, count(*) as fitted, count(*) filter (where s.connected) as connected,
                count(*) filter (where s.tracker_no is null) as never_heard,
                count(*) filter (where s.received_at < $1 - interval '24 hours') as silent_24h,
                count(*) filter (where s.received_at < $1 - interval '7 days') as silent_7d,
                count(*) filter (where s.received_at < $1 - interval '30 days') as silent_30d,
                count(*) filter (where s.battery_pct < 20) as low_battery,
                count(*) filter (where s.tracker_no is not null and s.lat_e7 is null) as no_place
         from installation i join tracker t using (tracker_no) left join tracker_latest s using (tracker_no)
         where i.removed_at is null group by 1 order by 1",
    )
    .bind(now)
    .fetch_all(&mut *c)
    .await?;
    let storage = sqlx::query_as(
        "select case when age < 8 then 0 when age < 31 then 8 when age < 61 then 31 when age < 91 then 61 else 91 end as days,
                count(*) as cars
         from (select extract(day from $1 - (detail #>> '{-1,at}')::timestamptz) as age from custody where yard_id is not null) u
         group by 1 order by 1",
    )
    .bind(now)
    .fetch_all(c)
    .await?;
    Ok(Standing { as_of: now, arrears, cases, alerts, devices, storage })
}
