//! Typed reading of one object's fields, with errors that name the field and say what to send.

use super::JsonError;
use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::ops::RangeInclusive;

/// An object being read.
pub(super) struct Fields<'a> {
    pub report: usize,
    /// Where the object is, to put before a field's name: empty, or `cells[1].`.
    pub place: String,
    pub object: &'a Map<String, Value>,
}

impl<'a> Fields<'a> {
    pub fn problem(&self, field: &str, problem: impl Into<String>) -> JsonError {
        JsonError::Field { report: self.report, field: format!("{}{field}", self.place), problem: problem.into() }
    }

    fn wrong(&self, field: &str, found: &Value, wanted: &str) -> JsonError {
        let found = match found {
            Value::Number(_) | Value::Bool(_) => found.to_string(),
            // Cut, since it comes from outside and goes into a log.
            Value::String(text) => format!("{:?}", text.chars().take(40).collect::<String>()),
            other => kind_of(other).to_owned(),
        };
        self.problem(field, format!("{found} does not fit; send {wanted}"))
    }

    /// The field, unless it is absent or `null`.
    pub fn given(&self, field: &str) -> Option<&'a Value> {
        self.object.get(field).filter(|v| !v.is_null())
    }

    /// Refuses fields other than `known`.
    pub fn only(&self, known: &[&str]) -> Result<(), JsonError> {
        let Some(unknown) = self.object.keys().find(|k| !known.contains(&k.as_str())) else { return Ok(()) };
        let shown: String = unknown.chars().take(40).collect();
        let problem = match suggestion(unknown, known) {
            Some(meant) => format!("no such field; did you mean {meant}?"),
            None => "no such field; leave it out or send it within attributes".to_owned(),
        };
        Err(self.problem(&shown, problem))
    }

    pub fn text(&self, field: &str, wanted: &str) -> Result<Option<&'a str>, JsonError> {
        let Some(value) = self.given(field) else { return Ok(None) };
        value.as_str().map(Some).ok_or_else(|| self.wrong(field, value, wanted))
    }

    pub fn flag(&self, field: &str) -> Result<Option<bool>, JsonError> {
        let Some(value) = self.given(field) else { return Ok(None) };
        value.as_bool().map(Some).ok_or_else(|| self.wrong(field, value, "true or false"))
    }

    pub fn number(&self, field: &str, range: RangeInclusive<f64>, unit: &str) -> Result<Option<f64>, JsonError> {
        let Some(value) = self.given(field) else { return Ok(None) };
        let number = value.as_f64().filter(|n| range.contains(n));
        let wanted = || format!("a number from {} to {} ({unit})", range.start(), range.end());
        number.map(Some).ok_or_else(|| self.wrong(field, value, &wanted()))
    }

    pub fn whole<T: TryFrom<i64>>(
        &self,
        field: &str,
        range: RangeInclusive<i64>,
        unit: &str,
    ) -> Result<Option<T>, JsonError> {
        let Some(value) = self.given(field) else { return Ok(None) };
        let number = value.as_i64().filter(|n| range.contains(n)).and_then(|n| T::try_from(n).ok());
        let wanted = || format!("a whole number from {} to {} ({unit})", range.start(), range.end());
        number.map(Some).ok_or_else(|| self.wrong(field, value, &wanted()))
    }

    pub fn time(&self, field: &str) -> Result<Option<DateTime<Utc>>, JsonError> {
        let wanted = "a time with its zone, as 2026-03-01T08:15:00Z";
        let Some(text) = self.text(field, wanted)? else { return Ok(None) };
        let time = DateTime::parse_from_rfc3339(text).ok();
        time.map(|t| Some(t.to_utc())).ok_or_else(|| self.wrong(field, &Value::from(text), wanted))
    }

    /// One of the names of a `snake_case` enumeration.
    pub fn choice<T: DeserializeOwned>(&self, field: &str, names: &str) -> Result<Option<T>, JsonError> {
        let Some(value) = self.given(field) else { return Ok(None) };
        let choice = T::deserialize(value);
        choice.map(Some).map_err(|_| self.wrong(field, value, &format!("one of {names}")))
    }

    /// The items of a list of at most `most`.
    pub fn list(&self, field: &str, most: usize) -> Result<&'a [Value], JsonError> {
        match self.given(field) {
            None => Ok(&[]),
            Some(Value::Array(items)) if items.len() <= most => Ok(items),
            Some(Value::Array(items)) => {
                Err(self.problem(field, format!("{} items, over the limit of {most}; send fewer", items.len())))
            }
            Some(other) => Err(self.wrong(field, other, "an array")),
        }
    }

    /// The objects of a list.
    pub fn objects(&self, field: &str, most: usize) -> Result<Vec<Fields<'a>>, JsonError> {
        let items = self.list(field, most)?.iter().enumerate();
        items
            .map(|(index, item)| match item {
                Value::Object(object) => {
                    Ok(Fields { report: self.report, place: format!("{}{field}[{index}].", self.place), object })
                }
                other => Err(self.wrong(&format!("{field}[{index}]"), other, "an object")),
            })
            .collect()
    }
}

/// What a value is, in words.
pub(super) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// The field a name from other formats most likely means.
fn suggestion<'k>(unknown: &str, known: &[&'k str]) -> Option<&'k str> {
    let lower = unknown.to_ascii_lowercase();
    let meant = match lower.as_str() {
        "latitude" => "lat",
        "longitude" | "lng" => "lon",
        "timestamp" | "devicetime" | "datetime" | "ts" => "time",
        "fixtime" => "fix_time",
        "heading" | "bearing" => "course_deg",
        "id" | "deviceid" | "device_id" | "device" => "imei",
        "alarm" | "alert" => "alarms",
        "sat" | "sats" => "satellites",
        "power" | "voltage" => "external_power_mv",
        "charge" => "external_power_present",
        "batterylevel" | "batt" => "battery_pct",
        "battery" => "battery_mv",
        "rssi" => "gsm_rssi_dbm",
        "acc" => "ignition",
        "door" => "door_open",
        other => known.iter().find(|k| k.strip_prefix(other).is_some_and(|rest| rest.starts_with('_')))?,
    };
    known.iter().copied().find(|k| *k == meant)
}
