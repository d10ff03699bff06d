//! The entry that a settlement statement makes.

use super::account::Account;
use super::cause::Cause;
use super::entry::{Entry, Head, Posting};
use super::journal::Ledger;
use crate::ids::EntryId;
use crate::money::{Money, MoneyError};
use crate::refusal::Refusal;
use crate::settlement::statement::{Outcome, Statement};
use crate::settlement::waterfall::{CostKind, Item, Line, Step};
use chrono::{DateTime, Utc};

/// Distributes the proceeds in the books as the statement tells it: costs and debt are cleared, what others get is owed
/// to them, and what is missing is the borrower's deficiency.
pub fn settlement(statement: &Statement, id: EntryId, at: DateTime<Utc>) -> Result<Entry, Refusal> {
    let w = &statement.facts.waterfall;
    let nothing = Money::zero(statement.currency());
    let mut postings = vec![
        Posting::debit(Account::Proceeds, w.proceeds),
        Posting::debit(Account::LenderLoss, w.top_up.plus(w.not_claimed)?),
    ];
    for credit in &statement.facts.credits {
        postings.push(Posting::debit(Account::CreditsReceivable, credit.amount));
    }
    for line in &w.lines {
        match (&line.item, line.step) {
            (Item::Cost { kind, .. }, Step::NotPaid) => {
                postings.push(Posting::debit(Account::LenderLoss, line.claimed));
                postings.push(Posting::credit(Account::Cost(*kind), line.claimed));
            }
            // What the proceeds did not cover of a cost or of the debt is in the deficiency, so all of it is cleared.
            (Item::Cost { kind, .. }, _) => postings.push(Posting::credit(Account::Cost(*kind), line.claimed)),
            (Item::Debt { .. }, _) => {
                postings.push(Posting::credit(Account::LenderRecovery, line.paid));
                postings.push(Posting::credit(Account::LoanBalance, line.claimed.minus(line.paid)?));
            }
            (Item::Lien { .. }, _) => postings.push(Posting::credit(Account::LienPayable, line.paid)),
            (Item::Surplus, _) => {}
        }
    }
    let (deficiency, to_debtor, to_owner) = match &statement.outcome {
        Outcome::Deficiency { composition } => (composition.total()?, nothing, nothing),
        Outcome::Surplus { to_debtor, to_owner } => (nothing, *to_debtor, *to_owner),
        Outcome::Even => (nothing, nothing, nothing),
    };
    postings.push(Posting::debit(Account::DeficiencyReceivable, deficiency));
    postings.push(Posting::credit(Account::SurplusPayable, to_debtor));
    postings.push(Posting::credit(Account::Remainder, to_owner));
    Entry::new(Head::new(id, statement.case, at, Cause::Settled { statement: statement.id }), postings)
}

/// What keeps the books from being settled by a statement: the price that they hold is another, or a cost stands in one
/// of the two and not in the other. With no gap the settlement leaves nothing on the proceeds and on the costs.
pub fn settlement_gaps(ledger: &Ledger, statement: &Statement) -> Result<Vec<Refusal>, MoneyError> {
    let w = &statement.facts.waterfall;
    let mut gaps = Vec::new();
    let held = ledger.balance(Account::Proceeds)?;
    if held != w.proceeds {
        let message = format!("the books hold {held} of the price, the statement says {}", w.proceeds);
        gaps.push(Refusal::new("sale_paid", message, "book the buyer's payments, or correct the price"));
    }
    for kind in CostKind::ALL {
        let of_kind = |line: &&Line| matches!(line.item, Item::Cost { kind: of, .. } if of == *kind);
        let told = Money::sum(w.lines.iter().filter(of_kind).map(|l| l.claimed), w.proceeds.currency)?;
        let held = ledger.balance(Account::Cost(*kind))?;
        if held != told {
            let message = format!("costs of {kind}: the books hold {held}, the statement says {told}");
            gaps.push(Refusal::new("costs_evidenced", message, "book the cost with its document, or leave it out"));
        }
    }
    Ok(gaps)
}
