//! Loans and payments' effect on them: the stored arrears are always those of the stored payments.

pub use super::loan_list::{Filter, PAGE, count, list};

use super::policy::Place;
use super::{StoreError, payments};
use chrono::{DateTime, NaiveDate, Utc};
use lienwatch_domain::ids::LoanId;
use lienwatch_domain::lending::{Arrears, Bucket, Loan, LoanStatus, Plan, Product, arrears};
use lienwatch_domain::money::Currency;
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// A loan as people read it.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct LoanView {
    /// Its id.
    pub id: Uuid,
    /// The join key to the lender's core system.
    pub contract_number: String,
    /// Who owes.
    pub borrower_id: Option<Uuid>,
    /// On which car.
    pub vehicle_id: Uuid,
    /// `loan`, `finance_lease` or `hire_purchase`.
    pub product: String,
    /// `performing`, `overdue`, `in_recovery`, `settled` or `charged_off`.
    pub status: String,
    /// At which of the lender's branches it is kept.
    pub branch: Option<String>,
    /// ISO 4217; all amounts are its minor units.
    pub currency: String,
    /// Lent.
    pub principal_minor: i64,
    /// When the money was paid out.
    pub funded_on: Option<NaiveDate>,
    /// Regular terms, or the instalments.
    #[schema(value_type = Object)]
    pub plan: serde_json::Value,
    /// Days past due.
    pub dpd: i32,
    /// `current`, `m1` to `m6` or `m6_plus`.
    pub bucket: String,
    /// Instalments past due and not fully paid.
    pub overdue_instalments: i32,
    /// What of them is unpaid.
    pub overdue_minor: i64,
    /// What of the whole schedule is unpaid.
    pub outstanding_minor: i64,
    /// As of which date of the lender.
    pub arrears_as_of: Option<NaiveDate>,
    /// When the lender's books last said so.
    pub balance_as_of: DateTime<Utc>,
    /// Rises with each change.
    pub version: i32,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
}

/// What a new loan is made of.
#[derive(Debug)]
pub struct NewLoan<'a> {
    /// Its id, if it is new.
    pub id: Uuid,
    /// Whose.
    pub lender_no: i32,
    /// The join key.
    pub contract_number: &'a str,
    /// Who owes.
    pub borrower_id: Option<Uuid>,
    /// On which car.
    pub vehicle_no: i32,
    /// What kind.
    pub product: Product,
    /// Where it stands.
    pub status: LoanStatus,
    /// Of all its amounts.
    pub currency: Currency,
    /// Lent.
    pub principal_minor: i64,
    /// When.
    pub funded_on: NaiveDate,
    /// What falls due when.
    pub plan: &'a Plan,
    /// When the lender's books said so.
    pub balance_as_of: DateTime<Utc>,
    /// At which of the lender's branches it is kept.
    pub branch: Option<&'a str>,
}

/// Adds a loan, arrears not yet computed. Constraint `loan_contract_number_unique` where the number is taken.
pub async fn insert(c: &mut PgConnection, n: &NewLoan<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query(
        "insert into loan (id, lender_no, contract_number, borrower_id, vehicle_no, product, status, currency,
                           principal_minor, funded_on, terms, balance_as_of, created_at, updated_at, branch)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14)",
    )
    .bind(n.id)
    .bind(n.lender_no)
    .bind(n.contract_number)
    .bind(n.borrower_id)
    .bind(n.vehicle_no)
    .bind(n.product.name())
    .bind(n.status.name())
    .bind(n.currency.code())
    .bind(n.principal_minor)
    .bind(n.funded_on)
    .bind(Json(n.plan))
    .bind(n.balance_as_of)
    .bind(now)
    .bind(n.branch)
    .execute(&mut *c)
    .await?;
    name_contract(c, n.vehicle_no, n.contract_number).await
}

