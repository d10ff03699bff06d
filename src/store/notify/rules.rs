//! Routing rules, as people set them.

use super::super::StoreError;
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::{EndpointId, LenderNo};
use lienwatch_domain::notify::{Recipient, Rule};
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// Rules that a lender may have at most.
pub const MOST: i64 = 200;

/// A rule as people read it.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct RuleView {
    /// Its id.
    pub id: Uuid,
    /// Whose events; absent for the platform's own.
    pub lender_id: Option<Uuid>,
    /// Unique.
    pub name: String,
    /// Whether it is in force.
    pub enabled: bool,
    /// The rule.
    #[schema(value_type = Object)]
    pub rule: serde_json::Value,
    /// The ETag of the rule.
    pub version: i32,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
}

/// What a rule is made of.
#[derive(Debug)]
pub struct NewRule<'a> {
    /// Unique.
    pub name: &'a str,
    /// Whether it is in force.
    pub enabled: bool,
    /// The rule, checked.
    pub rule: &'a Rule,
}

/// A page of rules that stand, by id; or one.
pub async fn list(
    c: &mut PgConnection,
    id: Option<Uuid>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<RuleView>, StoreError> {
    Ok(sqlx::query_as(
        "select r.id, l.id as lender_id, r.name, r.enabled, r.rule, r.version, r.created_at, r.updated_at
         from notification_rule r left join lender l using (lender_no)
         where r.retired_at is null and ($1::uuid is null or r.id = $1) and ($2::uuid is null or r.id > $2)
         order by r.id limit $3",
    )
    .bind(id)
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// One rule that stands.
pub async fn get(c: &mut PgConnection, id: Uuid) -> Result<Option<RuleView>, StoreError> {
    Ok(list(c, Some(id), None, 1).await?.pop())
}

/// Whose rule it is: `Some(None)` is one of the platform.
pub async fn lender_of(c: &mut PgConnection, id: Uuid) -> Result<Option<Option<LenderNo>>, StoreError> {
    let no: Option<Option<i32>> =
        sqlx::query_scalar("select lender_no from notification_rule where id = $1 and retired_at is null")
            .bind(id)
            .fetch_optional(c)
            .await?;
    Ok(no.map(|no| no.map(LenderNo)))
}

/// Rules that stand of a lender, or of the platform.
pub async fn count(c: &mut PgConnection, lender: Option<LenderNo>) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(
        "select count(*) from notification_rule where retired_at is null and lender_no is not distinct from $1",
    )
    .bind(lender.map(|l| l.0))
    .fetch_one(c)
    .await?)
}

/// Adds a rule: it is about what happens from now on. Constraint `notification_rule_name` where the name is taken.
pub async fn insert(
    c: &mut PgConnection,
    id: Uuid,
    lender: Option<LenderNo>,
    new: &NewRule<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into notification_rule (id, lender_no, name, enabled, rule, version, created_at, updated_at)
         values ($1, $2, $3, $4, $5, 1, $6, $6)",
    )
    .bind(id)
    .bind(lender.map(|l| l.0))
    .bind(new.name)
    .bind(new.enabled)
    .bind(Json(new.rule))
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

/// Changes a rule: it is about what happens from now on. `Stale` where it was changed meanwhile.
pub async fn replace(
    c: &mut PgConnection,
    id: Uuid,
    expected: i32,
    new: &NewRule<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "update notification_rule set name = $3, enabled = $4, rule = $5, version = version + 1, updated_at = $6,
                                      since_xid = pg_current_xact_id()
         where id = $1 and version = $2 and retired_at is null",
    )
    .bind(id)
    .bind(expected)
    .bind(new.name)
    .bind(new.enabled)
    .bind(Json(new.rule))
    .bind(now)
    .execute(c)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Stale { expected }) }
}

/// Retires a rule. Answers whether there was one.
pub async fn retire(c: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "update notification_rule set retired_at = $2, updated_at = $2, version = version + 1
         where id = $1 and retired_at is null",
    )
    .bind(id)
    .bind(now)
    .execute(c)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whom a rule names that its owner does not have: the first endpoint or user that is not there, or not of that lender.
pub async fn missing(
    c: &mut PgConnection,
    lender: Option<LenderNo>,
    rule: &Rule,
) -> Result<Option<String>, StoreError> {
    for step in rule.steps() {
        if let Some(EndpointId(id)) = step.via.endpoint() {
            let kind: Option<String> = sqlx::query_scalar(
                "select kind from notification_endpoint
                 where id = $1 and retired_at is null and lender_no is not distinct from $2",
            )
            .bind(id)
            .bind(lender.map(|l| l.0))
            .fetch_optional(&mut *c)
            .await?;
            if kind.as_deref() != Some(step.via.channel().name()) {
                return Ok(Some(format!("{} endpoint {id}", step.via.channel())));
            }
        }
        if let Recipient::User { user } = step.to {
            let there: bool = sqlx::query_scalar(
                "select exists (select from app_user where id = $1 and lender_no is not distinct from $2)",
            )
            .bind(user.0)
            .bind(lender.map(|l| l.0))
            .fetch_one(&mut *c)
            .await?;
            if !there {
                return Ok(Some(format!("user {user}")));
            }
        }
    }
    Ok(None)
}
