//! What contractors do: their own live orders, and nothing else.

use super::custody::{CustodyView, HandOverBody, pass};
use super::orders::act;
use super::records::record;
use super::uploads::{About, Of, Upload, store};
use super::work_view::{WorkOrder, is_own, own, view};
use crate::api::caller::{Caller, with_etag};
use crate::api::error::{Error, Result};
use crate::api::import_assets::known;
use crate::api::request::{Nothing, Page, Paging, Path, Query, Write, page, point};
use crate::recovery::{OpenCase, PartyIn};
use crate::store::case_files::{CaseFile, CaseRecord};
use crate::store::cases;
use crate::store::documents::Filter;
use crate::store::recorded::Recorded;
use crate::store::shelves::ORDERS;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use lienwatch_domain::ids::{AgentId, EvidenceId, VendorId};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::Custodian;
use lienwatch_domain::recovery::order::{Completion, FailReason, OrderAction};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The vendor that the caller works for.
pub(super) fn vendor(caller: &Caller) -> Result<VendorId> {
    caller.vendor().map(|(vendor, _)| vendor).ok_or_else(|| Error::Forbidden("only a contractor has work here".into()))
}

/// The agent that acts: the one named, or the caller.
fn agent(caller: &Caller, named: Option<Uuid>) -> Result<AgentId> {
    let own = caller.vendor().and_then(|(_, agent)| agent);
    named.map(AgentId).or(own).ok_or_else(|| {
        Error::invalid("agent_required", "agent_id", "the login is not bound to an agent", "name the agent who acts")
    })
}

/// Own live orders
#[utoipa::path(get, path = "/work/orders", tag = "work", params(Paging), responses((status = 200, body = Page<WorkOrder>)))]
pub async fn list(caller: Caller, paging: Paging) -> Result<Json<Page<WorkOrder>>> {
    let vendor = vendor(&caller)?;
    let (limit, after) = (paging.limit()?.min(50), paging.after()?);
    let mut tx = caller.begin().await?;
    let live: Vec<String> =
        ["accepted", "en_route", "on_site", "on_hook", "on_hold", "completed", "acknowledged", "invoiced", "paid"]
            .map(str::to_owned)
            .to_vec();
    let filter = Filter { states: Some(&live), vendor_id: Some(vendor.0), ..Filter::default() };
    let found = ORDERS.list(&mut tx, filter, after, limit + 1).await?;
    tx.commit().await?;
    let mut items = vec![];
    for stored in found.into_iter().filter(|o| is_own(&o.value, vendor)) {
        // A view locks its case. One transaction for each: nobody waits for a second case while holding a first.
        let mut tx = caller.begin().await?;
        items.push(view(&caller, &mut tx, stored.id, vendor).await?);
        tx.commit().await?;
    }
    Ok(Json(page(items, limit, |o| o.id)))
}

/// One of the own orders
#[utoipa::path(get, path = "/work/orders/{id}", tag = "work", params(("id" = Uuid, Path)),
    responses((status = 200, body = WorkOrder), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let vendor = vendor(&caller)?;
    let mut tx = caller.begin().await?;
    own(&mut tx, id, vendor).await?;
    let view = view(&caller, &mut tx, id, vendor).await?;
    tx.commit().await?;
    let version = super::orders::etag(view.version);
    Ok(with_etag(Json(view).into_response(), version))
}

/// One step of an own order.
async fn step<T>(
    id: Uuid,
    write: Write<T>,
    action: impl FnOnce(&Caller, T) -> Result<OrderAction>,
) -> Result<Response> {
    let vendor = vendor(&write.caller)?;
    let mut tx = write.caller.begin().await?;
    own(&mut tx, id, vendor).await?;
    tx.commit().await?;
    act(id, write, PartyIn::Vendor(vendor), action).await
}

/// Who acts, and where.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgentBody {
    /// Which agent; default: the caller.
    #[serde(default)]
    pub agent_id: Option<Uuid>,
}

