//! Names of extras that have a number in them, made at compile time: `io` and an id, where an element has no name of its
//! own; and those of things that come in numbers, as `tag1Rssi`.

use crate::message::Name;

/// Ids below this: vehicle and device.
const COMMON: usize = 2048;
/// Ids from [`WIRELESS_FROM`]: sensors of wireless accessories.
const WIRELESS: usize = 256;
const WIRELESS_FROM: usize = 10_752;
/// `io` and up to five digits.
const WIDTH: usize = 7;

const fn digits(id: usize) -> usize {
    match id {
        0..=9 => 1,
        10..=99 => 2,
        100..=999 => 3,
        1000..=9999 => 4,
        _ => 5,
    }
}

const fn texts<const BYTES: usize>(from: usize) -> [u8; BYTES] {
    let mut text = [0; BYTES];
    let mut index = 0;
    while index < BYTES / WIDTH {
        let at = index * WIDTH;
        text[at] = b'i';
        text[at + 1] = b'o';
        let mut value = from + index;
        let mut left = digits(value);
        while left > 0 {
            text[at + 1 + left] = b'0' + (value % 10) as u8;
            value /= 10;
            left -= 1;
        }
        index += 1;
    }
    text
}

const fn cut<const COUNT: usize>(text: &'static [u8], from: usize) -> [&'static str; COUNT] {
    let mut names = [""; COUNT];
    let mut index = 0;
    while index < COUNT {
        let (_, rest) = text.split_at(index * WIDTH);
        let (name, _) = rest.split_at(2 + digits(from + index));
        names[index] = match std::str::from_utf8(name) {
            Ok(name) => name,
            Err(_) => panic!("the letters and digits above are ASCII"),
        };
        index += 1;
    }
    names
}

/// Names as `tag1Rssi`: constants for the first ones.
macro_rules! numbered {
    ($kind:literal, $number:expr, $field:literal) => {{
        static FIRST: [&str; 10] = [
            concat!($kind, 1, $field),
            concat!($kind, 2, $field),
            concat!($kind, 3, $field),
            concat!($kind, 4, $field),
            concat!($kind, 5, $field),
            concat!($kind, 6, $field),
            concat!($kind, 7, $field),
            concat!($kind, 8, $field),
            concat!($kind, 9, $field),
            concat!($kind, 10, $field),
        ];
        let number = usize::from($number);
        match FIRST.get(number.wrapping_sub(1)) {
            Some(&name) => $crate::message::Name::Borrowed(name),
            None => $crate::message::Name::Owned(format!(concat!($kind, "{}", $field), number)),
        }
    }};
}
pub(crate) use numbered;

const COMMON_TEXT: &[u8] = &texts::<{ COMMON * WIDTH }>(0);
const WIRELESS_TEXT: &[u8] = &texts::<{ WIRELESS * WIDTH }>(WIRELESS_FROM);
static COMMON_NAMES: [&str; COMMON] = cut(COMMON_TEXT, 0);
static WIRELESS_NAMES: [&str; WIRELESS] = cut(WIRELESS_TEXT, WIRELESS_FROM);

/// `io` and the id; no allocation for the ids that devices send.
pub(crate) fn io(id: u16) -> Name {
    let id = usize::from(id);
    let known = COMMON_NAMES.get(id).or_else(|| WIRELESS_NAMES.get(id.wrapping_sub(WIRELESS_FROM)));
    match known {
        Some(&name) => Name::Borrowed(name),
        None => Name::Owned(format!("io{id}")),
    }
}

/// The id in a name made by [`io`].
pub(crate) fn id(name: &str) -> Option<u16> {
    name.strip_prefix("io")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_has_its_name() {
        for id in 0..=u16::MAX {
            assert_eq!(io(id), format!("io{id}"));
            assert_eq!(super::id(&io(id)), Some(id));
        }
        assert!(matches!(io(2047), Name::Borrowed("io2047")));
        assert!(matches!(io(10_800), Name::Borrowed("io10800")));
    }

    #[test]
    fn every_number_has_its_name() {
        for number in 0..300usize {
            assert_eq!(numbered!("lock", number, "Id"), format!("lock{number}Id"));
        }
        assert!(matches!(numbered!("tag", 10u8, ""), Name::Borrowed("tag10")));
    }
}
