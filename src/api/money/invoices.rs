//! Contractors' invoices, as the lender judges and pays them.

use crate::api::caller::{Caller, Tx, with_etag};
use crate::api::case_actions::Because;
use crate::api::error::{Error, Result};
use crate::api::request::{Nothing, Page, Paging, Path, Query, Write, names, page};
use crate::recovery::{OpenInvoice, act_on_invoice, charge_back_undone, invoice_totals};
use crate::store::documents::{Filter, Stored};
use crate::store::shelves::INVOICES;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::PaymentId;
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::order::Party;
use lienwatch_domain::refusal::Refusal;
use lienwatch_domain::settlement::invoice::{Invoice, InvoiceAction, InvoiceStage, InvoiceState, allowed};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// An invoice.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvoiceView {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub vendor_id: Uuid,
    /// The contractor's number.
    pub number: String,
    /// `draft`, `submitted`, `matched`, `disputed`, `approved`, `paid`, `rejected`, `charged_back`.
    pub state: String,
    /// ISO 4217.
    pub currency: String,
    /// What it asks for, minor units.
    pub total_minor: i64,
    /// What is paid if it is approved, or was; null before it was matched.
    pub payable_minor: Option<i64>,
    /// Lines, what matching found of each, who approved, by which payment it was paid.
    #[schema(value_type = Object)]
    pub invoice: Invoice,
    /// The ETag.
    pub version: u64,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
}

impl InvoiceView {
    fn of(stored: Stored<Invoice>) -> Result<InvoiceView> {
        let (total, payable) = invoice_totals(&stored.value)?;
        let invoice = stored.value;
        Ok(InvoiceView {
            id: stored.id,
            vendor_id: invoice.vendor.0,
            number: invoice.number.as_str().to_owned(),
            state: invoice.stage.state().name().to_owned(),
            currency: invoice.currency.to_string(),
            total_minor: total.minor,
            payable_minor: payable.map(|money| money.minor),
            version: invoice.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            invoice,
        })
    }
}

/// What may be done with an invoice now.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvoiceStep {
    /// e.g. `approve`.
    pub action: String,
    /// What keeps the caller from it; null: nothing.
    #[schema(value_type = Option<Object>)]
    pub refusal: Option<Refusal>,
}

/// An invoice with what may be done with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvoiceDetail {
    /// The invoice.
    #[serde(flatten)]
    pub invoice: InvoiceView,
    /// What the caller may do, and what keeps them from the rest.
    pub actions: Vec<InvoiceStep>,
}

/// Which invoices.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InvoiceFilter {
    /// In these states, separated by commas.
    pub state: Option<String>,
    /// Of one contractor.
    pub vendor_id: Option<Uuid>,
}

/// Invoices of contractors
///
/// Drafts are their contractor's alone until they are handed in.
#[utoipa::path(get, path = "/invoices", tag = "money", params(InvoiceFilter, Paging), responses((status = 200, body = Page<InvoiceView>)))]
pub async fn list(caller: Caller, paging: Paging, Query(f): Query<InvoiceFilter>) -> Result<Json<Page<InvoiceView>>> {
    let all: Vec<&str> = InvoiceState::ALL.iter().filter(|s| **s != InvoiceState::Draft).map(|s| s.name()).collect();
    let every = || all.iter().map(|name| (*name).to_owned()).collect();
    let states: Vec<String> = names("state", &f.state, &all)?.unwrap_or_else(every);
    let (limit, after) = (paging.limit()?, paging.after()?);
    let filter = Filter { states: Some(&states), vendor_id: f.vendor_id, ..Filter::default() };
    let mut tx = caller.begin().await?;
    let found = INVOICES.list(&mut tx, filter, after, limit + 1).await?;
    tx.commit().await?;
    let items = found.into_iter().map(InvoiceView::of).collect::<Result<Vec<_>>>()?;
    Ok(Json(page(items, limit, |i| i.id)))
}

/// One invoice
#[utoipa::path(get, path = "/invoices/{id}", tag = "money", params(("id" = Uuid, Path)),
    responses((status = 200, body = InvoiceDetail), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let open = handed_in(&caller, &mut tx, id, None).await?;
    let made = detail(&caller, &mut tx, open).await?;
    tx.commit().await?;
    let version = etag(made.invoice.version);
    Ok(with_etag(Json(made).into_response(), version))
}

fn etag(version: u64) -> i32 {
    i32::try_from(version).unwrap_or(i32::MAX)
}

/// An invoice that was handed in, locked with its cases; of the version that the caller saw, where they say which.
async fn handed_in(caller: &Caller, tx: &mut Tx, id: Uuid, seen: Option<i32>) -> Result<OpenInvoice> {
    let open = OpenInvoice::lock(tx, &caller.doing(), id, &[]).await?;
    if matches!(open.stored.value.stage, InvoiceStage::Draft) {
        return Err(Error::NotFound("invoice"));
    }
    if seen.is_some_and(|version| version != etag(open.stored.value.version)) {
        return Err(Error::Stale);
    }
    Ok(open)
}

