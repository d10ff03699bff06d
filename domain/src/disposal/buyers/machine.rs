//! What may be asked of a buyer's entry: a pure function, like the lot's.

use super::buyer::check_gaps;
use super::{Buyer, BuyerKind, BuyerPolicy, BuyerState, Check, Stage};
use crate::actor::Actor;
use crate::ids::{BuyerId, LotId, UserId};
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

wire_names! {
    /// Why a buyer is blocked.
    BlockCause {
        /// Did not pay too often.
        Defaults = "defaults",
        /// Is on a list of sanctions.
        Sanctions = "sanctions",
        /// Deceived, or was in league with others.
        Fraud = "fraud",
        /// The seller decided so.
        SellerDecision = "seller_decision",
    }
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// Something was checked, in place of the former check of its kind.
    RecordCheck {
        /// What came of it.
        check: Check,
    },
    /// How the buyer is connected to the lender or to a vendor.
    SetConnection {
        /// How; none: not at all.
        connected: Option<Reason>,
    },
    /// May buy from now on.
    Verify,
    /// May not.
    Block {
        /// Why.
        cause: BlockCause,
        /// In words.
        reason: Reason,
    },
    /// May be verified again.
    Unblock {
        /// Why.
        reason: Reason,
    },
    /// Won a lot and did not pay.
    RecordDefault {
        /// Which.
        lot: LotId,
    },
}

wire_names! {
    /// The name of an action.
    ActionKind {
        /// [`Action::RecordCheck`].
        RecordCheck = "record_check",
        /// [`Action::SetConnection`].
        SetConnection = "set_connection",
        /// [`Action::Verify`].
        Verify = "verify",
        /// [`Action::Block`].
        Block = "block",
        /// [`Action::Unblock`].
        Unblock = "unblock",
        /// [`Action::RecordDefault`].
        RecordDefault = "record_default",
    }
}

