//! The complaint form and its status for programs: the lender's own site, an app, a call centre.

use super::intake::{Filled, asked, take};
use super::{count, same_origin};
use crate::api::error::Result;
use crate::api::limits;
use crate::api::request::{json, open_body};
use crate::api::state::AppState;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use lienwatch_domain::language::Language;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A complaint of anybody.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicComplaint {
    /// Name of the lender, as in the contract; needed where there are several.
    #[serde(default)]
    pub lender: String,
    /// Who complains.
    pub name: String,
    /// How they are reached.
    pub contact: String,
    /// The contract. It or the plate is needed.
    #[serde(default)]
    pub contract_number: String,
    /// The plate of the car.
    #[serde(default)]
    pub plate: String,
    /// `conduct`, `contact`, `recovery`, `belongings`, `damage`, `money`, `privacy` or `other`.
    pub category: String,
    /// What happened; at most 4000 characters.
    pub statement: String,
    /// `en` (default) or `zh`: which language it is answered in.
    #[serde(default)]
    pub language: Option<String>,
    /// A UUID of your own: the same complaint sent again with it is answered as the first time.
    pub submission: Uuid,
}

/// What whoever complained gets.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicReceipt {
    /// To ask for it.
    pub reference: String,
    /// To prove it.
    pub secret: String,
    /// The answer is due by then.
    pub respond_by: DateTime<Utc>,
}

/// Complain
///
/// For anybody, a few times an hour. An open case that it is about is held in the same transaction.
#[utoipa::path(post, path = "/public/complaints", tag = "public", request_body = PublicComplaint,
    responses((status = 201, body = PublicReceipt), (status = 403, body = crate::api::Problem), (status = 422, body = crate::api::Problem), (status = 429, body = crate::api::Problem)))]
pub async fn complain(State(state): State<AppState>, request: Request) -> Result<Response> {
    same_origin(&state, request.headers())?;
    state.limits.complaint(limits::peer(request.extensions()))?;
    let (headers, bytes) = open_body(request, &state).await?;
    let b: PublicComplaint = json(&headers, &bytes)?;
    let language = b.language.as_deref().and_then(Language::from_name).unwrap_or(Language::En);
    let filled = Filled {
        lender: b.lender,
        name: b.name,
        contact: b.contact,
        contract_number: b.contract_number,
        plate: b.plate,
        category: b.category,
        statement: b.statement,
        website: String::new(),
        form: b.submission.to_string(),
    };
    let made = take(&state, &filled, language).await?;
    let receipt = PublicReceipt { reference: made.reference, secret: made.secret, respond_by: made.respond_by };
    Ok((StatusCode::CREATED, Json(receipt)).into_response())
}

/// Which complaint.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WhichComplaint {
    /// Its reference.
    pub reference: String,
    /// Its secret.
    pub secret: String,
}

/// Where a complaint stands, for whoever made it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicState {
    /// Its reference.
    pub reference: String,
    /// `received`, `acknowledged`, `in_review`, `upheld`, `partly_upheld`, `rejected`, `closed` or `withdrawn`.
    pub state: String,
    /// When it came in.
    pub received_at: DateTime<Utc>,
    /// It is answered by then; null once it is.
    pub respond_by: Option<DateTime<Utc>>,
    /// How it was decided.
    pub outcome: Option<String>,
    /// The answer.
    pub response: Option<String>,
    /// What is done about it.
    pub remedy: Option<String>,
}

/// What became of a complaint
///
/// For whoever has its reference and its secret. A wrong secret and an unknown reference are answered alike.
#[utoipa::path(post, path = "/public/complaints/status", tag = "public", request_body = WhichComplaint,
    responses((status = 200, body = PublicState), (status = 404, body = crate::api::Problem), (status = 429, body = crate::api::Problem)))]
pub async fn state_of(State(state): State<AppState>, request: Request) -> Result<Json<PublicState>> {
    same_origin(&state, request.headers())?;
    count(&state, request.extensions())?;
    let (headers, bytes) = open_body(request, &state).await?;
    let b: WhichComplaint = json(&headers, &bytes)?;
    let c = asked(&state, &b.reference, &b.secret).await?.value.complaint;
    let decision = c.decision();
    Ok(Json(PublicState {
        state: c.state().name().to_owned(),
        received_at: c.received_at,
        respond_by: c.is_undecided().then_some(c.respond_by),
        outcome: decision.map(|(outcome, _)| outcome.name().to_owned()),
        response: decision.map(|(_, decision)| decision.response.as_str().to_owned()),
        remedy: decision.and_then(|(_, decision)| decision.remedy.as_ref()).map(|remedy| remedy.as_str().to_owned()),
        reference: c.reference,
    }))
}
