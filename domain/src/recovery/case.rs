//! The case: one vehicle, one loan, one open case at most.

use super::{CaseEvent, Change, Effect, Hold};
use crate::actor::Actor;
use crate::compliance::{Jurisdiction, LegalBasis};
use crate::geo::Point;
use crate::ids::{CaseId, LoanId, LotId, OrderId, StatementId, UserId, VehicleId, YardId};
use crate::lending::Flag;
use crate::money::Money;
use crate::reason::Reason;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

wire_names! {
    /// Every state a case can have, by its name. Those after authorised belong to field work and disposal.
    CaseState {
        /// A rule or a person put it here.
        Flagged = "flagged",
        /// Somebody looks.
        InReview = "in_review",
        /// Two people agreed.
        Authorised = "authorised",
        /// A contractor looks for the car.
        InRecovery = "in_recovery",
        /// The car is in hand.
        Secured = "secured",
        /// The car is in a yard.
        InCustody = "in_custody",
        /// The car may be sold.
        ForDisposal = "for_disposal",
        /// The car is sold.
        Sold = "sold",
        /// The money is distributed.
        Settled = "settled",
        /// Over.
        Closed = "closed",
        /// The borrower paid everything and has the car back.
        Redeemed = "redeemed",
        /// The borrower paid the arrears and has the car back.
        Reinstated = "reinstated",
        /// The recovery was undone.
        Unrepossessed = "unrepossessed",
    }
}

wire_names! {
    /// Why a case was closed.
    CloseReason {
        /// The car was recovered and everything followed.
        Recovered = "recovered",
        /// The arrears were paid.
        Cured = "cured",
        /// The loan was paid off.
        Settled = "settled",
        /// The borrower redeemed the car.
        Redeemed = "redeemed",
        /// Bankruptcy.
        Bankruptcy = "bankruptcy",
        /// The placement was recalled or its term ended.
        Recalled = "recalled",
        /// The car cannot be found.
        UnableToLocate = "unable_to_locate",
        /// The car is destroyed.
        TotalLoss = "total_loss",
        /// The impound lot does not release it.
        ImpoundNotReleased = "impound_not_released",
        /// The loan was sold or written off.
        ChargedOff = "charged_off",
        /// The lender stopped it.
        LenderCancel = "lender_cancel",
        /// Another case has it.
        Duplicate = "duplicate",
        /// The courts have it now.
        LegalRoute = "legal_route",
    }
}

/// A person asks for authorisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorisationRequest {
    /// Who asks.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
    /// On what ground.
    pub basis: LegalBasis,
    /// Where its proof is.
    pub reference: Option<Reason>,
    /// Why.
    pub reason: Reason,
}

/// Two people agreed. Only the machine makes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorisation {
    /// What was asked, and by whom.
    pub request: AuthorisationRequest,
    /// Who agreed: never the one who asked.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: Reason,
    /// Under the law of which place it was checked.
    pub jurisdiction: Jurisdiction,
}

/// The car was taken: the moment is written once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// On what authorisation.
    pub authorisation: Authorisation,
    /// By which order.
    pub order: OrderId,
    /// When.
    pub at: DateTime<Utc>,
    /// Where.
    pub place: Point,
}

/// The car was sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sale {
    /// As which lot.
    pub lot: LotId,
    /// To what price.
    pub price: Money,
    /// When.
    pub at: DateTime<Utc>,
}

wire_names! {
    /// Why a car that was taken goes back.
    GoingBack {
        /// The borrower paid everything.
        Redeemed = "redeemed",
        /// The borrower paid the arrears.
        Reinstated = "reinstated",
        /// It should not have been taken: what was charged for it is reversed.
        Unrepossessed = "unrepossessed",
    }
}

