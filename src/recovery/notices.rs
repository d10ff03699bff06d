//! Statutory notices: drafted on the terms that the rules in force set, sent, served, run out, taken back.

use super::law::{self, About, Gate, Judged};
use super::{Doing, OpenCase, RecoveryError};
use crate::store::documents::{New, Stored};
use crate::store::events::{self, NewEvent};
use crate::store::shelves::{CaseNotice, NOTICES};
use chrono::{DateTime, NaiveTime, Utc};
use lienwatch_domain::compliance::{
    DayCount, GateAction, NoticeAction, NoticeEvent, NoticeItem, NoticeKind, NoticeStage, NoticeTerms, ServiceMethod,
    apply_notice, draft_notice, required_notices,
};
use lienwatch_domain::ids::{LenderNo, NoticeId};
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What is about to be sent, as the gate is asked.
#[derive(Debug, Clone)]
pub struct Sending {
    /// How it goes out; default: the first way that the terms allow.
    pub method: Option<ServiceMethod>,
    /// What it says.
    pub items: BTreeSet<NoticeItem>,
    /// Its text.
    pub text: String,
}

/// What the rules in force ask of a notice of this kind for a case; where none wants it, it may say and be served as the
/// lender likes.
pub fn terms(open: &OpenCase, gate: &Gate, doing: &Doing, kind: NoticeKind) -> NoticeTerms {
    let local = gate.local(doing.now);
    let facts = gate.facts(open, doing, &GateAction::PaySurplus, &About::default(), doing.now);
    let required = required_notices(&gate.law(), &facts, local);
    NoticeTerms::strictest(kind, &required).unwrap_or(NoticeTerms {
        notice: kind,
        rules: vec![],
        days: 0,
        counted: DayCount::Calendar,
        methods: BTreeSet::new(),
        items: BTreeSet::new(),
    })
}

/// Drafts a notice of a case that is locked. What the law asks of it is fixed from now on.
///
/// # Errors
/// The database.
pub async fn draft(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    kind: NoticeKind,
) -> Result<Uuid, RecoveryError> {
    let gate = Gate::of(c, doing, open).await?;
    let id = NoticeId((doing.new_id)());
    let terms = terms(open, &gate, doing, kind);
    let (notice, rows, _) = draft_notice(id, open.stored.case.id, terms, doing.actor, doing.now);
    let value = CaseNotice { notice, language: None, fields: BTreeMap::new(), debtor_sealed: None };
    let new = New { id: id.0, lender_no: open.stored.lender_no, value: &value, due_at: None };
    NOTICES.insert(c, new, doing.now).await?;
    log(c, doing, open, &rows).await?;
    Ok(id.0)
}

/// Whether a notice may go out so: the words it uses, and what it must say.
///
/// # Errors
/// A rule refuses.
pub fn may_send(
    open: &OpenCase,
    gate: &Gate,
    doing: &Doing,
    notice: &CaseNotice,
    sending: Sending,
) -> Result<Judged, RecoveryError> {
    let terms = &notice.notice.terms;
    let method = sending.method.or_else(|| terms.methods.first().copied()).unwrap_or(ServiceMethod::RegisteredPost);
    let action =
        GateAction::ServeNotice { notice: terms.notice, method, items: sending.items, text: Some(sending.text) };
    let mut judged = gate.judge(open, doing, "issue_notice", action, &About::default(), doing.now);
    judged.subject = Some(notice.notice.id.0);
    match judged.decision.obstacles().into_iter().next() {
        Some(refusal) => Err(law::denied(doing, open, std::slice::from_ref(&judged), refusal)),
        None => Ok(judged),
    }
}

/// Applies an action to a notice of a case that is locked; `value` is the notice with what goes out written into it.
///
/// # Errors
/// The machine refuses.
pub async fn act_on_notice(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    value: CaseNotice,
    action: NoticeAction,
) -> Result<CaseNotice, RecoveryError> {
    let gate = Gate::of(c, doing, open).await?;
    let before = value.notice.version;
    let (notice, rows, _) = apply_notice(&value.notice, action, doing.actor, gate.local(doing.now), gate.holidays())?;
    let value = CaseNotice { notice, ..value };
    NOTICES.update(c, value.notice.id.0, before, &value, due(&value, &gate), doing.now).await?;
    log(c, doing, open, &rows).await?;
    Ok(value)
}

/// Keeps what the gate said of a notice that went out.
pub async fn keep_sent(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    judged: &Judged,
) -> Result<(), RecoveryError> {
    law::keep(c, doing, open, std::slice::from_ref(judged)).await
}

/// A served notice runs out at the beginning of a day of the debtor.
fn due(value: &CaseNotice, gate: &Gate) -> Option<DateTime<Utc>> {
    let NoticeStage::Served { service, .. } = &value.notice.stage else { return None };
    let midnight = service.free_on.and_time(NaiveTime::MIN).and_local_timezone(gate.local(service.at).zone);
    midnight.latest().map(|at| at.to_utc())
}

/// What time alone does to a notice: its time runs out. Answers whether it did anything.
pub(super) async fn elapse(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    stored: Stored<CaseNotice>,
) -> Result<bool, RecoveryError> {
    if !matches!(stored.value.notice.stage, NoticeStage::Served { .. }) {
        return Ok(false);
    }
    act_on_notice(c, doing, open, stored.value, NoticeAction::Elapse).await?;
    Ok(true)
}

async fn log(c: &mut PgConnection, doing: &Doing, open: &OpenCase, rows: &[NoticeEvent]) -> Result<(), RecoveryError> {
    for row in rows {
        let mut data = serde_json::to_value(row)
            .map_err(|e| crate::store::StoreError::unreadable("notice event", e.to_string()))?;
        data["case"] = serde_json::json!(open.id());
        let event = NewEvent {
            lender: Some(LenderNo(open.stored.lender_no)),
            entity_kind: "notice",
            entity_id: row.notice.0,
            action: row.to.name(),
            actor: &doing.actor_name,
            at: doing.wall,
            reason: None,
            data,
        };
        events::append(c, &event).await?;
    }
    Ok(())
}
