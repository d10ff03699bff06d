//! Many cases.

use super::assign::{self, AssignBody};
use super::rows::{BulkDone, Deed, Item, each};
use crate::api::caller::{Caller, Tx};
use crate::api::case_actions::{AuthorisationBody, Because, CloseBody, HoldBody, act_on};
use crate::api::error::{Error, Result};
use crate::api::request::{Nothing, Write};
use crate::store::cases;
use axum::response::Response;
use lienwatch_domain::ids::HoldId;
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::Action;
use serde::Deserialize;
use utoipa::ToSchema;

/// What is done, with the body of its single route. Approving is not among them: it is given case by case.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseDeed {
    /// Take it into review.
    Review(Nothing),
    /// Ask a second person to authorise.
    RequestAuthorisation(AuthorisationBody),
    /// Refuse or withdraw the request for authorisation.
    Reject(Because),
    /// One step back.
    Return(Because),
    /// Hold it.
    Hold(HoldBody),
    /// Release the hold that the item names.
    Release(Because),
    /// Close it.
    Close(CloseBody),
    /// Give it to somebody.
    Assign(AssignBody),
}

/// One action for many cases.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseBulk {
    /// 1 to 500, each once.
    pub items: Vec<Item>,
    /// e.g. `{"close": {"close_reason": "cured", "reason": "..."}}`.
    pub action: CaseDeed,
}

impl CaseDeed {
    fn action(&self, caller: &Caller, item: &Item) -> Result<Option<Action>> {
        Ok(Some(match self {
            CaseDeed::Review(_) => Action::StartReview,
            CaseDeed::RequestAuthorisation(body) => body.action()?,
            CaseDeed::Reject(body) => Action::Reject { reason: Reason::new(&body.reason)? },
            CaseDeed::Return(body) => Action::Return { reason: Reason::new(&body.reason)? },
            CaseDeed::Hold(body) => body.action(caller)?,
            CaseDeed::Release(body) => {
                let hold = item.hold_id.ok_or_else(|| {
                    Error::invalid("no_hold", "hold_id", "the item names no hold", "name the hold to release")
                })?;
                Action::ReleaseHold { hold: HoldId(hold), reason: Reason::new(&body.reason)? }
            }
            CaseDeed::Close(body) => body.action()?,
            CaseDeed::Assign(_) => return Ok(None),
        }))
    }
}

impl Deed for CaseDeed {
    fn route(&self) -> &'static str {
        match self {
            CaseDeed::Review(_) => "/cases/{id}/review",
            CaseDeed::RequestAuthorisation(_) => "/cases/{id}/request-authorisation",
            CaseDeed::Reject(_) => "/cases/{id}/reject",
            CaseDeed::Return(_) => "/cases/{id}/return",
            CaseDeed::Hold(_) => "/cases/{id}/holds",
            CaseDeed::Release(_) => "/cases/{id}/holds/{hold_id}/release",
            CaseDeed::Close(_) => "/cases/{id}/close",
            CaseDeed::Assign(_) => "/cases/{id}/assign",
        }
    }

    async fn to(&self, caller: &Caller, tx: &mut Tx, item: &Item) -> Result<i64> {
        let version = item.version.ok_or(Error::VersionRequired)?;
        match (self.action(caller, item)?, self) {
            (Some(action), _) => act_on(caller, tx, item.id, version, action).await?,
            (None, CaseDeed::Assign(body)) => assign::case_to(caller, tx, item.id, version, body).await?,
            (None, _) => return Err(Error::Internal("an action of cases that nobody does".into())),
        }
        let stored = cases::get(tx, item.id).await?.ok_or(Error::NotFound("case"))?;
        Ok(i64::try_from(stored.case.version).unwrap_or(i64::MAX))
    }
}

/// One action for many cases
///
/// Each case is a transaction of its own, by the rules of the single route, and has its own answer: 200 says that all
/// were tried. Each item names the `version` that was seen.
#[utoipa::path(post, path = "/cases/bulk", tag = "cases", request_body = CaseBulk,
    responses((status = 200, body = BulkDone), (status = 422, body = crate::api::Problem)))]
pub async fn bulk(write: Write<CaseBulk>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    each(&caller, &body.items, &body.action).await
}
