//! Orders: what the machine is told, and how its answer is stored.

use super::law::{self, Gate, Judged, Wanted};
use super::{Doing, OpenCase, PartyIn, RecoveryError, effects};
use crate::store::documents::{New, Stored};
use crate::store::events::{self, NewEvent};
use crate::store::shelves::ORDERS;
use chrono::{DateTime, Days, NaiveTime, Utc};
use lienwatch_domain::compliance::GateActionKind;
use lienwatch_domain::ids::{HoldId, LenderNo, VendorId};
use lienwatch_domain::recovery::order::{self, NewOrder, OrderAction, OrderEvent, OrderFacts, Party};
use lienwatch_domain::recovery::{Order, OrderKind, OrderStage, dispatch_gaps, take_gaps};
use lienwatch_domain::refusal::Refusal;
use sqlx::PgConnection;
use uuid::Uuid;

/// An order after an action.
pub type OrderDone = Order;

/// Writes an order of a case that is locked.
///
/// # Errors
/// The case is not where an order of this kind fits.
pub async fn write_order(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    new: NewOrder,
) -> Result<Order, RecoveryError> {
    new.kind.fits(open.stored.case.stage.state())?;
    let live = ORDERS.of_case_for_update(c, open.id()).await?;
    if live.len() >= MAX_ORDERS {
        let message = format!("the case has {MAX_ORDERS} orders");
        return Err(Refusal::new("orders_bounded", message, "close the case, or have it reviewed").into());
    }
    let (order, event) = order::draft(new, doing.actor, doing.now);
    let lender_no = open.stored.lender_no;
    let row = New { id: order.id.0, lender_no, value: &order, due_at: None };
    ORDERS.insert(c, row, doing.now).await?;
    log(c, doing, lender_no, &event).await?;
    Ok(order)
}

/// Orders of one case at most.
const MAX_ORDERS: usize = 200;

/// Applies an action to an order of a case that is locked, and carries out what follows.
///
/// # Errors
/// A rule refuses, or there is no such order of this case.
pub async fn act_on_order(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenCase,
    order: Uuid,
    party: PartyIn,
    action: OrderAction,
) -> Result<OrderDone, RecoveryError> {
    let stored = ORDERS.for_update(c, order).await?.filter(|o| o.value.case == open.stored.case.id);
    let stored = stored.ok_or(RecoveryError::NotFound("order"))?;
    let vendor = match &action {
        OrderAction::Accept { vendor, .. } => Some(*vendor),
        _ => stored.value.stage.work().map(|work| work.vendor),
    };
    let (facts, judged) = told(c, doing, open, &stored.value, party, vendor).await?;
    let judged: Vec<Judged> = judged.into_iter().filter(|one| gated(&action) == Some(one.step)).collect();
    match apply_to(c, doing, open, stored, action, &facts).await {
        Ok(order) => {
            law::keep(c, doing, open, &judged).await?;
            Ok(order)
        }
        Err(RecoveryError::Refused(refusal)) => Err(law::denied(doing, open, &judged, refusal)),
        Err(other) => Err(other),
    }
}

/// The answer of the gate that is kept with an action.
fn gated(action: &OrderAction) -> Option<&'static str> {
    match action {
        OrderAction::Accept { .. } => Some("accept"),
        OrderAction::Hook { .. } => Some("on_hook"),
        OrderAction::CheckIn { .. } => Some("check_in"),
        _ => None,
    }
}

/// What the machine is told about an order, for whoever asks.
pub async fn order_facts(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    order: &Order,
    party: PartyIn,
    vendor: Option<VendorId>,
) -> Result<OrderFacts, RecoveryError> {
    Ok(told(c, doing, open, order, party, vendor).await?.0)
}

