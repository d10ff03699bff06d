//! What yards need looking at.

use super::StoreError;
use super::documents::Stored;
use super::shelves::YARDS;
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::{CaseId, HandOverId, YardId};
use lienwatch_domain::recovery::{Standing, Yard, YardTrouble};
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// An alert of a yard.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct YardAlert {
    /// Its id.
    pub id: Uuid,
    /// Of which yard.
    pub yard_id: Uuid,
    /// `overdue_stay`, `nearly_full` or `full`.
    pub kind: String,
    /// The car of which case has stood there for too long.
    pub case_id: Option<Uuid>,
    /// `warn` or `high`.
    pub severity: String,
    /// Since when, engine time.
    pub raised_at: DateTime<Utc>,
    /// When it was over, engine time; null: it is not.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

const ALERT: &str = "id, yard_id, kind, case_id, severity, raised_at, withdrawn_at";

/// A page of alerts, by id.
pub async fn list(
    c: &mut PgConnection,
    yard: Option<Uuid>,
    open: Option<bool>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<YardAlert>, StoreError> {
    let sql = format!(
        "select {ALERT} from yard_alert where ($1::uuid is null or yard_id = $1)
           and ($2::bool is null or (withdrawn_at is null) = $2) and ($3::uuid is null or id > $3) order by id limit $4"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(yard).bind(open).bind(after).bind(limit);
    Ok(query.fetch_all(c).await?)
}

/// Lenders that have a yard.
pub async fn lenders(c: &mut PgConnection) -> Result<Vec<i32>, StoreError> {
    Ok(sqlx::query_scalar("select distinct lender_no from yard order by 1").fetch_all(c).await?)
}

/// Yards of a lender and how many cars stand in each, at most `limit`, by id.
pub async fn occupancy(
    c: &mut PgConnection,
    lender_no: i32,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<(Yard, u32)>, StoreError> {
    let rows: Vec<(Uuid, i64)> = sqlx::query_as(
        "select y.id, (select count(*) from custody u where u.yard_id = y.id) from yard y
         where y.lender_no = $1 and ($2::uuid is null or y.id > $2) order by y.id limit $3",
    )
    .bind(lender_no)
    .bind(after)
    .bind(limit)
    .fetch_all(&mut *c)
    .await?;
    let mut found = Vec::with_capacity(rows.len());
    for (id, occupied) in rows {
        if let Some(Stored { value, .. }) = YARDS.get(c, id).await? {
            found.push((value, u32::try_from(occupied).unwrap_or(u32::MAX)));
        }
    }
    Ok(found)
}

/// Cars of a lender that came into the yard in which they stand before `before`, at most `limit`, longest first.
pub async fn standing_since(
    c: &mut PgConnection,
    lender_no: i32,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Standing>, StoreError> {
    let rows: Vec<(Uuid, Uuid, Uuid, DateTime<Utc>)> = sqlx::query_as(
        "select yard_id, case_id, (detail #>> '{-1,id}')::uuid, (detail #>> '{-1,at}')::timestamptz from custody
         where yard_id is not null and lender_no = $1 and (detail #>> '{-1,at}')::timestamptz < $2 order by 4, 2 limit $3",
    )
    .bind(lender_no)
    .bind(before)
    .bind(limit)
    .fetch_all(c)
    .await?;
    let standing = |(yard, case, hand_over, since)| Standing {
        yard: YardId(yard),
        case: CaseId(case),
        hand_over: HandOverId(hand_over),
        since,
    };
    Ok(rows.into_iter().map(standing).collect())
}

/// The alerts of a lender that are not over: their ids, and what they are about.
pub async fn open_of(c: &mut PgConnection, lender_no: i32, limit: i64) -> Result<Vec<(Uuid, YardTrouble)>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        id: Uuid,
        yard_id: Uuid,
        kind: String,
        case_id: Option<Uuid>,
        hand_over: Option<Uuid>,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "select id, yard_id, kind, case_id, hand_over from yard_alert where lender_no = $1 and withdrawn_at is null
         order by id limit $2",
    )
    .bind(lender_no)
    .bind(limit)
    .fetch_all(c)
    .await?;
    let read = |row: Row| {
        let yard = YardId(row.yard_id);
        let trouble = match (row.kind.as_str(), row.case_id, row.hand_over) {
            ("overdue_stay", Some(case), Some(hand_over)) => {
                YardTrouble::OverdueStay { yard, case: CaseId(case), hand_over: HandOverId(hand_over) }
            }
            ("nearly_full", ..) => YardTrouble::NearlyFull { yard },
            ("full", ..) => YardTrouble::Full { yard },
            _ => return Err(StoreError::unreadable("alert of a yard", row.kind)),
        };
        Ok((row.id, trouble))
    };
    rows.into_iter().map(read).collect()
}

/// Raises an alert; answers whether it was not there yet.
pub async fn raise(
    c: &mut PgConnection,
    lender_no: i32,
    id: Uuid,
    trouble: YardTrouble,
    severity: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let (case, hand_over) = match trouble {
        YardTrouble::OverdueStay { case, hand_over, .. } => (Some(case.0), Some(hand_over.0)),
        YardTrouble::NearlyFull { .. } | YardTrouble::Full { .. } => (None, None),
    };
    let done = sqlx::query(
        "insert into yard_alert (id, lender_no, yard_id, kind, case_id, hand_over, severity, raised_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
    )
    .bind(id)
    .bind(lender_no)
    .bind(trouble.yard().0)
    .bind(trouble.kind().name())
    .bind(case)
    .bind(hand_over)
    .bind(severity)
    .bind(now)
    .execute(c)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Withdraws an alert; answers whether it stood until now.
pub async fn withdraw(c: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let done = sqlx::query("update yard_alert set withdrawn_at = $2 where id = $1 and withdrawn_at is null")
        .bind(id)
        .bind(now)
        .execute(c)
        .await?;
    Ok(done.rows_affected() == 1)
}
