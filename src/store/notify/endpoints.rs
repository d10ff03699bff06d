//! Endpoints: webhooks with their secrets, gateways with their forms. Sealed as a whole, because tokens stand in
//! addresses, headers and bodies alike.

use super::super::StoreError;
use super::super::seal::Seal;
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::LenderNo;
use lienwatch_domain::notify::{Channel, Gateway};
use rand::RngCore;
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// Endpoints that a lender may have at most.
pub const MOST: i64 = 100;

/// What is bound into the seal.
const COLUMN: &str = "notification_endpoint.form";

/// A secret of a webhook.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret {
    /// `whsec_` and Base64 (Standard Webhooks, "signature scheme").
    pub secret: String,
    /// It signs until then: set when a newer one took its place.
    #[serde(default)]
    pub until: Option<DateTime<Utc>>,
}

/// Never printed.
impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secret(until {:?})", self.until)
    }
}

/// How an endpoint is reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Form {
    /// A signed request.
    Webhook {
        /// Where to.
        url: String,
        /// The newest first.
        secrets: Vec<Secret>,
    },
    /// A provider's request.
    HttpGateway {
        /// Which.
        gateway: Box<Gateway>,
    },
}

impl Form {
    /// Its kind.
    pub fn channel(&self) -> Channel {
        match self {
            Form::Webhook { .. } => Channel::Webhook,
            Form::HttpGateway { .. } => Channel::HttpGateway,
        }
    }

    fn shown(&self) -> serde_json::Value {
        match self {
            Form::Webhook { url, secrets } => {
                serde_json::json!({ "url": without_query(url), "secrets": secrets.len() })
            }
            Form::HttpGateway { gateway } => {
                let names: Vec<&str> = gateway.headers.iter().map(|(name, _)| name.as_str()).collect();
                serde_json::json!({ "url": without_query(&gateway.url), "method": gateway.method, "header_names": names,
                                    "accept": gateway.accept })
            }
        }
    }
}

/// Robots' tokens stand in the query.
fn without_query(url: &str) -> String {
    match url.split_once('?') {
        Some((address, _)) => format!("{address}?***"),
        None => url.to_owned(),
    }
}

/// An endpoint as people read it.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct EndpointView {
    /// Its id.
    pub id: Uuid,
    /// Whose; absent for the platform's own.
    pub lender_id: Option<Uuid>,
    /// Unique.
    pub name: String,
    /// `webhook` or `http_gateway`.
    pub kind: String,
    /// The address without its query, names of headers, how many secrets sign: never a secret.
    #[schema(value_type = Object)]
    pub shown: serde_json::Value,
    /// The ETag of the endpoint.
    pub version: i32,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
}

/// A page of endpoints that stand, by id; or one.
pub async fn list(
    c: &mut PgConnection,
    id: Option<Uuid>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<EndpointView>, StoreError> {
    Ok(sqlx::query_as(
        "select e.id, l.id as lender_id, e.name, e.kind, e.shown, e.version, e.created_at, e.updated_at
         from notification_endpoint e left join lender l using (lender_no)
         where e.retired_at is null and ($1::uuid is null or e.id = $1) and ($2::uuid is null or e.id > $2)
         order by e.id limit $3",
    )
    .bind(id)
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// One endpoint that stands.
pub async fn get(c: &mut PgConnection, id: Uuid) -> Result<Option<EndpointView>, StoreError> {
    Ok(list(c, Some(id), None, 1).await?.pop())
}

/// Endpoints that stand of a lender, or of the platform.
pub async fn count(c: &mut PgConnection, lender: Option<LenderNo>) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(
        "select count(*) from notification_endpoint where retired_at is null and lender_no is not distinct from $1",
    )
    .bind(lender.map(|l| l.0))
    .fetch_one(c)
    .await?)
}

/// An endpoint with its form.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Whose.
    pub lender: Option<LenderNo>,
    /// Its version.
    pub version: i32,
    /// How it is reached.
    pub form: Form,
}

