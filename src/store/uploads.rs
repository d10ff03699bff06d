//! Evidence that arrives in pieces: what was announced, what is here, and the end of what nobody finished.

use super::StoreError;
use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

/// An upload.
#[derive(Debug, Clone, FromRow)]
pub struct Upload {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub lender_no: i32,
    /// For which order.
    pub order_id: Uuid,
    /// From which vendor.
    pub vendor_id: Uuid,
    /// The contractor's own name for it.
    pub client_id: Uuid,
    /// Kind, when and where it was taken, note.
    pub about: serde_json::Value,
    /// All of it, bytes.
    pub size_bytes: i64,
    /// Of all of it.
    pub sha256: Vec<u8>,
    /// Bytes that are here.
    pub received: i64,
    /// What became of it, once it is whole.
    pub evidence_id: Option<Uuid>,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Until when it is kept.
    pub expires_at: DateTime<Utc>,
}

const COLUMNS: &str = "id, lender_no, order_id, vendor_id, client_id, about, size_bytes, sha256, received, evidence_id,
                       created_at, expires_at";

/// Announces an upload. Answers whether it is new: a second one of the same client id is not.
pub async fn insert(c: &mut PgConnection, new: &Upload) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "insert into upload (id, lender_no, order_id, vendor_id, client_id, about, size_bytes, sha256, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict on constraint upload_client_once do nothing",
    )
    .bind(new.id)
    .bind(new.lender_no)
    .bind(new.order_id)
    .bind(new.vendor_id)
    .bind(new.client_id)
    .bind(&new.about)
    .bind(new.size_bytes)
    .bind(&new.sha256)
    .bind(new.created_at)
    .bind(new.expires_at)
    .execute(c)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The upload of a client id.
pub async fn of_client(c: &mut PgConnection, order: Uuid, client: Uuid) -> Result<Option<Upload>, StoreError> {
    let sql = format!("select {COLUMNS} from upload where order_id = $1 and client_id = $2");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(order).bind(client).fetch_optional(c).await?)
}

/// One of an order, to look at.
pub async fn get(c: &mut PgConnection, order: Uuid, id: Uuid) -> Result<Option<Upload>, StoreError> {
    one(c, order, id, "").await
}

/// One of an order, locked: of two pieces at once one waits, and then finds the offset moved.
pub async fn for_update(c: &mut PgConnection, order: Uuid, id: Uuid) -> Result<Option<Upload>, StoreError> {
    one(c, order, id, "for update").await
}

async fn one(c: &mut PgConnection, order: Uuid, id: Uuid, lock: &str) -> Result<Option<Upload>, StoreError> {
    let sql = format!("select {COLUMNS} from upload where order_id = $1 and id = $2 {lock}");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(order).bind(id).fetch_optional(c).await?)
}

/// What a vendor has begun and not finished: how many, and how many bytes of them are announced.
pub async fn unfinished(c: &mut PgConnection, vendor: Uuid) -> Result<(i64, i64), StoreError> {
    Ok(sqlx::query_as(
        "select count(*), coalesce(sum(size_bytes), 0)::int8 from upload where vendor_id = $1 and evidence_id is null",
    )
    .bind(vendor)
    .fetch_one(c)
    .await?)
}

/// Keeps a piece at the end of what is here. The upload is locked.
pub async fn append(
    c: &mut PgConnection,
    upload: &Upload,
    bytes: &[u8],
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query("insert into upload_part (upload_id, at, lender_no, bytes) values ($1, $2, $3, $4)")
        .bind(upload.id)
        .bind(upload.received)
        .bind(upload.lender_no)
        .bind(bytes)
        .execute(&mut *c)
        .await?;
    sqlx::query("update upload set received = received + $2, expires_at = $3 where id = $1")
        .bind(upload.id)
        .bind(i64::try_from(bytes.len()).unwrap_or(i64::MAX))
        .bind(expires_at)
        .execute(c)
        .await?;
    Ok(())
}

/// The pieces, in order.
pub async fn parts(c: &mut PgConnection, id: Uuid) -> Result<Vec<Vec<u8>>, StoreError> {
    Ok(sqlx::query_scalar("select bytes from upload_part where upload_id = $1 order by at")
        .bind(id)
        .fetch_all(c)
        .await?)
}

/// It is whole, and evidence: the pieces go.
pub async fn finish(c: &mut PgConnection, id: Uuid, evidence: Uuid) -> Result<(), StoreError> {
    sqlx::query("update upload set evidence_id = $2 where id = $1").bind(id).bind(evidence).execute(&mut *c).await?;
    sqlx::query("delete from upload_part where upload_id = $1").bind(id).execute(c).await?;
    Ok(())
}

/// Forgets an upload with its pieces.
pub async fn remove(c: &mut PgConnection, id: Uuid) -> Result<(), StoreError> {
    sqlx::query("delete from upload where id = $1").bind(id).execute(c).await?;
    Ok(())
}

/// Forgets what nobody finished, and what was finished long ago. Answers how many.
pub async fn sweep(c: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "delete from upload where id in (select id from upload where expires_at <= $1 order by expires_at limit $2
                                         for update skip locked)",
    )
    .bind(now)
    .bind(limit)
    .execute(c)
    .await?;
    Ok(done.rows_affected())
}
