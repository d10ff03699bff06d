//! The settlement statement on paper: the lines of [`Statement`] in their order, and what they come to.
//!
//! UCC 9-616(a)(1) asks for more than the lines: that later charges or credits may change the amount, and where the
//! borrower can ask. Both are said in every place; they are true in every place.

use super::block::{Block, Column, Items, Row, Signatory, Weight};
use super::document::{Letterhead, PaperError, Rendered, render};
use super::figures;
use lienwatch_domain::language::Language;
use lienwatch_domain::settlement::statement::{LineKind, Outcome, Statement, StatementLine};
use lienwatch_domain::settlement::waterfall::Charge;

/// A statement and what its letter says besides.
#[derive(Debug, Clone, PartialEq)]
pub struct SettlementStatement<'a> {
    /// The lines and what they come to.
    pub statement: &'a Statement,
    /// Name and address of the borrower, line by line.
    pub addressee: Vec<String>,
    /// The lender's case.
    pub case_number: String,
    /// The loan or lease.
    pub contract_number: String,
    /// The car: make, model, VIN, plate.
    pub vehicle: String,
    /// Where the borrower can ask: telephone number or mailing address.
    pub enquiries: String,
    /// What follows: how a surplus is paid out, how a deficiency is claimed, how to dispute it.
    pub remarks: Vec<String>,
    /// Who signs; nobody where the law does not ask for it.
    pub signatories: Vec<Signatory>,
}

impl SettlementStatement<'_> {
    /// The statement as PDF. Its version is the letterhead's to give.
    pub fn render(&self, head: &Letterhead) -> Result<Rendered, PaperError> {
        render(head, head.language.pick("Settlement statement", "车辆处置结算书"), &self.blocks(head.language))
    }

    fn blocks(&self, language: Language) -> Vec<Block> {
        let say = |en: &str, zh: &str| language.pick(en, zh).to_owned();
        let facts = &self.statement.facts;
        let date = |day| figures::date(day, language);
        let mut blocks = vec![
            Block::Address(self.addressee.clone()),
            Block::Fields(vec![
                (say("Case", "案件编号"), self.case_number.clone()),
                (say("Contract", "合同编号"), self.contract_number.clone()),
                (say("Vehicle", "车辆"), self.vehicle.clone()),
                (say("In the lender's hands since", "车辆收回日期"), date(facts.possession_on)),
                (say("Sold on", "车辆变价日期"), date(facts.sold_on)),
                (say("Obligation as of", "债务计算基准日"), date(facts.as_of)),
            ]),
            Block::Paragraph(self.result(language)),
            Block::Items(self.items(language)),
            Block::Paragraph(say(
                "Later debits, credits or charges, such as interest, rebates or expenses that become known after the \
                 date of this statement, may change the amount.",
                "本结算书签发后发生或知悉的其他借项、贷项或费用（例如利息、退费、支出），可能影响上述金额。",
            )),
        ];
        blocks.extend(self.remarks.iter().cloned().map(Block::Paragraph));
        blocks.push(Block::Paragraph(format!("{}{}", language.pick("Questions: ", "查询方式："), self.enquiries)));
        if !self.signatories.is_empty() {
            blocks.push(Block::Signatures(self.signatories.clone()));
        }
        blocks
    }

    /// What it comes to, in one sentence.
    fn result(&self, language: Language) -> String {
        let currency = self.statement.currency();
        let last = |wanted: fn(&LineKind) -> bool| {
            let line = self.statement.lines.iter().rev().find(|line| wanted(&line.kind));
            line.map_or_else(String::new, |line| figures::amount(line.amount, language))
        };
        match (&self.statement.outcome, language) {
            (Outcome::Surplus { to_debtor, .. }, _) if to_debtor.minor == 0 => {
                let amount = last(|kind| matches!(kind, LineKind::Remainder));
                match language {
                    Language::En => format!("The account is settled. The owner of the vehicle keeps {amount}."),
                    Language::Zh => format!("结算完毕，余额{amount}归车辆所有权人。"),
                }
            }
            (Outcome::Surplus { to_debtor, .. }, Language::En) => {
                format!("The sale leaves a surplus of {}, which is due to you.", figures::amount(*to_debtor, language))
            }
            (Outcome::Surplus { to_debtor, .. }, Language::Zh) => {
                format!("车辆变价后尚有余款{}，应返还给您。", figures::amount(*to_debtor, language))
            }
            (Outcome::Deficiency { .. }, Language::En) => {
                let amount = last(|kind| matches!(kind, LineKind::Deficiency));
                format!("The sale leaves a deficiency of {amount}, which you owe.")
            }
            (Outcome::Deficiency { .. }, Language::Zh) => {
                format!("车辆变价后仍有不足额{}，由您承担。", last(|kind| matches!(kind, LineKind::Deficiency)))
            }
            (Outcome::Even, Language::En) => {
                format!("The account is settled: nothing is owed on either side ({currency}).")
            }
            (Outcome::Even, Language::Zh) => format!("结算完毕，双方互不欠款（币种 {currency}）。"),
        }
    }

    fn items(&self, language: Language) -> Items {
        let say = |en: &str, zh: &str| language.pick(en, zh).to_owned();
        let currency = self.statement.currency();
        let figure = match language {
            Language::En => format!("Amount ({currency})"),
            Language::Zh => format!("金额（{currency}）"),
        };
        let mut number = 0;
        let rows = self.statement.lines.iter().map(|line| {
            let shown = if line.number == number { String::new() } else { line.number.to_string() };
            number = line.number;
            row(line, shown, language)
        });
        Items {
            columns: vec![
                Column::text(say("No.", "序号"), 2),
                Column::text(say("Item", "项目"), 15),
                Column::figure(figure, 6),
            ],
            rows: rows.collect(),
        }
    }
}

/// A line with its number, where that is the first of its number.
fn row(line: &StatementLine, number: String, language: Language) -> Row {
    let detail = match &line.kind {
        LineKind::Expense { charge, .. } => charged(*charge, language),
        LineKind::OtherLien { .. } => {
            Some(language.pick("Paid to the holder of another lien", "向其他担保权人支付").to_owned())
        }
        _ => None,
    };
    let weight = match line.kind {
        _ if line.number == 6 => Weight::Total,
        _ if line.kind.is_total() => Weight::Sum,
        _ => Weight::Line,
    };
    let cells = vec![number, line.kind.label(language).to_owned(), figures::figure(line.amount)];
    Row { cells, detail: detail.map(|text| (1, text)), weight }
}

/// How an expense was computed.
fn charged(charge: Charge, language: Language) -> Option<String> {
    match (charge, language) {
        (Charge::Fixed(_), _) => None,
        (Charge::PerDay { days, per_day }, Language::En) => {
            Some(format!("{days} days at {} a day", figures::figure(per_day)))
        }
        (Charge::PerDay { days, per_day }, Language::Zh) => Some(format!("{days}天，每天{}", figures::figure(per_day))),
        (Charge::OfPrice(share), Language::En) => Some(format!("{} of the price", figures::percent(share))),
        (Charge::OfPrice(share), Language::Zh) => Some(format!("成交价的{}", figures::percent(share))),
    }
}
