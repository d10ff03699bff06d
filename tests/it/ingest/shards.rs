//! Several writers, each with its part of the fleet: no row is processed twice or not at all, whatever their number and
//! whichever car a tracker is in.

use super::service::{IMEI, Service, Tracker, config, position, register, seconds_ago};
use crate::support::database;
use chrono::TimeDelta;
use lienwatch::engine::Clock;
use lienwatch::store::shards::Shard;
use lienwatch_domain::ids::{TrackerNo, VehicleNo};
use sqlx::PgPool;

const DEVICES: usize = 12;

fn imei(n: usize) -> String {
    format!("8600000000{n:05}")
}

async fn over(url: String, writers: usize) -> Service {
    let mut config = config();
    config.pipeline.writers = writers;
    Service::over(url, config, Clock::wall()).await
}

/// Each device logs in, says ten things, and hears that they are stored.
async fn talk(service: &Service, phase: i64) {
    for n in 0..DEVICES {
        let mut tracker = Tracker::login(service, &imei(n)).await;
        for i in 0..10 {
            tracker.send(position(seconds_ago(1000 - 100 * phase - i))).await;
        }
        for _ in 0..10 {
            tracker.reply().await;
        }
    }
}

async fn number(owner: &PgPool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(owner).await.expect("counts")
}

const ALL: &str =
    "select count(*) from (select ingest_seq from observation union all select ingest_seq from observation_outlier) o";

#[tokio::test]
async fn each_row_is_processed_once_whatever_the_number_of_writers() {
    let mut url = database::fresh().await;
    let owner = PgPool::connect(&url).await.expect("connects");
    for n in 0..DEVICES {
        register(&owner, &imei(n), "gt06").await;
    }
    let (mut middle, mut before) = (Vec::<i64>::new(), 0);
    for (phase, writers) in [2, 1, 8, 3].into_iter().enumerate() {
        let service = over(url, writers).await;
        talk(&service, phase as i64).await;
        let processed = service.handle.drain().await.expect("drains").observations;
        // Connections may already have ended, which is a row too: none of an earlier phase is counted again.
        let (said, ended) = (11 * DEVICES as u64, DEVICES as u64);
        assert!((said..=said + ended).contains(&processed), "phase {phase}: {processed}");
        url = service.stop().await;
        if phase == 1 {
            middle = sqlx::query_scalar("select seqs from detector_cursor").fetch_one(&owner).await.expect("a cursor");
            before = number(&owner, ALL).await;
        }
    }
    assert_eq!(number(&owner, "select count(distinct ingest_seq) from observation").await, number(&owner, ALL).await);
    let spread = number(&owner, "select count(distinct ingest_seq % 8) from observation").await;
    assert!(spread > 3, "{spread} writers had something to do");
    // As if killed before any cursor, and as if killed in the middle: what comes after it is read again, all of it.
    let rows = number(&owner, ALL).await;
    for (cursor, expected) in [(vec![0; 8], rows), (middle, rows - before)] {
        sqlx::query("update detector_cursor set seqs = $1").bind(cursor).execute(&owner).await.expect("goes back");
        let service = over(url, 2).await;
        assert_eq!(service.handle.drain().await.expect("drains").observations as i64, expected);
        url = service.stop().await;
        assert_eq!(number(&owner, ALL).await, rows);
    }
    let service = over(url, 1).await;
    assert_eq!(service.handle.drain().await.expect("drains").observations, 0, "everything has been seen");
    service.stop().await;
}

#[tokio::test]
async fn a_tracker_that_changes_cars_changes_writers_and_loses_nothing() {
    let url = database::fresh().await;
    let owner = PgPool::connect(&url).await.expect("connects");
    register(&owner, IMEI, "gt06").await;
    for n in 0..DEVICES {
        register(&owner, &imei(n + 100), "gt06").await;
    }
    let (tracker_no, vehicle_no): (i32, i32) = sqlx::query_as(
        "select tracker_no, vehicle_no from installation join tracker using (tracker_no) where device_id = $1",
    )
    .bind(IMEI)
    .fetch_one(&owner)
    .await
    .expect("installed");
    let writer = |vehicle| Shard::of(TrackerNo(tracker_no), Some(VehicleNo(vehicle))).writer(2);
    let vehicles: Vec<i32> = sqlx::query_scalar("select vehicle_no from vehicle").fetch_all(&owner).await.expect("all");
    let other = vehicles.into_iter().find(|v| writer(*v) != writer(vehicle_no)).expect("half of them");

    let service = over(url, 2).await;
    let mut tracker = Tracker::login(&service, IMEI).await;
    let mut cursor: Vec<i64> = Vec::new();
    let first = seconds_ago(500);
    for round in 0..4 {
        let vehicle = if round % 2 == 0 { vehicle_no } else { other };
        if round > 0 {
            sqlx::query("update installation set removed_at = now() where tracker_no = $1 and removed_at is null")
                .bind(tracker_no)
                .execute(&owner)
                .await
                .expect("removes");
            sqlx::query(
                "insert into installation (id, lender_no, tracker_no, vehicle_no, installed_at, created_at)
                 select gen_random_uuid(), lender_no, $1, vehicle_no, now(), now() from vehicle where vehicle_no = $2",
            )
            .bind(tracker_no)
            .bind(vehicle)
            .execute(&owner)
            .await
            .expect("installs");
            service.handle.reload_assets().await.expect("reloads");
        }
        // The last of the round before is sent again: to the other writer, and stored once.
        for i in 0..=20 {
            tracker.send(position(first + TimeDelta::seconds(20 * round + i))).await;
        }
        for _ in 0..=20 {
            tracker.reply().await;
        }
        let fresh = service.handle.drain().await.expect("drains").observations;
        assert_eq!(fresh, if round == 0 { 22 } else { 20 }, "round {round}");
        let last: i64 = sqlx::query_scalar("select ingest_seq % 8 from observation order by ingest_seq desc limit 1")
            .fetch_one(&owner)
            .await
            .expect("a row");
        assert_eq!(last as usize, writer(vehicle), "round {round}");
        if round == 1 {
            cursor = sqlx::query_scalar(
                "select array_agg(coalesce(m, 0) order by w) from generate_series(0, 7) w
                 left join (select ingest_seq % 8 as w, max(ingest_seq) as m from observation group by 1) o using (w)",
            )
            .fetch_one(&owner)
            .await
            .expect("where both writers are");
        }
    }
    assert_eq!(service.stored(IMEI).await, 81);
    drop(tracker);
    let url = service.stop().await;
    // Killed after the second round: the replay has the rows of both writers since then (and the connection's end).
    sqlx::query("update detector_cursor set seqs = $1").bind(&cursor).execute(&owner).await.expect("goes back");
    let since = "select count(*) from observation where ingest_seq > ($1::bigint[])[ingest_seq % 8 + 1]";
    let since: i64 = sqlx::query_scalar(since).bind(&cursor).fetch_one(&owner).await.expect("counts");
    assert!(since >= 40);
    let service = over(url, 2).await;
    assert_eq!(service.handle.drain().await.expect("drains").observations as i64, since);
    service.stop().await;
}
