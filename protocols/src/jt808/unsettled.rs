//! Split messages that are complete and not stored yet, of a session that hears what becomes of its records (datagrams:
//! there is no order in which answers leave, and no connection that ends when one cannot be given). Until then a part
//! that comes again is not answered; and when the store has lost the message, that part brings it back, whole.

use super::parts::{Id, PATIENCE};
use crate::session::RecordNo;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use std::ops::RangeInclusive;

/// How many are kept; then the oldest is forgotten, and begins anew with the part that comes again.
const MOST: usize = 4;

/// Those messages, oldest first. Their bytes keep their place in the room.
#[derive(Debug, Default)]
pub(super) struct Unsettled(Vec<Message>);

#[derive(Debug)]
struct Message {
    id: Id,
    whole: Bytes,
    since: DateTime<Utc>,
    fate: Fate,
}

#[derive(Debug)]
enum Fate {
    /// As these records.
    OnItsWay(RangeInclusive<RecordNo>),
    /// It was not stored, and will not be by itself.
    Lost,
}

impl Unsettled {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn add(&mut self, id: Id, whole: Bytes, records: RangeInclusive<RecordNo>, since: DateTime<Utc>) {
        if self.0.len() == MOST {
            self.0.remove(0);
        }
        self.0.push(Message { id, whole, since, fate: Fate::OnItsWay(records) });
    }

    /// A part comes again. `None`: of none of these; `Some(None)`: of one that is on its way; else of one that was lost,
    /// which is no longer kept here then.
    pub fn again(&mut self, id: Id) -> Option<Option<Bytes>> {
        let at = self.0.iter().position(|message| message.id == id)?;
        match self.0[at].fate {
            Fate::OnItsWay(_) => Some(None),
            Fate::Lost => {
                let whole = self.0.remove(at).whole;
                self.rest();
                Some(Some(whole))
            }
        }
    }

    /// What became of records; answers which of these messages is stored.
    pub fn settled(&mut self, records: &RangeInclusive<RecordNo>, stored: bool) -> Option<Id> {
        let is_of = |message: &Message| match &message.fate {
            Fate::OnItsWay(own) => records.contains(own.end()),
            Fate::Lost => false,
        };
        if !stored {
            self.0.iter_mut().filter(|message| is_of(message)).for_each(|message| message.fate = Fate::Lost);
            return None;
        }
        let last = self.0.iter().rfind(|message| is_of(message)).map(|message| message.id);
        self.0.retain(|message| !is_of(message));
        self.rest();
        last
    }

    /// Lost ones are kept for as long as a part may take.
    pub fn forget(&mut self, now: DateTime<Utc>) {
        self.0.retain(|message| matches!(message.fate, Fate::OnItsWay(_)) || now - message.since <= PATIENCE);
        self.rest();
    }

    /// An idle session holds nothing.
    fn rest(&mut self) {
        if self.0.is_empty() {
            self.0 = Vec::new();
        }
    }
}
