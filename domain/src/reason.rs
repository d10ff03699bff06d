//! A reason that somebody gave: never empty, never unbounded.

use serde::{Deserialize, Serialize};

/// 1 to 2000 characters, trimmed, at least one of them a letter or digit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reason(String);

/// The text is no reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReasonError {
    /// Nothing readable in it.
    #[error("a reason is required: say why in words")]
    Empty,
    /// Over the limit.
    #[error("a reason has at most 2000 characters, this has {0}")]
    TooLong(usize),
}

impl Reason {
    /// Longest accepted reason, characters.
    pub const MAX_CHARS: usize = 2000;

    /// Checks and trims.
    pub fn new(text: &str) -> Result<Self, ReasonError> {
        let text = text.trim();
        if !text.chars().any(char::is_alphanumeric) {
            return Err(ReasonError::Empty);
        }
        match text.chars().count() {
            n if n > Self::MAX_CHARS => Err(ReasonError::TooLong(n)),
            _ => Ok(Reason(text.to_owned())),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Reason {
    type Error = ReasonError;
    fn try_from(text: String) -> Result<Self, ReasonError> {
        Reason::new(&text)
    }
}

impl From<Reason> for String {
    fn from(reason: Reason) -> String {
        reason.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_says_something_within_the_limit() {
        assert_eq!(Reason::new("  客户已还款 ").expect("a reason").as_str(), "客户已还款");
        for empty in ["", "  ", "...", "-"] {
            assert_eq!(Reason::new(empty), Err(ReasonError::Empty), "{empty:?}");
        }
        assert!(Reason::new(&"a".repeat(2000)).is_ok());
        assert_eq!(Reason::new(&"a".repeat(2001)), Err(ReasonError::TooLong(2001)));
    }
}
