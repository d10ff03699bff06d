//! When fees are due, and what happens to them when work is undone.

use super::compute::FeeSheet;
use crate::language::Language;
use crate::money::{Money, MoneyError};
use crate::recovery::{OrderKind, OrderState};
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

wire_names! {
    /// A document that an order must bring before it is paid.
    Document {
        /// Photos.
        Photos = "photos",
        /// The odometer's reading.
        Odometer = "odometer",
        /// The VIN on the car.
        VinMatch = "vin_match",
        /// A condition report.
        ConditionReport = "condition_report",
        /// A list of what was in the car.
        PropertyInventory = "property_inventory",
        /// A hand-over that both sides confirmed.
        HandOver = "hand_over",
        /// A recording or report of the visit.
        VisitReport = "visit_report",
        /// The result of a sale.
        SaleReport = "sale_report",
        /// A receipt.
        Receipt = "receipt",
    }
}

impl Document {
    /// What people read.
    pub fn label(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Document::Photos => ("photos", "照片"),
            Document::Odometer => ("odometer reading", "里程读数"),
            Document::VinMatch => ("VIN check", "车架号核对"),
            Document::ConditionReport => ("condition report", "验车报告"),
            Document::PropertyInventory => ("personal property inventory", "车内物品清单"),
            Document::HandOver => ("hand-over", "交接单"),
            Document::VisitReport => ("visit report", "外访记录"),
            Document::SaleReport => ("sale report", "成交报告"),
            Document::Receipt => ("receipt", "收据"),
        };
        language.pick(english, chinese)
    }

    /// What a kind of order must bring.
    pub fn required(kind: OrderKind) -> &'static [Document] {
        use Document::*;
        match kind {
            OrderKind::Repossess
            | OrderKind::VoluntarySurrender
            | OrderKind::ImpoundInvoluntary
            | OrderKind::ImpoundVoluntary => &[Photos, Odometer, VinMatch, PropertyInventory, HandOver],
            OrderKind::Investigate | OrderKind::FieldVisit => &[VisitReport],
            OrderKind::ConditionReport => &[Photos, ConditionReport],
            OrderKind::Tow | OrderKind::Transport | OrderKind::Store => &[HandOver],
            OrderKind::Auction | OrderKind::Consign => &[SaleReport],
            OrderKind::MakeKeys => &[Receipt],
        }
    }
}

/// What an order earns now.
///
/// # Errors
/// The lender has not acknowledged the work, documents are missing, it is paid, or it was undone.
pub fn payable(
    sheet: &FeeSheet,
    kind: OrderKind,
    state: OrderState,
    documents: &BTreeSet<Document>,
) -> Result<Money, Refusal> {
    billable(kind, state, documents)?;
    Ok(sheet.net()?)
}

/// Whether an order may be billed now: its fees stand in the books from the acknowledgement on.
///
/// # Errors
/// The lender has not acknowledged the work, documents are missing, it is paid, or it was undone.
pub fn billable(kind: OrderKind, state: OrderState, documents: &BTreeSet<Document>) -> Result<(), Refusal> {
    match state {
        OrderState::Acknowledged | OrderState::Invoiced => {}
        OrderState::Reversed => {
            let message = "the order was reversed: its fees are charged back";
            return Err(Refusal::new("order_reversed", message, "bill no work that was undone"));
        }
        OrderState::Paid => {
            return Err(Refusal::new("paid_once", "the order is paid", "bill what is not paid yet"));
        }
        OrderState::Completed => {
            let message = "the lender has not acknowledged the work";
            return Err(Refusal::new("acknowledged_first", message, "have the lender acknowledge it, or complete it"));
        }
        state => {
            let message = format!("an order that is {state} has earned nothing");
            return Err(Refusal::new(
                "acknowledged_first",
                message,
                "complete it, then have the lender acknowledge it",
            ));
        }
    }
    let missing: Vec<&str> =
        Document::required(kind).iter().filter(|d| !documents.contains(d)).map(|d| d.name()).collect();
    if !missing.is_empty() {
        let message = format!("documents are missing: {}", missing.join(", "));
        return Err(Refusal::new("documents_complete", message, "hand them in"));
    }
    Ok(())
}

/// What a reversal does to fees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargeBack {
    /// Not paid yet, and now never.
    pub cancelled: Money,
    /// Paid, and to be given back.
    pub claimed: Money,
}

impl ChargeBack {
    /// Of an order of which so much was paid.
    pub fn of(sheet: &FeeSheet, paid: Money) -> Result<ChargeBack, MoneyError> {
        let nothing = Money::zero(sheet.currency);
        let cancelled = sheet.net()?.minus(paid)?.most(nothing)?;
        Ok(ChargeBack { cancelled, claimed: paid.most(nothing)? })
    }
}
