//! Named groups of vehicles: made by who may change vehicles, and asked for in lists, on maps and of alerts.

mod members;
mod of_vehicle;

use super::access::{Action::*, Resource::*};
use super::caller::{Caller, Tx, with_etag};
use super::error::{Error, Result};
use super::import_assets::known;
use super::request::{Nothing, Page, Paging, Path, Write, page, text};
use super::state::AppState;
use crate::store::groups::{self, GroupView};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use lienwatch_domain::ids::LenderNo;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

/// Groups of one lender at most.
const MOST_GROUPS: i64 = 200;

/// Groups that are asked for at once at most.
const MOST_ASKED: usize = 20;

/// Colours of groups, as the schema has them.
const COLOURS: [&str; 9] = ["grey", "red", "orange", "yellow", "green", "teal", "blue", "violet", "pink"];

/// What each route of this folder is.
pub(super) const ROUTES: super::access::Table = &[
    ("GET", "/groups", Vehicles, Read),
    ("POST", "/groups", Vehicles, Write),
    ("GET", "/groups/{id}", Vehicles, Read),
    ("PUT", "/groups/{id}", Vehicles, Write),
    ("DELETE", "/groups/{id}", Vehicles, Write),
    ("POST", "/groups/{id}/vehicles", Vehicles, Write),
    ("GET", "/vehicles/{id}/groups", Vehicles, Read),
    ("PUT", "/vehicles/{id}/groups", Vehicles, Write),
];

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(show, replace, remove))
        .routes(routes!(members::change))
        .routes(routes!(of_vehicle::show, of_vehicle::set))
}

/// The groups that a filter names: ids, separated by commas.
pub(super) fn asked(value: &Option<String>) -> Result<Option<Vec<Uuid>>> {
    let Some(value) = value else { return Ok(None) };
    let bad =
        |what: String| Error::invalid("bad_group", "group", what, "ids of groups, at most 20, separated by commas");
    let one = |text: &str| text.trim().parse::<Uuid>().map_err(|_| bad(format!("{text:?} is no id")));
    let ids = value.split(',').take(MOST_ASKED + 1).map(one).collect::<Result<Vec<Uuid>>>()?;
    if ids.len() > MOST_ASKED { Err(bad(format!("more than {MOST_ASKED}"))) } else { Ok(Some(ids)) }
}

/// Groups of vehicles
#[utoipa::path(get, path = "/groups", tag = "vehicles", operation_id = "list_groups", params(Paging),
    responses((status = 200, body = Page<GroupView>), (status = 422, body = super::Problem)))]
pub async fn list(caller: Caller, paging: Paging) -> Result<Json<Page<GroupView>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let items = groups::list(&mut tx, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |group| group.id)))
}

/// One group
#[utoipa::path(get, path = "/groups/{id}", tag = "vehicles", operation_id = "show_group", params(("id" = Uuid, Path)),
    responses((status = 200, body = GroupView), (status = 404, body = super::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Response> {
    let mut tx = caller.begin().await?;
    let group = groups::get(&mut tx, id).await?.ok_or(Error::NotFound("group"))?;
    tx.commit().await?;
    let version = group.version;
    Ok(with_etag(Json(group).into_response(), version))
}

/// A group of vehicles.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupBody {
    /// Its name, 1 to 80 characters.
    pub name: String,
    /// `grey` (default), `red`, `orange`, `yellow`, `green`, `teal`, `blue`, `violet` or `pink`.
    #[serde(default)]
    pub colour: Option<String>,
}

impl GroupBody {
    fn checked(&self) -> Result<(&str, &'static str)> {
        let colour = self.colour.as_deref().unwrap_or(COLOURS[0]);
        let one = |name: &str| COLOURS.into_iter().find(|known| *known == name);
        Ok((text("name", &self.name, 80)?, known("colour", colour, one, &COLOURS.join(", "))?))
    }
}

/// Make a group
///
/// A lender has 200 groups at most.
#[utoipa::path(post, path = "/groups", tag = "vehicles", operation_id = "create_group", request_body = GroupBody,
    responses((status = 201, body = GroupView), (status = 409, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn create(write: Write<GroupBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let (lender, id, wall) = (caller.lender()?, caller.state.new_id(), caller.state.wall_now());
    let (name, colour) = body.checked()?;
    let mut tx = caller.begin().await?;
    if groups::count(&mut tx, lender.0).await? >= MOST_GROUPS {
        let what = format!("{MOST_GROUPS} groups are there already");
        return Err(Error::conflict("too_many_groups", None, what, "delete one that is of no use any more"));
    }
    groups::insert(&mut tx, id, lender.0, (name, colour), wall).await?;
    let data = serde_json::json!({ "name": name, "colour": colour });
    caller.log(&mut tx, Some(lender), ("group", id), "created", None, data).await?;
    answer(&caller, tx, id, StatusCode::CREATED).await
}

/// Name or colour a group anew
///
/// Its vehicles stay. With `If-Match`, only where nobody has changed it since.
#[utoipa::path(put, path = "/groups/{id}", tag = "vehicles", operation_id = "replace_group", params(("id" = Uuid, Path)),
    request_body = GroupBody,
    responses((status = 200, body = GroupView), (status = 404, body = super::Problem), (status = 409, body = super::Problem),
              (status = 412, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn replace(Path(id): Path<Uuid>, write: Write<GroupBody>) -> Result<Response> {
    let Write { caller, body, if_match } = write;
    let (name, colour) = body.checked()?;
    let mut tx = caller.begin().await?;
    let lender = lock(&mut tx, id, if_match).await?;
    groups::rename(&mut tx, id, (name, colour), caller.state.wall_now()).await?;
    let data = serde_json::json!({ "name": name, "colour": colour });
    caller.log(&mut tx, Some(lender), ("group", id), "changed", None, data).await?;
    answer(&caller, tx, id, StatusCode::OK).await
}

/// Delete a group
///
/// Its vehicles stay. With `If-Match`, only where nobody has changed it since.
#[utoipa::path(delete, path = "/groups/{id}", tag = "vehicles", operation_id = "delete_group", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 404, body = super::Problem), (status = 412, body = super::Problem)))]
pub async fn remove(Path(id): Path<Uuid>, write: Write<Nothing>) -> Result<Response> {
    let Write { caller, if_match, .. } = write;
    let mut tx = caller.begin().await?;
    let lender = lock(&mut tx, id, if_match).await?;
    let group = groups::get(&mut tx, id).await?.ok_or(Error::NotFound("group"))?;
    groups::delete(&mut tx, id).await?;
    let data = serde_json::json!({ "name": group.name, "members": group.members });
    caller.log(&mut tx, Some(lender), ("group", id), "deleted", None, data).await?;
    caller.answer(tx, StatusCode::NO_CONTENT, &()).await
}

async fn lock(tx: &mut Tx, id: Uuid, expected: Option<i32>) -> Result<LenderNo> {
    groups::lock(tx, id, expected).await?.map(LenderNo).ok_or(Error::NotFound("group"))
}

async fn answer(caller: &Caller, mut tx: Tx, id: Uuid, status: StatusCode) -> Result<Response> {
    let made = groups::get(&mut tx, id).await?.ok_or(Error::NotFound("group"))?;
    let response = caller.answer(tx, status, &made).await?;
    Ok(with_etag(response, made.version))
}
