//! How much room an observation takes, with all its indexes.

use super::{fresh, today};
use crate::ingest::service::position;
use chrono::TimeDelta;
use lienwatch::store::observations::Writer;
use lienwatch_domain::ids::{LenderNo, TrackerNo};
use lienwatch_domain::observation::Observation;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// The bar of live rows, bytes.
const BAR: f64 = 205.0;

#[tokio::test]
async fn a_live_observation_takes_at_most_205_bytes_with_its_indexes() {
    const TRACKERS: i32 = 2_000;
    let (store, owner) = fresh().await;
    let mut random = StdRng::seed_from_u64(7);
    let mut writer = Writer::open(store, 0, 7).await.expect("opens");
    let from = today() - TimeDelta::days(1);
    // A city: each car somewhere in it, a little further each minute.
    let mut cars: Vec<(f64, f64)> =
        (0..TRACKERS).map(|_| (random.random_range(31.0..31.5), random.random_range(121.2..121.8))).collect();
    for minute in 0..100 {
        let mut rows = Vec::new();
        for (tracker, car) in (1..).zip(&mut cars) {
            car.0 += random.random_range(-0.005..0.005);
            car.1 += random.random_range(-0.005..0.005);
            let t = from + TimeDelta::minutes(minute) + TimeDelta::seconds(random.random_range(0..60));
            let mut message = position(t);
            if let Some(fix) = &mut message.fix {
                (fix.lat, fix.lon) = *car;
                fix.altitude_m = Some(12.0);
            }
            rows.push(Observation::of(&message, TrackerNo(tracker), LenderNo(1), t + TimeDelta::seconds(1)));
        }
        writer.append(rows).await.expect("stores");
    }
    let (rows, heap, all): (i64, i64, i64) = sqlx::query_as(
        "select (select count(*) from observation), sum(pg_relation_size(partition))::int8,
                sum(pg_total_relation_size(partition))::int8 from observation_partition",
    )
    .fetch_one(&owner)
    .await
    .expect("measures");
    let per_row = all as f64 / rows as f64;
    eprintln!("{rows} rows: {:.1} B of heap, {per_row:.1} B with all indexes", heap as f64 / rows as f64);
    assert_eq!(rows, 200_000);
    assert!(per_row <= BAR, "{per_row:.1} B");
}
