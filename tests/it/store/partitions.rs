//! Partitions: made ahead, of the width that is asked for, and no row is put where there is none.

use super::{count, fresh, rounds, run, today};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch::reconcile::partitions::{self, Wanted};
use lienwatch::store::observations::Writer;
use lienwatch::store::sealing::Sealing;

const NO: &str = "alter function create_observation_partition(timestamptz, timestamptz) rename to make_it;
    create function create_observation_partition(starts timestamptz, ends timestamptz) returns void
    language plpgsql as $$ begin raise exception 'no more tables'; end $$";
const YES: &str = "drop function create_observation_partition(timestamptz, timestamptz);
    alter function make_it(timestamptz, timestamptz) rename to create_observation_partition";

#[tokio::test]
async fn rows_whose_partition_cannot_be_made_are_kept_as_outliers() {
    let (store, owner) = fresh().await;
    let day = today();
    let mut writer = Writer::open(store.clone(), 1, 1).await.expect("opens");
    writer.append(rounds(2, day - TimeDelta::days(2), 5)).await.expect("stores");
    run(&owner, NO).await;
    // Of two days in one batch, the one that has a partition is stored there.
    let mut batch = rounds(2, day - TimeDelta::days(2) + TimeDelta::hours(1), 5);
    batch.extend(rounds(2, day - TimeDelta::days(1), 5));
    let appended = writer.append(batch.clone()).await.expect("stores");
    assert_eq!(appended.fresh.len(), 20);
    assert_eq!((count(&owner, "observation").await, count(&owner, "observation_outlier").await), (20, 10));

    // When it can be made, it is; what was kept elsewhere meanwhile is not stored again.
    run(&owner, YES).await;
    let mut writer = Writer::open(store, 1, 1).await.expect("opens");
    batch.extend(rounds(2, day - TimeDelta::days(1) + TimeDelta::hours(1), 5));
    let appended = writer.append(batch).await.expect("stores");
    assert_eq!((appended.fresh.len(), appended.resent), (10, 20));
    assert_eq!((count(&owner, "observation").await, count(&owner, "observation_outlier").await), (30, 10));
}

#[tokio::test]
async fn the_next_partition_is_there_before_a_row_needs_it() {
    let (store, owner) = fresh().await;
    let wanted = |days| Wanted { days, seal_after: None };
    let mut now: DateTime<Utc> = today() + TimeDelta::hours(7);
    for day in 0..10 {
        assert_eq!(partitions::run(&store, now, wanted(Some(1))).await.expect("runs"), Sealing::Nothing);
        assert_eq!(store.partitions().await.expect("reads").len(), day + 2, "today's and the next");
        now += TimeDelta::days(1);
    }
    // No writer needs to make any: none can.
    run(&owner, NO).await;
    let mut writer = Writer::open(store.clone(), 1, 7).await.expect("opens");
    writer.append(rounds(2, now - TimeDelta::minutes(10), 5)).await.expect("stores");
    assert_eq!((count(&owner, "observation").await, count(&owner, "observation_outlier").await), (10, 0));
    run(&owner, YES).await;
    // A wider width goes around what is there; without a configured one a small fleet has weeks.
    partitions::run(&store, now, wanted(Some(31))).await.expect("runs");
    partitions::run(&store, now + TimeDelta::days(90), wanted(None)).await.expect("runs");
    let all = store.partitions().await.expect("reads");
    assert!(all.windows(2).all(|w| w[0].1 <= w[1].0), "they do not overlap: {all:?}");
    let covers = |t| all.iter().any(|(from, until)| *from <= t && t < *until);
    assert!((0..62).all(|d| covers(now - TimeDelta::days(1) + TimeDelta::days(d % 31))));
    let weeks = all.iter().filter(|(from, until)| *until - *from == TimeDelta::days(7)).count();
    assert_eq!(weeks, 2, "{all:?}");
}

#[tokio::test]
async fn two_writers_may_want_the_same_partition_at_once() {
    let (store, owner) = fresh().await;
    let mut writers = Writer::open_all(&store, 8, 1).await.expect("opens");
    let from = today() - TimeDelta::days(3);
    let tasks: Vec<_> = writers
        .drain(..)
        .map(|mut writer| {
            let rows: Vec<_> = (0..3)
                .flat_map(|d| rounds(40, from + TimeDelta::days(d), 2))
                .filter(|o| o.tracker.0 % 8 == i32::from(writer.number()))
                .collect();
            tokio::spawn(async move { writer.append(rows).await.expect("stores").fresh.len() })
        })
        .collect();
    let mut stored = 0;
    for task in tasks {
        stored += task.await.expect("ends");
    }
    assert_eq!((stored, count(&owner, "observation").await), (240, 240));
    let numbers = count(&owner, "(select distinct ingest_seq from observation) as n").await;
    assert_eq!(numbers, 240, "no number is given twice");
}