#[derive(FromRow)]
struct Row {
    lender_no: Option<i32>,
    version: i32,
    form: Vec<u8>,
}

/// One endpoint that stands with its form, opened; locked until the transaction ends.
pub async fn for_update(c: &mut PgConnection, seal: &Seal, id: Uuid) -> Result<Option<Stored>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "select lender_no, version, form from notification_endpoint where id = $1 and retired_at is null for update",
    )
    .bind(id)
    .fetch_optional(c)
    .await?;
    row.map(|row| opened(row, seal)).transpose()
}

/// The form of an endpoint that stands, if it is of that lender (of the platform: none).
pub async fn form_of(
    c: &mut PgConnection,
    seal: &Seal,
    lender_no: Option<i32>,
    id: Uuid,
) -> Result<Option<Form>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "select lender_no, version, form from notification_endpoint
         where id = $1 and retired_at is null and lender_no is not distinct from $2",
    )
    .bind(id)
    .bind(lender_no)
    .fetch_optional(c)
    .await?;
    Ok(row.map(|row| opened(row, seal)).transpose()?.map(|stored| stored.form))
}

fn opened(row: Row, seal: &Seal) -> Result<Stored, StoreError> {
    let unreadable = |why: String| StoreError::unreadable("endpoint", why);
    let text = seal.open(COLUMN, &row.form).map_err(|e| unreadable(e.to_string()))?;
    let form = serde_json::from_str(&text).map_err(|e| unreadable(e.to_string()))?;
    Ok(Stored { lender: row.lender_no.map(LenderNo), version: row.version, form })
}

fn sealed(form: &Form, seal: &Seal, random: &mut dyn RngCore) -> Result<Vec<u8>, StoreError> {
    let text = serde_json::to_string(form).map_err(|e| StoreError::unreadable("endpoint", e.to_string()))?;
    Ok(seal.seal(COLUMN, &text, random))
}

/// How endpoints are sealed.
pub struct Sealing<'a> {
    /// The key ring.
    pub seal: &'a Seal,
    /// For nonces.
    pub random: &'a mut (dyn RngCore + Send),
}

/// Adds an endpoint. Constraint `notification_endpoint_name` where the name is taken.
pub async fn insert(
    c: &mut PgConnection,
    sealing: Sealing<'_>,
    id: Uuid,
    lender: Option<LenderNo>,
    name: &str,
    form: &Form,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into notification_endpoint (id, lender_no, name, kind, form, shown, version, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, 1, $7, $7)",
    )
    .bind(id)
    .bind(lender.map(|l| l.0))
    .bind(name)
    .bind(form.channel().name())
    .bind(sealed(form, sealing.seal, sealing.random)?)
    .bind(form.shown())
    .bind(now)
    .execute(c)
    .await?;
    Ok(())
}

/// Stores a changed form. `Stale` where it was changed meanwhile.
pub async fn replace(
    c: &mut PgConnection,
    sealing: Sealing<'_>,
    id: Uuid,
    expected: i32,
    name: Option<&str>,
    form: &Form,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "update notification_endpoint
         set name = coalesce($3, name), form = $4, shown = $5, version = version + 1, updated_at = $6
         where id = $1 and version = $2 and retired_at is null",
    )
    .bind(id)
    .bind(expected)
    .bind(name)
    .bind(sealed(form, sealing.seal, sealing.random)?)
    .bind(form.shown())
    .bind(now)
    .execute(c)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Stale { expected }) }
}

/// Retires an endpoint: nothing more is sent to it. Answers whether there was one.
pub async fn retire(c: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "update notification_endpoint set retired_at = $2, updated_at = $2, version = version + 1, form = ''
         where id = $1 and retired_at is null",
    )
    .bind(id)
    .bind(now)
    .execute(c)
    .await?;
    Ok(done.rows_affected() == 1)
}
