//! What follows from a change of a case or an order.

use super::orders::apply_to;
use super::{Doing, OpenCase, RecoveryError, act_on_case};
use crate::store::documents::Stored;
use crate::store::events::{self, NewEvent};
use crate::store::recovery_links::{self, Of};
use crate::store::shelves::{LETTERS, ORDERS};
use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use lienwatch_domain::ids::{EvidenceId, HandOverId, LenderNo, LetterId};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::order::{OrderAction, OrderEffect, all_stopped, undone_with};
use lienwatch_domain::recovery::{
    Action, Custodian, Effect, HandOver, HoldPhase, Letter, MAX_EVIDENCE, Order, OrderStage,
};
use sqlx::PgConnection;
use uuid::Uuid;

/// Orders of a case, each with what the machine asks about it.
async fn each_order(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenCase,
    wanted: impl Fn(&Order) -> bool,
    action: impl Fn(&Order) -> OrderAction,
) -> Result<(), RecoveryError> {
    for stored in ORDERS.of_case_for_update(c, open.id()).await? {
        if wanted(&stored.value) {
            let facts = super::orders::plain_facts(doing, open);
            let action = action(&stored.value);
            apply_to(c, doing, open, stored, action, &facts).await?;
        }
    }
    Ok(())
}

fn words(text: &str) -> Reason {
    Reason::new(text).expect("the text is written here")
}

/// Carries out an effect of the case machine.
pub(super) async fn of_case(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenCase,
    effect: &Effect,
) -> Result<(), RecoveryError> {
    match effect {
        Effect::KillRecoveryLinks => {
            recovery_links::kill(c, Of::Case(open.id()), "case", doing.now).await?;
        }
        Effect::HoldOrders { hold } => {
            let held = |order: &Order| order.stage.is_live();
            each_order(c, doing, open, held, |_| OrderAction::Hold { hold: *hold }).await?;
        }
        Effect::ResumeOrders => {
            let held = |order: &Order| matches!(order.stage, OrderStage::OnHold { .. });
            each_order(c, doing, open, held, |_| OrderAction::Resume).await?;
        }
        Effect::WithdrawOrders => {
            let live = |order: &Order| order.stage.is_live() || matches!(order.stage, OrderStage::Draft);
            let why = words("the case no longer asks for it");
            each_order(c, doing, open, live, |_| OrderAction::Withdraw { reason: why.clone() }).await?;
        }
        Effect::RevokeAuthorisation => {
            for letter in LETTERS.of_case_for_update(c, open.id()).await? {
                revoke(c, doing, letter, "authorisation_revoked").await?;
            }
        }
        Effect::WithdrawSearch { taken_by } => {
            let search = |order: &Order| {
                let open = order.stage.is_live() || matches!(order.stage, OrderStage::Draft);
                order.id != *taken_by && order.kind.in_the_field() && open
            };
            let why = words("the car is in hand");
            each_order(c, doing, open, search, |_| OrderAction::Withdraw { reason: why.clone() }).await?;
        }
        Effect::ReverseOrders => {
            let Some(taken) = open.stored.case.stage.taken().cloned() else { return Ok(()) };
            let undone = |order: &Order| undone_with(order, &taken);
            let why = words("the recovery was undone");
            each_order(c, doing, open, undone, |_| OrderAction::Reverse { reason: why.clone() }).await?;
        }
        Effect::ReleaseCar => super::sale::stop(c, doing, open).await?,
        Effect::SuggestClose { close_reason } => {
            suggest(c, doing, open, serde_json::json!({ "close": close_reason })).await?;
        }
        Effect::SuggestGiveBack { because } => {
            suggest(c, doing, open, serde_json::json!({ "give_back": because })).await?;
        }
        // The log itself tells them: notifications follow it.
        Effect::NotifyReviewers | Effect::NotifyApprovers | Effect::NotifyRequester { .. } => {}
    }
    Ok(())
}

/// Carries out an effect of the order machine.
pub(super) async fn of_order(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenCase,
    order: &Order,
    photos: &[EvidenceId],
    effect: &OrderEffect,
) -> Result<(), RecoveryError> {
    match effect {
        OrderEffect::CaseDispatched => {
            act_on_case(c, doing, open, Action::Dispatch { order: order.id }).await?;
        }
        OrderEffect::CaseSecured { place } => {
            act_on_case(c, doing, open, Action::Secure { order: order.id, place: *place }).await?;
            first_hand_over(c, doing, open, order, photos).await?;
        }
        OrderEffect::IssueLetter { letter, .. } => issue(c, doing, open, order, *letter).await?,
        OrderEffect::RevokeLetter { letter } => {
            if let Some(stored) = LETTERS.for_update(c, letter.0).await? {
                revoke(c, doing, stored, order.stage.state().name()).await?;
            }
        }
        OrderEffect::KillLinks => {
            recovery_links::kill(c, Of::Order(order.id.0), order.stage.state().name(), doing.now).await?;
        }
        OrderEffect::RevokeAccess { vendor } => {
            let data = serde_json::json!({ "vendor": vendor, "state": order.stage.state() });
            tell(c, doing, open.stored.lender_no, ("order", order.id.0), "access_revoked", data).await?;
        }
        OrderEffect::FeesDue => super::money::fees_due(c, doing, open, order).await?,
        OrderEffect::ReverseFees => super::money::reverse_fees(c, doing, open, order).await?,
        OrderEffect::HoldConfirmed => confirm_holds(c, doing, open).await?,
    }
    Ok(())
}

