//! Evidence files: photos, sound and video, outside the database. A file is named by its content and its owner, is
//! written whole or not at all, and is on disk before anybody says that it was received.
//!
//! The seam is `object_store`: a folder, or a bucket of an S3-compatible store (`s3`). In both, a file is there as a whole
//! under the name of its content, and what is read is compared with that name again.

mod exports;
mod s3;

pub use exports::{Exports, Half};
pub use s3::Credentials;

use crate::config;
use bytes::Bytes;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Location;
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload};
use sha2::{Digest, Sha256};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Files being written, and files being read, at a time.
const AT_ONCE: usize = 4;

/// The files. Cheap to clone; all clones are the same.
#[derive(Debug, Clone)]
pub struct Files(Arc<Shelf>);

#[derive(Debug)]
struct Shelf {
    store: Box<dyn ObjectStore>,
    place: Place,
    exports: Exports,
    keep_free: u64,
    largest: usize,
    writing: Semaphore,
    reading: Semaphore,
}

/// What the store is.
#[derive(Debug)]
enum Place {
    /// A folder: its disk has an end.
    Folder {
        /// Which.
        root: PathBuf,
    },
    /// A bucket, or a folder in one.
    Bucket {
        /// Empty: the bucket itself.
        folder: String,
    },
}

/// Where a file is, below the root: the owner, and the content's SHA-256.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    text: String,
    sha256: [u8; 32],
}

impl Name {
    /// The name of `content` as a file of `owner`, one path segment of digits and letters.
    pub fn of(owner: &str, content: &[u8]) -> Name {
        Name::of_sum(owner, Sha256::digest(content).into())
    }

    /// The same where the content's SHA-256 is known: `<owner>/<first two digits>/<SHA-256 in hex>`.
    pub fn of_sum(owner: &str, sha256: [u8; 32]) -> Name {
        let digits = hex::encode(sha256);
        Name { text: format!("{owner}/{}/{digits}", &digits[..2]), sha256 }
    }

    /// As it is kept with the file's row.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// SHA-256 of the content.
    pub fn sha256(&self) -> [u8; 32] {
        self.sha256
    }
}

/// Why a file was not stored, or cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// The folder cannot be used.
    #[error("failed to open {path} for files: {source}")]
    Open {
        /// Which.
        path: PathBuf,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Nobody said who we are to the store.
    #[error(
        "files are kept in a bucket and there are no credentials: set LIENWATCH_S3_ACCESS_KEY_ID and \
         LIENWATCH_S3_SECRET_ACCESS_KEY, or files.s3.credentials_file with the id and the key in its two lines"
    )]
    NoCredentials,
    /// The bucket cannot be used.
    #[error("failed to open the bucket {name} for files: {source}")]
    Bucket {
        /// Which.
        name: String,
        /// Why.
        source: object_store::Error,
    },
    /// The disk is as full as it may be.
    #[error("{free} bytes are free where files are kept, fewer than the {keep_free} to be left free")]
    Full {
        /// Bytes that are free.
        free: u64,
        /// Bytes that stay free (`files.keep_free_bytes`).
        keep_free: u64,
    },
    /// Larger than a file may be.
    #[error("{size} bytes are more than the {largest} of the largest file")]
    TooLarge {
        /// Its bytes.
        size: usize,
        /// The bound (`files.max_file_bytes`).
        largest: usize,
    },
    /// What is there is not what was stored.
    #[error("the file {0} is not what was stored under this name")]
    Altered(String),
    /// Reading or writing failed.
    #[error("failed to reach the file {name}: {source}")]
    Io {
        /// Which.
        name: String,
        /// Why.
        source: object_store::Error,
    },
}

impl Files {
    /// Opens the files of a configuration, and makes their folder. A bucket is not asked yet: it may come later than we.
    ///
    /// # Errors
    /// The folder can be neither made nor read, or there are no credentials for the bucket.
    pub fn open(config: &config::Files, data_dir: &Path) -> Result<Files, FilesError> {
        match config.bucket() {
            Some(_) => Files::in_bucket(config, Credentials::find(&config.s3)?, data_dir),
            None => Files::in_folder(config, data_dir),
        }
    }

