//! Texts of fields, made without the formatting machinery: on a busy port it costs more than all the decoding.

use crate::message::Name;

/// Lower-case hex digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut digits = vec![0; 2 * bytes.len()];
    for (pair, byte) in digits.chunks_exact_mut(2).zip(bytes) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 0x0f)];
    }
    String::from_utf8(digits).expect("hex digits are ASCII")
}

/// ASCII, what is none replaced, the padding dropped.
pub(super) fn ascii(bytes: &[u8]) -> String {
    let end = bytes.iter().rposition(|&b| b != 0).map_or(0, |last| last + 1);
    let text = bytes[..end].trim_ascii();
    match std::str::from_utf8(text) {
        Ok(text) if text.bytes().all(|b| (0x20..0x7f).contains(&b)) => text.to_owned(),
        _ => {
            let printable =
                |b: &u8| if (0x20..0x7f).contains(b) { char::from(*b) } else { char::REPLACEMENT_CHARACTER };
            text.iter().map(printable).collect::<String>().trim().to_owned()
        }
    }
}

/// Text as the standard has it: GBK, ended by a zero or by the field's end; spaces around it dropped.
pub(super) fn gbk(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|&b| b == 0).unwrap_or(bytes.len());
    encoding_rs::GBK.decode_without_bom_handling(&bytes[..end]).0.trim().to_owned()
}

/// Appends a whole number in decimal.
pub(super) fn push_int(text: &mut String, value: i64) {
    let mut digits = [0; 20];
    let (mut from, mut rest) = (digits.len(), value.unsigned_abs());
    loop {
        from -= 1;
        digits[from] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        text.push('-');
    }
    text.push_str(std::str::from_utf8(&digits[from..]).expect("digits are ASCII"));
}

/// Appends `[x,y,z]`.
pub(super) fn push_triple(text: &mut String, triple: [i64; 3]) {
    for (before, value) in ['[', ',', ','].into_iter().zip(triple) {
        text.push(before);
        push_int(text, value);
    }
    text.push(']');
}

/// The name of one of several extras, e.g. `lock2Battery`.
pub(super) fn numbered(before: &str, number: impl Into<i64>, after: &str) -> Name {
    let mut name = String::with_capacity(before.len() + after.len() + 4);
    name.push_str(before);
    push_int(&mut name, number.into());
    name.push_str(after);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_decimal() {
        for value in [0, 7, -1, 10, 65_535, i64::MAX, i64::MIN] {
            let mut text = String::new();
            push_int(&mut text, value);
            assert_eq!(text, value.to_string());
        }
        assert_eq!(numbered("lock", 12u8, "Id"), "lock12Id");
    }

    #[test]
    fn ascii_is_trimmed_and_what_is_none_replaced() {
        assert_eq!(ascii(b"  A 1 \0\0"), "A 1");
        assert_eq!(ascii(b"A\xffB\0C\0"), "A\u{fffd}B\u{fffd}C");
        assert_eq!(ascii(b"\0"), "");
        assert_eq!(hex(&[0, 0xa9, 0xff]), "00a9ff");
    }
}
