//! Complaints: taken down, handled, watched by time; the hold that an open one places on its case, and what it says in the
//! file of a vendor.

use super::{Doing, OpenCase, RecoveryError, act_on_case, place_of};
use crate::store::documents::{New, Stored};
use crate::store::events::{self, NewEvent};
use crate::store::policy::Place;
use crate::store::shelves::{COMPLAINTS, ComplaintFile, VENDORS};
use crate::store::{StoreError, cases, complaints as store, own_rules};
use lienwatch_domain::complaint::{
    About, Complaint, ComplaintAction, ComplaintChange, ComplaintEffect, ComplaintEvent, ComplaintFacts,
    ComplaintTerms, NewComplaint, apply, receive,
};
use lienwatch_domain::compliance::Calendar;
use lienwatch_domain::ids::{CaseId, ComplaintId, HoldId, LenderNo, VendorId};
use lienwatch_domain::reason::Reason;
use lienwatch_domain::recovery::{Action, LoanEvent};
use lienwatch_domain::vendors::{self, Severity};
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A complaint that comes in.
pub struct Incoming {
    /// At which lender.
    pub lender_no: i32,
    /// What it is.
    pub new: NewComplaint,
    /// Who complains and what they say, sealed.
    pub party_sealed: String,
    /// Digest of the form that was sent.
    pub submission: Option<String>,
}

/// What the machine is told.
///
/// # Errors
/// The lender is gone, or its settings or holidays cannot be read.
pub async fn complaint_facts(
    c: &mut PgConnection,
    doing: &Doing,
    lender_no: i32,
    may_approve: bool,
) -> Result<ComplaintFacts, RecoveryError> {
    let place: Place = place_of(c, lender_no).await?;
    let holidays = match own_rules::holidays(c, lender_no, place.jurisdiction).await? {
        Some(days) => Calendar::parse(&days).map_err(|e| StoreError::unreadable("holidays", e.to_string()))?,
        None => Calendar::default(),
    };
    let policy = place.policy.complaints;
    let terms = ComplaintTerms::of(place.jurisdiction).with(&policy);
    Ok(ComplaintFacts { actor: doing.actor, may_approve, terms, policy, zone: place.zone, holidays })
}

/// Takes a complaint down. The case it is about is held in the same transaction.
///
/// # Errors
/// A rule refuses; the case or vendor is not there; the same form is being taken down.
pub async fn take_complaint(
    c: &mut PgConnection,
    doing: &Doing,
    incoming: Incoming,
) -> Result<ComplaintFile, RecoveryError> {
    let Incoming { lender_no, new, party_sealed, submission } = incoming;
    let mut open = lock(c, doing, [new.about.case].into_iter().flatten()).await?;
    let facts = complaint_facts(c, doing, lender_no, false).await?;
    let (complaint, rows, effects) = receive(new, &facts, doing.now)?;
    let due_at = complaint.due_at(facts.policy.warn_hours);
    let file = ComplaintFile { complaint, party_sealed, submission };
    let row = New { id: file.complaint.id.0, lender_no, value: &file, due_at };
    COMPLAINTS.insert(c, row, doing.now).await?;
    carry_out(c, doing, lender_no, &mut open, &file.complaint, &rows, &effects).await?;
    Ok(file)
}

