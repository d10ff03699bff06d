//! Notes of a case, and the people they name.

use super::StoreError;
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{AssertSqlSafe, FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// Somebody who may be named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow, ToSchema)]
pub struct Colleague {
    /// Account.
    pub id: Uuid,
    /// Shown to others.
    pub display_name: String,
    /// Their role.
    pub role: String,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow, ToSchema)]
pub struct Note {
    /// Its id.
    pub id: Uuid,
    /// Of which case.
    pub case_id: Uuid,
    /// What was written, 1 to 4000 characters.
    pub text: String,
    /// By whom: `user:<id>` or `key:<id>`.
    pub by: String,
    /// Their name, where it is a person.
    pub by_name: Option<String>,
    /// When, engine time.
    pub at: DateTime<Utc>,
    /// Whom it names.
    #[sqlx(json)]
    pub mentions: Vec<Named>,
}

/// Somebody whom a note names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize, ToSchema)]
pub struct Named {
    /// Account.
    pub id: Uuid,
    /// Shown to others.
    pub display_name: String,
}

/// A note that names the one who asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow, ToSchema)]
pub struct Mention {
    /// The note.
    pub note_id: Uuid,
    /// Of which case.
    pub case_id: Uuid,
    /// The car's plate, for those who see whole plates.
    pub plate: Option<String>,
    /// What was written.
    pub text: String,
    /// By whom: `user:<id>` or `key:<id>`.
    pub by: String,
    /// Their name, where it is a person.
    pub by_name: Option<String>,
    /// When, engine time.
    pub at: DateTime<Utc>,
    /// When it was marked as read.
    pub read_at: Option<DateTime<Utc>>,
}

/// Adds a note that names `people`.
pub async fn add(
    c: &mut PgConnection,
    lender_no: i32,
    (id, case_id): (Uuid, Uuid),
    (text, people): (&str, &[Uuid]),
    (by, at): (&str, DateTime<Utc>),
) -> Result<(), StoreError> {
    sqlx::query("insert into case_note (id, lender_no, case_id, text, by, at) values ($1, $2, $3, $4, $5, $6)")
        .bind(id)
        .bind(lender_no)
        .bind(case_id)
        .bind(text)
        .bind(by)
        .bind(at)
        .execute(&mut *c)
        .await?;
    sqlx::query(
        "insert into case_mention (user_id, note_id, lender_no)
         select u.id, $1, $2 from unnest($3::uuid[]) u (id) on conflict do nothing",
    )
    .bind(id)
    .bind(lender_no)
    .bind(people)
    .execute(c)
    .await?;
    Ok(())
}

const NOTE: &str = "select n.id, n.case_id, n.text, n.by, n.at, w.display_name as by_name,
       coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'display_name', u.display_name)
                                  order by u.display_name, u.id)
                 from case_mention m join app_user u on u.id = m.user_id where m.note_id = n.id), '[]') as mentions
     from case_note n left join app_user w on n.by = 'user:' || w.id";

/// Notes of a case, the newest first.
pub async fn of_case(
    c: &mut PgConnection,
    case_id: Uuid,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Note>, StoreError> {
    let sql = format!("{NOTE} where n.case_id = $1 and ($2::uuid is null or n.id < $2) order by n.id desc limit $3");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(case_id).bind(before).bind(limit).fetch_all(c).await?)
}

/// One note.
pub async fn get(c: &mut PgConnection, id: Uuid) -> Result<Option<Note>, StoreError> {
    let sql = format!("{NOTE} where n.id = $1");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(c).await?)
}

/// Who may be named in a case of a lender: people of the lender and of the platform with an account in use. Contractors
/// do not see cases.
pub async fn colleagues(
    c: &mut PgConnection,
    lender_no: i32,
    only: Option<&[Uuid]>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Colleague>, StoreError> {
    Ok(sqlx::query_as(
        "select id, display_name, role from app_user
         where (lender_no = $1 or lender_no is null) and disabled_at is null and role <> 'contractor'
           and ($2::uuid[] is null or id = any ($2)) and ($3::uuid is null or id > $3)
         order by id limit $4",
    )
    .bind(lender_no)
    .bind(only)
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// Notes that name a person, the newest first.
pub async fn naming(
    c: &mut PgConnection,
    user: Uuid,
    unread: bool,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Mention>, StoreError> {
    Ok(sqlx::query_as(
        "select m.note_id, n.case_id, v.plate, n.text, n.by, w.display_name as by_name, n.at, m.read_at
         from case_mention m join case_note n on n.id = m.note_id
         join recovery_case k on k.id = n.case_id join loan l on l.id = k.loan_id
         left join vehicle v on v.vehicle_no = l.vehicle_no left join app_user w on n.by = 'user:' || w.id
         where m.user_id = $1 and (not $2 or m.read_at is null) and ($3::uuid is null or m.note_id < $3)
         order by m.note_id desc limit $4",
    )
    .bind(user)
    .bind(unread)
    .bind(before)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// Marks a note that names a person as read; once is enough. Answers whether there is such a note.
pub async fn mark_read(c: &mut PgConnection, user: Uuid, note: Uuid, at: DateTime<Utc>) -> Result<bool, StoreError> {
    let sql = "update case_mention set read_at = coalesce(read_at, $3) where user_id = $1 and note_id = $2";
    Ok(sqlx::query(sql).bind(user).bind(note).bind(at).execute(c).await?.rows_affected() == 1)
}
