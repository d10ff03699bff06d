//! Sites that were discovered, and what people decide about them.

use super::alerts::act_on;
use super::caller::{Caller, Tx, with_etag};
use super::error::{Error, Result};
use super::request::{Page, Paging, Path, Write, page, reason, text};
use super::site_library::look_back;
use crate::store::discovered::{self, Decision, Discovered};
use crate::store::site_reviews::Changed;
use crate::store::sites::{self, Extent, NewSite, Site};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::alert::Verdict;
use lienwatch_domain::desk::DeskAction;
use lienwatch_domain::geo::{Shape, SiteKind};
use lienwatch_domain::reason::Reason;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Sites that were discovered
///
/// Places where vehicles of several borrowers ended: not known yet, and behaving like second-pledge sites, until somebody
/// decides about them. Only the lender's own vehicles are named.
#[utoipa::path(get, path = "/sites/discovered", tag = "sites", params(Paging),
    responses((status = 200, body = Page<Discovered>)))]
pub async fn list(caller: Caller, paging: Paging) -> Result<Json<Page<Discovered>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = discovered::list(&mut tx, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |s| s.id)))
}

/// It is a second-pledge site.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// What it is to be called.
    pub name: String,
    /// Why it is one.
    pub reason: String,
}

/// Confirm a discovered site
///
/// Makes it a known second-pledge site with the shape that was found. Its alert is resolved as confirmed and ends. Stays of
/// the last 90 days are held against it, as a job.
#[utoipa::path(post, path = "/sites/discovered/{id}/confirm", tag = "sites", params(("id" = Uuid, Path)),
    request_body = Confirmation,
    responses((status = 201, body = Site), (status = 404, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn confirm(Path(id): Path<Uuid>, write: Write<Confirmation>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let name = text("name", &body.name, 200)?.to_owned();
    let why = reason("reason", &body.reason)?;
    let (site_id, wall) = (caller.state.new_id(), caller.state.wall_now());
    let mut tx = caller.begin().await?;
    let (_, lender, ring) = discovered::for_update(&mut tx, id).await?.ok_or(Error::NotFound("site"))?;
    let extent = Extent::of(Shape::Polygon { ring })
        .map_err(|e| Error::Internal(format!("the shape of a discovered site: {e}")))?;
    let site = NewSite { external_id: None, name, kind: SiteKind::SecondPledge, extent };
    sites::insert(&mut tx, site_id, lender.0, &site, wall).await?;
    sites::set_source(&mut tx, site_id, "discovered").await?;
    look_back(&caller, &mut tx, lender, &[Changed { site: site_id, reshaped: false }]).await?;
    let decision = Decision { site: Some(site_id), by: &caller.actor(), reason: why, at: wall };
    discovered::decide(&mut tx, id, &decision).await?;
    resolve(&caller, &mut tx, id, Verdict::Confirmed, why).await?;
    let data = serde_json::json!({ "name": site.name, "kind": site.kind, "discovered_site_id": id });
    caller.log(&mut tx, Some(lender), ("site", site_id), "created", Some(why), data).await?;
    let (made, _) = sites::get(&mut tx, site_id).await?.ok_or(Error::NotFound("site"))?;
    let response = caller.answer(tx, StatusCode::CREATED, &made).await?;
    end(&caller).await?;
    caller.assets_changed().await?;
    Ok(with_etag(response, made.version))
}

/// Resolves the alerts that told of a site as they were decided: nobody has to do it a second time.
async fn resolve(caller: &Caller, tx: &mut Tx, site: Uuid, verdict: Verdict, why: &str) -> Result<()> {
    for alert in discovered::alerts(tx, site).await? {
        let action = DeskAction::Resolve { verdict, reason: Reason::new(why)? };
        act_on(caller, tx, alert, None, action).await?;
    }
    Ok(())
}

/// Ends them too, as what raised them does; what fails here the next look for sites makes good.
async fn end(caller: &Caller) -> Result<()> {
    caller.state.store.end_decided_discoveries(caller.state.engine.clock().now()).await?;
    caller.state.engine.events.notify_waiters();
    Ok(())
}

/// It is none.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Dismissal {
    /// What it is instead.
    pub reason: String,
}

/// Dismiss a discovered site
///
/// It is not spoken of again; its alert is resolved as false and ends.
#[utoipa::path(post, path = "/sites/discovered/{id}/dismiss", tag = "sites", params(("id" = Uuid, Path)),
    request_body = Dismissal,
    responses((status = 204), (status = 404, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn dismiss(Path(id): Path<Uuid>, write: Write<Dismissal>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let why = reason("reason", &body.reason)?;
    let mut tx = caller.begin().await?;
    let (_, lender, _) = discovered::for_update(&mut tx, id).await?.ok_or(Error::NotFound("site"))?;
    let decision = Decision { site: None, by: &caller.actor(), reason: why, at: caller.state.wall_now() };
    discovered::decide(&mut tx, id, &decision).await?;
    resolve(&caller, &mut tx, id, Verdict::FalsePositive, why).await?;
    let log = ("discovered_site", id);
    caller.log(&mut tx, Some(lender), log, "dismissed", Some(why), serde_json::json!({})).await?;
    let response = caller.answer(tx, StatusCode::NO_CONTENT, &()).await?;
    end(&caller).await?;
    Ok(response)
}
