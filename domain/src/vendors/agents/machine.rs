//! What may be asked of a person's entry: a pure function, like the vendor's.

use super::{Agent, AgentStage, AgentState, BackgroundCheck, Certificate, LeaverReason, Training};
use crate::actor::Actor;
use crate::ids::{AgentId, VendorId};
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// A certificate comes in, in place of the former.
    RecordCertificate {
        /// The certificate.
        certificate: Certificate,
    },
    /// Somebody looked into the record.
    RecordBackground {
        /// What came of it.
        background: BackgroundCheck,
    },
    /// A training was taken.
    RecordTraining {
        /// With its score.
        training: Training,
    },
    /// The undertaking was signed.
    RecordConfidentiality {
        /// On which day.
        on: NaiveDate,
    },
    /// May not go out.
    Suspend {
        /// Why.
        reason: Reason,
    },
    /// May again.
    Reinstate {
        /// Why.
        reason: Reason,
    },
    /// Leaves the vendor.
    Leave {
        /// Last day.
        on: NaiveDate,
        /// Why.
        why: LeaverReason,
        /// In words.
        reason: Reason,
    },
}

wire_names! {
    /// The name of an action.
    ActionKind {
        /// [`Action::RecordCertificate`].
        RecordCertificate = "record_certificate",
        /// [`Action::RecordBackground`].
        RecordBackground = "record_background",
        /// [`Action::RecordTraining`].
        RecordTraining = "record_training",
        /// [`Action::RecordConfidentiality`].
        RecordConfidentiality = "record_confidentiality",
        /// [`Action::Suspend`].
        Suspend = "suspend",
        /// [`Action::Reinstate`].
        Reinstate = "reinstate",
        /// [`Action::Leave`].
        Leave = "leave",
    }
}

impl Action {
    /// Its name.
    pub fn kind(&self) -> ActionKind {
        match self {
            Action::RecordCertificate { .. } => ActionKind::RecordCertificate,
            Action::RecordBackground { .. } => ActionKind::RecordBackground,
            Action::RecordTraining { .. } => ActionKind::RecordTraining,
            Action::RecordConfidentiality { .. } => ActionKind::RecordConfidentiality,
            Action::Suspend { .. } => ActionKind::Suspend,
            Action::Reinstate { .. } => ActionKind::Reinstate,
            Action::Leave { .. } => ActionKind::Leave,
        }
    }
}

/// What is known when an action is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Who asks.
    pub actor: Actor,
    /// The day it is at the lender.
    pub today: NaiveDate,
}

/// One row of a person's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentEvent {
    /// Of which person.
    pub agent: AgentId,
    /// The entry's version after the action.
    pub version: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: Actor,
    /// State before; `None` when the person was registered.
    pub from: Option<AgentState>,
    /// State after.
    pub to: AgentState,
    /// What changed.
    #[serde(flatten)]
    pub change: Change,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// The person was registered.
    Registered {
        /// With which vendor.
        vendor: VendorId,
    },
    /// A certificate came in.
    CertificateRecorded {
        /// The certificate.
        certificate: Certificate,
    },
    /// Somebody looked into the record.
    BackgroundRecorded {
        /// What came of it.
        background: BackgroundCheck,
    },
    /// A training was taken.
    TrainingRecorded {
        /// With its score.
        training: Training,
    },
    /// The undertaking was signed.
    ConfidentialityRecorded {
        /// On which day.
        on: NaiveDate,
    },
    /// May not go out.
    Suspended {
        /// Why.
        reason: Reason,
    },
    /// May again.
    Reinstated {
        /// Why.
        reason: Reason,
    },
    /// Left the vendor.
    Left {
        /// Last day.
        on: NaiveDate,
        /// Why.
        why: LeaverReason,
        /// In words.
        reason: Reason,
    },
}

impl Change {
    /// Its name on the wire and in the store.
    pub fn name(&self) -> &'static str {
        match self {
            Change::Registered { .. } => "registered",
            Change::CertificateRecorded { .. } => "certificate_recorded",
            Change::BackgroundRecorded { .. } => "background_recorded",
            Change::TrainingRecorded { .. } => "training_recorded",
            Change::ConfidentialityRecorded { .. } => "confidentiality_recorded",
            Change::Suspended { .. } => "suspended",
            Change::Reinstated { .. } => "reinstated",
            Change::Left { .. } => "left",
        }
    }
}

