//! How things stand at this moment.

use crate::api::caller::Caller;
use crate::api::error::Result;
use crate::store::reports::standing::{self, Standing};
use axum::Json;

/// How things stand now
///
/// Loans by arrears, open cases by state, open alerts by type, fitted trackers by how they are, cars in yards by how long:
/// counted over everything that the caller's lender has.
#[utoipa::path(get, path = "/reports/standing", tag = "reports", responses((status = 200, body = Standing)))]
pub async fn standing(caller: Caller) -> Result<Json<Standing>> {
    let now = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    let standing = standing::standing(&mut tx, now).await?;
    tx.commit().await?;
    Ok(Json(standing))
}
