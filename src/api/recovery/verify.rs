//! What the code on a letter of authorisation says to whoever it is shown to.

use crate::api::error::{Error, Result};
use crate::api::limits;
use crate::api::state::AppState;
use crate::store::{Tenancy, letters};
use axum::Json;
use axum::extract::{Path, Request, State};
use chrono::{DateTime, Utc};
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
    if let Some(ip) = limits::peer(request.extensions()) {
        state.limits.login(ip)?;
    }
    let unknown = Error::NotFound("letter: it is not one of ours");
    if code.len() != 32 || !code.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(unknown);
    }
    let mut tx = state.store.transaction(&Tenancy::Authentication).await?;
    let letter = letters::by_code(&mut tx, &code).await?;
    tx.commit().await?;
    let letter = letter.ok_or(unknown)?;
    let now = state.engine.clock().now();
    Ok(Json(LetterState {
        letter: letter.id.0,
        holds: letter.holds(now),
        valid_from: letter.valid_from,
        valid_to: letter.valid_to,
        revoked_at: letter.revoked.as_ref().map(|r| r.at),
    }))
}
