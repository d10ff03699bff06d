//! Where an order stands, with what belongs to that state and to no other.

use super::OrderKind;
use crate::actor::Actor;
use crate::geo::Point;
use crate::ids::{AgentId, CaseId, EvidenceId, HoldId, InvoiceId, LetterId, OrderId, UserId, VendorId};
use crate::reason::Reason;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

wire_names! {
    /// Every state of an order, by its name.
    OrderState {
        /// Being written.
        Draft = "draft",
        /// Vendors were asked.
        Offered = "offered",
        /// A vendor took it.
        Accepted = "accepted",
        /// An agent is on the way.
        EnRoute = "en_route",
        /// The agents are there.
        OnSite = "on_site",
        /// The car is on the hook, or its keys are in hand.
        OnHook = "on_hook",
        /// The contractor is done.
        Completed = "completed",
        /// The lender agrees.
        Acknowledged = "acknowledged",
        /// The contractor billed it.
        Invoiced = "invoiced",
        /// Paid.
        Paid = "paid",
        /// The vendor that was asked does not want it.
        Declined = "declined",
        /// Nobody answered in time, or the term ended.
        Expired = "expired",
        /// Stopped for now.
        OnHold = "on_hold",
        /// Taken back.
        Withdrawn = "withdrawn",
        /// It could not be done.
        Failed = "failed",
        /// What was done is undone, its fees too.
        Reversed = "reversed",
    }
}

wire_names! {
    /// Why an order could not be done.
    FailReason {
        /// The car is not where it should be.
        NotFound = "not_found",
        /// Somebody objected: taking it would have breached the peace.
        BreachOfPeace = "breach_of_peace",
        /// It stands behind a gate or door that may not be opened.
        LockedPremises = "locked_premises",
        /// The impound lot does not release it.
        NotReleased = "not_released",
        /// The borrower paid, or showed that nothing is owed.
        BorrowerPaid = "borrower_paid",
        /// The car cannot be moved.
        NotMovable = "not_movable",
        /// Something in the place was not safe.
        Unsafe = "unsafe",
        /// The vendor cannot perform.
        UnableToPerform = "unable_to_perform",
    }
}

/// An agent said from where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckIn {
    /// Who.
    pub agent: AgentId,
    /// When.
    pub at: DateTime<Utc>,
    /// Where, by the phone.
    pub place: Point,
}

/// What the contractor reports at the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Completion {
    /// In words.
    pub summary: Reason,
    /// Photos and documents.
    #[serde(default)]
    pub evidence: Vec<EvidenceId>,
    /// Odometer, km.
    #[serde(default)]
    pub odometer_km: Option<u32>,
    /// The VIN on the car is the one of the order.
    #[serde(default)]
    pub vin_matches: Option<bool>,
    /// Keys taken over.
    #[serde(default)]
    pub keys: Option<u8>,
    /// Where the police was told, by the reference it gave.
    #[serde(default)]
    pub police_reference: Option<Reason>,
    /// Distance driven for it, whole km.
    #[serde(default)]
    pub km: Option<u32>,
}

/// A vendor works on it: what has come together since it was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// Which vendor.
    pub vendor: VendorId,
    /// Its agents, named.
    pub agents: Vec<AgentId>,
    /// The letter of authorisation they carry; only work in the field has one.
    pub letter: Option<LetterId>,
    /// When it was accepted.
    pub accepted_at: DateTime<Utc>,
    /// Who was there.
    #[serde(default)]
    pub check_ins: Vec<CheckIn>,
    /// When and where the car came on the hook; written once.
    #[serde(default)]
    pub hooked: Option<Hooked>,
}

/// The car came on the hook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hooked {
    /// When.
    pub at: DateTime<Utc>,
    /// Where.
    pub place: Point,
    /// Who did it.
    pub agent: AgentId,
}

/// The lender agreed with a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// Who.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Where an order stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum OrderStage {
    /// Being written.
    Draft,
    /// Vendors were asked.
    Offered {
        /// When they must have answered.
        until: DateTime<Utc>,
    },
    /// A vendor works on it.
    Accepted(Work),
    /// An agent is on the way.
    EnRoute(Work),
    /// The agents are there.
    OnSite(Work),
    /// The car is in hand.
    OnHook(Work),
    /// The contractor is done.
    Completed {
        /// The work.
        work: Work,
        /// What they report.
        report: Completion,
        /// When.
        at: DateTime<Utc>,
    },
    /// The lender agrees.
    Acknowledged {
        /// The work.
        work: Work,
        /// What was reported.
        report: Completion,
        /// Who agreed.
        by: UserId,
        /// When.
        at: DateTime<Utc>,
    },
    /// The contractor billed it.
    Invoiced {
        /// The work.
        work: Work,
        /// What was reported.
        report: Completion,
        /// Who agreed with it, and when: where it goes back to if the invoice falls.
        acknowledged: Agreed,
        /// On which invoice.
        invoice: InvoiceId,
    },
    /// Paid.
    Paid {
        /// The work.
        work: Work,
        /// What was reported.
        report: Completion,
        /// By which invoice.
        invoice: InvoiceId,
        /// When.
        at: DateTime<Utc>,
    },
    /// The vendor that was asked does not want it.
    Declined {
        /// Why.
        reason: Reason,
        /// When.
        at: DateTime<Utc>,
    },
    /// Nobody answered in time, or the term ended.
    Expired {
        /// When.
        at: DateTime<Utc>,
        /// Who had it.
        work: Option<Work>,
    },
    /// Stopped for now.
    OnHold {
        /// Where it stood.
        from: Box<OrderStage>,
        /// Since when.
        since: DateTime<Utc>,
        /// By which holds.
        holds: Vec<HoldId>,
        /// When the vendor confirmed that it stopped; a vendor that nobody asked has nothing to confirm.
        confirmed_at: Option<DateTime<Utc>>,
    },
    /// Taken back.
    Withdrawn {
        /// Why.
        reason: Reason,
        /// When.
        at: DateTime<Utc>,
        /// Who had it.
        work: Option<Work>,
    },
    /// It could not be done.
    Failed {
        /// The work.
        work: Work,
        /// Why, by name.
        because: FailReason,
        /// In words.
        reason: Reason,
        /// When.
        at: DateTime<Utc>,
    },
    /// What was done is undone.
    Reversed {
        /// The work.
        work: Work,
        /// On which invoice it stands.
        invoice: Option<InvoiceId>,
        /// Why.
        reason: Reason,
        /// When.
        at: DateTime<Utc>,
    },
}

