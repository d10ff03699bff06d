//! The right to take a car, and what ends it.

use super::super::{BasisEffect, Conduct, GateAction, GateActionKind, LegalBasis, OrderAim, Premises, Product};
use super::{Finding, Met, Scene, Test, met, names, need, spared};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What holds for each legal basis that the rule speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Basis by basis.
    pub bases: BTreeMap<LegalBasis, BasisEffect>,
}

impl Test for Basis {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if !scene.action.takes() {
            return Ok(());
        }
        let Some(ground) = scene.action.ground() else {
            return Err(Finding::new("no legal basis is given", "choose the legal basis and name its proof"));
        };
        let (basis, place) = (ground.basis, scene.place);
        match self.bases.get(&basis) {
            None | Some(BasisEffect::Allow) => Ok(()),
            Some(BasisEffect::AllowWithReference) => met(
                ground.reference.is_some(),
                format!("{basis} in {place} needs its proof: {}", scene.rule.source),
                "name the court and case number, or the document that proves it",
            ),
            Some(BasisEffect::Deny) => Err(Finding::new(
                format!("{basis} is not allowed in {place}: {}", scene.rule.source),
                "use another legal basis, such as voluntary_surrender or court_order",
            )),
        }
    }
}

/// Nothing is taken without a present right: a default, and an authorised case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PresentRight {}

impl Test for PresentRight {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let taking = match scene.action {
            GateAction::Take { .. } => true,
            GateAction::Dispatch { aim, .. } => *aim == OrderAim::Take,
            _ => false,
        };
        if !taking {
            return Ok(());
        }
        let default = need(scene.facts.debt.in_default, "whether the loan is in default")?;
        met(default, "the loan is not in default: there is no right to take the car", "stop the recovery")?;
        let authorised = need(scene.facts.taking.authorised, "whether the case is authorised")?;
        met(authorised, "the case is not authorised", "have two people authorise the case")
    }
}

/// Conduct that ends the attempt. At a taking the agents attest what happened and what did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbortOn {
    /// Which.
    pub conduct: BTreeSet<Conduct>,
}

impl Test for AbortOn {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let reported = scene.facts.field.conduct.as_ref();
        let reported = match scene.action {
            GateAction::Take { .. } | GateAction::EnterPremises { .. } => {
                Some(need(reported, "what happened on site: objection, force, locks, or nothing")?)
            }
            action if action.reaches().is_some() => reported,
            _ => None,
        };
        let bad: BTreeSet<Conduct> =
            reported.into_iter().flatten().filter(|c| self.conduct.contains(c)).copied().collect();
        let list = names(bad.iter().copied(), Conduct::name);
        met(bad.is_empty(), format!("the attempt must end: {list}"), "leave, report the incident, and use another way")
    }
}

/// Premises that are not entered, unless a court ordered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PremisesEntry {
    /// Which.
    pub denied: BTreeSet<Premises>,
    /// A court order opens them.
    pub unless_court_order: bool,
}

impl Test for PremisesEntry {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let GateAction::EnterPremises { premises } = scene.action else { return Ok(()) };
        if !self.denied.contains(premises) {
            return Ok(());
        }
        let order = self.unless_court_order && need(scene.facts.taking.court_order, "whether a court ordered entry")?;
        let remedy = if self.unless_court_order { "get a court order" } else { "stay outside" };
        met(order, format!("premises of kind {premises} are not entered"), remedy)
    }
}

/// From this share of the price on, the car is taken by a court's order only; or with consent at the time, or from a third
/// party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProtectedGoods {
    /// The share's numerator.
    pub numerator: u32,
    /// The share's denominator.
    pub denominator: u32,
    /// Contracts that are meant; empty for all.
    #[serde(default)]
    pub products: BTreeSet<Product>,
}

