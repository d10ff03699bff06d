//! The entry that a settlement statement makes.

use super::account::Account;
use super::cause::Cause;
use super::entry::{Entry, Head, Posting};
use crate::ids::EntryId;
use crate::money::Money;
use crate::refusal::Refusal;
use crate::settlement::statement::{Outcome, Statement};
use crate::settlement::waterfall::{Item, Step};
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
