//! Mirrors `src/store`: what the store does without the service around it.

mod elsewhere;
mod latest;
mod partitions;
mod plans;
mod sealing;
mod seed;
mod size;
mod upgrade;

use crate::ingest::service::{config, position};
use crate::support::database;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch::store::Store;
use lienwatch_domain::ids::{LenderNo, TrackerNo};
use lienwatch_domain::observation::Observation;
use sqlx::PgPool;

/// A store over a database of its own, and a way past its roles.
async fn fresh() -> (Store, PgPool) {
    let url = database::fresh().await;
    let owner = PgPool::connect(&url).await.expect("connects");
    (connect(&url).await, owner)
}

/// What another process would have.
async fn connect(url: &str) -> Store {
    Store::connect(&config().database, url).await.expect("connects")
}

/// Midnight before now.
fn today() -> DateTime<Utc> {
    Utc::now().date_naive().and_time(chrono::NaiveTime::MIN).and_utc()
}

/// A position of a tracker at `t`, received at `received_at`.
fn row(tracker: i32, t: DateTime<Utc>, received_at: DateTime<Utc>) -> Observation {
    Observation::of(&position(t), TrackerNo(tracker), LenderNo(1), received_at)
}

/// One a minute of each of so many trackers, as they arrive.
fn rounds(trackers: i32, from: DateTime<Utc>, count: i64) -> Vec<Observation> {
    let at = |i| from + TimeDelta::minutes(i);
    (0..count).flat_map(|i| (1..=trackers).map(move |t| row(t, at(i), at(i)))).collect()
}

async fn count(owner: &PgPool, table: &str) -> i64 {
    let sql = format!("select count(*) from {table}");
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(owner).await.expect("counts")
}

async fn run(owner: &PgPool, sql: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(owner).await.unwrap_or_else(|e| panic!("{sql}: {e}"));
}