impl OrderStage {
    /// The state's name.
    pub fn state(&self) -> OrderState {
        use OrderStage::*;
        match self {
            Draft => OrderState::Draft,
            Offered { .. } => OrderState::Offered,
            Accepted(_) => OrderState::Accepted,
            EnRoute(_) => OrderState::EnRoute,
            OnSite(_) => OrderState::OnSite,
            OnHook(_) => OrderState::OnHook,
            Completed { .. } => OrderState::Completed,
            Acknowledged { .. } => OrderState::Acknowledged,
            Invoiced { .. } => OrderState::Invoiced,
            Paid { .. } => OrderState::Paid,
            Declined { .. } => OrderState::Declined,
            Expired { .. } => OrderState::Expired,
            OnHold { .. } => OrderState::OnHold,
            Withdrawn { .. } => OrderState::Withdrawn,
            Failed { .. } => OrderState::Failed,
            Reversed { .. } => OrderState::Reversed,
        }
    }

    /// The work on it, from acceptance on.
    pub fn work(&self) -> Option<&Work> {
        use OrderStage::*;
        match self {
            Draft | Offered { .. } | Declined { .. } => None,
            Accepted(work) | EnRoute(work) | OnSite(work) | OnHook(work) => Some(work),
            Completed { work, .. }
            | Acknowledged { work, .. }
            | Invoiced { work, .. }
            | Paid { work, .. }
            | Failed { work, .. }
            | Reversed { work, .. } => Some(work),
            Expired { work, .. } | Withdrawn { work, .. } => work.as_ref(),
            OnHold { from, .. } => from.work(),
        }
    }

    /// Where it stands, or stood when it was held.
    pub fn beneath_hold(&self) -> &OrderStage {
        match self {
            OrderStage::OnHold { from, .. } => from,
            stage => stage,
        }
    }

    /// The car is on its hook, held or not.
    pub fn has_car(&self) -> bool {
        matches!(self.beneath_hold(), OrderStage::OnHook(_))
    }

    /// It waits for its vendor to confirm that it stopped.
    pub fn waits_for_vendor(&self) -> bool {
        matches!(self, OrderStage::OnHold { confirmed_at: None, .. })
    }

    /// Work was done that can be undone, its fees with it.
    pub fn can_be_reversed(&self) -> bool {
        use OrderStage::*;
        self.has_car() || matches!(self, Completed { .. } | Acknowledged { .. } | Invoiced { .. } | Paid { .. })
    }

    /// A vendor may still act on it, once nothing holds it.
    pub fn is_live(&self) -> bool {
        use OrderStage::*;
        matches!(self, Offered { .. } | Accepted(_) | EnRoute(_) | OnSite(_) | OnHook(_) | OnHold { .. })
    }

    /// Nothing is left to do or to judge: paid, or over otherwise.
    pub fn is_finished(&self) -> bool {
        use OrderStage::*;
        matches!(
            self,
            Acknowledged { .. }
                | Invoiced { .. }
                | Paid { .. }
                | Declined { .. }
                | Expired { .. }
                | Withdrawn { .. }
                | Failed { .. }
                | Reversed { .. }
        )
    }
}

/// Until when the order is placed with a vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Last day, by the lender's calendar.
    pub ends_on: NaiveDate,
    /// A later last day that the vendor asked for.
    #[serde(default)]
    pub asked: Option<NaiveDate>,
}

/// An order to a contractor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Its id.
    pub id: OrderId,
    /// Of which case.
    pub case: CaseId,
    /// What is to be done.
    pub kind: OrderKind,
    /// What the contractor should know.
    pub instructions: Option<Reason>,
    /// Where: the car's place, or where it is to go.
    pub target: Option<Point>,
    /// Until when.
    pub term: Term,
    /// Where it stands.
    pub stage: OrderStage,
    /// Counts changes, from 1.
    pub version: u64,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// By whom.
    pub created_by: Actor,
}
