//! How many requests a caller and an address may make.

use super::error::Error;
use super::guesses::{Guesses, Place};
use super::state::AppState;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota};
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A burst is so many times the average of a second.
const BURST: u32 = 10;

/// Wrong proofs an address may present: 10 at once, then one every 6 seconds. Right ones cost nothing.
const FAILURES_PER_MINUTE: u32 = 10;

/// Looks at public pages that could be guesses: codes, tokens and secrets. From one address a minute, and from all.
const PUBLIC_PER_MINUTE: (u32, u32) = (30, 1_200);

/// Complaints from one address an hour, and from all of them a minute: each holds a case until somebody has read it.
const COMPLAINTS_PER_HOUR: u32 = 10;
const COMPLAINTS_AT_ONCE: u32 = 5;
const COMPLAINTS_OF_ALL_PER_MINUTE: u32 = 60;

/// Checks between two sweeps of callers that have been quiet.
const SWEEP_EVERY: u32 = 4096;

/// The buckets of everybody who called lately.
pub struct Limits {
    principals: DefaultKeyedRateLimiter<String>,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    logins: Guesses,
    public: (DefaultKeyedRateLimiter<IpAddr>, DefaultDirectRateLimiter),
    complaints: (DefaultKeyedRateLimiter<IpAddr>, DefaultDirectRateLimiter),
    checks: AtomicU32,
}

impl Limits {
    /// So many requests a second on average.
    pub fn new(per_second: u32) -> Limits {
        let per_second = NonZeroU32::new(per_second).unwrap_or(NonZeroU32::MIN);
        let burst = per_second.saturating_mul(NonZeroU32::new(BURST).unwrap_or(NonZeroU32::MIN));
        let quota = Quota::per_second(per_second).allow_burst(burst);
        let whole = |n: u32| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        let looks = (Quota::per_minute(whole(PUBLIC_PER_MINUTE.0)), Quota::per_minute(whole(PUBLIC_PER_MINUTE.1)));
        let complaints = Quota::per_hour(whole(COMPLAINTS_PER_HOUR)).allow_burst(whole(COMPLAINTS_AT_ONCE));
        let of_all = Quota::per_minute(whole(COMPLAINTS_OF_ALL_PER_MINUTE));
        Limits {
            principals: DefaultKeyedRateLimiter::keyed(quota),
            addresses: DefaultKeyedRateLimiter::keyed(quota),
            logins: Guesses::per_minute(FAILURES_PER_MINUTE),
            public: (DefaultKeyedRateLimiter::keyed(looks.0), DefaultDirectRateLimiter::direct(looks.1)),
            complaints: (DefaultKeyedRateLimiter::keyed(complaints), DefaultDirectRateLimiter::direct(of_all)),
            checks: AtomicU32::new(0),
        }
    }

    /// Counts a request of a known caller.
    pub fn principal(&self, who: &str) -> Result<(), Error> {
        self.sweep();
        check(&self.principals, &who.to_owned())
    }

    /// Counts a request from an address.
    pub fn address(&self, ip: IpAddr) -> Result<(), Error> {
        check(&self.addresses, &ip)
    }

    /// Takes a place for an attempt to log in from an address, before any work is done for it; a right one gives it back.
    pub fn login(&self, ip: Option<IpAddr>) -> Result<Place<'_>, Error> {
        self.logins.take(ip, Instant::now()).map_err(too_many)
    }

    /// Counts a look at a public page that could be a guess.
    pub fn public(&self, ip: Option<IpAddr>) -> Result<(), Error> {
        self.of_anybody(&self.public, ip)
    }

    /// Counts a complaint of anybody.
    pub fn complaint(&self, ip: Option<IpAddr>) -> Result<(), Error> {
        self.of_anybody(&self.complaints, ip)
    }

    /// The address first: who is over its own limit takes nothing from the others.
    fn of_anybody(
        &self,
        (own, all): &(DefaultKeyedRateLimiter<IpAddr>, DefaultDirectRateLimiter),
        ip: Option<IpAddr>,
    ) -> Result<(), Error> {
        self.sweep();
        ip.map_or(Ok(()), |ip| check(own, &ip))?;
        all.check().map_err(|not_until| too_many(not_until.wait_time_from(DefaultClock::default().now())))
    }

    /// Forgets the quiet, so that many passing addresses do not fill the memory.
    fn sweep(&self) {
        if self.checks.fetch_add(1, Ordering::Relaxed).is_multiple_of(SWEEP_EVERY) {
            self.principals.retain_recent();
            self.addresses.retain_recent();
            self.public.0.retain_recent();
            self.complaints.0.retain_recent();
        }
    }
}

fn check<K: std::hash::Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), Error> {
    limiter.check_key(key).map_err(|not_until| too_many(not_until.wait_time_from(DefaultClock::default().now())))
}

fn too_many(wait: Duration) -> Error {
    Error::TooMany { retry_after_s: wait.as_secs() + 1 }
}

/// The peer's address, where the server knows it.
pub fn peer(request: &axum::http::Extensions) -> Option<IpAddr> {
    request.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip())
}

/// Layer: counts each request of an address before anything else is done for it.
pub async fn per_address(State(state): State<AppState>, request: Request, next: Next) -> Result<Response, Error> {
    if let Some(ip) = peer(request.extensions()) {
        state.limits.address(ip)?;
    }
    Ok(next.run(request).await)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_and_the_next_is_refused() {
        let limits = Limits::new(1);
        for _ in 0..10 {
            limits.principal("a").expect("within the burst");
        }
        assert!(matches!(limits.principal("a"), Err(Error::TooMany { retry_after_s: 1..=2 })));
        limits.principal("b").expect("others are not concerned");
    }

    #[test]
    fn complaints_are_few_from_one_address_and_bounded_from_all() {
        let limits = Limits::new(1000);
        let address = |n: u32| Some(IpAddr::from(n.to_be_bytes()));
        for _ in 0..5 {
            limits.complaint(address(1)).expect("within the burst");
        }
        assert!(matches!(limits.complaint(address(1)), Err(Error::TooMany { retry_after_s: 1.. })));
        // The refused one took nothing from the others.
        for n in 2..57 {
            limits.complaint(address(n)).expect("another address");
        }
        assert!(matches!(limits.complaint(address(99)), Err(Error::TooMany { .. })), "all together are too many");
        limits.public(address(1)).expect("looks are counted by themselves");
    }
}
