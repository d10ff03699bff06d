//! The recovery link: a position for the contractor who looks for the car, for a time.

use super::{Doing, OpenCase, RecoveryError};
use crate::store::recovery_links::{self, Link};
use chrono::TimeDelta;
use lienwatch_domain::recovery::{Order, OrderStage};
use lienwatch_domain::refusal::Refusal;
use sqlx::PgConnection;

/// A link lives so long from its first use (`domain.md` 0.8).
const LIFE: TimeDelta = TimeDelta::days(7);

/// The live link of an order that is worked on; the first look opens it. What has died does not come back to life: a
/// hold that ended gives a new one for what is left of the seven days.
///
/// # Errors
/// The order is not worked on in the field, the case is held, or the seven days are over.
pub async fn position_link(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    order: &Order,
) -> Result<Link, RecoveryError> {
    if open.stored.case.open_holds().next().is_some() {
        let remedy = "stop, confirm the hold, and wait until the lender releases it";
        return Err(Refusal::new("no_open_hold", "the case is on hold", remedy).into());
    }
    let working = matches!(order.stage, OrderStage::Accepted(_) | OrderStage::EnRoute(_) | OrderStage::OnSite(_));
    let Some(work) = order.stage.work().filter(|_| working && order.kind.in_the_field()) else {
        let message = format!("a {} order that is {} shows no position", order.kind, order.stage.state());
        return Err(
            Refusal::new("link_lives", message, "positions are for orders in the field that are worked on").into()
        );
    };
    let before = recovery_links::newest(c, order.id.0).await?;
    let expires_at = before.as_ref().map_or(doing.now + LIFE, |link| link.expires_at);
    if expires_at <= doing.now {
        let message = format!("the link ended at {}", expires_at.to_rfc3339());
        return Err(Refusal::new("link_lives", message, "ask the lender to place the order again").into());
    }
    if let Some(link) = before.filter(|link| link.died_at.is_none()) {
        return Ok(link);
    }
    let link = Link {
        id: (doing.new_id)(),
        lender_no: open.stored.lender_no,
        case_id: open.id(),
        order_id: order.id.0,
        vendor_id: work.vendor.0,
        created_at: doing.now,
        expires_at,
        died_at: None,
        cause: None,
    };
    recovery_links::insert(c, &link).await?;
    Ok(link)
}
