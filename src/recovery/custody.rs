//! The car changes hands.

use super::{Doing, OpenCase, RecoveryError, act_on_case, effects};
use crate::store::shelves::YARDS;
use crate::store::{custody, sold_cars, vehicles};
use chrono::{DateTime, Utc};
use lienwatch_domain::recovery::{Action, CaseState, Chain, Custodian, HandOver, WorkFacts, hand_over_fits};
use sqlx::PgConnection;

/// Passes the car of a locked case on, and tells the case when a yard first receives it.
///
/// # Errors
/// The chain would break, the yard cannot take the car, or the case has no car in hand.
pub async fn pass_car(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenCase,
    next: HandOver,
) -> Result<Chain, RecoveryError> {
    let state = open.stored.case.stage.state();
    let work = WorkFacts { sale_paid: super::sale::facts(c, open, doing.now).await?.paid, ..WorkFacts::default() };
    hand_over_fits(&open.stored.case, &next, &work)?;
    if let Custodian::Yard { yard } = next.to {
        // The lock makes the count right: two cars never take the last bay.
        let stored = YARDS.for_update(c, yard.0).await?.ok_or(RecoveryError::NotFound("yard"))?;
        let occupied = custody::occupied(c, yard.0).await?;
        let class = vehicles::class(c, open.stored.case.vehicle.0).await?;
        stored.value.takes(class, occupied)?;
    }
    let chain = custody::of_case(c, open.id()).await?;
    let (to, id, at) = (next.to, next.id, next.at);
    let longer = chain.with(next, doing.now)?;
    if longer == chain {
        return Ok(chain);
    }
    custody::put(c, open.stored.lender_no, open.id(), &longer, doing.now).await?;
    let data = serde_json::json!({ "hand_over": id, "to": to });
    effects::tell(c, doing, open.stored.lender_no, ("case", open.id()), "handed_over", data).await?;
    if matches!(to, Custodian::Buyer { .. }) {
        Box::pin(super::sale::delivered(c, doing, open, id)).await?;
        let_go(c, doing, open, at).await?;
    }
    if let (Custodian::Yard { yard }, CaseState::Secured) = (to, state) {
        act_on_case(c, doing, open, Action::EnterCustody { yard }).await?;
    }
    Ok(longer)
}

/// Where a buyer drives is no business of the lender's: what trackers the car still has are uninstalled with its delivery.
async fn let_go(c: &mut PgConnection, doing: &Doing, open: &OpenCase, at: DateTime<Utc>) -> Result<(), RecoveryError> {
    let vehicle = open.stored.case.vehicle.0;
    let (number, _) = vehicles::number(c, vehicle).await?.ok_or(RecoveryError::NotFound("vehicle"))?;
    for (installation, tracker) in sold_cars::let_go(c, number, at).await? {
        let data = serde_json::json!({ "removed_at": at, "because": "sold", "tracker": tracker, "case": open.id() });
        effects::tell(c, doing, open.stored.lender_no, ("installation", installation), "ended", data).await?;
    }
    Ok(())
}
