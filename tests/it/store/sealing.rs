//! A sealed partition holds what it held, whatever is written to it meanwhile and whenever the process dies.

use super::{connect, count, fresh, rounds, run, today};
use crate::support::database;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch::store::Store;
use lienwatch::store::observations::Writer;
use lienwatch::store::sealing::Sealing;
use sqlx::{Connection, PgPool};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const AGE: TimeDelta = TimeDelta::hours(48);

/// A day long enough ago.
fn day() -> DateTime<Utc> {
    today() - TimeDelta::days(5)
}

/// Every row, in one digest.
async fn digest(owner: &PgPool) -> (i64, Option<String>) {
    sqlx::query_as(
        "select count(*), md5(string_agg(o::text, ' ' order by tracker_no, device_time, digest)) from observation o",
    )
    .fetch_one(owner)
    .await
    .expect("reads")
}

/// Rows of a partition that stand before one that belongs before them.
async fn out_of_order(owner: &PgPool, name: &str) -> i64 {
    count(
        owner,
        &format!(
            "(select (tracker_no, device_time, digest) < lag((tracker_no, device_time, digest)) over (order by ctid) as wrong
              from {name}) as o where wrong"
        ),
    )
    .await
}

/// The one partition of a writer's day, filled.
async fn filled(store: &Store) -> (Writer, String) {
    let mut writer = Writer::open(store.clone(), 1, 1).await.expect("opens");
    for quarter in 0..4 {
        writer.append(rounds(40, day() + TimeDelta::minutes(15 * quarter), 15)).await.expect("stores");
    }
    let name = store.next_to_seal(Utc::now() - AGE).await.expect("asks").expect("the day's");
    (writer, name)
}

#[tokio::test]
async fn a_partition_is_rewritten_in_the_order_of_its_key_and_stays_what_it_was() {
    let (store, owner) = fresh().await;
    let (mut writer, name) = filled(&store).await;
    let before = digest(&owner).await;
    assert_eq!(before.0, 2400);
    assert!(out_of_order(&owner, &name).await > 0);
    let catalogue = "select name || ' ' || starts_at || ' ' || ends_at from observation_partition";
    let named: String = sqlx::query_scalar(catalogue).fetch_one(&owner).await.expect("one");
    let shape = format!(
        "select string_agg(regexp_replace(pg_get_indexdef(indexrelid), '.* USING', ''), ';' order by indexrelid)
         from pg_index where indrelid = '{name}'::regclass and indisvalid"
    );
    let shape = async || -> String {
        sqlx::query_scalar(sqlx::AssertSqlSafe(shape.clone())).fetch_one(&owner).await.expect("indexes")
    };
    let indexes = shape().await;

    assert_eq!(store.seal_one(day() + TimeDelta::hours(71), AGE).await.expect("runs"), Sealing::Nothing, "too young");
    assert_eq!(store.seal_one(Utc::now(), AGE).await.expect("runs"), Sealing::Sealed(name.clone()));
    assert_eq!(digest(&owner).await, before);
    assert_eq!(out_of_order(&owner, &name).await, 0);
    assert_eq!(sqlx::query_scalar::<_, String>(catalogue).fetch_one(&owner).await.expect("one"), named);
    assert_eq!(shape().await.split(';').count(), indexes.split(';').count());
    let unattached = "pg_index x join pg_class c on c.oid = x.indexrelid
                      where x.indrelid in (select partition from observation_partition) and not c.relispartition";
    assert_eq!(count(&owner, unattached).await, 0, "every index is the table's");
    let leftovers = "pg_class where relname like '%seal_copy%' or relname like '%observation_seal_range%'";
    assert_eq!(count(&owner, leftovers).await, 0);
    assert_eq!(count(&owner, "pg_trigger where tgname = 'observation_seal'").await, 0);
    assert_eq!(store.seal_one(Utc::now(), AGE).await.expect("runs"), Sealing::Nothing, "once");

    // Late rows go there all the same, and a resend is one.
    let late = rounds(40, day() + TimeDelta::minutes(55), 10);
    let appended = writer.append(late).await.expect("stores");
    assert_eq!((appended.fresh.len(), appended.resent), (200, 200));
    assert_eq!(count(&owner, &name).await, 2600);
    assert_eq!(store.seal_one(Utc::now(), AGE).await.expect("runs"), Sealing::Nothing, "nor again");
}

#[tokio::test]
async fn what_is_written_while_a_partition_is_copied_is_carried_over() {
    let (store, owner) = fresh().await;
    let (mut writer, name) = filled(&store).await;
    let late = |from: i64| rounds(40, day() + TimeDelta::hours(from), 3);
    assert!(store.begin_seal(&name, Utc::now()).await.expect("begins"));
    writer.append(late(2)).await.expect("before any is copied");
    assert!(store.copy_seal(&name, 700).await.expect("copies"));
    writer.append(late(3)).await.expect("when some are copied");
    run(&owner, "update observation set received_at = received_at + interval '1 s' where tracker_no in (2, 39)").await;
    run(&owner, "delete from observation where tracker_no in (3, 38) and device_time < (select min(device_time) from observation) + interval '5 min'").await;
    while store.copy_seal(&name, 700).await.expect("copies") {}
    writer.append(late(4)).await.expect("when all are copied");
    run(&owner, "update observation set received_at = received_at + interval '1 s' where tracker_no in (4, 37)").await;
    let before = digest(&owner).await;
    assert!(store.check_seal(&name).await.expect("compares"));
    assert!(store.swap_seal(&name, Utc::now()).await.expect("swaps"));
    assert_eq!(digest(&owner).await, before);
    assert_eq!(before.0, 2400 + 3 * 120 - 10);
    assert_eq!(count(&owner, "observation_seal_change").await, 0);
}

