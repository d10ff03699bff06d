//! What happened to a case, and what must follow in the world.

use super::{CaseState, CloseReason, GoingBack, HoldCause, HoldKind, LoanEvent};
use crate::actor::Actor;
use crate::compliance::LegalBasis;
use crate::geo::Point;
use crate::ids::{CaseId, HoldId, LotId, OrderId, StatementId, UserId, YardId};
use crate::lending::Flag;
use crate::money::Money;
use crate::reason::Reason;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One row of a case's log. An action may make several, all of one version, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseEvent {
    /// Of which case.
    pub case: CaseId,
    /// The case's version after the action.
    pub version: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: Actor,
    /// State before; `None` when the case was opened.
    pub from: Option<CaseState>,
    /// State after.
    pub to: CaseState,
    /// What changed.
    #[serde(flatten)]
    pub change: Change,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// The case was opened.
    Flagged {
        /// Why.
        flag: Flag,
    },
    /// Somebody took it up.
    ReviewStarted,
    /// Authorisation was asked for.
    AuthorisationRequested {
        /// On what ground.
        basis: LegalBasis,
        /// Where its proof is.
        reference: Option<Reason>,
        /// Why.
        reason: Reason,
    },
    /// A second person agreed.
    Authorised {
        /// Who had asked.
        requested_by: UserId,
        /// On what ground.
        basis: LegalBasis,
        /// Why.
        reason: Reason,
    },
    /// The request was refused or withdrawn.
    Rejected {
        /// Who had asked.
        requested_by: UserId,
        /// Why.
        reason: Reason,
    },
    /// One step back.
    Returned {
        /// Why.
        reason: Reason,
    },
    /// The loan changed.
    LoanChanged {
        /// How.
        loan_event: LoanEvent,
    },
    /// A hold began.
    HoldPlaced {
        /// Which.
        hold: HoldId,
        /// Why.
        kind: HoldKind,
        /// What it came from.
        cause: HoldCause,
        /// In words.
        reason: Reason,
        /// It waits for vendors.
        pending: bool,
    },
    /// Every vendor confirmed a hold.
    HoldConfirmed {
        /// Which.
        hold: HoldId,
    },
    /// A hold ended.
    HoldReleased {
        /// Which.
        hold: HoldId,
        /// Its kind.
        kind: HoldKind,
        /// Why.
        reason: Reason,
    },
    /// The case was closed.
    Closed {
        /// Why.
        close_reason: CloseReason,
        /// In words.
        reason: Reason,
    },
    /// A closed case was taken up again.
    Reopened {
        /// Why.
        reason: Reason,
    },
    /// An order to find or take the car went out.
    Dispatched {
        /// Which.
        order: OrderId,
    },
    /// A contractor has the car.
    Secured {
        /// By which order.
        order: OrderId,
        /// Where.
        place: Point,
    },
    /// A yard received the car.
    EnteredCustody {
        /// Which yard.
        yard: YardId,
    },
    /// The car may be sold.
    ClearedForDisposal {
        /// Why.
        reason: Reason,
    },
    /// The car is sold.
    Sold {
        /// As which lot.
        lot: LotId,
        /// To what price.
        price: Money,
    },
    /// The buyer did not pay.
    SaleUndone {
        /// As which lot it had been sold.
        lot: LotId,
        /// Why.
        reason: Reason,
    },
    /// The money is distributed.
    Settled {
        /// By which statement.
        statement: StatementId,
    },
    /// The car goes back to the borrower.
    GivenBack {
        /// Why, by name.
        because: GoingBack,
        /// In words.
        reason: Reason,
    },
}

impl Change {
    /// Its name on the wire and in the store.
    pub fn name(&self) -> &'static str {
        match self {
            Change::Flagged { .. } => "flagged",
            Change::ReviewStarted => "review_started",
            Change::AuthorisationRequested { .. } => "authorisation_requested",
            Change::Authorised { .. } => "authorised",
            Change::Rejected { .. } => "rejected",
            Change::Returned { .. } => "returned",
            Change::LoanChanged { .. } => "loan_changed",
            Change::HoldPlaced { .. } => "hold_placed",
            Change::HoldConfirmed { .. } => "hold_confirmed",
            Change::HoldReleased { .. } => "hold_released",
            Change::Closed { .. } => "closed",
            Change::Reopened { .. } => "reopened",
            Change::Dispatched { .. } => "dispatched",
            Change::Secured { .. } => "secured",
            Change::EnteredCustody { .. } => "entered_custody",
            Change::ClearedForDisposal { .. } => "cleared_for_disposal",
            Change::Sold { .. } => "sold",
            Change::SaleUndone { .. } => "sale_undone",
            Change::Settled { .. } => "settled",
            Change::GivenBack { because, .. } => because.name(),
        }
    }
}

/// What the shell must do, in the transaction of the change or through the outbox it writes there.
///
/// * Effects are carried out in the order given, after the changed case is stored, with facts read anew: the actions
///   they cause see the case as it became, its new state and holds included.
/// * What a variant names as actions on orders is applied through [`order::apply`](super::order::apply) as
///   [`Party::Lender`](super::order::Party::Lender), and the effects of those orders are carried out in turn, before the
///   next one here. Nothing of this may be put off: a payment that is committed while an order still runs is the wrong
///   that holds exist to prevent.
/// * A refusal on the way undoes the whole change. None is expected: each variant says which orders it means, and the
///   order machine takes the action from all of those.
/// * The `Notify…` and `Suggest…` variants are messages: an outbox row each, nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// Tell those who review.
    NotifyReviewers,
    /// Tell those who may approve.
    NotifyApprovers,
    /// Tell the one who asked how it was decided.
    NotifyRequester {
        /// Whom.
        user: UserId,
        /// Agreed, or not.
        approved: bool,
    },
    /// Every recovery link of the case dies now, whichever order it was made for. Links do not come back: after a hold
    /// the lender makes new ones.
    KillRecoveryLinks,
    /// Every open order of the case, at every vendor, is held: `Hold` to each that
    /// [`is_live`](super::OrderStage::is_live), those that are held already included.
    HoldOrders {
        /// By which hold.
        hold: HoldId,
    },
    /// The last hold ended: `Resume` to each order that is on hold. Each goes on exactly where it stood; one whose offer
    /// or term ended meanwhile is found by the next look for expired orders.
    ResumeOrders,
    /// Every open order of the case is withdrawn: `Withdraw` to each that is live, and to each draft. Orders that are
    /// completed stay to be judged and paid.
    WithdrawOrders,
    /// The car is in hand, so nobody needs to look for it any more: `Withdraw` to each order, live or draft, whose kind
    /// is [`in_the_field`](super::OrderKind::in_the_field), but for the one that took it.
    WithdrawSearch {
        /// The order that took the car.
        taken_by: OrderId,
    },
    /// The authorisation is void, and every letter of the case that still holds with it.
    RevokeAuthorisation,
    /// The car goes back: lots of it that are not sold are withdrawn, and whoever has it is told to hand it to the
    /// borrower. The case can be closed once the chain of hand-overs ends with the borrower.
    ReleaseCar,
    /// The recovery was wrong: `Reverse` to each order that is [`undone_with`](super::order::undone_with) it. Comes before
    /// [`Effect::WithdrawOrders`], so that the order that has the car on its hook is reversed and not merely withdrawn.
    ReverseOrders,
    /// The debt or the arrears are paid: a person should give the car back.
    SuggestGiveBack {
        /// As what.
        because: GoingBack,
    },
    /// The default is cured: a person should close the case.
    SuggestClose {
        /// As what.
        close_reason: CloseReason,
    },
}
