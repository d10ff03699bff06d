//! What a source waits for before it acknowledges: its rows are durable, whichever writers had them.

use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, oneshot};

/// Resolves with `Ok(Ok)` when the rows are durable, with `Ok(Err)` when the database refuses one of them for itself
/// and always will, and with `Err` when a writer is gone.
pub type Receipt = oneshot::Receiver<Result<(), Refused>>;

/// The database does not take a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a row cannot be stored: {0}")]
pub struct Refused(pub String);

/// One writer's part of a receipt, and the room its rows take in the queue. Dropped unanswered, the receipt fails.
#[derive(Debug)]
pub struct Part(Arc<Whole>);

#[derive(Debug)]
struct Whole {
    answer: Mutex<Answer>,
    /// Given back when the last part is answered.
    _room: OwnedSemaphorePermit,
}

#[derive(Debug)]
struct Answer {
    open: usize,
    refused: Option<Refused>,
    receipt: Option<oneshot::Sender<Result<(), Refused>>>,
}

/// A receipt in `parts` parts.
pub fn in_parts(parts: usize, room: OwnedSemaphorePermit) -> (Receipt, Vec<Part>) {
    let (sender, receipt) = oneshot::channel();
    let answer = Mutex::new(Answer { open: parts, refused: None, receipt: Some(sender) });
    let whole = Arc::new(Whole { answer, _room: room });
    (receipt, vec![whole; parts].into_iter().map(Part).collect())
}

impl Part {
    /// This part's rows are durable, or one of them never will be.
    pub fn answer(self, result: Result<(), Refused>) {
        let mut answer = self.0.answer.lock().unwrap_or_else(PoisonError::into_inner);
        answer.open = answer.open.saturating_sub(1);
        if let Err(why) = result {
            answer.refused.get_or_insert(why);
        }
        if answer.open == 0
            && let Some(receipt) = answer.receipt.take()
        {
            // A source that has gone needs no answer.
            let _ = receipt.send(answer.refused.take().map_or(Ok(()), Err));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::Semaphore;

    fn parts(count: usize) -> (Receipt, Vec<Part>, Arc<Semaphore>) {
        let room = Arc::new(Semaphore::new(1));
        let (receipt, parts) = in_parts(count, room.clone().try_acquire_owned().expect("there is room"));
        (receipt, parts, room)
    }

    #[test]
    fn a_receipt_waits_for_all_its_parts() {
        let (mut receipt, mut open, room) = parts(2);
        open.remove(0).answer(Ok(()));
        assert!(receipt.try_recv().is_err(), "one is not all");
        assert_eq!(room.available_permits(), 0);
        open.remove(0).answer(Ok(()));
        assert_eq!(receipt.try_recv(), Ok(Ok(())));
        assert_eq!(room.available_permits(), 1);
    }

    #[test]
    fn one_refused_or_lost_part_is_not_acknowledged() {
        let (mut receipt, mut open, _) = parts(2);
        let why = Refused("a value".into());
        open.remove(1).answer(Err(why.clone()));
        open.remove(0).answer(Ok(()));
        assert_eq!(receipt.try_recv(), Ok(Err(why)));
        let (mut receipt, mut open, room) = parts(2);
        open.remove(0).answer(Ok(()));
        drop(open);
        assert_eq!(receipt.try_recv(), Err(oneshot::error::TryRecvError::Closed));
        assert_eq!(room.available_permits(), 1);
    }
}
