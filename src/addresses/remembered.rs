//! What a geocoder said, bounded in number and time.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::time::{Duration, Instant};

/// The newest so many; the oldest goes first.
#[derive(Debug)]
pub struct Remembered<K, V> {
    most: usize,
    values: HashMap<K, (Instant, V)>,
    order: VecDeque<K>,
}

impl<K: Hash + Eq + Clone, V: Clone> Remembered<K, V> {
    /// With room for `most`.
    pub fn new(most: usize) -> Remembered<K, V> {
        Remembered { most, values: HashMap::new(), order: VecDeque::new() }
    }

    /// What was said less than `longest` ago.
    pub fn get(&self, key: &K, now: Instant, longest: impl Fn(&V) -> Duration) -> Option<V> {
        let (at, value) = self.values.get(key)?;
        (now.duration_since(*at) < longest(value)).then(|| value.clone())
    }

    /// Remembers it; where there is no room, the oldest is forgotten.
    pub fn put(&mut self, key: K, value: V, now: Instant) {
        if self.values.insert(key.clone(), (now, value)).is_none() {
            self.order.push_back(key);
        }
        while self.order.len() > self.most {
            let oldest = self.order.pop_front();
            oldest.and_then(|key| self.values.remove(&key));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_goes_where_there_is_no_room_and_all_goes_with_time() {
        let (start, mut kept) = (Instant::now(), Remembered::new(2));
        let day = |_: &i32| Duration::from_secs(86_400);
        for n in 1..=3 {
            kept.put(n, n * 10, start);
        }
        kept.put(3, 31, start);
        let all = |now| [1, 2, 3].map(|n| kept.get(&n, now, day));
        assert_eq!(all(start), [None, Some(20), Some(31)]);
        assert_eq!(all(start + Duration::from_secs(86_400)), [None; 3]);
    }
}
