//! What sessions do not take: counted, and said where somebody waits for it.

use crate::store::registry::Registered;
use lienwatch_protocols::DecodeError;
use std::net::SocketAddr;

/// Notes a refusal. Answers whether it counts against the device's budget of errors: bytes that are wrong do, a medium
/// that is too large or finds no room does not.
pub(super) fn note(error: &DecodeError, peer: SocketAddr, who: Option<Registered>) -> bool {
    let Some(why) = error.turned_away() else {
        metrics::counter!("lienwatch_frames_refused_total").increment(1);
        tracing::debug!(%peer, %error, "refused");
        return true;
    };
    metrics::counter!("lienwatch_media_turned_away_total", "why" => why).increment(1);
    match who {
        // Its owner misses it.
        Some(who) => tracing::warn!(%peer, tracker = who.tracker.0, %error, "turned a medium away"),
        None => tracing::debug!(%peer, %error, "turned a stranger's message away"),
    }
    false
}