/// The same, with what the gate answered.
async fn told(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    order: &Order,
    party: PartyIn,
    vendor: Option<VendorId>,
) -> Result<(OrderFacts, Vec<Judged>), RecoveryError> {
    let mut judged = vec![];
    let mut facts = plain_facts(doing, open);
    facts.party = party.party(doing);
    let of_case = ORDERS.of_case_for_update(c, open.id()).await?;
    facts.other_taker = order::other_taker(order, of_case.iter().map(|stored| &stored.value));
    if order.kind.in_the_field() {
        let wanted = Wanted { order: Some(order.clone()), vendor, ..Wanted::default() };
        let (told, answers) = open.facts_about(c, doing, wanted).await?;
        let (case, now, policy) = (&open.stored.case, doing.now, &open.place.policy.cases);
        facts.dispatch = dispatch_gaps(case, &told, now, policy);
        facts.take = match order.kind {
            // A visit takes nothing: what is against visiting counts.
            OrderKind::FieldVisit => facts.dispatch.iter().chain(&answers.visit).cloned().collect(),
            _ => take_gaps(case, &told, now, policy),
        };
        use GateActionKind as K;
        let steps = [(K::Dispatch, "accept"), (K::Take, "on_hook"), (K::FieldVisit, "check_in")];
        judged.extend(steps.into_iter().filter_map(|(kind, step)| answers.of(kind, step)));
    }
    if let Some(vendor) = vendor {
        let gate = Gate::of(c, doing, open).await?;
        let of_vendor = super::contractors::facts(c, doing, open, &gate, order, vendor).await?;
        facts.vendor = of_vendor.gaps;
        facts.agents = of_vendor.agents;
        if !order.kind.in_the_field() {
            judged.extend(of_vendor.judged.map(|one| Judged { step: "accept", ..one }));
        }
    }
    Ok((facts, judged))
}

/// What is known without asking further: enough to stop, resume or withdraw.
pub(super) fn plain_facts(doing: &Doing, open: &OpenCase) -> OrderFacts {
    OrderFacts {
        party: Party::Lender(doing.actor),
        case: open.stored.case.stage.state(),
        holds: open.stored.case.open_holds().map(|hold| hold.id).collect::<Vec<HoldId>>(),
        other_taker: None,
        taken_by: open.stored.case.stage.taken().map(|taken| taken.order),
        dispatch: vec![],
        take: vec![],
        vendor: vec![],
        agents: vec![],
        today: open.place.today(doing.now),
    }
}

/// Applies an action to an order that is locked.
pub(super) async fn apply_to(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut OpenCase,
    stored: Stored<Order>,
    action: OrderAction,
    facts: &OrderFacts,
) -> Result<Order, RecoveryError> {
    let policy = open.place.policy.orders.clone();
    let photos = match &action {
        OrderAction::Hook { evidence, .. } => evidence.clone(),
        _ => vec![],
    };
    let (order, rows, effects) = order::apply(&stored.value, action, facts, doing.now, &policy)?;
    if rows.is_empty() {
        return Ok(order);
    }
    ORDERS.update(c, stored.id, stored.value.version, &order, due(&order, open), doing.now).await?;
    for event in &rows {
        log(c, doing, stored.lender_no, event).await?;
    }
    if matches!(order.stage, OrderStage::Withdrawn { .. } | OrderStage::Expired { .. }) {
        Box::pin(super::offers::call_off(c, doing, open, &order)).await?;
    }
    if order.term.ends_on != stored.value.term.ends_on {
        effects::prolong(c, doing, open, &order).await?;
    }
    for effect in &effects {
        Box::pin(effects::of_order(c, doing, open, &order, &photos, effect)).await?;
    }
    Ok(order)
}

/// When time itself may change an order, held or not: its offer runs out, or its term ends. The term of an order that
/// has the car on its hook does not end it.
fn due(order: &Order, open: &OpenCase) -> Option<DateTime<Utc>> {
    match order.stage.beneath_hold() {
        OrderStage::Offered { until } => Some(*until),
        OrderStage::Accepted(_) | OrderStage::EnRoute(_) | OrderStage::OnSite(_) => {
            let after = order.term.ends_on.checked_add_days(Days::new(1))?;
            after.and_time(NaiveTime::MIN).and_local_timezone(open.place.zone).latest().map(|t| t.to_utc())
        }
        _ => None,
    }
}

async fn log(c: &mut PgConnection, doing: &Doing, lender_no: i32, event: &OrderEvent) -> Result<(), RecoveryError> {
    let data =
        serde_json::to_value(event).map_err(|e| crate::store::StoreError::unreadable("order event", e.to_string()))?;
    let action = data.pointer("/change/action").and_then(|a| a.as_str()).unwrap_or("drafted").to_owned();
    let reason = data.pointer("/change/reason").and_then(|r| r.as_str()).map(str::to_owned);
    let row = NewEvent {
        lender: Some(LenderNo(lender_no)),
        entity_kind: "order",
        entity_id: event.order.0,
        action: &action,
        actor: &doing.actor_name,
        at: doing.wall,
        reason: reason.as_deref(),
        data,
    };
    Ok(events::append(c, &row).await?)
}
