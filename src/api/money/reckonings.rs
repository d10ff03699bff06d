//! The month's reckoning with a contractor, and the tasks that follow.

use crate::api::caller::Caller;
use crate::api::error::{Error, Result};
use crate::api::request::{Page, Paging, Path, Query, Write, names, page, text};
use crate::recovery::{OpenCase, act_on_task, judge_collection, reckon};
use crate::store::case_files::{self, CaseRecord};
use crate::store::documents::{Filter, Stored};
use crate::store::shelves::{MONEY_TASKS, MonthReckoning, ORDERS, RECKONINGS, VENDORS};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::{LenderNo, PaymentId, VendorId};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::settlement::reconciliation::{Month, MonthTotals, Reconciliation};
use lienwatch_domain::settlement::tasks::{MoneyTask, TaskAction, TaskState};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// The reckoning of a month.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReckoningView {
    /// Its id; each run is a version of it.
    pub id: Uuid,
    /// `2026-03`.
    pub month: String,
    /// ISO 4217: a contractor who is paid in two currencies has two.
    pub currency: String,
    /// The run, from 1; a run that found nothing new is none.
    pub run: u32,
    /// Earned, billed, paid less what was given back, and over-collected.
    #[schema(value_type = Object)]
    pub totals: MonthTotals,
    /// Order by order, and everything that was ever asked to be put right.
    #[schema(value_type = Object)]
    pub reckoning: Reconciliation,
    /// What this run newly asks for.
    #[schema(value_type = Vec<Object>)]
    pub fresh: Vec<MoneyTask>,
}

fn view(id: Uuid, reckoning: Reconciliation, fresh: Vec<MoneyTask>) -> Result<ReckoningView> {
    let totals = reckoning.totals().map_err(|e| Error::Internal(e.to_string()))?;
    let (month, currency) = (reckoning.month.to_string(), reckoning.currency.to_string());
    Ok(ReckoningView { id, month, currency, run: reckoning.run, totals, reckoning, fresh })
}

/// Reckonings.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reckonings {
    /// One for each currency; none where nothing happened in the month.
    pub items: Vec<ReckoningView>,
}

/// Which month.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MonthBody {
    /// `2026-03`, by the lender's calendar.
    pub month: String,
}

/// Reckon a month with a contractor
///
/// Again at any time: it asks only for what was not asked for before, and what nobody has to do any more is met.
#[utoipa::path(post, path = "/vendors/{id}/reconciliations", tag = "money", params(("id" = Uuid, Path)), request_body = MonthBody,
    responses((status = 200, body = Reckonings), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn run(Path(id): Path<Uuid>, write: Write<MonthBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let month = Month::try_from(body.month)
        .map_err(|refusal| Error::invalid("bad_month", "month", refusal.message.to_string(), "write it as 2026-03"))?;
    let mut tx = caller.begin().await?;
    let done = reckon(&mut tx, &caller.doing(), VendorId(id), month).await?;
    let items = done.into_iter().map(|r| view(r.id, r.reckoning, r.fresh)).collect::<Result<Vec<_>>>()?;
    caller.answer(tx, StatusCode::OK, &Reckonings { items }).await
}

/// The reckonings with a contractor
#[utoipa::path(get, path = "/vendors/{id}/reconciliations", tag = "money", params(("id" = Uuid, Path), Paging),
    responses((status = 200, body = Page<ReckoningView>), (status = 404, body = crate::api::Problem)))]
pub async fn list(caller: Caller, Path(id): Path<Uuid>, paging: Paging) -> Result<Json<Page<ReckoningView>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    VENDORS.get(&mut tx, id).await?.ok_or(Error::NotFound("vendor"))?;
    let filter = Filter { vendor_id: Some(id), ..Filter::default() };
    let found = RECKONINGS.list(&mut tx, filter, after, limit + 1).await?;
    tx.commit().await?;
    let shown = |stored: Stored<MonthReckoning>| view(stored.id, stored.value.reckoning, vec![]);
    let items = found.into_iter().map(shown).collect::<Result<Vec<_>>>()?;
    Ok(Json(page(items, limit, |r| r.id)))
}

/// Something to be put right.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskView {
    /// Its id.
    pub id: Uuid,
    /// `vendor_refund`, `borrower_refund`, `return_collection`, `pay_balance` or `ask_for_invoice`.
    pub kind: String,
    /// `open`, `overdue`, `done` or `met`.
    pub state: String,
    /// With which contractor.
    pub vendor_id: Uuid,
    /// Of which order.
    pub order_id: Uuid,
    /// Of which case.
    pub case_id: Uuid,
    /// Of which month.
    pub month: String,
    /// Minor units.
    pub amount_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// By when.
    pub due_at: DateTime<Utc>,
    /// The task.
    #[schema(value_type = Object)]
    pub task: MoneyTask,
}

impl From<MoneyTask> for TaskView {
    fn from(task: MoneyTask) -> TaskView {
        TaskView {
            id: task.id.0,
            kind: task.kind.name().to_owned(),
            state: task.state().name().to_owned(),
            vendor_id: task.vendor.0,
            order_id: task.order.0,
            case_id: task.case.0,
            month: task.month.to_string(),
            amount_minor: task.amount.minor,
            currency: task.amount.currency.to_string(),
            due_at: task.due_at,
            task,
        }
    }
}

