//! Bytes in lower-case hex: how what has no word of its own is kept.

use crate::message::Text;
use crate::short::Short;

/// Bytes whose digits a [`Text`] holds in place.
const SHORT: usize = 12;

static PAIRS: [[u8; 2]; 256] = pairs();

const ASCII: &str = "hexadecimal digits are ASCII";

/// Lower-case hex, two digits a byte.
pub(crate) fn hex(bytes: &[u8]) -> Text {
    if let Some(digits) = short(bytes, &mut Short::new()) {
        return digits.into();
    }
    let mut text = vec![0; bytes.len() * 2];
    for (pair, byte) in text.chunks_exact_mut(2).zip(bytes) {
        pair.copy_from_slice(&PAIRS[usize::from(*byte)]);
    }
    String::from_utf8(text).expect(ASCII).into()
}

/// The same of a few bytes, put into an empty text; `None`: they are more.
#[inline]
pub(crate) fn short<'r>(bytes: &[u8], room: &'r mut Short) -> Option<&'r str> {
    if bytes.len() > SHORT {
        return None;
    }
    for (pair, byte) in room.0.as_chunks_mut().0.iter_mut().zip(bytes) {
        *pair = PAIRS[usize::from(*byte)];
    }
    Some(room.text(bytes.len() * 2).expect(ASCII))
}

const fn pairs() -> [[u8; 2]; 256] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut pairs = [[0; 2]; 256];
    let mut byte = 0;
    while byte < 256 {
        pairs[byte] = [DIGITS[byte >> 4], DIGITS[byte & 15]];
        byte += 1;
    }
    pairs
}
