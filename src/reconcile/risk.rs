//! Risk scores: made anew where alerts, loans or parameters changed, and where a day has ended.

use crate::store::risk::scoring::Scored;
use crate::store::{Store, StoreError};
use chrono::{DateTime, Utc};

/// Pages of one run at most: what is left is done by the next, so that nothing else waits for it.
const MOST_PAGES: u32 = 10;

/// Brings scores up to date as of `now`, engine time; `wall` stamps the event log.
pub async fn run(store: &Store, now: DateTime<Utc>, wall: DateTime<Utc>) -> Result<Scored, StoreError> {
    let mut done = Scored::default();
    for _ in 0..MOST_PAGES {
        let page = store.score_risk(now, wall).await?;
        if page.scores == 0 {
            break;
        }
        done = Scored { scores: done.scores + page.scores, moved: done.moved + page.moved };
    }
    Ok(done)
}
