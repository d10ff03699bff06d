//! One answer of the gate, and how it is kept.

use crate::recovery::{Doing, OpenCase, RecoveryError};
use crate::store::StoreError;
use crate::store::compliance::{self, DecisionRow, Of};
use lienwatch_domain::compliance::{Decision, GateAction, Outcome};
use lienwatch_domain::refusal::Refusal;
use sqlx::PgConnection;
use uuid::Uuid;

/// What the gate said to one action.
#[derive(Debug, Clone)]
pub struct Judged {
    /// What was asked for, as the API names it.
    pub step: &'static str,
    /// As the gate knows it.
    pub action: GateAction,
    /// About which order, lot or notice.
    pub subject: Option<Uuid>,
    /// What it said.
    pub decision: Decision,
}

impl Judged {
    /// As it is stored. `refused_by`: the rule that refused the action, if one did.
    pub fn row(&self, doing: &Doing, open: &OpenCase, refused_by: Option<&Refusal>) -> Result<DecisionRow, StoreError> {
        self.row_of(doing, open.stored.lender_no, Of::Case(open.id()), refused_by)
    }

    /// The same of a case or a car of a lender.
    pub fn row_of(
        &self,
        doing: &Doing,
        lender_no: i32,
        of: Of,
        refused_by: Option<&Refusal>,
    ) -> Result<DecisionRow, StoreError> {
        let outcome = match &self.decision.outcome {
            Outcome::Allow => "allow",
            Outcome::NeedsApproval { .. } => "needs_approval",
            Outcome::Deny => "deny",
        };
        let unreadable = |e: serde_json::Error| StoreError::unreadable("decision", e.to_string());
        let mut action = serde_json::to_value(&self.action).map_err(unreadable)?;
        // A text names people. What was sent is evidence of the case; here its form is enough.
        if let Some(text) = action.get_mut("text") {
            *text = serde_json::Value::Null;
        }
        let decision = serde_json::to_value(&self.decision).map_err(unreadable)?;
        let (case_id, vehicle_id) = of.ids();
        Ok(DecisionRow {
            id: (doing.new_id)(),
            lender_no,
            case_id,
            vehicle_id,
            subject_id: self.subject,
            step: self.step.to_owned(),
            action: self.action.kind().name().to_owned(),
            outcome: outcome.to_owned(),
            refused_by: refused_by.map(|refusal| refusal.rule.to_string()),
            detail: serde_json::json!({ "action": action, "decision": decision }),
            at: doing.now,
            by: doing.actor_name.clone(),
            look: None,
        })
    }
}

/// Keeps the answers to what was done, in the transaction that did it.
pub(in crate::recovery) async fn keep(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    judged: &[Judged],
) -> Result<(), RecoveryError> {
    for one in judged {
        compliance::add_decision(c, &one.row(doing, open, None)?).await?;
    }
    Ok(())
}

/// Keeps the answers where none of them stands against what is about to be done.
///
/// # Errors
/// A rule refuses one of them: all of the answers go out with the first refusal. Or the database.
pub(in crate::recovery) async fn passed(
    c: &mut PgConnection,
    doing: &Doing,
    open: &OpenCase,
    judged: &[Judged],
) -> Result<(), RecoveryError> {
    match judged.iter().find_map(|one| one.decision.obstacles().into_iter().next()) {
        Some(refusal) => Err(denied(doing, open, judged, refusal)),
        None => keep(c, doing, open, judged).await,
    }
}

/// What was refused, with the answers of the gate: they are kept once the transaction is undone.
pub(in crate::recovery) fn denied(
    doing: &Doing,
    open: &OpenCase,
    judged: &[Judged],
    refusal: Refusal,
) -> RecoveryError {
    if judged.is_empty() {
        return RecoveryError::Refused(refusal);
    }
    let rows: Result<Vec<DecisionRow>, StoreError> =
        judged.iter().map(|one| one.row(doing, open, Some(&refusal))).collect();
    match rows {
        Ok(decisions) => RecoveryError::Denied { refusal, decisions },
        Err(error) => error.into(),
    }
}
