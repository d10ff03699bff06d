//! Words in addresses that are worth a look: pawn shops, used-car markets, repair shops.
//!
//! After the lists of Chinese vehicle-finance platforms (patents CN106384326A and CN113191610A: the address of a stop is held
//! against sensitive words); the list is a lender's own.

use serde::{Deserialize, Serialize};

/// Words that one lender may have.
pub const MOST_WORDS: usize = 200;
/// Characters of a word at most.
const LONGEST: usize = 40;

/// A lender's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AddressPolicy {
    /// Words, each 1 to 40 characters, at most 200.
    pub words: Vec<String>,
}

impl Default for AddressPolicy {
    fn default() -> Self {
        let words = [
            "典当",
            "二手车",
            "旧机动车",
            "抵押",
            "寄卖",
            "修理",
            "汽修",
            "拆解",
            "报废",
            "停车场",
            "物流园",
            "4S",
            "pawn",
            "used car",
            "second-hand car",
            "scrapyard",
            "car breaker",
        ];
        AddressPolicy { words: words.map(str::to_owned).into() }
    }
}

impl AddressPolicy {
    /// What is out of range: the field and what it may be.
    pub fn problem(&self) -> Option<(&'static str, &'static str)> {
        let fits = |word: &String| (1..=LONGEST).contains(&word.trim().chars().count());
        (self.words.len() > MOST_WORDS || !self.words.iter().all(fits))
            .then_some(("words", "at most 200 words of 1 to 40 characters"))
    }

    /// The words that stand in an address, in the order of the list. Letters of either case and either width are the same; a
    /// word that begins or ends with a Latin letter or a digit is a word of its own there, so that a spawn is no pawn.
    pub fn found(&self, address: &str) -> Vec<&str> {
        let address = plain(address);
        self.words.iter().filter(|word| stands(&plain(word), &address)).map(String::as_str).collect()
    }
}

/// Small letters of ordinary width, spaces as one.
fn plain(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    };
    let text: String = text.chars().map(narrow).flat_map(char::to_lowercase).collect();
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

fn stands(word: &str, address: &str) -> bool {
    let joins = |a: Option<char>, b: Option<char>| {
        a.zip(b).is_some_and(|(a, b)| a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric())
    };
    !word.is_empty()
        && address.match_indices(word).any(|(at, _)| {
            let (before, after) = (&address[..at], &address[at + word.len()..]);
            !joins(before.chars().next_back(), word.chars().next())
                && !joins(word.chars().next_back(), after.chars().next())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_either_script_width_and_case() {
        let words = AddressPolicy::default();
        assert_eq!(words.found("上海市嘉定区曹安公路１８号二手车交易市场停车场"), ["二手车", "停车场"]);
        assert_eq!(words.found("大众４Ｓ店"), ["4S"]);
        assert_eq!(words.found("12 Main St, Joe's PAWN &  Used\u{3000}Car lot"), ["pawn", "used car"]);
        assert_eq!(words.found("Spawn Lane 14S, Reused Cars"), [] as [&str; 0]);
    }

    #[test]
    fn a_list_is_bounded() {
        assert_eq!(AddressPolicy::default().problem(), None);
        assert!(AddressPolicy { words: vec!["x".into(); 201] }.problem().is_some());
        assert!(AddressPolicy { words: vec![" ".into()] }.problem().is_some());
        assert!(AddressPolicy { words: vec!["x".repeat(41)] }.problem().is_some());
    }
}
