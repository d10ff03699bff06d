//! What belongs to a case and never changes: evidence, and records of what was found, checked and said.

use super::StoreError;
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// A photo, sound or paper of a case.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct CaseFile {
    /// Its id.
    pub id: Uuid,
    /// Of which case.
    pub case_id: Uuid,
    /// For which order.
    pub order_id: Option<Uuid>,
    /// From which vendor.
    pub vendor_id: Option<Uuid>,
    /// `photo`, `audio`, `signature`, `document`, `invoice`, ...
    pub kind: String,
    /// MIME type, by its first bytes.
    pub content_type: String,
    /// Its bytes.
    pub size_bytes: i64,
    /// SHA-256 of them, hexadecimal.
    #[sqlx(try_from = "Vec<u8>")]
    #[schema(value_type = String)]
    pub sha256: HexDigest,
    /// When it was taken, by whoever took it.
    pub taken_at: Option<DateTime<Utc>>,
    /// Where: latitude, 1e-7 degree.
    pub lat_e7: Option<i32>,
    /// Where: longitude, 1e-7 degree.
    pub lon_e7: Option<i32>,
    /// In words.
    pub note: Option<String>,
    /// Who brought it.
    pub uploaded_by: String,
    /// When it came, engine time.
    pub received_at: DateTime<Utc>,
    /// Below the root of the files.
    #[serde(skip)]
    pub storage_name: String,
}

/// A digest that is shown in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HexDigest(pub Vec<u8>);

impl From<Vec<u8>> for HexDigest {
    fn from(bytes: Vec<u8>) -> Self {
        HexDigest(bytes)
    }
}

impl Serialize for HexDigest {
    fn serialize<S: serde::Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        target.serialize_str(&hex::encode(&self.0))
    }
}

const FILE: &str =
    "id, case_id, order_id, vendor_id, kind, content_type, size_bytes, sha256, taken_at, lat_e7, lon_e7, note,
                    uploaded_by, received_at, storage_name";

/// Adds a piece of evidence; the same bytes for the same case are the same piece. Answers its id.
pub async fn add_file(c: &mut PgConnection, lender_no: i32, file: &CaseFile) -> Result<Uuid, StoreError> {
    let done: Option<Uuid> = sqlx::query_scalar(
        "insert into case_evidence (id, lender_no, case_id, order_id, vendor_id, kind, content_type, size_bytes, sha256,
                                    taken_at, lat_e7, lon_e7, note, uploaded_by, received_at, storage_name)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         on conflict on constraint case_evidence_once do nothing returning id",
    )
    .bind(file.id)
    .bind(lender_no)
    .bind(file.case_id)
    .bind(file.order_id)
    .bind(file.vendor_id)
    .bind(&file.kind)
    .bind(&file.content_type)
    .bind(file.size_bytes)
    .bind(&file.sha256.0)
    .bind(file.taken_at)
    .bind(file.lat_e7)
    .bind(file.lon_e7)
    .bind(&file.note)
    .bind(&file.uploaded_by)
    .bind(file.received_at)
    .bind(&file.storage_name)
    .fetch_optional(&mut *c)
    .await?;
    match done {
        Some(id) => Ok(id),
        None => Ok(sqlx::query_scalar("select id from case_evidence where case_id = $1 and sha256 = $2")
            .bind(file.case_id)
            .bind(&file.sha256.0)
            .fetch_one(c)
            .await?),
    }
}

/// One piece of evidence.
pub async fn file(c: &mut PgConnection, id: Uuid) -> Result<Option<CaseFile>, StoreError> {
    let sql = format!("select {FILE} from case_evidence where id = $1");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(c).await?)
}

