//! What a state machine answers when it will not.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// An action was refused. Nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message} ({rule}); {remedy}")]
pub struct Refusal {
    /// Stable id of the rule that refused, e.g. `two_people` or `CN-13`.
    pub rule: Cow<'static, str>,
    /// What is wrong, for a person.
    pub message: String,
    /// What would satisfy the rule.
    pub remedy: String,
}

impl Refusal {
    /// A refusal by `rule`.
    pub fn new(rule: impl Into<Cow<'static, str>>, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Refusal { rule: rule.into(), message: message.into(), remedy: remedy.into() }
    }
}
