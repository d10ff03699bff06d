//! Wrong proofs of an address: a budget that only failures use up.
//!
//! An attempt takes its place before any work is done for it, and gives it back when the proof was right. So guesses
//! that come at once are bounded like guesses one after another, and an office behind one address logs in all morning.
//! What ends without a verdict (an attempt that was broken off) counts as a guess.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Takings between two sweeps of addresses whose budget is whole again.
const SWEEP_EVERY: u32 = 1024;

/// The budgets of all addresses (GCRA: a budget is the moment at which it is whole again).
#[derive(Debug)]
pub struct Guesses {
    at_once: u32,
    /// A place comes back so long after it was taken.
    every: Duration,
    budgets: Mutex<Budgets>,
}

#[derive(Debug, Default)]
struct Budgets {
    whole_at: HashMap<IpAddr, Instant>,
    takings: u32,
}

/// A place in the budget. Dropped, it stays used.
#[derive(Debug)]
#[must_use = "a place that is not given back is a failure"]
pub struct Place<'a>(Option<(&'a Guesses, IpAddr)>);

impl Guesses {
    /// So many at once, and as many a minute.
    pub fn per_minute(at_once: u32) -> Guesses {
        let at_once = at_once.max(1);
        Guesses { at_once, every: Duration::from_secs(60) / at_once, budgets: Mutex::default() }
    }

    /// Takes a place for an attempt from `ip`; where the server does not know the address, nothing is counted.
    ///
    /// # Errors
    /// The budget is used up: how long until there is a place.
    pub fn take(&self, ip: Option<IpAddr>, now: Instant) -> Result<Place<'_>, Duration> {
        let Some(ip) = ip else { return Ok(Place(None)) };
        let mut budgets = self.budgets.lock().unwrap_or_else(PoisonError::into_inner);
        budgets.takings = budgets.takings.wrapping_add(1);
        if budgets.takings.is_multiple_of(SWEEP_EVERY) {
            budgets.whole_at.retain(|_, whole_at| *whole_at > now);
        }
        let whole_at = budgets.whole_at.get(&ip).copied().unwrap_or(now).max(now) + self.every;
        // With the last place taken the budget is whole after `at_once` times `every`.
        let over = (whole_at - now).saturating_sub(self.every * self.at_once);
        if !over.is_zero() {
            return Err(over);
        }
        budgets.whole_at.insert(ip, whole_at);
        Ok(Place(Some((self, ip))))
    }
}

impl Place<'_> {
    /// The proof was right: the place is given back.
    pub fn right(self) {
        let Some((guesses, ip)) = self.0 else { return };
        let mut budgets = guesses.budgets.lock().unwrap_or_else(PoisonError::into_inner);
        // A sweep has forgotten it where the budget has become whole meanwhile.
        if let Some(whole_at) = budgets.whole_at.get_mut(&ip)
            && let Some(earlier) = whole_at.checked_sub(guesses.every)
        {
            *whole_at = earlier;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(n: u32) -> Option<IpAddr> {
        Some(IpAddr::from(n.to_be_bytes()))
    }

    #[test]
    fn right_ones_cost_nothing_and_wrong_ones_run_out() {
        let (guesses, now) = (Guesses::per_minute(10), Instant::now());
        for _ in 0..100 {
            guesses.take(address(1), now).expect("the last one was right").right();
        }
        for _ in 0..10 {
            drop(guesses.take(address(1), now).expect("within the budget"));
        }
        assert_eq!(guesses.take(address(1), now).err(), Some(Duration::from_secs(6)));
        guesses.take(address(2), now).expect("others are not concerned").right();
        let later = now + Duration::from_secs(6);
        drop(guesses.take(address(1), later).expect("one came back"));
        assert_eq!(guesses.take(address(1), later).err(), Some(Duration::from_secs(6)));
    }

    #[test]
    fn those_under_way_are_counted_before_it_is_known_how_they_end() {
        let (guesses, now) = (Guesses::per_minute(10), Instant::now());
        let mut under_way: Vec<Place<'_>> = (0..10).map(|_| guesses.take(address(1), now).expect("free")).collect();
        assert!(guesses.take(address(1), now).is_err(), "the eleventh at once is refused before it is looked at");
        under_way.pop().expect("ten of them").right();
        drop(guesses.take(address(1), now).expect("the place of the right one"));
        drop(under_way);
        assert!(guesses.take(address(1), now).is_err(), "nine that were broken off and a wrong one");
    }

    #[test]
    fn a_place_gives_back_no_more_than_it_took() {
        let (guesses, now) = (Guesses::per_minute(10), Instant::now());
        let place = guesses.take(address(1), now).expect("free");
        for _ in 0..9 {
            drop(guesses.take(address(1), now).expect("within the budget"));
        }
        // Long after the budget is whole again: what comes late adds nothing.
        let later = now + Duration::from_secs(3600);
        place.right();
        for _ in 0..10 {
            drop(guesses.take(address(1), later).expect("within the budget"));
        }
        assert!(guesses.take(address(1), later).is_err());
    }

    #[test]
    fn the_quiet_are_forgotten() {
        let (guesses, now) = (Guesses::per_minute(10), Instant::now());
        for n in 0..SWEEP_EVERY - 1 {
            drop(guesses.take(address(n), now));
        }
        drop(guesses.take(address(0), now + Duration::from_secs(60)));
        assert_eq!(guesses.budgets.lock().unwrap_or_else(PoisonError::into_inner).whole_at.len(), 1);
    }
}
