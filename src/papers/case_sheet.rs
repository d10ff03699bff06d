//! The case sheet: what a case or an order is about and what happened, for a file, a court or an auditor.

use super::block::{Block, Column, Items, Row};
use super::document::{Letterhead, PaperError, Rendered, render};
use super::figures;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A case or an order with its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseSheet {
    /// Of what: a case with its orders, or one order.
    pub subject: Subject,
    /// What is known, part by part: loan, borrower, car, lien, legal basis.
    pub parts: Vec<Part>,
    /// Orders of the case, oldest first.
    pub orders: Vec<OrderLine>,
    /// What happened, oldest first.
    pub timeline: Vec<Moment>,
    /// Who asked for the sheet and what for: stands under the title.
    pub purpose: String,
}

/// What a sheet is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "subject", content = "number", rename_all = "snake_case")]
pub enum Subject {
    /// A case, by its number.
    Case(String),
    /// An order, by its number.
    Order(String),
}

/// Labels and values under a heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The heading.
    pub title: String,
    /// Labels and values.
    pub fields: Vec<(String, String)>,
}

/// An order in the table of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// Its number.
    pub number: String,
    /// What was asked for.
    pub kind: String,
    /// Of whom.
    pub vendor: String,
    /// How it stands.
    pub state: String,
    /// When it was given.
    pub given: DateTime<Utc>,
}

/// A row of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub what: String,
    /// Why, or with which evidence.
    pub detail: Option<String>,
    /// By whom.
    pub who: String,
}

impl CaseSheet {
    /// The sheet as PDF.
    pub fn render(&self, head: &Letterhead) -> Result<Rendered, PaperError> {
        let title = match &self.subject {
            Subject::Case(number) => format!("{} {number}", head.language.pick("Case", "案件摘要")),
            Subject::Order(number) => format!("{} {number}", head.language.pick("Order", "委托单摘要")),
        };
        render(head, &title, &self.blocks(head))
    }

    fn blocks(&self, head: &Letterhead) -> Vec<Block> {
        let say = |en: &str, zh: &str| head.language.pick(en, zh).to_owned();
        let mut blocks = vec![Block::Note(self.purpose.clone())];
        for part in &self.parts {
            blocks.push(Block::Heading(part.title.clone()));
            blocks.push(Block::Fields(part.fields.clone()));
        }
        if !self.orders.is_empty() {
            let rows = self.orders.iter().map(|order| {
                let given = figures::day(order.given, head.zone, head.language);
                Row::line([&order.number, &order.kind, &order.vendor, &order.state, &given].map(String::as_str))
            });
            blocks.push(Block::Heading(say("Orders", "委托单")));
            blocks.push(Block::Items(Items {
                columns: vec![
                    Column::text(say("Number", "编号"), 5),
                    Column::text(say("Kind", "类型"), 4),
                    Column::text(say("Contractor", "受托单位"), 6),
                    Column::text(say("State", "状态"), 4),
                    Column::text(say("Given", "下达日期"), 5),
                ],
                rows: rows.collect(),
            }));
        }
        blocks.push(Block::Heading(say("Timeline", "时间线")));
        if self.timeline.is_empty() {
            blocks.push(Block::Paragraph(say("Nothing has happened.", "暂无记录。")));
            return blocks;
        }
        let rows = self.timeline.iter().map(|moment| {
            let when = figures::stamp(moment.at, head.zone);
            let row = Row::line([when.as_str(), &moment.what, &moment.who]);
            Row { detail: moment.detail.clone().map(|detail| (1, detail)), ..row }
        });
        // All times of a table are in one zone, said once; where its offset changed in between, both are.
        let mut offsets: Vec<String> = self.timeline.iter().map(|m| figures::offset(m.at, head.zone)).collect();
        offsets.sort_unstable();
        offsets.dedup();
        blocks.push(Block::Items(Items {
            columns: vec![
                Column::text(format!("{} ({})", say("Time", "时间"), offsets.join(", ")), 5),
                Column::text(say("What", "事项"), 12),
                Column::text(say("Who", "操作人"), 5),
            ],
            rows: rows.collect(),
        }));
        blocks
    }
}
