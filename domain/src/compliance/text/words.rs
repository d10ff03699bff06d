//! Words that are not to be used. They are found through spaces, punctuation and letter case, so that `老 赖` is `老赖`;
//! a word of Latin letters is found as a whole word only, so that `courtesy` is no `court`.

use super::super::checks::Check;
use super::super::{DebtorLocalTime, Law};
use crate::refusal::Refusal;
use std::collections::BTreeSet;

/// The first of `words` that `text` holds.
pub fn denied_word<'a>(text: &str, words: &'a BTreeSet<String>) -> Option<&'a str> {
    let (spaced, joined) = (folded(text, Some(' ')), folded(text, None));
    words.iter().map(String::as_str).find(|word| {
        if word.chars().any(is_ideograph) {
            joined.contains(&folded(word, None))
        } else {
            let word = folded(word, Some(' '));
            format!(" {} ", spaced.trim()).contains(&format!(" {} ", word.trim()))
        }
    })
}

/// Letters and digits in lower case, half-width; everything between them as one `gap`, or as nothing.
fn folded(text: &str, gap: Option<char>) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut between = false;
    for c in text.chars().filter(|c| !is_invisible(*c)).map(half_width) {
        if c.is_alphanumeric() {
            if let Some(gap) = gap.filter(|_| between) {
                folded.push(gap);
            }
            folded.extend(c.to_lowercase());
            between = false;
        } else {
            between = true;
        }
    }
    folded
}

fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Joiners and marks that show nothing, by which a word could be hidden.
fn is_invisible(c: char) -> bool {
    matches!(u32::from(c), 0x00AD | 0x200B..=0x200F | 0x2060..=0x2064 | 0xFEFF)
}

/// Full-width forms of ASCII as ASCII.
fn half_width(c: char) -> char {
    match u32::from(c) {
        full @ 0xFF01..=0xFF5E => char::from_u32(full - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Every rule on words that `text` breaks, wherever it is used: rule by rule, the word and the rule's source.
pub fn denied_words(law: &Law<'_>, text: &str, local: DebtorLocalTime) -> Vec<Refusal> {
    let broken = law.rules(local).into_iter().flat_map(|(.., rule)| {
        rule.checks.iter().filter_map(move |check| match check {
            Check::WordsDenied(check) => denied_word(text, &check.words).map(|word| (rule, word)),
            _ => None,
        })
    });
    broken
        .map(|(rule, word)| {
            let message = format!("the text says {word:?} ({})", rule.source);
            Refusal::new(rule.id.clone(), message, "write it without that word")
        })
        .collect()
}
