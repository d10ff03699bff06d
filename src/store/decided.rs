//! What the desk decided about alerts: what a refit learns from.

use super::{Store, StoreError};
use chrono::{DateTime, Utc};
use lienwatch_domain::alert::{Evidence, Verdict};
use sqlx::types::Json;

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
