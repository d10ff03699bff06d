//! The embedded database: started, stopped, adopted after a crash, and refused in words.

use super::program::Installation;
use lienwatch::postgres::Binaries;
use rustix::process::{Pid, Signal, geteuid, kill_process};
use serde_json::{Value, json};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

/// An installation with a cluster of its own, which ends with it however the test ends.
pub struct Embedded(pub Installation);

impl Embedded {
    /// `None`, and says so, where PostgreSQL is not installed.
    pub fn new() -> Option<Embedded> {
        if let Err(missing) = Binaries::find() {
            eprintln!("SKIPPED, the embedded database is NOT tested: {missing}");
            return None;
        }
        let installation = Installation::new(None, None);
        // As root, the database's user has to pass.
        let open = std::fs::Permissions::from_mode(0o711);
        std::fs::set_permissions(installation.directory.path(), open).expect("ours");
        Some(Embedded(installation))
    }

    fn pid_file(&self) -> PathBuf {
        self.0.data_dir().join("postgres/data/postmaster.pid")
    }

    fn postmaster(&self) -> Option<Pid> {
        let content = std::fs::read_to_string(self.pid_file()).ok()?;
        Pid::from_raw(content.lines().next()?.trim().parse().ok()?)
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        // Immediate shutdown: nothing of it is needed any more.
        if let Some(postmaster) = self.postmaster() {
            let _ = kill_process(postmaster, Signal::QUIT);
        }
    }
}

/// Whether it has a working directory: what has ended and was not collected yet has none.
fn runs(process: Pid) -> bool {
    std::fs::read_link(format!("/proc/{}/cwd", process.as_raw_nonzero())).is_ok()
}

fn lender(name: &str) -> Value {
    json!({ "lender": name })
}

#[tokio::test]
async fn it_starts_stops_and_starts_again_with_what_it_held() {
    let Some(mut embedded) = Embedded::new() else { return };
    let program = embedded.0.start().await;
    let first: Value = program.client.post("/imports/assets", &lender("Harbour")).await.expect("imports");
    let postmaster = embedded.postmaster().expect("it runs");
    program.stop().await;
    assert!(embedded.postmaster().is_none() && !runs(postmaster), "it ended with the service");

    let program = embedded.0.start().await;
    assert_ne!(embedded.postmaster(), Some(postmaster));
    let again: Value = program.client.post("/imports/assets", &lender("Harbour")).await.expect("imports");
    assert_eq!(again["lender_id"], first["lender_id"], "the same lender, still there");
    program.stop().await;
}

#[tokio::test]
async fn a_database_left_running_by_a_crash_is_adopted() {
    let Some(mut embedded) = Embedded::new() else { return };
    let program = embedded.0.start().await;
    let first: Value = program.client.post("/imports/assets", &lender("Harbour")).await.expect("imports");
    let postmaster = embedded.postmaster().expect("it runs");
    program.kill().await;
    assert!(runs(postmaster), "the database outlives us");

    let program = embedded.0.start().await;
    assert_eq!(embedded.postmaster(), Some(postmaster), "the same server");
    let again: Value = program.client.post("/imports/assets", &lender("Harbour")).await.expect("imports");
    assert_eq!(again["lender_id"], first["lender_id"]);
    program.stop().await;
    assert!(embedded.postmaster().is_none(), "adopted, and so stopped");
}

#[tokio::test]
async fn a_directory_that_the_database_may_not_enter_is_named() {
    let Some(embedded) = Embedded::new() else { return };
    if !geteuid().is_root() {
        eprintln!("SKIPPED, only root runs the database as another user: a closed directory is NOT tested");
        return;
    }
    let closed = embedded.0.directory.path().join("closed");
    std::fs::create_dir(&closed).expect("ours");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o700)).expect("ours");
    let (status, said) = embedded.0.refused(&closed.join("data")).await;
    assert!(!status.success());
    let expected = format!("lienwatch: {} cannot be entered by the user the database runs as", closed.display());
    assert!(said.contains(&expected), "{said}");
}

#[tokio::test]
async fn a_first_start_killed_while_it_makes_the_database_is_made_good_by_the_next() {
    let Some(mut embedded) = Embedded::new() else { return };
    let mut child = embedded.0.launch();
    // Somewhere below, initdb has begun to write.
    let home = embedded.0.data_dir().join("postgres");
    let begun = || {
        let entries = std::fs::read_dir(&home).into_iter().flatten().flatten();
        entries.into_iter().any(|e| e.path().join("PG_VERSION").exists())
    };
    while !begun() {
        assert!(child.try_wait().expect("ours").is_none(), "it ended:\n{}", embedded.0.log());
        tokio::task::yield_now().await;
    }
    child.kill().await.expect("it was running");
    let program = embedded.0.start().await;
    program.stop().await;
}

#[tokio::test]
async fn a_start_killed_while_the_database_comes_up_is_made_good_by_the_next() {
    let Some(mut embedded) = Embedded::new() else { return };
    embedded.0.start().await.stop().await;
    let mut child = embedded.0.launch();
    while embedded.postmaster().is_none() {
        assert!(child.try_wait().expect("ours").is_none(), "it ended:\n{}", embedded.0.log());
        tokio::task::yield_now().await;
    }
    child.kill().await.expect("it was running");
    let postmaster = embedded.postmaster();
    let program = embedded.0.start().await;
    assert_eq!(embedded.postmaster(), postmaster, "adopted while it was starting, or soon after");
    program.stop().await;
}

#[tokio::test]
async fn the_number_of_another_process_in_the_pid_file_is_not_taken_for_the_database() {
    let Some(mut embedded) = Embedded::new() else { return };
    embedded.0.start().await.stop().await;
    // As after a power failure: the file is still there, and its number belongs to somebody else by now. Any process
    // of the database's user will do; a second cluster has one.
    let mut other = Embedded::new().expect("as before");
    let program = other.0.start().await;
    let theirs = other.postmaster().expect("it runs").as_raw_nonzero().to_string();
    let stale = std::fs::read_to_string(other.pid_file()).expect("it runs");
    let stale =
        stale.replacen(&other.0.data_dir().display().to_string(), &embedded.0.data_dir().display().to_string(), 1);
    assert!(stale.starts_with(&theirs));
    std::fs::write(embedded.pid_file(), stale).expect("ours");
    let ours = embedded.0.start().await;
    assert_ne!(embedded.postmaster(), other.postmaster());
    ours.stop().await;
    program.stop().await;
}
