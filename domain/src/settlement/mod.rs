//! The money of a case: ledger, waterfall, statement, the contractors' fees and their invoices.
//!
//! * [`waterfall`]: who gets what of the proceeds. [`statement`]: how that is told to the borrower.
//! * [`ledger`]: the books of a case. [`fees`]: what contractors earn.

pub mod fees;
pub mod ledger;
pub mod statement;
pub mod waterfall;
