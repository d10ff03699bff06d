//! What the gate says of a case: now, of a planned action, and what it said.

use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::api::request::{Page, Paging, Path, Query, Timestamp, Write, optional, page};
use crate::recovery::{About, Doing, Gate, Judged, OpenCase, Said, Step, gate_action};
use crate::store::compliance::{self, DecisionRow, Of};
use crate::store::shelves::{NOTICES, ORDERS};
use crate::store::{cases, documents};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use lienwatch_domain::compliance::{
    Deadline, Decision, GateAction, Ground, NoticeRequirement, Place, deadlines, notice_gaps, required_notices,
};
use lienwatch_domain::recovery::Order;
use lienwatch_domain::refusal::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// What the gate says of one step now.
#[derive(Debug, Serialize, ToSchema)]
pub struct StepView {
    /// `authorise`, `dispatch`, `field_visit`, `take`, `dispose_property`, `sale` or `settle`.
    pub step: &'static str,
    /// What it says; null where the case does not have what the step needs yet.
    #[schema(value_type = Option<Object>)]
    pub decision: Option<Decision>,
    /// What keeps the step from being done in law, and what would do; or what the case lacks for the question.
    #[schema(value_type = Vec<Object>)]
    pub obstacles: Vec<Refusal>,
}

/// A notice that the case needs.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequiredNotice {
    /// Which, before what, how long before, how served, what it must say, by which rule.
    #[schema(value_type = Object)]
    pub requirement: NoticeRequirement,
    /// What is missing today; null: nothing.
    #[schema(value_type = Option<Object>)]
    pub gap: Option<Refusal>,
    /// The notices of this kind: ids and states.
    pub notices: Vec<NoticeLine>,
}

/// A notice of the case.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeLine {
    /// Its id.
    pub id: Uuid,
    /// `drafted`, `issued`, `served`, `elapsed`, `undeliverable` or `withdrawn`.
    pub state: String,
}

/// What the law says of a case now.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseLaw {
    /// The places whose law counts: of the contract, of the debtor, of the car.
    #[schema(value_type = Vec<Object>)]
    pub places: Vec<Place>,
    /// The debtor's time zone.
    pub zone: String,
    /// What their clock shows.
    pub local_time: String,
    /// Each gated step.
    pub steps: Vec<StepView>,
    /// The notices that the case needs, and where they stand.
    pub notices: Vec<RequiredNotice>,
    /// Days by which something is due, or from which it may be done.
    #[schema(value_type = Vec<Object>)]
    pub deadlines: Vec<Deadline>,
}

/// What the law says of a case now
///
/// Of every gated step: the decision with every rule that has something to say, its source, and what would satisfy it.
/// Nothing is stored.
#[utoipa::path(get, path = "/cases/{id}/compliance", tag = "compliance", params(("id" = Uuid, Path)),
    responses((status = 200, body = CaseLaw), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<CaseLaw>> {
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let open = OpenCase::lock(&mut tx, &doing, id).await?;
    let gate = Gate::of(&mut tx, &doing, &open).await?;
    let taker = gate.taker().cloned();
    let mut steps = vec![];
    for step in Step::ALL {
        steps.push(match gate_action(&gate, &open, step, taker.as_ref(), None) {
            Ok(action) => {
                let about = about(&mut tx, &gate, &open, step_order(step, taker.as_ref()), Some(step)).await?;
                let judged = gate.judge(&open, &doing, step.name(), action, &about, doing.now);
                StepView { step: step.name(), obstacles: judged.decision.obstacles(), decision: Some(judged.decision) }
            }
            Err(lacks) => StepView { step: step.name(), decision: None, obstacles: vec![lacks] },
        });
    }
    let (notices, deadlines) = duties(&mut tx, &doing, &open, &gate).await?;
    let local = gate.local(doing.now);
    tx.commit().await?;
    Ok(Json(CaseLaw {
        places: gate.law().places.to_vec(),
        zone: local.zone.name().to_owned(),
        local_time: local.rfc3339(),
        steps,
        notices,
        deadlines,
    }))
}

/// Steps of the field are about an order.
fn step_order(step: Step, order: Option<&Order>) -> Option<Order> {
    let of_order = matches!(step, Step::Dispatch | Step::Take | Step::FieldVisit);
    order.filter(|_| of_order).cloned()
}

async fn about(tx: &mut Tx, gate: &Gate, open: &OpenCase, order: Option<Order>, step: Option<Step>) -> Result<About> {
    let about = gate.about_contact(tx, open, order, Said::default()).await?;
    let of_sale = step == Some(Step::Sale);
    Ok(About { lot: gate.lot().filter(|_| of_sale).cloned(), ..about })
}

async fn duties(
    tx: &mut Tx,
    doing: &Doing,
    open: &OpenCase,
    gate: &Gate,
) -> Result<(Vec<RequiredNotice>, Vec<Deadline>)> {
    let local = gate.local(doing.now);
    let facts = gate.facts(open, doing, &GateAction::PaySurplus, &About::default(), doing.now);
    let law = gate.law();
    let filter = documents::Filter { case_id: Some(open.id()), ..documents::Filter::default() };
    let stored = NOTICES.list(tx, filter, None, 500).await?;
    let required = required_notices(&law, &facts, local).into_iter().map(|requirement| {
        let served = facts.notices.as_deref().unwrap_or_default();
        let of = |kind| notice_gaps(kind, std::slice::from_ref(&requirement), served, local, gate.holidays());
        let gap = requirement.before.iter().flat_map(|kind| of(*kind)).next();
        let of_kind = stored.iter().filter(|s| s.value.notice.terms.notice == requirement.notice);
        let notices =
            of_kind.map(|s| NoticeLine { id: s.id, state: s.value.notice.stage.state().name().to_owned() }).collect();
        RequiredNotice { gap, notices, requirement }
    });
    Ok((required.collect(), deadlines(&law, &facts, local, gate.holidays())))
}

/// A question to the gate: a step of the case, or an action in full.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// A step of the case: `authorise`, `dispatch`, `field_visit`, `take`, `dispose_property`, `sale` or `settle`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub step: Option<Step>,
    /// Or an action in full, e.g. `{"action": "contact", "channel": "call", "party": "debtor", "mentions_debt": true}`.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub action: Option<GateAction>,
    /// About which order; default for a step: the live one that takes the car.
    #[serde(default)]
    pub order_id: Option<Uuid>,
    /// Of a step, the ground it would rest on; default: the case's.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub ground: Option<Ground>,
    /// When it would be done; default: now.
    #[serde(default)]
    pub at: Option<Timestamp>,
    /// Of a contact: which number or address, as the log tells them apart.
    #[serde(default)]
    pub to: Option<String>,
    /// Of a contact: whom one speaks to is verified.
    #[serde(default)]
    pub identity_verified: Option<bool>,
    /// Of a contact: the sender says who they are and for whom they act.
    #[serde(default)]
    pub sender_identified: Option<bool>,
    /// Of a contact: sound is recorded.
    #[serde(default)]
    pub recording: Option<bool>,
    /// It is about to be done: the decision is stored.
    #[serde(default)]
    pub planned: bool,
}

