//! Texts of fields, made without the formatting machinery: on a busy port it costs more than all the decoding.

use crate::message::{Name, Text};

/// ASCII, what is none replaced, the padding dropped.
pub(super) fn ascii(bytes: &[u8]) -> Text {
    let end = bytes.iter().rposition(|&b| b != 0).map_or(0, |last| last + 1);
    let text = bytes[..end].trim_ascii();
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
    encoding_rs::GBK.decode_without_bom_handling(&bytes[..end]).0.trim().into()
}

/// Appends a whole number in decimal.
fn push_int<I: itoa::Integer>(text: &mut Vec<u8>, value: I) {
    text.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
}

/// `[x,y,z]`, or several in a list.
pub(super) fn triples(triples: impl ExactSizeIterator<Item = [i16; 3]>, is_list: bool) -> Text {
    let mut text = Vec::with_capacity(triples.len() * 22 + 2);
    let list = |text: &mut Vec<u8>, bracket: u8| text.extend(is_list.then_some(bracket));
    list(&mut text, b'[');
    for (number, triple) in triples.enumerate() {
        text.extend((number > 0).then_some(b','));
        for (before, value) in b"[,,".iter().zip(triple) {
            text.push(*before);
            push_int(&mut text, value);
        }
        text.push(b']');
    }
    list(&mut text, b']');
    String::from_utf8(text).expect("digits and brackets are ASCII").into()
}

/// The name of one of several extras, e.g. `lock2Battery`.
pub(super) fn numbered(before: &str, number: impl Into<i64>, after: &str) -> Name {
    let mut name = Vec::with_capacity(before.len() + after.len() + 5);
    name.extend_from_slice(before.as_bytes());
    push_int::<i64>(&mut name, number.into());
    name.extend_from_slice(after.as_bytes());
    String::from_utf8(name).expect("made of text and digits").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_decimal() {
        for value in [0, 7, -1, 10, 65_535, i64::MAX, i64::MIN] {
            assert_eq!(numbered("", value, ""), value.to_string());
        }
        assert_eq!(numbered("lock", 12u8, "Id"), "lock12Id");
        assert_eq!(triples([[1, -2, i16::MIN]].into_iter(), false), "[1,-2,-32768]");
        assert_eq!(triples([[0, 0, 0], [1, 2, 3]].into_iter(), true), "[[0,0,0],[1,2,3]]");
        assert_eq!(triples([].into_iter(), true), "[]");
    }

    #[test]
    fn ascii_is_trimmed_and_what_is_none_replaced() {
        assert_eq!(ascii(b"  A 1 \0\0"), "A 1");
        assert_eq!(ascii(b"A\xffB\0C\0"), "A\u{fffd}B\u{fffd}C");
        assert_eq!(ascii(b"\0"), "");
        assert_eq!(crate::hex::hex(&[0, 0xa9, 0xff]), "00a9ff");
    }
}
