//! The cars that stand in yards.

use super::StoreError;
use super::case_list::next_action;
use super::compliance::LoanFile;
use super::shelves::CaseNotice;
use chrono::{DateTime, NaiveDate, Utc};
use lienwatch_domain::compliance::NoticeFact;
use lienwatch_domain::money::Money;
use lienwatch_domain::recovery::{Case, Chain};
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// A car that stands in a yard.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct StandingCar {
    /// Of which case.
    pub case_id: Uuid,
    /// The case's state.
    pub case_state: String,
    /// Which vehicle.
    pub vehicle_id: Uuid,
    /// The number of its bay, from 1; null: nobody said where it stands.
    pub bay: Option<i32>,
    /// Its plate.
    pub plate: Option<String>,
    /// Its VIN.
    pub vin: String,
    /// Make.
    pub make: Option<String>,
    /// Model.
    pub model: Option<String>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// What the odometer showed when it came, km.
    pub odometer_km: Option<i64>,
    /// How it was when it was last looked at, 0 (wreck) to 5 (as new), by its newest condition report.
    pub grade: Option<i16>,
    /// Damages on that report.
    pub damages: Option<i32>,
    /// Keys that are there, by the newest condition report that counted them.
    pub keys: Option<i16>,
    /// It has stood there for longer than it should.
    pub overdue: bool,
    /// Open holds of its case.
    pub open_holds: i64,
    /// Days begun in this yard, as they are charged.
    #[sqlx(skip)]
    pub days: u32,
    /// What keeping it in yards has cost the case until now; null: a yard has no rate for it.
    #[sqlx(skip)]
    #[schema(value_type = Option<Object>)]
    pub cost: Option<Money>,
    /// The last day on which the law of the contract keeps it from its sale, by what is recorded; null: no rule sets one.
    #[sqlx(skip)]
    pub hold_until: Option<NaiveDate>,
    /// The action that leads its case on; `release_hold` while a hold keeps it.
    #[sqlx(skip)]
    pub next_action: Option<String>,
    /// A request of its case waits for a second person.
    #[serde(skip)]
    pub waits: bool,
    /// How large it is.
    #[serde(skip)]
    pub class: String,
}

/// A page of the cars that stand in a yard, by case. What is computed of them is still to come.
pub async fn standing_in(
    c: &mut PgConnection,
    yard: Uuid,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<StandingCar>, StoreError> {
    let mut cars: Vec<StandingCar> = sqlx::query_as(
        "select u.case_id, k.state as case_state, v.id as vehicle_id, u.bay, v.plate, v.vin, v.make, v.model, v.class,
                (u.detail #>> '{-1,at}')::timestamptz as since, (u.detail #>> '{-1,odometer_km}')::int8 as odometer_km,
                (seen.detail ->> 'grade')::int2 as grade, jsonb_array_length(seen.detail -> 'damages') as damages,
                (counted.detail ->> 'keys')::int2 as keys,
                exists (select from yard_alert a where a.case_id = u.case_id and a.yard_id = u.yard_id
                          and a.withdrawn_at is null) as overdue,
                (select count(*) from case_hold h where h.case_id = k.id and h.released_at is null) as open_holds,
                coalesce(jsonb_typeof(k.detail #> '{stage,request}') = 'object', false) as waits
         from custody u join recovery_case k on k.id = u.case_id join vehicle v using (vehicle_no)
         left join lateral (select r.detail from case_record r where r.case_id = u.case_id and r.kind = 'condition'
                            order by r.at desc, r.id desc limit 1) seen on true
         left join lateral (select r.detail from case_record r where r.case_id = u.case_id and r.kind = 'condition'
                              and r.detail ->> 'keys' is not null order by r.at desc, r.id desc limit 1) counted on true
         where u.yard_id = $1 and ($2::uuid is null or u.case_id > $2) order by u.case_id limit $3",
    )
    .bind(yard)
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await?;
    for car in &mut cars {
        car.next_action = next_action(&car.case_state, car.waits, car.open_holds);
    }
    Ok(cars)
}

/// What the reckoning and the law ask of a case whose car stands in a yard.
#[derive(Debug)]
pub struct StandingCase {
    /// The case.
    pub case: Case,
    /// Who had its car.
    pub chain: Chain,
    /// Whose.
    pub lender_no: i32,
    /// The product of its contract.
    pub product: String,
    /// What is on file of the contract.
    pub file: LoanFile,
    /// Notices that were served.
    pub served: Vec<NoticeFact>,
}

/// Notices of one page of cases that are looked at, at most.
const NOTICES: i64 = 10_000;

/// Those of these cases that have a chain of hand-overs, by their ids.
pub async fn cases_of(c: &mut PgConnection, cases: &[Uuid]) -> Result<HashMap<Uuid, StandingCase>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        case_id: Uuid,
        lender_no: i32,
        detail: Json<Case>,
        chain: Json<Chain>,
        product: String,
        file: Option<Json<LoanFile>>,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "select k.id as case_id, k.lender_no, k.detail, u.detail as chain, l.product, f.detail as file
         from recovery_case k join custody u on u.case_id = k.id join loan l on l.id = k.loan_id
         left join compliance_file f on f.subject_id = k.loan_id where k.id = any ($1)",
    )
    .bind(cases)
    .fetch_all(&mut *c)
    .await?;
    let mut found: HashMap<Uuid, StandingCase> = HashMap::with_capacity(rows.len());
    for Row { case_id, lender_no, detail, chain, product, file } in rows {
        let (case, chain, file) = (detail.0, chain.0, file.map(|file| file.0).unwrap_or_default());
        found.insert(case_id, StandingCase { case, chain, lender_no, product, file, served: vec![] });
    }
    let notices: Vec<(Uuid, Json<CaseNotice>)> =
        sqlx::query_as("select case_id, detail from notice where case_id = any ($1) order by id limit $2")
            .bind(cases)
            .bind(NOTICES)
            .fetch_all(c)
            .await?;
    for (case, notice) in notices {
        if let (Some(standing), Some(fact)) = (found.get_mut(&case), notice.0.notice.fact()) {
            standing.served.push(fact);
        }
    }
    Ok(found)
}
