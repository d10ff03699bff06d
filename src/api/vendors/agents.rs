//! The people of vendors.

use super::register::place;
use crate::api::caller::{Caller, Tx};
use crate::api::error::{Error, Result};
use crate::api::request::{Page, Paging, Path, Write, page, text};
use crate::store::documents::{Filter, New, Stored};
use crate::store::shelves::{AGENTS, VENDORS};
use crate::store::vendors as store;
use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;
use lienwatch_domain::ids::{AgentId, LenderNo, VendorId};
use lienwatch_domain::refusal::Refusal;
use lienwatch_domain::vendors::agents::{Action, Agent, AgentEvent, Facts, agent_gaps, apply, register_agent};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A person of a vendor.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgentView {
    /// Its id.
    pub id: Uuid,
    /// Of which vendor.
    pub vendor_id: Uuid,
    /// The name.
    pub name: Option<String>,
    /// The file: certificate, background, training, undertaking; and where it stands.
    #[schema(value_type = Object)]
    pub agent: Agent,
    /// What keeps the person from going out.
    #[schema(value_type = Vec<Object>)]
    pub gaps: Vec<Refusal>,
}

async fn views(caller: &Caller, tx: &mut Tx, found: Vec<Stored<Agent>>) -> Result<Vec<AgentView>> {
    let ids: Vec<Uuid> = found.iter().map(|stored| stored.id).collect();
    let mut names = store::agent_names(tx, &caller.state.seal, &ids).await?;
    let mut all = vec![];
    for stored in found {
        let place = place(tx, stored.lender_no).await?;
        let today = place.today(caller.state.engine.clock().now());
        let agent = stored.value;
        let gaps = agent_gaps(&agent, today, &place.policy.vendors);
        all.push(AgentView { id: stored.id, vendor_id: agent.vendor.0, name: names.remove(&stored.id), gaps, agent });
    }
    Ok(all)
}

/// People of a vendor
#[utoipa::path(get, path = "/vendors/{id}/agents", tag = "vendors", params(("id" = Uuid, Path), Paging),
    responses((status = 200, body = Page<AgentView>), (status = 404, body = crate::api::Problem)))]
pub async fn list(caller: Caller, Path(id): Path<Uuid>, paging: Paging) -> Result<Json<Page<AgentView>>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut tx = caller.begin().await?;
    VENDORS.get(&mut tx, id).await?.ok_or(Error::NotFound("vendor"))?;
    let filter = Filter { vendor_id: Some(id), ..Filter::default() };
    let found = AGENTS.list(&mut tx, filter, after, limit + 1).await?;
    let items = views(&caller, &mut tx, found).await?;
    tx.commit().await?;
    Ok(Json(page(items, limit, |a| a.id)))
}

/// A person to register.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgentBody {
    /// The name, as on the badge.
    pub name: String,
}

/// Register a person of a vendor
#[utoipa::path(post, path = "/vendors/{id}/agents", tag = "vendors", params(("id" = Uuid, Path)), request_body = AgentBody,
    responses((status = 201, body = AgentView), (status = 404, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn register(Path(vendor): Path<Uuid>, write: Write<AgentBody>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let name = text("name", &body.name, 100)?;
    let id = caller.state.new_id();
    let now = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    let stored = VENDORS.for_update(&mut tx, vendor).await?.ok_or(Error::NotFound("vendor"))?;
    let (agent, rows, _) = register_agent(AgentId(id), VendorId(vendor), caller.domain_actor(), now);
    AGENTS.insert(&mut tx, New { id, lender_no: stored.lender_no, value: &agent, due_at: None }, now).await?;
    let sealed = caller.state.with_random(|r| caller.state.seal.seal(store::AGENT_NAME, name, r));
    store::name_agent(&mut tx, id, &sealed).await?;
    log(&caller, &mut tx, stored.lender_no, &rows).await?;
    answer(caller, tx, id, StatusCode::CREATED).await
}

async fn answer(caller: Caller, mut tx: Tx, id: Uuid, status: StatusCode) -> Result<Response> {
    let stored = AGENTS.get(&mut tx, id).await?.ok_or(Error::NotFound("agent"))?;
    let view = views(&caller, &mut tx, vec![stored]).await?.pop().ok_or(Error::NotFound("agent"))?;
    caller.answer(tx, status, &view).await
}

async fn log(caller: &Caller, tx: &mut Tx, lender_no: i32, rows: &[AgentEvent]) -> Result<()> {
    for row in rows {
        let data = serde_json::to_value(row).map_err(|e| Error::Internal(e.to_string()))?;
        let lender = Some(LenderNo(lender_no));
        caller.log(tx, lender, ("agent", row.agent.0), row.change.name(), None, data).await?;
    }
    Ok(())
}

/// Add to the file of a person, suspend them, or record that they left
///
/// `{"action": "record_certificate", "certificate": {"number", "issued_on", "last_day"}}`, `record_background`,
/// `record_training`, `record_confidentiality`, `suspend`, `reinstate`, `leave`.
#[utoipa::path(post, path = "/agents/{id}/actions", tag = "vendors", params(("id" = Uuid, Path)), request_body = Object,
    responses((status = 200, body = AgentView), (status = 404, body = crate::api::Problem), (status = 409, body = crate::api::Problem), (status = 422, body = crate::api::Problem)))]
pub async fn act(Path(id): Path<Uuid>, write: Write<Action>) -> Result<Response> {
    let Write { caller, body, .. } = write;
    let now = caller.state.engine.clock().now();
    let mut tx = caller.begin().await?;
    let stored = AGENTS.for_update(&mut tx, id).await?.ok_or(Error::NotFound("agent"))?;
    let place = place(&mut tx, stored.lender_no).await?;
    let facts = Facts { actor: caller.domain_actor(), today: place.today(now) };
    let (agent, rows, _) = apply(&stored.value, body, &facts, now)?;
    if !rows.is_empty() {
        AGENTS.update(&mut tx, id, stored.value.version, &agent, None, now).await?;
        log(&caller, &mut tx, stored.lender_no, &rows).await?;
    }
    answer(caller, tx, id, StatusCode::OK).await
}