/// Adds a loan, or changes the one with the same contract number; answers its id.
pub async fn upsert(c: &mut PgConnection, n: &NewLoan<'_>, now: DateTime<Utc>) -> Result<Uuid, StoreError> {
    let id = sqlx::query_scalar(
        "insert into loan as l (id, lender_no, contract_number, borrower_id, vehicle_no, product, status, currency,
                                principal_minor, funded_on, terms, balance_as_of, created_at, updated_at, branch)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14)
         on conflict (lender_no, contract_number) do update set
           branch = coalesce(excluded.branch, l.branch),
           borrower_id = coalesce(excluded.borrower_id, l.borrower_id), vehicle_no = excluded.vehicle_no,
           product = excluded.product, status = excluded.status, currency = excluded.currency,
           principal_minor = excluded.principal_minor, funded_on = excluded.funded_on, terms = excluded.terms,
           balance_as_of = greatest(l.balance_as_of, excluded.balance_as_of), version = l.version + 1,
           updated_at = excluded.updated_at
         returning id",
    )
    .bind(n.id)
    .bind(n.lender_no)
    .bind(n.contract_number)
    .bind(n.borrower_id)
    .bind(n.vehicle_no)
    .bind(n.product.name())
    .bind(n.status.name())
    .bind(n.currency.code())
    .bind(n.principal_minor)
    .bind(n.funded_on)
    .bind(Json(n.plan))
    .bind(n.balance_as_of)
    .bind(now)
    .bind(n.branch)
    .fetch_one(&mut *c)
    .await?;
    name_contract(c, n.vehicle_no, n.contract_number).await?;
    Ok(id)
}

/// A vehicle carries the number of its latest contract.
async fn name_contract(c: &mut PgConnection, vehicle_no: i32, contract: &str) -> Result<(), StoreError> {
    sqlx::query(
        "update vehicle set contract_number = $2 where vehicle_no = $1 and contract_number is distinct from $2",
    )
    .bind(vehicle_no)
    .bind(contract)
    .execute(c)
    .await?;
    Ok(())
}

/// One loan.
pub async fn get(c: &mut PgConnection, id: Uuid) -> Result<Option<LoanView>, StoreError> {
    Ok(sqlx::query_as(
        "select l.id, l.contract_number, l.borrower_id, v.id as vehicle_id, l.product, l.status, l.branch, l.currency,
                l.principal_minor, l.funded_on, l.terms as plan, l.dpd, l.bucket, l.overdue_instalments, l.overdue_minor,
                l.outstanding_minor, l.arrears_as_of, l.balance_as_of, l.version, l.created_at, l.updated_at
         from loan l join vehicle v using (vehicle_no) where l.id = $1",
    )
    .bind(id)
    .fetch_optional(c)
    .await?)
}

/// A loan as the domain knows it, with what the store adds.
#[derive(Debug, Clone)]
pub struct StoredLoan {
    /// The loan.
    pub loan: Loan,
    /// Whose.
    pub lender_no: i32,
    /// On which car.
    pub vehicle_no: i32,
    /// And its id.
    pub vehicle_id: Uuid,
    /// Who owes.
    pub borrower_id: Option<Uuid>,
    /// The bucket it was in; `None`: never aged.
    pub bucket: Option<Bucket>,
    /// When the lender's books last said so.
    pub balance_as_of: DateTime<Utc>,
}

#[derive(FromRow)]
pub(super) struct Row {
    id: Uuid,
    lender_no: i32,
    contract_number: String,
    borrower_id: Option<Uuid>,
    vehicle_no: i32,
    vehicle_id: Uuid,
    product: String,
    status: String,
    currency: String,
    funded_on: Option<NaiveDate>,
    terms: Json<Plan>,
    bucket: String,
    arrears_as_of: Option<NaiveDate>,
    balance_as_of: DateTime<Utc>,
}

impl TryFrom<Row> for StoredLoan {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<StoredLoan, StoreError> {
        let unreadable = |why: &str| StoreError::unreadable("loan", format!("{}: {why}", row.id));
        let schedule = row.terms.0.schedule().map_err(|e| unreadable(&e.to_string()))?;
        Ok(StoredLoan {
            loan: Loan {
                id: LoanId(row.id),
                product: Product::from_name(&row.product).ok_or_else(|| unreadable("product"))?,
                status: LoanStatus::from_name(&row.status).ok_or_else(|| unreadable("status"))?,
                currency: Currency::new(&row.currency).map_err(|e| unreadable(&e.to_string()))?,
                funded_on: row.funded_on.ok_or_else(|| unreadable("no funding date"))?,
                contract_no: row.contract_number,
                schedule,
            },
            lender_no: row.lender_no,
            vehicle_no: row.vehicle_no,
            vehicle_id: row.vehicle_id,
            borrower_id: row.borrower_id,
            bucket: row.arrears_as_of.and(Bucket::from_name(&row.bucket)),
            balance_as_of: row.balance_as_of,
        })
    }
}

/// The loan, locked until the transaction ends: payments and cases of one loan are dealt with one by one.
pub async fn for_update(c: &mut PgConnection, id: Uuid) -> Result<Option<StoredLoan>, StoreError> {
    stored(c, id, "for update of l").await
}

/// A loan as the engine computes with it, not locked.
pub async fn read(c: &mut PgConnection, id: Uuid) -> Result<Option<StoredLoan>, StoreError> {
    stored(c, id, "").await
}

