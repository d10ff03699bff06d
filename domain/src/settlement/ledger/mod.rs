//! A case's books: double entry, append-only. An [`Entry`] that does not balance cannot be built nor read; what was
//! wrong is reversed by its mirror, once, and then corrected by a new entry; one business event posts once.
//!
//! * [`Account`]: the chart of accounts. [`Entry`], [`Posting`], [`Side`]: what is written. [`Cause`]: why, which is
//!   also what makes posting idempotent.
//! * [`Ledger`]: the rules. [`TrialBalance`]: what all of it comes to.
//! * [`book`]: the entries of each business event. [`lot_entries`]: those of a sale. [`settlement`]: that of a statement.
//!   [`fee_waived`]: that of a contractor who asks for less.
//!
//! # Chart of accounts
//! | account | class | grows by | holds |
//! |---|---|---|---|
//! | `cash` | asset | debit | money that came in less money that went out |
//! | `cost:KIND` | asset | debit | costs of that kind which the lender owes or has paid and recovers from the proceeds |
//! | `vendor_receivable` | asset | debit | what contractors must give back: charge-backs, over-payments, over-collection |
//! | `deficiency_receivable` | asset | debit | what the borrower owes after the sale |
//! | `credits_receivable` | asset | debit | refunds by insurers and others that a statement has credited |
//! | `vendor_payable` | liability | credit | fees that contractors have earned and not yet got |
//! | `deposits_held` | liability | credit | buyers' deposits |
//! | `proceeds` | liability | credit | the price of the car until it is distributed |
//! | `lien_payable` | liability | credit | holders' shares of other liens |
//! | `surplus_payable` | liability | credit | what is the borrower's |
//! | `refunds_payable` | liability | credit | what borrowers were made to pay too much |
//! | `loan_balance` | equity | credit | debt that left the loan's own account because it became a deficiency or fell away |
//! | `lender_recovery` | income | credit | what proceeds and redemptions paid of the debt |
//! | `remainder` | income | credit | what the owner of a hired car keeps |
//! | `penalty` | income | credit | penalties of contractors, forfeited deposits |
//! | `commission` | expense | debit | contractors' success fees that are not put on the borrower |
//! | `lender_loss` | expense | debit | costs that are the lender's own, top-ups, tolerated differences, what is not claimed or written off |

mod account;
pub mod book;
mod cause;
mod entry;
mod journal;
mod sale;
mod settle;
mod trial;
mod waive;

pub use account::{Account, Class};
pub use cause::Cause;
pub use entry::{Entry, Head, MAX_POSTINGS, Posting, Side};
pub use journal::{Ledger, MAX_ENTRIES, Posted};
pub use sale::lot_entries;
pub use settle::{settlement, settlement_gaps};
pub use trial::{TrialBalance, TrialRow};
pub use waive::fee_waived;
