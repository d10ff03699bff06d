//! A rule: one row of the law of a place, of a lender's policy, or of a contract.

use super::checks::{Check, Finding, Scene};
use super::{Approver, Region};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

wire_names! {
    /// What a rule is about.
    Subject {
        /// Reaching people.
        Contact = "contact",
        /// Visiting.
        Visit = "visit",
        /// Taking the car.
        Recover = "recover",
        /// Notices.
        Notice = "notice",
        /// Selling.
        Sale = "sale",
        /// The money.
        Money = "money",
        /// Personal data.
        Data = "data",
        /// Devices.
        Device = "device",
        /// Contractors.
        Vendor = "vendor",
    }
}

wire_names! {
    /// How sure the row is. Nothing here is legal advice.
    Certainty {
        /// A requirement of the founding documents on collection practice.
        Seed = "S",
        /// Read in a primary text.
        Primary = "V1",
        /// Read in a secondary page.
        Secondary = "V2",
        /// Firm common knowledge.
        Firm = "K+",
        /// Engineering judgement.
        Judgement = "K",
        /// A weak guess, to be reviewed first.
        Weak = "K-",
    }
}

/// What follows when a rule is not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The action must not be done.
    Block,
    /// Something must be there first.
    Require,
    /// Somebody must agree.
    Approve(Approver),
    /// People are warned.
    Warn,
    /// People are told.
    Info,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its id, as a refusal names it, e.g. `CN-01`.
    pub id: String,
    /// In which state or province alone; everywhere in the jurisdiction without.
    #[serde(default)]
    pub region: Option<Region>,
    /// What it is about.
    pub subject: Subject,
    /// What it says, in one sentence.
    pub rule: String,
    /// The same in Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule_zh: Option<String>,
    /// What follows when it is not met.
    pub effect: Effect,
    /// What is checked. Each check is by itself.
    pub checks: Vec<Check>,
    /// Statute, standard or practice.
    pub source: String,
    /// The same in Chinese, where its place writes Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_zh: Option<String>,
    /// How sure the row is.
    pub certainty: Certainty,
    /// First day of force; always, without.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Last day of force; still, without.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// What a reviewer must know.
    #[serde(default)]
    pub note: Option<String>,
    /// The same in Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_zh: Option<String>,
    /// Who reviewed the row for this deployment.
    #[serde(default)]
    pub reviewed_by: Option<String>,
}

impl Rule {
    /// In force on `date`.
    pub fn in_force(&self, date: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= date) && self.to.is_none_or(|to| date <= to)
    }

    /// Meant for a place with this region. A rule for one region is not for a place whose region is not known: the
    /// jurisdiction's own rules say whether that must be known.
    pub fn is_for(&self, region: Option<&Region>) -> bool {
        self.region.is_none() || self.region.as_ref() == region
    }

    /// What its checks find.
    pub(super) fn find(&self, scene: &Scene<'_>) -> impl Iterator<Item = (&Check, Finding)> {
        self.checks.iter().filter_map(|check| check.test(scene).err().map(|finding| (check, finding)))
    }
}
