//! The database goes away while rows come in, and comes back: nothing is lost, nothing is acknowledged before it is
//! durable, and everything is in the end.

use super::device::{Act, Device};
use super::fleet::{Fleet, Upload, begin, story, undisturbed};
use super::outcome::{holds, outcome, same};
use super::program::{Installation, Program};
use super::proxy::Proxy;
use super::steady::Steady;
use crate::ingest::service::{IMEI, position, register};
use crate::support::database;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_protocols::Protocol;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, PgPool};
use std::time::Duration;

/// A connection beside the test's database, to do things to it, and its name.
async fn beside(url: &str) -> (PgConnection, String) {
    let (base, name) = url.rsplit_once('/').expect("a URL that ends in a database");
    (PgConnection::connect(&format!("{base}/postgres")).await.expect("connects"), name.to_owned())
}

async fn terminate(admin: &mut PgConnection, name: &str) -> i64 {
    let ended = "select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity where datname = $1";
    sqlx::query_scalar(ended).bind(name).fetch_one(admin).await.expect("terminates")
}

#[tokio::test]
async fn connections_that_are_cut_again_and_again_lose_nothing() {
    let expected = undisturbed(2).await;
    let mut fleet = Fleet::of(story(2));
    let (installation, program) = begin(&fleet).await;
    let url = installation.database.clone().expect("given");
    let (mut admin, name) = beside(&url).await;
    let mut cut = 0;
    while !fleet.ended() {
        let now = fleet.next_step();
        for more in [20, 60] {
            let enough = fleet.acknowledged + more;
            if fleet.upload(&program.tcp, enough).await.expect("the server is there") == Upload::Enough {
                cut += terminate(&mut admin, &name).await;
            }
        }
        fleet.finish_step(&program, now).await;
    }
    program.stop().await;
    eprintln!("{cut} connections cut");
    assert!(cut > 20);
    holds(&url, &fleet.acknowledged_records()).await;
    same(&expected, &outcome(&url).await);
}

/// A service with one GT06 device, which has logged in.
async fn with_one_device(url: String) -> (Installation, Program, Device, DateTime<Utc>) {
    let start = "2026-03-02T00:00:00Z".parse().expect("a time");
    let mut installation = Installation::new(Some(url), Some(start));
    let program = installation.start().await;
    let mut device = Device::new(IMEI, Protocol::Gt06);
    device.acts.push_back(Act::Login);
    device.go_on(program.tcp[&Protocol::Gt06]).await.expect("logs in");
    (installation, program, device, start)
}

async fn registered() -> String {
    let url = database::fresh().await;
    register(&PgPool::connect(&url).await.expect("connects"), IMEI, "gt06").await;
    url
}

#[tokio::test]
async fn while_the_database_is_away_nothing_is_acknowledged_and_afterwards_everything() {
    let (installation, program, mut device, start) = with_one_device(registered().await).await;
    let url = installation.database.clone().expect("given");
    let (mut admin, name) = beside(&url).await;
    admin.execute(AssertSqlSafe(format!("alter database {name} allow_connections false"))).await.expect("closes");
    assert!(terminate(&mut admin, &name).await > 0);
    for i in 0..24 {
        device.acts.push_back(Act::Say(position(start + TimeDelta::seconds(i)).into()));
    }
    while !device.acts.is_empty() {
        device.go_on(program.tcp[&Protocol::Gt06]).await.expect("the server still listens");
    }
    // The writer has tried more than once, and holds on.
    let mut look = tokio::time::interval(Duration::from_millis(20));
    while installation.log().matches("failed to append; trying again").count() < 3 {
        look.tick().await;
        assert!(!device.has_early_answer(), "acknowledged without a database");
    }
    admin.execute(AssertSqlSafe(format!("alter database {name} allow_connections true"))).await.expect("opens");
    while device.waiting() > 0 {
        device.acknowledgement().await.expect("acknowledges");
    }
    assert_eq!(device.acknowledged.len(), 24);
    holds(&url, &device.acknowledged.iter().map(|t| (IMEI.to_owned(), *t)).collect()).await;
    assert_eq!(outcome(&url).await.records.len(), 24);
    program.stop().await;
}

#[tokio::test]
async fn a_commit_whose_answer_is_lost_reaches_the_detectors_all_the_same() {
    let proxy = Proxy::before(&registered().await).await;
    let (_installation, program, mut device, start) = with_one_device(proxy.url.clone()).await;
    program.move_clock(start + TimeDelta::seconds(1)).await.expect("moves");
    proxy.lose_the_answer_to_the_next_commit_of_observations();
    for i in 2..5 {
        device.acts.push_back(Act::Say(position(start + TimeDelta::seconds(i)).into()));
    }
    device.go_on(program.tcp[&Protocol::Gt06]).await.expect("sends");
    while device.waiting() > 0 {
        device.acknowledgement().await.expect("acknowledges");
    }
    assert!(proxy.lost(), "the fault happened");
    let moved = program.move_clock(start + TimeDelta::seconds(60)).await.expect("moves");
    assert_eq!(moved["observations"], 3, "what was committed has been processed");
    assert_eq!(outcome(&proxy.behind).await.records.len(), 3);
    let latest: DateTime<Utc> = sqlx::query_scalar("select device_time from tracker_latest")
        .fetch_one(&PgPool::connect(&proxy.behind).await.expect("connects"))
        .await
        .expect("reads");
    assert_eq!(latest, start + TimeDelta::seconds(4));
    program.stop().await;
}

/// For how long the database is away: LIENWATCH_SOAK_AWAY seconds, 3 unless told.
fn away() -> Duration {
    let seconds = std::env::var("LIENWATCH_SOAK_AWAY").ok().and_then(|n| n.parse().ok()).unwrap_or(3);
    Duration::from_secs(seconds)
}

#[tokio::test]
async fn under_load_a_database_that_is_away_for_seconds_costs_patience_and_nothing_else() {
    let url = database::fresh().await;
    let mut steady = Steady::of(&url, 12, Utc::now() - TimeDelta::seconds(40_000)).await;
    let mut installation = Installation::new(Some(url.clone()), None);
    let program = installation.start().await;
    steady.talk(&program, 5).await;
    let (mut admin, name) = beside(&url).await;
    let before = program.resident_bytes();
    let outage = async {
        admin.execute(AssertSqlSafe(format!("alter database {name} allow_connections false"))).await.expect("closes");
        terminate(&mut admin, &name).await;
        // The fault itself: that it lasts.
        tokio::time::sleep(away()).await;
        let cost = program.resident_bytes().saturating_sub(before);
        admin.execute(AssertSqlSafe(format!("alter database {name} allow_connections true"))).await.expect("opens");
        cost
    };
    // More than the queue of the writers holds.
    let ((), cost) = tokio::join!(steady.burst(&program.tcp, 3000), outage);
    eprintln!("away for {:?} under load: {} MiB more resident", away(), cost >> 20);
    assert!(cost <= 100 << 20, "{cost} bytes more");
    assert!(steady.idle(), "everything is acknowledged");
    program.stop().await;
    assert_eq!(steady.acknowledged().len(), 12 * 3005);
    holds(&url, &steady.acknowledged()).await;
    assert_eq!(outcome(&url).await.records.len(), 12 * 3005, "none lost, none twice");
}
