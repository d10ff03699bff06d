//! Short ways to note protocol extras.

use super::text::{long_or_replaced, trim};
use crate::hex;
use crate::message::{Alarm, Cell, Message, Name, Text, Value, Wifi};
use crate::short::Short;

/// Notes extras on a message.
pub(super) trait Note {
    fn int(&mut self, name: impl Into<Name>, value: impl Into<i64>);
    fn float(&mut self, name: impl Into<Name>, value: f64);
    fn flag(&mut self, name: impl Into<Name>, value: bool);
    /// Nothing if it is empty.
    fn text(&mut self, name: impl Into<Name>, value: impl Into<Text> + AsRef<str>);
    /// What stands in a field of ASCII: see [`ascii`](super::text::ascii).
    fn ascii(&mut self, name: impl Into<Name>, field: &[u8]);
    /// Bytes in hex; nothing if there are none.
    fn hex(&mut self, name: impl Into<Name>, bytes: &[u8]);
    /// Raises `alarm` if `is`.
    fn alarm_if(&mut self, is: bool, alarm: Alarm);
    /// A cell; at most `more` others follow it.
    fn cell(&mut self, cell: Cell, more: usize);
    /// An access point; about `more` others follow it.
    fn access_point(&mut self, heard: Wifi, more: usize);
    /// A charge beyond 100 is no percentage: it is told as the extra `batteryLevel`, and believed by nobody.
    fn battery_percent(&mut self, percent: u32);
}

// Nearly all names are constants. A value that is put together where it stays, not handed over, is not stored in pieces
// and loaded whole, for which a processor waits.
impl Note for Message {
    #[inline]
    fn int(&mut self, name: impl Into<Name>, value: impl Into<i64>) {
        match name.into() {
            Name::Borrowed(name) => int(&mut self.attributes, name, value.into()),
            name => note(&mut self.attributes, name, Value::Int(value.into())),
        }
    }

    #[inline]
    fn float(&mut self, name: impl Into<Name>, value: f64) {
        match name.into() {
            Name::Borrowed(name) => float(&mut self.attributes, name, value),
            name => note(&mut self.attributes, name, Value::Float(value)),
        }
    }

    fn flag(&mut self, name: impl Into<Name>, value: bool) {
        note(&mut self.attributes, name.into(), Value::Bool(value));
    }

    fn text(&mut self, name: impl Into<Name>, value: impl Into<Text> + AsRef<str>) {
        if !value.as_ref().is_empty() {
            add(&mut self.attributes, || (name.into(), Value::Text(value.into())));
        }
    }

    fn ascii(&mut self, name: impl Into<Name>, field: &[u8]) {
        let (field, mut room) = (trim(field), Short::new());
        match room.printable(field) {
            Some(text) => self.text(name, text),
            None => self.text(name, long_or_replaced(field)),
        }
    }

    fn hex(&mut self, name: impl Into<Name>, bytes: &[u8]) {
        match hex::short(bytes, &mut Short::new()) {
            Some(digits) => self.text(name, digits),
            None => self.text(name, hex::hex(bytes)),
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

/// The extras of a message.
type List = Vec<(Name, Value)>;

fn int(list: &mut List, name: &'static str, value: i64) {
    add(list, || (Name::Borrowed(name), Value::Int(value)));
}

fn float(list: &mut List, name: &'static str, value: f64) {
    add(list, || (Name::Borrowed(name), Value::Float(value)));
}

fn note(list: &mut List, name: Name, value: Value) {
    add(list, || (name, value));
}

#[inline]
fn add(list: &mut List, make: impl FnOnce() -> (Name, Value)) {
    if list.len() == list.capacity() {
        make_room(list);
    }
    list.extend(std::iter::once_with(make));
}

/// For twelve, for twenty-one, then for twice as many: extras come in numbers. A kilobyte is what allocators have at
/// hand; to grow what they have given out already costs more than to ask for another and move.
#[cold]
fn make_room(list: &mut List) {
    let room = match list.len() {
        0 => return *list = Vec::with_capacity(12),
        1..21 => 21,
        held => held * 2,
    };
    let mut roomier = Vec::with_capacity(room);
    roomier.append(list);
    *list = roomier;
}
