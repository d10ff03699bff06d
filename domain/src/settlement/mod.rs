//! The money of a case: ledger, waterfall, statement, the contractors' fees and their invoices.
//!
//! * [`waterfall`]: who gets what of the proceeds. [`statement`]: how that is told to the borrower.
//! * [`ledger`]: the books of a case. [`fees`]: what contractors earn.
//! * [`invoice`]: what they bill. [`reconciliation`]: the month's reckoning with each.

pub mod fees;
pub mod invoice;
pub mod ledger;
pub mod reconciliation;
pub mod statement;
pub mod tasks;
pub mod waterfall;
