//! kill -9 of the real program in the middle of uploads: nothing acknowledged is lost, nothing is stored or raised
//! twice, and the detectors end where an undisturbed run ends.

use super::device::{Act, Device};
use super::fleet::{Fleet, Upload, begin, story, undisturbed};
use super::outcome::{alone, holds, outcome, same};
use super::program::Installation;
use crate::ingest::service::{IMEI, position, register};
use crate::support::database;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_protocols::message::Alarm;
use lienwatch_protocols::{Message, Protocol};
use sqlx::{Connection, PgConnection, PgPool};
use std::time::Duration;

const DAYS: u32 = 2;

#[tokio::test]
async fn a_kill_in_the_middle_of_an_upload_changes_nothing() {
    let expected = undisturbed(DAYS).await;
    let mut fleet = Fleet::of(story(DAYS));
    let (mut installation, mut program) = begin(&fleet).await;
    let url = installation.database.clone().expect("given");
    let mut kills = [150, 1000, 1001, 2500, 4000].into_iter().peekable();
    let mut killed = 0;
    while !fleet.ended() {
        let now = fleet.next_step();
        while let Some(&at) = kills.peek()
            && fleet.upload(&program.tcp, at).await.expect("the server is there") == Upload::Enough
        {
            kills.next();
            killed += 1;
            program.kill().await;
            alone(&url).await;
            fleet.disconnected(&url).await;
            holds(&url, &fleet.acknowledged_records()).await;
            program = installation.start().await;
        }
        fleet.finish_step(&program, now).await;
    }
    program.stop().await;
    assert_eq!(killed, 5);
    same(&expected, &outcome(&url).await);
}

#[tokio::test]
async fn kills_and_another_number_of_writers_at_each_start_change_nothing() {
    let expected = undisturbed(DAYS).await;
    let mut fleet = Fleet::of(story(DAYS));
    let (mut installation, mut program) = begin(&fleet).await;
    let url = installation.database.clone().expect("given");
    let mut kills = [(300, 1), (1200, 3), (1500, 8), (2500, 2), (4000, 5)].into_iter().peekable();
    while !fleet.ended() {
        let now = fleet.next_step();
        while let Some(&(at, writers)) = kills.peek()
            && fleet.upload(&program.tcp, at).await.expect("the server is there") == Upload::Enough
        {
            kills.next();
            program.kill().await;
            alone(&url).await;
            fleet.disconnected(&url).await;
            holds(&url, &fleet.acknowledged_records()).await;
            installation.writers = Some(writers);
            program = installation.start().await;
        }
        fleet.finish_step(&program, now).await;
    }
    program.stop().await;
    assert_eq!(kills.next(), None);
    same(&expected, &outcome(&url).await);
}

/// Asks the database again and again until it says yes.
async fn until(c: &mut PgConnection, condition: &'static str) {
    let mut look = tokio::time::interval(Duration::from_millis(20));
    while !sqlx::query_scalar::<_, bool>(condition).fetch_one(&mut *c).await.expect("asks") {
        look.tick().await;
    }
}

/// A database with one registered GT06 device, and that device.
async fn one_device() -> (String, PgConnection, Device) {
    let url = database::fresh().await;
    register(&PgPool::connect(&url).await.expect("connects"), IMEI, "gt06").await;
    let connection = PgConnection::connect(&url).await.expect("connects");
    let mut device = Device::new(IMEI, Protocol::Gt06);
    device.acts.push_back(Act::Login);
    (url, connection, device)
}

fn alarm(t: DateTime<Utc>) -> Message {
    let mut message = position(t);
    message.kind = lienwatch_protocols::Kind::Event;
    message.alarms = [Alarm::PowerCut].into_iter().collect();
    message
}

