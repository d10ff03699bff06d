//! The words of a message.

use super::texts::text_of;
use super::{Facts, Field, Sight, Template, TemplateText, names};
use crate::language::Language;
use chrono::DateTime;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// Longest subject, characters.
const SUBJECT_CHARS: usize = 150;
/// Longest text, characters: what providers of SMS split into a handful of parts.
const TEXT_CHARS: usize = 1000;

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
}

/// Puts an event into words for one recipient: in their language and zone, and without what they do not see unasked.
pub fn compose(facts: &Facts, own: Option<&TemplateText>, lang: Language, zone: Tz, sight: Sight) -> Message {
    let lang = own.map_or(lang, |t| t.language);
    let (subject, text) = own
        .and_then(|t| Some((Template::parse(&t.subject).ok()?, Template::parse(&t.text).ok()?)))
        .unwrap_or_else(|| text_of(&facts.event, lang));
    let value = |field: Field| value(facts, field, lang, zone, sight);
    Message { subject: line(&subject.fill(value), SUBJECT_CHARS), text: cut(&text.fill(value), TEXT_CHARS) }
}

fn value(facts: &Facts, field: Field, lang: Language, zone: Tz, sight: Sight) -> Option<String> {
    if field.identifies_vehicle() && !sight.vehicle_identity {
        return None;
    }
    let local = |text: &str| {
        let at = DateTime::parse_from_rfc3339(text).ok()?.with_timezone(&zone);
        Some(at.format("%Y-%m-%d %H:%M").to_string())
    };
    match field {
        Field::Event => Some(facts.event.to_string()),
        Field::Severity => Some(names::shown(facts.severity.name(), lang)),
        Field::At => Some(facts.at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()),
        Field::Reference => Some(format!("{} {}", names::shown(&facts.entity_kind, lang), facts.entity_id)),
        Field::Vehicle | Field::Link | Field::Lender | Field::Currency => facts.fields.get(&field).cloned(),
        Field::Deadline | Field::ExpiresAt | Field::Until | Field::ValidTo => {
            facts.fields.get(&field).map(|text| local(text).unwrap_or_else(|| text.clone()))
        }
        _ => facts.fields.get(&field).map(|text| names::shown(text, lang)),
    }
}

/// Without line breaks and other control characters: nothing that came from outside opens a header of its own.
fn line(text: &str, most: usize) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    cut(plain.trim(), most)
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}
