//! Texts of fields, made without the formatting machinery: on a busy port it costs more than all the decoding.

use crate::message::Text;
use crate::short::{ROOM, Short};
use chrono::{DateTime, Datelike, Timelike, Utc};

/// ASCII, what is none replaced, the padding dropped.
pub(super) fn ascii(field: &[u8]) -> Text {
    let field = trim(field);
    Short::new().printable(field).map_or_else(|| long_or_replaced(field), Text::from)
}

/// A field of ASCII without its padding: zeros behind, spaces around.
pub(super) fn trim(field: &[u8]) -> &[u8] {
    let end = field.iter().rposition(|&b| b != 0).map_or(0, |last| last + 1);
    field[..end].trim_ascii()
}

/// Of a trimmed field.
pub(super) fn long_or_replaced(text: &[u8]) -> Text {
    // Without a way out in between, which makes it several times faster.
    let is_printable = text.iter().fold(true, |so_far, b| so_far & (0x20..0x7f).contains(b));
    match std::str::from_utf8(text) {
        Ok(text) if is_printable => text.into(),
        _ => {
            let printable =
                |b: &u8| if (0x20..0x7f).contains(b) { char::from(*b) } else { char::REPLACEMENT_CHARACTER };
            text.iter().map(printable).collect::<String>().trim().into()
        }
    }
}

/// Text as the standard has it: GBK, ended by a zero or by the field's end; spaces around it dropped.
pub(super) fn gbk(bytes: &[u8]) -> Text {
    let end = bytes.iter().position(|&b| b == 0).unwrap_or(bytes.len());
    let text = &bytes[..end];
    let decoded = || encoding_rs::GBK.decode_without_bom_handling(text).0.trim().into();
    Short::new().printable(text.trim_ascii()).map_or_else(decoded, Text::from)
}

/// Of a number below a thousand the decimal digits, from the front, and how many they are.
static DIGITS: [[u8; 4]; 1000] = digits();

const fn digits() -> [[u8; 4]; 1000] {
    let mut all = [[0; 4]; 1000];
    let mut number = 0;
    while number < 1000 {
        let [c, d, u] = [number / 100, number / 10 % 10, number % 10];
        let [c, d, u] = [b'0' + c as u8, b'0' + d as u8, b'0' + u as u8];
        all[number] = match number {
            0..10 => [u, 0, 0, 1],
            10..100 => [d, u, 0, 2],
            _ => [c, d, u, 3],
        };
        number += 1;
    }
    all
}

/// Writes `[x,y,z]` into `text`, from `at` on; says where it ends. The longest has 22 bytes.
fn put_triple(text: &mut [u8; ROOM], mut at: usize, values: [i16; 3]) -> usize {
    for (before, value) in b"[,,".iter().zip(values) {
        text[at] = *before;
        text[at + 1] = b'-';
        at += 1 + usize::from(value < 0);
        let size = usize::from(value.unsigned_abs());
        if size >= 1000 {
            at += put_digits(text, at, size / 1000);
            // Of what follows the zeros in front stand too.
            let padded = [b'0' + (size / 100 % 10) as u8, b'0' + (size / 10 % 10) as u8, b'0' + (size % 10) as u8];
            text[at..at + 3].copy_from_slice(&padded);
            at += 3;
        } else {
            at += put_digits(text, at, size);
        }
    }
    text[at] = b']';
    at + 1
}

fn put_digits(text: &mut [u8; ROOM], at: usize, number: usize) -> usize {
    let [a, b, c, length] = DIGITS[number];
    text[at..at + 3].copy_from_slice(&[a, b, c]);
    usize::from(length)
}

/// `[x,y,z]`.
pub(super) fn triple(values: [i16; 3]) -> Text {
    let mut text = Short::new();
    let length = put_triple(&mut text.0, 0, values);
    text.text(length).expect("digits and brackets are ASCII").into()
}

/// A list of them.
pub(super) fn triples(triples: impl ExactSizeIterator<Item = [i16; 3]>) -> Text {
    /// Of a usual one with its comma.
    const USUAL: usize = 14;
    let mut text = Vec::with_capacity(triples.len() * USUAL + ROOM);
    let mut before = b'[';
    for values in triples {
        let mut one = [0; ROOM];
        one[0] = before;
        let end = text.len() + put_triple(&mut one, 1, values);
        // All of it, which is a move of known length, and then cut.
        text.extend_from_slice(&one);
        text.truncate(end);
        before = b',';
    }
    if text.is_empty() {
        text.push(before);
    }
    text.push(b']');
    String::from_utf8(text).expect("digits and brackets are ASCII").into()
}

