//! A lender's own rules and tables of holidays, as they were brought.

use super::StoreError;
use super::lenders::Lender;
use chrono::{DateTime, Utc};
use lienwatch_domain::compliance::Jurisdiction;
use sqlx::{FromRow, PgConnection};

/// A lender's own rules, as they were brought.
#[derive(Debug, Clone, FromRow)]
pub struct StoredPack {
    /// Counts them, from 1.
    pub number: i32,
    /// The text.
    pub pack: String,
    /// Since when.
    pub at: DateTime<Utc>,
    /// Who brought it.
    pub by: String,
}

/// The rules of a lender that are in force; `None`: it brought none.
pub async fn own_pack(c: &mut PgConnection, lender_no: i32) -> Result<Option<StoredPack>, StoreError> {
    Ok(sqlx::query_as(
        "select number, pack, at, by from compliance_pack where lender_no = $1 order by number desc limit 1",
    )
    .bind(lender_no)
    .fetch_optional(c)
    .await?)
}

/// These lenders, each with its rules that are in force, as it brought them.
pub async fn with_own_packs(
    c: &mut PgConnection,
    lenders: &[i32],
) -> Result<Vec<(Lender, Option<String>)>, StoreError> {
    let rows: Vec<WithPack> = sqlx::query_as(
        "select l.*, (select p.pack from compliance_pack p where p.lender_no = l.lender_no
                      order by p.number desc limit 1) as pack
         from lender l where l.lender_no = any ($1)",
    )
    .bind(lenders)
    .fetch_all(c)
    .await?;
    Ok(rows.into_iter().map(|row| (row.lender, row.pack)).collect())
}

#[derive(FromRow)]
struct WithPack {
    #[sqlx(flatten)]
    lender: Lender,
    pack: Option<String>,
}

/// Brings the next version. Constraint `compliance_pack_version_unique` where that version was there before.
pub async fn add_pack(
    c: &mut PgConnection,
    lender_no: i32,
    version: &str,
    pack: &str,
    at: DateTime<Utc>,
    by: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into compliance_pack (lender_no, number, version, pack, at, by)
         select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5 from compliance_pack where lender_no = $1",
    )
    .bind(lender_no)
    .bind(version)
    .bind(pack)
    .bind(at)
    .bind(by)
    .execute(c)
    .await?;
    Ok(())
}

/// The table of holidays of a place, as it was brought.
pub async fn holidays(
    c: &mut PgConnection,
    lender_no: i32,
    jurisdiction: Jurisdiction,
) -> Result<Option<String>, StoreError> {
    Ok(sqlx::query_scalar("select days from compliance_holidays where lender_no = $1 and jurisdiction = $2")
        .bind(lender_no)
        .bind(jurisdiction.name())
        .fetch_optional(c)
        .await?)
}

/// Puts a table of holidays in place of the one that was there.
pub async fn put_holidays(
    c: &mut PgConnection,
    lender_no: i32,
    jurisdiction: Jurisdiction,
    days: &str,
    at: DateTime<Utc>,
    by: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into compliance_holidays (lender_no, jurisdiction, days, at, by) values ($1, $2, $3, $4, $5)
         on conflict (lender_no, jurisdiction) do update set days = excluded.days, at = excluded.at, by = excluded.by",
    )
    .bind(lender_no)
    .bind(jurisdiction.name())
    .bind(days)
    .bind(at)
    .bind(by)
    .execute(c)
    .await?;
    Ok(())
}
