//! An installation of before there were several writers goes on where it was.

use super::{connect, rounds, run, today};
use chrono::{TimeDelta, Utc};
use lienwatch::store::observations::Writer;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, PgPool};

/// The statements of the migrations, in order, up to a number or after it.
fn migrations(wanted: impl Fn(u32) -> bool) -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|f| f.expect("a file").path()).collect();
    files.sort();
    let number = |path: &std::path::PathBuf| -> u32 {
        let name = path.file_name().and_then(|n| n.to_str()).expect("a name");
        name[..4].parse().expect("a number")
    };
    files.retain(|f| wanted(number(f)));
    files.iter().map(|f| std::fs::read_to_string(f).expect("text")).collect()
}

#[tokio::test]
async fn numbers_of_one_writer_are_numbers_of_any() {
    let base = std::env::var("DATABASE_URL").expect("run through cargo nextest");
    let (base, _) = base.rsplit_once('/').expect("a URL that ends in a database");
    let name = format!("test_{}", uuid::Uuid::now_v7().simple());
    let mut admin = PgConnection::connect(&format!("{base}/postgres")).await.expect("connects");
    admin.execute(AssertSqlSafe(format!("create database {name}"))).await.expect("creates");
    let url = format!("{base}/{name}");
    let owner = PgPool::connect(&url).await.expect("connects");
    for statements in migrations(|n| n <= 9) {
        run(&owner, &format!("begin; {statements} commit")).await;
    }
    let day = today();
    run(
        &owner,
        &format!(
            "select create_observation_partition('{day}', '{day}'::timestamptz + interval '7 days');
             insert into observation (device_time, received_at, ingest_seq, tracker_no, lender_no, digest, flags, kind)
             select '{day}'::timestamptz + i * interval '1 min', '{day}', i, 1, 1, i, 1, 3 from generate_series(1, 25) i;
             insert into ingest_writer values (1, 25, '{day}');
             insert into detector_cursor values (1, 20, '{day}');
             insert into installation_fact values ('latest_flushed', '22'), ('driven_clock', '[23, 1790000000000000]')"
        ),
    )
    .await;
    for statements in migrations(|n| n > 9) {
        run(&owner, &format!("begin; {statements} commit")).await;
    }

    let store = connect(&url).await;
    let cursor = store.cursor(1).await.expect("reads").expect("kept");
    let mut replay = store.replay_after(cursor.seen).await.expect("begins");
    let rows = replay.next(&store).await.expect("reads").expect("some");
    assert_eq!(rows.iter().map(|r| r.seq).collect::<Vec<_>>(), [21, 22, 23, 24, 25]);
    assert!(replay.next(&store).await.expect("reads").is_none());
    let tick = store.last_tick().await.expect("reads").expect("kept");
    assert_eq!((1..=25).filter(|seq| !tick.seen.covers(*seq)).collect::<Vec<i64>>(), [24, 25]);
    store.load_latest().await.expect("loads");

    // New rows, of both writers, come after; the old ones are known.
    let mut writers = Writer::open_all(&store, 2, 1).await.expect("opens");
    for writer in &mut writers {
        let at = day + TimeDelta::hours(i64::from(writer.number()) + 1);
        let fresh = writer.append(rounds(1, at, 3)).await.expect("stores").fresh;
        assert!(fresh.len() == 3 && fresh.iter().all(|r| r.seq > 25));
    }
    let mut replay = store.replay_after(cursor.seen).await.expect("begins");
    assert_eq!(replay.next(&store).await.expect("reads").map(|rows| rows.len()), Some(5 + 6));
    assert_eq!(store.partitions().await.expect("reads").len(), 1, "the week that was there is kept");
    assert!(store.next_to_seal(Utc::now()).await.expect("asks").is_none());
}
