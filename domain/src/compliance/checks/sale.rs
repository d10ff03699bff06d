//! Redemption, sale, and what follows it.

use super::super::{Asked, GateAction, NoticeKind, PricePaid, SaleChannel, SaleEvidence};
use super::{Finding, Met, Scene, Test, met, names, need};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

fn after(day: NaiveDate, days: u16) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX)
}

/// Ways of sale that need nobody's agreement; the others need the debtor's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaleRoute {
    /// Which.
    pub free: BTreeSet<SaleChannel>,
    /// No agreement opens the others.
    #[serde(default)]
    pub only: bool,
}

impl Test for SaleRoute {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let GateAction::Sale { channel } = scene.action else { return Ok(()) };
        if self.free.contains(channel) {
            return Ok(());
        }
        let free = names(self.free.iter().copied(), SaleChannel::name);
        if self.only {
            return Err(Finding::new(format!("a sale by {channel} is not allowed"), format!("use {free}")));
        }
        let agreed = need(scene.facts.sale.agreed, "whether the debtor agreed to this way of sale")?;
        met(
            agreed,
            format!("the debtor did not agree to a sale by {channel}"),
            format!("get the debtor's agreement, or use {free}"),
        )
    }
}

/// The car is to be sold so many days after it was taken: always, or from a share of the price that is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaleDeadline {
    /// Days after possession.
    pub days: u16,
    /// Only when this share of the price or principal is paid, basis points.
    #[serde(default)]
    pub paid_bp: Option<u16>,
    /// The debtor can waive it after the default.
    pub unless_waived: bool,
}

impl SaleDeadline {
    /// The last day for a sale of a car that was taken on `possession`.
    pub fn last_day(&self, possession: NaiveDate) -> NaiveDate {
        after(possession, self.days)
    }

    /// Whether so much is paid that the deadline holds; `None` where that is not known. A price that makes no sense
    /// counts as reached.
    pub fn reached(&self, price: Option<PricePaid>) -> Option<bool> {
        let Some(bp) = self.paid_bp else { return Some(true) };
        let price = price?;
        let comparable = price.paid.currency == price.total.currency && price.total.minor > 0;
        let below = i128::from(price.paid.minor) * 10_000 < i128::from(price.total.minor) * i128::from(bp);
        Some(!(comparable && below))
    }
}

impl Test for SaleDeadline {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if !matches!(scene.action, GateAction::Sale { .. }) {
            return Ok(());
        }
        let sale = &scene.facts.sale;
        let last = self.last_day(need(sale.possession_on, "when the car was taken")?);
        if scene.local.date() <= last || (self.unless_waived && sale.deadline_waived == Some(true)) {
            return Ok(());
        }
        if self.paid_bp.is_some() {
            let price = need(scene.facts.debt.price, "how much of the price is paid")?;
            if self.reached(Some(price)) == Some(false) {
                return Ok(());
            }
        }
        Err(Finding::new(
            format!("the car was to be sold by {last}"),
            "have the legal department weigh the late sale, or record the debtor's waiver",
        ))
    }

    fn problem(&self) -> Option<(&'static str, &'static str)> {
        self.paid_bp.is_some_and(|bp| bp > 10_000).then_some(("paid_bp", "0 to 10000 basis points"))
    }
}

/// Proof of a reasonable sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaleEvidenceSet {
    /// What must be on file.
    pub items: BTreeSet<SaleEvidence>,
}

impl Test for SaleEvidenceSet {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if !matches!(scene.action, GateAction::Sale { .. }) {
            return Ok(());
        }
        let have = need(scene.facts.sale.evidence.as_ref(), "what proves that the sale is reasonable")?;
        let missing = names(self.items.difference(have).copied(), SaleEvidence::name);
        met(missing.is_empty(), format!("nothing on file proves: {missing}"), format!("put on file: {missing}"))
    }
}

/// A car that was redeemed, or whose debt was paid, is not sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotRedeemed {}

impl Test for NotRedeemed {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if !matches!(scene.action, GateAction::Sale { .. }) {
            return Ok(());
        }
        let redeemed = need(scene.facts.sale.redeemed, "whether the debt was paid or the car redeemed")?;
        met(!redeemed, "the debt is paid or the car redeemed", "give the car back")
    }
}

/// Days after possession in which the debtor can redeem the car and it is not sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RedemptionPeriod {
    /// Days.
    pub days: u16,
    /// Not when this notice was served before the car was taken.
    #[serde(default)]
    pub unless_notice: Option<NoticeKind>,
}

impl Test for RedemptionPeriod {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if !matches!(scene.action, GateAction::Sale { .. }) {
            return Ok(());
        }
        let possession = need(scene.facts.sale.possession_on, "when the car was taken")?;
        let last = after(possession, self.days);
        if scene.local.date() > last {
            return Ok(());
        }
        if let Some(kind) = self.unless_notice {
            let notices = need(scene.facts.notices.as_ref(), "which notices were served")?;
            if notices.iter().any(|n| n.notice == kind && n.served_on < possession) {
                return Ok(());
            }
        }
        Err(Finding::new(
            format!("the car was taken on {possession} and can be redeemed until {last}"),
            format!("sell it after {last}"),
        ))
    }
}

/// Surplus or deficiency is explained before either is asked for or paid, and within so many days of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExplanationFirst {
    /// Days of an answer to a request.
    pub answer_days: u16,
}

impl Test for ExplanationFirst {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let sale = &scene.facts.sale;
        match scene.action {
            GateAction::DemandDeficiency { .. } | GateAction::PaySurplus => {
                let sent = need(sale.explanation_sent, "whether the explanation of surplus or deficiency was sent")?;
                met(sent, "surplus or deficiency was not explained", "send the explanation first, or with it")?;
            }
            GateAction::Distribute { .. } => {}
            _ => return Ok(()),
        }
        let Some(Asked::On(asked)) = sale.explanation_asked else { return Ok(()) };
        let due = after(asked, self.answer_days);
        met(
            scene.local.date() <= due || sale.explanation_sent == Some(true),
            format!("the debtor asked on {asked} for the explanation, it was due by {due}"),
            "send the explanation at once",
        )
    }
}

/// Personal things found in a car are listed, and kept for so long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PropertyKept {
    /// Days after possession.
    pub days: u16,
    /// Weapons and drugs went to the police.
    pub contraband_to_police: bool,
}

impl Test for PropertyKept {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if !matches!(scene.action, GateAction::DisposeProperty) {
            return Ok(());
        }
        let sale = &scene.facts.sale;
        let listed = need(sale.property_listed, "whether the things in the car were listed")?;
        met(listed, "the things in the car were not listed", "list them, with photos")?;
        let last = after(need(sale.possession_on, "when the car was taken")?, self.days);
        met(scene.local.date() > last, format!("the things are kept until {last}"), format!("keep them until {last}"))?;
        if !self.contraband_to_police {
            return Ok(());
        }
        let handed = need(sale.contraband_handed_over, "whether weapons and drugs went to the police")?;
        met(handed, "weapons or drugs were not handed to the police", "hand them to the police")
    }
}
