//! Texts: what notices and letters say, in both languages, and which words no text holds.

mod words;

pub use words::denied_word;
