//! Puts split messages together. JT/T 808-2013, 4.4.3: the parts of a message have consecutive serials (some makers
//! give all of them one).
//!
//! What a device states makes us allocate nothing, but it claims room: a message is begun only where there is room for
//! all of it, so that those begun can be completed, and one that finds none is refused at its first part. How much is
//! held in a session, over all sessions, and for how long, is bounded.

use super::header::{Header, Part, Serial};
use super::unsettled::Unsettled;
use crate::room::{Held, Place, Room};
use crate::session::{DecodeError, RecordNo};
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Messages being put together at a time.
const MESSAGES: usize = 4;
/// Bytes of all of them, where they are no media of a registered device.
pub(super) const BYTES: usize = 256 * 1024;
/// What a part may cost besides its bytes, so that empty ones are bounded too.
const PART: usize = 64;
/// How long the next part may take, and the whole message.
pub(super) const PATIENCE: TimeDelta = TimeDelta::minutes(5);
const WHOLE: TimeDelta = TimeDelta::minutes(30);
/// Silence after which missing parts are asked for, and after which a message gives way to another one.
const OVERDUE: TimeDelta = TimeDelta::seconds(30);
/// How often they are in vain, and how many at a time: a terminal keeps a message for three questions.
const QUESTIONS: u8 = 3;
const ASKED_FOR: usize = 125;

/// The split messages of a session, of which parts are missing.
#[derive(Debug, Default)]
pub(super) struct Parts {
    open: Vec<Open>,
    /// The last one that was completed and stored: its parts may come again, when an answer was lost.
    done: Option<Id>,
    /// Those that were completed and are not stored yet.
    unsettled: Unsettled,
    /// The last one that was refused, and the part at which it was: if that comes again, it is tried again.
    refused: Option<(Id, u16)>,
}

/// Which message.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Id {
    message: u16,
    first_serial: u16,
    total: u16,
}

/// What a session may hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds<'a> {
    /// Bytes of all open messages.
    pub most: usize,
    /// What all sessions share.
    pub room: &'a Room,
    /// The device is registered.
    pub registered: bool,
}

#[derive(Debug)]
struct Open {
    id: Id,
    /// Of the part that came first.
    serial: u16,
    since: DateTime<Utc>,
    heard: DateTime<Utc>,
    /// The parts from the first one on, without a gap, one behind the other.
    front: Vec<u8>,
    /// How many parts those are.
    joined: u16,
    /// The parts behind a gap.
    ahead: BTreeMap<u16, Vec<u8>>,
    /// The longest part so far.
    longest: usize,
    /// Room for all parts, as long as the longest.
    place: Place,
    /// How much that is, and how much of it is taken, bytes.
    claim: usize,
    filled: usize,
    /// Questions since a part came that was asked for.
    asked: u8,
    /// How many of the parts asked for are missing still.
    awaited: usize,
    /// The last part, by number, is here.
    ended: bool,
}

/// What came of a part.
#[derive(Debug, PartialEq)]
pub(super) enum Taken {
    /// Others are missing.
    Kept,
    /// The last one: the whole body.
    Whole(Id, Bytes),
    /// Of a message that is stored already.
    Again,
    /// Of a message that is complete and on its way to the store: the answer comes when it has got there.
    OnItsWay,
    /// There is no place for the message; the reason is told once.
    Refused(Option<DecodeError>),
    /// Numbered outside of its message.
    Misnumbered,
}

