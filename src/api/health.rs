//! For those who watch the process: alive, ready, figures.

use super::access::{Action, Resource};
use super::caller::Caller;
use super::error::{Error, Result};
use super::limits;
use super::state::AppState;
use axum::extract::{FromRequestParts, Request, State};

/// The process runs.
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = 200, body = String)))]
pub async fn live() -> &'static str {
    "ok"
}

/// The process can serve: the database answers.
#[utoipa::path(get, path = "/readyz", tag = "health", responses((status = 200, body = String), (status = 503)))]
pub async fn ready(State(state): State<AppState>) -> Result<&'static str> {
    state.store.ping().await.map_err(|error| {
        tracing::warn!(%error, "not ready");
        Error::Unavailable("the database does not answer")
    })?;
    Ok("ready")
}

/// Figures in Prometheus' text format, for this machine and for those with the right to read the platform.
#[utoipa::path(get, path = "/metrics", tag = "health", responses((status = 200, body = String)))]
pub async fn metrics(State(state): State<AppState>, request: Request) -> Result<String> {
    let local = limits::peer(request.extensions()).is_some_and(|ip| ip.is_loopback());
    if !local {
        let (mut parts, _) = request.into_parts();
        let caller = Caller::from_request_parts(&mut parts, &state).await?;
        if !caller.may(Resource::Platform, Action::Read) {
            return Err(Error::Forbidden("this caller has no right to read the platform".into()));
        }
    }
    let handle = state.metrics.as_ref().ok_or(Error::Unavailable("no figures are being recorded"))?;
    Ok(handle.render())
}
