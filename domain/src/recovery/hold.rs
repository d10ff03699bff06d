//! Holds: what stops a case. Many may be open at once; each blocks by itself.

use super::PromiseId;
use crate::actor::Actor;
use crate::ids::{ComplaintId, HoldId, PaymentId};
use crate::reason::Reason;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

wire_names! {
    /// Why a case is held.
    HoldKind {
        /// Money came in.
        PaymentReceived = "payment_received",
        /// The borrower promised to pay, or a plan was agreed.
        PromiseOrPlan = "promise_or_plan",
        /// Automatic stay.
        BankruptcyStay = "bankruptcy_stay",
        /// The borrower serves.
        MilitaryService = "military_service",
        /// The debt or the borrower's identity is disputed.
        DisputeOrFraud = "dispute_or_fraud",
        /// A court stopped it.
        CourtStay = "court_stay",
        /// A complaint is open.
        Complaint = "complaint",
        /// The data are wrong.
        DataError = "data_error",
        /// The borrower is vulnerable.
        VulnerableCustomer = "vulnerable_customer",
        /// The lender wants to look.
        LenderReview = "lender_review",
        /// An insurer is handling the car.
        InsuranceClaim = "insurance_claim",
    }
}

/// What a hold came from. A cause makes one hold, however often it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "cause", content = "id", rename_all = "snake_case")]
pub enum HoldCause {
    /// Somebody placed it.
    Placed,
    /// A payment.
    Payment(PaymentId),
    /// A promise or plan.
    Promise(PromiseId),
    /// A complaint.
    Complaint(ComplaintId),
}

/// How far a hold is. Pending already blocks; confirmation by the vendors only makes it active.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum HoldPhase {
    /// Some vendor with an open order has not confirmed yet.
    Pending,
    /// Every vendor has confirmed, or there was none.
    Active,
    /// Over.
    Released {
        /// When.
        at: DateTime<Utc>,
        /// By whom.
        by: Actor,
        /// Why.
        reason: Reason,
    },
}

/// A hold on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Its id.
    pub id: HoldId,
    /// Why.
    pub kind: HoldKind,
    /// In words.
    pub reason: Reason,
    /// What it came from.
    pub cause: HoldCause,
    /// When.
    pub placed_at: DateTime<Utc>,
    /// By whom.
    pub placed_by: Actor,
    /// How far it is.
    pub phase: HoldPhase,
}

impl Hold {
    /// It blocks: pending or active.
    pub fn is_open(&self) -> bool {
        matches!(self.phase, HoldPhase::Pending | HoldPhase::Active)
    }
}