/// Applies an action to a complaint, of the version that the caller saw where it says so.
///
/// # Errors
/// There is no such complaint, a rule refuses, or it has changed since.
pub async fn act_on_complaint(
    c: &mut PgConnection,
    doing: &Doing,
    id: Uuid,
    (expected, may_approve): (Option<i32>, bool),
    action: ComplaintAction,
) -> Result<Stored<ComplaintFile>, RecoveryError> {
    let none = RecoveryError::NotFound("complaint");
    let Some(seen) = COMPLAINTS.get(c, id).await? else { return Err(none) };
    let mut concerned: BTreeSet<CaseId> = of_loan(c, seen.value.complaint.about).await?.into_iter().collect();
    if let ComplaintAction::Link { about } = &action {
        concerned.extend(about.case);
    }
    let mut open = lock(c, doing, concerned.into_iter()).await?;
    let mut stored = COMPLAINTS.for_update(c, id).await?.ok_or(none)?;
    let before = &stored.value.complaint;
    if before.about.case != seen.value.complaint.about.case {
        return Err(StoreError::Stale { expected: version(seen.value.complaint.version) }.into());
    }
    if let Some(expected) = expected.filter(|expected| *expected != version(before.version)) {
        return Err(StoreError::Stale { expected }.into());
    }
    let facts = complaint_facts(c, doing, stored.lender_no, may_approve).await?;
    let (next, rows, mut effects) = apply(before, action, &facts, doing.now)?;
    if rows.is_empty() {
        return Ok(stored);
    }
    // A case that was opened after the complaint is held by it too.
    if before.is_open() && !next.is_open() && next.about.case.is_none() {
        effects.extend(open.keys().map(|case| ComplaintEffect::ReleaseCase { case: *case }));
    }
    let (expected, lender_no) = (before.version, stored.lender_no);
    stored.due_at = next.due_at(facts.policy.warn_hours);
    stored.value.complaint = next;
    COMPLAINTS.update(c, id, expected, &stored.value, stored.due_at, doing.now).await?;
    stored.updated_at = doing.now;
    carry_out(c, doing, lender_no, &mut open, &stored.value.complaint, &rows, &effects).await?;
    Ok(stored)
}

fn version(version: u64) -> i32 {
    i32::try_from(version).unwrap_or(i32::MAX)
}

/// The case that a complaint may hold: the one it names, else the open one of its loan.
async fn of_loan(c: &mut PgConnection, about: About) -> Result<Option<CaseId>, RecoveryError> {
    Ok(match (about.case, about.loan) {
        (Some(case), _) => Some(case),
        (None, Some(loan)) => cases::open_of_loan(c, loan.0).await?.map(|stored| stored.case.id),
        (None, None) => None,
    })
}

type Locked = BTreeMap<CaseId, OpenCase>;

/// Locks cases in the order of their ids, so that two changes never wait for each other.
async fn lock(
    c: &mut PgConnection,
    doing: &Doing,
    wanted: impl Iterator<Item = CaseId>,
) -> Result<Locked, RecoveryError> {
    let mut locked = Locked::new();
    for case in wanted.collect::<BTreeSet<_>>() {
        locked.insert(case, OpenCase::lock(c, doing, case.0).await?);
    }
    Ok(locked)
}

async fn carry_out(
    c: &mut PgConnection,
    doing: &Doing,
    lender_no: i32,
    open: &mut Locked,
    complaint: &Complaint,
    rows: &[ComplaintEvent],
    effects: &[ComplaintEffect],
) -> Result<(), RecoveryError> {
    let id = complaint.id;
    for row in rows {
        let mut data =
            serde_json::to_value(row).map_err(|e| StoreError::unreadable("complaint event", e.to_string()))?;
        // Rules of notifications may tell whoever works on it, and of a grave one at once.
        if let Some(handler) = complaint.handler {
            data["assigned_to"] = serde_json::json!(handler);
        }
        if complaint.severity == Severity::One && matches!(row.change, ComplaintChange::Received { .. }) {
            data["severity"] = serde_json::json!("critical");
        }
        log(c, doing, lender_no, ("complaint", id.0), row.change.name(), data).await?;
    }
    for effect in effects {
        match *effect {
            ComplaintEffect::HoldCase { case } => {
                tell_case(c, doing, open, case, LoanEvent::ComplaintMade { complaint: id }).await?;
            }
            ComplaintEffect::ReleaseCase { case } => {
                tell_case(c, doing, open, case, LoanEvent::ComplaintEnded { complaint: id }).await?;
            }
            ComplaintEffect::TellVendor { vendor, severity } => {
                let reason = words(&format!("complaint {}: {}", complaint.reference, complaint.category));
                let action = vendors::Action::RecordComplaint { complaint: id, severity, reason };
                tell_vendor(c, doing, complaint, vendor, action).await?;
            }
            ComplaintEffect::ClearVendor { vendor } => {
                let reason = words(&format!("complaint {} is {}", complaint.reference, complaint.state()));
                let action = vendors::Action::ResolveComplaint { complaint: id, reason };
                tell_vendor(c, doing, complaint, vendor, action).await?;
            }
        }
    }
    Ok(())
}

