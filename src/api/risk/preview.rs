//! What proposed parameters would have fired, before anybody is bound by them.

use super::parameters::checked;
use super::tally::{Counter, Tally};
use crate::api::caller::Caller;
use crate::api::error::{Error, Result};
use crate::api::jobs::{self, Progress, Task};
use crate::api::request::{Path, Write};
use crate::store::jobs as stored;
use crate::store::risk::{facts, parameters, previews};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::risk::RiskParameters;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

/// Days looked back at most; also what is not said.
const MOST_DAYS: u32 = 30;

/// Vehicles judged between two looks at whether it is to end.
const PAGE: i64 = 500;

/// What to try.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewBody {
    /// All of the proposed parameters: what is left out is as built in.
    #[schema(value_type = Object)]
    pub parameters: RiskParameters,
    /// Points from which it would fire, 1 to 100, for both. Unset: where the band `high` begins, of each its own.
    #[serde(default)]
    pub threshold: Option<u8>,
    /// Days back from now, 1 to 30; unset: 30.
    #[serde(default)]
    pub days: Option<u32>,
}

/// A preview: how far it is, and what came of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Preview {
    /// Its id; also that of its job.
    pub id: Uuid,
    /// As of its job: `queued`, `running`, `done`, `failed`, `cancelled` or `interrupted`.
    pub state: String,
    /// Vehicles judged.
    pub done: i64,
    /// Vehicles there are.
    pub total: i64,
    /// What was asked.
    pub asked: PreviewBody,
    /// What came of it, once it is done.
    pub result: Option<Tally>,
}

/// Try other parameters
///
/// Which scores would have risen to a threshold in the last 30 days, by the parameters in force and by these: as a job, with
/// progress. Nothing changes by it. Each moment is judged by what was known then; severities are those of now.
#[utoipa::path(post, path = "/risk/previews", tag = "risk", request_body = PreviewBody, operation_id = "preview_risk",
    responses((status = 202, body = Preview), (status = 422, body = crate::api::Problem)))]
pub async fn ask(write: Write<PreviewBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let lender = caller.lender()?;
    let asked = PreviewBody { parameters: checked(body.parameters)?, ..body };
    if asked.threshold.is_some_and(|points| !(1..=100).contains(&points)) {
        return Err(Error::invalid("threshold_out_of_range", "threshold", "not 1 to 100", "points from 1 to 100"));
    }
    if asked.days.is_some_and(|days| !(1..=MOST_DAYS).contains(&days)) {
        return Err(Error::invalid("days_out_of_range", "days", "not 1 to 30", "at most the last 30 days"));
    }
    let (seat, id) = (jobs::seat(&caller)?, caller.state.new_id());
    let mut tx = caller.begin().await?;
    let total = previews::vehicles(&mut tx, lender).await?;
    jobs::add(&caller, &mut tx, &Task { id, lender, kind: "risk_preview", subject: "vehicles", total }).await?;
    previews::insert(&mut tx, id, lender, &document(&asked)?).await?;
    let answer = Preview { id, state: "queued".into(), done: 0, total, asked: asked.clone(), result: None };
    let mut response = caller.answer(tx, StatusCode::ACCEPTED, &answer).await?;
    let now = caller.state.engine.clock().now();
    jobs::begin_task(caller, id, seat, move |caller, progress| work(caller, progress, (id, lender), asked, now));
    if let Ok(location) = HeaderValue::from_str(&format!("/api/v1/risk/previews/{id}")) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

fn document<T: Serialize>(value: &T) -> Result<serde_json::Value> {
    serde_json::to_value(value).map_err(|e| Error::Internal(e.to_string()))
}

async fn work(
    caller: Caller,
    progress: Arc<Progress>,
    (id, lender): (Uuid, LenderNo),
    asked: PreviewBody,
    now: DateTime<Utc>,
) -> Result<i64> {
    let mut tx = caller.begin().await?;
    let current = parameters::current(&mut tx, lender).await?.parameters.0;
    tx.commit().await?;
    let from = |p: &RiskParameters| asked.threshold.unwrap_or(p.bands.high);
    let window = (now - TimeDelta::days(i64::from(asked.days.unwrap_or(MOST_DAYS))), now);
    let (now_from, proposed_from) = (from(&current), from(&asked.parameters));
    let mut counter = Counter::new((current, now_from), (asked.parameters, proposed_from), window);
    let (mut after, mut done) = (0, 0);
    loop {
        let mut tx = caller.begin().await?;
        let page = previews::page(&mut tx, lender, after, PAGE).await?;
        let Some(last) = page.last() else {
            previews::keep(&mut tx, id, &document(&counter.finish())?).await?;
            progress.end(&mut tx, done, None, caller.state.wall_now()).await?;
            tx.commit().await?;
            return Ok(done);
        };
        after = *last;
        let subjects = facts::of_vehicles(&mut tx, &page).await?;
        tx.commit().await?;
        subjects.iter().for_each(|subject| counter.take(subject));
        done += i64::try_from(page.len()).unwrap_or(PAGE);
        progress.at(done)?;
    }
}

/// A preview
#[utoipa::path(get, path = "/risk/previews/{id}", tag = "risk", params(("id" = Uuid, Path)), operation_id = "risk_preview",
    responses((status = 200, body = Preview), (status = 404, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Path(id): Path<Uuid>) -> Result<Json<Preview>> {
    let mut tx = caller.begin().await?;
    // The job first: what is done by then has its result.
    let job = stored::get(&mut tx, caller.state.wall_now(), &stored::Shown::IMPORTS, id)
        .await?
        .ok_or(Error::NotFound("preview"))?;
    let kept = previews::get(&mut tx, id).await?.ok_or(Error::NotFound("preview"))?;
    tx.commit().await?;
    let unreadable = |e: serde_json::Error| Error::Internal(format!("a stored preview: {e}"));
    let asked = serde_json::from_value(kept.asked).map_err(unreadable)?;
    let result = kept.result.map(serde_json::from_value).transpose().map_err(unreadable)?;
    Ok(Json(Preview { id, state: job.state, done: job.done, total: job.total, asked, result }))
}
