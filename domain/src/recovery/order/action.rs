//! What may be asked of an order, what is known then, and what follows.

use super::{CheckIn, Completion, FailReason, OrderState};
use crate::actor::Actor;
use crate::geo::Point;
use crate::ids::{AgentId, EvidenceId, HoldId, InvoiceId, LetterId, OrderId, VendorId};
use crate::reason::Reason;
use crate::recovery::CaseState;
use crate::refusal::Refusal;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum OrderAction {
    /// The lender asks vendors.
    Offer {
        /// When they must have answered.
        until: DateTime<Utc>,
    },
    /// A vendor takes it.
    Accept {
        /// Which.
        vendor: VendorId,
        /// Who will do it.
        agents: Vec<AgentId>,
        /// Id for their letter of authorisation.
        letter: LetterId,
    },
    /// The last vendor that was asked declined.
    Decline {
        /// Why.
        reason: Reason,
    },
    /// The last offer ran out, or the term ended.
    Expire,
    /// An agent sets out.
    Depart {
        /// Who.
        agent: AgentId,
    },
    /// An agent is there.
    CheckIn {
        /// Who.
        agent: AgentId,
        /// Where, by the phone.
        place: Point,
    },
    /// The car is on the hook.
    Hook {
        /// Who did it.
        agent: AgentId,
        /// Where.
        place: Point,
        /// Photos of the car where it stood.
        evidence: Vec<EvidenceId>,
    },
    /// The contractor is done.
    Complete {
        /// What they report.
        report: Completion,
    },
    /// The lender agrees with the report.
    Acknowledge,
    /// The lender wants the report completed.
    SendBack {
        /// What is missing.
        reason: Reason,
    },
    /// The contractor billed it.
    Invoice {
        /// On which invoice.
        invoice: InvoiceId,
    },
    /// The invoice will not be paid as it stands: the order may be billed again.
    Unbill {
        /// Why.
        reason: Reason,
    },
    /// The invoice was paid.
    Pay,
    /// The case is held.
    Hold {
        /// By which hold.
        hold: HoldId,
    },
    /// The vendor stopped.
    ConfirmHold,
    /// Nothing holds the case any more.
    Resume,
    /// The lender takes it back.
    Withdraw {
        /// Why.
        reason: Reason,
    },
    /// It cannot be done.
    Fail {
        /// Why, by name.
        because: FailReason,
        /// In words.
        reason: Reason,
    },
    /// What was done is undone.
    Reverse {
        /// Why.
        reason: Reason,
    },
    /// The vendor asks for more time.
    AskExtension {
        /// Until which day.
        until: NaiveDate,
        /// Why.
        reason: Reason,
    },
    /// The lender gives or refuses it.
    AnswerExtension {
        /// Given.
        granted: bool,
    },
}

wire_names! {
    /// The name of an action.
    OrderActionKind {
        /// [`OrderAction::Offer`].
        Offer = "offer",
        /// [`OrderAction::Accept`].
        Accept = "accept",
        /// [`OrderAction::Decline`].
        Decline = "decline",
        /// [`OrderAction::Expire`].
        Expire = "expire",
        /// [`OrderAction::Depart`].
        Depart = "depart",
        /// [`OrderAction::CheckIn`].
        CheckIn = "check_in",
        /// [`OrderAction::Hook`].
        Hook = "hook",
        /// [`OrderAction::Complete`].
        Complete = "complete",
        /// [`OrderAction::Acknowledge`].
        Acknowledge = "acknowledge",
        /// [`OrderAction::SendBack`].
        SendBack = "send_back",
        /// [`OrderAction::Invoice`].
        Invoice = "invoice",
        /// [`OrderAction::Unbill`].
        Unbill = "unbill",
        /// [`OrderAction::Pay`].
        Pay = "pay",
        /// [`OrderAction::Hold`].
        Hold = "hold",
        /// [`OrderAction::ConfirmHold`].
        ConfirmHold = "confirm_hold",
        /// [`OrderAction::Resume`].
        Resume = "resume",
        /// [`OrderAction::Withdraw`].
        Withdraw = "withdraw",
        /// [`OrderAction::Fail`].
        Fail = "fail",
        /// [`OrderAction::Reverse`].
        Reverse = "reverse",
        /// [`OrderAction::AskExtension`].
        AskExtension = "ask_extension",
        /// [`OrderAction::AnswerExtension`].
        AnswerExtension = "answer_extension",
    }
}

