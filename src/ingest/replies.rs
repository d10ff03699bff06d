//! Replies of a connection, in order, each behind the rows that it acknowledges.

use super::Receipt;
use bytes::Bytes;
use std::collections::VecDeque;

/// Replies that wait for rows to be durable.
pub(super) struct Waiting {
    pub receipt: Option<Receipt>,
    pub replies: Vec<Bytes>,
}

/// Waits for the head's rows; `false` when they will never be durable. Cancel-safe: the receipt stays in the queue.
pub(super) async fn receipt(waiting: &mut VecDeque<Waiting>) -> bool {
    match waiting.front_mut() {
        None => true,
        Some(head) => match &mut head.receipt {
            None => true,
            Some(receipt) => {
                let durable = matches!(receipt.await, Ok(Ok(())));
                head.receipt = None;
                durable
            }
        },
    }
}
