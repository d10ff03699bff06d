//! The gate: whether an action is allowed here and now, by which rules, and what would do. The strictest rule wins; every
//! rule that has something to say is listed. No rule allows: a rule more never allows what was denied.

use super::checks::{Check, CheckKind, Finding, Scene};
use super::{
    Approver, Calendar, Certainty, DebtorLocalTime, Effect, GateAction, GateFacts, Layer, NoticeRequirement, Pack,
    PackSet, PackVersion, Place, Rule,
};
use crate::refusal::{Params, Refusal, of_check};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// Which rules apply.
#[derive(Debug, Clone, Copy)]
pub struct Law<'a> {
    /// The law of the jurisdictions.
    pub packs: &'a PackSet,
    /// The places whose law the action touches: of the contract, of the debtor, of the car. All of them apply.
    pub places: &'a [Place],
    /// What the lender asks of itself.
    pub lender: &'a Pack,
    /// What the contract says.
    pub contract: &'a Pack,
}

impl<'a> Law<'a> {
    /// Every rule in force at `local`, with its layer and the place it is asked for. Rules of the lender and the contract
    /// are asked for the first place.
    pub(super) fn rules(&self, local: DebtorLocalTime) -> Vec<(&'a Layer, &'a Place, &'a Rule)> {
        let law = self.places.iter().filter_map(|place| self.packs.of(place.jurisdiction).map(|pack| (pack, place)));
        let own = self.places.first().into_iter().flat_map(|place| [(self.lender, place), (self.contract, place)]);
        let today = local.date();
        law.chain(own)
            .flat_map(|(pack, place)| pack.rules().iter().map(move |rule| (pack.layer(), place, rule)))
            .filter(|(_, place, rule)| rule.in_force(today) && rule.is_for(place.region.as_ref()))
            .collect()
    }

    fn stamps(&self) -> Vec<PackVersion> {
        let law = self.places.iter().filter_map(|place| self.packs.of(place.jurisdiction));
        let mut stamps: Vec<PackVersion> = law.chain([self.lender, self.contract]).map(Pack::stamp).collect();
        stamps.sort();
        stamps.dedup();
        stamps
    }
}

/// What the gate answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    /// It may be done.
    Allow,
    /// It may be done when each of these has agreed.
    NeedsApproval {
        /// Who, without those who have.
        by: Vec<Approver>,
    },
    /// It must not be done.
    Deny,
}

impl Outcome {
    /// How strict it is: allow, approval, deny.
    pub fn rank(&self) -> u8 {
        match self {
            Outcome::Allow => 0,
            Outcome::NeedsApproval { .. } => 1,
            Outcome::Deny => 2,
        }
    }
}

wire_names! {
    /// What a hit does, in order of strictness.
    HitEffect {
        /// People are told.
        Info = "info",
        /// People are warned.
        Warn = "warn",
        /// Approval was needed, and given.
        Approved = "approved",
        /// Approval is needed.
        Approve = "approve",
        /// It denies.
        Deny = "deny",
    }
}

/// A rule that had something to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleHit {
    /// The rule.
    pub rule: String,
    /// Whose rule.
    pub layer: Layer,
    /// For which place.
    pub place: Place,
    /// Which of its checks; none where the gate itself denies.
    pub check: Option<CheckKind>,
    /// Statute, standard or practice.
    pub source: String,
    /// How sure the rule is.
    pub certainty: Certainty,
    /// What it does.
    pub effect: HitEffect,
    /// Who must agree, where that is what it does.
    pub approver: Option<Approver>,
    /// It hit because a fact is not recorded.
    pub missing_fact: bool,
    /// What is wrong.
    pub message: String,
    /// What would satisfy it.
    pub remedy: String,
    /// What the check asks, by its parameters; those that list words are left out.
    #[serde(default, skip_serializing_if = "Params::is_empty")]
    pub terms: Params,
}

impl RuleHit {
    fn new(layer: &Layer, place: &Place, rule: &Rule, check: &Check, facts: &GateFacts, found: Finding) -> Self {
        let (effect, approver) = match rule.effect {
            Effect::Block | Effect::Require => (HitEffect::Deny, None),
            // What nobody looked up, nobody can agree to.
            Effect::Approve(_) if found.missing => (HitEffect::Deny, None),
            Effect::Approve(by) if facts.approved_by.contains(&by) => (HitEffect::Approved, Some(by)),
            Effect::Approve(by) => (HitEffect::Approve, Some(by)),
            Effect::Warn => (HitEffect::Warn, None),
            Effect::Info => (HitEffect::Info, None),
        };
        RuleHit {
            rule: rule.id.clone(),
            layer: layer.clone(),
            place: place.clone(),
            check: Some(check.kind()),
            source: rule.source.clone(),
            certainty: rule.certainty,
            effect,
            approver,
            missing_fact: found.missing,
            message: found.message,
            remedy: found.remedy,
            terms: check.terms(),
        }
    }

    /// As the state machines refuse.
    pub fn refusal(&self) -> Refusal {
        let refusal =
            Refusal::new(self.rule.clone(), format!("{} ({})", self.message, self.source), self.remedy.clone());
        let (rule, place) = (self.rule.as_str().into(), self.place.jurisdiction.name().into());
        let source = self.source.as_str().into();
        match self.check {
            Some(check) if self.missing_fact => {
                let of = [("rule", rule), ("place", place), ("source", source), ("check", check.name().into())];
                refusal.told("law.fact_missing", of)
            }
            Some(check) => {
                let terms = self.terms.iter().map(|(name, value)| (name.to_string(), value.clone())).collect();
                let of = [("rule", rule), ("place", place), ("source", source), ("terms", terms)];
                refusal.told(of_check(check.name()), of)
            }
            None => refusal.told("law.no_rules_on_file", []),
        }
    }
}

