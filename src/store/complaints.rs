//! Beside the documents of complaints: lists, what one is found by, and what it may be about.

use super::StoreError;
use super::documents::Stored;
use super::shelves::ComplaintFile;
use super::span::Span;
use chrono::{DateTime, Utc};
use lienwatch_domain::complaint::About;
use lienwatch_domain::ids::{CaseId, ComplaintId, LoanId, VehicleId};
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    lender_no: i32,
    detail: Json<ComplaintFile>,
    due_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<Row> for Stored<ComplaintFile> {
    fn from(row: Row) -> Self {
        let Row { id, lender_no, detail, due_at, created_at, updated_at } = row;
        Stored { id, lender_no, value: detail.0, due_at, created_at, updated_at }
    }
}

/// Which complaints.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter<'a> {
    /// In these states.
    pub states: Option<&'a [String]>,
    /// Of these categories.
    pub categories: Option<&'a [String]>,
    /// So grave.
    pub severities: Option<&'a [String]>,
    /// About one vehicle.
    pub vehicle_id: Option<Uuid>,
    /// About one loan.
    pub loan_id: Option<Uuid>,
    /// About one case.
    pub case_id: Option<Uuid>,
    /// About one vendor.
    pub vendor_id: Option<Uuid>,
    /// Whose they are to work on.
    pub handler: Option<Uuid>,
    /// Not over, or over.
    pub open: Option<bool>,
    /// With this reference.
    pub reference: Option<&'a str>,
    /// About a case that was opened then.
    pub case_opened: Span,
}

/// A page of complaints, by id: oldest first.
pub async fn list(
    c: &mut PgConnection,
    f: Filter<'_>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Stored<ComplaintFile>>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select id, lender_no, detail, due_at, created_at, updated_at from complaint
         where ($1::text[] is null or state = any ($1)) and ($2::text[] is null or category = any ($2))
           and ($3::text[] is null or severity = any ($3)) and ($4::uuid is null or vehicle_id = $4)
           and ($5::uuid is null or loan_id = $5) and ($6::uuid is null or case_id = $6)
           and ($7::uuid is null or vendor_id = $7) and ($8::uuid is null or handler = $8)
           and ($9::bool is null or (state not in ('closed', 'withdrawn')) = $9)
           and ($13::timestamptz is null and $14::timestamptz is null
                or exists (select from recovery_case k where k.id = case_id
                           and ($13::timestamptz is null or k.opened_at >= $13)
                           and ($14::timestamptz is null or k.opened_at < $14)))
           and ($10::text is null or reference = $10) and ($11::uuid is null or id > $11) order by id limit $12",
    )
    .bind(f.states)
    .bind(f.categories)
    .bind(f.severities)
    .bind(f.vehicle_id)
    .bind(f.loan_id)
    .bind(f.case_id)
    .bind(f.vendor_id)
    .bind(f.handler)
    .bind(f.open)
    .bind(f.reference)
    .bind(after)
    .bind(limit)
    .bind(f.case_opened.from)
    .bind(f.case_opened.to)
    .fetch_all(c)
    .await?;
    Ok(rows.into_iter().map(Stored::from).collect())
}

/// The complaint that came with this form before.
pub async fn by_submission(c: &mut PgConnection, digest: &str) -> Result<Option<ComplaintFile>, StoreError> {
    let found: Option<Json<ComplaintFile>> =
        sqlx::query_scalar("select detail from complaint where submission = $1").bind(digest).fetch_optional(c).await?;
    Ok(found.map(|file| file.0))
}

/// Open complaints about a loan that name no other case than this one: they hold it.
pub async fn holding(c: &mut PgConnection, loan: Uuid, case: Uuid) -> Result<Vec<ComplaintId>, StoreError> {
    let ids: Vec<Uuid> = sqlx::query_scalar(
        "select id from complaint where loan_id = $1 and (case_id is null or case_id = $2)
           and state not in ('closed', 'withdrawn') order by id limit 50",
    )
    .bind(loan)
    .bind(case)
    .fetch_all(c)
    .await?;
    Ok(ids.into_iter().map(ComplaintId).collect())
}

/// What a contract number or a plate, as somebody wrote it, may mean at a lender: the loan that owes the most days and its
/// open case. Spaces, dashes, dots and the size of letters do not matter.
pub async fn subject(
    c: &mut PgConnection,
    lender_no: i32,
    contract_number: Option<&str>,
    plate: Option<&str>,
) -> Result<About, StoreError> {
    let found: Option<(Uuid, Option<Uuid>, Option<Uuid>)> = sqlx::query_as(
        "with said as (select upper(regexp_replace($2, '[\\s.·-]', '', 'g')) as contract,
                              upper(regexp_replace($3, '[\\s.·-]', '', 'g')) as plate),
         known as (
           select v.id as vehicle, l.id as loan, k.id as open_case, l.dpd,
                  upper(regexp_replace(coalesce(l.contract_number, v.contract_number), '[\\s.·-]', '', 'g')) as contract,
                  upper(regexp_replace(v.plate, '[\\s.·-]', '', 'g')) as plate
           from vehicle v left join loan l on l.vehicle_no = v.vehicle_no and l.status <> 'settled'
           left join recovery_case k on k.loan_id = l.id and k.closed_at is null
           where v.lender_no = $1)
         select vehicle, loan, open_case from known, said
         where known.contract = said.contract or known.plate = said.plate
         order by known.contract is not distinct from said.contract desc, open_case is null, dpd desc nulls last, loan limit 1",
    )
    .bind(lender_no)
    .bind(contract_number)
    .bind(plate)
    .fetch_optional(c)
    .await?;
    Ok(found.map_or(About::default(), |(vehicle, loan, case)| About {
        vehicle: Some(VehicleId(vehicle)),
        loan: loan.map(LoanId),
        case: case.map(CaseId),
        vendor: None,
    }))
}