/// Set out
#[utoipa::path(post, path = "/work/orders/{id}/depart", tag = "work", params(("id" = Uuid, Path)), request_body = AgentBody,
    responses((status = 200, body = WorkOrder), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn depart(Path(id): Path<Uuid>, write: Write<AgentBody>) -> Result<Response> {
    step(id, write, |caller, b| Ok(OrderAction::Depart { agent: agent(caller, b.agent_id)? })).await
}

/// A check-in by GPS.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckInBody {
    /// Which agent; default: the caller.
    #[serde(default)]
    pub agent_id: Option<Uuid>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

/// Check in on site
#[utoipa::path(post, path = "/work/orders/{id}/check-in", tag = "work", params(("id" = Uuid, Path)), request_body = CheckInBody,
    responses((status = 200, body = WorkOrder), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn check_in(Path(id): Path<Uuid>, write: Write<CheckInBody>) -> Result<Response> {
    step(id, write, |caller, b| {
        Ok(OrderAction::CheckIn { agent: agent(caller, b.agent_id)?, place: point("lat", b.lat, b.lon)? })
    })
    .await
}

/// The car is on the hook.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HookBody {
    /// Which agent; default: the caller.
    #[serde(default)]
    pub agent_id: Option<Uuid>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Photos of the car where it stood: ids of evidence of this order.
    pub evidence: Vec<Uuid>,
}

/// Report the car on the hook
///
/// Refused while the case is on hold, outside the lawful hours, or before enough agents are checked in.
#[utoipa::path(post, path = "/work/orders/{id}/on-hook", tag = "work", params(("id" = Uuid, Path)), request_body = HookBody,
    responses((status = 200, body = WorkOrder), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn on_hook(Path(id): Path<Uuid>, write: Write<HookBody>) -> Result<Response> {
    let mut tx = write.caller.begin().await?;
    known_evidence(&mut tx, id, vendor(&write.caller)?, &write.body.evidence).await?;
    tx.commit().await?;
    step(id, write, |caller, b| {
        Ok(OrderAction::Hook {
            agent: agent(caller, b.agent_id)?,
            place: point("lat", b.lat, b.lon)?,
            evidence: b.evidence.into_iter().map(EvidenceId).collect(),
        })
    })
    .await
}

/// Evidence that is named must be there.
async fn known_evidence(tx: &mut crate::api::caller::Tx, order: Uuid, vendor: VendorId, ids: &[Uuid]) -> Result<()> {
    let case = own(tx, order, vendor).await?.case;
    let known = crate::store::case_files::known_files(tx, case.0, ids).await?;
    if usize::try_from(known) == Ok(ids.len()) {
        return Ok(());
    }
    let detail = "some of these are no evidence of this order, or named twice";
    Err(Error::invalid("unknown_evidence", "evidence", detail, "upload the photos first, and name each once"))
}

/// What the contractor reports at the end.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteBody {
    /// In words.
    pub summary: String,
    /// Photos and documents: ids of evidence of this order.
    #[serde(default)]
    pub evidence: Vec<Uuid>,
    /// Odometer, km.
    #[serde(default)]
    pub odometer_km: Option<u32>,
    /// The VIN on the car is the one of the order.
    #[serde(default)]
    pub vin_matches: Option<bool>,
    /// Keys taken over.
    #[serde(default)]
    pub keys: Option<u8>,
    /// Where the police was told: the reference it gave.
    #[serde(default)]
    pub police_reference: Option<String>,
    /// Distance driven for it, whole km.
    #[serde(default)]
    pub km: Option<u32>,
}

/// Report an order as done
#[utoipa::path(post, path = "/work/orders/{id}/complete", tag = "work", params(("id" = Uuid, Path)), request_body = CompleteBody,
    responses((status = 200, body = WorkOrder), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn complete(Path(id): Path<Uuid>, write: Write<CompleteBody>) -> Result<Response> {
    let mut tx = write.caller.begin().await?;
    known_evidence(&mut tx, id, vendor(&write.caller)?, &write.body.evidence).await?;
    tx.commit().await?;
    step(id, write, |_, b| {
        Ok(OrderAction::Complete {
            report: Completion {
                summary: Reason::new(&b.summary)?,
                evidence: b.evidence.into_iter().map(EvidenceId).collect(),
                odometer_km: b.odometer_km,
                vin_matches: b.vin_matches,
                keys: b.keys,
                police_reference: b.police_reference.as_deref().map(Reason::new).transpose()?,
                km: b.km,
            },
        })
    })
    .await
}

/// Why it could not be done.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FailBody {
    /// `not_found`, `breach_of_peace`, `locked_premises`, `not_released`, `borrower_paid`, `not_movable`, `unsafe` or
    /// `unable_to_perform`.
    pub because: String,
    /// In words.
    pub reason: String,
}

/// Report that an order cannot be done
///
/// Stopping because somebody objects is always right: nothing is held against the contractor for it.
#[utoipa::path(post, path = "/work/orders/{id}/fail", tag = "work", params(("id" = Uuid, Path)), request_body = FailBody,
    responses((status = 200, body = Gone), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn fail(Path(id): Path<Uuid>, write: Write<FailBody>) -> Result<Response> {
    let vendor = vendor(&write.caller)?;
    let Write { caller, body, .. } = write;
    let all: Vec<&str> = FailReason::ALL.iter().map(|r| r.name()).collect();
    let because = known("because", &body.because, FailReason::from_name, &all.join(", "))?;
    let reason = Reason::new(&body.reason)?;
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let case = own(&mut tx, id, vendor).await?.case;
    let mut open = OpenCase::lock(&mut tx, &doing, case.0).await?;
    let action = OrderAction::Fail { because, reason };
    crate::recovery::act_on_order(&mut tx, &doing, &mut open, id, PartyIn::Vendor(vendor), action).await?;
    caller.answer(tx, StatusCode::OK, &Gone { id, state: "failed".into() }).await
}

/// An order that the contractor no longer has.
#[derive(Debug, Serialize, ToSchema)]
pub struct Gone {
    /// Its id.
    pub id: Uuid,
    /// How it ended.
    pub state: String,
}

/// Confirm that work has stopped
#[utoipa::path(post, path = "/work/orders/{id}/confirm-hold", tag = "work", params(("id" = Uuid, Path)), request_body = Nothing,
    responses((status = 200, body = WorkOrder), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn confirm_hold(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    step(id, write, |_, _| Ok(OrderAction::ConfirmHold)).await
}

/// More time.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtensionBody {
    /// Until which day.
    pub until: NaiveDate,
    /// Why.
    pub reason: String,
}

/// Ask for more time
#[utoipa::path(post, path = "/work/orders/{id}/extension", tag = "work", params(("id" = Uuid, Path)), request_body = ExtensionBody,
    responses((status = 200, body = WorkOrder), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn ask_extension(Path(id): Path<Uuid>, write: Write<ExtensionBody>) -> Result<Response> {
    step(id, write, |_, b| Ok(OrderAction::AskExtension { until: b.until, reason: Reason::new(&b.reason)? })).await
}

/// Add evidence to an own order
///
/// The body is the file itself.
#[utoipa::path(post, path = "/work/orders/{id}/evidence", tag = "work", params(("id" = Uuid, Path), About),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = CaseFile), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn add_evidence(Path(id): Path<Uuid>, Query(about): Query<About>, upload: Upload) -> Result<Response> {
    let Upload { caller, bytes } = upload;
    let vendor = vendor(&caller)?;
    let mut tx = caller.begin().await?;
    let order = own(&mut tx, id, vendor).await?;
    let case = cases::get(&mut tx, order.case.0).await?.ok_or(Error::NotFound("case"))?;
    let of = Of { lender_no: case.lender_no, case_id: order.case.0, order_id: Some(id), vendor_id: Some(vendor.0) };
    let file = store(&caller, &mut tx, of, &about, bytes).await?;
    caller.answer(tx, StatusCode::CREATED, &file).await
}

/// Add a record to an own order
#[utoipa::path(post, path = "/work/orders/{id}/records", tag = "work", params(("id" = Uuid, Path)), request_body = Recorded,
    responses((status = 201, body = CaseRecord), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn add_record(Path(id): Path<Uuid>, write: Write<Recorded>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let vendor = vendor(&caller)?;
    if !body.by_contractors() {
        return Err(Error::Forbidden("this record is the lender's to make".into()));
    }
    let mut tx = caller.begin().await?;
    let order = own(&mut tx, id, vendor).await?;
    let case = cases::get(&mut tx, order.case.0).await?.ok_or(Error::NotFound("case"))?;
    let record = record(&caller, &mut tx, case.lender_no, order.case.0, Some(id), &body).await?;
    caller.answer(tx, StatusCode::CREATED, &record).await
}

/// Record a hand-over in which the own company takes part
#[utoipa::path(post, path = "/work/orders/{id}/hand-overs", tag = "work", params(("id" = Uuid, Path)), request_body = HandOverBody,
    responses((status = 201, body = CustodyView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn hand_over(Path(id): Path<Uuid>, write: Write<HandOverBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let vendor = vendor(&caller)?;
    let takes_part = |custodian: Custodian| custodian.vendor() == Some(vendor);
    if !takes_part(body.from) && !takes_part(body.to) {
        return Err(Error::Forbidden("your company takes no part in this hand-over".into()));
    }
    let doing = caller.doing();
    let mut tx = caller.begin().await?;
    let case = own(&mut tx, id, vendor).await?.case;
    let mut open = OpenCase::lock(&mut tx, &doing, case.0).await?;
    let sold = matches!(body.to, Custodian::Buyer { .. });
    let view = pass(&caller, &mut tx, &doing, &mut open, body).await?;
    let response = caller.answer(tx, StatusCode::CREATED, &view).await?;
    if sold {
        caller.assets_changed().await?;
    }
    Ok(response)
}
