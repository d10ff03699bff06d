//! Replies of a connection, in order, each behind the rows that it acknowledges.

use super::Receipt;
use bytes::Bytes;
use std::collections::VecDeque;

/// Replies that wait for rows to be durable.
pub(super) struct Waiting {
    pub receipt: Option<Receipt>,
    pub replies: Vec<Bytes>,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Refused;
    use tokio::sync::oneshot;

    #[tokio::test]
    async fn what_is_not_stored_leaves_no_reply_behind() {
        let waiting = |receipt| Waiting { receipt, replies: vec![Bytes::from_static(b"stored")] };
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
