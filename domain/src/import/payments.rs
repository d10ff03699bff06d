//! Payments: money received, and receipts undone.

use super::context::Context;
use super::header::{Column, Entity};
use super::problem::{Fault, Problem};
use super::row::{Import, Row};
use super::{cells, loans};
use crate::money::Money;
use chrono::NaiveDate;

/// A payment as imported.
#[derive(Debug, Clone, PartialEq)]
pub struct PaymentRecord {
    /// The lender's number of the payment.
    pub payment_no: String,
    /// For which loan.
    pub contract_no: String,
    /// From which date it counts.
    pub value_date: NaiveDate,
    /// How much, above zero.
    pub amount: Money,
    /// Number of the payment that this one undoes.
    pub reverses: Option<String>,
}

impl Import for PaymentRecord {
    const ENTITY: Entity = Entity::Payments;
    const KEY_FIELD: &'static str = "payment_no";
    const COLUMNS: &'static [Column] = &[
        Column::required("payment_no", &["流水号", "还款编号"], "the lender's number of the payment; the key"),
        Column::required("contract_no", &["合同", "合同号", "合同编号"], "contract number of a known loan"),
        Column::required("value_date", &["还款日期", "入账日期"], "date from which it counts"),
        Column::required("amount", &["还款金额", "金额"], "major units, above zero, e.g. 2500.00"),
        Column::optional("currency", &["币种"], "ISO 4217; empty is the lender's currency"),
        Column::optional("reverses", &["冲正流水号"], "payment number that this one undoes (returned, charged back)"),
    ];

    fn read(row: &mut Row<'_>, context: &Context<'_>) -> Option<Self> {
        let payment_no = row.required("payment_no", cells::code);
        let contract_no = row.required("contract_no", |cell| loans::known_contract(cell, context));
        let value_date = row.required("value_date", cells::date);
        let currency = row.optional("currency", cells::currency).unwrap_or(context.currency);
        let amount = row.required("amount", |cell| above_zero(cell, currency));
        let reverses = row.optional("reverses", cells::code);
        if reverses.is_some() && reverses == payment_no {
            let fix = "name the payment that is undone, or leave it empty";
            row.fault("reverses", Fault::new(Problem::Contradiction, "a payment cannot undo itself", fix));
        }
        Some(PaymentRecord {
            payment_no: payment_no?,
            contract_no: contract_no?,
            value_date: value_date?,
            amount: amount?,
            reverses,
        })
    }

    fn natural_key(&self) -> String {
        self.payment_no.clone()
    }
}

fn above_zero(cell: &str, currency: crate::money::Currency) -> Result<Money, Fault> {
    let fix = "write an amount above zero; to undo a payment name it in reverses";
    match cells::money(currency)(cell) {
        Ok(amount) if amount.minor == 0 => Err(Fault::new(Problem::BadMoney, "the amount is zero", fix)),
        Err(fault) if cell.starts_with('-') => Err(Fault { fix: fix.into(), ..fault }),
        other => other,
    }
}
