//! Several locations in one message. JT/T 808-2013, tables 76 and 77 (0x0704); some makers send 0x0210, whose records
//! have a one-byte length and no head.

use super::attributes::Note;
use super::cursor::Cursor;
use super::location;
use super::model::Model;
use super::time::{self, Calendar};
use crate::message::{Kind, Message};
use crate::session::{DecodeError, Output, RecordNo, begin};

/// Batch of the standard.
pub(super) const BATCH: u16 = 0x0704;
/// Batch of some makers.
pub(super) const SHORT_BATCH: u16 = 0x0210;

/// Puts each location into `out`, numbered on from `records`. The stated count is not relied on.
pub(super) fn read(
    message: u16,
    body: &[u8],
    model: Model,
    calendar: &mut Calendar,
    records: &mut RecordNo,
    out: &mut Vec<Output>,
) {
    let mut at = Cursor::new(body);
    let truncated = |field| Output::Refused(DecodeError::Truncated { message: u32::from(message), field });
    let mut buffered = false;
    if message == BATCH {
        let Some([_, _, kind]) = at.array::<3>() else { return out.push(truncated("batch head")) };
        // 0 is a live batch, 1 the upload of what was stored without a network.
        buffered = kind != 0;
    }
    let mut refused = Vec::new();
    while at.len() > 0 {
        let length = if message == BATCH { at.u16().map(usize::from) } else { at.u8().map(usize::from) };
        let Some(record) = length.and_then(|length| at.take(length)) else {
            return out.push(truncated("batch record"));
        };
        let position = begin(*records + 1, None, out);
        position.buffered = buffered;
        match location::read(message, record, model, calendar, position, &mut |error| refused.push(error)) {
            Ok(()) => *records += 1,
            Err(location::TooShort) => {
                out.pop();
                out.push(truncated("location"));
            }
        }
        if !refused.is_empty() {
            out.extend(refused.drain(..).map(Output::Refused));
        }
    }
}

/// A 0x0210 of seven bytes is no batch: battery charge and time.
pub(super) fn battery(body: &[u8]) -> Option<Message> {
    let mut at = Cursor::new(body);
    let mut out = Message { kind: Kind::Status, ..Message::default() };
    out.battery_percent(at.u8()?.into());
    out.device_time = time::read(at.array()?);
    Some(out)
}
