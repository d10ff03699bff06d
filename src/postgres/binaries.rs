//! Where PostgreSQL's programs are, and as whom they run.

use super::PostgresError;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The directory of `initdb`, `pg_ctl` and `postgres`.
#[derive(Debug, Clone)]
pub struct Binaries(PathBuf);

impl Binaries {
    /// The newest installed version from 15 on; `LIENWATCH_PG_BIN` names another.
    pub fn find() -> Result<Binaries, PostgresError> {
        if let Some(dir) = std::env::var_os("LIENWATCH_PG_BIN") {
            return Ok(Binaries(dir.into()));
        }
        let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let newest = versions
            .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok().map(|v| (v, entry.path().join("bin"))))
            .filter(|(version, bin)| *version >= 15 && bin.join("initdb").exists())
            .max();
        newest.map(|(_, bin)| Binaries(bin)).ok_or(PostgresError::NotInstalled)
    }
}

/// Runs PostgreSQL's programs, dropping root where we have it.
#[derive(Debug, Clone)]
pub struct Runner {
    binaries: Binaries,
    /// uid and gid to run as, when we are root.
    identity: Option<(u32, u32)>,
}

impl Runner {
    /// For a cluster in `home`: as us, or as `postgres` when we are root.
    pub fn for_directory(binaries: Binaries, home: &Path) -> Result<Runner, PostgresError> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Runner { binaries, identity: None });
        }
        let passwd = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        let identity = user(&passwd, "postgres").ok_or(PostgresError::NoUser)?;
        let closed = home.ancestors().skip(1).find(|dir| !may_enter(dir, identity));
        match closed {
            Some(dir) => Err(PostgresError::Unreachable { dir: dir.to_owned() }),
            None => Ok(Runner { binaries, identity: Some(identity) }),
        }
    }

    /// Hands a directory to the user the programs run as.
    pub fn give(&self, dir: &Path) -> Result<(), PostgresError> {
        match self.identity {
            None => Ok(()),
            Some((uid, gid)) => {
                chown(dir, Some(uid), Some(gid)).map_err(|e| super::file("change the owner of", dir, e))
            }
        }
    }

    /// Runs a program to its end; what it printed is given on failure.
    pub fn run(&self, program: &'static str, arguments: &[&str]) -> Result<(), PostgresError> {
        let path = self.binaries.0.join(program);
        let failed = |e| super::file("run", &path, e);
        // The server inherits these handles: a pipe would keep us waiting for it, so output goes to a file.
        let mut printed = tempfile()?;
        let output = printed.try_clone().map_err(failed)?;
        let errors = printed.try_clone().map_err(failed)?;
        let mut command = Command::new(&path);
        command.args(arguments).stdout(output).stderr(errors).current_dir("/").env("LC_ALL", "C.UTF-8");
        command.stdin(Stdio::null());
        // An interrupt meant for us must not stop the database before we have drained into it.
        command.process_group(0);
        if let Some((uid, gid)) = self.identity {
            command.uid(uid).gid(gid);
        }
        let status = command.status().map_err(failed)?;
        if status.success() {
            return Ok(());
        }
        let mut text = String::new();
        use std::io::{Read, Seek};
        let _ = printed.rewind().and_then(|()| printed.read_to_string(&mut text));
        let tail: String = text.chars().rev().take(2000).collect::<Vec<_>>().into_iter().rev().collect();
        Err(PostgresError::Program { program, status: status.to_string(), output: tail })
    }
}

/// An unnamed file.
fn tempfile() -> Result<std::fs::File, PostgresError> {
    let dir = std::env::temp_dir();
    let path = dir.join(format!("lienwatch-{}-{:?}.out", std::process::id(), std::thread::current().id()));
    let open = std::fs::OpenOptions::new().read(true).append(true).create_new(true).open(&path);
    let open = open.or_else(|e| match e.kind() {
        std::io::ErrorKind::AlreadyExists => {
            std::fs::remove_file(&path)?;
            std::fs::OpenOptions::new().read(true).append(true).create_new(true).open(&path)
        }
        _ => Err(e),
    });
    let handle = open.map_err(|e| super::file("create", &path, e))?;
    let _ = std::fs::remove_file(&path);
    Ok(handle)
}

/// uid and gid of a user in the text of /etc/passwd.
fn user(passwd: &str, name: &str) -> Option<(u32, u32)> {
    let mut fields = passwd.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?.split(':').skip(1);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

/// Whether the user may pass through a directory (no access lists: Debian's defaults have none).
fn may_enter(dir: &Path, (uid, gid): (u32, u32)) -> bool {
    let Ok(meta) = std::fs::metadata(dir) else { return true };
    let shift = if meta.uid() == uid {
        6
    } else if meta.gid() == gid {
        3
    } else {
        0
    };
    meta.mode() >> shift & 1 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_users_by_whole_name() {
        let passwd = "root:x:0:0::/root:/bin/sh\npostgresql:x:7:8::/:/\npostgres:x:101:103:PostgreSQL:/:/bin/sh\n";
        assert_eq!(user(passwd, "postgres"), Some((101, 103)));
        assert_eq!(user(passwd, "mosquitto"), None);
    }
}
