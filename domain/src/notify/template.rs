//! Texts with fields in braces: `{severity} alert: {type}`.

use super::Field;
use super::rule::english;
use crate::language::Language;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// Longest text with its fields unfilled, characters.
const LONGEST: usize = 1000;

/// One piece.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Field(Field),
}

/// A text whose fields are known to exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Vec<Part>);

impl Template {
    /// Reads a text.
    ///
    /// # Errors
    /// `template_field`: braces that hold no field, or are left open. `template_length`.
    pub fn parse(text: &str) -> Result<Template, Refusal> {
        if text.chars().count() > LONGEST {
            return Err(Refusal::new("template_length", "the text is too long", "at most 1000 characters"));
        }
        let unknown = |name: &str| {
            let known: Vec<&str> = Field::ALL.iter().map(|f| f.name()).collect();
            let message = format!("{:?} is no field", name.chars().take(40).collect::<String>());
            Refusal::new("template_field", message, format!("in braces, one of: {}", known.join(", ")))
        };
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, tail) = after.split_once('}').ok_or_else(|| unknown(after))?;
            let field = Field::from_name(name).ok_or_else(|| unknown(name))?;
            parts.push(Part::Text(before.to_owned()));
            parts.push(Part::Field(field));
            rest = tail;
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(Template(parts))
    }

    /// The text with what `value` says for each field; a field without a value reads `–`.
    pub fn fill(&self, value: impl Fn(Field) -> Option<String>) -> String {
        let one = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Field(field) => value(*field).unwrap_or_else(|| "–".to_owned()),
        };
        self.0.iter().map(one).collect()
    }
}

/// A rule's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateText {
    /// One line.
    pub subject: String,
    /// The message.
    pub text: String,
    /// In which language names of states and kinds are put.
    #[serde(default = "english")]
    pub language: Language,
}

impl TemplateText {
    /// Whether both parts can be read.
    ///
    /// # Errors
    /// As [`Template::parse`]; `template_subject`: empty, or more than a line.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.subject.trim().is_empty() || self.subject.contains(['\n', '\r']) {
            return Err(Refusal::new("template_subject", "a subject is one line", "write one line of text"));
        }
        Template::parse(&self.subject)?;
        Template::parse(&self.text).map(drop)
    }
}
