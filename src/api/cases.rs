//! Recovery cases: lists, one case, and flagging by hand. What is done with a case: `case_actions`.

use super::caller::{Caller, Tx, with_etag};
use super::error::{Error, Result};
use super::request::{Page, Paging, Path, Query, Timestamp, Write, names, page};
use super::shapes::{FlagShape, HoldShape, RefusalShape, StageShape};
use super::span::span;
use super::{loans, trackers};
use crate::recovery::OpenCase;
use crate::store::case_opening::{self, Opening};
use crate::store::cases::{self, CaseView};
use crate::store::events::{self, Event};
use crate::store::loans as loan_store;
use crate::store::span::Span;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lienwatch_domain::ids::CaseId;
use lienwatch_domain::lending::{Bucket, ManualFlag, flag};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::{self, CaseState};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Events shown with a case.
const EVENTS: i64 = 100;

/// Which cases.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CaseFilter {
    /// In these states, separated by commas.
    pub state: Option<String>,
    /// For one vehicle.
    pub vehicle_id: Option<Uuid>,
    /// Of one loan.
    pub loan_id: Option<Uuid>,
    /// Not closed, or closed.
    pub open: Option<bool>,
    /// Whose they are to work on.
    pub assigned_to: Option<Uuid>,
    /// Opened at or after this time.
    pub opened_from: Option<Timestamp>,
    /// Opened before this time.
    pub opened_to: Option<Timestamp>,
    /// Their loans were in these days-past-due buckets when they were flagged, separated by commas.
    pub flagged_bucket: Option<String>,
    /// Their loans are kept at this branch.
    pub branch: Option<String>,
}

impl CaseFilter {
    fn asked(&self) -> Result<Asked> {
        let all: Vec<&str> = CaseState::ALL.iter().map(|s| s.name()).collect();
        let buckets: Vec<&str> = Bucket::ALL.iter().map(|b| b.name()).collect();
        Ok(Asked {
            states: names("state", &self.state, &all)?,
            buckets: names("flagged_bucket", &self.flagged_bucket, &buckets)?,
            opened: span(("opened_from", self.opened_from), ("opened_to", self.opened_to))?,
        })
    }

    fn filter<'a>(&'a self, asked: &'a Asked) -> cases::Filter<'a> {
        cases::Filter {
            states: asked.states.as_deref(),
            buckets: asked.buckets.as_deref(),
            opened: asked.opened,
            branch: self.branch.as_deref(),
            vehicle_id: self.vehicle_id,
            loan_id: self.loan_id,
            open: self.open,
            assigned_to: self.assigned_to,
        }
    }
}

/// What of a filter had to be read.
struct Asked {
    states: Option<Vec<String>>,
    buckets: Option<Vec<String>>,
    opened: Span,
}

/// How many the list has, at most `limit`.
pub(super) async fn count(caller: &Caller, f: &CaseFilter, limit: i64) -> Result<i64> {
    let asked = f.asked()?;
    let mut tx = caller.begin().await?;
    let count = cases::count(&mut tx, &f.filter(&asked), limit).await?;
    tx.commit().await?;
    Ok(count)
}

/// Cases
#[utoipa::path(get, path = "/cases", tag = "cases", params(CaseFilter, Paging), responses((status = 200, body = Page<CaseView>)))]
pub async fn list(caller: Caller, paging: Paging, Query(f): Query<CaseFilter>) -> Result<Json<Page<CaseView>>> {
    let asked = f.asked()?;
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let mut items = cases::list(&mut tx, &f.filter(&asked), None, after, limit + 1).await?;
    tx.commit().await?;
    items.iter_mut().for_each(|case| hide(&caller, case));
    Ok(Json(page(items, limit, |k| k.id)))
}

fn hide(caller: &Caller, case: &mut CaseView) {
    if !caller.sight().vehicle_identity {
        case.plate = case.plate.as_deref().map(super::mask::identifier);
    }
}

/// What may be done with a case now.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseAction {
    /// e.g. `approve`.
    pub action: String,
    /// What keeps the caller from it; null: nothing.
    #[schema(value_type = Option<RefusalShape>)]
    pub refusal: Option<lienwatch_domain::refusal::Refusal>,
}

/// A case with everything that belongs to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseDetail {
    /// The case.
    #[serde(flatten)]
    pub case: CaseView,
    /// Where it stands, with who asked and who agreed.
    #[schema(value_type = StageShape)]
    pub stage: recovery::Stage,
    /// Why it was flagged, by rule, with evidence.
    #[schema(value_type = FlagShape)]
    pub flag: lienwatch_domain::lending::Flag,
    /// Every hold it ever had, oldest first.
    #[schema(value_type = Vec<HoldShape>)]
    pub holds: Vec<recovery::Hold>,
    /// What the caller may do now, and what keeps them from the rest.
    pub actions: Vec<CaseAction>,
    /// What happened, newest first, at most 100.
    pub events: Vec<Event>,
}

