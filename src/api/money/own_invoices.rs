//! A contractor's own invoices: of its own acknowledged orders, and of nobody else's.

use crate::api::caller::{Caller, Tx, with_etag};
use crate::api::error::{Error, Result};
use crate::api::request::{Nothing, Page, Paging, Path, Write, page};
use crate::recovery::{OpenInvoice, act_on_invoice, billable_now, invoice_totals, write_invoice};
use crate::store::documents::Filter;
use crate::store::shelves::{INVOICES, ORDERS, VENDORS};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::{OrderId, VendorId};
use lienwatch_domain::money::{Currency, Money};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::order::Party;
use lienwatch_domain::refusal::Refusal;
use lienwatch_domain::settlement::invoice::{
    Invoice, InvoiceAction, InvoiceLine, InvoiceNumber, InvoiceStage, MAX_LINES,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

fn vendor(caller: &Caller) -> Result<VendorId> {
    caller
        .vendor()
        .map(|(vendor, _)| vendor)
        .ok_or_else(|| Error::Forbidden("only a contractor has own invoices".into()))
}

/// A line of an invoice for its contractor.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnLine {
    /// Of which order.
    pub order_id: Uuid,
    /// Asked for, minor units.
    pub amount_minor: i64,
    /// In words.
    pub text: Option<String>,
    /// The order's fee in the books; null before it was matched.
    pub computed_minor: Option<i64>,
    /// What is paid if it is approved.
    pub payable_minor: Option<i64>,
    /// `exact`, `within_tolerance`, `less`, `more`, `not_payable`, `reversed`, `invoiced_elsewhere`, `not_theirs`.
    pub finding: Option<String>,
    /// Why nothing is paid.
    pub because: Option<String>,
    /// The work was undone: the line is no longer asked for.
    pub charged_back: bool,
}

/// An invoice for its contractor: who of the lender approves is the lender's own business.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnInvoice {
    /// Its id.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// `draft`, `submitted`, `matched`, `disputed`, `approved`, `paid`, `rejected`, `charged_back`.
    pub state: String,
    /// ISO 4217.
    pub currency: String,
    /// What it asks for, minor units.
    pub total_minor: i64,
    /// What is paid if it is approved, or was; null before it was matched.
    pub payable_minor: Option<i64>,
    /// Line by line.
    pub lines: Vec<OwnLine>,
    /// What the lender has against it.
    pub reason: Option<String>,
    /// When it was paid.
    pub paid_at: Option<DateTime<Utc>>,
    /// The ETag.
    pub version: u64,
}

fn view(invoice: &Invoice) -> Result<OwnInvoice> {
    let (total, payable) = invoice_totals(invoice)?;
    let matching = invoice.stage.matching();
    let line = |line: &InvoiceLine| {
        let found = matching.and_then(|m| m.lines.iter().find(|l| l.order == line.order));
        OwnLine {
            order_id: line.order.0,
            amount_minor: line.amount.minor,
            text: line.text.as_ref().map(|text| text.as_str().to_owned()),
            computed_minor: found.map(|f| f.computed.minor),
            payable_minor: found.map(|f| f.payable.minor),
            finding: found.map(|f| f.finding.name().to_owned()),
            because: found.and_then(|f| f.because.clone()),
            charged_back: line.charged_back,
        }
    };
    let reason = match &invoice.stage {
        InvoiceStage::Rejected { reason, .. } | InvoiceStage::Disputed { reason: Some(reason), .. } => {
            Some(reason.as_str().to_owned())
        }
        _ => None,
    };
    let paid_at = match &invoice.stage {
        InvoiceStage::Paid { at, .. } => Some(*at),
        _ => None,
    };
    Ok(OwnInvoice {
        id: invoice.id.0,
        number: invoice.number.as_str().to_owned(),
        state: invoice.stage.state().name().to_owned(),
        currency: invoice.currency.to_string(),
        total_minor: total.minor,
        payable_minor: payable.map(|money| money.minor),
        lines: invoice.lines.iter().map(line).collect(),
        reason,
        paid_at,
        version: invoice.version,
    })
}

