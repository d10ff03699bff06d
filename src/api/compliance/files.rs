//! What rules ask of a loan or a vendor, as people recorded it.

use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::api::request::{Path, Write};
use crate::store::compliance::{self, LoanFile, Subject, VendorFile};
use crate::store::loans;
use crate::store::shelves::VENDORS;
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use chrono_tz::Tz;
use lienwatch_domain::ids::LenderNo;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// What rules ask of a contract and its debtor
///
/// What is not recorded is null, and denies where a rule needs it.
#[utoipa::path(get, path = "/loans/{id}/compliance", tag = "compliance", params(("id" = Uuid, Path)),
    responses((status = 200, body = LoanFile), (status = 404, body = crate::api::Problem)))]
pub async fn show_loan(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<LoanFile>> {
    let mut tx = caller.begin().await?;
    loans::get(&mut tx, id).await?.ok_or(Error::NotFound("loan"))?;
    let file = compliance::file(&mut tx, id).await?.unwrap_or_default();
    tx.commit().await?;
    Ok(Json(file))
}

/// Record what rules ask of a contract and its debtor
///
/// It replaces all of it: send what was there with what is new.
#[utoipa::path(put, path = "/loans/{id}/compliance", tag = "compliance", params(("id" = Uuid, Path)), request_body = LoanFile,
    responses((status = 200, body = LoanFile), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn put_loan(Path(id): Path<Uuid>, write: Write<LoanFile>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    if let Some(zone) = body.debtor.as_ref().and_then(|debtor| debtor.zone.as_deref())
        && zone.parse::<Tz>().is_err()
    {
        let detail = format!("{:?} is not a time zone", zone.chars().take(64).collect::<String>());
        return Err(Error::invalid("unknown_time_zone", "debtor.zone", detail, "an IANA name, e.g. America/Boston"));
    }
    if body.deposit_minor.is_some_and(|deposit| deposit < 0) {
        return Err(Error::invalid("bad_amount", "deposit_minor", "below zero", "0 where nothing was paid"));
    }
    let mut tx = caller.begin().await?;
    let stored = loans::for_update(&mut tx, id).await?.ok_or(Error::NotFound("loan"))?;
    let of = Subject { id, kind: "loan", lender_no: stored.lender_no };
    put(&caller, &mut tx, of, &body).await?;
    caller.answer(tx, StatusCode::OK, &body).await
}

/// What rules ask of a contractor
#[utoipa::path(get, path = "/vendors/{id}/compliance", tag = "compliance", params(("id" = Uuid, Path)),
    responses((status = 200, body = VendorFile), (status = 404, body = crate::api::Problem)))]
pub async fn show_vendor(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<VendorFile>> {
    let mut tx = caller.begin().await?;
    VENDORS.get(&mut tx, id).await?.ok_or(Error::NotFound("vendor"))?;
    let file = compliance::file(&mut tx, id).await?.unwrap_or_default();
    tx.commit().await?;
    Ok(Json(file))
}

/// Record what rules ask of a contractor
///
/// That it is on the published list, and when it was last evaluated and audited. It replaces all of it.
#[utoipa::path(put, path = "/vendors/{id}/compliance", tag = "compliance", params(("id" = Uuid, Path)), request_body = VendorFile,
    responses((status = 200, body = VendorFile), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn put_vendor(Path(id): Path<Uuid>, write: Write<VendorFile>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let mut tx = caller.begin().await?;
    let stored = VENDORS.for_update(&mut tx, id).await?.ok_or(Error::NotFound("vendor"))?;
    let of = Subject { id, kind: "vendor", lender_no: stored.lender_no };
    put(&caller, &mut tx, of, &body).await?;
    caller.answer(tx, StatusCode::OK, &body).await
}

async fn put<T>(caller: &Caller, tx: &mut Tx, of: Subject, file: &T) -> Result<()>
where
    T: Serialize + DeserializeOwned + Send + Sync + Unpin + 'static,
{
    let before: Option<T> = compliance::file(tx, of.id).await?;
    compliance::put_file(tx, of, file, caller.state.engine.clock().now(), &caller.actor()).await?;
    let data = serde_json::json!({ "before": before, "after": file });
    caller.log(tx, Some(LenderNo(of.lender_no)), (of.kind, of.id), "compliance_recorded", None, data).await
}
