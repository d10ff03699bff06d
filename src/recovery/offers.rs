//! Orders are offered: rounds of offers, and what their answers do to the order.

use super::effects::tell;
use super::law::{self, Gate, Judged};
use super::{Doing, OpenCase, PartyIn, RecoveryError, act_on_order, contractors, order_facts};
use crate::store::documents::{New, Stored};
use crate::store::events::{self, NewEvent};
use crate::store::shelves::{ORDERS, ROUNDS};
use crate::store::vendors;
use chrono::TimeDelta;
use lienwatch_domain::ids::{AgentId, LenderNo, LetterId, OfferId, VendorId};
use lienwatch_domain::money::Money;
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::order::OrderAction;
use lienwatch_domain::recovery::{Order, OrderStage};
use lienwatch_domain::refusal::Refusal;
use lienwatch_domain::vendors::offers::{
    Action, Effect, Facts, Invited, Mode, OfferEvent, Opening, Round, Stage, apply, open_round,
};
use sqlx::PgConnection;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// How vendors are to be asked.
#[derive(Debug, Clone)]
pub struct Asking {
    /// One, one after another, or all at once.
    pub mode: Mode,
    /// Whom, best first.
    pub vendors: Vec<VendorId>,
    /// Minutes each has to answer.
    pub minutes: u32,
}

/// Offers an order of a case that is locked: the order goes out, the case counts as dispatched, vendors are asked.
///
/// # Errors
/// A rule refuses: the law, a hold, a lost authorisation, or every vendor that was named.
pub async fn ask_vendors(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenCase,
    order: Uuid,
    asking: Asking,
) -> Result<Round, RecoveryError> {
    let stored = ORDERS.for_update(c, order).await?.filter(|o| o.value.case == open.stored.case.id);
    let stored = stored.ok_or(RecoveryError::NotFound("order"))?;
    let n = i64::try_from(asking.vendors.len()).unwrap_or(i64::MAX).max(1);
    let until = match &asking.mode {
        Mode::Sealed { closes_at } => *closes_at + open.place.policy.service_levels.award_within(),
        Mode::Direct => doing.now + TimeDelta::minutes(i64::from(asking.minutes)),
        Mode::Cascade => doing.now + TimeDelta::minutes(i64::from(asking.minutes).saturating_mul(n)),
    };
    let (facts, judged) = facts(c, doing, open, &stored.value, None, &asking.vendors, &HashMap::new()).await?;
    let refused = |open: &OpenCase, error| match error {
        RecoveryError::Refused(refusal) => law::denied(doing, open, &judged, refusal),
        other => other,
    };
    let offer = OrderAction::Offer { until };
    if let Err(error) = act_on_order(c, doing, open, order, PartyIn::Lender, offer).await {
        return Err(refused(open, error));
    }
    let invited = asking.vendors.iter().map(|vendor| Invited { offer: OfferId((doing.new_id)()), vendor: *vendor });
    let opening = Opening {
        order: stored.value.id,
        number: vendors::rounds(c, order).await?.saturating_add(1),
        mode: asking.mode,
        invited: invited.collect(),
        answer_minutes: asking.minutes,
    };
    let (round, rows, effects) =
        open_round(opening, &facts, doing.now).map_err(|refusal| refused(open, refusal.into()))?;
    law::keep(c, doing, open, &judged).await?;
    let id = (doing.new_id)();
    let new = New { id, lender_no: open.stored.lender_no, value: &round, due_at: round.due() };
    ROUNDS.insert(c, new, doing.now).await?;
    log(c, doing, open.stored.lender_no, id, &rows).await?;
    carry_out(c, doing, open, &round, &effects).await?;
    Ok(round)
}

/// Applies an action to a round, whose case is locked, and gives the order to whom it falls.
///
/// # Errors
/// A rule refuses: the offer is over, the order is held, the vendor may no longer have it, or its people may not work.
pub async fn act_on_round(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenCase,
    round: Uuid,
    vendor: Option<VendorId>,
    action: Action,
) -> Result<Round, RecoveryError> {
    let stored = ROUNDS.for_update(c, round).await?.ok_or(RecoveryError::NotFound("offer"))?;
    let order = ORDERS.for_update(c, stored.value.order.0).await?.ok_or(RecoveryError::NotFound("order"))?;
    if order.value.case != open.stored.case.id {
        return Err(RecoveryError::NotFound("offer"));
    }
    let asked: Vec<VendorId> =
        stored.value.offers.iter().map(|offer| offer.vendor).chain(queued(&stored.value)).collect();
    let quotes: HashMap<VendorId, Money> =
        stored.value.opened_quotes().into_iter().map(|(vendor, quote)| (vendor, quote.price)).collect();
    let (facts, judged) = facts(c, doing, open, &order.value, vendor, &asked, &quotes).await?;
    // Who takes an order and is refused before it gets there: what the gate says of that vendor is kept.
    let taking = matches!(action, Action::Accept { .. }).then_some(vendor).flatten();
    let at = asked.iter().position(|asked| Some(*asked) == taking);
    let judged: Vec<Judged> =
        at.and_then(|at| judged.get(at)).map(|one| Judged { step: "accept", ..one.clone() }).into_iter().collect();
    let applied = apply(&stored.value, action, &facts, doing.now);
    let (next, rows, effects) = applied.map_err(|refusal| law::denied(doing, open, &judged, refusal))?;
    if rows.is_empty() {
        return Ok(next);
    }
    ROUNDS.update(c, round, stored.value.version, &next, next.due(), doing.now).await?;
    log(c, doing, stored.lender_no, round, &rows).await?;
    carry_out(c, doing, open, &next, &effects).await?;
    Ok(next)
}