/// One case
///
/// Its ETag is its version; send it back as `If-Match` with a change.
#[utoipa::path(get, path = "/cases/{id}", tag = "cases", params(("id" = Uuid, Path)),
    responses((status = 200, body = CaseDetail), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let detail = detail(&caller, &mut tx, id).await?;
    tx.commit().await?;
    let version = detail.case.version;
    Ok(with_etag(Json(detail).into_response(), version))
}

pub(super) async fn detail(caller: &Caller, tx: &mut Tx, id: Uuid) -> Result<CaseDetail> {
    let stored = cases::get(tx, id).await?.ok_or(Error::NotFound("case"))?;
    let view = cases::list(tx, &cases::Filter::default(), Some(id), None, 1).await?.pop();
    let mut view = view.ok_or(Error::NotFound("case"))?;
    hide(caller, &mut view);
    let (loan, _) = loans::locked(tx, stored.case.loan.0).await?;
    let doing = caller.doing();
    // What the machine itself would be told: so a screen offers what it would allow.
    let open = OpenCase::with(tx, &doing, stored.clone(), loan).await?;
    let facts = open.facts(tx, &doing).await?;
    let actions = recovery::allowed(&stored.case, &facts, doing.now, &open.place.policy.cases);
    let wanted = events::Filter { entity_id: Some(id), ..events::Filter::default() };
    Ok(CaseDetail {
        events: events::list(tx, &wanted, None, EVENTS).await?,
        case: view,
        stage: stored.case.stage,
        flag: stored.case.flag,
        holds: stored.case.holds,
        actions: actions
            .into_iter()
            .map(|(kind, refusal)| CaseAction { action: kind.name().to_owned(), refusal })
            .collect(),
    })
}

/// A person puts a loan before recovery.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FlagBody {
    /// The vehicle, where it has exactly one live loan.
    #[serde(default)]
    pub vehicle_id: Option<Uuid>,
    /// Or the loan.
    #[serde(default)]
    pub loan_id: Option<Uuid>,
    /// Why.
    pub reason: String,
}

/// Flag a loan by hand
#[utoipa::path(post, path = "/cases", tag = "cases", request_body = FlagBody,
    responses((status = 201, body = CaseDetail), (status = 409, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn create(write: Write<FlagBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let reason = Reason::new(&body.reason)?;
    let actor = caller.domain_actor();
    let by = actor.person().ok_or_else(|| {
        Error::refused("person_required", "only a person may flag a loan by hand", "have a signed-in person do it")
    })?;
    let now = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    let loan_id = match (body.loan_id, body.vehicle_id) {
        (Some(loan), None) => loan,
        (None, Some(vehicle)) => match loan_store::live_of_vehicle(&mut tx, vehicle).await?.as_slice() {
            [one] => *one,
            [] => return Err(trackers::unknown("vehicle_id", "vehicle with a live loan")),
            _ => {
                return Err(Error::invalid(
                    "several_loans",
                    "vehicle_id",
                    "the vehicle has several live loans",
                    "name the loan",
                ));
            }
        },
        _ => return Err(Error::invalid("no_loan", "loan_id", "give a loan or a vehicle, not both", "name one")),
    };
    let stored = loan_store::for_update(&mut tx, loan_id).await?;
    stored.ok_or_else(|| trackers::unknown("loan_id", "loan"))?;
    let (stored, place) = loans::locked(&mut tx, loan_id).await?;
    let aged = loans::age(&caller, &mut tx, &stored, &place).await?;
    let manual = Some(ManualFlag { by, reason });
    let facts = cases::flag_facts(&mut tx, &stored, aged.arrears, &place, now, manual).await?;
    if facts.open_case.is_some() {
        return Err(Error::conflict(
            "case_already_open",
            Some("loan_id"),
            "the loan has an open case",
            "work on that case, or close it first",
        ));
    }
    let flag = flag(&facts, &place.policy.flags).ok_or_else(|| {
        Error::conflict(
            "loan_settled",
            Some("loan_id"),
            "the loan is settled",
            "correct the loan first if that is wrong",
        )
    })?;
    let id = CaseId(caller.state.new_id());
    let wall = caller.state.wall_now();
    let opening = Opening { stored: &stored, arrears: aged.arrears, place: &place, flag, actor, now, wall };
    case_opening::open(&mut tx, id, opening).await?;
    let made = detail(&caller, &mut tx, id.0).await?;
    let response = caller.answer(tx, StatusCode::CREATED, &made).await?;
    Ok(with_etag(response, made.case.version))
}
