//! Contractors' invoices: matched against the fees that the rate card gives, approved by limits or by two people, paid
//! line by line, charged back when work is undone.
//!
//! * [`Invoice`], [`InvoiceStage`]: the invoice and where it stands. [`InvoiceAction`]: what may be asked of it.
//! * [`apply`]: the machine. [`allowed`]: what a screen offers. [`matched`]: an invoice against the fees. [`InvoicePolicy`]: tolerances and limits.
//!
//! `draft → submitted → matched | disputed → approved → paid`, with `rejected` from before the approval, back to `disputed`
//! by a person's doubt (what was billed is free again), and
//! `charged_back` when no line is left.

mod action;
mod allowed;
mod document;
mod machine;
mod matching;

pub use action::{
    InvoiceAction, InvoiceActionKind, InvoiceChange, InvoiceEffect, InvoiceEvent, InvoiceFacts, InvoicePolicy, OrderFee,
};
pub use allowed::allowed;
pub use document::{
    Approval, Approved, Invoice, InvoiceLine, InvoiceNumber, InvoiceStage, InvoiceState, MAX_LINES, MAX_NUMBER_CHARS,
};
pub use machine::{Applied, apply, draft};
pub use matching::{Finding, MatchedLine, Matching, matched};
