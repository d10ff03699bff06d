//! Borrowers. Personal columns are sealed here, on the way in and out; the database never sees them plain.

use super::seal::{Seal, SealError};
use super::{Constraint, StoreError};
use chrono::{DateTime, Utc};
use lienwatch_domain::detect::DeclaredKind;
use lienwatch_domain::geo::Point;
use rand::RngCore;
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// A borrower, in plain text.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Borrower {
    /// Its id.
    pub id: Uuid,
    /// The lender's own key.
    pub external_id: String,
    /// Personal.
    pub name: String,
    /// Personal.
    pub id_number: Option<String>,
    /// Personal.
    pub phone: Option<String>,
    /// Personal.
    pub email: Option<String>,
    /// Personal.
    pub address: Option<String>,
    /// To be treated with special care.
    pub vulnerable: bool,
    /// On the lender's watch-list.
    pub watch_listed: bool,
    /// Personal fields are masked; give a `reason` to see them, where your role may.
    pub masked: bool,
    /// Rises with each change.
    pub version: i32,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
}

/// What a borrower is made of.
#[derive(Debug, Default)]
pub struct NewBorrower<'a> {
    /// The lender's own key.
    pub external_id: &'a str,
    /// Name.
    pub name: &'a str,
    /// Identity document.
    pub id_number: Option<&'a str>,
    /// Phone.
    pub phone: Option<&'a str>,
    /// E-mail.
    pub email: Option<&'a str>,
    /// Postal address.
    pub address: Option<&'a str>,
    /// To be treated with special care.
    pub vulnerable: bool,
    /// On the lender's watch-list.
    pub watch_listed: bool,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    lender_no: i32,
    external_id: String,
    name_sealed: Vec<u8>,
    id_number_sealed: Option<Vec<u8>>,
    phone_sealed: Option<Vec<u8>>,
    email_sealed: Option<Vec<u8>>,
    address_sealed: Option<Vec<u8>>,
    vulnerable: bool,
    watch_listed: bool,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl Row {
    fn open(self, seal: &Seal) -> Result<(Borrower, i32), StoreError> {
        let damaged = |e: SealError| StoreError::unreadable("borrower", e.to_string());
        let open =
            |column: &str, sealed: Option<Vec<u8>>| sealed.map(|s| seal.open(column, &s)).transpose().map_err(damaged);
        let borrower = Borrower {
            id: self.id,
            external_id: self.external_id,
            name: seal.open("borrower.name", &self.name_sealed).map_err(damaged)?,
            id_number: open("borrower.id_number", self.id_number_sealed)?,
            phone: open("borrower.phone", self.phone_sealed)?,
            email: open("borrower.email", self.email_sealed)?,
            address: open("borrower.address", self.address_sealed)?,
            vulnerable: self.vulnerable,
            watch_listed: self.watch_listed,
            masked: false,
            version: self.version,
            created_at: self.created_at,
            updated_at: self.updated_at,
        };
        Ok((borrower, self.lender_no))
    }
}

/// The personal columns of a borrower, as they are stored. Made apart, because sealing needs randomness.
#[derive(Debug)]
pub struct Sealed {
    name: Vec<u8>,
    id_number: Option<Vec<u8>>,
    id_number_index: Option<Vec<u8>>,
    phone: Option<Vec<u8>>,
    phone_index: Option<Vec<u8>>,
    email: Option<Vec<u8>>,
    address: Option<Vec<u8>>,
}

impl Sealed {
    /// Seals them.
    pub fn of(seal: &Seal, random: &mut dyn RngCore, new: &NewBorrower<'_>) -> Sealed {
        let mut sealed = |column: &str, plain: Option<&str>| plain.map(|p| seal.seal(column, p, random));
        let index = |column: &str, plain: Option<&str>| plain.map(|p| seal.index(column, &normal(p)));
        Sealed {
            id_number: sealed("borrower.id_number", new.id_number),
            id_number_index: index("borrower.id_number", new.id_number),
            phone: sealed("borrower.phone", new.phone),
            phone_index: index("borrower.phone", new.phone),
            email: sealed("borrower.email", new.email),
            address: sealed("borrower.address", new.address),
            name: seal.seal("borrower.name", new.name, random),
        }
    }
}