/// What the shell must do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// The person may not sign in any more, and is taken off every open order.
    RevokeAccess,
    /// The person is put on the list of those who are not registered again, at no vendor.
    DoNotUse,
}

/// The entry after an action, its log rows, and what must follow.
pub type Applied = (Agent, Vec<AgentEvent>, Vec<Effect>);

/// Applies `action`, or says which rule refuses it and what would satisfy that rule.
pub fn apply(agent: &Agent, action: Action, facts: &Facts, now: DateTime<Utc>) -> Result<Applied, Refusal> {
    state_allows(agent, action.kind())?;
    let mut after = agent.clone();
    let mut effects = vec![];
    let file = &mut after.file;
    let change = match action {
        Action::RecordCertificate { certificate } => {
            if certificate.last_day < certificate.issued_on {
                let message = "the certificate ends before it begins";
                return Err(Refusal::new("certificate_dates", message, "correct issued_on or last_day"));
            }
            file.certificate = Some(certificate.clone());
            Change::CertificateRecorded { certificate }
        }
        Action::RecordBackground { background } => {
            past(background.on, facts)?;
            file.background = Some(background.clone());
            Change::BackgroundRecorded { background }
        }
        Action::RecordTraining { training } => {
            past(training.on, facts)?;
            if training.score > 100 {
                let message = format!("a score of {} is above 100", training.score);
                return Err(Refusal::new("training_score", message, "give the score from 0 to 100"));
            }
            file.training = Some(training.clone());
            Change::TrainingRecorded { training }
        }
        Action::RecordConfidentiality { on } => {
            past(on, facts)?;
            file.confidentiality_on = Some(on);
            Change::ConfidentialityRecorded { on }
        }
        Action::Suspend { reason } => {
            after.stage = AgentStage::Suspended { reason: reason.clone(), since: now };
            effects.push(Effect::RevokeAccess);
            Change::Suspended { reason }
        }
        Action::Reinstate { reason } => {
            if facts.actor.person().is_none() {
                let message = "only a person may do this";
                return Err(Refusal::new("person_required", message, "have a signed-in person do it"));
            }
            after.stage = AgentStage::Active;
            Change::Reinstated { reason }
        }
        Action::Leave { on, why, reason } => {
            past(on, facts)?;
            after.stage = AgentStage::Left { on, why, reason: reason.clone() };
            effects.push(Effect::RevokeAccess);
            effects.extend((why == LeaverReason::Misconduct).then_some(Effect::DoNotUse));
            Change::Left { on, why, reason }
        }
    };
    after.version += 1;
    let (from, to) = (Some(agent.stage.state()), after.stage.state());
    let event = AgentEvent { agent: agent.id, version: after.version, at: now, actor: facts.actor, from, to, change };
    Ok((after, vec![event], effects))
}

/// The table of the machine: which action a state knows.
fn state_allows(agent: &Agent, kind: ActionKind) -> Result<(), Refusal> {
    use {ActionKind as A, AgentState as S};
    let wanted: &[S] = match kind {
        A::Suspend => &[S::Active],
        A::Reinstate => &[S::Suspended],
        _ => &[S::Active, S::Suspended],
    };
    let state = agent.stage.state();
    if wanted.contains(&state) {
        return Ok(());
    }
    let message = format!("{kind} is not possible while the person is {state}");
    let remedy = match state {
        S::Left => "register the person anew".to_owned(),
        _ => format!("bring the person to {}", wanted.iter().map(|s| s.name()).collect::<Vec<_>>().join(" or ")),
    };
    Err(Refusal::new("wrong_state", message, remedy))
}

fn past(day: NaiveDate, facts: &Facts) -> Result<(), Refusal> {
    if day <= facts.today {
        return Ok(());
    }
    Err(Refusal::new("day_past", format!("{day} is in the future"), format!("give a day up to {}", facts.today)))
}
