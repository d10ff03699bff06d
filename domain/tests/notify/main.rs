//! Who is told of what: patterns, hours, retries, the machine of a delivery, words and gateways.

mod gateway;
mod hours;
mod machine;
mod routing;
mod words;

use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::alert::Severity;
use lienwatch_domain::ids::*;
use lienwatch_domain::language::Language;
use lienwatch_domain::notify::*;
use lienwatch_domain::reason::Reason;
use serde_json::{Value, json};
use uuid::Uuid;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// Noon in Shanghai.
fn now() -> DateTime<Utc> {
    at("2026-04-10T04:00:00Z")
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}

fn pattern(text: &str) -> Pattern {
    Pattern::new(text).expect("a pattern")
}

fn event(kind: &str, action: &str) -> EventType {
    EventType::of(kind, action)
}

fn facts(kind: &str, action: &str, data: Value) -> Facts {
    Facts::of(kind, id(5), action, now(), &data)
}

fn rule(text: Value) -> Rule {
    serde_json::from_value(text).expect("a rule")
}
