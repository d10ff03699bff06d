//! What the gate said to an action that was refused is kept, although the action's own transaction is undone.

use crate::api::state::AppState;
use crate::store::compliance::{self, DecisionRow};
use crate::store::{StoreError, Tenancy};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use lienwatch_domain::ids::LenderNo;
use std::sync::Arc;

/// Decisions on their way out with the refusal they belong to.
#[derive(Debug, Clone)]
pub struct ToKeep(pub Arc<[DecisionRow]>);

/// Stores them in a transaction of their own, before the answer goes out.
pub async fn keep_decisions(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Some(ToKeep(decisions)) = response.extensions_mut().remove::<ToKeep>()
        && let Err(error) = store(&state, &decisions).await
    {
        // The refusal stands: that nothing was done is what counts.
        tracing::error!(%error, "a decision of the gate could not be kept");
    }
    response
}

/// The same of one refusal among many, whose answer carries no decisions.
pub async fn keep_refused(state: &AppState, decisions: &[DecisionRow]) {
    if let Err(error) = store(state, decisions).await {
        tracing::error!(%error, "a decision of the gate could not be kept");
    }
}

async fn store(state: &AppState, decisions: &[DecisionRow]) -> Result<(), StoreError> {
    let Some(first) = decisions.first() else { return Ok(()) };
    let mut tx = state.store.transaction(&Tenancy::Lender(LenderNo(first.lender_no))).await?;
    for row in decisions {
        compliance::add_decision(&mut tx, row).await?;
    }
    tx.commit().await?;
    Ok(())
}
