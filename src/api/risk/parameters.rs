//! The parameters of a lender's scores, and their versions.

use crate::api::caller::{Caller, lender_row, with_etag};
use crate::api::error::{Error, Result};
use crate::api::request::{Page, Paging, Write, page, reason};
use crate::store::risk::parameters::{self, RiskVersion};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lienwatch_domain::risk::RiskParameters;
use serde::Deserialize;
use utoipa::ToSchema;

/// The parameters in force
///
/// Version 0 is what is built in. The version is the ETag: a new one is made with it as `If-Match`.
#[utoipa::path(get, path = "/risk/parameters", tag = "risk", operation_id = "risk_parameters",
    responses((status = 200, body = RiskVersion)))]
pub async fn show(caller: Caller) -> Result<Response> {
    let lender = caller.lender()?;
    let mut tx = caller.begin().await?;
    let current = parameters::current(&mut tx, lender).await?;
    tx.commit().await?;
    let version = current.version;
    Ok(with_etag(Json(current).into_response(), version))
}

/// Every version of the parameters, newest first
///
/// Who made it, when and why. The built-in one is not among them.
#[utoipa::path(get, path = "/risk/parameters/versions", tag = "risk", params(Paging), operation_id = "risk_versions",
    responses((status = 200, body = Page<RiskVersion>)))]
pub async fn versions(caller: Caller, paging: Paging) -> Result<Json<Page<RiskVersion>>> {
    let (lender, limit, before) = (caller.lender()?, paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = parameters::versions(&mut tx, lender, before, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |v| v.version)))
}

/// Other parameters.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RiskParametersBody {
    /// All of them: what is left out is as built in. `weights` is points of a high alert by its type; a type that is not in
    /// it has the points of `other`.
    #[schema(value_type = Object)]
    pub parameters: RiskParameters,
    /// Why.
    pub note: String,
}

/// Parameters whose numbers may be what they are.
pub(super) fn checked(parameters: RiskParameters) -> Result<RiskParameters> {
    let refused = |e: lienwatch_domain::risk::ParametersError| {
        Error::invalid("bad_parameters", "parameters", e.to_string(), "docs/risk.md says what each of them may be")
    };
    parameters.check().map_err(refused)?;
    Ok(parameters)
}

/// Bring other parameters into force
///
/// As a new version: what was in force before is kept, and days that were told stay as they were told. Needs `If-Match` with
/// the version that was read. All scores are made anew. `POST /risk/previews` tells before what they would have fired.
#[utoipa::path(post, path = "/risk/parameters", tag = "risk", request_body = RiskParametersBody,
    operation_id = "new_risk_parameters",
    responses((status = 201, body = RiskVersion), (status = 409, body = crate::api::Problem),
        (status = 412, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn replace(write: Write<RiskParametersBody>) -> Result<Response> {
    let seen = write.version()?;
    let Write { caller, body, .. } = write;
    let (lender, note) = (caller.lender()?, reason("note", &body.note)?.to_owned());
    let mut proposed = checked(body.parameters)?;
    let mut tx = caller.begin().await?;
    let before = parameters::current(&mut tx, lender).await?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    proposed.version = before.parameters.version.saturating_add(1).max(1);
    parameters::insert(&mut tx, lender, &proposed, &note, &caller.actor(), caller.state.wall_now()).await?;
    let data = serde_json::json!({ "version": proposed.version, "before": before.version });
    let entity = ("lender", lender_row(&mut tx, lender).await?.id);
    caller.log(&mut tx, Some(lender), entity, "risk_parameters_changed", Some(&note), data).await?;
    let made = parameters::current(&mut tx, lender).await?;
    let version = made.version;
    Ok(with_etag(caller.answer(tx, StatusCode::CREATED, &made).await?, version))
}