impl Test for ProtectedGoods {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let (taking, debt) = (&scene.facts.taking, &scene.facts.debt);
        let freed = |ground: &super::super::Ground| match ground.basis {
            LegalBasis::CourtOrder => ground.reference.is_some(),
            LegalBasis::ConsentedRecovery | LegalBasis::VoluntarySurrender => taking.informed_consent == Some(true),
            LegalBasis::ImpoundRelease | LegalBasis::SelfHelpNoBreach => taking.with_third_party == Some(true),
        };
        if !scene.action.takes() || scene.action.ground().is_some_and(freed) {
            return Ok(());
        }
        if !self.products.is_empty() && !self.products.contains(&need(debt.product, "what kind of contract it is")?) {
            return Ok(());
        }
        let price = need(debt.price, "how much of the price is paid")?;
        let (share, whole) = (i128::from(self.numerator), i128::from(self.denominator));
        let below = price.paid.currency == price.total.currency
            && price.total.minor > 0
            && i128::from(price.paid.minor) * whole < i128::from(price.total.minor) * share;
        met(
            below,
            format!("{}/{} of the price or more is paid: the car is protected", self.numerator, self.denominator),
            "get a court order, or the debtor's informed consent at the time of taking",
        )
    }

    fn problem(&self) -> Option<(&'static str, &'static str)> {
        let good = self.numerator > 0 && self.numerator <= self.denominator;
        (!good).then_some(("numerator", "1 up to the denominator"))
    }
}

/// No hold is open; pending ones count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoOpenHold {
    /// Before what.
    pub before: BTreeSet<GateActionKind>,
}

impl Test for NoOpenHold {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if spared(scene, &self.before) {
            return Ok(());
        }
        let holds = need(scene.facts.taking.open_holds, "how many holds are open")?;
        met(holds == 0, format!("{holds} holds are open"), "resolve and release the holds of the case")
    }
}

/// No other contractor has a live order for the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SingleOrder {
    /// Before what.
    pub before: BTreeSet<GateActionKind>,
}

impl Test for SingleOrder {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if spared(scene, &self.before) {
            return Ok(());
        }
        let others = need(scene.facts.taking.other_live_orders, "which other orders are live")?;
        met(others == 0, format!("{others} other orders for the same are live"), "withdraw the other orders first")
    }
}

/// A stay of bankruptcy ends all collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BankruptcyStay {
    /// Before what.
    pub before: BTreeSet<GateActionKind>,
}

impl Test for BankruptcyStay {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if spared(scene, &self.before) {
            return Ok(());
        }
        let stayed = need(scene.facts.debtor.bankruptcy_stay, "whether a stay of bankruptcy is in force")?;
        met(!stayed, "a stay of bankruptcy is in force", "hold the case; ask the court for relief from the stay")
    }
}

/// Who serves is not taken from without a court, where contract and a payment are older than the service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MilitaryService {
    /// Days for which a check is good.
    pub check_days: u16,
    /// Before what.
    pub before: BTreeSet<GateActionKind>,
}

impl Test for MilitaryService {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if !scene.action.is_taking_of(&self.before) {
            return Ok(());
        }
        let check = need(scene.facts.debtor.military, "a check of military service")?;
        let age = (scene.local.date() - check.on).num_days();
        let fresh = (0..=i64::from(self.check_days)).contains(&age);
        met(fresh, format!("the check of military service is of {}", check.on), "check military service again")?;
        let by_court =
            scene.action.ground().is_some_and(|g| g.basis == LegalBasis::CourtOrder && g.reference.is_some())
                || scene.facts.taking.court_order == Some(true);
        met(
            !(check.active && check.contract_before_service) || by_court,
            "the debtor serves, and contract and payment are older than the service",
            "hold the case, or get a court order",
        )
    }
}

/// The lien is registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LienRegistered {
    /// Before what.
    pub before: BTreeSet<GateActionKind>,
}

impl Test for LienRegistered {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if !scene.action.is_taking_of(&self.before) {
            return Ok(());
        }
        let registered = need(scene.facts.debt.lien_registered, "whether the lien is registered")?;
        met(registered, "the lien is not registered: a buyer in good faith may keep the car", "register the lien")
    }
}

/// A clause that lets the lender sell by itself is no right to take the car.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelfSaleClause {}

impl Test for SelfSaleClause {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let clause = scene.action.takes() && scene.facts.debt.self_sale_clause == Some(true);
        met(
            !clause,
            "the contract's clause on sale gives no right to take the car",
            "rest the taking on the legal basis alone",
        )
    }
}
