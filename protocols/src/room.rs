//! Room for messages that come in parts: one bound for all sessions that share it, however many they are.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The part of it that devices may fill which nobody registered: one in so many.
const STRANGERS: usize = 4;

/// Bytes that split messages may take, from their first part until what they gave is stored. Clones share the room.
#[derive(Debug, Clone)]
pub struct Room(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    total: usize,
    used: AtomicUsize,
}

impl Room {
    /// Room for so many bytes.
    pub fn new(bytes: usize) -> Room {
        Room(Arc::new(Inner { total: bytes, used: AtomicUsize::new(0) }))
    }

    /// Bytes taken.
    pub fn used(&self) -> usize {
        self.0.used.load(Ordering::Relaxed)
    }

    /// A place of so many bytes, if there is room. Strangers find none where a quarter is taken, so that they never keep
    /// registered devices out.
    pub(crate) fn take(&self, bytes: usize, registered: bool) -> Option<Place> {
        let mut place = Place { room: self.clone(), bytes: 0, registered };
        place.grow(bytes).then_some(place)
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

/// Bytes taken of a room; given back when dropped.
#[derive(Debug)]
pub(crate) struct Place {
    room: Room,
    bytes: usize,
    registered: bool,
}

impl Place {
    /// How many bytes it has.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Makes it larger, if there is room; it is never made smaller by this.
    pub fn grow(&mut self, to: usize) -> bool {
        let more = to.saturating_sub(self.bytes);
        let Inner { total, used } = &*self.room.0;
        let most = if self.registered { *total } else { total / STRANGERS };
        let fits = |used: usize| used.checked_add(more).filter(|after| more == 0 || *after <= most);
        let grown = used.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fits).is_ok();
        self.bytes += if grown { more } else { 0 };
        grown
    }

    /// Gives back what is over `to` bytes.
    pub fn shrink(&mut self, to: usize) {
        let less = self.bytes.saturating_sub(to);
        self.room.0.used.fetch_sub(less, Ordering::Relaxed);
        self.bytes -= less;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.shrink(0);
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

    #[test]
    fn no_more_is_given_than_there_is_and_what_is_dropped_comes_back() {
        let room = Room::new(100);
        let mut first = room.clone().take(60, true).expect("room");
        assert!(room.take(41, true).is_none() && !first.grow(101) && first.grow(70));
        assert_eq!((room.used(), first.bytes()), (70, 70));
        first.shrink(10);
        let second = room.take(90, true).expect("room again");
        assert_eq!(room.used(), 100);
        drop(second);
        drop(first);
        assert_eq!(room.used(), 0);
        assert!(room.take(usize::MAX, true).is_none() && room.used() == 0);
    }

    #[test]
    fn strangers_fill_a_quarter_and_none_of_what_others_took() {
        let room = Room::new(100);
        let stranger = room.take(25, false).expect("a quarter");
        assert!(room.take(1, false).is_none());
        assert!(room.take(75, true).is_some(), "the rest is the others'");
        drop(stranger);
        let _known = room.take(25, true).expect("room");
        assert!(room.take(1, false).is_none());
    }

    #[test]
    fn bytes_keep_their_place_as_long_as_anybody_has_a_piece_of_them() {
        let room = Room::new(100);
        let place = room.take(3, true).expect("room");
        let all = Bytes::from_owner(Held::new(vec![1, 2, 3], place));
        let piece = all.slice(1..);
        drop(all);
        assert_eq!((room.used(), &piece[..]), (3, &[2, 3][..]));
        drop(piece);
        assert_eq!(room.used(), 0);
    }
}
