//! How many vehicles wait.

use super::InboxCut;
use crate::api::caller::{Caller, lender_row};
use crate::api::error::Result;
use crate::api::request::Query;
use crate::store::inbox::summary::{self, QueueCounts, TypeCount};
use crate::store::policy::Place;
use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

/// Vehicles that wait.
#[derive(Debug, Serialize, ToSchema)]
pub struct InboxSummary {
    /// In each queue, of the types and groups that are asked for.
    pub queues: QueueCounts,
    /// By type in the queue that is asked for, whatever types are asked for; most first.
    pub types: Vec<TypeCount>,
    /// A new alert is looked at within so many seconds (`policy.service_levels.alert_within_min`); null for an operator of
    /// the platform who acts for no one lender.
    pub look_within_s: Option<i64>,
}

/// How many vehicles wait
///
/// Of all vehicles, not of a page.
#[utoipa::path(get, path = "/alerts/summary", tag = "alerts", operation_id = "summarise_alerts", params(InboxCut),
    responses((status = 200, body = InboxSummary), (status = 422, body = crate::api::Problem)))]
pub async fn show(caller: Caller, Query(of): Query<InboxCut>) -> Result<Json<InboxSummary>> {
    let mut cut = of.cut(&caller)?;
    let mut tx = caller.begin().await?;
    let queues = summary::queues(&mut tx, &cut).await?;
    // The types are offered to choose another: all that the queue has.
    cut.kinds = None;
    let types = summary::types(&mut tx, &cut).await?;
    let look_within_s = match caller.lender() {
        Ok(lender) => {
            let place = Place::of(&lender_row(&mut tx, lender).await?)?;
            Some(place.policy.service_levels.alert_within().num_seconds())
        }
        Err(_) => None,
    };
    tx.commit().await?;
    Ok(Json(InboxSummary { queues, types, look_within_s }))
}
