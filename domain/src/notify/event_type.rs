//! What happened, by the names that the event table has for it, and patterns over such names.

use crate::alert::Severity;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// Longest name, characters.
const MAX_CHARS: usize = 100;

/// Events of this kind are about deliveries themselves: only a pattern that names them takes them, so that a broken
/// address does not report itself to itself.
const OWN: &str = "delivery";

/// A kind of thing and what happened to it: `case.flagged`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventType(String);

impl EventType {
    /// From the columns of the event table. Some actions carry their kind already (`alert.raised`).
    pub fn of(entity_kind: &str, action: &str) -> EventType {
        let prefixed = action.strip_prefix(entity_kind).is_some_and(|rest| rest.starts_with('.'));
        let name = if prefixed { action.to_owned() } else { format!("{entity_kind}.{action}") };
        EventType(name.chars().take(MAX_CHARS).collect())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is about a delivery.
    pub fn is_own(&self) -> bool {
        self.0.split('.').next() == Some(OWN)
    }
}

impl std::fmt::Display for EventType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Which events: a name, the beginning of one with `*` behind it, or `*` for all.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pattern(String);

impl Pattern {
    /// Checks.
    ///
    /// # Errors
    /// `event_pattern`: not lower-case letters, digits, `_` and `.`, with `*` at the end only.
    pub fn new(text: &str) -> Result<Pattern, Refusal> {
        let name = text.strip_suffix('*').unwrap_or(text);
        let plain = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.');
        if text.is_empty() || text.len() > MAX_CHARS || !plain {
            return Err(Refusal::new(
                "event_pattern",
                format!("{:?} is no pattern of events", text.chars().take(MAX_CHARS).collect::<String>()),
                "write a name as in the event log (case.flagged), its beginning with * (case.*, case.hold_*), or *",
            ));
        }
        Ok(Pattern(text.to_owned()))
    }

    /// Whether an event is meant.
    pub fn matches(&self, event: &EventType) -> bool {
        let meant = match self.0.strip_suffix('*') {
            Some(prefix) => event.0.starts_with(prefix),
            None => event.0 == self.0,
        };
        let names_own = self.0.split('.').next() == Some(OWN);
        meant && (names_own || !event.is_own())
    }
}

impl TryFrom<String> for Pattern {
    type Error = Refusal;
    fn try_from(text: String) -> Result<Pattern, Refusal> {
        Pattern::new(&text)
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> String {
        pattern.0
    }
}

/// How urgent events are that do not say so themselves; the first that matches counts, what is not listed is `info`.
const SEVERITIES: &[(&str, Severity)] = &[
    ("case.authorisation_requested", Severity::High),
    ("case.hold_placed", Severity::High),
    ("case.rejected", Severity::Warn),
    ("case.authorised", Severity::Warn),
    ("case.flagged", Severity::Warn),
    ("case.hold_*", Severity::Warn),
    ("case.reopened", Severity::Warn),
    ("command.failed", Severity::Warn),
    ("order.incident*", Severity::Critical),
    ("order.withdrawn", Severity::High),
    ("order.access_revoked", Severity::High),
    ("order.offered_to", Severity::High),
    ("offer.*", Severity::Warn),
    ("complaint.received", Severity::Warn),
    ("complaint.deadline_near", Severity::High),
    ("complaint.deadline_missed", Severity::Critical),
    ("delivery.dead", Severity::High),
];

/// How urgent an event is: as its data says (`severity`), else as the table of events has it.
pub fn severity_of(event: &EventType, data: &serde_json::Value) -> Severity {
    let said = data.get("severity").and_then(|s| s.as_str()).and_then(Severity::from_name);
    let listed = || {
        let meant = |pattern: &str| match pattern.strip_suffix('*') {
            Some(prefix) => event.0.starts_with(prefix),
            None => event.0 == pattern,
        };
        SEVERITIES.iter().find(|(pattern, _)| meant(pattern)).map(|(_, severity)| *severity)
    };
    said.or_else(listed).unwrap_or(Severity::Info)
}
