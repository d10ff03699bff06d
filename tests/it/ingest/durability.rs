//! Acknowledged means durable; re-sent means stored once.

use super::service::{IMEI, Service, Tracker, config, position, seconds_ago};
use chrono::{DateTime, Utc};
use lienwatch::engine::Clock;
use sqlx::{Connection, PgConnection};
use std::io::ErrorKind;
use tokio::io::AsyncWriteExt;

/// Waits until `condition` is true, by asking the database again and again.
pub async fn until(connection: &mut PgConnection, condition: &'static str) {
    for _ in 0..100_000 {
        if sqlx::query_scalar::<_, bool>(condition).fetch_one(&mut *connection).await.expect("asks") {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("never true: {condition}");
}

#[tokio::test]
async fn a_reply_leaves_only_after_the_commit_of_what_it_acknowledges() {
    let service = Service::new().await;
    let mut tracker = Tracker::login(&service, IMEI).await;
    // Hold the commit: the writer's last statement before it needs this row.
    let mut holder = PgConnection::connect(&service.url).await.expect("connects");
    let mut held = holder.begin().await.expect("begins");
    sqlx::query("select * from ingest_writer for update").fetch_all(&mut *held).await.expect("locks");

    tracker.send(position(seconds_ago(5))).await;
    let mut watcher = PgConnection::connect(&service.url).await.expect("connects");
    until(
        &mut watcher,
        "select exists (select from pg_stat_activity where datname = current_database()
                        and wait_event_type = 'Lock' and query like 'update ingest_writer%')",
    )
    .await;
    let mut byte = [0];
    let early = tracker.stream.try_read(&mut byte).expect_err("nothing may arrive before the commit");
    assert_eq!(early.kind(), ErrorKind::WouldBlock);
    assert_eq!(service.stored(IMEI).await, 0);

    held.rollback().await.expect("releases");
    tracker.reply().await;
    assert_eq!(service.stored(IMEI).await, 1);
}

#[tokio::test]
async fn a_resend_is_stored_once_also_after_a_restart() {
    let service = Service::new().await;
    let mut tracker = Tracker::login(&service, IMEI).await;
    let sent: Vec<_> = (0..20).map(|i| position(seconds_ago(100 - i))).collect();
    for message in &sent {
        tracker.send(message.clone()).await;
    }
    for message in sent.iter().rev() {
        tracker.send(message.clone()).await;
    }
    for _ in 0..40 {
        tracker.reply().await;
    }
    assert_eq!(service.stored(IMEI).await, 20);

    // A new process remembers no digests: the database's key refuses the copies, and the batch's new rows survive.
    let url = service.stop().await;
    let service = Service::over(url, config(), Clock::wall()).await;
    let mut tracker = Tracker::login(&service, IMEI).await;
    let mut upload = bytes::BytesMut::new();
    for message in sent.iter().cloned().chain([position(seconds_ago(1))]) {
        upload.extend_from_slice(&tracker.encode(message));
    }
    tracker.stream.write_all(&upload).await.expect("sends");
    for _ in 0..21 {
        tracker.reply().await;
    }
    assert_eq!(service.stored(IMEI).await, 21);
    let counted: i64 = sqlx::query_scalar("select count(distinct ingest_seq) from observation")
        .fetch_one(&service.owner)
        .await
        .expect("counts");
    let all: i64 =
        sqlx::query_scalar("select count(*) from observation").fetch_one(&service.owner).await.expect("counts");
    assert_eq!(counted, all, "sequence numbers are unique");
}

#[tokio::test]
async fn the_time_without_a_listener_is_noted_at_the_next_start() {
    let service = Service::new().await;
    let mut tracker = Tracker::login(&service, IMEI).await;
    tracker.send(position(seconds_ago(5))).await;
    tracker.reply().await;
    let owner = service.owner.clone();
    let down = "select starts_at, ends_at from listener_downtime";
    let gaps = || sqlx::query_as::<_, (DateTime<Utc>, DateTime<Utc>)>(down).fetch_all(&owner);
    let url = Service::over(service.stop().await, config(), Clock::wall()).await.stop().await;
    assert_eq!(gaps().await.expect("reads"), [], "a quick restart is no gap");
    sqlx::query("update ingest_writer set alive_at = alive_at - interval '1 hour'")
        .execute(&owner)
        .await
        .expect("goes back");
    let service = Service::over(url, config(), Clock::wall()).await;
    let [(from, until)] = gaps().await.expect("reads")[..] else { panic!("one gap") };
    assert!((Utc::now() - from).num_seconds() >= 3600, "{from}");
    assert!((until - Utc::now()).num_seconds() > 60, "{until}: devices need time to connect again");
    service.stop().await;
}

#[tokio::test]
async fn times_that_cannot_be_are_kept_as_outliers_and_move_nothing() {
    let service = Service::new().await;
    let mut tracker = Tracker::login(&service, IMEI).await;
    let now = position(seconds_ago(2));
    tracker.send(now.clone()).await;
    for year in [2001, 2040, 2070] {
        let t = format!("{year}-06-01T00:00:00Z").parse().expect("a time");
        tracker.send(position(t)).await;
    }
    for _ in 0..4 {
        tracker.reply().await;
    }
    service.handle.drain().await.expect("drains");
    assert_eq!(service.stored(IMEI).await, 4);
    let outliers: i64 =
        sqlx::query_scalar("select count(*) from observation_outlier").fetch_one(&service.owner).await.expect("counts");
    assert_eq!(outliers, 3);
    let latest: Option<chrono::DateTime<chrono::Utc>> =
        sqlx::query_scalar("select device_time from tracker_latest").fetch_one(&service.owner).await.expect("reads");
    assert_eq!(latest, now.device_time);
}

#[tokio::test]
async fn what_was_received_is_stored_and_acknowledged_when_the_server_stops() {
    let service = Service::new().await;
    let mut tracker = Tracker::login(&service, IMEI).await;
    for i in 0..50 {
        tracker.send(position(seconds_ago(60 - i))).await;
    }
    // One reply proves that the connection has begun to read; the others may or may not have been read.
    tracker.reply().await;
    let owner = service.owner.clone();
    service.stop().await;
    let mut acknowledged = 1;
    let mut reply = [0; 10];
    while tokio::io::AsyncReadExt::read_exact(&mut tracker.stream, &mut reply).await.is_ok() {
        acknowledged += 1;
    }
    let stored: i64 = sqlx::query_scalar("select count(*) from observation where kind not in (1, 6)")
        .fetch_one(&owner)
        .await
        .expect("counts");
    assert!(stored >= acknowledged, "{acknowledged} acknowledged, {stored} stored");
}
