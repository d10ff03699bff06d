//! What a contractor's phone has to know of its own company: who works there, and which yards take a car.

use super::register::place;
use crate::api::caller::Caller;
use crate::api::error::{Error, Result};
use crate::store::documents::Filter;
use crate::store::shelves::{AGENTS, VENDORS, YARDS};
use crate::store::vendors as store;
use axum::Json;
use lienwatch_domain::refusal::Refusal;
use lienwatch_domain::vendors::agents::agent_gaps;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// People shown at most, and yards.
const MOST: i64 = 200;

/// A person of the own company.
#[derive(Debug, Serialize, ToSchema)]
pub struct CrewMember {
    /// The agent.
    pub id: Uuid,
    /// The name, as on the badge.
    pub name: Option<String>,
    /// What keeps the person from going out; empty: nothing.
    #[schema(value_type = Vec<Object>)]
    pub gaps: Vec<Refusal>,
}

/// A yard that takes cars.
#[derive(Debug, Serialize, ToSchema)]
pub struct CrewYard {
    /// The yard: the code at its gate carries this id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Postal address.
    pub address: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// When it receives cars, in words.
    pub opening_hours: String,
}

/// The own company, as far as its work needs it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Crew {
    /// The company.
    pub vendor_id: Uuid,
    /// Its name.
    pub vendor: String,
    /// Which of its agents the caller is.
    pub agent_id: Option<Uuid>,
    /// Its people, at most 200.
    pub agents: Vec<CrewMember>,
    /// Agents who have to be named on an order, and to be on site, before a car is taken.
    pub min_agents: u8,
    /// Photos that the report of a recovery needs.
    pub min_photos: u8,
    /// Yards that are approved and open, at most 200.
    pub yards: Vec<CrewYard>,
    /// The lender's zone (IANA): in which its days are reckoned.
    pub time_zone: String,
}

/// The own company
///
/// Its people with what keeps each from going out, and the yards to which a car may be brought.
#[utoipa::path(get, path = "/work/crew", tag = "work",
    responses((status = 200, body = Crew), (status = 403, body = crate::api::Problem)))]
pub async fn show(caller: Caller) -> Result<Json<Crew>> {
    let own = caller.vendor().ok_or_else(|| Error::Forbidden("only a contractor has a crew".into()))?;
    let (vendor_id, agent_id) = (own.0.0, own.1.map(|agent| agent.0));
    let mut tx = caller.begin().await?;
    let vendor = VENDORS.get(&mut tx, vendor_id).await?.ok_or(Error::NotFound("vendor"))?;
    let place = place(&mut tx, vendor.lender_no).await?;
    let today = place.today(caller.state.engine.clock().now());
    let of_vendor = Filter { vendor_id: Some(vendor_id), ..Filter::default() };
    let people = AGENTS.list(&mut tx, of_vendor, None, MOST).await?;
    let ids: Vec<Uuid> = people.iter().map(|stored| stored.id).collect();
    let mut names = store::agent_names(&mut tx, &caller.state.seal, &ids).await?;
    let yards = YARDS.list(&mut tx, Filter::default(), None, MOST).await?;
    tx.commit().await?;
    let agents = people.into_iter().map(|stored| CrewMember {
        id: stored.id,
        name: names.remove(&stored.id),
        gaps: agent_gaps(&stored.value, today, &place.policy.vendors),
    });
    let open = yards.into_iter().map(|stored| stored.value).filter(|yard| yard.approved_by.is_some() && !yard.closed);
    Ok(Json(Crew {
        vendor_id,
        vendor: vendor.value.profile.name.to_string(),
        agent_id,
        agents: agents.collect(),
        min_agents: place.policy.orders.min_agents.max(1),
        min_photos: place.policy.orders.min_photos,
        yards: open
            .map(|yard| CrewYard {
                id: yard.id.0,
                lat: yard.place.lat(),
                lon: yard.place.lon(),
                name: yard.name,
                address: yard.address,
                opening_hours: yard.opening_hours,
            })
            .collect(),
        time_zone: place.zone.name().to_owned(),
    }))
}
