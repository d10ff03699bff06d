//! Puts split messages together. JT/T 808-2013, 4.4.3: the parts of a message have consecutive serials. What a device
//! states never makes us allocate; how much is held, and for how long, is bounded.

use super::header::{Header, Part, Serial};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;

/// Messages being put together at a time.
const MESSAGES: usize = 4;
/// Bytes of all of them.
pub(super) const BYTES: usize = 256 * 1024;
/// How long a message may take.
const PATIENCE: TimeDelta = TimeDelta::minutes(5);

/// The split messages of a session, of which parts are missing.
#[derive(Debug, Default)]
pub(super) struct Parts {
    open: Vec<Open>,
    bytes: usize,
}

#[derive(Debug)]
struct Open {
    message: u16,
    first_serial: u16,
    total: u16,
    since: DateTime<Utc>,
    parts: BTreeMap<u16, Vec<u8>>,
    bytes: usize,
}

/// What came of a part.
#[derive(Debug, PartialEq)]
pub(super) enum Taken {
    /// Others are missing.
    Kept,
    /// The last one: the whole body.
    Whole(Vec<u8>),
    /// Over the bound; the message is dropped.
    TooLong,
    /// Numbered outside of its message.
    Misnumbered,
}

impl Parts {
    pub(super) fn take(&mut self, header: &Header, part: Part, body: &[u8], now: DateTime<Utc>) -> Taken {
        self.forget(|open| now - open.since > PATIENCE);
        let Serial::Word(serial) = header.serial else { return Taken::Misnumbered };
        if part.number == 0 || part.number > part.total {
            return Taken::Misnumbered;
        }
        let first_serial = serial.wrapping_sub(part.number - 1);
        let key = (header.message, first_serial, part.total);
        let at = match self.open.iter().position(|o| (o.message, o.first_serial, o.total) == key) {
            Some(at) => at,
            None => {
                if self.open.len() == MESSAGES {
                    // The oldest one is the least likely to be completed.
                    self.bytes -= self.open.remove(0).bytes;
                }
                let (message, first_serial, total) = key;
                self.open.push(Open { message, first_serial, total, since: now, parts: BTreeMap::new(), bytes: 0 });
                self.open.len() - 1
            }
        };
        let open = &mut self.open[at];
        if !open.parts.contains_key(&part.number) {
            if self.bytes + body.len() > BYTES {
                self.bytes -= self.open.remove(at).bytes;
                return Taken::TooLong;
            }
            self.bytes += body.len();
            open.bytes += body.len();
            open.parts.insert(part.number, body.to_vec());
        }
        if open.parts.len() < usize::from(part.total) {
            return Taken::Kept;
        }
        let whole = self.open.remove(at);
        self.bytes -= whole.bytes;
        Taken::Whole(whole.parts.into_values().collect::<Vec<_>>().concat())
    }

    fn forget(&mut self, which: impl Fn(&Open) -> bool) {
        let bytes = &mut self.bytes;
        self.open.retain(|open| {
            let stays = !which(open);
            if !stays {
                *bytes -= open.bytes;
            }
            stays
        });
    }
}
