//! Names of elements that have none of their own: `io` and the AVL id, made at compile time.

use crate::message::Name;

/// Ids below this have a constant name. Above are only sensors of wireless accessories.
const COUNT: usize = 1024;
/// `io` and up to four digits.
const WIDTH: usize = 6;

const fn digits(id: usize) -> usize {
    match id {
        0..=9 => 1,
        10..=99 => 2,
        100..=999 => 3,
        _ => 4,
    }
}

const TEXT: [u8; COUNT * WIDTH] = {
    let mut text = [b'0'; COUNT * WIDTH];
    let mut id = 0;
    while id < COUNT {
        let at = id * WIDTH;
        text[at] = b'i';
        text[at + 1] = b'o';
        let mut left = digits(id);
        let mut value = id;
        while left > 0 {
            text[at + 1 + left] = b'0' + (value % 10) as u8;
            value /= 10;
            left -= 1;
        }
        id += 1;
    }
    text
};

static NAMES: [&str; COUNT] = {
    const BYTES: &[u8] = &TEXT;
    let mut names = [""; COUNT];
    let mut id = 0;
    while id < COUNT {
        let (_, from) = BYTES.split_at(id * WIDTH);
        let (name, _) = from.split_at(2 + digits(id));
        names[id] = match std::str::from_utf8(name) {
            Ok(name) => name,
            Err(_) => panic!("the letters and digits above are ASCII"),
        };
        id += 1;
    }
    names
};

/// `io` and the id; no allocation below 1024.
pub(super) fn io(id: u16) -> Name {
    match NAMES.get(usize::from(id)) {
        Some(&name) => Name::Borrowed(name),
        None => Name::Owned(format!("io{id}")),
    }
}

/// The id in a name made by [`io`].
pub(super) fn id(name: &str) -> Option<u16> {
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
        assert!(matches!(io(1023), Name::Borrowed(_)));
    }
}
