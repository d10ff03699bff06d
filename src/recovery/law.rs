//! What the law of the place has against each step of a case now.

use super::{Doing, OpenCase, RecoveryError};
use lienwatch_domain::recovery::Law;
use sqlx::PgConnection;

/// Nothing yet: the gate of `domain::compliance` is not asked here, so only a case's legal basis is judged
/// (`docs/recovery.md`, "Not there yet"). Here is where its answers belong.
pub(super) async fn law(_c: &mut PgConnection, _doing: &Doing, _open: &OpenCase) -> Result<Law, RecoveryError> {
    Ok(Law::default())
}
