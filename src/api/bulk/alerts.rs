//! Many alerts.

use super::assign::{self, AssignBody};
use super::rows::{BulkDone, Deed, Item, each};
use crate::api::alerts::{ReopenBody, ResolveBody, SnoozeBody, act_on};
use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::api::request::{Nothing, Write};
use crate::store::alerts;
use axum::response::Response;
use lienwatch_domain::desk::DeskAction;
use lienwatch_domain::reason::Reason;
use serde::Deserialize;
use utoipa::ToSchema;

/// What is done, with the body of its single route.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlertDeed {
    /// Take it, or take it over.
    Acknowledge(Nothing),
    /// Put it off.
    Snooze(SnoozeBody),
    /// Decide.
    Resolve(ResolveBody),
    /// Take a decision back.
    Reopen(ReopenBody),
    /// Give it to somebody.
    Assign(AssignBody),
}

/// One action for many alerts.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AlertBulk {
    /// 1 to 500, each once.
    pub items: Vec<Item>,
    /// e.g. `{"resolve": {"verdict": "benign", "reason": "..."}}`.
    pub action: AlertDeed,
}

impl Deed for AlertDeed {
    fn route(&self) -> &'static str {
        match self {
            AlertDeed::Acknowledge(_) => "/alerts/{id}/acknowledge",
            AlertDeed::Snooze(_) => "/alerts/{id}/snooze",
            AlertDeed::Resolve(_) => "/alerts/{id}/resolve",
            AlertDeed::Reopen(_) => "/alerts/{id}/reopen",
            AlertDeed::Assign(_) => "/alerts/{id}/assign",
        }
    }

    async fn to(&self, caller: &Caller, tx: &mut Tx, item: &Item) -> Result<i64> {
        let action = match self {
            AlertDeed::Acknowledge(_) => Some(DeskAction::Acknowledge),
            AlertDeed::Snooze(body) => Some(body.action(caller.state.engine.clock().now())?),
            AlertDeed::Resolve(body) => Some(body.action()?),
            AlertDeed::Reopen(body) => Some(DeskAction::Reopen { reason: Reason::new(&body.reason)? }),
            AlertDeed::Assign(body) => {
                assign::alert_to(caller, tx, item.id, item.version, body).await?;
                None
            }
        };
        if let Some(action) = action {
            act_on(caller, tx, item.id, item.version, action).await?;
        }
        let alert = alerts::get(tx, item.id).await?.ok_or(Error::NotFound("alert"))?;
        Ok(alert.version.into())
    }
}

/// One action for many alerts
///
/// Each alert is a transaction of its own, by the rules of the single route, and has its own answer: 200 says that all
/// were tried. An item that names a `version` is done only if it still is that one.
#[utoipa::path(post, path = "/alerts/bulk", tag = "alerts", request_body = AlertBulk,
    responses((status = 200, body = BulkDone), (status = 422, body = crate::api::Problem)))]
pub async fn bulk(write: Write<AlertBulk>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let answer = each(&caller, &body.items, &body.action).await;
    // A verdict may flag a loan, or take a flag's ground away.
    caller.state.engine.lending.notify_one();
    answer
}