impl OrderAction {
    /// Its name.
    pub fn kind(&self) -> OrderActionKind {
        use OrderActionKind as K;
        match self {
            OrderAction::Offer { .. } => K::Offer,
            OrderAction::Accept { .. } => K::Accept,
            OrderAction::Decline { .. } => K::Decline,
            OrderAction::Expire => K::Expire,
            OrderAction::Depart { .. } => K::Depart,
            OrderAction::CheckIn { .. } => K::CheckIn,
            OrderAction::Hook { .. } => K::Hook,
            OrderAction::Complete { .. } => K::Complete,
            OrderAction::Acknowledge => K::Acknowledge,
            OrderAction::SendBack { .. } => K::SendBack,
            OrderAction::Invoice { .. } => K::Invoice,
            OrderAction::Unbill { .. } => K::Unbill,
            OrderAction::Pay => K::Pay,
            OrderAction::Hold { .. } => K::Hold,
            OrderAction::ConfirmHold => K::ConfirmHold,
            OrderAction::Resume => K::Resume,
            OrderAction::Withdraw { .. } => K::Withdraw,
            OrderAction::Fail { .. } => K::Fail,
            OrderAction::Reverse { .. } => K::Reverse,
            OrderAction::AskExtension { .. } => K::AskExtension,
            OrderAction::AnswerExtension { .. } => K::AnswerExtension,
        }
    }
}

/// Who asks, as an order sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// The lender, or this system for it.
    Lender(Actor),
    /// A person of a vendor.
    Vendor {
        /// Which vendor.
        vendor: VendorId,
        /// Signed in as whom.
        actor: Actor,
    },
}

impl Party {
    /// Who it is in the log.
    pub fn actor(self) -> Actor {
        match self {
            Party::Lender(actor) | Party::Vendor { actor, .. } => actor,
        }
    }
}

/// What is known when an action is asked for: of the case as it stands in this transaction, its row locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderFacts {
    /// Who asks.
    pub party: Party,
    /// Where the case stands.
    pub case: CaseState,
    /// Open holds of the case.
    pub holds: Vec<HoldId>,
    /// Another live order of the case that takes the car ([`super::other_taker`]).
    pub other_taker: Option<OrderId>,
    /// The order by which the car of the case is in hand, if it is.
    pub taken_by: Option<OrderId>,
    /// What keeps an order of this kind from going out, or from being accepted, now: for kinds
    /// [`in_the_field`](super::OrderKind::in_the_field) the gaps of [`dispatch_gaps`](crate::recovery::dispatch_gaps).
    pub dispatch: Vec<Refusal>,
    /// What keeps what is done on site from being done here and now: for kinds that take the car the gaps of
    /// [`take_gaps`](crate::recovery::take_gaps), for a field visit what the law says against visiting.
    pub take: Vec<Refusal>,
    /// What keeps this vendor from the order.
    pub vendor: Vec<Refusal>,
    /// Agents of the vendor that may work today.
    pub agents: Vec<AgentId>,
    /// The lender's date.
    pub today: NaiveDate,
}

