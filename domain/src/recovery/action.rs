//! What may be asked of a case.

use super::{CaseState, CloseReason, GoingBack, HoldKind};
use crate::compliance::LegalBasis;
use crate::geo::Point;
use crate::ids::{ComplaintId, HoldId, LotId, OrderId, PaymentId, StatementId, YardId};
use crate::money::Money;
use crate::reason::Reason;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A promise to pay or an instalment plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PromiseId(pub Uuid);

wire_names! {
    /// How a promise ended.
    PromiseOutcome {
        /// Paid as promised.
        Kept = "kept",
        /// Not.
        Broken = "broken",
        /// Taken back.
        Cancelled = "cancelled",
    }
}

/// Something happened to the loan that bears on its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum LoanEvent {
    /// Money came in: holds the case.
    PaymentReceived {
        /// Which payment.
        payment: PaymentId,
    },
    /// It bounced: its hold ends.
    PaymentReversed {
        /// Which payment was undone.
        payment: PaymentId,
    },
    /// A promise or plan: holds the case while it is open.
    PromiseMade {
        /// Which.
        promise: PromiseId,
    },
    /// It ended, and so does its hold; the payment that kept it has its own.
    PromiseEnded {
        /// Which.
        promise: PromiseId,
        /// How.
        outcome: PromiseOutcome,
    },
    /// Somebody complains about the case: holds it while the complaint is open.
    ComplaintMade {
        /// Which.
        complaint: ComplaintId,
    },
    /// The complaint is over, or about another case: its hold ends.
    ComplaintEnded {
        /// Which.
        complaint: ComplaintId,
    },
}

/// What is asked. New ids come with the action, so that the machine needs no randomness.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// Somebody takes a flagged case up.
    StartReview,
    /// The reviewer asks for authorisation.
    RequestAuthorisation {
        /// On what ground the car shall be taken.
        basis: LegalBasis,
        /// Where its proof is: court and case number, document.
        #[serde(default)]
        reference: Option<Reason>,
        /// Why now.
        reason: Reason,
    },
    /// A second person agrees.
    Approve {
        /// Why.
        reason: Reason,
    },
    /// The request is refused or withdrawn; the case stays in review.
    Reject {
        /// Why.
        reason: Reason,
    },
    /// One step back: an authorised case to review, a case in review to the queue.
    Return {
        /// Why.
        reason: Reason,
    },
    /// Stops the case.
    PlaceHold {
        /// Id of the new hold.
        hold: HoldId,
        /// Why.
        kind: HoldKind,
        /// In words.
        reason: Reason,
    },
    /// Every vendor has confirmed a pending hold.
    ConfirmHold {
        /// Which.
        hold: HoldId,
    },
    /// Ends a hold.
    ReleaseHold {
        /// Which.
        hold: HoldId,
        /// Why.
        reason: Reason,
    },
    /// The loan changed.
    LoanChanged {
        /// Id for the hold, should one follow.
        hold: HoldId,
        /// What happened.
        #[serde(flatten)]
        event: LoanEvent,
    },
    /// Ends the case.
    Close {
        /// Why.
        close_reason: CloseReason,
        /// In words.
        reason: Reason,
    },
    /// Takes a closed case up again, in review and without authorisation.
    Reopen {
        /// Why.
        reason: Reason,
    },
    /// An order to find or take the car goes out. Everything that authorised the case is checked again.
    Dispatch {
        /// Which.
        order: OrderId,
    },
    /// A contractor has the car.
    Secure {
        /// By which order.
        order: OrderId,
        /// Where.
        place: Point,
    },
    /// A yard received the car.
    EnterCustody {
        /// Which yard.
        yard: YardId,
    },
    /// The car may be sold.
    ClearForDisposal {
        /// Why.
        reason: Reason,
    },
    /// The car is sold.
    Sell {
        /// As which lot.
        lot: LotId,
        /// To what price.
        price: Money,
    },
    /// The buyer did not pay: the car is for disposal again.
    UndoSale {
        /// Why.
        reason: Reason,
    },
    /// The money is distributed.
    Settle {
        /// By which statement.
        statement: StatementId,
    },
    /// The car goes back to the borrower.
    GiveBack {
        /// Why, by name.
        because: GoingBack,
        /// In words.
        reason: Reason,
    },
}

