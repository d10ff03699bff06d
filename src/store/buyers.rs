//! The names of buyers, which are sealed; what else is known of them is in [`super::shelves::BUYERS`].

use super::error::StoreError;
use super::seal::Seal;
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// What the names of buyers are sealed as.
pub const NAME: &str = "buyer.name";

/// Names a buyer.
pub async fn name(c: &mut PgConnection, buyer: Uuid, sealed: &[u8]) -> Result<(), StoreError> {
    sqlx::query("update buyer set name_sealed = $2 where id = $1").bind(buyer).bind(sealed).execute(c).await?;
    Ok(())
}

/// The names of a page of buyers, of those who have one.
pub async fn names(c: &mut PgConnection, seal: &Seal, buyers: &[Uuid]) -> Result<HashMap<Uuid, String>, StoreError> {
    let sql = "select id, name_sealed from buyer where id = any ($1) and name_sealed is not null limit 1000";
    let rows: Vec<(Uuid, Vec<u8>)> = sqlx::query_as(sql).bind(buyers).fetch_all(c).await?;
    let open = |(id, sealed): (Uuid, Vec<u8>)| match seal.open(NAME, &sealed) {
        Ok(name) => Ok((id, name)),
        Err(e) => Err(StoreError::unreadable("buyer name", e.to_string())),
    };
    rows.into_iter().map(open).collect()
}
