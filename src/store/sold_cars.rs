//! Cars that are the lender's no more.

use super::StoreError;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// A car has at most so many trackers at once; more are let go by the next call.
const MOST: i64 = 16;

/// Ends what installations a sold vehicle still has: from `at` on nobody is told any more where it is. The trackers went
/// with it, so they are out of stock. Returns the installations, as id and tracker id.
pub async fn let_go(c: &mut PgConnection, vehicle_no: i32, at: DateTime<Utc>) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
    Ok(sqlx::query_as(
        "with ended as (
           update installation set removed_at = greatest($2, installed_at + interval '1 microsecond')
           where id in (select id from installation where vehicle_no = $1 and removed_at is null limit $3)
           returning id, tracker_no)
         update tracker t set stock = 'retired', version = t.version + 1 from ended e where t.tracker_no = e.tracker_no
         returning e.id, t.id",
    )
    .bind(vehicle_no)
    .bind(at)
    .bind(MOST)
    .fetch_all(c)
    .await?)
}
