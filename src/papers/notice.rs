//! Statutory notices and other letters to a borrower: the words come from the template of the place's law, this file
//! only gives them the form of a letter.

use super::block::{Block, Signatory};
use super::document::{Letterhead, PaperError, Rendered, render};
use serde::{Deserialize, Serialize};

/// What a notice says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What it is, in the words of the law: `Notice of our plan to sell property`.
    pub title: String,
    /// Name and address of whom it is for, line by line.
    pub addressee: Vec<String>,
    /// What it is about, as labels and values: contract, car, dates, amounts.
    pub fields: Vec<(String, String)>,
    /// Its text.
    pub sections: Vec<Section>,
    /// What is sent with it.
    pub enclosures: Vec<String>,
    /// The rules it follows and how it was sent, in small print.
    pub remarks: Vec<String>,
    /// Who signs; nobody where the law does not ask for it.
    pub signatories: Vec<Signatory>,
}

/// A part of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Above it; a part may have none.
    pub title: Option<String>,
    /// Its text.
    pub paragraphs: Vec<String>,
}

impl Notice {
    /// The notice as PDF.
    pub fn render(&self, head: &Letterhead) -> Result<Rendered, PaperError> {
        render(head, &self.title, &self.blocks(head))
    }

    fn blocks(&self, head: &Letterhead) -> Vec<Block> {
        let mut blocks = vec![Block::Address(self.addressee.clone())];
        if !self.fields.is_empty() {
            blocks.push(Block::Fields(self.fields.clone()));
        }
        for section in &self.sections {
            blocks.extend(section.title.clone().map(Block::Heading));
            blocks.extend(section.paragraphs.iter().cloned().map(Block::Paragraph));
        }
        if !self.signatories.is_empty() {
            blocks.push(Block::Signatures(self.signatories.clone()));
        }
        if !self.enclosures.is_empty() {
            blocks.push(Block::Heading(head.language.pick("Enclosures", "附件").to_owned()));
            blocks.push(Block::List { numbered: true, points: self.enclosures.clone() });
        }
        blocks.extend(self.remarks.iter().cloned().map(Block::Note));
        blocks
    }
}
