//! The month's reckoning with a contractor: what its orders earned, what it billed and was paid, what it collected from
//! borrowers; and what must be put right. Run again, it asks only for what was not asked for before.

use crate::ids::{OrderId, VendorId};
use crate::language::Language;
use crate::money::{Currency, Money, MoneyError};
use crate::refusal::Refusal;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Most orders of one contractor in one month.
pub const MAX_ORDERS: usize = 20_000;

/// A month, e.g. `2026-03`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    first: NaiveDate,
}

impl Month {
    /// The month of a day.
    pub fn of(day: NaiveDate) -> Self {
        Month { first: day.with_day(1).unwrap_or(day) }
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        self.first
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.first.format("%Y-%m"))
    }
}

impl TryFrom<String> for Month {
    type Error = Refusal;
    fn try_from(text: String) -> Result<Self, Refusal> {
        let day = format!("{text}-01").parse().ok().filter(|_| text.len() == 7);
        let wrong = || {
            Refusal::new(
                "month",
                format!("{:?} is no month", text.chars().take(16).collect::<String>()),
                "write it as 2026-03",
            )
        };
        day.map(Month::of).ok_or_else(wrong)
    }
}

impl From<Month> for String {
    fn from(month: Month) -> String {
        month.to_string()
    }
}

/// What is known of an order that was completed, billed, paid or reversed in the month. No amount is below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderMoney {
    /// Which.
    pub order: OrderId,
    /// What it earns by the rate card, penalties cut; nothing if it was reversed.
    pub computed: Money,
    /// What invoices that stand ask for it.
    pub invoiced: Money,
    /// What was paid for it.
    pub paid: Money,
    /// What the contractor gave back of that.
    pub repaid: Money,
    /// What the contractor took from the borrower.
    pub collected: Money,
    /// What it was to take.
    pub collectable: Money,
    /// What the borrower got back of that.
    pub refunded: Money,
    /// What the contractor gave back of what it took too much.
    pub returned: Money,
}

wire_names! {
    /// What must be put right.
    TaskKind {
        /// The contractor gives back what it was paid too much.
        VendorRefund = "vendor_refund",
        /// The borrower gets back what the contractor took too much, at once.
        BorrowerRefund = "borrower_refund",
        /// The contractor gives back what it took too much from the borrower.
        ReturnCollection = "return_collection",
        /// The contractor earned more than was paid.
        PayBalance = "pay_balance",
        /// The contractor has not billed what it earned.
        AskForInvoice = "ask_for_invoice",
    }
}

impl TaskKind {
    /// What people read.
    pub fn label(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            TaskKind::VendorRefund => ("Refund by the contractor", "受托机构退款"),
            TaskKind::BorrowerRefund => ("Refund to the borrower", "向借款人退还超收款"),
            TaskKind::ReturnCollection => ("Return of what was over-collected", "受托机构退还超收款"),
            TaskKind::PayBalance => ("Pay the balance", "补付差额"),
            TaskKind::AskForInvoice => ("Ask for an invoice", "催交发票"),
        };
        language.pick(english, chinese)
    }
}

/// Something to be put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// What.
    pub kind: TaskKind,
    /// Of which order.
    pub order: OrderId,
    /// How much; above zero.
    pub amount: Money,
}

/// The reckoning of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciliation {
    /// With whom.
    pub vendor: VendorId,
    /// Of which month.
    pub month: Month,
    /// In which currency.
    pub currency: Currency,
    /// The run of the month, from 1.
    pub run: u32,
    /// Order by order.
    pub rows: Vec<OrderMoney>,
    /// Everything that was asked to be put right, by this run and those before it.
    pub tasks: Vec<Task>,
}

/// The sums of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthTotals {
    /// Earned.
    pub computed: Money,
    /// Billed.
    pub invoiced: Money,
    /// Paid, less what was given back.
    pub paid: Money,
    /// Taken from borrowers beyond what was to be taken, less what they got back.
    pub over_collected: Money,
}

impl Reconciliation {
    /// The sums.
    pub fn totals(&self) -> Result<MonthTotals, MoneyError> {
        let nothing = Money::zero(self.currency);
        let mut sums = MonthTotals { computed: nothing, invoiced: nothing, paid: nothing, over_collected: nothing };
        for row in &self.rows {
            sums.computed = sums.computed.plus(row.computed)?;
            sums.invoiced = sums.invoiced.plus(row.invoiced)?;
            sums.paid = sums.paid.plus(row.paid)?.minus(row.repaid)?;
            sums.over_collected = sums.over_collected.plus(open(TaskKind::BorrowerRefund, row)?)?;
        }
        Ok(sums)
    }
}

