//! What a document is made of, before it has pages.

use serde::{Deserialize, Serialize};

/// One part of a document, from top to bottom.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// Name and address of whom a letter is for, line by line.
    Address(Vec<String>),
    /// Begins a section; stays with what follows it.
    Heading(String),
    /// Text over the whole width. A line feed ends a line.
    Paragraph(String),
    /// Smaller and grey: remarks, sources, fine print.
    Note(String),
    /// Points, each behind its number or a dot.
    List {
        /// Numbers instead of dots.
        numbered: bool,
        /// The points.
        points: Vec<String>,
    },
    /// Labels and values, one pair a row.
    Fields(Vec<(String, String)>),
    /// A table.
    Items(Items),
    /// A web address as QR code, with text beside it.
    Code {
        /// What the code says, at most 500 bytes.
        url: String,
        /// Above the address, in bold.
        title: String,
        /// Under the title.
        text: String,
    },
    /// Places to sign, two in a row.
    Signatures(Vec<Signatory>),
}

/// A table. Its head is repeated on each page it runs over.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Items {
    /// From left to right.
    pub columns: Vec<Column>,
    /// From top to bottom.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Column {
    /// In the table's head.
    pub title: String,
    /// Its part of the table's width, by comparison with the other columns.
    pub share: u16,
    /// Which edge its texts stand at.
    pub align: Align,
}

/// Which edge a column's texts stand at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Text.
    Left,
    /// Amounts.
    Right,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// One text a column; missing ones are empty, further ones are not shown.
    pub cells: Vec<String>,
    /// Under the text of a column (counted from 0), smaller: how an amount came about.
    pub detail: Option<(usize, String)>,
    /// How much it matters.
    pub weight: Weight,
}

/// How much a row matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// One of many.
    Line,
    /// A sum of lines: bold.
    Sum,
    /// The result: bold between two lines.
    Total,
}

/// Somebody who signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signatory {
    /// Name; empty leaves a line for it.
    pub name: String,
    /// Office, or whom they sign for.
    pub role: String,
}

impl Column {
    /// A column of texts.
    pub fn text(title: impl Into<String>, share: u16) -> Self {
        Column { title: title.into(), share, align: Align::Left }
    }

    /// A column of amounts.
    pub fn figure(title: impl Into<String>, share: u16) -> Self {
        Column { title: title.into(), share, align: Align::Right }
    }
}

impl Row {
    /// One row of many.
    pub fn line(cells: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Row { cells: cells.into_iter().map(Into::into).collect(), detail: None, weight: Weight::Line }
    }
}
