//! Raw frames of single trackers, kept on demand: which are wanted, and what waits to be stored.
//!
//! A capture is for finding out why a device misbehaves, so it is best effort: frames wait in bounded memory and are
//! left out (and counted) where the store is away for long. Where no capture runs, a listener pays for one look at an
//! atomic flag.

use crate::store::captures::{Direction, NewFrame, Running, Transport};
use crate::store::{Store, StoreError};
use chrono::Utc;
use lienwatch_domain::ids::TrackerNo;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// Bytes that one capture keeps at most.
const CAPTURE_BYTES: i64 = 1 << 20;
/// Bytes that may wait for the store, over all captures.
const PENDING_BYTES: usize = 16 << 20;
/// Frames stored at a time.
const STATEMENT: usize = 500;

#[derive(Debug, Default)]
struct State {
    running: HashMap<TrackerNo, Running>,
    pending: Vec<NewFrame>,
    pending_bytes: usize,
}

#[derive(Debug, Default)]
struct Shared {
    any: AtomicBool,
    state: Mutex<State>,
    filled: Notify,
}

/// What is captured. Cheap to clone; all clones are the same.
#[derive(Debug, Clone, Default)]
pub struct Captures(Arc<Shared>);

impl Captures {
    /// Reads anew which captures run.
    pub async fn reload(&self, store: &Store) -> Result<(), StoreError> {
        let running = store.running_captures(Utc::now()).await?;
        let mut state = self.lock();
        let known = std::mem::take(&mut state.running);
        state.running = running.into_iter().map(|r| (r.tracker, r)).collect();
        for (tracker, new) in &mut state.running {
            // What has been taken and is not stored yet counts too.
            if let Some(old) = known.get(tracker).filter(|old| old.id == new.id) {
                (new.kept, new.kept_bytes) = (old.kept, old.kept_bytes);
            }
        }
        self.0.any.store(!state.running.is_empty(), Ordering::Relaxed);
        Ok(())
    }

    /// Whether anybody's frames are wanted.
    pub fn any(&self) -> bool {
        self.0.any.load(Ordering::Relaxed)
    }

    /// Whether a tracker's frames are wanted.
    pub fn wants(&self, tracker: TrackerNo) -> bool {
        self.any() && self.lock().running.contains_key(&tracker)
    }

    /// Keeps a frame, if it is wanted.
    pub fn record(&self, tracker: TrackerNo, direction: Direction, transport: Transport, peer: &str, bytes: &[u8]) {
        if bytes.is_empty() || !self.any() {
            return;
        }
        let now = Utc::now();
        let mut state = self.lock();
        let room = state.pending_bytes + bytes.len() <= PENDING_BYTES;
        let Some(capture) = state.running.get_mut(&tracker) else { return };
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        if capture.ends_at <= now || capture.kept >= capture.wanted || capture.kept_bytes + size > CAPTURE_BYTES {
            state.running.remove(&tracker);
            self.0.any.store(!state.running.is_empty(), Ordering::Relaxed);
            return;
        }
        if !room {
            metrics::counter!("lienwatch_capture_frames_dropped_total").increment(1);
            return;
        }
        capture.kept += 1;
        capture.kept_bytes += size;
        let (capture, n) = (capture.id, capture.kept);
        let (peer, bytes) = (peer.to_owned(), bytes.to_vec());
        state.pending_bytes += bytes.len();
        state.pending.push(NewFrame { capture, n, at: now, direction, transport, peer, bytes });
        self.0.filled.notify_one();
    }

    /// Stores what waits. What cannot be stored is left out, and counted.
    pub async fn flush(&self, store: &Store) {
        let frames = {
            let mut state = self.lock();
            state.pending_bytes = 0;
            std::mem::take(&mut state.pending)
        };
        for some in frames.chunks(STATEMENT) {
            if let Err(error) = store.keep_frames(some).await {
                tracing::warn!(%error, frames = some.len(), "failed to store captured frames");
                metrics::counter!("lienwatch_capture_frames_dropped_total").increment(some.len() as u64);
            }
        }
    }

    /// Stores what is captured, until shutdown.
    pub async fn run(self, store: Store, shutdown: CancellationToken) {
        loop {
            tokio::select! {
                biased;
                () = shutdown.cancelled() => return,
                () = self.0.filled.notified() => self.flush(&store).await,
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
