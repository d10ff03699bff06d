//! What the desk decided about alerts: how often each type was right, and what a refit learns from.

use super::{Store, StoreError};
use chrono::{DateTime, Utc};
use lienwatch_domain::alert::{Evidence, Verdict};
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};

/// Alerts of one type, month and verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct Tally {
    /// Alert type.
    #[sqlx(rename = "type")]
    pub kind: String,
    /// Month in which they were raised, in the lender's time zone: `2026-09`.
    pub month: String,
    /// How the desk decided.
    pub verdict: String,
    /// How many.
    pub count: i64,
}

/// Alerts that the desk decided, raised in `[from, to)`, as far as the transaction sees: however many there are, few
/// rows (types times months times four verdicts).
pub async fn tallies(c: &mut PgConnection, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Vec<Tally>, StoreError> {
    let rows = sqlx::query_as(
        "select a.type, to_char(a.raised_at at time zone l.time_zone, 'YYYY-MM') as month, a.verdict, count(*) as count
         from alert a join lender l using (lender_no)
         where a.raised_at >= $1 and a.raised_at < $2 and a.desk_state = 'resolved' and a.verdict is not null
         group by 1, 2, 3 order by 1, 2, 3",
    )
    .bind(from)
    .bind(to)
    .fetch_all(c)
    .await?;
    Ok(rows)
}

/// A removal alert with the desk's verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// How it was decided.
    pub verdict: Verdict,
    /// What it rested on when it was last stated.
    pub evidence: Vec<Evidence>,
}

impl Store {
    /// Removal alerts of all lenders that the desk decided, raised since `since`, the newest first, at most `most`. Tests
    /// are left out, and so is evidence that cannot be read: how many of those there were is the second answer.
    pub async fn decided_removals(&self, since: DateTime<Utc>, most: u32) -> Result<(Vec<Decided>, usize), StoreError> {
        let rows: Vec<(String, Json<serde_json::Value>)> = sqlx::query_as(
            "select verdict, evidence from alert
             where type = 'removal' and desk_state = 'resolved' and verdict is not null and verdict <> 'test'
               and raised_at >= $1
             order by raised_at desc, id limit $2",
        )
        .bind(since)
        .bind(i64::from(most))
        .fetch_all(&self.worker)
        .await?;
        let asked = rows.len();
        let read = |(verdict, evidence): (String, Json<serde_json::Value>)| {
            let evidence = serde_json::from_value(evidence.0).ok()?;
            Some(Decided { verdict: Verdict::from_name(&verdict)?, evidence })
        };
        let decided: Vec<Decided> = rows.into_iter().filter_map(read).collect();
        let unread = asked - decided.len();
        Ok((decided, unread))
    }
}
