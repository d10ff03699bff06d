//! What the code on a letter of authorisation says to whoever it is shown to.

use crate::api::error::{Error, Result};
use crate::api::limits;
use crate::api::state::AppState;
use crate::store::{Tenancy, letters};
use axum::Json;
use axum::extract::{Path, Request, State};
use chrono::{DateTime, Utc};
use lienwatch_domain::recovery::Letter;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Whether a letter holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct LetterState {
    /// The letter.
    pub letter: Uuid,
    /// It holds now.
    pub holds: bool,
    /// From when.
    pub valid_from: DateTime<Utc>,
    /// Until when.
    pub valid_to: DateTime<Utc>,
    /// It became void before.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Check a letter of authorisation
///
/// By the code printed on it, for whoever is shown one. It says whether the letter holds, and nothing of whom it is about.
#[utoipa::path(get, path = "/letters/{code}", tag = "orders", params(("code" = String, Path)),
    responses((status = 200, body = LetterState), (status = 404, body = crate::api::Problem), (status = 429, body = crate::api::Problem)))]
pub async fn letter(
    State(state): State<AppState>,
    Path(code): Path<String>,
    request: Request,
) -> Result<Json<LetterState>> {
    state.limits.public(limits::peer(request.extensions()))?;
    let letter = find(&state, &code).await?.ok_or(Error::NotFound("letter: it is not one of ours"))?;
    let now = state.engine.clock().now();
    Ok(Json(LetterState {
        letter: letter.id.0,
        holds: letter.holds(now),
        valid_from: letter.valid_from,
        valid_to: letter.valid_to,
        revoked_at: letter.revoked.as_ref().map(|r| r.at),
    }))
}

/// The letter of a code. What has not the form of one is not looked for.
pub(in crate::api) async fn find(state: &AppState, code: &str) -> Result<Option<Letter>> {
    if code.len() != 32 || !code.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(None);
    }
    let mut tx = state.store.transaction(&Tenancy::Authentication).await?;
    let letter = letters::by_code(&mut tx, code).await?;
    tx.commit().await?;
    Ok(letter)
}
