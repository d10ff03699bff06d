//! Lists that were made as files and wait for whoever asked for them: a folder of the data directory, with an end of its
//! space and an end of each file's time.
//!
//! A file is named by the second at which it goes and by its job, so that what is over is known without the database. It is
//! written under a name that ends in `.part` and renamed when it is whole; what a process left half written goes when the
//! next one opens the folder.

use super::{FilesError, free};
use chrono::{DateTime, Utc};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Bytes that all files together may have.
pub const MOST_BYTES: u64 = 8 << 30;

const HALF: &str = "part";

/// The folder.
#[derive(Debug)]
pub struct Exports {
    root: PathBuf,
    keep_free: u64,
}

/// A file in the making. Dropped before it is kept, it is gone.
#[derive(Debug)]
pub struct Half {
    path: Option<PathBuf>,
}

impl Drop for Half {
    fn drop(&mut self) {
        if let Some(path) = self.path.take()
            && let Err(error) = std::fs::remove_file(&path)
        {
            tracing::warn!(%error, path = %path.display(), "failed to delete a half written export");
        }
    }
}

impl Exports {
    /// Opens the folder `exports` of the data directory, for nobody else's eyes, and deletes what was left half written.
    pub(super) fn open(data_dir: &Path, keep_free: u64) -> Result<Exports, FilesError> {
        let root = data_dir.join("exports");
        let opened = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&root).and_then(|()| {
            for entry in std::fs::read_dir(&root)? {
                let path = entry?.path();
                if path.extension().is_some_and(|end| end == HALF) {
                    std::fs::remove_file(path)?;
                }
            }
            Ok(())
        });
        opened.map_err(|e| FilesError::Open { path: root.clone(), source: e.into() })?;
        Ok(Exports { root, keep_free })
    }

    /// Whether a file of up to `bytes` has room: beside the others, and on the disk.
    ///
    /// # Errors
    /// [`FilesError::Full`], or the folder cannot be read.
    pub fn room(&self, bytes: u64) -> Result<(), FilesError> {
        let unread = |e: io::Error| FilesError::Open { path: self.root.clone(), source: e.into() };
        let (mut used, free) = (0_u64, free(&self.root)?);
        for entry in std::fs::read_dir(&self.root).map_err(unread)? {
            // One that has gone since takes no room.
            used += entry.and_then(|entry| entry.metadata()).map_or(0, |about| about.len());
        }
        let left = MOST_BYTES.saturating_sub(used).min(free.saturating_sub(self.keep_free));
        if left < bytes {
            return Err(FilesError::Full { free: left, keep_free: self.keep_free });
        }
        Ok(())
    }

    /// A file of a job, to be written and read.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn begin(&self, job: Uuid) -> io::Result<(std::fs::File, Half)> {
        let path = self.root.join(format!("{job}.{HALF}"));
        let file =
            std::fs::OpenOptions::new().read(true).write(true).create(true).truncate(true).mode(0o600).open(&path)?;
        Ok((file, Half { path: Some(path) }))
    }

    /// Keeps a file that is whole, until then.
    ///
    /// # Errors
    /// It cannot be renamed, and is gone.
    pub fn keep(&self, half: Half, job: Uuid, until: DateTime<Utc>) -> io::Result<()> {
        let mut half = half;
        if let Some(path) = &half.path {
            std::fs::rename(path, self.path(job, until))?;
        }
        half.path = None;
        Ok(())
    }

    /// A file that was kept; `None` where it is not here.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn open_kept(&self, job: Uuid, until: DateTime<Utc>) -> io::Result<Option<std::fs::File>> {
        match std::fs::File::open(self.path(job, until)) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Deletes a file. One that is not here is deleted.
    ///
    /// # Errors
    /// It stays.
    pub fn delete(&self, job: Uuid, until: DateTime<Utc>) -> io::Result<()> {
        match std::fs::remove_file(self.path(job, until)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Deletes the files whose time is over; how many.
    ///
    /// # Errors
    /// The folder cannot be read, or a file stays.
    pub fn sweep(&self, now: DateTime<Utc>) -> io::Result<usize> {
        let mut deleted = 0;
        for entry in std::fs::read_dir(&self.root)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let until = name.split_once('-').and_then(|(until, _)| until.parse::<i64>().ok());
            let kept = path.extension().is_none();
            if kept && until.is_some_and(|until| until <= now.timestamp()) {
                std::fs::remove_file(path)?;
                deleted += 1;
            }
        }
        Ok(deleted)
    }

    fn path(&self, job: Uuid, until: DateTime<Utc>) -> PathBuf {
        self.root.join(format!("{}-{}", until.timestamp(), job.simple()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use std::io::{Read, Write};

    fn names(dir: &Path) -> usize {
        std::fs::read_dir(dir.join("exports")).expect("a folder").count()
    }

    #[test]
    fn what_is_whole_stays_for_its_time_and_what_is_half_goes() {
        let dir = tempfile::tempdir().expect("a folder");
        let shelf = Exports::open(dir.path(), 0).expect("opens");
        let (job, now) = (Uuid::from_u128(7), DateTime::<Utc>::from_timestamp(1_800_000_000, 0).expect("a time"));
        let until = now + TimeDelta::hours(1);
        let (mut file, half) = shelf.begin(job).expect("begins");
        file.write_all(b"whole").expect("written");
        assert!(shelf.open_kept(job, until).expect("read").is_none(), "not before it is whole");
        shelf.keep(half, job, until).expect("kept");
        let mut text = String::new();
        shelf.open_kept(job, until).expect("read").expect("kept").read_to_string(&mut text).expect("text");
        assert_eq!(text, "whole");
        drop(shelf.begin(Uuid::from_u128(8)).expect("begins"));
        assert_eq!(names(dir.path()), 1, "what nobody kept is gone");
        // The process ends while it writes.
        std::mem::forget(shelf.begin(Uuid::from_u128(9)).expect("begins"));
        assert_eq!(names(dir.path()), 2);
        let shelf = Exports::open(dir.path(), 0).expect("opens");
        assert_eq!(names(dir.path()), 1, "and the next one finds the whole file alone");
        assert_eq!(shelf.sweep(until - TimeDelta::seconds(1)).expect("swept"), 0);
        assert_eq!(shelf.sweep(until).expect("swept"), 1);
        shelf.delete(job, until).expect("gone already");
        assert_eq!(names(dir.path()), 0);
    }

    #[test]
    fn there_is_an_end_of_room() {
        let dir = tempfile::tempdir().expect("a folder");
        let shelf = Exports::open(dir.path(), 0).expect("opens");
        assert!(matches!(shelf.room(MOST_BYTES + 1), Err(FilesError::Full { .. })));
        shelf.room(1).expect("room for a byte");
        let full = Exports::open(dir.path(), u64::MAX).expect("opens");
        assert!(matches!(full.room(1), Err(FilesError::Full { .. })), "what others need stays free");
    }
}