/// A page of a case's evidence, by id; of one order where it is named.
pub async fn files(
    c: &mut PgConnection,
    case: Uuid,
    order: Option<Uuid>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<CaseFile>, StoreError> {
    let sql = format!(
        "select {FILE} from case_evidence where case_id = $1 and ($2::uuid is null or order_id = $2)
           and ($3::uuid is null or id > $3) order by id limit $4"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(case).bind(order).bind(after).bind(limit);
    Ok(query.fetch_all(c).await?)
}

/// How many of these are evidence of this case.
pub async fn known_files(c: &mut PgConnection, case: Uuid, ids: &[Uuid]) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("select count(*) from case_evidence where case_id = $1 and id = any ($2)")
        .bind(case)
        .bind(ids)
        .fetch_one(c)
        .await?)
}

/// What was found, checked or said.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct CaseRecord {
    /// Its id.
    pub id: Uuid,
    /// Of which case.
    pub case_id: Uuid,
    /// For which order.
    pub order_id: Option<Uuid>,
    /// `property_inventory`, `title_check`, `contact`, `incident`, ...
    pub kind: String,
    /// What.
    #[schema(value_type = Object)]
    pub detail: serde_json::Value,
    /// When, engine time.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// Adds a record.
pub async fn add_record(c: &mut PgConnection, lender_no: i32, record: &CaseRecord) -> Result<(), StoreError> {
    sqlx::query(
        "insert into case_record (id, lender_no, case_id, order_id, kind, detail, at, by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(record.id)
    .bind(lender_no)
    .bind(record.case_id)
    .bind(record.order_id)
    .bind(&record.kind)
    .bind(&record.detail)
    .bind(record.at)
    .bind(&record.by)
    .execute(c)
    .await?;
    Ok(())
}

/// A page of a case's records, by id; of one kind where it is named.
pub async fn records(
    c: &mut PgConnection,
    case: Uuid,
    kind: Option<&str>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<CaseRecord>, StoreError> {
    Ok(sqlx::query_as(
        "select id, case_id, order_id, kind, detail, at, by from case_record
         where case_id = $1 and ($2::text is null or kind = $2) and ($3::uuid is null or id > $3) order by id limit $4",
    )
    .bind(case)
    .bind(kind)
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// The newest record of a kind.
pub async fn newest_record(c: &mut PgConnection, case: Uuid, kind: &str) -> Result<Option<CaseRecord>, StoreError> {
    Ok(sqlx::query_as(
        "select id, case_id, order_id, kind, detail, at, by from case_record where case_id = $1 and kind = $2
         order by at desc, id desc limit 1",
    )
    .bind(case)
    .bind(kind)
    .fetch_optional(c)
    .await?)
}

/// Every record of a case, newest first, at most `limit`.
pub async fn newest_records(c: &mut PgConnection, case: Uuid, limit: i64) -> Result<Vec<CaseRecord>, StoreError> {
    Ok(sqlx::query_as(
        "select id, case_id, order_id, kind, detail, at, by from case_record where case_id = $1
         order by at desc, id desc limit $2",
    )
    .bind(case)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// A contact of any case of the same debtor.
#[derive(Debug, Clone, FromRow)]
pub struct LoggedContact {
    /// What was recorded.
    pub detail: serde_json::Value,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// It was about this loan.
    pub same_loan: bool,
}

/// Contacts of the cases of a loan and of its borrower's other loans since a time, newest first, at most `limit`.
pub async fn contacts(
    c: &mut PgConnection,
    loan: Uuid,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<LoggedContact>, StoreError> {
    Ok(sqlx::query_as(
        "select r.detail, r.at, l.id = $1 as same_loan
         from loan of_it
         join loan l on l.id = of_it.id or (l.lender_no = of_it.lender_no and l.borrower_id = of_it.borrower_id)
         join recovery_case k on k.loan_id = l.id
         join case_record r on r.case_id = k.id and r.kind = 'contact' and r.at >= $2
         where of_it.id = $1 order by r.at desc, r.id desc limit $3",
    )
    .bind(loan)
    .bind(since)
    .bind(limit)
    .fetch_all(c)
    .await?)
}
