//! A statement checks itself whenever it is read: its lines must add up to what it says. Which lines it has is not
//! judged again, so that a statement of last year stays readable.

use super::line::{LineKind, Outcome, StatementLine};
use super::make::{Facts, Statement};
use crate::ids::{CaseId, StatementId};
use crate::money::Money;
use crate::refusal::Refusal;
use chrono::{DateTime, Utc};
use serde::Deserialize;

/// What lies in the store.
#[derive(Deserialize)]
pub(super) struct Stored {
    id: StatementId,
    case: CaseId,
    version: u32,
    supersedes: Option<StatementId>,
    made_at: DateTime<Utc>,
    facts: Facts,
    lines: Vec<StatementLine>,
    #[serde(flatten)]
    outcome: Outcome,
}

impl TryFrom<Stored> for Statement {
    type Error = Refusal;
    fn try_from(stored: Stored) -> Result<Self, Refusal> {
        let Stored { id, case, version, supersedes, made_at, facts, lines, outcome } = stored;
        let statement = Statement { id, case, version, supersedes, made_at, facts, lines, outcome };
        statement.verify()?;
        Ok(statement)
    }
}

impl Statement {
    /// Refuses a statement whose lines do not add up, one by one and to the outcome.
    pub fn verify(&self) -> Result<(), Refusal> {
        self.facts.waterfall.verify()?;
        let sum = |wanted: &dyn Fn(&LineKind) -> bool| {
            Money::sum(self.lines.iter().filter(|l| wanted(&l.kind)).map(|l| l.amount), self.currency())
        };
        let owed = sum(&|k| matches!(k, LineKind::Owed { .. }))?;
        let proceeds = sum(&|k| matches!(k, LineKind::Proceeds | LineKind::TopUp))?;
        let after = owed.minus(proceeds)?;
        let expenses = sum(&|k| matches!(k, LineKind::Expense { .. }))?;
        let liens = sum(&|k| matches!(k, LineKind::OtherLien { .. }))?;
        let credits = sum(&|k| matches!(k, LineKind::Credit { .. } | LineKind::NotClaimed))?;
        let result = after.plus(expenses)?.plus(liens)?.minus(credits)?;
        let told = [
            (owed, sum(&|k| *k == LineKind::OwedTotal)?, "line 1"),
            (after, sum(&|k| *k == LineKind::OwedAfterProceeds)?, "line 3"),
            (expenses, sum(&|k| *k == LineKind::ExpensesTotal)?, "line 4"),
            (credits, sum(&|k| *k == LineKind::CreditsTotal)?, "line 5"),
            (result, self.result()?, "line 6"),
            (sum(&|k| k.number() == 6)?, self.line_six()?, "line 6"),
        ];
        if let Some((is, says, line)) = told.iter().find(|(is, says, _)| is != says) {
            return Err(broken(format!("{line} says {says}, its lines come to {is}")));
        }
        let numbered = self.lines.iter().all(|l| l.number == l.kind.number());
        if !numbered || !self.lines.is_sorted_by_key(|l| l.number) || self.version == 0 {
            return Err(broken("the lines are not in the order 1 to 6"));
        }
        Ok(())
    }

    /// What the outcome says line 6 is: above zero the borrower owes it.
    fn result(&self) -> Result<Money, Refusal> {
        match &self.outcome {
            Outcome::Surplus { to_debtor, to_owner } => Ok(to_debtor.plus(*to_owner)?.negated()?),
            Outcome::Deficiency { composition } => Ok(composition.total()?),
            Outcome::Even => Ok(Money::zero(self.currency())),
        }
    }

    fn line_six(&self) -> Result<Money, Refusal> {
        let result = self.result()?;
        Ok(if result.is_negative() { result.negated()? } else { result })
    }
}

fn broken(message: impl Into<String>) -> Refusal {
    Refusal::new("statement_adds_up", message, "make the next version from the facts")
}
