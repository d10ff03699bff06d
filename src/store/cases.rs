//! Recovery cases: the machine's own document, with the columns that lists and constraints need beside it.

pub use super::case_list::{CaseView, Filter, PAGE, count, list};

use super::StoreError;
use super::events::{self, NewEvent};
use super::loans::StoredLoan;
use super::policy::Place;
use chrono::{DateTime, Utc};
use lienwatch_domain::actor::Actor;
use lienwatch_domain::alert::{AlertState, AlertType, Severity, Verdict};
use lienwatch_domain::ids::{AlertId, CaseId, LenderNo};
use lienwatch_domain::lending::{AlertFact, Arrears, FlagFacts, ManualFlag};
use lienwatch_domain::recovery::{Case, CaseEvent, Facts, HoldPhase, IntakeItem, Law, LoanCheck, WorkFacts};
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A case as the machine knows it.
#[derive(Debug, Clone)]
pub struct StoredCase {
    /// The case.
    pub case: Case,
    /// Whose.
    pub lender_no: i32,
    /// What intake has.
    pub intake: BTreeSet<IntakeItem>,
}

#[derive(FromRow)]
pub(super) struct Row {
    lender_no: i32,
    detail: Json<Case>,
    intake: Vec<String>,
}

impl From<Row> for StoredCase {
    fn from(row: Row) -> StoredCase {
        let intake = row.intake.iter().filter_map(|name| IntakeItem::from_name(name)).collect();
        StoredCase { case: row.detail.0, lender_no: row.lender_no, intake }
    }
}

/// The case, locked until the transaction ends.
pub async fn for_update(c: &mut PgConnection, id: Uuid) -> Result<Option<StoredCase>, StoreError> {
    let row: Option<Row> =
        sqlx::query_as("select lender_no, detail, intake from recovery_case where id = $1 for update")
            .bind(id)
            .fetch_optional(c)
            .await?;
    Ok(row.map(StoredCase::from))
}

/// The case, to look at.
pub async fn get(c: &mut PgConnection, id: Uuid) -> Result<Option<StoredCase>, StoreError> {
    let row: Option<Row> = sqlx::query_as("select lender_no, detail, intake from recovery_case where id = $1")
        .bind(id)
        .fetch_optional(c)
        .await?;
    Ok(row.map(StoredCase::from))
}

/// The open case of a loan, locked.
pub async fn open_of_loan(c: &mut PgConnection, loan: Uuid) -> Result<Option<StoredCase>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "select lender_no, detail, intake from recovery_case where loan_id = $1 and closed_at is null for update",
    )
    .bind(loan)
    .fetch_optional(c)
    .await?;
    Ok(row.map(StoredCase::from))
}

/// Whether the loan or its vehicle has an open case other than this one.
pub async fn other_open(c: &mut PgConnection, case: Uuid, loan: Uuid, vehicle_no: i32) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar(
        "select exists (select from recovery_case where closed_at is null and id <> $1 and (loan_id = $2 or vehicle_no = $3))",
    )
    .bind(case)
    .bind(loan)
    .bind(vehicle_no)
    .fetch_one(c)
    .await?)
}

/// Stores a new case. Constraint `recovery_case_one_open` where the loan has one.
pub async fn insert(c: &mut PgConnection, lender_no: i32, vehicle_no: i32, case: &Case) -> Result<(), StoreError> {
    let reasons: Vec<&str> = case.flag.reasons.iter().map(|r| r.text.as_str()).collect();
    sqlx::query(
        "insert into recovery_case (id, lender_no, vehicle_no, loan_id, state, rule, reasons, alert_ids, detail, version,
                                    opened_at, updated_at, flagged_dpd, flagged_bucket, flagged_overdue_minor,
                                    flagged_outstanding_minor)
         select $1, $2, $3, l.id, $5, $6, $7, $8, $9, $10, $11, $11, l.dpd, l.bucket, l.overdue_minor, l.outstanding_minor
         from loan l where l.id = $4",
    )
    .bind(case.id.0)
    .bind(lender_no)
    .bind(vehicle_no)
    .bind(case.loan.0)
    .bind(case.stage.state().name())
    .bind(case.flag.rule.name())
    .bind(Json(reasons))
    .bind(case.flag.evidence.iter().map(|a| a.0).collect::<Vec<_>>())
    .bind(Json(case))
    .bind(version(case))
    .bind(case.opened_at)
    .execute(c)
    .await?;
    Ok(())
}

