//! The disk under the database: where it is, and how long it takes to keep something.

use anyhow::Context;
use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// File system type of what is kept in memory (`linux/magic.h`: TMPFS_MAGIC).
const TMPFS: u64 = 0x0102_1994;
/// Pages written for one median.
const WRITES: usize = 32;

/// The directory of a measurement; removed when dropped, unless somebody named it.
pub struct Place {
    /// Where.
    pub dir: PathBuf,
    temporary: bool,
}

impl Place {
    /// An empty directory below `given`, or below the first usual place that is on a disk.
    pub fn choose(given: Option<&Path>) -> anyhow::Result<Place> {
        if let Some(dir) = given {
            let used = dir.join("postgres").exists();
            anyhow::ensure!(!used, "{} already holds a database: name an empty directory", dir.display());
            std::fs::create_dir_all(dir).with_context(|| format!("failed to create {}", dir.display()))?;
            return Ok(Place { dir: dir.canonicalize()?, temporary: false });
        }
        let places = [std::env::temp_dir(), "/var/tmp".into()];
        let base = places.into_iter().find(|dir| dir.is_dir() && !in_memory(dir));
        let base = base.context("no usual place for temporary files is on a disk: name one with --data-dir")?;
        let dir = base.join(format!("lienwatch-bench-{}", std::process::id()));
        std::fs::create_dir(&dir).with_context(|| format!("failed to create {}", dir.display()))?;
        Ok(Place { dir, temporary: true })
    }

    /// Whether nothing here survives the machine: then what is measured is no disk.
    pub fn in_memory(&self) -> bool {
        in_memory(&self.dir)
    }

    /// How long it takes to keep a page, milliseconds: the median of many, written one after another to one file and
    /// flushed as PostgreSQL flushes its log (fdatasync).
    pub fn fsync_ms(&self) -> std::io::Result<f64> {
        let path = self.dir.join("fsync");
        let mut file = File::create(&path)?;
        let page = [7; 8192];
        // The file has its size before: what is measured is no allocation of blocks.
        (0..WRITES).try_for_each(|_| file.write_all(&page))?;
        file.sync_all()?;
        file.seek(SeekFrom::Start(0))?;
        let mut times = Vec::with_capacity(WRITES);
        for _ in 0..WRITES {
            let begun = Instant::now();
            file.write_all(&page)?;
            file.sync_data()?;
            times.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        std::fs::remove_file(&path)?;
        Ok(super::figures::median(&times))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.temporary
            && let Err(error) = std::fs::remove_dir_all(&self.dir)
        {
            eprintln!("failed to remove {}: {error}", self.dir.display());
        }
    }
}

fn in_memory(dir: &Path) -> bool {
    rustix::fs::statfs(dir).is_ok_and(|fs| u64::try_from(fs.f_type).is_ok_and(|kind| kind == TMPFS))
}
