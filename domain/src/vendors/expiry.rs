//! Papers that end soon: the alarms of `domain.md` A7.1.

use super::agents::{Agent, AgentStage};
use super::{DocumentKind, Quarter, Stage, Vendor, VendorPolicy};
use crate::ids::{AgentId, VendorId};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// What ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Expiring {
    /// A paper of the vendor that it needs for an order it takes.
    Document {
        /// Which.
        document: DocumentKind,
    },
    /// A person's certificate.
    Certificate {
        /// Whose.
        agent: AgentId,
    },
    /// The look into a person's record.
    Background {
        /// Whose.
        agent: AgentId,
    },
    /// A person's training.
    Training {
        /// Whose.
        agent: AgentId,
    },
    /// The quarter after which the vendor must be marked; due a quarter later.
    Rating {
        /// Which quarter.
        quarter: Quarter,
    },
}

/// One alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expiry {
    /// Of which vendor.
    pub vendor: VendorId,
    /// What ends.
    #[serde(flatten)]
    pub what: Expiring,
    /// Last day on which it counts.
    pub last_day: NaiveDate,
    /// Days from today until then; negative: it has ended.
    pub days_left: i64,
}

/// What of a vendor and its people ends within so many days, or has ended, soonest first. Papers the vendor does not
/// need, people who left and vendors that are terminated raise no alarm.
pub fn expiring(
    vendor: &Vendor,
    agents: &[Agent],
    within_days: u32,
    today: NaiveDate,
    policy: &VendorPolicy,
) -> Vec<Expiry> {
    if matches!(vendor.stage, Stage::Terminated { .. }) {
        return vec![];
    }
    let mut ends: Vec<(Expiring, NaiveDate)> = documents(vendor, policy);
    ends.extend(agents.iter().filter(|a| a.vendor == vendor.id).flat_map(|a| person(a, policy)));
    ends.extend(rating(vendor));
    let mut alarms: Vec<Expiry> = ends
        .into_iter()
        .map(|(what, last_day)| Expiry { vendor: vendor.id, what, last_day, days_left: (last_day - today).num_days() })
        .filter(|e| e.days_left <= i64::from(within_days))
        .collect();
    alarms.sort_by_key(|e| (e.last_day, e.what));
    alarms
}

/// Of each kind the paper that lasts longest.
fn documents(vendor: &Vendor, policy: &VendorPolicy) -> Vec<(Expiring, NaiveDate)> {
    let kinds = vendor.profile.kinds.iter().flat_map(|kind| policy.documents_for(*kind));
    let needed: std::collections::BTreeSet<DocumentKind> = policy.required.iter().copied().chain(kinds).collect();
    let last = |document: DocumentKind| {
        let valid = || vendor.documents.iter().filter(|d| d.kind == document && d.revoked.is_none());
        let endless = valid().any(|d| d.expires_on.is_none());
        let last = valid().filter_map(|d| d.expires_on).max()?;
        (!endless).then_some((Expiring::Document { document }, last))
    };
    needed.into_iter().filter_map(last).collect()
}

fn person(agent: &Agent, policy: &VendorPolicy) -> Vec<(Expiring, NaiveDate)> {
    if matches!(agent.stage, AgentStage::Left { .. }) {
        return vec![];
    }
    let (id, file) = (agent.id, &agent.file);
    let after = |day: NaiveDate, days: u32| day.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX);
    [
        file.certificate.as_ref().map(|c| (Expiring::Certificate { agent: id }, c.last_day)),
        file.background.as_ref().map(|b| (Expiring::Background { agent: id }, after(b.on, policy.background_days))),
        file.training.as_ref().map(|t| (Expiring::Training { agent: id }, after(t.on, policy.training_days))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A quarter is marked before the next one ends.
fn rating(vendor: &Vendor) -> Option<(Expiring, NaiveDate)> {
    let quarter = match (vendor.latest_scorecard(), &vendor.stage) {
        (Some(card), _) => card.quarter.next(),
        (None, Stage::Active { since, .. }) => Quarter::of(since.date_naive()),
        (None, _) => return None,
    };
    Some((Expiring::Rating { quarter }, quarter.next().last_day()))
}
