//! A barrier over everything that reads from the outside: when it is raised, each reader takes in what has already
//! been sent to it, hands it on, and says so. Readers come and go while barriers are raised.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, watch};

#[derive(Debug, Default)]
struct Counts {
    generation: u64,
    /// Readers there are.
    members: usize,
    /// Readers that have not yet reached the current generation.
    behind: usize,
}

#[derive(Debug)]
struct Shared {
    counts: Mutex<Counts>,
    raised: watch::Sender<u64>,
    reached: Notify,
}

/// The barrier. Cheap to clone; all clones are the same barrier.
#[derive(Debug, Clone)]
pub struct Barrier(Arc<Shared>);

/// One reader's membership. Dropping it leaves.
#[derive(Debug)]
pub struct Reader {
    shared: Arc<Shared>,
    raised: watch::Receiver<u64>,
    seen: u64,
}

impl Default for Barrier {
    fn default() -> Self {
        Barrier(Arc::new(Shared { counts: Mutex::default(), raised: watch::Sender::new(0), reached: Notify::new() }))
    }
}

impl Barrier {
    /// Joins. A reader that joins while a barrier is up has to reach it too: it may stand for a connection that was
    /// already waiting to be accepted.
    pub fn join(&self) -> Reader {
        let mut counts = lock(&self.0);
        let up = counts.behind > 0;
        counts.members += 1;
        counts.behind += usize::from(up);
        let seen = counts.generation - u64::from(up);
        Reader { shared: self.0.clone(), raised: self.0.raised.subscribe(), seen }
    }

    /// Raises the barrier and waits until every reader has reached it. One caller at a time.
    pub async fn raise(&self) {
        {
            let mut counts = lock(&self.0);
            counts.generation += 1;
            counts.behind = counts.members;
            self.0.raised.send_replace(counts.generation);
        }
        loop {
            let reached = self.0.reached.notified();
            if lock(&self.0).behind == 0 {
                return;
            }
            reached.await;
        }
    }
}

impl Reader {
    /// Resolves when there is a barrier that this reader has not reached. Cancel-safe.
    pub async fn raised(&mut self) {
        let seen = self.seen;
        // The sender lives as long as `shared`, so this cannot fail.
        let _ = self.raised.wait_for(|&generation| generation > seen).await;
    }

    /// Says that everything sent before the barrier was raised has been handed on.
    pub fn reached(&mut self) {
        let shared = self.shared.clone();
        self.reach(&mut lock(&shared));
    }

    fn reach(&mut self, counts: &mut Counts) {
        if self.seen < counts.generation {
            self.seen = counts.generation;
            counts.behind = counts.behind.saturating_sub(1);
            if counts.behind == 0 {
                self.shared.reached.notify_one();
            }
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let shared = self.shared.clone();
        let mut counts = lock(&shared);
        self.reach(&mut counts);
        counts.members -= 1;
    }
}

/// A panic elsewhere cannot leave two numbers inconsistent.
fn lock(shared: &Shared) -> MutexGuard<'_, Counts> {
    shared.counts.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test]
    async fn waits_for_all_that_are_there_and_for_none_that_have_left() {
        let barrier = Barrier::default();
        let drained = Arc::new(AtomicUsize::new(0));
        for _ in 0..50 {
            let (mut reader, drained) = (barrier.join(), drained.clone());
            tokio::spawn(async move {
                for _ in 0..3 {
                    reader.raised().await;
                    drained.fetch_add(1, Ordering::SeqCst);
                    reader.reached();
                }
            });
        }
        let idle = barrier.join();
        drop(idle);
        for round in 1..=3 {
            barrier.raise().await;
            assert_eq!(drained.load(Ordering::SeqCst), 50 * round);
        }
        barrier.raise().await;
    }

    #[tokio::test]
    async fn a_reader_that_joins_under_a_raised_barrier_is_waited_for() {
        let barrier = Barrier::default();
        let mut listener = barrier.join();
        let raise = tokio::spawn({
            let barrier = barrier.clone();
            async move { barrier.raise().await }
        });
        listener.raised().await;
        let mut accepted = barrier.join();
        listener.reached();
        accepted.raised().await;
        assert!(!raise.is_finished());
        accepted.reached();
        raise.await.expect("raised");
    }
}