/// Reckons a month, for the first time or again. Answers the reckoning and what it newly asks for: of each thing only
/// what goes beyond what an earlier run of this month has asked for.
///
/// # Errors
/// The last run is of another month or contractor; an order stands twice; an amount is below zero or of another
/// currency; too many orders.
pub fn reconcile(
    vendor: VendorId,
    month: Month,
    currency: Currency,
    mut rows: Vec<OrderMoney>,
    last: Option<&Reconciliation>,
) -> Result<(Reconciliation, Vec<Task>), Refusal> {
    if let Some(last) = last.filter(|l| (l.vendor, l.month, l.currency) != (vendor, month, currency)) {
        let message = format!("the last run is of {} with {}", last.month, last.vendor);
        return Err(Refusal::new("same_month", message, "give the last run of this month with this contractor"));
    }
    let before = last.map(|l| l.rows.as_slice()).unwrap_or_default();
    rows.sort_by_key(|row| row.order);
    check(&rows, currency)?;
    // An order that is no longer told stays as it was.
    let gone = before.iter().filter(|old| rows.binary_search_by_key(&old.order, |row| row.order).is_err());
    let mut rows: Vec<OrderMoney> = gone.copied().chain(rows.iter().copied()).collect();
    rows.sort_by_key(|row| row.order);
    let mut fresh = Vec::new();
    for row in &rows {
        let old = before.iter().find(|old| old.order == row.order);
        for kind in TaskKind::ALL {
            let amount = newly(*kind, row, old)?;
            if amount.is_positive() {
                fresh.push(Task { kind: *kind, order: row.order, amount });
            }
        }
    }
    let asked = last.map(|l| l.tasks.as_slice()).unwrap_or_default();
    let tasks = asked.iter().chain(&fresh).cloned().collect();
    let run = last.map_or(1, |l| l.run.saturating_add(1));
    Ok((Reconciliation { vendor, month, currency, run, rows, tasks }, fresh))
}

fn check(rows: &[OrderMoney], currency: Currency) -> Result<(), Refusal> {
    if rows.len() > MAX_ORDERS {
        let message = format!("{} orders", rows.len());
        return Err(Refusal::new("too_many", message, format!("reckon at most {MAX_ORDERS} orders at once")));
    }
    let nothing = Money::zero(currency);
    for (at, row) in rows.iter().enumerate() {
        if at > 0 && rows[at - 1].order == row.order {
            let message = format!("order {} stands twice", row.order);
            return Err(Refusal::new("once_each", message, "give each order once"));
        }
        let taken = [row.collected, row.collectable, row.refunded, row.returned];
        let amounts = [row.computed, row.invoiced, row.paid, row.repaid].into_iter().chain(taken);
        for amount in amounts {
            if amount.compare(nothing)?.is_lt() {
                let message = format!("order {} has {amount}", row.order);
                return Err(Refusal::new("amount_range", message, "give zero or more"));
            }
        }
    }
    Ok(())
}

impl OrderMoney {
    /// What the contractor took from the borrower beyond what it was to take.
    pub fn over_collected(&self) -> Result<Money, MoneyError> {
        self.collected.minus(self.collectable)?.most(Money::zero(self.collected.currency))
    }
}

/// Of what a run asks for, what another month's reckoning does not ask for already: an order that is acknowledged in one
/// month and paid in the next is reckoned in both. `elsewhere` are the tasks of other months that nobody has done yet.
pub fn not_asked_elsewhere(fresh: Vec<Task>, elsewhere: &[Task]) -> Result<Vec<Task>, MoneyError> {
    let mut left = Vec::with_capacity(fresh.len());
    for task in fresh {
        let same = elsewhere.iter().filter(|other| (other.kind, other.order) == (task.kind, task.order));
        let asked = Money::sum(same.map(|other| other.amount), task.amount.currency)?;
        let amount = task.amount.minus(asked)?;
        if amount.is_positive() {
            left.push(Task { amount, ..task });
        }
    }
    Ok(left)
}

/// What a row leaves to be put right, of one kind.
pub fn open(kind: TaskKind, row: &OrderMoney) -> Result<Money, MoneyError> {
    let nothing = Money::zero(row.computed.currency);
    let kept = row.paid.minus(row.repaid)?;
    match kind {
        TaskKind::VendorRefund => kept.minus(row.computed)?,
        TaskKind::BorrowerRefund => row.over_collected()?.minus(row.refunded)?,
        TaskKind::ReturnCollection => row.over_collected()?.minus(row.returned)?,
        TaskKind::PayBalance => row.invoiced.least(row.computed)?.minus(kept)?,
        TaskKind::AskForInvoice => row.computed.minus(row.invoiced.most(kept)?)?,
    }
    .most(nothing)
}

/// What was done since about a task of that kind.
fn done(kind: TaskKind, row: &OrderMoney, old: &OrderMoney) -> Result<Money, MoneyError> {
    match kind {
        TaskKind::VendorRefund => row.repaid.minus(old.repaid),
        TaskKind::BorrowerRefund => row.refunded.minus(old.refunded),
        TaskKind::ReturnCollection => row.returned.minus(old.returned),
        TaskKind::PayBalance => row.paid.minus(row.repaid)?.minus(old.paid.minus(old.repaid)?),
        TaskKind::AskForInvoice => row.invoiced.minus(old.invoiced),
    }
}

/// What is open now beyond what was asked for by the last run and has not been done since.
fn newly(kind: TaskKind, row: &OrderMoney, old: Option<&OrderMoney>) -> Result<Money, MoneyError> {
    let nothing = Money::zero(row.computed.currency);
    let now = open(kind, row)?;
    let Some(old) = old else { return Ok(now) };
    let still_asked = open(kind, old)?.minus(done(kind, row, old)?.most(nothing)?)?.most(nothing)?;
    now.minus(still_asked)?.most(nothing)
}
