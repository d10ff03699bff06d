//! Where we differ from the reference on purpose, by rule, each with its reason and source.

use super::alarms::AlarmGap;
use super::compare::Mismatch;
use super::corpus::Packet;
use crate::message::Alarm;
use serde::Deserialize;

/// The rules of a `differences.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Differences {
    #[serde(default, rename = "rule")]
    rules: Vec<Rule>,
}

/// A `differences.toml` that is not one.
#[derive(Debug, thiserror::Error)]
pub enum BadDifferences {
    /// Not TOML, or not of this shape.
    #[error(transparent)]
    Toml(#[from] toml::de::Error),
    /// A rule that names an alarm we do not have.
    #[error("rule {number}: {name:?} is none of our alarms")]
    NoSuchAlarm {
        /// Counted from 1.
        number: usize,
        /// As written.
        name: String,
    },
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    protocol: String,
    /// The reference's name of the value.
    key: String,
    #[serde(default)]
    condition: Condition,
    /// Our value as reports print it; `*` is any, `absent` none. For `alarm`: one of our names.
    ours: String,
    /// The reference's value, likewise. For `alarm`: one of its names.
    reference: String,
    /// Why ours is right.
    #[expect(dead_code, reason = "every rule must state it; readers of the file need it")]
    reason: String,
    /// The document that proves ours.
    #[expect(dead_code, reason = "every rule must state it; readers of the file need it")]
    source: String,
}

/// Which packets a rule is about; what is left out holds for all.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Condition {
    /// The packet starts with these hex digits; `?` stands for any digit.
    #[serde(default)]
    starts: Option<String>,
    /// These hex digits are somewhere in the packet, from the start of a byte; `?` stands for any digit.
    #[serde(default)]
    contains: Option<String>,
    /// The device model the packet is read for.
    #[serde(default)]
    model: Option<String>,
}

impl Condition {
    fn holds(&self, packet: &Packet) -> bool {
        let hex = packet.hex.as_deref().unwrap_or("");
        let begins = |pattern: &str, hex: &str| {
            pattern.len() <= hex.len() && pattern.bytes().zip(hex.bytes()).all(|(p, h)| p == b'?' || p == h)
        };
        let starts = self.starts.as_deref().is_none_or(|pattern| begins(pattern, hex));
        let contains = self.contains.as_deref().is_none_or(|pattern| {
            (0..hex.len()).step_by(2).any(|at| hex.get(at..).is_some_and(|tail| begins(pattern, tail)))
        });
        starts && contains && self.model.as_deref().is_none_or(|model| packet.option_text("model") == Some(model))
    }
}

impl Rule {
    fn is_about(&self, protocol: &str, packet: &Packet, key: &str) -> bool {
        self.protocol == protocol && self.key == key && self.condition.holds(packet)
    }

    fn name(&self) -> String {
        format!("{}: ours {}, reference {}", self.key, self.ours, self.reference)
    }
}

/// What rules made of a packet's mismatches.
#[derive(Debug, Default)]
pub(super) struct Excused {
    /// Mismatches no rule covers.
    pub left: Vec<Mismatch>,
    /// Names of the rules that covered something.
    pub by: Vec<String>,
    /// Whether a rule about something other than alarm names was among them.
    pub beyond_alarm_names: bool,
}

impl Differences {
    /// Reads a `differences.toml`.
    pub fn parse(toml: &str) -> Result<Self, BadDifferences> {
        let differences: Differences = toml::from_str(toml)?;
        for (index, rule) in differences.rules.iter().enumerate() {
            if rule.key == "alarm"
                && !["*", "absent"].contains(&rule.ours.as_str())
                && Alarm::from_name(&rule.ours).is_none()
            {
                return Err(BadDifferences::NoSuchAlarm { number: index + 1, name: rule.ours.clone() });
            }
        }
        Ok(differences)
    }

    /// The rules this version of the decoders is published with.
    pub fn published() -> Self {
        Self::parse(include_str!("../../tests/differences.toml")).expect("a unit test reads the file that is built in")
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    pub(super) fn excuse(&self, protocol: &str, packet: &Packet, mismatches: Vec<Mismatch>) -> Excused {
        let mut excused = Excused::default();
        for mismatch in mismatches {
            let rules = self.rules.iter().filter(|r| r.is_about(protocol, packet, mismatch.key));
            let by = match &mismatch.alarms {
                Some(gap) => excuse_alarms(rules, gap),
                None => excuse_value(rules, &mismatch),
            };
            if by.is_empty() {
                excused.left.push(mismatch);
            } else {
                excused.beyond_alarm_names |= mismatch.alarms.is_none();
                excused.by.extend(by);
            }
        }
        excused.by.sort();
        excused.by.dedup();
        excused
    }
}

fn excuse_value<'r>(mut rules: impl Iterator<Item = &'r Rule>, mismatch: &Mismatch) -> Vec<String> {
    let matches = |pattern: &str, value: &str| pattern == "*" || pattern == value;
    let rule = rules.find(|r| matches(&r.ours, &mismatch.ours) && matches(&r.reference, &mismatch.reference));
    rule.map(Rule::name).into_iter().collect()
}

/// The rules that together explain every extra and every missing alarm; none if they do not.
fn excuse_alarms<'r>(rules: impl Iterator<Item = &'r Rule>, gap: &AlarmGap) -> Vec<String> {
    let (mut extra, mut missing) = (gap.extra.clone(), gap.missing.clone());
    let mut by = Vec::new();
    for rule in rules {
        let ours = Alarm::from_name(&rule.ours);
        let both_there = ours.is_none_or(|a| gap.ours.contains(a))
            && (rule.reference == "absent" || gap.reference.contains(&rule.reference));
        if !both_there {
            continue;
        }
        let before = extra.len() + missing.len();
        extra.retain(|a| Some(*a) != ours);
        missing.retain(|name| *name != rule.reference);
        if extra.len() + missing.len() < before {
            by.push(rule.name());
        }
    }
    if extra.is_empty() && missing.is_empty() { by } else { Vec::new() }
}

#[cfg(test)]
#[path = "differences_tests.rs"]
mod tests;
