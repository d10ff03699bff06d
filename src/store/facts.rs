//! Small facts of the installation.

use super::{Store, StoreError};

impl Store {
    /// Whether this is the first time the fact is asked for; it is remembered from now on.
    pub async fn first_time(&self, fact: &str) -> Result<bool, StoreError> {
        let done =
            sqlx::query("insert into installation_fact (name, value) values ($1, 'true') on conflict do nothing")
                .bind(fact)
                .execute(&self.worker)
                .await?;
        Ok(done.rows_affected() == 1)
    }
}
