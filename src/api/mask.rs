//! What is left of a field that somebody may not see.

/// The last four characters of an identifier.
pub fn identifier(value: &str) -> String {
    let count = value.chars().count();
    let hidden = count.saturating_sub(4).max(count.min(1));
    value.chars().enumerate().map(|(i, c)| if i < hidden { '•' } else { c }).collect()
}

/// The first character of a name, number or address.
pub fn personal(value: &str) -> String {
    value.chars().take(1).chain("•••".chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_is_left() {
        assert_eq!(identifier("LSVAA4182E2123456"), "•••••••••••••3456");
        assert_eq!(identifier("沪A1"), "••••".chars().take(1).chain("A1".chars()).collect::<String>());
        assert_eq!(identifier(""), "");
        assert_eq!(personal("王小明"), "王•••");
    }
}
