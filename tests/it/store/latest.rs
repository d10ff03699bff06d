//! Latest positions over a restart: what was committed and not written is replayed, and nobody vanishes.

use super::{connect, fresh, rounds, row, run, today};
use crate::ingest::service::position;
use crate::support::database;
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use lienwatch::store::Tenancy;
use lienwatch::store::fleet;
use lienwatch::store::observations::{Sequenced, Writer};
use lienwatch_domain::ids::{LenderNo, TrackerNo};
use lienwatch_domain::observation::Observation;
use sqlx::PgPool;
use std::time::Instant;

async fn written(owner: &PgPool) -> Vec<(i32, Option<DateTime<Utc>>, bool)> {
    sqlx::query_as("select tracker_no, device_time, connected from tracker_latest order by tracker_no")
        .fetch_all(owner)
        .await
        .expect("reads")
}

#[tokio::test]
async fn a_kill_between_a_commit_and_the_next_writing_costs_no_position() {
    let url = database::fresh().await;
    let owner = PgPool::connect(&url).await.expect("connects");
    // An hour ago: what was received later is replayed, and just after midnight today's minutes lie ahead of the clock.
    let from = Utc::now().trunc_subsecs(0) - TimeDelta::hours(1);
    let at = |i| Some(from + TimeDelta::minutes(i));
    {
        let store = connect(&url).await;
        store.load_latest().await.expect("loads");
        let mut writers = Writer::open_all(&store, 2, 7).await.expect("opens");
        let rows = writers[0].append(rounds(2, from, 10)).await.expect("stores").fresh;
        store.take_latest(&rows);
        store.flush_latest().await.expect("writes");
        assert_eq!(written(&owner).await, [(1, at(9), true), (2, at(9), true)]);
        // Committed by both writers, taken in or not, and never written.
        let rows = writers[1].append(vec![row(1, from + TimeDelta::minutes(20), Utc::now())]).await.expect("stores");
        store.take_latest(&rows.fresh);
        writers[0].append(vec![row(2, from + TimeDelta::minutes(30), Utc::now())]).await.expect("stores");
        writers[1].append(vec![row(3, from + TimeDelta::minutes(40), Utc::now())]).await.expect("stores");
        store.close().await;
    }
    let store = connect(&url).await;
    store.load_latest().await.expect("loads");
    store.flush_latest().await.expect("writes");
    assert_eq!(written(&owner).await, [(1, at(20), false), (2, at(30), false), (3, at(40), false)]);
}

#[tokio::test]
async fn who_falls_silent_without_a_connection_to_end_is_not_connected() {
    let (store, owner) = fresh().await;
    store.load_latest().await.expect("loads");
    let mut writer = Writer::open(store.clone(), 0, 1).await.expect("opens");
    let now = today();
    let heard = |tracker, minutes| row(tracker, now - TimeDelta::minutes(minutes), now - TimeDelta::minutes(minutes));
    let rows = writer.append(vec![heard(1, 40), heard(2, 14)]).await.expect("stores").fresh;
    store.take_latest(&rows);
    store.flush_latest().await.expect("writes");
    let connected = async || written(&owner).await.iter().map(|(tracker, _, on)| (*tracker, *on)).collect::<Vec<_>>();
    assert_eq!(connected().await, [(1, true), (2, true)]);
    store.silence_latest(now);
    store.flush_latest().await.expect("writes");
    assert_eq!(connected().await, [(1, false), (2, true)], "nobody is left connected for longer than 15 minutes");
    // The next word brings it back.
    let rows = writer.append(vec![row(1, now, now)]).await.expect("stores").fresh;
    store.take_latest(&rows);
    store.silence_latest(now);
    store.flush_latest().await.expect("writes");
    assert_eq!(connected().await, [(1, true), (2, true)]);
}

#[tokio::test]
async fn a_tracker_that_sleeps_longer_than_its_observations_are_kept_does_not_vanish() {
    let (store, owner) = fresh().await;
    store.load_latest().await.expect("loads");
    let mut writer = Writer::open(store.clone(), 0, 1).await.expect("opens");
    let (long_ago, now) = (today() - TimeDelta::days(60), today());
    let rows = writer.append(vec![row(1, long_ago, long_ago)]).await.expect("stores").fresh;
    store.take_latest(&rows);
    store.flush_latest().await.expect("writes");
    let name: String =
        sqlx::query_scalar("select name from observation_partition").fetch_one(&owner).await.expect("one");
    run(&owner, &format!("drop table {name}")).await;
    writer.append(vec![row(2, now, now)]).await.expect("stores");
    store.load_latest().await.expect("loads");
    store.flush_latest().await.expect("writes");
    assert_eq!(written(&owner).await, [(1, Some(long_ago), false), (2, Some(now), false)]);
}

#[tokio::test]
async fn memory_and_table_say_the_same() {
    let (store, owner) = fresh().await;
    store.load_latest().await.expect("loads");
    let t = today();
    let rows: Vec<Sequenced> = (1..=10_000)
        .map(|n| {
            let mut message = position(t);
            if let Some(fix) = &mut message.fix {
                (fix.lat, fix.lon) = (31.0 + f64::from(n % 100) * 0.005, 121.0 + f64::from(n / 100) * 0.01);
            }
            Sequenced { seq: i64::from(n) * 8, observation: Observation::of(&message, TrackerNo(n), LenderNo(1), t) }
        })
        .collect();
    store.take_latest(&rows);
    store.flush_latest().await.expect("writes");
    let (tenancy, other) = (Tenancy::Lender(LenderNo(1)), Tenancy::Lender(LenderNo(2)));
    let mut tx = store.transaction(&tenancy).await.expect("begins");
    let (mut memory, mut table) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let began = Instant::now();
        let mut remembered = store.remembered(&tenancy).expect("loaded");
        memory.push(began.elapsed());
        let began = Instant::now();
        let mut written = fleet::written(&mut tx).await.expect("reads");
        table.push(began.elapsed());
        remembered.sort_by_key(|word| word.tracker);
        written.sort_by_key(|word| word.tracker);
        assert_eq!((remembered.len(), remembered == written), (10_000, true));
    }
    memory.sort();
    table.sort();
    eprintln!("10 000 latest: {:?} from memory, {:?} from the table (medians of 5)", memory[2], table[2]);
    assert!(store.remembered(&other).expect("loaded").is_empty());
    assert_eq!(super::count(&owner, "tracker_latest").await, 10_000);
    // What is written again is updated in place.
    store.take_latest(&rows[..10]);
    store.flush_latest().await.expect("writes");
    assert_eq!(super::count(&owner, "tracker_latest").await, 10_000);
}