wire_names! {
    /// The name of an action.
    ActionKind {
        /// [`Action::StartReview`].
        StartReview = "start_review",
        /// [`Action::RequestAuthorisation`].
        RequestAuthorisation = "request_authorisation",
        /// [`Action::Approve`].
        Approve = "approve",
        /// [`Action::Reject`].
        Reject = "reject",
        /// [`Action::Return`].
        Return = "return",
        /// [`Action::PlaceHold`].
        PlaceHold = "place_hold",
        /// [`Action::ConfirmHold`].
        ConfirmHold = "confirm_hold",
        /// [`Action::ReleaseHold`].
        ReleaseHold = "release_hold",
        /// [`Action::LoanChanged`].
        LoanChanged = "loan_changed",
        /// [`Action::Close`].
        Close = "close",
        /// [`Action::Reopen`].
        Reopen = "reopen",
        /// [`Action::Dispatch`].
        Dispatch = "dispatch",
        /// [`Action::Secure`].
        Secure = "secure",
        /// [`Action::EnterCustody`].
        EnterCustody = "enter_custody",
        /// [`Action::ClearForDisposal`].
        ClearForDisposal = "clear_for_disposal",
        /// [`Action::Sell`].
        Sell = "sell",
        /// [`Action::UndoSale`].
        UndoSale = "undo_sale",
        /// [`Action::Settle`].
        Settle = "settle",
        /// [`Action::GiveBack`] once the loan is paid.
        Redeem = "redeem",
        /// [`Action::GiveBack`] once the arrears are paid.
        Reinstate = "reinstate",
        /// [`Action::GiveBack`] of what should not have been taken.
        Unrepossess = "unrepossess",
    }
}

impl Action {
    /// Its name.
    pub fn kind(&self) -> ActionKind {
        match self {
            Action::StartReview => ActionKind::StartReview,
            Action::RequestAuthorisation { .. } => ActionKind::RequestAuthorisation,
            Action::Approve { .. } => ActionKind::Approve,
            Action::Reject { .. } => ActionKind::Reject,
            Action::Return { .. } => ActionKind::Return,
            Action::PlaceHold { .. } => ActionKind::PlaceHold,
            Action::ConfirmHold { .. } => ActionKind::ConfirmHold,
            Action::ReleaseHold { .. } => ActionKind::ReleaseHold,
            Action::LoanChanged { .. } => ActionKind::LoanChanged,
            Action::Close { .. } => ActionKind::Close,
            Action::Reopen { .. } => ActionKind::Reopen,
            Action::Dispatch { .. } => ActionKind::Dispatch,
            Action::Secure { .. } => ActionKind::Secure,
            Action::EnterCustody { .. } => ActionKind::EnterCustody,
            Action::ClearForDisposal { .. } => ActionKind::ClearForDisposal,
            Action::Sell { .. } => ActionKind::Sell,
            Action::UndoSale { .. } => ActionKind::UndoSale,
            Action::Settle { .. } => ActionKind::Settle,
            Action::GiveBack { because: GoingBack::Redeemed, .. } => ActionKind::Redeem,
            Action::GiveBack { because: GoingBack::Reinstated, .. } => ActionKind::Reinstate,
            Action::GiveBack { because: GoingBack::Unrepossessed, .. } => ActionKind::Unrepossess,
        }
    }
}

impl ActionKind {
    /// The action that leads a case on from a state, on the road from a flag to a settlement; `waits`: a request for
    /// authorisation waits for a second person. None leads on from where the road ends.
    pub fn onward(state: CaseState, waits: bool) -> Option<ActionKind> {
        Some(match state {
            CaseState::Flagged => ActionKind::StartReview,
            CaseState::InReview if waits => ActionKind::Approve,
            CaseState::InReview => ActionKind::RequestAuthorisation,
            CaseState::Authorised => ActionKind::Dispatch,
            CaseState::InRecovery => ActionKind::Secure,
            CaseState::Secured => ActionKind::EnterCustody,
            CaseState::InCustody => ActionKind::ClearForDisposal,
            CaseState::ForDisposal => ActionKind::Sell,
            CaseState::Sold => ActionKind::Settle,
            CaseState::Settled | CaseState::Redeemed | CaseState::Reinstated | CaseState::Unrepossessed => {
                ActionKind::Close
            }
            CaseState::Closed => return None,
        })
    }
}
