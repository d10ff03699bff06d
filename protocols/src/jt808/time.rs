//! BCD times. JT/T 808-2013, 8.12: `YY-MM-DD-hh-mm-ss`, always in GMT+8, wherever the vehicle is.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike, Utc};

const OFFSET_H: u32 = 8;

/// UTC of six BCD bytes; `None` where they are no time (a device without one sends zeros).
pub(super) fn read(bcd: [u8; 6]) -> Option<DateTime<Utc>> {
    let mut fields = [0u32; 6];
    for (field, byte) in fields.iter_mut().zip(bcd) {
        let (tens, ones) = (byte >> 4, byte & 0x0f);
        if tens > 9 || ones > 9 {
            return None;
        }
        *field = u32::from(tens) * 10 + u32::from(ones);
    }
    let [year, month, day, hour, minute, second] = fields;
    let date = NaiveDate::from_ymd_opt(2000 + year as i32, month, day)?;
    // By the calendar: to count seconds since 1970 and back costs more than the whole location.
    let (date, hour) = match hour {
        0..OFFSET_H => (date.pred_opt()?, hour + 24 - OFFSET_H),
        OFFSET_H..24 => (date, hour - OFFSET_H),
        _ => return None,
    };
    Some(date.and_hms_opt(hour, minute, second)?.and_utc())
}

/// Six BCD bytes of a time; years outside 2000..=2099 wrap, as on a device.
pub(super) fn write(time: DateTime<Utc>) -> [u8; 6] {
    let offset = FixedOffset::east_opt(OFFSET_H as i32 * 3600).expect("eight hours are an offset");
    let local = time.with_timezone(&offset);
    let year = local.year().rem_euclid(100) as u32;
    [year, local.month(), local.day(), local.hour(), local.minute(), local.second()]
        .map(|field| (((field / 10) << 4) | (field % 10)) as u8)
}