/// Which tasks.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TaskFilter {
    /// In these states, separated by commas.
    pub state: Option<String>,
    /// With one contractor.
    pub vendor_id: Option<Uuid>,
    /// Of one case.
    pub case_id: Option<Uuid>,
}

/// What reckonings ask people to do
#[utoipa::path(get, path = "/money-tasks", tag = "money", params(TaskFilter, Paging), responses((status = 200, body = Page<TaskView>)))]
pub async fn tasks(caller: Caller, paging: Paging, Query(f): Query<TaskFilter>) -> Result<Json<Page<TaskView>>> {
    let all: Vec<&str> = TaskState::ALL.iter().map(|s| s.name()).collect();
    let states = names("state", &f.state, &all)?;
    let (limit, after) = (paging.limit()?, paging.after()?);
    let filter = Filter { states: states.as_deref(), case_id: f.case_id, vendor_id: f.vendor_id, ..Filter::default() };
    let mut tx = caller.begin().await?;
    let found = MONEY_TASKS.list(&mut tx, filter, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(found.into_iter().map(|stored| stored.value.into()).collect(), limit, |t: &TaskView| t.id)))
}

/// One task
#[utoipa::path(get, path = "/money-tasks/{id}", tag = "money", params(("id" = Uuid, Path)),
    responses((status = 200, body = TaskView), (status = 404, body = crate::api::Problem)))]
pub async fn task(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<TaskView>> {
    let mut tx = caller.begin().await?;
    let found = MONEY_TASKS.get(&mut tx, id).await?.ok_or(Error::NotFound("task"))?;
    tx.commit().await?;
    Ok(Json(found.value.into()))
}

/// That a task was done.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DoneBody {
    /// The payment by which the money moved; each once.
    #[serde(default)]
    pub payment: Option<Uuid>,
    /// What was done, in words.
    pub reason: String,
}

/// Say that a task was done
///
/// By a person. What was given back or refunded is posted in the books of the case.
#[utoipa::path(post, path = "/money-tasks/{id}/complete", tag = "money", params(("id" = Uuid, Path)), request_body = DoneBody,
    responses((status = 200, body = TaskView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn complete(Path(id): Path<Uuid>, write: Write<DoneBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let action = TaskAction::Complete { payment: body.payment.map(PaymentId), reason: Reason::new(&body.reason)? };
    let mut tx = caller.begin().await?;
    let task = act_on_task(&mut tx, &caller.doing(), id, action).await?;
    caller.answer(tx, StatusCode::OK, &TaskView::from(task)).await
}

/// What a contractor took from a borrower.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CollectionBody {
    /// Minor units of the loan's currency, above zero.
    pub amount_minor: i64,
    /// What of it the contractor was to take; default: nothing.
    #[serde(default)]
    pub collectable_minor: i64,
    /// How: `cash` (default) or `account`, where the debtor paid into an account.
    #[serde(default)]
    pub how: Paid,
    /// From whom, how, what for.
    pub note: String,
}

/// How a debtor paid a contractor.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Paid {
    /// In notes and coins.
    #[default]
    Cash,
    /// Into an account.
    Account,
}

/// Record what a contractor took from the borrower
///
/// What it took beyond what it was to take is found by the month's reckoning: the borrower gets it back at once. Cash that
/// it was to take passes the gate of the law. Cash that it took of its own accord happened, and is written down whatever
/// the gate says of it; the record shows under `gate` which rules that broke.
#[utoipa::path(post, path = "/orders/{id}/collections", tag = "money", params(("id" = Uuid, Path)), request_body = CollectionBody,
    responses((status = 201, body = CaseRecord), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn collected(Path(id): Path<Uuid>, write: Write<CollectionBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    text("note", &body.note, 2000)?;
    for (field, minor, least) in
        [("amount_minor", body.amount_minor, 1), ("collectable_minor", body.collectable_minor, 0)]
    {
        if !(least..=1_000_000_000_000_000).contains(&minor) {
            let fix = format!("minor units, {least} to 10^15");
            return Err(Error::invalid("bad_amount", field, format!("{minor} is out of range"), fix));
        }
    }
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let order = ORDERS.get(&mut tx, id).await?.ok_or(Error::NotFound("order"))?.value;
    let open = OpenCase::lock(&mut tx, &doing, order.case.0).await?;
    if order.stage.work().is_none() {
        return Err(Error::refused(
            "order_accepted",
            "no contractor works on this order",
            "name the order of the contractor who took the money",
        ));
    }
    let mut detail = serde_json::to_value(&body).map_err(|e| Error::Internal(e.to_string()))?;
    if body.how == Paid::Cash {
        let asked_for = body.collectable_minor > 0;
        detail["gate"] = judge_collection(&mut tx, &doing, &open, order.clone(), asked_for).await?;
    }
    let (case_id, kind, by) = (order.case.0, "collection".to_owned(), caller.actor());
    let record = CaseRecord { id: caller.state.new_id(), case_id, order_id: Some(id), kind, detail, at: doing.now, by };
    let lender_no = open.stored.lender_no;
    case_files::add_record(&mut tx, lender_no, &record).await?;
    let data = serde_json::json!({ "record": record.id, "kind": record.kind, "order": id });
    caller.log(&mut tx, Some(LenderNo(lender_no)), ("case", case_id), "record_added", None, data).await?;
    caller.answer(tx, StatusCode::CREATED, &record).await
}