/// Stores a changed case whose version was `expected`, and its holds.
pub async fn update(
    c: &mut PgConnection,
    lender_no: i32,
    expected: i32,
    case: &Case,
    intake: &BTreeSet<IntakeItem>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "update recovery_case set state = $3, detail = $4, version = $5, updated_at = $6, intake = $8,
                closed_at = case when $7 then coalesce(closed_at, $6) end
         where id = $1 and version = $2",
    )
    .bind(case.id.0)
    .bind(expected)
    .bind(case.stage.state().name())
    .bind(Json(case))
    .bind(version(case))
    .bind(now)
    .bind(case.is_closed())
    .bind(intake.iter().map(|i| i.name()).collect::<Vec<_>>())
    .execute(&mut *c)
    .await?;
    if done.rows_affected() != 1 {
        return Err(StoreError::Stale { expected });
    }
    for hold in &case.holds {
        let released = match &hold.phase {
            HoldPhase::Released { at, by, reason } => Some((*at, *by, reason.as_str())),
            HoldPhase::Pending | HoldPhase::Active => None,
        };
        sqlx::query(
            "insert into case_hold (id, lender_no, case_id, kind, reason, placed_by, placed_at, released_by, released_at,
                                    release_reason)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             on conflict (id) do update set released_by = excluded.released_by, released_at = excluded.released_at,
               release_reason = excluded.release_reason",
        )
        .bind(hold.id.0)
        .bind(lender_no)
        .bind(case.id.0)
        .bind(hold.kind.name())
        .bind(hold.reason.as_str())
        .bind(actor_name(hold.placed_by))
        .bind(hold.placed_at)
        .bind(released.map(|(_, by, _)| actor_name(by)))
        .bind(released.map(|(at, _, _)| at))
        .bind(released.map(|(_, _, why)| why))
        .execute(&mut *c)
        .await?;
    }
    Ok(())
}

/// Appends the case's own events. `at` is the audit's wall time; the event's engine time is in its data.
pub async fn log(
    c: &mut PgConnection,
    lender: LenderNo,
    case_events: &[CaseEvent],
    actor: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    for event in case_events {
        let data = serde_json::to_value(event).map_err(|e| StoreError::unreadable("case event", e.to_string()))?;
        let reason = data.get("reason").and_then(|r| r.as_str()).map(str::to_owned);
        let new = NewEvent {
            lender: Some(lender),
            entity_kind: "case",
            entity_id: event.case.0,
            action: event.change.name(),
            actor,
            at,
            reason: reason.as_deref(),
            data,
        };
        events::append(c, &new).await?;
    }
    Ok(())
}

/// The alerts of a vehicle, as flagging weighs them.
pub async fn alert_facts(c: &mut PgConnection, vehicle_no: i32) -> Result<Vec<AlertFact>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        id: Uuid,
        r#type: String,
        severity: String,
        state: String,
        verdict: Option<String>,
        event_at: DateTime<Utc>,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "select id, type, severity, state, verdict, event_at from alert where vehicle_no = $1 order by event_at desc limit 1000",
    )
    .bind(vehicle_no)
    .fetch_all(c)
    .await?;
    let fact = |row: Row| {
        Some(AlertFact {
            id: AlertId(row.id),
            kind: AlertType::from_name(&row.r#type)?,
            severity: Severity::from_name(&row.severity)?,
            state: AlertState::from_name(&row.state)?,
            verdict: row.verdict.as_deref().and_then(Verdict::from_name),
            event_at: row.event_at,
        })
    };
    // A type that this version does not know flags nothing.
    Ok(rows.into_iter().filter_map(fact).collect())
}

/// As the event table names actors.
pub fn actor_name(actor: Actor) -> String {
    match actor {
        Actor::User(id) => format!("user:{id}"),
        Actor::ApiKey(id) => format!("key:{id}"),
        Actor::System => "system:rules".to_owned(),
    }
}

/// What flagging weighs for a loan whose arrears were just computed.
pub async fn flag_facts(
    c: &mut PgConnection,
    stored: &StoredLoan,
    arrears: Arrears,
    place: &Place,
    now: DateTime<Utc>,
    manual: Option<ManualFlag>,
) -> Result<FlagFacts, StoreError> {
    let open: Option<Uuid> =
        sqlx::query_scalar("select id from recovery_case where loan_id = $1 and closed_at is null limit 1")
            .bind(stored.loan.id.0)
            .fetch_optional(&mut *c)
            .await?;
    Ok(FlagFacts {
        now,
        zone: place.zone,
        status: stored.loan.status.after(&arrears),
        arrears,
        funded_on: stored.loan.funded_on,
        alerts: alert_facts(c, stored.vehicle_no).await?,
        manual,
        open_case: open.map(CaseId),
    })
}

/// What the machine weighs for a case of a loan whose arrears were just computed.
pub async fn facts(
    c: &mut PgConnection,
    case: &StoredCase,
    stored: &StoredLoan,
    arrears: Arrears,
    place: &Place,
    actor: Actor,
) -> Result<Facts, StoreError> {
    let id = case.case.id.0;
    let other_open_case = other_open(c, id, stored.loan.id.0, stored.vehicle_no).await?;
    // What the register itself shows need not be ticked off by hand.
    let shown = [IntakeItem::VehicleDetails, IntakeItem::PaymentHistory];
    let borrower = stored.borrower_id.map(|_| IntakeItem::BorrowerDetails);
    Ok(Facts {
        actor,
        jurisdiction: place.jurisdiction,
        intake: case.intake.iter().copied().chain(shown).chain(borrower).collect(),
        loan: LoanCheck { balance_at: stored.balance_as_of, status: stored.loan.status.after(&arrears), arrears },
        open_orders: 0,
        other_open_case,
        law: Law::default(),
        work: WorkFacts::default(),
    })
}

fn version(case: &Case) -> i32 {
    i32::try_from(case.version).unwrap_or(i32::MAX)
}
