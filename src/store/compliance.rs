//! The law as it was asked: what rules need of loans and vendors, approvals, decisions, a lender's own rules, holidays.

use super::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use lienwatch_domain::compliance::{Approver, GateAction, Jurisdiction, PrivacyRecord, Region};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// Where the debtor lives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
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
    /// Of which case.
    pub case_id: Uuid,
    /// About which order, lot or notice.
    pub subject_id: Option<Uuid>,
    /// What was asked for: `request_authorisation`, `approve`, `offer`, `accept`, `on_hook`, `check_in`, ...
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
}

/// Stores a decision.
pub async fn add_decision(c: &mut PgConnection, row: &DecisionRow) -> Result<(), StoreError> {
    sqlx::query(
        "insert into compliance_decision (id, lender_no, case_id, subject_id, step, action, outcome, refused_by, detail,
                                          at, by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
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
    .execute(c)
    .await?;
    Ok(())
}

/// A page of a case's decisions, by id.
pub async fn decisions(
    c: &mut PgConnection,
    case: Uuid,
    outcome: Option<&str>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<DecisionRow>, StoreError> {
    Ok(sqlx::query_as(
        "select id, lender_no, case_id, subject_id, step, action, outcome, refused_by, detail, at, by
         from compliance_decision
         where case_id = $1 and ($2::text is null or outcome = $2) and ($3::uuid is null or id > $3)
         order by id limit $4",
    )
    .bind(case)
    .bind(outcome)
    .bind(after)
    .bind(limit)
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
pub async fn add_approval(
    c: &mut PgConnection,
    lender_no: i32,
    case: Uuid,
    approval: &Approval,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into compliance_approval (id, lender_no, case_id, subject_id, action, approver, reason, by, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(approval.id)
    .bind(lender_no)
    .bind(case)
    .bind(approval.subject_id)
    .bind(Json(&approval.action))
    .bind(approval.approver.name())
    .bind(&approval.reason)
    .bind(&approval.by)
    .bind(approval.at)
    .execute(c)
    .await?;
    Ok(())
}

/// The newest approvals of a case.
pub async fn approvals(c: &mut PgConnection, case: Uuid, limit: i64) -> Result<Vec<Approval>, StoreError> {
    let rows: Vec<ApprovalRow> = sqlx::query_as(
        "select id, subject_id, action, approver, reason, by, at from compliance_approval where case_id = $1
         order by id desc limit $2",
    )
    .bind(case)
    .bind(limit)
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