/// Where a case stands, with what belongs to that state and to no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Stage {
    /// In the queue.
    Flagged,
    /// In review, perhaps waiting for a second person.
    InReview {
        /// What waits.
        request: Option<AuthorisationRequest>,
    },
    /// Two people agreed.
    Authorised {
        /// Who, when, on what ground.
        authorisation: Authorisation,
    },
    /// Contractors look for the car.
    InRecovery {
        /// On what authorisation.
        authorisation: Authorisation,
        /// Since the first order went out.
        since: DateTime<Utc>,
    },
    /// The car is in hand, on its way.
    Secured {
        /// How it was taken.
        taken: Taken,
    },
    /// The car is in a yard.
    InCustody {
        /// How it was taken.
        taken: Taken,
        /// Which yard received it first.
        yard: YardId,
        /// When.
        since: DateTime<Utc>,
    },
    /// The car may be sold.
    ForDisposal {
        /// How it was taken.
        taken: Taken,
        /// Who cleared it.
        cleared_by: UserId,
        /// When.
        cleared_at: DateTime<Utc>,
    },
    /// The car is sold.
    Sold {
        /// How it was taken.
        taken: Taken,
        /// To what price.
        sale: Sale,
    },
    /// The money is distributed.
    Settled {
        /// How it was taken.
        taken: Taken,
        /// To what price it was sold.
        sale: Sale,
        /// The statement that distributes it.
        statement: StatementId,
        /// When.
        at: DateTime<Utc>,
    },
    /// The car goes back to the borrower.
    GoingBack {
        /// How it was taken.
        taken: Taken,
        /// Why it goes back.
        because: GoingBack,
        /// In words.
        reason: Reason,
        /// Since when.
        at: DateTime<Utc>,
    },
    /// Over.
    Closed {
        /// Why.
        close_reason: CloseReason,
        /// In words.
        reason: Reason,
        /// Where it stood.
        from: CaseState,
        /// When.
        at: DateTime<Utc>,
        /// How the car was taken, where it was not given back or sold: a total loss. Reopened, the case has it in
        /// hand again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_hand: Option<Taken>,
    },
}

impl Stage {
    /// The state's name.
    pub fn state(&self) -> CaseState {
        match self {
            Stage::Flagged => CaseState::Flagged,
            Stage::InReview { .. } => CaseState::InReview,
            Stage::Authorised { .. } => CaseState::Authorised,
            Stage::InRecovery { .. } => CaseState::InRecovery,
            Stage::Secured { .. } => CaseState::Secured,
            Stage::InCustody { .. } => CaseState::InCustody,
            Stage::ForDisposal { .. } => CaseState::ForDisposal,
            Stage::Sold { .. } => CaseState::Sold,
            Stage::Settled { .. } => CaseState::Settled,
            Stage::GoingBack { because, .. } => match because {
                GoingBack::Redeemed => CaseState::Redeemed,
                GoingBack::Reinstated => CaseState::Reinstated,
                GoingBack::Unrepossessed => CaseState::Unrepossessed,
            },
            Stage::Closed { .. } => CaseState::Closed,
        }
    }

    /// The authorisation that stands.
    pub fn authorisation(&self) -> Option<&Authorisation> {
        match self {
            Stage::Authorised { authorisation } | Stage::InRecovery { authorisation, .. } => Some(authorisation),
            Stage::Flagged | Stage::InReview { .. } | Stage::GoingBack { .. } | Stage::Closed { .. } => None,
            Stage::Secured { taken }
            | Stage::InCustody { taken, .. }
            | Stage::ForDisposal { taken, .. }
            | Stage::Sold { taken, .. }
            | Stage::Settled { taken, .. } => Some(&taken.authorisation),
        }
    }

    /// How the car was taken, from then on until the case is closed.
    pub fn taken(&self) -> Option<&Taken> {
        match self {
            Stage::Secured { taken }
            | Stage::InCustody { taken, .. }
            | Stage::ForDisposal { taken, .. }
            | Stage::Sold { taken, .. }
            | Stage::Settled { taken, .. }
            | Stage::GoingBack { taken, .. } => Some(taken),
            Stage::Flagged
            | Stage::InReview { .. }
            | Stage::Authorised { .. }
            | Stage::InRecovery { .. }
            | Stage::Closed { .. } => None,
        }
    }
}

/// A recovery case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// Of which loan.
    pub loan: LoanId,
    /// For which vehicle.
    pub vehicle: VehicleId,
    /// Why it exists.
    pub flag: Flag,
    /// Where it stands.
    pub stage: Stage,
    /// Every hold it ever had, oldest first.
    pub holds: Vec<Hold>,
    /// Counts changes, from 1; the store compares and sets it.
    pub version: u64,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
}

impl Case {
    /// Holds that block.
    pub fn open_holds(&self) -> impl Iterator<Item = &Hold> {
        self.holds.iter().filter(|h| h.is_open())
    }

    /// Whether it is over.
    pub fn is_closed(&self) -> bool {
        matches!(self.stage, Stage::Closed { .. })
    }
}

/// A new case, its first event and what follows from it.
pub type Opened = (Case, Vec<CaseEvent>, Vec<Effect>);

/// Opens the case of a flagged loan, version 1.
pub fn open_case(id: CaseId, loan: LoanId, vehicle: VehicleId, flag: Flag, actor: Actor, now: DateTime<Utc>) -> Opened {
    let change = Change::Flagged { flag: flag.clone() };
    let case = Case { id, loan, vehicle, flag, stage: Stage::Flagged, holds: vec![], version: 1, opened_at: now };
    let event = CaseEvent { case: id, version: 1, at: now, actor, from: None, to: CaseState::Flagged, change };
    (case, vec![event], vec![Effect::NotifyReviewers])
}
