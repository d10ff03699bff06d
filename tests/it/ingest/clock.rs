//! The driven clock: a barrier that takes in what was sent, in the order of the world.

use super::service::{IMEI, Service, Tracker, config, position, register};
use crate::support::database;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch::engine::{Clock, CommandError};
use sqlx::PgPool;

fn start() -> DateTime<Utc> {
    "2026-03-02T00:00:00Z".parse().expect("a time")
}

async fn driven() -> Service {
    let url = database::fresh().await;
    register(&PgPool::connect(&url).await.expect("connects"), IMEI, "gt06").await;
    Service::over(url, config(), Clock::driven(start())).await
}

#[tokio::test]
async fn moving_the_clock_takes_in_everything_sent_before() {
    let service = driven().await;
    let mut tracker = Tracker::login(&service, IMEI).await;
    for tick in 1..=20 {
        for i in 0..100 {
            tracker.send(position(start() + TimeDelta::seconds(tick * 1000 + i))).await;
        }
        let now = start() + TimeDelta::seconds(tick * 1000 + 500);
        let processed = service.handle.move_clock(now).await.expect("moves");
        assert_eq!(processed.observations, if tick == 1 { 101 } else { 100 }, "tick {tick} (the first has the login)");
        assert_eq!(service.stored(IMEI).await, tick * 100);
        assert_eq!(service.handle.clock().now(), now);
    }
}

#[tokio::test]
async fn receive_times_are_the_worlds_not_the_walls() {
    let service = driven().await;
    let mut tracker = Tracker::login(&service, IMEI).await;
    let live = start() + TimeDelta::seconds(70);
    let late = start() - TimeDelta::seconds(3600);
    let mad: DateTime<Utc> = "2069-01-01T00:00:00Z".parse().expect("a time");
    for t in [live, late, mad] {
        tracker.send(position(t)).await;
    }
    let tick = start() + TimeDelta::seconds(300);
    service.handle.move_clock(tick).await.expect("moves");
    let rows: Vec<(DateTime<Utc>, DateTime<Utc>)> = sqlx::query_as(
        "select device_time, received_at from observation where kind = 3
         union all select device_time, received_at from observation_outlier order by device_time",
    )
    .fetch_all(&service.owner)
    .await
    .expect("reads");
    assert_eq!(rows, [(late, start()), (live, live), (mad, tick)]);
}

#[tokio::test]
async fn a_drain_does_not_pull_what_was_sent_later_back_to_where_the_clock_stands() {
    let service = driven().await;
    let mut tracker = Tracker::login(&service, IMEI).await;
    let live = start() + TimeDelta::seconds(50);
    tracker.send(position(live)).await;
    assert_eq!(service.handle.drain().await.expect("drains").observations, 1, "the login");
    assert_eq!(service.stored(IMEI).await, 1);
    let processed = service.handle.move_clock(start() + TimeDelta::seconds(100)).await.expect("moves");
    assert_eq!(processed.observations, 1);
    assert_eq!(receive_times(&service).await, [live]);
}

#[tokio::test]
async fn a_driven_clock_stands_after_a_crash_where_it_stood_and_decides_nothing_twice() {
    let service = driven().await;
    let mut tracker = Tracker::login(&service, IMEI).await;
    let live = start() + TimeDelta::seconds(70);
    let mut stored = position(start() - TimeDelta::hours(1));
    stored.buffered = true;
    tracker.send(stored).await;
    tracker.send(position(live)).await;
    let tick = start() + TimeDelta::seconds(300);
    service.handle.move_clock(tick).await.expect("moves");
    let before = receive_times(&service).await;
    // A crash: nothing was written but what the tick itself wrote.
    let owner = service.owner.clone();
    let url = service.stop().await;
    for statement in ["delete from track_state", "delete from detector_cursor"] {
        sqlx::query(statement).execute(&owner).await.expect("goes back");
    }
    let service = Service::over(url, config(), Clock::driven(start())).await;
    assert_eq!(service.handle.clock().now(), tick);
    let processed = service.handle.drain().await.expect("drains");
    assert_eq!(processed.observations, 3, "replayed when it started: the login and both positions");
    service.handle.move_clock(tick + TimeDelta::hours(1)).await.expect("moves");
    assert_eq!(receive_times(&service).await, before);
}

/// Of the positions, by device time.
async fn receive_times(service: &Service) -> Vec<DateTime<Utc>> {
    sqlx::query_scalar("select received_at from observation where kind = 3 order by device_time")
        .fetch_all(&service.owner)
        .await
        .expect("reads")
}

#[tokio::test]
async fn the_clock_does_not_go_back_and_a_wall_clock_is_not_moved() {
    let service = driven().await;
    service.handle.move_clock(start() + TimeDelta::seconds(10)).await.expect("moves");
    let back = service.handle.move_clock(start()).await.expect_err("refused");
    assert!(matches!(back, CommandError::Backwards { .. }));
    let wall = Service::new().await;
    assert_eq!(wall.handle.move_clock(Utc::now()).await, Err(CommandError::NotDriven));
}
