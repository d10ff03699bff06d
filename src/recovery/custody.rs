//! The car changes hands, and its place in a yard.

use super::{Doing, OpenCase, RecoveryError, act_on_case, effects};
use crate::store::shelves::YARDS;
use crate::store::{custody, sold_cars, vehicles};
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::YardId;
use lienwatch_domain::recovery::{Action, Bay, CaseState, Chain, Custodian, HandOver, WorkFacts, hand_over_fits};
use lienwatch_domain::refusal::Refusal;
use sqlx::PgConnection;

/// Passes the car of a locked case on, and tells the case when a yard first receives it. `bay`: where in the yard it is
/// put, where somebody said so.
///
/// # Errors
/// The chain would break, the yard cannot take the car, its bay is taken, or the case has no car in hand.
pub async fn pass_car(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenCase,
    next: HandOver,
    bay: Option<u32>,
) -> Result<Chain, RecoveryError> {
    let state = open.stored.case.stage.state();
    let work = WorkFacts { sale_paid: super::sale::facts(c, open, doing.now).await?.paid, ..WorkFacts::default() };
    hand_over_fits(&open.stored.case, &next, &work)?;
    let mut placed: Option<Bay> = None;
    let chain = custody::of_case(c, open.id()).await?;
    // The same hand-over told again finds its car in the yard already.
    let told = chain.hand_overs().contains(&next);
    if let Custodian::Yard { yard } = next.to
        && !told
    {
        // The lock makes the count right: two cars never take the last bay.
        let stored = YARDS.for_update(c, yard.0).await?.ok_or(RecoveryError::NotFound("yard"))?;
        let occupied = custody::occupied(c, yard.0).await?;
        let class = vehicles::class(c, open.stored.case.vehicle.0).await?;
        stored.value.takes(class, occupied)?;
        if let Some(number) = bay {
            placed = Some(stored.value.free_bay(number, &custody::taken_bays(c, yard.0, None).await?)?);
        }
    } else if bay.is_some() && !told {
        return Err(no_yard().into());
    }
    let (to, id, at) = (next.to, next.id, next.at);
    let longer = chain.with(next, doing.now)?;
    if longer == chain {
        return Ok(chain);
    }
    custody::put(c, open.stored.lender_no, open.id(), &longer, placed, doing.now).await?;
    let data = serde_json::json!({ "hand_over": id, "to": to, "bay": placed });
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

fn no_yard() -> Refusal {
    Refusal::new("car_in_yard", "the car stands in no yard", "hand it over to a yard first")
}

/// Puts the car of a locked case into a bay of the yard in which it stands, or, with `None`, into none; answers where it
/// stands now.
///
/// # Errors
/// It stands in no yard, the yard has no such bay, or another car stands there.
pub async fn move_car(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    bay: Option<u32>,
) -> Result<(YardId, Option<Bay>), RecoveryError> {
    let (yard, _) = custody::standing(c, open.id()).await?.ok_or_else(no_yard)?;
    // The lock keeps two cars out of one bay.
    let stored = YARDS.for_update(c, yard.0).await?.ok_or(RecoveryError::NotFound("yard"))?;
    let (_, before) = custody::standing(c, open.id()).await?.ok_or_else(no_yard)?;
    let to = match bay {
        Some(number) => {
            let taken = custody::taken_bays(c, yard.0, Some(open.id())).await?;
            Some(stored.value.free_bay(number, &taken)?)
        }
        None => None,
    };
    if to != before {
        custody::set_bay(c, open.id(), to, doing.now).await?;
        let data = serde_json::json!({ "yard": yard, "from_bay": before, "bay": to });
        effects::tell(c, doing, open.stored.lender_no, ("case", open.id()), "moved_to_bay", data).await?;
    }
    Ok((yard, to))
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
