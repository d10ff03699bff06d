//! Small facts of the installation.

use super::{Store, StoreError};
use sqlx::PgConnection;

/// Whether this is the first time the fact is asked for; it is remembered from the commit on. A second asker waits for
/// the first one's transaction.
pub async fn first_time(c: &mut PgConnection, fact: &str) -> Result<bool, StoreError> {
    let done = sqlx::query("insert into installation_fact (name, value) values ($1, 'true') on conflict do nothing")
        .bind(fact)
        .execute(c)
        .await?;
    Ok(done.rows_affected() == 1)
}

impl Store {
    /// How many observations there are, and how many of them have a location. Reads the whole table: for a summary
    /// of a demo, not for a page.
    pub async fn observation_counts(&self) -> Result<(u64, u64), StoreError> {
        let (all, located): (i64, i64) = sqlx::query_as(
            "select count(*), count(lat_e7) from (select lat_e7 from observation
                                                  union all select lat_e7 from observation_outlier) as o",
        )
        .fetch_one(&self.worker)
        .await?;
        Ok((u64::try_from(all).unwrap_or(0), u64::try_from(located).unwrap_or(0)))
    }
}