/// Adds a borrower, or (with `replace`) changes the one with the same external id. Answers the id. Constraint
/// `borrower_external_id_unique` where it is taken and may not be replaced.
pub async fn save(
    c: &mut PgConnection,
    id: Uuid,
    lender_no: i32,
    new: &NewBorrower<'_>,
    sealed: &Sealed,
    replace: bool,
    now: DateTime<Utc>,
) -> Result<Uuid, StoreError> {
    let saved: Option<Uuid> = sqlx::query_scalar(
        "insert into borrower as b (id, lender_no, external_id, name_sealed, id_number_sealed, id_number_index,
                phone_sealed, phone_index, email_sealed, address_sealed, vulnerable, watch_listed, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)
         on conflict (lender_no, external_id) do update set
           name_sealed = excluded.name_sealed, id_number_sealed = excluded.id_number_sealed,
           id_number_index = excluded.id_number_index, phone_sealed = excluded.phone_sealed,
           phone_index = excluded.phone_index, email_sealed = excluded.email_sealed,
           address_sealed = excluded.address_sealed, vulnerable = excluded.vulnerable,
           watch_listed = excluded.watch_listed, version = b.version + 1, updated_at = excluded.updated_at
         where $14 returning id",
    )
    .bind(id)
    .bind(lender_no)
    .bind(new.external_id)
    .bind(&sealed.name)
    .bind(&sealed.id_number)
    .bind(&sealed.id_number_index)
    .bind(&sealed.phone)
    .bind(&sealed.phone_index)
    .bind(&sealed.email)
    .bind(&sealed.address)
    .bind(new.vulnerable)
    .bind(new.watch_listed)
    .bind(now)
    .bind(replace)
    .fetch_optional(c)
    .await?;
    saved.ok_or_else(|| StoreError::Constraint(Constraint { name: "borrower_external_id_unique".into() }))
}

/// Sets where a borrower said that home or work is; `None` takes the statement back.
pub async fn declare(
    c: &mut PgConnection,
    lender_no: i32,
    borrower: Uuid,
    kind: DeclaredKind,
    point: Option<Point>,
) -> Result<(), StoreError> {
    let kind = match kind {
        DeclaredKind::Home => "home",
        DeclaredKind::Work => "work",
    };
    let statement = match point {
        Some(point) => sqlx::query(
            "insert into borrower_place (borrower_id, lender_no, kind, lat_e7, lon_e7) values ($1, $2, $3, $4, $5)
             on conflict (borrower_id, kind) do update set lat_e7 = excluded.lat_e7, lon_e7 = excluded.lon_e7",
        )
        .bind(borrower)
        .bind(lender_no)
        .bind(kind)
        .bind(point.lat_e7)
        .bind(point.lon_e7),
        None => {
            sqlx::query("delete from borrower_place where borrower_id = $1 and kind = $2").bind(borrower).bind(kind)
        }
    };
    statement.execute(c).await?;
    Ok(())
}

/// Spaces and hyphens do not matter when somebody searches.
fn normal(plain: &str) -> String {
    plain.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_lowercase()
}

/// What to list: by exact phone or identity number, through their keyed hashes.
#[derive(Debug, Default)]
pub struct Filter<'a> {
    /// Phone.
    pub phone: Option<&'a str>,
    /// Identity document.
    pub id_number: Option<&'a str>,
    /// The lender's own key.
    pub external_id: Option<&'a str>,
}

/// A page of borrowers, by id.
pub async fn list(
    c: &mut PgConnection,
    seal: &Seal,
    f: &Filter<'_>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Borrower>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select * from borrower where ($1::bytea is null or phone_index = $1) and ($2::bytea is null or id_number_index = $2)
           and ($3::text is null or external_id = $3) and ($4::uuid is null or id > $4) order by id limit $5",
    )
    .bind(f.phone.map(|p| seal.index("borrower.phone", &normal(p))))
    .bind(f.id_number.map(|p| seal.index("borrower.id_number", &normal(p))))
    .bind(f.external_id)
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await?;
    rows.into_iter().map(|row| row.open(seal).map(|(borrower, _)| borrower)).collect()
}

/// One borrower and its lender.
pub async fn get(c: &mut PgConnection, seal: &Seal, id: Uuid) -> Result<Option<(Borrower, i32)>, StoreError> {
    let row: Option<Row> = sqlx::query_as("select * from borrower where id = $1").bind(id).fetch_optional(c).await?;
    row.map(|row| row.open(seal)).transpose()
}

/// The borrower of the lender's own key.
pub async fn id_of(c: &mut PgConnection, lender_no: i32, external_id: &str) -> Result<Option<Uuid>, StoreError> {
    Ok(sqlx::query_scalar("select id from borrower where lender_no = $1 and external_id = $2")
        .bind(lender_no)
        .bind(external_id)
        .fetch_optional(c)
        .await?)
}

/// Which of these external ids are there.
pub async fn known(c: &mut PgConnection, lender_no: i32, ids: &[String]) -> Result<Vec<String>, StoreError> {
    Ok(sqlx::query_scalar("select external_id from borrower where lender_no = $1 and external_id = any ($2)")
        .bind(lender_no)
        .bind(ids)
        .fetch_all(c)
        .await?)
}
