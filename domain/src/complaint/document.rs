//! The complaint.

use crate::actor::Actor;
use crate::ids::{CaseId, ComplaintId, LoanId, UserId, VehicleId, VendorId};
use crate::language::Language;
use crate::reason::Reason;
use crate::vendors::Severity;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

wire_names! {
    /// The state of a complaint.
    ComplaintState {
        /// It came in.
        Received = "received",
        /// Its receipt was acknowledged in writing.
        Acknowledged = "acknowledged",
        /// Somebody looks into it.
        InReview = "in_review",
        /// It was right.
        Upheld = "upheld",
        /// It was right in part.
        PartlyUpheld = "partly_upheld",
        /// It was not right.
        Rejected = "rejected",
        /// Answered, and what was promised is done.
        Closed = "closed",
        /// Whoever complained took it back.
        Withdrawn = "withdrawn",
    }
}

wire_names! {
    /// What is complained of.
    ComplaintCategory {
        /// Violence, threats, insults, deceit.
        Conduct = "conduct",
        /// Calls and visits: too often, at night, at work, to others.
        Contact = "contact",
        /// The taking of the car.
        Recovery = "recovery",
        /// Things that were in the car.
        Belongings = "belongings",
        /// Damage to the car or a place.
        Damage = "damage",
        /// Amounts, fees, the statement.
        Money = "money",
        /// Personal data, whereabouts among them.
        Privacy = "privacy",
        /// Anything else.
        Other = "other",
    }
}

wire_names! {
    /// How it came in.
    ComplaintChannel {
        /// By the public form.
        Web = "web",
        /// By telephone.
        Phone = "phone",
        /// By e-mail.
        Email = "email",
        /// By letter.
        Letter = "letter",
        /// In person.
        InPerson = "in_person",
        /// From a regulator or ombudsman.
        Regulator = "regulator",
    }
}

wire_names! {
    /// How it was decided.
    ComplaintOutcome {
        /// It was right.
        Upheld = "upheld",
        /// It was right in part.
        PartlyUpheld = "partly_upheld",
        /// It was not right.
        Rejected = "rejected",
    }
}

wire_names! {
    /// What people were told of a deadline.
    DeadlineWarning {
        /// The acknowledgement is due soon.
        AcknowledgeSoon = "acknowledge_soon",
        /// It is overdue.
        AcknowledgeLate = "acknowledge_late",
        /// The answer is due soon.
        RespondSoon = "respond_soon",
        /// It is overdue.
        RespondLate = "respond_late",
    }
}

/// What it is about, as far as that is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct About {
    /// Which car.
    pub vehicle: Option<VehicleId>,
    /// Which loan.
    pub loan: Option<LoanId>,
    /// Which case.
    pub case: Option<CaseId>,
    /// Which contractor.
    pub vendor: Option<VendorId>,
}

/// Who did something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Who.
    pub by: Actor,
    /// When.
    pub at: DateTime<Utc>,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Who decided: a person of the lender (`domain.md` A8.1).
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
    /// The answer, with its reasons: whoever complained reads it.
    pub response: Reason,
    /// What is done about it. None where it was rejected.
    pub remedy: Option<Reason>,
}

/// Where a complaint stands, with what belongs to that state and to no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ComplaintStage {
    /// It came in.
    Received,
    /// Its receipt was acknowledged in writing.
    Acknowledged {
        /// By whom.
        acknowledged: Stamp,
    },
    /// Somebody looks into it.
    InReview {
        /// Who acknowledged it.
        acknowledged: Stamp,
        /// Who took it up.
        taken_up: Stamp,
    },
    /// It was right.
    Upheld {
        /// The answer.
        decision: Decision,
    },
    /// It was right in part.
    PartlyUpheld {
        /// The answer.
        decision: Decision,
    },
    /// It was not right.
    Rejected {
        /// The answer.
        decision: Decision,
    },
    /// Answered, and what was promised is done.
    Closed {
        /// How it was decided.
        outcome: ComplaintOutcome,
        /// The answer.
        decision: Decision,
        /// Who closed it.
        closed: Stamp,
    },
    /// Whoever complained took it back.
    Withdrawn {
        /// Who wrote that down.
        withdrawn: Stamp,
        /// In which words.
        reason: Reason,
    },
}

