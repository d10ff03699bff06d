//! Puts split messages together. JT/T 808-2013, 4.4.3: the parts of a message have consecutive serials (some makers
//! give all of them one). What a device states never makes us allocate; how much is held, and for how long, is bounded.

use super::header::{Header, Part, Serial};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;

/// Messages being put together at a time.
const MESSAGES: usize = 4;
/// Bytes of all of them.
pub(super) const BYTES: usize = 256 * 1024;
/// What a part costs besides its bytes, so that empty ones are bounded too.
const PART: usize = 64;
/// How long the next part may take, and the whole message.
const PATIENCE: TimeDelta = TimeDelta::minutes(5);
const WHOLE: TimeDelta = TimeDelta::minutes(30);
/// Silence after which missing parts are asked for.
const OVERDUE: TimeDelta = TimeDelta::seconds(30);
/// How often they are, and how many at a time: a terminal keeps a message for three.
const QUESTIONS: u8 = 3;
const ASKED_FOR: usize = 125;

/// The split messages of a session, of which parts are missing.
#[derive(Debug, Default)]
pub(super) struct Parts {
    open: Vec<Open>,
    /// The last one that was completed: its parts may come again, when an answer was lost.
    done: Option<Id>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Id {
    message: u16,
    first_serial: u16,
    total: u16,
}

#[derive(Debug)]
struct Open {
    id: Id,
    /// Of the part that came first.
    serial: u16,
    since: DateTime<Utc>,
    heard: DateTime<Utc>,
    parts: BTreeMap<u16, Vec<u8>>,
    bytes: usize,
    asked: u8,
    /// The last part, by number, is here.
    ended: bool,
}

/// What came of a part.
#[derive(Debug, PartialEq)]
pub(super) enum Taken {
    /// Others are missing.
    Kept,
    /// The last one: the whole body.
    Whole(Vec<u8>),
    /// Of a message that is complete already.
    Again,
    /// Over the bound; the message is dropped.
    TooLong,
    /// Numbered outside of its message.
    Misnumbered,
}

impl Parts {
    /// Whether no message is open.
    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    pub(super) fn take(&mut self, header: &Header, part: Part, body: &[u8], now: DateTime<Utc>) -> Taken {
        self.forget(now);
        let Serial::Word(serial) = header.serial else { return Taken::Misnumbered };
        if part.number == 0 || part.number > part.total {
            return Taken::Misnumbered;
        }
        let first_serial = serial.wrapping_sub(part.number - 1);
        let id = Id { message: header.message, first_serial, total: part.total };
        if self.done == Some(id) {
            return Taken::Again;
        }
        let at = self.open.iter().position(|open| open.is_of(id, serial, part.number)).unwrap_or_else(|| {
            if self.open.len() == MESSAGES {
                // The oldest one is the least likely to be completed.
                self.open.remove(0);
            }
            self.open.push(Open::new(id, serial, now));
            self.open.len() - 1
        });
        let held: usize = self.open.iter().map(|open| open.bytes).sum();
        let open = &mut self.open[at];
        open.heard = now;
        open.ended |= part.number == part.total;
        if !open.parts.contains_key(&part.number) {
            if held + body.len() + PART > BYTES {
                self.open.remove(at);
                return Taken::TooLong;
            }
            open.bytes += body.len() + PART;
            open.parts.insert(part.number, body.to_vec());
        }
        if open.parts.len() < usize::from(part.total) {
            return Taken::Kept;
        }
        let whole = self.open.remove(at);
        self.done = Some(whole.id);
        if self.open.is_empty() {
            // An idle session holds nothing.
            self.open = Vec::new();
        }
        Taken::Whole(whole.parts.into_values().collect::<Vec<_>>().concat())
    }

    /// What was completed last was not stored: a part of it that comes again begins it anew, and the others are asked for.
    pub(super) fn lost(&mut self) {
        self.done = None;
    }

    fn forget(&mut self, now: DateTime<Utc>) {
        self.open.retain(|open| now - open.heard <= PATIENCE && now - open.since <= WHOLE);
    }

    /// Hands out the first serial and the missing parts of each message that will not come by itself: its last part is
    /// here, or nothing of it has come for a while.
    pub(super) fn overdue(&mut self, now: DateTime<Utc>, mut ask: impl FnMut(u16, &[u16])) {
        self.forget(now);
        for open in &mut self.open {
            let silent = now - open.heard > OVERDUE;
            let due = if open.asked == 0 { open.ended || silent } else { silent && open.asked < QUESTIONS };
            if !due {
                continue;
            }
            open.asked += 1;
            open.heard = now;
            let missing = (1..=open.id.total).filter(|number| !open.parts.contains_key(number));
            ask(open.id.first_serial, &missing.take(ASKED_FOR).collect::<Vec<_>>());
        }
    }
}

impl Open {
    fn new(id: Id, serial: u16, now: DateTime<Utc>) -> Self {
        Open { id, serial, since: now, heard: now, parts: BTreeMap::new(), bytes: 0, asked: 0, ended: false }
    }

    /// Whether a part is this message's: by its serial; by the one serial all have; or because it was asked for.
    fn is_of(&self, id: Id, serial: u16, number: u16) -> bool {
        (self.id.message, self.id.total) == (id.message, id.total)
            && (self.id.first_serial == id.first_serial
                || self.serial == serial
                || (self.asked > 0 && !self.parts.contains_key(&number)))
    }
}