async fn detail(caller: &Caller, tx: &mut Tx, open: OpenInvoice) -> Result<InvoiceDetail> {
    let facts = open.facts(tx, Party::Lender(caller.domain_actor())).await?;
    let now = caller.state.engine.clock().now();
    let actions = allowed(&open.stored.value, &facts, now, open.policy())
        .into_iter()
        .map(|(kind, refusal)| InvoiceStep { action: kind.name().to_owned(), refusal })
        .collect();
    let stored = INVOICES.get(tx, open.stored.id).await?.ok_or(Error::NotFound("invoice"))?;
    Ok(InvoiceDetail { invoice: InvoiceView::of(stored)?, actions })
}

async fn act<T>(
    id: Uuid,
    write: Write<T>,
    action: impl FnOnce(&Caller, T) -> Result<InvoiceAction>,
) -> Result<Response> {
    let seen = write.if_match;
    let Write { caller, body, .. } = write;
    let action = action(&caller, body)?;
    let mut tx = caller.begin().await?;
    let mut open = handed_in(&caller, &mut tx, id, seen).await?;
    let again = match (&action, &open.stored.value.stage) {
        (InvoiceAction::Pay { payment }, InvoiceStage::Paid { payment: done, .. }) => payment == done,
        _ => false,
    };
    // The same payment told again has been made.
    if !again {
        act_on_invoice(&mut tx, &caller.doing(), &mut open, Party::Lender(caller.domain_actor()), action).await?;
    }
    let made = detail(&caller, &mut tx, open).await?;
    let version = etag(made.invoice.version);
    Ok(with_etag(caller.answer(tx, StatusCode::OK, &made).await?, version))
}

/// Hold an invoice against the fees again
///
/// Fees change: an order was reversed, a document came in. What people had approved before is void.
#[utoipa::path(post, path = "/invoices/{id}/match", tag = "money", params(("id" = Uuid, Path)), request_body = Nothing,
    responses((status = 200, body = InvoiceDetail), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 412, body = crate::api::Problem)))]
pub async fn hold_against_fees(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    act(id, write, |_, _| Ok(InvoiceAction::Match)).await
}

/// Approve an invoice
///
/// Two different people do. A disputed one is then paid as computed, not as asked.
#[utoipa::path(post, path = "/invoices/{id}/approve", tag = "money", params(("id" = Uuid, Path)), request_body = Because,
    responses((status = 200, body = InvoiceDetail), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 412, body = crate::api::Problem)))]
pub async fn approve(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    act(id, write, |_, b| Ok(InvoiceAction::Approve { reason: Reason::new(&b.reason)? })).await
}

/// Doubt an invoice
///
/// Also one that was approved: its orders are free to be billed again.
#[utoipa::path(post, path = "/invoices/{id}/dispute", tag = "money", params(("id" = Uuid, Path)), request_body = Because,
    responses((status = 200, body = InvoiceDetail), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 412, body = crate::api::Problem)))]
pub async fn dispute(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    act(id, write, |_, b| Ok(InvoiceAction::Dispute { reason: Reason::new(&b.reason)? })).await
}

/// Refuse an invoice
#[utoipa::path(post, path = "/invoices/{id}/reject", tag = "money", params(("id" = Uuid, Path)), request_body = Because,
    responses((status = 200, body = InvoiceDetail), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 412, body = crate::api::Problem)))]
pub async fn reject(Path(id): Path<Uuid>, write: Write<Because>) -> Result<Response> {
    act(id, write, |_, b| Ok(InvoiceAction::Reject { reason: Reason::new(&b.reason)? })).await
}

/// A payment to a contractor.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PayBody {
    /// The payment's id: a new UUID. Told again, nothing is paid twice. Default: one is made.
    #[serde(default)]
    pub payment: Option<Uuid>,
}

/// Pay an invoice
///
/// Posted once for each of its orders, which are paid then. 409 where an order was reversed or its fee has changed since
/// the approval.
#[utoipa::path(post, path = "/invoices/{id}/pay", tag = "money", params(("id" = Uuid, Path)), request_body = PayBody,
    responses((status = 200, body = InvoiceDetail), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 412, body = crate::api::Problem)))]
pub async fn pay(Path(id): Path<Uuid>, write: Write<PayBody>) -> Result<Response> {
    act(id, write, |caller, b| {
        let payment = PaymentId(b.payment.unwrap_or_else(|| caller.state.new_id()));
        Ok(InvoiceAction::Pay { payment })
    })
    .await
}

/// Charge back what was undone
///
/// Every line whose order was reversed, now instead of within seconds by itself. What had been paid for it is claimed back.
#[utoipa::path(post, path = "/invoices/{id}/charge-back", tag = "money", params(("id" = Uuid, Path)), request_body = Nothing,
    responses((status = 200, body = InvoiceDetail), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 412, body = crate::api::Problem)))]
pub async fn charge_back(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let seen = write.if_match;
    let Write { caller, .. } = write;
    let mut tx = caller.begin().await?;
    let mut open = handed_in(&caller, &mut tx, id, seen).await?;
    if charge_back_undone(&mut tx, &caller.doing(), &mut open).await? == 0 {
        return Err(Error::refused(
            "reversed_first",
            "no order of this invoice was reversed, or its line is charged back already",
            "reverse the order first",
        ));
    }
    let made = detail(&caller, &mut tx, open).await?;
    let version = etag(made.invoice.version);
    Ok(with_etag(caller.answer(tx, StatusCode::OK, &made).await?, version))
}
