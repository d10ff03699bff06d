//! Notices before actions, and what they say. Whether their time has run is judged by the requirement itself.

use super::super::{
    DayCount, GateAction, GateActionKind, GateFacts, NoticeItem, NoticeKind, Product, Rule, ServiceMethod,
};
use super::{Finding, Met, NoticeRequirement, Scene, Test, met, names, need};
use chrono::Days;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A notice must have been served, and its time have run, before some actions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeBefore {
    /// Which.
    pub notice: NoticeKind,
    /// Before what.
    pub before: BTreeSet<GateActionKind>,
    /// Full days between service and action; neither of their two days counts.
    pub days: u16,
    /// Which days count.
    #[serde(default = "every_day")]
    pub counted: DayCount,
    /// How it may be served; empty for any way.
    #[serde(default)]
    pub methods: BTreeSet<ServiceMethod>,
    /// Days for which it is good; for ever without.
    #[serde(default)]
    pub valid_days: Option<u16>,
    /// What it must say.
    #[serde(default)]
    pub items: BTreeSet<NoticeItem>,
    /// Contracts that are meant; empty for all.
    #[serde(default)]
    pub products: BTreeSet<Product>,
    /// Only before consumers' cars are touched.
    #[serde(default)]
    pub consumers_only: bool,
    /// Not where the debtor hands the car over, knowing that they need not.
    #[serde(default)]
    pub unless_consent: bool,
}

fn every_day() -> DayCount {
    DayCount::Calendar
}

impl NoticeBefore {
    /// As a requirement of `rule`.
    pub fn requirement(&self, rule: &Rule) -> NoticeRequirement {
        NoticeRequirement {
            notice: self.notice,
            rule: rule.id.clone(),
            source: rule.source.clone(),
            before: self.before.clone(),
            days: self.days,
            counted: self.counted,
            methods: self.methods.clone(),
            valid_days: self.valid_days,
            items: self.items.clone(),
        }
    }

    /// Whether a case is meant. Of what is not known the notice is wanted.
    pub fn concerns(&self, facts: &GateFacts) -> bool {
        let of_product = self.products.is_empty() || facts.debt.product.is_none_or(|p| self.products.contains(&p));
        let agreed = self.unless_consent && facts.taking.informed_consent == Some(true);
        of_product && !agreed && !(self.consumers_only && facts.debt.consumer == Some(false))
    }
}

fn judged(requirement: &NoticeRequirement, scene: &Scene<'_>) -> Met {
    let notices = need(scene.facts.notices.as_ref(), "which notices were served")?;
    let gap = requirement.gap(notices, scene.local, scene.holidays);
    gap.map_or(Ok(()), |refusal| Err(Finding::new(refusal.message, refusal.remedy)))
}

impl Test for NoticeBefore {
    fn test(&self, scene: &Scene<'_>) -> Met {
        // An agency is announced before it visits, too; the other notices are about the car.
        let meant = match self.notice {
            NoticeKind::Outsourcing => scene.action.is_one_of(&self.before),
            _ => scene.action.is_taking_of(&self.before),
        };
        if !meant || !self.concerns(scene.facts) {
            return Ok(());
        }
        judged(&self.requirement(scene.rule), scene)
    }

    fn problem(&self) -> Option<(&'static str, &'static str)> {
        match (self.before.is_empty(), self.days) {
            (true, _) => Some(("before", "name at least one action")),
            (_, 367..) => Some(("days", "0 to 366 days")),
            _ => None,
        }
    }
}

/// The debtor may cure the default before the car is touched: the period of one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RightToCure {
    /// Full days between service and the next step.
    pub days: u16,
    /// How the notice may be served; empty for any way.
    #[serde(default)]
    pub methods: BTreeSet<ServiceMethod>,
}

impl RightToCure {
    /// As a requirement of `rule`.
    pub fn requirement(&self, rule: &Rule) -> NoticeRequirement {
        NoticeRequirement {
            notice: NoticeKind::RightToCure,
            rule: rule.id.clone(),
            source: rule.source.clone(),
            before: [GateActionKind::Authorise, GateActionKind::Dispatch, GateActionKind::Take].into(),
            days: self.days,
            counted: DayCount::Calendar,
            methods: self.methods.clone(),
            valid_days: None,
            items: [NoticeItem::Amount, NoticeItem::RemedyBy].into(),
        }
    }
}

impl Test for RightToCure {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if !scene.action.takes() || scene.facts.debt.consumer == Some(false) {
            return Ok(());
        }
        judged(&self.requirement(scene.rule), scene)
    }

    fn problem(&self) -> Option<(&'static str, &'static str)> {
        (!(1..=366).contains(&self.days)).then_some(("days", "1 to 366 days"))
    }
}

/// A cure notice is good for so long, and not after the debtor moved to another state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CureNoticeAge {
    /// Days.
    pub days: u16,
}

impl Test for CureNoticeAge {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if !scene.action.takes() {
            return Ok(());
        }
        let cure = |n: &&super::super::NoticeFact| n.notice == NoticeKind::RightToCure;
        let newest = scene.facts.notices.iter().flatten().filter(cure).map(|n| n.served_on).max();
        let Some(newest) = newest else { return Ok(()) };
        let last = newest.checked_add_days(Days::new(u64::from(self.days))).unwrap_or(newest);
        let remedy = "serve the right to cure notice anew";
        met(scene.local.date() <= last, format!("the cure notice of {newest} was good until {last}"), remedy)?;
        let moved = scene.facts.debtor.moved_in_on.filter(|moved| *moved > newest);
        met(moved.is_none(), format!("the debtor moved after the cure notice of {newest}"), remedy)
    }
}

/// What a notice must say, checked when it is served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeContents {
    /// Which notice.
    pub notice: NoticeKind,
    /// What it must say.
    pub items: BTreeSet<NoticeItem>,
    /// Only towards consumers.
    #[serde(default)]
    pub consumers_only: bool,
}

impl Test for NoticeContents {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let GateAction::ServeNotice { notice, items, .. } = scene.action else { return Ok(()) };
        if *notice != self.notice || (self.consumers_only && scene.facts.debt.consumer == Some(false)) {
            return Ok(());
        }
        let missing = names(self.items.difference(items).copied(), NoticeItem::name);
        met(missing.is_empty(), format!("the {notice} notice does not say: {missing}"), format!("add {missing}"))
    }
}

/// Rules differ by state or province: it must be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionKnown {
    /// Before what.
    pub before: BTreeSet<GateActionKind>,
}

impl Test for RegionKnown {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if !scene.action.is_taking_of(&self.before) {
            return Ok(());
        }
        need(scene.place.region.as_ref(), "in which state or province the debtor lives, as in US-MA").map(|_| ())
    }
}