/// A complaint. Who complains and what they say is personal and stands beside it, sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// Its id.
    pub id: ComplaintId,
    /// What whoever complained knows it by.
    pub reference: String,
    /// What is complained of.
    pub category: ComplaintCategory,
    /// How grave. 1 is violence, threats, intrusion, detention, or money taken.
    pub severity: Severity,
    /// How it came in.
    pub channel: ComplaintChannel,
    /// Which language it is answered in.
    pub language: Language,
    /// What it is about.
    pub about: About,
    /// Whose it is to work on.
    pub handler: Option<UserId>,
    /// When it came in.
    pub received_at: DateTime<Utc>,
    /// Who took it down.
    pub received_by: Actor,
    /// The acknowledgement is late from then on.
    pub acknowledge_by: DateTime<Utc>,
    /// The answer is late from then on.
    pub respond_by: DateTime<Utc>,
    /// How often the answer was put off.
    pub extensions: u8,
    /// What people were told of its deadlines.
    pub warned: BTreeSet<DeadlineWarning>,
    /// Where it stands.
    #[serde(flatten)]
    pub stage: ComplaintStage,
    /// Counts changes, from 1.
    pub version: u64,
}

impl Complaint {
    /// The state's name.
    pub fn state(&self) -> ComplaintState {
        match self.stage {
            ComplaintStage::Received => ComplaintState::Received,
            ComplaintStage::Acknowledged { .. } => ComplaintState::Acknowledged,
            ComplaintStage::InReview { .. } => ComplaintState::InReview,
            ComplaintStage::Upheld { .. } => ComplaintState::Upheld,
            ComplaintStage::PartlyUpheld { .. } => ComplaintState::PartlyUpheld,
            ComplaintStage::Rejected { .. } => ComplaintState::Rejected,
            ComplaintStage::Closed { .. } => ComplaintState::Closed,
            ComplaintStage::Withdrawn { .. } => ComplaintState::Withdrawn,
        }
    }

    /// Not over: it holds the case it is about.
    pub fn is_open(&self) -> bool {
        !matches!(self.stage, ComplaintStage::Closed { .. } | ComplaintStage::Withdrawn { .. })
    }

    /// Nothing was answered yet.
    pub fn is_undecided(&self) -> bool {
        matches!(
            self.stage,
            ComplaintStage::Received | ComplaintStage::Acknowledged { .. } | ComplaintStage::InReview { .. }
        )
    }

    /// The answer, where there is one, and how it was decided.
    pub fn decision(&self) -> Option<(ComplaintOutcome, &Decision)> {
        match &self.stage {
            ComplaintStage::Upheld { decision } => Some((ComplaintOutcome::Upheld, decision)),
            ComplaintStage::PartlyUpheld { decision } => Some((ComplaintOutcome::PartlyUpheld, decision)),
            ComplaintStage::Rejected { decision } => Some((ComplaintOutcome::Rejected, decision)),
            ComplaintStage::Closed { outcome, decision, .. } => Some((*outcome, decision)),
            _ => None,
        }
    }

    /// What is still to be told of its deadlines, and when, soonest first. `warn_hours`: so long before.
    pub fn warnings(&self, warn_hours: u16) -> Vec<(DateTime<Utc>, DeadlineWarning)> {
        let lead = TimeDelta::hours(warn_hours.into());
        let mut all = vec![];
        if matches!(self.stage, ComplaintStage::Received) {
            all.push((self.acknowledge_by - lead, DeadlineWarning::AcknowledgeSoon));
            all.push((self.acknowledge_by, DeadlineWarning::AcknowledgeLate));
        }
        if self.is_undecided() {
            all.push((self.respond_by - lead, DeadlineWarning::RespondSoon));
            all.push((self.respond_by, DeadlineWarning::RespondLate));
        }
        all.retain(|(_, warning)| !self.warned.contains(warning));
        all.sort();
        all
    }

    /// When time has something to say of it next.
    pub fn due_at(&self, warn_hours: u16) -> Option<DateTime<Utc>> {
        self.warnings(warn_hours).first().map(|(at, _)| *at)
    }
}
