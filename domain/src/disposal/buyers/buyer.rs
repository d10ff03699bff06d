//! A buyer, and what keeps one from buying.

use super::machine::{BlockCause, BuyerEvent, Change};
use crate::actor::Actor;
use crate::ids::{BuyerId, EvidenceId, LotId};
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

wire_names! {
    /// What a buyer is.
    BuyerKind {
        /// A dealer in cars.
        Dealer = "dealer",
        /// Another company.
        Company = "company",
        /// A person.
        Person = "person",
    }
}

wire_names! {
    /// What is checked.
    CheckKind {
        /// Who it is: papers of a person, register of a company.
        Identity = "identity",
        /// Where it is.
        Address = "address",
        /// It may deal in cars.
        DealerLicence = "dealer_licence",
        /// It is on no list of sanctions.
        Sanctions = "sanctions",
        /// Money comes from and goes to an account of its own.
        BankAccount = "bank_account",
    }
}

/// A check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What was checked.
    pub kind: CheckKind,
    /// In order.
    pub passed: bool,
    /// On which day.
    pub on: NaiveDate,
    /// Last day on which it counts; none: until further notice.
    #[serde(default)]
    pub last_day: Option<NaiveDate>,
    /// The paper.
    #[serde(default)]
    pub evidence: Option<EvidenceId>,
}

impl Check {
    fn counts(&self, day: NaiveDate) -> bool {
        self.passed && self.on <= day && self.last_day.is_none_or(|last| day <= last)
    }
}

wire_names! {
    /// Every state of a buyer, by its name.
    BuyerState {
        /// Entered.
        Registered = "registered",
        /// May buy.
        Verified = "verified",
        /// May not.
        Blocked = "blocked",
    }
}

/// Where a buyer stands, with what belongs to that state and to no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Stage {
    /// Entered.
    Registered,
    /// May buy.
    Verified {
        /// Since when.
        at: DateTime<Utc>,
        /// By whom.
        by: Actor,
    },
    /// May not.
    Blocked {
        /// Why.
        cause: BlockCause,
        /// In words.
        reason: Reason,
        /// Since when.
        at: DateTime<Utc>,
    },
}

impl Stage {
    /// The state's name.
    pub fn state(&self) -> BuyerState {
        match self {
            Stage::Registered => BuyerState::Registered,
            Stage::Verified { .. } => BuyerState::Verified,
            Stage::Blocked { .. } => BuyerState::Blocked,
        }
    }
}

/// A buyer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buyer {
    /// Its id.
    pub id: BuyerId,
    /// What it is.
    pub kind: BuyerKind,
    /// How it is connected to the lender or to a vendor; none: not at all. Who is may buy, and the sale says so.
    pub connected: Option<Reason>,
    /// The latest check of each kind.
    pub checks: BTreeMap<CheckKind, Check>,
    /// Lots it won and did not pay for, since it was last let back.
    pub defaults: BTreeSet<LotId>,
    /// Where it stands.
    pub stage: Stage,
    /// Counts changes, from 1; the store compares and sets it.
    pub version: u64,
}

/// A tenant's rules for buyers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BuyerPolicy {
    /// What must be checked of whom.
    pub required: BTreeMap<BuyerKind, BTreeSet<CheckKind>>,
    /// Lots not paid for with which a buyer is blocked, at least 1.
    pub max_defaults: u32,
}

impl Default for BuyerPolicy {
    fn default() -> Self {
        use {BuyerKind as B, CheckKind as C};
        let common = BTreeSet::from([C::Identity, C::Sanctions, C::BankAccount]);
        let with = |kind| common.iter().copied().chain([kind]).collect();
        let required =
            [(B::Dealer, with(C::DealerLicence)), (B::Company, with(C::Address)), (B::Person, common.clone())];
        BuyerPolicy { required: required.into_iter().collect(), max_defaults: 2 }
    }
}

/// Every required check that does not count on a day.
pub(super) fn check_gaps(buyer: &Buyer, today: NaiveDate, policy: &BuyerPolicy) -> Vec<Refusal> {
    let required = policy.required.get(&buyer.kind).into_iter().flatten();
    let gap = |kind: &CheckKind| {
        let message = match buyer.checks.get(kind) {
            None => format!("the buyer's {kind} is not checked"),
            Some(check) if check.counts(today) => return None,
            Some(check) if !check.passed => format!("the buyer's {kind} is not in order"),
            Some(_) => format!("the check of the buyer's {kind} does not count today"),
        };
        Some(Refusal::new("buyer_checked", message, format!("check the buyer's {kind} and record it")))
    };
    required.filter_map(gap).collect()
}

/// Everything that keeps a buyer from depositing, bidding and buying on a day (in the lender's zone).
pub fn buyer_gaps(buyer: &Buyer, today: NaiveDate, policy: &BuyerPolicy) -> Vec<Refusal> {
    let mut gaps = match &buyer.stage {
        Stage::Verified { .. } => vec![],
        Stage::Registered => {
            let remedy = "record the checks and verify the buyer";
            vec![Refusal::new("buyer_verified", "the buyer is not verified", remedy)]
        }
        Stage::Blocked { cause, .. } => {
            let message = format!("the buyer is blocked: {cause}");
            vec![Refusal::new("buyer_not_blocked", message, "ask the seller to look into it and unblock the buyer")]
        }
    };
    gaps.extend(check_gaps(buyer, today, policy));
    gaps
}

/// Registers a buyer, version 1.
pub fn register_buyer(
    id: BuyerId,
    kind: BuyerKind,
    connected: Option<Reason>,
    actor: Actor,
    now: DateTime<Utc>,
) -> (Buyer, Vec<BuyerEvent>) {
    let change = Change::Registered { kind, connected: connected.clone() };
    let (checks, defaults) = (BTreeMap::new(), BTreeSet::new());
    let buyer = Buyer { id, kind, connected, checks, defaults, stage: Stage::Registered, version: 1 };
    let to = BuyerState::Registered;
    (buyer, vec![BuyerEvent { buyer: id, version: 1, at: now, actor, from: None, to, change }])
}
