//! How many requests a caller and an address may make.

use super::error::Error;
use super::state::AppState;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

/// A burst is so many times the average of a second.
const BURST: u32 = 10;

/// Wrong proofs an address may present: 10 at once, then one every 6 seconds.
const FAILURES_PER_MINUTE: u32 = 10;

/// Checks between two sweeps of callers that have been quiet.
const SWEEP_EVERY: u32 = 4096;

/// The buckets of everybody who called lately.
pub struct Limits {
    principals: DefaultKeyedRateLimiter<String>,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    logins: DefaultKeyedRateLimiter<IpAddr>,
    checks: AtomicU32,
}

impl Limits {
    /// So many requests a second on average.
    pub fn new(per_second: u32) -> Limits {
        let per_second = NonZeroU32::new(per_second).unwrap_or(NonZeroU32::MIN);
        let burst = per_second.saturating_mul(NonZeroU32::new(BURST).unwrap_or(NonZeroU32::MIN));
        let quota = Quota::per_second(per_second).allow_burst(burst);
        let logins = Quota::per_minute(NonZeroU32::new(FAILURES_PER_MINUTE).unwrap_or(NonZeroU32::MIN));
        Limits {
            principals: DefaultKeyedRateLimiter::keyed(quota),
            addresses: DefaultKeyedRateLimiter::keyed(quota),
            logins: DefaultKeyedRateLimiter::keyed(logins),
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

    /// Counts an attempt to log in from an address.
    pub fn login(&self, ip: IpAddr) -> Result<(), Error> {
        check(&self.logins, &ip)
    }

    /// Forgets the quiet, so that many passing addresses do not fill the memory.
    fn sweep(&self) {
        if self.checks.fetch_add(1, Ordering::Relaxed).is_multiple_of(SWEEP_EVERY) {
            self.principals.retain_recent();
            self.addresses.retain_recent();
            self.logins.retain_recent();
        }
    }
}

fn check<K: std::hash::Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), Error> {
    limiter.check_key(key).map_err(|not_until| {
        let wait = not_until.wait_time_from(DefaultClock::default().now());
        Error::TooMany { retry_after_s: wait.as_secs() + 1 }
    })
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
}
