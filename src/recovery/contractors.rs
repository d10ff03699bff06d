//! What keeps a vendor from an order, and who of it may work today.

use super::{Doing, OpenCase, RecoveryError};
use lienwatch_domain::ids::{AgentId, VendorId};
use lienwatch_domain::recovery::Order;
use lienwatch_domain::refusal::Refusal;
use sqlx::PgConnection;

/// What an order asks of a vendor.
#[derive(Debug, Clone, Default)]
pub(super) struct OfVendor {
    /// What keeps it from the order.
    pub gaps: Vec<Refusal>,
    /// Its agents who may work today.
    pub agents: Vec<AgentId>,
}

/// Reads them.
pub(super) async fn facts(
    _c: &mut PgConnection,
    _doing: &Doing,
    _open: &OpenCase,
    _order: &Order,
    _vendor: VendorId,
) -> Result<OfVendor, RecoveryError> {
    Ok(OfVendor::default())
}
