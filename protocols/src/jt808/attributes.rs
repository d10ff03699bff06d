//! Short ways to note protocol extras.

use crate::message::{Alarm, Message, Name, Text, Value};

/// Notes extras on a message.
pub(super) trait Note {
    fn int(&mut self, name: impl Into<Name>, value: impl Into<i64>);
    fn float(&mut self, name: impl Into<Name>, value: f64);
    fn flag(&mut self, name: impl Into<Name>, value: bool);
    /// Nothing if it is empty.
    fn text(&mut self, name: impl Into<Name>, value: impl Into<Text>);
    /// Raises `alarm` if `is`.
    fn alarm_if(&mut self, is: bool, alarm: Alarm);
    /// A charge beyond 100 is no percentage: it is told as the extra `batteryLevel`, and believed by nobody.
    fn battery_percent(&mut self, percent: u32);
}

impl Note for Message {
    fn int(&mut self, name: impl Into<Name>, value: impl Into<i64>) {
        note(self, name.into(), Value::Int(value.into()));
    }

    fn float(&mut self, name: impl Into<Name>, value: f64) {
        note(self, name.into(), Value::Float(value));
    }

    fn flag(&mut self, name: impl Into<Name>, value: bool) {
        note(self, name.into(), Value::Bool(value));
    }

    fn text(&mut self, name: impl Into<Name>, value: impl Into<Text>) {
        let value = value.into();
        if !value.is_empty() {
            note(self, name.into(), Value::Text(value));
        }
    }

    fn alarm_if(&mut self, is: bool, alarm: Alarm) {
        if is {
            self.alarms.insert(alarm);
        }
    }

    fn battery_percent(&mut self, percent: u32) {
        match u8::try_from(percent) {
            Ok(percent @ 0..=100) => self.vitals.battery_pct = Some(percent),
            _ => self.int("batteryLevel", percent),
        }
    }
}

/// Extras come in numbers: the list grows less often than it would.
fn note(message: &mut Message, name: Name, value: Value) {
    const MANY: usize = 12;
    if message.attributes.len() == message.attributes.capacity() {
        message.attributes.reserve(MANY);
    }
    message.attributes.push((name, value));
}
