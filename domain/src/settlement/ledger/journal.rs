//! The books of a case: what may be posted, reversed and charged back.

use super::account::{Account, Class};
use super::cause::Cause;
use super::entry::{Entry, Head, Posting, Side};
use super::trial::{TrialBalance, TrialRow};
use crate::ids::{CaseId, EntryId, OrderId};
use crate::money::{Currency, Money, MoneyError};
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::settlement::waterfall::{Charge, Cost, CostKind};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// Most entries of one case. Full books refuse; a case that long is closed and opened again.
pub const MAX_ENTRIES: usize = 50_000;

/// What posting did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posted {
    /// It was written.
    New(EntryId),
    /// The same event had been posted with the same amounts: nothing changed.
    Already(EntryId),
}

/// A case's books. Rebuilt from its entries, in their order, by [`Ledger::replay`].
#[derive(Debug, Clone)]
pub struct Ledger {
    case: CaseId,
    currency: Currency,
    entries: Vec<Entry>,
    by_id: BTreeMap<EntryId, usize>,
    by_cause: BTreeMap<Cause, usize>,
    by_order: BTreeMap<OrderId, Vec<usize>>,
    reversed_orders: BTreeSet<OrderId>,
    totals: BTreeMap<Account, (Money, Money)>,
}

impl Ledger {
    /// Empty books.
    pub fn new(case: CaseId, currency: Currency) -> Self {
        Ledger {
            case,
            currency,
            entries: Vec::new(),
            by_id: BTreeMap::new(),
            by_cause: BTreeMap::new(),
            by_order: BTreeMap::new(),
            reversed_orders: BTreeSet::new(),
            totals: BTreeMap::new(),
        }
    }

    /// The books that these entries make; refused when they could not have been posted in this order.
    pub fn replay(case: CaseId, currency: Currency, entries: impl IntoIterator<Item = Entry>) -> Result<Self, Refusal> {
        let mut ledger = Ledger::new(case, currency);
        for entry in entries {
            let id = entry.id();
            if ledger.post(entry)? != Posted::New(id) {
                return Err(double(id));
            }
        }
        Ok(ledger)
    }

    /// Of which case.
    pub fn case(&self) -> CaseId {
        self.case
    }

