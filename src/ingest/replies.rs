//! Replies of a connection, in order, each behind the rows that it acknowledges.

use super::Receipt;
use std::collections::VecDeque;
use tokio::sync::oneshot::error::TryRecvError;

/// Replies that wait for rows to be durable.
pub(super) struct Waiting {
    pub receipt: Option<Receipt>,
    /// Of one read, one behind the other: they leave in one write.
    pub replies: Vec<u8>,
}

/// Waits for the head's rows; `false` when they will never be durable: then no reply is left, because they leave in
/// order. Cancel-safe: the receipt stays in the queue.
pub(super) async fn receipt(waiting: &mut VecDeque<Waiting>) -> bool {
    match waiting.front_mut() {
        None => true,
        Some(head) => match &mut head.receipt {
            None => true,
            Some(receipt) => {
                let durable = matches!(receipt.await, Ok(Ok(())));
                match durable {
                    true => head.receipt = None,
                    false => waiting.clear(),
                }
                durable
            }
        },
    }
}

/// What may be said now.
pub(super) enum Ready {
    /// Nothing: the next rows are on their way, or nobody waits.
    No,
    /// Nothing any more: rows are lost. No reply is left.
    Never,
    /// The head's replies, and whether rows of it have just become durable.
    Replies(Vec<u8>, bool),
}

/// Takes the replies at the head that wait for nothing any more.
pub(super) fn ready(waiting: &mut VecDeque<Waiting>) -> Ready {
    let Some(head) = waiting.front_mut() else { return Ready::No };
    let answer = head.receipt.as_mut().map(|receipt| receipt.try_recv());
    match answer {
        Some(Err(TryRecvError::Empty)) => Ready::No,
        Some(Ok(Err(_)) | Err(TryRecvError::Closed)) => {
            waiting.clear();
            Ready::Never
        }
        None | Some(Ok(Ok(()))) => {
            Ready::Replies(waiting.pop_front().map(|head| head.replies).unwrap_or_default(), answer.is_some())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Refused;
    use tokio::sync::oneshot;

    #[test]
    fn replies_leave_in_order_as_their_rows_become_durable() {
        let (sender, stored) = oneshot::channel();
        let (lost, gone) = oneshot::channel();
        let waiting = |receipt, text: &'static str| Waiting { receipt, replies: text.into() };
        let mut queue = VecDeque::from([
            waiting(None, "a"),
            waiting(Some(stored), "b"),
            waiting(Some(gone), "c"),
            waiting(None, "d"),
        ]);
        assert!(matches!(ready(&mut queue), Ready::Replies(r, false) if r == b"a"));
        assert!(matches!(ready(&mut queue), Ready::No));
        sender.send(Ok(())).expect("somebody waits");
        assert!(matches!(ready(&mut queue), Ready::Replies(r, true) if r == b"b"));
        drop(lost);
        assert!(matches!(ready(&mut queue), Ready::Never), "and what waits behind it is not said either");
        assert!(queue.is_empty() && matches!(ready(&mut queue), Ready::No));
    }

    #[tokio::test]
    async fn what_is_not_stored_leaves_no_reply_behind() {
        let waiting = |receipt| Waiting { receipt, replies: b"stored".to_vec() };
        for answer in [Some(Err(Refused("a value".into()))), None] {
            let (sender, refused) = oneshot::channel();
            let mut queue = VecDeque::from([waiting(Some(refused)), waiting(None)]);
            match answer {
                Some(answer) => sender.send(answer).expect("somebody waits"),
                None => drop(sender),
            }
            assert!(!receipt(&mut queue).await);
            assert!(queue.is_empty());
            assert!(receipt(&mut queue).await, "nothing is left to wait for");
        }
        let (sender, stored) = oneshot::channel();
        let mut queue = VecDeque::from([waiting(Some(stored))]);
        sender.send(Ok(())).expect("somebody waits");
        assert!(receipt(&mut queue).await);
        assert!(queue.front().is_some_and(|head| head.receipt.is_none()));
    }
}
