//! The sale of a case's car: lots, their buyers, and what the case machine asks of them.

use super::effects::tell;
use super::law::{self, Judged, Wanted};
use super::money::{books, new_entry, post};
use super::{Doing, OpenCase, RecoveryError, act_on_case};
use crate::store::documents::{Filter, New};
use crate::store::events::{self, NewEvent};
use crate::store::shelves::{APPRAISALS, BUYERS, LOTS};
use chrono::{DateTime, Utc};
use lienwatch_domain::compliance::GateActionKind;
use lienwatch_domain::disposal::buyers::{self, buyer_gaps};
use lienwatch_domain::disposal::{
    Action, ActionKind, Appraisal, Authoritative, BuyerFacts, Effect, Facts, Lot, LotEvent, LotState, Terms, allowed,
    apply, authoritative, draft_lot,
};
use lienwatch_domain::ids::{BuyerId, HandOverId, LenderNo, LotId};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::{Action as CaseAction, Stage, sale_gaps};
use lienwatch_domain::refusal::Refusal;
use lienwatch_domain::settlement::ledger::lot_entries;
use sqlx::PgConnection;
use uuid::Uuid;

/// Appraisals of one car that are looked at.
const MOST: i64 = 100;

/// What the case machine asks of the sale.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SaleFacts {
    /// When the newest appraisal that counts was made.
    pub appraised_at: Option<DateTime<Utc>>,
    /// The buyer paid.
    pub paid: bool,
}

/// Reads them.
pub(super) async fn facts(
    c: &mut PgConnection,
    open: &OpenCase,
    now: DateTime<Utc>,
) -> Result<SaleFacts, RecoveryError> {
    let sold_as = match &open.stored.case.stage {
        Stage::Sold { sale, .. } | Stage::Settled { sale, .. } => Some(sale.lot),
        _ => None,
    };
    let paid = lots(c, open.id())
        .await?
        .iter()
        .any(|lot| Some(lot.id) == sold_as && matches!(lot.state(), LotState::Paid | LotState::Delivered));
    let appraised_at = counts(c, open, now).await?.map(|found| found.at);
    Ok(SaleFacts { appraised_at, paid })
}

async fn lots(c: &mut PgConnection, case: Uuid) -> Result<Vec<Lot>, RecoveryError> {
    let found = LOTS.of_case_for_update(c, case).await?;
    Ok(found.into_iter().map(|stored| stored.value).collect())
}

/// The appraisal that counts, where one does.
pub async fn counts(
    c: &mut PgConnection,
    open: &OpenCase,
    now: DateTime<Utc>,
) -> Result<Option<Authoritative>, RecoveryError> {
    let filter = Filter { case_id: Some(open.id()), ..Filter::default() };
    let found = APPRAISALS.list(c, filter, None, MOST).await?;
    let all: Vec<Appraisal> = found.into_iter().map(|stored| stored.value.appraisal).collect();
    Ok(authoritative(&all, now, &open.place.policy.appraisals).ok())
}

/// The car goes back: lots that are not sold are withdrawn.
pub(super) async fn stop(c: &mut PgConnection, doing: &Doing, open: &mut OpenCase) -> Result<(), RecoveryError> {
    for lot in lots(c, open.id()).await? {
        use LotState::*;
        if !matches!(lot.state(), Withdrawn | Paid | Delivered) {
            let reason = Reason::new("the car goes back to the borrower").expect("the text is written here");
            act_on_lot(c, doing, open, lot.id.0, Action::Withdraw { reason }).await?;
        }
    }
    Ok(())
}

