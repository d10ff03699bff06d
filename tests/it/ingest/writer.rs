//! The writer against its database: lost answers, other processes, partitions of another width, rows it refuses.

use super::service::{IMEI, Service, Tracker, config, position, register, seconds_ago};
use crate::support::database;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch::engine::Clock;
use lienwatch::store::observations::Writer;
use lienwatch::store::{Store, StoreError};
use lienwatch_domain::ids::{LenderNo, TrackerNo};
use lienwatch_domain::observation::Observation;
use sqlx::PgPool;

fn rows(from: i64, count: i64) -> Vec<Observation> {
    let first = seconds_ago(from);
    let row = |i| Observation::of(&position(first + TimeDelta::seconds(i)), TrackerNo(1), LenderNo(1), Utc::now());
    (0..count).map(row).collect()
}

async fn store() -> (String, Store) {
    let url = database::fresh().await;
    let store = Store::connect(&config().database, &url).await.expect("connects");
    (url, store)
}

#[tokio::test]
async fn a_batch_whose_commit_was_not_answered_is_still_handed_on() {
    let (_, store) = store().await;
    // The second stands where the first stood before its commit: as if the answer had been lost.
    let mut first = Writer::open(store.clone(), 1, 7).await.expect("opens");
    let mut again = Writer::open(store.clone(), 1, 7).await.expect("opens");
    let batch = rows(1000, 20);
    let stored = first.append(batch.clone()).await.expect("stores");
    let retried = again.append(batch).await.expect("stores once");
    assert_eq!(retried.resent, 0);
    assert_eq!(retried.fresh, stored.fresh);
    // A process that remembers nothing takes what was sent before for what it is.
    let known = retried.fresh.into_iter().take(5).map(|row| row.observation);
    let mut third = Writer::open(store, 1, 7).await.expect("opens");
    let appended = third.append(known.chain(rows(500, 3)).collect()).await.expect("stores");
    assert_eq!((appended.fresh.len(), appended.resent), (3, 5));
}

#[tokio::test]
async fn the_list_of_unregistered_devices_is_bounded() {
    let (url, store) = store().await;
    let owner = PgPool::connect(&url).await.expect("connects");
    sqlx::query(
        "insert into quarantine (protocol, device_id, first_seen, last_seen, messages, last_packets)
         select 'gt06', 'd' || i, t, t, 1, '[]' from generate_series(1, 100100) i,
                lateral (select timestamptz '2026-01-01' + i * interval '1 s' as t) as x",
    )
    .execute(&owner)
    .await
    .expect("fills");
    let device = lienwatch_protocols::DeviceId::new(IMEI).expect("an id");
    let newest = lienwatch::store::strangers::Stranger {
        protocol: lienwatch_protocols::Protocol::Gt06,
        name: lienwatch::store::strangers::Name::Device(device),
        last_seen: Utc::now(),
        messages: 1,
        peer: "test".into(),
        first: String::new(),
        packets: Vec::new(),
    };
    store.record_strangers(&[newest]).await.expect("records");
    let (count, oldest): (i64, bool) =
        sqlx::query_as("select count(*), bool_or(device_id in ('d1', 'd101')) from quarantine")
            .fetch_one(&owner)
            .await
            .expect("counts");
    assert_eq!((count, oldest), (100_000, false));
}

#[tokio::test]
async fn two_processes_do_not_write_as_one() {
    let (_, store) = store().await;
    let mut older = Writer::open(store.clone(), 1, 7).await.expect("opens");
    let mut newer = Writer::open(store, 1, 7).await.expect("opens");
    newer.append(rows(1000, 5)).await.expect("stores");
    let refused = older.append(rows(900, 3)).await.expect_err("fenced");
    assert!(matches!(refused, StoreError::Fenced { writer: 1, expected: 0 }), "{refused}");
    newer.append(rows(800, 2)).await.expect("goes on");
}

#[tokio::test]
async fn partitions_may_change_their_width() {
    let (url, store) = store().await;
    let owner = PgPool::connect(&url).await.expect("connects");
    let now = Utc::now();
    for (i, width) in [7, 1, 31, 3, 7].into_iter().enumerate() {
        let mut writer = Writer::open(store.clone(), 1, width).await.expect("opens");
        let days = (0..60).map(|d| {
            let t = now - TimeDelta::days(d) - TimeDelta::seconds(i as i64);
            Observation::of(&position(t), TrackerNo(1), LenderNo(1), Utc::now())
        });
        writer.append(days.collect()).await.expect("stores");
    }
    let count =
        |table: &str| sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(format!("select count(*) from {table}")));
    assert_eq!(count("observation").fetch_one(&owner).await.expect("counts"), 300);
    assert_eq!(count("observation_outlier").fetch_one(&owner).await.expect("counts"), 0);
}

#[tokio::test]
async fn a_partition_that_was_dropped_is_made_anew() {
    let (url, store) = store().await;
    let mut writer = Writer::open(store, 1, 7).await.expect("opens");
    writer.append(rows(1000, 5)).await.expect("stores");
    let owner = PgPool::connect(&url).await.expect("connects");
    let name: String = sqlx::query_scalar("select tableoid::regclass::text from observation limit 1")
        .fetch_one(&owner)
        .await
        .expect("a partition");
    sqlx::query(sqlx::AssertSqlSafe(format!("drop table {name}"))).execute(&owner).await.expect("drops");
    assert_eq!(writer.append(rows(900, 5)).await.expect("stores").fresh.len(), 5);
}

#[tokio::test]
async fn a_refused_row_costs_its_own_connection_and_nobody_else() {
    let url = database::fresh().await;
    let (owner, other) = (PgPool::connect(&url).await.expect("connects"), "860000000000025");
    register(&owner, IMEI, "gt06").await;
    register(&owner, other, "gt06").await;
    let bad: DateTime<Utc> = DateTime::from_timestamp(seconds_ago(77).timestamp(), 0).expect("a time");
    for statement in [
        "create table bad (t timestamptz)",
        "grant select on bad to lw_ingest",
        "create function refuse() returns trigger language plpgsql as $$ begin
           if exists (select from bad where t = new.device_time) then raise exception using errcode = '22023'; end if;
           return new; end $$",
        "create trigger refuse before insert on observation for each row execute function refuse()",
    ] {
        sqlx::query(statement).execute(&owner).await.expect("prepares");
    }
    sqlx::query("insert into bad values ($1)").bind(bad).execute(&owner).await.expect("prepares");
    // One batch takes in both connections' rows.
    let mut config = config();
    config.pipeline.linger_ms = 50;
    config.pipeline.idle_flush_ms = 50;
    let service = Service::over(url, config, Clock::wall()).await;
    let mut unlucky = Tracker::login(&service, IMEI).await;
    let mut lucky = Tracker::login(&service, other).await;
    unlucky.send(position(bad)).await;
    for i in 0..3 {
        lucky.send(position(seconds_ago(50 + i))).await;
    }
    for _ in 0..3 {
        lucky.reply().await;
    }
    assert!(unlucky.closed().await, "not acknowledged, so it may send again");
    assert_eq!((service.stored(IMEI).await, service.stored(other).await), (0, 3));
    lucky.send(position(seconds_ago(5))).await;
    lucky.reply().await;
}
