//! Row by row: each in a transaction of its own, each with its own answer.
//!
//! With an `Idempotency-Key` each row that was done remembers its answer in its own transaction: a request that broke off
//! half-way is sent again with the same key, and goes on where it stopped.

use crate::api::access;
use crate::api::caller::{Caller, Tx};
use crate::api::compliance;
use crate::api::error::{Error, Problem, Result};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// Rows of one request.
pub const MOST: usize = 500;

/// One thing of many.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Which.
    pub id: Uuid,
    /// The version that the caller saw, as `If-Match` of the single route; cases need it.
    #[serde(default)]
    pub version: Option<i32>,
    /// Which hold, to release one.
    #[serde(default)]
    pub hold_id: Option<Uuid>,
}

/// What became of one.
#[derive(Debug, Serialize, ToSchema)]
pub struct RowDone {
    /// Which.
    pub id: Uuid,
    /// As the single route would have answered.
    pub status: u16,
    /// Its new version, where it was done.
    pub version: Option<i64>,
    /// Why it was not done.
    pub problem: Option<Problem>,
}

/// What became of all.
#[derive(Debug, Serialize, ToSchema)]
pub struct BulkDone {
    /// In the order of the request.
    pub items: Vec<RowDone>,
    /// How many were done.
    pub done: usize,
    /// How many were not.
    pub refused: usize,
}

/// Something that is done to each row.
pub(super) trait Deed: Send + Sync {
    /// The single route that does it: what it asks of the caller is asked here.
    fn route(&self) -> &'static str;
    /// Does it, and answers the new version.
    fn to(&self, caller: &Caller, tx: &mut Tx, item: &Item) -> impl Future<Output = Result<i64>> + Send;
}

/// Does it to each.
pub(super) async fn each(caller: &Caller, items: &[Item], deed: &impl Deed) -> Result<Response> {
    if items.is_empty() || items.len() > MOST {
        let detail = format!("{} items", items.len());
        return Err(Error::invalid("bad_items", "items", detail, format!("1 to {MOST} at a time")));
    }
    let mut seen = HashSet::new();
    if let Some(twice) = items.iter().find(|item| !seen.insert(item.id)) {
        let detail = format!("{} is named twice", twice.id);
        return Err(Error::invalid("duplicate_item", "items", detail, "name each once"));
    }
    let (resource, action) = access::route("POST", &format!("/api/v1{}", deed.route()))
        .ok_or_else(|| Error::Internal(format!("{} is not in the table of routes", deed.route())))?;
    let mut rows = Vec::with_capacity(items.len());
    for item in items {
        let done = match caller.may(resource, action) {
            true => one(caller, item, deed).await,
            false => Err(Error::Forbidden(
                format!("this caller has no right to {} {}", action.name(), resource.name().replace('_', " ")).into(),
            )),
        };
        rows.push(match done {
            Ok(version) => RowDone { id: item.id, status: 200, version: Some(version), problem: None },
            // Not the row's fault: what is done is done and remembered, the rest is not tried.
            Err(error @ (Error::Internal(_) | Error::Unavailable(_))) => return Err(error),
            Err(error) => {
                // What the gate of the law said to this row is kept, although its transaction is undone.
                let decisions = error.decisions();
                compliance::keep_refused(&caller.state, &decisions).await;
                let problem = error.problem();
                RowDone { id: item.id, status: problem.status, version: None, problem: Some(problem) }
            }
        });
    }
    let done = rows.iter().filter(|row| row.problem.is_none()).count();
    let answer = BulkDone { done, refused: rows.len() - done, items: rows };
    caller.answer(caller.begin().await?, StatusCode::OK, &answer).await
}

async fn one(caller: &Caller, item: &Item, deed: &impl Deed) -> Result<i64> {
    let mut tx = caller.begin().await?;
    let row = item.id.to_string();
    if let Some(before) = caller.row_before(&mut tx, &row).await? {
        return before.parse().map_err(|_| Error::Internal("a remembered row cannot be read".into()));
    }
    let version = deed.to(caller, &mut tx, item).await?;
    caller.remember_row(&mut tx, &row, &version.to_string()).await?;
    caller.commit(tx).await?;
    Ok(version)
}
