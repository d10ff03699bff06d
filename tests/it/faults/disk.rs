//! PostgreSQL runs out of disk: nothing is acknowledged that is not stored, the sources wait, and it goes on by itself
//! once there is room.

use super::outcome::{holds, outcome};
use super::program::{Installation, Program};
use super::steady::Steady;
use crate::ingest::service::seconds_ago;
use lienwatch::postgres::{Binaries, Durability, Embedded};
use lienwatch::store::Store;
use rand::SeedableRng;
use rand::rngs::StdRng;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Of the disk: a new cluster takes about a quarter of it.
const SIZE: &str = "size=256m,mode=711";
/// More than this is not bounded, bytes.
const COST: u64 = 100 * 1024 * 1024;
/// What the writer says while it waits.
const TRIES_AGAIN: &str = "failed to append; trying again";

/// A small disk of its own; goes with it.
pub struct Disk(PathBuf);

impl Disk {
    /// `None`, and says so, where nothing can be mounted.
    pub fn mount(at: PathBuf) -> Option<Disk> {
        std::fs::create_dir(&at).expect("ours");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", SIZE, "lienwatch-faults"]).arg(&at).output();
        match mounted {
            Ok(output) if output.status.success() => Some(Disk(at)),
            refused => {
                eprintln!("SKIPPED, a full disk is NOT tested: cannot mount a tmpfs: {refused:?}");
                None
            }
        }
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Takes all the room that is left.
    pub fn fill(&self) {
        let mut ballast = std::fs::File::create(self.0.join("ballast")).expect("ours");
        for size in [1 << 20, 4096] {
            while ballast.write_all(&vec![0; size]).is_ok() {}
        }
    }

    pub fn make_room(&self) {
        std::fs::remove_file(self.0.join("ballast")).expect("ours");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: a database that the test left behind may still end.
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// A cluster on a small disk; its log of transactions has room elsewhere. Dropped in this order.
struct Small {
    cluster: Embedded,
    disk: Disk,
    _directory: tempfile::TempDir,
}

impl Small {
    async fn new() -> Option<Small> {
        if let Err(missing) = Binaries::find() {
            eprintln!("SKIPPED, a full disk is NOT tested: {missing}");
            return None;
        }
        let directory = tempfile::Builder::new().prefix("lienwatch-disk-").tempdir().expect("a directory");
        std::fs::set_permissions(directory.path(), std::fs::Permissions::from_mode(0o711)).expect("ours");
        let disk = Disk::mount(directory.path().join("disk"))?;
        let (data, elsewhere) = (disk.0.join("data"), directory.path().join("pg_wal"));
        let cluster = tokio::task::spawn_blocking(move || {
            let mut random = StdRng::from_os_rng();
            Embedded::start(&data, Durability::Kept, &mut random).expect("starts").stop().expect("stops");
            move_away(&data.join("postgres/data/pg_wal"), &elsewhere);
            Embedded::start(&data, Durability::Kept, &mut random).expect("starts again")
        });
        let cluster = cluster.await.expect("it ends");
        cluster.ready().await.expect("answers");
        Store::migrate(cluster.url()).await.expect("migrates");
        Some(Small { cluster, disk, _directory: directory })
    }
}

/// Leaves a link where it was.
pub fn move_away(from: &Path, to: &Path) {
    let copied = Command::new("cp").arg("-a").args([from, to]).status().expect("runs");
    assert!(copied.success());
    std::fs::remove_dir_all(from).expect("ours");
    symlink(to, from).expect("ours");
}

/// Waits until the writer has been refused three times more than `before`.
pub async fn until_refused(installation: &Installation, before: usize) {
    let mut look = tokio::time::interval(Duration::from_millis(20));
    while installation.log().matches(TRIES_AGAIN).count() < before + 3 {
        look.tick().await;
    }
}

/// How often the writer has been refused.
pub fn refused(installation: &Installation) -> usize {
    installation.log().matches(TRIES_AGAIN).count()
}

#[tokio::test]
async fn a_full_disk_makes_sources_wait_and_loses_nothing_even_when_killed_meanwhile() {
    let Some(small) = Small::new().await else { return };
    let url = small.cluster.url().to_owned();
    let mut steady = Steady::of(&url, 6, seconds_ago(20_000)).await;
    let mut installation = Installation::new(Some(url.clone()), None);
    let program = installation.start().await;
    steady.talk(&program, 5).await;

    small.disk.fill();
    let before = program.resident_bytes();
    let tcp = program.tcp.clone();
    let relief = async {
        until_refused(&installation, 0).await;
        let cost = program.resident_bytes().saturating_sub(before);
        assert!(installation.log().contains("No space left on device"), "for this reason");
        small.disk.make_room();
        cost
    };
    let ((), cost) = tokio::join!(steady.burst(&tcp, 2000), relief);
    assert!(steady.idle(), "everything is acknowledged once there is room");
    eprintln!("a full disk: {} MiB more resident, {} refusals", cost >> 20, refused(&installation));
    assert!(cost <= COST, "{cost} bytes more");
    holds(&url, &steady.acknowledged()).await;

    small.disk.fill();
    let already = refused(&installation);
    let death = async {
        until_refused(&installation, already).await;
        Program::kill(program).await;
    };
    let ((), ()) = tokio::join!(steady.burst(&tcp, 2000), death);
    assert!(!steady.idle(), "what is not stored is not acknowledged");
    holds(&url, &steady.acknowledged()).await;
    small.disk.make_room();
    let program = installation.start().await;
    steady.burst(&program.tcp, 0).await;
    assert!(steady.idle());
    program.stop().await;
    let acknowledged = steady.acknowledged();
    assert_eq!(acknowledged.len(), 6 * (5 + 2000 + 2000));
    holds(&url, &acknowledged).await;
    assert_eq!(outcome(&url).await.records.len(), acknowledged.len(), "none lost, none twice");
}
