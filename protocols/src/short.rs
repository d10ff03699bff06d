//! Short texts of ASCII, as nearly all texts of devices are. A check for UTF-8 goes byte by byte at the ends of a text
//! and wherever it is not aligned; a padded one is looked at by words.

/// Room for one, bytes: what a [`Text`](crate::message::Text) holds in place, and a little more.
pub(crate) const ROOM: usize = 32;

/// A text in the making, filled up with spaces.
#[repr(align(8))]
pub(crate) struct Short(pub [u8; ROOM]);

impl Short {
    pub(crate) fn new() -> Self {
        Short([b' '; ROOM])
    }

    /// Its first bytes; `None` where it is no text.
    #[inline]
    pub(crate) fn text(&self, length: usize) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()?.get(..length)
    }

    /// Printable ASCII of at most [`ROOM`] bytes, put into an empty one; `None` for anything else.
    #[inline]
    pub(crate) fn printable(&mut self, bytes: &[u8]) -> Option<&str> {
        self.0.get_mut(..bytes.len())?.copy_from_slice(bytes);
        if self.is_printable() { self.text(bytes.len()) } else { None }
    }

    #[inline]
    fn is_printable(&self) -> bool {
        const EACH: u64 = 0x0101_0101_0101_0101;
        // The high bit of a byte is set where it is no ASCII; one more sets it where it is 0x7f; and 0x60 more does
        // not where it is below a space. What a byte carries into the next one was found in it itself.
        let odd = self.0.as_chunks::<8>().0.iter().fold(0, |odd, word| {
            let word = u64::from_le_bytes(*word);
            odd | word | word.wrapping_add(EACH) | !word.wrapping_add(EACH * 0x60)
        });
        odd & (EACH << 7) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printable_is_text_and_nothing_else_is() {
        let printable = |bytes: &[u8]| Short::new().printable(bytes).map(str::to_owned);
        assert_eq!(printable(b"").as_deref(), Some(""));
        assert_eq!(printable(b" ~A!").as_deref(), Some(" ~A!"));
        assert_eq!(printable(&[b'x'; ROOM]).as_deref(), Some("x".repeat(ROOM).as_str()));
        assert_eq!(printable(&[b'x'; ROOM + 1]), None);
        for at in 0..ROOM {
            for byte in 0..=255 {
                let mut bytes = [b'7'; ROOM];
                bytes[at] = byte;
                assert_eq!(printable(&bytes).is_some(), (0x20..0x7f).contains(&byte), "{byte:#x} at {at}");
            }
        }
        // One that carries does not hide its neighbour.
        assert_eq!(printable(&[0xff, 0x1f, b'a']), None);
        assert_eq!(printable(&[0x7f, 0x1f, b'a']), None);
        assert_eq!(printable(&[0x1f, 0x7f]), None);
    }
}
