//! One look at bytes for both questions that a frame asks of them: what they add up to, and whether one of them is sent
//! as two.

/// Bytes looked at at a time.
const WORD: usize = 8;
/// The same byte in each.
const EACH: u64 = 0x0101_0101_0101_0101;
/// Their high bits.
const HIGH: u64 = EACH << 7;

/// The XOR of `bytes`, and whether a flag or an escape of the standard is among them.
#[inline]
pub(super) fn scan(bytes: &[u8]) -> (u8, bool) {
    let (words, rest) = bytes.as_chunks::<WORD>();
    // What is too short for a word, with zeros, which change neither answer: of a longer text it ends the last word.
    let last = match bytes.last_chunk() {
        Some(last) => u64::from_be_bytes(*last) & !(!0 << (8 * rest.len() as u32)),
        None => rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    };
    // Nothing leaves the loop early, so that several words can be looked at at once.
    let (sum, specials) = words.iter().fold((last, marks(last)), |(sum, so_far), word| {
        let word = u64::from_le_bytes(*word);
        (sum ^ word, so_far | marks(word))
    });
    let sum = sum ^ sum >> 32;
    let sum = sum ^ sum >> 16;
    ((sum ^ sum >> 8) as u8, specials & HIGH != 0)
}

/// Whether one of eight bytes is a flag or an escape.
#[inline]
pub(super) fn specials(word: u64) -> bool {
    marks(word) & HIGH != 0
}

/// The high bit of each byte that is 0x7d or 0x7e; the others mean nothing.
#[inline]
fn marks(word: u64) -> u64 {
    // Of seven bits each, so that no byte carries into the next: 3 more reach the eighth from 0x7d on, 1 more at 0x7f.
    let low = word & (EACH * 0x7f);
    (low + EACH * 3) & !(low + EACH) & !word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_is_what_a_search_finds() {
        for length in 0..70usize {
            let bytes: Vec<u8> = (0..length).map(|at| (at * 37 % 0x7d) as u8).collect();
            let sum = |bytes: &[u8]| bytes.iter().fold(0, |sum, byte| sum ^ byte);
            assert_eq!(scan(&bytes), (sum(&bytes), false));
            for at in 0..length {
                for byte in [0x7c, 0x7d, 0x7e, 0x7f, 0xff] {
                    let mut bytes = bytes.clone();
                    bytes[at] = byte;
                    assert_eq!(
                        scan(&bytes),
                        (sum(&bytes), matches!(byte, 0x7d | 0x7e)),
                        "{byte:#x} at {at} of {length}"
                    );
                }
            }
        }
    }
}
