//! Cars on their way from the yard to their settlement: at which stage each one is, and how many there are at each.

use super::{StoreError, pattern};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{AssertSqlSafe, FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// The stages in their order. `valuation`: nobody has said what the car is worth; `notice`: it was appraised, its sale is
/// prepared; `listed`: it is offered; `sold`: somebody has it, and is to pay; `funds`: it is paid, and nothing is divided
/// yet; `settled`: the money is divided; `redeemed`: it goes back.
pub const STAGES: [&str; 7] = ["valuation", "notice", "listed", "sold", "funds", "settled", "redeemed"];

/// Cases that are open and whose car is to be sold, was sold, or goes back; each with its newest lot.
const STAGED: &str = "
    select k.id as case_id, k.state, k.state_since, v.id as vehicle_id, v.plate, v.vin, v.make, v.model, l.contract_number,
           l.currency, l.outstanding_minor, lot.id as lot_id, lot.state as lot_state,
           (select count(*) from case_hold h where h.case_id = k.id and h.released_at is null) as open_holds,
           case when k.state in ('redeemed', 'reinstated', 'unrepossessed') then 'redeemed'
                when k.state = 'settled' then 'settled'
                when k.state = 'sold' then case when lot.state in ('paid', 'delivered') then 'funds' else 'sold' end
                when lot.state in ('listed', 'relisted', 'open') then 'listed'
                when lot.state in ('closed', 'offered', 'awarded', 'paid', 'delivered') then 'sold'
                when exists (select from appraisal a where a.case_id = k.id) then 'notice'
                else 'valuation' end as stage
    from recovery_case k join vehicle v using (vehicle_no) join loan l on l.id = k.loan_id
    left join lateral (select id, state from lot where lot.case_id = k.id order by created_at desc, id desc limit 1) lot on true
    where k.state in ('for_disposal', 'sold', 'settled', 'redeemed', 'reinstated', 'unrepossessed')";

/// A car on its way from the yard to its settlement.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct DisposalCase {
    /// Of which case.
    pub case_id: Uuid,
    /// The case's state.
    pub state: String,
    /// Since when it is in that state, engine time.
    pub state_since: DateTime<Utc>,
    /// `valuation`, `notice`, `listed`, `sold`, `funds`, `settled` or `redeemed`.
    pub stage: String,
    /// Which vehicle.
    pub vehicle_id: Uuid,
    /// Its plate.
    pub plate: Option<String>,
    /// Its VIN.
    pub vin: String,
    /// Make.
    pub make: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// The contract.
    pub contract_number: String,
    /// ISO 4217.
    pub currency: String,
    /// What the loan still owes, minor units.
    pub outstanding_minor: i64,
    /// Its newest lot.
    pub lot_id: Option<Uuid>,
    /// That lot's state.
    pub lot_state: Option<String>,
    /// Open holds of its case.
    pub open_holds: i64,
}

/// How many cars are at a stage, in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow, ToSchema)]
pub struct StageCount {
    /// `valuation`, `notice`, `listed`, `sold`, `funds`, `settled` or `redeemed`.
    pub stage: String,
    /// ISO 4217.
    pub currency: String,
    /// How many.
    pub cases: i64,
    /// What their loans still owe, minor units.
    pub outstanding_minor: i64,
}

/// Which cars are looked for.
#[derive(Debug, Default)]
pub struct Wanted<'a> {
    /// Plate, VIN or contract holds this, whatever the case of letters.
    pub q: Option<&'a str>,
    /// Plate and VIN are looked at too. Whoever sees them masked could else find them out letter by letter.
    pub identity: bool,
}

/// The cars that hold `$1`, in plate and VIN as well if `$2`.
const WANTED: &str = "($1::text is null or contract_number ilike $1 or $2 and (plate ilike $1 or vin ilike $1))";

/// Counts of all stages that have a car that is looked for.
pub async fn counts(c: &mut PgConnection, wanted: &Wanted<'_>) -> Result<Vec<StageCount>, StoreError> {
    let sql = format!(
        "select stage, currency, count(*) as cases, sum(outstanding_minor)::int8 as outstanding_minor
         from ({STAGED}) s where {WANTED} group by 1, 2 order by 1, 2 limit 1000"
    );
    let like = wanted.q.map(pattern::holding);
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(like).bind(wanted.identity).fetch_all(c).await?)
}

/// Where a page ended: who has waited longest comes first.
pub type Key = (DateTime<Utc>, Uuid);

/// A page of cars at some of the stages.
pub async fn list(
    c: &mut PgConnection,
    wanted: &Wanted<'_>,
    stages: Option<&[String]>,
    after: Option<Key>,
    limit: i64,
) -> Result<Vec<DisposalCase>, StoreError> {
    let sql = format!(
        "select * from ({STAGED}) s
         where {WANTED} and ($3::text[] is null or stage = any ($3))
           and ($4::timestamptz is null or (state_since, case_id) > ($4, $5))
         order by state_since, case_id limit $6"
    );
    let (since, id) = after.unzip();
    Ok(sqlx::query_as(AssertSqlSafe(sql))
        .bind(wanted.q.map(pattern::holding))
        .bind(wanted.identity)
        .bind(stages)
        .bind(since)
        .bind(id)
        .bind(limit)
        .fetch_all(c)
        .await?)
}
