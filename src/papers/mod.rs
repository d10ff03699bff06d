//! Documents on paper: letters, notices and statements as PDF.
//!
//! Pure: values in, bytes out. No clock, no file, no network; the fonts are part of the program, and the same input
//! gives the same bytes, so that a document can be made again and compared with the one that was sent.
//!
//! [`render`] makes a PDF of [`Block`]s; each kind of document is a type that knows its blocks.

mod block;
mod code;
mod document;
mod faces;
pub mod figures;
mod flow;
mod letter;
mod sheet;
mod table;
mod wrap;

pub use block::{Align, Block, Column, Items, Row, Signatory, Weight};
pub use document::{Letterhead, MAX_PAGES, Paper, PaperError, render};
pub use letter::{Agent, LetterOfAuthorisation, Vehicle, Vendor};

use serde::{Deserialize, Serialize};

/// The languages that documents are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    En,
    /// Chinese, in simplified characters.
    Zh,
}

impl Language {
    /// The one of two texts that is in this language.
    fn of<T>(self, en: T, zh: T) -> T {
        match self {
            Language::En => en,
            Language::Zh => zh,
        }
    }
}

/// A finished document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The PDF file.
    pub bytes: Vec<u8>,
    /// Of the file, in lower-case hexadecimal.
    pub sha256: String,
    /// The number in the footer: five groups of four hexadecimal digits, of the SHA-256 of what the document says.
    pub number: String,
    /// How many pages it has.
    pub pages: usize,
    /// Characters that the fonts do not have and that stand as crossed boxes, in order: the document should not be
    /// sent before somebody has looked at it.
    pub missing: Vec<char>,
}
