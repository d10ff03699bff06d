//! What the orders of one case say together.

use super::{Order, OrderStage};
use crate::ids::OrderId;
use crate::recovery::Taken;

/// Every vendor with an open order of a case has stopped: its pending holds are active now.
pub fn all_stopped<'a>(of_case: impl IntoIterator<Item = &'a Order>) -> bool {
    let stopped = |stage: &OrderStage| matches!(stage, OrderStage::OnHold { confirmed_at: Some(_), .. });
    of_case.into_iter().all(|order| !order.stage.is_live() || stopped(&order.stage))
}

/// Another order of the case that takes the car and that somebody may still act on, for [`super::OrderFacts`].
pub fn other_taker<'a>(order: &Order, of_case: impl IntoIterator<Item = &'a Order>) -> Option<OrderId> {
    let takes = |other: &&Order| other.id != order.id && other.kind.takes() && other.stage.is_live();
    of_case.into_iter().find(takes).map(|other| other.id)
}

/// Whether an order is undone with a recovery: its work was done on the authorisation that the car was taken on. What an
/// earlier recovery of the same case cost, before it was reopened, is not charged back for a later one.
pub fn undone_with(order: &Order, taken: &Taken) -> bool {
    let since = |at| at >= taken.authorisation.at;
    order.stage.can_be_reversed() && order.stage.work().is_some_and(|work| since(work.accepted_at))
}
