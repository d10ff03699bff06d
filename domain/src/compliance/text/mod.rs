//! Texts: what notices and letters of authorisation say, in both languages, and which words no text holds.
//!
//! A text is a template with named fields; what a field may be is typed, and a text with a gap is not made. The templates
//! are data beside this file. How a text looks on paper is not decided here.

mod template;
mod words;

pub use template::{
    Block, MissingField, Template, TemplateField, TemplateProblem, Text, TextKind, Texts, authorisation_letter,
    notice_text,
};
pub use words::{denied_word, denied_words};