    fn in_folder(config: &config::Files, data_dir: &Path) -> Result<Files, FilesError> {
        let root = config.folder(data_dir);
        let failed = |source: Box<dyn std::error::Error + Send + Sync>| FilesError::Open { path: root.clone(), source };
        // Photos of people and of where they were: for nobody else's eyes.
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&root).map_err(|e| failed(e.into()))?;
        let store = LocalFileSystem::new_with_prefix(&root).map_err(|e| failed(e.into()))?;
        // Content before name, name before answer.
        let exports = Exports::open(data_dir, config.keep_free_bytes)?;
        Ok(Files::over(config, Box::new(store.with_fsync(true)), Place::Folder { root }, exports))
    }

    /// Opens the files of a configuration that keeps them in a bucket; exports wait in the data directory.
    ///
    /// # Errors
    /// It names none, or one that cannot be.
    pub fn in_bucket(config: &config::Files, credentials: Credentials, data_dir: &Path) -> Result<Files, FilesError> {
        let (name, folder) = config.bucket().ok_or(FilesError::NoCredentials)?;
        let store = s3::bucket(name, &config.s3, credentials)?;
        let exports = Exports::open(data_dir, config.keep_free_bytes)?;
        Ok(Files::over(config, Box::new(store), Place::Bucket { folder: folder.to_owned() }, exports))
    }

    fn over(config: &config::Files, store: Box<dyn ObjectStore>, place: Place, exports: Exports) -> Files {
        Files(Arc::new(Shelf {
            store,
            place,
            exports,
            keep_free: config.keep_free_bytes,
            largest: config.max_file_bytes,
            writing: Semaphore::new(AT_ONCE),
            reading: Semaphore::new(AT_ONCE),
        }))
    }

    /// Lists that were made as files and wait to be fetched.
    pub fn exports(&self) -> &Exports {
        &self.0.exports
    }

    /// Bytes of the largest file that is taken.
    pub fn largest(&self) -> usize {
        self.0.largest
    }

    /// Stores a file. When this returns, it is on disk, or in the bucket, under its name. Storing it again changes nothing.
    ///
    /// # Errors
    /// It is not stored: too large, no room, or disk or store fail. What was stored before is untouched.
    pub async fn put(&self, name: &Name, content: Bytes) -> Result<(), FilesError> {
        let Shelf { largest, keep_free, .. } = *self.0;
        if content.len() > largest {
            return Err(FilesError::TooLarge { size: content.len(), largest });
        }
        let _turn = self.0.writing.acquire().await;
        match &self.0.place {
            Place::Folder { root } => {
                let free = free(root)?;
                if free < keep_free.saturating_add(content.len() as u64) {
                    return Err(FilesError::Full { free, keep_free });
                }
                // It is written beside its place, synced and renamed: over a file of the same name and content.
                let payload = PutPayload::from_bytes(content);
                let at = self.location(&name.text);
                self.0.store.put(&at, payload).await.map_err(|source| failed(&name.text, source))?;
                Ok(())
            }
            Place::Bucket { .. } => self.put_once(name, content).await,
        }
    }

    /// Where several write, nobody writes over another: what is there under this name has this content.
    async fn put_once(&self, name: &Name, content: Bytes) -> Result<(), FilesError> {
        let (at, size) = (self.location(&name.text), content.len() as u64);
        let once = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.0.store.put_opts(&at, PutPayload::from_bytes(content), once).await {
            Ok(_) => Ok(()),
            Err(object_store::Error::AlreadyExists { .. }) => {
                let there = self.0.store.head(&at).await.map_err(|source| failed(&name.text, source))?;
                if there.size == size { Ok(()) } else { Err(FilesError::Altered(name.text.clone())) }
            }
            Err(source) => Err(failed(&name.text, source)),
        }
    }

    /// A file's content; `None` where there is no such file.
    ///
    /// # Errors
    /// It cannot be read, or is not what was stored.
    pub async fn get(&self, name: &str, sha256: &[u8]) -> Result<Option<Bytes>, FilesError> {
        let _turn = self.0.reading.acquire().await;
        let found = match self.0.store.get(&self.location(name)).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(source) => return Err(failed(name, source)),
        };
        let content = found.bytes().await.map_err(|source| failed(name, source))?;
        if Sha256::digest(&content).as_slice() != sha256 {
            return Err(FilesError::Altered(name.to_owned()));
        }
        Ok(Some(content))
    }

    fn location(&self, name: &str) -> Location {
        match &self.0.place {
            Place::Bucket { folder } if !folder.is_empty() => Location::from(format!("{folder}/{name}")),
            Place::Bucket { .. } | Place::Folder { .. } => Location::from(name),
        }
    }
}

