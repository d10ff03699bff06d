//! Beside the documents of vendors: where they work, how busy they are, what they have done, and who their people are.

use super::StoreError;
use super::seal::Seal;
use chrono::{DateTime, Utc};
use lienwatch_domain::vendors::Coverage;
use sqlx::PgConnection;
use sqlx::types::Json;
use std::collections::HashMap;
use uuid::Uuid;

/// Where a vendor works; empty where nobody said.
pub async fn coverage(c: &mut PgConnection, vendor: Uuid) -> Result<Coverage, StoreError> {
    let found: Option<Json<Coverage>> = sqlx::query_scalar("select detail from vendor_coverage where vendor_id = $1")
        .bind(vendor)
        .fetch_optional(c)
        .await?;
    Ok(found.map(|coverage| coverage.0).unwrap_or_default())
}

/// Says where a vendor works.
pub async fn set_coverage(
    c: &mut PgConnection,
    lender_no: i32,
    vendor: Uuid,
    coverage: &Coverage,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into vendor_coverage (vendor_id, lender_no, detail, updated_at) values ($1, $2, $3, $4)
         on conflict (vendor_id) do update set detail = excluded.detail, updated_at = excluded.updated_at",
    )
    .bind(vendor)
    .bind(lender_no)
    .bind(Json(coverage))
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

/// Orders that a vendor works on now, without one.
pub async fn open_orders(c: &mut PgConnection, vendor: Uuid, but: Option<Uuid>) -> Result<u32, StoreError> {
    let n: i64 = sqlx::query_scalar(
        "select count(*) from recovery_order where vendor_id = $1 and ($2::uuid is null or id <> $2)
           and state in ('accepted', 'en_route', 'on_site', 'on_hook', 'on_hold')",
    )
    .bind(vendor)
    .bind(but)
    .fetch_one(c)
    .await?;
    Ok(u32::try_from(n).unwrap_or(u32::MAX))
}

/// How a vendor's orders ended: how many by each state.
pub async fn endings(c: &mut PgConnection, vendor: Uuid) -> Result<HashMap<String, u32>, StoreError> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("select state, count(*) from recovery_order where vendor_id = $1 group by state limit 32")
            .bind(vendor)
            .fetch_all(c)
            .await?;
    Ok(rows.into_iter().map(|(state, n)| (state, u32::try_from(n).unwrap_or(u32::MAX))).collect())
}

/// Names a person of a vendor.
pub async fn name_agent(c: &mut PgConnection, agent: Uuid, sealed: &[u8]) -> Result<(), StoreError> {
    sqlx::query("update agent set name_sealed = $2 where id = $1").bind(agent).bind(sealed).execute(c).await?;
    Ok(())
}

/// The names of people, for those who may see them.
pub async fn agent_names(
    c: &mut PgConnection,
    seal: &Seal,
    agents: &[Uuid],
) -> Result<HashMap<Uuid, String>, StoreError> {
    let rows: Vec<(Uuid, Vec<u8>)> =
        sqlx::query_as("select id, name_sealed from agent where id = any ($1) and name_sealed is not null")
            .bind(agents)
            .fetch_all(c)
            .await?;
    let mut names = HashMap::new();
    for (id, sealed) in rows {
        let name = seal.open(AGENT_NAME, &sealed).map_err(|e| StoreError::unreadable("agent name", e.to_string()))?;
        names.insert(id, name);
    }
    Ok(names)
}

/// What the names of agents are sealed as.
pub const AGENT_NAME: &str = "agent.name";

/// The open round of an order, with its id.
pub async fn open_round(c: &mut PgConnection, order: Uuid) -> Result<Option<Uuid>, StoreError> {
    Ok(sqlx::query_scalar("select id from offer_round where order_id = $1 and state in ('open', 'opened') limit 1")
        .bind(order)
        .fetch_optional(c)
        .await?)
}

/// The newest rounds of an order, newest first.
pub async fn newest_rounds(c: &mut PgConnection, order: Uuid, limit: i64) -> Result<Vec<Uuid>, StoreError> {
    Ok(sqlx::query_scalar(
        "select id from offer_round where order_id = $1 order by (detail ->> 'number')::int4 desc limit $2",
    )
    .bind(order)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// Rounds that an order has had.
pub async fn rounds(c: &mut PgConnection, order: Uuid) -> Result<u32, StoreError> {
    let n: i64 =
        sqlx::query_scalar("select count(*) from offer_round where order_id = $1").bind(order).fetch_one(c).await?;
    Ok(u32::try_from(n).unwrap_or(u32::MAX))
}

/// The round of an offer.
pub async fn round_of_offer(c: &mut PgConnection, offer: Uuid) -> Result<Option<Uuid>, StoreError> {
    Ok(sqlx::query_scalar(
        "select id from offer_round where detail @> jsonb_build_object('offers', jsonb_build_array(jsonb_build_object('id', $1::text)))
         limit 1",
    )
    .bind(offer.to_string())
    .fetch_optional(c)
    .await?)
}

/// Rounds that ask a vendor at this moment, newest first.
pub async fn rounds_asking(c: &mut PgConnection, vendor: Uuid, limit: i64) -> Result<Vec<Uuid>, StoreError> {
    Ok(sqlx::query_scalar(
        "select id from offer_round where state in ('open', 'opened')
           and detail @> jsonb_build_object('offers', jsonb_build_array(jsonb_build_object('vendor', $1::text)))
         order by created_at desc limit $2",
    )
    .bind(vendor.to_string())
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// Vendors that work on other orders of a debtor.
pub async fn serving_debtor(c: &mut PgConnection, borrower: Uuid, but_case: Uuid) -> Result<Vec<Uuid>, StoreError> {
    Ok(sqlx::query_scalar(
        "select distinct o.vendor_id from recovery_order o join recovery_case k on k.id = o.case_id
           join loan l on l.id = k.loan_id
         where l.borrower_id = $1 and k.id <> $2 and o.vendor_id is not null
           and o.state in ('accepted', 'en_route', 'on_site', 'on_hook', 'on_hold') limit 100",
    )
    .bind(borrower)
    .bind(but_case)
    .fetch_all(c)
    .await?)
}

/// Remembers whom a vendor names for an offer.
pub async fn set_crew(c: &mut PgConnection, lender_no: i32, offer: Uuid, agents: &[Uuid]) -> Result<(), StoreError> {
    sqlx::query(
        "insert into offer_crew (offer_id, lender_no, agents) values ($1, $2, $3)
         on conflict (offer_id) do update set agents = excluded.agents",
    )
    .bind(offer)
    .bind(lender_no)
    .bind(agents)
    .execute(c)
    .await?;
    Ok(())
}

/// Whom a vendor named for an offer.
pub async fn crew(c: &mut PgConnection, offer: Uuid) -> Result<Vec<Uuid>, StoreError> {
    let found: Option<Vec<Uuid>> =
        sqlx::query_scalar("select agents from offer_crew where offer_id = $1").bind(offer).fetch_optional(c).await?;
    Ok(found.unwrap_or_default())
}