impl Action {
    /// Its name.
    pub fn kind(&self) -> ActionKind {
        match self {
            Action::RecordCheck { .. } => ActionKind::RecordCheck,
            Action::SetConnection { .. } => ActionKind::SetConnection,
            Action::Verify => ActionKind::Verify,
            Action::Block { .. } => ActionKind::Block,
            Action::Unblock { .. } => ActionKind::Unblock,
            Action::RecordDefault { .. } => ActionKind::RecordDefault,
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

/// One row of a buyer's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuyerEvent {
    /// Of which buyer.
    pub buyer: BuyerId,
    /// The entry's version after the action.
    pub version: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: Actor,
    /// State before; `None` when the buyer was registered.
    pub from: Option<BuyerState>,
    /// State after.
    pub to: BuyerState,
    /// What changed.
    #[serde(flatten)]
    pub change: Change,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// The buyer was registered.
    Registered {
        /// As what.
        kind: BuyerKind,
        /// Connected how.
        connected: Option<Reason>,
    },
    /// Something was checked.
    Checked {
        /// What came of it.
        check: Check,
    },
    /// The connection is another.
    ConnectionSet {
        /// Which.
        connected: Option<Reason>,
    },
    /// May buy.
    Verified,
    /// May not.
    Blocked {
        /// Why.
        cause: BlockCause,
        /// In words.
        reason: Reason,
    },
    /// May be verified again.
    Unblocked {
        /// Why.
        reason: Reason,
    },
    /// Did not pay.
    DefaultRecorded {
        /// For which lot.
        lot: LotId,
    },
}

impl Change {
    /// Its name on the wire and in the store.
    pub fn name(&self) -> &'static str {
        match self {
            Change::Registered { .. } => "registered",
            Change::Checked { .. } => "checked",
            Change::ConnectionSet { .. } => "connection_set",
            Change::Verified => "verified",
            Change::Blocked { .. } => "blocked",
            Change::Unblocked { .. } => "unblocked",
            Change::DefaultRecorded { .. } => "default_recorded",
        }
    }
}

/// Lots not paid for that are kept with a buyer; it is long blocked by then, and more change nothing.
const MAX_DEFAULTS: usize = 100;

/// The entry after an action and its log rows. Without log rows nothing changed.
pub type Applied = (Buyer, Vec<BuyerEvent>);

/// Applies `action`, or says which rule refuses it and what would satisfy that rule.
pub fn apply(
    buyer: &Buyer,
    action: Action,
    facts: &Facts,
    now: DateTime<Utc>,
    policy: &BuyerPolicy,
) -> Result<Applied, Refusal> {
    state_allows(buyer, action.kind())?;
    let mut step = Step { buyer: buyer.clone(), facts, now, events: vec![] };
    match action {
        Action::RecordCheck { check } => {
            if check.on > facts.today || check.last_day.is_some_and(|last| last < check.on) {
                let message = "the check is dated in the future, or ends before it begins";
                return Err(Refusal::new("check_dates", message, "correct the days of the check"));
            }
            step.buyer.checks.insert(check.kind, check.clone());
            step.note(Change::Checked { check });
        }
        Action::SetConnection { connected } => {
            if connected != buyer.connected {
                step.buyer.connected = connected.clone();
                step.note(Change::ConnectionSet { connected });
            }
        }
        Action::Verify => {
            step.person()?;
            check_gaps(buyer, facts.today, policy).into_iter().next().map_or(Ok(()), Err)?;
            step.to(Stage::Verified { at: now, by: facts.actor }, Change::Verified);
        }
        Action::Block { cause, reason } => step.block(cause, reason),
        Action::Unblock { reason } => {
            step.person()?;
            step.buyer.defaults.clear();
            step.to(Stage::Registered, Change::Unblocked { reason });
        }
        Action::RecordDefault { lot } => {
            if step.buyer.defaults.len() < MAX_DEFAULTS && step.buyer.defaults.insert(lot) {
                step.note(Change::DefaultRecorded { lot });
                let count = step.buyer.defaults.len() as u64;
                if count >= u64::from(policy.max_defaults.max(1)) && !matches!(buyer.stage, Stage::Blocked { .. }) {
                    let reason = Reason::new(&format!("{count} lots were not paid for")).expect("a few words");
                    step.block(BlockCause::Defaults, reason);
                }
            }
        }
    }
    let Step { buyer: mut after, mut events, .. } = step;
    if !events.is_empty() {
        after.version = buyer.version + 1;
    }
    events.iter_mut().for_each(|event| event.version = after.version);
    Ok((after, events))
}

/// The table of the machine: which action a state knows.
fn state_allows(buyer: &Buyer, kind: ActionKind) -> Result<(), Refusal> {
    use {ActionKind as A, BuyerState as S};
    let wanted: &[S] = match kind {
        A::Verify => &[S::Registered],
        A::Block => &[S::Registered, S::Verified],
        A::Unblock => &[S::Blocked],
        // What is learnt of a buyer is recorded whatever its state.
        A::RecordCheck | A::SetConnection | A::RecordDefault => return Ok(()),
    };
    let state = buyer.stage.state();
    if wanted.contains(&state) {
        return Ok(());
    }
    let names: Vec<&str> = wanted.iter().map(|s| s.name()).collect();
    let message = format!("{kind} is not possible while the buyer is {state}");
    Err(Refusal::new("wrong_state", message, format!("bring the buyer to {}", names.join(" or "))))
}

struct Step<'a> {
    buyer: Buyer,
    facts: &'a Facts,
    now: DateTime<Utc>,
    events: Vec<BuyerEvent>,
}

impl Step<'_> {
    fn person(&self) -> Result<UserId, Refusal> {
        self.facts.actor.person().ok_or_else(|| {
            Refusal::new("person_required", "only a person may do this", "have a signed-in person do it")
        })
    }

    fn to(&mut self, stage: Stage, change: Change) {
        let from = Some(self.buyer.stage.state());
        self.buyer.stage = stage;
        let (buyer, to, actor) = (self.buyer.id, self.buyer.stage.state(), self.facts.actor);
        self.events.push(BuyerEvent { buyer, version: self.buyer.version, at: self.now, actor, from, to, change });
    }

    fn note(&mut self, change: Change) {
        self.to(self.buyer.stage.clone(), change);
    }

    fn block(&mut self, cause: BlockCause, reason: Reason) {
        self.to(Stage::Blocked { cause, reason: reason.clone(), at: self.now }, Change::Blocked { cause, reason });
    }
}