    /// In which currency.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// Every entry, in the order of posting.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// An entry.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.by_id.get(&id).map(|at| &self.entries[*at])
    }

    /// The entry of an event.
    pub fn posted(&self, cause: Cause) -> Option<&Entry> {
        self.by_cause.get(&cause).map(|at| &self.entries[*at])
    }

    /// Whether an entry has its mirror.
    pub fn is_reversed(&self, id: EntryId) -> bool {
        self.by_cause.contains_key(&Cause::Reversal { of: id })
    }

    /// Whether an order's fees were charged back.
    pub fn is_order_reversed(&self, order: OrderId) -> bool {
        self.reversed_orders.contains(&order)
    }

    /// What an account holds on the side on which it grows; below zero when it stands on the other.
    pub fn balance(&self, account: Account) -> Result<Money, MoneyError> {
        let nothing = Money::zero(self.currency);
        let (debit, credit) = self.totals.get(&account).copied().unwrap_or((nothing, nothing));
        match account.class().grows_by() {
            Side::Debit => debit.minus(credit),
            Side::Credit => credit.minus(debit),
        }
    }

    /// What an account holds of one order, on the side on which it grows.
    pub fn order_balance(&self, order: OrderId, account: Account) -> Result<Money, MoneyError> {
        let net = self.net_of_order(order)?.remove(&account).unwrap_or_else(|| Money::zero(self.currency));
        if account.class().grows_by() == Side::Debit { Ok(net) } else { net.negated() }
    }

    /// The sums of both sides of every account that was used.
    pub fn trial_balance(&self) -> TrialBalance {
        let row = |(account, (debit, credit)): (&Account, &(Money, Money))| TrialRow {
            account: *account,
            debit: *debit,
            credit: *credit,
        };
        TrialBalance { currency: self.currency, rows: self.totals.iter().map(row).collect() }
    }

    /// The costs that the books hold and that are still to be recovered: what a settlement clears.
    pub fn costs(&self) -> Result<Vec<Cost>, MoneyError> {
        let mut costs = Vec::new();
        for kind in CostKind::ALL {
            let amount = self.balance(Account::Cost(*kind))?;
            if amount.is_positive() {
                costs.push(Cost { kind: *kind, charge: Charge::Fixed(amount), agreed: true });
            }
        }
        Ok(costs)
    }

    /// Posts an entry. The same event with the same amounts changes nothing and says so.
    ///
    /// # Errors
    /// The books are of another case or currency, or full; the event was posted with other amounts; the order is
    /// reversed; more would be paid than is owed; a reversal or correction has no ground; a second settlement while one
    /// stands.
    pub fn post(&mut self, entry: Entry) -> Result<Posted, Refusal> {
        if let Some(before) = self.posted(entry.cause()) {
            if before.says_the_same(&entry) {
                return Ok(Posted::Already(before.id()));
            }
            return Err(double(before.id()));
        }
        self.may_post(&entry)?;
        let totals = self.totals_with(&entry)?;
        let (at, id) = (self.entries.len(), entry.id());
        self.totals.extend(totals);
        self.by_id.insert(id, at);
        self.by_cause.insert(entry.cause(), at);
        if let Some(order) = entry.order() {
            self.by_order.entry(order).or_default().push(at);
        }
        if let Cause::OrderReversed { order } = entry.cause() {
            self.reversed_orders.insert(order);
        }
        self.entries.push(entry);
        Ok(Posted::New(id))
    }

    /// Posts the mirror of an entry. Asked again, it says that it is done.
    ///
    /// # Errors
    /// There is no such entry; it is itself a reversal or a charge-back; its order was charged back.
    pub fn reverse(
        &mut self,
        of: EntryId,
        id: EntryId,
        at: DateTime<Utc>,
        memo: Option<Reason>,
    ) -> Result<Posted, Refusal> {
        let Some(original) = self.entry(of) else { return Err(no_such(of)) };
        let order = original.order();
        let head = Head { memo, order, ..Head::new(id, self.case, at, Cause::Reversal { of }) };
        let mirror = original.mirrored(head)?;
        self.post(mirror)
    }

    /// Charges back everything that an order cost: its accounts go back to nothing, and what the contractor has been
    /// paid is owed back. From then on nothing is posted on the order but what the contractor gives back.
    pub fn reverse_order(
        &mut self,
        order: OrderId,
        id: EntryId,
        at: DateTime<Utc>,
        memo: Option<Reason>,
    ) -> Result<Posted, Refusal> {
        if let Some(done) = self.posted(Cause::OrderReversed { order }) {
            return Ok(Posted::Already(done.id()));
        }
        let head = Head { memo, ..Head::new(id, self.case, at, Cause::OrderReversed { order }) };
        let postings = self.charge_back(order)?;
        self.post(Entry::new(head, postings)?)
    }

    /// The postings that bring an order's accounts to nothing but for money that has moved, which is owed.
    fn charge_back(&self, order: OrderId) -> Result<Vec<Posting>, Refusal> {
        let mut postings = Vec::new();
        let mut owed = Money::zero(self.currency);
        for (account, net) in self.net_of_order(order)? {
            // What borrowers paid too much stays owed to them, and by the contractor, whatever becomes of the order.
            if matches!(account, Account::Cash | Account::VendorReceivable | Account::RefundsPayable) {
                continue;
            }
            owed = owed.plus(net)?;
            postings.push(on(account, net.negated()?)?);
        }
        postings.push(on(Account::VendorReceivable, owed)?);
        Ok(postings)
    }

    /// By account, debits less credits of everything posted on an order.
    fn net_of_order(&self, order: OrderId) -> Result<BTreeMap<Account, Money>, MoneyError> {
        let mut net: BTreeMap<Account, Money> = BTreeMap::new();
        let entries = self.by_order.get(&order).map(Vec::as_slice).unwrap_or_default();
        for posting in entries.iter().flat_map(|at| self.entries[*at].postings()) {
            let sum = net.entry(posting.account).or_insert_with(|| Money::zero(self.currency));
            *sum = match posting.side {
                Side::Debit => sum.plus(posting.amount)?,
                Side::Credit => sum.minus(posting.amount)?,
            };
        }
        Ok(net)
    }

    fn may_post(&self, entry: &Entry) -> Result<(), Refusal> {
        if entry.head().case != self.case || entry.currency().is_some_and(|c| c != self.currency) {
            let message = format!("the books of case {} are kept in {}", self.case, self.currency);
            return Err(Refusal::new("other_books", message, "post it in the books of its case, in their currency"));
        }
        if self.entries.len() >= MAX_ENTRIES {
            let message = format!("the books have {MAX_ENTRIES} entries");
            return Err(Refusal::new("too_many", message, "close the case"));
        }
        if self.by_id.contains_key(&entry.id()) {
            return Err(Refusal::new("entry_exists", "an entry has this id", "give the new entry a new id"));
        }
        match entry.cause() {
            Cause::Reversal { of } => self.may_reverse(of, entry)?,
            Cause::Correction { of } => {
                let original = self.entry(of).ok_or_else(|| no_such(of))?;
                if !self.is_reversed(of) || original.order() != entry.order() {
                    let message = format!("entry {of} stands, or is of another order");
                    return Err(Refusal::new("correct_what_is_reversed", message, "reverse it first"));
                }
            }
            Cause::Settled { .. } => {
                let stands = |e: &&Entry| matches!(e.cause(), Cause::Settled { .. }) && !self.is_reversed(e.id());
                if let Some(settled) = self.entries.iter().find(stands) {
                    let message = format!("the case is settled by entry {}", settled.id());
                    return Err(Refusal::new("settled_once", message, "reverse it, then settle by the new statement"));
                }
            }
            _ => {}
        }
        self.pays_what_is_owed(entry)?;
        let gives_back = match entry.cause() {
            // What a borrower was made to pay too much is owed to them, whatever became of the order.
            Cause::VendorRepaid { .. } | Cause::Refunded { .. } | Cause::OverCollected { .. } => true,
            Cause::Reversal { of } | Cause::Correction { of } => {
                self.entry(of).is_some_and(|e| matches!(e.cause(), Cause::VendorRepaid { .. } | Cause::Refunded { .. }))
            }
            _ => false,
        };
        if entry.order().is_some_and(|order| self.is_order_reversed(order)) && (!gives_back || entry.pays_a_vendor()) {
            return Err(Refusal::new(
                "order_reversed",
                "the order was reversed: its fees were charged back",
                "post only what the contractor gives back; a new piece of work is a new order",
            ));
        }
        Ok(())
    }

    fn may_reverse(&self, of: EntryId, mirror: &Entry) -> Result<(), Refusal> {
        let original = self.entry(of).ok_or_else(|| no_such(of))?;
        if matches!(original.cause(), Cause::Reversal { .. } | Cause::OrderReversed { .. }) {
            return Err(Refusal::new(
                "reversal_stands",
                "a reversal is not reversed",
                "post the correction of the entry that it reversed",
            ));
        }
        if !original.mirrored(mirror.head().clone())?.says_the_same(mirror) {
            return Err(Refusal::new("mirror", "a reversal is the mirror of its entry", "reverse all of it"));
        }
        Ok(())
    }

    /// Money goes out only against what is owed: to a contractor for that order, to others in all.
    fn pays_what_is_owed(&self, entry: &Entry) -> Result<(), Refusal> {
        let pays = |p: &Posting| p.side == Side::Credit && p.account == Account::Cash;
        if !entry.postings().iter().any(pays) {
            return Ok(());
        }
        for posting in entry.postings().iter().filter(|p| p.side == Side::Debit) {
            let account = posting.account;
            let owed = match (account, entry.order()) {
                (Account::VendorPayable, Some(order)) => self.order_balance(order, account)?,
                _ if account.class() == Class::Liability => self.balance(account)?,
                _ => continue,
            };
            if posting.amount.compare(owed)?.is_gt() {
                let message = format!("{} would be paid, {account} holds {owed}", posting.amount);
                return Err(Refusal::new("pays_what_is_owed", message, "pay what is owed, or post first what is"));
            }
        }
        Ok(())
    }

    /// The new totals of the accounts that an entry touches.
    fn totals_with(&self, entry: &Entry) -> Result<BTreeMap<Account, (Money, Money)>, MoneyError> {
        let nothing = Money::zero(self.currency);
        let mut totals = BTreeMap::new();
        for Posting { account, side, amount } in entry.postings() {
            let before = self.totals.get(account).copied().unwrap_or((nothing, nothing));
            let (debit, credit) = totals.entry(*account).or_insert(before);
            let sum = if *side == Side::Debit { debit } else { credit };
            *sum = sum.plus(*amount)?;
        }
        Ok(totals)
    }
}

/// A signed amount: above zero on the left, below on the right.
fn on(account: Account, net: Money) -> Result<Posting, MoneyError> {
    if net.is_negative() { Ok(Posting::credit(account, net.negated()?)) } else { Ok(Posting::debit(account, net)) }
}

fn double(before: EntryId) -> Refusal {
    let message = format!("the event was posted by entry {before} with other amounts");
    Refusal::new("double_posting", message, "reverse that entry and post its correction")
}

fn no_such(id: EntryId) -> Refusal {
    Refusal::new("no_such_entry", format!("the books have no entry {id}"), "choose an entry of this case")
}
