//! Statutory notices and other letters to a borrower: the words come from the template of the place's law
//! ([`lienwatch_domain::compliance::text`]), this file only gives them the form of a letter.

use super::block::{Block, Signatory};
use super::document::{Letterhead, PaperError, Rendered, render};
use lienwatch_domain::compliance::text::{Block as Part, Text};

/// What a notice says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The text, with every field filled in. Its language is that of the whole notice, whatever the letterhead says.
    pub text: Text,
    /// Name and address of whom it is for, line by line.
    pub addressee: Vec<String>,
    /// What it is about, as labels and values: contract, car, dates, amounts.
    pub fields: Vec<(String, String)>,
    /// What is sent with it.
    pub enclosures: Vec<String>,
    /// The rules it follows and how it was sent, in small print.
    pub remarks: Vec<String>,
    /// Who signs; nobody where the law does not ask for it.
    pub signatories: Vec<Signatory>,
}

impl Notice {
    /// The notice as PDF.
    pub fn render(&self, head: &Letterhead) -> Result<Rendered, PaperError> {
        let head = Letterhead { language: self.text.language, ..head.clone() };
        render(&head, &self.text.title, &self.blocks())
    }

    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Address(self.addressee.clone())];
        if !self.fields.is_empty() {
            blocks.push(Block::Fields(self.fields.clone()));
        }
        blocks.extend(self.text.blocks.iter().map(|part| match part {
            Part::Heading(text) => Block::Heading(text.clone()),
            Part::Paragraph(text) => Block::Paragraph(text.clone()),
            Part::List(points) => Block::List { numbered: false, points: points.clone() },
        }));
        if !self.signatories.is_empty() {
            blocks.push(Block::Signatures(self.signatories.clone()));
        }
        if !self.enclosures.is_empty() {
            blocks.push(Block::Heading(self.text.language.pick("Enclosures", "附件").to_owned()));
            blocks.push(Block::List { numbered: true, points: self.enclosures.clone() });
        }
        blocks.extend(self.remarks.iter().cloned().map(Block::Note));
        blocks
    }
}
