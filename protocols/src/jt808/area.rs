//! Items about areas and routes set on the device. JT/T 808-2013, tables 28 and 29. The alarm word has no direction;
//! item 0x12 does.

use super::attributes::Note;
use super::cursor::Cursor;
use crate::message::Message;

/// 0x11: where a speed limit was passed.
pub(super) fn speeding(value: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(value);
    out.int("overspeedAreaType", at.u8()?);
    // Type 0 is no particular area, and has no id.
    if at.len() >= 4 {
        out.int("overspeedArea", at.u32()?);
    }
    Some(())
}

/// 0x12: which area or route was entered or left.
pub(super) fn crossing(value: &[u8], out: &mut Message) -> Option<()> {
    let mut at = Cursor::new(value);
    out.int("areaType", at.u8()?);
    out.int("area", at.u32()?);
    out.text("areaDirection", if at.u8()? == 0 { "enter" } else { "exit" });
    Some(())
}