/// The chain begins with the agent who took the car from the borrower.
async fn first_hand_over(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenCase,
    order: &Order,
    photos: &[EvidenceId],
) -> Result<(), RecoveryError> {
    let Some((work, hooked)) = order.stage.work().and_then(|work| Some((work, work.hooked?))) else { return Ok(()) };
    let next = HandOver {
        id: HandOverId((doing.new_id)()),
        from: Custodian::Borrower,
        to: Custodian::Agent { vendor: work.vendor, agent: hooked.agent },
        at: hooked.at,
        place: hooked.place,
        odometer_km: None,
        evidence: photos.iter().copied().take(MAX_EVIDENCE).collect(),
    };
    super::pass_car(c, doing, open, next, None).await?;
    Ok(())
}

/// Once every vendor has stopped, what was pending is active.
async fn confirm_holds(c: &mut PgConnection, doing: &Doing, open: &mut OpenCase) -> Result<(), RecoveryError> {
    let orders = ORDERS.of_case_for_update(c, open.id()).await?;
    if !all_stopped(orders.iter().map(|stored| &stored.value)) {
        return Ok(());
    }
    let pending: Vec<_> =
        open.stored.case.open_holds().filter(|h| h.phase == HoldPhase::Pending).map(|h| h.id).collect();
    for hold in pending {
        act_on_case(c, doing, open, Action::ConfirmHold { hold }).await?;
    }
    Ok(())
}

/// The letter of an order that a vendor took, valid until the end of the order's last day.
async fn issue(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    order: &Order,
    id: LetterId,
) -> Result<(), RecoveryError> {
    let (Some(work), Some(authorisation)) = (order.stage.work(), open.stored.case.stage.authorisation()) else {
        return Err(RecoveryError::NotFound("authorisation of this case"));
    };
    let letter = Letter {
        id,
        case: order.case,
        order: order.id,
        kind: order.kind,
        vendor: work.vendor,
        agents: work.agents.clone(),
        basis: authorisation.request.basis,
        reference: authorisation.request.reference.clone(),
        code: (doing.new_code)(),
        valid_from: doing.now,
        valid_to: end_of(order, open, doing.now),
        revoked: None,
        version: 1,
    };
    let new = crate::store::documents::New {
        id: id.0,
        lender_no: open.stored.lender_no,
        value: &letter,
        due_at: Some(letter.valid_to),
    };
    LETTERS.insert(c, new, doing.now).await?;
    let data = serde_json::json!({ "order": order.id, "vendor": work.vendor, "valid_to": letter.valid_to });
    tell(c, doing, open.stored.lender_no, ("case", open.id()), "letter_issued", data).await
}

fn end_of(order: &Order, open: &OpenCase, now: DateTime<Utc>) -> DateTime<Utc> {
    let after = order.term.ends_on.checked_add_days(Days::new(1)).unwrap_or(order.term.ends_on);
    let midnight = after.and_time(NaiveTime::MIN).and_local_timezone(open.place.zone);
    midnight.latest().map_or(now + TimeDelta::days(1), |t| t.to_utc())
}

/// The letter of an order holds as long as its term.
pub(super) async fn prolong(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    order: &Order,
) -> Result<(), RecoveryError> {
    let Some(id) = order.stage.work().and_then(|work| work.letter) else { return Ok(()) };
    let Some(stored) = LETTERS.for_update(c, id.0).await? else { return Ok(()) };
    let valid_to = end_of(order, open, doing.now);
    if stored.value.revoked.is_some() || stored.value.valid_to == valid_to {
        return Ok(());
    }
    let letter = Letter { valid_to, version: stored.value.version + 1, ..stored.value.clone() };
    LETTERS.update(c, stored.id, stored.value.version, &letter, Some(valid_to), doing.now).await?;
    let data = serde_json::json!({ "letter": id, "valid_to": valid_to });
    tell(c, doing, stored.lender_no, ("case", open.id()), "letter_prolonged", data).await
}

async fn revoke(c: &mut PgConnection, doing: &Doing, stored: Stored<Letter>, cause: &str) -> Result<(), RecoveryError> {
    let letter = stored.value.revoke(cause, doing.now);
    if letter != stored.value {
        LETTERS.update(c, stored.id, stored.value.version, &letter, None, doing.now).await?;
        let data = serde_json::json!({ "letter": stored.id, "cause": cause });
        tell(c, doing, stored.lender_no, ("case", letter.case.0), "letter_revoked", data).await?;
    }
    Ok(())
}

async fn suggest(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    data: serde_json::Value,
) -> Result<(), RecoveryError> {
    tell(c, doing, open.stored.lender_no, ("case", open.id()), "suggested", data).await
}

/// One row of the log.
pub(super) async fn tell(
    c: &mut PgConnection,
    doing: &Doing,
    lender_no: i32,
    (entity_kind, entity_id): (&str, Uuid),
    action: &str,
    data: serde_json::Value,
) -> Result<(), RecoveryError> {
    let lender = Some(LenderNo(lender_no));
    let event = NewEvent {
        lender,
        entity_kind,
        entity_id,
        action,
        actor: &doing.actor_name,
        at: doing.wall,
        reason: None,
        data,
    };
    Ok(events::append(c, &event).await?)
}
