//! Letters of authorisation by the code that is printed on them: found by whoever is shown one, whoever's they are.

use super::StoreError;
use lienwatch_domain::recovery::Letter;
use sqlx::PgConnection;
use sqlx::types::Json;

/// The letter of a code.
pub async fn by_code(c: &mut PgConnection, code: &str) -> Result<Option<Letter>, StoreError> {
    let found: Option<Json<Letter>> = sqlx::query_scalar("select letter_of_code($1)").bind(code).fetch_one(c).await?;
    Ok(found.map(|letter| letter.0))
}
