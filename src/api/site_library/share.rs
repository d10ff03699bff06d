//! Sites that other lenders see too.

use super::look_back;
use crate::api::caller::{Caller, Tx, with_etag};
use crate::api::error::{Error, Result};
use crate::api::request::{Path, Write, reason};
use crate::store::site_reviews::Changed;
use crate::store::sites::{self, Site};
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::ids::LenderNo;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Sites that are shared in an installation at most: every lender's cars are watched for each of them.
const MOST_SHARED: i64 = 2_000;

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareBody {
    /// Why.
    pub reason: String,
}

/// Share a site with the other lenders
///
/// They see its name, kind and extent, not whose it is nor its external id, and their cars are watched for it; its own lender
/// alone changes it. Past stays of theirs are held against it.
#[utoipa::path(post, path = "/sites/{id}/share", tag = "sites", params(("id" = Uuid, Path)), request_body = ShareBody,
    operation_id = "share_site",
    responses((status = 200, body = Site), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem)))]
pub async fn share(Path(id): Path<Uuid>, write: Write<ShareBody>) -> Result<Response> {
    let Write { caller, body, if_match } = write;
    let why = reason("reason", &body.reason)?;
    let mut tx = caller.begin().await?;
    let (site, lender) = own(&mut tx, id, if_match).await?;
    if !site.shared {
        if sites::shared(&mut tx).await? >= MOST_SHARED {
            return Err(Error::conflict(
                "library_full",
                None,
                format!("{MOST_SHARED} sites are shared already"),
                "take back one that is of no use any more",
            ));
        }
        sites::share(&mut tx, id, Some(&caller.actor()), caller.state.wall_now()).await?;
        look_back(&caller, &mut tx, lender, &[Changed { site: id, reshaped: false }]).await?;
        caller.log(&mut tx, Some(lender), ("site", id), "shared", Some(why), serde_json::json!({})).await?;
    }
    answer(&caller, tx, id).await
}

/// Take a shared site back
///
/// From then on only its own lender sees it. Visits that were seen stay.
#[utoipa::path(post, path = "/sites/{id}/unshare", tag = "sites", params(("id" = Uuid, Path)), request_body = ShareBody,
    operation_id = "unshare_site",
    responses((status = 200, body = Site), (status = 404, body = crate::api::Problem)))]
pub async fn unshare(Path(id): Path<Uuid>, write: Write<ShareBody>) -> Result<Response> {
    let Write { caller, body, if_match } = write;
    let why = reason("reason", &body.reason)?;
    let mut tx = caller.begin().await?;
    let (site, lender) = own(&mut tx, id, if_match).await?;
    if site.shared {
        sites::share(&mut tx, id, None, caller.state.wall_now()).await?;
        caller.log(&mut tx, Some(lender), ("site", id), "unshared", Some(why), serde_json::json!({})).await?;
    }
    answer(&caller, tx, id).await
}

async fn own(tx: &mut Tx, id: Uuid, if_match: Option<i32>) -> Result<(Site, LenderNo)> {
    let (site, lender) = crate::api::sites::own(tx, id).await?;
    if if_match.is_some_and(|version| version != site.version) {
        return Err(Error::Stale);
    }
    Ok((site, LenderNo(lender)))
}

async fn answer(caller: &Caller, mut tx: Tx, id: Uuid) -> Result<Response> {
    let (made, _) = sites::get(&mut tx, id).await?.ok_or(Error::NotFound("site"))?;
    let response = caller.answer(tx, StatusCode::OK, &made).await?;
    caller.assets_changed().await?;
    Ok(with_etag(response, made.version))
}
