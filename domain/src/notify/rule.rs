//! A routing rule: which events, how urgent, at which hours, whom, and who comes next.

use super::{EventType, Pattern, QuietHours, Step, TemplateText};
use crate::alert::Severity;
use crate::language::Language;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

wire_names! {
    /// What makes the next recipient unnecessary.
    Unless {
        /// A delivery of the rule got through.
        Delivered = "delivered",
        /// Somebody acknowledged one, or acted on the thing itself (took the alert, decided on the case).
        Acknowledged = "acknowledged",
    }
}

/// Who is told next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// After so many minutes, 1 to 10 080, counted from when the step before was due.
    pub after_min: u32,
    /// Unless this has happened.
    pub unless: Unless,
    /// Whom, and how.
    pub then: Step,
}

/// Recipient × event × severity × hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Any of these.
    pub events: Vec<Pattern>,
    /// At least so urgent.
    #[serde(default = "lowest")]
    pub min_severity: Severity,
    /// Whom, and how.
    pub first: Step,
    /// Who comes next, in order.
    #[serde(default)]
    pub escalate: Vec<Escalation>,
    /// When not.
    #[serde(default)]
    pub quiet_hours: Option<QuietHours>,
    /// In which language, where the recipient has none of their own.
    #[serde(default = "english")]
    pub language: Language,
    /// In own words.
    #[serde(default)]
    pub template: Option<TemplateText>,
}

pub(super) fn english() -> Language {
    Language::En
}

fn lowest() -> Severity {
    Severity::Info
}

impl Rule {
    /// Most patterns.
    pub const MOST_EVENTS: usize = 50;
    /// Most steps after the first.
    pub const MOST_ESCALATIONS: usize = 5;
    /// Longest wait before a step, minutes: a week.
    pub const LONGEST_MIN: u32 = 10_080;

    /// Whether it can work.
    ///
    /// # Errors
    /// Names what cannot: no or too many events, a way that does not reach its recipient, a wait out of range, hours
    /// that leave no time, a template with an unknown field.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.events.is_empty() || self.events.len() > Self::MOST_EVENTS {
            return Err(Refusal::new("rule_events", "a rule is about 1 to 50 patterns of events", "e.g. [\"case.*\"]"));
        }
        if self.escalate.len() > Self::MOST_ESCALATIONS {
            return Err(Refusal::new("rule_escalations", "too many escalations", "at most five"));
        }
        let out_of_range = |e: &&Escalation| !(1..=Self::LONGEST_MIN).contains(&e.after_min);
        if let Some(bad) = self.escalate.iter().find(out_of_range) {
            let message = format!("{} minutes is no wait", bad.after_min);
            return Err(Refusal::new("rule_wait", message, "after_min is 1 to 10080"));
        }
        self.steps().try_for_each(Step::check)?;
        self.quiet_hours.as_ref().map_or(Ok(()), QuietHours::check)?;
        self.template.as_ref().map_or(Ok(()), TemplateText::check)
    }

    /// The first step and those that follow.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        std::iter::once(&self.first).chain(self.escalate.iter().map(|e| &e.then))
    }

    /// Whether an event is the rule's.
    pub fn takes(&self, event: &EventType, severity: Severity) -> bool {
        severity >= self.min_severity && self.events.iter().any(|p| p.matches(event))
    }

    /// The step of a level: 0 the first, then the escalations.
    pub fn step(&self, level: usize) -> Option<&Step> {
        self.steps().nth(level)
    }

    /// What leads from a level to the next, if anything does.
    pub fn next(&self, level: usize) -> Option<&Escalation> {
        self.escalate.get(level)
    }
}
