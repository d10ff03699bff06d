//! Looks back at past stays, for sites that were added or drawn anew.

use crate::store::site_reviews::Reviewed;
use crate::store::{Store, StoreError};
use chrono::{DateTime, Utc};
use lienwatch_domain::detect::Parameters;
use uuid::Uuid;

/// Pages of one run at most: what is left is done by the next, so that nothing else waits for it.
const MOST_PAGES: u32 = 10;

/// Goes on with the looks back that wait, as of `now`, engine time. Answers whether there was something to do.
pub async fn run(
    store: &Store,
    p: &Parameters,
    now: DateTime<Utc>,
    wall: DateTime<Utc>,
    mut id: impl FnMut() -> Uuid,
) -> Result<Reviewed, StoreError> {
    let mut done = Reviewed::default();
    for _ in 0..MOST_PAGES {
        let page = store.review_sites(p, now, wall, &mut id).await?;
        if !page.busy {
            break;
        }
        done = Reviewed { busy: true, visits: done.visits + page.visits, alerts: done.alerts + page.alerts };
    }
    Ok(done)
}