/// `YYYYMMDDhhmmss`, UTC; of the year the last four digits.
pub(super) fn compact_time(time: DateTime<Utc>) -> Text {
    let year = time.year().rem_euclid(10_000) as u32;
    let fields = [year / 100, year % 100, time.month(), time.day(), time.hour(), time.minute(), time.second()];
    let mut text = Short::new();
    for (pair, field) in text.0.as_chunks_mut().0.iter_mut().zip(fields) {
        *pair = [b'0' + (field / 10) as u8, b'0' + (field % 10) as u8];
    }
    text.text(fields.len() * 2).expect("digits are ASCII").into()
}

/// A number as texts of adapters have it: digits with a point among them, in any other form as Rust reads it.
pub(super) fn decimal(text: &[u8]) -> Option<f64> {
    plain_decimal(text).or_else(|| std::str::from_utf8(text).ok()?.parse().ok())
}

/// Whole numbers and powers of ten of so few digits are exact, and so is the one rounding of their quotient right.
fn plain_decimal(text: &[u8]) -> Option<f64> {
    const MOST: usize = 15;
    const TENS: [f64; MOST + 1] =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    if text.len() > MOST {
        return None;
    }
    let (mut number, mut behind_point, mut digits) = (0u64, None, 0);
    for byte in text {
        match byte {
            b'0'..=b'9' => {
                number = number * 10 + u64::from(byte - b'0');
                digits += 1;
            }
            b'.' if behind_point.is_none() => behind_point = Some(digits),
            _ => return None,
        }
    }
    let places = digits - behind_point.unwrap_or(digits);
    (digits > 0).then(|| number as f64 / TENS[places])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_decimal() {
        for value in i16::MIN..=i16::MAX {
            assert_eq!(triple([value, 0, -value.max(-i16::MAX)]), format!("[{value},0,{}]", -value.max(-i16::MAX)));
        }
        assert_eq!(triple([i16::MIN; 3]), "[-32768,-32768,-32768]");
        assert_eq!(triples([[0, 0, 0], [1, 2, 3]].into_iter()), "[[0,0,0],[1,2,3]]");
        assert_eq!(triples([].into_iter()), "[]");
    }

    #[test]
    fn ascii_is_trimmed_and_what_is_none_replaced() {
        assert_eq!(ascii(b"  A 1 \0\0"), "A 1");
        assert_eq!(ascii(b"A\xffB\0C\0"), "A\u{fffd}B\u{fffd}C");
        assert_eq!(ascii(b"\0"), "");
        assert_eq!(ascii(&[b'x'; 40]), "x".repeat(40));
        assert_eq!(crate::hex::hex(&[0, 0xa9, 0xff]), "00a9ff");
    }

    #[test]
    fn gbk_ends_at_a_zero() {
        assert_eq!(gbk(b" A\x01B \0C"), "A\u{1}B");
        assert_eq!(gbk(b"\t AB \0C"), "AB");
        assert_eq!(gbk(&[0xbe, 0xa9, b'A', b'1']), "京A1");
    }

    #[test]
    fn a_time_is_fourteen_digits() {
        let time = |text: &str| compact_time(text.parse().expect("a time"));
        assert_eq!(time("2026-01-09T03:04:05Z"), "20260109030405");
        assert_eq!(time("2031-12-31T23:59:59Z"), "20311231235959");
    }

    #[test]
    fn a_decimal_is_what_rust_reads() {
        for text in
            ["0", "12.30", "0.00", ".5", "5.", "1234567.12345678", "123456789012345", "0.1", "-4.5", "1e3", "+7"]
        {
            assert_eq!(decimal(text.as_bytes()), text.parse().ok(), "{text}");
        }
        for text in ["", ".", "1.2.3", "1 2", "x", "\u{fffd}", "1-"] {
            assert_eq!((decimal(text.as_bytes()), text.parse::<f64>().ok()), (None, None), "{text}");
        }
        for number in 0..100_000u32 {
            let text = format!("{}.{:03}", number / 1000, number % 1000);
            assert_eq!(decimal(text.as_bytes()), text.parse().ok(), "{text}");
        }
    }
}
