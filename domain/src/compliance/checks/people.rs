//! Who acts: agents, contractors, and the people they meet.

use super::super::{Asked, Conduct, GateAction, GateActionKind, LenderKind, Performer};
use super::{Finding, Met, Scene, Test, met, names, need, spared};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// So many named agents have checked in at the place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinimumAgents {
    /// How many.
    pub agents: u8,
    /// Before what.
    pub before: BTreeSet<GateActionKind>,
}

impl Test for MinimumAgents {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if spared(scene, &self.before) {
            return Ok(());
        }
        let (there, wanted) = (need(scene.facts.field.agents, "which agents checked in")?, self.agents);
        met(
            there >= wanted,
            format!("{there} agents checked in, {wanted} are needed"),
            "have more agents check in there",
        )
    }
}

/// It is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordingOn {
    /// During what.
    pub during: BTreeSet<GateActionKind>,
}

impl Test for RecordingOn {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let silent =
            matches!(scene.action, GateAction::Contact { channel, .. } if *channel != super::super::Channel::Call);
        if silent || spared(scene, &self.during) {
            return Ok(());
        }
        met(need(scene.facts.field.recording, "whether it is being recorded")?, "nothing is recorded", "record it")
    }
}

/// A letter of authorisation that is good now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorisationLetter {
    /// Before what.
    pub before: BTreeSet<GateActionKind>,
}

impl Test for AuthorisationLetter {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if spared(scene, &self.before) {
            return Ok(());
        }
        let valid = need(scene.facts.field.letter_valid, "whether a letter of authorisation is valid")?;
        met(valid, "there is no valid letter of authorisation", "issue the letter of authorisation")
    }
}

/// The facts of the contractor who acts; nothing while the lender's own people do.
fn vendor<'a>(scene: &'a Scene<'_>, before: &BTreeSet<GateActionKind>) -> Result<Option<&'a Performer>, Finding> {
    if !before.contains(&scene.action.kind()) {
        return Ok(None);
    }
    let performer = need(scene.facts.field.performer.as_ref(), "who carries it out")?;
    Ok(matches!(performer, Performer::Vendor { .. }).then_some(performer))
}

/// The contractor is on the list that the lender publishes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VendorListed {
    /// Before what.
    pub before: BTreeSet<GateActionKind>,
}

impl Test for VendorListed {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let Some(Performer::Vendor { listed, .. }) = vendor(scene, &self.before)? else { return Ok(()) };
        let listed = need(*listed, "whether the contractor is on the published list")?;
        met(listed, "the contractor is not on the lender's published list", "publish it there, or use one that is")
    }
}

fn not_older(scene: &Scene<'_>, last: Option<NaiveDate>, days: u16, what: &str) -> Met {
    let last = need(last, &format!("when the contractor was last {what}"))?;
    let age = (scene.local.date() - last).num_days();
    met(
        (0..=i64::from(days)).contains(&age),
        format!("the contractor was last {what} on {last}, at most {days} days ago is allowed"),
        format!("have the contractor {what} first"),
    )
}

/// The contractor was evaluated in the last so many days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VendorEvaluated {
    /// Days.
    pub every_days: u16,
    /// Before what.
    pub before: BTreeSet<GateActionKind>,
}

impl Test for VendorEvaluated {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let Some(Performer::Vendor { evaluated_on, .. }) = vendor(scene, &self.before)? else { return Ok(()) };
        not_older(scene, *evaluated_on, self.every_days, "evaluated")
    }
}

/// The contractor was audited in the last so many days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VendorAudited {
    /// Days.
    pub every_days: u16,
    /// Before what.
    pub before: BTreeSet<GateActionKind>,
}

impl Test for VendorAudited {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let Some(Performer::Vendor { audited_on, .. }) = vendor(scene, &self.before)? else { return Ok(()) };
        not_older(scene, *audited_on, self.every_days, "audited")
    }
}

/// No complaint is open for longer than it may be. Days for which no holidays are on file count as the week has them, so
/// that a missing table makes the time shorter, not longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComplaintAnswered {
    /// Working days.
    pub working_days: u16,
    /// Before what.
    pub before: BTreeSet<GateActionKind>,
}

impl Test for ComplaintAnswered {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if spared(scene, &self.before) {
            return Ok(());
        }
        let Asked::On(since) = need(scene.facts.debtor.complaint, "whether a complaint is open")? else {
            return Ok(());
        };
        let due = scene.holidays.add_working_days(since, self.working_days);
        met(
            scene.local.date() <= due,
            format!("the complaint of {since} was to be answered by {due}"),
            "answer the complaint first",
        )
    }
}

/// Whether the debtor is vulnerable, and whether relief was considered, is asked before pressure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vulnerability {
    /// Relief must have been considered, too.
    pub forbearance: bool,
    /// Before what.
    pub before: BTreeSet<GateActionKind>,
}

impl Test for Vulnerability {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if spared(scene, &self.before) {
            return Ok(());
        }
        let debtor = &scene.facts.debtor;
        let vulnerable = need(debtor.vulnerable, "whether the debtor is vulnerable")?;
        met(!vulnerable, "the debtor is vulnerable", "have time and manner of it agreed by a second person")?;
        if !self.forbearance {
            return Ok(());
        }
        let considered = need(debtor.forbearance_considered, "whether relief was considered")?;
        met(considered, "relief was not considered", "consider time, a plan or other relief, and record it")
    }
}

/// After such conduct the police were told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PoliceReport {
    /// After which conduct.
    pub after: BTreeSet<Conduct>,
}

impl Test for PoliceReport {
    fn test(&self, scene: &Scene<'_>) -> Met {
        let field = &scene.facts.field;
        let bad: BTreeSet<Conduct> =
            field.conduct.iter().flatten().filter(|c| self.after.contains(c)).copied().collect();
        let concerned = scene.action.reaches().is_some() || scene.action.takes();
        if bad.is_empty() || !concerned {
            return Ok(());
        }
        let told = need(field.police_told, "whether the police were told")?;
        met(
            told,
            format!("the police were not told of: {}", names(bad, Conduct::name)),
            "report it to the police first",
        )
    }
}

/// The rule was written for lenders of these kinds. Others are told so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LenderScope {
    /// Which.
    pub kinds: BTreeSet<LenderKind>,
    /// On what it is told.
    pub on: BTreeSet<GateActionKind>,
}

impl Test for LenderScope {
    fn test(&self, scene: &Scene<'_>) -> Met {
        if spared(scene, &self.on) {
            return Ok(());
        }
        let kind = need(scene.facts.debt.lender_kind, "what kind of lender this is")?;
        met(
            self.kinds.contains(&kind),
            format!(
                "the conduct rules of this place were not written for a lender of kind {kind}; they are applied all the same"
            ),
            "have the rules for this lender reviewed",
        )
    }
}
