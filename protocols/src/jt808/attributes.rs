//! Short ways to note protocol extras.

use crate::message::{Alarm, Cell, Message, Name, Text, Value, Wifi};

/// Notes extras on a message.
pub(super) trait Note {
    fn int(&mut self, name: impl Into<Name>, value: impl Into<i64>);
    fn float(&mut self, name: impl Into<Name>, value: f64);
    fn flag(&mut self, name: impl Into<Name>, value: bool);
    /// Nothing if it is empty.
    fn text(&mut self, name: impl Into<Name>, value: impl Into<Text>);
    /// Raises `alarm` if `is`.
    fn alarm_if(&mut self, is: bool, alarm: Alarm);
    /// A cell; at most `more` others follow it.
    fn cell(&mut self, cell: Cell, more: usize);
    /// An access point; about `more` others follow it.
    fn access_point(&mut self, heard: Wifi, more: usize);
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

    fn cell(&mut self, cell: Cell, more: usize) {
        if self.cells.len() == self.cells.capacity() {
            self.cells.reserve(more + 1);
        }
        self.cells.push(cell);
    }

    fn access_point(&mut self, heard: Wifi, more: usize) {
        if self.wifi.len() == self.wifi.capacity() {
            self.wifi.reserve_exact(more + 1);
        }
        self.wifi.push(heard);
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
    if message.attributes.len() == message.attributes.capacity() {
        make_room(&mut message.attributes);
    }
    message.attributes.push((name, value));
}

/// For twelve, for twenty-one, then for twice as many. A kilobyte is what allocators have at hand; to grow what they
/// have given out already costs more than to ask for another and move.
#[cold]
fn make_room(list: &mut Vec<(Name, Value)>) {
    let room = match list.len() {
        0 => 12,
        1..21 => 21,
        held => held * 2,
    };
    let mut roomier = Vec::with_capacity(room);
    roomier.append(list);
    *list = roomier;
}