/// What the gate decided, with everything that is needed to say why. It is stored with its action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What it answers.
    pub outcome: Outcome,
    /// Every rule that had something to say, the strictest first.
    pub rules: Vec<RuleHit>,
    /// The places whose law was asked.
    pub places: Vec<Place>,
    /// The packs that were asked.
    pub packs: Vec<PackVersion>,
    /// When.
    pub at: DateTime<Utc>,
    /// The debtor's local time then, with its offset.
    pub local_time: String,
    /// The debtor's zone.
    pub zone: String,
}

impl Decision {
    /// The rules that deny, as refusals; those that want approval are not among them.
    pub fn refusals(&self) -> Vec<Refusal> {
        self.rules.iter().filter(|hit| hit.effect == HitEffect::Deny).map(RuleHit::refusal).collect()
    }

    /// Everything that keeps the action from being done now: what denies, and whose approval is missing.
    pub fn obstacles(&self) -> Vec<Refusal> {
        let asked = self.rules.iter().filter(|hit| hit.effect == HitEffect::Approve).map(|hit| {
            let by = hit.approver.map_or("", Approver::name);
            Refusal { remedy: format!("{}; or have it agreed by: {by}", hit.remedy), ..hit.refusal() }
        });
        self.refusals().into_iter().chain(asked).collect()
    }

    /// It may be done now.
    pub fn is_allowed(&self) -> bool {
        self.outcome == Outcome::Allow
    }
}

/// Whether `action` is allowed at `at`, where the debtor lives in `zone` and `holidays` are those of that place.
///
/// A rule that needs a fact which is not recorded denies, unless it could only warn. Without a place, and where no pack
/// is on file, nothing is allowed.
pub fn decide(
    action: &GateAction,
    law: &Law<'_>,
    facts: &GateFacts,
    at: DateTime<Utc>,
    zone: Tz,
    holidays: &Calendar,
) -> Decision {
    let local = DebtorLocalTime::new(at, zone);
    let mut rules: Vec<RuleHit> = unruled(law).into_iter().collect();
    for (layer, place, rule) in law.rules(local) {
        let scene = Scene { action, facts, local, holidays, place, rule };
        rules.extend(rule.find(&scene).map(|(check, found)| RuleHit::new(layer, place, rule, check, facts, found)));
    }
    rules.sort_by(|a, b| {
        let by = |hit: &RuleHit| (std::cmp::Reverse(hit.effect), hit.rule.clone(), hit.check, hit.message.clone());
        by(a).cmp(&by(b))
    });
    // Two places of one jurisdiction have most of their rules in common.
    rules.dedup_by(|a, b| (&a.rule, &a.layer, a.check, &a.message) == (&b.rule, &b.layer, b.check, &b.message));
    let mut by: Vec<Approver> =
        rules.iter().filter(|hit| hit.effect == HitEffect::Approve).filter_map(|hit| hit.approver).collect();
    by.sort();
    by.dedup();
    let outcome = match rules.first().map(|hit| hit.effect) {
        Some(HitEffect::Deny) => Outcome::Deny,
        _ if !by.is_empty() => Outcome::NeedsApproval { by },
        _ => Outcome::Allow,
    };
    let places = law.places.to_vec();
    Decision {
        outcome,
        rules,
        places,
        packs: law.stamps(),
        at,
        local_time: local.rfc3339(),
        zone: zone.name().to_owned(),
    }
}

/// A place without any law on file, or no place at all.
fn unruled(law: &Law<'_>) -> Option<RuleHit> {
    let without = law.places.iter().find(|place| law.packs.of(place.jurisdiction).is_none());
    if without.is_none() && !law.places.is_empty() {
        return None;
    }
    let place = without.cloned().unwrap_or(Place::of(super::Jurisdiction::Other));
    Some(RuleHit {
        rule: "no_rules_on_file".into(),
        layer: Layer::Law(place.jurisdiction),
        place,
        check: None,
        source: "this software".into(),
        certainty: Certainty::Firm,
        effect: HitEffect::Deny,
        approver: None,
        missing_fact: true,
        message: "no rules are on file for the place".into(),
        remedy: "record the place, and have a pack of its rules reviewed and loaded".into(),
        terms: Params::new(),
    })
}

/// The notices that a case needs, before which actions, by every rule in force at `local` that concerns its contract.
/// Where contract, consumer or consent are not recorded the notice is wanted.
pub fn required_notices(law: &Law<'_>, facts: &GateFacts, local: DebtorLocalTime) -> Vec<NoticeRequirement> {
    let denying =
        law.rules(local).into_iter().filter(|(.., rule)| matches!(rule.effect, Effect::Block | Effect::Require));
    let wanted = denying
        .flat_map(|(.., rule)| rule.checks.iter().map(move |check| (rule, check)))
        .filter(|(_, check)| check.concerns(facts))
        .filter_map(|(rule, check)| check.requirement(rule));
    wanted.fold(vec![], |mut all, requirement| {
        if !all.contains(&requirement) {
            all.push(requirement);
        }
        all
    })
}