/// An order that can be billed, or what keeps it from that.
#[derive(Debug, Serialize, ToSchema)]
pub struct Billable {
    /// Which order.
    pub order_id: Uuid,
    /// `repossess`, `tow`, ...
    pub kind: String,
    /// What it earns, minor units; null while it cannot be billed.
    pub fee_minor: Option<i64>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// What keeps it from being billed.
    #[schema(value_type = Option<Object>)]
    pub refusal: Option<Refusal>,
}

/// Own acknowledged orders and what they earn
#[utoipa::path(get, path = "/work/billable", tag = "work", params(Paging), responses((status = 200, body = Page<Billable>)))]
pub async fn billable(caller: Caller, paging: Paging) -> Result<Json<Page<Billable>>> {
    let vendor = vendor(&caller)?;
    let (limit, after) = (paging.limit()?.min(50), paging.after()?);
    let acknowledged = ["acknowledged".to_owned()];
    let filter = Filter { states: Some(&acknowledged), vendor_id: Some(vendor.0), ..Filter::default() };
    let mut tx = caller.begin().await?;
    let mut items = vec![];
    for stored in ORDERS.list(&mut tx, filter, after, limit + 1).await? {
        let fee = billable_now(&mut tx, &stored.value).await?;
        let (earned, refusal) = match fee {
            Some(Ok(money)) => (Some(money), None),
            Some(Err(refusal)) => (None, Some(refusal)),
            None => (None, None),
        };
        items.push(Billable {
            order_id: stored.id,
            kind: stored.value.kind.name().to_owned(),
            fee_minor: earned.map(|money| money.minor),
            currency: earned.map(|money| money.currency.to_string()),
            refusal,
        });
    }
    tx.commit().await?;
    Ok(Json(page(items, limit, |b| b.order_id)))
}

/// Own invoices
#[utoipa::path(get, path = "/work/invoices", tag = "work", params(Paging), responses((status = 200, body = Page<OwnInvoice>)))]
pub async fn list(caller: Caller, paging: Paging) -> Result<Json<Page<OwnInvoice>>> {
    let vendor = vendor(&caller)?;
    let (limit, after) = (paging.limit()?, paging.after()?);
    let filter = Filter { vendor_id: Some(vendor.0), ..Filter::default() };
    let mut tx = caller.begin().await?;
    let found = INVOICES.list(&mut tx, filter, after, limit + 1).await?;
    tx.commit().await?;
    let items = found.iter().map(|stored| view(&stored.value)).collect::<Result<Vec<_>>>()?;
    Ok(Json(page(items, limit, |i| i.id)))
}

async fn own(tx: &mut Tx, id: Uuid, vendor: VendorId) -> Result<Invoice> {
    let found = INVOICES.get(tx, id).await?.map(|stored| stored.value);
    found.filter(|invoice| invoice.vendor == vendor).ok_or(Error::NotFound("invoice"))
}

fn etag(version: u64) -> i32 {
    i32::try_from(version).unwrap_or(i32::MAX)
}

/// One of the own invoices
#[utoipa::path(get, path = "/work/invoices/{id}", tag = "work", params(("id" = Uuid, Path)),
    responses((status = 200, body = OwnInvoice), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let vendor = vendor(&caller)?;
    let mut tx = caller.begin().await?;
    let invoice = own(&mut tx, id, vendor).await?;
    tx.commit().await?;
    Ok(with_etag(Json(view(&invoice)?).into_response(), etag(invoice.version)))
}

/// What is asked for one order.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LineBody {
    /// One of the own orders; each once.
    pub order_id: Uuid,
    /// Minor units of the invoice's currency, above zero.
    pub amount_minor: i64,
    /// In words.
    #[serde(default)]
    pub text: Option<String>,
}

/// A new invoice.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvoiceBody {
    /// The company's own number, 1 to 64 characters; each once.
    pub number: String,
    /// ISO 4217.
    pub currency: String,
    /// 1 to 500 lines.
    pub lines: Vec<LineBody>,
    /// Hand it in at once; default: it stays a draft.
    #[serde(default)]
    pub submit: bool,
}

/// Other lines.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinesBody {
    /// 1 to 500 lines: they take the place of all that were there.
    pub lines: Vec<LineBody>,
}