/// Drafts a lot for the car of a case that is locked.
///
/// # Errors
/// The terms make no sense, or another lot of the car is still open.
pub async fn write_lot(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    terms: Terms,
) -> Result<Lot, RecoveryError> {
    use LotState::*;
    if let Some(other) = lots(c, open.id()).await?.iter().find(|lot| lot.state() != Withdrawn) {
        let message = format!("lot {} of this car is {}", other.id, other.state());
        let remedy = "relist that lot, or withdraw it first";
        return Err(Refusal::new("one_lot", message, remedy).into());
    }
    let case = &open.stored.case;
    let id = LotId((doing.new_id)());
    let (lot, rows, _) = draft_lot(id, (case.id, case.vehicle), terms, doing.actor, doing.now)?;
    let new = New { id: id.0, lender_no: open.stored.lender_no, value: &lot, due_at: lot.due() };
    LOTS.insert(c, new, doing.now).await?;
    log(c, doing, open.stored.lender_no, &rows).await?;
    Ok(lot)
}

/// Applies an action to a lot of a case that is locked, and carries out what follows.
///
/// # Errors
/// A rule refuses, or there is no such lot of this case.
pub async fn act_on_lot(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenCase,
    lot: Uuid,
    action: Action,
) -> Result<Lot, RecoveryError> {
    let stored = LOTS.for_update(c, lot).await?.filter(|l| l.value.case == open.stored.case.id);
    let stored = stored.ok_or(RecoveryError::NotFound("lot"))?;
    let (facts, judged) = lot_facts(c, doing, open, &stored.value, &action).await?;
    let listing = matches!(action, Action::List { .. } | Action::Relist { .. });
    // A bid that is too low is no matter of the law; the sale itself is kept with the case.
    let judged: Vec<Judged> = judged.filter(|one| listing || !one.decision.is_allowed()).into_iter().collect();
    let applied = apply(&stored.value, action, &facts, doing.now, &open.place.policy.lots);
    let (next, rows, effects) = applied.map_err(|refusal| law::denied(doing, open, &judged, refusal))?;
    if rows.is_empty() {
        return Ok(next);
    }
    if listing {
        law::keep(c, doing, open, &judged).await?;
    }
    LOTS.update(c, lot, stored.value.version, &next, next.due(), doing.now).await?;
    log(c, doing, stored.lender_no, &rows).await?;
    let ids: Vec<_> = effects.iter().map(|_| new_entry(doing)).collect();
    let entries = lot_entries(next.case, (next.id, next.version), doing.now, &effects, &ids)?;
    if !entries.is_empty() {
        let mut books = books(c, open).await?;
        for entry in entries {
            post(c, doing, open, &mut books, entry).await?;
        }
    }
    for effect in &effects {
        Box::pin(carry_out(c, doing, open, &next, effect)).await?;
    }
    Ok(next)
}

/// Every action of a lot of a case that is locked, each with what keeps whoever asks from it.
///
/// # Errors
/// The store fails.
pub async fn lot_actions(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    lot: &Lot,
) -> Result<Vec<(ActionKind, Option<Refusal>)>, RecoveryError> {
    let (facts, _) = lot_facts(c, doing, open, lot, &Action::Award).await?;
    Ok(allowed(lot, &facts, doing.now, &open.place.policy.lots))
}

async fn lot_facts(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    lot: &Lot,
    action: &Action,
) -> Result<(Facts, Option<Judged>), RecoveryError> {
    let named = match action {
        Action::LodgeDeposit { buyer, .. }
        | Action::ReturnDeposit { buyer }
        | Action::Bid { buyer, .. }
        | Action::Buy { buyer, .. }
        | Action::ReportSale { buyer, .. }
        | Action::AcceptOffer { buyer }
        | Action::DeclineOffer { buyer } => Some(*buyer),
        _ => lot.candidate(),
    };
    let buyer = match named {
        Some(id) => buyer_facts(c, doing, open, id).await?,
        None => None,
    };
    let wanted = Wanted { lot: Some(lot.clone()), ..Wanted::default() };
    let (told, answers) = open.facts_about(c, doing, wanted).await?;
    let step = match action {
        Action::List { .. } | Action::Relist { .. } => "list",
        Action::Bid { .. } | Action::Buy { .. } => "bid",
        Action::Tick => "tick",
        _ => "award",
    };
    let blocked = sale_gaps(&open.stored.case, &told, doing.now, &open.place.policy.cases);
    let appraised = counts(c, open, doing.now).await?.map(|found| (found.appraisal, found.value));
    Ok((Facts { actor: doing.actor, buyer, blocked, appraised }, answers.of(GateActionKind::Sale, step)))
}

