//! Many orders.

use super::rows::{BulkDone, Deed, Item, each};
use crate::api::caller::{Caller, Tx};
use crate::api::case_actions::Because;
use crate::api::error::{Error, Result};
use crate::api::recovery::orders::{ExtensionAnswer, act_on};
use crate::api::request::{Nothing, Write};
use crate::recovery::PartyIn;
use crate::store::shelves::ORDERS;
use axum::response::Response;
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::order::OrderAction;
use serde::Deserialize;
use utoipa::ToSchema;

/// What is done, with the body of its single route.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrderDeed {
    /// Take it back.
    Withdraw(Because),
    /// Give or refuse the extension that was asked for.
    Extension(ExtensionAnswer),
    /// Agree with the report.
    Acknowledge(Nothing),
    /// Ask for a complete report.
    SendBack(Because),
}

/// One action for many orders.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderBulk {
    /// 1 to 500, each once.
    pub items: Vec<Item>,
    /// e.g. `{"withdraw": {"reason": "..."}}`.
    pub action: OrderDeed,
}

impl Deed for OrderDeed {
    fn route(&self) -> &'static str {
        match self {
            OrderDeed::Withdraw(_) => "/orders/{id}/withdraw",
            OrderDeed::Extension(_) => "/orders/{id}/extension",
            OrderDeed::Acknowledge(_) => "/orders/{id}/acknowledge",
            OrderDeed::SendBack(_) => "/orders/{id}/send-back",
        }
    }

    async fn to(&self, caller: &Caller, tx: &mut Tx, item: &Item) -> Result<i64> {
        let action = match self {
            OrderDeed::Withdraw(body) => OrderAction::Withdraw { reason: Reason::new(&body.reason)? },
            OrderDeed::Extension(body) => OrderAction::AnswerExtension { granted: body.granted },
            OrderDeed::Acknowledge(_) => OrderAction::Acknowledge,
            OrderDeed::SendBack(body) => OrderAction::SendBack { reason: Reason::new(&body.reason)? },
        };
        act_on(caller, tx, item.id, item.version, PartyIn::Lender, action).await?;
        let stored = ORDERS.get(tx, item.id).await?.ok_or(Error::NotFound("order"))?;
        Ok(i64::try_from(stored.value.version).unwrap_or(i64::MAX))
    }
}

/// One action for many orders
///
/// Each order is a transaction of its own, by the rules of the single route, and has its own answer: 200 says that all
/// were tried. An item that names a `version` is done only if it still is that one.
#[utoipa::path(post, path = "/orders/bulk", tag = "orders", request_body = OrderBulk,
    responses((status = 200, body = BulkDone), (status = 422, body = crate::api::Problem)))]
pub async fn bulk(write: Write<OrderBulk>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    each(&caller, &body.items, &body.action).await
}
