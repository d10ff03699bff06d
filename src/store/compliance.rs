//! The law as it was asked: what rules need of loans and vendors, approvals, decisions, a lender's own rules, holidays.

use super::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use lienwatch_domain::compliance::{Approver, GateAction, Jurisdiction, PrivacyRecord, Region};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use std::collections::{BTreeSet, HashSet};
use utoipa::ToSchema;
use uuid::Uuid;

/// Where the debtor lives.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DebtorPlace {
    /// `cn`, `tw`, `us`, `uk` or `other`.
    #[schema(value_type = String)]
    pub jurisdiction: Jurisdiction,
    /// State or province, ISO 3166-2, e.g. `US-MA`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub region: Option<Region>,
    /// IANA name of their time zone; default: the lender's.
    #[serde(default)]
    pub zone: Option<String>,
}

/// Where the car is, in law.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CarPlace {
    /// `cn`, `tw`, `us`, `uk` or `other`.
    #[schema(value_type = String)]
    pub jurisdiction: Jurisdiction,
    /// State or province, ISO 3166-2.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub region: Option<Region>,
}

/// What rules ask of a contract and its debtor. What is left out is not recorded, and denies where a rule needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LoanFile {
    /// The debtor is a consumer.
    pub consumer: Option<bool>,
    /// The lien is registered.
    pub lien_registered: Option<bool>,
    /// The lease or contract has been terminated for default.
    pub terminated: Option<bool>,
    /// The debtor ended the contract and gave the car back (UK).
    pub voluntarily_terminated: Option<bool>,
    /// The contract has a clause that lets the lender sell by itself.
    pub self_sale_clause: Option<bool>,
    /// Paid when the contract was made, minor units; 0 where nothing was. The share of the price that is paid follows
    /// from it, the schedule and the payments.
    pub deposit_minor: Option<i64>,
    /// Where the debtor lives; default: where the lender is.
    pub debtor: Option<DebtorPlace>,
    /// Where the car is, where that is another place.
    pub car: Option<CarPlace>,
    /// The day they moved to where they live now, if that was after the contract.
    pub moved_in_on: Option<NaiveDate>,
    /// Consents and assessments on file: `separate_consent`, `necessity_notice`, `impact_assessment`,
    /// `processor_contract`, `third_party_consent`.
    #[schema(value_type = Option<Vec<String>>)]
    pub privacy: Option<BTreeSet<PrivacyRecord>>,
    /// The debtor asked for erasure of their data on this day.
    pub erasure_asked_on: Option<NaiveDate>,
    /// There is a written agreement on the device that can cut the engine, apart from the contract.
    pub device_agreement: Option<bool>,
    /// Hours for which the debtor can restart a cut engine in an emergency.
    pub emergency_restart_h: Option<u16>,
}

/// What rules ask of a contractor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct VendorFile {
    /// It is on the list that the lender publishes.
    pub listed: Option<bool>,
    /// The day of the last evaluation; a marked quarter counts as one, too.
    pub evaluated_on: Option<NaiveDate>,
    /// The day of the last audit.
    pub audited_on: Option<NaiveDate>,
}

/// The document of a loan or vendor.
pub async fn file<T: DeserializeOwned + Send + Unpin + 'static>(
    c: &mut PgConnection,
    subject: Uuid,
) -> Result<Option<T>, StoreError> {
    let found: Option<Json<T>> = sqlx::query_scalar("select detail from compliance_file where subject_id = $1")
        .bind(subject)
        .fetch_optional(c)
        .await?;
    Ok(found.map(|json| json.0))
}

/// Contracts whose debtors asked for erasure that are read for one look at a map at most.
const MOST_ERASED: usize = 10_000;

/// The cars of running contracts whose debtors asked for erasure of their data; `None`: there are too many to tell.
pub async fn erasure_asked(c: &mut PgConnection, lenders: &[i32]) -> Result<Option<HashSet<Uuid>>, StoreError> {
    let cars: Vec<Uuid> = sqlx::query_scalar(
        "select v.id from compliance_file f join loan l on l.id = f.subject_id join vehicle v using (vehicle_no)
         where f.lender_no = any ($1) and f.kind = 'loan' and f.detail ->> 'erasure_asked_on' is not null
           and l.status <> 'settled'
         limit $2",
    )
    .bind(lenders)
    .bind(MOST_ERASED as i64 + 1)
    .fetch_all(c)
    .await?;
    Ok((cars.len() <= MOST_ERASED).then(|| cars.into_iter().collect()))
}

/// Whose file it is.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    /// Which loan or vendor.
    pub id: Uuid,
    /// `loan` or `vendor`.
    pub kind: &'static str,
    /// Whose.
    pub lender_no: i32,
}

/// Puts a document in place of the one that was there.
pub async fn put_file<T: Serialize + Sync>(
    c: &mut PgConnection,
    of: Subject,
    detail: &T,
    at: DateTime<Utc>,
    by: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into compliance_file as f (subject_id, lender_no, kind, detail, updated_at, updated_by)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (subject_id) do update set detail = excluded.detail, version = f.version + 1,
           updated_at = excluded.updated_at, updated_by = excluded.updated_by",
    )
    .bind(of.id)
    .bind(of.lender_no)
    .bind(of.kind)
    .bind(Json(detail))
    .bind(at)
    .bind(by)
    .execute(c)
    .await?;
    Ok(())
}

/// Whether the register says that the borrower is to be treated with special care.
pub async fn marked_vulnerable(c: &mut PgConnection, borrower: Uuid) -> Result<bool, StoreError> {
    let found: Option<bool> =
        sqlx::query_scalar("select vulnerable from borrower where id = $1").bind(borrower).fetch_optional(c).await?;
    Ok(found.unwrap_or(false))
}