/// A lender's rules for orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrderPolicy {
    /// Agents who must be there in person before anything is done in the field, at least 1.
    pub min_agents: u8,
    /// A check-in counts this far from the order's target, metres; 0: anywhere.
    pub check_in_radius_m: u32,
    /// Check-ins older than this no longer count, minutes.
    pub check_in_valid_min: u32,
    /// Photos that a completed recovery needs.
    pub min_photos: u8,
    /// The police must have been told, by a reference, before a recovery is acknowledged.
    pub police_reference: bool,
    /// An extension is asked for at least so many days before the term ends.
    pub extension_notice_days: u32,
    /// A term is this long unless the order says otherwise, days.
    pub term_days: u32,
    /// An offer runs out after this many minutes unless it says otherwise.
    pub offer_min: u32,
}

impl Default for OrderPolicy {
    fn default() -> Self {
        OrderPolicy {
            min_agents: 2,
            check_in_radius_m: 0,
            check_in_valid_min: 12 * 60,
            min_photos: 4,
            police_reference: false,
            extension_notice_days: 3,
            term_days: 25,
            offer_min: 24 * 60,
        }
    }
}

/// One row of an order's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderEvent {
    /// Of which order.
    pub order: OrderId,
    /// Its version after the action.
    pub version: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: Actor,
    /// State before; `None` when it was written.
    pub from: Option<OrderState>,
    /// State after.
    pub to: OrderState,
    /// What was done.
    pub change: OrderChange,
}

/// What was done, with what the log keeps of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum OrderChange {
    /// It was written.
    Drafted,
    /// An action.
    Done {
        /// What was asked.
        #[serde(flatten)]
        action: OrderAction,
    },
}

/// What the shell must do, in the transaction of the change or through the outbox it writes there; in the order given,
/// after the changed order is stored. Actions on the case are applied through
/// [`recovery::apply`](crate::recovery::apply) with facts read anew, its effects carried out in turn; a refusal undoes the
/// whole change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum OrderEffect {
    /// The case counts as dispatched: [`Action::Dispatch`](crate::recovery::Action::Dispatch), which checks everything
    /// that authorised it again. What it refuses, the offer is refused for.
    CaseDispatched,
    /// Issue the letter of authorisation, on the authorisation that stands. It is valid until the end of the order's
    /// term, which an extension moves, and while it is not revoked.
    IssueLetter {
        /// Its id.
        letter: LetterId,
        /// For which vendor.
        vendor: VendorId,
        /// For whom.
        agents: Vec<AgentId>,
    },
    /// The letter is void.
    RevokeLetter {
        /// Which.
        letter: LetterId,
    },
    /// Recovery links of this order die now; other orders of the case keep theirs.
    KillLinks,
    /// The vendor loses access to the order and its case at once: its next call is answered as if there were none. Its
    /// app is told to forget what it holds; the contact log, recordings and evidence stay with the lender.
    RevokeAccess {
        /// Which vendor.
        vendor: VendorId,
    },
    /// The case has the car: [`Action::Secure`](crate::recovery::Action::Secure), and the first hand-over of the chain,
    /// from the borrower to the agent who hooked it ([`Work::hooked`](super::Work::hooked) tells who, when and where),
    /// with the photos of the hook as its evidence. What either refuses, the hook is refused for.
    CaseSecured {
        /// Where.
        place: Point,
    },
    /// The order's fees are due: computed from the rate card that stood when it was accepted, and posted to the case's
    /// ledger as owed. Once an order, however often the effect is told.
    FeesDue,
    /// The order's fees are charged back: what was posted is reversed, what was paid is owed by the vendor; nothing where
    /// no fee was due yet. An invoice that names the order may no longer be paid for it.
    ReverseFees,
    /// Nobody of this order has to stop any more. When [`all_stopped`](super::all_stopped) says so of every order of the
    /// case as stored, [`Action::ConfirmHold`](crate::recovery::Action::ConfirmHold) to each pending hold.
    HoldConfirmed,
}

/// Keeps a check-in only while it counts.
pub(super) fn counts(check_in: &CheckIn, now: DateTime<Utc>, policy: &OrderPolicy) -> bool {
    now - check_in.at <= chrono::TimeDelta::minutes(i64::from(policy.check_in_valid_min))
}
