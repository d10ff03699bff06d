//! Room for messages that come in parts: one bound for all sessions that share it, however many they are.

use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The part of it that devices may fill which nobody registered: one in so many.
const STRANGERS: usize = 4;
/// Silence after which what was claimed and is not filled is given to others: a car in a garage keeps nobody waiting.
const LAPSES: TimeDelta = TimeDelta::seconds(60);

/// Bytes that split messages may take, from their first part until what they gave is stored. Clones share the room.
#[derive(Debug, Clone)]
pub struct Room(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    total: usize,
    books: Mutex<Books>,
}

/// Who has claimed how much. Claims are never more than there is room for, and none is less than what it holds.
#[derive(Debug, Default)]
struct Books {
    used: usize,
    last: u64,
    claims: HashMap<u64, Claim>,
}

#[derive(Debug, Clone, Copy)]
struct Claim {
    bytes: usize,
    filled: usize,
    heard: DateTime<Utc>,
}

impl Room {
    /// Room for so many bytes.
    pub fn new(bytes: usize) -> Room {
        Room(Arc::new(Inner { total: bytes, books: Mutex::default() }))
    }

    /// Bytes claimed.
    pub fn used(&self) -> usize {
        self.books().used
    }

    /// A place of so many bytes, if there is room. Strangers find none where a quarter is taken, so that they never keep
    /// registered devices out.
    pub(crate) fn take(&self, bytes: usize, registered: bool, now: DateTime<Utc>) -> Option<Place> {
        let mut books = self.books();
        books.last += 1;
        let key = books.last;
        books.claims.insert(key, Claim { bytes: 0, filled: 0, heard: now });
        drop(books);
        let place = Place { room: self.clone(), key, registered };
        place.hear(bytes, 0, now).then_some(place)
    }

    /// A panic elsewhere leaves sums that are as good as before.
    fn books(&self) -> MutexGuard<'_, Books> {
        self.0.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Room {
    /// 64 MiB.
    fn default() -> Self {
        Room::new(64 << 20)
    }
}

/// The same room, not one of the same size.
impl PartialEq for Room {
    fn eq(&self, other: &Room) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Room {}

impl Books {
    /// Takes back what was claimed by those who have been silent, and not filled.
    fn lapse(&mut self, now: DateTime<Utc>) {
        for claim in self.claims.values_mut().filter(|claim| now - claim.heard > LAPSES) {
            self.used -= claim.bytes - claim.filled;
            claim.bytes = claim.filled;
        }
    }
}

/// Bytes claimed of a room; given back when dropped.
#[derive(Debug)]
pub(crate) struct Place {
    room: Room,
    key: u64,
    registered: bool,
}

impl Place {
    /// Something came: `filled` bytes are held with it, of `bytes` that are claimed in all. `false`: there is no room for
    /// that, or there is none any more; then it may not be kept.
    pub fn hear(&self, bytes: usize, filled: usize, now: DateTime<Utc>) -> bool {
        let most = if self.registered { self.room.0.total } else { self.room.0.total / STRANGERS };
        let mut books = self.room.books();
        let Some(&Claim { bytes: had, .. }) = books.claims.get(&self.key) else { return false };
        let bytes = bytes.max(filled).max(had);
        let fits = |books: &Books| (books.used - had).checked_add(bytes).is_some_and(|after| after <= most);
        if bytes > had && !fits(&books) {
            books.lapse(now);
            let had_still = books.claims.get(&self.key).map_or(0, |claim| claim.bytes);
            if (books.used - had_still).checked_add(bytes).is_none_or(|after| after > most) {
                return false;
            }
        }
        self.set(&mut books, Claim { bytes, filled, heard: now });
        true
    }

    /// It is whole, and has so many bytes: no more, and no less.
    pub fn settle(&self, bytes: usize, now: DateTime<Utc>) {
        self.set(&mut self.room.books(), Claim { bytes, filled: bytes, heard: now });
    }

    fn set(&self, books: &mut Books, claim: Claim) {
        if let Some(held) = books.claims.get_mut(&self.key) {
            let before = std::mem::replace(held, claim).bytes;
            books.used = books.used - before + claim.bytes;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut books = self.room.books();
        if let Some(claim) = books.claims.remove(&self.key) {
            books.used -= claim.bytes;
        }
        if books.claims.is_empty() {
            books.claims = HashMap::new();
        }
    }
}

/// Bytes with their place in a room: theirs as long as anybody has a piece of them.
#[derive(Debug)]
pub(crate) struct Held {
    bytes: Vec<u8>,
    _place: Place,
}

impl Held {
    /// Bytes and their place.
    pub fn new(bytes: Vec<u8>, place: Place) -> Held {
        Held { bytes, _place: place }
    }
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;

    fn now() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }

    #[test]
    fn no_more_is_given_than_there_is_and_what_is_dropped_comes_back() {
        let room = Room::new(100);
        let first = room.take(60, true, now()).expect("room");
        assert!(room.take(41, true, now()).is_none() && !first.hear(101, 0, now()) && first.hear(70, 0, now()));
        assert_eq!(room.used(), 70);
        first.settle(10, now());
        let second = room.take(90, true, now()).expect("room again");
        assert_eq!(room.used(), 100);
        drop(second);
        drop(first);
        assert_eq!(room.used(), 0);
        assert!(room.take(usize::MAX, true, now()).is_none() && room.used() == 0);
    }

    #[test]
    fn strangers_fill_a_quarter_and_none_of_what_others_took() {
        let room = Room::new(100);
        let stranger = room.take(25, false, now()).expect("a quarter");
        assert!(room.take(1, false, now()).is_none());
        assert!(room.take(75, true, now()).is_some(), "the rest is the others'");
        drop(stranger);
        let _known = room.take(25, true, now()).expect("room");
        assert!(room.take(1, false, now()).is_none());
    }

    #[test]
    fn who_is_silent_keeps_what_it_holds_and_no_more() {
        let room = Room::new(100);
        let silent = room.take(80, true, now()).expect("room");
        assert!(silent.hear(80, 30, now()));
        let soon = now() + LAPSES;
        assert!(room.take(70, true, soon).is_none());
        let later = soon + TimeDelta::seconds(1);
        let other = room.take(70, true, later).expect("what was not filled");
        assert_eq!(room.used(), 100);
        assert!(!silent.hear(80, 40, later), "it has lost its claim");
        drop(other);
        assert!(silent.hear(80, 40, later), "and has it again");
        assert_eq!(room.used(), 80);
    }

    #[test]
    fn bytes_keep_their_place_as_long_as_anybody_has_a_piece_of_them() {
        let room = Room::new(100);
        let place = room.take(9, true, now()).expect("room");
        place.settle(3, now());
        let all = Bytes::from_owner(Held::new(vec![1, 2, 3], place));
        let piece = all.slice(1..);
        drop(all);
        assert_eq!((room.used(), &piece[..]), (3, &[2, 3][..]));
        drop(piece);
        assert_eq!(room.used(), 0);
    }
}