/// Bytes that this process may still use where the files are.
fn free(root: &Path) -> Result<u64, FilesError> {
    let found = rustix::fs::statvfs(root);
    let found = found.map_err(|e| FilesError::Open { path: root.to_owned(), source: e.into() })?;
    Ok(found.f_bavail.saturating_mul(found.f_frsize))
}

fn failed(name: &str, source: object_store::Error) -> FilesError {
    FilesError::Io { name: name.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(dir: &Path, change: impl FnOnce(&mut config::Files)) -> Files {
        let mut config = config::Files { keep_free_bytes: 0, ..config::Files::default() };
        change(&mut config);
        Files::open(&config, dir).expect("a folder")
    }

    /// All files below a folder.
    fn below(dir: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry").path());
        entries.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
    }

    #[tokio::test]
    async fn a_file_is_named_by_its_content_and_stored_once() {
        let dir = tempfile::tempdir().expect("a folder");
        let files = open(dir.path(), |_| {});
        let name = Name::of("7", b"abc");
        // FIPS 180-2, appendix B.1.
        let digits = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(name.as_str(), format!("7/ba/{digits}"));
        for _ in 0..2 {
            files.put(&name, Bytes::from_static(b"abc")).await.expect("stored");
        }
        files.put(&Name::of("8", b"abc"), Bytes::from_static(b"abc")).await.expect("stored");
        let mut found = below(dir.path());
        found.sort();
        let at = |owner: &str| dir.path().join("files").join(owner).join("ba").join(digits);
        assert_eq!(found, [at("7"), at("8")], "nothing else is left behind");
        assert_eq!(std::fs::read(at("7")).expect("a file"), b"abc");
        assert_eq!(files.get(name.as_str(), &name.sha256()).await.expect("read").as_deref(), Some(&b"abc"[..]));
    }

    #[tokio::test]
    async fn what_is_missing_or_altered_is_not_passed_off_as_what_was_stored() {
        let dir = tempfile::tempdir().expect("a folder");
        let files = open(dir.path(), |_| {});
        let name = Name::of("7", b"abc");
        assert!(files.get(name.as_str(), &name.sha256()).await.expect("read").is_none());
        files.put(&name, Bytes::from_static(b"abc")).await.expect("stored");
        std::fs::write(dir.path().join("files").join(name.as_str()), b"abd").expect("written");
        let error = files.get(name.as_str(), &name.sha256()).await.expect_err("altered");
        assert!(matches!(error, FilesError::Altered(_)), "{error}");
    }

    #[tokio::test]
    async fn what_does_not_fit_is_refused_and_leaves_nothing() {
        let dir = tempfile::tempdir().expect("a folder");
        let name = Name::of("7", b"abc");
        let small = open(dir.path(), |c| c.max_file_bytes = 2);
        let error = small.put(&name, Bytes::from_static(b"abc")).await.expect_err("too large");
        assert!(matches!(error, FilesError::TooLarge { size: 3, largest: 2 }), "{error}");
        let full = open(dir.path(), |c| c.keep_free_bytes = u64::MAX);
        let error = full.put(&name, Bytes::from_static(b"abc")).await.expect_err("no room");
        assert!(matches!(error, FilesError::Full { .. }), "{error}");
        assert!(below(dir.path()).is_empty());
    }

    #[tokio::test]
    async fn a_name_leads_nowhere_else() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::write(dir.path().join("secret"), b"x").expect("written");
        let files = open(dir.path(), |_| {});
        let found = files.get("../secret", &Sha256::digest(b"x")).await;
        assert!(!matches!(found, Ok(Some(_))), "{found:?}");
    }
}
