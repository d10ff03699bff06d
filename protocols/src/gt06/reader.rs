//! Reads big-endian fields off the front of a frame's content.

use crate::session::DecodeError;

/// What is left of a frame's content.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a> {
    left: &'a [u8],
    kind: u8,
}

macro_rules! number {
    ($name:ident, $type:ty, $bytes:literal) => {
        #[doc = concat!("The next ", $bytes, " bytes as a number.")]
        #[inline]
        pub fn $name(&mut self, field: &'static str) -> Result<$type, DecodeError> {
            let mut wide = [0u8; size_of::<$type>()];
            wide[size_of::<$type>() - $bytes..].copy_from_slice(self.take($bytes, field)?);
            Ok(<$type>::from_be_bytes(wide))
        }
    };
}

impl<'a> Reader<'a> {
    /// Reads `content` of a message of `kind` (for the errors).
    pub fn new(content: &'a [u8], kind: u8) -> Self {
        Reader { left: content, kind }
    }

    /// Kind of the message.
    #[inline]
    pub fn kind(&self) -> u8 {
        self.kind
    }

    /// How many bytes are left.
    #[inline]
    pub fn len(&self) -> usize {
        self.left.len()
    }

    /// What is left.
    #[inline]
    pub fn rest(&self) -> &'a [u8] {
        self.left
    }

    /// The next `n` bytes.
    #[inline]
    pub fn take(&mut self, n: usize, field: &'static str) -> Result<&'a [u8], DecodeError> {
        match self.left.split_at_checked(n) {
            Some((taken, left)) => {
                self.left = left;
                Ok(taken)
            }
            None => Err(DecodeError::Truncated { message: self.kind.into(), field }),
        }
    }

    /// The next `N` bytes as an array.
    #[inline]
    pub fn array<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], DecodeError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N, field)?);
        Ok(array)
    }

    number!(u8, u8, 1);
    number!(u16, u16, 2);
    number!(u24, u32, 3);
    number!(u32, u32, 4);
    number!(u48, u64, 6);
    number!(u64, u64, 8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_big_endian_and_of_their_width() {
        let mut r = Reader::new(&[1, 2, 3, 4, 5, 6, 7, 8, 9], 0x12);
        assert_eq!(r.u24("a"), Ok(0x010203));
        assert_eq!(r.u48("b"), Ok(0x0405_0607_0809));
        assert_eq!(r.u8("c"), Err(DecodeError::Truncated { message: 0x12, field: "c" }));
    }

    #[test]
    fn a_field_cut_short_takes_nothing() {
        let mut r = Reader::new(&[1], 0x12);
        assert!(r.u16("a").is_err());
        assert_eq!(r.u8("a"), Ok(1));
    }
}
