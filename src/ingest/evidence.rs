//! The way of photos, sound and video: bytes to disk, then the row that names them, and only then the record, whose
//! commit the device is told of. What fails on this way is not acknowledged, so that the device sends it again.
//!
//! A connection waits here and reads nothing meanwhile. Few are written at a time, and few may wait: beyond that a
//! medium is not taken in. What comes again is the same file and the same row.

use super::append::is_refusal;
use crate::files::{Files, FilesError, Name};
use crate::store::evidence::{self, NewFile};
use crate::store::{Store, StoreError};
use chrono::Utc;
use lienwatch_domain::observation::{Flags, Observation};
use lienwatch_protocols::Media;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::Instant;
use uuid::Uuid;

/// Media that may be written or wait for it.
const WAITING: usize = 64;
/// How long the database may be away before a medium is given up, and the pauses between attempts.
const PATIENCE: Duration = Duration::from_secs(30);
const RETRY: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(2));

/// What a source took in at a time: rows in arrival order, and the media that came with some of them.
#[derive(Debug, Default)]
pub struct Rows {
    pub(super) rows: Vec<Observation>,
    /// Which row, and what came with it.
    media: Vec<(usize, Box<Media>)>,
}

impl Rows {
    /// Adds a row, and what came with it.
    pub fn add(&mut self, row: Observation, media: Option<Box<Media>>) {
        self.media.extend(media.filter(|m| !m.bytes.is_empty()).map(|media| (self.rows.len(), media)));
        self.rows.push(row);
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether media came that are not kept yet.
    pub fn media_waits(&self) -> bool {
        !self.media.is_empty()
    }

    /// The first row.
    pub fn first(&self) -> Option<&Observation> {
        self.rows.first()
    }
}

impl From<Observation> for Rows {
    fn from(row: Observation) -> Self {
        Rows { rows: vec![row], media: Vec::new() }
    }
}

/// Why a medium was not kept.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// Too many others wait.
    #[error("{WAITING} media are being written already")]
    Busy,
    /// Its bytes.
    #[error(transparent)]
    Bytes(#[from] FilesError),
    /// Its row.
    #[error(transparent)]
    Row(#[from] StoreError),
}

/// Keeps media. Cheap to clone; all clones are the same.
#[derive(Debug, Clone)]
pub struct Keeper {
    files: Files,
    store: Store,
    waiting: Arc<Semaphore>,
    at_once: Arc<Semaphore>,
}

impl Keeper {
    /// Over the files and the store.
    pub fn new(files: Files, store: Store) -> Keeper {
        let waiting = Arc::new(Semaphore::new(WAITING));
        Keeper { files, store, waiting, at_once: Arc::new(Semaphore::new(evidence::AT_ONCE)) }
    }

    /// Keeps the media of some rows; then they are on disk, with their own rows, and no longer held here.
    ///
    /// # Errors
    /// One of them is not kept: none of the rows may be acknowledged.
    pub async fn keep(&self, rows: &mut Rows) -> Result<(), NotKept> {
        for (index, media) in std::mem::take(&mut rows.media) {
            let Some(row) = rows.rows.get(index) else { continue };
            match self.one(row, &media).await {
                Ok(fresh) => {
                    let what = if fresh { "stored" } else { "resent" };
                    metrics::counter!("lienwatch_files_total", "what" => what).increment(1);
                }
                // It never will fit: the record says what came.
                Err(NotKept::Bytes(why @ FilesError::TooLarge { .. })) => {
                    tracing::warn!(%why, ?media, tracker = row.tracker.0, "left a medium out");
                    metrics::counter!("lienwatch_files_total", "what" => "too_large").increment(1);
                }
                Err(why) => {
                    tracing::error!(%why, ?media, tracker = row.tracker.0, "failed to keep a medium; it was not acknowledged");
                    metrics::counter!("lienwatch_files_total", "what" => "failed").increment(1);
                    return Err(why);
                }
            }
        }
        Ok(())
    }

    /// Whether it was not there yet.
    async fn one(&self, row: &Observation, media: &Media) -> Result<bool, NotKept> {
        let _place = self.waiting.try_acquire().map_err(|_| NotKept::Busy)?;
        let _turn = self.at_once.acquire().await;
        // A file belongs to one lender, whoever else has the same.
        let owner = row.lender.0.to_string();
        // The record has it already.
        let name = row.file().map_or_else(|| Name::of(&owner, &media.bytes), |sum| Name::of_sum(&owner, sum));
        self.files.put(&name, media.bytes.clone()).await?;
        let file = NewFile {
            id: Uuid::now_v7(),
            tracker: row.tracker,
            lender: row.lender,
            device_time: (!row.flags.has(Flags::NO_DEVICE_TIME)).then_some(row.device_time),
            received_at: row.received_at,
            wall: Utc::now(),
            media,
            point: row.point,
            sha256: name.sha256(),
            storage_name: name.as_str(),
        };
        Ok(self.add(&file).await?)
    }

    /// Adds the row, trying again while the database is away.
    async fn add(&self, file: &NewFile<'_>) -> Result<bool, StoreError> {
        let (began, mut pause) = (Instant::now(), RETRY.0);
        loop {
            match self.store.add_file(file).await {
                Err(error) if !is_refusal(&error) && began.elapsed() + pause < PATIENCE => {
                    tracing::warn!(%error, "failed to store a file's row; trying again");
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(RETRY.1);
                }
                done => return done,
            }
        }
    }
}