#[tokio::test]
async fn a_kill_between_a_ticks_conclusions_and_their_commit_raises_each_alert_once() {
    let (url, mut connection, mut device) = one_device().await;
    let start: DateTime<Utc> = "2026-03-02T00:00:00Z".parse().expect("a time");
    let mut installation = Installation::new(Some(url.clone()), Some(start));
    let program = installation.start().await;
    device.acts.push_back(Act::Say(alarm(start + TimeDelta::seconds(30)).into()));
    device.go_on(program.tcp[&Protocol::Gt06]).await.expect("sends");
    device.acknowledgement().await.expect("acknowledges");

    // The tick's last transaction cannot go on while somebody holds the table.
    let mut holder = PgConnection::connect(&url).await.expect("connects");
    let mut held = holder.begin().await.expect("begins");
    sqlx::query("lock table alert in share mode").execute(&mut *held).await.expect("locks");
    let now = start + TimeDelta::minutes(1);
    {
        let moving = program.move_clock(now);
        let waiting = "select exists (select from pg_stat_activity where datname = current_database()
                                      and wait_event_type = 'Lock' and query like 'insert into alert%')";
        tokio::select! {
            moved = moving => panic!("it cannot have moved: {moved:?}"),
            () = until(&mut connection, waiting) => {}
        }
    }
    program.kill().await;
    held.rollback().await.expect("releases");
    assert!(outcome(&url).await.alerts.is_empty());

    let program = installation.start().await;
    program.move_clock(now).await.expect("moves");
    let raised = outcome(&url).await.alerts;
    assert!(raised.iter().any(|a| a.contains(" power_cut ")), "{raised:?}");
    program.kill().await;
    let program = installation.start().await;
    program.move_clock(now).await.expect("moves");
    assert_eq!(outcome(&url).await.alerts, raised);
    program.stop().await;
}

#[tokio::test]
async fn an_alarm_acknowledged_at_the_moment_of_the_kill_is_raised_after_the_restart() {
    let (url, mut connection, mut device) = one_device().await;
    let mut installation = Installation::new(Some(url.clone()), None);
    let program = installation.start().await;
    device.acts.push_back(Act::Say(alarm(Utc::now()).into()));
    device.go_on(program.tcp[&Protocol::Gt06]).await.expect("sends");
    device.acknowledgement().await.expect("acknowledges");
    program.kill().await;
    holds(&url, &device.acknowledged.iter().map(|t| (IMEI.to_owned(), *t)).collect()).await;
    let program = installation.start().await;
    until(&mut connection, "select exists (select from alert where type = 'power_cut')").await;
    program.stop().await;
    assert_eq!(outcome(&url).await.alerts.iter().filter(|a| a.contains(" power_cut ")).count(), 1);
}

#[tokio::test]
async fn what_a_tick_received_was_received_then_also_after_a_kill() {
    let (url, mut connection, mut device) = one_device().await;
    let start: DateTime<Utc> = "2026-03-02T00:00:00Z".parse().expect("a time");
    let mut installation = Installation::new(Some(url.clone()), Some(start));
    let mut program = installation.start().await;
    let mut received = Vec::new();
    for tick in 1..4 {
        // One from its memory, and one that is late: neither says when it arrives.
        let now = start + TimeDelta::hours(tick);
        let stored = Message { buffered: true, ..position(now - TimeDelta::minutes(10)) };
        let late = position(start - TimeDelta::minutes(tick));
        device.acts.extend([Act::Say(stored.into()), Act::Say(late.into())]);
        device.go_on(program.tcp[&Protocol::Gt06]).await.expect("sends");
        while device.waiting() > 0 {
            device.acknowledgement().await.expect("acknowledges");
        }
        program.move_clock(now).await.expect("moves");
        received.extend([now, now - TimeDelta::hours(1)]);
        received.sort();
        let rows: Vec<DateTime<Utc>> = sqlx::query_scalar("select received_at from position order by received_at")
            .fetch_all(&mut connection)
            .await
            .expect("reads");
        assert_eq!(rows, received, "after tick {tick}");
        program.kill().await;
        device.disconnected(0);
        program = installation.start().await;
    }
    program.stop().await;
}