fn queued(round: &Round) -> impl Iterator<Item = VendorId> + '_ {
    round.queue.iter().map(|invited| invited.vendor)
}

/// An order that ended is offered to nobody any more.
pub(super) async fn call_off(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenCase,
    order: &Order,
) -> Result<(), RecoveryError> {
    let Some(round) = vendors::open_round(c, order.id.0).await? else { return Ok(()) };
    let reason = Reason::new("the order is not offered any more").expect("the text is written here");
    act_on_round(c, doing, open, round, None, Action::Cancel { reason }).await?;
    Ok(())
}

async fn facts(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    order: &Order,
    vendor: Option<VendorId>,
    asked: &[VendorId],
    quotes: &HashMap<VendorId, Money>,
) -> Result<(Facts, Vec<Judged>), RecoveryError> {
    let told = order_facts(c, doing, open, order, PartyIn::Lender, None).await?;
    let gate = Gate::of(c, doing, open).await?;
    let mut judged = vec![];
    let held = open.stored.case.open_holds().next().map(|hold| {
        let message = format!("the case is on hold: {}", hold.kind);
        Refusal::new("no_open_hold", message, "wait until the lender releases the hold")
            .told("no_open_hold.kinds", [("holds", [hold.kind.name()].as_slice().into())])
    });
    let mut vendor_blocked = BTreeMap::new();
    for vendor in asked {
        let of_vendor = contractors::facts(c, doing, open, &gate, order, *vendor).await?;
        judged.extend(of_vendor.judged);
        if !of_vendor.gaps.is_empty() {
            vendor_blocked.insert(*vendor, of_vendor.gaps);
        }
    }
    let ranked = match quotes.is_empty() {
        true => vec![],
        false => contractors::matches(c, doing, open, order, quotes).await?.ranking.ranked,
    };
    let order_blocked = held.into_iter().chain(told.dispatch).collect();
    Ok((Facts { actor: doing.actor, vendor, order_blocked, vendor_blocked, ranked }, judged))
}

async fn carry_out(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenCase,
    round: &Round,
    effects: &[Effect],
) -> Result<(), RecoveryError> {
    let lender = open.stored.lender_no;
    for effect in effects {
        match effect {
            Effect::Assign { offer, vendor, .. } => {
                let agents = vendors::crew(c, offer.0).await?.into_iter().map(AgentId).collect();
                let letter = LetterId((doing.new_id)());
                let action = OrderAction::Accept { vendor: *vendor, agents, letter };
                Box::pin(act_on_order(c, doing, open, round.order.0, PartyIn::Lender, action)).await?;
            }
            Effect::Exhausted => {
                let order = ORDERS.for_update(c, round.order.0).await?.ok_or(RecoveryError::NotFound("order"))?;
                if matches!(order.value.stage, OrderStage::Offered { .. }) {
                    let reason = Reason::new("no vendor took it").expect("the text is written here");
                    let action = OrderAction::Decline { reason };
                    Box::pin(act_on_order(c, doing, open, round.order.0, PartyIn::Lender, action)).await?;
                }
            }
            Effect::OfferTo { offer, vendor, until } | Effect::InviteQuote { offer, vendor, until } => {
                let data =
                    serde_json::json!({ "order": round.order, "offer": offer, "vendor": vendor, "until": until });
                tell(c, doing, lender, ("order", round.order.0), "offered_to", data).await?;
            }
            Effect::OfferOver { offer, vendor } => {
                let data = serde_json::json!({ "order": round.order, "offer": offer, "vendor": vendor });
                tell(c, doing, lender, ("order", round.order.0), "offer_over", data).await?;
            }
            Effect::ChooseQuote => {
                let data = serde_json::json!({ "order": round.order, "round": round.number });
                tell(c, doing, lender, ("order", round.order.0), "quotes_opened", data).await?;
            }
        }
    }
    Ok(())
}

async fn log(
    c: &mut PgConnection,
    doing: &Doing,
    lender_no: i32,
    round: Uuid,
    rows: &[OfferEvent],
) -> Result<(), RecoveryError> {
    for row in rows {
        let data = serde_json::to_value(row)
            .map_err(|e| crate::store::StoreError::unreadable("offer event", e.to_string()))?;
        let event = NewEvent {
            lender: Some(LenderNo(lender_no)),
            entity_kind: "offer_round",
            entity_id: round,
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

/// What time alone does to a round, and then to its order. Answers whether it did anything.
pub(super) async fn tick(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenCase,
    round: &Stored<Round>,
) -> Result<bool, RecoveryError> {
    if !matches!(round.value.stage, Stage::Open) {
        return Ok(false);
    }
    let after = act_on_round(c, doing, open, round.id, None, Action::Tick).await?;
    Ok(after.version != round.value.version)
}
