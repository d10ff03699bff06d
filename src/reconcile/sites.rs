//! Looks for second-pledge sites that nobody has told us of: reads where traces ended, judges, writes what it found.

use crate::store::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::detect::DiscoveryParameters;
use lienwatch_domain::detect::discovery::{Candidate, DiscoveredSite, End, candidates, ends, judge};
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::{LenderNo, VehicleNo};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How often it is worth looking: an end is a day old when it counts.
const EVERY: TimeDelta = TimeDelta::hours(1);
/// Vehicles whose stays are read at a time.
const PAGE: usize = 500;
/// Around a known site's edge, metres.
const KNOWN_M: f64 = 30.0;

/// Whether it is time to look between two engine times.
pub fn due(before: DateTime<Utc>, after: DateTime<Utc>) -> bool {
    let hour = |t: DateTime<Utc>| t.timestamp().div_euclid(EVERY.num_seconds());
    hour(before) != hour(after)
}

/// Looks as of `now`, engine time. Answers how many alerts were raised or changed.
pub async fn run(
    store: &Store,
    now: DateTime<Utc>,
    p: &DiscoveryParameters,
    id: impl FnMut() -> Uuid,
) -> Result<u64, StoreError> {
    let ended = store.end_decided_discoveries(now).await?;
    let since = now - TimeDelta::seconds(p.window_s);
    let mut all: Vec<End> = Vec::new();
    let mut vehicles = store.may_have_ended(since, now, p).await?;
    vehicles.sort_unstable();
    for page in vehicles.chunks(PAGE) {
        let traced = store.traces_of(page, since, p).await?;
        all.extend(traced.iter().flat_map(|t| ends(t.lender, &t.stays, &t.troubles, &t.declared, now, p)));
    }
    let points: Vec<Point> = all.iter().map(|end| end.point).collect();
    let mut found = Vec::new();
    for candidate in candidates(&all, p) {
        found.extend(look(store, &candidate, &points, since, p).await?);
    }
    if found.is_empty() {
        return Ok(ended);
    }
    Ok(ended + store.write_discoveries(&found, now, id).await?)
}

/// Judges a candidate; with the lenders that know a site there.
async fn look(
    store: &Store,
    candidate: &Candidate,
    ends: &[Point],
    since: DateTime<Utc>,
    p: &DiscoveryParameters,
) -> Result<Option<(DiscoveredSite, BTreeSet<LenderNo>)>, StoreError> {
    let centre = candidate.centre();
    let known_to = store.who_knows_a_site_near(centre, KNOWN_M).await?;
    if candidate.ends.iter().all(|end| known_to.contains(&end.lender)) {
        return Ok(None);
    }
    let around = store.stays_around(centre, candidate.reach_m() + p.place_m, since).await?;
    let owned: BTreeSet<VehicleNo> = around.iter().filter(|(_, own)| *own).map(|(stay, _)| stay.vehicle).collect();
    let stays: Vec<_> = around.into_iter().map(|(stay, _)| stay).collect();
    let background = store.background(centre, ends, since).await?;
    let site = judge(candidate, &stays, |stay| owned.contains(&stay.vehicle), background, p);
    Ok(site.map(|site| (site, known_to)))
}
