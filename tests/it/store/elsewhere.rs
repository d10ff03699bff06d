//! A record stands once, in the observations or among the outliers, however often and whenever it is sent.

use super::{count, fresh, rounds, row, today};
use chrono::{TimeDelta, Utc};
use lienwatch::store::observations::Writer;
use lienwatch_domain::observation::Observation;
use sqlx::PgPool;

async fn both(owner: &PgPool) -> (i64, i64) {
    (count(owner, "observation").await, count(owner, "observation_outlier").await)
}

#[tokio::test]
async fn a_record_whose_time_becomes_plausible_is_not_stored_again() {
    let (store, owner) = fresh().await;
    let t = Utc::now();
    // Its clock was two hours ahead when it sent this first.
    let early: Vec<Observation> = (1..=20).map(|n| row(n, t, t - TimeDelta::hours(2))).collect();
    let late = |o: &Observation| Observation { received_at: t + TimeDelta::minutes(1), ..o.clone() };
    let mut writer = Writer::open(store.clone(), 1, 7).await.expect("opens");
    assert_eq!(writer.append(early.clone()).await.expect("stores").fresh.len(), 20);
    assert_eq!(both(&owner).await, (0, 20));
    // Another process remembers no digests; new records of the same trackers go where they belong.
    let mut writer = Writer::open(store, 2, 7).await.expect("opens");
    let mut again: Vec<Observation> = early.iter().map(late).collect();
    again.extend(rounds(20, t - TimeDelta::minutes(5), 2));
    let appended = writer.append(again).await.expect("stores");
    assert_eq!((appended.fresh.len(), appended.resent), (40, 20));
    assert_eq!(both(&owner).await, (40, 20));
}

#[tokio::test]
async fn a_record_whose_time_is_no_longer_plausible_is_not_stored_again() {
    let (store, owner) = fresh().await;
    let t = today();
    let mut writer = Writer::open(store.clone(), 1, 7).await.expect("opens");
    writer.append(rounds(3, t, 10)).await.expect("stores");
    let mut writer = Writer::open(store, 1, 7).await.expect("opens");
    let late = t + TimeDelta::days(100);
    let mut again: Vec<Observation> =
        rounds(3, t, 10).into_iter().map(|o| Observation { received_at: late, ..o }).collect();
    again.push(row(3, t - TimeDelta::minutes(1), late));
    let appended = writer.append(again).await.expect("stores");
    assert_eq!((appended.fresh.len(), appended.resent), (1, 30));
    assert_eq!(both(&owner).await, (30, 1));
}

#[tokio::test]
async fn outliers_whose_commit_was_not_answered_are_still_handed_on() {
    let (store, owner) = fresh().await;
    let t = Utc::now();
    let batch =
        || -> Vec<Observation> { (0..10).map(|i| row(i, t + TimeDelta::hours(i64::from(i % 2) * 5), t)).collect() };
    // The second stands where the first stood before its commit: as if the answer had been lost.
    let mut first = Writer::open(store.clone(), 1, 7).await.expect("opens");
    let mut again = Writer::open(store, 1, 7).await.expect("opens");
    let stored = first.append(batch()).await.expect("stores");
    let retried = again.append(batch()).await.expect("stores once");
    assert_eq!((retried.resent, retried.fresh), (0, stored.fresh));
    assert_eq!(both(&owner).await, (5, 5));
}
