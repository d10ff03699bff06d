//! An entry: postings that balance, or no entry at all.

use super::account::Account;
use super::cause::Cause;
use crate::ids::{CaseId, EntryId, OrderId};
use crate::money::{Currency, Money};
use crate::reason::Reason;
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Most postings of one entry: a settlement of the largest waterfall needs 300.
pub const MAX_POSTINGS: usize = 400;

wire_names! {
    /// A side of an account.
    Side {
        /// Left.
        Debit = "debit",
        /// Right.
        Credit = "credit",
    }
}

impl Side {
    /// The other one.
    pub fn opposite(self) -> Side {
        match self {
            Side::Debit => Side::Credit,
            Side::Credit => Side::Debit,
        }
    }
}

/// An amount on one side of one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// Which account.
    pub account: Account,
    /// Which side.
    pub side: Side,
    /// How much; above zero.
    pub amount: Money,
}

impl Posting {
    /// On the left.
    pub fn debit(account: Account, amount: Money) -> Self {
        Posting { account, side: Side::Debit, amount }
    }

    /// On the right.
    pub fn credit(account: Account, amount: Money) -> Self {
        Posting { account, side: Side::Credit, amount }
    }
}

/// What an entry says beside its postings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Its id; comes with the action that posts it.
    pub id: EntryId,
    /// Of which case.
    pub case: CaseId,
    /// When the event happened.
    pub at: DateTime<Utc>,
    /// Why.
    #[serde(flatten)]
    pub cause: Cause,
    /// The order that it is about. A reversal is about the order of what it reverses. (The causes of orders name theirs
    /// as `order` beside it.)
    #[serde(rename = "about_order")]
    pub order: Option<OrderId>,
    /// In words.
    pub memo: Option<Reason>,
}

impl Head {
    /// Of an event, about the order that the event names.
    pub fn new(id: EntryId, case: CaseId, at: DateTime<Utc>, cause: Cause) -> Self {
        Head { id, case, at, cause, order: cause.order(), memo: None }
    }
}

/// A balanced entry. There is no way to have one that is not: neither by building nor by reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Entry {
    head: Head,
    postings: Vec<Posting>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Stored {
    #[serde(flatten)]
    head: Head,
    postings: Vec<Posting>,
}

impl TryFrom<Stored> for Entry {
    type Error = Refusal;
    fn try_from(stored: Stored) -> Result<Self, Refusal> {
        Entry::new(stored.head, stored.postings)
    }
}

impl From<Entry> for Stored {
    fn from(entry: Entry) -> Stored {
        Stored { head: entry.head, postings: entry.postings }
    }
}

impl Entry {
    /// Builds an entry. Postings of nothing are left out; those of one account and side become one.
    ///
    /// # Errors
    /// Debits that are not the credits, two currencies, an amount below zero, or nothing to post. Only the charge-back
    /// of an order that never cost anything may be empty: it still marks the order as reversed.
    pub fn new(head: Head, postings: impl IntoIterator<Item = Posting>) -> Result<Entry, Refusal> {
        let mut merged: Vec<Posting> = Vec::new();
        for posting in postings {
            if posting.amount.is_negative() {
                let message = format!("{} has {} on its {} side", posting.account, posting.amount, posting.side);
                return Err(Refusal::new("posting_amount", message, "post it on the other side"));
            }
            if posting.amount.is_zero() {
                continue;
            }
            match merged.iter_mut().find(|p| p.account == posting.account && p.side == posting.side) {
                Some(p) => p.amount = p.amount.plus(posting.amount)?,
                None => merged.push(posting),
            }
            if merged.len() > MAX_POSTINGS {
                let message = format!("more than {MAX_POSTINGS} postings");
                return Err(Refusal::new("too_many", message, "post several entries"));
            }
        }
        let entry = Entry { head, postings: merged };
        let Some(currency) = entry.currency() else {
            if matches!(entry.head.cause, Cause::OrderReversed { .. }) {
                return Ok(entry);
            }
            return Err(Refusal::new("nothing_to_post", "an entry without amounts", "post nothing for nothing"));
        };
        let total = |side| Money::sum(entry.of_side(side).map(|p| p.amount), currency);
        let (debit, credit) = (total(Side::Debit)?, total(Side::Credit)?);
        if debit != credit {
            let message = format!("debits of {debit} against credits of {credit}");
            return Err(Refusal::new("balanced", message, "post what is missing"));
        }
        Ok(entry)
    }

    fn of_side(&self, side: Side) -> impl Iterator<Item = &Posting> {
        self.postings.iter().filter(move |p| p.side == side)
    }

    /// What it says beside its postings.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Its id.
    pub fn id(&self) -> EntryId {
        self.head.id
    }

    /// Why it was posted.
    pub fn cause(&self) -> Cause {
        self.head.cause
    }

    /// The order that it is about.
    pub fn order(&self) -> Option<OrderId> {
        self.head.order
    }

    /// Its postings.
    pub fn postings(&self) -> &[Posting] {
        &self.postings
    }

    /// Its currency; an empty one has none.
    pub fn currency(&self) -> Option<Currency> {
        self.postings.first().map(|p| p.amount.currency)
    }

    /// It pays a contractor: money goes out against what the contractor has earned.
    pub fn pays_a_vendor(&self) -> bool {
        let has = |side, account| self.of_side(side).any(|p| p.account == account);
        has(Side::Credit, Account::Cash) && has(Side::Debit, Account::VendorPayable)
    }

    /// The same amounts on the other sides.
    pub(super) fn mirrored(&self, head: Head) -> Result<Entry, Refusal> {
        Entry::new(head, self.postings.iter().map(|p| Posting { side: p.side.opposite(), ..*p }))
    }

    /// Whether another entry says the same, whatever its id and time.
    pub(super) fn says_the_same(&self, other: &Entry) -> bool {
        let key = |p: &Posting| (p.account, p.side);
        let sorted = |entry: &Entry| {
            let mut postings = entry.postings.clone();
            postings.sort_by_key(key);
            postings
        };
        (self.head.case, self.head.cause, self.head.order) == (other.head.case, other.head.cause, other.head.order)
            && sorted(self) == sorted(other)
    }
}