impl Parts {
    /// Whether nothing is held.
    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty() && self.unsettled.is_empty()
    }

    pub(super) fn take(
        &mut self,
        header: &Header,
        part: Part,
        body: &[u8],
        now: DateTime<Utc>,
        bounds: Bounds<'_>,
    ) -> Taken {
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
        if let Some(held) = self.unsettled.again(id) {
            return held.map_or(Taken::OnItsWay, |whole| Taken::Whole(id, whole));
        }
        let at = match self.open.iter().position(|open| open.is_of(id, serial, part.number)) {
            Some(at) => at,
            None if self.refused.is_some_and(|(refused, from)| refused == id && from != part.number) => {
                return Taken::Refused(None);
            }
            None => match self.begin(id, serial, body.len(), now, bounds) {
                Ok(at) => at,
                Err(why) => return self.refuse(id, part.number, why),
            },
        };
        if let Err(why) = self.widen(at, part.number, body.len(), now, bounds) {
            let id = self.open.remove(at).id;
            return self.refuse(id, part.number, why);
        }
        let open = &mut self.open[at];
        open.heard = now;
        open.ended |= part.number == part.total;
        open.put(part.number, body);
        if open.joined < part.total {
            return Taken::Kept;
        }
        let Open { id, front: bytes, place, .. } = self.open.remove(at);
        self.rest();
        place.settle(bytes.len(), now);
        Taken::Whole(id, Bytes::from_owner(Held::new(bytes, place)))
    }

    /// More room may be given now: what was refused is weighed again with its next part.
    pub(super) fn forgive(&mut self) {
        self.refused = None;
    }

    /// A whole message was given out as these records. `stays`: it is kept until somebody says what became of them.
    pub(super) fn given_out(
        &mut self,
        id: Id,
        whole: Bytes,
        records: RangeInclusive<RecordNo>,
        stays: bool,
        now: DateTime<Utc>,
    ) {
        match stays && !records.is_empty() {
            true => self.unsettled.add(id, whole, records, now),
            false => self.done = Some(id),
        }
    }

    /// What became of records that were given out. What is not stored is given out again when a part of it comes again.
    pub(super) fn settled(&mut self, records: &RangeInclusive<RecordNo>, stored: bool) {
        self.done = self.unsettled.settled(records, stored).or(self.done);
    }

    /// Begins a message, where there is room for all of it; answers which of the open ones it is.
    fn begin(
        &mut self,
        id: Id,
        serial: u16,
        length: usize,
        now: DateTime<Utc>,
        bounds: Bounds<'_>,
    ) -> Result<usize, DecodeError> {
        let claim = claim(id.total, length, bounds.most)?;
        // One of which nothing has come for a while gives way: the device has begun anew.
        while self.held() + claim > bounds.most {
            let silent = self.open.iter().position(|open| now - open.heard > OVERDUE);
            self.open.remove(silent.ok_or(DecodeError::NoRoom { length: claim })?);
        }
        let place = bounds.room.take(claim, bounds.registered, now).ok_or(DecodeError::NoRoom { length: claim })?;
        if self.open.len() == MESSAGES {
            // The oldest one is the least likely to be completed.
            self.open.remove(0);
        }
        self.refused = self.refused.filter(|(refused, _)| *refused != id);
        self.open.push(Open::new(id, serial, now, place, claim));
        Ok(self.open.len() - 1)
    }

    /// Claims room for all parts, as long as the longest, of which this one may be; and says how much is held with it.
    fn widen(
        &mut self,
        at: usize,
        number: u16,
        length: usize,
        now: DateTime<Utc>,
        bounds: Bounds<'_>,
    ) -> Result<(), DecodeError> {
        let held = self.held();
        let open = &mut self.open[at];
        let longest = open.longest.max(length);
        let claim = claim(open.id.total, longest, bounds.most)?;
        if !open.has(number) {
            open.filled += length + PART;
        }
        if held - open.claim + claim > bounds.most || !open.place.hear(claim, open.filled, now) {
            return Err(DecodeError::NoRoom { length: claim });
        }
        (open.longest, open.claim) = (longest, claim);
        Ok(())
    }

    fn held(&self) -> usize {
        self.open.iter().map(|open| open.claim).sum()
    }

    fn refuse(&mut self, id: Id, number: u16, why: DecodeError) -> Taken {
        self.refused = Some((id, number));
        self.rest();
        Taken::Refused(Some(why))
    }

    fn forget(&mut self, now: DateTime<Utc>) {
        self.open.retain(|open| now - open.heard <= PATIENCE && now - open.since <= WHOLE);
        self.unsettled.forget(now);
        self.rest();
    }

    /// An idle session holds nothing.
    fn rest(&mut self) {
        if self.open.is_empty() {
            self.open = Vec::new();
        }
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
            let missing = (open.joined + 1..=open.id.total).filter(|number| !open.ahead.contains_key(number));
            let missing: Vec<u16> = missing.take(ASKED_FOR).collect();
            open.awaited = missing.len();
            ask(open.id.first_serial, &missing);
        }
    }
}

/// Room for a message of so many parts as long as this one, and for what keeping them costs.
fn claim(total: u16, length: usize, most: usize) -> Result<usize, DecodeError> {
    let length = usize::from(total) * (length + PART);
    if length <= most { Ok(length) } else { Err(DecodeError::TooLarge { length, limit: most }) }
}

impl Open {
    fn new(id: Id, serial: u16, now: DateTime<Utc>, place: Place, claim: usize) -> Self {
        Open {
            id,
            serial,
            since: now,
            heard: now,
            front: Vec::new(),
            joined: 0,
            ahead: BTreeMap::new(),
            longest: 0,
            place,
            claim,
            filled: 0,
            asked: 0,
            awaited: 0,
            ended: false,
        }
    }

    fn has(&self, number: u16) -> bool {
        number <= self.joined || self.ahead.contains_key(&number)
    }

    /// Whether a part is this message's: by its serial; by the one serial all have; or because it was asked for.
    fn is_of(&self, id: Id, serial: u16, number: u16) -> bool {
        (self.id.message, self.id.total) == (id.message, id.total)
            && (self.id.first_serial == id.first_serial
                || self.serial == serial
                || (self.asked > 0 && !self.has(number)))
    }

    fn put(&mut self, number: u16, body: &[u8]) {
        if self.has(number) {
            return;
        }
        if self.asked > 0 {
            // When all that was asked for has come, the next are asked for at once.
            self.awaited = self.awaited.saturating_sub(1);
            self.asked = if self.awaited == 0 { 0 } else { 1 };
        }
        if number != self.joined + 1 {
            self.ahead.insert(number, body.to_vec());
            return;
        }
        self.join(body);
        while let Some(next) = self.joined.checked_add(1).and_then(|next| self.ahead.remove(&next)) {
            self.join(&next);
        }
    }

    /// A part that has none missing before it. Grows by a quarter, not by its double.
    fn join(&mut self, body: &[u8]) {
        if self.front.capacity() - self.front.len() < body.len() {
            self.front.reserve_exact(body.len().max(self.front.len() / 4));
        }
        self.front.extend_from_slice(body);
        self.joined += 1;
    }
}