/// What the gate said to an action, and what became of it.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct DecisionRow {
    /// Its id.
    pub id: Uuid,
    /// Store-internal number; never leaves the process.
    #[serde(skip)]
    pub lender_no: i32,
    /// Of which case; null: of a car.
    pub case_id: Option<Uuid>,
    /// Of which car, where no case is asked for.
    pub vehicle_id: Option<Uuid>,
    /// About which order, lot, notice or command.
    pub subject_id: Option<Uuid>,
    /// What was asked for: `request_authorisation`, `approve`, `offer`, `accept`, `on_hook`, `check_in`, ...; of a car
    /// `position`, `track`, `recovery_link`, `track_export`, `request_cut`, `approve_cut`.
    pub step: String,
    /// As the gate names it: `authorise`, `dispatch`, `take`, ...
    pub action: String,
    /// `allow`, `needs_approval` or `deny`.
    pub outcome: String,
    /// The rule that refused it, of the law or of a machine; null: it was done.
    pub refused_by: Option<String>,
    /// `{"action": {...}, "decision": {...}}`: every rule that had something to say, places, packs, local time.
    #[schema(value_type = Object)]
    pub detail: serde_json::Value,
    /// When, engine time.
    pub at: DateTime<Utc>,
    /// Who asked.
    pub by: String,
    /// Of a look: whose, what for, and on which day. The same is kept once.
    #[serde(skip)]
    #[sqlx(default)]
    pub look: Option<String>,
}

/// Stores a decision. One on a look that stands there already is not stored again.
pub async fn add_decision(c: &mut PgConnection, row: &DecisionRow) -> Result<(), StoreError> {
    sqlx::query(
        "insert into compliance_decision (id, lender_no, case_id, subject_id, step, action, outcome, refused_by, detail,
                                          at, by, vehicle_id, look)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         on conflict (vehicle_id, look) where look is not null do nothing",
    )
    .bind(row.id)
    .bind(row.lender_no)
    .bind(row.case_id)
    .bind(row.subject_id)
    .bind(&row.step)
    .bind(&row.action)
    .bind(&row.outcome)
    .bind(&row.refused_by)
    .bind(&row.detail)
    .bind(row.at)
    .bind(&row.by)
    .bind(row.vehicle_id)
    .bind(&row.look)
    .execute(c)
    .await?;
    Ok(())
}

/// Of what decisions and approvals are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A case.
    Case(Uuid),
    /// A car.
    Car(Uuid),
}

impl Of {
    /// As the columns hold it: case, car.
    pub fn ids(self) -> (Option<Uuid>, Option<Uuid>) {
        match self {
            Of::Case(id) => (Some(id), None),
            Of::Car(id) => (None, Some(id)),
        }
    }
}

/// A page of the decisions of a case or a car, by id.
pub async fn decisions(
    c: &mut PgConnection,
    of: Of,
    outcome: Option<&str>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<DecisionRow>, StoreError> {
    Ok(sqlx::query_as(
        "select id, lender_no, case_id, vehicle_id, subject_id, step, action, outcome, refused_by, detail, at, by
         from compliance_decision
         where (case_id = $1 or vehicle_id = $5) and ($2::text is null or outcome = $2) and ($3::uuid is null or id > $3)
         order by id limit $4",
    )
    .bind(of.ids().0)
    .bind(outcome)
    .bind(after)
    .bind(limit)
    .bind(of.ids().1)
    .fetch_all(c)
    .await?)
}

/// Somebody's agreement to exactly one action.
#[derive(Debug, Clone)]
pub struct Approval {
    /// Its id.
    pub id: Uuid,
    /// About which order or lot.
    pub subject_id: Option<Uuid>,
    /// To what.
    pub action: GateAction,
    /// As what they agreed.
    pub approver: Approver,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

#[derive(FromRow)]
struct ApprovalRow {
    id: Uuid,
    subject_id: Option<Uuid>,
    action: Json<GateAction>,
    approver: String,
    reason: String,
    by: String,
    at: DateTime<Utc>,
}

/// Stores an approval.
pub async fn add_approval(c: &mut PgConnection, lender_no: i32, of: Of, approval: &Approval) -> Result<(), StoreError> {
    sqlx::query(
        "insert into compliance_approval (id, lender_no, case_id, subject_id, action, approver, reason, by, at, vehicle_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(approval.id)
    .bind(lender_no)
    .bind(of.ids().0)
    .bind(approval.subject_id)
    .bind(Json(&approval.action))
    .bind(approval.approver.name())
    .bind(&approval.reason)
    .bind(&approval.by)
    .bind(approval.at)
    .bind(of.ids().1)
    .execute(c)
    .await?;
    Ok(())
}

/// The newest approvals of a case or a car.
pub async fn approvals(c: &mut PgConnection, of: Of, limit: i64) -> Result<Vec<Approval>, StoreError> {
    let rows: Vec<ApprovalRow> = sqlx::query_as(
        "select id, subject_id, action, approver, reason, by, at from compliance_approval
         where case_id = $1 or vehicle_id = $3 order by id desc limit $2",
    )
    .bind(of.ids().0)
    .bind(limit)
    .bind(of.ids().1)
    .fetch_all(c)
    .await?;
    let read = |row: ApprovalRow| {
        let approver = Approver::from_name(&row.approver);
        let approver = approver.ok_or_else(|| StoreError::unreadable("approver", row.approver.clone()))?;
        let ApprovalRow { id, subject_id, action, reason, by, at, .. } = row;
        Ok(Approval { id, subject_id, action: action.0, approver, reason, by, at })
    };
    rows.into_iter().map(read).collect()
}