fn words(text: &str) -> Reason {
    Reason::new(text).expect("the text is written here, of names that are short and not empty")
}

async fn tell_case(
    c: &mut PgConnection,
    doing: &Doing,
    open: &mut Locked,
    case: CaseId,
    event: LoanEvent,
) -> Result<(), RecoveryError> {
    let Some(open) = open.get_mut(&case) else { return Err(RecoveryError::NotFound("case")) };
    act_on_case(c, doing, open, Action::LoanChanged { hold: HoldId((doing.new_id)()), event }).await?;
    Ok(())
}

/// What a complaint says in the file of a vendor. Neither action asks for its people or its area. A complaint is never
/// refused for the state its vendor is in: then that stands in the log, and a person looks.
async fn tell_vendor(
    c: &mut PgConnection,
    doing: &Doing,
    complaint: &Complaint,
    vendor: VendorId,
    action: vendors::Action,
) -> Result<(), RecoveryError> {
    let stored = VENDORS.for_update(c, vendor.0).await?.ok_or(RecoveryError::NotFound("vendor"))?;
    let place = place_of(c, stored.lender_no).await?;
    let today = place.today(doing.now);
    let facts = vendors::Facts { actor: doing.actor, today, cleared_agents: 0, has_coverage: false };
    let applied = vendors::apply(&stored.value, action, &facts, doing.now, &place.policy.vendors);
    let (next, rows, _) = match applied {
        Ok(applied) => applied,
        Err(refusal) => {
            let data = serde_json::json!({ "vendor": vendor, "rule": refusal.rule, "remedy": refusal.remedy });
            let about = ("complaint", complaint.id.0);
            return log(c, doing, stored.lender_no, about, "vendor_not_told", data).await;
        }
    };
    if rows.is_empty() {
        return Ok(());
    }
    VENDORS.update(c, stored.id, stored.value.version, &next, stored.due_at, doing.now).await?;
    for row in &rows {
        let data = serde_json::to_value(row).map_err(|e| StoreError::unreadable("vendor event", e.to_string()))?;
        log(c, doing, stored.lender_no, ("vendor", stored.id), row.change.name(), data).await?;
    }
    Ok(())
}

/// A case that was opened again is held by the complaints that are open.
pub(super) async fn hold_again(c: &mut PgConnection, doing: &Doing, open: &mut OpenCase) -> Result<(), RecoveryError> {
    let complaints: Vec<ComplaintId> = store::holding(c, open.loan.loan.id.0, open.id()).await?;
    for complaint in complaints {
        let event = LoanEvent::ComplaintMade { complaint };
        act_on_case(c, doing, open, Action::LoanChanged { hold: HoldId((doing.new_id)()), event }).await?;
    }
    Ok(())
}

/// What time alone has to say of a complaint. Answers whether it said anything.
pub(super) async fn tick(c: &mut PgConnection, doing: &Doing, id: Uuid) -> Result<bool, RecoveryError> {
    let Some(seen) = COMPLAINTS.get(c, id).await? else { return Ok(false) };
    let after = act_on_complaint(c, doing, id, (None, false), ComplaintAction::Tick).await?;
    Ok(after.value.complaint.version != seen.value.complaint.version)
}

async fn log(
    c: &mut PgConnection,
    doing: &Doing,
    lender_no: i32,
    (entity_kind, entity_id): (&str, Uuid),
    action: &str,
    data: serde_json::Value,
) -> Result<(), RecoveryError> {
    let reason = data.get("reason").and_then(|r| r.as_str()).map(str::to_owned);
    let (actor, at, lender) = (doing.actor_name.as_str(), doing.wall, Some(LenderNo(lender_no)));
    let event = NewEvent { lender, entity_kind, entity_id, action, actor, at, reason: reason.as_deref(), data };
    Ok(events::append(c, &event).await?)
}
