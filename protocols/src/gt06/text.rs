//! Answers to commands, and other text.
//!
//! Sources: JM-VL03, "Terminal response" 0x21 (universal) and 0x15 (old); 0x9B passes a serial port through.

use super::reader::Reader;
use crate::command::{Answer, Ticket};
use crate::hex::hex;
use crate::message::{Fix, FixKind, Message, Value};
use crate::session::DecodeError;
use chrono::{DateTime, NaiveDateTime, Utc};

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
    answer(text, message);
    locate(message);
    Ok(())
}

/// The flag of the command, which the device repeats; 0 is that of no command.
fn flag(flag: u32, message: &mut Message) {
    let ticket = Ticket((flag != 0).then_some(flag));
    message.answer = Some(Answer { ticket, accepted: None });
}

fn answer(text: String, message: &mut Message) {
    let text = text.trim_matches(['\0', '\r', '\n', ' ']).to_owned();
    if let Some(answer) = &mut message.answer {
        answer.accepted = super::orders::accepted(&text);
    }
    message.attributes.push(("result".into(), Value::Text(text.into())));
}

/// Takes the position out of an answer that states one in words.
pub(super) fn locate(message: &mut Message) {
    let stated = message.attributes.iter().find_map(|(name, value)| match value {
        Value::Text(text) if name == "result" => position(text),
        _ => None,
    });
    if let Some(fix) = stated {
        message.device_time = fix.time;
        message.fix = Some(fix);
    }
}

/// The answer to `WHERE#` and `DWXX#`, in the wordings of JM-VL03 (`Current position!Lat:N1.5,Lon:E25.2,Course:126.53,
/// Speed:0.00,DateTime:2024-02-29 10:27:47`), VT02S (`Latitude:N1.5,Longitude:E25.2,…,Date:2024-02-29,Time:10:27:47`)
/// and GT06 V1.8 (`DWXX=Lat:N1d30.0m,Lon:E25d12.0m,…,DateTime:24-02-29 10:27:47`).
fn position(text: &str) -> Option<Fix> {
    let after = |names: &[&str]| {
        let (_, value) = names.iter().find_map(|name| text.split_once(name))?;
        Some(value.split([',', '#']).next().unwrap_or(value).trim())
    };
    let number = |name: &str| {
        let value = after(&[name])?.trim_end_matches(|c: char| !c.is_ascii_digit());
        value.parse::<f64>().ok().filter(|n| n.is_finite())
    };
    Some(Fix {
        time: Some(stated_time(after(&["DateTime:"]), after(&["Date:"]), after(&[",Time:"]))?),
        lat: degrees(after(&["Lat:", "Latitude:"])?, 90.0)?,
        lon: degrees(after(&["Lon:", "Longitude:"])?, 180.0)?,
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

/// A hemisphere, then degrees, or degrees and minutes (`23d5.17m`).
fn degrees(text: &str, limit: f64) -> Option<f64> {
    let (sign, number) = match text.as_bytes().first()? {
        b'N' | b'E' => (1.0, &text[1..]),
        b'S' | b'W' => (-1.0, &text[1..]),
        _ => return None,
    };
    let value = match number.split_once('d') {
        Some((whole, minutes)) => {
            whole.parse::<f64>().ok()? + minutes.trim_end_matches(['m', '\'']).parse::<f64>().ok()? / 60.0
        }
        None => number.parse::<f64>().ok()?,
    };
    (0.0..=limit).contains(&value).then_some(value * sign)
}

fn stated_time(both: Option<&str>, date: Option<&str>, time: Option<&str>) -> Option<DateTime<Utc>> {
    let text = match (both, date, time) {
        (Some(both), ..) => both.to_owned(),
        (None, Some(date), Some(time)) => format!("{date} {time}"),
        _ => return None,
    };
    // The year has two digits where the third character ends it.
    let format = if text.as_bytes().get(2) == Some(&b'-') { "%y-%m-%d %H:%M:%S" } else { "%Y-%m-%d %H:%M:%S" };
    NaiveDateTime::parse_and_remainder(&text, format).ok().map(|(time, _)| time.and_utc())
}

/// Kind 0x9B: what came over the serial port; text where it is text, else hex.
pub(super) fn passed_through(r: &mut Reader<'_>, message: &mut Message) -> Result<(), DecodeError> {
    r.u8("port")?;
    let data = r.rest();
    let trimmed = data.trim_ascii();
    let printable = !trimmed.is_empty() && trimmed.iter().all(|b| b.is_ascii_graphic() || *b == b' ');
    let result = if printable { String::from_utf8_lossy(trimmed).into() } else { hex(data) };
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
        let words = "Latitude:N1.5,Longitude:E2.25,Course:7,Speed:0.34Km/h,Date:2024-02-29,Time:01:02:03,";
        let fix = position(words).expect("other words");
        assert_eq!((fix.lat, fix.lon, fix.speed_kph), (1.5, 2.25, Some(0.34)));
        let fix =
            position("DWXX=Lat:S1d30.0m,Lon:W2d15.0m,Course:120,Speed:5.02,DateTime:24-02-29 01:02:03").expect("d, m");
        assert_eq!((fix.lat, fix.lon), (-1.5, -2.25));
        assert_eq!(fix.time.map(|t| t.to_rfc3339()).as_deref(), Some("2024-02-29T01:02:03+00:00"));
    }
}