async fn buyer_facts(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    id: BuyerId,
) -> Result<Option<BuyerFacts>, RecoveryError> {
    let found = BUYERS.get(c, id.0).await?.filter(|b| b.lender_no == open.stored.lender_no);
    let today = open.place.today(doing.now);
    Ok(found.map(|stored| BuyerFacts {
        id,
        gaps: buyer_gaps(&stored.value, today, &open.place.policy.buyers),
        connected: stored.value.connected.is_some(),
    }))
}

async fn carry_out(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenCase,
    lot: &Lot,
    effect: &Effect,
) -> Result<(), RecoveryError> {
    match effect {
        Effect::SaleMade { price, .. } => {
            act_on_case(c, doing, open, CaseAction::Sell { lot: lot.id, price: *price }).await?;
        }
        Effect::SaleUndone => {
            let reason = Reason::new("the sale did not stand").expect("the text is written here");
            act_on_case(c, doing, open, CaseAction::UndoSale { reason }).await?;
        }
        Effect::RecordDefault { buyer } => record_default(c, doing, open, lot, *buyer).await?,
        // Money moved in the books already.
        Effect::HoldDeposit { .. }
        | Effect::ReleaseDeposit { .. }
        | Effect::ApplyDeposit { .. }
        | Effect::ForfeitDeposit { .. }
        | Effect::ReceivePayment { .. }
        | Effect::Refund { .. } => {}
        Effect::PublishListing
        | Effect::AnnounceLot
        | Effect::DecideSale { .. }
        | Effect::OfferToNext { .. }
        | Effect::AskPayment { .. }
        | Effect::ReleaseCar { .. }
        | Effect::DecideUnsold => {
            let data = serde_json::to_value(effect)
                .map_err(|e| crate::store::StoreError::unreadable("lot effect", e.to_string()))?;
            tell(c, doing, open.stored.lender_no, ("lot", lot.id.0), "follows", data).await?;
        }
    }
    Ok(())
}

async fn record_default(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    lot: &Lot,
    buyer: BuyerId,
) -> Result<(), RecoveryError> {
    let stored = BUYERS.for_update(c, buyer.0).await?.ok_or(RecoveryError::NotFound("buyer"))?;
    let facts = buyers::Facts { actor: doing.actor, today: open.place.today(doing.now) };
    let action = buyers::Action::RecordDefault { lot: lot.id };
    let (next, rows) = buyers::apply(&stored.value, action, &facts, doing.now, &open.place.policy.buyers)?;
    if !rows.is_empty() {
        BUYERS.update(c, buyer.0, stored.value.version, &next, None, doing.now).await?;
        let data = serde_json::json!({ "lot": lot.id });
        tell(c, doing, stored.lender_no, ("buyer", buyer.0), "defaulted", data).await?;
    }
    Ok(())
}

/// The buyer has the car: its lot is delivered.
pub(super) async fn delivered(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenCase,
    hand_over: HandOverId,
) -> Result<(), RecoveryError> {
    let paid = lots(c, open.id()).await?.into_iter().find(|lot| lot.state() == LotState::Paid);
    if let Some(lot) = paid {
        act_on_lot(c, doing, open, lot.id.0, Action::Deliver { hand_over }).await?;
    }
    Ok(())
}

async fn log(c: &mut PgConnection, doing: &Doing, lender_no: i32, rows: &[LotEvent]) -> Result<(), RecoveryError> {
    for row in rows {
        let data =
            serde_json::to_value(row).map_err(|e| crate::store::StoreError::unreadable("lot event", e.to_string()))?;
        let event = NewEvent {
            lender: Some(LenderNo(lender_no)),
            entity_kind: "lot",
            entity_id: row.lot.0,
            action: row.change.name(),
            actor: &doing.actor_name,
            at: doing.wall,
            reason: None,
            data,
        };
        events::append(c, &event).await?;
    }
    Ok(())
}
