//! Known sites.

use super::caller::{Caller, Tx, with_etag};
use super::error::{Error, Result};
use super::geometry::Area;
use super::import_assets::known;
use super::request::{Nothing, Page, Paging, Path, Query, Write, names, optional, page, text};
use super::site_library::look_back;
use crate::store::site_reviews::Changed;
use crate::store::sites::{self, NewSite, Site};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lienwatch_domain::geo::SiteKind;
use lienwatch_domain::ids::LenderNo;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

const KINDS: &str = "second_pledge, dealer, repair, wash, yard, other";

/// Which sites.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SiteFilter {
    /// Of these kinds, separated by commas.
    pub kind: Option<String>,
    /// The lender's own, or those that others share.
    pub own: Option<bool>,
    /// Shared between lenders, or not.
    pub shared: Option<bool>,
}

/// Known sites
#[utoipa::path(get, path = "/sites", tag = "sites", params(SiteFilter, Paging), responses((status = 200, body = Page<Site>)))]
pub async fn list(caller: Caller, paging: Paging, Query(f): Query<SiteFilter>) -> Result<Json<Page<Site>>> {
    let all: Vec<&str> = SiteKind::ALL.iter().map(|k| k.name()).collect();
    let filter = sites::Filter { kinds: names("kind", &f.kind, &all)?, own: f.own, shared: f.shared };
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = sites::list(&mut tx, &filter, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |s| s.id)))
}

/// One site
///
/// Also one that is out of use (`retired_at`): alerts and visits of then still name it.
#[utoipa::path(get, path = "/sites/{id}", tag = "sites", params(("id" = Uuid, Path)),
    responses((status = 200, body = Site), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let (site, _) = sites::get(&mut tx, id).await?.ok_or(Error::NotFound("site"))?;
    tx.commit().await?;
    let version = site.version;
    Ok(with_etag(Json(site).into_response(), version))
}

/// A site: a circle (`lat`, `lon`, `radius_m`) or a GeoJSON polygon (`geometry`).
#[derive(Debug, Deserialize, ToSchema)]
pub struct SiteBody {
    /// The lender's own key.
    #[serde(default)]
    pub external_id: Option<String>,
    /// Its name.
    pub name: String,
    /// `second_pledge`, `dealer`, `repair`, `wash`, `yard` or `other`.
    pub kind: String,
    /// Where.
    #[serde(flatten)]
    pub area: Area,
}

impl SiteBody {
    fn checked(&self) -> Result<NewSite> {
        Ok(NewSite {
            external_id: optional("external_id", &self.external_id, 100)?.map(str::to_owned),
            name: text("name", &self.name, 200)?.to_owned(),
            kind: known("kind", &self.kind, SiteKind::from_name, KINDS)?,
            extent: self.area.extent("")?,
        })
    }
}

/// Add a site
///
/// Stays of the last 90 days are held against it, as a job.
#[utoipa::path(post, path = "/sites", tag = "sites", request_body = SiteBody,
    responses((status = 201, body = Site), (status = 409, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn create(write: Write<SiteBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let site = body.checked()?;
    let (lender, id) = (caller.lender()?, caller.state.new_id());
    let mut tx = caller.begin().await?;
    sites::insert(&mut tx, id, lender.0, &site, caller.state.wall_now()).await?;
    look_back(&caller, &mut tx, lender, &[Changed { site: id, reshaped: false }]).await?;
    let data = serde_json::json!({ "name": site.name, "kind": site.kind });
    caller.log(&mut tx, Some(lender), ("site", id), "created", None, data).await?;
    let (made, _) = sites::get(&mut tx, id).await?.ok_or(Error::NotFound("site"))?;
    let response = caller.answer(tx, StatusCode::CREATED, &made).await?;
    caller.assets_changed().await?;
    caller.state.engine.lending.notify_one();
    Ok(with_etag(response, made.version))
}

/// Replace a site
///
/// Where its extent or kind is another, stays of the last 90 days are held against it anew, as a job. With `If-Match`, only where nobody has changed it since.
#[utoipa::path(put, path = "/sites/{id}", tag = "sites", params(("id" = Uuid, Path)), request_body = SiteBody,
    responses((status = 200, body = Site), (status = 404, body = super::Problem), (status = 412, body = super::Problem)))]
pub async fn replace(Path(id): Path<Uuid>, write: Write<SiteBody>) -> Result<Response> {
    let Write { caller, body, if_match } = write;
    let site = body.checked()?;
    let mut tx = caller.begin().await?;
    let (before, lender) = own(&mut tx, id).await?;
    sites::replace(&mut tx, id, if_match, &site, caller.state.wall_now()).await?;
    if (before.kind, before.shape.0) != site.drawn() {
        look_back(&caller, &mut tx, LenderNo(lender), &[Changed { site: id, reshaped: true }]).await?;
    }
    let data = serde_json::json!({ "name": site.name, "kind": site.kind });
    caller.log(&mut tx, Some(LenderNo(lender)), ("site", id), "changed", None, data).await?;
    let (made, _) = sites::get(&mut tx, id).await?.ok_or(Error::NotFound("site"))?;
    let response = caller.answer(tx, StatusCode::OK, &made).await?;
    caller.assets_changed().await?;
    caller.state.engine.lending.notify_one();
    Ok(with_etag(response, made.version))
}

/// A site that the caller may change.
pub(super) async fn own(tx: &mut Tx, id: Uuid) -> Result<(Site, i32)> {
    let found = sites::get(tx, id).await?.filter(|(site, _)| site.own && site.retired_at.is_none());
    found.ok_or(Error::NotFound("site"))
}

/// Take a site out of use
#[utoipa::path(delete, path = "/sites/{id}", tag = "sites", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 404, body = super::Problem)))]
pub async fn retire(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let caller = write.caller;
    let mut tx = caller.begin().await?;
    let (_, lender) = own(&mut tx, id).await?;
    sites::retire(&mut tx, id, caller.state.wall_now()).await?;
    caller.log(&mut tx, Some(LenderNo(lender)), ("site", id), "retired", None, serde_json::json!({})).await?;
    let response = caller.answer(tx, StatusCode::NO_CONTENT, &()).await?;
    caller.assets_changed().await?;
    Ok(response)
}
