//! Documents on paper: letters, notices and statements as PDF.
//!
//! Pure: values in, bytes out. No clock, no file, no network; the fonts are part of the program, and the same input
//! gives the same bytes, so that a document can be made again and compared with the one that was sent.
//!
//! [`render`] makes a PDF of [`Block`]s; each kind of document is a type that knows its blocks.

mod block;
mod case_sheet;
mod code;
mod condition;
mod condition_words;
mod document;
mod faces;
pub mod figures;
mod flow;
mod letter;
mod notice;
mod page;
mod remarks;
mod statement;
mod table;
mod wrap;

pub use block::{Align, Block, Column, Items, Row, Signatory, Weight};
pub use case_sheet::{CaseSheet, Moment, OrderLine, Part, Subject};
pub use condition::{Belonging, ConditionPaper};
pub use document::{Letterhead, MAX_PAGES, Paper, PaperError, Rendered, render};
pub use letter::{Agent, LetterOfAuthorisation, Vehicle, Vendor};
pub use notice::Notice;
pub use remarks::what_follows;
pub use statement::SettlementStatement;
