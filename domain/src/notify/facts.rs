//! What a message may say of an event: typed fields under listed names. What people wrote stays where it is.

use super::{EventType, NamedBy};
use crate::alert::Severity;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

wire_names! {
    /// A field of a message.
    Field {
        /// The event's type.
        Event = "event",
        /// How urgent.
        Severity = "severity",
        /// When it happened, in the recipient's zone.
        At = "at",
        /// Which thing, e.g. `case 0190…`.
        Reference = "reference",
        /// Where it is read.
        Link = "link",
        /// Whose business it is: the lender's name.
        Lender = "lender",
        /// Plate, or else VIN, of the vehicle: vehicle identity.
        Vehicle = "vehicle",
        /// What an alert is about.
        Type = "type",
        /// What kind of hold, order, command, document.
        Kind = "kind",
        /// State.
        State = "state",
        /// State before.
        From = "from",
        /// State after.
        To = "to",
        /// Which rule decided.
        Rule = "rule",
        /// How a case was closed.
        CloseReason = "close_reason",
        /// How an alert was decided.
        Verdict = "verdict",
        /// On what ground.
        Basis = "basis",
        /// Days-past-due bucket.
        Bucket = "bucket",
        /// Whether a hold still waits for contractors.
        Pending = "pending",
        /// An amount, in minor units.
        AmountMinor = "amount_minor",
        /// Of which currency.
        Currency = "currency",
        /// Until when.
        Deadline = "deadline",
        /// An offer's or order's time of expiry.
        ExpiresAt = "expires_at",
        /// An offer stands until then.
        Until = "until",
        /// A letter holds until then.
        ValidTo = "valid_to",
        /// Why it failed.
        Failure = "failure",
        /// How often it was tried.
        Attempts = "attempts",
        /// By which way.
        Channel = "channel",
        /// Probability or score, 0 to 1.
        Score = "score",
    }
}

impl Field {
    /// Fields that are read from the event's own data, under the same name.
    fn of_data() -> impl Iterator<Item = Field> {
        let set_by_us = [Field::Event, Field::Severity, Field::At, Field::Reference, Field::Link, Field::Lender];
        Field::ALL.iter().copied().filter(move |f| !set_by_us.contains(f) && *f != Field::Vehicle)
    }

    /// Whether it tells which vehicle it is: then only who sees plates unasked gets it.
    pub fn identifies_vehicle(self) -> bool {
        self == Field::Vehicle
    }
}

/// What a recipient sees without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sight {
    /// VIN and plate.
    pub vehicle_identity: bool,
}

impl Sight {
    /// Nothing that names a car.
    pub const NOTHING: Sight = Sight { vehicle_identity: false };
    /// Cars by their plates.
    pub const CARS: Sight = Sight { vehicle_identity: true };

    /// Of a person with a role: as the table of roles has it (which is compared with this in its tests).
    pub fn of_role(role: &str) -> Sight {
        match role {
            "admin" | "supervisor" | "risk_officer" | "legal" | "yard_clerk" => Sight::CARS,
            _ => Sight::NOTHING,
        }
    }
}

/// An event, as messages know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// What happened.
    pub event: EventType,
    /// How urgent.
    pub severity: Severity,
    /// When.
    pub at: DateTime<Utc>,
    /// What it happened to.
    pub entity_kind: String,
    /// Which.
    pub entity_id: Uuid,
    /// Listed fields.
    pub fields: BTreeMap<Field, String>,
    /// Whom the event names.
    pub named: BTreeMap<NamedBy, Uuid>,
}

impl Facts {
    /// Of an event row. Only what has the form of a name, a number, a time or an id is taken from its data: a text that
    /// somebody wrote, which may hold anything, does not get out this way.
    pub fn of(entity_kind: &str, entity_id: Uuid, action: &str, at: DateTime<Utc>, data: &serde_json::Value) -> Facts {
        let event = EventType::of(entity_kind, action);
        let severity = super::severity_of(&event, data);
        let fields = Field::of_data().filter_map(|f| Some((f, plain(data.get(f.name())?)?))).collect();
        let named = NamedBy::ALL.iter().filter_map(|by| Some((*by, named(data, by.name())?))).collect();
        Facts { event, severity, at, entity_kind: entity_kind.to_owned(), entity_id, fields, named }
    }

    /// With a field that the event's data does not hold.
    pub fn with(mut self, field: Field, value: Option<String>) -> Facts {
        if let Some(value) = value {
            self.fields.insert(field, value);
        }
        self
    }
}

/// Longest value taken, characters.
const LONGEST: usize = 64;

fn plain(value: &serde_json::Value) -> Option<String> {
    use serde_json::Value;
    match value {
        Value::Bool(yes) => Some(yes.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => {
            let name = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.');
            let currency = text.len() == 3 && text.chars().all(|c| c.is_ascii_uppercase());
            let time = DateTime::parse_from_rfc3339(text).is_ok();
            (!text.is_empty() && text.len() <= LONGEST && (name || currency || time)).then(|| text.clone())
        }
        // An enum with data carries its own name under `kind` or `state`.
        Value::Object(map) => ["kind", "state"].iter().find_map(|k| plain(map.get(*k)?)),
        _ => None,
    }
}

/// An id under a name or the name with `_id`, bare or as `{"kind": "user", "id": …}`.
fn named(data: &serde_json::Value, name: &str) -> Option<Uuid> {
    let value = data.get(name).or_else(|| data.get(format!("{name}_id")))?;
    let id = value.get("id").unwrap_or(value);
    id.as_str().and_then(|text| text.rsplit(':').next()).and_then(|text| text.parse().ok())
}
