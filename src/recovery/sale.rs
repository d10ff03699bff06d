//! What the sale of a case's car has come to.

use super::{Doing, OpenCase, RecoveryError};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// What the case machine asks of the sale.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SaleFacts {
    /// When the newest appraisal that counts was made.
    pub appraised_at: Option<DateTime<Utc>>,
    /// The buyer paid.
    pub paid: bool,
}

/// Reads them.
pub(super) async fn facts(_c: &mut PgConnection, _case: Uuid) -> Result<SaleFacts, RecoveryError> {
    Ok(SaleFacts::default())
}

/// The car goes back: lots that are not sold are withdrawn.
pub(super) async fn stop(_c: &mut PgConnection, _doing: &Doing, _open: &OpenCase) -> Result<(), RecoveryError> {
    Ok(())
}
