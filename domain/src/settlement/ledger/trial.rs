//! The trial balance.

use super::account::Account;
use super::entry::Side;
use crate::money::{Currency, Money, MoneyError};
use serde::{Deserialize, Serialize};

/// The sums of one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialRow {
    /// Which.
    pub account: Account,
    /// Everything on its left.
    pub debit: Money,
    /// Everything on its right.
    pub credit: Money,
}

impl TrialRow {
    /// What is left, and on which side.
    pub fn balance(&self) -> Result<(Side, Money), MoneyError> {
        let net = self.debit.minus(self.credit)?;
        if net.is_negative() { Ok((Side::Credit, net.negated()?)) } else { Ok((Side::Debit, net)) }
    }
}

/// The sums of both sides of every account, of one case or of several in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialBalance {
    /// In which currency.
    pub currency: Currency,
    /// One row for each account that was used, in the order of the chart.
    pub rows: Vec<TrialRow>,
}

impl TrialBalance {
    /// Of nothing.
    pub fn empty(currency: Currency) -> Self {
        TrialBalance { currency, rows: Vec::new() }
    }

    /// All debits and all credits.
    pub fn totals(&self) -> Result<(Money, Money), MoneyError> {
        let debit = Money::sum(self.rows.iter().map(|r| r.debit), self.currency)?;
        Ok((debit, Money::sum(self.rows.iter().map(|r| r.credit), self.currency)?))
    }

    /// Debits are credits.
    pub fn is_balanced(&self) -> bool {
        self.totals().is_ok_and(|(debit, credit)| debit == credit)
    }

    /// This and another together, e.g. of all cases of a lender.
    pub fn plus(mut self, other: &TrialBalance) -> Result<TrialBalance, MoneyError> {
        for row in &other.rows {
            match self.rows.iter_mut().find(|r| r.account == row.account) {
                Some(mine) => {
                    mine.debit = mine.debit.plus(row.debit)?;
                    mine.credit = mine.credit.plus(row.credit)?;
                }
                None => {
                    Money::zero(self.currency).plus(row.debit)?;
                    self.rows.push(*row);
                }
            }
        }
        self.rows.sort_by_key(|r| r.account);
        Ok(self)
    }
}