fn lines(bodies: Vec<LineBody>, currency: Currency) -> Result<Vec<InvoiceLine>> {
    if bodies.len() > MAX_LINES {
        let detail = format!("{} lines", bodies.len());
        return Err(Error::invalid(
            "too_many",
            "lines",
            detail,
            format!("at most {MAX_LINES}; bill the rest on another"),
        ));
    }
    let line = |body: LineBody| {
        let text = body.text.as_deref().map(Reason::new).transpose()?;
        let amount = Money::new(body.amount_minor, currency);
        Ok(InvoiceLine { order: OrderId(body.order_id), amount, text, charged_back: false })
    };
    bodies.into_iter().map(line).collect()
}

/// Write an invoice
///
/// Handed in, it is held against the fees at once: an exact one within the lender's limits is approved by that.
#[utoipa::path(post, path = "/work/invoices", tag = "work", request_body = InvoiceBody,
    responses((status = 201, body = OwnInvoice), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn create(write: Write<InvoiceBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let vendor = vendor(&caller)?;
    let currency = Currency::new(&body.currency)
        .map_err(|e| Error::invalid("bad_currency", "currency", e.to_string(), "ISO 4217, e.g. CNY"))?;
    let number = InvoiceNumber::new(&body.number)?;
    let lines = lines(body.lines, currency)?;
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let lender_no = VENDORS.get(&mut tx, vendor.0).await?.ok_or(Error::NotFound("vendor"))?.lender_no;
    let id = write_invoice(&mut tx, &doing, lender_no, vendor, (number, currency, lines)).await?;
    if body.submit {
        let mut open = OpenInvoice::lock(&mut tx, &doing, id.0, &[]).await?;
        let party = Party::Vendor { vendor, actor: doing.actor };
        act_on_invoice(&mut tx, &doing, &mut open, party, InvoiceAction::Submit).await?;
    }
    let made = view(&own(&mut tx, id.0, vendor).await?)?;
    let version = etag(made.version);
    Ok(with_etag(caller.answer(tx, StatusCode::CREATED, &made).await?, version))
}

async fn act(
    caller: Caller,
    id: Uuid,
    seen: Option<i32>,
    action: impl FnOnce(&Invoice) -> Result<InvoiceAction>,
) -> Result<Response> {
    let vendor = vendor(&caller)?;
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let before = own(&mut tx, id, vendor).await?;
    let action = action(&before)?;
    let more: Vec<OrderId> = match &action {
        InvoiceAction::Revise { lines } => lines.iter().map(|line| line.order).collect(),
        _ => vec![],
    };
    let mut open = OpenInvoice::lock(&mut tx, &doing, id, &more).await?;
    if seen.is_some_and(|version| version != etag(open.stored.value.version)) {
        return Err(Error::Stale);
    }
    let party = Party::Vendor { vendor, actor: doing.actor };
    act_on_invoice(&mut tx, &doing, &mut open, party, action).await?;
    let made = view(&own(&mut tx, id, vendor).await?)?;
    let version = etag(made.version);
    Ok(with_etag(caller.answer(tx, StatusCode::OK, &made).await?, version))
}

/// Change the lines of an own invoice
///
/// Of a draft, or of a disputed one, which is handed in again by that.
#[utoipa::path(put, path = "/work/invoices/{id}/lines", tag = "work", params(("id" = Uuid, Path)), request_body = LinesBody,
    responses((status = 200, body = OwnInvoice), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 412, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn revise(Path(id): Path<Uuid>, write: Write<LinesBody>) -> Result<Response> {
    let Write { caller, body, if_match } = write;
    act(caller, id, if_match, |before| Ok(InvoiceAction::Revise { lines: lines(body.lines, before.currency)? })).await
}

/// Hand in an own invoice
#[utoipa::path(post, path = "/work/invoices/{id}/submit", tag = "work", params(("id" = Uuid, Path)), request_body = Nothing,
    responses((status = 200, body = OwnInvoice), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 412, body = crate::api::Problem)))]
pub async fn submit(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let Write { caller, if_match, .. } = write;
    act(caller, id, if_match, |_| Ok(InvoiceAction::Submit)).await
}
