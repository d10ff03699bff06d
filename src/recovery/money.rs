//! What the ledger of a case says.

use super::{Doing, OpenCase, RecoveryError};
use lienwatch_domain::recovery::Order;
use sqlx::PgConnection;
use uuid::Uuid;

/// What the case machine asks of the money.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct MoneyFacts {
    /// Costs without a document.
    pub unevidenced_costs: u32,
    /// What is not distributed, minor units; `None`: there is no statement.
    pub undistributed_minor: Option<i64>,
}

/// Reads them.
pub(super) async fn facts(_c: &mut PgConnection, _case: Uuid) -> Result<MoneyFacts, RecoveryError> {
    Ok(MoneyFacts::default())
}

/// The fees of an order that was acknowledged.
pub(super) async fn fees_due(
    _c: &mut PgConnection,
    _doing: &Doing,
    _open: &OpenCase,
    _order: &Order,
) -> Result<(), RecoveryError> {
    Ok(())
}

/// The fees of an order that was undone are charged back.
pub(super) async fn reverse_fees(
    _c: &mut PgConnection,
    _doing: &Doing,
    _open: &OpenCase,
    _order: &Order,
) -> Result<(), RecoveryError> {
    Ok(())
}
