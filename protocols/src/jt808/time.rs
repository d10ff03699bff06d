//! BCD times. JT/T 808-2013, 8.12: `YY-MM-DD-hh-mm-ss`, always in GMT+8, wherever the vehicle is.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike, Utc};

const OFFSET_H: u32 = 8;

/// UTC of six BCD bytes; `None` where they are no time (a device without one sends zeros).
pub(super) fn read(bcd: [u8; 6]) -> Option<DateTime<Utc>> {
    Calendar::default().read(bcd)
}

/// Keeps the day that was read last: most reports are of the same one, and to find a day costs more than all else of a
/// time.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Calendar {
    /// Year, month and day as sent.
    bcd: [u8; 3],
    day: Option<NaiveDate>,
}

impl Calendar {
    /// UTC of six BCD bytes, as [`read`].
    pub(super) fn read(&mut self, bcd: [u8; 6]) -> Option<DateTime<Utc>> {
        // All six at once: a digit above 9 carries into the bit above it when 6 is added.
        let [a, b, c, d, e, f] = bcd;
        let word = u64::from_be_bytes([0, 0, a, b, c, d, e, f]);
        let (tens, ones) = (word >> 4 & 0x0f0f_0f0f_0f0f, word & 0x0f0f_0f0f_0f0f);
        if ((tens + 0x0606_0606_0606) | (ones + 0x0606_0606_0606)) & 0x1010_1010_1010 != 0 {
            return None;
        }
        let [_, _, year, month, day, hour, minute, second] = (tens * 10 + ones).to_be_bytes().map(u32::from);
        let date = match self.day {
            Some(known) if self.bcd == [a, b, c] => known,
            _ => {
                let day = NaiveDate::from_ymd_opt(2000 + year as i32, month, day)?;
                (self.bcd, self.day) = ([a, b, c], Some(day));
                day
            }
        };
        // By the calendar: to count seconds since 1970 and back costs more than the whole location.
        let (date, hour) = match hour {
            0..OFFSET_H => (date.pred_opt()?, hour + 24 - OFFSET_H),
            OFFSET_H..24 => (date, hour - OFFSET_H),
            _ => return None,
        };
        Some(date.and_hms_opt(hour, minute, second)?.and_utc())
    }
}

/// Six BCD bytes of a time; years outside 2000..=2099 wrap, as on a device.
pub(super) fn write(time: DateTime<Utc>) -> [u8; 6] {
    let offset = FixedOffset::east_opt(OFFSET_H as i32 * 3600).expect("eight hours are an offset");
    let local = time.with_timezone(&offset);
    let year = local.year().rem_euclid(100) as u32;
    [year, local.month(), local.day(), local.hour(), local.minute(), local.second()]
        .map(|field| (((field / 10) << 4) | (field % 10)) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(bcd: [u8; 6]) -> Option<String> {
        read(bcd).map(|t| t.to_rfc3339())
    }

    #[test]
    fn eight_hours_back_over_midnight_month_and_year() {
        let read = |bcd, expected: &str| assert_eq!(utc(bcd).as_deref(), Some(expected));
        read([0x26, 0x11, 0x21, 0x08, 0x00, 0x00], "2026-11-21T00:00:00+00:00");
        read([0x26, 0x11, 0x21, 0x07, 0x59, 0x59], "2026-11-20T23:59:59+00:00");
        read([0x24, 0x03, 0x01, 0x00, 0x00, 0x01], "2024-02-29T16:00:01+00:00");
        read([0x26, 0x01, 0x01, 0x01, 0x00, 0x00], "2025-12-31T17:00:00+00:00");
        read([0x99, 0x12, 0x31, 0x23, 0x59, 0x59], "2099-12-31T15:59:59+00:00");
    }

    #[test]
    fn a_day_that_is_kept_is_the_day_that_was_sent() {
        let mut calendar = Calendar::default();
        let times = [[0x26, 0x11, 0x21, 8, 0, 0], [0x26, 0x11, 0x21, 7, 0, 0], [0x26, 0x11, 0x22, 0x12, 0, 0]];
        for time in times.into_iter().chain([
            [0; 6],
            [0x26, 2, 0x30, 1, 1, 1],
            [0x26, 2, 0x28, 1, 1, 1],
            [0x26, 2, 0x30, 1, 1, 1],
        ]) {
            assert_eq!(calendar.read(time), read(time), "{time:02x?}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        let good = [0x26, 0x11, 0x21, 0x10, 0x11, 0x12];
        assert!(utc(good).is_some());
        for at in 0..6 {
            // A digit above 9, low and high, and what no calendar or clock shows.
            for byte in [0x0a, 0x1f, 0xa0, 0xf9, 0xff] {
                let mut bad = good;
                bad[at] = byte;
                assert_eq!(utc(bad), None, "{bad:02x?}");
            }
        }
        for bad in [[0; 6], [0x26, 0x13, 1, 1, 1, 1], [0x26, 2, 0x30, 1, 1, 1], [0x26, 1, 1, 0x24, 0, 0]] {
            assert_eq!(utc(bad), None, "{bad:02x?}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for seconds in (946_684_800 + 86_400..4_102_400_000).step_by(86_399 * 3) {
            let time = DateTime::from_timestamp(seconds, 0).expect("in range");
            assert_eq!(read(write(time)), Some(time));
        }
    }
}
