//! The entries of each business event, so that an event is booked the same way wherever it comes from. The head of each
//! is made by [`Head::new`] with the event as its cause.

use super::account::Account;
use super::entry::{Entry, Head, Posting};
use crate::money::Money;
use crate::refusal::Refusal;
use crate::settlement::waterfall::CostKind;

type Booked = Result<Entry, Refusal>;

fn pair(head: Head, debit: Account, credit: Account, amount: Money) -> Booked {
    Entry::new(head, [Posting::debit(debit, amount), Posting::credit(credit, amount)])
}

/// A contractor earned a fee that the borrower bears in the end ([`Cause::OrderFee`](super::Cause::OrderFee)).
pub fn order_fee(head: Head, kind: CostKind, amount: Money) -> Booked {
    pair(head, Account::Cost(kind), Account::VendorPayable, amount)
}

/// A contractor earned a commission that the lender bears ([`Cause::OrderFee`](super::Cause::OrderFee)).
pub fn commission(head: Head, amount: Money) -> Booked {
    pair(head, Account::Commission, Account::VendorPayable, amount)
}

/// A contractor's fee is cut ([`Cause::OrderPenalty`](super::Cause::OrderPenalty)).
pub fn penalty(head: Head, amount: Money) -> Booked {
    pair(head, Account::VendorPayable, Account::Penalty, amount)
}

/// A contractor is paid, what it earned and what it asked for beyond that within the tolerance
/// ([`Cause::OrderPaid`](super::Cause::OrderPaid)).
pub fn order_paid(head: Head, earned: Money, over: Money) -> Booked {
    let postings = [
        Posting::debit(Account::VendorPayable, earned),
        Posting::debit(Account::LenderLoss, over),
        Posting::credit(Account::Cash, earned.plus(over)?),
    ];
    Entry::new(head, postings)
}

/// A contractor asked for less than it earned: of a cost of the borrower, or of a commission
/// ([`Cause::FeeWaived`](super::Cause::FeeWaived)).
pub fn fee_waived(head: Head, cost: Option<CostKind>, amount: Money) -> Booked {
    pair(head, Account::VendorPayable, cost.map_or(Account::Commission, Account::Cost), amount)
}

/// The same where several accounts bear it, e.g. a cost and a commission, or, once the case is settled, what the borrower
/// was made to bear too much ([`Cause::FeeWaived`](super::Cause::FeeWaived)).
pub fn fee_waived_of(head: Head, parts: &[(Account, Money)]) -> Booked {
    let all = Money::sum(parts.iter().map(|(_, amount)| *amount), parts.first().ok_or_else(nothing)?.1.currency)?;
    let credits = parts.iter().map(|(account, amount)| Posting::credit(*account, *amount));
    Entry::new(head, [Posting::debit(Account::VendorPayable, all)].into_iter().chain(credits))
}

fn nothing() -> Refusal {
    Refusal::new("nothing_to_post", "an entry without amounts", "post nothing for nothing")
}

/// A contractor gives back ([`Cause::VendorRepaid`](super::Cause::VendorRepaid)).
pub fn vendor_repaid(head: Head, amount: Money) -> Booked {
    pair(head, Account::Cash, Account::VendorReceivable, amount)
}

/// A contractor made the borrower pay too much: it owes that, and so does the lender to the borrower
/// ([`Cause::OverCollected`](super::Cause::OverCollected)).
pub fn over_collected(head: Head, amount: Money) -> Booked {
    pair(head, Account::VendorReceivable, Account::RefundsPayable, amount)
}

/// The borrower got it back ([`Cause::Refunded`](super::Cause::Refunded)).
pub fn refunded(head: Head, amount: Money) -> Booked {
    pair(head, Account::RefundsPayable, Account::Cash, amount)
}

/// A cost that the lender paid itself ([`Cause::Cost`](super::Cause::Cost)).
pub fn cost(head: Head, kind: CostKind, amount: Money) -> Booked {
    pair(head, Account::Cost(kind), Account::Cash, amount)
}

/// A buyer's deposit came ([`Cause::DepositTaken`](super::Cause::DepositTaken)).
pub fn deposit_taken(head: Head, amount: Money) -> Booked {
    pair(head, Account::Cash, Account::DepositsHeld, amount)
}

/// It went back ([`Cause::DepositReturned`](super::Cause::DepositReturned)).
pub fn deposit_returned(head: Head, amount: Money) -> Booked {
    pair(head, Account::DepositsHeld, Account::Cash, amount)
}

/// It became a part of the price ([`Cause::DepositApplied`](super::Cause::DepositApplied)).
pub fn deposit_applied(head: Head, amount: Money) -> Booked {
    pair(head, Account::DepositsHeld, Account::Proceeds, amount)
}

/// The buyer lost it ([`Cause::DepositForfeited`](super::Cause::DepositForfeited)).
pub fn deposit_forfeited(head: Head, amount: Money) -> Booked {
    pair(head, Account::DepositsHeld, Account::Penalty, amount)
}

/// The buyer paid ([`Cause::SalePaid`](super::Cause::SalePaid)).
pub fn sale_paid(head: Head, amount: Money) -> Booked {
    pair(head, Account::Cash, Account::Proceeds, amount)
}

/// The buyer got money back ([`Cause::BuyerRefunded`](super::Cause::BuyerRefunded)).
pub fn buyer_refunded(head: Head, amount: Money) -> Booked {
    pair(head, Account::Proceeds, Account::Cash, amount)
}

/// The borrower redeemed or reinstated: so much of the debt, and these costs ([`Cause::Redeemed`](super::Cause::Redeemed)).
pub fn redeemed(head: Head, debt: Money, costs: &[(CostKind, Money)]) -> Booked {
    let paid = costs.iter().try_fold(debt, |sum, (_, cost)| sum.plus(*cost))?;
    let costs = costs.iter().map(|(kind, cost)| Posting::credit(Account::Cost(*kind), *cost));
    let rest = [Posting::debit(Account::Cash, paid), Posting::credit(Account::LenderRecovery, debt)];
    Entry::new(head, rest.into_iter().chain(costs))
}

/// The borrower got the surplus ([`Cause::SurplusPaid`](super::Cause::SurplusPaid)).
pub fn surplus_paid(head: Head, amount: Money) -> Booked {
    pair(head, Account::SurplusPayable, Account::Cash, amount)
}

/// The holder of another lien got a share ([`Cause::LienPaid`](super::Cause::LienPaid)).
pub fn lien_paid(head: Head, amount: Money) -> Booked {
    pair(head, Account::LienPayable, Account::Cash, amount)
}

/// The borrower paid of the deficiency ([`Cause::DeficiencyPaid`](super::Cause::DeficiencyPaid)).
pub fn deficiency_paid(head: Head, amount: Money) -> Booked {
    pair(head, Account::Cash, Account::DeficiencyReceivable, amount)
}

/// A refund that was credited came in ([`Cause::CreditReceived`](super::Cause::CreditReceived)).
pub fn credit_received(head: Head, amount: Money) -> Booked {
    pair(head, Account::Cash, Account::CreditsReceivable, amount)
}

/// The lender gives up what is left of the deficiency ([`Cause::WrittenOff`](super::Cause::WrittenOff)).
pub fn written_off(head: Head, amount: Money) -> Booked {
    pair(head, Account::LenderLoss, Account::DeficiencyReceivable, amount)
}