async fn stored(c: &mut PgConnection, id: Uuid, lock: &str) -> Result<Option<StoredLoan>, StoreError> {
    let sql = format!(
        "select l.id, l.lender_no, l.contract_number, l.borrower_id, l.vehicle_no, v.id as vehicle_id, l.product,
                l.status, l.currency, l.funded_on, l.terms, l.bucket, l.arrears_as_of, l.balance_as_of
         from loan l join vehicle v using (vehicle_no) where l.id = $1 {lock}"
    );
    let row: Option<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(c).await?;
    row.map(StoredLoan::try_from).transpose()
}

/// The id and currency of the loan of a contract.
pub async fn by_contract(
    c: &mut PgConnection,
    lender_no: i32,
    contract: &str,
) -> Result<Option<(Uuid, String)>, StoreError> {
    Ok(sqlx::query_as("select id, currency from loan where lender_no = $1 and contract_number = $2")
        .bind(lender_no)
        .bind(contract)
        .fetch_optional(c)
        .await?)
}

/// Which of these contracts are there.
pub async fn known(c: &mut PgConnection, lender_no: i32, contracts: &[String]) -> Result<Vec<String>, StoreError> {
    Ok(sqlx::query_scalar("select contract_number from loan where lender_no = $1 and contract_number = any ($2)")
        .bind(lender_no)
        .bind(contracts)
        .fetch_all(c)
        .await?)
}

/// Ids of a vehicle's loans that still owe something, newest first.
pub async fn live_of_vehicle(c: &mut PgConnection, vehicle_id: Uuid) -> Result<Vec<Uuid>, StoreError> {
    Ok(sqlx::query_scalar(
        "select l.id from loan l join vehicle v using (vehicle_no)
         where v.id = $1 and l.status <> 'settled' order by l.funded_on desc nulls last, l.id desc",
    )
    .bind(vehicle_id)
    .fetch_all(c)
    .await?)
}

/// Says that the lender's books were right at a time.
pub async fn confirm_balance(c: &mut PgConnection, id: Uuid, as_of: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query("update loan set balance_as_of = greatest(balance_as_of, $2) where id = $1")
        .bind(id)
        .bind(as_of)
        .execute(c)
        .await?;
    Ok(())
}

/// What recomputing arrears found.
#[derive(Debug, Clone)]
pub struct Aged {
    /// Where the loan stands now.
    pub arrears: Arrears,
    /// Its bucket now.
    pub bucket: Bucket,
    /// The bucket it left, where it moved. An opening bucket is not a move.
    pub moved_from: Option<Bucket>,
    /// Anything stored is different now.
    pub changed: bool,
}

/// Recomputes the arrears of a loan from its stored payments as of the lender's date at `now`, and stores them.
/// The caller holds the loan's lock ([`for_update`]) and writes the event of a move.
pub async fn age(
    c: &mut PgConnection,
    stored: &StoredLoan,
    place: &Place,
    now: DateTime<Utc>,
) -> Result<Aged, StoreError> {
    let id = stored.loan.id;
    let paid = payments::of_loan(c, id).await?;
    let arrears = arrears(&stored.loan, &paid, place.today(now));
    let buckets = &place.policy.buckets;
    let bucket = buckets.bucket(arrears.dpd);
    let moved = buckets.moved(id, stored.bucket, arrears.dpd, arrears.as_of);
    let done = sqlx::query(
        "update loan set dpd = $2, bucket = $3, overdue_instalments = $4, overdue_minor = $5, outstanding_minor = $6,
                arrears_as_of = $7, status = $8, first_unpaid = $11, version = version + 1, updated_at = $9,
                bucket_since = case when $10 then $9 else bucket_since end
         where id = $1 and (dpd, bucket, overdue_instalments, overdue_minor, outstanding_minor, arrears_as_of, status, first_unpaid)
                           is distinct from ($2, $3, $4, $5, $6, $7, $8, $11)",
    )
    .bind(id.0)
    .bind(i32::try_from(arrears.dpd).unwrap_or(i32::MAX))
    .bind(bucket.name())
    .bind(i32::try_from(arrears.overdue_instalments).unwrap_or(i32::MAX))
    .bind(arrears.overdue_minor)
    .bind(arrears.outstanding_minor)
    .bind(arrears.as_of)
    .bind(stored.loan.status.after(&arrears).name())
    .bind(now)
    .bind(moved.is_some())
    .bind(arrears.first_instalment_unpaid)
    .execute(c)
    .await?;
    Ok(Aged { arrears, bucket, moved_from: moved.map(|m| m.from), changed: done.rows_affected() > 0 })
}
