//! What colleagues write to each other about a case, and where somebody is named.

use super::access::{Action::*, Resource::*};
use super::caller::{Caller, Principal};
use super::error::{Error, Result};
use super::request::{Page, Paging, Path, Query, Write, page, text};
use super::state::AppState;
use crate::store::cases;
use crate::store::notes::{self, Colleague, Mention, Note};
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::ids::LenderNo;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

/// What each route of this folder is. A note is a record of the case; whoever reads notes may be named in one.
pub(super) const ROUTES: super::access::Table = &[
    ("GET", "/cases/{id}/notes", Evidence, Read),
    ("POST", "/cases/{id}/notes", Evidence, Write),
    ("GET", "/cases/{id}/colleagues", Evidence, Read),
    ("GET", "/mentions", Evidence, Read),
    ("POST", "/mentions/{id}/read", Evidence, Read),
];

/// Nothing beside what roles have.
pub(super) const GRANTS: super::access::Grants = &[];

/// The routes of this folder.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, add))
        .routes(routes!(colleagues))
        .routes(routes!(mentions))
        .routes(routes!(read))
}

/// Longest note, characters.
const LONGEST: usize = 4000;
/// People that one note may name.
const MOST_NAMED: usize = 20;

/// Notes of a case
///
/// The newest first.
#[utoipa::path(get, path = "/cases/{id}/notes", tag = "cases", operation_id = "case_notes", params(("id" = Uuid, Path), Paging),
    responses((status = 200, body = Page<Note>), (status = 404, body = super::Problem)))]
pub async fn list(caller: Caller, Path(id): Path<Uuid>, paging: Paging) -> Result<Json<Page<Note>>> {
    let (limit, before) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    cases::get(&mut tx, id).await?.ok_or(Error::NotFound("case"))?;
    let items = notes::of_case(&mut tx, id, before, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |note| note.id)))
}

/// A note to write.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteBody {
    /// 1 to 4000 characters.
    pub text: String,
    /// Accounts of those it names, at most 20: `GET /cases/{id}/colleagues` has them.
    #[serde(default)]
    pub mentions: Vec<Uuid>,
}

/// Write a note
///
/// It is never changed. Whoever it names finds it under `GET /mentions`, and is told where a rule of notification says so:
/// the event is `case.mentioned`, its recipient `{"kind": "named", "by": "mentioned"}`.
#[utoipa::path(post, path = "/cases/{id}/notes", tag = "cases", operation_id = "write_case_note", params(("id" = Uuid, Path)),
    request_body = NoteBody,
    responses((status = 201, body = Note), (status = 404, body = super::Problem), (status = 422, body = super::Problem)))]
pub async fn add(Path(id): Path<Uuid>, write: Write<NoteBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let words = text("text", &body.text, LONGEST)?;
    let people: Vec<Uuid> = BTreeSet::from_iter(body.mentions).into_iter().collect();
    if people.len() > MOST_NAMED {
        let detail = format!("{} people", people.len());
        return Err(Error::invalid("too_many", "mentions", detail, format!("name at most {MOST_NAMED}")));
    }
    let mut tx = caller.begin().await?;
    let case = cases::get(&mut tx, id).await?.ok_or(Error::NotFound("case"))?;
    let known = notes::colleagues(&mut tx, case.lender_no, Some(&people), None, MOST_NAMED as i64).await?;
    if let Some(stranger) = people.iter().find(|one| known.iter().all(|colleague| colleague.id != **one)) {
        let detail = format!("{stranger} is nobody who sees cases of this lender");
        return Err(Error::invalid("unknown_user", "mentions", detail, "take ids from GET /cases/{id}/colleagues"));
    }
    let (note, by, now) = (caller.state.new_id(), caller.actor(), caller.state.engine.clock().now());
    notes::add(&mut tx, case.lender_no, (note, id), (words, &people), (&by, now)).await?;
    let lender = Some(LenderNo(case.lender_no));
    let data = serde_json::json!({ "note": note });
    caller.log(&mut tx, lender, ("case", id), "note_added", None, data).await?;
    for person in people.iter().filter(|person| by != format!("user:{person}")) {
        let data = serde_json::json!({ "note": note, "mentioned": person });
        caller.log(&mut tx, lender, ("case", id), "mentioned", None, data).await?;
    }
    let made = notes::get(&mut tx, note).await?.ok_or(Error::NotFound("note"))?;
    caller.answer(tx, StatusCode::CREATED, &made).await
}

/// Who may be named in notes of a case
#[utoipa::path(get, path = "/cases/{id}/colleagues", tag = "cases", operation_id = "case_colleagues", params(("id" = Uuid, Path), Paging),
    responses((status = 200, body = Page<Colleague>), (status = 404, body = super::Problem)))]
pub async fn colleagues(caller: Caller, Path(id): Path<Uuid>, paging: Paging) -> Result<Json<Page<Colleague>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    let case = cases::get(&mut tx, id).await?.ok_or(Error::NotFound("case"))?;
    let items = notes::colleagues(&mut tx, case.lender_no, None, after, limit + 1).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |colleague| colleague.id)))
}

/// Which mentions.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MentionFilter {
    /// Only those that were not marked as read.
    #[serde(default)]
    pub unread: bool,
}

/// Notes that name me
///
/// The newest first.
#[utoipa::path(get, path = "/mentions", tag = "session", operation_id = "own_mentions", params(MentionFilter, Paging),
    responses((status = 200, body = Page<Mention>), (status = 404, body = super::Problem)))]
pub async fn mentions(caller: Caller, Query(f): Query<MentionFilter>, paging: Paging) -> Result<Json<Page<Mention>>> {
    let (limit, before) = (paging.limit()?, paging.after()?);
    let (user, whole) = (person(&caller)?, caller.sight().vehicle_identity);
    let mut tx = caller.begin().await?;
    let mut items = notes::naming(&mut tx, user, f.unread, before, limit + 1).await?;
    tx.commit().await?;
    items.iter_mut().for_each(|mention| mention.plate = mention.plate.take().filter(|_| whole));
    Ok(Json(page(items, limit, |mention| mention.note_id)))
}

/// What was marked.
#[derive(Debug, Serialize, ToSchema)]
pub struct Marked {
    /// The note.
    pub note_id: Uuid,
}

/// Mark a note that names me as read
#[utoipa::path(post, path = "/mentions/{id}/read", tag = "session", operation_id = "mark_mention_read",
    params(("id" = Uuid, Path)), request_body = super::request::Nothing,
    responses((status = 200, body = Marked), (status = 404, body = super::Problem)))]
pub async fn read(Path(note): Path<Uuid>, write: Write<super::request::Nothing>) -> Result<Response> {
    let caller = write.caller;
    let user = person(&caller)?;
    let mut tx = caller.begin().await?;
    if !notes::mark_read(&mut tx, user, note, caller.state.engine.clock().now()).await? {
        return Err(Error::NotFound("mention"));
    }
    caller.answer(tx, StatusCode::OK, &Marked { note_id: note }).await
}

fn person(caller: &Caller) -> Result<Uuid> {
    match &caller.principal {
        Principal::User { id, .. } => Ok(*id),
        Principal::Key { .. } => Err(Error::NotFound("session")),
    }
}