/// What a question is about, ready for the gate.
pub(super) struct Asked {
    pub action: GateAction,
    pub about: About,
}

/// Reads a question of a case that is locked.
pub(super) async fn asked(tx: &mut Tx, gate: &Gate, open: &OpenCase, question: &Question) -> Result<Asked> {
    let to = optional("to", &question.to, 64)?.map(str::to_owned);
    let order = match question.order_id {
        Some(id) => {
            let found = ORDERS.get(tx, id).await?.filter(|stored| stored.value.case.0 == open.id());
            Some(found.ok_or(Error::NotFound("order"))?.value)
        }
        None => gate.taker().cloned(),
    };
    let (action, step) = match (question.step, &question.action) {
        (Some(step), None) => (gate_action(gate, open, step, order.as_ref(), question.ground.clone())?, Some(step)),
        (None, Some(action)) => (action.clone(), None),
        _ => {
            let fix = "give step or action, and not both";
            return Err(Error::invalid("one_question", "step", "it is not clear what is asked", fix));
        }
    };
    let order = match step {
        Some(step) => step_order(step, order.as_ref()),
        // An action in full is about the order that is named, and no other.
        None => order.filter(|_| question.order_id.is_some()),
    };
    let said = Said {
        to,
        identity_verified: question.identity_verified,
        sender_identified: question.sender_identified,
        recording: question.recording,
    };
    let about = About { said, ..about(tx, gate, open, order, step).await? };
    Ok(Asked { action, about })
}

/// The gate's answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Verdict {
    /// `allow`, `needs_approval` or `deny`, with every rule that had something to say.
    #[schema(value_type = Object)]
    pub decision: Decision,
    /// What keeps it from being done, and what would do.
    #[schema(value_type = Vec<Object>)]
    pub obstacles: Vec<Refusal>,
    /// As the gate was asked.
    #[schema(value_type = Object)]
    pub action: GateAction,
}

/// Ask the gate
///
/// A dry run of a step or an action: nothing is done. `planned` stores the decision, as before a call or a letter.
#[utoipa::path(post, path = "/cases/{id}/compliance/check", tag = "compliance", params(("id" = Uuid, Path)), request_body = Question,
    responses((status = 200, body = Verdict), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn check(Path(id): Path<Uuid>, write: Write<Question>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let open = OpenCase::lock(&mut tx, &doing, id).await?;
    let gate = Gate::of(&mut tx, &doing, &open).await?;
    let Asked { action, about } = asked(&mut tx, &gate, &open, &body).await?;
    let at: DateTime<Utc> = body.at.map_or(doing.now, |at| at.0);
    let judged = gate.judge(&open, &doing, "planned", action, &about, at);
    let obstacles = judged.decision.obstacles();
    if body.planned {
        compliance::add_decision(&mut tx, &judged.row(&doing, &open, obstacles.first())?).await?;
    }
    let Judged { action, decision, .. } = judged;
    caller.answer(tx, StatusCode::OK, &Verdict { decision, obstacles, action }).await
}

/// Which decisions.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DecisionFilter {
    /// `allow`, `needs_approval` or `deny`.
    pub outcome: Option<String>,
}

/// What the gate said, to what was done and to what was refused
#[utoipa::path(get, path = "/cases/{id}/decisions", tag = "compliance", params(("id" = Uuid, Path), DecisionFilter, Paging),
    responses((status = 200, body = Page<DecisionRow>), (status = 404, body = crate::api::Problem)))]
pub async fn decisions(
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(f): Query<DecisionFilter>,
    paging: Paging,
) -> Result<Json<Page<DecisionRow>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    cases::get(&mut tx, id).await?.ok_or(Error::NotFound("case"))?;
    let items = compliance::decisions(&mut tx, Of::Case(id), f.outcome.as_deref(), after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |d| d.id)))
}
