//! Answers to commands, and other text.
//!
//! Sources: JM-VL03, "Terminal response" 0x21 (universal) and 0x15 (old); 0x9B passes a serial port through.

use super::reader::Reader;
use crate::message::{Fix, FixKind, Message, Value};
use crate::session::DecodeError;
use chrono::NaiveDateTime;

/// Lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [DIGITS[usize::from(b >> 4)] as char, DIGITS[usize::from(b & 15)] as char]).collect()
}

/// Kinds 0x15 and 0x80 to 0x82: length (of flag and text), server flag, text, language.
pub(super) fn old_answer(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    let length = usize::from(r.u8("length")?).saturating_sub(4);
    flag(r.u32("server flag")?, message);
    let text = r.take(length.min(r.len()), "text")?;
    answer(String::from_utf8_lossy(text).into_owned(), message);
    Ok(())
}

/// Kind 0x21: server flag, encoding (1 ASCII, 2 UTF-16), text.
pub(super) fn answer_with_encoding(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    flag(r.u32("server flag")?, message);
    let text = match r.u8("encoding")? {
        2 => encoding_rs::UTF_16BE.decode_without_bom_handling(r.rest()).0.into_owned(),
        _ => String::from_utf8_lossy(r.rest()).into_owned(),
    };
    match position(&text) {
        Some(fix) => {
            message.device_time = fix.time;
            message.fix = Some(fix);
            answer(text, message);
        }
        None => answer(text, message),
    }
    Ok(())
}

fn flag(flag: u32, message: &mut Message) {
    if flag != 0 {
        message.attributes.push(("serverFlag".into(), Value::Int(flag.into())));
    }
}

fn answer(text: String, message: &mut Message) {
    let text = text.trim_matches(['\0', '\r', '\n', ' ']).to_owned();
    message.attributes.push(("result".into(), Value::Text(text)));
}

/// `Current position!Lat:N54.73,Lon:E25.27,Course:126.53,Speed:0.00,DateTime:2017-05-26 10:27:47`
fn position(text: &str) -> Option<Fix> {
    let after = |name: &str| {
        let (_, value) = text.split_once(name)?;
        Some(value.split(',').next().unwrap_or(value).trim())
    };
    let number = |name: &str| after(name)?.parse::<f64>().ok().filter(|n| n.is_finite());
    let degrees = |name: &str, limit: f64| {
        let value = after(name)?;
        let (sign, number) = match value.as_bytes().first()? {
            b'N' | b'E' => (1.0, &value[1..]),
            b'S' | b'W' => (-1.0, &value[1..]),
            _ => return None,
        };
        number.parse::<f64>().ok().filter(|n| (0.0..=limit).contains(n)).map(|n| n * sign)
    };
    let (time, _) = NaiveDateTime::parse_and_remainder(after("DateTime:")?, "%Y-%m-%d %H:%M:%S").ok()?;
    Some(Fix {
        time: Some(time.and_utc()),
        lat: degrees("Lat:", 90.0)?,
        lon: degrees("Lon:", 180.0)?,
        kind: FixKind::Gnss,
        valid: true,
        speed_kph: number("Speed:"),
        course_deg: number("Course:"),
        altitude_m: None,
        accuracy_m: None,
        satellites: None,
        hdop: None,
    })
}

/// Kind 0x9B: what came over the serial port; text where it is text, else hex.
pub(super) fn passed_through(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    r.u8("port")?;
    let data = r.rest();
    let trimmed = data.trim_ascii();
    let printable = !trimmed.is_empty() && trimmed.iter().all(|b| b.is_ascii_graphic() || *b == b' ');
    let result = if printable { String::from_utf8_lossy(trimmed).into_owned() } else { hex(data) };
    message.attributes.push(("result".into(), Value::Text(result)));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_in_words_is_a_position() {
        let fix = position("Position!Lat:S1.5,Lon:W2.25,Course:90.5,Speed:3.00,DateTime:2024-02-29  01:02:03#")
            .expect("a position in words");
        assert_eq!((fix.lat, fix.lon, fix.course_deg, fix.speed_kph), (-1.5, -2.25, Some(90.5), Some(3.0)));
        assert_eq!(position("Lat:N91.0,Lon:E2.25,DateTime:2024-02-29 01:02:03"), None);
        assert_eq!(position("Lat:é,Lon:E2,DateTime:2024-02-29 01:02:03"), None);
        assert_eq!(position("OK"), None);
    }
}
