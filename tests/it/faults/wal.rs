//! The disk of PostgreSQL's transaction log runs full: PostgreSQL gives up, nothing is acknowledged that is not stored,
//! and once there is room a restart of the service goes on from there, as `docs/reliability.md` says.

use super::disk::{Disk, move_away, refused, until_refused};
use super::embedded::Embedded;
use super::outcome::{holds, outcome};
use super::program::Program;
use super::steady::Steady;
use crate::ingest::service::seconds_ago;
use lienwatch::postgres::{Durability, Embedded as Cluster};
use lienwatch::store::Store;
use rand::SeedableRng;
use rand::rngs::StdRng;
use sqlx::{Connection, PgConnection};
use std::path::Path;

/// The URL of the cluster that the program started: every start has another port.
fn now_at(url: &str, cluster: &Path) -> String {
    let pid_file = std::fs::read_to_string(cluster.join("postmaster.pid")).expect("it runs");
    let port = pid_file.lines().nth(3).expect("a port").trim();
    let (before, rest) = url.split_once("@127.0.0.1:").expect("ours");
    let (_, after) = rest.split_once('/').expect("a database");
    format!("{before}@127.0.0.1:{port}/{after}")
}

/// Writes to the log until there is no room for it.
async fn exhaust(url: &str) {
    let mut connection = PgConnection::connect(url).await.expect("connects");
    let noise = "select pg_logical_emit_message(true, 'noise', string_agg(md5(random()::text), ''))
                 from generate_series(1, 30000)";
    while sqlx::query(noise).execute(&mut connection).await.is_ok() {}
}

#[tokio::test]
async fn a_full_log_of_transactions_loses_nothing_acknowledged_and_a_restart_goes_on() {
    let Some(mut embedded) = Embedded::new() else { return };
    let installation = &mut embedded.0;
    let Some(disk) = Disk::mount(installation.directory.path().join("disk")) else { return };
    let (data_dir, log) = (installation.data_dir(), disk.path().join("pg_wal"));
    let cluster = data_dir.join("postgres/data");
    let start = || Cluster::start(&data_dir, Durability::Kept, &mut StdRng::from_os_rng()).expect("starts");
    // Blocks, and nothing else is going on.
    let first = start();
    first.ready().await.expect("answers");
    Store::migrate(first.url()).await.expect("migrates");
    let mut steady = Steady::of(first.url(), 6, seconds_ago(20_000)).await;
    let url = first.url().to_owned();
    first.stop().expect("stops");
    move_away(&cluster.join("pg_wal"), &log);

    let program = installation.start().await;
    steady.talk(&program, 5).await;
    disk.fill();
    let tcp = program.tcp.clone();
    exhaust(&now_at(&url, &cluster)).await;
    let death = async {
        until_refused(installation, 0).await;
        Program::kill(program).await;
    };
    let ((), ()) = tokio::join!(steady.burst(&tcp, 3000), death);
    assert!(!steady.idle(), "what is not stored is not acknowledged");
    eprintln!("a full log of transactions: {} refusals", refused(installation));
    let server_log = std::fs::read_to_string(data_dir.join("postgres/server.log")).expect("its log");
    assert!(server_log.contains("No space left on device"), "for this reason");

    disk.make_room();
    let program = installation.start().await;
    steady.burst(&program.tcp, 0).await;
    assert!(steady.idle(), "everything is acknowledged once there is room");
    program.stop().await;
    let last = start();
    last.ready().await.expect("answers");
    let acknowledged = steady.acknowledged();
    assert_eq!(acknowledged.len(), 6 * (5 + 3000));
    holds(last.url(), &acknowledged).await;
    assert_eq!(outcome(last.url()).await.records.len(), acknowledged.len(), "none lost, none twice");
    last.stop().expect("stops");
}
