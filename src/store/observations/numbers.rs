//! The numbers of observations: whose they are, and where they stand in that writer's commit order.
//!
//! A number is `n * 8 + writer`. All writers of a process draw n from one counter, a batch at a time. So each writer's
//! numbers rise in its commit order, none is given twice, and rows stored at about the same time have numbers close to
//! each other whoever stored them: a range of numbers is a short range of pages (BRIN), also where one writer has much
//! less to do than another.

use crate::store::StoreError;
use lienwatch_domain::ids::TrackerNo;
use std::collections::HashSet;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Writers there can be. Part of what is stored: never change it.
pub const MOST_WRITERS: usize = 8;

/// The writer that gave a number.
pub fn writer_of(seq: i64) -> usize {
    seq.rem_euclid(MOST_WRITERS as i64) as usize
}

/// How far each writer's rows have been taken in: the last number of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Positions([i64; MOST_WRITERS]);

impl Positions {
    /// Whether a row of that number has been taken in.
    pub fn covers(&self, seq: i64) -> bool {
        seq <= self.0[writer_of(seq)]
    }

    /// Takes a row in.
    pub fn take(&mut self, seq: i64) {
        let own = &mut self.0[writer_of(seq)];
        *own = seq.max(*own);
    }

    /// Every row up to this number has been taken in, whoever stored it.
    pub fn reach(&mut self, seq: i64) {
        self.0.iter_mut().for_each(|own| *own = seq.max(*own));
    }

    /// The farther of both, for each writer.
    pub fn join(mut self, other: &Positions) -> Positions {
        self.0.iter_mut().zip(other.0).for_each(|(own, other)| *own = other.max(*own));
        self
    }

    /// The last number of one writer, 0 to 7.
    pub fn of(&self, writer: usize) -> i64 {
        self.0[writer]
    }

    /// As it is stored.
    pub fn stored(&self) -> Vec<i64> {
        self.0.to_vec()
    }

    /// As PostgreSQL writes such an array.
    pub fn literal(&self) -> String {
        format!("{{{}}}", self.0.map(|n| n.to_string()).join(","))
    }

    /// From what is stored in `column`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] where that is not one number for each writer.
    pub fn from_stored(column: &'static str, numbers: Vec<i64>) -> Result<Positions, StoreError> {
        let count = numbers.len();
        numbers.try_into().map(Positions).map_err(|_| StoreError::unreadable(column, format!("{count} numbers")))
    }
}

/// What the writers of a process share.
#[derive(Debug, Clone)]
pub(super) struct Shared(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    next: AtomicI64,
    astray: Mutex<HashSet<TrackerNo>>,
}

impl Shared {
    /// Where the last number of all is `last`, and these trackers have rows among the outliers.
    pub fn new(last: i64, astray: HashSet<TrackerNo>) -> Shared {
        let next = last / MOST_WRITERS as i64 + 1;
        Shared(Arc::new(Inner { next: AtomicI64::new(next), astray: Mutex::new(astray) }))
    }

    /// Draws `count` n; returns the first.
    pub fn draw(&self, count: i64) -> i64 {
        self.0.next.fetch_add(count, Ordering::SeqCst)
    }

    /// The n that will be drawn next.
    pub fn next(&self) -> i64 {
        self.0.next.load(Ordering::SeqCst)
    }

    /// Trackers that have rows among the outliers: a record of theirs may stand there already. As many as there are
    /// trackers at most.
    pub fn astray(&self) -> MutexGuard<'_, HashSet<TrackerNo>> {
        // A set of numbers is as good after a panic as before.
        self.0.astray.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The number of the n-th row, of that writer.
pub(super) fn number(n: i64, writer: i16) -> i64 {
    n * MOST_WRITERS as i64 + i64::from(writer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_tells_its_writer_and_writers_do_not_hide_each_other() {
        let shared = Shared::new(161, HashSet::new());
        let first = shared.draw(3);
        assert!(number(first, 0) > 161 && shared.next() == first + 3);
        let mut seen = Positions::default();
        seen.take(number(first + 2, 3));
        assert!(seen.covers(number(first, 3)) && seen.covers(number(first + 2, 3)));
        assert!(!seen.covers(number(first, 4)) && !seen.covers(number(first + 3, 3)));
        seen.reach(number(first, 7));
        assert!(seen.covers(number(first, 4)) && seen.of(3) == number(first + 2, 3));
        assert_eq!(Positions::from_stored("x", seen.stored()).ok(), Some(seen));
        assert!(Positions::from_stored("x", vec![1]).is_err());
    }
}