#[tokio::test]
async fn writers_go_on_while_a_partition_is_sealed() {
    let (store, owner) = fresh().await;
    let (mut writer, name) = filled(&store).await;
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = stop.clone();
    let writing = tokio::spawn(async move {
        let (mut stored, mut second) = (0, 0);
        while !stopped.load(Ordering::SeqCst) {
            second += 1;
            let at = day() + TimeDelta::hours(5) + TimeDelta::seconds(second);
            // New ones, and some that are there: both ways into the table.
            let mut batch = rounds(40, at, 1);
            batch.extend(rounds(10, day(), 1));
            stored += writer.append(batch).await.expect("no append fails").fresh.len();
        }
        stored
    });
    loop {
        match store.seal_one(Utc::now(), AGE).await.expect("runs") {
            Sealing::Sealed(sealed) => break assert_eq!(sealed, name),
            Sealing::Busy(_) => {}
            other => panic!("{other:?}"),
        }
    }
    stop.store(true, Ordering::SeqCst);
    let stored = writing.await.expect("ends") as i64;
    assert_eq!(count(&owner, "observation").await, 2400 + stored);
    assert_eq!(count(&owner, "observation_outlier").await, 0);
}

#[tokio::test]
async fn a_kill_at_any_step_is_made_good_by_the_next_start() {
    let url = database::fresh().await;
    let owner = PgPool::connect(&url).await.expect("connects");
    let store = connect(&url).await;
    let (mut writer, name) = filled(&store).await;
    // Each step done and undone, as by a kill before its commit; then done, and the process killed after it.
    let died = async |step: String| {
        let mut c = sqlx::PgConnection::connect(&url).await.expect("connects");
        let mut tx = c.begin().await.expect("begins");
        sqlx::query(sqlx::AssertSqlSafe(step)).execute(&mut *tx).await.expect("does it");
        tx.rollback().await.expect("and dies");
    };
    died(format!("select begin_observation_seal('{name}', now())")).await;
    assert!(store.begin_seal(&name, Utc::now()).await.expect("begins"));
    store.close().await;
    let store = connect(&url).await;
    assert!(store.begin_seal(&name, Utc::now()).await.expect("goes on"));
    died(format!("select copy_observation_seal('{name}', 300)")).await;
    assert!(store.copy_seal(&name, 300).await.expect("copies"));
    store.close().await;
    let store = connect(&url).await;
    assert_eq!(store.next_to_seal(Utc::now() - AGE).await.expect("asks").as_deref(), Some(name.as_str()));
    while store.copy_seal(&name, 300).await.expect("copies") {}
    died(format!("select swap_observation_seal('{name}', now())")).await;
    // The writer of the dead process may have been one of another: rows of these keys are resent.
    let mut other = Writer::open(store.clone(), 2, 1).await.expect("opens");
    assert_eq!(other.append(rounds(40, day(), 61)).await.expect("stores").fresh.len(), 40);
    let before = digest(&owner).await;
    assert_eq!(store.seal_one(Utc::now(), AGE).await.expect("runs"), Sealing::Sealed(name));
    assert_eq!(digest(&owner).await, before);
    assert_eq!(before.0, 2440);
    drop(writer.keep_up().await);
}

#[tokio::test]
async fn a_long_read_is_not_waited_for() {
    let (store, owner) = fresh().await;
    let (mut writer, name) = filled(&store).await;
    let before = digest(&owner).await;
    let mut reader = owner.begin().await.expect("begins");
    sqlx::query("select from observation limit 1").execute(&mut *reader).await.expect("reads");
    assert_eq!(store.seal_one(Utc::now(), AGE).await.expect("runs"), Sealing::Busy(name.clone()));
    assert_eq!(digest(&owner).await, before);
    writer.append(rounds(1, day() + TimeDelta::hours(9), 1)).await.expect("stores");
    reader.rollback().await.expect("ends");
    assert_eq!(store.seal_one(Utc::now(), AGE).await.expect("runs"), Sealing::Sealed(name));
    assert_eq!(digest(&owner).await.0, before.0 + 1);
}

#[tokio::test]
async fn a_copy_that_differs_does_not_take_the_partitions_place() {
    let (store, owner) = fresh().await;
    let (_, name) = filled(&store).await;
    let before = digest(&owner).await;
    assert!(store.begin_seal(&name, Utc::now()).await.expect("begins"));
    while store.copy_seal(&name, 300).await.expect("copies") {}
    run(&owner, "delete from observation_seal_copy where tracker_no = 7").await;
    assert_eq!(store.seal_one(Utc::now(), AGE).await.expect("runs"), Sealing::Mismatch(name.clone()));
    assert_eq!(digest(&owner).await, before);
    assert_eq!(store.seal_one(Utc::now(), AGE).await.expect("runs"), Sealing::Sealed(name));
    assert_eq!(digest(&owner).await, before);
}
